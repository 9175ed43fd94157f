"""What the body finds wanting in its own work, and what it means to do about it."""

from pydantic import BaseModel, ConfigDict, Field


class Assessment(BaseModel):
    """问题与改进."""

    model_config = ConfigDict(
        extra="forbid",
        title="问题与改进",
        json_schema_extra={
            "headings": [
                "存在的主要问题及改进情况",
                "存在的主要问题和改进措施",
                "主要问题和改进",
                "主要问题及改进",
                "存在的问题",
                "存在问题",
                "主要问题",
                "问题和不足",
                "改进措施",
                "改进情况",
                "解决办法",
                "下一步工作",
                "工作打算",
            ],
            "cues": [
                "存在",
                "问题",
                "不足",
                "有待",
                "不够",
                "还需",
                "仍需",
                "尚需",
                "困难",
                "差距",
                "薄弱",
                "下一步",
                "改进",
                "今后",
            ],
        },
    )

    problems: list[str] | None = Field(
        default=None,
        title="存在的主要问题",
        description="each problem the report states, as printed, one clause or sentence each; "
        "not the praise before it, not the measure after it",
        json_schema_extra={"comparator": "narrative"},
    )
    measures: list[str] | None = Field(
        default=None,
        title="改进措施",
        description="each improvement the report announces, as printed: its heading or leading sentence, "
        "not its sub-points; not what was done in the year reported on",
        json_schema_extra={"comparator": "narrative"},
    )
