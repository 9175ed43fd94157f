"""The tables of article 20 of the 条例 of 2019: rules, permits and penalties, fees.

The columns of the form for the reports on 2019 and 2020 (2019 form) stand beside those of the form for the reports on
2021 and later (2021 form); a report fills those whose column heading it prints.
"""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field


class DocumentCounts(BaseModel):
    """A row of 第二十条第（一）项."""

    model_config = ConfigDict(extra="forbid", title="规章和规范性文件")

    made: int | None = Field(default=None, title="本年制发件数", description="2021 form: made this year; 件")
    repealed: int | None = Field(default=None, title="本年废止件数", description="2021 form: repealed this year; 件")
    in_force: int | None = Field(
        default=None, title="现行有效件数", description="2021 form: in force at the end of the year; 件"
    )
    new_made: int | None = Field(
        default=None, title="本年新制作数量", description="2019 form: newly made this year; 件"
    )
    new_public: int | None = Field(
        default=None, title="本年新公开数量", description="2019 form: newly disclosed this year; 件"
    )
    public_total: int | None = Field(
        default=None, title="对外公开总数量", description="2019 form: open to the public in all; 件"
    )


class DecisionCounts(BaseModel):
    """A row of 第二十条第（五）项 or 第（六）项."""

    model_config = ConfigDict(extra="forbid", title="处理决定")

    items_last_year: int | None = Field(
        default=None, title="上一年项目数量", description="2019 form: kinds of matters on the list last year; 项"
    )
    change: int | None = Field(
        default=None,
        title="本年增/减",
        description="2019 form: change of that list with its sign, +1 is 1, -2 is -2; 项",
    )
    decisions: int | None = Field(
        default=None, title="处理决定数量", description="either form: decisions taken this year (本年处理决定数量); 件"
    )


class FeeCounts(BaseModel):
    """The row of 第二十条第（八）项."""

    model_config = ConfigDict(extra="forbid", title="行政事业性收费")

    amount_wan_yuan: Decimal | None = Field(
        default=None, title="本年收费金额", description="2021 form: fees taken this year; 万元"
    )
    items_last_year: int | None = Field(
        default=None, title="上一年项目数量", description="2019 form: kinds of fees on the list last year; 项"
    )
    change: int | None = Field(
        default=None, title="本年增/减", description="2019 form: change of that list with its sign; 项"
    )


class ProcurementCounts(BaseModel):
    """The row of 第二十条第（九）项."""

    model_config = ConfigDict(extra="forbid", title="政府集中采购")

    items: int | None = Field(default=None, title="采购项目数量", description="2019 form: purchases this year; 项")
    amount_wan_yuan: Decimal | None = Field(
        default=None, title="采购总金额", description="2019 form: their price in all; 万元"
    )


class Article20(BaseModel):
    """主动公开政府信息情况, tables of 第二十条."""

    model_config = ConfigDict(
        extra="forbid",
        title="主动公开政府信息情况（第二十条）",
        json_schema_extra={
            "headings": ["主动公开政府信息情况", "第二十条第"],
            "cues": [
                "第二十条",
                "规章",
                "行政规范性文件",
                "本年制发",
                "本年废止",
                "现行有效",
                "本年新制作",
                "本年新公开",
                "对外公开总数",
                "行政许可",
                "行政处罚",
                "行政强制",
                "其他对外管理服务事项",
                "处理决定数量",
                "上一年项目数量",
                "本年增/减",
                "行政事业性收费",
                "本年收费金额",
                "政府集中采购",
                "采购总金额",
            ],
        },
    )

    regulations: DocumentCounts | None = Field(default=None, title="规章", description="government rules (规章)")
    normative_documents: DocumentCounts | None = Field(
        default=None, title="行政规范性文件", description="normative documents (规范性文件, 行政规范性文件)"
    )
    licences: DecisionCounts | None = Field(default=None, title="行政许可", description="administrative licences")
    penalties: DecisionCounts | None = Field(default=None, title="行政处罚", description="administrative penalties")
    coercion: DecisionCounts | None = Field(default=None, title="行政强制", description="administrative coercion")
    other_services: DecisionCounts | None = Field(
        default=None, title="其他对外管理服务事项", description="other administrative services, 2019 form"
    )
    fees: FeeCounts | None = Field(
        default=None, title="行政事业性收费", description="administrative fees, not fees for disclosure"
    )
    procurement: ProcurementCounts | None = Field(
        default=None, title="政府集中采购", description="centralised government procurement, 2019 form"
    )
