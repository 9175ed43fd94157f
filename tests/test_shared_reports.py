"""The shared reports of the 2008 regime, scored by the shared scorer on records made in this process (EVALS.md)."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from giextract.pipeline import extract

SHARED = Path(__file__).parents[2] / "shared"
FIRST = (
    "000_99fe0171ff7bea93",
    "001_284e267f8b609106",
    "002_e98049079f303380",
    "003_198abac0211c756f",
    "004_5e2003fe5991136c",
)
OLD = ("old-002", "old-005", "old-008", "old-018")
NO_FEES = "004_5e2003fe5991136c"

pytestmark = pytest.mark.skipif(
    not (SHARED / "score.py").is_file() or not (SHARED / "labels").is_dir() or not (SHARED / "reports").is_dir(),
    reason="../shared (labelled reports, score.py) is not beside this checkout",
)


class Counts(NamedTuple):
    """Right, wrong and missing leaves, and what the scorer says of each failure."""

    right: int
    wrong: int
    missing: int
    notes: list[str]

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missing)


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    """The shared `score.py` as a module."""
    spec = importlib.util.spec_from_file_location("shared_score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def printed(report: str) -> dict[str, Any]:
    """The record's values as its JSON prints them."""
    record = extract(SHARED / "reports" / f"{report}.txt")
    values: dict[str, Any] = json.loads(record.model_dump_json(by_alias=True))["values"]
    return values


def score(scorer: ModuleType, reports: Sequence[str]) -> Counts:
    """Counts of `reports`, added up."""
    right = wrong = missing = 0
    notes: list[str] = []
    for report in reports:
        label = json.loads((SHARED / "labels" / f"{report}.json").read_text("utf-8"))
        found, spurious, lost, said = scorer.score(label, printed(report))
        right, wrong, missing = right + found, wrong + spurious, missing + lost
        notes += [f"{report} {kind} {path}: label {gold}, got {got}" for kind, path, gold, got in said]
    return Counts(right, wrong, missing, notes)


def test_nine_reports_reach_the_wanted_precision_and_recall(scorer: ModuleType) -> None:
    counts = score(scorer, FIRST + OLD)
    assert counts.precision >= 0.97, counts.notes
    assert counts.recall >= 0.92, counts.notes


def test_the_first_five_reports_hold_no_wrong_value(scorer: ModuleType) -> None:
    counts = score(scorer, FIRST)
    assert counts.wrong == 0, counts.notes
    assert counts.recall >= 0.97, counts.notes


def test_a_report_that_states_no_fee_gets_none() -> None:
    assert "fees" not in json.loads((SHARED / "labels" / f"{NO_FEES}.json").read_text("utf-8"))["values"]
    assert not printed(NO_FEES).get("fees")


def test_the_scorer_counts_a_wrong_value_on_both_sides(scorer: ModuleType) -> None:
    label = {"values": {"header": {"year": 2017}, "applications": {"received": 3}}}
    assert scorer.score(label, {"header": {"year": 2017}, "applications": {"received": 4}})[:3] == (1, 1, 1)
    assert scorer.score(label, label["values"])[:3] == (2, 0, 0)
