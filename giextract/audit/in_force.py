"""Normative documents in force: last year's, and those made, less those repealed, where the report prints last year's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from giextract.audit.attribution import whose
from giextract.audit.catalogue import IN_FORCE
from giextract.audit.constraint import number
from giextract.audit.finding import of_text
from giextract.audit.material import Material
from giextract.record import Finding, Span

_BASE = "/article20/normative_documents"
_LAST_YEAR = re.compile(
    r"(?:(?P<year>20\d\d)年(?:年)?[底末]|上年[底末度]|去年[底末])[^。；\n，]{0,24}规范性文件[^。；\n，\d]{0,8}?(?P<count>\d+)[件部份]"
)

_BEFORE, _BEHIND = 32, 24
"""Characters around the word that can say of which year it is and how many."""


def about_documents_in_force(material: Material) -> Iterator[Finding]:
    """Whether 现行有效 follows from last year's figure in the text."""
    terms = [material.term(f"{_BASE}/{name}") for name in ("made", "repealed", "in_force")]
    made, repealed, in_force = [term.value if term else None for term in terms]
    if in_force is None:
        yield from _of_2019(material)
    if made is None or repealed is None or in_force is None:
        return
    last_year = _last_year(material)
    if last_year:
        before, place = last_year
        expected = before + made - repealed
        if expected != in_force:
            spans = [term.span if term else None for term in terms]
            finding = of_text(
                IN_FORCE,
                [*spans, place],
                [f"{_BASE}/{name}" for name in ("made", "repealed", "in_force")],
                number(in_force),
                number(expected),
                terms=f"{number(before)}+{number(made)}-{number(repealed)}",
            )
            # No repair is offered: any of the four figures could be the wrong one.
            yield finding.model_copy(update={"defect": whose(term.fact for term in terms if term and term.fact)})


def _of_2019(material: Material) -> Iterator[Finding]:
    """The form of 2019 has no column for those repealed: there may be fewer than last year's and those made, not more."""
    terms = [material.term(f"{_BASE}/{name}") for name in ("public_total", "new_made", "new_public")]
    total, *added = [term.value if term else None for term in terms]
    new = max((one for one in added if one is not None), default=None)
    before = _last_year(material)
    if total is None or new is None or before is None or total <= before[0] + new:
        return
    known = [term for term in terms if term and term.value is not None]
    finding = of_text(
        IN_FORCE,
        [*(term.span for term in known), before[1]],
        [term.path for term in known],
        number(total),
        number(before[0] + new),
        terms=f"{number(before[0])}+{number(new)}",
    )
    yield finding.model_copy(update={"defect": whose(term.fact for term in known if term.fact)})


def _last_year(material: Material) -> tuple[Decimal, Span] | None:
    """Last year's figure in the text, and where it stands."""
    year = material.value("/header/year")
    text = material.clean.text
    for word in re.finditer("规范性文件", text):
        match = _LAST_YEAR.search(text, max(0, word.start() - _BEFORE), word.end() + _BEHIND)
        if match is None:
            continue
        if match["year"] is None or int(match["year"]) + 1 == year:
            return Decimal(match["count"]), material.clean.span(*match.span("count"))
    return None
