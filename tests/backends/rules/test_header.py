"""Rules of `header`: title, issuer, year, period, contact, dates; the web page around the report states none of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.backends.rules.desk import cases, row, values_in

TITLE = "临溪市教育局2012年政府信息公开工作年度报告"
OWN: dict[str, Any] = {"title": TITLE, "issuer": "临溪市教育局", "year": 2012}
BODY = (
    "一、概述\n我局扎实推进政府信息公开工作。\n二、主动公开政府信息情况\n2012年我局主动公开政府信息61条。\n"
    "三、依申请公开情况\n2012年未收到政府信息公开申请。\n"
)
LAW = "根据《中华人民共和国政府信息公开条例》，编制本报告。"
YEAR_BEGINS, YEAR_ENDS = date(2012, 1, 1), date(2012, 12, 31)

PHRASES = [
    row(
        "period",
        TITLE,
        LAW + "统计期限自2012年1月1日起至2012年12月31日止。",
        period_start=YEAR_BEGINS,
        period_end=YEAR_ENDS,
    ),
    row(
        "another end",
        TITLE,
        LAW + "统计期限自2012年1月1日起至2012年12月6日止。",
        period_start=YEAR_BEGINS,
        period_end=date(2012, 12, 6),
    ),
    row(
        "contact",
        TITLE,
        LAW
        + "如对本报告有任何疑问，请与临溪市教育局办公室联系（地址：临溪市文昌路16号；邮编：363999；电话：0596-2817733；"
        "传真：0596-2817744；电子邮箱：lxjyj@163.com）。",
        contact_office="临溪市教育局办公室",
        contact_address="临溪市文昌路16号",
        contact_postcode="363999",
        contact_phone="0596-2817733",
        contact_fax="0596-2817744",
        contact_email="lxjyj@163.com",
    ),
    row(
        "bracket never closed",
        TITLE,
        LAW + "如有疑问，请与市教育局办公室联系（地址：临溪市文昌路16号；邮编：363999；电话：2817733。",
        contact_office="市教育局办公室",
        contact_address="临溪市文昌路16号",
        contact_postcode="363999",
        contact_phone="2817733",
    ),
    row(
        "declared parts", TITLE, LAW + "本报告由概述、主动公开情况、依申请公开情况等共七个部分组成。", declared_parts=7
    ),
    row("declared parts above ten", TITLE, LAW + "全文共十一个部分。", declared_parts=11),
]
OTHER = [
    row("website", TITLE, LAW + "本报告电子版可从临溪教育网（www.lxedu.gov.cn）下载。", website="www.lxedu.gov.cn"),
    row(
        "year with 度",
        "临溪市教育局2012年度政府信息公开年度报告",
        LAW,
        title="临溪市教育局2012年度政府信息公开年度报告",
    ),
    row(
        "period with a dash",
        TITLE,
        LAW + "统计时间：2012年1月1日—2012年12月31日。",
        period_start=YEAR_BEGINS,
        period_end=YEAR_ENDS,
    ),
    row(
        "period, year said once",
        TITLE,
        LAW + "统计期限为2012年1月1日至12月31日。",
        period_start=YEAR_BEGINS,
        period_end=YEAR_ENDS,
    ),
    row("title on two lines", "临溪市教育局\n2012年政府信息公开工作年度报告", LAW),
    row("nothing but the title", TITLE, LAW),
    row(
        "address and phone without brackets around",
        TITLE,
        LAW + "联系地址：临溪市文昌路16号，邮政编码363999，联系电话（0596）2817733。",
        contact_address="临溪市文昌路16号",
        contact_postcode="363999",
        contact_phone="（0596）2817733",
    ),
    row(
        "period from and to",
        TITLE,
        LAW + "统计期限从2012年1月1日到2012年12月31日，全文分概述、主动公开等八部分。",
        period_start=YEAR_BEGINS,
        period_end=YEAR_ENDS,
        declared_parts=8,
    ),
    row(
        "year in chinese",
        "二○一二年度临溪市教育局政府信息公开年度报告",
        LAW,
        title="二○一二年度临溪市教育局政府信息公开年度报告",
    ),
]
TRAPS = [
    row("year of another report in the preamble", TITLE, LAW + "本报告参照2011年报告的体例编写。"),
    row("year of the regulations", TITLE, "《条例》自2008年5月1日起施行，我局据此编制政府信息公开年度报告。"),
    row("parts of something else", TITLE, LAW + "全市分为6个片区推进政府信息公开。"),
    row(
        "site owner's phone",
        TITLE + "\n",
        LAW + "\n" + BODY + "主办：临溪市人民政府 网站电话：0596-2000000 备案号：闽ICP备05001234号",
    ),
    row("hotline is no contact", TITLE, LAW + "本报告可在局政务公开栏查阅，监督电话：0596-2819999。"),
    row("dates inside the year", TITLE, LAW + "编制工作会议于2012年11月3日召开。"),
    row("document number of the crawler", "标题: " + TITLE + "\n文号: 临教〔2011〕4号\n" + TITLE, LAW),
]
FRAMES = {
    "date under the signature": ("", "临溪市教育局\n2013年2月18日", {"issued_on": date(2013, 2, 18)}),
    "date in chinese": ("", "临溪市教育局\n二〇一三年二月十七日", {"issued_on": date(2013, 2, 17)}),
    "date with 元月": ("", "临溪市教育局\n二○一三年元月九日", {"issued_on": date(2013, 1, 9)}),
    "posting date": ("发布时间：2013-03-05 浏览次数：214\n", "", {"published_on": date(2013, 3, 5)}),
    "posting date and signature": (
        "来源：市教育局 发布时间：2013-03-05\n",
        "临溪市教育局\n2013年2月18日",
        {"published_on": date(2013, 3, 5), "issued_on": date(2013, 2, 18)},
    ),
}


@pytest.mark.parametrize(("title", "text", "values"), cases(PHRASES_md=PHRASES, other_wordings=OTHER, traps=TRAPS))
def test_header_states_what_title_and_preamble_state(title: str, text: str, values: dict[str, Any]) -> None:
    assert values_in(f"{title}\n{text}\n{BODY}", "header") == OWN | values


@pytest.mark.parametrize(("above", "below", "values"), FRAMES.values(), ids=FRAMES)
def test_dates_of_signature_and_page_are_two_facts(above: str, below: str, values: dict[str, Any]) -> None:
    assert values_in(f"{above}{TITLE}\n{LAW}\n{BODY}{below}\n", "header") == OWN | values


@pytest.mark.parametrize(
    "parts",
    [
        "本报告根据《政府信息公开条例》（以下简称《条例》）编制，由总体情况、主动公开情况、存在问题六部分组成。",
        "本报告由概述、存在问题等六部份组成。",
    ],
)
def test_the_number_of_parts_is_declared(parts: str) -> None:
    assert values_in(f"{TITLE}\n{parts}\n{BODY}", "header")["declared_parts"] == 6


def test_a_row_of_contacts_without_labels() -> None:
    found = values_in(
        f"{TITLE}\n{LAW}联系方式：临溪市教育局办公室，人民大街4016号，136299，0437-3226918。\n{BODY}", "header"
    )
    assert (found["contact_office"], found["contact_address"]) == ("临溪市教育局办公室", "人民大街4016号")
    assert (found["contact_postcode"], found["contact_phone"]) == ("136299", "0437-3226918")


def test_a_preamble_that_says_we_names_no_issuer() -> None:
    found = values_in(f"政府信息公开2014年年度报告\n现将我局2014年政府信息公开工作的情况向社会公布。\n{BODY}", "header")
    assert "issuer" not in found


def test_digits_lost_from_the_period_are_no_date() -> None:
    found = values_in(f"{TITLE}\n{LAW}统计期限自至。\n{BODY}", "header")
    assert found.get("period_start") is None
    assert found.get("period_end") is None


def test_the_issuer_may_stand_below_the_title() -> None:
    found = values_in(f"政府信息公开工作年度报告\n（2012年度）\n临溪市教育局\n{LAW}\n{BODY}", "header")
    assert found["year"] == 2012
    assert found["issuer"] == "临溪市教育局"
