"""The review curve: a person looks at what is flagged first; how many of the errors has he met after 1%, 5%, 10%?

Slots are looked at in the order of `LEVELS`; within a level nothing tells them apart, so errors are met there at an even
rate. A flag on slots that turn out to be empty costs a look of its own. The area below the curve is 1 where every error is
flagged and nothing else is, 0.5 where flags say nothing.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from giextract.record import Finding, Record
from giextract.scoring.alarms import Touching, is_alarm, near
from giextract.scoring.intervals import Interval, percentile
from giextract.scoring.outcomes import Slot

LEVELS = ("finding", "doubtful", "other_finding", "unflagged")
"""A finding that may blame the extraction; a fact called doubtful; any other finding; everything else."""
SHARES = (0.01, 0.05, 0.10)
RESAMPLES = 500


class Looks(NamedTuple):
    """For each level, how many slots a person looks at, and how many of these are errors; of epochs the mean."""

    slots: tuple[float, ...]
    errors: tuple[float, ...]


def looks(record: Record | None, slots: Sequence[Slot], empty: int) -> Looks:
    """The looks that one report asks for; `empty` counts the slots that are rightly empty."""
    counted, errors = [0] * len(LEVELS), [0] * len(LEVELS)
    findings = record.findings if record else []
    doubtful = [fact.path for fact in record.facts if fact.doubtful] if record else []
    met: set[int] = set()
    index_of = Touching(findings)
    for slot in slots:
        touching = index_of.indexes(slot)
        met |= touching
        level = _level([findings[index] for index in touching], slot, doubtful)
        counted[level] += 1
        errors[level] += slot.outcome in ("wrong", "missing", "spurious")
    for index, finding in enumerate(findings):
        if index not in met:
            counted[LEVELS.index("finding" if is_alarm(finding) else "other_finding")] += 1
    counted[-1] += empty
    return Looks(tuple(counted), tuple(errors))


def _level(findings: Sequence[Finding], slot: Slot, doubtful: Sequence[str]) -> int:
    if any(map(is_alarm, findings)):
        return LEVELS.index("finding")
    if slot.found_at and any(near(path, slot.found_at) for path in doubtful):
        return LEVELS.index("doubtful")
    if findings:
        return LEVELS.index("other_finding")
    return LEVELS.index("unflagged")


def review(all_looks: Sequence[Looks], seed: int) -> dict[str, Any]:
    """The corners of the curve, its area, and what is met and left at each of `SHARES`, with intervals over reports."""
    slots, errors = _sums(all_looks)
    drawn = _resampled(all_looks, seed)
    total = sum(errors)
    at: dict[str, Any] = {}
    for share in SHARES:
        met = _interval(all_looks, drawn, share)
        left = None if met.value is None else total * (1 - met.value)
        at[f"{share:.0%}"] = {"met": met, "errors_left": left, "slots": share * sum(slots)}
    return {"errors": total, "curve": corners(slots, errors), "area": _interval(all_looks, drawn, None), "at": at}


def corners(slots: Sequence[float], errors: Sequence[float]) -> list[tuple[float, float]]:
    """(share of slots looked at, share of errors met) after each level that has slots, from (0, 0) to (1, 1)."""
    points, looked, met = [(0.0, 0.0)], 0.0, 0.0
    for more, wrong in zip(slots, errors, strict=True):
        looked, met = looked + more, met + wrong
        if more and sum(errors):
            points.append((looked / sum(slots), met / sum(errors)))
    return points


def met_at(points: Sequence[tuple[float, float]], share: float) -> float:
    """The share of the errors that are met when `share` of the slots have been looked at."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if x0 <= share <= x1:
            return y0 + (y1 - y0) * (share - x0) / (x1 - x0)
    return 1.0


def area(points: Sequence[tuple[float, float]]) -> float:
    """The area below the curve, by trapezia."""
    return sum((x1 - x0) * (y0 + y1) / 2 for (x0, y0), (x1, y1) in pairwise(points))


def _sums(all_looks: Sequence[Looks]) -> Looks:
    slots, errors = zip(*all_looks, strict=True) if all_looks else ((), ())
    nothing = (0,) * len(LEVELS)
    return Looks(
        tuple(map(sum, zip(nothing, *slots, strict=True))), tuple(map(sum, zip(nothing, *errors, strict=True)))
    )


def _resampled(all_looks: Sequence[Looks], seed: int) -> list[Looks]:
    draw = random.Random(seed).choices
    # By value, so that the order of the reports, and what a report is called, change nothing.
    ordered = sorted(all_looks)
    return [_sums(draw(ordered, k=len(ordered))) for _ in range(RESAMPLES)] if ordered else []


def _interval(all_looks: Sequence[Looks], drawn: Sequence[Looks], share: float | None) -> Interval:
    """Of what is met at `share`, or of the area, where there is any error at all."""

    def value(one: Looks) -> float:
        points = corners(*one)
        return area(points) if share is None else met_at(points, share)

    whole = _sums(all_looks)
    if not sum(whole.errors):
        return Interval(None, None, None, "none", 0)
    values = sorted(value(one) for one in drawn if sum(one.errors))
    return Interval(value(whole), percentile(values, 0.025), percentile(values, 0.975), "bootstrap", len(all_looks))
