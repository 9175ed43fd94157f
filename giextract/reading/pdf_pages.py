"""One page of a PDF: its lines and tables, or why its characters cannot be used."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2

from giextract.reading.pdf_characters import (
    MOST_CHARACTERS,
    Character,
    Printed,
    characters,
    glyphs,
    reading_turn,
    told_apart,
)
from giextract.reading.pdf_drawings import Drawings, drawings
from giextract.reading.pdf_layout import Item, laid_out
from giextract.reading.pdf_view import View
from giextract.reading.text_layer import complaint

_LARGEST_PAGE = 14_400.0
"""Points: the longest side that PDF allows."""
_SMALLEST_PAGE = 20.0
_MOST_IMAGE_PIXELS = 100_000_000
"""Pixels of the largest image that is decoded; an A3 scan at 600 dpi has 70 million."""
_FEW = 40
"""Characters of a page that may be a stamp or a page number on a scan, not its text."""
_SCAN = 0.4
"""Part of the page that an image covers which is a scan of it."""
_PICTURE = 0.15
"""Part of the page from which a picture may hold a table or text that is worth a warning."""
_INK_DPI = 24
_INK = 150
"""Shade of grey, of 255, below which a point is ink."""
_DAMAGED = "the page is damaged; open the file in a PDF program and print it to a new PDF"

PDFIUM = threading.RLock()
"""Held around every call: pdfium may only be used by one thread at a time."""


@dataclass(slots=True)
class PageText:
    """What reading found on one page.

    `wanting` says why its characters cannot be used, `unread` why nothing can be read on it at all; `hidden` and `askew`
    count the characters that were kept out, `picture` says that it has a picture in which more may stand,
    `layer` that its characters are those which another program's OCR put behind a scan.
    """

    items: list[Item] = field(default_factory=list)
    wanting: str | None = None
    unread: str | None = None
    hidden: int = 0
    askew: int = 0
    picture: bool = False
    layer: bool = False


def read_page(pdf: pypdfium2.PdfDocument, number: int) -> PageText:
    """What stands on the page numbered from 0; everything that pdfium holds for it is closed again."""
    with PDFIUM:
        try:
            page = pdf[number]
        except pypdfium2.PdfiumError:
            return PageText(unread=_DAMAGED)
        try:
            left, bottom, right, top = page.get_bbox()
            seen = View(left, bottom, right, top, page.get_rotation() % 360)
            if not _SMALLEST_PAGE <= min(seen.width, seen.height) <= max(seen.width, seen.height) <= _LARGEST_PAGE:
                return PageText(unread=f"the page is {seen.width:.0f} by {seen.height:.0f} points, no size of paper")
            found = _characters(page)
            view = seen.turned(reading_turn(found, seen.turn))
            drawn = drawings(page.raw, view)
            huge = max((image.pixels for image in drawn.images), default=0) > _MOST_IMAGE_PIXELS
            inked = huge or bool(found) or _has_ink(page)
        except pypdfium2.PdfiumError:
            return PageText(unread=_DAMAGED)
        finally:
            page.close()
    if len(found) > MOST_CHARACTERS:
        return PageText(unread=f"the page holds more than {MOST_CHARACTERS:,} characters, more than fit on one")
    if not inked:
        return PageText()
    return _judged(found, drawn, view, seen, huge)


def _characters(page: pypdfium2.PdfPage) -> list[Character]:
    text_page = page.get_textpage()
    try:
        return characters(text_page.raw)
    finally:
        text_page.close()


def _has_ink(page: pypdfium2.PdfPage) -> bool:
    """Whether anything dark is printed on the page, text drawn as outlines for one."""
    width, height = page.get_size()
    scale = min(_INK_DPI / 72, 600 / max(width, height))
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        return sum(shade < _INK for shade in bytes(bitmap.buffer)) > 3
    finally:
        bitmap.close()


def _judged(found: Sequence[Character], drawn: Drawings, view: View, seen: View, huge: bool) -> PageText:
    """The page's text, told from what nobody sees, or what makes it wanting."""
    printed = told_apart(found, view, drawn.areas)
    paper = view.width * view.height
    scan = any(image.size > _SCAN * paper for image in drawn.images)
    text, hidden = _text_of(printed, scan)
    reason = complaint([(one.text, one.known) for one in text]) if text or not hidden else None
    if reason is None and scan and len(text) < _FEW:
        reason = "the page is an image"
    if reason and huge:
        return PageText(unread=f"{reason}, and its image has more than {_MOST_IMAGE_PIXELS:,} pixels; make it smaller")
    page = PageText(wanting=reason, hidden=len(hidden), askew=len(printed.askew))
    if not reason:
        page.items = laid_out(glyphs(text, view), drawn.rules, view, seen)
        page.layer = len(text) > len(printed.shown)
        page.picture = not scan and any(image.size > _PICTURE * paper for image in drawn.images)
    return page


def _text_of(printed: Printed, scan: bool) -> tuple[list[Character], list[Character]]:
    """What counts as the text of the page, and what is kept out of it.

    Text in no ink over a scan is what OCR read there; anywhere else it says what nobody sees.
    """
    if scan and len(printed.unseen) > len(printed.shown):
        return [*printed.shown, *printed.unseen], printed.hidden
    return printed.shown, [*printed.hidden, *printed.unseen]
