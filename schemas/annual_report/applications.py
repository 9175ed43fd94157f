"""Disclosure on request, as the narrative and the form of 2014 count it."""

from pydantic import BaseModel, ConfigDict, Field


class Applications(BaseModel):
    """依申请公开."""

    model_config = ConfigDict(
        extra="forbid",
        title="依申请公开",
        json_schema_extra={
            "headings": [
                "依申请",
                "依申请公开情况",
                "申请情况",
                "申请办理",
                "申请的办理",
                "公开申请",
                "公开申请情况",
                "申请和处理",
                "申请处理",
                "收到和处理",
                "收到和处理政府信息公开申请情况",
                "收到和处理政府信息公开申请",
                "答复情况",
                "不予公开",
                "申请公开",
                "受理情况",
            ],
            "cues": [
                "依申请",
                "公开申请",
                "受理",
                "未收到",
                "没有收到",
                "申请",
                "当面",
                "信函",
                "办结",
                "答复",
                "同意公开",
                "部分公开",
                "不予公开",
                "不同意公开",
                "信息不存在",
                "不属于本",
                "补正",
                "更正",
            ],
        },
    )

    received: int | None = Field(
        default=None,
        title="收到申请数",
        description="applications for disclosure received or accepted (收到, 受理) this year; 未收到 is 0; 件",
    )
    received_cumulative: int | None = Field(
        default=None, title="收到申请历年累计数", description="the same since records began (历年累计); 件"
    )
    in_person: int | None = Field(default=None, title="当面申请数", description="received in person; 件")
    by_fax: int | None = Field(
        default=None, title="传真申请数", description="received by fax; a joint figure 信函、传真 is by_letter; 件"
    )
    online: int | None = Field(
        default=None, title="网络申请数", description="received over the internet or by e-mail; 件"
    )
    by_letter: int | None = Field(
        default=None, title="信函申请数", description="received by letter, or by letter and fax in one figure; 件"
    )
    other_methods: int | None = Field(default=None, title="其他形式申请数", description="received in another way; 件")
    closed: int | None = Field(
        default=None, title="申请办结数", description="applications settled this year, on time or extended; 件"
    )
    closed_on_time: int | None = Field(
        default=None, title="按时办结数", description="of those settled, within the term; 件"
    )
    closed_extended: int | None = Field(
        default=None, title="延期办结数", description="of those settled, after an extension of the term; 件"
    )
    answered: int | None = Field(
        default=None, title="申请答复总数", description="answers given to applications this year; 件"
    )
    already_public: int | None = Field(
        default=None, title="属于已主动公开范围数", description="answered that the information is public already; 件"
    )
    granted: int | None = Field(default=None, title="同意公开答复数", description="answered by full disclosure; 件")
    partially_granted: int | None = Field(
        default=None, title="同意部分公开答复数", description="answered by disclosure in part; 件"
    )
    refused: int | None = Field(
        default=None,
        title="不同意公开答复数",
        description="answered by refusal (不同意公开, 不予公开, 否决); applications, not documents; 件",
    )
    refused_state_secret: int | None = Field(
        default=None, title="涉及国家秘密", description="of the refusals: state secrets; 件"
    )
    refused_trade_secret: int | None = Field(
        default=None, title="涉及商业秘密", description="of the refusals: trade secrets; 件"
    )
    refused_privacy: int | None = Field(default=None, title="涉及个人隐私", description="of the refusals: privacy; 件")
    refused_security: int | None = Field(
        default=None,
        title="危及国家安全、公共安全、经济安全和社会稳定",
        description="of the refusals: security and stability; 件",
    )
    refused_not_information: int | None = Field(
        default=None,
        title="不是《条例》所指政府信息",
        description="of the refusals: not government information in the sense of the 条例; 件",
    )
    refused_other: int | None = Field(
        default=None, title="法律法规规定的其他情形", description="of the refusals: other grounds of law; 件"
    )
    not_held: int | None = Field(
        default=None, title="不属于本行政机关公开数", description="answered that another body is in charge; 件"
    )
    not_existing: int | None = Field(
        default=None, title="申请信息不存在数", description="answered that the information does not exist; 件"
    )
    amended: int | None = Field(
        default=None,
        title="告知作出更改补充数",
        description="answered by asking for a correction or completion (补正); 件",
    )
    referred: int | None = Field(
        default=None, title="告知通过其他途径办理数", description="answered by pointing to another procedure; 件"
    )
    other_answers: int | None = Field(
        default=None, title="其他类型答复数", description="answers of any other type (其他类型); 件"
    )
