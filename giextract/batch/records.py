"""Record files: `records/ab/ab12….json`, each whole or not there, named by the SHA-256 of the document."""

from __future__ import annotations

import os
from collections.abc import Iterator
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

    def write(self, sha256: str, record: bytes) -> None:
        """Write a record so that a reader sees the old one or this one, also after the power failed; OutputError."""
        target = self.path(sha256)
        part = target.with_name(f".{sha256}.{os.getpid()}.part")
        with _errors(target):
            try:
                handle = _create(part)
                with os.fdopen(handle, "wb") as file:
                    file.write(record)
                    file.flush()
                    os.fsync(file.fileno())
                part.replace(target)
            except BaseException:
                with suppress(OSError):
                    part.unlink()
                raise

    def read(self, sha256: str) -> bytes | None:
        """The bytes of a record, None where there is none."""
        try:
            return self.path(sha256).read_bytes()
        except FileNotFoundError:
            return None

    def size(self, sha256: str) -> int | None:
        """How many bytes a record has, None where there is none."""
        try:
            return os.stat(f"{self.folder}/records/{sha256[:2]}/{sha256}.json").st_size  # noqa: PTH116 (of millions)
        except OSError:
            return None

    def remove(self, sha256: str) -> None:
        """Take the record of a document away that is asked for no more."""
        with _errors(self.path(sha256)):
            self.path(sha256).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Take away what killed processes left half written."""
        with suppress(OSError):
            for folder in (self.folder / "records").iterdir():
                with os.scandir(folder) as inside:
                    parts = [one.path for one in inside if one.name[0] == "."]
                for part in parts:
                    Path(part).unlink(missing_ok=True)


def _create(part: Path) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        return os.open(part, flags, 0o666)
    except FileNotFoundError:
        part.parent.mkdir(parents=True, exist_ok=True)
        return os.open(part, flags, 0o666)


@contextmanager
def _errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{path} cannot be written ({reason}); make room, or choose another folder") from error
