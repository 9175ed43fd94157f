"""What was disclosed without being asked for."""

from pydantic import BaseModel, ConfigDict, Field

from .tally import Tally


class Disclosure(BaseModel):
    """主动公开."""

    model_config = ConfigDict(
        extra="forbid",
        title="主动公开",
        json_schema_extra={
            "headings": [
                "主动公开",
                "主动公开政府信息情况",
                "政府信息公开情况",
                "信息公开情况",
                "信息公开的情况",
                "公开内容",
                "公开形式",
                "公开渠道",
                "公开载体",
                "公开类别",
                "公开范围",
                "公开总量",
                "公开数量",
                "公开途径",
                "公开方式",
                "公开情况",
                "公开的数量",
                "公开的内容",
                "公开的形式",
                "公开的类别",
                "重点领域",
                "公开主体",
            ],
            "cues": [
                "主动公开",
                "公开政府信息",
                "公开信息",
                "发布信息",
                "发布政府信息",
                "制作、获取",
                "规范性文件",
                "历年累计",
                "全文电子化",
                "重点领域",
                "类信息",
                "政府网站",
                "门户网站",
                "政府公报",
                "微博",
                "微信",
                "公众号",
                "公开栏",
                "电子屏",
                "显示屏",
                "新媒体",
                "报纸",
                "各乡镇",
                "县直",
            ],
        },
    )

    total: int | None = Field(
        default=None,
        title="主动公开政府信息数",
        description="items disclosed unasked this year by all channels together; not a running total; 条",
    )
    cumulative_total: int | None = Field(
        default=None,
        title="主动公开政府信息历年累计数",
        description="the same since records began (历年累计), not 累计 of this year; 条",
    )
    increase: int | None = Field(
        default=None,
        title="主动公开增长数",
        description="growth of the items over last year as printed, never worked out; 条",
    )
    information_produced: int | None = Field(
        default=None,
        title="制作、获取政府信息总数",
        description="documents made or obtained, whether disclosed or not; 条",
    )
    on_request_items: int | None = Field(
        default=None,
        title="作为依申请公开信息数",
        description="of the documents made, those open on request only; documents, not applications; 条",
    )
    withheld_items: int | None = Field(
        default=None,
        title="不予公开信息数",
        description="of the documents made, those not open; documents, not refused applications; 条",
    )
    normative_documents: int | None = Field(
        default=None, title="主动公开规范性文件数", description="normative documents disclosed this year; 条 or 件"
    )
    normative_documents_issued: int | None = Field(
        default=None, title="制发规范性文件总数", description="normative documents issued this year; 件"
    )
    by_category: list[Tally] | None = Field(
        default=None, title="按类别", description="items by kind of information (概况信息, 财政信息, …)"
    )
    by_channel: list[Tally] | None = Field(
        default=None,
        title="按渠道",
        description="items disclosed by 公报, 网站, 微博, 微信, 其他方式 and any other channel with a count of items; "
        "not issues of a board, not accounts or followers",
    )
    by_unit: list[Tally] | None = Field(
        default=None, title="按单位", description="items by body (县直各单位, 各乡镇, …), parts and sub-parts alike"
    )
    key_areas_total: int | None = Field(
        default=None,
        title="重点领域信息数",
        description="items on key areas (重点领域) in all; they overlap the categories; 条",
    )
    key_areas: list[Tally] | None = Field(
        default=None, title="重点领域", description="items on key areas (重点领域), by area"
    )
    channels: list[str] | None = Field(
        default=None, title="公开渠道", description="channels that are named without a count of items, as printed"
    )
