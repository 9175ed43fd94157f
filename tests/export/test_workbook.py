"""Workbooks: a sheet for each kind of row, nothing run and nothing lost, opened by openpyxl and LibreOffice."""

from __future__ import annotations

import csv
import shutil
import subprocess
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from giextract.errors import OutputError
from giextract.export import workbook, write_binary
from giextract.export.columns import Column
from giextract.export.entry import Entry, entries_of
from giextract.export.files import make_file
from giextract.export.shapes import Export
from tests.export.composing import SCHEMA, fact, finding, record

SHEETS = ["values", "facts", "findings", "tables", "failures", "README"]
TEXTS = ["=1+1", "+86 10", "-", "@SUM(A1)", "\t=1", "<r>x</r>", "全　角", "line\nbreak", "_x0041_", "𠮷", "&<>\"'"]
RECORD = record(
    "=1+1.txt",
    fact("/header/issued_on", date(2021, 1, 30)), fact("/disclosure/total", 412), fact("/applications/received", 0),
    fact("/fees/charged_wan_yuan", Decimal("0.038")), fact("/organisation/leading_group", True),
    fact("/header/contact_postcode", "045021"), fact("/header/contact_phone", "=cmd|' /C calc'!A0"),
    fact("/requests/new/total", 3), findings=[finding()],
)  # fmt: skip


def cells(path: Path, sheet: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[sheet].iter_rows()]


def one_sheet(path: Path, columns: list[Column], rows: list[tuple[Any, ...]]) -> Path:
    book = workbook.Workbook(path)
    book.add_sheet("sheet", "rows", columns)
    for row in rows:
        book.add("sheet", row)
    book.close()
    return path


TEXT = Column("text", "文字", "text")


