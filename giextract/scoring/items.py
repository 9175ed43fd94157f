"""Items of an open list (tallies, rows of a form, rules, problems): when two are the same, and who is paired with whom.

An item is right when its name is (see `comparing`, and the label's `also_right`) and so is each of its parts.
Pairing: as many right pairs as there can be; of the rest those with the same name; of the rest the most alike by name
and figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from giextract.schema import Leaf, Schema
from giextract.scoring.assignment import best_assignment, largest_matching
from giextract.scoring.comparing import holds, likeness, normalised, same
from giextract.scoring.labels import ABSENT, ILLEGIBLE, Label, Reading, flatten, reading

ENOUGH = 0.7
"""Least likeness of names (0.3 more where one holds the other, 0.4 more for an equal figure) that pairs two items."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item as readings by part; `""` is the part of a list of plain values. `name` is its normalised name."""

    parts: dict[str, Reading]
    name: str


class ListShape:
    """What the items of a list are made of: leaves by part, and which part is the name (the first text)."""

    def __init__(self, schema: Schema, path: str) -> None:
        head = f"{path}/*"
        self.path = path
        self.part_to_leaf: dict[str, Leaf] = {
            leaf.path[len(head) :]: leaf for leaf in schema.leaves if (leaf.path + "/").startswith(f"{head}/")
        }
        self.name = next((part for part, leaf in self.part_to_leaf.items() if leaf.type is str), "")
        self.figures = [part for part, leaf in self.part_to_leaf.items() if leaf.type is not str]

    def item(self, raw: object) -> Item:
        """The item that a JSON value is."""
        if isinstance(raw, dict) and raw != ILLEGIBLE:
            leaves = flatten(raw).path_to_leaf if any(map(_is_nested, raw.values())) else _slashed(raw)
            parts = {part: reading(inner) for part, inner in leaves.items()}
        else:
            parts = {"": reading(raw)}
        return Item(parts, normalised(str(parts.get(self.name, ABSENT).value or "")))

    def state(self, item: Item) -> Reading:
        """The item's main reading: its first figure that is stated, else its first figure at all, else its name."""
        figures = [item.parts[part] for part in self.figures if part in item.parts]
        stated = [one for one in figures if one.state == "stated"]
        return (stated or figures or [item.parts.get(self.name, ABSENT)])[0]


def _is_nested(value: object) -> bool:
    return isinstance(value, dict | list)


def _slashed(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Values without anything inside by path, as nearly all items are."""
    return {f"/{key}": value for key, value in raw.items()}


@dataclass(frozen=True, slots=True)
class LabelItem:
    """An item of a label with the other right answers for its parts and the parts that are scored neither way."""

    item: Item
    others: dict[str, tuple[Reading, ...]]
    free_parts: frozenset[str]
    free: bool


NONE = frozenset[str]()


def label_items(label: Label, shape: ListShape, raws: Sequence[Any]) -> list[LabelItem]:
    """The items of one list of a label."""
    made = []
    inside = f"{shape.path}/"
    optional = frozenset(path for path in label.optional if path.startswith(inside))
    has_others = any(path.startswith(inside) for path in label.also_right)
    free = label.is_optional(shape.path)
    for index, raw in enumerate(raws):
        item = shape.item(raw)
        place = f"{shape.path}/{index}"
        others: dict[str, tuple[Reading, ...]] = {}
        for part in shape.part_to_leaf if has_others else ():
            listed = label.also_right.get(f"{place}{part}", [])
            if part == shape.name and part and not listed:
                listed = [one for one in label.also_right.get(place, []) if isinstance(one, str)]
            if listed:
                others[part] = tuple(reading(one) for one in listed)
        free_parts = (
            frozenset(part for part in shape.part_to_leaf if part and f"{place}{part}" in optional)
            if optional
            else NONE
        )
        made.append(LabelItem(item, others, free_parts, free=free or (bool(optional) and label.is_optional(place))))
    return made


def part_is_right(leaf: Leaf, label: Reading, others: Sequence[Reading], found: Reading) -> bool:
    """Whether a reading is the labelled one or one of the others that are right.

    In an item a blank part and a part left out are one and the same: an item has no place apart from its printed row.
    """
    empty = ("blank", "absent")
    for expected in (label, *others):
        if expected.state == "stated" == found.state:
            if same(leaf.comparator, expected.value, found.value):
                return True
        elif expected.state == found.state or (expected.state in empty and found.state in empty):
            return True
    return False


def wrong_parts(shape: ListShape, label: LabelItem, found: Item) -> list[str]:
    """The parts of `found` that are not as labelled, none where the item is right."""
    return [
        part
        for part, leaf in shape.part_to_leaf.items()
        if part not in label.free_parts
        and not part_is_right(
            leaf, label.item.parts.get(part, ABSENT), label.others.get(part, ()), found.parts.get(part, ABSENT)
        )
    ]


def pair(shape: ListShape, labels: Sequence[LabelItem], found: Sequence[Item]) -> dict[int, int]:
    """Index of a label's item -> index of the found one; optional items come last and take nothing from the others."""
    pairs: dict[int, int] = {}
    if not labels or not found:
        return pairs
    for free in (False, True):
        mine = [i for i, label in enumerate(labels) if label.free is free]
        left = [j for j in range(len(found)) if j not in pairs.values()]
        inner = _pair(shape, [labels[i] for i in mine], [found[j] for j in left])
        pairs.update({mine[i]: left[j] for i, j in inner.items()})
    return pairs


def _pair(shape: ListShape, labels: Sequence[LabelItem], found: Sequence[Item]) -> dict[int, int]:
    known: dict[tuple[int, int], bool] = {}

    def right(i: int, j: int) -> bool:
        if (i, j) not in known:
            known[i, j] = not wrong_parts(shape, labels[i], found[j])
        return known[i, j]

    by_name = defaultdict(list)
    for j, item in enumerate(found):
        by_name[item.name].append(j)
    first: dict[int, int] = {}
    taken: set[int] = set()
    for i, label in enumerate(labels):
        fitting = [j for j in by_name[label.item.name] if j not in taken and right(i, j)]
        if fitting:
            first[i] = min(fitting, key=lambda j: (abs(i - j), j))
            taken.add(first[i])
    pairs = largest_matching(len(labels), len(found), right, first)
    taken = set(pairs.values())
    for i, label in enumerate(labels):
        if i not in pairs:
            names = [label.item.name, *(normalised(str(one.value)) for one in label.others.get(shape.name, ()))]
            alike = [j for name in names for j in by_name.get(name, []) if j not in taken]
            if alike:
                pairs[i] = min(alike, key=lambda j: (abs(i - j), j))
                taken.add(pairs[i])
    rows = [i for i in range(len(labels)) if i not in pairs]
    columns = [j for j in range(len(found)) if j not in taken]
    worth = [[_likeness(shape, labels[i], found[j]) - 1e-6 * abs(i - j) for j in columns] for i in rows]
    for row, column in best_assignment(worth):
        if worth[row][column] >= ENOUGH - 1e-3:
            pairs[rows[row]] = columns[column]
    return pairs


def _likeness(shape: ListShape, label: LabelItem, found: Item) -> float:
    names = [label.item.name, *(normalised(str(one.value)) for one in label.others.get(shape.name, ()))]
    best = max(
        likeness(name, found.name) + (0.3 if name and found.name and holds(name, found.name) else 0) for name in names
    )
    a, b = shape.state(label.item), shape.state(found)
    return best + (0.4 if shape.figures and a.state == "stated" and a == b else 0)
