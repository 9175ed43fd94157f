"""Every key of the page of help does what it says, and none gets in the way of typing or of assistive programs."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from giextract.review import page as page_module
from tests.review.browser.conftest import Open, Tab
from tests.review.reports import FACTS, TEXT, html_of, record

OTHER = TEXT.replace("2017", "2018")


def pile() -> str:
    """Two reports, of the first of which there are two records."""
    model = record((*FACTS[:4], FACTS[4].model_copy(update={"value": 12}), *FACTS[5:]), backend="model@1")
    return html_of(record(), model, record(text=OTHER, findings=()), texts=(TEXT, OTHER))


def inspector(words: str) -> Callable[[Tab], bool]:
    return lambda tab: words in tab.page.locator("#inspector").inner_text()


def count(selector: str, number: int) -> Callable[[Tab], bool]:
    return lambda tab: tab.page.locator(selector).count() == number


def focused(selector: str) -> Callable[[Tab], bool]:
    return lambda tab: bool(tab.page.evaluate("selector => document.activeElement.matches(selector)", selector))


def state(path: str, word: str) -> Callable[[Tab], bool]:
    return lambda tab: word in tab.slot(path).inner_text()


def chosen(path: str | None) -> Callable[[Tab], bool]:
    return lambda tab: tab.chosen() == path


def settled(number: int) -> Callable[[Tab], bool]:
    return lambda tab: f"{number} settled" in tab.page.locator("#progress").inner_text()


TOTAL, RECEIVED = "/disclosure/total", "/applications/received"
WAYS: dict[str, tuple[tuple[str, ...], Callable[[Tab], bool]]] = {
    "j": (("j", "j"), chosen("/header/year")),
    "ArrowDown": (("ArrowDown",), chosen("/header/issuer")),
    "k": (("j", "j", "k"), chosen("/header/issuer")),
    "ArrowUp": (("j", "j", "ArrowUp"), chosen("/header/issuer")),
    "n": (("n", "n"), chosen(TOTAL)),
    "N": (("n", "n", "N"), chosen("/organisation/meetings")),
    ".": ((".",), chosen("/header/issuer")),
    ",": ((".", ".", ","), chosen("/header/issuer")),
    "h": (("h",), inspector("the channels add up to 115")),
    "H": (("H",), inspector("the channels add up to 115")),
    "]": (("]",), lambda tab: "2018年" in tab.page.locator("#text").inner_text()),
    "[": (("]", "["), lambda tab: "2017年" in tab.page.locator("#text").inner_text()),
    "}": (("]", "n", "a", "}"), lambda tab: "2017年" in tab.page.locator("#text").inner_text()),
    "a": (("n", "a"), settled(1)),
    "s": (("n", "n", "s"), state(TOTAL, "12")),
    "L": (("n", "n", "n", "L"), settled(1)),
    "A": (("n", "A"), settled(1)),
    "R": (("n", "R"), settled(1)),
    "c": (("n", "c"), focused("#edit-value")),
    "p": (("n", "p"), focused("#edit-printed")),
    "1": (("n", "4", "1"), state("/organisation/meetings", "3")),
    "2": (("n", "2"), state("/organisation/meetings", "blank")),
    "3": (("n", "3"), state("/organisation/meetings", "illegible")),
    "4": (("n", "4"), state("/organisation/meetings", "absent")),
    "5": (("n", "5"), state("/organisation/meetings", "unanswered")),
    "i": (("n", "n", "n", "i"), inspector("按渠道 item 3 · 名称")),
    "x": (("n", "n", "n", "x"), state("/disclosure/by_channel/0/name", "removed")),
    "m": (("n", "m"), focused("#edit-note")),
    "u": (("n", "a", "u"), settled(0)),
    "/": (("/",), focused("#search")),
    "f": (("f",), focused("#filter-show")),
    "o": (("o",), focused("dialog input")),
    "g": (("g",), count(".pile li", 2)),
    "e": (("e",), count('.slot[data-path="/disclosure/increase"]', 1)),
    "v": (("v",), count("#text", 1)),
    "z": (("z",), lambda tab: tab.page.evaluate("document.getElementById('report-body').style.getPropertyValue('--zoom')") == "1.5"),
    "r": (("r",), focused("#report-body")),
    "w": (("w",), focused("#reviewer")),
    "l": (("l",), lambda tab: "下载决定" in tab.page.locator("#bar").inner_text()),
    "t": (("t",), lambda tab: tab.page.evaluate("document.documentElement.dataset.theme") == "dark"),
    "?": (("?",), count("dialog .keys", 1)),
}  # fmt: skip
"""Key -> a way that ends with pressing it, and what is then so."""


def test_every_key_of_the_page_is_tried_here() -> None:
    table = (Path(page_module.__file__).parent / "browser" / "keys.js").read_text(encoding="utf-8")
    matches = re.findall(r'^  \["[^"]+", \[([^\]]+|"\]")\], "', table, re.MULTILINE)
    keys = {key for one in matches for key in re.findall(r'"([^"]+)"', one)}
    assert keys == set(WAYS)


@pytest.mark.parametrize("key", WAYS)
def test_a_key(open_page: Open, key: str) -> None:
    keys, then = WAYS[key]
    tab = open_page(pile())
    assert keys[-1] == key
    tab.press(*keys)
    assert then(tab)


def test_the_page_of_help_names_every_key_and_escape_closes_it(open_page: Open) -> None:
    tab = open_page(pile())
    tab.press("?")
    shown = tab.page.locator(".keys kbd").all_text_contents()
    assert {key for key in WAYS if len(key) == 1} | {"Esc", "↓", "↑", "↵"} == set(shown)
    tab.press("Escape")
    assert tab.page.locator("dialog").count() == 0


def test_keys_are_letters_while_something_is_typed(open_page: Open) -> None:
    tab = open_page(pile())
    tab.press("/")
    tab.page.keyboard.type("axu[]123?")
    assert tab.page.locator("#search").input_value() == "axu[]123?"
    assert settled(0)(tab)


def test_single_keys_can_be_switched_off(open_page: Open) -> None:
    """As WCAG 2.1.4 asks: a person who speaks to the computer presses keys without meaning to."""
    tab = open_page(pile())
    tab.press("?")
    tab.page.locator("#single-keys").uncheck()
    tab.press("Escape", "n", "a")
    assert settled(0)(tab)
    tab.slot(TOTAL).click()
    tab.page.locator("#inspector button", has_text="Accept").first.click()
    assert settled(1)(tab)


def test_the_way_of_the_keyboard_alone(open_page: Open) -> None:
    """From the top of the page by Tab to a field, its editor, and back, with the focus always where one looks."""
    tab = open_page(pile())
    tab.press("n")
    assert focused(".slot.is-chosen")(tab)
    tab.press("Enter")
    assert focused("#edit-value")(tab)
    tab.press("Escape")
    assert focused(".slot.is-chosen")(tab)
    tab.press("g")
    tab.press("Escape")
    assert focused(".slot.is-chosen")(tab)
