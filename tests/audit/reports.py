"""Two composed reports without any defect, one of each regime, on which the tests plant theirs."""

from __future__ import annotations

from giextract.audit import Material
from giextract.backends import load_backend
from giextract.document import Document
from giextract.pipeline import extract_document, prepare
from giextract.record import Finding, Record
from giextract.schema import load_schema

SCHEMA = load_schema()

NARRATIVE = """清河县教育局2016年政府信息公开工作年度报告

根据《中华人民共和国政府信息公开条例》要求，特编制清河县教育局2016年度政府信息公开工作年度报告。本报告共四个部分，所列数据的统计期限自2016年1月1日起至2016年12月31日止。如对本报告有疑问，请与清河县教育局办公室联系（地址：清河县人民路8号；邮编：364100；电话：0598-5332001）。

一、主动公开政府信息情况
2016年，我局主动公开政府信息200条，其中：机构概况信息20条，占10%；政策法规信息50条，占25%；招生考试信息90条，占45%；人事财务信息40条，占20%。历年累计主动公开政府信息1215条。
二、依申请公开政府信息情况
2016年，我局共收到政府信息公开申请25件，其中当面申请6件，网络申请15件，信函申请4件。全部办结，同意公开21件，不同意公开4件。
三、复议、诉讼情况
2016年，因政府信息公开申请行政复议3件，其中维持2件，纠错1件。未发生行政诉讼。从事政府信息公开工作人员9人，其中专职3人，兼职6人。
四、存在的问题和改进措施
（一）存在的问题。一是公开不够及时；二是内容不够全面；三是宣传不够广泛。
（二）改进措施。2017年，我局将进一步健全制度，加强培训。

清河县教育局
2017年2月15日

附件：清河县教育局2016年政府信息公开情况统计表
指标名称 计量单位 年度 历年累计
主动公开信息数 条 200 1215
其中：1.网站公开 条 195 1190
2.政府公报公开 条 5 25
受理依申请公开信息总数 件 25 100
其中：1.当面申请数 件 6 30
2.传真申请数 件 0 0
3.网上申请数 件 15 50
4.信函申请数 件 4 20
行政复议数 件 3 4
行政诉讼数 件 0 0
"""

_RESULTS = (
    ("（一）予以公开", 10, 2), ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 3, 1),
    ("（三）不予公开 1.属于国家秘密", 0, 0), ("2.其他法律行政法规禁止公开", 0, 0), ("3.危及“三安全一稳定”", 0, 0),
    ("4.保护第三方合法权益", 1, 0), ("5.属于三类内部事务信息", 0, 0), ("6.属于四类过程性信息", 0, 0),
    ("7.属于行政执法案卷", 0, 0), ("8.属于行政查询事项", 0, 0), ("（四）无法提供 1.本机关不掌握相关政府信息", 4, 0),
    ("2.没有现成信息需要另行制作", 0, 0), ("3.补正后申请内容仍不明确", 0, 0), ("（五）不予处理 1.信访举报投诉类申请", 0, 0),
    ("2.重复申请", 0, 0), ("3.要求提供公开出版物", 0, 0), ("4.无正当理由大量反复申请", 0, 0),
    ("5.要求行政机关确认或重新出具已获取信息", 0, 0),
    ("（六）其他处理 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", 0, 0),
    ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", 0, 0), ("3.其他", 2, 0),
)  # fmt: skip


def _row(label: str, person: int, company: int) -> str:
    return f"{label} {person} {company} 0 0 0 0 {person + company}\n"


TABLES = (
    """白石镇人民政府2022年政府信息公开工作年度报告

根据《中华人民共和国政府信息公开条例》，现公布白石镇人民政府2022年政府信息公开工作年度报告。本报告统计期限为2022年1月1日至2022年12月31日。

一、总体情况
2022年，我镇通过县政府网站主动公开政府信息160条。全年共收到政府信息公开申请22件，上年结转2件。2021年底现行有效行政规范性文件7件。
二、主动公开政府信息情况
第二十条第（一）项
信息内容 本年制发件数 本年废止件数 现行有效件数
规章 0 0 0
行政规范性文件 3 1 9
三、收到和处理政府信息公开申请情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） 申请人情况
自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计
"""
    + _row("一、本年新收政府信息公开申请数量", 19, 3)
    + _row("二、上年结转政府信息公开申请数量", 2, 0)
    + "三、本年度办理结果\n"
    + "".join(_row(*row) for row in _RESULTS)
    + _row("（七）总计", 20, 3)
    + _row("四、结转下年度继续办理", 1, 0)
    + """四、政府信息公开行政复议、行政诉讼情况
行政复议 行政诉讼
结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉
结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计
2 1 0 0 3 0 0 0 0 0 0 0 0 0 0
五、存在的主要问题及改进情况
我镇信息公开还不够及时。2023年，我镇将继续改进。
六、其他需要报告的事项
无。

白石镇人民政府
2023年1月20日
"""
)


def material(text: str, path: str = "report.txt") -> Material:
    """What the audit has before it for the report `text`, read by the rules backend."""
    document = Document(text, path)
    record = extract_document(document, load_backend("rules"), SCHEMA)
    clean, skeleton, placed = prepare(document, SCHEMA)
    return Material(record, SCHEMA, clean, placed, skeleton.figures)


def record(text: str) -> Record:
    """The record of the report `text`."""
    return material(text).record


def findings(text: str) -> list[Finding]:
    """The findings about the report `text`."""
    return record(text).findings
