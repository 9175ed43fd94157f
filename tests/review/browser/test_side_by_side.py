"""Two records of one report side by side: differences first, and one key takes the one or the other."""

from __future__ import annotations

import pytest

from tests.review.browser.conftest import Open
from tests.review.reports import FACTS, fact, html_of, record, span

MODEL = record(
    (
        *FACTS[:4],
        fact("/disclosure/total", 12, "12期", backend="model"),
        fact("/disclosure/by_channel/0/name", "微博", "微博", backend="model"),
        fact("/disclosure/by_channel/0/count", 35, "35条", backend="model"),
        fact("/disclosure/by_channel/1/name", "公告栏", "公告栏", backend="model"),
        fact("/disclosure/by_channel/1/count", 4, "4条", backend="model"),
        fact("/applications/received", 7, "7件", backend="model"),
    ),
    findings=(),
    backend="model@1",
)


def test_differences_come_first_with_both_values(open_page: Open) -> None:
    tab = open_page(html_of(record(), MODEL))
    rows = tab.page.locator("#fields-body > .differences tbody tr")
    assert rows.locator("th").all_text_contents() == [
        "主动公开政府信息数",
        "按渠道 item 1 · 名称",
        "按渠道 item 1 · 数量",
        "按渠道 item 3 · 名称",
        "按渠道 item 3 · 数量",
    ]
    assert rows.nth(0).locator("td").all_text_contents() == ["120", "12"]
    assert rows.nth(1).locator("td").all_text_contents() == ["网站", "absent"]
    assert rows.nth(3).locator("td").all_text_contents() == ["absent", "公告栏"]


def test_both_proofs_are_marked(open_page: Open) -> None:
    tab = open_page(html_of(record(), MODEL))
    assert tab.marks("/disclosure/total", "proof") == ["１２０条"]
    assert tab.marks("/disclosure/total", "other") == ["12期"]


def test_one_key_takes_the_first_another_the_second(open_page: Open) -> None:
    tab = open_page(html_of(record(), MODEL))
    tab.slot("/disclosure/total").click()
    tab.press("s")
    assert tab.slot("/disclosure/total").locator(".value").inner_text() == "12"
    tab.slot("/disclosure/total").click()
    tab.press("a")
    assert tab.slot("/disclosure/total").locator(".value").inner_text() == "120"
    assert tab.decided() == [
        {"path": "/disclosure/total", "action": "accept", "backend": "model@1"},
        {"path": "/disclosure/total", "action": "accept", "backend": "rules@1"},
    ]


def test_the_file_says_in_which_order_the_records_stood(open_page: Open) -> None:
    tab = open_page(html_of(record(), MODEL))
    tab.slot("/disclosure/total").click()
    tab.press("s")
    assert tab.download().reports[0].records == ("rules@1", "model@1")


@pytest.mark.parametrize("key", ["A", "R"])
def test_what_was_taken_of_the_second_holds_when_the_rest_is_accepted(open_page: Open, key: str) -> None:
    tab = open_page(html_of(record(), MODEL))
    tab.slot("/disclosure/total").click()
    tab.press("s")
    tab.slot("/disclosure/total").click()
    tab.press(key)
    assert tab.slot("/disclosure/total").locator(".value").inner_text() == "12"
    path = {"A": "/disclosure", "R": ""}[key]
    assert tab.decided()[1] == {"path": path, "action": "accept", "backend": "rules@1"}


def test_to_save_unchanged_what_was_taken_of_the_second_confirms_it(open_page: Open) -> None:
    tab = open_page(html_of(record(), MODEL))
    tab.slot("/disclosure/total").click()
    tab.press("s")
    tab.slot("/disclosure/total").click()
    tab.press("c", "Enter")
    assert tab.slot("/disclosure/total").locator(".value").inner_text() == "12"
    assert tab.decided()[1] == {"path": "/disclosure/total", "action": "accept", "backend": "model@1"}


def test_the_page_for_a_third_says_how_differences_are_settled(open_page: Open) -> None:
    tab = open_page(html_of(record(backend="王敏@review"), record(FACTS[:2], findings=(), backend="李强@review")))
    tab.press("w")
    assert tab.page.locator("dialog pre").inner_text() == (
        "giextract labels settle decisions.json A B RECORDS… -o labels"
    )


def test_an_item_that_only_the_second_has_is_added(open_page: Open) -> None:
    tab = open_page(html_of(record(), MODEL))
    tab.page.locator(".differences tbody tr").nth(3).locator("button.take").nth(1).click()
    tab.page.locator(".differences tbody tr").nth(4).locator("button.take").nth(1).click()
    name = {"state": "stated", "value": "公告栏", "printed": "公告栏", "span": list(span("公告栏"))}
    count = {"state": "stated", "value": 4, "printed": "4条", "span": list(span("4条"))}
    assert tab.decided() == [
        {"path": "/disclosure/by_channel/2", "action": "add"},
        {"path": "/disclosure/by_channel/2/name", "action": "set", **name},
        {"path": "/disclosure/by_channel/2/count", "action": "set", **count},
    ]


def test_only_differences_are_left_to_settle_where_the_records_agree_otherwise(open_page: Open) -> None:
    tab = open_page(html_of(record(FACTS[:2], findings=()), record(FACTS[:2], findings=(), backend="model@1")))
    assert tab.page.locator(".differences").count() == 0
    assert "0 left to settle" in tab.page.locator("#progress").inner_text()
