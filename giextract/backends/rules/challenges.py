"""政府信息公开行政复议、行政诉讼情况: the table of reviews and lawsuits of the 2019 regime (SCHEMA.md, challenges)."""

from __future__ import annotations

from giextract.backends import Answer
from giextract.backends.rules.sentences import Reading
from giextract.backends.rules.tables.answering import answer
from giextract.backends.rules.tables.challenge_table import OUTCOMES, read_challenges
from giextract.backends.rules.tables.request_table import prints_every_cell
from giextract.fixed_tables import find


def answers(reading: Reading) -> list[Answer]:
    """Every cell of the table."""
    tables = find(reading.clean)
    place = tables.get("challenges")
    if place is None:
        return []
    table = read_challenges(reading.clean, *place, prints_every_cell(reading.clean, tables.get("requests")))
    return [
        answer(reading, f"/challenges/{block}/{outcome}", cells[outcome])
        for block, cells in table.items()
        for outcome in OUTCOMES
        if outcome in cells
    ]
