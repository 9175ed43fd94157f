"""What makes records for `giextract eval`: a backend by its name, with or without an oracle's help.

rules              the backend as it is
rules+all_lines    every section is given every line: what is still lost was not lost in routing
rules+oracle_text  it is given the text as the report's authors wrote it: nothing is lost in reading
oracle, all_absent, all_zero    see giextract.scoring.references
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from giextract.backends import BUILT_IN, Backend, load_backend, model_profile
from giextract.document import Document
from giextract.errors import BackendError, SettingsError
from giextract.filling import fill
from giextract.grounding import ground, values_of
from giextract.pipeline import extract_document, prepare
from giextract.record import Record, SectionResult, Span
from giextract.schema import Schema
from giextract.scoring.attribution import stated
from giextract.scoring.occurrence import Occurrences
from giextract.scoring.references import NAME_TO_REFERENCE
from giextract.scoring.suite import Case
from giextract.sections import route
from giextract.settings import load_settings

HELP = ("oracle_route", "oracle_text")
MOST_PLACES = 3
"""A value that stands in more places than this (0, a year) does not say which line was meant."""


class Makers:
    """Backends by name, each loaded when it is first asked for."""

    def __init__(self, schema: Schema, load: Callable[[str, int], Backend] | None = None) -> None:
        self.schema = schema
        self._load = load or _load
        self._key_to_backend: dict[tuple[str, int], Backend] = {}
        self._exchanges: list[dict[str, Any]] = []

    def make(self, name: str, case: Case, epoch: int) -> Record:
        """The record of `case` that the backend called `name` makes; `epoch` tells repeated askings apart."""
        if name in NAME_TO_REFERENCE:
            return NAME_TO_REFERENCE[name](case, self.schema)
        plain, *helped = name.split("+")
        if set(helped) - set(HELP):
            raise SettingsError(f"{name!r}: a backend is helped with {' or '.join('+' + one for one in HELP)}")
        backend = self._backend(plain, epoch)
        document = (
            replace(case.document, text=case.oracle_text, pages=None) if "oracle_text" in helped else case.document
        )
        record = extract_document(document, backend, self.schema)
        if "oracle_route" in helped:
            record = self._with_oracle_route(record, document, backend, case)
        if not helped:
            return record
        signed = record.signature.model_copy(update={"backend": "+".join([record.signature.backend, *helped])})
        return record.model_copy(update={"signature": signed})

    def _backend(self, name: str, epoch: int) -> Backend:
        if (name, epoch) not in self._key_to_backend:
            backend = self._load(name, epoch)
            if name not in BUILT_IN:
                from giextract.backends.model import ModelBackend

                if isinstance(backend, ModelBackend):
                    backend.record = self._keep
            self._key_to_backend[name, epoch] = backend
        return self._key_to_backend[name, epoch]

    def _keep(self, exchange: dict[str, Any]) -> None:
        self._exchanges.append({key: value for key, value in exchange.items() if key != "messages"})

    def exchanges(self) -> list[dict[str, Any]]:
        """What was exchanged with models since this was last asked: key, answer or error, tries that failed, seconds.

        Messages are left out; the key stands for them.
        """
        taken = list(self._exchanges)
        self._exchanges.clear()
        return taken

    def _with_oracle_route(self, record: Record, document: Document, backend: Backend, case: Case) -> Record:
        """`record` with what is found when sections are also given the lines that hold one of their labelled values."""
        clean, skeleton, placed = prepare(document, self.schema)
        number_to_span = {entry.line.number: clean.span(entry.line.start, entry.line.end) for entry in placed}
        printed = Occurrences(document.text)
        asked, sections = {}, {}
        for name, routed in route(clean, skeleton, placed, self.schema).items():
            values = stated(case.label.values.get(name))
            places = [place for value in values for place in printed.places(value, most=MOST_PLACES)]
            sent = {entry.line.number for entry in (*routed.own, *routed.cued)}
            more = [
                entry
                for entry in placed
                if entry.line.number not in sent
                and entry.role in ("body", "frame")
                and _meets(number_to_span[entry.line.number], places)
            ]
            helped = replace(routed, cued=tuple(sorted((*routed.cued, *more), key=lambda entry: entry.line.number)))
            if helped.lines or helped.form:
                asked[name] = helped
            sections[name] = SectionResult(
                state="read", spans=[number_to_span[entry.line.number] for entry in helped.lines]
            )
        outcomes = fill(backend, asked, self.schema, None).outcomes.items()
        for name, outcome in outcomes:
            if isinstance(outcome, BackendError):
                sections[name] = SectionResult(state="unanswered", spans=sections[name].spans, reason=outcome.message)
        answers = [one for _, outcome in outcomes if not isinstance(outcome, BackendError) for one in outcome]
        lines = tuple(entry.line for entry in placed)
        facts = ground(answers, self.schema, document, clean, lines, backend.signature.partition("@")[0])
        return record.model_copy(update={"facts": facts, "values": values_of(facts), "sections": sections})


def profiles(names: Iterable[str]) -> dict[str, Any]:
    """Name of a model's backend -> its profile, every key as it holds and nothing secret; others have none."""
    from giextract.backends.replay import SECRET

    plain = {name.partition("+")[0] for name in names}
    asked = sorted(plain - set(BUILT_IN) - set(NAME_TO_REFERENCE))
    return {
        name: model_profile(name, load_settings().settings).model_dump(mode="json", exclude=SECRET)
        for name in asked
        if not name.startswith("replay:")
    }


def _load(name: str, epoch: int) -> Backend:
    """The backend of the settings; a model is told the epoch, which is part of what it keeps answers under."""
    if not epoch:
        return load_backend(name)
    settings = load_settings().settings
    tables = {key: table | {"epoch": epoch} if key == name else table for key, table in settings.backends.items()}
    return load_backend(name, settings.model_copy(update={"backends": tables}))


def _meets(span: Span, places: list[Span]) -> bool:
    return any(low < span[1] and high > span[0] for low, high in places)
