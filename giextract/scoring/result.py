"""A scored run: summaries of its backends and of those without skill, comparisons, and its slots as rows."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from giextract.record import Fact, Record, json_ready
from giextract.schema import Schema
from giextract.scoring.comparison import compare_all
from giextract.scoring.labels import labels_hash
from giextract.scoring.outcomes import Slot
from giextract.scoring.predictions import Prediction
from giextract.scoring.proofs import check_proof
from giextract.scoring.scored import Scored, score_all
from giextract.scoring.signature import signature
from giextract.scoring.suite import Case, Suite
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
        """Whether every backend has an answer, good or bad, for every report."""
        return all(
            one["scored"] == one["reports"] and not one["slots"]["error"] for one in self.data["backends"].values()
        )


def score_predictions(suite: Suite, schema: Schema, cases: Sequence[Case], predictions: Sequence[Prediction]) -> Result:
    """Score kept predictions, without any backend."""
    with _no_collector():
        return _score(suite, schema, cases, predictions)


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


def _score(suite: Suite, schema: Schema, cases: Sequence[Case], predictions: Sequence[Prediction]) -> Result:
    names = list(dict.fromkeys(one.backend for one in predictions))
    labels = f"{labels_hash(case.label for case in cases)}#{len(cases)}"
    name_to_scored, summaries = {}, {}
    prompt_values = suite.prompt_values()
    for name in names:
        mine = [one for one in predictions if one.backend == name]
        epochs = max(one.epoch for one in mine) + 1
        whole = signature(suite.name, labels, mine, sections=suite.sections, epochs=epochs, seed=suite.seed)
        name_to_scored[name] = score_all(cases, mine, schema, suite.sections, prompt_values)
        summaries[name] = summary(name, name_to_scored[name], schema, whole, suite.seed, len(cases))
    full = {name: scored for name, scored in name_to_scored.items() if summaries[name]["scored"] == len(cases)}
    sigs = {name: one["sig"] for name, one in summaries.items()}
    data = {
        "format": 1,
        "suite": suite.name,
        "labels": labels,
        "backends": summaries,
        "baselines": yardsticks(suite, schema, cases, summaries),
        "comparisons": compare_all(full, sigs, suite.seed) if len(full) > 1 else [],
    }
    return Result(suite, schema, cases, name_to_scored, data)


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
