"""Whose defect a broken identity is: the report's, the extraction's, or unclear.

`extraction`: a figure is unproved, or another reading of what is printed makes both sides equal: a figure beside the cited
one that proves nothing yet, a longer or shorter run of the same digits, or a part that nobody read. `report`: every figure
is proved by its own characters and no such reading is there. `unclear`: anything between, such as figures that were
solved from the form's equations or read from uncertain characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from giextract.audit.constraint import Constraint, Sum, Term
from giextract.audit.material import Material
from giextract.record import Span
from giextract.text.printed import count

Defect = Literal["report", "extraction", "unclear"]
_DIGITS = re.compile(r"[0-9０-９]")
_APART = re.compile(r"[。；;\n]")


def attribute(
    material: Material, constraint: Constraint, values: Mapping[str, Decimal]
) -> tuple[Defect, tuple[str, Decimal] | None]:
    """Whose defect it is, and the cell that should have been read otherwise, with its value."""
    facts = [term.fact for term in constraint.terms if term.fact]
    if any(fact.check == "unproved" or fact.state == "illegible" for fact in facts):
        return "extraction", None
    for term in constraint.terms:
        wanted = constraint.required(term.path, values) if term.value is not None else None
        if wanted is not None and term.span and _reads(material, term, wanted):
            return "extraction", (term.path, wanted)
    if isinstance(constraint, Sum):
        missing = _missed(material, constraint, values)
        if missing is not None:
            return "extraction", missing
    if any(fact.doubtful or fact.proof == "identity" for fact in facts) or any(not term.span for term in constraint.terms):
        return "unclear", None
    return "report", None


def _reads(material: Material, term: Term, wanted: Decimal) -> bool:
    """Whether the place of `term` can be read as `wanted`."""
    assert term.span is not None
    return _in_run(material.clean.document, term.span, wanted) or (
        wanted >= 10 and _beside(material, term.span, wanted) is not None
    )


def _in_run(document: str, span: Span, wanted: Decimal) -> bool:
    """Whether the digits at the span run on beyond it, or swallowed the next ordinal, and hold `wanted`.

    `条1382、政府公报` may be 138 before `2、`; a figure that stands alone has one reading.
    """
    start, end = span
    while start > 0 and _DIGITS.match(document[start - 1]):
        start -= 1
    while end < len(document) and _DIGITS.match(document[end]):
        end += 1
    run, digits = document[start:end], f"{wanted:f}"
    if not run.isdecimal():
        return False
    if (start, end) != span:
        return digits in run
    return run.startswith(digits) and document[end : end + 1] in ("、", "．") and len(run) - len(digits) in (1, 2)


def _beside(material: Material, span: Span, wanted: Decimal) -> Span | None:
    """An unclaimed figure of value `wanted` in the sentence of the span."""
    document = material.clean.document
    for figure in material.record.figures.unclaimed:
        low, high = min(span[0], figure.span[0]), max(span[1], figure.span[1])
        if high - low < 200 and not _APART.search(document, low, high) and _amount(figure.printed) == wanted:
            return figure.span
    return None


def _missed(material: Material, constraint: Sum, values: Mapping[str, Decimal]) -> tuple[str, Decimal] | None:
    """The part that makes the parts reach the whole and stands unclaimed among or right after them."""
    if len(constraint.right) < 2:
        return None
    left = sum((values[term.path] for term in constraint.left if term.path in values), Decimal(0))
    right = sum((values[term.path] for term in constraint.right if term.path in values), Decimal(0))
    spans = [term.span for term in constraint.right if term.span]
    if left <= right or not spans:
        return None
    low, high = min(span[0] for span in spans), max(span[1] for span in spans) + 60
    inside = [
        value
        for figure in material.record.figures.unclaimed
        if low <= figure.span[0] < high and (value := _amount(figure.printed)) is not None
    ]
    lacking = left - right
    if lacking in inside or any(one + other == lacking for index, one in enumerate(inside) for other in inside[:index]):
        # JSON Pointer's name for the element after the last one.
        return (f"{constraint.right[0].path.rsplit('/', 2)[0]}/-", lacking)
    return None


def _amount(printed: str) -> Decimal | None:
    value = count(printed)
    return Decimal(value) if value is not None else None
