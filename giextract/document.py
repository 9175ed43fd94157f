"""A document: one input file as decoded text, whatever its format was, with pages, boxes and grids where it has them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a document.

    `number` counts from 1, `start` and `end` are code-point offsets into the text. `unread` says why nothing could be
    read on the page (its characters are then missing from the text), None for a page that was read.
    """

    number: int
    start: int
    end: int
    unread: str | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """Where the characters `start` to `end` of the text, a run within one printed line, stand on a page.

    Sides are fractions of the page's width and height, from its upper left corner as a reader sees it. `edges`, where the
    format tells them, are the left sides of the characters, one for each.
    """

    start: int
    end: int
    page: int
    left: float
    top: float
    right: float
    bottom: float
    edges: tuple[float, ...] = ()

    def part(self, start: int, end: int) -> Box:
        """The part of the box that holds the characters from `start` to `end`, which must overlap it.

        Without `edges` every character gets the same share of the width.
        """
        start, end = max(start, self.start), min(end, self.end)
        if self.edges:
            left = self.edges[start - self.start]
            right = self.edges[end - self.start] if end < self.end else self.right
        else:
            width = (self.right - self.left) / (self.end - self.start)
            left = self.left + width * (start - self.start)
            right = self.left + width * (end - self.start)
        return Box(start, end, self.page, left, self.top, right, self.bottom)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid: its place, how many rows and columns it covers, and its code-point offsets into the text."""

    row: int
    column: int
    start: int
    end: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a document. In the text its rows stand as lines of cells between bars, empty cells and all."""

    start: int
    end: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a picture to look at, upright: its number (from 1), size in pixels, media type (`image/webp`) and bytes."""

    number: int
    width: int
    height: int
    media: str
    data: bytes


@dataclass(frozen=True)
class Document:
    """Decoded text of one file, otherwise untouched.

    Every span in a record is a pair of code-point offsets into `text`. `path` is the file as the user named it (`-` for
    standard input, empty for text that never was a file), `sha256` the hash of its bytes, `encoding` the character
    encoding it was decoded with. `pages` is None for formats without pages. `boxes` stand in the order of the text and do
    not overlap in it. `doubtful` are the spans of characters that were read with little confidence. `warnings` are what a
    reader kept out or could not do, one line each, for the person who reads the record.
    """

    text: str
    path: str = ""
    sha256: str = ""
    encoding: str = "utf-8"
    pages: tuple[Page, ...] | None = None
    boxes: tuple[Box, ...] = ()
    grids: tuple[Grid, ...] = ()
    doubtful: tuple[tuple[int, int], ...] = ()
    warnings: tuple[str, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """Number of the page that holds `offset`, or None where the format has no pages."""
        for page in self.pages or ():
            if page.start <= offset < page.end:
                return page.number
        return None

    def boxes_of(self, start: int, end: int) -> list[Box]:
        """The boxes of the characters from `start` to `end`, in the order of the text; empty where there are none."""
        index = max(bisect_right(self._box_starts, start) - 1, 0)
        found = []
        while index < len(self.boxes) and self.boxes[index].start < end:
            box = self.boxes[index]
            if box.end > start and box.start < end:
                found.append(box.part(start, end))
            index += 1
        return found

    def is_doubtful(self, start: int, end: int) -> bool:
        """Whether any character from `start` to `end` was read with little confidence."""
        return any(low < end and start < high for low, high in self.doubtful)

    @cached_property
    def _box_starts(self) -> tuple[int, ...]:
        return tuple(box.start for box in self.boxes)
