"""Each kind of mess that PHRASES.md names stands in at least two composed reports of different issuers, and can be seen there."""

from __future__ import annotations

import tomllib

import pytest

from tests.scoring.mess import (
    END,
    EVALS,
    GROUP_TO_KINDS,
    KIND_TO_SIGHT,
    START,
    Composed,
    kind_to_reports,
    load,
    renewed,
)

STRATA = tomllib.loads((EVALS / "strata.toml").read_text(encoding="utf-8"))
REPORTS: dict[str, Composed] = {report: load(report) for report in STRATA}
SEEN = {kind: sight for kind, sight in KIND_TO_SIGHT.items() if sight}
UNSEEN = {"a case named in two ways", "misnumbered", "heading lost", "challenges in other blocks"}
"""Kinds that take a reader: code would have to understand the report."""


def issuer(report: str) -> str:
    return str(REPORTS[report].header.get("issuer", report))


@pytest.mark.parametrize("kind", KIND_TO_SIGHT)
def test_each_kind_stands_in_reports_of_two_issuers(kind: str) -> None:
    assert len({issuer(report) for report in kind_to_reports()[kind]}) >= 2


@pytest.mark.parametrize("kind", SEEN)
def test_the_reports_that_are_named_have_it(kind: str) -> None:
    assert [report for report in kind_to_reports()[kind] if not SEEN[kind](REPORTS[report])] == []


@pytest.mark.parametrize("kind", SEEN)
def test_no_sight_sees_its_kind_everywhere(kind: str) -> None:
    assert sum(bool(SEEN[kind](report)) for report in REPORTS.values()) < 0.75 * len(REPORTS)


def test_only_a_few_kinds_take_a_reader() -> None:
    assert set(KIND_TO_SIGHT) - set(SEEN) == UNSEEN


def test_no_kind_goes_by_a_name_that_nobody_knows() -> None:
    assert set(kind_to_reports()) == set(KIND_TO_SIGHT)
    assert len(KIND_TO_SIGHT) == sum(len(kinds) for kinds in GROUP_TO_KINDS.values())


def test_the_readme_shows_the_table_as_it_is() -> None:
    text = (EVALS / "README.md").read_text(encoding="utf-8")
    assert START in text
    assert END in text
    assert text == renewed(text)


def test_reports_are_of_the_length_that_real_ones_have_and_of_both_regimes() -> None:
    assert {report: len(one.text) for report, one in REPORTS.items() if not 700 <= len(one.text) <= 7000} == {}
    years = [one.header["year"] for one in REPORTS.values()]
    assert sum(year < 2019 for year in years) >= 26
    assert sum(year >= 2019 for year in years) >= 14
