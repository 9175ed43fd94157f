"""Merging: the answers of all requests of a report, section by section, lists in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from giextract.backends import Answer
from giextract.backends.model.planning import Request
from giextract.errors import BackendError

INDEX = re.compile(r"/(\d+)(?=/|$)")
Item = tuple[int, int]
"""The request that an item of a list comes from, and its number there: items of two requests are never one."""
Moved = tuple[Answer, Item | None, re.Match[str] | None]


def merged(
    requests: Sequence[Request], results: Sequence[list[Answer] | BackendError]
) -> dict[str, list[Answer] | BackendError]:
    """Outcome of each section: its answers, or the error of a request that was to answer it."""
    outcomes: dict[str, list[Moved] | BackendError] = {}
    for number, (request, result) in enumerate(zip(requests, results, strict=True)):
        section_to_answers: dict[str, list[Moved]] = {name: [] for name in request.sections}
        for answer in result if not isinstance(result, BackendError) else ():
            match = INDEX.search(answer.path)
            moved = (answer, (number, int(match[1])) if match else None, match)
            section_to_answers[_owner(answer.path, request)].append(moved)
        for name, answers in section_to_answers.items():
            if name not in request.asked:  # it has no lines of its own: what those of another section prove counts
                answers = [moved for moved in answers if moved[0].span]
                if not answers:
                    continue
            known = outcomes.setdefault(name, [])
            if isinstance(known, BackendError):
                continue
            if isinstance(result, BackendError):
                outcomes[name] = result
            else:
                known.extend(answers)
    return {name: one if isinstance(one, BackendError) else _in_order(one) for name, one in outcomes.items()}


def _owner(path: str, request: Request) -> str:
    """The section that a path belongs to; a flat schema has one and does not name it."""
    first = path[1:].partition("/")[0]
    return first if first in request.sections and len(request.sections) > 1 else next(iter(request.sections))


def _in_order(answers: list[Moved]) -> list[Answer]:
    """List items numbered anew as they stand in the text, unanswered ones last; the first answer of a leaf counts."""
    first: dict[str, dict[Item, tuple[bool, int]]] = {}
    for answer, item, match in answers:
        if item is not None and match is not None:
            place = (answer.span is None, answer.span[0] if answer.span else 0)
            items = first.setdefault(answer.path[: match.start()], {})
            items[item] = min(items.get(item, place), place)
    new: dict[tuple[str, Item], int] = {}
    for head, items in first.items():
        ranked = sorted(items, key=lambda item: (items[item], item))
        new.update({(head, item): position for position, item in enumerate(ranked)})
    found: dict[str, Answer] = {}
    for answer, item, match in answers:
        path = answer.path
        if item is not None and match is not None:
            head = path[: match.start()]
            path = f"{head}/{new[head, item]}{path[match.end() :]}"
        if path not in found:
            found[path] = answer if path == answer.path else replace(answer, path=path)
    return list(found.values())
