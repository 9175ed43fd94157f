"""A named count: one line of a breakdown."""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field


class Tally(BaseModel):
    """One part of a whole: `概况信息3条，占2.3%` is a name, a count and a share."""

    model_config = ConfigDict(extra="forbid", title="分项")

    name: str | None = Field(
        default=None,
        title="名称",
        description="name of the part as printed, without the unit and without 其中",
        json_schema_extra={"comparator": "text_part"},
    )
    count: int | None = Field(default=None, title="数量", description="how many, as printed; 条")
    percent: Decimal | None = Field(
        default=None, title="占比", description="share as printed, 9.2 for 9.2%, never worked out; percent"
    )
