"""Rows that a page break tears apart: they become one row again, so that no row of empty cells is made up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from giextract.reading.building import GridCell, Run
from giextract.reading.figure_cells import is_figure
from giextract.reading.list_marks import has_list_mark
from giextract.reading.pdf_layout import Item, TextTable


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
        if not _has_digits(upper) and not _has_digits(lower):
            last, first = _with_heads_mended(last, bottom, first)
            first = _without_empty(first, 0)
            here[-1], there[0] = last, first
            lower = _row(first, 0)
        torn = has_list_mark(_label(upper)) and _label(lower) and not has_list_mark(_label(lower))
        if _width(last) != _width(first) or not torn or (_has_figures(upper) and _has_figures(lower)):
            continue
        if _has_figures(lower):
            there[0] = _with_words(first, 0, upper, before=True)
            here[-1:] = _without_row(last, bottom)
        else:
            here[-1] = _with_words(last, bottom, lower, before=False)
            there[:1] = _without_row(first, 0)
    yield from items


def _with_heads_mended(last: TextTable, bottom: int, first: TextTable) -> tuple[TextTable, TextTable]:
    """The two tables, words in the first row of the second put to those in the last row of the first.

    That is done where at least two cells of the rows stand between the same sides: then it is one row of heads.
    """
    sides = {_sides(cell, last): cell for cell in _row(last, bottom) if _text(cell)}
    halves = [(above, cell) for cell in _row(first, 0) if _text(cell) and (above := sides.get(_sides(cell, first)))]
    if not last.columns or not first.columns or len(halves) < 2:
        return last, first
    words = [replace(cell, column=above.column) for above, cell in halves]
    moved = {cell.column for _, cell in halves}
    rest = [replace(cell, lines=()) if cell.row == 0 and cell.column in moved else cell for cell in first.cells]
    return _with_words(last, bottom, words, before=False), replace(first, cells=tuple(rest))


def _sides(cell: GridCell, table: TextTable) -> tuple[int, int]:
    """Between which sides a cell stands, in steps that make neighbouring places one."""
    if not table.columns:
        return (0, 0)
    return round(table.columns[cell.column] / 4), round(table.columns[cell.column + cell.columns] / 4)


def _with_words(table: TextTable, row: int, words: Sequence[GridCell], before: bool) -> TextTable:
    """The table with `words` put into the cells of the same columns in `row`, before or behind what stands there."""
    column_to_lines = {cell.column: tuple((Run(run.text),) for runs in cell.lines for run in runs) for cell in words}
    cells = []
    for cell in table.cells:
        more = column_to_lines.get(cell.column, ()) if cell.row == row and cell.rows == 1 else ()
        lines = (*more, *cell.lines) if before else (*cell.lines, *more)
        cells.append(replace(cell, lines=lines))
    return replace(table, cells=tuple(cells))


def _without_empty(table: TextTable, end: int) -> TextTable:
    """The table without its first (`end` is 0) or last (-1) rows in which nothing stands, unless all its rows are so."""
    while _height(table) > 1:
        row = 0 if end == 0 else _height(table) - 1
        touching = [cell for cell in table.cells if cell.row <= row < cell.row + cell.rows]
        if any(_text(cell) for cell in touching):
            return table
        table = _without_row(table, row)[0]
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
    words = [text for cell in row if (text := _text(cell).strip()) and not is_figure(text)]
    return words[-1] if words else ""


def _has_figures(row: Sequence[GridCell]) -> bool:
    return any(is_figure(_text(cell)) for cell in row)


def _has_digits(row: Sequence[GridCell]) -> bool:
    return any(character.isdigit() for cell in row for character in _text(cell))


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
    return [replace(table, cells=tuple(cells))] if cells else []
