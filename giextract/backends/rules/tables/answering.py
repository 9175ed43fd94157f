"""Cells to answers."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from giextract.backends import Answer
from giextract.backends.rules.sentences import Reading
from giextract.backends.rules.tables.cells import Cell
from giextract.text.clean import CleanText
from giextract.text.lines import cut


@lru_cache(maxsize=4)
def _line_starts(clean: CleanText) -> list[int]:
    return [line.start for line in cut(clean)]


def answer(reading: Reading, path: str, cell: Cell) -> Answer:
    """The answer that `cell` gives for `path`."""
    number = bisect_right(_line_starts(reading.clean), cell.start)
    quote = reading.clean.text[cell.start : cell.end]
    return Answer(path, cell.state, number, quote, (cell.start, cell.end), cell.value, cell.equations)
