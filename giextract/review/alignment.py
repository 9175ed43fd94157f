"""The items of lists in two records of one report: which of the one are which of the other."""

from __future__ import annotations

import re
from collections.abc import Iterable

from giextract.record import Fact, Record
from giextract.review.reports import BY_PEOPLE

_ITEM = re.compile(r"(.*?)/(0|[1-9][0-9]*)(?=/|$)")


def aligned(first: Record, other: Record) -> list[str]:
    """The paths of the facts of `other`, in their order, with the indices that `first` gives the same items.

    Items are the same where they are proved by the same characters, else where their text is the same; what is left gets
    indices behind those of `first`. Lists within lists keep their inner indices. Records of what
    two people decided have the same items under the same indices as they come (giextract.labelling.counterpart), and keep them.
    """
    if all(record.signature.backend.endswith(BY_PEOPLE) for record in (first, other)):
        return [fact.path for fact in other.facts]
    ours, theirs = _lists(first.facts), _lists(other.facts)
    renamed: dict[str, str] = {}
    for name, items in theirs.items():
        renamed.update(_matched(name, ours.get(name, {}), items))
    return [_renamed(fact.path, renamed) for fact in other.facts]


def _lists(facts: Iterable[Fact]) -> dict[str, dict[int, list[Fact]]]:
    """Path of each list -> index -> the facts of that item."""
    found: dict[str, dict[int, list[Fact]]] = {}
    for fact in facts:
        match = _ITEM.match(fact.path)
        if match:
            found.setdefault(match[1], {}).setdefault(int(match[2]), []).append(fact)
    return found


def _matched(name: str, ours: dict[int, list[Fact]], theirs: dict[int, list[Fact]]) -> dict[str, str]:
    free = {index: (_places(facts), _texts(facts)) for index, facts in ours.items()}
    index_to_ours: dict[int, int] = {}
    for kind, seen in enumerate((_places, _texts)):
        for index, facts in theirs.items():
            shared = {one: len(sets[kind] & seen(facts)) for one, sets in free.items()}
            if index not in index_to_ours and any(shared.values()):
                best = max(shared, key=lambda one: shared[one])
                index_to_ours[index] = best
                del free[best]
    behind = max([*ours, -1]) + 1
    for index in theirs:
        if index not in index_to_ours:
            index_to_ours[index] = behind
            behind += 1
    return {f"{name}/{index}": f"{name}/{own}" for index, own in index_to_ours.items()}


def _places(facts: list[Fact]) -> set[object]:
    """Each part of the item with the characters that prove it."""
    return {(_tail(fact), fact.span) for fact in facts if fact.span is not None}


def _texts(facts: list[Fact]) -> set[object]:
    return {(_tail(fact), fact.value) for fact in facts if isinstance(fact.value, str)}


def _tail(fact: Fact) -> str:
    match = _ITEM.match(fact.path)
    assert match is not None
    return fact.path[match.end() :]


def _renamed(path: str, renamed: dict[str, str]) -> str:
    match = _ITEM.match(path)
    if not match:
        return path
    return renamed[f"{match[1]}/{match[2]}"] + path[match.end() :]
