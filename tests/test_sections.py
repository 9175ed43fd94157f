"""Sections: headings misnumbered, lost, restarted or inside a line; frame, page and form; routing by cue words."""

from __future__ import annotations

import pytest

from giextract.document import Document
from giextract.pipeline import prepare
from giextract.schema import load_schema
from giextract.sections import Placed, Routed, heading, place, route
from giextract.text.clean import clean
from giextract.text.lines import cut
from giextract.text.skeleton import build

SCHEMA = load_schema("annual_report")
REPORT = """某县2012年政府信息公开工作年度报告
本报告根据《政府信息公开条例》编制。
一、概述
工作有序。
二、主动公开政府信息情况
主动公开政府信息130条。未收到申请。
（一）公开形式
通过网站公开。
四、依申请公开情况
收到申请3件。
四、收费及减免情况
没有收费。
七、复议诉讼情况
无
八、存在的主要问题和改进措施
（一）主动公开不够
一是扩大主动公开范围。
某县人民政府
2013年2月17日"""
FORM = "\n附件：统计表\n指标名称 单位 数量\n主动公开信息数 条 130\n行政复议数 件 0\n"


def placed(text: str) -> tuple[Placed, ...]:
    return prepare(Document(text), SCHEMA)[2]


def routed(text: str) -> dict[str, Routed]:
    cleaned, skeleton, lines = prepare(Document(text), SCHEMA)
    return route(cleaned, skeleton, lines, SCHEMA)


def line_of(text: str, words: str) -> Placed:
    return next(entry for entry in placed(text) if words in entry.line.text)


@pytest.mark.parametrize(
    ("text", "level", "words"),
    [
        pytest.param("一、概述", 1, "概述", id="one"),
        pytest.param("第一部分、概述", 1, "概述", id="part"),
        pytest.param("一．概述", 1, "概述", id="full-width dot"),
        pytest.param("（一）公开数量", 2, "公开数量", id="two"),
        pytest.param("（2）公开形式", 2, "公开形式", id="two in digits"),
        pytest.param("1.门户网站", 3, "门户网站", id="three"),
        pytest.param("①门户网站", 3, "门户网站", id="three in a circle"),
        pytest.param("一是加强培训。", 3, "加强培训", id="a series"),
        pytest.param("主动公开政府信息情况", 2, "主动公开政府信息情况", id="no number"),
        pytest.param("四、依申请公开情况：收到3件。", 1, "依申请公开情况", id="text behind a colon"),
        pytest.param("存在问题：人手不足。", 2, "存在问题", id="label"),
    ],
)
def test_headings_are_told_by_their_mark_or_by_standing_alone(text: str, level: int, words: str) -> None:
    assert heading(text) == (level, words)


@pytest.mark.parametrize(
    "text",
    [
        "主动公开政府信息130条。",
        "公开",
        "某县人民政府",
        "1.5倍",
        "2012年2月17日",
        "",
        "1." + "本机关按照条例的要求公开各类政府信息并且接受社会各界的监督评议工作",
    ],
)
def test_sentences_are_no_headings(text: str) -> None:
    assert heading(text) is None


@pytest.mark.parametrize(
    ("words", "topics"),
    [
        ("工作有序", {"organisation"}), ("130条", {"disclosure"}), ("通过网站", {"disclosure"}), ("收到申请3件", {"applications"}), ("没有收费", {"fees"}),
        ("无", {"disputes"}), ("扩大主动公开范围", {"assessment"}),
    ],
)  # fmt: skip
def test_lines_belong_to_the_heading_above_them_whatever_its_number(words: str, topics: set[str]) -> None:
    assert line_of(REPORT, words).topics - {"article20"} == topics


CHANGES = [
    pytest.param([("四、收费", "三、收费"), ("七、复议", "一、复议")], id="numbering restarted"),
    pytest.param([("二、主动", "五、主动"), ("四、依申请", "（三）、依申请")], id="misnumbered"),
    pytest.param(
        [("四、依申请公开情况", "依申请公开情况"), ("四、收费及减免情况", "收费及减免情况")], id="numbers lost"
    ),
    pytest.param([("一、", "第一部分 "), ("二、", "第二部分 ")], id="parts"),
    pytest.param([("一、", "一，"), ("二、", "二．"), ("四、", "四：")], id="other marks"),
    pytest.param([("。\n四、", "。四、"), ("。\n七、", "。七、")], id="in the middle of a line"),
]


@pytest.mark.parametrize("changes", CHANGES)
def test_damaged_headings_still_name_their_lines(changes: list[tuple[str, str]]) -> None:
    text = REPORT
    for old, new in changes:
        text = text.replace(old, new)
    by_section = routed(text)
    for name, words in (
        ("disclosure", "130条"),
        ("applications", "收到申请3件"),
        ("fees", "没有收费"),
        ("disputes", "无"),
    ):
        assert any(words in entry.line.text for entry in by_section[name].own), name


