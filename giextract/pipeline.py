"""One document, end to end: document → text → lines → sections → backend → answers → facts → audit → record."""

from __future__ import annotations

import hashlib
import re
import time
from pathlib import Path
from typing import Any

from giextract import __version__
from giextract.audit import Material, audit
from giextract.audit.ending import cut_off
from giextract.audit.figures import account
from giextract.audit.several import several
from giextract.backends import Backend, ReportBackend, load_backend
from giextract.document import Document
from giextract.errors import BackendError, ReadingError
from giextract.filling import Filling, afill, fill
from giextract.grounding import ground, values_of
from giextract.recognition import require_chinese_report, require_parts_of_a_report
from giextract.record import (
    Fact,
    Record,
    SectionResult,
    SectionState,
    Signature,
    Source,
    Span,
    Status,
    Usage,
)
from giextract.schema import Schema, load_schema
from giextract.sections import Placed, Routed, place, route
from giextract.text import clean as cleaning
from giextract.text.clean import CleanText
from giextract.text.lines import cut
from giextract.text.skeleton import Skeleton, build

MOST_CHARACTERS = 4_000_000
"""Characters of the longest text that is taken for one report."""


def extract(source: str | Path, backend: str | Backend = "rules", *, schema: str | Schema = "annual_report") -> Record:
    """Extract one report from a file or from its text.

    `source` is a path, or the text itself: a `str` is read as a path where such a file exists, or where it is one short line
    without a Chinese sentence in it. `backend` is a name from the configuration or a backend of your own.
    Returns a complete record; offsets in it count code points of the decoded text.
    Raises ReadingError, NotAReportError, SchemaError, SettingsError; a section that failed raises nothing and is
    `unanswered` in the record, whose status is then `partial` or `failed`.
    """
    document = read_source(source)
    chosen = load_backend(backend) if isinstance(backend, str) else backend
    return extract_document(document, chosen, schema if isinstance(schema, Schema) else load_schema(schema))


def read_source(source: str | Path) -> Document:
    """The document that `source` (a path, or a report's text) means; see `extract`."""
    from giextract.reading import read

    if isinstance(source, Path):
        return read(source)
    one_line = len(source) < 300 and "\n" not in source
    if one_line and (not re.search("[。，；]", source) or _exists(source)):
        return read(source)
    if not source.strip():
        raise ReadingError("the text is empty; pass the report's text or a path")
    # Halves of surrogate pairs are no characters; one replacement each keeps the offsets.
    text = re.sub("[\ud800-\udfff]", "\ufffd", source)
    return Document(text, "", hashlib.sha256(text.encode()).hexdigest())


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except OSError:
        return False


def extract_document(document: Document, backend: Backend, schema: Schema, fallback: Backend | None = None) -> Record:
    """The record of one document; sections that `backend` leaves unanswered are filled by `fallback`. See `extract`."""
    work = Work(document, backend, schema, fallback)
    return work.record(fill(backend, work.asked, schema, fallback))


async def aextract_document(
    document: Document, backend: Backend, schema: Schema, fallback: Backend | None = None
) -> Record:
    """The async twin of `extract_document`."""
    work = Work(document, backend, schema, fallback)
    return work.record(await afill(backend, work.asked, schema, fallback))


