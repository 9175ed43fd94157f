"""Labels of the fixed tables: pure data.

Source: the formats of the annual report, 国办公开办函〔2019〕60号 (2019 form, reports on 2019 and 2020) and 国办公开办函〔2021〕30号
(2021 form, reports on 2021 and later). `core` is what tells a label from all others of its table, also when the label is
shortened or cut at a line end; `full` is the label of the form without its number.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """A row or column: `key` of the schema, number in its list (None where the list is not numbered in digits)."""

    key: str
    ordinal: int | None
    full: str
    core: str


REQUEST_ROWS: tuple[Label, ...] = (
    Label("new", None, "一、本年新收政府信息公开申请数量", r"本年度?新?收(?:到)?政府|本年度?新收"),
    Label("carried_in", None, "二、上年结转政府信息公开申请数量", r"上一?年度?结转"),
    Label("granted", None, "（一）予以公开", r"(?<!不)予以公开"),
    Label("partially_granted", None, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", r"部分公开"),
    Label("refused_state_secret", 1, "属于国家秘密", r"国家秘密"),
    Label("refused_by_law", 2, "其他法律行政法规禁止公开", r"其[他它]法律|行政法规禁止"),
    Label("refused_security", 3, "危及“三安全一稳定”", r"三安全|危及[“\"]?三"),
    Label("refused_third_party", 4, "保护第三方合法权益", r"第三方合法|保护第三方"),
    Label("refused_internal", 5, "属于三类内部事务信息", r"三类内部|内部事务"),
    Label("refused_deliberative", 6, "属于四类过程性信息", r"四类过程|过程性信"),
    Label("refused_enforcement", 7, "属于行政执法案卷", r"执法案卷|属于行政执法"),
    Label("refused_query", 8, "属于行政查询事项", r"查询事项|属于行政查"),
    Label("unavailable_not_held", 1, "本机关不掌握相关政府信息", r"机关不掌握|不掌握相关"),
    Label("unavailable_to_be_made", 2, "没有现成信息需要另行制作", r"没有现成|需要?另行制作"),
    Label("unavailable_unclear", 3, "补正后申请内容仍不明确", r"补正后申请|补正后|内容仍不明"),
    Label("unprocessed_petition", 1, "信访举报投诉类申请", r"信访、?举报|举报、?投诉类"),
    Label("unprocessed_repeat", 2, "重复申请", r"重复申请"),
    Label("unprocessed_publication", 3, "要求提供公开出版物", r"公开出版物|要求提供公开"),
    Label("unprocessed_excessive", 4, "无正当理由大量反复申请", r"大量反复|理由大量"),
    Label("unprocessed_reissue", 5, "要求行政机关确认或重新出具已获取信息", r"确认或重新|重新出具|要求行政机关确认"),
    Label(
        "other_uncorrected",
        1,
        "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        r"理由逾期|逾期不补正|逾期未补正",
    ),
    Label(
        "other_unpaid",
        2,
        "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        r"逾期未按|未按收费通知|逾期不缴|逾期未缴",
    ),
    Label("other", 3, "其他", r"(?:3[.、．])其[他它]$"),
    Label("total", None, "（七）总计", r"（七）[总合]计|[七7）][、.]?[总合]计$"),
    Label("carried_out", None, "四、结转下年度继续办理", r"结转下一?年度?|转下年度?继续"),
)
"""Rows in the order of the 2021 form. In the 2019 form 其他处理 is one row, `other`."""

OTHER_ALONE = "其他处理"
"""The 2019 form's one row of 其他处理; in the 2021 form the same words head three rows."""

SPLIT_OTHER = frozenset({"other_uncorrected", "other_unpaid"})
"""Rows that only the 2021 form has."""

REQUEST_GROUPS = (
    "三、本年度办理结果", "（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理",
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况", "法人或其他组织",
)  # fmt: skip
"""Words of the form that stand between its rows and are no row."""

