"""Tables without rules: rows of figures that stand in columns, with the words beside and above them.

Only figures make columns: words set apart by wide gaps (an address beside a telephone number) are a line like any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from giextract.reading.figure_cells import is_figure
from giextract.reading.layout import Glyph, Piece, pieces
from giextract.reading.list_marks import has_list_mark
from giextract.reading.ruled_tables import Table, TableCell

_NUMBERED = re.compile(r"[1-9][.、．]\D")
_LEAST_ROWS = 4
_LEAST_COLUMNS = 3
_MANY_COLUMNS = 5
"""Columns of figures that no running text has: two such lines make a table."""
_CELL_GAP = 0.45
"""Part of the height of a character by which the cells of a row stand apart at least."""
_MOST_HEAD_LINES = 8


@dataclass(slots=True)
class _Line:
    """A printed line: its pieces, those of them at its end that are figures, and its middle."""

    glyphs: list[Glyph]
    pieces: list[Piece]
    figures: list[Piece] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return median(glyph.middle for glyph in self.glyphs)

    @property
    def height(self) -> float:
        return median(glyph.height for glyph in self.glyphs)

    @property
    def words(self) -> list[Piece]:
        return self.pieces[: len(self.pieces) - len(self.figures)]


def unruled_tables(page: Sequence[list[Glyph]]) -> list[list[Glyph] | Table]:
    """The lines of a page in their order, each group of lines that is a table as a table.

    A table has at least four rows with figures in at least three columns, or two rows in at least five.
    """
    printed = [_read(line) for line in page]
    found: list[list[Glyph] | Table] = []
    index = 0
    while index < len(printed):
        end = _end(printed, index)
        rows = [line for line in printed[index:end] if line.figures]
        columns = _columns(rows)
        least = _LEAST_ROWS if len(columns) < _MANY_COLUMNS else 2
        if len(rows) >= least and len(columns) >= _LEAST_COLUMNS and _fits(rows, columns):
            head = _head(found, printed[:index], columns)
            del found[len(found) - len(head) :]
            found.append(_table([*head, *printed[index:end]], columns))
            index = end
        else:
            found.append(printed[index].glyphs)
            index += 1
    return found


def _read(glyphs: list[Glyph]) -> _Line:
    cut = pieces(glyphs, _CELL_GAP)
    figures: list[Piece] = []
    for piece in reversed(cut):
        if not is_figure("".join(glyph.text for glyph in piece.glyphs)):
            break
        figures.insert(0, piece)
    return _Line(glyphs, cut, figures if len(figures) < len(cut) or len(cut) > 1 else [])


def _end(lines: Sequence[_Line], start: int) -> int:
    """Where the table ends that would begin with the row of figures at `start`: behind its last row of figures."""
    if len(lines[start].figures) < 2:
        return start
    end = index = start + 1
    bound = lines[start].figures[0].left
    while index < len(lines) and index - end < 4:
        line = lines[index]
        if line.middle - lines[index - 1].middle > 6 * line.height:
            break
        if line.figures:
            bound = min(bound, line.figures[0].left)
            end = index + 1
        elif any(piece.right > bound + piece.height for piece in line.pieces):
            break  # words over the figures: the head of another table, or running text
        index += 1
    while end < index and _goes_on(lines[end], lines[end - 1]):
        end += 1
    return end


def _goes_on(line: _Line, before: _Line) -> bool:
    """Whether a line of words is the rest of the label in the line before it."""
    if not before.figures or len(line.pieces) > 1 or has_list_mark(line.pieces[0].text):
        return False
    return line.middle - before.middle < 1.5 * line.height and line.pieces[0].right < before.figures[0].left


def _columns(rows: Sequence[_Line]) -> list[tuple[float, float]]:
    """The columns of figures, as where they begin and end."""
    found: list[tuple[float, float]] = []
    for left, right in sorted((piece.left, piece.right) for row in rows for piece in row.figures):
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _fits(rows: Sequence[_Line], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether no two figures of a row stand in one column, and no words reach into the columns."""
    for row in rows:
        taken = {_column_of(piece, columns) for piece in row.figures}
        if len(taken) < len(row.figures) or any(piece.right > columns[0][0] + 1 for piece in row.words):
            return False
    return sum(len(row.figures) >= 2 for row in rows) * 2 > len(rows)


def _column_of(piece: Piece, columns: Sequence[tuple[float, float]]) -> int:
    centre = (piece.left + piece.right) / 2
    return min(range(len(columns)), key=lambda index: abs((columns[index][0] + columns[index][1]) / 2 - centre))


