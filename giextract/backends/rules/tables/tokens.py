"""The characters of a table as tokens: words, numbers, marks of an empty cell, bars, and what parts them.

Cleaning takes white space out of Chinese text and collapses the rest, which loses empty cells (two tabs, two line ends); so
tokens are read off the document's own white space, while their offsets are those of clean text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from giextract.text.characters import ONE_TO_ONE
from giextract.text.clean import CleanText

TokenKind = Literal["text", "mark", "number", "blank", "zero", "bar", "tab", "line", "space"]
"""`mark` is the number of a list item (`2.`), `zero` a word that states 0 (无), `bar`, `tab`, `line`, `space` part cells."""

SEPARATORS = frozenset({"bar", "tab", "line", "space"})
VALUES = frozenset({"number", "blank", "zero"})

_CHINESE = '\u4e00-\u9fff“"'
_TOKEN = re.compile(
    r"(?P<line>\n)|(?P<tab>\t)|(?P<space> +)|(?P<bar>[|│┃¦])"
    r"|(?P<slashed>增\s?/\s?减|及/或)"
    r"|(?P<note>（(?![^（）]*\d\s+\d)[^（）|\t\n]{1,40}）)"
    rf"|(?P<before_mark>[-+]?\d+(?=[1-9][.、．]\s{{0,2}}[{_CHINESE}]))"
    rf"|(?P<mark>[1-9] ?[.、．](?=\s{{0,2}}[{_CHINESE}]))"
    r"|(?P<number>(?:(?:新增|增加?|减少?)(?=\d)|[-+](?=\d))?"
    r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)?"
    rf"(?: ?(?:亿元|万元|元)|(?:件|项|宗|起|条|个|次)(?![{_CHINESE}]))?)"
    r"|(?P<blank>-+|[/\\])"
    r"|(?P<other>[^\s|\t])",
)
_RULE = re.compile(r"(?m)^(?=[^\n]*-)[ \t]*[|+]?(?:[ \t]*:?-{2,}:?[ \t]*[|+]?)+[ \t]*$")
_SPACE_INSIDE = frozenset(" \t\n")
_TO_WHITE = {**ONE_TO_ONE, 0x09: "\t"}
_CELL_COMMA = re.compile(r"(?<=[\d,，])[,，]|[,，](?=[\d,，\n]|$)")


@dataclass(frozen=True, slots=True)
class Token:
    """One token: clean offsets and its characters without white space (a separator has the length of what it parts)."""

    kind: TokenKind
    start: int
    end: int
    text: str


def tokens(clean: CleanText, start: int, end: int) -> list[Token]:
    """The tokens of the clean span [start, end), in order."""
    raw, places = _with_document_spaces(clean, start, end)
    raw = _RULE.sub(lambda match: " " * len(match[0]), raw)  # the line under the head of a markdown table
    raw = _without_frame(raw)
    if _commas_part_cells(raw):
        raw = _CELL_COMMA.sub("|", raw)
    found: list[Token] = []
    for match in _TOKEN.finditer(raw):
        kind = match.lastgroup
        low, high = places[match.start()], places[match.end() - 1] + 1
        if kind in SEPARATORS:
            found.append(Token(kind, low, low, match[0]))  # type: ignore[arg-type]
        elif kind in ("number", "before_mark"):
            found.append(Token("number", low, high, match[0].replace(" ", "")))
        elif kind in ("mark", "blank"):
            found.append(Token(kind, low, high, match[0]))  # type: ignore[arg-type]
        else:
            _add_text(found, low, high, "".join(match[0].split()))
    return [
        Token("zero", one.start, one.end, one.text) if _is_zero(found, index) else one
        for index, one in enumerate(found)
    ]


def _add_text(found: list[Token], low: int, high: int, text: str) -> None:
    last = found[-1] if found else None
    if last is not None and last.kind in ("text", "mark") and last.end <= low:
        found[-1] = Token("text" if last.kind == "text" else "mark", last.start, high, last.text + text)
    else:
        found.append(Token("text", low, high, text))


def _is_zero(found: list[Token], index: int) -> bool:
    """Whether the token is a 无 that stands alone in its cell, which states 0 (SCHEMA.md, states).

    Among words of one character each it is part of a label that was printed letter by letter.
    """
    if found[index].kind != "text" or found[index].text != "无":
        return False
    for step in (-1, 1):
        place = index + step
        while 0 <= place < len(found) and found[place].kind in ("space", "line"):
            place += step
        words = 0 <= place < len(found) and found[place].kind in ("text", "mark")
        if words and (place == index + step or (len(found[place].text) == 1 and found[place].text != "无")):
            return False
    return True


def _without_frame(raw: str) -> str:
    """`raw` without the bars that part no cells: those that close the lines of a frame, or all where each line is one cell."""
    lines = [line for line in raw.split("\n") if "|" in line]
    if not lines:
        return raw
    inner = sum("|" in line.strip(" |") for line in lines)
    if len(lines) >= 8 and inner * 5 < len(lines):
        return raw.replace("|", " ")
    framed = sum(line.lstrip(" ").startswith("|") and line.rstrip(" ").endswith("|") for line in lines)
    # The first line may begin inside the frame, where the table was found.
    if framed * 5 < (len(lines) - 1) * 4 or len(lines) < 2:
        return raw
    return re.sub(r"\|(?=[ ]*(?:\n|$))", " ", raw)


def _commas_part_cells(raw: str) -> bool:
    """Whether the table is a list of cells parted by commas: then no comma groups thousands."""
    return len(re.findall(r"(?m)^[^\n]*?[,，]\d{0,6}[,，]\d{0,6}[,，]\d{0,6}[,，]", raw)) >= 3


def _with_document_spaces(clean: CleanText, start: int, end: int) -> tuple[str, list[int]]:
    """The clean characters of the span with the white space of the document between them, each with its clean offset.

    White space has the offset of the character behind it.
    """
    pieces: list[str] = []
    places: list[int] = []
    document, starts, ends, text = clean.document, clean.starts, clean.ends, clean.text
    previous: int | None = None
    for index in range(start, end):
        character = text[index]
        if character in " \n":
            continue
        if previous is not None and starts[index] != previous:
            gap = _white(document[previous : starts[index]])
            pieces.append(gap)
            places.extend([index] * len(gap))
        pieces.append(character)
        places.append(index)
        previous = ends[index]
    gap = _white(document[previous : _after(document, previous)]) if previous is not None else ""
    pieces.append(gap)
    places.extend([end] * len(gap))
    return "".join(pieces), places


def _after(document: str, position: int) -> int:
    """Where the white space behind the table ends: it may hold the last row's empty cells."""
    stop = position
    while stop < len(document) and stop - position < 40 and document[stop].isspace():
        stop += 1
    return stop


def _white(gap: str) -> str:
    """The white space of `gap`; where cleaning left something out of it (a page mark), one line end."""
    plain = gap.replace("\r\n", "\n").translate(_TO_WHITE)
    if any(character not in _SPACE_INSIDE for character in plain):
        kept = "".join(character for character in plain if character in _SPACE_INSIDE)
        return "\n" if "\n" in kept else kept
    return plain
