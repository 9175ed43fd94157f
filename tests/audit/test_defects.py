"""One planted defect of each kind in a composed report about which, without it, nothing is said."""

from __future__ import annotations

import pytest

from tests.audit.reports import NARRATIVE, TABLES, WIDE, findings

OF_NARRATIVE = [
    ("categories_and_total", "招生考试信息90条，占45%", "招生考试信息80条，占40%"),
    ("share", "占45%", "占54%"),
    ("staff_parts", "专职3人，兼职6人", "专职3人，兼职7人"),
    ("reviews_by_result", "维持2件，纠错1件", "维持3件，纠错1件"),
    ("text_and_annex", "收到政府信息公开申请25件，其中当面申请6件，网络申请15件", "收到政府信息公开申请52件，其中当面申请6件，网络申请42件"),
    ("text_and_annex", "行政复议数 件 3 4", "行政复议数 件 5 6"),
    ("text_and_annex", "历年累计主动公开政府信息1215条", "历年累计主动公开政府信息1251条"),
    ("annex_cumulative", "信函申请数 件 4 20", "信函申请数 件 4 2"),
    ("applications_by_method", "3.网上申请数 件 15 50", "3.网上申请数 件 12 50"),
    ("shares_sum", "招生考试信息90条，占45%", "招生考试信息80条，占40%"),
    ("channels_and_total", "网站公开 条 195 1190", "网站公开 条 185 1190"),
    ("signed_before_year_end", "2017年2月15日", "2016年12月15日"),
    ("period_of_another_year", "自2016年1月1日起至2016年12月31日止", "自2015年1月1日起至2015年12月31日止"),
    ("year_in_text", "特编制清河县教育局2016年度政府信息公开工作年度报告", "特编制清河县教育局2015年度政府信息公开工作年度报告"),
    ("plan_for_past_year", "2017年，我局将进一步", "2016年，我局将进一步"),
    ("declared_parts", "共四个部分", "共三个部分"),
    ("heading_lost", "三、复议、诉讼情况", "四、复议、诉讼情况"),
    ("heading_doubled", "三、复议、诉讼情况", "二、复议、诉讼情况"),
    ("heading_misnumbered", "四、存在的问题", "二、存在的问题"),
    ("heading_doubled", "（二）改进措施", "（一）改进措施"),
    ("item_lost", "二是内容不够全面", "三是内容不够全面"),
    ("foreign_self", "2016年，我局共收到", "2016年，我镇共收到"),
    ("year_of_sentence", "2016年，我局主动公开", "2015年，我局主动公开"),
    ("year_of_sentence", "历年累计主动公开政府信息1215条", "截至2015年底，历年累计主动公开政府信息1215条"),
    ("growth_of_both", "主动公开政府信息200条，", "主动公开政府信息200条，比上年增加40条，增长52%，"),
    ("growth_of_both", "主动公开政府信息200条，", "主动公开政府信息200条，比上年增加40条，减少25%，"),
    ("foreign_signature", "\n清河县教育局\n2017", "\n清河县林业局\n2017"),
    ("foreign_signature", "\n清河县教育局\n2017", "\n青石县教育局\n2017"),
    ("foreign_preamble", "\n根据《中华", "\n清河县林业局根据《中华"),
    ("foreign_contact", "请与清河县教育局办公室", "请与清河县林业局办公室"),
    ("foreign_subject", "2016年，我局共收到", "2016年，清河县林业局共收到"),
    ("placeholder", "如对本报告有疑问，请与清河县教育局办公室", "如对本报告有疑问，请与XX局办公室"),
    ("placeholder", "2017年2月15日", "2017年X月X日"),
    ("placeholder", "清河县人民路8号", "清河县××路××号"),
    ("placeholder", "0598-5332001", "XXXX-XXXXXXX"),
    ("placeholder", "与清河县教育局办公室联系", "与（单位名称）联系"),
    ("placeholder", "加强培训。", "加强培训，召开会议*次。"),
    ("placeholder", "加强培训。", "加强培训，召开会议__次。"),
    ("period_reversed", "自2016年1月1日起至2016年12月31日止", "自2016年12月31日起至2016年1月1日止"),
    ("placeholder", "2016年，我局共收到", "20XX年，我局共收到"),
    ("placeholder", "2016年，我局共收到", "****年，我局共收到"),
    ("placeholder", "请与清河县教育局办公室", "请与某某局办公室"),
    ("placeholder", "2016年，我局共收到", "2016年，○○局共收到"),
    ("figure_lost", "主动公开政府信息200条，其中：", "主动公开政府信息条，其中："),
    ("bracket", "电话：0598-5332001）。", "电话：0598-5332001。"),
    ("artefact", "清河县教育局\n2017", "[bookmark: _GoBack]清河县教育局\n2017"),
    ("channels_and_total_one", "主动公开政府信息200条，其中：", "主动公开政府信息200条，其中网站公开260条，微信公开20条。按类别分："),
    ("channels_and_total_one", "主动公开政府信息200条，其中：", "主动公开政府信息200条，其中微信公开20条，网站公开260条。按类别分："),
    ("channels_and_total_one", "网站公开 条 195 1190", "网站公开 条 395 1190"),
    ("annex_cumulative_parts", "3.网上申请数 件 15 50", "3.网上申请数 件 15 40"),
    ("annex_cumulative_parts", "总数 件 25 100", "总数 件 25 110"),
    ("heading_unnumbered", "四、存在的问题和改进措施", "存在的问题和改进措施"),
    ("annex_missing", NARRATIVE[NARRATIVE.index("指标名称") :], ""),
]  # fmt: skip
OF_TABLES = [
    ("requests_row", "一、本年新收政府信息公开申请数量 19 3 0", "一、本年新收政府信息公开申请数量 18 3 0"),
    ("requests_carried", "四、结转下年度继续办理 1 0 0 0 0 0 1", "四、结转下年度继续办理 3 0 0 0 0 0 3"),
    ("requests_results", "4.保护第三方合法权益 1 0 0 0 0 0 1", "4.保护第三方合法权益 2 0 0 0 0 0 2"),
    ("challenges_row", "2 1 0 0 3 0 0", "2 1 0 0 4 0 0"),
    ("documents_in_force", "行政规范性文件 3 1 9", "行政规范性文件 3 1 10"),
    ("text_and_table", "共收到政府信息公开申请22件", "共收到政府信息公开申请26件"),
    ("text_and_table_upheld", "2021年底现行", "信息公开类行政复议3件，诉讼0件，均获维持。2021年底现行"),
    ("text_and_table_carried", "上年结转2件", "上年结转5件"),
    ("period_of_another_year", "至2022年12月31日", "至2202年12月31日"),
    ("documents_in_force", "本年制发件数 本年废止件数 现行有效件数\n规章 0 0 0\n行政规范性文件 3 1 9", "本年新制作数量 本年新公开数量 对外公开总数量\n规章 0 0 0\n行政规范性文件 3 3 11"),
    ("text_and_table_told", "上年结转2件。", "上年结转2件，无法提供12件。"),
    ("text_and_table_told", "2021年底现行有效行政规范性文件7件。", "2021年底现行有效行政规范性文件7件。2022年制发行政规范性文件4件。"),
    ("text_and_table_told", "上年结转2件。", "上年结转2件，结转下年度继续办理3件。"),
    ("text_and_table", "全年共收到政府信息公开申请22件，上年结转2件。", "\n（二）依申请公开。全年新收政府信息公开申请22件，上年结转2件，共办理24件，其中予以公开12件，部分公开4件，不予公开3件，无法提供4件。"),
    ("negative_last_year", "行政规范性文件 3 1 9", "行政规范性文件 9 1 3"),
    ("negative_matters", "行政规范性文件 3 1 9\n", "行政规范性文件 3 1 9\n第二十条第（六）项\n信息内容 上一年项目数量 本年增/减 处理决定数量\n行政处罚 8 -9 2\n"),
    ("negative_carried_out", TABLES[TABLES.index("一、本年新收") : TABLES.index("四、政府信息")], TABLES[TABLES.index("一、本年新收") : TABLES.index(" 1 0 0 0 0 0 1\n四、政府信息")].replace("19 3 0 0 0 0 22", "9 3 0 0 0 0 12") + "\n"),
    ("signed_in_the_future", "2023年1月20日", "2032年1月20日"),
    ("no_such_day", "2023年1月20日", "2023年2月30日"),
    ("not_checked", "（一）予以公开 10 2 0", "（一）予以公开 10 � 0"),
    ("annex_missing", "上年结转2件。", "上年结转2件（详见附件1）。"),
    ("heading_unnumbered", "六、其他需要报告的事项", "其他需要报告的事项"),
    ("foreign_place", "2023年，我镇将继续改进", "2023年，黑山镇将继续改进"),
]  # fmt: skip
OF_WIDE = [
    ("information_produced", "作为依申请公开信息数300条", "作为依申请公开信息数200条"),
    ("cumulative_total", "历年累计主动公开政府信息21500条", "历年累计主动公开政府信息2150条"),
    ("cumulative_received", "历年累计受理申请310件", "历年累计受理申请31件"),
    ("growth", "增加800条，增长20%", "增加800条，增长25%"),
    ("growth", "增加800条，增长20%", "增加900条，增长20%"),
    ("units_and_total", "各乡镇公开1800条", "各乡镇公开1700条"),
    ("key_areas_and_total", "财政资金信息300条", "财政资金信息310条"),
    ("conferences_led", "新闻发布会5次", "新闻发布会15次"),
    ("interviews_led", "其中主要负责同志参加3次", "其中主要负责同志参加9次"),
    ("proposals_parts", "合计100件", "合计110件"),
    ("applications_closed", "延期办结2件", "延期办结3件"),
    ("answers_by_outcome", "同意公开58件", "同意公开85件"),
    ("refusals_by_reason", "涉及个人隐私4件", "涉及个人隐私8件"),
    ("lawsuits_by_result", "被提起行政诉讼5件，其中维持4件", "被提起行政诉讼5件，其中维持5件"),
    ("handled_and_received", "共办结80件，其中按时办结78件", "共办结90件，其中按时办结88件"),
    ("share", "同意公开58件；同意部分公开7件", "同意公开58件，占72.5%；同意部分公开7件，占8.8%；信息更正4件，占15%"),
    ("posted_before_year_end", "发布时间：2016-03-10", "发布时间：2015-03-10"),
    ("period_not_the_year", "统计期限为2015年1月1日至2015年12月31日", "统计期限为2015年3月1日至2015年12月31日"),
    ("period_not_the_year", "本报告统计期限为2015年1月1日至2015年12月31日", "统计数据截至2015年12月6日"),
    ("interpretations_by_kind", "政府网站在线访谈8次", "发布政策解读20篇，其中图文解读15篇，视频解读9篇；政府网站在线访谈8次"),
    ("heading_first_lost", "（一）公开数量。", ""),
    ("item_doubled", "3.宣传不够广泛", "2.宣传不够广泛"),
    ("item_misnumbered", "3.宣传不够广泛", "3.宣传不够广泛。2.队伍不够稳定"),
    ("cut_off", WIDE[WIDE.index("讼5件，其中") :], ""),
]  # fmt: skip
NAMELESS = NARRATIVE.replace("请与清河县教育局办公室联系（地址：清河县人民路8号；邮编：364100；电话：0598-5332001）", "来电咨询").replace("清河县教育局", "")  # fmt: skip
OF_WHOLE_TEXTS = [("issuer_missing", NARRATIVE, NAMELESS), ("several_reports", NARRATIVE, f"{NARRATIVE}\n{TABLES}")]
BLAMES_NOBODY = {"period_not_the_year", "not_checked"}
CASES = [
    *((NARRATIVE, *case) for case in OF_NARRATIVE),
    *((TABLES, *case) for case in OF_TABLES),
    *((WIDE, *case) for case in OF_WIDE),
    *((right, rule, right, wrong) for rule, right, wrong in OF_WHOLE_TEXTS),
]
"""Report, rule, what it prints, and what the defective one prints instead."""


