"""Rows that a page break tears apart: they become one row again, so that no row of empty cells is made up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from giextract.reading.building import GridCell, Run
from giextract.reading.pdf_layout import Item, TextTable

_MARK = re.compile(r"\s*(?:\d{1,2}[.、．]|[（(][一二三四五六七八九十]{1,2}[)）]|[一二三四五六七八九十]{1,2}、)")
_FIGURE = re.compile(r"[-+]?[\d,.]+%?|[-/\\—无]+")


def mended(pages: Sequence[list[Item]]) -> Iterator[list[Item]]:
    """The items of each page, once torn rows are mended.

    A row is torn where the last row of a page has a label with a list mark (`5.`, `（二）`) and the first row of the next
    page, in a table of as many columns, words without one, and at most one of the two has figures. The words of the other
    go to it, without boxes, for they stand on another page.
    Rows without a character right before or behind the break are no rows: the break left a strip of them.
    """
    items = [list(page) for page in pages]
    for here, there in pairwise(items):
        if not here or not there:
            continue
        last, first = here[-1], there[0]
        if not isinstance(last, TextTable) or not isinstance(first, TextTable):
            continue
        last, first = _without_empty(last, -1), _without_empty(first, 0)
        here[-1], there[0] = last, first
        bottom = _height(last) - 1
        upper, lower = _row(last, bottom), _row(first, 0)
        torn = _MARK.match(_label(upper)) and _label(lower) and not _MARK.match(_label(lower))
        if _width(last) != _width(first) or not torn or (_has_figures(upper) and _has_figures(lower)):
            continue
        if _has_figures(lower):
            there[0] = _with_words(first, 0, upper, before=True)
            here[-1:] = _without_row(last, bottom)
        else:
            here[-1] = _with_words(last, bottom, lower, before=False)
            there[:1] = _without_row(first, 0)
    yield from items


def _with_words(table: TextTable, row: int, words: Sequence[GridCell], before: bool) -> TextTable:
    """The table with `words` put into the cells of the same columns in `row`, before or behind what stands there."""
    column_to_lines = {cell.column: tuple((Run(run.text),) for runs in cell.lines for run in runs) for cell in words}
    cells = []
    for cell in table.cells:
        more = column_to_lines.get(cell.column, ()) if cell.row == row and cell.rows == 1 else ()
        lines = (*more, *cell.lines) if before else (*cell.lines, *more)
        cells.append(replace(cell, lines=lines))
    return TextTable(tuple(cells))


def _without_empty(table: TextTable, end: int) -> TextTable:
    """The table without its first (`end` is 0) or last (-1) rows in which nothing stands, unless all its rows are so."""
    while _height(table) > 1:
        row = 0 if end == 0 else _height(table) - 1
        touching = [cell for cell in table.cells if cell.row <= row < cell.row + cell.rows]
        if any(_text(cell) for cell in touching):
            return table
        table = TextTable(tuple(_without_row(table, row)[0].cells))
    return table


def _width(table: TextTable) -> int:
    return max(cell.column + cell.columns for cell in table.cells)


def _height(table: TextTable) -> int:
    return max(cell.row + cell.rows for cell in table.cells)


def _row(table: TextTable, row: int) -> list[GridCell]:
    """The cells that stand in one row alone, left to right."""
    return sorted((cell for cell in table.cells if cell.row == row and cell.rows == 1), key=lambda one: one.column)


def _text(cell: GridCell) -> str:
    return "".join(run.text for runs in cell.lines for run in runs)


def _label(row: Sequence[GridCell]) -> str:
    """The words of the last cell that holds words."""
    words = [text for cell in row if (text := _text(cell).strip()) and not _FIGURE.fullmatch(text)]
    return words[-1] if words else ""


def _has_figures(row: Sequence[GridCell]) -> bool:
    return any(_FIGURE.fullmatch(_text(cell).strip()) for cell in row)


def _without_row(table: TextTable, gone: int) -> list[TextTable]:
    """The table without the row `gone`, or nothing where that was all of it."""
    cells = []
    for cell in table.cells:
        if cell.row == gone and cell.rows == 1:
            continue
        if cell.row <= gone < cell.row + cell.rows:
            cell = replace(cell, rows=cell.rows - 1)
        elif cell.row > gone:
            cell = replace(cell, row=cell.row - 1)
        cells.append(cell)
    return [TextTable(tuple(cells))] if cells else []
