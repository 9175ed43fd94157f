"""The order of work: what a person should look at first, because it is likeliest to be wrong.

What is looked at is a slot: a field outside lists, an item of a list, a list (is an item missing?), or a whole section that the
report does not seem to have. Each has the reasons for which it is doubted, and a score: the chance that it is wrong if each
reason alone made it so. The chances below were counted where they could be, with `rules` on the composed reports of evals
(dev and test, 44 reports); those of other backends differ, so scores order, and how many errors are left is told from what was
decided (giextract.labelling.estimate), never from scores.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

from giextract.record import Record
from giextract.review.doubts import doubts
from giextract.schema import Leaf, Schema

Level = Literal[
    "unanswered", "unproved", "illegible", "difference", "finding", "doubtful", "gap", "unclaimed", "absent", "stated"
]
"""The strongest reason of a slot, strongest first."""

REASON_TO_CHANCE: Mapping[str, float] = {
    "unanswered": 0.9,  # the backend said nothing of the section: assumed
    "unproved": 0.8,  # an answer that its characters do not prove: 4 of 4
    "illegible": 0.8,  # 38 of 48
    "difference": 0.6,  # at least one of two backends is wrong, as a rule the second: assumed
    "finding": 0.2,  # the audit may blame the extraction: 7 of 40
    "doubtful": 0.2,  # characters read with little confidence: assumed
    "gap": 0.2,  # no text in a section that was read: 44 of 236
    "unclaimed": 0.03,  # not there, and the section's lines hold a figure that proves nothing: 159 of 5,573
    "absent": 0.015,  # 16 of 1,060
    "stated": 0.013,  # 75 of 5,666
}
LEVEL_TO_WORDS: Mapping[str, str] = {
    "unanswered": "the backend gave no answer",
    "difference": "records differ",
    "unproved": "not proved",
    "illegible": "illegible",
    "finding": "a finding",
    "doubtful": "doubtful characters",
    "gap": "no such text in a section that was read",
    "unclaimed": "not there, and a figure of its section proves nothing",
    "stated": "nothing speaks against it",
    "absent": "not there, as far as is known",
}
QUIET: tuple[Level, ...] = ("gap", "unclaimed", "absent", "stated")
"""Levels of which nearly all is right, so that a person looks at some of them by lot and not at all."""


class Place(NamedTuple):
    """A slot of a report by its path in the first record's indices."""

    sha256: str
    path: str


@dataclass(frozen=True, slots=True)
class Slot:
    """What is looked at, why it is doubted (strongest reason first, at least one), and its score, 0 to 1."""

    place: Place
    section: str
    reasons: tuple[Level, ...]

    @property
    def level(self) -> Level:
        """The strongest reason; errors left are told level by level."""
        return self.reasons[0]

    @property
    def score(self) -> float:
        """The chance that it is wrong."""
        right = 1.0
        for reason in self.reasons:
            right *= 1 - REASON_TO_CHANCE[reason]
        return 1 - right


@dataclass(frozen=True)
class Pile:
    """Reports to be looked at, the likeliest to hold errors first, and their slots, the likeliest to be wrong first.

    Slots of one score stand in an order drawn by lot (from `seed`), the same each time: so the first ones of a level that
    were looked at are a random sample of it.
    """

    sha256s: tuple[str, ...]
    slots: tuple[Slot, ...]

    def of(self, sha256: str) -> list[Slot]:
        """The slots of one report, in the same order."""
        return [slot for slot in self.slots if slot.place.sha256 == sha256]

    def level(self, level: str) -> list[Slot]:
        """The slots of one level in the order drawn by lot, whatever further reasons they have."""
        return sorted((slot for slot in self.slots if slot.level == level), key=lambda slot: lot(slot.place))