@pytest.mark.parametrize("report", [NARRATIVE, TABLES, WIDE])
def test_a_report_without_defects_is_told_nothing(report: str) -> None:
    assert findings(report) == []


@pytest.mark.parametrize(("report", "rule", "right", "wrong"), CASES, ids=lambda value: str(value)[:24])
def test_a_planted_defect_is_found_and_blamed_on_the_report(report: str, rule: str, right: str, wrong: str) -> None:
    assert report.count(right) == 1
    planted = report.replace(right, wrong)
    found = [finding for finding in findings(planted) if finding.rule == rule]
    assert {finding.defect for finding in found} == {None if rule in BLAMES_NOBODY else "report"}
    assert all(finding.message and finding.message_zh for finding in found)
    assert all(span is None or planted[slice(*span)] for finding in found for span in finding.spans)


def test_the_one_cell_that_would_reconcile_everything_is_named() -> None:
    share = findings(NARRATIVE.replace("占45%", "占54%"))
    assert [(one.rule, one.repair and (one.repair.path, one.repair.value)) for one in share] == [
        ("share", ("/disclosure/by_category/2/percent", 45))
    ]
    cell = findings(TABLES.replace("申请数量 19 3 0", "申请数量 18 3 0"))
    assert {one.rule for one in cell} == {"requests_row", "requests_carried"}
    assert {one.repair.path if one.repair else "" for one in cell} == {"/requests/new/natural_person"}


