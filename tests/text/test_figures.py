"""Figures: every number with its unit, and every kind of number that counts nothing."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giextract.text.figures import COUNTING, Figure, scan

Row = tuple[str, str, int | Decimal | None, str]

COUNTS: list[Row] = [
    ("130条", "count", 130, "条"), ("1,286件", "count", 1286, "件"), ("3人次", "count", 3, "人次"), ("12期", "count", 12, "期"),
    ("一百三十条", "count", 130, "条"), ("十二件", "count", 12, "件"), ("三项", "count", 3, "项"), ("3.5万条", "count", 35000, "条"),
    ("11460人次", "count", 11460, "人次"), ("2宗", "count", 2, "宗"), ("5起", "count", 5, "起"), ("4篇", "count", 4, "篇"), ("6份", "count", 6, "份"),
    ("0件", "count", 0, "件"), ("零件", "count", 0, "件"),
]  # fmt: skip
OTHERS: list[Row] = [
    ("12", "bare", 12, ""), ("350400", "bare", 350400, ""),
    ("9.2%", "percent", Decimal("9.2"), "%"), ("百分之五十", "percent", 50, ""), ("3个百分点", "points", 3, "%"),
    ("380元", "money", 380, "元"), ("3.5万元", "money", 35000, "元"), ("1286.50元", "money", Decimal("1286.50"), "元"), ("1.2亿元", "money", 120000000, "元"),
    ("2017年", "year", None, ""), ("2017年度", "year", None, ""), ("二○一二年度", "year", None, ""), ("2017-2018年", "year", None, ""),
    ("2012年2月17日", "date", None, ""), ("2012-02-17", "date", None, ""), ("二○一二年二月十七日", "date", None, ""), ("2012-04-18 00:00", "date", None, ""),
    ("2月", "month", None, ""), ("12月31日", "month", None, ""), ("10:30", "month", None, ""),
    ("〔2014〕32号", "document_number", None, ""), ("[2014]32号", "document_number", None, ""), ("第711号", "document_number", None, ""),
    ("第492号令", "document_number", None, ""),
    ("0825-8663655", "phone", None, ""), ("13800138000", "phone", None, ""), ("24336240", "phone", None, ""),
    ("http://www.scanju.gov.cn/2012/1.htm", "address", None, ""), ("531313422@qq.com", "address", None, ""), ("www.12345.gov.cn", "address", None, ""),
    ("第3次", "ordinal", None, ""), ("第二十条", "ordinal", None, ""), ("一是", "ordinal", None, ""), ("（一）", "ordinal", None, ""),
    ("1.", "list_mark", None, ""), ("①", "list_mark", None, ""), ("（1）", "list_mark", None, ""),
    ("一个", "article", 1, "个"), ("两项", "article", 2, "项"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "value", "unit"), [pytest.param(*row, id=row[0]) for row in COUNTS + OTHERS])
def test_number_is_found_with_its_kind_value_and_unit(
    text: str, kind: str, value: int | Decimal | None, unit: str
) -> None:
    (figure,) = scan(text)
    assert (figure.start, figure.end) == (0, len(text))
    assert (figure.kind, figure.value, figure.unit) == (kind, value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "公开",
        "N条",
        "一定",
        "三公经费",
        "十分重视",
        "统一公开",
        "第一时间公开",
        "万众一心",
        "abc",
        "OA系统",
        "，。",
        "百姓",
        "两会",
    ],
)
def test_words_are_no_figures(text: str) -> None:
    assert [figure for figure in scan(text) if figure.kind in COUNTING] == []


IN_SENTENCES = [
    pytest.param(
        "2017年新增主动公开政府信息130条，其中概况信息3条，占2.3%。", ["130条", "3条", "2.3%"], id="report 000"
    ),
    pytest.param("作为依申请公开信息数46条，不予公开信息数1402。", ["46条"], id="a count that lost its unit is bare"),
    pytest.param("邮编：350400；电话：24336240；传真：24336410", [], id="contact"),
    pytest.param("自2011年1月1日起至2011年12月31日止", [], id="period"),
    pytest.param("依据国办发〔2014〕32号文件，公开12件", ["12件"], id="document number"),
    pytest.param("1.门户网站公开87条\n2.公报公开3条", ["87条", "3条"], id="list"),
    pytest.param("主动公开的政府信条，占100%", ["100%"], id="a lost count"),
    pytest.param("60余万人次，约100条，近20件", ["60余万人次", "100条", "20件"], id="rounded"),
    pytest.param("条例第九条、第十条规定公开5类信息", ["5类"], id="articles of the statute"),
    pytest.param("收取信息处理费380元，减免0.5万元", ["380元", "0.5万元"], id="money"),
]


@pytest.mark.parametrize(("text", "printed"), IN_SENTENCES)
def test_counting_figures_of_a_sentence(text: str, printed: list[str]) -> None:
    assert [text[figure.start : figure.end] for figure in scan(text) if figure.kind in COUNTING] == printed


@pytest.mark.parametrize(
    ("text", "rounded"),
    [("约100条", True), ("100余条", True), ("20多个", True), ("近20件", True), ("12万余条", True), ("100条", False), ("网上3件", False), ("最近3年12条", False)],
)  # fmt: skip
def test_rounded_counts_are_marked(text: str, rounded: bool) -> None:
    assert [figure.approximate for figure in scan(text) if figure.kind == "count"][-1:] == [rounded]


@given(st.text(st.sampled_from("0123456789.,，%条件年月日号元万第一二十百零（）〔〕-：: 公开aw@.\n"), max_size=80))
@settings(max_examples=300, deadline=None)
def test_figures_stand_left_to_right_without_overlap(text: str) -> None:
    end = 0
    for figure in scan(text):
        assert end <= figure.start < figure.digits_end <= figure.end <= len(text)
        end = figure.end
        if figure.kind in COUNTING:
            assert isinstance(figure.value, int | Decimal)
            assert figure.value >= 0


@given(
    st.integers(0, 10**9),
    st.sampled_from(["条", "件", "人次", "份", "篇"]),
    st.sampled_from(["主动公开", "共", "，", "：", "收到申请"]),
)
def test_any_count_is_found_whole(value: int, unit: str, before: str) -> None:
    text = f"{before}{value}{unit}。"
    counts = [figure for figure in scan(text) if figure.kind == "count"]
    start = len(before)
    assert counts == [Figure("count", start, len(text) - 1, start + len(str(value)), value, unit)]


@pytest.mark.parametrize(
    "unit",
    [
        "主动公开130条，", "1234567890", "一", "二0", "（一）", "1,", "abc ", "第", "20 ",
        pytest.param("1."),
        "2017年1", "公开数条12",
        pytest.param("a.b-"),
    ],
)  # fmt: skip
def test_time_is_linear_in_length(unit: str) -> None:
    text = unit * (12_000 // len(unit))
    began = time.process_time()
    scan(text)
    assert time.process_time() - began < 0.25
