"""Places drawn by lot: shown among the fields, or asked about where a list or a section was drawn, and settled like any other."""

from __future__ import annotations

import pytest

from tests.review.browser.conftest import Open
from tests.review.browser.test_access import serious
from tests.review.reports import html_of, record

EVERYTHING = 1000


def test_a_field_that_is_not_there_is_shown_where_it_was_drawn(open_page: Open) -> None:
    plain, drawn = open_page(html_of(record())), open_page(html_of(record(), drawn=EVERYTHING))
    absent = "/disclosure/increase"
    assert plain.slot(absent).count() == 0
    drawn.slot(absent).click()
    drawn.press("a")
    assert drawn.decided() == [{"path": absent, "action": "accept"}]


@pytest.mark.parametrize(("path", "words"), [("/disclosure/by_channel", "按渠道"), ("/requests", "政府信息公开申请")])
def test_a_list_or_a_section_asks_whether_anything_is_missing(open_page: Open, path: str, words: str) -> None:
    made = record()
    sections = made.sections | {
        "requests": made.sections["requests"].model_copy(update={"state": "absent", "spans": []})
    }
    tab = open_page(html_of(made.model_copy(update={"sections": sections}), drawn=EVERYTHING))
    asked = tab.page.locator(".first.drawn").locator(f'.slot[data-path="{path}"]')
    assert words in asked.inner_text()
    assert "accept if nothing is missing" in asked.inner_text()
    asked.click()
    tab.press("a")
    assert tab.decided() == [{"path": path, "action": "accept"}]


def test_they_can_be_shown_alone(open_page: Open) -> None:
    tab = open_page(html_of(record(), drawn=1))
    tab.page.locator("#filter-show").select_option("sample")
    shown = tab.page.locator("#fields-body .slot")
    assert 0 < shown.count() <= 12
    for one in shown.all():
        assert "drawn by lot" in one.inner_text()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)], ids=["wide-light", "narrow-dark"])
def test_axe_finds_nothing_serious_in_them(open_page: Open, width: int, dark: bool) -> None:
    tab = open_page(html_of(record(), drawn=EVERYTHING), width=width, height=844, dark=dark, bypass_csp=True)
    assert tab.page.locator(".first.drawn .slot").count() > 3
    assert serious(tab) == []
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
