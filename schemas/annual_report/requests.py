"""The table of applications for disclosure in the form of the 条例 of 2019.

Rows are outcomes, columns are kinds of applicants. The form for the reports on 2019 and 2020 (2019 form) has one row
其他处理 (`other`), which the form for the reports on 2021 and later (2021 form) splits in three.
"""

from pydantic import BaseModel, ConfigDict, Field


class RequestRow(BaseModel):
    """One row of the table."""

    model_config = ConfigDict(extra="forbid", title="申请人情况")

    natural_person: int | None = Field(default=None, title="自然人", description="of natural persons; 件")
    company: int | None = Field(default=None, title="商业企业", description="of companies; 件")
    research: int | None = Field(default=None, title="科研机构", description="of research institutions; 件")
    welfare: int | None = Field(default=None, title="社会公益组织", description="of welfare organisations; 件")
    legal_service: int | None = Field(default=None, title="法律服务机构", description="of legal service firms; 件")
    other_organisation: int | None = Field(default=None, title="其他", description="of other organisations; 件")
    total: int | None = Field(default=None, title="总计", description="of all applicants, as printed; 件")


class Requests(BaseModel):
    """收到和处理政府信息公开申请情况."""

    model_config = ConfigDict(
        extra="forbid",
        title="收到和处理政府信息公开申请情况",
        json_schema_extra={
            "headings": ["收到和处理政府信息公开申请情况", "收到和处理政府信息公开申请"],
            "cues": [
                "勾稽关系",
                "申请人情况",
                "自然人",
                "商业企业",
                "科研机构",
                "社会公益组织",
                "法律服务机构",
                "本年新收",
                "上年结转",
                "予以公开",
                "部分公开",
                "不予公开",
                "三安全一稳定",
                "第三方合法权益",
                "三类内部事务信息",
                "四类过程性信息",
                "行政执法案卷",
                "行政查询事项",
                "无法提供",
                "不掌握相关政府信息",
                "另行制作",
                "补正后申请内容仍不明确",
                "不予处理",
                "信访举报投诉类",
                "重复申请",
                "公开出版物",
                "大量反复申请",
                "重新出具",
                "其他处理",
                "逾期不补正",
                "逾期未按收费通知",
                "结转下年度",
            ],
        },
    )

    new: RequestRow | None = Field(default=None, title="本年新收政府信息公开申请数量", description="received this year")
    carried_in: RequestRow | None = Field(
        default=None, title="上年结转政府信息公开申请数量", description="carried over from last year"
    )
    granted: RequestRow | None = Field(default=None, title="予以公开", description="disclosed in full")
    partially_granted: RequestRow | None = Field(
        default=None,
        title="部分公开（区分处理的，只计这一情形，不计其他情形）",
        description="disclosed in part",
    )
    refused_state_secret: RequestRow | None = Field(
        default=None, title="不予公开：属于国家秘密", description="refused: state secret"
    )
    refused_by_law: RequestRow | None = Field(
        default=None, title="不予公开：其他法律行政法规禁止公开", description="refused: forbidden by another law"
    )
    refused_security: RequestRow | None = Field(
        default=None, title="不予公开：危及“三安全一稳定”", description="refused: security and stability"
    )
    refused_third_party: RequestRow | None = Field(
        default=None, title="不予公开：保护第三方合法权益", description="refused: rights of a third party"
    )
    refused_internal: RequestRow | None = Field(
        default=None, title="不予公开：属于三类内部事务信息", description="refused: internal affairs"
    )
    refused_deliberative: RequestRow | None = Field(
        default=None, title="不予公开：属于四类过程性信息", description="refused: deliberation under way"
    )
    refused_enforcement: RequestRow | None = Field(
        default=None, title="不予公开：属于行政执法案卷", description="refused: law enforcement file"
    )
    refused_query: RequestRow | None = Field(
        default=None, title="不予公开：属于行政查询事项", description="refused: matter of a register query"
    )
    unavailable_not_held: RequestRow | None = Field(
        default=None, title="无法提供：本机关不掌握相关政府信息", description="not to be had: the body does not hold it"
    )
    unavailable_to_be_made: RequestRow | None = Field(
        default=None, title="无法提供：没有现成信息需要另行制作", description="not to be had: it would have to be made"
    )
    unavailable_unclear: RequestRow | None = Field(
        default=None,
        title="无法提供：补正后申请内容仍不明确",
        description="not to be had: unclear even after correction",
    )
    unprocessed_petition: RequestRow | None = Field(
        default=None, title="不予处理：信访举报投诉类申请", description="not processed: a petition or complaint"
    )
    unprocessed_repeat: RequestRow | None = Field(
        default=None, title="不予处理：重复申请", description="not processed: asked before"
    )
    unprocessed_publication: RequestRow | None = Field(
        default=None, title="不予处理：要求提供公开出版物", description="not processed: a publication on sale"
    )
    unprocessed_excessive: RequestRow | None = Field(
        default=None,
        title="不予处理：无正当理由大量反复申请",
        description="not processed: many applications without good reason",
    )
    unprocessed_reissue: RequestRow | None = Field(
        default=None,
        title="不予处理：要求行政机关确认或重新出具已获取信息",
        description="not processed: wants confirmed or issued again what it has",
    )
    other_uncorrected: RequestRow | None = Field(
        default=None,
        title="其他处理：申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        description="2021 form, other: not corrected in time",
    )
    other_unpaid: RequestRow | None = Field(
        default=None,
        title="其他处理：申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        description="2021 form, other: fee not paid in time",
    )
    other: RequestRow | None = Field(
        default=None,
        title="其他处理：其他",
        description="2021 form, other: the rest (3.其他); 2019 form: the one row 其他处理",
    )
    total: RequestRow | None = Field(
        default=None, title="本年度办理结果总计", description="outcomes of this year in all (（七）总计), as printed"
    )
    carried_out: RequestRow | None = Field(
        default=None, title="结转下年度继续办理", description="carried over to next year"
    )
