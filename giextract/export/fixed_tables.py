"""The fixed tables of a record as tables: rows and columns of the form, with a cell for each field of the schema.

A section is such a table where each of its fields is one row and one column of it (`/requests/new/company`); their
titles are those of the form (国办公开办函〔2019〕60号, 〔2021〕30号).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from giextract.record import Fact, Record
from giextract.schema import Schema, Section

BETWEEN = " · "
"""What parts the title of a row from that of a column in the title of a field."""
STATE_TO_MARK = {"blank": "空", "illegible": "?", "unanswered": "…"}
"""What stands in a cell without a value. A cell that the report does not have stays empty."""
FEWEST_CELLS = 5
"""Facts from which a section of a record is worth a table."""


@dataclass(frozen=True, slots=True)
class FixedTable:
    """One table: its section, the titles of its columns, and each row's title with its cells, None where there is none."""

    section: Section
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Fact | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Titles of the rows and columns of a section, and the path of each cell that there is."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cell_to_path: dict[tuple[str, str], str]


def fixed_tables(record: Record, schema: Schema) -> Iterator[FixedTable]:
    """The tables of the form that `record` has cells of, each whole, in the order of the schema."""
    path_to_fact = {fact.path: fact for fact in record.facts}
    for section in schema.sections:
        layout = _layout(section)
        if layout is None:
            continue
        if sum(leaf.path in path_to_fact for leaf in section.leaves) < FEWEST_CELLS:
            continue
        rows = tuple(
            (row, tuple(path_to_fact.get(layout.cell_to_path.get((row, column), "")) for column in layout.columns))
            for row in layout.rows
        )
        yield FixedTable(section, layout.columns, rows)


def is_fixed_table(section: Section) -> bool:
    """Whether all fields of the section are cells of one table."""
    return _layout(section) is not None


@lru_cache(maxsize=64)
def _layout(section: Section) -> _Layout | None:
    cell_to_path: dict[tuple[str, str], str] = {}
    for leaf in section.leaves:
        titles = leaf.title.split(BETWEEN)
        if leaf.path.count("/") != 3 or "*" in leaf.path or len(titles) != 2:
            return None
        cell_to_path[titles[0], titles[1]] = leaf.path
    rows, columns = (tuple(dict.fromkeys(one)) for one in zip(*cell_to_path, strict=True))
    return _Layout(rows, columns, cell_to_path) if len(rows) > 2 and len(columns) > 2 else None
