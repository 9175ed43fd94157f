"""An export: entries in, rows of one shape or a workbook of several out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from giextract.export.columns import Column, Headers, Row
from giextract.export.entry import Entry
from giextract.export.findings import Failures, Findings
from giextract.export.long import Long
from giextract.export.panel import Panel
from giextract.export.shape import Shape, fitting, of_all
from giextract.export.tables import Tables
from giextract.export.wide import Wide
from giextract.schema import Schema

ShapeName = Literal["wide", "long", "panel", "tables", "findings", "failures"]
SHAPE_TO_SHEET: dict[ShapeName, tuple[str, str]] = {
    "wide": ("values", "one row for each document; a field that no list of blank, illegible, … names is absent where it is empty"),
    "long": ("facts", "one row for each fact, with its proof"),
    "findings": ("findings", "one row for each thing that does not agree, and whose defect it is"),
    "tables": ("tables", "one row for each row of a table of the form and each item of a list"),
    "failures": ("failures", "documents without a record, sections that were not answered, pages that were not read"),
    "panel": ("panel", "one row for each issuer and year; a year between an issuer's first and last without a report has 0 files"),
}  # fmt: skip
"""Name of each shape -> the sheet that it is in a workbook, and what it holds."""
SHEETS: tuple[ShapeName, ...] = ("wide", "long", "findings", "tables", "failures")
"""What a workbook holds where no shape is named."""


@dataclass
class Export:
    """One export of entries, and what came of it.

    `shape` None is what a format holds by itself: all sheets but the panel in a workbook, else the wide shape. `extra` are the
    manifest's columns that are carried along; `issuer` and `year` name the columns that make the panel's rows.
    """

    schema: Schema
    shape: ShapeName | None = None
    headers: Headers = "en"
    states: bool = False
    extra: Sequence[str] = ()
    issuer: str = "header_issuer"
    year: str = "header_year"
    guarded: bool = True
    seen: int = field(default=0, init=False)
    without_record: int = field(default=0, init=False)
    panel: Panel | None = field(default=None, init=False)

    def lines(self, entries: Iterable[Entry], form: str) -> Iterator[str]:
        """The rows as text, `csv` or `jsonl`, line by line."""
        columns, rows = self._rows(self.shape or "wide", entries)
        if form == "csv":
            from giextract.export.csv import lines

            yield from lines(columns, rows, self.headers, guarded=self.guarded)
        else:
            from giextract.export.json import row_lines

            yield from row_lines(columns, rows, self.headers)

    def make(self, path: Path, entries: Iterable[Entry], form: str) -> None:
        """Write the rows into a file that may be overwritten, as `parquet` or `xlsx`."""
        if form == "parquet":
            from giextract.export.parquet import write_parquet

            columns, rows = self._rows(self.shape or "wide", entries)
            write_parquet(path, columns, rows, self.headers)
        else:
            self._workbook(path, entries)

    def notes(self) -> Iterator[str]:
        """What a user must know of what was written, line by line."""
        if self.without_record and self.shape != "failures":
            yield f"documents without a record: {self.without_record} of {self.seen}; the failures (--shape, or sheet) say why"
        if self.panel is not None:
            yield from self.panel.tally.lines()

    def _workbook(self, path: Path, entries: Iterable[Entry]) -> None:
        from giextract.export.workbook import Workbook

        names = (self.shape,) if self.shape else SHEETS
        book = Workbook(path, self.headers, [f"giextract, schema {self.schema.name}@{self.schema.digest}"])
        try:
            if self.shape == "panel":
                columns, rows = self._rows("panel", entries)
                book.add_sheet(*SHAPE_TO_SHEET["panel"], columns)
                for row in rows:
                    book.add("panel", row)
                return
            shapes = [self._shape(name) for name in names]
            for name, shape in zip(names, shapes, strict=True):
                book.add_sheet(*SHAPE_TO_SHEET[name], shape.columns)
            for entry in self._counted(entries):
                for name, shape in zip(names, shapes, strict=True):
                    for row in shape.rows(entry):
                        book.add(SHAPE_TO_SHEET[name][0], row)
        finally:
            book.close()

    def _rows(self, name: ShapeName, entries: Iterable[Entry]) -> tuple[Sequence[Column], Iterator[Row]]:
        if name == "panel":
            self.panel = Panel(self._wide(), issuer=self.issuer, year=self.year, headers=self.headers)
            return self.panel.columns, self.panel.all_rows(self._counted(entries))
        shape = self._shape(name)
        return shape.columns, of_all(shape, self._counted(entries))

    def _shape(self, name: ShapeName) -> Shape:
        if name == "wide":
            return self._wide()
        if name == "long":
            return Long(self.schema)
        if name == "tables":
            return Tables(self.schema, self.headers)
        return Findings() if name == "findings" else Failures()

    def _wide(self) -> Wide:
        return Wide(self.schema, extra=self.extra, states=self.states, headers=self.headers)

    def _counted(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        for entry in fitting(entries, self.schema):
            self.seen += 1
            self.without_record += entry.record is None
            yield entry
