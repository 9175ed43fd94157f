"""`giextract review`: from records to a page, and what is said where a report is not what it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from giextract import extract
from tests.cli.conftest import Command
from tests.reading.pdf_files import PdfPage, pdf_file


@pytest.fixture
def report(tmp_path: Path, sample: Path) -> Path:
    """A copy of the sample with its record beside it, `records.json`."""
    copy = tmp_path / "report.txt"
    copy.write_bytes(sample.read_bytes())
    (tmp_path / "records.json").write_text(extract(copy).to_json().replace(str(copy), "report.txt"), encoding="utf-8")
    return copy


def data(page: Path, name: str) -> object:
    html = page.read_text(encoding="utf-8")
    return json.loads(html.partition(f'id="{name}">')[2].partition("</script>")[0])


def test_a_page_with_the_report_beside_the_record(run: Command, report: Path) -> None:
    result = run("review", "records.json", "-o", "page.html")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "page.html: 1 report\n" in result.stderr
    assert data(report.parent / "page.html", "text-0") == report.read_text(encoding="utf-8")


def test_the_records_are_not_overwritten_by_the_page(run: Command, report: Path) -> None:
    before = (report.parent / "records.json").read_bytes()
    result = run("review", "records.json", "-o", "./records.json")
    assert result.exit_code == 2
    assert "one of the RECORDS" in result.stderr
    assert (report.parent / "records.json").read_bytes() == before


@pytest.mark.parametrize("arguments", [("review", "records.json"), ("labels", "blank", "records.json")])
def test_neither_a_report_nor_records_are_overwritten(run: Command, report: Path, arguments: tuple[str, ...]) -> None:
    (report.parent / "link.json").hardlink_to(report.parent / "records.json")
    for name in ("report.txt", "records.json", "link.json"):
        before = (report.parent / name).read_bytes()
        result = run(*arguments, "-o", name)
        assert (result.exit_code, "name another file with -o" in result.stderr) == (2, True), name
        assert (report.parent / name).read_bytes() == before
    assert run(*arguments, "-o", "other").exit_code == 0
    assert run(*arguments, "-o", "other").exit_code == 0  # what it wrote itself it may write again


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda path: path.unlink(), "not there any more"),
        (lambda path: path.write_text("another"), "another one by its hash"),
    ],
)
def test_a_report_that_is_gone_or_changed(run: Command, report: Path, change: object, said: str) -> None:
    assert callable(change)
    change(report)
    result = run("review", "records.json")
    assert result.exit_code == 3
    assert said in result.stderr
    assert data(report.parent / "review.html", "text-0") is None


def test_reports_that_lie_elsewhere(run: Command, report: Path) -> None:
    (report.parent / "elsewhere").mkdir()
    report.rename(report.parent / "elsewhere" / "report.txt")
    assert run("review", "records.json", "--reports", "elsewhere").exit_code == 0


def test_pages_of_a_pdf_are_drawn(run: Command, tmp_path: Path) -> None:
    lines = ["青禾县2017年政府信息公开工作年度报告", "一、主动公开政府信息情况", "2017年，全县主动公开政府信息120条。"]
    (tmp_path / "report.pdf").write_bytes(pdf_file(PdfPage().lines(lines)))
    assert run("extract", "report.pdf", "-o", "records.json").exit_code == 0
    assert run("review", "records.json").exit_code == 0
    page = data(tmp_path / "review.html", "report-0")
    assert isinstance(page, dict)
    assert page["pages"][0]["height"] == 1400
    assert run("review", "records.json", "--no-pictures").exit_code == 0
    page = data(tmp_path / "review.html", "report-0")
    assert isinstance(page, dict)
    assert "media" not in page["pages"][0]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nothing.json",), 4, "cannot be read"),
        (("report.txt",), 4, "no JSON"),
        (("records.json", "--schema", "nothing"), 2, "no schema"),
        (("records.json", "-o", "no/folder/page.html"), 4, "cannot be written"),
        ((), 2, "Missing argument"),
    ],
)
def test_what_cannot_be(run: Command, report: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    result = run("review", *arguments)
    assert result.exit_code == code
    assert said in result.stderr
    assert report.exists()


def test_records_of_another_schema(run: Command, report: Path) -> None:
    (report.parent / "own.py").write_text(
        "from pydantic import BaseModel\nclass Invoice(BaseModel):\n    total: int | None = None\n"
    )
    result = run("review", "records.json", "--schema", "own.py:Invoice")
    assert result.exit_code == 2
    assert "annual_report, not invoice" in result.stderr
