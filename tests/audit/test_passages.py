"""How real reports speak, right and wrong: passages put into reports without defects, and all that is said of them."""

from __future__ import annotations

import pytest

from tests.audit.reports import NARRATIVE, TABLES, WIDE, findings

KINDS = "机构概况信息20条，占10%；政策法规信息50条，占25%；招生考试信息90条，占45%；人事财务信息40条，占20%。"
RIGHT = [
    ("nested list", NARRATIVE, "机构概况信息20条，占10%；政策法规信息50条，占25%；", "机构概况信息20条（占10%），政策法规信息50条（占25%，其中法规性文件30条、解读20条），"),
    ("units and sub-units", WIDE, "县直各单位公开3000条，各乡镇公开1800条", "县直各单位公开3000条（其中教育局800条、卫健局700条），各乡镇公开1800条"),
    ("shares with a decimal", NARRATIVE, "机构概况信息20条，占10%；政策法规信息50条，占25%；招生考试信息90条，占45%；人事财务信息40条，占20%", "机构概况信息20条，占10.0%；政策法规信息50条，占25.0%；招生考试信息90条，占45.0%；人事财务信息40条，占20%"),
    ("approx", NARRATIVE, "主动公开政府信息200条，其中", "主动公开政府信息200余条，其中"),
    ("carried", WIDE, "共收到政府信息公开申请80件，", "共收到政府信息公开申请78件（另有上年结转2件），"),
    ("withdrawn", WIDE, "共答复80件，其中：同意公开58件", "共答复80件，其中：同意公开57件；申请人撤回1件"),
    ("xx as letters", NARRATIVE, "加强培训。", "加强培训，推广XX学习平台和“X+1”模式。"),
    ("next plan", NARRATIVE, "2017年，我局将进一步健全制度", "2017年，我局将按照2016年县政府文件要求，进一步健全制度"),
    ("other place legit", TABLES, "我镇信息公开还不够及时。", "我镇信息公开还不够及时，个别村、社区公开栏更新慢，与清水镇等先进乡镇相比还有差距。"),
    ("we of parent", NARRATIVE, "加强培训。", "加强培训。按照市委、市政府和我县统一部署推进。"),
    ("list in items (1)", NARRATIVE, "一是公开不够及时；二是内容不够全面；三是宣传不够广泛。", "（1）公开不够及时；（2）内容不够全面；（3）宣传不够广泛。"),
    ("restart numbering", NARRATIVE, "（二）改进措施。", "（二）改进措施：1.加强领导。2.健全制度。"),
    ("conditional parts", NARRATIVE, "本报告共四个部分", "本报告由四部分组成"),
    ("annex counted", NARRATIVE, "共四个部分", "共五个部分"),
    ("own vs all", WIDE, "全县共收到政府信息公开申请80件", "2015年，县政府办公室收到申请15件；全县共收到政府信息公开申请80件"),
    ("training numbers", NARRATIVE, "加强培训。", "加强培训，全年举办培训班3期、培训150人次，比上年增加1期、50人次。"),
    ("site visits", NARRATIVE, "加强培训。", "加强培训，网站访问量同比增长35%。"),
    ("zero refused", WIDE, "信息不存在6件", "信息不存在6件；未出现涉及国家安全的情形"),
    ("hotline big", NARRATIVE, "共收到政府信息公开申请25件", "12345热线受理群众诉求3200件，共收到政府信息公开申请25件"),
    ("review other year", NARRATIVE, "未发生行政诉讼", "未发生行政诉讼（2015年发生2件，其中维持1件，纠错1件）"),
    ("percent of target", NARRATIVE, "加强培训。", "加强培训。全年信息报送完成率达到120%，按时办结率100%，满意率99.5%。"),
    ("period end early ok", NARRATIVE, "统计期限自2016年1月1日起至2016年12月31日止", "统计期限为2016年度"),
    ("posting later", NARRATIVE, "清河县教育局2016年政府信息公开工作年度报告\n\n", "清河县教育局2016年政府信息公开工作年度报告\n发布日期：2017-03-01 来源：教育局\n\n"),
    ("signed 31 Dec", NARRATIVE, "2017年2月15日", "2016年12月31日"),
    ("chinese numerals", NARRATIVE, "当面申请6件，网络申请15件，信函申请4件", "当面申请六件，网络申请十五件，信函申请四件"),
    ("growth of other", NARRATIVE, "历年累计主动公开政府信息1215条", "历年累计主动公开政府信息1215条，较2015年底的1015条增加200条"),
    ("docs in force narrative", TABLES, "2021年底现行有效行政规范性文件7件。", "2021年底现行有效行政规范性文件7件，2022年新制定3件、废止1件，现有9件。"),
    ("table text same", TABLES, "全年共收到政府信息公开申请22件，上年结转2件", "全年新收政府信息公开申请22件（自然人19件、商业企业3件），上年结转2件，共办理24件，其中办结23件，结转下年1件"),
    ("granted joint", TABLES, "上年结转2件。", "上年结转2件。予以公开12件，部分公开4件，占办结总数的17.4%。"),
    ("disputes table", TABLES, "上年结转2件。", "上年结转2件。发生行政复议3件（维持2件、纠正1件），无行政诉讼。"),
    ("trend three years", NARRATIVE, "历年累计主动公开政府信息1215条", "近三年分别公开180条、190条、200条，历年累计主动公开政府信息1215条"),
    ("growth with 倍", NARRATIVE, "加强培训。", "加强培训。微信公众号关注人数达3000人，是上年1500人的2倍，增长100%。"),
    ("growth of other thing same sentence", NARRATIVE, "共收到政府信息公开申请25件，", "共收到政府信息公开申请25件，较上年（18件）有所增加，其中网上申请增加5件，"),
    ("decline count", NARRATIVE, "共收到政府信息公开申请25件，", "共收到政府信息公开申请25件，较上年的31件下降19.4%，"),
    ("growth points of share", NARRATIVE, "加强培训。", "加强培训。网上办理率96.5%，比上年的92.3%提高4.2个百分点。"),
    ("plus money", NARRATIVE, "加强培训。", "加强培训，投入经费12.5万元，比上年的10万元增加2.5万元，增长25%。"),
    ("money growth wrong share ok", NARRATIVE, "加强培训。", "加强培训，投入经费12万元，比上年增加20%。"),
    ("from-to", NARRATIVE, "加强培训。", "加强培训，公开栏由去年的12个增加到15个，增加3个。"),
    ("last year two", NARRATIVE, "加强培训。", "加强培训。2015年解读政策20篇，2016年解读政策24篇，同比增长20%。"),
    ("share with other base", WIDE, "信息不存在6件。", "信息不存在6件。涉及征地拆迁类申请32件，占申请总量的40%；涉及农业类申请8件，占申请总量的10%。"),
    ("share of sub", WIDE, "信息不存在6件。", "信息不存在6件。其中涉及自然资源领域的40件，占申请总数的50%，涉及住建领域的20件，占25%。"),
    ("share nested", WIDE, "信息不存在6件。", "信息不存在6件。自然人申请60件，占75%，其中网上申请30件，占自然人申请的50%；法人申请20件，占25%。"),
    ("percent of pages", NARRATIVE, "加强培训。", "加强培训。发布图解信息15条，占解读材料的三分之一以上；发布视频信息5条，占比10%左右。"),
    ("approx share", NARRATIVE, "加强培训。", "加强培训。全年发布动态信息120条，占60%以上，其他80条。"),
    ("share two wholes", NARRATIVE, "加强培训。", "加强培训。培训120人次，其中领导干部30人次，占25%，业务骨干90人次，占75%。"),
    ("carried other year", TABLES, "上年结转2件", "上年结转2件，无跨两年结转案件"),
    ("carried next", TABLES, "上年结转2件。", "上年结转2件，结转下年度1件。"),
    ("carried company", TABLES, "上年结转2件。", "上年结转2件，其中自然人2件。"),
    ("no table lawsuits", TABLES, "上年结转2件。", "上年结转2件。行政诉讼0件。"),
    ("all upheld true", TABLES, "上年结转2件。", "上年结转2件。行政复议3件，维持2件，纠正1件，均已整改到位。"),
    ("in force restated", TABLES, "2021年底现行有效行政规范性文件7件。", "截至2021年底现行有效行政规范性文件7件，全年废止1件。"),
    ("range", NARRATIVE, "加强培训。", "加强培训，每季度开展1至2次，覆盖20—30人。"),
    ("year in law", NARRATIVE, "加强培训。", "加强培训，落实2019年修订的条例和国办发〔2016〕80号文件。"),
    ("quoted title of last year", NARRATIVE, "加强培训。", "加强培训。2015年报告已于2016年3月公开。"),
    ("see annex present", NARRATIVE, "网络申请15件，信函申请4件。", "网络申请15件，信函申请4件（详见附件）。"),
    ("numbers with spaces", NARRATIVE, "政府信息200条", "政府信息 2 0 0 条"),
    ("item 首先", NARRATIVE, "一是公开不够及时；二是内容不够全面；三是宣传不够广泛。", "一要加快更新，二要丰富内容，三要加大宣传。"),
    ("two lists", NARRATIVE, "（一）存在的问题。一是公开不够及时；二是内容不够全面；三是宣传不够广泛。\n（二）改进措施。", "（一）存在的问题。一是公开不够及时；二是内容不够全面。\n（二）改进措施。一是加强领导；二是加强培训；三是加强考核。"),
    ("place compound", TABLES, "我镇信息公开还不够及时。", "我镇信息公开还不够及时，部分村镇、乡镇干部认识不足，集镇公示栏陈旧。"),
    ("street in text", TABLES, "我镇信息公开还不够及时。", "我镇信息公开还不够及时，主街道公示栏、沿街商户宣传不足。"),
    ("bureau speak", TABLES, "我镇信息公开还不够及时。", "我镇信息公开还不够及时，区分局、我镇各站办所协同不够。"),
    ("bracket in contact", NARRATIVE, "（地址：清河县人民路8号；邮编：364100；电话：0598-5332001）", "（地址：清河县人民路8号（县政府大院内）；邮编：364100；电话：0598-5332001）"),
    ("kinds and so on", NARRATIVE, KINDS, "招生考试信息90条、政策法规信息50条等。"),
    ("kinds mainly", NARRATIVE, f"其中：{KINDS}", "主要包括招生考试信息90条、政策法规信息50条、人事财务信息20条。"),
    ("kinds most and next", NARRATIVE, KINDS, "招生考试信息最多，为90条，其次是政策法规信息50条。"),
    ("kinds and some others", NARRATIVE, KINDS, "招生考试信息90条，政策法规信息50条，其他类若干条。"),
    ("the three largest with shares", NARRATIVE, KINDS, "招生考试信息100条，占50%；政策法规信息60条，占30%；人事财务信息30条，占15%。"),
    ("two of the areas", WIDE, "财政资金信息300条，公共资源配置信息200条，社会公益事业建设信息400条", "财政资金信息300条，公共资源配置信息400条"),
    ("areas and so on", WIDE, "财政资金信息300条，公共资源配置信息200条，社会公益事业建设信息400条", "财政资金信息300条，公共资源配置信息200条，社会公益事业建设信息300条等"),
    ("remainder of methods", WIDE, "共收到政府信息公开申请80件，", "共收到政府信息公开申请80件，其中网络申请50件，信函申请20件，其余为当面申请，"),
    ("staff and one from outside", NARRATIVE, "专职3人，兼职6人", "专职3人，兼职5人，外聘1人"),
    ("case of last year closed", WIDE, "被提起行政诉讼5件，其中维持4件，纠错1件", "被提起行政诉讼5件（另审结上年1件），其中维持5件，纠错1件"),
    ("channels of one thing", WIDE, "按单位分，", "通过政府网站公开4700条，微信转发200条。按单位分，"),
    ("growth of a part", NARRATIVE, "历年累计主动公开政府信息1215条", "比上年增加60条，其中微信80条比上年40条增长100%。历年累计主动公开政府信息1215条"),
    ("growth over two years", WIDE, "比上年的4000条增加800条，增长20%", "较2013年的2400条增长100%，较2014年的4000条增长20%"),
    ("将 as 把", NARRATIVE, "（二）改进措施。", "（二）改进措施。2016年，我局将上年整改事项全部落实到位。"),
    ("annex as a file", NARRATIVE, NARRATIVE[NARRATIVE.index("政府信息公开情况统计表") :], "政府信息公开情况统计表.xls\n"),
    ("all closed, of which on time", WIDE, "共办结80件，其中按时办结78件，延期办结2件", "已全部办结，其中法定期限内办结78件，经同意延期2件"),
    ("parts as many as headings", TABLES, "，现公布白石镇", "，本报告由总体情况等六部分组成。现公布白石镇"),
    ("another body as a partner", NARRATIVE, "2016年，我局共收到", "2016年，配合清河县林业局开展检查，我局共收到"),
    ("the body above", NARRATIVE, "2016年，我局共收到", "2016年，清河县人民政府高度重视，我局共收到"),
    ("another office to ask", NARRATIVE, "请与清河县教育局办公室", "请与清河县政务服务管理办公室"),
    ("quoted words", WIDE, "2.内容不够全面。", "2.内容不够全面，有的部门以“我局无此信息”为由答复。"),
]  # fmt: skip
"""What is said, report, words of it, words put instead."""
RIGHT += [
    ("plan of a thing that is done", NARRATIVE, "三是宣传不够广泛。", "三是宣传不够广泛。2016年将持续完善的制度继续执行。"),
    ("plan of a thing that is not done", NARRATIVE, "三是宣传不够广泛。", "三是宣传不够广泛。2016年将全面推行的目录管理尚未到位。"),
    ("kinds of interpretation", WIDE, "政府网站在线访谈8次", "发布政策解读20篇，其中图文解读11篇，视频解读9篇；政府网站在线访谈8次"),
    ("some kinds of interpretation", WIDE, "政府网站在线访谈8次", "发布政策解读20篇，其中图文解读5篇，视频解读9篇；政府网站在线访谈8次"),
    ("one piece of two kinds", WIDE, "政府网站在线访谈8次", "发布政策解读20篇，其中图文解读15篇，视频解读9篇，部分同时以两种形式发布；政府网站在线访谈8次"),
    ("attachment that stands", TABLES, "白石镇人民政府\n2023年1月20日\n", "白石镇人民政府\n2023年1月20日\n附件1：主动公开目录（详见附件1）\n"),
    ("attachment as a file", TABLES, "2023年1月20日\n", "2023年1月20日\n相关附件1 目录.xlsx（详见附件1）\n"),
    ("headings below the last one", NARRATIVE, "（一）存在的问题。", "存在的问题\n（一）主要问题。"),
    ("words of a heading in a sentence", NARRATIVE, "（一）存在的问题。", "（一）存在的问题。下一步工作安排如下。"),
    ("cumulative from another year on", NARRATIVE, "2.传真申请数 件 0 0\n3.网上申请数 件 15 50", "3.网上申请数 件 15 50"),
    ("one thing on several channels", NARRATIVE, "主动公开政府信息200条，其中：", "主动公开政府信息200条，通过网站公开195条，微信转发20条。按类别分："),
    ("pieces behind kinds of another unit", NARRATIVE, "主动公开政府信息200条，其中：", "主动公开政府信息200条，其中规范性文件3件，网站发布信息3000条。按类别分："),
    ("published licences", TABLES, "2021年底现行", "公开行政许可决定120件。2021年底现行"),
]  # fmt: skip
WRONG = [
    ("parts too many", NARRATIVE, "政策法规信息50条，占25%", "政策法规信息60条，占30%", "categories_and_total"),
    ("method sum", WIDE, "共收到政府信息公开申请80件，", "共收到政府信息公开申请80件，其中当面申请10件，网上申请60件，信函申请20件，", "applications_by_method"),
    ("transposed between text and annex", NARRATIVE, "行政复议3件，其中维持2件，纠错1件", "行政复议4件，其中维持3件，纠错1件", "text_and_annex"),
    ("share decimal", NARRATIVE, "占45%", "占4.5%", "share"),
    ("growth wrong", NARRATIVE, "历年累计主动公开政府信息1215条", "比上年的160条增长20%，历年累计主动公开政府信息1215条", "growth"),
    ("reviews over", WIDE, "行政复议6件，其中维持4件，纠错2件", "行政复议6件，其中维持4件，纠错3件", "reviews_by_result"),
    ("placeholder years", NARRATIVE, "如对本报告有疑问，请与清河县教育局办公室联系", "如对本报告有疑问，请与____联系", "placeholder"),
    ("count lost", NARRATIVE, "共收到政府信息公开申请25件，其中", "共收到政府信息公开申请件，其中", "figure_lost"),
    ("heading jump", WIDE, "五、存在的问题和改进措施", "六、存在的问题和改进措施", "heading_lost"),
    ("parts declared", NARRATIVE, "共四个部分", "共六个部分", "declared_parts"),
    ("foreign self", WIDE, "2016年，我县将进一步", "2016年，我局将进一步", "foreign_self"),
    ("foreign place", TABLES, "我镇信息公开还不够及时。", "白石镇信息公开还不够及时，黑水镇应进一步加强。", "foreign_place"),
    ("year of preamble", WIDE, "特编制青石县人民政府2015年", "特编制青石县人民政府2014年", "year_in_text"),
    ("table vs text complaint", TABLES, "上年结转2件。", "上年结转2件。发生行政复议4件，其中维持3件，纠正1件。", "text_and_table"),
    ("upheld all", TABLES, "上年结转2件。", "上年结转2件。信息公开类行政复议3件，行政诉讼0件，均获维持。", "text_and_table_upheld"),
    ("row of result", TABLES, "4.保护第三方合法权益 1 0", "4.保护第三方合法权益 0 1", "requests_results"),
    ("carry", TABLES, "四、结转下年度继续办理 1 0 0 0 0 0 1", "四、结转下年度继续办理 2 0 0 0 0 0 2", "requests_carried"),
    ("handled more", WIDE, "共办结80件，其中按时办结78件，延期办结2件", "共办结85件，其中按时办结83件，延期办结2件", "handled_and_received"),
    ("led more", WIDE, "其中主要负责同志参加3次", "其中主要负责同志参加13次", "interviews_led"),
    ("items doubled", NARRATIVE, "三是宣传不够广泛", "二是宣传不够广泛", "item_doubled"),
    ("units", WIDE, "县直各单位公开3000条，各乡镇公开1800条", "县直各单位公开3000条，各乡镇公开1900条", "units_and_total"),
    ("proposals", WIDE, "合计100件", "合计101件", "proposals_parts"),
    ("growth to", NARRATIVE, "加强培训。", "加强培训，公开栏由去年的12个增加到15个，增加5个。", "growth"),
    ("money growth", NARRATIVE, "加强培训。", "加强培训，投入经费12.5万元，比上年的10万元增加2.5万元，增长52%。", "growth"),
    ("decline wrong", NARRATIVE, "共收到政府信息公开申请25件，", "共收到政府信息公开申请25件，较上年的31件下降29.4%，", "growth"),
    ("years named", NARRATIVE, "加强培训。", "加强培训。2015年解读政策20篇，2016年解读政策24篇，同比增长40%。", "growth"),
    ("share of total", WIDE, "信息不存在6件。", "信息不存在6件。涉及征地拆迁类申请32件，占申请总量的40%；涉及农业类申请8件，占申请总量的10%；涉及教育类申请16件，占申请总量的2%。", "share"),
    ("training share", NARRATIVE, "加强培训。", "加强培训。培训120人次，其中领导干部30人次，占52%。", "share"),
    ("carried wrong", TABLES, "上年结转2件", "上年度结转申请12件", "text_and_table_carried"),
    ("bracket open", NARRATIVE, "（地址：清河县人民路8号；邮编：364100；电话：0598-5332001）", "（地址：清河县人民路8号（县政府大院内；邮编：364100；电话：0598-5332001）", "bracket"),
    ("some kinds above the total", NARRATIVE, KINDS, "招生考试信息90条、政策法规信息150条等。", "categories_and_total"),
    ("new above the text", TABLES, "申请22件，上年结转2件", "申请21件，上年结转2件，结转下年度1件", "text_and_table"),
    ("parts and rows of a table", TABLES, "，现公布白石镇", "，本报告共七个部分。现公布白石镇", "declared_parts"),
    ("heading lost behind a table", TABLES, "五、存在的主要问题及改进情况", "存在的主要问题及改进情况", "heading_lost"),
    ("heading lost between tables", TABLES, "三、收到和处理政府信息公开申请情况\n", "", "heading_lost"),
    ("first heading lost", TABLES, "一、总体情况\n", "", "heading_first_lost"),
    ("carried out is not carried in", TABLES, "申请22件，上年结转2件", "申请23件，上年结转2件，结转下年度1件", "text_and_table"),
    ("plan to take hold", NARRATIVE, "2017年，我局将进一步健全制度", "2016年，我局将把信息公开纳入考核", "plan_for_past_year"),
]  # fmt: skip
"""The same with the rule that finds it."""


