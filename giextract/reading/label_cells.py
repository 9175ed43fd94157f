"""Labels over several columns: which of these columns their words are put in.

In lines of cells between bars the places that a cell covers beside its own are empty. Between a label and the figures of its row
such places could be taken for empty cells of figures; so there the words stand in the last column that their cell covers.
"""

from __future__ import annotations

from collections.abc import Iterable

from giextract.reading.figure_cells import is_figure
from giextract.reading.ruled_tables import TableCell


def beside_figures(cells: Iterable[TableCell]) -> list[TableCell]:
    """The cells, each label over several columns that has only figures and empty cells to its right cut in two.

    Its characters are in the second of the two, which covers one column.
    """
    found: list[TableCell] = []
    row_to_cells: dict[int, list[TableCell]] = {}
    for cell in cells:
        row_to_cells.setdefault(cell.row, []).append(cell)
    for row in sorted(row_to_cells):
        ranked = sorted(row_to_cells[row], key=lambda one: one.column)
        for index, cell in enumerate(ranked):
            behind = [_text(other) for other in ranked[index + 1 :]]
            label = cell.columns > 1 and cell.glyphs and not is_figure(_text(cell))
            if label and behind and all(not text or is_figure(text) for text in behind):
                found.append(TableCell(row, cell.column, cell.rows, cell.columns - 1))
                found.append(TableCell(row, cell.column + cell.columns - 1, cell.rows, 1, cell.glyphs))
            else:
                found.append(cell)
    return found


def _text(cell: TableCell) -> str:
    return "".join(glyph.text for glyph in cell.glyphs)
