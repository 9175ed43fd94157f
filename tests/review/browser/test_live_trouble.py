"""Trouble with a server: two tabs on one field, tabs that die in the middle, decisions that are refused."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.review.browser.conftest import Open, Tab
from tests.review.reports import TEXT, record
from tests.review.server_process import begin, end


@dataclass
class Server:
    """`giextract review records.json --serve` as a process, and the journal that it keeps."""

    folder: Path
    url: str = ""
    process: subprocess.Popen[str] | None = None

    def start(self) -> Server:
        """Start it, again on the same address where it ran before."""
        self.process, self.url = begin(
            self.folder, "giextract", "review", "records.json", "--serve", "--reviewer", "王敏"
        )
        return self

    def kill(self) -> None:
        """End it as a crash does."""
        if self.process is not None:
            end(self.process)
            self.process = None

    def kept(self) -> list[tuple[str, str]]:
        """(action, path) of each decision that is safe on the disk."""
        lines = (self.folder / "records.decisions.jsonl").read_text(encoding="utf-8").splitlines()[1:]
        decisions: list[dict[str, Any]] = [json.loads(line)["decision"] for line in lines]
        return [(one["action"], one.get("path", "")) for one in decisions]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "records.json").write_text(record().to_json(), encoding="utf-8")
    running = Server(tmp_path).start()
    yield running
    running.kill()


def until(fits: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for something that takes a moment; fail where it does not come."""
    end = time.monotonic() + seconds
    while not fits():
        assert time.monotonic() < end
        time.sleep(0.05)


def saved(tab: Tab) -> None:
    tab.page.locator("#kept.good").wait_for()


def two_tabs(open_page: Open, server: Server) -> tuple[Tab, Tab]:
    """Two tabs on the same records; in the first one a decision was made."""
    one = open_page(url=server.url)
    other = open_page(url=server.url, context=one.page.context)
    saved(one)
    saved(other)
    one.slot("/disclosure/total").click()
    one.press("4")
    saved(one)
    until(lambda: len(server.kept()) == 1)
    return one, other


def test_two_tabs_at_once_lose_nothing_and_are_told(open_page: Open, server: Server) -> None:
    one, other = two_tabs(open_page, server)
    other.slot("/disclosure/total").click()
    other.press("2")
    other.page.locator("#said", has_text="Another tab decided meanwhile: 主动公开政府信息数").wait_for()
    saved(other)
    assert server.kept() == [("set", "/disclosure/total")] * 2
    assert other.slot("/disclosure/total").locator(".value").inner_text() == "blank"
    other.press("u")
    saved(other)
    assert other.slot("/disclosure/total").locator(".value").inner_text() == "absent"
    other.errors.clear()  # Chromium tells of the conflict
    one.page.reload()
    one.page.locator(".slot.is-absent[data-path='/disclosure/total']").wait_for()


def test_undo_takes_back_what_its_own_tab_decided(open_page: Open, server: Server) -> None:
    one, other = two_tabs(open_page, server)
    other.slot("/applications/received").click()
    other.press("2")
    until(lambda: len(server.kept()) == 2)
    one.press("u")
    until(lambda: len(server.kept()) == 3)
    saved(one)
    other.page.reload()
    for tab in (one, other):
        tab.page.locator("#progress", has_text="1 settled").wait_for()
        assert tab.slot("/disclosure/total").locator(".value").text_content() == "120"
        assert tab.slot("/applications/received").locator(".value").text_content() == "blank"
    one.press("u")
    one.page.locator("#said", has_text="Nothing of this tab is left to undo").wait_for()
    other.press("u")
    until(lambda: len(server.kept()) == 4)
    assert other.slot("/applications/received").locator(".value").text_content() == "7"
    for tab in (one, other):
        tab.errors.clear()  # Chromium tells of the conflicts


def test_a_tab_of_a_run_that_ended_says_so_and_its_decisions_go_over(open_page: Open, server: Server) -> None:
    tab = open_page(url=server.url)
    saved(tab)
    server.kill()
    tab.slot("/disclosure/total").click()
    tab.press("4")
    tab.page.locator("#kept", has_text="the server does not answer; 1 decisions are kept").wait_for()
    server.start()
    tab.page.locator("#kept", has_text="belongs to an earlier run").wait_for()
    assert "1 decisions are kept in this browser and go over there" in tab.page.locator("#kept").inner_text()
    assert tab.download().reports[0].decisions[0].path == "/disclosure/total"
    tab.errors.clear()  # Chromium tells of the refused connections
    again = open_page(url=server.url, context=tab.page.context)
    saved(again)
    assert server.kept() == [("set", "/disclosure/total")]
    again.page.locator(".slot.is-absent[data-path='/disclosure/total']").wait_for()
    tab.errors.clear()


def test_a_tab_that_dies_after_its_decision_was_saved_does_not_send_it_twice(open_page: Open, server: Server) -> None:
    tab = open_page(url=server.url)
    saved(tab)
    tab.page.evaluate("localStorage.removeItem = () => {}; Storage.prototype.removeItem = () => {};")
    tab.press("n", "a")
    until(lambda: len(server.kept()) == 1)
    context = tab.page.context
    tab.page.close()
    again = open_page(url=server.url, context=context)
    saved(again)
    assert "1 settled" in again.page.locator("#progress").inner_text()
    assert server.kept() == [("accept", "/organisation/meetings")]


def test_a_decision_that_the_server_refuses_is_taken_back_and_said(open_page: Open, server: Server) -> None:
    tab = open_page(url=server.url)
    saved(tab)
    tab.page.evaluate(
        """() => {
            const send = window.fetch;
            window.fetch = (url, more) => send(url, more.body ? { ...more, body: more.body.replace('"value":12', '"value":13') } : more);
        }"""
    )
    tab.slot("/disclosure/total").click()
    tab.press("c")
    tab.page.locator("#edit-printed").fill("12期")
    tab.page.locator("#edit-value").fill("12")
    tab.press("Enter")
    tab.page.locator("#said", has_text="the server refused a decision").wait_for()
    assert tab.slot("/disclosure/total").locator(".value").inner_text() == "120"
    assert server.kept() == []
    tab.errors.clear()
