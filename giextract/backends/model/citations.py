"""Citations: what a model answers for one leaf, taken from the string `line|characters` and from its likely variants."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from giextract.backends.model.arranging import line_in

State = Literal["stated", "blank", "illegible"]

_NUMBER = (
    r"[\[(（【<«]?\s*(?:第|行号?|L|lines?|#)?\s*[.:：]?\s*(\d{1,6})(?:\s*[-–~—、,]\s*L?\d{1,6})?\s*行?\s*[\])）】>»]?"
)
_CITED = re.compile(rf"\s*{_NUMBER}\s*(?:[|｜:：]|[、，,](?!\d)|[.．](?![\d.])|\s)\s*(.*)", re.DOTALL | re.IGNORECASE)
_BRACKETED = re.compile(r"\s*(?:\[(\d{1,6})\]|[(（](\d{1,6})[)）]|【(\d{1,6})】)\s*(.*)", re.DOTALL)
_BARRED = re.compile(rf"\s*{_NUMBER}\s*[|｜]", re.IGNORECASE)
_LINE = re.compile(rf"\s*{_NUMBER}\s*", re.IGNORECASE)
_AGAIN = re.compile(r"\s*(\d{1,6})\s*[|｜]")
_STATE = re.compile(r"(blank|illegible|空白|无法辨认)\s*[|｜:：]?\s*(.*)", re.DOTALL | re.IGNORECASE)
_STATE_BEHIND = re.compile(r"(.+?)\s*[|｜]\s*(blank|illegible|空白|无法辨认)\s*", re.DOTALL | re.IGNORECASE)
_NOTHING = frozenset({"", "null", "none", "n/a", "absent", "not there", "没有", "未提及", "未说明", "无此项"})
_NOT_THERE = frozenset({"null", "none", "n/a", "absent", "not there", "未提及", "未说明", "无此项"})
"""Words that say, behind a line number, that nothing is there: none that a report would print to say so."""
_BLANK_WORDS = frozenset({"blank", "空白"})
_QUOTE_KEYS = ("quote", "text", "characters", "原文", "evidence", "printed", "content", "value", "值")


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited line and the characters copied from it."""

    line: int
    quote: str
    state: State = "stated"


def cited(answer: Any, *, leaf: bool = False) -> Citation | str | None:
    """The citation in `answer`, None where it says that the field is not there, or the complaint about it.

    `leaf` takes a state behind the characters, too; in an item each part has its own.

    >>> cited("12|公开130条")
    Citation(line=12, quote='公开130条', state='stated')
    >>> cited({"line": 12, "quote": "公开130条"}) == cited([12, "公开130条"]) == cited("12|公开130条")
    True
    >>> cited("L12: 公开130条") == cited("[第12行] 公开130条") == cited("12|12|公开130条") == cited("12|公开130条")
    True
    >>> cited({"line": "L12", "quote": 130})
    Citation(line=12, quote='130', state='stated')
    >>> cited("3|blank|兼职人员数") == cited("3|兼职人员数|blank", leaf=True)
    True
    >>> cited(130) == cited("1.5%") == cited("公开130条")
    True
    >>> cited(130)
    'it must be a string "line|characters", as in "12|主动公开政府信息130条"'
    >>> cited(None) is cited("") is cited("12|null") is cited({"line": None, "state": "absent"}) is None
    True
    """
    if isinstance(answer, Mapping):
        return _from_object(answer)
    if isinstance(answer, list) and len(answer) == 2 and isinstance(answer[0], int | str):
        number = _LINE.fullmatch(str(answer[0]))
        if number is not None and isinstance(answer[1], int | float | str):
            return _with_state(int(number[1]), str(answer[1]))
    if answer is None or (isinstance(answer, str) and answer.strip().lower() in _NOTHING):
        return None
    match = _CITED.fullmatch(answer) if isinstance(answer, str) else None
    bracketed = _BRACKETED.fullmatch(answer) if match is None and isinstance(answer, str) else None
    if bracketed is not None:
        return _with_state(int(bracketed[1] or bracketed[2] or bracketed[3]), bracketed[4])
    if match is None:
        return _COMPLAINT
    behind = _STATE_BEHIND.fullmatch(match[2]) if leaf else None
    return _with_state(int(match[1]), f"{behind[2]}|{behind[1]}" if behind else match[2])


_COMPLAINT = 'it must be a string "line|characters", as in "12|主动公开政府信息130条"'


def own_citation(answer: Any, line: Any) -> Citation | str | None:
    """The citation of one part of an item that cites `line` for all of its parts, unless the part cites one itself."""
    if line is None or isinstance(answer, Mapping | list) or (isinstance(answer, str) and _BARRED.match(answer)):
        return cited(answer)
    if answer is None or (isinstance(answer, str) and answer.strip().lower() in _NOTHING):
        return None
    number = _LINE.fullmatch(str(line))
    return _with_state(int(number[1]), str(answer)) if number is not None else _COMPLAINT


def _from_object(answer: Mapping[str, Any]) -> Citation | str | None:
    line = line_in(answer)
    words = next((answer[key] for key in _QUOTE_KEYS if answer.get(key) is not None), None)
    state = str(answer.get("state") or "").lower()
    if (line is None and words is None) or state == "absent":
        return None if not any(answer.values()) or state == "absent" else _COMPLAINT
    if isinstance(words, str) and line is None:
        return cited(words)
    number = _LINE.fullmatch(str(line))
    if number is None or not isinstance(words, int | float | str | None):
        return _COMPLAINT
    return _with_state(int(number[1]), f"{f'{state}|' if state in ('blank', 'illegible') else ''}{words}")


def _with_state(line: int, words: str) -> Citation | None:
    if words.strip().lower() in _NOT_THERE:
        return None
    again = _AGAIN.match(words)
    if again is not None and int(again[1]) == line:  # the line copied with its number
        words = words[again.end() :]
    match = _STATE.fullmatch(words.strip())
    if match is None:
        return Citation(line, words)
    return Citation(line, match[2] or match[1], "blank" if match[1].lower() in _BLANK_WORDS else "illegible")


def parts_of(citation: Citation) -> list[Citation | None]:
    """The parts of an item answered in one string, `line|name|figure|…`; None for a part that is not printed.

    >>> [part and part.quote for part in parts_of(Citation(12, "人事信息|2条|"))]
    ['人事信息', '2条', None]
    """
    found: list[Citation | None] = []
    for words in re.split(r"[|｜]", citation.quote):
        plain = words.strip()
        if plain.lower() in _NOTHING:
            found.append(None)
        elif plain.lower() in _BLANK_WORDS:
            found.append(Citation(citation.line, "", "blank"))
        else:
            found.append(Citation(citation.line, plain, citation.state))
    return found
