"""The counterpart of one reviewer's places in another's: what agreement calls the same stands under the same path, and says it."""

from __future__ import annotations

from collections.abc import Mapping

from giextract.labelling.places import item_of, list_of, under
from giextract.record import Fact
from giextract.scoring.outcomes import ReportScore, Slot


def counterpart(first: Mapping[str, Fact], second: Mapping[str, Fact], score: ReportScore) -> dict[str, Fact]:
    """The facts of `second` under the paths that `first` has for the same, an item that only it has behind all others.

    `score` holds the second against the first. Where the two are the same to it, letter for letter or not, the facts are the
    first's own.
    """
    item_to_new = _numbered(first, second, score)
    moved: dict[str, Fact] = {}
    for path, fact in second.items():
        item = item_of(path)
        new = path if item is None else item_to_new[item] + path[len(item) :]
        moved[new] = fact.model_copy(update={"path": new})
    for slot in score.slots:
        if slot.found_at is None or _is_alone(slot):
            continue
        wrong = {f"{slot.path}{part}" for part in slot.wrong_parts}
        for path in {*_below(first, slot.path), *_below(moved, slot.path)} - wrong:
            if path in first:
                moved[path] = first[path]
            else:
                del moved[path]  # a blank part of an item, which is the same as none
    return moved


def _numbered(first: Mapping[str, Fact], second: Mapping[str, Fact], score: ReportScore) -> dict[str, str]:
    """Path of each item of the second -> that of the same item of the first, or a free one behind its list."""
    item_to_new = {slot.found_at: slot.path for slot in score.slots if slot.found_at and not _is_alone(slot)}
    free: dict[str, int] = {}
    for path in first:
        if item := item_of(path):
            head, index = list_of(item)
            free[head] = max(free.get(head, 0), index + 1)
    for item in dict.fromkeys(item for path in second if (item := item_of(path))):
        if item not in item_to_new:
            head, _ = list_of(item)
            item_to_new[item] = f"{head}/{free.get(head, 0)}"
            free[head] = free.get(head, 0) + 1
    return item_to_new


def _is_alone(slot: Slot) -> bool:
    """Whether it is an item that only the second has: its path ends in its name, not in an index."""
    return slot.path.rpartition("/")[2].startswith("+")


def _below(facts: Mapping[str, Fact], path: str) -> set[str]:
    return {one for one in facts if under(one, path)}
