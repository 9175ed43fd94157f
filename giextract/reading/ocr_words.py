"""What an OCR engine gives: words with the place and the confidence of each character."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
"""A page as rows of pixels, in RGB."""
Points = NDArray[np.float64]
"""Points as rows of x and y, in pixels."""
Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels of the straightened page."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands on a clipping of one line: for each character its centre, as a fraction of the width, and a confidence.

    Confidences run from 0 to 1.
    """

    text: str
    centres: tuple[float, ...]
    confidences: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that stand side by side: their rectangle, and for each character its left side and a confidence."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    edges: tuple[float, ...]
    confidences: tuple[float, ...]

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def cut(self, start: int, end: int) -> Word:
        """The characters from `start` to `end` alone."""
        right = self.edges[end] if end < len(self.text) else self.right
        return replace(
            self,
            text=self.text[start:end],
            left=self.edges[start],
            right=right,
            edges=self.edges[start:end],
            confidences=self.confidences[start:end],
        )


class Engine(Protocol):
    """An OCR engine: it finds text, and reads it."""

    doubtful_below: float
    """Characters read with less confidence are doubtful."""
    finds_lines: bool
    """Whether what `find` gives are whole lines; otherwise they only show where text is."""

    def find(self, image: Image) -> list[Points]:
        """The four corners of each stretch of text, upper left first, clockwise; empty where there is none."""

    def quarter_turns(self, image: Image, found: list[Points]) -> int:
        """How many quarter turns clockwise set the page upright, 0 to 3."""

    def read_page(self, image: Image, found: list[Rectangle]) -> list[Word]:
        """The words of a straight page, of which `found` are the stretches of text that `find` found."""

    def read_cells(self, clippings: Sequence[Image]) -> list[Reading]:
        """What each clipping, a line of a table's cell, says; empty text where nothing can be read."""


def word_of(reading: Reading, place: Rectangle) -> Word:
    """The word that `reading` is, at its place."""
    left, top, right, bottom = place
    centres = [left + centre * (right - left) for centre in reading.centres]
    edges = [(before + after) / 2 for before, after in pairwise(centres)]
    return Word(reading.text, left, top, right, bottom, (left, *edges), reading.confidences)


def as_image(image: Any) -> Image:
    """A PIL image, or an array of grey, RGB or RGBA pixels, as an RGB array."""
    if not isinstance(image, np.ndarray):
        from giextract.reading.image_files import flattened

        image = np.asarray(flattened(image))
    if image.ndim == 2:
        image = np.stack([image] * 3, axis=2)
    result: Image = np.ascontiguousarray(image[:, :, :3], dtype=np.uint8)
    return result
