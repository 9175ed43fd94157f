"""Words of a straightened page become lines in reading order: rows, columns, and what only numbers the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from giextract.reading.ocr_words import Rectangle, Word

Line = list[Word]
"""Words of one printed line, from left to right."""

PAGE_NUMBER = re.compile(
    r"[-—–－~·.\s]*(?:\d{1,3}|第\s*\d{1,3}\s*页(?:[\s，,/]*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3})[-—–－~·.\s]*"
)
MARGIN = 0.12
"""Share of the page's height, above and below, in which a number that stands alone numbers the page."""


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """Rows of words in columns without ruled lines: for each row the words of each column, empty where it has none."""

    rows: tuple[tuple[Line, ...], ...]

    @property
    def place(self) -> Rectangle:
        """The rectangle of the whole."""
        return _around([word for row in self.rows for cell in row for word in cell])


def lines_of(words: Sequence[Word]) -> list[Line]:
    """The words as lines, from the top down: those that overlap in height by more than half stand in one line."""
    lines: list[Line] = []
    for word in sorted(words, key=lambda word: word.middle):
        for line in reversed(lines[-4:]):
            if any(_beside(word, other) for other in line):
                line.append(word)
                break
        else:
            lines.append([word])
    for line in lines:
        line.sort(key=lambda word: word.left)
    return sorted(lines, key=lambda line: sum(word.middle for word in line) / len(line))


def reading_order(lines: Sequence[Line], text_height: float) -> list[Line | AlignedTable]:
    """Lines in the order in which they are read: two columns one after the other, aligned columns of words as tables."""
    ordered: list[Line | AlignedTable] = []
    rest = list(lines)
    while rest:
        for take in (_two_columns, _aligned):
            taken, count = take(rest, text_height)
            if count:
                ordered += taken
                del rest[:count]
                break
        else:
            ordered.append(rest.pop(0))
    return ordered


def without_page_numbers(lines: Sequence[Line], page_height: float) -> list[Line]:
    """The lines but for a first and a last one that only number the page."""
    kept = list(lines)
    if kept and kept[0][0].bottom < MARGIN * page_height and _is_page_number(kept[0]):
        kept.pop(0)
    if kept and kept[-1][0].top > (1 - MARGIN) * page_height and _is_page_number(kept[-1]):
        kept.pop()
    return kept


def _is_page_number(line: Line) -> bool:
    return PAGE_NUMBER.fullmatch(" ".join(word.text for word in line)) is not None


def _beside(word: Word, other: Word) -> bool:
    shared = min(word.bottom, other.bottom) - max(word.top, other.top)
    across = min(word.right, other.right) - max(word.left, other.left)
    return shared > 0.5 * min(word.height, other.height) and across < 0.5 * min(
        word.right - word.left, other.right - other.left
    )


def _two_columns(lines: Sequence[Line], text_height: float) -> tuple[list[Line | AlignedTable], int]:
    """The leading lines that stand in two columns of sentences, left before right, and how many lines they are."""
    gutter: tuple[float, float] | None = None
    count = both = 0
    for line in lines:
        gap = _gutter(line, text_height)
        left, right = gap if gap else (line[0].left, line[-1].right)
        if gap is not None:
            merged = (max(gutter[0], left), min(gutter[1], right)) if gutter else gap
            if merged[1] - merged[0] < 0.6 * text_height:
                break
            gutter, both = merged, both + 1
        elif gutter is None or (left < gutter[0] and right > gutter[1]):
            break
        count += 1
    if both < 4 or gutter is None or both < 0.5 * count:
        return [], 0
    middle = (gutter[0] + gutter[1]) / 2
    halves = [
        [[word for word in line if (word.left < middle) == first] for line in lines[:count]] for first in (True, False)
    ]
    return [half for side in halves for half in side if half], count


def _gutter(line: Line, text_height: float) -> tuple[float, float] | None:
    """The gap in the middle of a line with a run of text on either side, as long as columns of sentences have."""
    gaps = [(after.left - before.right, before.right, after.left) for before, after in pairwise(line)]
    if not gaps:
        return None
    width, left, right = max(gaps)
    total = line[-1].right - line[0].left
    left_text, right_text = left - line[0].left, line[-1].right - right
    enough = width > 0.7 * text_height and left_text > 0.25 * total and right_text > 0.25 * total
    letters = min(sum(len(w.text) for w in line if w.right <= left), sum(len(w.text) for w in line if w.left >= right))
    return (left, right) if enough and letters >= 8 else None


def _aligned(lines: Sequence[Line], text_height: float) -> tuple[list[Line | AlignedTable], int]:
    """The leading lines that are a table without rules, and how many lines they are: three rows and columns at least."""
    if len(_cells(lines[0], text_height)) < 3:
        return [], 0
    rows: list[list[Line]] = []
    taken = full = 0
    for line in lines:
        cells = _cells(line, text_height)
        last = rows[-1][0][0] if rows else cells[0][0]
        if line[0].top - last.bottom > 2.5 * text_height:
            break
        if len(cells) < 3 and (len(cells) == 2 or len(rows) - taken >= 1 or len(line[0].text) > 16):
            break
        rows.append(cells)
        if len(cells) >= 3:
            taken, full = len(rows), full + 1
    rows = rows[:taken]
    if full < 3 or sum(_is_figure(cell) for row in rows for cell in row) < 2 * full:
        return [], 0
    columns: list[tuple[float, float]] = []
    for cell in sorted((cell for row in rows if len(row) >= 3 for cell in row), key=lambda cell: cell[0].left):
        left, right = cell[0].left, cell[-1].right
        if columns and left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    if len(columns) < 3 or len(columns) > 2 * max(len(row) for row in rows):
        return [], 0
    placed = []
    for row in rows:
        cells_of: list[Line] = [[] for _ in columns]
        for cell in row:
            cells_of[min(range(len(columns)), key=lambda i: _distance(columns[i], cell))] += cell
        placed.append(tuple(cells_of))
    return [AlignedTable(tuple(placed))], taken


def _cells(line: Line, text_height: float) -> list[Line]:
    """The words of a line, those with hardly a gap between them together."""
    cells = [[line[0]]]
    for word in line[1:]:
        if word.left - cells[-1][-1].right < 0.6 * text_height:
            cells[-1].append(word)
        else:
            cells.append([word])
    return cells


def _is_figure(cell: Line) -> bool:
    text = "".join(word.text for word in cell)
    return sum(character.isdigit() for character in text) * 2 >= len(text)


def _distance(column: tuple[float, float], cell: Line) -> float:
    return abs((column[0] + column[1]) / 2 - (cell[0].left + cell[-1].right) / 2)


def _around(words: Sequence[Word]) -> Rectangle:
    return (
        min(word.left for word in words),
        min(word.top for word in words),
        max(word.right for word in words),
        max(word.bottom for word in words),
    )
