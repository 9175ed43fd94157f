"""Scores by section, field, state and stratum: small tables, each row with its interval."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from giextract.schema import Schema
from giextract.scoring.intervals import Interval, ratio_interval
from giextract.scoring.items import ListShape
from giextract.scoring.labels import ABSENT
from giextract.scoring.outcomes import FIXED_TABLES, Slot
from giextract.scoring.scored import Scored

LEAST_REPORTS = 5
"""Strata of fewer reports are not shown: their interval would say nothing."""
STATES = ("stated", "stated zero", "blank", "illegible", "absent")


class Counts(NamedTuple):
    """True positives, false positives and false negatives of one report or of many."""

    tp: float
    fp: float
    fn: float


class Trio(NamedTuple):
    """Precision, recall and F1 with the counts they come from."""

    counts: Counts
    precision: Interval
    recall: Interval
    f1: Interval


def trio(per_report: Iterable[Counts]) -> Trio:
    """Micro precision, recall and F1 of reports' counts."""
    counts = list(per_report)
    return Trio(
        Counts(sum(one.tp for one in counts), sum(one.fp for one in counts), sum(one.fn for one in counts)),
        ratio_interval([(one.tp, one.tp + one.fp) for one in counts]),
        ratio_interval([(one.tp, one.tp + one.fn) for one in counts]),
        ratio_interval(f1_pairs(counts)),
    )


def f1_pairs(counts: Iterable[Counts]) -> list[tuple[float, float]]:
    """F1 as hits and tries of each report."""
    return [(2 * one.tp, 2 * one.tp + one.fp + one.fn) for one in counts]


def averaged(scored: Iterable[Scored], numbers: Callable[[Scored], Iterable[float]]) -> dict[str, tuple[float, ...]]:
    """Report -> what `numbers` gives of it, averaged over its epochs: asked again, a report is still one."""
    report_to_rows: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for one in scored:
        report_to_rows[one.report].append(tuple(numbers(one)))
    return {
        report: tuple(sum(column) / len(rows) for column in zip(*rows, strict=True)) if len(rows) > 1 else rows[0]
        for report, rows in sorted(report_to_rows.items())
    }


def by_report(scored: Sequence[Scored]) -> dict[str, Counts]:
    """Report -> its counts, averaged over epochs."""
    return {report: Counts(*row) for report, row in averaged(scored, lambda one: (one.tp, one.fp, one.fn)).items()}


def grouped(scored: Sequence[Scored], key: Callable[[Slot], str]) -> dict[str, Trio]:
    """Key of a slot -> the scores of the slots that have it."""
    return _grouped(scored, lambda slot: (key(slot),))


def by_row_and_column(scored: Sequence[Scored]) -> dict[str, Trio]:
    """Row (`/requests/new/*`) or column (`/requests/*/total`) of a fixed table -> the scores of its cells."""

    def keys(slot: Slot) -> tuple[str, ...]:
        if slot.section not in FIXED_TABLES or slot.path.count("/") != 3:
            return ()
        row, _, column = slot.path.rpartition("/")
        return f"{row}/*", f"/{slot.section}/*/{column}"

    return _grouped(scored, keys)


def _grouped(scored: Sequence[Scored], keys: Callable[[Slot], tuple[str, ...]]) -> dict[str, Trio]:
    sums: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0, 0.0]))
    epochs = _epochs(scored)
    for one in scored:
        report, times = one.report, epochs[one.report]
        for slot in one.score.slots:
            if slot.tp or slot.fp or slot.fn:
                for key in keys(slot):
                    counts = sums[key][report]
                    counts[0] += slot.tp / times
                    counts[1] += slot.fp / times
                    counts[2] += slot.fn / times
    return {name: trio(Counts(*counts) for counts in reports.values()) for name, reports in sorted(sums.items())}


def _epochs(scored: Sequence[Scored]) -> Mapping[str, int]:
    counted: dict[str, int] = defaultdict(int)
    for one in scored:
        counted[one.report] += 1
    return counted


def by_stratum(scored: Sequence[Scored]) -> dict[str, dict[str, Trio]]:
    """Name of a stratum -> its value -> scores of the reports that have it, without the small ones."""
    names = sorted({name for one in scored for name in one.case.strata})
    tables: dict[str, dict[str, Trio]] = {}
    for name in names:
        values = sorted({value for one in scored for value in one.case.strata.get(name, ())})
        rows = {}
        for value in values:
            counts = by_report([one for one in scored if value in one.case.strata.get(name, ())])
            if len(counts) >= LEAST_REPORTS:
                rows[value] = trio(counts.values())
        if len(values) > 1 and rows:
            tables[name] = rows
    return tables


def state_of(slot: Slot) -> str:
    """The state that the label gives a slot, zeros apart."""
    if slot.label.state != "stated":
        return slot.label.state
    zero = isinstance(slot.label.value, bool) is False and slot.label.value == 0
    return "stated zero" if zero else "stated"


def by_state(scored: Sequence[Scored]) -> dict[str, Interval]:
    """State in the label -> share of its slots that came out right."""

    def right_and_all(one: Scored) -> list[int]:
        counts = {state: [0, 0] for state in STATES}
        counts["absent"] = [sum(one.score.empty_by_section.values())] * 2
        for slot in one.score.slots:
            if slot.outcome != "error":
                counts[state_of(slot)][0] += slot.outcome in ("correct", "correct_empty")
                counts[state_of(slot)][1] += 1
        return [count for state in STATES for count in counts[state]]

    rows = averaged(scored, right_and_all).values()
    return {
        state: ratio_interval([(row[2 * place], row[2 * place + 1]) for row in rows])
        for place, state in enumerate(STATES)
    }


def by_part(scored: Sequence[Scored], schema: Schema) -> dict[str, Trio]:
    """Path of a leaf inside a list (`/disclosure/by_category/*/count`) -> its scores over paired and unpaired items."""
    shapes: dict[str, ListShape] = {}
    sums: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0, 0.0]))
    epochs = _epochs(scored)
    for one in scored:
        each = 1 / epochs[one.report]
        for slot in one.score.slots:
            if not slot.field.endswith("/*") or slot.outcome == "error":
                continue
            head = slot.field[:-2]
            if head not in shapes:
                shapes[head] = ListShape(schema, head)
            if len(shapes[head].part_to_leaf) > 1:
                for part, (asked, given) in _stated_parts(slot, shapes[head]).items():
                    counts = sums[f"{slot.field}{part}"][one.report]
                    if asked and given and part not in slot.wrong_parts:
                        counts[0] += each
                    else:
                        counts[1] += each * given
                        counts[2] += each * asked
    return {path: trio(Counts(*counts) for counts in reports.values()) for path, reports in sorted(sums.items())}


def _stated_parts(slot: Slot, shape: ListShape) -> dict[str, tuple[bool, bool]]:
    """Part of an item -> whether the label states it, and whether the record does."""
    mine, theirs = (shape.item(raw).parts if raw is not None else {} for raw in (slot.label_raw, slot.found_raw))
    return {
        part: (mine.get(part, ABSENT).state == "stated", theirs.get(part, ABSENT).state == "stated")
        for part in shape.part_to_leaf
    }
