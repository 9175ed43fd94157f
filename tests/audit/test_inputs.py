"""What the command takes: reports, folders, patterns and lists of them, and what `extract` wrote of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from giextract.cli import root
from tests.audit.reports import NARRATIVE, TABLES

WRONG = NARRATIVE.replace("专职3人，兼职6人", "专职3人，兼职7人")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(root, [*map(str, arguments)])


def told(*arguments: str | Path) -> dict[str, list[str]]:
    """Name of each report -> the rules of its findings."""
    result = run("audit", "--format", "json", *arguments)
    return {Path(one["path"]).name: [each["rule"] for each in one["findings"]] for one in json.loads(result.stdout)}


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "reports"
    (folder / "2016").mkdir(parents=True)
    (folder / "2016" / "wrong.txt").write_text(WRONG, encoding="utf-8")
    (folder / "right.txt").write_text(TABLES, encoding="utf-8")
    (folder / "notes.xyz").write_text("no report", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.parametrize("path", ["reports", "reports/", "reports/**/*.txt", "@list"])
@pytest.mark.usefixtures("reports")
def test_folders_patterns_and_lists_are_taken_as_extract_takes_them(path: str) -> None:
    Path("list").write_text("reports/right.txt\nreports/2016\n", encoding="utf-8")
    assert told(path) == {"wrong.txt": ["staff_parts"], "right.txt": []}


@pytest.mark.parametrize("output", ["records.jsonl", "records.json", "out/"])
@pytest.mark.usefixtures("reports")
def test_records_are_held_against_their_reports(output: str) -> None:
    assert run("extract", "reports/2016/wrong.txt", "reports/right.txt", "-o", output).exit_code == 0
    assert told(output) == {"wrong.txt": ["staff_parts"], "right.txt": []}
    assert "专职‹3人›" in run("audit", output).stdout


@pytest.mark.usefixtures("reports")
def test_a_report_is_one_however_it_is_named() -> None:
    run("extract", "reports/2016/wrong.txt", "-o", "records.jsonl")
    assert told("reports/2016/wrong.txt", "records.jsonl", "reports") == {"wrong.txt": ["staff_parts"], "right.txt": []}


def test_a_record_whose_report_is_gone_keeps_its_findings_without_their_lines(reports: Path) -> None:
    run("extract", "reports/2016/wrong.txt", "-o", "records.jsonl")
    reports.rename("elsewhere")
    result = run("audit", "records.jsonl")
    assert result.exit_code == 3
    assert "staff_parts" in result.stdout
    assert "|" not in result.stdout
    assert "--reports" in result.stderr
    assert "专职‹3人›" in run("audit", "records.jsonl", "--reports", "elsewhere/2016").stdout


@pytest.mark.parametrize(
    ("name", "said"),
    [("empty", "holds no reports"), ("nowhere", "does not exist"), ("*.none", "no file is called"), ("a.json", "no record")],
)  # fmt: skip
@pytest.mark.usefixtures("reports")
def test_what_holds_nothing_is_said_and_the_others_are_done(name: str, said: str) -> None:
    Path("empty").mkdir()
    Path("a.json").write_text("{}", encoding="utf-8")
    result = run("audit", name, "reports/right.txt")
    assert result.exit_code == 3
    assert said in result.stderr
    assert "everything agrees" in result.stdout or "nothing contradicts" in result.stdout
    assert run("audit", name).exit_code == 4


@pytest.mark.usefixtures("reports")
def test_records_of_another_schema_are_refused() -> None:
    Path("mine.py").write_text(
        "from pydantic import BaseModel\nclass Invoice(BaseModel):\n    number: int | None = None\n", encoding="utf-8"
    )
    run("extract", "reports/right.txt", "-o", "records.jsonl")
    assert run("audit", "records.jsonl", "--schema", "mine.py:Invoice").exit_code != 0
