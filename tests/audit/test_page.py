"""The page of the audit, its command, and the findings in table and CSV."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from giextract.audit.figures import left_out
from giextract.audit.page import page
from giextract.cli import root
from giextract.export import write
from tests.audit.reports import NARRATIVE, SCHEMA, TABLES, material
from tests.audit.test_rereading import PARTIALLY, figures, misread
from tests.audit.test_series import moved, reworded

WRONG = NARRATIVE.replace("专职3人，兼职6人", "专职3人，兼职7人")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "right.txt").write_text(NARRATIVE, encoding="utf-8")
    (tmp_path / "wrong.txt").write_text(WRONG, encoding="utf-8")
    (tmp_path / "note.txt").write_text(NARRATIVE.replace("二是内容", "三是内容"), encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(root, ["audit", *map(str, arguments)])


def test_the_page_quotes_the_line_with_its_figures_marked() -> None:
    made = material(WRONG)
    text = page(made, made.record.findings)
    assert "staff_parts · defect of the report" in text
    assert "工作人员‹9人›，其中专职‹3人›，兼职‹7人›" in text
    assert "从事政府信息公开工作人员数：各项相加为10（3+7），总数印作9" in page(made, made.record.findings, "zh")


def test_of_a_long_line_what_is_far_from_the_figures_is_left_out() -> None:
    made = material(
        NARRATIVE.replace("其中专职3人，兼职6人", f"其中专职3人，{'负责全县教育系统的政府信息公开' * 5}，兼职7人")
    )
    quoted = next(line for line in page(made, made.record.findings).splitlines() if "‹7人›" in line)
    assert "…" in quoted.split("‹3人›")[1].split("‹7人›")[0]
    assert len(quoted) < 130


def test_spaces_between_the_cells_of_a_row_stay() -> None:
    made = material(TABLES.replace("数量 19 3 0", "数量 18 3 0"))
    assert "数量 ‹18› ‹3› ‹0› ‹0› ‹0› ‹0› ‹22›" in page(made, made.record.findings)


def test_the_page_counts_figures_and_findings() -> None:
    made = material(WRONG)
    assert "figures (100%) prove a value; 1 finding (1 error)" in page(made, made.record.findings)
    assert "已被取用；发现1处（错误1）" in page(made, made.record.findings, "zh")


def test_a_row_to_read_anew_is_told_cell_by_cell() -> None:
    made = material(TABLES)
    (found, *_) = misread(TABLES, "/requests/granted", figures(TABLES, PARTIALLY))
    assert "→ /requests/granted = 10 2 0 0 0 0 12" in page(made, [found])


def test_the_page_of_a_report_without_defects_says_so() -> None:
    assert "everything agrees" in page(material(NARRATIVE), [])


def test_figures_that_prove_nothing_are_named_where_nothing_else_is_said() -> None:
    assert "nothing contradicts; 6 of the figures prove nothing: 2件 7件 1 1 1 1" in page(material(TABLES), [])


def test_a_row_that_cannot_be_read_is_named() -> None:
    made = material(TABLES.replace("（一）予以公开 10 2 0", "（一）予以公开 10 \ufffd 0"))
    text = page(made, made.record.findings)
    assert "everything agrees" not in text
    assert "cannot be read and was not checked: requests, granted" in text


def test_a_path_given_twice_is_one_report(folder: Path) -> None:
    told = json.loads(run("--format", "json", folder / "right.txt", folder / "." / "right.txt").stdout)
    assert [one["findings"] for one in told] == [[]]


def test_figures_are_listed_with_why_they_are_left_out() -> None:
    made = material(NARRATIVE)
    reasons = {one.reason: one.printed for one in left_out(made.clean, made.placed, made.figures)}
    assert reasons["postcode"] == "364100"
    assert reasons["phone"] == "0598-5332001"
    assert {"date", "year", "list_mark", "ordinal"} <= reasons.keys()
    assert made.record.figures.left_out["postcode"] == 1
    assert "postcode (1): 364100" in page(made, [], with_figures=True)


@pytest.mark.parametrize(
    ("options", "name", "code"),
    [
        ((), "wrong.txt", 0), (("--strict",), "wrong.txt", 5), (("--strict",), "right.txt", 0),
        (("--strict",), "note.txt", 0), (("--strict=warning",), "note.txt", 0), (("--strict=note",), "note.txt", 5),
    ],
)  # fmt: skip
def test_strict_fails_on_findings_of_the_chosen_severity(
    folder: Path, options: tuple[str, ...], name: str, code: int
) -> None:
    assert run(*options, folder / name).exit_code == code


def test_a_report_that_cannot_be_read_is_said_and_the_others_done(folder: Path) -> None:
    result = run(folder / "nowhere.txt", folder / "wrong.txt")
    assert result.exit_code == 3
    assert "staff_parts" in result.stdout
    assert run(folder / "nowhere.txt").exit_code == 4


def test_json_has_findings_and_figures(folder: Path) -> None:
    (told,) = json.loads(run("--format", "json", folder / "wrong.txt").stdout)
    (finding,) = told["findings"]
    assert (finding["rule"], finding["stated"], finding["expected"], finding["defect"]) == (
        "staff_parts",
        "9",
        "10",
        "report",
    )
    assert WRONG[slice(*finding["spans"][0])] == "9人"
    assert told["figures"]["left_out"]["postcode"] == 1


def test_csv_has_a_row_for_each_finding_of_one_report_and_from_year_to_year(tmp_path: Path) -> None:
    later = moved(reworded(WRONG), 1)
    for name, text in (("2016.txt", WRONG), ("2017.txt", later)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = run("--format", "csv", tmp_path / "2016.txt", tmp_path / "2017.txt")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    told = {(Path(row["report"]).name, row["rule"], row["severity"], Path(row["against"]).name) for row in rows}
    assert told == {
        ("2016.txt", "staff_parts", "error", ""),
        ("2017.txt", "staff_parts", "error", ""),
        ("2017.txt", "cumulative_chain", "warning", "2016.txt"),
    }
    assert all(row["message"] and row["message_zh"] for row in rows)
    assert {row["severity"] for row in rows[:1]} == {"error"}


def test_findings_stand_in_table_and_csv() -> None:
    record = material(WRONG).record
    table = "".join(write([record], "table", schema=SCHEMA, several=False, width=120))
    assert "Look at first (1):" in table
    assert "[error,defectof:report]" in "".join(table.split())
    rows = list(csv.DictReader(io.StringIO("".join(write([record], "csv", schema=SCHEMA, several=False)))))
    (row,) = [row for row in rows if row["state"] == "finding:staff_parts"]
    assert (row["path"], row["printed"], row["value"]) == ("/organisation/staff", "9", "10")
