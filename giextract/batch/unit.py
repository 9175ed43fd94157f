"""The unit of work: one document to its record. Whatever engine does it, the same bytes come out.

A unit knows nothing of the ledger. What may be taken over from an earlier record comes with the task, and what the ledger has to
know comes back with the record.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from giextract.backends import Backend, ReportBackend, load_backend
from giextract.batch.keys import section_keys
from giextract.document import Document
from giextract.errors import (
    BudgetError,
    CredentialsError,
    GiextractError,
    ModelNotFoundError,
    OutputError,
    QueuedError,
    ReadingError,
    RunError,
)
from giextract.filling import Filling, fill
from giextract.pipeline import Work
from giextract.reading import read
from giextract.record import Record, SectionState, Usage
from giextract.schema import Schema, load_schema
from giextract.settings import ReadingSettings, Settings

State = Literal["pending", "complete", "partial", "failed"]
STOPPING = (BudgetError, CredentialsError, ModelNotFoundError)
"""Errors of a section that every further document would meet too: the run stops, and the document is done when it goes on."""
CHANGED = "ChangedError"
CRASH = "Crash"


@dataclass(frozen=True, slots=True)
class Spec:
    """What a process has to know to do the work; all of it can be sent to another machine."""

    backend: str
    schema: str
    fallback: str | None = None
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True, slots=True)
class Task:
    """One document to do: the path that its record shows, the file to open, and the hash that its bytes had.

    `before` is an earlier record of it as JSON, `keys` those of the sections whose answers may be taken from there.
    """

    path: str
    file: str
    sha256: str
    before: bytes | None = None
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Section:
    """How a section of a document ended, for the ledger.

    It is `open` where another try may end otherwise: its backend failed, stood in for or not, or a model left a leaf unanswered.
    """

    name: str
    key: str
    state: SectionState
    reason: str | None
    open: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a task.

    `record` is JSON with its `size` and `digest`, None where there is none, or where it has been written already; `state` is
    `failed` where there is none, or `pending` where the document stays to be done.
    `kept` counts the sections taken over, `queued` says that some of its requests wait for a batch. `stop` says why no further document should be begun.
    """

    task: Task
    state: State
    record: bytes | None = None
    size: int | None = None
    digest: str | None = None
    failure_kind: str | None = None
    failure: str | None = None
    sections: tuple[Section, ...] = ()
    kept: int = 0
    findings: Mapping[str, int] = field(default_factory=dict)
    usage: Usage | None = None
    seconds: float = 0.0
    stop: str | None = None
    queued: bool = False


class Unit:
    """Does tasks; one for each process. `backend` and `fallback` stand in for those that the names in `spec` mean."""

    def __init__(self, spec: Spec, backend: Backend | None = None, fallback: Backend | None = None) -> None:
        self.schema: Schema = load_schema(spec.schema)
        self.backend = backend or load_backend(spec.backend, spec.settings)
        self.fallback = fallback or (load_backend(spec.fallback, spec.settings) if spec.fallback else None)
        # Each process reads one document at a time, and there is one for each core.
        self.reading: ReadingSettings = replace(spec.settings.reading, processes=1)

    def do(self, task: Task) -> Done:
        """The record of a document, or why it has none; raises nothing."""
        document = self.read(task)
        return document if isinstance(document, Done) else self.extract(task, document)

    def read(self, task: Task) -> Document | Done:
        """The document alone, for an engine that reads and asks in different places."""
        try:
            return read_task(task, self.reading)
        except Exception as error:
            return failed(task, error)

    def extract(self, task: Task, document: Document) -> Done:
        """The record of a document that was read."""
        began = time.perf_counter()
        try:
            return self._extract(task, document, began)
        except Exception as error:
            return failed(task, error)

    def _extract(self, task: Task, document: Document, began: float) -> Done:
        work = Work(document, self.backend, self.schema, self.fallback)
        keys = section_keys(work)
        before, kept = _taken_over(task, keys)
        filling = fill(self.backend, work.asked, self.schema, self.fallback, kept)
        errors = [one for one in filling.outcomes.values() if isinstance(one, STOPPING)]
        if errors:
            return Done(task, "pending", usage=filling.usage, stop=errors[0].message)
        record = work.record(filling, before, kept).model_copy(update={"usage": None})
        data = record.to_json().encode() + b"\n"
        return Done(
            task,
            record.status,
            record=data,
            size=len(data),
            digest=digest_of(data),
            sections=tuple(self._sections(record, keys, filling)),
            kept=len(kept),
            findings=Counter(finding.rule for finding in record.findings),
            usage=filling.usage,
            seconds=time.perf_counter() - began,
        )

    def _sections(self, record: Record, keys: Mapping[str, str], filling: Filling) -> Iterator[Section]:
        """The sections that were asked for, in the order of the record."""
        open_ = {*filling.stood_in, *(name for name, one in record.sections.items() if one.state == "unanswered")}
        if isinstance(self.backend, ReportBackend):  # where a model was to be asked again, that may have failed
            open_ |= {self.schema.section_of(fact.path).name for fact in record.facts if fact.state == "unanswered"}
        for name, one in record.sections.items():
            if name in keys:
                yield Section(name, keys[name], one.state, one.reason, name in open_)


def digest_of(record: bytes) -> str:
    """The digest by which the ledger knows the file of a record."""
    return hashlib.blake2b(record, digest_size=16).hexdigest()


def read_task(task: Task, reading: ReadingSettings) -> Document:
    """The document of a task, named as its record shows it; ReadingError, also where the bytes are others than they were."""
    try:
        document = read(task.file, settings=reading)
    except ReadingError as error:
        raise ReadingError(error.message.replace(task.file, task.path), task.path) from None
    if document.sha256 != task.sha256:
        raise ChangedError(
            f"{task.path} has changed since the run began to read it; --resume takes it as it is", task.path
        )
    return replace(document, path=task.path)


class ChangedError(ReadingError):
    """The file's bytes are others than those that were hashed."""


def failed(task: Task, error: Exception) -> Done:
    """What comes of a task that ended in `error`."""
    if isinstance(error, OutputError | RunError):  # nothing can be kept, or asked, any more
        return Done(task, "pending", stop=error.message)
    if isinstance(error, QueuedError):
        return Done(task, "pending", queued=True)
    if isinstance(error, ChangedError):
        return Done(task, "pending", failure_kind=CHANGED, failure=error.message)
    if isinstance(error, GiextractError):
        return Done(task, "failed", failure_kind=type(error).__name__, failure=error.message)
    first_line = str(error).strip().partition("\n")[0][:200]
    what = f"{type(error).__name__}: {first_line}" if first_line else type(error).__name__
    why = f"{task.path} crashed ({what}); this is a bug of giextract, please report it"
    return Done(task, "failed", failure_kind=CRASH, failure=why)


def _taken_over(task: Task, keys: Mapping[str, str]) -> tuple[Record | None, frozenset[str]]:
    """The earlier record and the sections of it that would be answered the same."""
    same = frozenset(name for name, key in keys.items() if task.keys.get(name) == key)
    if task.before is None or not same:
        return None, frozenset()
    try:
        before = Record.model_validate_json(task.before)
    except ValueError:  # written by another version
        return None, frozenset()
    ended = {name for name in same if name in before.sections and before.sections[name].state != "unanswered"}
    return before, frozenset(ended)
