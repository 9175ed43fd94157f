"""Saved web pages: the bytes of an HTML file → a document.

The report is told from the page around it, hidden text is kept out, and tables of data become grids. Nothing is fetched
and no script runs: what a page would load is not in it.
"""

from __future__ import annotations

import re

from giextract.document import Document
from giextract.errors import ReadingError
from giextract.reading.building import DocumentBuilder
from giextract.reading.html_blocks import Grid, says_something
from giextract.reading.html_furniture import Parted, part
from giextract.reading.html_layout import Page, laid_out
from giextract.reading.html_markup import decoded, parsed
from giextract.settings import ReadingSettings

NOTHING = "shows no text; open it in a browser, wait for the report and save it again"
SCRIPTED = "is filled in by JavaScript only when it is opened; open it in a browser and save what it then shows, as PDF or text"
FRAMES = "only frames other pages or files; open the frame that holds the report by itself and save that"
IMAGES = "shows the report as pictures; give the pictures, or print the page to PDF and give that"
HIDDEN = "hides all its text; open it in a browser and save what it then shows, as PDF or text"

_SCRIPT = re.compile(r"java\s*script", re.IGNORECASE)
_NAMES_A_REPORT = re.compile(r"年报|报告")
_TITLE_END = re.compile(r"\s*[-_|–—｜]+\s*|\s{2,}")


def read_html(data: bytes, name: str, settings: ReadingSettings) -> Document:  # noqa: ARG001
    """The document in the web page `data`; `name` is only recorded.

    A title that only the tab of a browser shows becomes the first line where no line of the page names a report.
    Raises ReadingError for bytes that are no text, for markup that no browser saved, and for a page without text of its
    own: empty, of frames or pictures, hidden, or made by scripts.
    """
    markup, encoding = decoded(data)
    page = laid_out(parsed(markup))
    parted = part(page.body)
    hidden = sum(len(text) for text in page.hidden if says_something(text) or any(map(str.isdigit, text)))
    _require_text(page, parted, hidden, bool(_SCRIPT.search(markup)))
    builder = DocumentBuilder()
    title = _TITLE_END.split(page.title)[0]
    if _NAMES_A_REPORT.search(title) and not any(_names_a_report(block) for block in parted.report):
        builder.line(title)
    for block in parted.report:
        if isinstance(block, Grid):
            builder.grid(block.cells)
        else:
            builder.line(block.text)
    if hidden:
        builder.warn(f"hidden text was kept out: {hidden:,} characters")
    if parted.apart:
        builder.warn(f"text of the page around the report was kept out: {parted.apart:,} characters")
    if parted.images:
        builder.warn(f"pictures were not read: {parted.images:,}")
    if page.frames:
        builder.warn(f"pages or files shown in frames were not read: {page.frames:,}")
    return builder.document(data, name, encoding)


def _names_a_report(block: object) -> bool:
    text = getattr(block, "text", "")
    return bool(_NAMES_A_REPORT.search(text)) and len(text) < 60 and "。" not in text


def _require_text(page: Page, parted: Parted, hidden: int, scripted: bool) -> None:
    """Raise ReadingError, with what to do, for a page on which nothing could be a report."""
    characters = sum(block.characters for block in parted.report)
    if any(block.prose for block in parted.report):
        return
    if hidden:
        raise ReadingError(HIDDEN)
    if page.frames:
        raise ReadingError(FRAMES)
    if parted.images:
        raise ReadingError(IMAGES)
    if scripted and characters < 40:
        raise ReadingError(SCRIPTED)
    if not characters:
        raise ReadingError(NOTHING)
