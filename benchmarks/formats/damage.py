"""Damage: what printing, scanning and photographing do to a page, in grades, with a seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
RENDERED_DPI = 200
"""Resolution of the pages that damage is done to."""


@dataclass(frozen=True, slots=True)
class Grade:
    """How badly a page is treated.

    `dpi` is the resolution of what comes out; `skew` in degrees, counter-clockwise; `blur` (sigma) in pixels of the rendered
    page, before it is made smaller, as a lens blurs before a sensor counts; `noise` is the deviation of grey values; `shading`
    the share of light that the darkest corner loses; `perspective` by what share of the width corners are moved; `quality`
    that of JPEG.
    """

    dpi: int = RENDERED_DPI
    skew: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    shading: float = 0.0
    perspective: float = 0.0
    quality: int = 92


GRADES = {
    "clean": Grade(),
    "middling": Grade(dpi=150, skew=1.0, blur=0.8, noise=6.0, quality=45),
    "bad": Grade(dpi=100, skew=2.2, blur=1.6, noise=6.0, shading=0.35, quality=30),
    "phone": Grade(skew=-0.8, blur=0.9, noise=4.0, shading=0.45, perspective=0.035, quality=70),
}


def damaged(page: Picture, grade: Grade, seed: int) -> Picture:
    """The page as a scanner or a phone would give it; the same for the same seed."""
    random = np.random.default_rng(seed)
    picture = _turned(page, grade.skew) if grade.skew else page
    if grade.perspective:
        picture = _photographed(picture, grade.perspective, random)
    if grade.blur:
        picture = _uint8(cv2.GaussianBlur(picture, (0, 0), grade.blur))
    if grade.dpi != RENDERED_DPI:
        scale = grade.dpi / RENDERED_DPI
        picture = _uint8(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    light = picture.astype(np.float32)
    if grade.shading:
        light *= _light(picture.shape, grade.shading, random)
    if grade.noise:
        light += random.normal(0, grade.noise, picture.shape[:2])[..., None].astype(np.float32)
    return np.clip(light, 0, 255).astype(np.uint8)


def _turned(page: Picture, degrees: float) -> Picture:
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return _uint8(cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)))


def _photographed(page: Picture, share: float, random: np.random.Generator) -> Picture:
    """The page as it lies on a desk: each corner moved by up to `share` of the width, some of the desk around it."""
    height, width = page.shape[:2]
    margin = int(width * 0.05)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    moved = corners + margin + random.uniform(-share, share, (4, 2)).astype(np.float32) * width
    warp = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    size = (width + 2 * margin, height + 2 * margin)
    return _uint8(cv2.warpPerspective(page, warp, size, flags=cv2.INTER_CUBIC, borderValue=(92, 104, 118)))


def _light(shape: tuple[int, ...], most: float, random: np.random.Generator) -> NDArray[np.float32]:
    """How much light falls on each pixel: less from one side to the other, and towards the edges."""
    down, across = np.mgrid[-1 : 1 : shape[0] * 1j, -1 : 1 : shape[1] * 1j].astype(np.float32)
    angle = random.uniform(0, 2 * np.pi)
    slope = (np.cos(angle) * across + np.sin(angle) * down) / np.sqrt(2)
    lost = most * (0.65 * (slope + 1) / 2 + 0.35 * (across**2 + down**2) / 2)
    return np.asarray((1 - lost)[..., None], dtype=np.float32)


def _uint8(picture: Any) -> Picture:
    return np.asarray(picture, dtype=np.uint8)
