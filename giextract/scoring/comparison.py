"""Backends against each other, report by report on the same labels, with a verdict in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from giextract.errors import SuiteError
from giextract.scoring.intervals import FEW, difference_interval
from giextract.scoring.outcomes import OUTCOMES
from giextract.scoring.scored import Scored
from giextract.scoring.signflip import LEVEL, detectable_difference, holm, least_p, reports_needed, sign_flip_p
from giextract.scoring.summary import as_json, report_f1

EVEN = 1e-9


def compare_all(
    name_to_scored: Mapping[str, Sequence[Scored]], sigs: Mapping[str, str], seed: int
) -> list[dict[str, Any]]:
    """The first backend against each of the others, p adjusted for how many there are."""
    first, *others = name_to_scored
    made = {name: compare(first, name, name_to_scored, sigs, seed, len(others)) for name in others}
    name_to_p = {name: one["p"] for name, one in made.items()}
    adjusted = holm(name_to_p)
    for name, one in made.items():
        one["p_adjusted"] = round(adjusted[name], 6)
        one["compared"] = len(others)
        # What the reports that differ could have come to at best, the other comparisons being as they are.
        one["p_least"] = round(holm(name_to_p | {name: least_p(one["won"] + one["lost"])})[name], 6)
        one["verdict"] = verdict(one)
    return list(made.values())


def compare(
    a: str,
    b: str,
    name_to_scored: Mapping[str, Sequence[Scored]],
    sigs: Mapping[str, str],
    seed: int,
    compared: int = 1,
) -> dict[str, Any]:
    """`b` minus `a`: difference of the reports' mean F1 with interval, p, reports won and lost, slots by name, cost.

    `detectable` is the difference that would show as one of `compared` comparisons.
    """
    mine, theirs = name_to_scored[a], name_to_scored[b]
    if {one.report for one in mine} != {one.report for one in theirs}:
        raise SuiteError(
            f"{a} and {b} were not scored on the same reports, so there is nothing to compare; run both to the end"
        )
    f1_a, f1_b = report_f1(mine), report_f1(theirs)
    differences = {
        report: (f1_b[report] or 0.0) - (f1_a[report] or 0.0)
        for report in f1_a
        if f1_a[report] is not None or f1_b[report] is not None
    }
    values = list(differences.values())
    fixed, broken = moved(mine, theirs)
    return {
        "a": a,
        "b": b,
        "difference": as_json(difference_interval(values), f"{sigs[a]}..{sigs[b]}"),
        "p": round(sign_flip_p(values, seed), 6),
        "won": sum(value > EVEN for value in values),
        "tied": sum(abs(value) <= EVEN for value in values),
        "lost": sum(value < -EVEN for value in values),
        "detectable": _rounded(detectable_difference(values, level=LEVEL / compared)),
        "per_report": {report: round(value, 6) for report, value in differences.items()},
        "fixed": fixed,
        "broken": broken,
        "cost": _cost_difference(mine, theirs),
    }


def moved(before: Sequence[Scored], after: Sequence[Scored]) -> tuple[list[str], list[str]]:
    """Slots fixed and slots broken by name, `report path`; with several epochs a slot is right when it is in most."""
    first, second = wrong_slots(before), wrong_slots(after)
    return sorted(first - second), sorted(second - first)


def wrong_slots(scored: Sequence[Scored]) -> set[str]:
    """`report path` of every slot that is not right in at least half of the epochs."""
    wrong: Counter[tuple[str, str]] = Counter()
    epochs = Counter(one.report for one in scored)
    for one in scored:
        wrong.update((one.report, slot.path) for slot in one.score.slots if slot.outcome not in OUTCOMES[:2])
    return {f"{report} {path}" for (report, path), times in wrong.items() if 2 * times >= epochs[report]}


def verdict(one: Mapping[str, Any]) -> str:
    """What the comparison comes to, in words; a difference counts only where interval and adjusted p agree.

    `within noise` is said only where so many reports could have told; where no result at all could have been significant,
    there are too few reports to tell.
    """
    difference = one["difference"]
    n, moved, compared = difference["n"], one["won"] + one["lost"], one["compared"]
    if moved == 0:
        return f"{one['b']} and {one['a']} score the same on each of {n} reports"
    few = f" (few reports: {n})" if n < FEW else ""
    needed = reports_needed(compared)
    of = f" in {compared} comparisons" if compared > 1 else ""
    if n < needed:
        return f"too few reports to tell: with {n} no difference{of} can be significant, {needed} are needed"
    if one["p_least"] >= LEVEL:
        return f"within noise: only {moved} of {n} reports differ, and no difference of so few{of} is significant{few}"
    clear = difference["low"] is not None and (difference["low"] > 0 or difference["high"] < 0)
    if not clear or one["p_adjusted"] >= LEVEL:
        return f"within noise{few}; a difference of {one['detectable']:.3f} would show"
    better, worse = (one["b"], one["a"]) if difference["value"] > 0 else (one["a"], one["b"])
    return f"{better} is better than {worse} by {abs(difference['value']):.3f} F1{few}"


def _cost_difference(mine: Sequence[Scored], theirs: Sequence[Scored]) -> float | None:
    totals = []
    for scored in (mine, theirs):
        costs = [one.cost if one.usage.requests else Decimal(0) for one in scored]
        known = [cost for cost in costs if cost is not None]
        if len(known) < len(costs):
            return None
        totals.append(float(sum(known, Decimal(0))))
    return round(totals[1] - totals[0], 6)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
