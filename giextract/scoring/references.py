"""Backends without any skill, made from the label: what a score is worth is seen beside theirs.

oracle       the label itself: scores 1, or the harness is broken
all_absent   says nothing: recall 0
all_zero     says 0 for every number: what a share of zeros is worth
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from giextract import __version__
from giextract.record import Fact, Figures, Record, SectionResult, Signature, Source, Usage
from giextract.schema import Schema
from giextract.scoring.labels import ILLEGIBLE, flatten
from giextract.scoring.suite import Case

Reference = Callable[[Case, Schema], Record]


def oracle(case: Case, schema: Schema) -> Record:
    """The record of one who knows the label."""
    flat = flatten(case.label.values)
    marks = [path for path, raw in flat.path_to_leaf.items() if raw == ILLEGIBLE]
    for path, items in flat.path_to_list.items():
        for index, item in enumerate(items):
            if item == ILLEGIBLE:
                marks.append(f"{path}/{index}")
            elif isinstance(item, dict):
                inner = flatten(item).path_to_leaf
                marks += [f"{path}/{index}{part}" for part, raw in inner.items() if raw == ILLEGIBLE]
    return _record(case, schema, "oracle", _without_marks(case.label.values), marks)


def all_absent(case: Case, schema: Schema) -> Record:
    """The record of one who says nothing."""
    return _record(case, schema, "all_absent", {}, [])


def all_zero(case: Case, schema: Schema) -> Record:
    """The record of one who says 0 wherever a single number is asked for."""
    values: dict[str, Any] = {}
    for leaf in schema.leaves:
        if leaf.type in (int, Decimal) and "*" not in leaf.path:
            *above, last = leaf.path.split("/")[1:]
            place = values
            for token in above:
                place = place.setdefault(token, {})
            place[last] = 0
    return _record(case, schema, "all_zero", values, [])


NAME_TO_REFERENCE: dict[str, Reference] = {"oracle": oracle, "all_absent": all_absent, "all_zero": all_zero}
LABEL_BLIND = frozenset({"all_absent", "all_zero"})
"""Those that say the same of every report."""


def _without_marks(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_marks(inner) for key, inner in value.items() if inner != ILLEGIBLE}
    if isinstance(value, list):
        return [_without_marks(inner) if inner != ILLEGIBLE else None for inner in value]
    return value


def _record(case: Case, schema: Schema, name: str, values: dict[str, Any], illegible: list[str]) -> Record:
    document = case.document
    facts = [Fact(path=path, state="illegible", backend=name, check="proved") for path in illegible]
    return Record(
        giextract=__version__,
        status="complete",
        source=Source(path=document.path, sha256=document.sha256, characters=len(document.text), pages=None),
        signature=Signature(
            schema_=f"{schema.name}@{schema.digest}", backend=name, model=None, prompts=None, text="none"
        ),
        sections={section.name: SectionResult(state="read") for section in schema.sections},
        values=values,
        facts=facts,
        findings=[],
        figures=Figures(printed=0, claimed=0, unclaimed=[]),
        usage=Usage(requests=0, retries=0, cached=0, tokens_in=0, tokens_out=0, cost=None, seconds=0.0),
    )
