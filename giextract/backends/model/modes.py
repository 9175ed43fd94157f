"""Modes: how an endpoint is asked for structure, and how its text becomes JSON.

The ladder: a mode that an endpoint refuses gives way to the next one, `tools` and `json_schema` to `json`, `json` to
`md_json`, which asks for nothing but text.
"""

from __future__ import annotations

import json
import re
from typing import Any

from giextract.backends.model.loose_json import strict
from giextract.backends.model.profile import Mode

TOOL = "answer"
MODE_TO_NEXT: dict[Mode, Mode] = {"tools": "json", "json_schema": "json", "json": "md_json"}
MODES: tuple[Mode, ...] = ("tools", "json_schema", "json", "md_json")

_REFUSES = re.compile(
    r"response_format|json_schema|json_object|tool_choice|\btools?\b|function.?call|structured.?output|grammar",
    re.IGNORECASE,
)
_THINKING = re.compile(r"<(think|thinking|reasoning)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_OPEN_THINKING = re.compile(r"^.*?</(?:think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"```(?:json|JSON)?\s*\n?(.*?)```", re.DOTALL)


def structure(mode: Mode, schema: dict[str, Any], *, strict: bool) -> dict[str, Any]:
    """The part of a request that asks for structure."""
    if mode == "tools":
        function: dict[str, Any] = {"name": TOOL, "parameters": schema}
        if strict:
            function["strict"] = True
        return {
            "tools": [{"type": "function", "function": function}],
            "tool_choice": {"type": "function", "function": {"name": TOOL}},
        }
    if mode == "json_schema":
        named: dict[str, Any] = {"name": TOOL, "schema": schema}
        if strict:
            named["strict"] = True
        return {"response_format": {"type": "json_schema", "json_schema": named}}
    return {"response_format": {"type": "json_object"}} if mode == "json" else {}


def refuses_mode(message: str, mode: Mode) -> bool:
    """Whether the message of a 400 says that the endpoint does not have `mode`."""
    return mode in MODE_TO_NEXT and bool(_REFUSES.search(message))


def object_in(text: str) -> dict[str, Any] | None:
    """The JSON object in an answer: without thinking, fences and chatter around it; None where there is none.

    >>> object_in('<think>{"no": 1}</think>好的：```json\\n{"a": {"b": "1|c"}}\\n```')
    {'a': {'b': '1|c'}}
    >>> object_in('答案是 {"a": 1}。') == object_in('[{"a": 1}]') == {"a": 1}
    True
    >>> object_in('{"a": ') is object_in("nothing") is None
    True
    """
    plain = _OPEN_THINKING.sub("", _THINKING.sub("", text)) if "</" in text else text
    fence = _FENCE.search(plain)
    fenced = fence[1] if fence else ""
    for candidate in (plain, fenced):
        found = _parsed(candidate.strip())
        if found is not None:
            return found
    return _inside(plain) or _loosely(fenced or plain)


def _inside(plain: str) -> dict[str, Any] | None:
    """The object that stands among other text, with those that follow it on lines of their own."""
    # Only what begins the text or a line, or is the first of all: an object from inside a cut-off answer is a part of it.
    first = re.search(r"\[\s*\{|\{", plain)
    starts = [first.start()] if first else []
    objects: list[Any] = []
    end = 0
    for start in dict.fromkeys([*starts, *(match.start(1) for match in re.finditer(r"(?:^|\n)\s*(\{)", plain))]):
        if start < end:
            continue
        try:
            found, end = json.JSONDecoder().raw_decode(plain, start)
        except (ValueError, RecursionError):
            continue
        objects.extend(found if isinstance(found, list) else [found])
    return _object([found for found in objects if found])


def _loosely(text: str) -> dict[str, Any] | None:
    """The object between the first and the last bracket, where loosened rules make one of it."""
    first, last = re.search(r"[{｛\[［]", text), max(text.rfind(mark) for mark in "}｝]］")
    if first is None or last < first.start():
        return None
    written = strict(text[first.start() : last + 1])
    return _parsed(written) if written is not None else None


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
        if isinstance(found, str):  # arguments of a tool that were encoded twice
            found = json.loads(found)
    except (ValueError, RecursionError):
        return None
    return _object(found)


def _object(found: Any) -> dict[str, Any] | None:
    """An object as it is, a list of objects as the only one of them or under a key of its own."""
    if isinstance(found, list) and found and all(isinstance(one, dict) for one in found):
        return found[0] if len(found) == 1 else {"answers": found}
    return found if isinstance(found, dict) else None
