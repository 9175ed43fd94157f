"""收到和处理政府信息公开申请情况: the table of requests of the 2019 regime (SCHEMA.md, requests)."""

from __future__ import annotations

from giextract.backends import Answer
from giextract.backends.rules.sentences import Reading
from giextract.backends.rules.tables.answering import answer
from giextract.backends.rules.tables.request_table import read_requests
from giextract.fixed_tables import find


def answers(reading: Reading) -> list[Answer]:
    """Every cell of the table."""
    place = find(reading.clean).get("requests")
    if place is None:
        return []
    table = read_requests(reading.clean, *place)
    return [
        answer(reading, f"/requests/{row}/{column}", cell)
        for row, cells in table.items()
        for column, cell in cells.items()
    ]
