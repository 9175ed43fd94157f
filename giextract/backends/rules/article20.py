"""主动公开政府信息情况: the tables of article 20 of the 2019 regime (SCHEMA.md, article20)."""

from __future__ import annotations

from dataclasses import replace

from giextract.backends import Answer
from giextract.backends.rules.sentences import Reading
from giextract.backends.rules.tables.answering import answer
from giextract.backends.rules.tables.article20_table import AMOUNTS, read_article20
from giextract.backends.rules.tables.request_table import prints_every_cell
from giextract.fixed_tables import find


def answers(reading: Reading) -> list[Answer]:
    """Every cell of the tables."""
    tables = find(reading.clean)
    place = tables.get("article20")
    if place is None:
        return []
    complete = prints_every_cell(reading.clean, tables.get("requests"))
    found = []
    for (row, column), (cell, unit) in read_article20(reading.clean, *place, complete).items():
        leaf = "amount_wan_yuan" if column in AMOUNTS else column
        found.append(replace(answer(reading, f"/article20/{row}/{leaf}", cell), unit=unit))
    return found
