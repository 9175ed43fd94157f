"""The characters of a PDF page: what is printed, and what is there but cannot be seen."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from giextract.reading.layout import Glyph
from giextract.reading.pdf_drawings import Area
from giextract.reading.pdf_view import View

MOST_CHARACTERS = 60_000
"""Characters of the fullest page that is read: ten times those of a page of small print."""
_SMALLEST = 2.0
"""Points below which no reader can make out a character."""
_UNLIKE = 30
"""Least difference, in one of the three colours, by which a character can be told from what it is printed on."""
_INVISIBLE = 3
_WHITE = (255, 255, 255)
_SLANT = 8.0
"""Degrees from which text runs askew: a watermark, a stamp."""


@dataclass(frozen=True, slots=True)
class Character:
    """A character in the page's own coordinates, with how it is printed.

    `angle` is that of its line, counter-clockwise in degrees; `size` its height in points; `known` says that the font tells
    which character it is.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    origin: tuple[float, float]
    size: float
    angle: float
    mode: int
    colour: tuple[int, int, int] | None
    spaced: bool
    known: bool


@dataclass(slots=True)
class Printed:
    """The characters of a page by what becomes of them."""

    shown: list[Character] = field(default_factory=list)
    unseen: list[Character] = field(default_factory=list)
    """Printed in no ink at all, as the text behind a scan is."""
    hidden: list[Character] = field(default_factory=list)
    """Printed so that nobody sees them: in the colour of the paper, too small, beside the page."""
    askew: list[Character] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    angle: float
    mode: int
    colour: tuple[int, int, int] | None


def characters(text_page: pdfium.FPDF_TEXTPAGE) -> list[Character]:
    """The characters of a page that are no white space, in the order of the file; at most MOST_CHARACTERS and one more."""
    found: list[Character] = []
    style_of: dict[int | None, _Style] = {}
    spaced, high = False, 0
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(min(pdfium.FPDFText_CountChars(text_page), 2 * MOST_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if pdfium.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        if code == 2 and pdfium.FPDFText_IsHyphen(text_page, index) == 1:
            code = ord("-")
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if chr(code).isspace() and not 0x1C <= code <= 0x1F:
            spaced = True
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text_page, index, box):
            continue
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        item = pdfium.FPDFText_GetTextObject(text_page, index)
        key = ctypes.cast(item, ctypes.c_void_p).value
        style = style_of.get(key)
        if style is None:
            style = style_of[key] = _style(text_page, index, item)
        found.append(
            Character(
                chr(code),
                box.left,
                min(box.bottom, box.top),
                box.right,
                max(box.bottom, box.top),
                (x.value, y.value),
                style.size,
                style.angle,
                style.mode,
                style.colour,
                spaced,
                pdfium.FPDFText_HasUnicodeMapError(text_page, index) != 1,
            )
        )
        spaced = False
        if len(found) > MOST_CHARACTERS:
            break
    return found


def _style(text_page: pdfium.FPDF_TEXTPAGE, index: int, item: pdfium.FPDF_PAGEOBJECT) -> _Style:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, matrix)
    size = pdfium.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    mode = pdfium.FPDFTextObj_GetTextRenderMode(item) if item else 0
    outlined = mode in (1, 2, 5, 6)
    colour_of = pdfium.FPDFText_GetStrokeColor if outlined else pdfium.FPDFText_GetFillColor
    known = colour_of(text_page, index, red, green, blue, alpha)
    if known and alpha.value < 13:
        mode = _INVISIBLE
    return _Style(
        abs(size),
        math.degrees(math.atan2(matrix.b, matrix.a)) % 360,
        mode,
        (red.value, green.value, blue.value) if known else None,
    )


def reading_turn(found: Sequence[Character], otherwise: int) -> int:
    """By how many degrees the page must be turned clockwise so that most of its lines run from left to right."""
    turns = Counter(round(one.angle / 90) % 4 * 90 for one in found)
    return turns.most_common(1)[0][0] if turns else otherwise


def told_apart(found: Sequence[Character], view: View, areas: Sequence[Area]) -> Printed:
    """What a reader sees of the characters, and what not; `view` is that in which the lines run from left to right."""
    printed = Printed()
    large = [area for area in areas if area.size > 20]
    for one in found:
        x, y = view.seen((one.left + one.right) / 2, (one.bottom + one.top) / 2)
        slant = (one.angle - view.turn) % 90
        if not (0 <= x <= view.width and 0 <= y <= view.height) or 0 < one.size < _SMALLEST:
            printed.hidden.append(one)
        elif one.mode == _INVISIBLE or one.mode == 7:
            printed.unseen.append(one)
        elif one.colour is not None and _alike(one.colour, _paper(large, x, y)):
            printed.hidden.append(one)
        elif min(slant, 90 - slant) > _SLANT:
            printed.askew.append(one)
        else:
            printed.shown.append(one)
    return printed


def _paper(areas: Sequence[Area], x: float, y: float) -> tuple[int, int, int] | None:
    """The colour under a point, None where it is an image."""
    return next((area.colour for area in reversed(areas) if area.holds(x, y)), _WHITE)


def _alike(ink: tuple[int, int, int], paper: tuple[int, int, int] | None) -> bool:
    return paper is not None and max(abs(one - other) for one, other in zip(ink, paper, strict=True)) < _UNLIKE


def glyphs(found: Sequence[Character], view: View) -> list[Glyph]:
    """The characters as `view` sees them, for putting them into lines."""
    made = []
    for one in found:
        x0, y0 = view.seen(one.left, one.bottom)
        x1, y1 = view.seen(one.right, one.top)
        x, baseline = view.seen(*one.origin)
        left, right = min(x0, x1), max(x0, x1)
        size = one.size or max(y0, y1) - min(y0, y1)
        turned = round(abs((one.angle - view.turn) % 360) / 90) % 4
        if turned or x > left + 0.3 * size:
            # Set from top to bottom, or turned on its side: only its box tells where it stands.
            height = min(size, abs(y1 - y0)) if turned else size
            made.append(Glyph(one.text, left, right, (y0 + y1) / 2 + 0.38 * height, height, False))
        else:
            wide = 0.0 if one.text.isascii() or not one.text.isalnum() else 0.9 * size
            made.append(Glyph(one.text, min(x, left), max(right, x + wide), baseline, size, one.spaced))
    return made