def test_a_sheet_for_each_kind_of_row(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    Export(SCHEMA).make(path, [*entries_of([RECORD]), Entry("b.pdf", failure="it is encrypted")], "xlsx")
    assert openpyxl.load_workbook(path).sheetnames == SHEETS
    names, values, failed = cells(path, "values")
    row = dict(zip(names, values, strict=True))
    assert (row["report"], row["disclosure_total"], row["applications_received"]) == ("=1+1.txt", 412, 0)
    assert (row["header_issued_on"], row["fees_charged_wan_yuan"]) == (datetime(2021, 1, 30), 0.038)
    assert (row["organisation_leading_group"], row["header_contact_postcode"]) == (True, "045021")
    assert failed[:3] == ["b.pdf", "none", "it is encrypted"]
    assert len(cells(path, "facts")) == 1 + len(RECORD.facts)
    assert cells(path, "tables")[1][3:5] == ["requests", "new"]
    assert cells(path, "failures")[1] == ["b.pdf", "document", None, "it is encrypted"]


def test_the_readme_says_what_every_column_is(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_binary(path, [RECORD], "xlsx", SCHEMA)
    told = {(row[0], row[1]) for row in cells(path, "README")}
    for sheet in SHEETS[:-1]:
        assert {(sheet, name) for name in cells(path, sheet)[0]} <= told
    assert ["values", "fees_charged_wan_yuan", "依申请公开收取费用", "decimal", "万元"] in [
        row[:5] for row in cells(path, "README")
    ]


def test_one_shape_alone(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    Export(SCHEMA, shape="panel", headers="zh").make(path, entries_of([RECORD]), "xlsx")
    assert openpyxl.load_workbook(path).sheetnames == ["panel", "README"]
    assert cells(path, "panel")[0][:3] == ["机关", "年度", "文件数"]


@pytest.mark.parametrize("text", TEXTS)
def test_text_stays_text(text: str, tmp_path: Path) -> None:
    path = one_sheet(tmp_path / "out.xlsx", [TEXT], [(text,)])
    cell = openpyxl.load_workbook(path)["sheet"]["A2"]
    assert cell.data_type == "s"
    assert cell.value.replace("_x005F_", "_").replace("_x0009_", "\t").strip(" ") == text


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        ("integer", 999_999_999_999_999, 999_999_999_999_999),
        ("integer", 1_234_567_890_123_456, "1234567890123456"),
        ("decimal", Decimal("12345678.12345678"), "12345678.12345678"),
        ("decimal", Decimal("1E+2"), 100),
        ("date", date(1899, 12, 31), "1899-12-31"),
        ("boolean", False, False),
        ("list", ["一", "二"], '["一", "二"]'),
    ],
)
def test_what_a_number_would_lose_is_text(kind: Any, value: object, cell: object, tmp_path: Path) -> None:
    path = one_sheet(tmp_path / "out.xlsx", [Column("one", "一", kind)], [(value,)])
    assert openpyxl.load_workbook(path)["sheet"]["A2"].value == cell


def test_a_full_sheet_goes_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 4)
    path = one_sheet(tmp_path / "out.xlsx", [TEXT], [(str(number),) for number in range(7)])
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["sheet", "sheet 2", "sheet 3", "README"]
    names = book.sheetnames[:-1]
    assert [[cell.value for (cell,) in book[name].iter_rows()] for name in names] == [
        ["text", "0", "1", "2"], ["text", "3", "4", "5"], ["text", "6"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["字" * 40_000, "𠮷" * 20_000, "x" * 32_767], ids=["long", "two units each", "just fits"]
)
def test_a_long_text_is_whole_in_two_sheets(text: str, tmp_path: Path) -> None:
    path = one_sheet(tmp_path / "out.xlsx", [TEXT], [("short",), (text,)])
    (first,) = cells(path, "sheet")[2]
    book = openpyxl.load_workbook(path)
    rest = cells(path, workbook.LONG_TEXTS)[1:] if workbook.LONG_TEXTS in book.sheetnames else []
    assert all(row[:4] == ["sheet", 3, "text", part] for part, row in enumerate(rest, 2))
    assert first.removesuffix(workbook.MORE) + "".join(row[4] for row in rest) == text
    assert all(len(part.encode("utf-16-le")) // 2 <= 32_767 for part in (first, *(row[4] for row in rest)))


def test_too_many_columns_are_an_error_and_no_file(tmp_path: Path) -> None:
    wide = Export(SCHEMA, extra=[f"c{number}" for number in range(16_384)])
    with pytest.raises(
        OutputError, match=r"values has 16,\d\d\d columns, a worksheet holds 16,384; use --format parquet"
    ):
        make_file(tmp_path / "out.xlsx", lambda part: wide.make(part, entries_of([RECORD]), "xlsx"))
    assert not list(tmp_path.iterdir())


def opened(path: Path, folder: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of each sheet as LibreOffice shows them: of a formula it shows the result."""
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--infilter=CSV:44,34,76,1"] * (path.suffix == ".csv")
    out = folder / path.stem
    command += ["--convert-to", every_sheet, "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    name_to_rows = {}
    for one in out.iterdir():
        with one.open(encoding="utf-8", newline="") as file:
            name_to_rows[one.stem.removeprefix(f"{path.stem}-")] = list(csv.DictReader(file))
    return name_to_rows


needs_calc = pytest.mark.skipif(
    not shutil.which("localc"), reason="needs LibreOffice: apt-get install libreoffice-calc"
)


@needs_calc
def test_libreoffice_opens_a_workbook_and_runs_nothing(tmp_path: Path) -> None:
    write_binary(tmp_path / "out.xlsx", [RECORD], "xlsx", SCHEMA)
    sheets = opened(tmp_path / "out.xlsx", tmp_path)
    assert sorted(sheets) == sorted(SHEETS)
    (values,) = sheets["values"]
    assert (values["report"], values["header_contact_phone"]) == ("=1+1.txt", "=cmd|' /C calc'!A0")
    assert (values["disclosure_total"], values["header_issued_on"]) == ("412", "2021-01-30")
    assert (values["header_contact_postcode"], values["fees_charged_wan_yuan"]) == ("045021", "0.038")
    assert len(sheets["facts"]) == len(RECORD.facts)


@needs_calc
@pytest.mark.parametrize(("guarded", "shown"), [(True, "'=1+1"), (False, "2")], ids=["guarded", "exact"])
def test_libreoffice_runs_what_an_exact_csv_holds_and_nothing_of_a_guarded_one(
    guarded: bool, shown: str, tmp_path: Path
) -> None:
    made = record("=1+1")
    text = "".join(Export(SCHEMA, guarded=guarded).lines(entries_of([made]), "csv"))
    (tmp_path / "wide.csv").write_text(text, encoding="utf-8-sig")
    ((row,),) = opened(tmp_path / "wide.csv", tmp_path).values()
    assert (row["report"], row["header_issuer"], row["header_year"]) == (shown, "江城县教育局", "2020")
