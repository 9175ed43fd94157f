"""Rules of `disclosure`: this year's total and the running one, documents that are no applications, and the lists."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.backends.rules.desk import cases, read, row

H = "二、主动公开政府信息情况"


def tally(name: str, count: int, percent: str = "") -> dict[str, Any]:
    return {"name": name, "count": count} | ({"percent": Decimal(percent)} if percent else {})


PHRASES = [
    row("total", H, "2014年我局共主动公开政府信息286条。", total=286),
    row("newly disclosed", H, "2014年新增主动公开政府信息57条。", total=57),
    row("more than", H, "全年主动公开政府信息755多条。", total=755),
    row("in wan", H, "全年主动公开政府信息1.2万余条。", total=12000),
    row("累计 of this year", H, "2014年累计主动公开政府信息340条。", total=340),
    row(
        "累计 since records began",
        H,
        "2014年主动公开政府信息340条，历年累计主动公开政府信息2915条。",
        total=340,
        cumulative_total=2915,
    ),
    row(
        "documents produced",
        H,
        "全年制作、获取政府信息总数420条，其中主动公开政府信息300条，作为依申请公开信息数80条，不予公开信息数40条。",
        information_produced=420,
        total=300,
        on_request_items=80,
        withheld_items=40,
    ),
    row(
        "categories with shares",
        H,
        "全年主动公开政府信息200条，其中机构职能类信息20条，占10%；工作动态类信息150条，占75%；财政信息30条，占15%。",
        total=200,
        by_category=[
            tally("机构职能类信息", 20, "10"),
            tally("工作动态类信息", 150, "75"),
            tally("财政信息", 30, "15"),
        ],
    ),
    row(
        "by body",
        H,
        "全年主动公开政府信息500条，其中县直各单位310条（62%），各乡镇190条（38%）。",
        total=500,
        by_unit=[tally("县直各单位", 310, "62"), tally("各乡镇", 190, "38")],
    ),
    row(
        "parts in brackets",
        H,
        "主动公开政府信息60条，其中机构职能类信息11条，业务动态类信息49条（含批复文件36条、业务信息11条、工作总结2条）。",
        total=60,
        by_category=[
            tally("机构职能类信息", 11),
            tally("业务动态类信息", 49),
            tally("批复文件", 36),
            tally("业务信息", 11),
            tally("工作总结", 2),
        ],
    ),
    row(
        "shares of the whole",
        H,
        "主动公开政府信息50条，其中机构职能类信息1条，占总体的2%；业务动态类信息49条，占总体的比例为98%。",
        total=50,
        by_category=[tally("机构职能类信息", 1, "2"), tally("业务动态类信息", 49, "98")],
    ),
    row("increase against last year", H, "2014年主动公开政府信息260条，比2013年新增35条。", total=260, increase=35),
]
OTHER = [
    row(
        "channels",
        H,
        "全年主动公开政府信息120条，其中通过政府网站公开90条，通过政务微博公开30条。",
        total=120,
        by_channel=[tally("政府网站", 90), tally("政务微博", 30)],
    ),
    row("chinese numeral", H, "全年共主动公开政府信息一百三十条。", total=130),
    row("spaces in the number", H, "全年共主动公开政府信息 1 306 条。", total=1306),
    row("full-width digits and comma", H, "全年共主动公开政府信息１，２８６条。", total=1286),
    row(
        "normative documents",
        H,
        "全年制发规范性文件6件，主动公开规范性文件5件。",
        normative_documents_issued=6,
        normative_documents=5,
    ),
    row("zero", H, "2014年我局主动公开政府信息0条。", total=0),
    row(
        "since the regulations came in",
        H,
        "自《条例》施行以来，我局累计主动公开政府信息4120条。",
        cumulative_total=4120,
    ),
    row(
        "key areas",
        H,
        "2014年主动公开政府信息345条。重点领域信息公开110条：财政资金40条，保障性住房30条，食品安全40条。",
        total=345,
        key_areas_total=110,
        key_areas=[tally("财政资金", 40), tally("保障性住房", 30), tally("食品安全", 40)],
    ),
    row("no noun behind the verb", H, "全年公开461条，完成任务的104%。", total=461),
    row(
        "of what was produced",
        H,
        "我局产生政府信息214条，属于主动公开的187条，属于不予公开的11条。",
        information_produced=214,
        total=187,
        withheld_items=11,
    ),
    row("net growth", H, "全年主动公开政府信息4286条，上年为3850条，净增436条。", total=4286, increase=436),
    row(
        "growth against the figure before",
        H,
        "主动公开政府信息187条，2011年主动公开数为152条，今年较之增加35条。",
        total=187,
        increase=35,
    ),
    row(
        "since the regulations",
        H,
        "主动公开政府信息246条。自2008年5月1日起累计主动公开政府信息702条。",
        total=246,
        cumulative_total=702,
    ),
    row(
        "all of the new rules are public",
        H,
        "新增规范性文件3件，已全部公开。",
        normative_documents=3,
        normative_documents_issued=3,
    ),
    row(
        "key areas by their names",
        H,
        "对重点工作的三个领域单独统计，共计公开：保障性住房61条，食品安全48条，征地拆迁29条。",
        key_areas=[
            {"name": "保障性住房", "count": 61},
            {"name": "食品安全", "count": 48},
            {"name": "征地拆迁", "count": 29},
        ],
    ),
    row(
        "a kind that is named like a channel",
        H,
        "公开内容为：机构职能类12条，广播影视类26条，文化活动类30条。",
        by_category=[
            {"name": "机构职能类", "count": 12},
            {"name": "广播影视类", "count": 26},
            {"name": "文化活动类", "count": 30},
        ],
    ),
    row(
        "channel with its address",
        H,
        "在江城科技网（www.jckj.gov.cn）公开的最多，有167条，在市政府网站公开的有36条。",
        by_channel=[{"name": "江城科技网", "count": 167}, {"name": "市政府网站", "count": 36}],
    ),
    row(
        "of the running total, this year",
        H,
        "截止2014年底，我局累计主动公开政府信息1462条，其中2014年公开387条。",
        total=387,
        cumulative_total=1462,
    ),
    row(
        "rules, but for one",
        H,
        "全年制发规范性文件14件，除1件因涉及内部管理外，其余13件全部向社会公开。",
        normative_documents=13,
        normative_documents_issued=14,
    ),
    row(
        "channels as a list, with a verb between",
        H,
        "主要有：1.县政府信息公开统一平台，全年发布信息105条；2.办证大厅的公开栏，公开信息12条。",
        by_channel=[{"name": "县政府信息公开统一平台", "count": 105}, {"name": "办证大厅的公开栏", "count": 12}],
    ),
    row(
        "mainly by one channel",
        H,
        "公开渠道以市政府网站子站为主，发布信息71条。",
        total=71,
        by_channel=[{"name": "市政府网站子站", "count": 71}],
    ),
    row(
        "kinds behind the total",
        H,
        "我委共主动公开213条：规划计划类18条；项目审批类87条；招标投标监管类24条。",
        total=213,
        by_category=[
            {"name": "规划计划类", "count": 18},
            {"name": "项目审批类", "count": 87},
            {"name": "招标投标监管类", "count": 24},
        ],
    ),
]
TRAPS = [
    row("an average", H, "全县64个部门平均公开政府信息340条。"),
    row("last year's", H, "2013年主动公开政府信息198条，2014年主动公开政府信息240条。", total=240),
    row("last year's in brackets", H, "2014年主动公开政府信息240条（上年198条）。", total=240),
    row("growth in per cent", H, "全年主动公开政府信息240条，同比增长21.2%。", total=240),
    row(
        "other body",
        H,
        "全县主动公开政府信息8600条，其中我局主动公开政府信息240条。",
        total=240,
    ),
    row("target", H, "2014年主动公开政府信息240条。2015年力争主动公开政府信息300条以上。", total=240),
    row("document number", H, "按照闽政〔2014〕53号文件，2014年主动公开政府信息240条。", total=240),
    row(
        "overlapping tally",
        H,
        "全年主动公开政府信息240条，全文电子化240条。其中工作动态200条，人事信息40条。",
        total=240,
        by_category=[tally("工作动态", 200), tally("人事信息", 40)],
    ),
    row("board issues are no items", H, "全年主动公开政府信息66条，更新政务公开栏12期。", total=66),
    row("accounts are no items", H, "全年主动公开政府信息66条，开通政务微博2个。", total=66),
    row("applications are no documents", "三、依申请公开情况", "2014年收到政府信息公开申请31条。"),
    row("fees and funding", "四、收费情况", "2014年未收取费用，投入信息公开经费3万元。"),
    row(
        "documents kept for request alone",
        H,
        "作为依申请公开信息数80条。",
        on_request_items=80,
    ),
    row("phone", H, "监督电话：0596-3321876。2014年主动公开政府信息61条。", total=61),
    row("lost count", H, "2014年主动公开政府信条，占100%。"),
    row("no figure at all", H, "我局及时、准确地主动公开各类政府信息。"),
    row(
        "from the first year to this",
        H,
        "从2008年至2014年共主动公开政府信息2010条，2014年主动公开政府信息220条。",
        total=220,
        cumulative_total=2010,
    ),
    row(
        "running total, then this year's",
        H,
        "截至2014年底，累计主动公开政府信息2600条，2014年新增310条。",
        total=310,
        cumulative_total=2600,
    ),
    row(
        "outcomes are no categories",
        "三、依申请公开情况",
        "共受理依申请公开10件，其中通过政府网站提交7件，现场提交3件；已答复10件，其中已主动公开2件，同意公开5件，部分公开1件，非政府信息2件。",
    ),
    row("messages answered", H, "回复网民留言52条，主动公开政府信息72条。", total=72),
    row("the villages' items", H, "全镇12个村公开村务信息340条，镇政府主动公开政府信息95条。", total=95),
    row("kinds of the catalogue", H, "目录中应主动公开的信息共25类，2014年主动公开信息72条。", total=72),
    row(
        "paper copies for the archive",
        H,
        "2014年向档案馆移交公开信息纸质文本46份，主动公开政府信息115条。",
        total=115,
    ),
    row(
        "running total in short",
        H,
        "2014年主动公开政府信息115条，历年累计1900条。",
        total=115,
        cumulative_total=1900,
    ),
    row("half years", H, "上半年公开信息60条，下半年公开信息55条，全年主动公开政府信息115条。", total=115),
    row("share of a target", H, "2014年主动公开政府信息115条，完成年度目标任务100条的115%。", total=115),
    row("rank and mark", H, "2014年主动公开政府信息115条，全市排名第3位，得分96分。", total=115),
    row(
        "documents in force",
        H,
        "2014年新制定规范性文件3件，废止规范性文件11件，现行有效规范性文件25件。",
        normative_documents_issued=3,
    ),
    row("since this year began", H, "今年以来，全局主动公开政府信息115条。", total=115),
    row("since the report's year began", H, "2014年以来主动公开政府信息115条。", total=115),
    row(
        "since records began, of which this year's",
        H,
        "截至2014年底，累计主动公开政府信息1900条，其中2014年新增115条。",
        total=115,
        cumulative_total=1900,
    ),
    row("county and own", H, "全市主动公开8600条，本局公开240条。", total=240),
    row("kinds, then items", H, "全年主动公开政府信息共12类356条。", total=356),
    row(
        "each of several is no total",
        H,
        "公开财政预决算信息4条，公开人事任免信息2条。",
    ),
    row("sent to others", H, "全年向县政府信息公开网报送信息120条，被采用96条；向市局报送信息50条。"),
    row(
        "new, and the running total",
        H,
        "2014年新增主动公开信息356条，累计达到3560条。",
        total=356,
        cumulative_total=3560,
    ),
    row("本机关 is no part of itself", H, "2014年，本机关主动公开信息356条，全部为网上公开。", total=356),
    row(
        "running total, of which this year's new",
        H,
        "截止到12月31日，我局累计公开信息1356条，其中今年新公开信息356条。",
        total=356,
        cumulative_total=1356,
    ),
    row(
        "increase, then what it came to", H, "2014年，主动公开信息数比上年增加56条，达到356条。", total=356, increase=56
    ),
    row("three kinds, in all", H, "2014年度，主动公开政府信息三大类，共356条。", total=356),
    row(
        "on request, of what was made",
        H,
        "2014年共制作政府信息402条，其中主动公开356条，依申请公开40条，不予公开6条。",
        total=356,
        information_produced=402,
        on_request_items=40,
        withheld_items=6,
    ),
    row("a township's year so far", H, "今年我乡共主动公开信息74条，比去年多12条。", total=74, increase=12),
    row(
        "items called as their headings say",
        "（二）重点领域信息公开情况",
        "1.食品药品安全信息。公开监督抽检、案件查处信息2158条。\n2.保障性住房信息。公开建设计划、分配结果、退出情况等信息642条。",
        key_areas=[{"name": "食品药品安全信息", "count": 2158}, {"name": "保障性住房信息", "count": 642}],
    ),
    row("replies to proposals are no channel", H, "除涉密的外，在门户网站公开答复文421件。"),
]


@pytest.mark.parametrize(("heading", "text", "values"), cases(PHRASES_md=PHRASES, other_wordings=OTHER, traps=TRAPS))
def test_disclosure_states_what_the_sentences_state(heading: str, text: str, values: dict[str, Any]) -> None:
    found = read(heading, text, "disclosure")
    found.pop("channels", None)  # readers differ on what counts as naming a channel
    assert found == values
