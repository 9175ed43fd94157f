"""CSV: typed cells as text, and none that a spreadsheet runs."""

from __future__ import annotations

import csv
import doctest
import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giextract.export import csv as writer
from giextract.export.columns import Column, plain_list
from tests.export.composing import SCHEMA, fact, finding, record


def rows(*columns_and_cells: tuple[Column, Any], guarded: bool = True) -> list[dict[str, str]]:
    """One row of these cells, as a reader of CSV has it."""
    columns, cells = zip(*columns_and_cells, strict=True)
    text = "".join(writer.lines(columns, [cells], guarded=guarded))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def cell(value: object, *, guarded: bool = True) -> str:
    """A cell of text."""
    (row,) = rows((Column("text", "文字", "text"), value), (Column("last", "末", "text"), "."), guarded=guarded)
    return row["text"]


def test_extract_prints_facts_and_findings() -> None:
    made = record("=a.txt", fact("/disclosure/total", 60, printed="60余条"), findings=[finding()])
    text = "".join(writer.facts_and_findings([made], SCHEMA))
    *_, one, other = csv.DictReader(io.StringIO(text, newline=""))
    assert (one["report"], one["path"], one["value"], one["unit"]) == ("'=a.txt", "/disclosure/total", "60", "条")
    assert (other["state"], other["value"], other["printed"]) == ("finding:parts_exceed_total", "815", "810")


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "－", "-"])
def test_a_formula_stays_text(text: str) -> None:
    assert cell(text) == f"'{text}"
    assert writer.exact(cell(text)) == text
    assert cell(text, guarded=False) == text


@pytest.mark.parametrize(
    ("value", "printed"),
    [(-2, "-2"), ("-2", "-2"), ("+1", "+1"), (3.25, "3.25"), (True, "true"), (None, ""), (Decimal("1E+2"), "100")],
)
def test_numbers_stay_numbers(value: object, printed: str) -> None:
    assert cell(value) == printed


def test_text_with_quotes_commas_and_line_ends_comes_back_whole() -> None:
    text = '专栏,"公开"\n第二行'
    assert cell(text) == text


@given(st.text())
def test_any_text_comes_back_from_a_safe_cell(text: str) -> None:
    assert writer.exact(writer.safe(text)) == text


def test_dates_and_lists_are_text_that_machines_read() -> None:
    (row,) = rows(
        (Column("day", "日", "date"), date(2021, 1, 30)),
        (plain_list("names", "名"), ["=1", "二"]),
        (Column("parts", "分", "list"), [{"count": Decimal("3.50")}]),
    )
    assert (row["day"], json.loads(row["names"]), row["parts"]) == ("2021-01-30", ["=1", "二"], '[{"count": 3.5}]')


def test_examples() -> None:
    assert doctest.testmod(writer).failed == 0
