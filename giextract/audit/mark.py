"""The numbers that begin headings and items: 一、 （一） 1. （1） ① 一是."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from giextract.text.lines import Line
from giextract.text.numerals import parse_numeral

PART, BRACKETED, DIGIT, BRACKETED_DIGIT, RINGED, SPOKEN = range(6)
_MARK = re.compile(
    # The look-ahead names all characters a number can begin with: it keeps the scan fast through plain words.
    r"(?=[第一二三四五六七八九十（\d①-⑳])"
    r"(?:(?:^|(?<=[。；：，]))(?:"
    r"(?P<part>(?<![。；：，])第?[一二三四五六七八九十]{1,3}(?:部分)?[、．.](?![一二三四五六七八九十]))"
    r"|(?P<bracketed>(?<!，)（[一二三四五六七八九十]{1,3}）)"
    r"|(?P<digit>(?<!，)\d{1,2}[、．.](?!\d))"
    r"|(?P<bracketed_digit>(?<!，)（\d{1,2}）)"
    r"|(?P<spoken>[一二三四五六七八九十][是要](?![个项种次])))"
    r"|(?P<ringed>[①-⑳]))"
)
_NAMES = ("part", "bracketed", "digit", "bracketed_digit", "ringed", "spoken")


@dataclass(frozen=True, slots=True)
class Mark:
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
        for match in _MARK.finditer(line.text):
            number = number_of(match[0])
            if number:
                kind = _NAMES.index(match.lastgroup or "")
                yield Mark(kind, number, match[0], line.start + match.start(), line.start + match.end())


@lru_cache(maxsize=256)
def number_of(printed: str) -> int | None:
    """The number that `printed` begins with."""
    if "①" <= printed <= "⑳":
        return ord(printed) - ord("①") + 1
    value = parse_numeral(re.sub(r"[第部分（）、．.是要]", "", printed))
    return value if isinstance(value, int) else None
