"""The ink on a straightened page, and where it lies within a rectangle."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from giextract.reading.ocr_words import Image, Rectangle

Mask = NDArray[np.uint8]
"""255 where something is, otherwise 0."""

CONTRAST = 14
"""How much darker than its surroundings ink is, of 255."""


def ink_of(image: Image, text_height: float) -> Mask:
    """Pixels darker than what surrounds them, so that shading and coloured paper do not matter."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    around = max(15, int(text_height * 1.5) | 1)
    mask = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, around, CONTRAST)
    return np.asarray(mask, dtype=np.uint8)


def bands(ink: Mask, place: Rectangle, least: float) -> list[Rectangle]:
    """The lines of text within `place`, told apart by rows without ink; each at least `least` high."""
    left, top, right, bottom = (int(side) for side in place)
    rows = np.asarray(ink[max(top, 0) : bottom, max(left, 0) : right].any(axis=1), dtype=np.bool_)
    found = [(first, last) for first, last in _stretches(rows) if last - first >= least]
    if not found:
        return []
    middles = [(before[1] + after[0]) / 2 for before, after in pairwise(found)]
    tops, bottoms = [0.0, *middles], [*middles, float(len(rows))]
    return [
        (float(left), max(top, 0) + low, float(right), max(top, 0) + high)
        for low, high in zip(tops, bottoms, strict=True)
    ]


def unread_ink(ink: Mask, cell: Rectangle, read: list[Rectangle], text_height: float) -> list[Rectangle]:
    """Stretches of ink in `cell` of the size of characters that lie in none of the rectangles `read`, line by line."""
    left, top, right, bottom = (int(side) for side in cell)
    if right - left < 4 or bottom - top < 4:
        return []
    part = ink[top:bottom, left:right].copy()
    for other in read:
        x0, y0, x1, y1 = (int(side) for side in other)
        part[max(y0 - top, 0) : max(y1 - top, 0), max(x0 - left, 0) : max(x1 - left, 0)] = 0
    count, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    pieces = []
    for x, y, width, height, _ in stats[1:count]:
        at_rim = (x == 0 or x + width == right - left) and width < 0.25 * text_height
        at_rim |= (y == 0 or y + height == bottom - top) and height < 0.25 * text_height
        if (
            0.3 * text_height <= max(width, height)
            and height <= 1.6 * text_height
            and width <= 3 * text_height
            and not at_rim
        ):
            pieces.append((left + x, top + y, left + x + width, top + y + height))
    lines = [_padded(line, cell, text_height) for line in _lines(sorted(pieces, key=lambda piece: piece[1]))]
    return [line for line in lines if not any(_shared(line, other) > 0.2 for other in read)]


def _shared(place: Rectangle, other: Rectangle) -> float:
    """The share of `place` that lies in `other`, or of `other` in `place`, whichever is more."""
    width = min(place[2], other[2]) - max(place[0], other[0])
    height = min(place[3], other[3]) - max(place[1], other[1])
    areas = [max((one[2] - one[0]) * (one[3] - one[1]), 1.0) for one in (place, other)]
    return max(width, 0) * max(height, 0) / min(areas)


def _lines(pieces: list[tuple[int, int, int, int]]) -> list[Rectangle]:
    lines: list[Rectangle] = []
    for piece in pieces:
        last = lines[-1] if lines else None
        if last and piece[1] < last[3] - 0.3 * (piece[3] - piece[1]):
            lines[-1] = (min(last[0], piece[0]), last[1], max(last[2], piece[2]), max(last[3], piece[3]))
        else:
            lines.append((float(piece[0]), float(piece[1]), float(piece[2]), float(piece[3])))
    return lines


def _padded(place: Rectangle, within: Rectangle, text_height: float) -> Rectangle:
    """The rectangle with the white around it that the engines expect."""
    pad = 0.25 * text_height
    left, top, right, bottom = place
    return (
        max(left - pad, within[0]),
        max(top - pad, within[1]),
        min(right + pad, within[2]),
        min(bottom + pad, within[3]),
    )


def pitch_at_widest_gap(columns: NDArray[np.bool_]) -> float:
    """From middle to middle the pixels between the two stretches of ink on either side of the widest gap; 0 without one.

    `columns` say of each column of pixels whether it has ink.
    """
    pairs = list(pairwise(_stretches(columns)))
    if not pairs:
        return 0.0
    left, right = max(pairs, key=lambda pair: pair[1][0] - pair[0][1])
    return (right[0] + right[1] - left[0] - left[1]) / 2


def _stretches(flags: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
