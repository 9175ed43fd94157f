"""A document: one input file as decoded text, whatever its format was."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a document: `number` counts from 1, `start` and `end` are code-point offsets into the text."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """Decoded text of one file, otherwise untouched.

    Every span in a record is a pair of code-point offsets into `text`. `path` is the file as the user named it (`-` for
    standard input, empty for text that never was a file), `sha256` the hash of its bytes, `encoding` the character
    encoding it was decoded with. `pages` is None for formats without pages.
    """

    text: str
    path: str = ""
    sha256: str = ""
    encoding: str = "utf-8"
    pages: tuple[Page, ...] | None = None

    def page_of(self, offset: int) -> int | None:
        """Number of the page that holds `offset`, or None where the format has no pages."""
        for page in self.pages or ():
            if page.start <= offset < page.end:
                return page.number
        return None
