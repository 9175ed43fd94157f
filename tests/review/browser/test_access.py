"""For everyone: axe finds nothing serious, nothing is cut off on a phone, and both themes and languages are whole."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.review.browser.conftest import Open, Tab
from tests.review.browser.test_keys import pile
from tests.review.reports import FINDING, html_of, record

PLACES: dict[str, tuple[str, ...]] = {
    "start": (),
    "field": ("n",),
    "finding": ("h",),
    "editor": ("n", "c"),
    "settled": ("n", "a", "3", "x"),
    "pile": ("g",),
    "help": ("?",),
    "picker": ("o",),
    "download": ("w",),
    "absent": ("e",),
}


def serious(tab: Tab) -> list[tuple[Any, ...]]:
    """What axe calls serious or critical: rule, what is wrong, where."""
    found = Axe().run(tab.page).response["violations"]
    return [
        (one["id"], one["help"], [node["html"][:200] for node in one["nodes"]][:3])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_nothing_is_to_be_scrolled_sideways_on_a_phone(open_page: Open, language: str) -> None:
    tab = open_page(pile(), width=390, height=844, language=language)
    tab.press("n", "c")
    tab.page.locator("#edit-value").fill("-5")
    wide: list[str] = tab.page.evaluate(
        """() => ["bar", "report-head", "fields-head", "inspector", "report-body"].filter((id) => {
            const one = document.getElementById(id);
            return one.scrollWidth > one.clientWidth;
        })"""
    )
    assert wide == []
    for name in ("Undo", "Download", "Theme", "Keys") if language == "en-GB" else ("撤销", "下载决定", "明暗", "按键"):
        shown = tab.page.get_by_role("button", name=name).first.bounding_box()
        assert shown is not None
        assert 0 <= shown["x"] <= shown["x"] + shown["width"] <= 390


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)], ids=["wide-light", "narrow-dark"])
def test_axe_finds_nothing_serious(open_page: Open, place: str, width: int, dark: bool) -> None:
    tab = open_page(pile(), width=width, height=844, dark=dark, bypass_csp=True)
    tab.press(*PLACES[place])
    assert serious(tab) == []


@pytest.mark.parametrize(("width", "dark"), [(1280, True), (390, False)], ids=["wide-dark", "narrow-light"])
def test_axe_in_chinese_and_the_other_themes(open_page: Open, width: int, dark: bool) -> None:
    tab = open_page(pile(), width=width, height=844, dark=dark, bypass_csp=True, language="zh-CN")
    tab.press("n")
    assert serious(tab) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_cut_off_at_the_side(open_page: Open, width: int) -> None:
    tab = open_page(pile(), width=width, height=844)
    tab.press("n")
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
    for name in ("report-body", "fields-body", "inspector"):
        box = tab.page.locator(f"#{name}").bounding_box()
        assert box is not None
        assert box["width"] > 0.45 * min(width, 800)
        assert box["height"] > 80


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("key", ["h", "g"])
def test_long_sums_and_names_wrap_on_a_phone(open_page: Open, key: str, language: str) -> None:
    long_sum = "+".join(["390"] * 40)
    finding = FINDING.model_copy(update={"message": long_sum, "message_zh": long_sum})
    named = record(findings=(finding,), path=f"{'a' * 60}.txt").model_copy(update={"values": {}})
    tab = open_page(html_of(named), width=390, height=844, language=language)
    tab.press(key)
    shown = tab.page.locator(".pile button > span:visible" if key == "g" else "#inspector h2, #fields-body .look")
    boxes = [shown.nth(number).bounding_box() for number in range(shown.count())]
    assert boxes
    for one in boxes:
        assert one is not None
        assert one["x"] + one["width"] <= 390
    across = "(one) => [...one.querySelectorAll('*')].every((inner) => inner.scrollWidth <= Math.max(inner.clientWidth, 390))"
    assert tab.page.locator("dialog" if key == "g" else "#inspector").evaluate(across)
    if key == "g":
        title, left = (tab.page.locator(f".pile .{name}").bounding_box() for name in ("title", "left"))
        words = "(one) => { const range = document.createRange(); range.selectNodeContents(one); return range.getBoundingClientRect().right; }"
        assert title is not None
        assert left is not None
        assert tab.page.locator(".pile .title").evaluate(words) <= left["x"]


def test_on_a_phone_report_and_field_are_seen_at_once(open_page: Open) -> None:
    tab = open_page(pile(), width=390, height=844)
    tab.press("n")
    for selector in ("#text mark.lit", ".slot.is-chosen", "#inspector .main"):
        box = tab.page.locator(selector).first.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 844


def test_what_is_done_is_told_to_a_screen_reader(open_page: Open) -> None:
    tab = open_page(pile())
    tab.press("n", "a")
    assert tab.page.locator("#said[role=status]").inner_text() == "Accepted: 会议数"
    assert tab.slot("/organisation/meetings").get_attribute("aria-current") == "false"
    assert "settled by the reviewer" in (tab.slot("/organisation/meetings").text_content() or "")


def test_the_system_s_theme_holds_until_the_person_chooses(open_page: Open) -> None:
    tab = open_page(pile(), dark=True)
    paper = "getComputedStyle(document.body).backgroundColor"
    assert tab.page.evaluate(paper) == "rgb(20, 24, 29)"
    tab.press("t")
    assert tab.page.evaluate(paper) == "rgb(255, 255, 255)"
    tab.page.reload()
    assert tab.page.evaluate(paper) == "rgb(255, 255, 255)"
