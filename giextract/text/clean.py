"""Clean text: what a document says without the damage of its way here, with a map back to the document.

Cleaning never invents characters: each character of clean text stands for one character of the document (or for the
line break that ends one of its lines), so that every span of clean text maps to a span of the document. What it does:

- full-width letters and digits, dashes, look-alike radicals, traditional script: read as their plain counterparts;
- control characters, zero-width marks, artefacts of word processors and page marks: left out;
- white space inside Chinese text and between Chinese text and digits: left out (`CleanText.gap` still tells where it stood);
  one space stays between two numbers and between two Latin words;
- hard line ends inside a sentence: joined; a page without line ends: cut where white space stands between two blocks.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from giextract.text.characters import DROPPED, ONE_TO_ONE, TO_CHINESE_PUNCTUATION, simplified
from giextract.text.wrapping import joins

VERSION = "1"
"""Version of the cleaning steps; part of every record's signature."""

_ARTEFACT = re.compile(
    r"\[bookmark:[^\]\n]{0,80}\]"
    r"|<!--(?:[^-]|-(?!->)){0,2000}-->"
    r"|<!\[(?:if|endif)[^>\n]{0,80}>"
    r"|<!--|-->"
    r"|</?[A-Za-z][A-Za-z0-9:]{0,15}(?: [^<>\n]{0,200})?/?>"
    r"|(?m:^) *(?:- ?\d{1,3} ?-|第 ?\d{1,3} ?页(?: ?[，,/]? ?共 ?\d{1,3} ?页)?) *(?m:$)"
)
_ENTITIES = {
    "&lt;": "<",
    "&gt;": ">",
    "&amp;": "&",
    "&nbsp;": " ",
    "&ensp;": " ",
    "&emsp;": " ",
    "&quot;": '"',
    "&ldquo;": "“",
    "&rdquo;": "”",
}
_ENTITY = re.compile("|".join(_ENTITIES))
_PUNCTUATION = re.compile(r"(?<![A-Za-z0-9])[,;:()?!](?!//)|[,;:()?!](?![A-Za-z0-9/])")
_DOT = re.compile(r"(?<=[\u4e00-\u9fff）”%])(?<![一二三四五六七八九十])\.(?=[\u4e00-\u9fff \n（]|$)")
_MISREAD_DAY = re.compile(r"(?<=[一二三四五六七八九十0-9])曰")
_WHITE = re.compile(r"[ \n" + DROPPED + r"]+")
_SPLIT_YEAR = re.compile(r"(?<![0-9])[12] ?[09] ?[0-9] ?[0-9](?= ?年)")
_SPACED_COUNT = re.compile(
    r"(?<=[\u4e00-\u9fff ])[0-9] [0-9](?= ?[条件份次人篇][，。；、（）,.;)]| ?[条件份次人篇] ?\n)|(?<![0-9])[0-9](?: ?[0-9]| ?[,，] ?[0-9]){2,12}(?= {0,3}[条件份次人篇个项起宗万户期场元%])"
)
_LETTER_SPACED = re.compile(r"(?:[^ \n] ){6,}[^ \n]")
_SPLIT_WORD = re.compile("指 +标|单 +位|名 +称|合 +计|总 +计|数 +量|项 +目|年 +度|备 +注")
"""Words of two characters that heads of tables print with space between."""
_TWO_DIGITS = re.compile("[0-9][0-9]")
_LIST_MARK = re.compile(r"[0-9]{1,2}[、.](?=[\u4e00-\u9fff])")
_DIGIT = frozenset("0123456789")
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_ORDINAL_END = frozenset("、.，）；：（“《")
_CLOSING = frozenset("，。；：、）”》？！%")

FLAT_LINE = 240
"""Characters from which a line is taken for a page that lost its line ends."""


