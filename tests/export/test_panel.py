"""The panel: one row for each issuer and year, whatever there is of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from giextract.errors import OutputError
from giextract.export.entry import Entry, entries_of
from giextract.export.panel import Panel
from giextract.export.wide import Wide
from giextract.record import Record
from tests.export.composing import SCHEMA, fact, record


def panel(entries: list[Entry], extra: tuple[str, ...] = (), **options: Any) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows by column, and what is told of them."""
    made = Panel(Wide(SCHEMA, extra=extra), **options)
    names = [column.name for column in made.columns]
    rows = [dict(zip(names, row, strict=True)) for row in made.all_rows(entries)]
    return rows, list(made.tally.lines())


def keys(rows: list[dict[str, Any]]) -> list[tuple[str, int, int]]:
    return [(row["issuer"], row["year"], row["files"]) for row in rows]


def of(*records: Record) -> list[Entry]:
    return list(entries_of(records))


def test_rows_are_sorted_by_issuer_and_year() -> None:
    rows, told = panel(of(record("c", issuer="乙局", year=2020), record("b", year=2021), record("a", year=2020)))
    assert keys(rows) == [("乙局", 2020, 1), ("江城县教育局", 2020, 1), ("江城县教育局", 2021, 1)]
    assert [row["report"] for row in rows] == ["c", "a", "b"]
    assert told == []


def test_an_issuer_written_with_other_brackets_and_spaces_is_the_same() -> None:
    rows, _ = panel(of(record("a", issuer="江城 分局（筹）"), record("b", issuer="江城分局(筹)", year=2021)))
    assert {row["issuer"] for row in rows} == {"江城分局(筹)"}


def test_the_same_report_twice_is_one_row() -> None:
    entries = of(record("a.txt", fact("/disclosure/total", 7)), record("a.txt", fact("/disclosure/total", 7)))
    entries += of(record("a.pdf", fact("/disclosure/total", 7)))
    (row,), told = panel(entries)
    assert (row["files"], row["differ"], row["others"]) == (3, None, ["a.txt", "a.txt"])
    assert told == [
        "issuer-years with several files: 1, of which 0 have files that differ (columns files, differ, others)"
    ]


def test_two_scopes_make_one_row_of_the_fuller_report_that_names_what_differs() -> None:
    own = record("own.txt", fact("/disclosure/total", 7))
    all_below = record("all.txt", fact("/disclosure/total", 70), fact("/applications/received", 3))
    (row,), told = panel(of(own, all_below))
    assert (row["report"], row["disclosure_total"], row["applications_received"]) == ("all.txt", 70, 3)
    assert (row["differ"], row["others"]) == (["disclosure_total", "applications_received"], ["own.txt"])
    assert "of which 1 have files that differ" in told[0]


def test_a_complete_report_goes_before_a_fuller_one_that_is_partial() -> None:
    partial = record("p", fact("/disclosure/total", 7), fact("/applications/received", 3), status="partial")
    (row,), _ = panel(of(partial, record("c", fact("/disclosure/total", 8))))
    assert row["report"] == "c"


def test_a_missing_year_is_a_row_without_files() -> None:
    rows, told = panel(of(record("a", year=2018), record("b", year=2021)))
    assert keys(rows) == [("江城县教育局", year, files) for year, files in ((2018, 1), (2019, 0), (2020, 0), (2021, 1))]
    assert (rows[1]["report"], rows[1]["disclosure_total"]) == (None, None)
    assert told == ["years without a report between an issuer's first and last: 2, as rows with 0 files"]


def test_a_misprinted_year_fills_no_century() -> None:
    rows, _ = panel(of(record("a", year=2018), record("b", year=2107)))
    assert [row["year"] for row in rows] == [2018, 2107]


def test_what_has_no_place_is_left_out_and_told() -> None:
    entries = [*of(record("a", year=None), record("b")), Entry("c.pdf", failure="it is encrypted")]
    rows, told = panel(entries)
    assert len(rows) == 1
    assert told == ["documents without a record, an issuer or a year, which are not in the panel: 2 (the first: a)"]


def test_a_manifest_can_say_whose_row_it_is() -> None:
    entries = [
        Entry("a", record("a", issuer="安城区卫计局", year=2017), extra={"code": "0101", "nian": "2017"}),
        Entry("b", record("b", issuer="安城区卫健局", year=None), extra={"code": "0101", "nian": "2018年"}),
    ]
    rows, told = panel(entries, ("code", "nian"), issuer="code", year="nian")
    assert keys(rows) == [("0101", 2017, 1), ("0101", 2018, 1)]
    assert told == []
    with pytest.raises(OutputError, match=r"no column region .*; the manifest's columns are code, nian"):
        panel(entries, ("code", "nian"), issuer="region")


def test_values_come_through_the_sorting_as_they_were() -> None:
    made = record(
        "a",
        fact("/header/issued_on", date(2021, 1, 30)), fact("/fees/charged_wan_yuan", Decimal("0.038")),
        fact("/organisation/leading_group", True), fact("/assessment/problems/0", "公开不及时"),
        fact("/disclosure/by_channel/0/percent", Decimal("3.5")),
    )  # fmt: skip
    (row,), _ = panel(of(made))
    assert (row["header_issued_on"], row["fees_charged_wan_yuan"]) == (date(2021, 1, 30), Decimal("0.038"))
    assert (row["organisation_leading_group"], row["assessment_problems"]) == (True, ["公开不及时"])
    assert row["disclosure_by_channel"] == [{"percent": Decimal("3.5")}]
