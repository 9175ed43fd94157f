"""The panel: one row for each issuer and year, sorted by both, made of the rows of the wide shape.

Several files of one issuer and year make one row. Where they say the same, nothing is lost; where they differ (two scopes, a
draft and its final text), the fullest of them fills the row, alone, and `differ` names the columns in which another says
otherwise. A year between an issuer's first and last without any report has a row too, whose `files` is 0. Rows are sorted
on disk, so that memory does not grow with their number.
"""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from giextract.errors import OutputError
from giextract.export.columns import Cell, Column, Headers, Row, distinct, plain_list
from giextract.export.entry import Entry
from giextract.export.shape import of_all
from giextract.export.wide import NO_RECORD, Wide

MOST_MISSING = 30
"""Years in a row that may be missing; a longer gap is rather a misprinted year, and is left open."""

ABOUT = (
    Column("issuer", "机关", "text", "the issuer, written in one way (full-width forms and spaces set right)"),
    Column("year", "年度", "integer", "the year reported on"),
    Column("files", "文件数", "integer", "files of this issuer and year, the same report twice counted twice; 0: none for this year"),
    plain_list("differ", "不一致字段", "columns in which another of the files says otherwise than this row"),
    plain_list("others", "其他文件", "paths of the other files"),
)  # fmt: skip
_COPIES = ("report", "status", "failure", "same_as", "sha256", "backend")
"""Columns of wide in which two files always differ."""


@dataclass(slots=True)
class Tally:
    """What a reader of the panel must know of it, counted while its rows are made."""

    rows: int = 0
    missing: int = 0
    several: int = 0
    differing: int = 0
    left_out: int = 0
    first_left_out: str | None = None

    def lines(self) -> Iterator[str]:
        """One line for each thing that is so."""
        if self.several:
            yield (
                f"issuer-years with several files: {self.several}, of which {self.differing} have files that differ "
                "(columns files, differ, others)"
            )
        if self.missing:
            yield f"years without a report between an issuer's first and last: {self.missing}, as rows with 0 files"
        if self.left_out:
            yield (
                f"documents without a record, an issuer or a year, which are not in the panel: {self.left_out} "
                f"(the first: {self.first_left_out})"
            )


class Panel:
    """The panel of a schema. `issuer` and `year` name the columns of wide, or of a manifest, that say whose row it is."""

    def __init__(
        self, wide: Wide, *, issuer: str = "header_issuer", year: str = "header_year", headers: Headers = "en"
    ) -> None:
        self._wide = wide
        self._issuer, self._year = _index(wide, issuer), _index(wide, year)
        renamed = distinct(((column, "report") for column in wide.columns), ABOUT)
        self.columns: tuple[Column, ...] = (*ABOUT, *renamed)
        fields = {field.column.name for field in wide.fields}
        self._compared = [index for index, column in enumerate(wide.columns) if column.name in fields]
        self._labels = [column.header(headers) for column in renamed]
        self.tally = Tally()

    def all_rows(self, entries: Iterable[Entry]) -> Iterator[Row]:
        """The rows of the whole panel."""
        with tempfile.TemporaryDirectory(prefix="giextract-") as folder:
            base = sqlite3.connect(f"{folder}/rows.sqlite", isolation_level=None)
            try:
                yield from self._sorted(base, entries)
            except sqlite3.Error as error:
                raise OutputError(
                    f"the panel cannot be sorted in {tempfile.gettempdir()} ({error}); make room there"
                ) from error
            finally:
                base.close()

    def _sorted(self, base: sqlite3.Connection, entries: Iterable[Entry]) -> Iterator[Row]:
        base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
        base.execute("CREATE TABLE rows (issuer TEXT, year INTEGER, worth INTEGER, report TEXT, cells TEXT)")
        for row in of_all(self._wide, entries):
            issuer, year = _name(row[self._issuer]), _year(row[self._year])
            if issuer is None or year is None or row[1] == NO_RECORD:
                self.tally.left_out += 1
                self.tally.first_left_out = self.tally.first_left_out or row[0]
                continue
            base.execute(
                "INSERT INTO rows VALUES (?, ?, ?, ?, ?)", (issuer, year, self._worth(row), row[0], _packed(row))
            )
        found = base.execute("SELECT * FROM rows ORDER BY issuer, year, worth DESC, report")
        before: tuple[str, int] | None = None
        for key, group in groupby(found, key=lambda one: (one[0], one[1])):
            yield from self._missing(before, key)
            before = key
            self.tally.rows += 1
            yield (*key, *self._one([self._unpacked(cells) for *_, cells in group]))

    def _one(self, rows: list[Row]) -> Row:
        """The cells behind issuer and year: the first row, and what the others say."""
        first, *others = rows
        differ = [self._labels[index] for index in self._compared if any(one[index] != first[index] for one in others)]
        self.tally.several += bool(others)
        self.tally.differing += bool(differ)
        return (len(rows), differ or None, [one[0] for one in others] or None, *first)

    def _missing(self, before: tuple[str, int] | None, key: tuple[str, int]) -> Iterator[Row]:
        if before is None or before[0] != key[0] or key[1] - before[1] > MOST_MISSING:
            return
        for year in range(before[1] + 1, key[1]):
            self.tally.missing += 1
            yield (key[0], year, 0, None, None, *[None] * len(self._wide.columns))

    def _worth(self, row: Row) -> int:
        """How full a row is; a complete record is worth more than any that is not."""
        stated = sum(row[index] is not None for index in self._compared)
        return stated + (len(row) if row[1] == "complete" else 0)

    def _unpacked(self, text: str) -> Row:
        return tuple(_typed(cell, column) for cell, column in zip(json.loads(text), self._wide.columns, strict=True))


def _index(wide: Wide, name: str) -> int:
    for index, column in enumerate(wide.columns):
        if name in (column.name, column.title) and column.kind in ("text", "integer"):
            return index
    extra = f"; the manifest's columns are {', '.join(one.name for one in wide.extra)}" if wide.extra else ""
    raise OutputError(f"there is no column {name} of text or whole numbers to make a panel by{extra}")


def _name(cell: Cell) -> str | None:
    """The issuer's name without spaces and with half-width letters and brackets, None where there is none."""
    name = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(cell or "")))
    return name or None


def _year(cell: Cell) -> int | None:
    """The year of a number, or of the text of a manifest: `2020`, `2020年`."""
    match = re.fullmatch(r"\s*(\d{4})\s*年?(?:度)?\s*", unicodedata.normalize("NFKC", str(cell or "")))
    return int(match[1]) if match else None


def _packed(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, default=str)


def _typed(cell: Any, column: Column) -> Cell:
    """A cell as it was before JSON, which keeps text, whole numbers and booleans."""
    if cell is None or column.kind in ("text", "integer", "boolean", "json"):
        return cell
    if column.kind == "decimal":
        return Decimal(cell)
    if column.kind == "date":
        return date.fromisoformat(cell)
    return [_typed_item(item, column) for item in cell]


def _typed_item(item: Any, column: Column) -> Cell:
    if not isinstance(item, dict):
        return _typed(item, column.items[0]) if column.items else item
    name_to_column = {one.name: one for one in column.items}
    return {key: _typed(value, name_to_column[key]) if key in name_to_column else value for key, value in item.items()}
