"""The numbers that begin headings and items: 一、 （一） 1. （1） ① 一是."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from giextract.text.lines import Line
from giextract.text.numerals import parse_numeral

PART, BRACKETED, DIGIT, BRACKETED_DIGIT, RINGED, SPOKEN = range(6)
_PLACE = re.compile(r"[。；：，①-⑳](?:(?<=[①-⑳])|(?=[第一二三四五六七八九十（\d]))")
"""Where within a line a number may stand; beginning with one character, so that plain words are passed over in one step."""
_MARK = re.compile(
    r"(?:^|(?<=[。；：，]))(?:"
    r"(?P<part>(?<![。；：，])第?[一二三四五六七八九十]{1,3}(?:部分)?[、．.](?![一二三四五六七八九十]))"
    r"|(?P<bracketed>(?<!，)（[一二三四五六七八九十]{1,3}）)"
    r"|(?P<digit>(?<!，)\d{1,2}[、．.](?!\d))"
    r"|(?P<bracketed_digit>(?<!，)（\d{1,2}）)"
    r"|(?P<spoken>[一二三四五六七八九十][是要](?![个项种次])))"
    r"|(?P<ringed>[①-⑳])"
)
_NAMES = ("part", "bracketed", "digit", "bracketed_digit", "ringed", "spoken")


class Mark(NamedTuple):
    """A number that begins a heading or an item."""

    kind: int
    number: int
    printed: str
    start: int
    end: int
    again: bool = False


def marks(lines: Iterable[Line]) -> Iterator[Mark]:
    """All such numbers of `lines`, in order."""
    for line in lines:
        for match in _matches(line.text):
            number = number_of(match[0])
            if number:
                kind = _NAMES.index(match.lastgroup or "")
                yield Mark(kind, number, match[0], line.start + match.start(), line.start + match.end())


def _matches(text: str) -> Iterator[re.Match[str]]:
    if match := _MARK.match(text):
        yield match
    for place in _PLACE.finditer(text, 1 if match else 0):
        ringed = place[0] >= "①" and place[0] <= "⑳"
        if match := _MARK.match(text, place.start() if ringed else place.end()):
            yield match


@lru_cache(maxsize=256)
def number_of(printed: str) -> int | None:
    """The number that `printed` begins with."""
    if "①" <= printed <= "⑳":
        return ord(printed) - ord("①") + 1
    value = parse_numeral(re.sub(r"[第部分（）、．.是要，,：: ]", "", printed))
    return value if isinstance(value, int) else None
