"""Where a PDF page is seen from: its visible part, turned by its /Rotate, or so that its lines run from left to right."""

from __future__ import annotations

from dataclasses import dataclass

from giextract.reading.building import Spot


@dataclass(frozen=True, slots=True)
class View:
    """The visible part of a page in its own coordinates (y upwards), seen turned clockwise by `turn` degrees.

    Seen places are in points from the upper left corner, y downwards.
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    @property
    def width(self) -> float:
        """Width as seen, in points."""
        return self.right - self.left if self.turn % 180 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        """Height as seen, in points."""
        return self.top - self.bottom if self.turn % 180 == 0 else self.right - self.left

    def turned(self, turn: int) -> View:
        """The same part of the page, turned otherwise."""
        return View(self.left, self.bottom, self.right, self.top, turn)

    def seen(self, x: float, y: float) -> tuple[float, float]:
        """Where the point x, y of the page is seen."""
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        if self.turn == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def on_page(self, x: float, y: float) -> tuple[float, float]:
        """The point of the page that is seen at x, y."""
        if self.turn == 90:
            return y + self.left, x + self.bottom
        if self.turn == 180:
            return self.right - x, y + self.bottom
        if self.turn == 270:
            return self.right - y, self.top - x
        return x + self.left, self.top - y

    def spot(self, left: float, top: float, right: float, bottom: float, by: View) -> Spot:
        """What is seen between these sides, as fractions of the page as `by` sees it; all within the page."""
        x0, y0 = by.seen(*self.on_page(left, top))
        x1, y1 = by.seen(*self.on_page(right, bottom))
        return (
            _within(min(x0, x1) / by.width),
            _within(min(y0, y1) / by.height),
            _within(max(x0, x1) / by.width),
            _within(max(y0, y1) / by.height),
        )


def _within(fraction: float) -> float:
    return min(max(fraction, 0.0), 1.0)
