"""On every composed report: agreement with the naive scoring, the backends without skill, lint."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from giextract.pipeline import extract
from giextract.reading import read
from giextract.scoring.agreement import agree
from giextract.scoring.lint import lint_suites
from giextract.scoring.outcomes import Scorer
from giextract.scoring.predictions import Prediction, predicted_values
from giextract.scoring.references import all_absent, all_zero, oracle
from giextract.scoring.result import score_predictions
from giextract.scoring.runs import predict
from giextract.scoring.scored import score_all
from giextract.scoring.suite import Case, load_cases, load_suite
from giextract.scoring.tables import by_report, trio
from tests.scoring.desk import EVALS, SCHEMA
from tests.scoring.naive import naive_counts

CASES = [case for name in ("dev", "test") for case in load_cases(load_suite(name, EVALS), SCHEMA, read)]


def raw_label(case: Case) -> dict[str, object]:
    data = json.loads((EVALS / "labels" / f"{case.report}.json").read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.report)
def test_the_naive_scoring_counts_the_same(case: Case) -> None:
    makers = (
        lambda *_: extract(Path(case.document.path)),
        lambda *_: all_zero(case, SCHEMA),
        lambda *_: oracle(case, SCHEMA),
    )
    for make in makers:
        prediction = predict("any", case, 0, make)
        slots = Scorer(SCHEMA).score(case.label, prediction).slots
        found = json.loads(json.dumps(predicted_values(prediction), default=float))
        mine = tuple(sum(getattr(slot, name) for slot in slots) for name in ("tp", "fp", "fn"))
        assert mine == naive_counts(raw_label(case), found)


def test_a_tally_is_what_the_slots_come_to() -> None:
    scorer = Scorer(SCHEMA)
    for case in CASES:
        for make in (all_zero, all_absent, oracle):
            said = Prediction(case.report, "any", 0, make(case, SCHEMA))
            score = scorer.score(case.label, said)
            right = sum(slot.outcome in ("correct", "correct_empty") for slot in score.slots)
            counts = [sum(getattr(slot, name) for slot in score.slots) for name in ("tp", "fp", "fn")]
            assert scorer.tally(case.label, said) == (
                *counts, right + sum(score.empty_by_section.values()), score.total
            )  # fmt: skip


@pytest.mark.parametrize("name", ["dev", "test", "formats", "published"])
def test_the_oracle_scores_exactly_one_on_every_labelled_report(name: str) -> None:
    suite = load_suite(name, EVALS)
    if suite.is_missing:
        pytest.skip(f"the reports of {name} are not on this machine")
    cases = load_cases(suite, SCHEMA, read)
    made = [Prediction(case.report, "oracle", 0, oracle(case, SCHEMA)) for case in cases]
    data = score_predictions(suite, SCHEMA, cases, made).data["backends"]["oracle"]
    for score in ("precision", "recall", "f1"):
        assert data["headline"][score]["value"] == 1.0
    assert (data["accuracy"]["value"], data["mean_report_f1"]["value"]) == (1.0, 1.0)
    assert (data["scored"], data["perfect"]["reports"]) == (len(cases), len(cases))
    assert (data["edits"]["total"], data["invented"]["slots"], data["kinds"], data["losses"]) == (0, 0, {}, {})
    assert {row["value"] for row in data["by_state"].values()} <= {1.0, None}


def test_the_empty_backend_has_recall_zero_and_invents_nothing() -> None:
    scored = score_all(CASES, [Prediction(case.report, "no", 0, all_absent(case, SCHEMA)) for case in CASES], SCHEMA)
    total = trio(by_report(scored).values())
    assert (total.recall.value, total.precision.value, total.f1.value) == (0.0, None, 0.0)
    assert sum(one.invented for one in scored) == 0


def test_the_all_zero_backend_scores_what_the_share_of_zeros_says() -> None:
    scored = score_all(CASES, [Prediction(case.report, "zero", 0, all_zero(case, SCHEMA)) for case in CASES], SCHEMA)
    numbers = {leaf.path for leaf in SCHEMA.leaves if leaf.type in (int, Decimal) and "*" not in leaf.path}
    tables = ("/article20", "/requests", "/challenges")
    for one in scored:
        asked = {
            path: value for path, value in _flat(one.case.label.values).items() if not one.case.label.is_optional(path)
        }
        also = one.case.label.also_right
        zeros = [
            p
            for p in numbers
            if (asked.get(p) == 0 and p in asked) or (0 in also.get(p, []) and not one.case.label.is_optional(p))
        ]
        assert one.tp == sum(not path.startswith(tables) for path in zeros)
        assert one.outcomes["correct"] == len(zeros)


def _flat(values: dict[str, object]) -> dict[str, object]:
    from giextract.scoring.labels import flatten

    return flatten(values).path_to_leaf


def test_labels_are_clean_and_the_halves_share_no_issuer() -> None:
    suites = [load_suite(name, EVALS) for name in ("dev", "test")]
    lint = lint_suites(suites, {suite.name: SCHEMA for suite in suites}, read)
    assert lint.errors == []
    assert lint.labels == len(CASES) >= 40


def test_the_strata_of_every_report_are_told() -> None:
    strata = tomllib.loads((EVALS / "strata.toml").read_text(encoding="utf-8"))
    assert list(strata) == sorted(case.report for case in CASES)
    assert all({"mess", "level", "province"} <= set(row) for row in strata.values())
    assert sum("defects" in row for row in strata.values()) >= 6
    assert sum("hostile" in row for row in strata.values()) >= 4


def test_both_blind_labellings_are_kept_and_each_difference_has_its_reason() -> None:
    blind = EVALS / "labels" / "blind"
    names = {case.report for case in CASES}
    assert names == {path.stem for path in (blind / "first").glob("*.json")}
    assert names == {path.stem for path in (blind / "second").glob("*.json")}
    found = agree(blind / "first", blind / "second", SCHEMA, "*", blind / "reasons.toml")
    assert found.differences
    assert [slot.path for _, slot, why in found.differences if not why] == []
