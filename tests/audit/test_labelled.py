"""The audit on every labelled report of evals/: what the labels list under `as_printed` is found, and little else is said."""

from __future__ import annotations

import pytest

from benchmarks.audit import REPORT_TO_DEFECTS, cases, judged, precision, recall
from giextract.backends import load_backend
from giextract.pipeline import extract_document
from giextract.scoring.suite import Case
from tests.audit.reports import SCHEMA

CASES = cases(["dev", "test"])
MISSES = {("a04-jiaoti", "channels_and_total")}
"""Channels of the form that count issues and articles: a sum above the total is no contradiction in that form."""


def test_precision_and_recall_of_the_alarms() -> None:
    reports = [judged(case) for case in CASES]
    assert {(one.report, missed) for one in reports for missed in one.missed} == MISSES
    assert precision(reports) >= 0.95, [one for one in reports if not all(right for _, right in one.alarms)]
    assert recall(reports) >= 0.95


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.report not in REPORT_TO_DEFECTS], ids=lambda case: case.report
)
def test_reports_without_defects_are_not_blamed(case: Case) -> None:
    record = extract_document(case.document, load_backend("rules"), SCHEMA)
    assert [finding.rule for finding in record.findings if finding.defect == "report"] == []
