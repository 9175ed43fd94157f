"""Rules of `engagement`: interpretation, answers to the public, conferences, visits, and figures that only stand near them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.backends.rules.desk import cases, read, row

H = "三、政策解读和回应关切情况"

PHRASES = [
    row("pieces", H, "全年发布政策解读稿件12篇。", interpretations=12),
    row("answers to hot topics", H, "全年回应公众关注热点或重大舆情6次。", hot_topics_answered=6),
    row(
        "conferences and who led them",
        H,
        "举办新闻发布会3次，其中主要负责同志参加新闻发布会1次。",
        press_conferences=3,
        press_conferences_led=1,
    ),
    row(
        "interviews and who led them",
        H,
        "开展政府网站在线访谈5次，其中主要负责同志参加在线访谈2次。",
        online_interviews=5,
        online_interviews_led=2,
    ),
    row(
        "other ways to answer",
        H,
        "微博微信回应事件14次，其他方式回应事件5次。",
        social_media_responses=14,
        other_responses=5,
    ),
    row("visits", H, "2014年政府信息公开专栏访问量达19363人次。", site_visits=19363),
    row("questions", H, "全年接受群众咨询830人次。", questions_answered=830),
]
OTHER = [
    row(
        "visits in wan",
        H,
        "全年网站访问量为12.6万人次。",
        site_visits=126000,
    ),
    row("messages answered", H, "全年答复网民留言215条。", questions_answered=215),
    row("number before interpretation", H, "全年共发布9篇政策解读。", interpretations=9),
    row("conferences denied", H, "2014年未召开新闻发布会。", press_conferences=0),
    row("chinese numerals", H, "全年召开新闻发布会两场。", press_conferences=2),
    row("clicks", H, "全年信息公开栏目点击量48210次。", site_visits=48210),
    row("hotline", H, "开通12345政务服务热线。", hotline="12345"),
    row("under disclosure", "二、主动公开情况", "制作政策解读材料7份，在门户网站发布。", interpretations=7),
    row("made so many times", H, "“在线访谈”栏目制作4期。", online_interviews=4),
    row(
        "the head himself in an interview",
        H,
        "局长做客区公众信息网在线访谈1次。",
        online_interviews=1,
        online_interviews_led=1,
    ),
    row("answers on the site", H, "针对群众关心的热点问题，在网站上主动回应2次。", hot_topics_answered=2),
    row("questions, all answered", H, "对网站栏目提出的54个问题，我们都作了答复。", questions_answered=54),
    row("visits in a sentence", H, "信息网全年有5.2万人次浏览。", site_visits=52000),
    row("never held", H, "全年没有开过新闻发布会。", press_conferences=0),
]
TRAPS = [
    row("a day's visits", H, "网站日均访问量350人次，全年访问量12.8万人次。", site_visits=128000),
    row("growth of interpretations", H, "政策解读稿件比上年增加8篇。"),
    row(
        "a line that is no part of disclosure",
        H,
        "12358价格举报电话受理群众咨询1046件，与信息公开申请分开统计。",
        hotline="12358",
    ),
    row("visits since the site began", H, "网站自2008年开通以来累计访问量达230万人次。"),
    row(
        "running total beside the year's",
        H,
        "2014年访问量3.2万人次，历年累计访问量15万人次。",
        site_visits=32000,
    ),
    row("followers", H, "政务微博粉丝达1.2万人，政务微信关注人数3600人。"),
    row("last year's", H, "2013年发布政策解读8篇，2014年发布政策解读11篇。", interpretations=11),
    row("last year's in brackets", H, "召开新闻发布会4场（上年6场）。", press_conferences=4),
    row("target", H, "2014年发布政策解读3篇。2015年政策解读要达到20篇以上。", interpretations=3),
    row("posts", H, "政务微信全年推送信息1260条。"),
    row("growth", H, "网站访问量同比增长23%。"),
    row("document number", H, "按照青政办发〔2014〕22号要求，发布政策解读2篇。", interpretations=2),
    row("applications are no questions", "四、依申请公开情况", "全年收到政府信息公开申请26件，答复26件。"),
    row("duty in words", H, "凡重大政策均由主要负责人通过新闻发布会、在线访谈等形式进行解读。"),
    row(
        "the city's conferences",
        H,
        "市政府召开新闻发布会36场，我局召开新闻发布会1场。",
        press_conferences=1,
    ),
    row(
        "running total, of which this year's",
        H,
        "网站累计访问量52万人次，其中2014年6万人次。",
        site_visits=60000,
    ),
    row("posts, then answers", H, "政务微博发布信息890条，答复网友提问46条。", questions_answered=46),
    row(
        "head of the bureau",
        H,
        "召开新闻发布会3次，局长出席2次；在线访谈2期，局长参加1期。",
        press_conferences=3,
        press_conferences_led=2,
        online_interviews=2,
        online_interviews_led=1,
    ),
    row("reads of an account", H, "微信公众号阅读量7000次，网站访问量45000次。", site_visits=45000),
    row("running total, of which 本年度", H, "网站总访问量52万人次，其中本年度6万人次。", site_visits=60000),
    row(
        "led by the head",
        H,
        "召开新闻发布会1场，办主要负责同志出席并回答提问。",
        press_conferences=1,
        press_conferences_led=1,
    ),
    row(
        "a hotline that passes on",
        H,
        "市长热线12345转办事项118件。人防咨询投诉电话：0315-2716600。",
        hotline="0315-2716600",
    ),
    row("messages dealt with", H, "留言咨询办结1467件。", questions_answered=1467),
]


@pytest.mark.parametrize(("heading", "text", "values"), cases(PHRASES_md=PHRASES, other_wordings=OTHER, traps=TRAPS))
def test_engagement_states_what_the_sentences_state(heading: str, text: str, values: dict[str, Any]) -> None:
    assert read(heading, text, "engagement") == values
