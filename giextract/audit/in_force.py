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
from giextract.record import Finding, Repair

_LAST_YEAR = re.compile(
    r"(?:(?P<year>20\d\d)年(?:年)?[底末]|上年[底末度]|去年[底末])[^。；\n，]{0,24}规范性文件[^。；\n，\d]{0,8}?(?P<count>\d+)[件部份]"
)


def about_documents_in_force(material: Material) -> Iterator[Finding]:
    """Whether 现行有效 follows from last year's figure in the text."""
    base = "/article20/normative_documents"
    terms = [material.term(f"{base}/{name}") for name in ("made", "repealed", "in_force")]
    made, repealed, in_force = [term.value if term else None for term in terms]
    if made is None or repealed is None or in_force is None:
        return
    year = material.value("/header/year")
    for match in _LAST_YEAR.finditer(material.clean.text):
        if match["year"] and int(match["year"]) + 1 != year:
            continue
        before = Decimal(match["count"])
        expected = before + made - repealed
        if expected != in_force:
            spans = [term.span if term else None for term in terms]
            finding = of_text(
                IN_FORCE,
                [*spans, material.clean.span(*match.span("count"))],
                [f"{base}/{name}" for name in ("made", "repealed", "in_force")],
                number(in_force),
                number(expected),
                terms=f"{number(before)}+{number(made)}-{number(repealed)}",
            )
            yield finding.model_copy(
                update={
                    "defect": whose(term.fact for term in terms if term and term.fact),
                    "repair": Repair(path=f"{base}/in_force", value=int(expected)),
                }
            )
        return
