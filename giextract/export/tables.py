"""The tables: one row for each row of a table of the form, each item of a list, of every report.

The tables of the form have their cells in columns of their own (`natural_person`, `total`, …), named tallies `count` and
`percent`, the rows of the statistics form `value` and `cumulative`; a table fills the columns that it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from giextract.export.columns import TYPE_TO_KIND, Cell, Column, Headers, Row, coerced, distinct, plain_list
from giextract.export.entry import Entry
from giextract.export.fields import fields
from giextract.export.fixed_tables import BETWEEN, is_fixed_table
from giextract.export.shape import issuer_and_year, proved, state
from giextract.record import Fact
from giextract.schema import Leaf, Schema

ABOUT = (
    Column("report", "文件", "text", "path of the document"),
    Column("issuer", "报告机关", "text", "the issuer that the report states"),
    Column("year", "报告年度", "integer", "the year that the report states"),
    Column("table_name", "表", "text", "which table of the form, or which list, by its column in wide"),
    Column("row", "行", "text", "key of the row in a table of the form; number of the item in a list, from 1"),
    Column("name", "名称", "text", "title of the row in the form; name of the item as printed"),
)
STATES = (
    plain_list("blank", "空白栏", "cells that are printed but empty, by column"),
    plain_list("illegible", "无法辨认栏", "cells that are printed but damaged, by column"),
    plain_list("unanswered", "未作答栏", "cells about which nothing is known, by column"),
    plain_list("unproved", "未证实栏", "cells with an answer that nothing in the report proves, by column"),
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a leaf stands: its table, and its column, None for what names the row."""

    table: str
    leaf: Leaf
    column: Column | None
    is_list: bool


class Tables:
    """The tables and lists of a schema."""

    def __init__(self, schema: Schema, headers: Headers = "en") -> None:
        self._path_to_place = dict(_places(schema))
        merged = _merged(place.column for place in self._path_to_place.values())
        cells = distinct(((column, "cell") for column in merged), (*ABOUT, *STATES))
        self.columns: tuple[Column, ...] = (*ABOUT, *cells, *STATES)
        self._index = {column.name: index for index, column in enumerate(merged)}
        self._labels = [column.header(headers) for column in cells]
        self._kinds = [column.kind for column in cells]

    def rows(self, entry: Entry) -> Iterator[Row]:
        """The rows of the entry's record that have a cell; none where another entry has the same record."""
        record = entry.record
        if record is None or entry.same_as is not None:
            return
        about = (entry.path, *issuer_and_year(record))
        key_to_facts: dict[tuple[str, str], list[tuple[_Place, Fact]]] = {}
        for fact in record.facts:
            pattern, item = _pattern(fact.path)
            place = self._path_to_place.get(pattern)
            if place is not None and fact.state != "absent":
                row = str(int(item) + 1) if place.is_list else fact.path.split("/")[2]
                key_to_facts.setdefault((place.table, row), []).append((place, fact))
        for (table, row), both in key_to_facts.items():
            yield (*about, table, row, *self._cells(both))

    def _cells(self, both: list[tuple[_Place, Fact]]) -> Iterator[Cell]:
        cells: list[Cell] = [None] * len(self._index)
        state_to_labels: dict[str, list[str]] = {}
        name = None
        for place, fact in both:
            if place.column is None:
                name = coerced(proved(fact), "text")
                label = "name"
            else:
                index = self._index[place.column.name]
                cells[index] = coerced(proved(fact), self._kinds[index])
                label = self._labels[index]
            state_to_labels.setdefault(state(fact, None), []).append(label)
            if not place.is_list:
                name = place.leaf.title.split(BETWEEN)[0]
        yield name
        yield from cells
        for one in STATES:
            yield state_to_labels.get(one.name)


def _places(schema: Schema) -> Iterator[tuple[str, _Place]]:
    """Path of each leaf of a table or list, and its place."""
    for section in schema.sections:
        if is_fixed_table(section):
            for leaf in section.leaves:
                yield leaf.path, _Place(section.name, leaf, _cell(leaf), False)
    for field in fields(schema):
        if field.column.kind != "list":
            continue
        naming = next((leaf for leaf in field.leaves if leaf.type is str), None)
        for leaf in field.leaves:
            yield leaf.path, _Place(field.column.name, leaf, None if leaf is naming else _cell(leaf), True)


def _cell(leaf: Leaf) -> Column:
    return Column(leaf.path.rpartition("/")[2], leaf.title.split(BETWEEN)[-1], TYPE_TO_KIND[leaf.type])


def _merged(columns: Iterable[Column | None]) -> list[Column]:
    """One column for each name; of two kinds, the one that holds both."""
    name_to_column: dict[str, Column] = {}
    for column in columns:
        if column is None:
            continue
        before = name_to_column.setdefault(column.name, column)
        if before.kind != column.kind:
            both = {before.kind, column.kind}
            name_to_column[column.name] = replace(before, kind="decimal" if both == {"integer", "decimal"} else "text")
    return list(name_to_column.values())


def _pattern(path: str) -> tuple[str, str]:
    """The leaf's own path of a concrete one, and the index in it: `/a/3/b` is `/a/*/b` and `3`."""
    parts = path.split("/")
    for index, part in enumerate(parts):
        if part.isdecimal():
            return "/".join([*parts[:index], "*", *parts[index + 1 :]]), part
    return path, ""
