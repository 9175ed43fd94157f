"""Yardsticks: what a score stands beside, from backends without any skill to the last release."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from giextract.schema import Schema
from giextract.scoring.outcomes import Scorer
from giextract.scoring.predictions import Prediction
from giextract.scoring.references import LABEL_BLIND, NAME_TO_REFERENCE
from giextract.scoring.release import load_release
from giextract.scoring.suite import Case, Suite
from giextract.scoring.tables import Counts, trio


def yardsticks(suite: Suite, schema: Schema, cases: Sequence[Case], summaries: dict[str, Any]) -> dict[str, Any]:
    """Name of a baseline of the suite -> its F1, recall and accuracy, with how it came by them.

    `release` holds a row for each backend that the last release kept, with the number of reports that it has.
    """
    rows: dict[str, Any] = {}
    for name in suite.baselines:
        if name in NAME_TO_REFERENCE:
            rows[name] = _scores(suite, schema, _reference(name, schema, cases))
        elif name == "release":
            rows[name] = _release(suite, schema, cases)
        elif name in summaries:
            one = summaries[name]
            rows[name] = {"f1": one["headline"]["f1"]["value"], "accuracy": one["accuracy"]["value"], "sig": one["sig"]}
    return rows


def require_inputs(suite: Suite) -> None:
    """SuiteError where a file that scoring reads beside the labels cannot be used; asked before backends are paid."""
    suite.prompt_values()
    if "release" in suite.baselines:
        load_release(release_path(suite))


def release_path(suite: Suite) -> Path:
    """Where the records of the last release are."""
    return suite.folder / "baselines" / f"{suite.name}.release.jsonl"


def _reference(name: str, schema: Schema, cases: Sequence[Case]) -> Iterable[tuple[Case, Prediction]]:
    said = None
    for case in cases:
        if said is None or name not in LABEL_BLIND:
            said = Prediction(case.report, name, 0, NAME_TO_REFERENCE[name](case, schema))
        yield case, said


def _release(suite: Suite, schema: Schema, cases: Sequence[Case]) -> dict[str, Any]:
    release = load_release(release_path(suite))
    if release is None:
        return {}
    report_to_case = {case.report: case for case in cases}
    rows = {}
    for name, predictions in sorted(release.name_to_predictions.items()):
        pairs = [
            (case, one)
            for one in predictions
            if (case := report_to_case.get(one.report)) and (one.record is None or _same_text(one, case))
        ]
        if pairs:
            made_by = next((one.record.signature.backend for _, one in pairs if one.record), None)
            rows[name] = _scores(suite, schema, pairs) | {
                "version": release.version,
                "made_by": made_by,
                "reports": len(pairs),
                "of": len(cases),
            }
    return rows


def _same_text(one: Prediction, case: Case) -> bool:
    return one.record is not None and one.record.source.sha256 == case.document.sha256


def _scores(suite: Suite, schema: Schema, pairs: Iterable[tuple[Case, Prediction]]) -> dict[str, Any]:
    """F1, recall and accuracy, without what is only of use for mending a backend."""
    scorer = Scorer(schema, frozenset(suite.sections))
    tallies = [scorer.tally(case.label, said) for case, said in pairs]
    total = trio(Counts(one.tp, one.fp, one.fn) for one in tallies)
    right, slots = sum(one.right for one in tallies), sum(one.total for one in tallies)
    return {
        "f1": _short(total.f1.value),
        "recall": _short(total.recall.value),
        "accuracy": _short(right / slots if slots else None),
    }


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
