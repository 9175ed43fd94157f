"""Lines: the numbered units of clean text that headings, rules and models speak of."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from giextract.text.clean import CleanText

_HEADING_INSIDE = re.compile(
    r"(?<=[。；！？：”》）])(?=第?[一二三四五六七八九十]{1,3}(?:部分)?、[^，。；：]{2})"
    r"|(?<![第（、\n和及条款])(?=（[一二三四五六七八九十]{1,2}）(?!项|款|目))"
    r"|(?<=[。；：])(?=\d{1,2}[、.][\u4e00-\u9fff])"
    r"|(?<=[0-9])(?=[\u4e00-\u9fff]{4,30}(?:局|委|办公室|政府|委员会|管委会)[12]\d{3}年\d{1,2}月\d{1,2}日(?:\n|$))"
    r"|(?<=[0-9])(?=[四五六七八]、[^，。；：0-9]{0,14}(?:主要问题|存在问题|存在的问题|需要报告))"
    r"|(?<=[。；日])(?=附[件表](?:\d{1,2})?：|附表[^，。]{0,40}指标名称)"
    r"|(?<=。)(?=(?:[12]\d{3}|[一二][〇○零一二三四五六七八九]{3})年[0-9一二三四五六七八九十]{1,2}月[0-9一二三四五六七八九十]{1,3}日(?:\n|$|附[件表]))"
    r"|(?<=====)(?=[^=正])"
)
_MARKER = re.compile(r"第?[一二三四五六七八九十]{1,3}(?:部分)?[、．.，]|（[一二三四五六七八九十]{1,2}）")
_STOP = re.compile(r"[。；：，！？|]")
_TITLE_WORDS = re.compile(
    r"[\u4e00-\u9fff、]{2,34}?(?:情况|数量|类别|形式|概述|方面|措施|渠道)(?=(?:[12]\d{3}年|我[局县市区镇]|本[局年]|全[县市区年]|截[至止]|目前|今年|各[乡镇县区]|区管委会|存在的?(?:主要)?问题|主要存在|工作中|虽然|尽管|[一1]是))"
)
_SENTENCE_END = re.compile(r"(?<=[。！？；])(?![”》）。；])")

LONG_LINE = 160
"""Characters from which a line of prose is cut at its sentence ends, so that a citation names a small place."""


@dataclass(frozen=True, slots=True)
class Line:
    """One unit of clean text: `number` counts from 1; `start` and `end` are clean offsets; `text` is what stands there."""

    number: int
    start: int
    end: int
    text: str


def cut(clean: CleanText) -> tuple[Line, ...]:
    """The lines of `clean` in order; together they hold every character but the line breaks between them."""
    bounds: list[tuple[int, int]] = []
    position = 0
    for physical in clean.text.split("\n"):
        end = position + len(physical)
        for start, stop in _parts(physical):
            title = _title_end(clean, physical[start:stop], position + start)
            if title:
                bounds.append((position + start, position + start + title))
            bounds.append((position + start + title, position + stop))
        position = end + 1
    return tuple(Line(number, start, end, clean.text[start:end]) for number, (start, end) in enumerate(bounds, start=1))


def _title_end(clean: CleanText, part: str, offset: int) -> int:
    """Length of the numbered heading that begins `part` where white space or a sentence's first words follow it; else 0."""
    marker = _MARKER.match(part)
    if marker is None:
        return 0
    stop = _STOP.search(part, marker.end())
    limit = min(stop.start() if stop else len(part), marker.end() + 40, len(part) - 6)
    for index in range(marker.end() + 2, limit):
        parted = (
            clean.gap(offset + index)
            and not clean.joined(offset + index)
            and not clean.gap(offset + index - 1)
            and not clean.gap(offset + index + 1)
        )
        if parted and not part[index].isdigit() and not part[index - 1].isdigit():
            return index
    words = _TITLE_WORDS.match(part, marker.end())
    return words.end() if words and words.end() <= limit else 0


def _parts(line: str) -> list[tuple[int, int]]:
    if not line:
        return []
    cuts = [0, *(match.start() for match in _HEADING_INSIDE.finditer(line) if 0 < match.start() < len(line)), len(line)]
    parts: list[tuple[int, int]] = []
    for start, end in itertools.pairwise(cuts):
        if start == end:
            continue
        if end - start <= LONG_LINE:
            parts.append((start, end))
            continue
        ends = [match.start() for match in _SENTENCE_END.finditer(line, start, end) if start < match.start() < end]
        begin = start
        for here, following in zip([start, *ends], [*ends, end], strict=False):
            if following - begin > LONG_LINE and here > begin:
                parts.append((begin, here))
                begin = here
        parts.append((begin, end))
    return parts
