"""Straightening a page: skew and the perspective of a photo are undone from the directions of its lines.

Lines of text and ruled lines that are level on paper meet in one point of the picture (far away, for a page that is only
turned). The page is mapped so that this point, and that of the upright lines, lie in the directions of the axes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from giextract.reading.building import Spot
from giextract.reading.ocr_words import Image, Points, Rectangle

Matrix = NDArray[np.float64]
Segments = NDArray[np.float64]
"""Rows of x and y of one end and x and y of the other."""

MOST_SKEW = np.radians(25)
PARALLEL = np.radians(0.15)
"""Lines that deviate less from one direction, on the average, are parallel."""
LEAST_HEIGHT = 30
"""Height in pixels of a line's box to which small print is enlarged, by twice at most."""
STEADY = 1.5
"""A page of which no corner would move by more pixels stays as it is."""


@dataclass(frozen=True)
class Straight:
    """A straightened page, and the way back to the page as given.

    `turns` are the quarter turns clockwise that set the page upright, done before the mapping `matrix` was.
    """

    image: Image
    turns: int
    matrix: Matrix
    upright_size: tuple[int, int]
    """Width and height of the page after the quarter turns, before the mapping."""

    @property
    def is_steady(self) -> bool:
        """Whether rows of the straightened page are level on the page as given."""
        return self.turns == 0 and bool(np.allclose(self.matrix, np.diag(np.diag(self.matrix))))

    def spot(self, left: float, top: float, right: float, bottom: float) -> Spot:
        """Where a rectangle of the straightened page stands on the page as given, as fractions of its sides."""
        corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
        width, height = self.upright_size
        across, down = (mapped(corners, _inverse(self.matrix)) / (width, height)).clip(0, 1).T
        for _ in range(self.turns):
            across, down = down, 1 - across
        return float(across.min()), float(down.min()), float(across.max()), float(down.max())


def straightened(image: Image, turns: int, found: Sequence[Points]) -> tuple[Straight, list[Rectangle]]:
    """The page set upright by `turns` and straightened, and where the stretches of text `found` stand on it."""
    height, width = image.shape[:2]
    stretches = [_turned(corners, turns, width, height) for corners in found]
    upright = np.ascontiguousarray(np.rot90(image, -turns)) if turns else image
    matrix, size = _mapping(upright, stretches)
    upright_size = upright.shape[1], upright.shape[0]
    if not np.array_equal(matrix, np.eye(3)):
        upright = np.asarray(
            cv2.warpPerspective(upright, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE), np.uint8
        )
    rectangles = [_rectangle(mapped(corners, matrix)) for corners in stretches]
    return Straight(upright, turns, matrix, upright_size), rectangles


def mapped(points: Points, matrix: Matrix) -> Points:
    """`points` under a mapping of the plane."""
    homogeneous = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(homogeneous[:, :2] / homogeneous[:, 2:], dtype=np.float64)


def _inverse(matrix: Matrix) -> Matrix:
    return np.asarray(np.linalg.inv(matrix), dtype=np.float64)


def _turned(corners: Points, turns: int, width: int, height: int) -> Points:
    """Corners after quarter turns of the page clockwise, upper left first again."""
    for _ in range(turns):
        corners = np.column_stack([height - corners[:, 1], corners[:, 0]])
        width, height = height, width
    return np.roll(corners, turns, axis=0)


def _rectangle(corners: Points) -> Rectangle:
    """The level rectangle of a stretch: through the middles of its sides, because its corners may stick out."""
    left, right = (corners[0] + corners[3])[0] / 2, (corners[1] + corners[2])[0] / 2
    top, bottom = (corners[0] + corners[1])[1] / 2, (corners[2] + corners[3])[1] / 2
    return float(min(left, right)), float(min(top, bottom)), float(max(left, right)), float(max(top, bottom))


def _mapping(image: Image, stretches: list[Points]) -> tuple[Matrix, tuple[int, int]]:
    height, width = image.shape[:2]
    enlarged = _enlargement(stretches)
    unchanged = np.diag([enlarged, enlarged, 1.0]), (round(width * enlarged), round(height * enlarged))
    strokes = _strokes(image, stretches)
    level = np.vstack([_level_middles(stretches), strokes[np.abs(_angles(strokes)) < MOST_SKEW]])
    upright = strokes[np.abs(_angles(strokes)) > np.pi / 2 - MOST_SKEW]
    centre, unit = np.array([width, height]) / 2, max(width, height) / 2
    to_unit = np.array([[1 / unit, 0, -centre[0] / unit], [0, 1 / unit, -centre[1] / unit], [0, 0, 1]])
    across = _meeting(level, to_unit)
    if across is None:
        return unchanged
    down = _meeting(upright, to_unit) if len(upright) >= 2 else None
    if down is None:
        down = np.array([-across[1], across[0], 0.0])
    across, down = across * np.sign(across[0] or 1), down * np.sign(down[1] or 1)
    horizon = np.cross(across, down)
    if abs(horizon[2]) < 0.5 * np.linalg.norm(horizon):
        return unchanged  # lines that would meet within the page are no lines of one page
    flat = np.array([[1, 0, 0], [0, 1, 0], horizon / horizon[2]])
    axes = np.column_stack([(flat @ across)[:2], (flat @ down)[:2]])
    axes /= np.linalg.norm(axes, axis=0)
    if abs(np.linalg.det(axes)) < 0.7:
        return unchanged
    turn = np.eye(3)
    turn[:2, :2] = np.linalg.inv(axes)
    whole = np.linalg.inv(to_unit) @ turn @ flat @ to_unit
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64)
    moved = mapped(corners, whole)
    low, size = moved.min(axis=0), np.ptp(moved, axis=0)
    if np.abs(moved - corners).max() <= STEADY or not np.isfinite(moved).all():
        return unchanged
    scale = min(enlarged, 1.3 * enlarged * max(width, height) / size.max())
    back = np.array([[scale, 0, -low[0] * scale], [0, scale, -low[1] * scale], [0, 0, 1]])
    matrix = back @ whole
    return matrix / matrix[2, 2], (int(np.ceil(size[0] * scale)), int(np.ceil(size[1] * scale)))


