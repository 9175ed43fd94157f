"""What the body finds wanting in its own work, and what it means to do about it."""

from pydantic import BaseModel, ConfigDict, Field


class Assessment(BaseModel):
    """问题与改进."""

    model_config = ConfigDict(
        extra="forbid",
        title="问题与改进",
        json_schema_extra={
            "headings": [
                "存在问题",
                "存在的",
                "主要问题",
                "问题和",
                "问题及",
                "问题与",
                "问题、",
                "的问题",
                "问题",
                "不足",
                "困难",
                "改进",
                "整改",
                "打算",
                "对策",
                "下一步",
                "下步",
                "下阶段",
                "努力方向",
                "今后",
                "明年",
                "差距",
                "薄弱环节",
                "工作思路",
                "工作计划",
                "年工作安排",
                "工作重点",
                "怎么干",
                "年怎么",
                "年要做",
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