class Work:
    """One document on its way: cut up before the backend is asked, put together afterwards.

    `asked` are the sections that a backend has to fill. Raises NotAReportError and ReadingError when it is made.
    """

    def __init__(self, document: Document, backend: Backend, schema: Schema, fallback: Backend | None) -> None:
        self.began = time.perf_counter()
        self.document, self.backend, self.schema, self.fallback = document, backend, schema, fallback
        self.clean, self.skeleton, self.placed = prepare(document, schema)
        self.routed = route(self.clean, self.skeleton, self.placed, schema)
        self.spans = {name: _spans(self.clean, one) for name, one in self.routed.items()}
        self.asked = {name: one for name, one in self.routed.items() if self.spans[name] or one.form}

    def record(self, filling: Filling, before: Record | None = None, kept: frozenset[str] = frozenset()) -> Record:
        """The record, from what the backends gave.

        The sections in `kept` were not asked for: results and facts of theirs are taken from `before`, an earlier record of
        the same document.
        """
        document, schema = self.document, self.schema
        sections = {
            name: before.sections[name] if before and name in kept else self._section(name, filling)
            for name in self.routed
        }
        facts = self._facts(filling, [fact for fact in before.facts if self._of(fact) in kept] if before else [])
        rich = self.backend if isinstance(self.backend, ReportBackend) else None
        signature = self.backend.signature
        if filling.stood_in and self.fallback is not None:
            signature = f"{signature}+{self.fallback.signature}"
        record = Record(
            giextract=__version__,
            status=_status(sections, facts),
            source=Source(
                path=document.path,
                sha256=document.sha256,
                characters=len(document.text),
                pages=len(document.pages) if document.pages is not None else None,
                **_reading_left(document),
            ),
            signature=Signature(
                schema_=f"{schema.name}@{schema.digest}",
                backend=signature,
                model=rich.model if rich else None,
                prompts=rich.prompts(schema) if rich else None,
                text=f"clean@{cleaning.VERSION}",
            ),
            sections=sections,
            values=values_of(facts),
            facts=facts,
            findings=[],
            figures=account(self.clean, self.placed, self.skeleton.figures, facts),
            usage=Usage(),
        )
        findings = audit(Material(record, schema, self.clean, self.placed, self.skeleton.figures))
        incomplete = cut_off(findings) or several(findings) or record.source.unread
        status = "partial" if record.status == "complete" and incomplete else record.status
        return record.model_copy(update={"status": status, "findings": findings, "usage": self._usage(filling.usage)})

    def _section(self, name: str, filling: Filling) -> SectionResult:
        spans = self.spans[name]
        outcome = filling.outcomes.get(name)
        if outcome is None:
            return SectionResult(state="absent")
        if isinstance(outcome, BackendError):
            return SectionResult(state="unanswered", spans=spans, reason=outcome.message)
        state: SectionState = "read" if spans or outcome else "absent"
        parts: dict[str, Any] = {"spans": spans} if spans else {}
        if name in filling.stood_in and self.fallback is not None:
            stand_in = self.fallback.signature.partition("@")[0]
            parts["reason"] = f"filled by {stand_in}, because {filling.stood_in[name].message}"
        return SectionResult(state=state, **parts)

    def _of(self, fact: Fact) -> str | None:
        """The section that a fact of an earlier record belongs to, None where the schema has lost it."""
        try:
            return self.schema.section_of(fact.path).name
        except KeyError:
            return None

    def _facts(self, filling: Filling, kept: list[Fact]) -> list[Fact]:
        lines = tuple(entry.line for entry in self.placed)
        facts = list(kept)
        for backend, wanted in ((self.backend, False), (self.fallback, True)):
            answers = [
                answer
                for name, outcome in filling.outcomes.items()
                if (name in filling.stood_in) is wanted and not isinstance(outcome, BackendError)
                for answer in outcome
            ]
            if backend is not None and answers:
                name = backend.signature.partition("@")[0]
                facts.extend(ground(answers, self.schema, self.document, self.clean, lines, name))
        if filling.stood_in or kept:
            order = {section.name: index for index, section in enumerate(self.schema.sections)}
            facts.sort(key=lambda fact: order[self.schema.section_of(fact.path).name])
        return facts

    def _usage(self, used: Usage) -> Usage:
        counted = {"requests": 0, "retries": 0, "cached": 0, "tokens_in": 0, "tokens_out": 0, "cost": None}
        seconds = round(time.perf_counter() - self.began, 4)
        return Usage(**counted | {name: getattr(used, name) for name in used.model_fields_set} | {"seconds": seconds})


def prepare(document: Document, schema: Schema) -> tuple[CleanText, Skeleton, tuple[Placed, ...]]:
    """Clean text, its skeleton and its placed lines; NotAReportError where a built-in schema meets another kind of text."""
    name = document.path or "the text"
    if len(document.text) > MOST_CHARACTERS:
        raise ReadingError(
            f"{name} has {len(document.text):,} characters, more than any report ({MOST_CHARACTERS:,}); split it into reports",
            document.path,
        )
    clean = cleaning.clean(document.text)
    report = schema.name == "annual_report"
    if report:
        require_chinese_report(clean.text, name)
    placed = place(clean, cut(clean), schema)
    if report:
        require_parts_of_a_report(placed, name)
    return clean, build(clean.text), placed


def _reading_left(document: Document) -> dict[str, Any]:
    """What reading did not do, for the record's source; nothing where it did all."""
    unread = {page.number: page.unread for page in document.pages or () if page.unread}
    parts = {"unread": unread, "warnings": list(document.warnings)}
    return {name: value for name, value in parts.items() if value}


def _spans(clean: CleanText, routed: Routed) -> list[Span]:
    """Document spans of the section's lines, neighbours merged."""
    spans: list[Span] = []
    for entry in routed.lines:
        start, end = clean.span(entry.line.start, entry.line.end)
        if spans and not clean.document[spans[-1][1] : start].strip():
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _status(sections: dict[str, SectionResult], facts: list[Fact]) -> Status:
    states = {section.state for section in sections.values()}
    if "unanswered" not in states:
        return "partial" if any(fact.state == "unanswered" for fact in facts) else "complete"
    return "partial" if "read" in states else "failed"
