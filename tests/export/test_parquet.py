"""Parquet: typed columns that DuckDB and pandas read, group by group."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from giextract.errors import OutputError
from giextract.export import parquet
from giextract.export.columns import Column, Row
from giextract.export.entry import entries_of
from giextract.export.shapes import Export, ShapeName
from tests.export.composing import SCHEMA, fact, finding, record

RECORDS = [
    record(
        "=1+1.txt",
        fact("/header/issued_on", date(2021, 1, 30)), fact("/disclosure/total", 412), fact("/applications/received", 0),
        fact("/applications/answered"), fact("/fees/charged_wan_yuan", Decimal("0.038")),
        fact("/organisation/leading_group", True), fact("/assessment/problems/0", "-公开不及时"),
        fact("/disclosure/by_channel/0/name", "政府网站"), fact("/disclosure/by_channel/0/percent", Decimal("3.5")),
        findings=[finding()],
    ),
    record("b.txt", year=2021),
]  # fmt: skip


def made(path: Path, shape: ShapeName = "wide", **options: Any) -> str:
    Export(SCHEMA, shape=shape, **options).make(path, entries_of(RECORDS), "parquet")
    return str(path)


def test_duckdb_reads_every_type_of_wide(tmp_path: Path) -> None:
    path = made(tmp_path / "wide.parquet")
    found = duckdb.connect().execute(
        "SELECT report, header_issued_on, disclosure_total, applications_received, applications_answered, blank, "
        "fees_charged_wan_yuan, organisation_leading_group, assessment_problems, disclosure_by_channel[1].name, "
        f"disclosure_by_channel[1].percent FROM '{path}' WHERE header_year = 2020"
    )
    types = [str(column[1]) for column in found.description]
    assert found.fetchall() == [
        ("=1+1.txt", date(2021, 1, 30), 412, 0, None, ["applications_answered"], Decimal("0.038"), True, ["-公开不及时"],
         "政府网站", Decimal("3.5")),
    ]  # fmt: skip
    assert types[1:4] == ["DATE", "BIGINT", "BIGINT"]


def test_pandas_reads_wide(tmp_path: Path) -> None:
    frame = pd.read_parquet(made(tmp_path / "wide.parquet"), dtype_backend="pyarrow")
    assert frame["disclosure_total"].sum() == 412
    assert frame["applications_received"].isna().tolist() == [False, True]  # 0 is not absent
    assert frame["fees_charged_wan_yuan"].sum() == Decimal("0.038")


@pytest.mark.parametrize("shape", ["long", "panel", "tables", "findings", "failures"])
def test_every_shape_opens(shape: ShapeName, tmp_path: Path) -> None:
    path = made(tmp_path / "out.parquet", shape)
    (count,) = duckdb.connect().execute(f"SELECT count(*) FROM '{path}'").fetchall()[0]
    assert (
        count
        == len(pd.read_parquet(path))
        == {"long": 13, "panel": 2, "tables": 2, "findings": 1, "failures": 0}[shape]
    )


def test_columns_say_what_they_are(tmp_path: Path) -> None:
    field = pq.read_schema(made(tmp_path / "zh.parquet", headers="zh")).field("依申请公开收取费用")
    assert field.metadata[b"name"] == b"fees_charged_wan_yuan"
    assert field.metadata[b"unit"].decode() == "万元"


COLUMN = Column("count", "数量", "integer")


def test_rows_are_written_in_groups_before_the_last_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "CELLS", 10)
    path = tmp_path / "out.parquet"
    sizes = []

    def rows() -> Iterator[Row]:
        for number in range(25):
            sizes.append(path.stat().st_size)
            yield (number,)

    parquet.write_parquet(path, [COLUMN], rows())
    assert len(set(sizes)) == 3
    assert pq.ParquetFile(path).metadata.num_row_groups == 3
    assert pq.read_table(path).column("count").to_pylist() == list(range(25))


@pytest.mark.parametrize(
    ("kind", "value"), [("integer", 2**70), ("decimal", Decimal("0.00000000001"))], ids=["too large", "too fine"]
)
def test_a_value_that_does_not_fit_is_named_and_not_rounded(kind: Any, value: Any, tmp_path: Path) -> None:
    columns = [Column("report", "文件", "text"), Column("count", "数量", kind)]
    with pytest.raises(OutputError, match=r"^count of b\.txt is .*, which (int64|decimal128\(38, 10\)) does not hold"):
        parquet.write_parquet(tmp_path / "out.parquet", columns, [("a.txt", None), ("b.txt", value)])
