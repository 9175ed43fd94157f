"""Narrative fields by the character: how much of what a label quotes does the record quote, and the other way round?

Reported beside F1, which asks of each problem and measure only whether it is there: here the characters of the report are
counted that stand in both quotations. A value that cannot be found in the text, and what is optional, is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from giextract.record import Record
from giextract.schema import Schema
from giextract.scoring.labels import Label, reading
from giextract.scoring.occurrence import Occurrences

NARRATIVE = "narrative"
"""The comparator of fields that quote sentences."""
MOST_PLACES = 2


class Coverage(NamedTuple):
    """Characters: quoted by the label, of these by the record; quoted by the record, of these by the label."""

    labelled: int
    labelled_met: int
    found: int
    found_met: int


def coverage(label: Label, record: Record | None, look_up: Callable[[], Occurrences], schema: Schema) -> Coverage:
    """The coverage of one report's narrative fields; `look_up` gives its text, where anything is to be found in it."""
    heads = {leaf.path.removesuffix("/*") for leaf in schema.leaves if leaf.comparator == NARRATIVE}
    heads = {head for head in heads if not label.is_optional(head) and "*" not in head}
    found = _characters(
        fact.span
        for fact in (record.facts if record else ())
        if fact.span and fact.check == "proved" and any(_under(fact.path, head) for head in heads)
    )
    quoted = [choices for head in heads for choices in _choices(label, head)]
    if not quoted and not found:
        return Coverage(0, 0, 0, 0)
    occurrences = look_up()
    labelled: set[int] = set()
    allowed: set[int] = set()
    for choices in quoted:
        placed = [chars for one in choices if (chars := _characters(occurrences.places(one, most=MOST_PLACES)))]
        if placed:
            labelled |= max(placed, key=lambda chars: (len(chars & found) / len(chars), len(chars)))
            allowed = allowed.union(*placed)
    return Coverage(len(labelled), len(labelled & found), len(found), len(found & (labelled | allowed)))


def _choices(label: Label, head: str) -> Iterable[Sequence[str]]:
    """For each text that the label states at `head`, the text and those that are also right."""
    flat = label.flat
    if head in flat.path_to_leaf:
        items = [(head, flat.path_to_leaf[head])]
    else:
        items = [(f"{head}/{index}", raw) for index, raw in enumerate(flat.path_to_list.get(head, []))]
    for path, raw in items:
        one = reading(raw)
        if one.state == "stated" and isinstance(one.value, str) and not label.is_optional(path):
            yield [one.value, *(more for more in label.also_right.get(path, []) if isinstance(more, str))]


def _characters(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def _under(path: str, head: str) -> bool:
    return path == head or path.startswith(f"{head}/")
