"""A person's whole way: from reports to records, to the page, to labels, to a score that stands on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from giextract.cli import root
from tests.review.browser.conftest import Open
from tests.review.reports import TEXT

TOLD = TEXT + "官网给群众看了8800回。\n"
"""What the rules do not find: visits to the site, in words that nobody uses."""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "jishui.txt").write_text(TOLD, encoding="utf-8")


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(root, arguments)
    assert result.exit_code == code, result.stderr
    return result.stdout


def score() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(run("eval", "labels/suite.toml", "-b", "rules", "--json"))
    headline: dict[str, Any] = data["backends"]["rules"]["headline"]
    return headline


def test_from_a_report_to_a_label_to_a_better_founded_score(open_page: Open, tmp_path: Path) -> None:
    run("extract", "reports/jishui.txt", "-o", "records.json")
    run("labels", "from", "records.json", "-o", "labels")
    run("eval", "labels/suite.toml", "-b", "rules", code=2)  # nobody has looked at anything: nothing to score by
    run("review", "records.json", "-o", "review.html")

    tab = open_page(url=(tmp_path / "review.html").as_uri())
    tab.slot("/disclosure/total").click()
    tab.press("a")
    tab.press("o")  # what the rules missed is added, with its proof
    tab.page.keyboard.type("访问")
    tab.press("Enter", "p")
    tab.select_text("8800回")
    tab.page.locator("#edit-value").and_(tab.page.locator(":focus")).wait_for()
    tab.press("Enter")
    tab.download("王敏")
    assert run("labels", "apply", "decisions.json", "records.json", "-o", "labels", "--replace").startswith(
        "labels/jishui.json: 2 decisions"
    )
    few = score()
    assert (few["tp"], few["fp"], few["fn"]) == (1, 0, 1)

    tab.press("R")  # the rest was looked at and is right
    tab.page.reload()
    tab.download("王敏")
    run("labels", "apply", "decisions.json", "records.json", "-o", "labels", "--replace")
    whole = score()
    assert (whole["fp"], whole["fn"]) == (0, 1)
    assert whole["tp"] > 5
    assert whole["recall"]["value"] > few["recall"]["value"]
    made = json.loads((tmp_path / "labels" / "jishui.json").read_text(encoding="utf-8"))["made"]
    assert (made["by"], made["decisions"]) == (["王敏"], 3)
