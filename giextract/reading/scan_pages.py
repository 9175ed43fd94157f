"""One page from its pixels to its lines and tables: found, straightened, read, and put in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from giextract.reading.building import GridCell, Run
from giextract.reading.ocr_words import Engine, Image, Rectangle, Word
from giextract.reading.scan_cells import table_words
from giextract.reading.scan_ink import bands, ink_of
from giextract.reading.scan_layout import AlignedTable, Line, lines_of, reading_order, without_page_numbers
from giextract.reading.scan_spaces import with_doubted_joins
from giextract.reading.scan_straightening import Straight, straightened
from giextract.reading.scan_tables import RuledTable, is_filled, ruled_tables, without_rules

_BRACKET = re.compile(r"(?<=[\u4e00-\u9fff])[()]|[()](?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Block:
    """A line of runs, or a table of cells."""

    runs: tuple[Run, ...] = ()
    cells: tuple[GridCell, ...] = ()


def page_blocks(image: Image, engine: Engine) -> list[Block]:
    """The lines and tables of a page in reading order, with their places on `image`; empty where there is no text."""
    found = engine.find(image)
    straight, places = straightened(image, engine.quarter_turns(image, found), found)
    text_height = float(np.median([place[3] - place[1] for place in places])) if places else 30.0
    ink = ink_of(straight.image, text_height)
    tables = [table for table in ruled_tables(ink, text_height) if is_filled(table, places)]
    outside = [place for place in places if not any(_lies_in(place, table) for table in tables)]
    inside = [[place for place in places if _lies_in(place, table)] for table in tables]
    outside = [part for place in outside for part in _upright_parts(ink, place, text_height)]
    words = engine.read_page(_without_tables(straight.image, tables), outside)
    if engine.finds_lines:
        words = [with_doubted_joins(word, ink) for word in words]
    letters = without_rules(ink, text_height) if tables else ink
    cell_words = table_words(straight.image, letters, tables, inside, text_height, engine)
    return _in_order(words, tables, cell_words, straight, text_height, engine.doubtful_below)


def _in_order(
    words: Sequence[Word],
    tables: Sequence[RuledTable],
    cell_words: Sequence[Sequence[Sequence[Word]]],
    straight: Straight,
    text_height: float,
    doubtful_below: float,
) -> list[Block]:
    lines = without_page_numbers(lines_of(words), straight.image.shape[0])
    grids = [
        (table.place[1], _grid(table, cells, straight, doubtful_below))
        for table, cells in zip(tables, cell_words, strict=True)
    ]
    blocks: list[Block] = []
    for top, grid in [*grids, (float("inf"), None)]:
        above = [line for line in lines if line[0].middle < top]
        lines = lines[len(above) :]
        for block in reading_order(above, text_height):
            if isinstance(block, AlignedTable):
                blocks.append(Block(cells=_aligned_cells(block, straight, doubtful_below)))
            else:
                blocks.append(Block(runs=tuple(_runs_of(block, straight, doubtful_below))))
        if grid and any(cell.lines for cell in grid):
            blocks.append(Block(cells=grid))
    return blocks


def _grid(
    table: RuledTable, cells: Sequence[Sequence[Word]], straight: Straight, doubtful_below: float
) -> tuple[GridCell, ...]:
    made = []
    for cell, words in zip(table.cells, cells, strict=True):
        lines = [[run for word in line for run in runs(word, straight, doubtful_below)] for line in lines_of(words)]
        made.append(GridCell(cell.row, cell.column, lines, cell.rows, cell.columns))
    return tuple(made)


def _aligned_cells(table: AlignedTable, straight: Straight, doubtful_below: float) -> tuple[GridCell, ...]:
    return tuple(
        GridCell(
            row, column, [[run for word in words for run in runs(word, straight, doubtful_below)]] if words else []
        )
        for row, cells in enumerate(table.rows)
        for column, words in enumerate(cells)
    )


def _runs_of(line: Line, straight: Straight, doubtful_below: float) -> list[Run]:
    made: list[Run] = []
    height = max(word.height for word in line)
    for before, word in zip([None, *line], line, strict=False):
        if before and (word.left - before.right > 0.8 * height or _latin(before.text[-1:] + word.text[:1])):
            made.append(Run(" "))
        made += runs(word, straight, doubtful_below)
    return made


def runs(word: Word, straight: Straight, doubtful_below: float) -> list[Run]:
    """The word as runs with their places on the page as given.

    On a page that is not straight a long word becomes several runs, so that the level box of each holds little else.
    """
    word = replace(word, text=_with_wide_brackets(word.text))
    if straight.is_steady:
        parts = [word]
    elif straight.turns:
        parts = [word.cut(index, index + 1) for index in range(len(word.text))]
    else:
        whole = straight.spot(word.left, word.top, word.right, word.bottom)
        short = straight.spot(word.left, word.top, word.left + 1, word.bottom)
        rise = (whole[3] - whole[1]) / max(short[3] - short[1], 1e-9) - 1
        length = max(4, int(len(word.text) / max(rise / 0.3, 1)))
        parts = [word.cut(start, start + length) for start in range(0, len(word.text), length)]
    return [_run(part, straight, doubtful_below) for part in parts]


def _run(word: Word, straight: Straight, doubtful_below: float) -> Run:
    spot = straight.spot(word.left, word.top, word.right, word.bottom)
    edges: tuple[float, ...] = ()
    if not straight.turns:
        edges = tuple(straight.spot(edge, word.middle, edge, word.middle)[0] for edge in word.edges)
    doubtful = frozenset(index for index, value in enumerate(word.confidences) if value < doubtful_below)
    return Run(word.text, spot, edges, doubtful)


def _without_tables(image: Image, tables: Sequence[RuledTable]) -> Image:
    """The page with the tables covered in the colour of the paper around them."""
    if not tables:
        return image
    covered = image.copy()
    for table in tables:
        left, top, right, bottom = (int(side) for side in table.place)
        part = covered[max(top - 4, 0) : bottom + 5, max(left - 4, 0) : right + 5]
        part[:] = np.median(part.reshape(-1, 3), axis=0)
    return covered


def _lies_in(place: Rectangle, table: RuledTable) -> bool:
    x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
    left, top, right, bottom = table.place
    return left < x < right and top < y < bottom


def _upright_parts(ink: Image, place: Rectangle, text_height: float) -> list[Rectangle]:
    """The lines of a stretch that is taller than wide: signs that stand one below the other."""
    if place[3] - place[1] < 1.5 * max(place[2] - place[0], text_height):
        return [place]
    return bands(ink, place, 0.25 * text_height) or [place]


def _with_wide_brackets(text: str) -> str:
    """The text with brackets beside Chinese characters in the wide form that print uses; engines give either."""
    return _BRACKET.sub(lambda bracket: "（" if bracket[0] == "(" else "）", text)


def _latin(pair: str) -> bool:
    return len(pair) == 2 and pair.isascii() and pair.isalnum()
