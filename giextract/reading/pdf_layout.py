"""One page of a PDF as what a document is built of: lines and tables in reading order, compact, with boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from giextract.reading.building import GridCell, Run
from giextract.reading.layout import Glyph, in_columns, lines, once, spaced
from giextract.reading.paragraphs import TextLine
from giextract.reading.pdf_view import View
from giextract.reading.ruled_tables import Rule, Table, ruled_tables
from giextract.reading.unruled_tables import unruled_tables


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table as its cells; `columns` are the sides of its columns in points, where rules show them."""

    cells: tuple[GridCell, ...]
    columns: tuple[float, ...] = ()


Item = TextLine | TextTable


def laid_out(glyphs: Sequence[Glyph], rules: Sequence[Rule], view: View, seen: View) -> list[Item]:
    """The lines and tables of a page in reading order.

    Glyphs and rules are placed as `view` sees the page, boxes are given as `seen` does: as the reader's program shows it.
    """
    tables, rest = ruled_tables(rules, once(glyphs))
    items: list[Item] = []
    remaining = sorted(rest, key=lambda glyph: glyph.middle)
    for table in tables:
        middle = (table.top + table.bottom) / 2
        above = [glyph for glyph in remaining if glyph.middle < (table.top if glyph.middle < middle else middle)]
        remaining = remaining[len(above) :]
        items.extend(_flow(above, view, seen))
        items.append(_table(table, view, seen))
    items.extend(_flow(remaining, view, seen))
    return items


def _flow(glyphs: Sequence[Glyph], view: View, seen: View) -> list[Item]:
    """What stands between ruled tables: lines, and tables without rules."""
    items: list[Item] = []
    for part in unruled_tables(in_columns(lines(glyphs))):
        if isinstance(part, Table):
            items.append(_table(part, view, seen))
        else:
            items.append(_line(part, view, seen))
    return items


def _line(line: Sequence[Glyph], view: View, seen: View) -> TextLine:
    return TextLine(
        run_of(line, view, seen),
        min(glyph.left for glyph in line),
        max(glyph.right for glyph in line),
        median(glyph.middle for glyph in line),
        median(glyph.height for glyph in line),
    )


def _table(table: Table, view: View, seen: View) -> TextTable:
    cells = []
    for cell in table.cells:
        printed = tuple((run_of(line, view, seen, in_cell=True),) for line in lines(cell.glyphs))
        cells.append(GridCell(cell.row, cell.column, printed, cell.rows, cell.columns))
    return TextTable(tuple(cells), table.columns)


def run_of(line: Sequence[Glyph], view: View, seen: View, in_cell: bool = False) -> Run:
    """The characters of a printed line with their box and, where the page shows them from left to right, their edges."""
    text = spaced(line, in_cell)
    spot = view.spot(
        min(glyph.left for glyph in line),
        min(glyph.top for glyph in line),
        max(glyph.right for glyph in line),
        max(glyph.bottom for glyph in line),
        seen,
    )
    edges = tuple(min(max(left / view.width, 0.0), 1.0) for _, left in text) if view.turn == seen.turn else ()
    return Run("".join(character for character, _ in text), spot, edges)
