"""Cases carried over from last year: what the narrative says of them against the table of requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from giextract.audit.attribution import whose
from giextract.audit.catalogue import CARRIED_IN, COLUMNS
from giextract.audit.constraint import number
from giextract.audit.finding import of_text
from giextract.audit.material import Material
from giextract.record import Finding

_ROW = "/requests/carried_in"
_SAID = re.compile(
    r"(?:(?:上一?年|去年|(?P<year>20[0-9]{2})年)(?:年?度)?结转(?:来|的|过来|至[今本]年|至当年)*(?:政府信息公开)?(?:申请)?(?:为|共|有)?"
    r"|结转(?:上一?年|去年)(?:年?度)?(?:的)?(?:政府信息公开)?(?:申请)?)(?P<count>[0-9]+)(?:件|宗|条)"
)

_WORD = re.compile("结转")
_BEFORE, _BEHIND = 10, 40
"""Characters around the word that can say whose cases they are and how many."""


def about_carried_over_cases(material: Material) -> Iterator[Finding]:
    """Where the narrative and the table have different figures; said of the body itself, it may be less."""
    cells = {column: material.term(f"{_ROW}/{column}") for column in COLUMNS}
    values = {column: cell.value for column, cell in cells.items() if cell and cell.value is not None}
    if not values:
        return
    total = values.get("total", sum(values.values(), Decimal(0)))
    year = material.value("/header/year")
    for said in _said(material.clean.text):
        count = Decimal(said["count"])
        if (
            said["year"] and said["year"] != str((year if isinstance(year, int) else 0) - 1)
        ) or count in values.values():
            continue
        span = material.clean.span(*said.span("count"))
        entry = material.line_at(span[0])
        if entry is None or entry.role != "body" or count == total:
            continue
        known = [cell for cell in cells.values() if cell and cell.value]
        finding = of_text(
            CARRIED_IN,
            [*(cell.span for cell in known), span],
            [cell.path for cell in known],
            number(count),
            number(total),
        )
        yield finding.model_copy(update={"defect": whose(cell.fact for cell in known if cell.fact)})
        return


def _said(text: str) -> Iterator[re.Match[str]]:
    """What the text says of cases carried over, looked for around the word alone."""
    told = -1
    for word in _WORD.finditer(text):
        found = _SAID.search(text, max(0, word.start() - _BEFORE), word.end() + _BEHIND)
        if found and found.start("count") > told:
            told = found.start("count")
            yield found
