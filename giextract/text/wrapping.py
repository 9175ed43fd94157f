"""Which line ends stand inside a sentence: text wrapped at a fixed width, by a printer, a PDF or an old editor."""

from __future__ import annotations

import re
from collections import Counter

_SENTENCE_END = frozenset("。；：！？;:!?”》】|")
_OPEN_END = frozenset("，、（《“〈—")
_STARTS_ANEW = re.compile(
    r"第?[一二三四五六七八九十]{1,3}(?:部分|章)?[、.．，：]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)|[①-⑳]|[一二三四五六七八九十]是"
    r"|附[件表：]|指标名称|标题[:：]|[|]"
)
_PROSE = re.compile(r"[，。；]")
_CUT_NUMBER_END = re.compile(r"[\u4e00-\u9fff，、：][^|\n]{0,40}[\u4e00-\u9fff]\d{1,7}$")
_CUT_NUMBER_START = re.compile(r"\d{1,7}(?:\.\d{1,4})?(?:余?[条件份次篇起宗元户%]|余?人[次，。；、]|个(?!工))")
_CONTACT = re.compile("(?:电话|传真|邮编|邮政编码)[:：]$")
_TITLE_LENGTH = 40
_MINIMUM_WIDTH = 28
_RAGGED = 4
_NARROW, _FEWEST_NARROW, _NARROW_RAGGED = 16, 20, 2
_SHORTER = 8
"""Columns by which a full line may be shorter than the page: the indent of a paragraph and a figure that did not fit."""


def _open(line: str, opening: str, closing: str) -> bool:
    return line.rfind(opening) > line.rfind(closing)


def columns(line: str) -> int:
    """Width of `line` on a terminal or page of fixed pitch: one for an ASCII character, two for any other."""
    return 2 * len(line) - len(line.encode("ascii", "ignore"))


def joins(lines: list[str], breaks: list[int]) -> set[int]:
    """Indices i for which the line end between `lines[i]` and `lines[i + 1]` is inside a sentence.

    `breaks[i]` counts the line ends that stand there: more than one is a blank line, which ends a paragraph unless the
    whole text is printed with blank lines between its lines.
    """
    # Rows of a table say nothing of the width of the page.
    widths = [0 if line.startswith("|") else columns(line) if len(line) < 200 else 400 for line in lines]
    width = _page_width(widths) or _narrow_width(widths)
    shorter = _SHORTER if width is None or width >= _MINIMUM_WIDTH else _NARROW_RAGGED
    joined = set()
    for index, count in enumerate(breaks):
        line, following = lines[index], lines[index + 1]
        if not line or not following or _STARTS_ANEW.match(following):
            continue
        full = width is not None and width - shorter <= widths[index] <= width + _RAGGED
        if count == 1 and _CUT_NUMBER_END.search(line) and _CUT_NUMBER_START.match(following):
            joined.add(index)
            continue
        if count == 1 and (_open(line, "《", "》") and "》" in following[:_TITLE_LENGTH]):
            joined.add(index)
            continue
        cut_value = (full or _CONTACT.search(line) is not None) and line[-1] in ":：" and following[0].isdigit()
        if line[-1] in _SENTENCE_END and not cut_value:
            continue
        if line[-1] in _OPEN_END:
            inside = count == 1 or full
        elif count > 1:
            inside = False
        elif full:
            inside = True
        else:
            inside = width is None and len(line) >= 18 and bool(_PROSE.search(line)) and line[-1] not in "）)"
        if inside:
            joined.add(index)
    return joined


def _page_width(widths: list[int]) -> int | None:
    """Columns at which the text was wrapped, or None where its lines end with their paragraphs."""
    long = sorted(width for width in widths if width >= _MINIMUM_WIDTH)
    if len(long) < 4:
        return None
    best, best_count = 0, 0
    low = 0
    for high, width in enumerate(long):
        while long[low] < width - _RAGGED:
            low += 1
        if high - low + 1 >= best_count:
            best, best_count = width, high - low + 1
    if best >= 200 or best_count < 4 or best_count * 3 < len(long):
        return None
    wider = sum(width > best + _RAGGED for width in long)
    return best if wider * 5 <= len(long) else None


def _narrow_width(widths: list[int]) -> int | None:
    """Columns of a narrow column of print: nearly all lines have its width, which cells of a table never have."""
    counted = Counter(width for width in widths if width)
    total = counted.total()
    if total < _FEWEST_NARROW:
        return None
    width = max((one for one in counted if _NARROW <= one < _MINIMUM_WIDTH), key=lambda one: counted[one], default=0)
    alike = sum(counted[one] for one in range(width - _NARROW_RAGGED, width + 1))
    return width if width and alike * 4 >= total * 3 else None
