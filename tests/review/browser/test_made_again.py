"""A page made again, of more records or of others: what was decided before is there as far as it is about the same."""

from __future__ import annotations

import json
import re

import pytest

from giextract.record import Fact
from tests.review.browser.conftest import Open, Tab
from tests.review.reports import FACTS, TEXT, fact, html_of, record

OTHER = TEXT.replace("2017", "2018")
MEETINGS, CHANNEL = "/organisation/meetings", "/disclosure/by_channel/1/count"


def changed(path: str, value: object) -> tuple[Fact, ...]:
    """The facts, of which the one at `path` says something else."""
    return tuple(one.model_copy(update={"value": value}) if one.path == path else one for one in FACTS)


def settled(tab: Tab) -> str:
    found = re.search(r"(\d+) settled", tab.page.locator("#progress").inner_text())
    assert found is not None
    return found[1]


def decide_on_the_first_page(tab: Tab, path: str, *keys: str) -> None:
    tab.press("o")
    tab.page.keyboard.type(path)
    tab.press("Enter", *keys)
    assert settled(tab) == "1"


def test_with_more_reports_and_records_everything_is_still_decided(open_page: Open) -> None:
    first = open_page(html_of(record()))
    first.press("n", "a")
    first.slot(CHANNEL).first.click()
    first.press("x")
    before = first.decided()
    more = html_of(record(text=OTHER, findings=()), record(), record(backend="model@1"), texts=(TEXT, OTHER))
    again = open_page(more, context=first.page.context)
    again.press("]")
    assert settled(again) == "2"
    assert again.decided() == before


def without_meetings() -> tuple[Fact, ...]:
    return tuple(one for one in FACTS if one.path != MEETINGS)


def with_a_channel_before() -> tuple[Fact, ...]:
    moved = [one.model_copy(update={"path": one.path.replace("channel/1", "channel/2")}) for one in FACTS]
    added = fact("/disclosure/by_channel/1/count", 4, "4条")
    return (*moved, added)


@pytest.mark.parametrize(
    ("path", "keys", "facts", "kept"),
    [
        pytest.param(MEETINGS, "a", changed("/disclosure/total", 12), True, id="accepted, and another field differs"),
        pytest.param(MEETINGS, "a", changed(MEETINGS, 4), False, id="accepted, and it says something else"),
        pytest.param(MEETINGS, "a", without_meetings(), False, id="accepted, and it is not there"),
        pytest.param(MEETINGS, "4", changed(MEETINGS, 4), True, id="set, whatever the records say"),
        pytest.param(MEETINGS, "A", changed(MEETINGS, 4), False, id="its section accepted"),
        pytest.param(MEETINGS, "A", changed("/disclosure/total", 12), True, id="its section accepted, another differs"),
        pytest.param(CHANNEL, "4", with_a_channel_before(), False, id="set in a list that has other items"),
        pytest.param(CHANNEL, "4", changed(MEETINGS, 4), True, id="set in a list that is the same"),
    ],
)
def test_of_other_records_what_is_about_the_same(
    open_page: Open, path: str, keys: str, facts: tuple[Fact, ...], kept: bool
) -> None:
    first = open_page(html_of(record()))
    decide_on_the_first_page(first, path, keys)
    again = open_page(html_of(record(facts)), context=first.page.context)
    assert settled(again) == ("1" if kept else "0")
    told = again.page.get_by_text("were made on other records of this report")
    assert told.count() == (0 if kept else 1)
    assert len(again.decided()) == (1 if kept else 0)


def test_an_undo_of_what_is_not_taken_over_is_not_either(open_page: Open) -> None:
    first = open_page(html_of(record()))
    first.press("n", "a", "u")
    again = open_page(html_of(record(changed(MEETINGS, 4))), context=first.page.context)
    assert again.decided() == []


@pytest.mark.parametrize("mine", ["甲", None], ids=["two named reviewers", "a named reviewer"])
def test_what_somebody_else_decided_is_not_shown(open_page: Open, mine: str | None) -> None:
    first = open_page(html_of(record(), reviewer=mine))
    first.press("n", "4")
    other = open_page(html_of(record(), reviewer="乙"), context=first.page.context)
    assert settled(other) == "0"


@pytest.mark.parametrize("backend", ["nobody", "甲@review"])
def test_blank_records_and_those_of_people_begin_without_decisions(open_page: Open, backend: str) -> None:
    first = open_page(html_of(record()))
    first.press("n", "4")
    other = open_page(html_of(record(backend=backend)), context=first.page.context)
    assert settled(other) == "0"


OLD = """([digest, sha256, decisions]) => decisions.forEach((decision, index) => localStorage.setItem(
    `giextract-review/${digest}/2026-11-22T10:00:0${index}.000Z/00000${index}/abcdef`,
    JSON.stringify({ sha256, decision: { ...decision, at: `2026-11-22T10:00:0${index}.000Z` } })))"""


def leave_behind(tab: Tab, digest: str, decisions: list[dict[str, object]]) -> None:
    """What a page of an earlier version kept, whose keys named the page."""
    tab.page.evaluate(OLD, [digest, record().source.sha256, decisions])


def test_what_an_earlier_version_kept_moves_over(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    digest = json.loads(tab.page.locator("#index").text_content() or "")["digest"]
    kept: list[dict[str, object]] = [
        {"path": MEETINGS, "action": "accept"},
        {"path": CHANNEL, "action": "set", "state": "absent"},
    ]
    leave_behind(tab, digest, [*kept, {"path": "/header/year", "action": "accept"}, {"action": "undo"}])
    tab.page.reload()
    assert settled(tab) == "2"
    assert tab.decided()[:2] == kept
    tab.page.reload()
    assert len(tab.decided()) == 4
    tab.press("u")
    assert settled(tab) == "1"


def test_of_what_an_earlier_version_kept_for_other_records_goes_over_what_stands_by_itself(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    total = {"path": "/disclosure/total", "action": "set", "state": "stated", "value": 12}
    leave_behind(tab, "0" * 16, [{"path": MEETINGS, "action": "accept"}, total, {"action": "undo"}, total])
    tab.page.reload()
    assert settled(tab) == "1"
    assert [one["action"] for one in tab.decided()] == ["set", "undo", "set"]