def test_without_a_single_cell_nothing_is_named() -> None:
    found = findings(NARRATIVE.replace("专职3人，兼职6人", "专职3人，兼职7人"))
    assert [(one.rule, one.repair) for one in found] == [("staff_parts", None)]


def test_carried_over_cases_explain_a_difference_and_blame_nobody() -> None:
    (found,) = findings(TABLES.replace("共收到政府信息公开申请22件，", "共收到政府信息公开申请24件，其中"))
    assert (found.rule, found.defect, found.severity) == ("text_and_table", None, "note")
    assert "carried over" in found.message
    assert "上年结转" in (found.message_zh or "")


def test_another_scope_is_said_and_blames_nobody() -> None:
    own = NARRATIVE.replace(
        "因政府信息公开申请行政复议3件，其中维持2件，纠错1件",
        "本机关因政府信息公开申请行政复议3件，其中维持2件，纠错1件",
    )
    wide = own.replace("附件：清河县教育局2016年", "附件：清河县教育局全系统2016年").replace(
        "行政复议数 件 3 4", "行政复议数 件 5 6"
    )
    found = [one for one in findings(wide) if one.rule == "text_and_annex"]
    assert [one.defect for one in found] == [None]
    assert "scope" in found[0].message


def test_another_scope_of_what_is_received_is_that_of_all_applications() -> None:
    own = WIDE.replace("全县共收到政府信息公开申请80件", "县政府办公室本级共收到政府信息公开申请80件")
    annex = "\n附件：全县政府信息公开情况统计表\n指标名称 计量单位 统计数\n主动公开政府信息数 条 4800\n收到申请数 件 180\n申请答复数 件 175\n同意公开答复数 件 140\n不同意公开答复数 件 35\n"
    found = [one for one in findings(own + annex) if one.rule == "text_and_annex"]
    assert len(found) > 2
    assert {one.defect for one in found} == {None}


