"""Explaining policy and answering the public."""

from pydantic import BaseModel, ConfigDict, Field


class Engagement(BaseModel):
    """解读回应、互动."""

    model_config = ConfigDict(
        extra="forbid",
        title="解读回应、互动",
        json_schema_extra={
            "headings": [
                "解读",
                "回应",
                "互动",
                "热点",
                "热点问题",
                "舆情",
                "咨询",
                "社会关切",
                "政民互动",
                "在线访谈",
                "新闻发布",
            ],
            "cues": [
                "解读",
                "回应",
                "热点",
                "舆情",
                "新闻发布会",
                "主要负责同志",
                "在线访谈",
                "咨询",
                "留言",
                "来信",
                "信箱",
                "访问量",
                "点击",
                "浏览量",
                "热线",
                "12345",
                "投诉电话",
                "监督电话",
            ],
        },
    )

    interpretations: int | None = Field(
        default=None,
        title="政策解读稿件数",
        description="articles and pieces that explain policy (政策解读) this year; 篇",
    )
    hot_topics_answered: int | None = Field(
        default=None,
        title="回应公众关注热点或重大舆情数",
        description="hot topics or waves of public opinion answered, by whatever means; 次",
    )
    questions_answered: int | None = Field(
        default=None,
        title="答复咨询留言数",
        description="questions, 咨询, 留言 of the public answered or received for an answer; "
        "not applications for disclosure; 件",
    )
    press_conferences: int | None = Field(
        default=None, title="新闻发布会次数", description="press conferences held or joined this year; 次"
    )
    press_conferences_led: int | None = Field(
        default=None,
        title="主要负责同志参加新闻发布会次数",
        description="of the press conferences, those with the head of the body; 次",
    )
    online_interviews: int | None = Field(
        default=None, title="在线访谈次数", description="interviews on the government web site this year; 次"
    )
    online_interviews_led: int | None = Field(
        default=None,
        title="主要负责同志参加在线访谈次数",
        description="of the interviews, those with the head of the body; 次",
    )
    social_media_responses: int | None = Field(
        default=None,
        title="微博微信回应事件数",
        description="events answered by 微博 or 微信; not items disclosed there; 次",
    )
    other_responses: int | None = Field(
        default=None, title="其他方式回应事件数", description="events answered by other means; 次"
    )
    site_visits: int | None = Field(
        default=None,
        title="网站访问量",
        description="visits or clicks (访问量, 点击量) the report states; not 浏览次数 of the web page; 次",
    )
    hotline: str | None = Field(
        default=None,
        title="公众热线",
        description="a phone line for the public as printed; not the phone for questions about the report",
    )
