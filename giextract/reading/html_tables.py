"""Tables of a web page: tables of data become grids, tables that only lay the page out become what is in their cells.

The two are told apart row by row, because old pages put the report, its table of figures and the page's menu into one
table: a row with a cell that holds paragraphs or a table of its own is laid out, and the rows between such rows are data
where they have columns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from giextract.reading import html_blocks
from giextract.reading.building import GridCell, Run
from giextract.reading.html_blocks import METADATA_LINE, METADATA_NAME, Box, Grid, Line, named

_MAX_PLACES = 400_000
_MAX_COLUMNS = 1_000
_MAX_PROSE = 150
_MAX_TEXT = 2_000
_PARTS = 3
_WRAPPED_LINES = 12
_WRAPPED_CHARACTERS = 200
_SHORT = 40


@dataclass(slots=True)
class TableCell:
    """A cell as the page has it: what is in it, and how many rows and columns it says it covers."""

    box: Box
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class Table:
    """A table as the page has it; `captions` stand above it."""

    captions: Box = field(default_factory=Box)
    rows: list[list[TableCell]] = field(default_factory=list)


@dataclass(slots=True)
class _Placed:
    row: int
    column: int
    cell: TableCell


def arranged(table: Table) -> Iterator[Line | Grid | Box]:
    """The blocks of a table, in order."""
    yield from table.captions.children
    rows = _placed(table.rows)
    if rows is None:
        yield from (cell.box for row in table.rows for cell in row)
        return
    laid_out = [any(_is_laid_out(placed.cell.box) for placed in row) for row in rows]
    start = 0
    while start < len(rows):
        if laid_out[start]:
            yield from (placed.cell.box for placed in rows[start])
            start += 1
            continue
        end = start
        while end < len(rows) and not laid_out[end]:
            end += 1
        yield from _data(rows[start:end], start)
        start = end


def _placed(rows: list[list[TableCell]]) -> list[list[_Placed]] | None:
    """The cells at their places, as the standard lays them; None for a table too large to be one."""
    widest = max((sum(cell.columns for cell in row) for row in rows), default=0)
    if widest > _MAX_COLUMNS or widest * len(rows) > _MAX_PLACES:
        return None
    found: list[list[_Placed]] = []
    taken_until: dict[int, int] = {}  # column → first row below the cell that covers it
    for number, row in enumerate(rows):
        column = 0
        found.append([])
        for cell in row:
            while taken_until.get(column, 0) > number:
                column += 1
            found[-1].append(_Placed(number, column, cell))
            below = number + cell.rows if cell.rows else len(rows)
            for covered in range(column, column + cell.columns):
                taken_until[covered] = max(below, taken_until.get(covered, 0))
            column += cell.columns
            if column > _MAX_COLUMNS:
                return None
    return found


def _is_laid_out(cell: Box) -> bool:
    """Whether a cell holds a part of a page and no datum: a table of its own, paragraphs, headings."""
    wrapped = cell.lines >= _WRAPPED_LINES and cell.characters >= _WRAPPED_CHARACTERS
    return cell.grids > 0 or cell.parts >= _PARTS or cell.prose > _MAX_PROSE or cell.characters > _MAX_TEXT or wrapped


def _data(rows: list[list[_Placed]], first: int) -> Iterator[Line | Grid | Box]:
    """Rows without paragraphs: a grid where they have columns, metadata as lines, else what is in the cells."""
    cells = [placed for row in rows for placed in row if placed.cell.box.characters]
    if not cells:
        return
    if _is_metadata(rows):
        yield from _metadata(rows)
        return
    columns = len({placed.column for placed in cells})
    short = all(len(_text(placed)) <= _SHORT for placed in cells)
    linked = sum(placed.cell.box.linked for placed in cells)
    if columns < 2 or (len(rows) == 1 and (not short or linked)):
        yield from (placed.cell.box for placed in cells)
        return
    yield _grid(rows, first)


def _grid(rows: list[list[_Placed]], first: int) -> Grid:
    """The grid of `rows`, the first of which is row `first` of its table. Rows and columns where no cell begins are left
    out: nobody sees them.
    """
    numbers = [first + index for index, row in enumerate(rows) if row]
    columns = sorted({placed.column for row in rows for placed in row})
    cells = [
        GridCell(
            row,
            bisect_left(columns, placed.column),
            [[Run(text)] for text in placed.cell.box.texts() if text],
            bisect_left(numbers, number + (placed.cell.rows or len(rows))) - row,
            bisect_left(columns, placed.column + placed.cell.columns) - bisect_left(columns, placed.column),
        )
        for row, number in enumerate(numbers)
        for placed in rows[number - first]
    ]
    boxes = [placed.cell.box for row in rows for placed in row]
    return html_blocks.grid(cells, sum(box.linked for box in boxes), sum(box.links for box in boxes))


def _is_metadata(rows: list[list[_Placed]]) -> bool:
    """Whether the rows say the data of a document: names with their values beside them, and not below."""
    names = 0
    for row in rows:
        texts = [_text(placed) for placed in row if placed.cell.box.characters <= _SHORT * 2]
        named = [bool(METADATA_NAME.fullmatch(text)) for text in texts]
        for index in range(1, len(texts)):
            if named[index - 1] and named[index] and not texts[index - 1].endswith(("：", ":")):
                return False
        names += sum(named) + sum(
            bool(METADATA_LINE.match(text)) for text, name in zip(texts, named, strict=True) if not name
        )
    return names >= 2


def _metadata(rows: list[list[_Placed]]) -> Iterator[Line | Grid | Box]:
    """The data of a document, each name with what stands beside it: one line."""
    for row in rows:
        name = ""
        for placed in row:
            text = _text(placed)
            if name and not METADATA_NAME.fullmatch(text):
                yield html_blocks.line(named(name, text))
                name = ""
                continue
            if name:
                yield html_blocks.line(name)
            name = text if METADATA_NAME.fullmatch(text) else ""
            if not name:
                yield placed.cell.box
        if name:
            yield html_blocks.line(name)


def _text(placed: _Placed) -> str:
    return "".join(placed.cell.box.texts())
