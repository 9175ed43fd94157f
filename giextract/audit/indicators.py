"""Which field each row of the statistics form (附表) counts: families F1 to F5 of the forms of 2009 to 2018.

A row is told by its words and, where these say too little (其他, 维持 …), by the row group it stands in. The forms are the
national one (国办发〔2014〕32号) and those of the provinces before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_GROUPS: tuple[tuple[str, str], ...] = (
    (r"咨询数|接受.{0,4}咨询", "enquiries"),
    (r"复议", "reviews"),
    (r"诉讼(?!.{0,2}(?:请求|、?举报))", "lawsuits"),
    (r"维持具体行政行为或", "lawsuits"),
    (r"申诉|举报", "complaints"),
    (r"答复(?:总)?数|处理总数|^办结$|拒绝|不同意|否决|不予公开|对申请", "answers"),
    (r"收到申请|受理.{0,12}申请|申请总数", "applications"),
    (r"主动公开", "disclosure"),
    (r"费用|经费|收费", "money"),
    (r"机构|查阅点|工作人员", "staff"),
    (r"发布会", "conferences"),
    (r"访谈", "interviews"),
)
_ROWS: tuple[tuple[str, str, str], ...] = (
    (r"主动公开(?:政府)?(?:信息|文件)(?:总|条)?数", "", "/disclosure/total"),
    (r"主动公开规范性文件", "", "/disclosure/normative_documents"),
    (r"制发规范性文件", "", "/disclosure/normative_documents_issued"),
    (r"热点", "", "/engagement/hot_topics_answered"),
    (r"发布会.{0,2}总?次数$", "", "/engagement/press_conferences"),
    (r"政府网站在线访谈次数$", "", "/engagement/online_interviews"),
    (r"政策解读稿件", "", "/engagement/interpretations"),
    (r"收到申请数|受理.{0,12}申请(?:公开)?(?:信息)?总?数|^本年度申请总数", "", "/applications/received"),
    (r"^当面", "", "/applications/in_person"),
    (r"^传真申请|^传真$", "", "/applications/by_fax"),
    (r"^网[络上]申请|^网[络上]$", "", "/applications/online"),
    (r"^电子邮件申请", "", "/applications/by_email"),
    (r"^其[他它]形式申请", "", "/applications/other_methods"),
    (r"^信函申请|^信函、传真|^信函$", "", "/applications/by_letter"),
    (r"申请办结数", "", "/applications/closed"),
    (r"按时办结", "", "/applications/closed_on_time"),
    (r"延期办结", "", "/applications/closed_extended"),
    (r"^(?:申请|对.{0,4}申请的?)?答复总?数", "", "/applications/answered"),
    (r"已主动公开范围", "", "/applications/already_public"),
    (r"^同意公开", "", "/applications/granted"),
    (r"同意部分|^部分公开", "", "/applications/partially_granted"),
    (r"^不同意公开|^否决|^不予公开", "", "/applications/refused"),
    (r"不属于本|^非本机关", "", "/applications/not_held"),
    (r"信息不存在", "", "/applications/not_existing"),
    (r"更改补充", "", "/applications/amended"),
    (r"其他途径", "", "/applications/referred"),
    (r"涉及国家秘密", "", "/applications/refused_state_secret"),
    (r"涉及商业秘密", "", "/applications/refused_trade_secret"),
    (r"涉及个人隐私", "", "/applications/refused_privacy"),
    (r"危及国家安全", "", "/applications/refused_security"),
    (r"不是《条例》", "", "/applications/refused_not_information"),
    (r"法律法规规定的其他", "", "/applications/refused_other"),
    (r"行政复议数|^复议数", "", "/disputes/reconsiderations"),
    (r"^维持", "reviews", "/disputes/reconsiderations_upheld"),
    (r"纠错", "reviews", "/disputes/reconsiderations_corrected"),
    (r"其他情形", "reviews", "/disputes/reconsiderations_other"),
    (r"行政诉讼数|^诉讼数", "", "/disputes/lawsuits"),
    (r"^维持", "lawsuits", "/disputes/lawsuits_upheld"),
    (r"纠错", "lawsuits", "/disputes/lawsuits_corrected"),
    (r"其他情形", "lawsuits", "/disputes/lawsuits_other"),
    (r"举报投诉数|行政(?:申诉|诉讼)(?:、举报)?数(?!量)", "complaints", "/disputes/complaints"),
    (r"减免", "", "/fees/waived_wan_yuan"),
    (r"^收费$|信息收取的费用|收取费用总数", "", "/fees/charged_wan_yuan"),
    (r"专门机构", "", "/organisation/dedicated_units"),
    (r"查[阅询]点数", "", "/organisation/reading_points"),
    (r"从事.{0,8}工作人员", "", "/organisation/staff"),
    (r"专职人员", "", "/organisation/staff_full_time"),
    (r"兼职人员", "", "/organisation/staff_part_time"),
    (r"专项经费", "", "/organisation/funding_wan_yuan"),
    (r"会议或专题会议", "", "/organisation/meetings"),
    (r"培训班", "", "/organisation/trainings"),
    (r"接受培训", "", "/organisation/trainees"),
)  # fmt: skip
"""Words of the row, group it must stand in (or any), field."""

_GROUP = tuple((re.compile(words), group) for words, group in _GROUPS)
_ROW = tuple((re.compile(words), group, path) for words, group, path in _ROWS)
_BRACKET = re.compile(r"[（(][^（）()]*[）)]?")
_cache: dict[tuple[str, str], tuple[str, str | None]] = {}


def fields(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Field of each row that counts one, from (path of the row, its indicator) in printed order: (field, row)."""
    group = ""
    seen: set[str] = set()
    for row, indicator in rows:
        known = _cache.get((indicator, group))
        if known is None:
            known = _told(indicator, group)
            if len(_cache) < 5000:
                _cache[indicator, group] = known
        group, path = known
        if path is not None and path not in seen:
            seen.add(path)
            yield path, row


def _told(indicator: str, group: str) -> tuple[str, str | None]:
    words = _BRACKET.sub("", indicator.replace("其它", "其他"))
    for pattern, name in _GROUP:
        if pattern.search(words):
            group = name
            break
    for pattern, within, path in _ROW:
        if (not within or within == group) and pattern.search(words):
            return group, path
    return group, None