def test_an_annex_that_nobody_can_read_is_not_missing() -> None:
    announced = WIDE.replace("全县共收到政府信息公开申请80件", "全县共收到政府信息公开申请80件（见附表）")
    assert [one.rule for one in findings(announced)] == ["annex_missing"]
    table = "\n附：全县统计\nColumn1 Column2\n接待人数 人 391\n查阅人数 人 11\n来信 件 8\n"
    assert findings(announced + table) == []


def test_two_holes_of_one_template_are_one_finding() -> None:
    holed = NARRATIVE.replace("请与清河县教育局办公室", "请与××市××（委/办/局）办公室")
    assert [one.rule for one in findings(holed)] == ["placeholder"]


def test_a_bracket_may_be_opened_twice() -> None:
    assert [one.rule for one in findings(NARRATIVE.replace("（地址", "（（地址"))] == ["bracket"]


def test_a_tally_that_overlaps_the_others_is_no_part() -> None:
    overlapping = NARRATIVE.replace("人事财务信息40条，占20%。", "人事财务信息40条，占20%；全文电子化信息150条。")
    assert findings(overlapping) == []
    nested = NARRATIVE.replace("政策法规信息50条，占25%；", "政策法规信息50条（其中规范性文件信息12条），占25%；")
    assert [one.rule for one in findings(nested)] == []


def test_the_first_report_of_2008_begins_in_may() -> None:
    first = NARRATIVE.replace("自2016年1月1日", "自2016年5月1日").replace("2017年", "2009年").replace("2016", "2008")
    assert [one.rule for one in findings(first) if one.rule.startswith("period")] == []
