"""The audit on every labelled report of evals/: what the labels list under `as_printed` is found, and little else is said."""

from __future__ import annotations

import pytest

from benchmarks.audit import REPORT_TO_DEFECTS, cases, judged, precision, recall
from giextract.scoring.suite import Case

CASES = cases(["dev", "test"])
MISSES = {("e03-xian", "issuer_missing"), ("e09-zhen", "period_not_the_year")}
"""Words about the county taken for the issuer's name; an end of the period that is not read."""


def test_precision_and_recall_of_the_alarms() -> None:
    reports = [judged(case) for case in CASES]
    assert {(one.report, missed) for one in reports if not one.refused for missed in one.missed} == MISSES
    assert precision(reports) >= 0.95, [one for one in reports if not all(right for _, right in one.alarms)]
    assert recall(reports) >= 0.95


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.report not in REPORT_TO_DEFECTS], ids=lambda case: case.report
)
def test_reports_without_listed_defects_raise_no_wrong_alarm(case: Case) -> None:
    assert [rule for rule, right in judged(case).alarms if not right] == []
