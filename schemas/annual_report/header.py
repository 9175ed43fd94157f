"""Title, preamble, signature: whose report it is, on which year, and where to ask."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field


class Header(BaseModel):
    """标题、前言、落款."""

    model_config = ConfigDict(
        extra="forbid",
        title="标题、前言、落款",
        json_schema_extra={
            "headings": ["前言", "引言"],
            "cues": [
                "www",
                "http",
                "工作基本情况",
                "年度报告",
                "本报告",
                "统计期限",
                "如有疑问",
                "如对本报告",
                "请与",
                "联系电话",
                "联系地址",
                "邮编",
                "邮政编码",
                "传真",
                "电子邮箱",
                "电子邮件",
                "发布时间",
                "发布日期",
                "网址",
                "下载",
                "个部分",
            ],
        },
    )

    title: str | None = Field(
        default=None, title="报告标题", description="the report's own title on one line, not that of the web page"
    )
    issuer: str | None = Field(
        default=None,
        title="报告机关",
        description="the body whose report it is: as the title names it, else the preamble, else the signature; "
        "not 我局, not the owner of the web site",
    )
    year: int | None = Field(
        default=None, title="报告年度", description="the year reported on, not the year of writing; the title wins"
    )
    period_start: date | None = Field(
        default=None, title="统计期限起", description="first day of the period that the figures cover"
    )
    period_end: date | None = Field(
        default=None, title="统计期限止", description="last day of the period that the figures cover"
    )
    declared_parts: int | None = Field(
        default=None,
        title="前言所称部分数",
        description="how many parts the preamble says the report has (共十一个部分 is 11); never counted by the reader",
    )
    website: str | None = Field(
        default=None,
        title="网址",
        description="host or URL where the report or the disclosures stand, as the report prints it",
        json_schema_extra={"comparator": "text_part"},
    )
    contact_office: str | None = Field(
        default=None,
        title="联系单位",
        description="office to ask about the report (如有疑问请与…联系)",
        json_schema_extra={"comparator": "text_part"},
    )
    contact_address: str | None = Field(default=None, title="联系地址", description="postal address of that office")
    contact_postcode: str | None = Field(
        default=None, title="邮政编码", description="postcode of that office, six digits"
    )
    contact_phone: str | None = Field(
        default=None,
        title="联系电话",
        description="phone of that office with a plain hyphen; not a hotline, not the phone of the web site",
    )
    contact_fax: str | None = Field(default=None, title="联系传真", description="fax of that office")
    contact_email: str | None = Field(default=None, title="电子邮箱", description="e-mail address of that office")
    issued_on: date | None = Field(
        default=None, title="落款日期", description="date under the signature, not the date of posting"
    )
    published_on: date | None = Field(
        default=None,
        title="网页发布日期",
        description="posting date of the web page (发布时间), not the date under the signature",
    )
