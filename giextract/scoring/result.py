"""A scored run: summaries of its backends and of those without skill, comparisons, and its slots as rows."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from giextract.record import Fact, Record, json_ready
from giextract.schema import Schema
from giextract.scoring.comparison import compare_all
from giextract.scoring.completeness import Asked, asked_of
from giextract.scoring.outcomes import Slot
from giextract.scoring.predictions import Prediction
from giextract.scoring.proofs import check_proof
from giextract.scoring.scored import Scored, score_all
from giextract.scoring.signature import signature
from giextract.scoring.suite import Case, Suite, labels_hash
from giextract.scoring.summary import summary
from giextract.scoring.yardsticks import yardsticks


@dataclass(frozen=True)
class Result:
    """What scoring makes of a run."""

    suite: Suite
    schema: Schema
    cases: Sequence[Case]
    name_to_scored: dict[str, list[Scored]]
    data: dict[str, Any]

    @property
    def complete(self) -> bool:
        """Whether every backend has an answer, good or bad, for all that was asked of it and all that is labelled."""
        return bool(self.data["backends"]) and all(
            not (one["missing"] or one["unasked"] or one["unlabelled"] or one["slots"]["error"])
            for one in self.data["backends"].values()
        )


def score_predictions(
    suite: Suite,
    schema: Schema,
    cases: Sequence[Case],
    predictions: Sequence[Prediction],
    asked: Mapping[str, Asked] | None = None,
) -> Result:
    """Score kept predictions, without any backend.

    `asked` says what each backend was to answer; without it, the backends of the predictions were asked for all `cases`.
    """
    if asked is None:
        asked = asked_of(predictions, [case.report for case in cases])
    with _no_collector():
        return _score(suite, schema, cases, predictions, asked)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Scoring makes millions of small objects and no cycles; looking for cycles among them costs a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _score(
    suite: Suite,
    schema: Schema,
    cases: Sequence[Case],
    predictions: Sequence[Prediction],
    asked: Mapping[str, Asked],
) -> Result:
    labels = f"{labels_hash(cases)}#{len(cases)}"
    labelled = {case.report for case in cases}
    name_to_scored, summaries = {}, {}
    prompt_values = suite.prompt_values()
    for name, wanted in asked.items():
        mine = [one for one in predictions if one.backend == name]
        sections, seed = suite.sections, suite.seed
        whole = signature(suite.name, labels, name, mine, sections=sections, epochs=wanted.epochs, seed=seed)
        name_to_scored[name] = score_all(cases, mine, schema, suite.sections, prompt_values)
        every = labelled.union(wanted.reports)
        summaries[name] = summary(name, name_to_scored[name], schema, whole, suite.seed, len(every), wanted.epochs) | {
            "missing": wanted.missing(mine),
            "unasked": sorted(labelled - set(wanted.reports)),
            "unlabelled": sorted(set(wanted.reports) - labelled),
        }
    compared, not_compared = _comparisons(name_to_scored, summaries, suite.seed)
    data = {
        "format": 1,
        "suite": suite.name,
        "labels": labels,
        "backends": summaries,
        "baselines": yardsticks(suite, schema, cases, summaries),
        "comparisons": compared,
        "not_compared": not_compared,
    }
    return Result(suite, schema, cases, name_to_scored, data)


def _comparisons(
    name_to_scored: Mapping[str, list[Scored]], summaries: Mapping[str, dict[str, Any]], seed: int
) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """The comparisons of the first backend with the others, and which there are none of, with the reason."""
    first, *others = name_to_scored or ("",)
    why = {name: _partly(name, one) for name, one in summaries.items()}
    full = {name: scored for name, scored in name_to_scored.items() if not why[name]}
    sigs = {name: one["sig"] for name, one in summaries.items()}
    left_out = [{"a": first, "b": name, "why": why[first] or why[name]} for name in others if why[first] or why[name]]
    compared = compare_all(full, sigs, seed) if first in full and len(full) > 1 else []
    return compared, left_out


def _partly(name: str, one: Mapping[str, Any]) -> str:
    """Why a backend is compared with no other, or nothing."""
    if one["missing"] or one["unasked"]:
        lacks = f", and lacks {len(one['missing'])} predictions" if one["scored"] == one["reports"] else ""
        return f"{name} is scored on {one['scored']} of {one['reports']} reports{lacks}"
    if one["slots"]["error"]:
        return f"{one['slots']['error']} slots of {name} are errors of the machinery"
    return ""


def slot_rows(result: Result) -> Iterator[dict[str, Any]]:
    """One row for each slot that label or record fills, for slots.jsonl and the page."""
    for name, scored in result.name_to_scored.items():
        for one in scored:
            for slot in one.score.slots:
                yield slot_row(name, one, slot, result.schema)


def slot_row(backend: str, one: Scored, slot: Slot, schema: Schema) -> dict[str, Any]:
    """One slot with the proofs that the record gives for it, and whether each holds in the report's text."""
    facts = facts_at(one.prediction.record, slot.found_at)
    text = one.case.document.text
    proofs = [
        {
            "path": fact.path,
            "printed": fact.printed,
            "span": list(fact.span),
            "verdict": check_proof(fact, text, schema),
        }
        for fact in facts
        if fact.span
    ]
    findings = one.prediction.record.findings if one.prediction.record else []
    touched = [finding.rule for finding in findings if slot.path in finding.paths or slot.found_at in finding.paths]
    return {
        "backend": backend,
        "report": one.report,
        "epoch": one.prediction.epoch,
        "section": slot.section,
        "path": slot.path,
        "found_at": slot.found_at,
        "name": slot.name,
        "label": {"state": slot.label.state, "value": json_ready(slot.label_raw)},
        "found": {"state": slot.found.state, "value": json_ready(slot.found_raw)},
        "outcome": slot.outcome,
        "kind": slot.kind,
        "wrong_parts": [part.lstrip("/") for part in slot.wrong_parts if part],
        "counts": [slot.tp, slot.fp, slot.fn],
        "proofs": proofs,
        "findings": touched,
        "doubtful": any(fact.doubtful for fact in facts),
        "silent": slot.path in one.alarms.silent,
    }


def facts_at(record: Record | None, path: str | None) -> list[Fact]:
    """The proved facts of the record at `path` or inside the item there."""
    if record is None or path is None:
        return []
    return [
        fact
        for fact in record.facts
        if fact.check == "proved" and (fact.path == path or fact.path.startswith(f"{path}/"))
    ]


def baseline_path(suite: Suite) -> Path:
    """Where the suite's blessed scores are."""
    return suite.folder / "baselines" / f"{suite.name}.json"
