"""Looking at a record beside its report: what is seen, and what lights up with what."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, Field

from giextract.review.page import page
from giextract.review.reports import Opened, gathered
from giextract.schema import load_schema
from tests.review.browser.conftest import Open
from tests.review.reports import FACTS, SCHEMA, TEXT, document_of, fact, html_of, record


def test_sections_stand_in_the_order_of_the_schema_with_chinese_titles(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    # Their text content: a section out of sight is not laid out, and has no inner text then.
    titles = tab.page.locator(".part h2").all_text_contents()
    assert [
        title.removesuffix(section.name).strip() for title, section in zip(titles, SCHEMA.sections, strict=True)
    ] == [section.title for section in SCHEMA.sections]


def test_a_field_shows_value_proof_state_backend_and_check(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.slot("/disclosure/total").click()
    told = tab.page.locator("#inspector").inner_text()
    for word in ("主动公开政府信息数", "/disclosure/total", "120", "‹１２０条›", "stated", "proved", "rules"):
        assert word in told


@pytest.mark.parametrize(
    ("path", "printed"),
    [(one.path, one.printed) for one in FACTS],
)
def test_the_proof_of_every_field_lights_up_behind_wide_characters(open_page: Open, path: str, printed: str) -> None:
    """𠮷 is one code point and two UTF-16 units: without counting it rightly every proof behind it would be shifted."""
    tab = open_page(html_of(record()))
    assert "".join(tab.marks(path)) == printed
    tab.slot(path).click()
    assert "".join(tab.marks(path, "lit")) == printed


def test_a_click_on_a_proof_chooses_its_field(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.page.locator("#text mark", has_text="35条").click()
    assert tab.chosen() == "/disclosure/by_channel/1/count"


def test_hovering_lights_the_other_side(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.page.locator("#text mark", has_text="7件").hover()
    assert tab.page.locator(".slot.hover").get_attribute("data-path") == "/applications/received"
    tab.slot("/disclosure/total").hover()
    assert tab.marks("/disclosure/total", "hover") == ["１２０条"]
    assert tab.marks("/applications/received", "hover") == []


def test_findings_come_first_and_light_both_sides(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    first = tab.page.locator("#fields-body > *").first
    assert "the channels add up to 115" in first.inner_text()
    tab.press("h")
    assert tab.marks("/disclosure/total", "side-a") == ["１２０条"]
    assert tab.marks("/disclosure/by_channel/0/count", "side-b") == ["80条"]
    assert tab.marks("/disclosure/by_channel/1/count", "side-b") == ["35条"]
    sides = tab.page.locator(".slot.side-b").evaluate_all("all => all.map(one => one.dataset.path)")
    assert sides == ["/disclosure/by_channel/0/count", "/disclosure/by_channel/1/count"]


def test_unproved_answers_stand_apart_with_their_reason(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    apart = tab.page.locator(".first.unproved")
    assert "6" in apart.inner_text()
    assert "the line does not say so" in apart.inner_text()
    assert tab.slot("/applications/closed").locator(".value").inner_text() == "unproved"


def test_unclaimed_figures_are_marked_and_counted(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    assert tab.marks("figure:0", "unclaimed") == ["4条"]
    assert tab.marks("figure:1", "unclaimed") == ["12期"]
    assert "9 printed figures, 7 prove a value" in (tab.page.locator(".first.unclaimed").text_content() or "")


def test_lists_of_items_and_fixed_tables_are_tables(open_page: Open) -> None:
    cells = [fact(f"/requests/new/{key}", 1, "7件") for key in ("natural_person", "company", "total")]
    tab = open_page(html_of(record((*FACTS, *cells))))
    channels = tab.page.locator("table", has=tab.page.locator("caption", has_text="按渠道"))
    assert channels.locator("thead th").all_text_contents() == ["名称", "数量"]
    assert channels.locator("tbody tr").count() == 2
    requests = tab.page.locator("table", has=tab.page.locator("tbody th", has_text="本年新收政府信息公开申请数量"))
    assert requests.locator("thead th").all_text_contents() == ["自然人", "商业企业", "总计"]


def test_absent_fields_are_shown_when_asked_for(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    assert tab.slot("/disclosure/increase").count() == 0
    tab.press("e")
    assert tab.slot("/disclosure/increase").locator(".value").inner_text() == "absent"


def test_the_search_goes_on_in_the_next_report(open_page: Open) -> None:
    other = TEXT.replace("2017", "2018").replace("网站公开", "网站发布")
    tab = open_page(html_of(record(), record(text=other, findings=()), texts=(TEXT, other)))
    tab.page.locator("#search").fill("网站公开")
    assert "1 places in the text" in tab.page.locator("#search-found").inner_text()
    tab.page.locator(".pile-nav button").last.click()
    tab.page.locator("#text", has_text="2018").wait_for()
    assert "0 places in the text" in tab.page.locator("#search-found").inner_text()
    assert tab.page.evaluate("CSS.highlights.get('search').size") == 0
    tab.page.locator("#search").fill("网站发布")
    assert tab.page.evaluate("CSS.highlights.get('search').size") > 0


@pytest.mark.parametrize("words", ["120条", "１２０条", "网站 公开80", "２０１７年"])
def test_words_are_found_whatever_their_width_and_spaces(open_page: Open, words: str) -> None:
    tab = open_page(html_of(record()))
    tab.page.locator("#search").fill(words)
    count = 2 if words.startswith("２") else 1
    assert f"{count} places in the text" in tab.page.locator("#search-found").inner_text()


def test_the_next_to_settle_is_looked_for_among_what_is_shown(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.page.locator("#filter-section").select_option("header")
    tab.page.locator("#fields-body").focus()
    tab.press("n")
    assert tab.chosen() is None
    assert "5 more in this report are hidden" in tab.page.locator("#said").inner_text()
    tab.page.locator("#filter-section").select_option("applications")
    tab.page.locator("#fields-body").focus()
    tab.press("n", "n")
    assert tab.chosen() == "/applications/closed"


def test_search_narrows_the_fields_and_counts_places_in_the_text(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.press("/")
    tab.page.keyboard.type("公开")
    assert tab.page.locator("#search-found").inner_text().endswith(f"{TEXT.count('公开')} places in the text")
    assert tab.slot("/disclosure/total").count() == 1
    assert tab.slot("/applications/received").count() == 0
    assert tab.page.evaluate("CSS.highlights.get('search').size") >= TEXT.count("公开")
    tab.press("Escape")
    assert tab.slot("/applications/received").count() == 1


@pytest.mark.parametrize(
    ("show", "there", "not_there"),
    [
        ("doubtful", "/organisation/meetings", "/applications/received"),
        ("open", "/applications/closed", "/applications/received"),
        ("finding", "/disclosure/total", "/organisation/meetings"),
        ("unproved", "/applications/closed", "/disclosure/total"),
    ],
)
def test_filters(open_page: Open, show: str, there: str, not_there: str) -> None:
    tab = open_page(html_of(record()))
    tab.page.locator("#filter-show").select_option(show)
    assert tab.slot(there).count() == 1
    assert tab.slot(not_there).count() == 0


def test_a_section_alone(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    tab.page.locator("#filter-section").select_option("applications")
    assert tab.page.locator(".part").count() == 1
    assert tab.slot("/applications/received").count() == 1


def test_a_report_whose_file_is_gone_shows_its_printed_characters_and_says_so(open_page: Open) -> None:
    tab = open_page(html_of(record(), texts=()))
    assert "not there any more" in tab.page.locator("#report-body").inner_text()
    tab.slot("/disclosure/total").click()
    assert "‹１２０条›" in tab.page.locator("#inspector").inner_text()


def test_interface_in_chinese_and_english(open_page: Open) -> None:
    tab = open_page(html_of(record()), language="zh-CN")
    assert tab.page.evaluate("document.documentElement.lang") == "zh-CN"
    assert "各渠道相加为115" in tab.page.locator(".first.findings").inner_text()
    tab.press("l")
    assert "the channels add up to 115" in tab.page.locator(".first.findings").inner_text()
    tab.page.reload()
    assert tab.page.evaluate("document.documentElement.lang") == "en"


def test_the_pile_is_found_by_name_and_by_words_of_the_text(open_page: Open) -> None:
    other = "红松县2016年政府信息公开工作年度报告\n全县主动公开信息9条。\n"
    second = record(
        (fact("/disclosure/total", 9, "9条", other),), other, (), path="b.txt", unclaimed=(), issuer="红松县"
    )
    tab = open_page(html_of(record(), second, texts=(TEXT, other)))
    assert "1 of 2" in tab.page.locator("#pile-button").inner_text()
    tab.press("]")
    assert tab.marks("/disclosure/total") == ["9条"]
    tab.press("g")
    rows = tab.page.locator(".pile li:visible")
    assert rows.count() == 2
    tab.page.keyboard.type("红松")
    assert rows.count() == 1
    tab.page.locator("dialog input[type=search]").fill("印发简报")
    assert rows.count() == 1
    rows.locator("button").click()
    assert tab.marks("/disclosure/total") == ["１２０条"]


def test_a_schema_of_ones_own_with_lists_within_lists(open_page: Open) -> None:
    class Part(BaseModel):
        name: str | None = Field(None, title="名称")
        sizes: list[int] = Field([], title="尺寸")

    class Invoice(BaseModel):
        total: int | None = Field(None, title="总额")
        parts: list[Part] = Field([], title="零件")

    schema = load_schema(Invoice)
    facts = (
        fact("/total", 120, "１２０条"),
        fact("/parts/0/name", "网站", "网站"),
        fact("/parts/0/sizes/1", 80, "80条"),
    )
    made = record(facts, findings=())
    report = Opened(document_of(TEXT))
    tab = open_page("".join(page(gathered([made]), schema, lambda _: report)))
    shown = tab.page.locator(".slot").evaluate_all("all => all.map(one => one.dataset.path)")
    assert shown == ["/total", "/parts/0/name", "/parts/0/sizes/1"]
    tab.slot("/parts/0/sizes/1").click()
    assert tab.marks("/parts/0/sizes/1", "lit") == ["80条"]
    tab.press("i")
    tab.select_text("35条")
    tab.page.locator("#edit-value").and_(tab.page.locator(":focus")).wait_for()
    tab.press("Enter")
    assert tab.slot("/parts/0/sizes/2").locator(".value").inner_text() == "35"