FLAT = (
    "某县2012年政府信息公开工作年度报告 本报告根据《政府信息公开条例》编制，由五个部分组成。一、 概述 2012年我县政府信息公开工作有序开展。"
    + "全县各级各部门认真贯彻落实条例，健全工作机制，加强组织领导。" * 5
    + "二、主动公开政府信息情况（一）公开数量2012年主动公开政府信息130条。（二）公开形式通过网站公开。三、依申请公开情况2012年全县收到申请3件。"
    "四、收费及减免情况 全年没有收费。五、因政府信息公开申请行政复议、提起行政诉讼的情况 全年未发生行政复议。六、存在的主要问题和改进措施 人手不足。"
)


def test_a_text_without_a_single_line_break_is_cut_up_all_the_same() -> None:
    assert "\n" not in FLAT
    by_section = routed(FLAT)
    for name, words in (
        ("header", "年度报告"), ("organisation", "有序开展"), ("disclosure", "130条"), ("applications", "3件"), ("fees", "没有收费"), ("disputes", "未发生"),
        ("assessment", "人手不足"),
    ):  # fmt: skip
        assert any(words in entry.line.text for entry in by_section[name].own), name
    assert not any("130条" in entry.line.text for entry in by_section["fees"].lines)


def test_a_line_elsewhere_goes_to_the_section_whose_words_it_carries() -> None:
    by_section = routed(REPORT)
    assert [entry.line.text for entry in by_section["applications"].cued] == ["主动公开政府信息130条。未收到申请。"]
    assert by_section["proposals"].lines == ()
    assert [entry.line.number for entry in by_section["disclosure"].lines] == sorted(
        entry.line.number for entry in by_section["disclosure"].lines
    )


def test_under_problems_and_measures_other_sections_are_not_named() -> None:
    assert line_of(REPORT, "（一）主动公开不够").topics == {"assessment"}


def test_title_preamble_and_signature_are_the_frame() -> None:
    frame = [entry.line.text for entry in placed(REPORT) if entry.role == "frame"]
    assert frame == [
        "某县2012年政府信息公开工作年度报告",
        "本报告根据《政府信息公开条例》编制。",
        "某县人民政府",
        "2013年2月17日",
    ]
    assert [entry.line.text for entry in routed(REPORT)["header"].own] == frame


def test_the_web_page_goes_to_the_header_alone() -> None:
    by_section = routed("发布时间：2013-02-18\n当前位置：首页>信息公开\n" + REPORT)
    page = {"发布时间：2013-02-18", "当前位置：首页>信息公开"}
    holding = {name for name, one in by_section.items() if page & {entry.line.text for entry in one.lines}}
    assert holding == {"header"}


def test_the_form_is_a_place_of_its_own() -> None:
    by_section = routed(REPORT + FORM)
    form = [entry.line.text for entry in placed(REPORT + FORM) if entry.role == "form"]
    assert form == ["指标名称单位数量", "主动公开信息数条130", "行政复议数件0"]
    assert [entry.line.text for entry in by_section["annex"].own] == form
    assert all(
        entry.line.text not in form for name, one in by_section.items() if name != "annex" for entry in one.lines
    )
    assert all([entry.line.text for entry in one.form] == form for one in by_section.values())


def test_a_signature_behind_the_form_is_not_in_it() -> None:
    entries = placed(REPORT.replace("某县人民政府\n2013年2月17日", "") + FORM + "某县人民政府办公室\n2013年2月17日\n")
    assert [entry.role for entry in entries[-2:]] == ["frame", "frame"]


def test_nothing_under_the_last_heading_belongs_to_it() -> None:
    entries = placed(REPORT[: REPORT.index("\n八、")])
    assert entries[-1].line.text == "无"
    assert entries[-1].topics == {"disputes"}


def test_a_report_without_headings_is_read_by_cue_words() -> None:
    by_section = routed(
        "某局2012年政府信息公开年度报告\n全年主动公开政府信息130条。\n未收到申请。\n没有收费。\n未发生行政复议。"
    )
    for name, words in (
        ("disclosure", "130条"),
        ("applications", "未收到"),
        ("fees", "没有收费"),
        ("disputes", "未发生"),
    ):
        assert any(words in entry.line.text for entry in by_section[name].own), name


def test_a_schema_of_one_section_gets_every_line() -> None:
    from pydantic import BaseModel

    class Invoice(BaseModel):
        total: int

    schema = load_schema(Invoice)
    cleaned = clean(REPORT)
    lines = place(cleaned, cut(cleaned), schema)
    assert {len(one.own) for one in route(cleaned, build(cleaned.text), lines, schema).values()} == {len(lines)}


def test_every_line_is_placed_once_and_in_order() -> None:
    entries = placed(REPORT + FORM)
    assert [entry.line.number for entry in entries] == list(range(1, len(entries) + 1))


@pytest.mark.parametrize(
    ("lines", "level"),
    [
        pytest.param(["二、主动公开情况", "三依申请公开政府信息情况"], 1, id="counts on from the part before"),
        pytest.param(["二、主动公开情况", "五依申请公开政府信息情况"], 2, id="does not count on"),
        pytest.param(["二、主动公开情况", "三是依申请公开情况良好"], 3, id="an item of a list"),
    ],
)
def test_a_heading_that_lost_its_mark(lines: list[str], level: int) -> None:
    text = "\n".join(
        ["某县2012年政府信息公开工作年度报告", "一、概述", "做好政府信息公开工作。", *lines, "收到申请3件。"]
    )
    assert line_of(text, lines[-1]).level == level
