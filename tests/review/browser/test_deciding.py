"""Deciding: what each action writes into the decisions, what the page shows then, and that nothing of it is lost."""

from __future__ import annotations

from typing import Any

import pytest

from tests.review.browser.conftest import Open
from tests.review.reports import FACTS, TEXT, fact, html_of, record, span


def test_accept_settles_a_doubtful_field_and_goes_to_the_next(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.press("n")
    assert tab.chosen() == "/organisation/meetings"
    tab.press("a")
    assert tab.chosen() == "/disclosure/total"
    assert "is-settled" in (tab.slot("/organisation/meetings").get_attribute("class") or "")
    assert "4 left to settle, 1 settled" in tab.page.locator("#progress").inner_text()
    assert tab.decided() == [{"path": "/organisation/meetings", "action": "accept"}]


def test_a_value_is_changed_with_its_proof_selected_by_mouse(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.slot("/disclosure/total").click()
    tab.press("p")
    tab.select_text("12期")
    tab.page.locator("#edit-value").and_(tab.page.locator(":focus")).wait_for()
    assert tab.page.locator("#edit-value").input_value() == "12"
    tab.press("Enter")
    assert tab.slot("/disclosure/total").locator(".value").inner_text() == "12"
    assert tab.marks("/disclosure/total", "settled") == ["12期"]
    expected = {"state": "stated", "value": 12, "printed": "12期", "span": list(span("12期"))}
    assert tab.decided() == [{"path": "/disclosure/total", "action": "set", **expected}]


def test_a_value_is_changed_with_its_proof_typed_and_found(open_page: Open) -> None:
    """The way for the keyboard alone: the characters are typed, and of several places the wanted one is stepped to."""
    tab = open_page(html_of(record()))
    tab.press("/")
    tab.page.keyboard.type("会议数")
    tab.press("Escape", "n", "c")
    tab.page.keyboard.type("7")
    tab.press("Tab")
    tab.press("Control+a")
    tab.page.keyboard.type("7")
    assert tab.page.locator("#edit-place").inner_text() == "place 3 of 3"
    tab.press("Tab", "Enter")
    assert tab.page.locator("#edit-place").inner_text() == "place 2 of 3"
    tab.press("Shift+Tab", "Shift+Tab", "Enter")
    (decision,) = tab.decided()
    assert (decision["value"], decision["printed"], decision["span"]) == (7, "7", list(span("7", at=1)))


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("/disclosure/total", "many", "A whole number is needed"),
        ("/disclosure/total", "121", "does not state this value"),
        ("/header/issuer", "红松县人民政府", "does not state this value"),
    ],
)
def test_a_value_that_cannot_be_is_refused(open_page: Open, path: str, typed: str, said: str) -> None:
    tab = open_page(html_of(record()))
    tab.slot(path).click()
    tab.press("c")
    tab.page.locator("#edit-value").fill(typed)
    tab.press("Enter")
    assert said in tab.page.locator("#edit-problem").inner_text()
    tab.press("Escape")
    assert tab.page.locator("#editor").count() == 0
    assert "0 settled" in tab.page.locator("#progress").inner_text()


@pytest.mark.parametrize(("key", "state"), [("2", "blank"), ("3", "illegible"), ("4", "absent"), ("5", "unanswered")])
def test_states(open_page: Open, key: str, state: str) -> None:
    tab = open_page(html_of(record()))
    tab.slot("/applications/received").click()
    tab.press(key)
    assert tab.slot("/applications/received").locator(".value").inner_text() == state
    assert tab.decided() == [{"path": "/applications/received", "action": "set", "state": state}]


