"""Ruled tables of a straightened page: the cells between its lines, with what they span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from giextract.reading.ocr_words import Rectangle
from giextract.reading.scan_ink import Mask

COVERED = 0.5
"""A side of a cell is there when this share of it is ruled: lines of faint copies have gaps."""


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell: its place in the table, how much it spans, and its inside in pixels, without the lines."""

    row: int
    column: int
    rows: int
    columns: int
    inside: Rectangle


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table's cells in the order of rows, and its rectangle."""

    place: Rectangle
    cells: tuple[RuledCell, ...]


def ruled_tables(ink: Mask, text_height: float) -> list[RuledTable]:
    """The tables on the page whose cells are parted by lines, from the top down.

    A frame around a single cell is no table. `text_height` is the usual height of a line of text.
    """
    level, upright = _rules(ink, text_height)
    both = cv2.dilate(cv2.bitwise_or(level, upright), np.ones((5, 5), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(both, connectivity=8)
    tables = []
    for label in range(1, count):
        x, y, width, height, _ = (int(value) for value in stats[label])
        if width < 4 * text_height or height < 1.5 * text_height:
            continue
        own = labels[y : y + height, x : x + width] == label
        table = _table(
            level[y : y + height, x : x + width] * own, upright[y : y + height, x : x + width] * own, text_height
        )
        if table:
            tables.append(_shifted(table, x, y))
    tables.sort(key=lambda table: (table.place[1], table.place[0]))
    return [table for table in tables if not any(_holds(table, other) for other in tables if other is not table)]


def without_rules(ink: Mask, text_height: float) -> Mask:
    """The ink but for lines longer than strokes of letters."""
    level, upright = _rules(ink, text_height)
    rules = cv2.dilate(cv2.bitwise_or(level, upright), np.ones((3, 3), np.uint8))
    return np.asarray(cv2.subtract(ink, rules), dtype=np.uint8)


def _rules(ink: Mask, text_height: float) -> tuple[Mask, Mask]:
    """The level and the upright lines: what is longer than strokes of letters, with small gaps closed."""
    masks = []
    for along, across, length in ((1, 0, 2.2), (0, 1, 1.4)):
        long, gap = int(length * text_height), int(0.5 * text_height) | 1
        thick = cv2.dilate(ink, np.ones((3, 1) if along else (1, 3), np.uint8))
        lines = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, long) if along else (long, 1), np.uint8))
        closing = np.ones((1 + across * gap, 1 + along * gap), np.uint8)
        masks.append(np.asarray(cv2.morphologyEx(lines, cv2.MORPH_CLOSE, closing), dtype=np.uint8))
    return masks[0], masks[1]


def _table(level: Mask, upright: Mask, text_height: float) -> RuledTable | None:
    """The table that these lines make, in pixels of their cut-out; None where they make none."""
    near = 0.45 * text_height
    ys, x_reach = _positions(level, 1, near)
    xs, y_reach = _positions(upright, 0, near)
    xs, ys = _with_open_sides(xs, x_reach, text_height), _with_open_sides(ys, y_reach, text_height)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) < 2:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    part = _Parts(rows, columns)
    for row in range(rows):
        for column in range(columns):
            across = slice(
                int(xs[column] + near / 2), max(int(xs[column + 1] - near / 2), int(xs[column] + near / 2) + 1)
            )
            down = slice(int(ys[row] + near / 2), max(int(ys[row + 1] - near / 2), int(ys[row] + near / 2) + 1))
            if row + 1 < rows:
                band = level[max(int(ys[row + 1] - near), 0) : int(ys[row + 1] + near) + 1, across]
                if (band.any(axis=0)).mean() < COVERED:
                    part.join(row, column, row + 1, column)
            if column + 1 < columns:
                band = upright[down, max(int(xs[column + 1] - near), 0) : int(xs[column + 1] + near) + 1]
                if (band.any(axis=1)).mean() < COVERED:
                    part.join(row, column, row, column + 1)
    rim = max(2.0, 0.1 * text_height)
    cells = tuple(
        RuledCell(
            row, column, height, width,
            (xs[column] + rim, ys[row] + rim, xs[column + width] - rim, ys[row + height] - rim),
        )
        for row, column, height, width in part.rectangles()
    )  # fmt: skip
    if len(cells) < 2:
        return None
    return RuledTable((xs[0], ys[0], xs[-1], ys[-1]), cells)