def _enlargement(stretches: list[Points]) -> float:
    """How much to enlarge small print, so that rules and letters stand clear of each other."""
    heights = [np.linalg.norm(box[3] - box[0]) for box in stretches]
    return float(np.clip(LEAST_HEIGHT / np.median(heights), 1.0, 2.0)) if heights else 1.0


def _level_middles(stretches: list[Points]) -> Segments:
    """The middle line of each stretch that is long enough to have a direction."""
    lines = [np.concatenate([(box[0] + box[3]) / 2, (box[1] + box[2]) / 2]) for box in stretches]
    heights = [np.linalg.norm(box[3] - box[0]) for box in stretches]
    long = [line for line, high in zip(lines, heights, strict=True) if np.hypot(*(line[2:] - line[:2])) > 5 * high]
    segments = np.array(long, dtype=np.float64).reshape(-1, 4)
    return np.asarray(segments[np.abs(_angles(segments)) < MOST_SKEW])


def _strokes(image: Image, stretches: list[Points]) -> Segments:
    """Straight strokes longer than those of letters: ruled lines, and edges of the paper."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    factor = min(1.0, 1600 / max(grey.shape))
    if factor < 1:
        grey = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    lines = cv2.createLineSegmentDetector(0).detect(grey)[0]
    if lines is None:
        return np.empty((0, 4))
    segments = np.asarray(lines, dtype=np.float64).reshape(-1, 4) / factor
    heights = [np.linalg.norm(box[3] - box[0]) for box in stretches]
    longest_letter = 2.5 * float(np.median(heights)) if heights else 60.0
    return np.asarray(segments[_lengths(segments) > longest_letter])


def _angles(segments: Segments) -> NDArray[np.float64]:
    """Angles to the level, from -90 to 90 degrees, in radians."""
    angles = np.arctan2(segments[:, 3] - segments[:, 1], segments[:, 2] - segments[:, 0])
    return np.asarray((angles + np.pi / 2) % np.pi - np.pi / 2)


def _lengths(segments: Segments) -> NDArray[np.float64]:
    return np.asarray(np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1]))


def _meeting(segments: Segments, to_unit: Matrix) -> NDArray[np.float64] | None:
    """The point, in homogeneous coordinates of the unit page, in which lines meet; one at infinity where they are parallel.

    None where there are no lines.
    """
    if not len(segments):
        return None
    starts, ends = mapped(segments[:, :2], to_unit), mapped(segments[:, 2:], to_unit)
    lengths = np.hypot(*(ends - starts).T)
    directions = (ends - starts) / lengths[:, None]
    middles = (starts + ends) / 2
    kept = np.ones(len(segments), dtype=bool)
    doubled = directions[:, 0] + 1j * directions[:, 1]
    angle = _weighted_median(np.angle(doubled**2), lengths) / 2
    point = np.array([np.cos(angle), np.sin(angle), 0.0])
    kept = _deviations(point, middles, directions) < np.radians(8)
    for _ in range(5):
        if kept.sum() == 0:
            return point
        mean = np.angle((doubled[kept] ** 2 * lengths[kept]).sum()) / 2
        point = np.array([np.cos(mean), np.sin(mean), 0.0])
        deviations = _deviations(point, middles, directions)
        if kept.sum() >= 6 and np.average(deviations[kept], weights=lengths[kept]) > PARALLEL:
            lines = np.cross(_homogeneous(starts[kept]), _homogeneous(ends[kept]))
            weights = lengths[kept] / np.linalg.norm(lines, axis=1)
            met = np.linalg.svd(lines * weights[:, None], full_matrices=False)[2][-1]
            met_deviations = _deviations(met, middles, directions)
            spread = np.ptp(middles[kept] @ np.array([-point[1], point[0]]))
            if spread > 0.3 and met_deviations[kept].mean() < 0.6 * deviations[kept].mean():
                point, deviations = met, met_deviations
        limit = max(3 * float(np.median(deviations[kept])), np.radians(0.3))
        kept = deviations < limit
    return np.asarray(point, dtype=np.float64)


def _deviations(point: NDArray[np.float64], middles: Points, directions: Points) -> NDArray[np.float64]:
    """The angle at each line's middle between its direction and that to `point`."""
    towards = point[:2] - point[2] * middles
    towards /= np.linalg.norm(towards, axis=1)[:, None] + 1e-12
    cross = towards[:, 0] * directions[:, 1] - towards[:, 1] * directions[:, 0]
    return np.asarray(np.arcsin(np.abs(cross).clip(0, 1)))


def _homogeneous(points: Points) -> Points:
    return np.column_stack([points, np.ones(len(points))])


def _weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    # Angles near the turn from pi to -pi would part the upright lines in two groups; they are taken as above pi.
    around = values % (2 * np.pi) if np.abs(values).mean() > np.pi / 2 else values
    order = np.argsort(around)
    total = np.cumsum(weights[order])
    return float(around[order][np.searchsorted(total, total[-1] / 2)])
