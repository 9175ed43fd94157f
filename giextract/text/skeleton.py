"""Skeleton: clean text in which every figure is one sign, so that rules speak of words and not of digits.

`2017年主动公开政府信息130条，占25%` reads `Y主动公开政府信息N，占P`, with private-use characters for the letters. A pattern over the
skeleton finds the figure; the figure knows its value, its unit and its place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from giextract.text.figures import Figure, Kind, scanned

COUNT, PERCENT, MONEY, YEAR, DATE, OTHER = "\ue001", "\ue002", "\ue003", "\ue004", "\ue005", "\ue006"
_SIGN: dict[Kind, str] = {
    "count": COUNT, "bare": COUNT, "article": COUNT, "percent": PERCENT, "points": OTHER, "money": MONEY, "year": YEAR,
    "date": DATE, "month": DATE,
}  # fmt: skip
_KEPT = frozenset({"list_mark", "ordinal", "address", "document_number", "phone"})
_LETTERS = {"{N}": COUNT, "{P}": PERCENT, "{M}": MONEY, "{Y}": YEAR, "{D}": DATE}
_BETWEEN = (
    '(?:的|答复|件数|数量|总数|总量|数|申请|为|是|有|：|共计|共|合计|总计|计|达到|达|“|”|"|公开|范围|情况|情形|决定|告知|获取方式|处理|作出|了|'
    "信息|政府|一类|类型|类|案件|案|不予|提供|处理决定|内容|通知|（[^（）\ue001\ue002\ue003]{0,16}）)*"
)
_NO_FIGURE = f"{COUNT}{PERCENT}{MONEY}"


def compile_pattern(source: str) -> re.Pattern[str]:
    """A pattern over skeletons: `{N}` a count, `{P}` a percentage, `{M}` money, `{Y}` a year, `{D}` a date.

    `{_}` is a short gap inside a clause and without a figure, `{__}` a longer one, `{=}` the words that may stand
    between the name of a thing and its count (的, 为, 共, 数, 件数 …).
    """
    source = source.replace("{=}", _BETWEEN)
    source = source.replace("{_}", f"[^，。；：\\n{_NO_FIGURE}]{{0,8}}?").replace(
        "{__}", f"[^，。；\\n{_NO_FIGURE}]{{0,20}}?"
    )
    for letters, sign in _LETTERS.items():
        source = source.replace(letters, sign)
    return re.compile(source)


@dataclass(frozen=True, slots=True, eq=False)
class Skeleton:
    """The skeleton of a clean text. `places[i]` is the clean offset where character i begins; the last is the text's end."""

    text: str
    places: list[int]
    figures: tuple[Figure, ...]
    sign_offsets: list[int]
    signed: tuple[Figure, ...]

    def at(self, clean_offset: int) -> int:
        """The skeleton offset of a clean offset (of its figure where it stands inside one)."""
        index = bisect_left(self.places, clean_offset)
        return index if self.places[index] == clean_offset else index - 1

    def figure(self, offset: int) -> Figure:
        """The figure whose sign stands at the skeleton offset."""
        return self.signed[bisect_left(self.sign_offsets, offset)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Clean offsets of the skeleton span [start, end)."""
        return self.places[start], self.places[end]


def build(clean_text: str) -> Skeleton:
    """The skeleton of clean text; linear in its length."""
    figures = scanned(clean_text)
    pieces: list[str] = []
    places: list[int] = []
    sign_offsets: list[int] = []
    signed: list[Figure] = []
    position = length = 0
    for figure in figures:
        if figure.kind in _KEPT:
            continue
        pieces.append(clean_text[position : figure.start])
        places.extend(range(position, figure.start))
        length += figure.start - position
        sign_offsets.append(length)
        signed.append(figure)
        pieces.append(_SIGN[figure.kind])
        places.append(figure.start)
        length += 1
        position = figure.end
    pieces.append(clean_text[position:])
    places.extend(range(position, len(clean_text) + 1))
    return Skeleton("".join(pieces), places, figures, sign_offsets, tuple(signed))
