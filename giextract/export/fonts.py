"""A font for Chinese labels, among those that this machine has."""

from __future__ import annotations

from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font

FAMILIES = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans SC", "Microsoft YaHei", "PingFang SC",
    "Hiragino Sans GB", "SimHei", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Noto Sans CJK JP", "Noto Sans CJK TC",
    "Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "Heiti SC", "Arial Unicode MS", "Droid Sans Fallback",
)  # fmt: skip
"""Families that are made for it, the best legible first; any other that has the characters comes after them."""


def chinese_family(text: str) -> str | None:
    """The name of an installed font family that has every character of `text`, or None where there is none."""
    there = {entry.name for entry in fontManager.ttflist}
    others = sorted(there - set(FAMILIES))
    wanted = {ord(character) for character in text if not character.isspace()}
    return next((name for name in (*FAMILIES, *others) if name in there and wanted <= _characters(name)), None)


def _characters(family: str) -> set[int]:
    """The code points that a family has glyphs for."""
    path = findfont(FontProperties(family=[family]), fallback_to_default=False)
    return set(get_font(path).get_charmap())
