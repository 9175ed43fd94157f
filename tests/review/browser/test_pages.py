"""PDFs and scans: the pictures of their pages, with a box where each proof is printed."""

from __future__ import annotations

import base64
import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Locator

from giextract import extract
from giextract.cli.opening import Opening
from giextract.record import Record
from giextract.review.page import page
from giextract.review.reports import gathered
from giextract.settings import ReadingSettings
from tests.reading.pdf_files import PdfPage, pdf_file
from tests.review.browser.conftest import Open, Tab
from tests.review.reports import SCHEMA, html_of, record

FIRST = (
    "青禾县2017年政府信息公开工作年度报告",
    "一、主动公开政府信息情况",
    "2017年，全县主动公开政府信息120条。",
    "另印发简报12期。",
)
SECOND = ("二、依申请公开政府信息情况", "2017年，全县收到政府信息公开申请7件，办结7件。")


def made_of(path: Path) -> tuple[Record, str]:
    """The record of a file, and the page of it as the command makes it."""
    made = extract(path)
    opening = Opening((), ReadingSettings(), pictures=True, ocr=True)
    return made, "".join(page(gathered([made]), SCHEMA, opening.opened))


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> tuple[Record, str]:
    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    path.write_bytes(pdf_file(PdfPage().lines(FIRST), PdfPage().lines(SECOND)))
    return made_of(path)


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> tuple[Record, str]:
    """The first page as a picture without any text in it."""
    document = pypdfium2.PdfDocument(pdf_file(PdfPage().lines(FIRST)))
    path = tmp_path_factory.mktemp("scan") / "report.png"
    document[0].render(scale=200 / 72).to_pil().save(path)
    document.close()
    return made_of(path)


def box_on_page(tab: Tab, key: str) -> list[float]:
    """Left, top, right, bottom of the first box of `key`, as fractions of the picture that is shown."""
    boxes = tab.page.locator(".box[data-keys]")
    numbers: list[int] = boxes.evaluate_all(
        "(boxes, key) => boxes.flatMap((one, number) => JSON.parse(one.dataset.keys).includes(key) ? [number] : [])",
        key,
    )
    return box_of(boxes.nth(numbers[0]))


def box_of(place: Locator) -> list[float]:
    """The same of one box."""
    found: list[float] = place.evaluate(
        """(box) => {
            const [a, b] = [box.getBoundingClientRect(), box.parentElement.querySelector("img").getBoundingClientRect()];
            return [(a.left - b.left) / b.width, (a.top - b.top) / b.height, (a.right - b.left) / b.width, (a.bottom - b.top) / b.height];
        }"""
    )
    return found


def picture(html: str, number: int) -> Image.Image:
    match = re.search(rf'id="image-0-{number}">([^<]*)<', html)
    assert match
    return Image.open(BytesIO(base64.b64decode(match[1])))


@pytest.mark.parametrize("kind", ["pdf", "scan"])
def test_a_box_stands_where_the_proof_is_printed(open_page: Open, request: pytest.FixtureRequest, kind: str) -> None:
    made, html = request.getfixturevalue(kind)
    tab = open_page(html)
    tab.slot("/disclosure/total").click()
    assert tab.page.locator(".box.lit").count() == 1
    tab.page.locator(".sheet img").first.wait_for()
    box = box_on_page(tab, "/disclosure/total")
    (expected,) = made.fact("/disclosure/total").boxes
    assert box == pytest.approx(expected, abs=0.004)
    # The third line stands 720 points above the lower edge of 842, its first character 80 points from the left of 595.
    assert 80 / 595 < box[0] < box[2] < 0.7
    assert box[1] < 1 - 722 / 842 < box[3] < 1 - 705 / 842
    drawn = picture(html, 1)
    inside = drawn.crop(tuple(round(side * drawn.size[index % 2]) for index, side in enumerate(box)))  # type: ignore[arg-type]
    assert min(inside.convert("L").tobytes()) < 110, "there is ink in the box"


def test_a_click_on_a_box_chooses_its_field_and_hovering_lights_it(open_page: Open, pdf: tuple[Record, str]) -> None:
    tab = open_page(pdf[1])
    box = tab.page.locator(""".box[data-keys*='"/disclosure/total"']""")
    box.hover()
    assert tab.slot("/disclosure/total").evaluate("one => one.classList.contains('hover')")
    box.click()
    assert tab.chosen() == "/disclosure/total"