REQUEST_COLUMNS: tuple[Label, ...] = (
    Label("natural_person", None, "自然人", r"自然人"),
    Label("company", None, "商业企业", r"商业企?业?"),
    Label("research", None, "科研机构", r"科研机?构?"),
    Label("welfare", None, "社会公益组织", r"(?:社会)?公益(?:组织)?"),
    Label("legal_service", None, "法律服务机构", r"法律服?务?机?构?"),
    Label("other_organisation", None, "其他", r"其[他它](?:组织)?"),
    Label("total", None, "总计", r"[总合]计"),
)

ORGANISATIONS = r"法人(?:或|和)?者?其?[他它]?组?织?"
"""The head over the five kinds of organisations; it is no column of its own."""

ARTICLE20_ROWS: tuple[Label, ...] = (
    Label("regulations", None, "规章", r"(?<!行政)规章"),
    Label("normative_documents", None, "行政规范性文件", r"(?:行政)?规范性文件"),
    Label("licences", None, "行政许可", r"行政许可"),
    Label("other_services", None, "其他对外管理服务事项", r"其[他它]对外管理(?:服务)?(?:事项)?"),
    Label("penalties", None, "行政处罚", r"行政处罚"),
    Label("coercion", None, "行政强制", r"行政强制(?:措施)?"),
    Label("fees", None, "行政事业性收费", r"行政事业性?收费"),
    Label("procurement", None, "政府集中采购", r"(?:政府)?集中采购"),
)

ARTICLE20_COLUMNS: tuple[Label, ...] = (
    Label("made", None, "本年制发件数", r"(?:本年)?制发(?:件数)?"),
    Label("repealed", None, "本年废止件数", r"(?:本年)?废止(?:件数)?"),
    Label("in_force", None, "现行有效件数", r"现行有效(?:件数)?"),
    Label("new_made", None, "本年新制作数量", r"(?:本年)?新制作(?:数量)?"),
    Label("new_public", None, "本年新公开数量", r"(?:本年)?新公开(?:数量)?"),
    Label("public_total", None, "对外公开总数量", r"对外公开(?:总数量?)?"),
    Label("items_last_year", None, "上一年项目数量", r"上一?年(?:度)?项(?:目数量)?"),
    Label("change", None, "本年增/减", r"本年增/?（?减?）?"),
    Label("decisions", None, "本年处理决定数量", r"(?:本年)?处理决定(?:数量)?"),
    Label("fee_amount", None, "本年收费金额", r"(?:本年)?收费(?:总)?金额"),
    Label("items", None, "采购项目数量", r"采购项目?(?:数量)?"),
    Label("procurement_amount", None, "采购总金额", r"采购总?金额"),
)
"""`fee_amount` and `procurement_amount` are both `amount_wan_yuan`, of different rows."""

ARTICLE20_ROW_TO_COLUMNS: dict[str, frozenset[str]] = {
    "regulations": frozenset({"made", "repealed", "in_force", "new_made", "new_public", "public_total"}),
    "normative_documents": frozenset({"made", "repealed", "in_force", "new_made", "new_public", "public_total"}),
    "licences": frozenset({"items_last_year", "change", "decisions"}),
    "other_services": frozenset({"items_last_year", "change", "decisions"}),
    "penalties": frozenset({"items_last_year", "change", "decisions"}),
    "coercion": frozenset({"items_last_year", "change", "decisions"}),
    "fees": frozenset({"items_last_year", "change", "fee_amount"}),
    "procurement": frozenset({"items", "procurement_amount"}),
}

CHALLENGE_BLOCKS: tuple[Label, ...] = (
    Label("reconsideration", None, "行政复议", r"行政复议"),
    Label("litigation_direct", None, "未经复议直接起诉", r"未经复议(?:直接起诉)?"),
    Label("litigation_after_review", None, "复议后起诉", r"复议后(?:起诉)?"),
)

CHALLENGE_OUTCOMES: tuple[Label, ...] = (
    Label("upheld", None, "结果维持", r"(?:结果)?维持|结果维?[^\d|]?持"),
    Label("corrected", None, "结果纠正", r"(?:结果)?纠正|结果[^\d|维]正"),
    Label("other", None, "其他结果", r"其[他它](?:结果)?|其[^\d|]结果"),
    Label("pending", None, "尚未审结", r"尚未(?:[^\d|]结)?|未审结"),
    Label("total", None, "总计", r"[总合]计"),
)
