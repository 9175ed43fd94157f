"""The table of reviews and lawsuits in the form of the 条例 of 2019: three blocks of five cells."""

from pydantic import BaseModel, ConfigDict, Field


class Outcomes(BaseModel):
    """One block of the table."""

    model_config = ConfigDict(extra="forbid", title="结果")

    upheld: int | None = Field(default=None, title="结果维持", description="ended with the act upheld; 件")
    corrected: int | None = Field(default=None, title="结果纠正", description="ended with the act corrected; 件")
    other: int | None = Field(default=None, title="其他结果", description="ended in another way; 件")
    pending: int | None = Field(default=None, title="尚未审结", description="not yet decided; 件")
    total: int | None = Field(default=None, title="总计", description="in all, as printed; 件")


class Challenges(BaseModel):
    """政府信息公开行政复议、行政诉讼情况."""

    model_config = ConfigDict(
        extra="forbid",
        title="政府信息公开行政复议、行政诉讼情况",
        json_schema_extra={
            "headings": ["政府信息公开行政复议、行政诉讼情况", "行政复议、行政诉讼情况", "行政复议和行政诉讼情况"],
            "cues": ["结果维持", "结果纠正", "其他结果", "尚未审结", "未经复议直接起诉", "复议后起诉"],
        },
    )

    reconsideration: Outcomes | None = Field(default=None, title="行政复议", description="administrative reviews")
    litigation_direct: Outcomes | None = Field(
        default=None, title="行政诉讼：未经复议直接起诉", description="lawsuits without a review before"
    )
    litigation_after_review: Outcomes | None = Field(
        default=None, title="行政诉讼：复议后起诉", description="lawsuits after a review"
    )