def test_a_field_of_another_page_brings_that_page_into_view(open_page: Open, pdf: tuple[Record, str]) -> None:
    tab = open_page(pdf[1])
    assert tab.page.locator("img").count() >= 1
    tab.slot("/applications/received").click()
    second = tab.page.locator(".sheet[data-page='2'] img")
    second.wait_for()
    box = tab.page.locator(".box.lit").bounding_box()
    assert box is not None
    assert 0 < box["y"] < 800
    assert "Page 2" in tab.page.locator("#inspector").inner_text()


def test_unclaimed_figures_have_boxes_too(open_page: Open, pdf: tuple[Record, str]) -> None:
    tab = open_page(pdf[1])
    assert [one.printed for one in pdf[0].figures.unclaimed] == ["12期"]
    tab.page.locator(".box.unclaimed").click()
    assert "12期" in tab.page.locator("#inspector").inner_text()


def test_the_proof_is_selected_in_the_text_of_a_pdf(open_page: Open, pdf: tuple[Record, str]) -> None:
    tab = open_page(pdf[1])
    tab.slot("/disclosure/total").click()
    tab.press("p")
    assert tab.page.locator("#text").count() == 1
    tab.select_text("12期")
    tab.page.locator("#edit-value").and_(tab.page.locator(":focus")).wait_for()
    tab.press("Enter", "v")
    assert tab.decided()[0]["value"] == 12
    assert tab.page.locator(".sheet").count() == 2
    figure, proof = box_on_page(tab, "figure:0"), box_on_page(tab, "/disclosure/total")
    assert proof == pytest.approx(figure, abs=0.03), "the box is where the chosen characters are"


def test_typed_characters_are_found_and_boxed_on_the_page(open_page: Open, pdf: tuple[Record, str]) -> None:
    tab = open_page(pdf[1])
    tab.slot("/disclosure/total").click()
    tab.press("c")
    tab.page.locator("#edit-printed").fill("１２期")
    tab.page.locator("#edit-value").fill("12")
    place = tab.page.locator(".box.place")
    assert place.count() == 1
    figure = box_on_page(tab, "figure:0")
    assert box_of(place) == pytest.approx(figure, abs=0.03)
    tab.press("Enter")
    (decision,) = tab.decided()
    assert (decision["value"], decision["printed"]) == (12, "12期")
    assert place.count() == 0


def test_what_is_searched_for_is_boxed_on_the_page_and_stepped_through(
    open_page: Open, pdf: tuple[Record, str]
) -> None:
    tab = open_page(pdf[1])
    tab.press("/")
    tab.page.keyboard.type("7件")
    assert "2 places in the text" in tab.page.locator("#search-found").inner_text()
    boxes = tab.page.locator(".sheet[data-page='2'] .box.search")
    assert boxes.count() == 2
    shown = boxes.first.bounding_box()
    assert shown is not None
    assert 0 < shown["y"] < 800
    tab.press("Escape")
    assert tab.page.locator(".box.search").count() == 0


def test_text_and_pages_are_one_key_apart_and_pages_can_be_made_larger(
    open_page: Open, pdf: tuple[Record, str]
) -> None:
    tab = open_page(pdf[1])
    before = tab.page.locator(".sheet").first.bounding_box()
    tab.press("z")
    after = tab.page.locator(".sheet").first.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] == pytest.approx(1.5 * before["width"], rel=0.05)
    tab.press("v")
    assert tab.marks("/disclosure/total") == ["120条"]
    tab.press("v")
    assert tab.page.locator(".sheet").count() == 2


def test_a_page_that_could_not_be_read_says_why(open_page: Open) -> None:
    made = record()
    source = made.source.model_copy(update={"pages": 2, "unread": {2: "the page is damaged"}})
    tab = open_page(html_of(made.model_copy(update={"source": source})))
    assert "Page 2: the page is damaged" in tab.page.locator(".first.notes").inner_text()


def test_what_the_page_holds_of_pictures_is_small(pdf: tuple[Record, str]) -> None:
    html = pdf[1]
    drawn: Any = json.loads(re.findall(r'id="report-0">(.*?)</script>', html)[0])["pages"]
    assert [max(one["width"], one["height"]) for one in drawn] == [1400, 1400]
    assert len(html) < 400_000
