"""Who does the work, with which people, money and rules."""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field


class Organisation(BaseModel):
    """组织领导、制度建设、监督保障."""

    model_config = ConfigDict(
        extra="forbid",
        title="组织领导、制度建设、监督保障",
        json_schema_extra={
            "headings": [
                "概述",
                "概况",
                "总体情况",
                "基本情况",
                "组织领导",
                "组织机构",
                "组织推进",
                "组织保障",
                "组织建设",
                "机构",
                "制度",
                "监督保障",
                "监督检查",
                "保障",
                "培训",
                "队伍",
                "宣传",
                "主要做法",
                "工作推进",
                "准备工作",
                "基本做法",
                "加强领导",
                "强化领导",
                "人员",
                "经费",
                "考核",
                "谁在管",
                "怎么管",
                "总体工作",
                "工作开展情况",
                "工作概述",
            ],
            "cues": [
                "领导小组",
                "组长",
                "分管",
                "主管",
                "牵头",
                "具体负责",
                "日常工作",
                "专门机构",
                "查阅点",
                "查阅场所",
                "查阅中心",
                "工作人员",
                "专职",
                "兼职",
                "专项经费",
                "工作经费",
                "会议",
                "培训",
                "制度",
                "办法",
                "印发",
                "出台",
                "制定",
            ],
        },
    )

    leading_group: bool | None = Field(
        default=None,
        title="设立领导小组",
        description="true if a leading group (领导小组) for disclosure is said to exist",
    )
    leader: str | None = Field(
        default=None,
        title="负责人",
        description="who heads the group or leads the work, name or post as printed",
        json_schema_extra={"comparator": "text_part"},
    )
    office: str | None = Field(
        default=None,
        title="工作机构",
        description="the unit that does the daily work, not the leading group itself",
        json_schema_extra={"comparator": "text_part"},
    )
    dedicated_units: int | None = Field(default=None, title="专门机构数", description="units set up for disclosure; 个")
    reading_points: int | None = Field(
        default=None, title="查阅点数", description="places where the public can read what is disclosed; 个"
    )
    staff: int | None = Field(
        default=None,
        title="从事政府信息公开工作人员数",
        description="people who do this work, full-time and part-time; 人",
    )
    staff_full_time: int | None = Field(
        default=None, title="专职人员数", description="of the staff, those full-time; 人"
    )
    staff_part_time: int | None = Field(
        default=None, title="兼职人员数", description="of the staff, those part-time; 人"
    )
    funding_wan_yuan: Decimal | None = Field(
        default=None,
        title="专项经费",
        description="money spent on or set aside for this work, not fees charged to applicants; 万元",
    )
    meetings: int | None = Field(default=None, title="会议数", description="meetings held on this work this year; 次")
    trainings: int | None = Field(
        default=None, title="培训班数", description="training courses held this year, not their participants; 次"
    )
    trainees: int | None = Field(default=None, title="接受培训人次", description="people trained this year; 人次")
    rules: list[str] | None = Field(
        default=None,
        title="制度文件",
        description="rules, plans and notices on disclosure of the body's own level that it names, 《…》 as printed; "
        "not the State Council's 条例, not notices of superiors",
        json_schema_extra={"comparator": "text_part"},
    )
