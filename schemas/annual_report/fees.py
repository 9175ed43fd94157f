"""What applicants paid for disclosure."""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field


class Fees(BaseModel):
    """收费及减免."""

    model_config = ConfigDict(
        extra="forbid",
        title="收费及减免",
        json_schema_extra={
            "headings": ["收费", "减免", "费用", "收费情况", "依申请公开收费", "公开收费", "申请收费", "处理费"],
            "cues": ["收费", "收取", "费用", "减免", "免费", "免除", "信息处理费", "检索", "邮寄费", "工本费"],
        },
    )

    charged_wan_yuan: Decimal | None = Field(
        default=None,
        title="依申请公开收取费用",
        description="fees charged for disclosure on request; 380元 is 0.038, 没有收费 is 0; "
        "not the administrative fees of article 20; 万元",
    )
    waived_wan_yuan: Decimal | None = Field(
        default=None, title="减免费用", description="fees for disclosure on request waived this year; 万元"
    )
