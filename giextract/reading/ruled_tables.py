"""Tables with printed rules: from the lines of a page to a grid of cells, each with the characters that stand in it.

Every place between the rules belongs to exactly one cell, also where a border is not closed (as pages that break a table
leave it), so that no empty cell can be lost and none can be put in twice.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from giextract.reading.layout import Glyph, lines, pieces

_TOGETHER = 3.0
"""Points by which rules may lie apart that are one rule: doubled, or drawn for each cell."""
_SMALLEST_COLUMN = 9.0
"""Points between two upright rules that are never both in one row, from which they still part two columns."""
_MOST_CROSSINGS = 4_000_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A printed line: at `place` (y of a level one, x of an upright one), from `start` to `end`."""

    level: bool
    place: float
    start: float
    end: float


@dataclass(slots=True)
class TableCell:
    """One cell: its place, how much it covers, and the characters in it."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    glyphs: list[Glyph] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table: its sides in points, its cells in the order of rows, and the sides of its columns where rules show them."""

    left: float
    top: float
    right: float
    bottom: float
    cells: list[TableCell]
    columns: tuple[float, ...] = ()


def ruled_tables(rules: Iterable[Rule], glyphs: Sequence[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """The tables that `rules` draw, from top to bottom, and the characters outside them.

    A frame without rules inside is no table.
    """
    joined = _joined(rules)
    found = []
    rest = list(glyphs)
    for group in sorted(_connected(joined), key=lambda one: min(rule.place for rule in one if rule.level)):
        lattice = _Lattice(group)
        if lattice.is_table:
            table, rest = lattice.table(rest)
            if table is not None:
                found.append(table)
    return found, rest


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Rules that lie on one another or go on from one another, as one."""
    found: list[Rule] = []
    for level in (True, False):
        ranked = sorted((rule for rule in rules if rule.level == level), key=lambda one: one.place)
        for together in _clusters(ranked):
            place = sum(rule.place for rule in together) / len(together)
            start, end = None, 0.0
            for rule in sorted(together, key=lambda one: one.start):
                if start is not None and rule.start <= end + _TOGETHER:
                    end = max(end, rule.end)
                    continue
                if start is not None:
                    found.append(Rule(level, place, start, end))
                start, end = rule.start, rule.end
            if start is not None:
                found.append(Rule(level, place, start, end))
    return [rule for rule in found if rule.end - rule.start > _TOGETHER]


def _clusters(ranked: Sequence[Rule]) -> Iterable[list[Rule]]:
    cluster: list[Rule] = []
    for rule in ranked:
        if cluster and rule.place - cluster[0].place > _TOGETHER:
            yield cluster
            cluster = []
        cluster.append(rule)
    if cluster:
        yield cluster


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that touch or cross, in groups with at least two of each direction."""
    level = [rule for rule in rules if rule.level]
    upright = [rule for rule in rules if not rule.level]
    if len(level) * len(upright) > _MOST_CROSSINGS:
        return []  # a drawing, not a table
    group = list(range(len(rules)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for index, one in enumerate(level):
        for other_index, other in enumerate(upright, len(level)):
            if (
                one.start - _TOGETHER <= other.place <= one.end + _TOGETHER
                and other.start - _TOGETHER <= one.place <= other.end + _TOGETHER
            ):
                group[root(index)] = root(other_index)
    members: dict[int, list[Rule]] = {}
    for index, rule in enumerate([*level, *upright]):
        members.setdefault(root(index), []).append(rule)
    return [
        one
        for one in members.values()
        if sum(rule.level for rule in one) >= 1 and sum(not rule.level for rule in one) >= 1 and len(one) >= 4
    ]


class _Lattice:
    """The places between the rules of one group, before they are put together to cells."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rows = _sides([rule for rule in rules if rule.level], [rule for rule in rules if not rule.level])
        self.columns = _sides([rule for rule in rules if not rule.level], [rule for rule in rules if rule.level])
        self._level = _by_side([rule for rule in rules if rule.level], self.rows)
        self._upright = _by_side([rule for rule in rules if not rule.level], self.columns)
        self._unite_columns()

    @property
    def is_table(self) -> bool:
        """Whether it has at least two columns."""
        return len(self.columns) > 2 and len(self.rows) > 1

    def table(self, glyphs: Sequence[Glyph]) -> tuple[Table | None, list[Glyph]]:
        """The table with those of `glyphs` that stand in it, and the others; None where fewer than two cells hold any."""
        left, right, top, bottom = self.columns[0], self.columns[-1], self.rows[0], self.rows[-1]
        cells, place_to_cell = self._cells()
        inside: list[Glyph] = []
        outside: list[Glyph] = []
        for glyph in glyphs:
            within = left < glyph.centre < right and top < glyph.middle < bottom
            (inside if within else outside).append(glyph)
        for word in (word for line in lines(inside) for word in _words(line)):
            centre = (word[0].left + word[-1].right) / 2
            column = min(max(bisect_right(self.columns, centre) - 1, 0), len(self.columns) - 2)
            for glyph in word:
                row = min(max(bisect_right(self.rows, glyph.middle) - 1, 0), len(self.rows) - 2)
                place_to_cell[row, column].glyphs.append(glyph)
        if sum(bool(cell.glyphs) for cell in cells) < 2:
            return None, list(glyphs)
        return Table(left, top, right, bottom, _without_strips(cells), tuple(self.columns)), outside

    def _cells(self) -> tuple[list[TableCell], dict[tuple[int, int], TableCell]]:
        """The cells, and the cell of each place: places that no rule parts are one cell, where they make a rectangle."""
        height, width = len(self.rows) - 1, len(self.columns) - 1
        place_to_cell: dict[tuple[int, int], TableCell] = {}
        cells: list[TableCell] = []
        for row in range(height):
            for column in range(width):
                if (row, column) in place_to_cell:
                    continue
                cell = self._largest(row, column, place_to_cell)
                cells.append(cell)
                for covered_row in range(row, row + cell.rows):
                    for covered in range(column, column + cell.columns):
                        place_to_cell[covered_row, covered] = cell
        return cells, place_to_cell

    def _largest(self, row: int, column: int, taken: dict[tuple[int, int], TableCell]) -> TableCell:
        """The rectangle of places from `row`, `column` to the right and down that no rule parts."""
        right = column + 1
        while right < len(self.columns) - 1 and (row, right) not in taken and not self._wall(self._upright, right, row):
            right += 1
        below = row + 1
        while below < len(self.rows) - 1 and all(
            (below, one) not in taken
            and not self._wall(self._level, below, one)
            and (one + 1 == right or not self._wall(self._upright, one + 1, below))
            for one in range(column, right)
        ):
            below += 1
        return TableCell(row, column, below - row, right - column)

    def _wall(self, by_side: Sequence[Sequence[Rule]], side: int, across: int) -> bool:
        """Whether a rule lies on the side numbered `side` along most of the row or column `across`."""
        places = self.columns if by_side is self._level else self.rows
        start, end = places[across], places[across + 1]
        covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in by_side[side])
        return covered >= 0.5 * (end - start)

    def _unite_columns(self) -> None:
        """Make one of two sides that lie close and are never both a wall of one row: a border drawn a little askew."""
        side = 1
        while side < len(self.columns) - 2:
            near = self.columns[side + 1] - self.columns[side] < _SMALLEST_COLUMN
            if near and not any(
                self._wall(self._upright, side, row) and self._wall(self._upright, side + 1, row)
                for row in range(len(self.rows) - 1)
            ):
                self._upright[side] = [*self._upright[side], *self._upright.pop(side + 1)]
                self.columns.pop(side + 1)
            else:
                side += 1


def _without_strips(cells: Sequence[TableCell]) -> list[TableCell]:
    """The cells without rows in which no characters begin but a cell from above goes on: there a break tore that cell."""
    kept = list(cells)
    row = max(cell.row + cell.rows for cell in kept) - 1
    while row > 0:
        begun = any(cell.row == row and cell.glyphs for cell in kept)
        torn = any(cell.row < row < cell.row + cell.rows and cell.glyphs for cell in kept)
        if torn and not begun:
            for cell in kept:
                if cell.row > row:
                    cell.row -= 1
                elif cell.row + cell.rows > row:
                    cell.rows -= 1
            kept = [cell for cell in kept if cell.rows]
        row -= 1
    return kept


def _sides(rules: Sequence[Rule], crossing: Sequence[Rule]) -> list[float]:
    """Where the rules lie, and the ends of those that cross them where these reach further: a side that is not closed."""
    found: list[float] = []
    for place in sorted(rule.place for rule in rules):
        if not found or place - found[-1] > _TOGETHER:
            found.append(place)
    first, last = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    if first < found[0] - 2 * _TOGETHER:
        found.insert(0, first)
    if last > found[-1] + 2 * _TOGETHER:
        found.append(last)
    return found


def _by_side(rules: Sequence[Rule], sides: Sequence[float]) -> list[list[Rule]]:
    found: list[list[Rule]] = [[] for _ in sides]
    for rule in rules:
        nearest = min(range(len(sides)), key=lambda index: abs(sides[index] - rule.place))
        found[nearest].append(rule)
    return found


def _words(line: Sequence[Glyph]) -> Iterable[list[Glyph]]:
    """The line in parts that stand in one cell as a whole: numbers and Latin words; any other character is one by itself."""
    for piece in pieces(line, 0.22):
        word: list[Glyph] = []
        for glyph in piece.glyphs:
            if word and not (glyph.text.isascii() and word[-1].text.isascii()):
                yield word
                word = []
            word.append(glyph)
        yield word
