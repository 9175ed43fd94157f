"""Proposals of deputies and of consultative members that the body had to answer."""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field


class Proposals(BaseModel):
    """人大建议、政协提案."""

    model_config = ConfigDict(
        extra="forbid",
        title="人大建议、政协提案",
        json_schema_extra={
            "headings": [
                "提案",
                "人大代表",
                "人大建议",
                "代表建议",
                "建议提案",
                "建议和提案",
                "建议、提案",
                "建议提案办理结果公开情况",
                "提案办理结果公开情况",
                "提案办理公开情况",
                "建议提案公开",
                "提案办理情况",
            ],
            "cues": ["人大代表", "人大建议", "代表建议", "政协", "提案", "建议提案", "办结率", "满意率", "办复"],
        },
    )

    npc: int | None = Field(
        default=None,
        title="人大代表建议数",
        description="proposals of people's congress deputies handled this year; 件",
    )
    cppcc: int | None = Field(
        default=None,
        title="政协提案数",
        description="proposals of consultative conference members handled this year; 件",
    )
    total: int | None = Field(
        default=None, title="建议提案总数", description="both kinds in one figure as printed, never added up; 件"
    )
    closed_percent: Decimal | None = Field(
        default=None, title="办结率", description="share of proposals settled (办结率, 办复率); percent"
    )
    satisfaction_percent: Decimal | None = Field(
        default=None, title="满意率", description="share of proposers content with the answer (满意率); percent"
    )
    replies_published: int | None = Field(
        default=None, title="公开办理结果数", description="replies to proposals that were made public; 件"
    )
