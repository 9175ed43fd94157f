"""The summary of one backend on one suite: every score with interval, number of reports and signature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from giextract.record import ANSWERS
from giextract.schema import Schema
from giextract.scoring.intervals import (
    Interval,
    bootstrap_interval,
    deviation,
    exact_interval,
    mean_interval,
    percentile,
    ratio_interval,
)
from giextract.scoring.outcomes import OUTCOMES
from giextract.scoring.proofs import Proof
from giextract.scoring.review import LEVELS, Looks, review
from giextract.scoring.scored import Scored
from giextract.scoring.signature import short
from giextract.scoring.tables import (
    Trio,
    averaged,
    by_part,
    by_report,
    by_row_and_column,
    by_state,
    by_stratum,
    f1_pairs,
    grouped,
    trio,
)


def summary(
    backend: str, scored: Sequence[Scored], schema: Schema, whole: str, seed: int, reports: int, epochs: int
) -> dict[str, Any]:
    """Everything that is printed about one backend.

    `whole` is its signature, `reports` how many there should be, `epochs` how often each was to be asked.
    """
    sig = short(whole)

    def put(interval: Interval) -> dict[str, Any]:
        return as_json(interval, sig)

    def put_trio(one: Trio) -> dict[str, Any]:
        counts = {name: _rounded(count) for name, count in one.counts._asdict().items()}
        return counts | {"precision": put(one.precision), "recall": put(one.recall), "f1": put(one.f1)}

    counts = by_report(scored)
    done = len({one.report for one in scored})
    kinds = Counter(f"{slot.outcome} {slot.kind}" for one in scored for slot in one.score.slots if slot.kind)
    outcomes = Counter[str]()
    for one in scored:
        outcomes.update(one.outcomes)
    return {
        "backend": backend,
        "signature": whole,
        "sig": sig,
        "reports": reports,
        "scored": done,
        "epochs": epochs,
        "slots": {name: outcomes[name] for name in OUTCOMES}
        | {
            "total": sum(one.score.total for one in scored),
            "non_trivial": sum(slot.tp + slot.fn for one in scored for slot in one.score.slots),
            "unscored": sum(one.score.unscored for one in scored),
        },
        "headline": put_trio(trio(counts.values())),
        "f1_bootstrap": put(bootstrap_interval(f1_pairs(counts.values()), seed)),
        "mean_report_f1": put(ratio_interval([(one, 1.0) for one in report_f1(scored).values() if one is not None])),
        "accuracy": put(
            _ratio(
                scored,
                lambda one: (
                    one.outcomes["correct"] + one.outcomes["correct_empty"],
                    one.score.total - one.outcomes["error"],
                ),
            )
        ),
        "perfect": put(_share_of_reports(scored, lambda one: one.perfect))
        | {"reports": _mean_count(scored, lambda one: one.perfect)},
        "invented": _invented(scored, put),
        "edits": _edits(scored, put),
        "proofs": _proofs(scored, put),
        "alarms": _alarms(scored, put),
        "silent": _silent(scored, put),
        "review": _review(scored, seed, put),
        "narrative": _narrative(scored, put),
        "validity": _validity(scored, put),
        "losses": dict(sorted(sum((one.losses for one in scored), Counter()).items())),
        "kinds": dict(sorted(kinds.items())),
        "by_section": {name: put_trio(one) for name, one in grouped(scored, lambda slot: slot.section).items()},
        "by_field": {
            name: put_trio(one)
            for name, one in (grouped(scored, lambda slot: slot.field) | by_part(scored, schema)).items()
        },
        "by_row_and_column": {name: put_trio(one) for name, one in by_row_and_column(scored).items()},
        "by_state": {name: put(one) for name, one in by_state(scored).items()},
        "by_stratum": {
            name: {value: put_trio(one) for value, one in rows.items()} for name, rows in by_stratum(scored).items()
        },
        "cost": _cost(scored),
        "stability": _stability(scored),
    }


def as_json(interval: Interval, sig: str) -> dict[str, Any]:
    """A score as it stands in JSON: value, interval, how it was made, on how many reports, and of which signature."""
    return {
        "value": _rounded(interval.value),
        "low": _rounded(interval.low),
        "high": _rounded(interval.high),
        "method": interval.method,
        "n": interval.n,
        "sig": sig,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def report_f1(scored: Sequence[Scored]) -> dict[str, float | None]:
    """Report -> its own F1, averaged over epochs; None where nothing is asked and nothing given."""
    sums: dict[str, list[float]] = {}
    for one in scored:
        values = sums.setdefault(one.report, [])
        if one.f1 is not None:
            values.append(one.f1)
    return {report: sum(values) / len(values) if values else None for report, values in sorted(sums.items())}


def _share_of_reports(scored: Sequence[Scored], is_hit: Callable[[Scored], bool]) -> Interval:
    """The share of reports that are hits: exact where every epoch of a report says the same, else of their means."""
    shares = [row[0] for row in averaged(scored, lambda one: (is_hit(one),)).values()]
    if all(share in (0, 1) for share in shares):
        return exact_interval(round(sum(shares)), len(shares))
    return ratio_interval([(share, 1.0) for share in shares])


def _ratio(scored: Sequence[Scored], hits_and_tries: Callable[[Scored], tuple[float, float]]) -> Interval:
    """Σhits / Σtries with its interval over reports, whatever the number of epochs."""
    return ratio_interval([(hits, tries) for hits, tries in averaged(scored, hits_and_tries).values()])


def _mean_count(scored: Sequence[Scored], count: Callable[[Scored], float]) -> float:
    """How many there are in all reports, in the mean of the epochs; a whole number where it is one."""
    total = round(sum(row[0] for row in averaged(scored, lambda one: (count(one),)).values()), 6)
    return int(total) if total == int(total) else total


def _invented(scored: Sequence[Scored], put: Any) -> dict[str, Any]:
    def values_and_empty(one: Scored) -> tuple[float, float]:
        empty = sum(one.score.empty_by_section.values()) + sum(slot.label.state != "stated" for slot in one.score.slots)
        return one.invented, empty

    return {
        "slots": _mean_count(scored, lambda one: one.invented),
        "share_of_empty": put(_ratio(scored, values_and_empty)),
        "reports": _mean_count(scored, lambda one: one.invented > 0),
        "share_of_reports": put(_share_of_reports(scored, lambda one: one.invented > 0)),
    }


def _counted(counts: Sequence[float]) -> Interval:
    """The mean of a number that cannot be below 0."""
    interval = mean_interval(counts)
    return interval if interval.low is None else interval._replace(low=max(0.0, interval.low))


def _edits(scored: Sequence[Scored], put: Any) -> dict[str, Any]:
    edits = sorted(float(row[0]) for row in averaged(scored, lambda one: (one.edits,)).values())
    return {
        "total": _mean_count(scored, lambda one: one.edits),
        "per_report": put(_counted(edits)),
        "median": _rounded(percentile(edits, 0.5)) if edits else 0.0,
        "p90": _rounded(percentile(edits, 0.9)) if edits else 0.0,
        "max": _rounded(edits[-1]) if edits else 0.0,
        "correction_score": put(_ratio(scored, lambda one: (one.tp, one.tp + one.edits))),
    }


def _proofs(scored: Sequence[Scored], put: Any) -> dict[str, Any]:
    def count(name: Proof) -> float:
        return _mean_count(scored, lambda one: one.proofs[name])

    return {
        "hold": put(_ratio(scored, lambda one: (one.proofs["holds"], sum(one.proofs.values())))),
        "holds": count("holds"),
        "not_printed": count("not_printed"),
        "says_other": count("says_other"),
        "no_proof": count("no_proof"),
    }


def _alarms(scored: Sequence[Scored], put: Any) -> dict[str, Any]:
    def ratio(hits: str, tries: str) -> dict[str, Any]:
        pairs: Interval = _ratio(scored, lambda one: (getattr(one.alarms, hits), getattr(one.alarms, tries)))
        return dict(put(pairs))

    return {
        "raised": _mean_count(scored, lambda one: one.alarms.raised),
        "precision": ratio("right", "raised"),
        "recall": ratio("seen", "errors"),
        "report_defects": _mean_count(scored, lambda one: one.alarms.defects),
        "report_defect_findings": _mean_count(scored, lambda one: one.alarms.defect_findings),
        "report_defect_precision": ratio("defect_findings_right", "defect_findings"),
        "report_defect_recall": ratio("defects_found", "defects"),
    }


def _silent(scored: Sequence[Scored], put: Any) -> dict[str, Any]:
    rows = averaged(scored, lambda one: (len(one.alarms.silent),)).values()
    return {
        "slots": _mean_count(scored, lambda one: len(one.alarms.silent)),
        "reports": _mean_count(scored, lambda one: bool(one.alarms.silent)),
        "share_of_reports": put(_share_of_reports(scored, lambda one: bool(one.alarms.silent))),
        "per_report": put(_counted([row[0] for row in rows])),
    }


def _review(scored: Sequence[Scored], seed: int, put: Any) -> dict[str, Any]:
    levels = len(LEVELS)
    rows = averaged(scored, lambda one: (*one.looks.slots, *one.looks.errors)).values()
    made = review([Looks(row[:levels], row[levels:]) for row in rows], seed)
    at = {
        share: {"met": put(row["met"]), "errors_left": _rounded(row["errors_left"]), "slots": _rounded(row["slots"])}
        for share, row in made["at"].items()
    }
    curve = [[_rounded(x), _rounded(y)] for x, y in made["curve"]]
    return {"errors": _rounded(made["errors"]), "area": put(made["area"]), "at": at, "curve": curve}


def _narrative(scored: Sequence[Scored], put: Any) -> dict[str, Any]:
    return {
        "recall": put(_ratio(scored, lambda one: (one.narrative.labelled_met, one.narrative.labelled))),
        "precision": put(_ratio(scored, lambda one: (one.narrative.found_met, one.narrative.found))),
        "characters": _mean_count(scored, lambda one: one.narrative.labelled),
    }


def _validity(scored: Sequence[Scored], put: Any) -> dict[str, Any]:
    reasons = Counter[str]()
    for one in scored:
        if one.prediction.record is None:
            reasons[_cut(one.prediction.failure or "failed")] += 1
            continue
        for section in one.prediction.record.sections.values():
            if section.state == "unanswered":
                reasons[_cut(section.reason or "no reason")] += 1
    return {
        "answered_sections": put(_ratio(scored, _sections_answered)),
        "found_sections": put(_ratio(scored, _sections_found)),
        "answers": _answers(scored),
        "reasons": dict(sorted(reasons.items())),
    }


def _cut(reason: str) -> str:
    return reason if len(reason) <= 120 else f"{reason[:119]}…"


def _sections_answered(one: Scored) -> tuple[float, float]:
    """How many sections were answered, of how many; a report without a record is as one that was not."""
    if one.prediction.record is None:
        return 0.0, 1.0
    states = [section.state for section in one.prediction.record.sections.values()]
    return float(len(states) - states.count("unanswered")), float(len(states))


def _sections_found(one: Scored) -> tuple[float, float]:
    """Of the sections of which the label states a value, how many the record read, and how many there are."""
    record = one.prediction.record
    stated = {slot.section for slot in one.score.slots if slot.label.state == "stated"}
    read = {name for name, section in record.sections.items() if section.state == "read"} if record else set()
    return float(len(stated & read)), float(len(stated))


def _answers(scored: Sequence[Scored]) -> dict[str, int] | None:
    """What became of the requests to a model, summed; None for a backend that asks none, or where a record does not say."""
    asked = [one.usage for one in scored if one.usage.requests or one.usage.cached or one.usage.answers]
    said = [usage.answers for usage in asked if usage.answers]
    if not said or len(said) < len(asked):
        return None
    return {name: sum(one.get(name, 0) for one in said) for name in ANSWERS}


def _cost(scored: Sequence[Scored]) -> dict[str, Any]:
    usages = [one.usage for one in scored]
    fresh = sorted(usage.seconds for usage in usages if not usage.cached)
    known = [one.cost for one in scored if one.cost is not None]
    asked = sum(usage.requests for usage in usages)
    total = Decimal(0) if not asked and not known else sum(known, Decimal(0)) if len(known) == len(usages) else None
    return {
        "requests": asked,
        "retries": sum(usage.retries for usage in usages),
        "cached": sum(usage.cached for usage in usages),
        "tokens_in": sum(usage.tokens_in for usage in usages),
        "tokens_out": sum(usage.tokens_out for usage in usages),
        "total": None if total is None else float(total),
        "per_report": None if total is None or not usages else _rounded(float(total) / len(usages)),
        "seconds_p50": _rounded(percentile(fresh, 0.5)) if fresh else None,
        "seconds_p95": _rounded(percentile(fresh, 0.95)) if fresh else None,
    }


def _stability(scored: Sequence[Scored]) -> dict[str, Any]:
    by_name: dict[str, list[Scored]] = {}
    for one in scored:
        by_name.setdefault(one.report, []).append(one)
    flips, spreads = [], []
    for report, group in sorted(by_name.items()):
        if len(group) < 2:
            continue
        outcome = [{slot.path: (slot.outcome, repr(slot.found_raw)) for slot in one.score.slots} for one in group]
        paths = sorted({path for one in outcome for path in one})
        flips += [f"{report} {path}" for path in paths if len({one.get(path) for one in outcome}) > 1]
        spreads.append(deviation([one.f1 or 0.0 for one in group]))
    return {"flips": flips, "spread_within_reports": _rounded(sum(spreads) / len(spreads)) if spreads else None}
