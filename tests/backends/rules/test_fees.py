"""Rules of `fees`: money charged and waived in 万元; where the report states no fee there is none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.backends.rules.desk import cases, read, row

H = "四、政府信息公开收费及减免情况"

PHRASES = [
    row("no charging", H, "2014年，我局依申请公开政府信息没有收费。", charged_wan_yuan=0),
    row("nothing taken", H, "全年未收取任何费用。", charged_wan_yuan=0),
    row("free of charge", H, "2014年我局向申请人免费提供政府信息。", charged_wan_yuan=0),
    row("heading and 无", H, "无。", charged_wan_yuan=0, waived_wan_yuan=0),
    row(
        "one sentence, both zeros", H, "2014年未发生政府信息公开收费及减免情况。", charged_wan_yuan=0, waived_wan_yuan=0
    ),
    row(
        "waived yuan",
        H,
        "全年共减免费用380元。",
        waived_wan_yuan=Decimal("0.038"),
    ),
    row("processing fee", H, "全年收取信息处理费1250元。", charged_wan_yuan=Decimal("0.125")),
    row(
        "payers after the sum",
        H,
        "全年共收取检索、复制费200元，其中个人120元，企业80元。",
        charged_wan_yuan=Decimal("0.02"),
    ),
]
OTHER = [
    row("neither nor", H, "2014年我局既没有收费，也没有减免费用。", charged_wan_yuan=0, waived_wan_yuan=0),
    row("zero yuan", H, "依申请公开收费0元，减免0元。", charged_wan_yuan=0, waived_wan_yuan=0),
    row("wan yuan", H, "2014年依申请公开政府信息收取费用0.36万元。", charged_wan_yuan=Decimal("0.36")),
    row("chinese numeral", H, "全年向申请人收取复制费四十五元。", charged_wan_yuan=Decimal("0.0045")),
    row(
        "charged and waived",
        H,
        "全年收取检索费、邮寄费合计960元，对低保人员减免40元。",
        charged_wan_yuan=Decimal("0.096"),
        waived_wan_yuan=Decimal("0.004"),
    ),
    row("under the applications", "三、依申请公开情况", "收到申请2件，均已答复，未收取费用。", charged_wan_yuan=0),
    row("no matter of charging", H, "2014年度我局不存在依申请公开收费问题。", charged_wan_yuan=0),
    row("never from applicants", H, "我局从未向申请人收取过费用。", charged_wan_yuan=0),
    row("no fee, in general", H, "我局依申请公开不收费。", charged_wan_yuan=0),
    row("none of both, named one by one", H, "2014年度无收费、减免费用情况。", charged_wan_yuan=0, waived_wan_yuan=0),
    row(
        "costs denied, waiver denied",
        H,
        "全年未收取检索、复制、邮寄等成本费用；无减免。",
        charged_wan_yuan=0,
        waived_wan_yuan=0,
    ),
    row("sum with its noun", H, "2014年度收费总额为0.05万元。", charged_wan_yuan=Decimal("0.05")),
]
TRAPS = [
    row("waived none, charged less", H, "没有减免费用，收取费用较上年减少50元。", waived_wan_yuan=0),
    row(
        "funding is no fee",
        H,
        "安排政府信息公开经费6.5万元，没有收费。",
        charged_wan_yuan=0,
    ),
    row("funding alone", "一、组织领导", "县财政安排政府信息公开专项经费6.5万元。"),
    row(
        "fee scale",
        H,
        "复制费标准为每页0.2元，2014年未收取费用。",
        charged_wan_yuan=0,
    ),
    row(
        "last year's",
        H,
        "2013年收取费用300元，2014年未收取费用。",
        charged_wan_yuan=0,
    ),
    row("list of fees", "二、主动公开情况", "公开行政事业性收费项目12项，收费标准35条。"),
    row("no illegal charging", "二、主动公开情况", "经检查，全县没有发现违规收费行为。"),
    row("water fees", "二、主动公开情况", "全年征收水资源费320万元，征收情况已在网站公开。"),
    row(
        "leaflets free of charge",
        "一、概述",
        "宣传日现场免费发放宣传资料2000份。",
    ),
    row("free reading room", "一、概述", "档案馆免费开放政府信息查阅室。"),
    row("applications denied, not fees", "三、依申请公开情况", "2014年未收到政府信息公开申请。"),
    row("plan", H, "2014年没有收费。2015年拟安排减免资金5万元。", charged_wan_yuan=0),
    row("taxes waived", "二、主动公开情况", "公开了减免企业税费860万元的政策落实情况。"),
    row(
        "waiver denied, then money",
        H,
        "2014年未对符合减免条件的申请人减免费用，共收取费用260元。",
        charged_wan_yuan=Decimal("0.026"),
        waived_wan_yuan=0,
    ),
    row(
        "fee scale and a zero in another sentence",
        H,
        "收费标准为每页0.2元。2014年未收取费用。",
        charged_wan_yuan=0,
    ),
    row("fee scale alone", H, "我局严格执行省物价局、财政厅规定的收费标准，复印A4纸每张0.3元。"),
    row("share of last year", H, "政府信息公开收费3200元，同比下降12%。", charged_wan_yuan=Decimal("0.32")),
    row(
        "charged, none waived",
        H,
        "向申请人收取邮寄费12元，未有减免情况。",
        charged_wan_yuan=Decimal("0.0012"),
        waived_wan_yuan=0,
    ),
    row("last year's money handed in", H, "上年收取的费用500元已上缴国库。"),
    row(
        "a scale with several prices",
        H,
        "按照规定，检索费每条2元，复印费每页0.3元。2014年共收取检索费、复制费、邮寄费等126元。",
        charged_wan_yuan=Decimal("0.0126"),
    ),
    row("last year's, then none in short", H, "2013年收取费用300元，2014年未收取。", charged_wan_yuan=0),
    row(
        "notices, sum and what was collected, all none",
        H,
        "2014年发出收费通知的件数和总金额以及实际收取的总金额均为0。",
        charged_wan_yuan=0,
    ),
    row(
        "notices and what was collected",
        "八、其他需要报告的事项",
        "2014年，共发出收费通知2件，金额合计340元，实际收取200元。",
        charged_wan_yuan=Decimal("0.02"),
    ),
    row("no notice", "八、其他需要报告的事项", "2014年我局未发出收费通知。", charged_wan_yuan=0),
    row("a bare 0", "八、其他需要报告的事项", "本年度信息处理费收取情况为0。", charged_wan_yuan=0),
    row("none, below a heading", "（一）本年度信息处理费收取情况", "无。", charged_wan_yuan=0),
]


@pytest.mark.parametrize(("heading", "text", "values"), cases(PHRASES_md=PHRASES, other_wordings=OTHER, traps=TRAPS))
def test_fees_states_what_the_sentences_state(heading: str, text: str, values: dict[str, Any]) -> None:
    assert read(heading, text, "fees") == values
