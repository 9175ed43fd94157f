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

from collections.abc import Iterator
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


class Scorer:
    """Scores records of one schema; `sections` restricts what is looked at."""

    def __init__(self, schema: Schema, sections: frozenset[str] = frozenset()) -> None:
        chosen = [one for one in schema.sections if not sections or one.name in sections]
        self.leaves = {leaf.path: (one.name, leaf) for one in chosen for leaf in one.leaves if "*" not in leaf.path}
        lists = {leaf.path.split("/*")[0]: one.name for one in chosen for leaf in one.leaves if "*" in leaf.path}
        self.shapes = {path: (section, ListShape(schema, path)) for path, section in lists.items()}
        self._last: tuple[Prediction, Flat] | None = None  # a reference says the same of every report
        self._optional_to_leaves: dict[tuple[str, ...], frozenset[str]] = {}

    def _optional(self, label: Label) -> frozenset[str]:
        """The leaves that the label scores neither way; many labels have the same."""
        if label.optional not in self._optional_to_leaves:
            free = frozenset(path for path in self.leaves if label.is_optional(path))
            self._optional_to_leaves[label.optional] = free
        return self._optional_to_leaves[label.optional]

    def score(self, label: Label, prediction: Prediction) -> ReportScore:
        """Every slot of one report with its outcome."""
        expected = label.flat
        if self._last is None or self._last[0] is not prediction:
            self._last = (prediction, flatten(predicted_values(prediction)))
        found = self._last[1]
        unanswered = prediction.unanswered
        empty: dict[str, int] = {}
        slots: list[Slot] = []
        unscored = free = 0
        optional = self._optional(label)
        for path, (section, leaf) in self.leaves.items():
            known, given = path in expected.path_to_leaf, path in found.path_to_leaf
            if path in optional:
                free += 1
                unscored += known or given
                continue
            mine = reading(expected.path_to_leaf[path]) if known else ABSENT
            if not given and mine is ABSENT:
                empty[section] = empty.get(section, 0) + 1
                continue
            theirs = reading(found.path_to_leaf[path]) if given else ABSENT
            if theirs is ABSENT and (path in unanswered or prediction.fault(section)):
                theirs = Reading("unanswered")
            others = [reading(one) for one in label.also_right.get(path, [])]
            right = part_is_right(leaf, mine, others, theirs) if theirs.state == "stated" else False
            right = right or (theirs.state != "stated" and theirs.state in {one.state for one in (mine, *others)})
            outcome = _outcome(mine, theirs, right, prediction.fault(section))
            slots.append(
                _slot(
                    label.report,
                    section,
                    path,
                    path,
                    mine,
                    theirs,
                    outcome,
                    () if right else ("",),
                    fixed=section in FIXED_TABLES,
                )
            )
        counted = len(slots) + sum(empty.values()) + free
        assert counted == len(self.leaves), f"{label.report}: {counted} outcomes for {len(self.leaves)} fields"
        for path, (section, shape) in self.shapes.items():
            if label.is_optional(path):
                unscored += 1
                continue
            raws, theirs_raw = expected.path_to_list.get(path, []), found.path_to_list.get(path, [])
            for slot in _list_slots(label, section, shape, raws, theirs_raw, prediction):
                if isinstance(slot, Slot):
                    slots.append(slot)
                else:
                    unscored += 1
        return ReportScore(label.report, prediction.epoch, tuple(slots), empty, unscored)


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
    asked = label.state == "stated" and not (fixed and _is_zero(label.value))
    given = found.state == "stated" and not (fixed and _is_zero(found.value))
    right = outcome == "correct"
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
        tp=int(right and (asked or given)),
        fp=int(not right and given and outcome != "error"),
        fn=int(not right and asked and outcome != "error"),
    )


def _is_zero(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool) and value == 0
