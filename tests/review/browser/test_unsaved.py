"""What was typed and not yet saved: it outlives the way to another field or report and a reload, and only Escape drops it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.review.browser.conftest import Open, Tab
from tests.review.reports import TEXT, html_of, record

OTHER = TEXT.replace("2017", "2018")
TOTAL = "/disclosure/total"


def pile() -> str:
    return html_of(record(), record(text=OTHER, findings=()), texts=(TEXT, OTHER))


def type_a_value(tab: Tab) -> None:
    tab.slot(TOTAL).click()
    tab.press("c")
    tab.page.locator("#edit-value").fill("12")
    tab.page.locator("#edit-note").fill("why")


def there_and_back(tab: Tab) -> None:
    tab.page.locator(".pile-nav button").last.click()
    tab.page.locator("#text", has_text="2018").wait_for()
    tab.page.locator(".pile-nav button").first.click()


def other_field_and_back(tab: Tab) -> None:
    tab.slot("/header/year").click()
    assert tab.slot(TOTAL).locator(".badge.draft").count() == 1
    assert tab.slot(TOTAL).locator(".value").text_content() == "120"
    tab.slot(TOTAL).click()
    tab.press("c")


def reload(tab: Tab) -> None:
    tab.page.reload()


@pytest.mark.parametrize("way", [there_and_back, other_field_and_back, reload])
def test_it_is_there_again_and_can_be_saved(open_page: Open, way: Callable[[Tab], None]) -> None:
    tab = open_page(pile())
    type_a_value(tab)
    way(tab)
    tab.page.locator("#edit-value").wait_for()
    assert tab.page.locator("#edit-value").input_value() == "12"
    assert tab.page.locator("#edit-note").input_value() == "why"
    tab.page.locator("#edit-printed").fill("12期")
    tab.press("Enter")
    assert tab.slot(TOTAL).locator(".badge.draft").count() == 0
    (decision,) = tab.decided()
    assert (decision["value"], decision["note"]) == (12, "why")


def test_escape_drops_it(open_page: Open) -> None:
    tab = open_page(pile())
    type_a_value(tab)
    tab.press("Escape", "c")
    assert tab.page.locator("#edit-value").input_value() == "120"
    tab.page.reload()
    assert tab.page.locator("#editor").count() == 0


def test_an_editor_in_which_nothing_was_typed_leaves_no_draft(open_page: Open) -> None:
    tab = open_page(pile())
    tab.slot(TOTAL).click()
    tab.press("c")
    tab.slot("/header/year").click()
    assert tab.page.locator(".badge.draft").count() == 0


def test_a_further_item_that_was_begun_is_added_when_it_is_saved(open_page: Open) -> None:
    tab = open_page(pile())
    tab.slot("/disclosure/by_channel/1/name").click()
    tab.press("i")
    tab.page.locator("#edit-printed").fill("公告栏")
    tab.page.locator("#edit-value").fill("公告栏")
    there_and_back(tab)
    tab.page.locator("#edit-value").wait_for()
    tab.page.locator("#edit-value").press("Enter")
    assert [one["action"] for one in tab.decided()] == ["add", "set"]