@dataclass(frozen=True, slots=True, eq=False)
class CleanText:
    """Clean text with its map to the document.

    `text[i]` stands for `document[starts[i]:ends[i]]`; a line break of clean text stands for the white space between two
    lines. Offsets are code points, `starts` and `ends` never fall.
    """

    document: str
    text: str
    starts: array[int]
    ends: array[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Document offsets of the clean span [start, end); an empty span maps to an empty one."""
        if start >= end:
            offset = self.starts[start] if start < len(self.starts) else len(self.document)
            return offset, offset
        return self.starts[start], self.ends[end - 1]

    def printed(self, start: int, end: int) -> str:
        """The document's own characters behind the clean span [start, end)."""
        low, high = self.span(start, end)
        return self.document[low:high]

    def gap(self, index: int) -> bool:
        """Whether white space stood in the document right before the clean character at `index`."""
        if index <= 0 or index >= len(self.starts):
            return True
        between = self.document[self.ends[index - 1] : self.starts[index]]
        return between != "" and any(character.isspace() for character in between)

    def joined(self, index: int) -> bool:
        """Whether a line end that was joined stood in the document right before the clean character at `index`."""
        return 0 < index < len(self.starts) and "\n" in self.document[self.ends[index - 1] : self.starts[index]]


def clean(document: str) -> CleanText:
    """The clean text of `document`, in time linear in its length."""
    plain = simplified(document.translate(ONE_TO_ONE))
    if _has_artefact(plain):
        plain = _ENTITY.sub(lambda match: _ENTITIES[match[0]] + DROPPED * (len(match[0]) - 1), plain)
        plain = _ARTEFACT.sub(lambda match: DROPPED * len(match[0]), plain)
    plain = _PUNCTUATION.sub(lambda match: TO_CHINESE_PUNCTUATION[match[0]], plain)
    plain = _MISREAD_DAY.sub("日", _DOT.sub("。", plain))
    pieces: list[str] = []
    starts, ends = array("i"), array("i")
    offsets = array("i", range(len(plain) + 1))
    for start, end, broken in _runs(plain):
        if broken and starts:
            pieces.append("\n" if broken == "\n" else " ")
            starts.append(ends[-1])
            ends.append(start)
        pieces.append(plain[start:end])
        starts.extend(offsets[start:end])
        ends.extend(offsets[start + 1 : end + 1])
    return CleanText(document, "".join(pieces), starts, ends)


def _has_artefact(plain: str) -> bool:
    return (
        "<" in plain
        or "[" in plain
        or "&" in plain
        or "--" in plain
        or "页" in plain
        or "- " in plain
        or "-\n" in plain
    )


def _runs(plain: str) -> Iterator[tuple[int, int, str]]:
    """Runs of characters that stay, each with what goes before it: a line break, one space, or nothing."""
    joined = _joined_line_ends(plain)
    dense = _dense_spans(plain)
    flat = _flat_spans(plain)
    inner_spaces = {
        match.start() + index
        for pattern in (_SPLIT_YEAR, _SPACED_COUNT, _SPLIT_WORD)
        for match in pattern.finditer(plain)
        for index, character in enumerate(match[0])
        if character == " "
    }
    position, broken = 0, ""
    for match in _WHITE.finditer(plain):
        start, end = match.span()
        if start > position:
            yield position, start, broken
            broken = ""
        position = end
        if start == 0 or end == len(plain):
            continue
        white = match[0]
        if "\n" in white:
            broken = "" if start in joined else "\n"
        elif " " in white and start not in inner_spaces:
            broken = _space(plain, start, end, dense, flat)
    if position < len(plain):
        yield position, len(plain), broken


def _space(plain: str, start: int, end: int, dense: Spans, flat: Spans) -> str:
    left, right = plain[start - 1], plain[end]
    if left in _DIGIT or left == "%":
        numbers = right in _DIGIT or right in "+-."
        return " " if numbers and not (end - start == 1 and dense.holds(start)) else ""
    if left in _LATIN:
        return " " if right in _LATIN or right in _DIGIT else ""
    if right in _DIGIT:
        return "\n" if flat.holds(start) and _LIST_MARK.match(plain, end) and left not in _ORDINAL_END else ""
    if (
        right in _CLOSING
        or left in _ORDINAL_END
        or (_alone(plain, end) and (_alone(plain, start - 1) or _alone(plain, end + 2)))
    ):
        return ""
    return "\n" if flat.holds(start) else ""


def _alone(plain: str, offset: int) -> bool:
    """Whether white space stands on both sides of a character, as in `指 标 名 称`."""
    return plain[max(0, offset - 1) : offset] in ("", " ", "\n") and plain[offset + 1 : offset + 2] in ("", " ", "\n")


class Spans:
    """Sorted, disjoint spans that are asked in rising order."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = spans
        self._next = 0

    def holds(self, offset: int) -> bool:
        """Whether a span holds `offset`, which is never smaller than in the call before."""
        while self._next < len(self._spans) and self._spans[self._next][1] <= offset:
            self._next += 1
        return self._next < len(self._spans) and self._spans[self._next][0] <= offset


def _dense_spans(plain: str) -> Spans:
    """Stretches where nearly every character is followed by a space, so that a space between digits says nothing.

    In a line with a number whose digits stand together the letters alone are spaced.
    """
    found = []
    line_end, together = -1, False
    for match in _LETTER_SPACED.finditer(plain):
        if match.start() > line_end:
            line_end = plain.find("\n", match.end())
            line_end = len(plain) if line_end < 0 else line_end
            together = _TWO_DIGITS.search(plain, plain.rfind("\n", 0, match.start()) + 1, line_end) is not None
        letters = match[0].replace(" ", "")
        if not together and sum(character in _DIGIT for character in letters) * 2 < len(letters):
            found.append(match.span())
    return Spans(found)


def _flat_spans(plain: str) -> Spans:
    """Lines so long that the page has lost its line ends, and with so few spaces that these part its blocks."""
    found, start = [], 0
    for line in plain.split("\n"):
        end = start + len(line)
        if len(line) >= FLAT_LINE and line.count(" ") * 8 < len(line):
            found.append((start, end))
        start = end + 1
    return Spans(found)


def _joined_line_ends(plain: str) -> set[int]:
    """Offsets at which white space with a line end begins that stands inside a sentence."""
    breaks: list[tuple[int, int]] = []
    lines: list[str] = []
    position = 0
    for match in _WHITE.finditer(plain):
        if "\n" in match[0]:
            lines.append(plain[position : match.start()])
            breaks.append((match.start(), match[0].count("\n")))
            position = match.end()
    lines.append(plain[position:])
    return {breaks[index][0] for index in joins(lines, [count for _, count in breaks])}
