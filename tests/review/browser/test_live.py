"""`giextract review --serve` in a browser: saved as you go, with two tabs, through a crash of the server, and into a label."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from giextract.cli import root
from giextract.review.decisions import read_decisions
from tests.labelling.reports import record_of, write_report
from tests.review.browser.conftest import Open, Tab
from tests.review.server_process import process_of


class Live(NamedTuple):
    process: subprocess.Popen[str]
    url: str
    journal: Path

    def kept(self) -> list[tuple[str, str]]:
        return [(one.action, one.path) for report in read_decisions(self.journal).reports for one in report.decisions]


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Live]:
    with process_of(folder, "giextract", "review", "r.json", "--serve", "--reviewer", "王敏", *options) as (
        process,
        url,
    ):
        yield Live(process, url, folder / "r.decisions.jsonl")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A report, and its record in r.json."""
    record = record_of(write_report(tmp_path / "reports"))
    (tmp_path / "r.json").write_text(record.to_json(), "utf-8")
    return tmp_path


def is_saved(tab: Tab) -> None:
    tab.page.get_by_text("saved", exact=True).wait_for()


def choose_and_press(tab: Tab, path: str, *keys: str) -> None:
    tab.slot(path).click()
    tab.press(*keys)


def forgive(tab: Tab, *words: str) -> None:
    """Chromium's console tells of each answer that is no success; those that the test is about are no errors."""
    tab.errors[:] = [error for error in tab.errors if not any(word in error for word in words)]


def test_a_decision_is_on_the_disk_at_once_and_there_after_a_reload(folder: Path, open_page: Open) -> None:
    with serving(folder) as live:
        tab = open_page(url=live.url)
        choose_and_press(tab, "/disclosure/total", "a")
        is_saved(tab)
        assert live.kept() == [("accept", "/disclosure/total")]
        tab.page.reload()
        choose_and_press(tab, "/applications/received", "4")
        is_saved(tab)
        assert live.kept() == [("accept", "/disclosure/total"), ("set", "/applications/received")]
        tab.press("u")
        is_saved(tab)
        assert live.kept()[-1] == ("undo", "")


def test_of_two_tabs_both_are_kept_and_each_hears_of_the_other(folder: Path, open_page: Open) -> None:
    with serving(folder) as live:
        one = open_page(url=live.url)
        other = open_page(url=live.url, context=one.page.context)
        choose_and_press(one, "/disclosure/total", "a")
        is_saved(one)
        choose_and_press(other, "/applications/online", "a")
        other.page.get_by_text("Another tab decided meanwhile").wait_for()
        is_saved(other)
        assert live.kept() == [("accept", "/disclosure/total"), ("accept", "/applications/online")]
        forgive(other, "409")


def test_what_was_decided_while_the_server_was_gone_reaches_it_when_it_is_back(folder: Path, open_page: Open) -> None:
    with serving(folder) as live:
        tab = open_page(url=live.url)
        choose_and_press(tab, "/disclosure/total", "a")
        is_saved(tab)
        live.process.send_signal(signal.SIGKILL)
        live.process.wait()
        choose_and_press(tab, "/applications/online", "a")
        tab.page.get_by_text("server").first.wait_for()
        assert live.kept() == [("accept", "/disclosure/total")]
        forgive(tab, "ERR_CONNECTION_REFUSED")
        first_url = live.url
    with serving(folder) as live:
        assert live.url.partition("?")[0] == first_url.partition("?")[0]
        assert live.url != first_url
        tab.page.goto(live.url)
        is_saved(tab)
        assert live.kept() == [("accept", "/disclosure/total"), ("accept", "/applications/online")]
        forgive(tab, "ERR_CONNECTION_REFUSED", "401")


def test_a_person_goes_from_a_record_to_a_label_to_a_score(
    folder: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    record = record_of(Path("reports/linye.txt"))
    Path("r.json").write_text(record.to_json(), "utf-8")
    with serving(folder) as live:
        tab = open_page(url=live.url)
        choose_and_press(tab, "/applications/in_person", "4")
        choose_and_press(tab, "/disclosure/total", "A")
        is_saved(tab)
    run("labels", "apply", "r.decisions.jsonl", "r.json", "-o", "labels")
    label: dict[str, Any] = json.loads(Path("labels/linye.json").read_text("utf-8"))
    assert label["made"]["by"] == ["王敏"]
    assert label["values"]["disclosure"]["total"] == 240
    assert "in_person" not in label["values"]["applications"]
    assert "/disclosure/total" not in label["optional"]
    assert "/header" in label["optional"]
    scored = json.loads(run("eval", "labels/suite.toml", "-b", "rules", "--json"))["backends"]["rules"]["headline"]
    assert (scored["fp"], scored["fn"]) == (1, 0)
    assert scored["tp"] > 5


def run(*arguments: str) -> str:
    result = CliRunner().invoke(root, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_places_drawn_by_lot_are_shown_and_settled_until_it_can_be_said_what_is_left(
    folder: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    record = record_of(Path("reports/linye.txt"))
    Path("r.json").write_text(record.to_json(), "utf-8")
    with serving(folder, "--sample", "8") as live:
        tab = open_page(url=live.url)
        tab.page.locator(".badge", has_text="drawn by lot").first.wait_for()
        looks = 0
        while (left := tab.page.locator(".slot.is-open")).count():
            left.first.click()
            tab.press("a")
            looks += 1
        is_saved(tab)
    assert looks >= 16
    order = ("labels", "order", "r.json", "-d", "r.decisions.jsonl", "--sample", "8")
    assert "drawn by lot, of places" not in run(*order)
    told = json.loads(run(*order, "--format", "json"))
    assert {level["name"] for level in told["levels"]} == {"gap", "absent", "stated"}
    assert all(level["sample"] >= min(8, level["slots"]) for level in told["levels"])
    assert told["errors_left"]["value"] == 0