@pytest.mark.parametrize(("report", "words", "passage"), [row[1:] for row in RIGHT], ids=[row[0] for row in RIGHT])
def test_a_passage_without_a_defect_is_not_blamed(report: str, words: str, passage: str) -> None:
    assert report.count(words) == 1
    assert [one.rule for one in findings(report.replace(words, passage)) if one.defect] == []


@pytest.mark.parametrize(
    ("report", "words", "passage", "rule"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_a_defective_passage_is_found_and_nothing_else_blamed(report: str, words: str, passage: str, rule: str) -> None:
    assert report.count(words) == 1
    blamed = {one.rule for one in findings(report.replace(words, passage)) if one.defect}
    assert rule in blamed
    # Wrong parts of which each has its share make the shares wrong too.
    assert blamed - {rule} <= {"shares_sum"}


CHARGED = "未发生行政诉讼。2016年收取依申请公开费用500元。"
ROW = "行政诉讼数 件 0 0\n依申请公开信息收取的费用 {} 900\n"


@pytest.mark.parametrize(
    ("row", "said"), [("元 500", []), ("万元 0.05", []), ("元 600", ["正文印作0.05万元，附表为600元"])]
)
def test_money_is_compared_in_its_units(row: str, said: list[str]) -> None:
    charged = NARRATIVE.replace("未发生行政诉讼。", CHARGED).replace("行政诉讼数 件 0 0\n", ROW.format(row))
    assert [
        (one.message_zh or "").partition("：")[2] for one in findings(charged) if one.rule == "text_and_annex"
    ] == said


OF_ARTICLE_20 = """第二十条第（五）项
信息内容 本年处理决定数量
行政许可 18
第二十条第（六）项
信息内容 本年处理决定数量
行政处罚 6
行政强制 1
第二十条第（八）项
信息内容 本年收费金额（单位：万元）
行政事业性收费 2.52
"""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("全年作出行政许可决定18件，行政处罚决定6件，收取行政事业性收费2.52万元。", []),
        ("收取行政事业性收费3万元。", []),
        ("免收行政事业性收费30万元。", []),
        ("收取行政事业性收费3.5万元。", ["行政事业性收费：正文印作3.5万元，表中为2.52万元"]),
        ("收取行政事业性收费2.5万元。", []),
        ("全年公开行政许可决定20件。2021年收取行政事业性收费3万元。", []),
        ("全年作出行政许可决定20件。", ["行政许可处理决定：正文印作20件，表中为18件"]),
        ("全年作出行政处罚5件。", ["行政处罚处理决定：正文印作5件，表中为6件"]),
        ("全年实施行政强制3件。", ["行政强制处理决定：正文印作3件，表中为1件"]),
        ("收取行政事业性收费25万元。", ["行政事业性收费：正文印作25万元，表中为2.52万元"]),
    ],
)
def test_decisions_and_fees_of_the_narrative_are_those_of_article_20(words: str, said: list[str]) -> None:
    tables = TABLES.replace("行政规范性文件 3 1 9\n", f"行政规范性文件 3 1 9\n{OF_ARTICLE_20}")
    told = findings(tables.replace("2021年底现行", f"{words}2021年底现行"))
    assert [one.message_zh for one in told] == said


