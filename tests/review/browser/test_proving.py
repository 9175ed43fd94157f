"""Values and their proofs: the page keeps nothing that `giextract labels apply` would refuse, and says at the field why."""

from __future__ import annotations

from typing import Any

import pytest

from giextract.labelling.proofs import value_problem
from giextract.record import Fact
from tests.review.browser.conftest import Open, Tab
from tests.review.reports import FACTS, SCHEMA, TEXT, fact, html_of, record, span

TOTAL = "/disclosure/total"


def change(tab: Tab, path: str, value: str, printed: str = "") -> str:
    """Save a value with typed characters as its proof; what the page says is wrong with it."""
    tab.slot(path).first.click()
    tab.press("c")
    tab.page.locator("#edit-printed").fill(printed)
    tab.page.locator("#edit-value").fill(value)
    tab.press("Enter")
    problem = tab.page.locator("#edit-problem")
    return problem.inner_text() if problem.count() else ""


def page_with(path: str, text: str = TEXT) -> str:
    facts: tuple[Fact, ...] = FACTS if path == TOTAL else (*FACTS[:2], fact(path, "x", "7件", text, check="unproved"))
    return html_of(record(facts, text, ()), texts=(text,))


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (TOTAL, "-5", "below zero"),
        (TOTAL, "1" + "0" * 30, "at most 15 digits"),
        (TOTAL, "3.5", "whole number"),
        ("/header/year", "1066", "no year"),
        ("/header/issued_on", "0001-01-01", "no year"),
        ("/header/issued_on", "2017-02-30", "A date is needed"),
        ("/fees/charged_wan_yuan", "-1", "below zero"),
        ("/header/issuer", "a\u0000b", "control character"),
        ("/header/issuer", "字" * 20_001, "20,000"),
    ],
)
def test_a_value_that_no_report_states_is_refused_at_its_field(
    open_page: Open, path: str, value: str, said: str
) -> None:
    tab = open_page(page_with(path))
    assert said in change(tab, path, value)
    assert tab.page.locator("#edit-value").get_attribute("aria-invalid") == "true"
    tab.press("Escape")
    assert tab.decided() == []


PROOFS = [
    ("收到7件", TOTAL, "7", True),
    ("2017年收到7件", TOTAL, "7", True),
    ("进一步公开12条", TOTAL, "12", True),
    ("收到7件，办结6件", TOTAL, "7", False),
    ("5 2 17", TOTAL, "5", False),
    ("占9.2%", TOTAL, "9", False),
    ("（三）其他", TOTAL, "3", False),
    ("1.当面申请", TOTAL, "1", False),
    ("9月组织", TOTAL, "9", False),
    ("行政诉讼", TOTAL, "5", False),
    ("未收到申请", TOTAL, "0", True),
    ("0738-8315", TOTAL, "738", False),
    ("380", "/fees/charged_wan_yuan", "380", False),
    ("380元", "/fees/charged_wan_yuan", "0.038", True),
    ("2017年", "/header/year", "2017", True),
    ("二○一七年三月五日", "/header/issued_on", "2017-03-05", True),
    ("2017年1月1日至12月31日", "/header/issued_on", "2017-12-31", True),
    ("三月五日", "/header/issued_on", "2017-03-05", False),
]


@pytest.mark.parametrize(("printed", "path", "value", "proves"), PROOFS)
def test_a_proof_is_kept_where_apply_takes_it(
    open_page: Open, printed: str, path: str, value: str, proves: bool
) -> None:
    tab = open_page(page_with(path, TEXT + f"另记𠮷：\n{printed}\n"))
    said = change(tab, path, value, printed)
    assert (said == "") is proves
    if proves:
        (decision,) = tab.download().reports[0].decisions
        assert decision.printed == printed
        assert value_problem(decision.value, printed, path, SCHEMA) is None
    else:
        tab.press("Escape")
        assert tab.decided() == []


def test_a_proof_that_is_typed_in_another_width_is_kept_as_it_is_printed(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.slot(TOTAL).click()
    tab.press("c")
    tab.page.locator("#edit-printed").fill("120条")
    tab.page.locator("#edit-value").fill("120")
    tab.press("Enter")
    other: dict[str, Any] = {"path": TOTAL, "action": "accept"}
    assert tab.decided() == [other], "it is the record's own proof"
    tab.slot("/applications/received").click()
    tab.press("c")
    tab.page.locator("#edit-printed").fill("120条")
    tab.page.locator("#edit-value").fill("120")
    tab.press("Enter")
    decision = tab.decided()[1]
    assert (decision["printed"], decision["span"]) == ("１２０条", list(span("１２０条")))


def test_to_select_the_present_proof_again_is_said_and_enter_confirms_it(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.slot(TOTAL).click()
    tab.press("p")
    tab.select_text("１２０条")
    tab.page.locator("#said", has_text="This is the present proof").wait_for()
    tab.page.locator("#edit-value").and_(tab.page.locator(":focus")).wait_for()
    tab.press("Enter")
    assert tab.decided() == [{"path": TOTAL, "action": "accept"}]
    assert "is-settled" in (tab.slot(TOTAL).get_attribute("class") or "")


def test_a_value_proved_by_equations_is_taken_again_without_characters_that_do_not_state_it(open_page: Open) -> None:
    text = TEXT + "合计1304689。\n"
    joined = fact(TOTAL, 130, "1304689", text, proof="identity", equations=["130 = 80 + 50"])
    tab = open_page(html_of(record((*FACTS[:2], joined), text, ()), texts=(text,)))
    tab.slot(TOTAL).click()
    tab.press("4", "1")
    assert tab.decided()[-1] == {"path": TOTAL, "action": "set", "state": "stated", "value": 130}


def test_an_unproved_answer_without_a_value_is_asked_for(open_page: Open) -> None:
    bare = fact("/applications/closed", None, "6件", check="unproved", reason="no figure")
    tab = open_page(html_of(record((*FACTS[:10], bare))))
    tab.slot("/applications/closed").click()
    tab.press("a")
    assert tab.page.locator("#edit-value").input_value() == "6"
    tab.press("Enter")
    assert tab.decided()[0]["value"] == 6


def test_an_added_item_of_which_nothing_is_left_is_removed(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.slot("/disclosure/by_channel/1/name").click()
    tab.press("i")
    tab.page.locator("#edit-value").fill("公告栏")
    tab.press("Enter", "a", "4")
    made = ["add", "set", "remove"]
    assert [one["action"] for one in tab.decided()] == made, "to accept what one added says nothing"
    assert tab.decided()[-1]["path"] == "/disclosure/by_channel/2"
    tab.press("4")
    assert [one["action"] for one in tab.decided()] == made
    tab.press("a")
    assert tab.slot("/disclosure/by_channel/2/name").locator(".value").text_content() == "公告栏"
    assert tab.decided()[3:] == [{"action": "undo", "of": 2}]


@pytest.mark.parametrize("key", ["note", "printed"])
def test_what_is_too_long_for_labels_is_refused_at_once(open_page: Open, key: str) -> None:
    text = TEXT + "又" * 20_001
    tab = open_page(html_of(record(text=text), texts=(text,)))
    tab.slot("/header/issuer").click()
    tab.press("c")
    tab.page.locator(f"#edit-{key}").fill("又" * 20_001)
    tab.page.locator("#edit-value").fill("又")
    tab.press("Enter")
    assert "20,000" in tab.page.locator("#edit-problem").inner_text()
    assert tab.page.locator(f"#edit-{key}").and_(tab.page.locator(":focus")).count() == 1
    tab.press("Escape")
    assert "0 settled" in tab.page.locator("#progress").inner_text()
