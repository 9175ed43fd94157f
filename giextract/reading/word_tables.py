"""Tables of a Word document: rows and cells of its XML → cells of a grid, or lines where a table only lays out a page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from giextract.errors import ReadingError
from giextract.reading.building import DocumentBuilder, GridCell, Run
from giextract.reading.word_package import Element, whole, word
from giextract.reading.word_paragraphs import SEEN_THROUGH, chosen
from giextract.reading.word_styles import Styles, is_filled, is_on

MOST_COLUMNS = 500
MOST_PLACES = 500_000
LEAST_WIDTH = 140
"""Twentieths of a point, a quarter of a centimetre: no column is so narrow that a figure would not fit."""
PARAGRAPHS_OF_A_FRAME = 3
"""A cell that stands alone in its row and holds so many paragraphs is a frame around them."""

_ROW, _CELL, _VAL = word("tr"), word("tc"), word("val")
_ROW_PROPERTIES, _CELL_PROPERTIES, _SHADING = word("trPr"), word("tcPr"), word("shd")


@dataclass(slots=True)
class TableCell:
    """A cell and what stands in it: lines and tables, in order."""

    row: int
    column: int
    columns: int
    rows: int = 1
    items: list[str | Table] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """The cells of a table in reading order; columns are counted as Word does, with those that no cell begins at."""

    cells: list[TableCell] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    """Where columns begin, in twentieths of a point; shorter than there are columns where the document does not tell."""

    def only_lays_out(self) -> bool:
        """Whether the table is a frame around paragraphs, or around other tables, and no table of values.

        Its text then stands in lines, for a cell of a grid has none.
        """
        nested = sum(len(item.cells) for cell in self.cells for item in cell.items if isinstance(item, Table))
        if nested > len(self.cells):
            return True
        filled: dict[int, int] = {}
        for cell in self.cells:
            filled[cell.row] = filled.get(cell.row, 0) + bool(cell.items)
        if max(filled.values(), default=0) > 1:
            return False
        longest = max((len(cell.items) for cell in self.cells), default=0)
        return longest >= PARAGRAPHS_OF_A_FRAME or all(cell.column == 0 for cell in self.cells)


class CellReader(Protocol):
    """What reads the blocks in a cell."""

    def items(self, parent: Element, filled: bool) -> list[str | Table]:
        """The lines and tables in it; `filled` says that they stand on a colour."""

    def hide(self, parent: Element) -> None:
        """Count what is in it as hidden."""


class TableReader:
    """Reads a table row by row; `filled` says that it stands on a colour."""

    def __init__(self, table: Element, styles: Styles, filled: bool, reader: CellReader) -> None:
        """`table` is a `w:tbl`, of which the rows may not be there yet."""
        self.table = Table(edges=_edges(table))
        self._reader = reader
        self._filled = filled
        self._number = 0
        self._above: dict[int, TableCell] = {}  # by column, the merged cell that a row may go on with
        properties = table.find(word("tblPr"))
        if properties is not None:
            style = properties.find(word("tblStyle"))
            self._filled |= is_filled(properties.find(_SHADING))
            self._filled |= style is not None and styles.fills(style.get(_VAL, ""))

    def read(self, part: Element) -> None:
        """Take rows: one, or what holds some, be it the whole table."""
        for row in _wrapped(part if part.tag == word("tbl") else [part], _ROW):
            properties = row.find(_ROW_PROPERTIES)
            if properties is not None and properties.find(word("del")) is not None:
                continue
            if properties is not None and is_on(properties.find(word("hidden"))):
                self._reader.hide(row)
                continue
            self._row(row, _count(properties, "gridBefore", 0))

    def _row(self, row: Element, column: int) -> None:
        merged: dict[int, TableCell] = {}
        last = None
        for cell in _wrapped(row, _CELL):
            own = cell.find(_CELL_PROPERTIES)
            columns = max(_count(own, "gridSpan", 1), 1)
            upper = self._above.get(column)
            if last and _goes_on(own, "hMerge"):
                last.columns += columns
            elif upper and _goes_on(own, "vMerge"):  # what may be in it is not shown
                upper.rows = self._number - upper.row + 1
                merged[column] = upper
            else:
                last = TableCell(self._number, column, columns)
                self.table.cells.append(last)
                if own is None or own.find(word("cellDel")) is None:
                    filled = self._filled or (own is not None and is_filled(own.find(_SHADING)))
                    last.items = self._reader.items(cell, filled)
                if own is not None and own.find(word("vMerge")) is not None:
                    merged[column] = last
            column += columns
            if column > MOST_COLUMNS:
                raise ReadingError(f"holds a table of more than {MOST_COLUMNS} columns, which no report does")
        if len(self.table.cells) > MOST_PLACES:
            raise ReadingError(f"holds a table of more than {MOST_PLACES:,} cells, which no report does")
        self._above = merged
        self._number += 1


def put(builder: DocumentBuilder, items: list[str | Table]) -> None:
    """Add lines and tables to the document."""
    for item in items:
        if isinstance(item, str):
            builder.line(item)
        elif item.only_lays_out():
            for cell in item.cells:
                put(builder, cell.items)
        else:
            builder.grid(_grid_cells(item))


def _grid_cells(table: Table) -> list[GridCell]:
    """The cells, in the columns that a reader sees: Word counts one more wherever two borders nearly meet."""
    column_to_place = _places(table)
    columns = sorted(column_to_place)
    width = max(column_to_place.values(), default=-1) + 1
    rows = max((cell.row + cell.rows for cell in table.cells), default=0)
    if width * rows > MOST_PLACES:
        raise ReadingError(f"holds a table of {rows} rows and {width} columns, which no report does")
    cells = []
    for cell in table.cells:
        place = column_to_place[cell.column]
        behind = bisect_left(columns, cell.column + cell.columns)
        end = column_to_place[columns[behind]] if behind < len(columns) else width
        lines = [[Run(line)] for line in _flat(cell.items)]
        if any(isinstance(item, Table) for item in cell.items):
            lines = [[Run("".join(run.text for (run,) in lines).strip())]]
        cells.append(GridCell(cell.row, place, lines, cell.rows, max(end - place, 1)))
    return cells


def _places(table: Table) -> dict[int, int]:
    """For each column that a cell begins at, its place among the columns that can be told apart by eye.

    Two that begin nearly together are one, unless some row has a cell at each.
    """
    column_to_rows: dict[int, set[int]] = {}
    for cell in table.cells:
        column_to_rows.setdefault(cell.column, set()).update(range(cell.row, cell.row + cell.rows))
    column_to_place: dict[int, int] = {}
    place, first, rows = -1, 0, set[int]()
    for column in sorted(column_to_rows):
        near = column < len(table.edges) and table.edges[column] - table.edges[first] < LEAST_WIDTH
        if place >= 0 and near and rows.isdisjoint(column_to_rows[column]):
            rows |= column_to_rows[column]
        else:
            place, first, rows = place + 1, column, column_to_rows[column]
        column_to_place[column] = place
    return column_to_place


def _edges(table: Element) -> list[int]:
    """Where each column of the table begins, in twentieths of a point, as far as the table tells."""
    edges = [0]
    for column in table.iterfind(f"{word('tblGrid')}/{word('gridCol')}"):
        width = whole(column.get(word("w")), -1)
        if width < 0 or len(edges) > MOST_COLUMNS:
            break
        edges.append(edges[-1] + width)
    return edges


def _flat(items: list[str | Table]) -> Iterator[str]:
    """The lines in a cell; a table in it gives a line for each of its rows."""
    for item in items:
        if isinstance(item, str):
            yield item
            continue
        row_to_texts: dict[int, list[str]] = {}
        for cell in item.cells:
            row_to_texts.setdefault(cell.row, []).append("".join(_flat(cell.items)))
        for texts in row_to_texts.values():
            yield f" {' '.join(text for text in texts if text)} "


def _wrapped(parent: Iterable[Element], tag: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, also those in content controls and revisions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in SEEN_THROUGH or child.tag == word("sdt"):
            yield from _wrapped(child, tag)
        elif isinstance(child.tag, str) and child.tag.endswith("}AlternateContent"):
            yield from _wrapped(chosen(child), tag)


def _goes_on(properties: Element | None, merge: str) -> bool:
    found = properties.find(word(merge)) if properties is not None else None
    return found is not None and found.get(_VAL, "continue") == "continue"


def _count(properties: Element | None, name: str, otherwise: int) -> int:
    found = properties.find(word(name)) if properties is not None else None
    return whole(found.get(_VAL), otherwise) if found is not None else otherwise
