"""The statistics form behind a report of the 2008 regime, row by row."""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field


class IndicatorRow(BaseModel):
    """One row of the form."""

    model_config = ConfigDict(extra="forbid", title="附表行")

    indicator: str | None = Field(
        default=None,
        title="指标名称",
        description="name of the row as printed, without numbering and without 其中：",
        json_schema_extra={"comparator": "text_part"},
    )
    unit: str | None = Field(default=None, title="计量单位", description="unit of the row as printed (条, 件, 万元)")
    value: int | Decimal | None = Field(
        default=None, title="本年数", description="figure of this year (年度, 年末统计, 统计数), in the row's own unit"
    )
    cumulative: int | Decimal | None = Field(
        default=None, title="历年累计数", description="figure since records began (历年累计), in the row's own unit"
    )


class Annex(BaseModel):
    """附表."""

    model_config = ConfigDict(
        extra="forbid",
        title="附表",
        json_schema_extra={
            "headings": ["附表", "统计表", "情况统计表", "公开情况统计表", "公开工作情况统计表"],
            "cues": ["统计指标", "指标名称", "计量单位", "统计数", "年末统计", "历年累计", "填报单位"],
        },
    )

    rows: list[IndicatorRow] | None = Field(
        default=None, title="统计表", description="every row of the form in printed order, nothing from the narrative"
    )
