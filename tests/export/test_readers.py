"""What people open tables with reads what comes out, types and all: DuckDB and pandas, from CSV, JSON Lines and workbooks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from giextract.export import write_binary
from giextract.export.entry import entries_of
from giextract.export.shapes import Export
from tests.export.composing import SCHEMA, fact, record

RECORDS = [
    record(
        "a.txt",
        fact("/header/issued_on", date(2021, 1, 30)), fact("/disclosure/total", 412), fact("/applications/received", 0),
        fact("/applications/answered"), fact("/fees/charged_wan_yuan", Decimal("0.038")),
        fact("/organisation/leading_group", True), fact("/assessment/problems/0", '含"引号"，和\n换行'),
    ),
    record("b.txt", fact("/disclosure/total", 8), year=2021),
]  # fmt: skip
QUESTION = "SELECT header_issuer, header_issued_on, disclosure_total, applications_received, applications_answered, blank FROM '{}'"


@pytest.fixture(params=["csv", "jsonl"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    form = str(request.param)
    out = tmp_path / f"wide.{form}"
    text = "".join(Export(SCHEMA).lines(entries_of(RECORDS), form))
    out.write_text(text, encoding="utf-8-sig" if form == "csv" else "utf-8", newline="\n")
    return out


def test_duckdb(path: Path) -> None:
    found = duckdb.connect().execute(QUESTION.format(path) + " ORDER BY disclosure_total DESC")
    types = [str(column[1]) for column in found.description]
    one, other = found.fetchall()
    assert types[:4] == ["VARCHAR", "DATE", "BIGINT", "BIGINT"]
    assert one[:5] == ("江城县教育局", date(2021, 1, 30), 412, 0, None)
    assert other[1:] == (None, 8, None, None, None)  # what is absent is neither 0 nor named among the blanks
    assert "applications_answered" in one[5]


def test_pandas(path: Path) -> None:
    frame = pd.read_csv(path) if path.suffix == ".csv" else pd.read_json(path, lines=True)
    assert frame["disclosure_total"].sum() == 420
    assert frame["fees_charged_wan_yuan"].tolist()[0] == 0.038
    assert frame["applications_received"].isna().tolist() == [False, True]
    assert "含" in str(frame["assessment_problems"][0])


def test_pandas_reads_a_workbook(tmp_path: Path) -> None:
    write_binary(tmp_path / "out.xlsx", RECORDS, "xlsx", SCHEMA)
    sheets = pd.read_excel(tmp_path / "out.xlsx", sheet_name=None)
    assert sheets["values"]["header_issued_on"][0] == pd.Timestamp(2021, 1, 30)
    assert sheets["values"]["disclosure_total"].sum() == 420
    assert len(sheets["facts"]) == sum(len(one.facts) for one in RECORDS)