def pile(reports: Iterable[Sequence[Record]], schema: Schema) -> Pile:
    """The pile of all reports, each given as its records, the first of which is what is decided about."""
    sha256_to_slots = {records[0].source.sha256: slots_of(records, schema) for records in reports}
    weights = {sha256: sum(slot.score for slot in slots) for sha256, slots in sha256_to_slots.items()}
    everything = [slot for slots in sha256_to_slots.values() for slot in slots]
    return Pile(
        tuple(sorted(weights, key=lambda sha256: (-weights[sha256], sha256))),
        tuple(sorted(everything, key=lambda slot: (-slot.score, lot(slot.place)))),
    )


def sample(whole: Pile, size: int, levels: Sequence[str] = QUIET) -> list[Slot]:
    """`size` slots of each of the `levels`, drawn by lot: without them nobody knows how many errors nothing points at."""
    return [slot for level in levels for slot in whole.level(level)[:size]]


def lot(place: Place, seed: str = "giextract") -> str:
    """What a slot drew; independent of everything that makes a slot right or wrong."""
    return hashlib.sha256(f"{seed}\n{place.sha256}\n{place.path}".encode()).hexdigest()


def slots_of(records: Sequence[Record], schema: Schema) -> list[Slot]:
    """The slots of one report in the order of the schema."""
    first = records[0]
    sha256 = first.source.sha256
    slot_to_reasons = _reasons(records)
    said = {_slot_path(fact.path) for fact in first.facts} | set(slot_to_reasons)
    found: list[Slot] = []
    for section in schema.sections:
        result = first.sections.get(section.name)
        heads = dict.fromkeys(leaf.path.partition("/*")[0] for leaf in section.leaves)
        mine = [path for path in said if _head(path) in heads]
        whole = f"/{section.name}" if all(head.startswith(f"/{section.name}/") for head in heads) else ""
        if not mine and (result is None or result.state != "read") and whole:
            level: Level = "unanswered" if result is not None and result.state == "unanswered" else "absent"
            found.append(Slot(Place(sha256, whole), section.name, (level,)))
            continue
        has_unclaimed = result is not None and any(
            low <= figure.span[0] < high for figure in first.figures.unclaimed for low, high in result.spans
        )
        path_to_leaf = {leaf.path: leaf for leaf in section.leaves}
        for path in [*heads, *sorted((one for one in mine if one not in heads), key=_item_key)]:
            reasons = list(slot_to_reasons.get(path, ()))
            if not reasons:
                reasons = [_quiet(path, path_to_leaf.get(path), path in said, has_unclaimed)]
            found.append(Slot(Place(sha256, path), section.name, tuple(sorted(set(reasons), key=LEVELS.index))))
    return found


LEVELS: tuple[str, ...] = get_args(Level)


def _reasons(records: Sequence[Record]) -> dict[str, list[Level]]:
    """Path of a slot -> the reasons against it or anything in it."""
    slot_to_reasons: dict[str, list[Level]] = {}
    for path, reasons in doubts(records).items():
        slot_to_reasons.setdefault(_slot_path(path), []).extend(reasons)
    for fact in records[0].facts:
        if fact.state == "unanswered":
            slot_to_reasons.setdefault(_slot_path(fact.path), []).append("unanswered")
    return slot_to_reasons


def _quiet(path: str, leaf: Leaf | None, is_said: bool, has_unclaimed: bool) -> Level:
    """The level of a slot that nothing speaks against; `leaf` is None for a list and its items."""
    if is_said:
        return "stated"
    if leaf is not None and leaf.type in (bool, str) and not path.endswith("_email"):
        return "gap"
    return "unclaimed" if has_unclaimed else "absent"


def _slot_path(path: str) -> str:
    """The field or the item of a list that a path leads to or into."""
    tokens = path.split("/")
    index = next((number for number, token in enumerate(tokens) if token.isdigit()), None)
    return path if index is None else "/".join(tokens[: index + 1])


def _head(path: str) -> str:
    head, _, last = path.rpartition("/")
    return head if last.isdigit() else path


def _item_key(path: str) -> tuple[Any, ...]:
    head, _, last = path.rpartition("/")
    return (head, int(last)) if last.isdigit() else (path, -1)
