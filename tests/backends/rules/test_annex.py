"""Rules of `annex`: every row of the form in order, in the layouts of PHRASES.md; glued digits only with a unique proof."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.backends.rules.desk import cases, row, values_in

TITLE = "松口县商务局2016年政府信息公开工作年度报告"
BODY = "本报告根据《中华人民共和国政府信息公开条例》编制。\n一、概述\n我局扎实推进政府信息公开工作。\n二、存在的主要问题\n公开内容不够全面。\n"
FORM = "附表：政府信息公开情况统计表"


def line(indicator: str, unit: str, value: int | Decimal | None, cumulative: Any = ...) -> dict[str, Any]:
    return {"indicator": indicator, "unit": unit, "value": value} | (
        {} if cumulative is ... else {"cumulative": cumulative}
    )


ONE = [line("主动公开信息数", "条", 132), line("受理申请总数", "件", 4), line("行政复议数", "件", 0)]
TWO = [
    line("主动公开信息数", "条", 61, 318),
    line("网站公开", "条", 58, 290),
    line("政府公报公开", "条", 3, 28),
    line("行政复议数", "件", 0, 2),
]

PHRASES = [
    row(
        "one line, spaces",
        FORM,
        "指标名称 单位 统计数\n主动公开信息数 条 132\n受理申请总数 件 4\n行政复议数 件 0",
        rows=ONE,
    ),
    row(
        "all on one line",
        FORM,
        "指标名称 单位 统计数 主动公开信息数 条 132 受理申请总数 件 4 行政复议数 件 0",
        rows=ONE,
    ),
    row(
        "one cell per line",
        FORM,
        "指标名称\n单位\n统计数\n主动公开信息数\n条\n132\n受理申请总数\n件\n4\n行政复议数\n件\n0",
        rows=ONE,
    ),
    row(
        "pipes",
        FORM,
        "| 指标名称 | 单位 | 统计数 |\n| 主动公开信息数 | 条 | 132 |\n| 受理申请总数 | 件 | 4 |\n| 行政复议数 | 件 | 0 |",
        rows=ONE,
    ),
    row(
        "two columns",
        FORM,
        "指标名称 单位 年度 历年累计\n主动公开信息数 条 61 318\n其中：1.网站公开 条 58 290\n2.政府公报公开 条 3 28\n行政复议数 件 0 2",
        rows=TWO,
    ),
    row(
        "glued digits with a proof",
        FORM,
        "指标名称单位年度历年累计主动公开信息数条61318其中：1．网站公开条582902．政府公报公开条328行政复议数件02",
        rows=TWO,
    ),
    row(
        "ordinal behind the value",
        FORM,
        "指标名称单位统计数主动公开信息数条141其中：1、网站公开条1382、政府公报公开条3",
        rows=[line("主动公开信息数", "条", 141), line("网站公开", "条", 138), line("政府公报公开", "条", 3)],
    ),
]
OTHER = [
    row(
        "unit in brackets",
        FORM,
        "指标名称 统计数\n主动公开信息数（条） 132\n受理申请总数（件） 4\n行政复议数（件） 0",
        rows=ONE,
    ),
    row(
        "letter-spaced labels",
        FORM,
        "指 标 名 称 单 位 统 计 数\n主动公开信息数 条 132\n受理申请总数 件 4\n行政复议数 件 0",
        rows=ONE,
    ),
    row(
        "money with decimals",
        FORM,
        "指标名称 单位 统计数\n收到申请数 件 4\n依申请公开信息收取的费用 万元 0.25",
        rows=[line("收到申请数", "件", 4), line("依申请公开信息收取的费用", "万元", Decimal("0.25"))],
    ),
    row("cut off", FORM, "指标名称 单位 统计数\n主动公开信息数 条 132\n受理申请总数 件 4", rows=ONE[:2]),
]
TRAPS = [
    row(
        "blank cell",
        FORM,
        "| 指标名称 | 单位 | 统计数 |\n| 主动公开信息数 | 条 | 132 |\n| 受理申请总数 | 件 | |\n| 行政复议数 | 件 | / |\n| 行政诉讼数 | 件 | 0 |",
        rows=[
            line("主动公开信息数", "条", 132),
            line("受理申请总数", "件", None),
            line("行政复议数", "件", None),
            line("行政诉讼数", "件", 0),
        ],
    ),
    row(
        "note inside a cell",
        FORM,
        "指标名称 单位 统计数\n主动公开信息数 条 132（其中图片20条）\n受理申请总数 件 4",
        rows=ONE[:2],
    ),
    row(
        "letter O for zero",
        FORM,
        "指标名称 单位 统计数\n主动公开信息数 条 132\n受理申请总数 件 O\n行政复议数 件 0",
        rows=[ONE[0], line("受理申请总数", "件", 0), ONE[2]],
        xfail="missing: an O alone is read as 0 but proves nothing",
    ),
    row(
        "last year's column",
        FORM,
        "指标名称 单位 2015年 2016年\n主动公开信息数 条 120 132\n受理申请总数 件 3 4",
        rows=ONE[:2],
    ),
    row(
        "an empty last cell between bars",
        FORM,
        "指标名称|单位|年度|历年累计\n主动公开信息数|条|132|640\n收费减免金额|元|8|\n行政复议数|件|0|1",
        rows=[
            line("主动公开信息数", "条", 132, 640),
            line("收费减免金额", "元", 8, None),
            line("行政复议数", "件", 0, 1),
        ],
    ),
    row(
        "heads that a program made up",
        "附：全系统政府信息公开统计（2016年）",
        "Column1 Column2 Column3\n主动公开信息数 条 391\n受理申请数 件 11\n其中：在办 件 1\n办结 件 10",
        rows=[
            line("主动公开信息数", "条", 391),
            line("受理申请数", "件", 11),
            line("在办", "件", 1),
            line("办结", "件", 10),
        ],
    ),
    row(
        "serial numbers in a column",
        FORM,
        "序号|指标|单位|数量\n1|主动公开信息数|条|132\n2|受理申请总数|件|4\n3|行政复议数|件|0",
        rows=ONE,
    ),
    row(
        "who filled it in",
        FORM,
        "填报单位：松口县商务局\n指标名称 单位 统计数\n主动公开信息数 条 132\n受理申请总数 件 4\n单位负责人：张某 联系电话：3321000 填报日期：2017年1月12日",
        rows=ONE[:2],
    ),
    row(
        "full-width digits",
        FORM,
        "指标名称 单位 统计数\n主动公开信息数 条 １３２\n受理申请总数 件 ４\n行政复议数 件 ０",
        rows=ONE,
    ),
    row(
        "ordinal behind a zero",
        FORM,
        "指标名称单位统计数受理申请总数件4其中：1．在办件02．办结件4",
        rows=[line("受理申请总数", "件", 4), line("在办", "件", 0), line("办结", "件", 4)],
    ),
]


@pytest.mark.parametrize(("heading", "text", "values"), cases(PHRASES_md=PHRASES, other_wordings=OTHER, traps=TRAPS))
def test_annex_states_every_row(heading: str, text: str, values: dict[str, Any]) -> None:
    assert values_in(f"{TITLE}\n{BODY}{heading}\n{text}\n", "annex") == values


def test_glued_digits_without_a_proof_are_illegible() -> None:
    form = f"{FORM}\n指标名称单位年度历年累计主动公开信息数条396442278行政复议数件00"
    rows = values_in(f"{TITLE}\n{BODY}{form}\n", "annex")["rows"]
    assert rows[0]["indicator"] == "主动公开信息数"
    assert rows[0].get("value") is None
    assert rows[0].get("cumulative") is None


def test_one_of_two_values_alone_belongs_to_neither_column() -> None:
    form = f"{FORM}\n指标名称 单位 年度 历年累计\n主动公开信息数 条 61 318\n行政复议数 件 1\n行政诉讼数 件 0 0"
    rows = values_in(f"{TITLE}\n{BODY}{form}\n", "annex")["rows"]
    assert rows[1].get("value") is None
    assert rows[1].get("cumulative") is None
    assert rows[2]["value"] == 0


def test_the_number_in_the_text_proves_a_split() -> None:
    narrative = "二、主动公开政府信息情况\n2016年主动公开政府信息24条。\n"
    form = f"{FORM}\n指标名称单位年度历年累计主动公开信息数条2424行政复议数件00"
    rows = values_in(f"{TITLE}\n{BODY}{narrative}{form}\n", "annex")["rows"]
    assert (rows[0]["value"], rows[0]["cumulative"]) == (24, 24)


def test_a_report_without_a_form_has_no_rows() -> None:
    assert values_in(f"{TITLE}\n{BODY}", "annex") == {}


FIELDS = {
    "applications": (
        "收到申请数 件 9\n1.当面申请数 件 2\n2.传真申请数 件 0\n3.网络申请数 件 6\n4.信函申请数 件 1",
        {"received": 9, "in_person": 2, "by_fax": 0, "online": 6, "by_letter": 1},
    ),
    "disputes": (
        "行政复议数量 件 3\n（一）维持具体行政行为数 件 2\n（二）被依法纠错数 件 1\n行政诉讼数量 件 0\n举报投诉数量 件 0",
        {
            "reconsiderations": 3,
            "reconsiderations_upheld": 2,
            "reconsiderations_corrected": 1,
            "lawsuits": 0,
            "complaints": 0,
        },
    ),
    "fees": (
        "收费减免金额 元 380\n依申请公开信息收取的费用 万元 0.2",
        {"charged_wan_yuan": Decimal("0.2"), "waived_wan_yuan": Decimal("0.038")},
    ),
    "organisation": (
        "专职人员数 人 1\n兼职人员数 人 4\n设置政府信息公开查阅点数 个 2",
        {"staff_full_time": 1, "staff_part_time": 4, "reading_points": 2},
    ),
}


@pytest.mark.parametrize(("section", "rows", "values"), [(name, *rest) for name, rest in FIELDS.items()], ids=FIELDS)
def test_fields_that_only_the_form_states_take_its_figures(section: str, rows: str, values: dict[str, Any]) -> None:
    assert values_in(f"{TITLE}\n{BODY}{FORM}\n指标名称 单位 统计数\n{rows}\n", section) == values


def test_the_narrative_wins_over_the_form() -> None:
    narrative = "三、依申请公开情况\n2016年收到政府信息公开申请7件。\n"
    found = values_in(f"{TITLE}\n{BODY}{narrative}{FORM}\n指标名称 单位 统计数\n收到申请数 件 9\n", "applications")
    assert found["received"] == 7
