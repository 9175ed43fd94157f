"""Record files: `records/ab/ab12….json`, each whole or not there, named by the SHA-256 of the document."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from giextract.errors import OutputError


@dataclass(frozen=True, slots=True)
class Records:
    """The record files of the run in `folder`."""

    folder: Path

    def path(self, sha256: str) -> Path:
        """Where the record of the document with this hash stands, or would."""
        return self.folder / "records" / sha256[:2] / f"{sha256}.json"

    def _file(self, sha256: str) -> str:
        return f"{self.folder}/records/{sha256[:2]}/{sha256}.json"

    def write(self, sha256: str, record: bytes) -> None:
        """Write a record so that a reader sees the old one or this one, also after the power failed; OutputError."""
        for error in self.write_all({sha256: record}).values():
            raise error

    def write_all(self, records: Mapping[str, bytes]) -> dict[str, OutputError]:
        """Write some records, each so that a reader sees the old one or this one; returns those that could not be written.

        A step is taken for all of them before the next: a third of the time of one record after the other.
        """
        failures: dict[str, OutputError] = {}
        parts: dict[str, tuple[str, int]] = {}
        try:
            for sha256, record in records.items():
                with self._kept(sha256, failures):
                    part = f"{self.folder}/records/{sha256[:2]}/.{sha256}.{os.getpid()}.part"
                    parts[sha256] = part, _create(part)
                    _write(parts[sha256][1], record)
            for sha256, (_, handle) in parts.items():
                with self._kept(sha256, failures):
                    os.fsync(handle)
            for sha256, (part, _) in parts.items():
                if sha256 not in failures:
                    with self._kept(sha256, failures):
                        os.replace(part, self._file(sha256))  # noqa: PTH105 (of millions)
        finally:
            for sha256, (part, handle) in parts.items():
                os.close(handle)
                if sha256 in failures:
                    with suppress(OSError):
                        os.unlink(part)  # noqa: PTH108
        return failures

    @contextmanager
    def _kept(self, sha256: str, failures: dict[str, OutputError]) -> Iterator[None]:
        """Keeps the first error of a record's file instead of raising it."""
        try:
            yield
        except OSError as error:
            failures.setdefault(sha256, _cannot_write(self.path(sha256), error))

    def read(self, sha256: str) -> bytes | None:
        """The bytes of a record, None where there is none."""
        try:
            return self.path(sha256).read_bytes()
        except FileNotFoundError:
            return None

    def size(self, sha256: str) -> int | None:
        """How many bytes a record has, None where there is none."""
        try:
            return os.stat(self._file(sha256)).st_size  # noqa: PTH116 (of millions)
        except OSError:
            return None

    def remove(self, sha256: str) -> None:
        """Take the record of a document away that is asked for no more."""
        try:
            self.path(sha256).unlink(missing_ok=True)
        except OSError as error:
            raise _cannot_write(self.path(sha256), error) from error

    def sweep(self) -> None:
        """Take away what killed processes left half written."""
        with suppress(OSError):
            for folder in (self.folder / "records").iterdir():
                with os.scandir(folder) as inside:
                    parts = [one.path for one in inside if one.name[0] == "."]
                for part in parts:
                    Path(part).unlink(missing_ok=True)


def _create(part: str) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        return os.open(part, flags, 0o666)
    except FileNotFoundError:
        Path(part).parent.mkdir(parents=True, exist_ok=True)
        return os.open(part, flags, 0o666)


def _write(handle: int, data: bytes) -> None:
    written = os.write(handle, data)
    while written < len(data):  # the disk was about to be full
        written += os.write(handle, data[written:])


def _cannot_write(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path} cannot be written ({error.strerror or error}); make room, or choose another folder")
