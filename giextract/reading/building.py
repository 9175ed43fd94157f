"""Building a document from what a reader finds: lines, grids, pages; the one place where text and offsets are made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from giextract.document import Box, Cell, Document, Grid, Page
from giextract.reading.figure_cells import is_figure

Spot = tuple[float, float, float, float]
"""Left, top, right, bottom on the current page, as fractions of its width and height."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand side by side in one printed line.

    `spot` is where they stand, None in a format without pages; `edges` the left sides of the characters, one for each,
    where they are known; `doubtful` the indices of characters that were read with little confidence.
    """

    text: str
    spot: Spot | None = None
    edges: tuple[float, ...] = ()
    doubtful: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as found: its place, how much it covers, and its printed lines, each a sequence of runs."""

    row: int
    column: int
    lines: Sequence[Sequence[Run]]
    rows: int = 1
    columns: int = 1


@dataclass
class DocumentBuilder:
    """Takes what a reader finds, in reading order, and keeps text, offsets, boxes and grids together."""

    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _boxes: list[Box] = field(default_factory=list)
    _grids: list[Grid] = field(default_factory=list)
    _pages: list[Page] = field(default_factory=list)
    _doubtful: list[tuple[int, int]] = field(default_factory=list)
    _warnings: list[str] = field(default_factory=list)

    def page(self, unread: str | None = None) -> None:
        """Begin the next page; `unread` says why nothing can be read on it."""
        self._close_page()
        self._pages.append(Page(len(self._pages) + 1, self._length, self._length, unread))

    def line(self, *runs: Run | str) -> None:
        """Add one line; a line break ends it."""
        self._add_runs(runs)
        self._put("\n")

    def grid(self, cells: Sequence[GridCell]) -> None:
        """Add a table: a line for each row, `| a | | b |`.

        The text of a cell stands once, in the first row and column that it covers; the other places it covers are empty.
        A label over several columns with nothing but figures and empty cells to its right stands in the last of them, since
        empty places between a label and its figures would be read as empty cells of figures. A row that is short of cells, or in
        which a figure covers several places, stays short: which places its figures belong to nobody can tell from the places.
        The lines of a cell are put together without anything between, but for a space between two Latin letters or digits;
        the lines of one number that was wrapped (`11`, `2`) are the exception.
        """
        if not cells:
            return
        start = self._length
        height = max(cell.row + cell.rows for cell in cells)
        width = max(cell.column + cell.columns for cell in cells)
        by_place = {(cell.row, column): cell for cell, column in _printed(cells)}
        left_out = _left_out(cells, height, width)
        placed = []
        for row in range(height):
            self._put("|")
            for column in range(width):
                if (row, column) in left_out:
                    continue
                self._put(" ")
                cell = by_place.get((row, column))
                if cell:
                    begin = self._length
                    self._add_cell(cell)
                    placed.append(Cell(row, cell.column, begin, self._length, cell.rows, cell.columns))
                    if self._length > begin:
                        self._put(" ")
                self._put("|")
            self._put("\n")
        self._grids.append(Grid(start, self._length, tuple(placed)))

    def warn(self, message: str) -> None:
        """Keep one line for the person who reads the record; the same line twice is kept once."""
        if message not in self._warnings:
            self._warnings.append(message)

    def document(self, data: bytes, path: str, encoding: str = "utf-8") -> Document:
        """The document; `data` are the file's bytes, for their hash."""
        self._close_page()
        return Document(
            "".join(self._pieces),
            path,
            hashlib.sha256(data).hexdigest(),
            encoding,
            tuple(self._pages) or None,
            tuple(self._boxes),
            tuple(self._grids),
            tuple(self._doubtful),
            tuple(self._warnings),
        )

    def _close_page(self) -> None:
        if self._pages:
            last = self._pages[-1]
            self._pages[-1] = Page(last.number, last.start, self._length, last.unread)

    def _add_cell(self, cell: GridCell) -> None:
        texts = ["".join(run.text for run in runs).strip() for runs in cell.lines]
        wrapped = _is_wrapped_number(texts)
        for number, runs in enumerate(cell.lines):
            if number and not wrapped and self._between_latin(runs):
                self._put(" ")
            self._add_runs(runs)

    def _between_latin(self, runs: Sequence[Run]) -> bool:
        first = next((run.text for run in runs if run.text), "")
        before = next((piece for piece in reversed(self._pieces) if piece), "")
        return bool(first and before) and _latin(before[-1]) and _latin(first[0])

    def _add_runs(self, runs: Sequence[Run | str]) -> None:
        for run in runs:
            if isinstance(run, str):
                self._put(_one_line(run))
                continue
            start = self._length
            self._put(_one_line(run.text))
            if run.spot and self._length > start:
                left, top, right, bottom = run.spot
                number = len(self._pages)
                self._boxes.append(Box(start, self._length, number, left, top, right, bottom, run.edges))
            for index in sorted(run.doubtful):
                place = start + index
                if self._doubtful and self._doubtful[-1][1] == place:
                    self._doubtful[-1] = (self._doubtful[-1][0], place + 1)
                else:
                    self._doubtful.append((place, place + 1))

    def _put(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self._length += len(text)


def _printed(cells: Sequence[GridCell]) -> Iterator[tuple[GridCell, int]]:
    """Each cell with the column in which its text stands."""
    row_to_cells: dict[int, list[GridCell]] = {}
    for cell in cells:
        row_to_cells.setdefault(cell.row, []).append(cell)
    for row in row_to_cells.values():
        ranked = sorted(row, key=lambda one: one.column, reverse=True)
        figures = 0
        for behind, cell in enumerate(ranked):
            text = "".join(run.text for runs in cell.lines for run in runs).strip()
            label = bool(text) and not is_figure(text)
            beside = cell.columns > 1 and label and 0 < behind == figures
            yield cell, cell.column + cell.columns - 1 if beside else cell.column
            figures += not label


def _left_out(cells: Sequence[GridCell], height: int, width: int) -> set[tuple[int, int]]:
    """The places that are printed as no cell at all: those behind the last cell of a row, and those beside a figure in its cell."""
    ends = [0] * height
    beside: set[tuple[int, int]] = set()
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rows):
            ends[row] = max(ends[row], cell.column + cell.columns)
        if cell.rows * cell.columns > 1 and is_figure("".join(run.text for runs in cell.lines for run in runs)):
            beside |= {
                (row, column)
                for row in range(cell.row, cell.row + cell.rows)
                for column in range(cell.column, cell.column + cell.columns)
            } - {(cell.row, cell.column)}
    behind = {(row, column) for row, end in enumerate(ends) for column in range(end, width)}
    return behind | beside


def _one_line(text: str) -> str:
    """`text` with line breaks and bars as characters that cannot be taken for the builder's own, one for one."""
    return text.translate(_WITHIN_A_LINE)


_WITHIN_A_LINE = {ord(mark): " " for mark in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"} | {ord("|"): "｜"}


def _is_wrapped_number(lines: Sequence[str]) -> bool:
    """Whether the lines of a cell are one number: all of one width of two digits or more, the last one at most as wide."""
    if len(lines) < 2 or not all(line.isascii() and line.isdigit() for line in lines):
        return False
    width = len(lines[0])
    return width > 1 and all(len(line) == width for line in lines[:-1]) and len(lines[-1]) <= width


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
