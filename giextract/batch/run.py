"""A run: the folder with its lock and ledger, what is left to do in it, and what became of each document.

All of it is used by one thread of one process. The order of the paths decides everything that could be decided in two ways, so
that a run ends with the same records however often it was stopped.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from stat import S_ISREG

from giextract.batch.choice import Choice
from giextract.batch.inputs import Asked
from giextract.batch.ledger import Ledger
from giextract.batch.lock import Lock
from giextract.batch.records import Records
from giextract.batch.spending import Spending, read_spending
from giextract.batch.tally import Tally
from giextract.batch.unit import CHANGED, Done, Task, digest_of
from giextract.errors import OutputError, SettingsError

FLUSH_AFTER = 0.5
"""Seconds after which what was settled goes to the disk; a kill loses no more than that, and it is made again."""
MOST_UNWRITTEN = 5000
SMALL = 1_000_000
"""Bytes of a file that is read at once to be hashed."""

HASHED = "UPDATE asked SET stat = ?, sha256 = ?, failure_kind = NULL, failure = NULL WHERE path = ?"
UNREAD = "UPDATE asked SET stat = ?, sha256 = NULL, failure_kind = ?, failure = ? WHERE path = ?"
FOUND = "INSERT INTO documents (sha256, path, state) VALUES (?, ?, 'pending')"
MOVED = "UPDATE documents SET path = ?, state = 'pending' WHERE sha256 = ?"
CHANGED_SINCE = "UPDATE asked SET stat = NULL WHERE sha256 = ?"
WAITS = "UPDATE documents SET state = 'pending' WHERE sha256 = ?"
SETTLED = (
    "UPDATE documents SET state = ?, failure_kind = ?, failure = ?, made_with = ?, bytes = ?, digest = ?, open = ?, "
    "findings = ?, usage = ?, seconds = ? WHERE sha256 = ?"
)
NO_SECTIONS = "DELETE FROM sections WHERE sha256 = ?"
SECTION = "INSERT INTO sections VALUES (?, ?, ?, ?, ?)"
WRITES = (HASHED, UNREAD, FOUND, MOVED, CHANGED_SINCE, WAITS, SETTLED, NO_SECTIONS, SECTION)
"""What is written at each flush, in this order; a document is settled once between two of them."""


class Run:
    """The run in `folder`, begun or gone on with.

    `made_with` is a digest of all that records depend on beside their documents, `named` the same for people, by name. Raises
    SettingsError where `choice` and the folder do not fit together, RunError where another run is at work, OutputError.
    """

    def __init__(self, folder: Path, made_with: str, named: dict[str, str], choice: Choice) -> None:
        self.folder, self.choice, self.made_with = folder, choice, made_with
        self.records = Records(folder)
        self.tally = Tally()
        self._failures_before = 0
        self.stopped: str | None = None
        self.spent_elsewhere: Callable[[], Spending] | None = None
        self._unwritten: set[str] = set()  # documents that the ledger does not have yet
        self._moved: dict[str, str] = {}  # sha256 -> first path, where that has changed since the scan began
        self._writes: dict[str, list[tuple[object, ...]]] = {statement: [] for statement in WRITES}
        self._unwritten_rows = 0
        self._written = time.monotonic()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{folder} cannot be made ({error.strerror or error}); choose another folder") from error
        self._lock = Lock(folder)
        try:
            self.ledger = Ledger(folder)
            try:
                self._check(named)
                self.base = self._base()
                self._at_base = self.base == Path.cwd()
            except BaseException:
                self.ledger.close()
                raise
        except BaseException:
            self._lock.release()
            raise
        self.records.sweep()

    def _check(self, named: dict[str, str]) -> None:
        """Whether the records that are there were made as those to come."""
        known = json.loads(self.ledger.get("made_with") or "null")
        if known is not None and not self.choice.goes_on:
            raise SettingsError(f"{self.folder} holds a run; go on with it (--resume), or choose another folder")
        if known is not None and known["digest"] != self.made_with and not self.choice.refresh:
            changed = [
                f"{name} was {known['named'].get(name)} and is {value}"
                for name, value in named.items()
                if known["named"].get(name) != value
            ]
            what = "; ".join(changed) or "giextract itself has changed"
            raise SettingsError(
                f"the records in {self.folder} were made otherwise ({what}); --refresh does again what that touches"
            )
        with self.ledger.change():
            self.ledger.put("made_with", json.dumps({"digest": self.made_with, "named": named}, ensure_ascii=False))

    def _base(self) -> Path:
        """The folder that relative paths are relative to: where the run was begun, as long as that is there."""
        here = Path.cwd()
        known = self.ledger.get("base")
        if known is not None and Path(known).is_dir():
            return Path(known)
        with self.ledger.change():
            self.ledger.put("base", str(here))
        return here

    def spending(self) -> Spending:
        """What the run has spent so far, `spent_elsewhere` included."""
        return read_spending(self.ledger, self.spent_elsewhere() if self.spent_elsewhere is not None else None)

    def ask(self, paths: Iterable[Asked]) -> None:
        """Add `paths` to those that the run is asked for."""
        here = Path.cwd()
        statement = (
            "INSERT INTO asked (path, file, extra) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET extra = excluded.extra "
            "WHERE excluded.extra IS NOT NULL AND extra IS NOT excluded.extra"
        )

        def rows() -> Iterator[tuple[str, bytes | None, str | None]]:
            for one in paths:
                path, file = one.path, one.file
                if here != self.base and not Path(path).is_absolute():
                    path = os.path.relpath(here / path, self.base)
                    file = (
                        os.path.relpath(os.fsencode(here / os.fsdecode(file)), os.fsencode(self.base)) if file else None
                    )
                yield path, file, json.dumps(dict(one.extra), ensure_ascii=False) if one.extra else None

        with self.ledger.change():
            self.ledger.do_many(statement, rows())

    def todo(self) -> Iterator[Task]:
        """A task for each document that is to be done, in the order of the paths; ends early when the run is stopped."""
        (self.tally.asked,) = self.ledger.one("SELECT count(*) FROM asked") or (0,)
        for row in self.ledger.pages(
            "SELECT asked.path, asked.file, asked.stat, asked.sha256, asked.failure, documents.path, documents.state, "
            "documents.made_with, documents.bytes, documents.digest, documents.open FROM asked LEFT JOIN documents USING (sha256) "
            "WHERE asked.path > ?"
        ):
            if self.stopped:
                return
            path, name, known_stat, sha256, unread, first, *known = row
            file = self._file(os.fsdecode(name) if name else path)
            stat = _stat(file)
            if sha256 in self._moved:
                first, known[0] = self._moved[sha256], "pending"
            if sha256 is not None and (stat == known_stat or (stat is None and known[0] in ("complete", "partial"))):
                if first < path:
                    self.tally.duplicates += 1
                    continue
                if first == path and self._is_done(sha256, *known):
                    self.tally.before += 1
                    continue
            elif sha256 is None and unread is not None and stat == known_stat and not self.choice.retry:
                self.tally.unreadable_before += 1
                continue
            task = self._take(path, file, stat, known_stat, sha256)
            if task is not None:
                yield task
        self.flush()

    def _take(self, path: str, file: str, stat: str | None, known_stat: str | None, before: str | None) -> Task | None:
        """The task that the document at `path` is, None where there is nothing to do."""
        sha256 = before
        if before is None or stat != known_stat:
            try:
                sha256 = _hash(file)
            except OSError as error:
                self._cannot_read(path, stat, before, type(error).__name__, f"{path} {_why(error)}")
                return None
            if before is not None and sha256 != before:
                self._leave(path, before)
            self._write(HASHED, stat, sha256, path)
        assert sha256 is not None
        if sha256 in self._unwritten:
            self.tally.duplicates += 1
            return None
        row = self.ledger.one(
            "SELECT path, state, made_with, bytes, digest, open FROM documents WHERE sha256 = ?", (sha256,)
        )
        if row is not None and row[0] < path:
            self.tally.duplicates += 1
            return None
        if row is None:
            self._write(FOUND, sha256, path)
            self._unwritten.add(sha256)
            return Task(path, file, sha256)
        if row[0] > path:  # what is asked for since comes first
            self._write(MOVED, path, sha256)
            self._moved[sha256] = path
        elif self._is_done(sha256, *row[1:]):
            self.tally.before += 1
            return None
        return self._again(path, file, sha256)

    def _again(self, path: str, file: str, sha256: str) -> Task:
        """A task with what may be taken over from the record that is there."""
        row = self.ledger.one("SELECT digest FROM documents WHERE sha256 = ?", (sha256,))
        record = self.records.read(sha256) if row and row[0] else None
        if record is None or row is None or digest_of(record) != row[0]:
            return Task(path, file, sha256)
        keys = self.ledger.all("SELECT section, key FROM sections WHERE sha256 = ? AND key <> ''", (sha256,))
        return Task(path, file, sha256, record, dict(keys))

    def _is_done(
        self, sha256: str, state: str, made_with: str, size: int | None, digest: str | None, unanswered: int
    ) -> bool:
        if state == "pending" or made_with != self.made_with:
            return False
        if self.choice.retry and (state == "failed" or unanswered):
            return False
        if self.choice.refresh and digest is not None:  # also where somebody has changed a record
            record = self.records.read(sha256)
            return record is not None and digest_of(record) == digest
        return size is None or self.records.size(sha256) == size

    def _cannot_read(self, path: str, stat: str | None, before: str | None, kind: str, why: str) -> None:
        self.tally.unreadable += 1
        if before is not None:
            self._leave(path, before)
        self._write(UNREAD, stat, kind, why, path)
        self._stop_after_failures()

    def _leave(self, path: str, sha256: str) -> None:
        """`path` leads to the document no more; where no other path does, its record goes."""
        self.flush()
        with self.ledger.change():
            self.ledger.do("UPDATE asked SET sha256 = NULL, stat = NULL WHERE path = ?", (path,))
            (following,) = self.ledger.one("SELECT min(path) FROM asked WHERE sha256 = ?", (sha256,)) or (None,)
            if following is None:
                self.ledger.do("DELETE FROM sections WHERE sha256 = ?", (sha256,))
                self.ledger.do("DELETE FROM documents WHERE sha256 = ?", (sha256,))
                self.records.remove(sha256)
                return
            statement = "UPDATE documents SET path = ?, state = 'pending' WHERE sha256 = ? AND path = ?"
            if self.ledger.do(statement, (following, sha256, path)).rowcount:
                self._moved[sha256] = following

    def _file(self, path: str) -> str:
        return path if self._at_base else str(self.base / path)

    def _write(self, statement: str, *values: object) -> None:
        self._writes[statement].append(values)
        self._unwritten_rows += 1

    def _is_time(self) -> bool:
        return time.monotonic() - self._written > FLUSH_AFTER

    def settle(self, done: Done) -> None:
        """Write down what came of a document, whose record has been written."""
        self.tally.count(done)
        task = done.task
        if done.stop is not None:
            self.stopped = self.stopped or done.stop
        if done.failure_kind == CHANGED:
            self.tally.unreadable += 1
            self._write(CHANGED_SINCE, task.sha256)
        if done.state != "pending":
            self._settle(done)
        elif done.queued:  # also where it was done once: its answers come after this pass
            self._write(WAITS, task.sha256)
        self._stop_after_failures()
        self.flush(force=False)

    def _stop_after_failures(self) -> None:
        most = self.choice.max_failures
        failures = self._failures_before + self.tally.failures
        if most is not None and failures >= most:
            self.stopped = self.stopped or f"{failures} failures (--max-failures {most})"

    def _settle(self, done: Done) -> None:
        sha256 = done.task.sha256
        if done.state == "failed" and done.size is None:
            self.records.remove(sha256)
        used = done.usage is not None and done.usage.model_fields_set
        usage = done.usage.model_dump_json(exclude_unset=True) if done.usage and used else None
        self._write(
            SETTLED, done.state, done.failure_kind, done.failure, self.made_with, done.size, done.digest,
            sum(one.open for one in done.sections), json.dumps(dict(done.findings)), usage, round(done.seconds, 4), sha256,
        )  # fmt: skip
        self._write(NO_SECTIONS, sha256)
        for one in done.sections:
            key = "" if one.open else one.key
            self._write(SECTION, sha256, one.name, key, one.state, one.reason)

    def again(self) -> None:
        """Look at all paths once more in this session; what failed in it is not tried again."""
        self.flush()
        self._moved.clear()
        self._failures_before += self.tally.failures
        self.choice = replace(self.choice, retry=False)
        self.tally, self.stopped = Tally(), None

    def flush(self, *, force: bool = True) -> None:
        """Bring what was settled to the disk, all of it or nothing."""
        if not self._unwritten_rows or not (force or self._unwritten_rows > MOST_UNWRITTEN or self._is_time()):
            return
        with self.ledger.change():
            for statement, rows in self._writes.items():
                self.ledger.do_many(statement, rows)
        for rows in self._writes.values():
            rows.clear()
        self._unwritten_rows = 0
        self._unwritten.clear()
        self._written = time.monotonic()

    def close(self) -> None:
        """Write down what is left, and let others in."""
        try:
            self.flush()
        finally:
            self.ledger.close()
            self._lock.release()


def _stat(file: str) -> str | None:
    """What tells that a file is as it was, without reading it; None where there is none."""
    try:
        found = os.stat(file)  # noqa: PTH116 (a Path of each of a million files would take longer than this)
    except (OSError, ValueError):
        return None
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


def _hash(file: str) -> str:
    try:
        with open(file, "rb", buffering=0, opener=_opened_at_once) as opened:
            if not S_ISREG(os.fstat(opened.fileno()).st_mode):
                raise NoFileError
            data = opened.read(SMALL)
            if len(data) < SMALL:
                return hashlib.sha256(data).hexdigest()
            opened.seek(0)
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except ValueError as error:  # a NUL in the name
        raise OSError(str(error)) from error


def _opened_at_once(file: str, flags: int) -> int:
    """A pipe that nobody writes to would never open."""
    return os.open(file, flags | getattr(os, "O_NONBLOCK", 0))


class NoFileError(OSError):
    """What is there is a pipe or a device: what it gives, it gives once, or without an end."""


def _why(error: OSError) -> str:
    """The same words as reading has for what cannot be opened."""
    if isinstance(error, NoFileError):
        return "is a pipe or a device; save the report as a file"
    if isinstance(error, FileNotFoundError):
        return "does not exist; check the name"
    if isinstance(error, IsADirectoryError):
        return "is a folder; name the files in it"
    if isinstance(error, PermissionError):
        return "may not be read by you; change its permissions or copy it"
    return f"cannot be read ({error.strerror or error}); check the name"
