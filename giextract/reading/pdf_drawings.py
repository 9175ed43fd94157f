"""What a PDF page draws beside its text: rules of tables, filled areas, images."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2.raw as pdfium

from giextract.reading.pdf_view import View
from giextract.reading.ruled_tables import Rule

_THIN = 3.0
"""Points up to which a filled rectangle is a rule."""
_DEEPEST = 8
"""Forms within forms that are looked into."""
_MOST_OBJECTS = 100_000
"""Objects of a page that are looked at; a map or a drawing has more, and no table of it is read."""
_MOST_SEGMENTS = 1_000

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Area:
    """A filled rectangle or an image as seen: its sides, its colour where it has one and hides what is below, its pixels.

    Only images have pixels.
    """

    left: float
    top: float
    right: float
    bottom: float
    colour: tuple[int, int, int] | None = None
    pixels: int = 0

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    @property
    def size(self) -> float:
        """Its size in square points."""
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)


@dataclass(slots=True)
class Drawings:
    """The rules, filled areas and images of a page, in the order in which they are printed."""

    rules: list[Rule] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)

    @property
    def images(self) -> list[Area]:
        """The images among the areas."""
        return [area for area in self.areas if area.pixels]


MOST_RULES = 20_000
"""Rules of a page with tables, at most; the largest form has some hundreds."""


def drawings(page: pdfium.FPDF_PAGE, view: View) -> Drawings:
    """What `page` draws, as `view` sees it; of a page with too many objects, the first ones."""
    found = Drawings()
    for item, kind, matrix in _objects(page):
        if len(found.rules) > MOST_RULES:
            found.rules.clear()  # a drawing, and no tables
            break
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(item, matrix, view, found)
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            left, bottom, right, top = (ctypes.c_float() for _ in range(4))
            if pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
                corners = [(left.value, bottom.value), (right.value, top.value)]
                width, height = ctypes.c_uint(), ctypes.c_uint()
                if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                    pdfium.FPDFImageObj_GetImagePixelSize(item, width, height)
                sides = _sides([view.seen(*_moved(matrix, *corner)) for corner in corners])
                found.areas.append(Area(*sides, None, width.value * height.value))
    return found


def _objects(page: pdfium.FPDF_PAGE) -> Iterator[tuple[pdfium.FPDF_PAGEOBJECT, int, Matrix]]:
    """The paths and images of the page and of the forms in it, each with what moves it to its place on the page."""
    left = _MOST_OBJECTS

    def walk(
        count: int, get: Callable[[int], pdfium.FPDF_PAGEOBJECT], outer: Matrix, depth: int
    ) -> Iterator[tuple[pdfium.FPDF_PAGEOBJECT, int, Matrix]]:
        nonlocal left
        for index in range(count):
            if left <= 0:
                return
            left -= 1
            item = get(index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inner = _joined(_matrix(item), outer)

                def get_inner(number: int, form: pdfium.FPDF_PAGEOBJECT = item) -> pdfium.FPDF_PAGEOBJECT:
                    return pdfium.FPDFFormObj_GetObject(form, number)

                yield from walk(pdfium.FPDFFormObj_CountObjects(item), get_inner, inner, depth + 1)
            elif kind != pdfium.FPDF_PAGEOBJ_TEXT:
                yield item, kind, outer

    yield from walk(pdfium.FPDFPage_CountObjects(page), lambda index: pdfium.FPDFPage_GetObject(page, index), _SAME, 0)


def _add_path(item: pdfium.FPDF_PAGEOBJECT, outer: Matrix, view: View, found: Drawings) -> None:
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, mode, stroked) or not (mode.value or stroked.value):
        return
    filled, colour = _colour(item) if mode.value else (False, None)
    matrix = _joined(_matrix(item), outer)
    for outline in _outlines(item, matrix, view):
        if len(found.rules) > MOST_RULES:
            return
        left, top, right, bottom = _sides(outline)
        if mode.value and not stroked.value:
            if min(right - left, bottom - top) <= _THIN:
                _add_rule(found, left, top, right, bottom)
        elif stroked.value:
            for (x0, y0), (x1, y1) in pairwise(outline):
                if min(abs(x1 - x0), abs(y1 - y0)) <= 1.0:
                    _add_rule(found, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        if filled and min(right - left, bottom - top) > _THIN:
            found.areas.append(Area(left, top, right, bottom, colour))


def _add_rule(found: Drawings, left: float, top: float, right: float, bottom: float) -> None:
    """Add a rule; a dot of a dotted one says nothing of its direction and counts as both."""
    dot = max(right - left, bottom - top) <= _THIN
    if dot or right - left >= bottom - top:
        found.rules.append(Rule(True, (top + bottom) / 2, left, right))
    if dot or right - left < bottom - top:
        found.rules.append(Rule(False, (left + right) / 2, top, bottom))


def _outlines(item: pdfium.FPDF_PAGEOBJECT, matrix: Matrix, view: View) -> Iterator[list[tuple[float, float]]]:
    """The parts of a path that are straight, as corners as seen; a part with a curve is no rule and no cell."""
    outline: list[tuple[float, float]] = []
    straight = True
    for index in range(min(pdfium.FPDFPath_CountSegments(item), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(outline) > 1 and straight:
                yield outline
            outline, straight = [], True
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            straight = False
        outline.append(view.seen(*_moved(matrix, x.value, y.value)))
        if pdfium.FPDFPathSegment_GetClose(segment):
            outline.append(outline[0])
    if len(outline) > 1 and straight:
        yield outline


def _colour(item: pdfium.FPDF_PAGEOBJECT) -> tuple[bool, tuple[int, int, int] | None]:
    """Whether the path is filled so that it can be seen, and with which one colour, None where that cannot be said."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return True, None
    return alpha.value > 25, (red.value, green.value, blue.value) if alpha.value > 230 else None


def _matrix(item: pdfium.FPDF_PAGEOBJECT) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _joined(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    x = _moved((*then[:4], 0.0, 0.0), a, b)
    y = _moved((*then[:4], 0.0, 0.0), c, d)
    return (*x, *y, *_moved(then, e, f))


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _sides(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    return (
        min(x for x, _ in points),
        min(y for _, y in points),
        max(x for x, _ in points),
        max(y for _, y in points),
    )
