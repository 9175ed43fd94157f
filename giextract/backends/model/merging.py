"""Merging: the answers of all requests of a report, section by section, lists in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from giextract.backends import Answer
from giextract.backends.model.planning import Request
from giextract.errors import BackendError

_INDEX = re.compile(r"/(\d+)(?=/|$)")


def merged(
    requests: Sequence[Request], results: Sequence[list[Answer] | BackendError]
) -> dict[str, list[Answer] | BackendError]:
    """Outcome of each section: its answers, or the error of a request that was to answer it."""
    outcomes: dict[str, list[Answer] | BackendError] = {}
    for number, (request, result) in enumerate(zip(requests, results, strict=True)):
        for name in request.asked:
            known = outcomes.setdefault(name, [])
            if isinstance(result, BackendError):
                if not isinstance(known, BackendError):
                    outcomes[name] = result
                continue
            if isinstance(known, BackendError):
                continue
            prefix = {leaf.path for leaf in request.sections[name].leaves}
            own = [answer for answer in result if _INDEX.sub("/*", answer.path) in prefix]
            known.extend(replace(answer, path=_apart(answer.path, number)) for answer in own)
    return {name: one if isinstance(one, BackendError) else _in_order(one) for name, one in outcomes.items()}


def _apart(path: str, number: int) -> str:
    """Items of different requests never share an index."""
    match = _INDEX.search(path)
    if match is None:
        return path
    return f"{path[: match.start(1)]}{number * 100_000 + int(match[1])}{path[match.end() :]}"


def _in_order(answers: list[Answer]) -> list[Answer]:
    """List items numbered anew as they stand in the text, unanswered ones last; the first answer of a leaf counts."""
    first: dict[str, dict[str, tuple[bool, int]]] = {}
    for answer in answers:
        match = _INDEX.search(answer.path)
        if match is not None:
            place = (answer.span is None, answer.span[0] if answer.span else 0)
            items = first.setdefault(answer.path[: match.start()], {})
            items[match[1]] = min(items.get(match[1], place), place)
    new: dict[tuple[str, str], int] = {}
    for head, items in first.items():
        ranked = sorted(items, key=lambda index: (items[index], int(index)))
        new.update({(head, index): position for position, index in enumerate(ranked)})
    found: dict[str, Answer] = {}
    for answer in answers:
        match = _INDEX.search(answer.path)
        path = answer.path
        if match is not None:
            head = path[: match.start()]
            path = f"{head}/{new[head, match[1]]}{path[match.end() :]}"
        found.setdefault(path, replace(answer, path=path))
    return list(found.values())
