"""Citations: what a model answers for one leaf, taken from the string `line|characters` and from its likely variants."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

State = Literal["stated", "blank", "illegible"]

_CITED = re.compile(r"\s*(?:第|L|line\s*)?(\d{1,6})\s*(?:行)?\s*[|｜:：]\s*(.*)", re.DOTALL | re.IGNORECASE)
_STATE = re.compile(r"(blank|illegible|空白|无法辨认)\s*[|｜:：]?\s*(.*)", re.DOTALL | re.IGNORECASE)
_NOTHING = frozenset({"", "null", "none", "n/a", "absent", "not there", "没有", "未提及", "无此项"})
_BLANK_WORDS = frozenset({"blank", "空白"})


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited line and the characters copied from it."""

    line: int
    quote: str
    state: State = "stated"


def cited(answer: Any) -> Citation | str | None:
    """The citation in `answer`, None where it says that the field is not there, or the complaint about it.

    >>> cited("12|公开130条")
    Citation(line=12, quote='公开130条', state='stated')
    >>> cited({"line": 12, "quote": "公开130条"}) == cited([12, "公开130条"]) == cited("12|公开130条")
    True
    >>> cited("3|blank|兼职人员数")
    Citation(line=3, quote='兼职人员数', state='blank')
    >>> cited(130)
    'it must be a string "line|characters", as in "12|主动公开政府信息130条"'
    >>> cited(None) is cited("") is None
    True
    """
    if isinstance(answer, dict):
        line = answer.get("line", answer.get("行号"))
        words = next((answer[key] for key in ("quote", "text", "characters", "原文") if key in answer), None)
        if line is None and words is None:
            return None if not any(answer.values()) else _COMPLAINT
        state = str(answer.get("state", "")).lower()
        answer = f"{line}|{f'{state}|' if state in ('blank', 'illegible') else ''}{words}"
    elif (
        isinstance(answer, list)
        and len(answer) == 2
        and isinstance(answer[0], int | str)
        and isinstance(answer[1], str)
    ):
        answer = f"{answer[0]}|{answer[1]}"
    if answer is None or (isinstance(answer, str) and answer.strip().lower() in _NOTHING):
        return None
    match = _CITED.fullmatch(answer) if isinstance(answer, str) else None
    if match is None:
        return _COMPLAINT
    if match[2].strip().lower() in ("null", "none", "absent"):
        return None
    return _with_state(int(match[1]), match[2])


_COMPLAINT = 'it must be a string "line|characters", as in "12|主动公开政府信息130条"'


def _with_state(line: int, words: str) -> Citation:
    match = _STATE.fullmatch(words)
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
