"""The journal: decisions on the disk as they are made, one line each, only ever appended to.

The first line says whose they are, each further one holds a decision with its report:

    {"giextract_review": 1, "reviewer": "王敏"}
    {"sha256": "…", "path": "report.txt", "schema": "annual_report@…", "decision": {…}}

A line is on the disk before it counts. One that a crash cut off is put aside, into a file beside the journal, when the
journal is opened again; nothing before it is touched. One process writes at a time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from giextract.errors import DecisionError, OutputError
from giextract.review.decisions import VERSION, Decision, Decisions, ReportDecisions, decisions_from_lines

SUFFIX = ".decisions.jsonl"
_HEAD = b'{"giextract_review":'


class Journal:
    """The journal at `path`, begun where there is none, for `reviewer`, and locked until it is closed.

    `cut_off` is where a line was put aside that a crash had cut off, None where there was none. Raises DecisionError for
    what is no journal, is another's, or is being written by another process; OutputError where it cannot be written.
    """

    def __init__(self, path: Path, reviewer: str) -> None:
        self.path = path
        self.reviewer = reviewer
        self.cut_off: Path | None = None
        is_there = path.exists()
        try:
            self._file: IO[bytes] = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+b", 0)
        except OSError as error:
            raise OutputError(f"{path} cannot be written ({error.strerror}); name another with --decisions") from error
        try:
            _lock(self._file, path)
            whole, rest = self._read()
            parsed = decisions_from_lines(whole, str(path)) if whole else None
            if parsed is None and rest[: len(_HEAD)] != _HEAD[: len(rest)]:
                raise DecisionError(f"{path} is no journal; name another file with --decisions")
            if parsed is not None and parsed.reviewer != reviewer:
                raise DecisionError(
                    f"{path} holds the decisions of {parsed.reviewer}; name another file with --decisions, or --reviewer"
                )
            self._sha256_to_report = {one.sha256: one for one in parsed.reports} if parsed else {}
            if rest:
                self._put_aside(rest, len(whole))
            if parsed is None:
                self._write({"giextract_review": VERSION, "reviewer": reviewer})
            if not is_there:
                _sync_folder(path.parent)
        except BaseException:
            self._file.close()
            raise

    def decisions(self, sha256: str) -> tuple[Decision, ...]:
        """The decisions on one report, oldest first."""
        report = self._sha256_to_report.get(sha256)
        return report.decisions if report else ()

    def revision(self, sha256: str) -> int:
        """How many decisions there are on a report."""
        return len(self.decisions(sha256))

    def everything(self) -> Decisions:
        """All that was decided, as the decisions file has it."""
        return Decisions(reviewer=self.reviewer, reports=tuple(self._sha256_to_report.values()))

    def append(self, sha256: str, path: str, schema: str, decision: Decision, records: Sequence[str] = ()) -> int:
        """Keep one more decision, on the disk when this returns, and return the report's new revision; OutputError.

        `records` are the backends of those that stand side by side, where there are several.
        """
        report = self._sha256_to_report.get(sha256) or ReportDecisions(
            sha256=sha256, path=path, schema_=schema, records=tuple(records)
        )
        beside = {"records": list(records)} if records else {}
        line = {"sha256": sha256, "path": path, "schema": schema, **beside}
        self._write(line | {"decision": decision.model_dump(mode="json")})
        self._sha256_to_report[sha256] = report.model_copy(update={"decisions": (*report.decisions, decision)})
        return self.revision(sha256)

    def close(self) -> None:
        """Let the next process in."""
        self._file.close()

    def _read(self) -> tuple[bytes, bytes]:
        """The whole lines, and what follows the last end of a line."""
        try:
            data = self._file.read()
        except OSError as error:
            raise OutputError(f"{self.path} cannot be read ({error.strerror or error})") from error
        end = data.rfind(b"\n") + 1
        return data[:end], data[end:]

    def _put_aside(self, rest: bytes, end: int) -> None:
        self.cut_off = self.path.with_name(f"{self.path.name}.cut-off")
        try:
            with self.cut_off.open("ab") as file:
                file.write(rest + b"\n")
                file.flush()
                os.fsync(file.fileno())
            self._file.truncate(end)
            os.fsync(self._file.fileno())
        except OSError as error:
            raise OutputError(f"{self.path} cannot be mended ({error.strerror or error})") from error

    def _write(self, data: dict[str, Any]) -> None:
        line = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        size = os.fstat(self._file.fileno()).st_size
        try:
            while line:  # a disk that gets full takes a part
                line = line[os.write(self._file.fileno(), line) :]
            os.fsync(self._file.fileno())
        except OSError as error:
            with suppress(OSError):  # half a line would be taken for the beginning of the next one
                self._file.truncate(size)
            raise OutputError(f"{self.path} cannot be written ({error.strerror or error}); nothing was kept") from error


def _lock(file: IO[bytes], path: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows keeps others from a file that is open for writing by other means
        return
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise DecisionError(
            f"{path} is being written by another review; go on there, or name another file with --decisions"
        ) from None


def _sync_folder(folder: Path) -> None:
    """Have the new file's name on the disk too, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