@pytest.mark.parametrize(
    "words", ["附件：清河县教育局全县教育系统2016年", "（统计范围：全县教育系统）\n附件：清河县教育局2016年"]
)
def test_a_form_of_a_wider_body_blames_nobody(words: str) -> None:
    wide = NARRATIVE.replace("附件：清河县教育局2016年", words)
    wide = wide.replace("条 200 1215", "条 512 3000").replace(
        "其中：1.网站公开 条 195 1190\n2.政府公报公开 条 5 25\n", ""
    )
    told = [one for one in findings(wide) if one.rule == "text_and_annex"]
    assert len(told) == 2
    assert {one.defect for one in told} == {None}


def test_an_annex_that_is_a_numbered_part_counts_once() -> None:
    numbered = NARRATIVE.replace("附件：清河县教育局", "五、附件\n清河县教育局").replace(
        "\n清河县教育局\n2017年2月15日\n", ""
    )
    assert findings(numbered.replace("共四个部分", "共五个部分")) == []
    assert [one.rule for one in findings(numbered.replace("共四个部分", "共六个部分"))] == ["declared_parts"]


def test_a_total_that_was_left_out_does_not_contradict_its_growth() -> None:
    holed = NARRATIVE.replace("主动公开政府信息200条，", "主动公开政府信息XX条，比上年的160条增加40条，增长25%，")
    assert {one.rule for one in findings(holed)} == {"placeholder"}
