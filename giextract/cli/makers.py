"""What makes records for `giextract eval`: a backend by its name, with or without an oracle's help.

rules              the backend as it is
rules+all_lines    every section is given every line: what is still lost was not lost in routing
rules+oracle_text  it is given the text as the report's authors wrote it: nothing is lost in reading
oracle, all_absent, all_zero    see giextract.scoring.references
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from giextract.backends import Backend, load_backend
from giextract.document import Document
from giextract.errors import SettingsError
from giextract.grounding import ground, values_of
from giextract.pipeline import extract_document, prepare
from giextract.record import Record, SectionResult
from giextract.schema import Schema
from giextract.scoring.references import NAME_TO_REFERENCE
from giextract.scoring.suite import Case
from giextract.sections import route

HELP = ("all_lines", "oracle_text")


class Makers:
    """Backends by name, each loaded when it is first asked for."""

    def __init__(self, schema: Schema, load: Callable[[str], Backend] = load_backend) -> None:
        self.schema = schema
        self._load = load
        self._name_to_backend: dict[str, Backend] = {}

    def make(self, name: str, case: Case, epoch: int) -> Record:
        """The record of `case` that the backend called `name` makes; `epoch` tells repeated askings apart."""
        if name in NAME_TO_REFERENCE:
            return NAME_TO_REFERENCE[name](case, self.schema)
        plain, *helped = name.split("+")
        if set(helped) - set(HELP):
            raise SettingsError(f"{name!r}: a backend can be helped with {' or '.join('+' + one for one in HELP)}")
        backend = self._backend(plain, epoch)
        document = (
            replace(case.document, text=case.oracle_text, pages=None) if "oracle_text" in helped else case.document
        )
        record = extract_document(document, backend, self.schema)
        return self._with_all_lines(record, document, backend) if "all_lines" in helped else record

    def _backend(self, name: str, epoch: int) -> Backend:
        key = f"{name} {epoch}"
        if key not in self._name_to_backend:
            backend = self._load(name)
            with_epoch = getattr(backend, "with_epoch", None)
            self._name_to_backend[key] = with_epoch(epoch) if with_epoch else backend
        return self._name_to_backend[key]

    def _with_all_lines(self, record: Record, document: Document, backend: Backend) -> Record:
        """`record` with the values that the backend finds when each section is given every line of the report."""
        clean, skeleton, placed = prepare(document, self.schema)
        lines = tuple(entry for entry in placed if entry.role != "page")
        answers = []
        for routed in route(clean, skeleton, placed, self.schema).values():
            answers.extend(backend.fill(replace(routed, own=lines, cued=())))
        facts = ground(
            answers,
            self.schema,
            document,
            clean,
            tuple(entry.line for entry in placed),
            backend.signature.partition("@")[0],
        )
        whole = SectionResult(state="read", spans=[(0, len(document.text))])
        update = {"facts": facts, "values": values_of(facts), "sections": {name: whole for name in record.sections}}
        return record.model_copy(update=update)