def _head(
    before: Sequence[list[Glyph] | Table], lines: Sequence[_Line], columns: Sequence[tuple[float, float]]
) -> list[_Line]:
    """The lines right above that name the columns: words that stand over them, and nothing longer."""
    found: list[_Line] = []
    for line, placed in zip(reversed(lines), reversed(before), strict=False):
        if isinstance(placed, Table) or len(found) == _MOST_HEAD_LINES:
            break
        over = [piece for piece in line.pieces if piece.right > columns[0][0]]
        heading = has_list_mark(line.pieces[0].text) or line.glyphs[-1].text in "。；"
        if heading or line.figures or (not over and not found) or any(len(piece.glyphs) > 30 for piece in over):
            break
        found.insert(0, line)
    while found and not any(piece.left > columns[0][0] - 2 * piece.height for piece in found[0].pieces):
        found.pop(0)
    return found


def _table(lines: Sequence[_Line], columns: Sequence[tuple[float, float]]) -> Table:
    """The lines as rows: side heads and labels in the first columns, figures in theirs; above them the heads."""
    begin = next(index for index, line in enumerate(lines) if line.figures)
    head = [piece for line in lines[:begin] for piece in line.pieces if _over(piece, columns)]
    body = list(lines[begin:])
    for line in reversed(lines[:begin]):
        words = [piece for piece in line.pieces if not _over(piece, columns)]
        if words:
            body.insert(0, _Line([glyph for piece in words for glyph in piece.glyphs], words))
    rows = [line for line in body if line.figures]
    side = _side_columns(body, columns[0][0])
    width = len(side) + 1 + len(columns)
    above = 1 if head else 0
    cells = [TableCell(row, column) for row in range(above + len(rows)) for column in range(width)]
    # Heads on several levels and in several lines are one row: the order of the columns is all that they must tell.
    for piece in head:
        cells[len(side) + 1 + _column_of(piece, columns)].glyphs.extend(piece.glyphs)
    last_of_side: dict[int, tuple[float, TableCell]] = {}
    for index, line in enumerate(body):
        start = (above + _row_of(index, body, rows)) * width
        if above and line.middle < rows[0].middle and not line.figures and not _begins_label(line, rows[0]):
            start = 0
        for piece in line.pieces:
            beside = [
                number for number, (left, right) in enumerate(side) if left - 1 < piece.left and piece.right < right + 1
            ]
            if any(piece is figure for figure in line.figures):
                cell = cells[start + len(side) + 1 + _column_of(piece, columns)]
            elif beside:
                # A side head is one text over several rows: all of it stands where it begins.
                height, cell = last_of_side.get(beside[0], (-1e9, cells[start + beside[0]]))
                if piece.middle - height > 1.8 * piece.height:
                    cell = cells[start + beside[0]]
                last_of_side[beside[0]] = piece.middle, cell
            else:
                cell = cells[start + len(side)]
            cell.glyphs.extend(piece.glyphs)
    glyphs = [glyph for line in lines for glyph in line.glyphs]
    return Table(
        min(glyph.left for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
        cells,
    )


def _begins_label(line: _Line, row: _Line) -> bool:
    """Whether a line of words above the first row begins that row's label."""
    return not row.words or row.middle - line.middle < 1.8 * line.height


def _side_columns(lines: Sequence[_Line], end: float) -> list[tuple[float, float]]:
    """The columns of words left of the labels (`三、本年度办理结果`), as where they begin and end.

    The labels are known by their list marks (`1.`), which stand below one another.
    """
    marks = sorted(
        piece.left for line in lines for piece in line.pieces if piece.right < end and _NUMBERED.match(piece.text)
    )
    if len(marks) < 3:
        return []
    labels = median(marks)
    found: list[tuple[float, float]] = []
    for left, right in sorted((piece.left, piece.right) for line in lines for piece in line.pieces):
        if right > labels + 1:
            continue
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _over(piece: Piece, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether it stands over the figures."""
    return piece.left > columns[0][0] - piece.height


def _row_of(index: int, lines: Sequence[_Line], rows: Sequence[_Line]) -> int:
    """The row of a line: its own, else that of the nearest one; a line with a list mark begins a label, so goes down."""
    line = lines[index]
    order = {id(row): number for number, row in enumerate(rows)}
    if id(line) in order:
        return order[id(line)]
    above = next((one for one in reversed(lines[:index]) if id(one) in order), None)
    below = next((one for one in lines[index + 1 :] if id(one) in order), None)
    if above is None or below is None:
        return order[id(above or below)]
    text = "".join(glyph.text for glyph in line.glyphs)
    own_above = bool(above.words) and has_list_mark("".join(g.text for g in above.words[-1].glyphs))
    if has_list_mark(text):
        return order[id(below)]
    if below.words and has_list_mark("".join(g.text for g in below.words[-1].glyphs)) and own_above:
        return order[id(above)]
    nearer_above = line.middle - above.middle <= below.middle - line.middle
    return order[id(above if nearer_above else below)]
