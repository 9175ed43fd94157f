"""Quotes: where characters that somebody copied from a line stand in clean text.

A copy may differ in white space, cell borders, width and kind of punctuation, and may run on into the lines that follow; it
has to begin in its line. A long text may be quoted by its two ends with `…` between them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from giextract.text.lines import Line

LONGEST_ELLIPSIS = 800
"""Characters that `…` may stand for at the most, its two ends included."""

_FOLDED = str.maketrans(
    "“”‘’「」『』＂（）：；，、！？．【】〔〕［］－—–―−～·•﹒", '""\'\'"""""():;,,!?.[][][]-----~...'
)
_SEPARATORS = frozenset(" \t\r\n\u3000|│｜")
_ELLIPSIS = re.compile(r"…+|\.{3,}|。{3,}")


def occurrences(quote: str, line: Line, text: str, elided: bool = False) -> list[tuple[int, int]]:
    """Offsets of every place in clean `text` where `quote` stands, beginning in `line`; `elided` allows `…` in it."""
    if quote and quote.strip() == quote and (exact := _starts(quote, line.text)):
        return [(line.start + offset, line.start + offset + len(quote)) for offset in exact]
    wanted, _ = _fold(quote)
    window = text[line.start : line.end + 2 * len(quote) + 40]
    found = _search(wanted, window, line.end - line.start)
    if not found and elided:
        found = _search_ends(quote, text[line.start : line.end + LONGEST_ELLIPSIS], line.end - line.start)
    return [(line.start + start, line.start + end) for start, end in found]


def _starts(quote: str, text: str) -> list[int]:
    """Every offset of `text` at which `quote` begins, overlapping ones too."""
    found = []
    offset = text.find(quote)
    while offset >= 0:
        found.append(offset)
        offset = text.find(quote, offset + 1)
    return found


def _search(wanted: str, window: str, reach: int) -> list[tuple[int, int]]:
    if not wanted:
        return []
    folded, places = _fold(window)
    found = []
    offset = folded.find(wanted)
    while offset >= 0 and places[offset] < reach:
        found.append((places[offset], places[offset + len(wanted) - 1] + 1))
        offset = folded.find(wanted, offset + 1)
    return found


def _search_ends(quote: str, window: str, reach: int) -> list[tuple[int, int]]:
    ends = _ELLIPSIS.split(quote)
    if len(ends) != 2 or any(len(end.strip()) < 3 for end in ends):
        return []
    heads = _search(_fold(ends[0])[0], window, reach)
    if len(heads) != 1:
        return heads if len(heads) > 1 else []
    start, after = heads[0]
    rest = window[after : start + LONGEST_ELLIPSIS]
    tails = _search(_fold(ends[1])[0], rest, len(rest))
    return [(start, after + tails[0][1])] if tails else []


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    """`character` without its width and kind of punctuation."""
    plain = unicodedata.normalize("NFKC", character).translate(_FOLDED)
    return plain if len(plain) == 1 else character


@lru_cache(maxsize=2048)
def _fold(text: str) -> tuple[str, tuple[int, ...]]:
    """`text` as it is compared, with the offset each character comes from; one space stays between two digits."""
    folded: list[str] = []
    places: list[int] = []
    parted = False
    for offset, character in enumerate(text):
        if character in _SEPARATORS:
            parted = True
            continue
        plain = _plain(character)
        if parted and folded and folded[-1].isdigit() and plain.isdigit():
            folded.append(" ")
            places.append(offset - 1)
        parted = False
        folded.append(plain)
        places.append(offset)
    return "".join(folded), tuple(places)
