"""Reviews, lawsuits and complaints over disclosure, as the narrative and the form of 2014 count them."""

from pydantic import BaseModel, ConfigDict, Field


class Disputes(BaseModel):
    """复议、诉讼、投诉."""

    model_config = ConfigDict(
        extra="forbid",
        title="复议、诉讼、投诉",
        json_schema_extra={
            "headings": [
                "复议",
                "行政复议、行政诉讼情况",
                "行政复议和行政诉讼情况",
                "政府信息公开行政复议、行政诉讼情况",
                "诉讼",
                "投诉",
                "举报",
                "申诉",
                "申请行政复议",
                "申请复议",
                "公开申请行政复议",
                "公开申请提起",
                "公开申请引起",
                "公开申请引发",
                "申请提起行政复议",
                "信息公开申请提起行政复议",
                "信息公开申请行政复议",
                "公开申请复议",
            ],
            "cues": ["复议", "诉讼", "申诉", "举报", "投诉", "应诉", "败诉", "胜诉", "维持", "纠错", "纠正"],
        },
    )

    reconsiderations: int | None = Field(
        default=None,
        title="行政复议数",
        description="administrative reviews over disclosure this year; 未发生 is 0; 件",
    )
    reconsiderations_upheld: int | None = Field(
        default=None, title="复议维持具体行政行为数", description="of the reviews, those ended with the act upheld; 件"
    )
    reconsiderations_corrected: int | None = Field(
        default=None, title="复议被依法纠错数", description="of the reviews, those ended with the act corrected; 件"
    )
    reconsiderations_other: int | None = Field(
        default=None, title="复议其他情形数", description="of the reviews, those ended in another way; 件"
    )
    lawsuits: int | None = Field(
        default=None,
        title="行政诉讼数",
        description="administrative lawsuits over disclosure this year; 未发生 is 0; 件",
    )
    lawsuits_upheld: int | None = Field(
        default=None,
        title="诉讼维持或驳回数",
        description="of the lawsuits, those ended with the act upheld or the claim dismissed; 件",
    )
    lawsuits_corrected: int | None = Field(
        default=None, title="诉讼被依法纠错数", description="of the lawsuits, those ended with the act corrected; 件"
    )
    lawsuits_other: int | None = Field(
        default=None, title="诉讼其他情形数", description="of the lawsuits, those ended in another way; 件"
    )
    complaints: int | None = Field(
        default=None,
        title="举报投诉申诉数",
        description="complaints over disclosure (举报, 投诉, 申诉), neither reviews nor lawsuits; 件",
    )
