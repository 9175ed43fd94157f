"""Lies: right answers twisted in the ways in which models go wrong, each leaf by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_FIGURE = re.compile(r"\d[\d,.]*")
_CHINESE = "零一二三四五六七八九"


def one_too_high(quote: str) -> str | None:
    """`quote` with its last figure one too high, None where it has none (the line number in front is no figure)."""
    line, _, words = quote.partition("|")
    matches = [match for match in _FIGURE.finditer(words) if words[match.end() : match.end() + 1] != "年"]
    if matches:
        match = matches[-1]
        return f"{line}|{words[: match.start()]}{_plus_one(match[0])}{words[match.end() :]}"
    spelled = list(re.finditer(f"[{_CHINESE[1:9]}](?![十百千万])", words))
    if spelled:
        match = spelled[-1]
        return f"{line}|{words[: match.start()]}{_CHINESE[_CHINESE.index(match[0]) + 1]}{words[match.end() :]}"
    return None


def _plus_one(figure: str) -> str:
    plain = figure.rstrip(",.")
    tail = figure[len(plain) :]
    if "." in plain:
        whole, _, part = plain.rpartition(".")
        return f"{whole}.{int(part) + 1:0{len(part)}d}{tail}"
    number = int(plain.replace(",", "")) + 1
    return (f"{number:,}" if "," in plain else str(number)) + tail


def leaves(answer: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Every answered string with its place in the answer."""
    if isinstance(answer, dict):
        for key, value in answer.items():
            yield from leaves(value, (*path, key))
    elif isinstance(answer, list):
        for index, value in enumerate(answer):
            yield from leaves(value, (*path, index))
    elif isinstance(answer, str):
        yield path, answer


def item_figures(quote: str) -> Iterator[str]:
    """An item (`line|name|figure|figure`) with each of its figures one too high in turn."""
    line, *parts = quote.split("|")
    for index, part in enumerate(parts):
        if index and _FIGURE.search(part):
            raised = one_too_high(f"{line}|{part}")
            if raised:
                yield "|".join([line, *parts[:index], raised.partition("|")[2], *parts[index + 1 :]])


def nested(path: tuple[Any, ...], value: Any) -> Any:
    """An answer that holds nothing but `value` at `path`."""
    for key in reversed(path):
        value = [value] if isinstance(key, int) else {key: value}
    return value
