"""Outcomes: what became of each slot of a report, one of six.

    label \\ record     stated, equal   stated, other   same empty state   another empty state   unanswered
    stated             correct         wrong           -                  missing               error or missing
    blank, illegible   -               spurious        correct_empty      wrong (or missing)    error or missing
    absent             -               spurious        correct_empty      spurious              correct_empty

A slot is a leaf outside lists, or one item of an open list with all its parts. An item whose name or one figure is
off is `wrong`. A place that the record calls absent though it is printed, or the other way round, is not right
either, but only values count as invented, and only values count for precision and recall.

Non-trivial slots make precision, recall and F1: any stated leaf; in the fixed tables of the 2019 form, where most
cells are 0, a stated cell that is not 0. A wrong value hurts both precision and recall.
A section or leaf that a backend failed to answer makes `missing` slots where the model is to blame (an answer that
stayed invalid, refused, cut off) and `error` slots where the machinery is (timeouts, 5xx): these are left out of precision and
recall, printed in the headline, and make the run incomplete.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from giextract.schema import Schema
from giextract.scoring.items import LabelItem, ListShape, label_items, pair, part_is_right, wrong_parts
from giextract.scoring.labels import ABSENT, Flat, Label, Reading, flatten, reading
from giextract.scoring.predictions import Prediction, predicted_values

Outcome = Literal["correct", "correct_empty", "wrong", "missing", "spurious", "error"]
OUTCOMES: tuple[Outcome, ...] = ("correct", "correct_empty", "wrong", "missing", "spurious", "error")
FIXED_TABLES = frozenset({"article20", "requests", "challenges"})
"""Sections of the annual report that are tables of the 2019 form (国办公开办函〔2021〕30号), mostly zeros."""


class Slot(NamedTuple):
    """One slot that the label or the record fills; `field` is its path with `*` for the index.

    `path` is the label's; an item that only the record has ends in `+` and its name. `found_at` is the record's path.
    `name` is the name of a list item. `tp`, `fp` and `fn` are what the slot adds to the counts of its report.
    """

    report: str
    section: str
    field: str
    path: str
    found_at: str | None
    name: str
    label: Reading
    found: Reading
    label_raw: Any
    found_raw: Any
    outcome: Outcome
    kind: str
    wrong_parts: tuple[str, ...]
    tp: int
    fp: int
    fn: int


@dataclass(frozen=True, slots=True)
class ReportScore:
    """All slots of one report that anything stands in, and how many others were rightly left empty, by section."""

    report: str
    epoch: int
    slots: tuple[Slot, ...]
    empty_by_section: dict[str, int]
    unscored: int

    @property
    def total(self) -> int:
        """How many slots there are, empty ones too."""
        return len(self.slots) + sum(self.empty_by_section.values())


class Tally(NamedTuple):
    """True and false positives, false negatives, slots that are right, and all slots, of one report."""

    tp: int
    fp: int
    fn: int
    right: int
    total: int


class _Open(NamedTuple):
    """The leaves and the lists that a label scores neither way, and how many of the other leaves each section has."""

    free: frozenset[str]
    free_lists: frozenset[str]
    section_to_leaves: Mapping[str, int]


class Scorer:
    """Scores records of one schema; `sections` restricts what is looked at."""

    def __init__(self, schema: Schema, sections: frozenset[str] = frozenset()) -> None:
        chosen = [one for one in schema.sections if not sections or one.name in sections]
        self.leaves = {leaf.path: (one.name, leaf) for one in chosen for leaf in one.leaves if "*" not in leaf.path}
        lists = {leaf.path.split("/*")[0]: one.name for one in chosen for leaf in one.leaves if "*" in leaf.path}
        self.shapes = {path: (section, ListShape(schema, path)) for path, section in lists.items()}
        self._last: tuple[Prediction, Flat] | None = None  # a reference says the same of every report
        self._optional_to_open: dict[tuple[str, ...], _Open] = {}

    def _open(self, label: Label) -> _Open:
        """What of the schema the label scores at all; many labels leave out the same."""
        if label.optional not in self._optional_to_open:
            free = frozenset(path for path in self.leaves if label.is_optional(path))
            scored = Counter(section for path, (section, _) in self.leaves.items() if path not in free)
            lists = frozenset(path for path in self.shapes if label.is_optional(path))
            self._optional_to_open[label.optional] = _Open(free, lists, scored)
        return self._optional_to_open[label.optional]

    def score(self, label: Label, prediction: Prediction) -> ReportScore:
        """Every slot of one report with its outcome."""
        free, free_lists, section_to_leaves = self._open(label)
        found = self._found(prediction)
        empty = dict(section_to_leaves)
        slots = []
        for section, path, mine, theirs, outcome in self._leaf_outcomes(label, prediction):
            empty[section] -= 1
            wrong = () if outcome in ("correct", "correct_empty") else ("",)
            fixed = section in FIXED_TABLES
            slots.append(_slot(label.report, section, path, path, mine, theirs, outcome, wrong, fixed=fixed))
        counted = len(slots) + sum(empty.values()) + len(free)
        assert counted == len(self.leaves), f"{label.report}: {counted} outcomes for {len(self.leaves)} fields"
        unscored = len(free & (label.flat.path_to_leaf.keys() | found.path_to_leaf.keys())) + len(free_lists)
        for slot in self._item_slots(label, prediction):
            if slot is None:
                unscored += 1
            else:
                slots.append(slot)
        empty = {section: count for section, count in empty.items() if count}
        return ReportScore(label.report, prediction.epoch, tuple(slots), empty, unscored)

    def tally(self, label: Label, prediction: Prediction) -> Tally:
        """What the slots of `score` come to, without the slots: for yardsticks, of which nothing else is asked."""
        empty = sum(self._open(label).section_to_leaves.values())
        tp = fp = fn = right = total = 0
        for section, _, mine, theirs, outcome in self._leaf_outcomes(label, prediction):
            counts = _counts(mine, theirs, outcome, fixed=section in FIXED_TABLES)
            tp, fp, fn = tp + counts[0], fp + counts[1], fn + counts[2]
            right += outcome in ("correct", "correct_empty")
            total += 1
        right, total = right + empty - total, empty
        for slot in self._item_slots(label, prediction):
            if slot is not None:
                tp, fp, fn = tp + slot.tp, fp + slot.fp, fn + slot.fn
                right += slot.outcome in ("correct", "correct_empty")
                total += 1
        return Tally(tp, fp, fn, right, total)

    def _found(self, prediction: Prediction) -> Flat:
        if self._last is None or self._last[0] is not prediction:
            self._last = (prediction, flatten(predicted_values(prediction)))
        return self._last[1]

    def _leaf_outcomes(
        self, label: Label, prediction: Prediction
    ) -> Iterator[tuple[str, str, Reading, Reading, Outcome]]:
        """Section, path, label, record and outcome of each leaf outside lists in which either has anything."""
        expected, found = label.flat.path_to_leaf, self._found(prediction).path_to_leaf
        free, unanswered = self._open(label).free, prediction.unanswered
        filled = expected.keys() | found.keys()
        for path, (section, leaf) in self.leaves.items():
            if path not in filled or path in free:
                continue
            mine = reading(expected[path]) if path in expected else ABSENT
            others = [reading(one) for one in label.also_right.get(path, ())]
            fault = prediction.fault(section)
            if path in found:
                theirs = reading(found[path])
            else:
                theirs = Reading("unanswered") if fault or path in unanswered else ABSENT
            if theirs.state == "stated":
                right = (mine is not ABSENT or bool(others)) and part_is_right(leaf, mine, others, theirs)
            else:
                right = theirs.state == mine.state or any(theirs.state == one.state for one in others)
            yield section, path, mine, theirs, _outcome(mine, theirs, right, fault)

    def _item_slots(self, label: Label, prediction: Prediction) -> Iterator[Slot | None]:
        """A slot for each item of the lists, None for one that is scored neither way."""
        expected, found = label.flat.path_to_list, self._found(prediction).path_to_list
        free = self._open(label).free_lists
        for path, (section, shape) in self.shapes.items():
            raws, found_raws = expected.get(path, []), found.get(path, [])
            if path not in free and (raws or found_raws):
                yield from _list_slots(label, section, shape, raws, found_raws, prediction)


def _outcome(label: Reading, found: Reading, right: bool, fault: Outcome | None) -> Outcome:
    if right:
        return "correct" if found.state == "stated" else "correct_empty"
    if label.state != "absent" and found.state in ("absent", "unanswered"):
        return fault or "missing"
    if label.state == "stated":
        return "wrong" if found.state == "stated" else "missing"
    if found.state == "stated" or label.state == "absent":
        return "spurious"
    return "wrong"


def _list_slots(
    label: Label, section: str, shape: ListShape, raws: list[Any], found_raws: list[Any], prediction: Prediction
) -> Iterator[Slot | None]:
    """A slot for each item of either side, None for one that is scored neither way."""
    expected = label_items(label, shape, raws)
    found = [shape.item(raw) for raw in found_raws]
    pairs = pair(shape, expected, found)
    for i, one in enumerate(expected):
        if one.free:
            yield None
            continue
        place = f"{shape.path}/{i}"
        mine = shape.state(one.item)
        if i not in pairs:
            outcome: Outcome = prediction.fault(section) or "missing"
            yield _slot(
                label.report,
                section,
                place,
                None,
                mine,
                ABSENT,
                outcome,
                (),
                name=_name(shape, one),
                raws=(raws[i], None),
            )
            continue
        j = pairs[i]
        wrong = wrong_parts(shape, one, found[j])
        theirs = shape.state(found[j])
        stated = "stated" in (mine.state, theirs.state)
        outcome = "wrong" if wrong else "correct" if stated else "correct_empty"
        if wrong and mine.state != "stated" and theirs.state == "stated":
            outcome = "spurious"
        yield _slot(
            label.report,
            section,
            place,
            f"{shape.path}/{j}",
            mine,
            theirs,
            outcome,
            tuple(wrong),
            name=_name(shape, one),
            raws=(raws[i], found_raws[j]),
        )
    seen: dict[str, int] = {}
    for j, item in enumerate(found):
        if j not in pairs.values():
            name = str(item.parts.get(shape.name, ABSENT).value or "")
            seen[item.name] = seen.get(item.name, 0) + 1
            place = f"{shape.path}/+{item.name or '?'}" + (f"#{seen[item.name]}" if seen[item.name] > 1 else "")
            theirs = shape.state(item)
            yield _slot(
                label.report,
                section,
                place,
                f"{shape.path}/{j}",
                ABSENT,
                theirs,
                "spurious",
                (),
                name=name,
                raws=(None, found_raws[j]),
            )


def _name(shape: ListShape, label: LabelItem) -> str:
    return str(label.item.parts.get(shape.name, ABSENT).value or "")


def _slot(
    report: str,
    section: str,
    path: str,
    found_at: str | None,
    label: Reading,
    found: Reading,
    outcome: Outcome,
    wrong: tuple[str, ...],
    *,
    name: str = "",
    raws: tuple[Any, Any] | None = None,
    fixed: bool = False,
) -> Slot:
    return Slot(
        report,
        section,
        f"{path[: path.rindex('/')]}/*" if raws else path,
        path,
        found_at if found.state not in ("absent", "unanswered") else None,
        name,
        label,
        found,
        raws[0] if raws else label.value,
        raws[1] if raws else found.value,
        outcome,
        "",
        wrong,
        *_counts(label, found, outcome, fixed=fixed),
    )


def _counts(label: Reading, found: Reading, outcome: Outcome, *, fixed: bool) -> tuple[int, int, int]:
    """What a slot adds to true positives, false positives and false negatives; `fixed` says that zeros are trivial."""
    asked = label.state == "stated" and not (fixed and _is_zero(label.value))
    given = found.state == "stated" and not (fixed and _is_zero(found.value))
    if outcome == "correct":
        return int(asked or given), 0, 0
    return (0, 0, 0) if outcome == "error" else (0, int(given), int(asked))


def _is_zero(value: object) -> bool:
    return value == 0 and isinstance(value, int | float | Decimal) and not isinstance(value, bool)