def _positions(mask: Mask, along: int, near: float) -> tuple[list[float], tuple[float, float]]:
    """Where the lines of `mask` lie, those at about the same place as one, and how far they reach along themselves."""
    count, _, stats, centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    start, extent = (cv2.CC_STAT_LEFT, cv2.CC_STAT_WIDTH) if along else (cv2.CC_STAT_TOP, cv2.CC_STAT_HEIGHT)
    lines = sorted((float(centres[i][along]), float(stats[i][extent]), float(stats[i][start])) for i in range(1, count))
    if not lines:
        return [], (0.0, 0.0)
    groups: list[list[tuple[float, float, float]]] = []
    for line in lines:
        if groups and line[0] - groups[-1][0][0] < 2 * near and line[0] - groups[-1][-1][0] < near:
            groups[-1].append(line)
        else:
            groups.append([line])
    places = [float(np.average([line[0] for line in group], weights=[line[1] for line in group])) for group in groups]
    return places, (min(line[2] for line in lines), max(line[2] + line[1] for line in lines))


def _with_open_sides(places: list[float], reach: tuple[float, float], text_height: float) -> list[float]:
    """The places, and those of outer sides that are not ruled, to which the lines across them reach."""
    if not places:
        return places
    before = [reach[0]] if places[0] - reach[0] > text_height else []
    after = [reach[1]] if reach[1] - places[-1] > text_height else []
    return [*before, *places, *after]


class _Parts:
    """The places of a table, joined where no line parts them."""

    def __init__(self, rows: int, columns: int) -> None:
        self._columns = columns
        self._parent = list(range(rows * columns))

    def join(self, row: int, column: int, other_row: int, other_column: int) -> None:
        """Make the two places one cell."""
        one, other = self._root(row * self._columns + column), self._root(other_row * self._columns + other_column)
        self._parent[max(one, other)] = min(one, other)

    def rectangles(self) -> list[tuple[int, int, int, int]]:
        """Row, column, height and width of each cell in the order of rows.

        Joined places that are no rectangle stay apart: a line was lost there, and which is not known.
        """
        members: dict[int, list[tuple[int, int]]] = {}
        for place in range(len(self._parent)):
            members.setdefault(self._root(place), []).append(divmod(place, self._columns))
        found = []
        for places in members.values():
            rows = [row for row, _ in places]
            columns = [column for _, column in places]
            height, width = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
            if height * width == len(places):
                found.append((min(rows), min(columns), height, width))
            else:
                found += [(row, column, 1, 1) for row, column in places]
        return sorted(found)

    def _root(self, place: int) -> int:
        while self._parent[place] != place:
            self._parent[place] = self._parent[self._parent[place]]
            place = self._parent[place]
        return place


def _shifted(table: RuledTable, x: int, y: int) -> RuledTable:
    def moved(place: Rectangle) -> Rectangle:
        return place[0] + x, place[1] + y, place[2] + x, place[3] + y

    cells = tuple(RuledCell(c.row, c.column, c.rows, c.columns, moved(c.inside)) for c in table.cells)
    return RuledTable(moved(table.place), cells)


def _holds(table: RuledTable, other: RuledTable) -> bool:
    """Whether `other` lies within `table`, which is then a frame or the edge of the paper."""
    (left, top, right, bottom), inner = table.place, other.place
    return (
        left <= inner[0]
        and top <= inner[1]
        and right >= inner[2]
        and bottom >= inner[3]
        and len(table.cells) < len(other.cells)
    )


def pieces_in_cells(table: RuledTable, found: Sequence[Rectangle]) -> list[list[Rectangle]]:
    """For each cell the stretches of text in it, cut at its sides: detectors run over lines between narrow cells."""
    pieces: list[list[Rectangle]] = [[] for _ in table.cells]
    insides = np.array([cell.inside for cell in table.cells])
    for left, top, right, bottom in found:
        overlap = _overlaps(insides, (left, top, right, bottom))
        most = int(overlap.argmax())
        area = max((right - left) * (bottom - top), 1.0)
        share = overlap / area
        chosen = [most] if share[most] > 0.6 or (share > 0.15).sum() <= 1 else np.flatnonzero(share > 0.15).tolist()
        for index in chosen:
            cell = table.cells[index].inside
            piece = max(left, cell[0]), max(top, cell[1]), min(right, cell[2]), min(bottom, cell[3])
            if piece[2] - piece[0] > 3 and piece[3] - piece[1] > 3:
                pieces[index].append(piece)
    return pieces


def is_filled(table: RuledTable, found: Sequence[Rectangle]) -> bool:
    """Whether text was found in two cells at least; otherwise the lines are a frame, or the edge of the paper."""
    insides = np.array([cell.inside for cell in table.cells])
    filled = {int(overlap.argmax()) for place in found if (overlap := _overlaps(insides, place)).any()}
    return len(filled) > 1


def _overlaps(insides: NDArray[np.float64], place: Rectangle) -> NDArray[np.float64]:
    width = np.minimum(insides[:, 2], place[2]) - np.maximum(insides[:, 0], place[0])
    height = np.minimum(insides[:, 3], place[3]) - np.maximum(insides[:, 1], place[1])
    return np.asarray(width.clip(0) * height.clip(0), dtype=np.float64)
