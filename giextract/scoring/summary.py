"""The summary of one backend on one suite: every score with interval, number of reports and signature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
from giextract.scoring.review import review
from giextract.scoring.scored import Scored
from giextract.scoring.signature import short
from giextract.scoring.tables import (
    Trio,
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
            ratio_interval(
                [
                    (one.outcomes["correct"] + one.outcomes["correct_empty"], one.score.total - one.outcomes["error"])
                    for one in scored
                ]
            )
        ),
        "perfect": put(_share_of_reports(scored, [one.perfect for one in scored]))
        | {"reports": sum(one.perfect for one in scored)},
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


def _share_of_reports(scored: Sequence[Scored], hits: Sequence[bool]) -> Interval:
    epochs = len(scored) // max(1, len({one.report for one in scored}))
    if epochs <= 1:
        return exact_interval(sum(hits), len(scored))
    pairs: dict[str, list[float]] = {}
    for one, hit in zip(scored, hits, strict=True):
        pair = pairs.setdefault(one.report, [0.0, 0.0])
        pair[0] += hit
        pair[1] += 1
    return ratio_interval([(hit / tries, 1.0) for hit, tries in pairs.values()])


def _invented(scored: Sequence[Scored], put: Any) -> dict[str, Any]:
    pairs = []
    for one in scored:
        empty = sum(one.score.empty_by_section.values()) + sum(slot.label.state != "stated" for slot in one.score.slots)
        pairs.append((float(one.invented), float(empty)))
    return {
        "slots": sum(one.invented for one in scored),
        "share_of_empty": put(ratio_interval(pairs)),
        "reports": sum(one.invented > 0 for one in scored),
        "share_of_reports": put(_share_of_reports(scored, [one.invented > 0 for one in scored])),
    }


def _counted(counts: Sequence[float]) -> Interval:
    """The mean of a number that cannot be below 0."""
    interval = mean_interval(counts)
    return interval if interval.low is None else interval._replace(low=max(0.0, interval.low))


def _edits(scored: Sequence[Scored], put: Any) -> dict[str, Any]:
    edits = sorted(float(one.edits) for one in scored)
    return {
        "total": int(sum(edits)),
        "per_report": put(_counted(edits)),
        "median": percentile(edits, 0.5) if edits else 0.0,
        "p90": _rounded(percentile(edits, 0.9)) if edits else 0.0,
        "max": edits[-1] if edits else 0.0,
        "correction_score": put(ratio_interval([(one.tp, one.tp + one.edits) for one in scored])),
    }


def _proofs(scored: Sequence[Scored], put: Any) -> dict[str, Any]:
    total: Counter[str] = Counter()
    for one in scored:
        total.update(one.proofs)
    rows = [(float(one.proofs["holds"]), float(sum(one.proofs.values()))) for one in scored]
    return {"hold": put(ratio_interval(rows))} | {
        name: total[name] for name in ("holds", "not_printed", "says_other", "no_proof")
    }


def _alarms(scored: Sequence[Scored], put: Any) -> dict[str, Any]:
    alarms = [one.alarms for one in scored]
    return {
        "raised": sum(one.raised for one in alarms),
        "precision": put(ratio_interval([(one.right, one.raised) for one in alarms])),
        "recall": put(ratio_interval([(one.seen, one.errors) for one in alarms])),
        "report_defects": sum(one.defects for one in alarms),
        "report_defect_findings": sum(one.defect_findings for one in alarms),
        "report_defect_precision": put(
            ratio_interval([(one.defect_findings_right, one.defect_findings) for one in alarms])
        ),
        "report_defect_recall": put(ratio_interval([(one.defects_found, one.defects) for one in alarms])),
    }


def _silent(scored: Sequence[Scored], put: Any) -> dict[str, Any]:
    hits = [bool(one.alarms.silent) for one in scored]
    return {
        "slots": sum(len(one.alarms.silent) for one in scored),
        "reports": sum(hits),
        "share_of_reports": put(_share_of_reports(scored, hits)),
        "per_report": put(_counted([float(len(one.alarms.silent)) for one in scored])),
    }


def _review(scored: Sequence[Scored], seed: int, put: Any) -> dict[str, Any]:
    made = review([one.looks for one in scored], seed)
    at = {
        share: {"met": put(row["met"]), "errors_left": _rounded(row["errors_left"]), "slots": _rounded(row["slots"])}
        for share, row in made["at"].items()
    }
    curve = [[_rounded(x), _rounded(y)] for x, y in made["curve"]]
    return {"errors": made["errors"], "area": put(made["area"]), "at": at, "curve": curve}


def _narrative(scored: Sequence[Scored], put: Any) -> dict[str, Any]:
    rows = [one.narrative for one in scored]
    return {
        "recall": put(ratio_interval([(one.labelled_met, one.labelled) for one in rows])),
        "precision": put(ratio_interval([(one.found_met, one.found) for one in rows])),
        "characters": sum(one.labelled for one in rows),
    }


def _validity(scored: Sequence[Scored], put: Any) -> dict[str, Any]:
    pairs, reasons = [], Counter[str]()
    for one in scored:
        record = one.prediction.record
        if record is None:
            reasons[(one.prediction.failure or "failed")[:120]] += 1
            pairs.append((0.0, 1.0))
            continue
        unanswered = [section for section in record.sections.values() if section.state == "unanswered"]
        reasons.update((section.reason or "no reason")[:120] for section in unanswered)
        pairs.append((float(len(record.sections) - len(unanswered)), float(len(record.sections))))
    return {
        "answered_sections": put(ratio_interval(pairs)),
        "found_sections": put(ratio_interval([_sections_found(one) for one in scored])),
        "answers": _answers(scored),
        "reasons": dict(sorted(reasons.items())),
    }


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