def test_stated_again_takes_the_records_value_with_its_proof(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.slot("/applications/received").click()
    tab.press("4", "1")
    assert tab.slot("/applications/received").locator(".value").inner_text() == "7"
    proof = {"value": 7, "printed": "7件", "span": list(span("7件"))}
    assert tab.decided()[-1] == {"path": "/applications/received", "action": "set", "state": "stated", **proof}


def test_an_unproved_answer_is_taken_as_the_persons_own_word(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.slot("/applications/closed").click()
    tab.press("a")
    assert tab.slot("/applications/closed").locator(".value").inner_text() == "6"
    assert tab.decided() == [{"path": "/applications/closed", "action": "set", "state": "stated", "value": 6}]


def test_an_item_is_added_to_a_list_of_items_and_undone_in_one(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.slot("/disclosure/by_channel/1/count").click()
    tab.press("i")
    tab.select_text("公告栏")
    tab.page.locator("#edit-value").and_(tab.page.locator(":focus")).wait_for()
    tab.press("Enter")
    name = {"state": "stated", "value": "公告栏", "printed": "公告栏", "span": list(span("公告栏"))}
    added = [
        {"path": "/disclosure/by_channel/2", "action": "add"},
        {"path": "/disclosure/by_channel/2/name", "action": "set", **name},
    ]
    assert tab.decided() == added
    tab.slot("/disclosure/by_channel/2/count").click()
    tab.press("p")
    tab.select_text("4条")
    tab.page.locator("#edit-value").and_(tab.page.locator(":focus")).wait_for()
    tab.press("Enter")
    assert tab.slot("/disclosure/by_channel/2/count").locator(".value").inner_text() == "4"
    tab.press("u", "u")
    assert tab.slot("/disclosure/by_channel/2/name").count() == 0
    assert tab.decided()[3:] == [{"action": "undo", "of": number} for number in (2, 1, 0)]


def test_an_item_is_added_to_a_list_of_texts(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.slot("/organisation/rules/0").click()
    tab.press("i")
    tab.select_text("简报")
    tab.page.locator("#edit-value").and_(tab.page.locator(":focus")).wait_for()
    tab.press("Enter")
    assert tab.slot("/organisation/rules/1").locator(".value").inner_text() == "简报"
    proof = {"value": "简报", "printed": "简报", "span": list(span("简报"))}
    assert tab.decided() == [{"path": "/organisation/rules/1", "action": "add", **proof}]


def test_an_item_is_removed_and_brought_back(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.slot("/disclosure/by_channel/0/count").click()
    tab.press("x")
    assert tab.slot("/disclosure/by_channel/0/name").locator(".value").inner_text() == "removed"
    assert tab.marks("/disclosure/by_channel/0/count") == []
    assert tab.decided() == [{"path": "/disclosure/by_channel/0", "action": "remove"}]
    tab.press("u")
    assert tab.slot("/disclosure/by_channel/0/name").locator(".value").inner_text() == "网站"
    assert tab.marks("/disclosure/by_channel/0/count") == ["80条"]


@pytest.mark.parametrize("key", ["a", "2"])
def test_a_removed_item_is_whole_again_when_a_part_of_it_is_decided(open_page: Open, key: str) -> None:
    tab = open_page(html_of(record()))
    tab.slot("/disclosure/by_channel/0/name").click()
    tab.press("3")
    tab.slot("/disclosure/by_channel/0/count").click()
    tab.press("x", key)
    name, count = tab.slot("/disclosure/by_channel/0/name"), tab.slot("/disclosure/by_channel/0/count")
    assert name.locator(".value").text_content() == "illegible", "what was decided of it before holds"
    assert count.locator(".value").text_content() == {"a": "80", "2": "blank"}[key]
    assert tab.marks("/disclosure/by_channel/0/count", "proof") == (["80条"] if key == "a" else [])
    tab.press("u")
    assert name.locator(".value").text_content() == "removed"


@pytest.mark.parametrize(("key", "path"), [("A", "/applications"), ("R", "")])
def test_an_unproved_answer_stays_open_when_all_around_it_is_accepted(open_page: Open, key: str, path: str) -> None:
    tab = open_page(html_of(record()))
    tab.slot("/applications/received").click()
    tab.press(key)
    assert "1 unproved answers stay open" in tab.page.locator("#said").inner_text()
    assert "is-settled" in (tab.slot("/applications/received").get_attribute("class") or "")
    closed = tab.slot("/applications/closed")
    assert "is-open" in (closed.get_attribute("class") or "")
    tab.press("n")
    while tab.chosen() != "/applications/closed":
        tab.press("n")
    tab.press("a")
    assert "is-settled" in (closed.get_attribute("class") or "")
    assert tab.decided()[0] == {"path": path, "action": "accept"}


def test_a_note(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.slot("/disclosure/total").click()
    tab.press("m")
    tab.page.keyboard.type("two totals?")
    tab.press("Enter")
    assert "two totals?" in tab.page.locator("#inspector").inner_text()
    assert "is-open" in (tab.slot("/disclosure/total").get_attribute("class") or "")
    assert tab.decided() == [{"path": "/disclosure/total", "action": "note", "note": "two totals?"}]


def test_a_note_with_a_change_is_its_reason(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.slot("/disclosure/total").click()
    tab.press("c")
    tab.page.locator("#edit-value").fill("12")
    tab.page.locator("#edit-printed").fill("12期")
    tab.page.locator("#edit-note").fill("the other one")
    tab.press("Enter")
    assert tab.decided()[0]["note"] == "the other one"


@pytest.mark.parametrize(
    ("key", "path"),
    [("L", "/disclosure/by_channel"), ("A", "/disclosure"), ("R", "")],
)
def test_all_the_rest_is_accepted_at_once(open_page: Open, key: str, path: str) -> None:
    tab = open_page(html_of(record()))
    tab.slot("/disclosure/by_channel/0/count").click()
    tab.press("3", key)
    assert tab.slot("/disclosure/by_channel/0/count").locator(".value").inner_text() == "illegible"
    assert "is-settled" in (tab.slot("/disclosure/by_channel/1/count").get_attribute("class") or "")
    assert tab.decided()[1] == ({"path": path, "action": "accept"})
    tab.press("u")
    assert "is-settled" not in (tab.slot("/disclosure/by_channel/1/count").get_attribute("class") or "")


def test_an_absent_field_is_filled(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.press("o")
    tab.page.keyboard.type("主动公开增长数")
    tab.press("Enter")
    assert tab.chosen() == "/disclosure/increase"
    tab.press("p")
    tab.select_text("12期")
    tab.page.locator("#edit-value").and_(tab.page.locator(":focus")).wait_for()
    tab.press("Enter")
    assert tab.slot("/disclosure/increase").locator(".value").inner_text() == "12"


def test_an_unclaimed_figure_is_given_to_a_field(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.page.locator("#text mark.unclaimed", has_text="12期").click()
    tab.press("c")
    tab.page.keyboard.type("主动公开规范性文件数")
    tab.press("Enter")
    assert tab.page.locator("#edit-value").input_value() == "12"
    tab.press("Enter")
    proof = {"state": "stated", "value": 12, "printed": "12期", "span": list(span("12期"))}
    assert tab.decided() == [{"path": "/disclosure/normative_documents", "action": "set", **proof}]


@pytest.mark.parametrize(
    ("printed", "path", "value"),
    [
        ("一百三十件", "/applications/received", 130),
        ("１，２３４件", "/applications/received", 1234),
        ("1.2万条", "/disclosure/total", 12000),
        ("380元", "/fees/charged_wan_yuan", 0.038),
        ("3.2万元", "/fees/charged_wan_yuan", 3.2),
        ("未收到", "/applications/received", 0),
        ("2017年3月5日", "/header/issued_on", "2017-03-05"),
        ("二〇一七年", "/header/year", 2017),
    ],
)
def test_the_selected_characters_propose_the_value(open_page: Open, printed: str, path: str, value: Any) -> None:
    text = TEXT + f"另记𠮷{printed}。\n"
    tab = open_page(html_of(record((*FACTS[:2], fact(path, 1, "7件", text)), text, ()), texts=(text,)))
    tab.slot(path).last.click()
    tab.press("p")
    tab.select_text(printed)
    tab.page.locator("#edit-value").and_(tab.page.locator(":focus")).wait_for()
    tab.press("Enter")
    assert tab.decided()[-1]["value"] == value


def test_nothing_is_lost_on_reload(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.slot("/disclosure/total").click()
    tab.press("4")
    tab.slot("/applications/received").click()
    tab.press("a")
    before = tab.decided()
    tab.page.reload()
    assert tab.chosen() is not None
    assert tab.slot("/disclosure/total").locator(".value").inner_text() == "absent"
    assert tab.decided() == before
    tab.press("u", "u")
    assert "0 settled" in tab.page.locator("#progress").inner_text()


def test_two_tabs_of_the_file_keep_both_their_decisions(open_page: Open) -> None:
    html = html_of(record())
    one = open_page(html)
    other = open_page(html, context=one.page.context)
    one.slot("/disclosure/total").click()
    one.press("4")
    other.slot("/applications/received").click()
    other.press("2")
    one.slot("/header/year").click()
    one.press("a")
    for tab in (one, other):
        assert tab.slot("/disclosure/total").locator(".value").inner_text() == "absent"
        assert "3 settled" in tab.page.locator("#progress").inner_text()
    assert [decision["path"] for decision in other.decided()] == [
        "/disclosure/total", "/applications/received", "/header/year",
    ]  # fmt: skip


def test_a_browser_that_keeps_nothing_says_so(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
    tab.page.reload()
    tab.press("n", "a")
    assert "download the decisions before you leave" in tab.page.locator("#kept").inner_text()
    assert tab.decided() == [{"path": "/organisation/meetings", "action": "accept"}]


def test_the_file_names_its_reviewer_report_and_schema(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.press("n", "a")
    decisions = tab.download("审阅者")
    (report,) = decisions.reports
    assert decisions.reviewer == "审阅者"
    assert (report.sha256, report.path, report.schema_) == (
        record().source.sha256, "report.txt", record().signature.schema_,
    )  # fmt: skip
    assert report.decisions[0].at is not None


def test_a_pasted_name_with_a_tab_in_it_is_one_line(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.slot("/disclosure/total").click()
    tab.press("a")
    assert tab.download("\t审阅\t者 ").reviewer == "审阅 者"
