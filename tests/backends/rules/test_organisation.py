"""Rules of `organisation`: leading group, office, staff, money, meetings, trainings, own rules; and those of others."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.backends.rules.desk import cases, read, row

H = "一、组织领导和制度建设情况"

PHRASES = [
    row("staff of both kinds", H, "配备专职人员2人，兼职人员5人。", staff_full_time=2, staff_part_time=5),
    row("funding in wan", H, "全年投入政府信息公开专项经费3.5万元。", funding_wan_yuan=Decimal("3.5")),
    row("trainings and trainees", H, "举办政府信息公开培训班2期，培训人员86人次。", trainings=2, trainees=86),
    row("reading points", H, "设立政府信息查阅点4个。", reading_points=4),
]
OTHER = [
    row(
        "group, leader, office",
        H,
        "成立了由局长任组长的政府信息公开工作领导小组，领导小组办公室设在局办公室。",
        leading_group=True,
        leader="局长",
        office="局办公室",
    ),
    row("group alone", H, "调整充实了政务公开工作领导小组。", leading_group=True),
    row("funding in yuan", H, "安排政府信息公开工作经费8000元。", funding_wan_yuan=Decimal("0.8")),
    row("meetings", H, "召开政府信息公开工作会议3次。", meetings=3),
    row("chinese numerals", H, "组织开展业务培训三次，参训人员四十五人次。", trainings=3, trainees=45),
    row("units for disclosure", H, "全县设立政府信息公开专门机构6个。", dedicated_units=6),
    row("staff in all", H, "全系统从事政府信息公开工作人员共9人。", staff=9),
    row("no full-time staff", H, "我局没有专职工作人员，兼职工作人员1名。", staff_full_time=0, staff_part_time=1),
    row(
        "own rules",
        H,
        "制定了《青崖县水利局政府信息公开保密审查制度》和《青崖县水利局依申请公开工作规程》。",
        rules=["《青崖县水利局政府信息公开保密审查制度》", "《青崖县水利局依申请公开工作规程》"],
    ),
    row(
        "leading group by its shorter name",
        H,
        "县政府信息公开工作领导组由常务副县长温建任组长。",
        leading_group=True,
        leader="常务副县长温建",
    ),
    row(
        "full-time, the rest part-time",
        H,
        "从事政府信息公开工作的人员64名，专职的有12名，其余52名为兼职。",
        staff=64,
        staff_full_time=12,
        staff_part_time=52,
    ),
    row("all of them part-time", H, "信息公开共有工作人员5名，都是兼职。", staff=5, staff_part_time=5),
    row(
        "both kinds, then their sum",
        H,
        "由一名专职人员和四名兼职人员承办信息公开，共五人。",
        staff=5,
        staff_full_time=1,
        staff_part_time=4,
    ),
    row("this work", H, "目前从事此项工作的共有6人，专职2人。", staff=6, staff_full_time=2),
    row("what the party committee took up", H, "局党委会3次研究政务公开。", meetings=3),
    row("one each, counted together", H, "召开全局信息公开动员会和推进会各一次，计二次。", meetings=2),
    row("who was trained", H, "6月，组织18名信息公开人员集中培训1次。", trainings=1, trainees=18),
    row("spent on disclosure", H, "全年用于信息公开的支出为31200元。", funding_wan_yuan=Decimal("3.12")),
    row("sees to it himself", H, "明确党委书记、局长亲自抓信息公开。", leader="党委书记、局长"),
    row("office that takes the lead", H, "信息公开由分管领导负责，局办公室牵头落实。", office="局办公室"),
    row(
        "office of the police",
        H,
        "信息公开日常工作由法制支队承担，各派出所兼职联络员31名。",
        office="法制支队",
        staff_part_time=31,
    ),
    row(
        "two kinds of meetings, one count",
        H,
        "全年召开信息公开推进会、调度会4次，培训民警及文职人员210人次。",
        meetings=4,
        trainees=210,
    ),
    row(
        "how many of which kind",
        H,
        "安排3名工作人员负责此项工作，1人为专职、2人为兼职。",
        staff=3,
        staff_full_time=1,
        staff_part_time=2,
    ),
]
TRAPS = [
    row("the state council's regulations", H, "认真贯彻落实《中华人民共和国政府信息公开条例》。"),
    row("a superior's notice", H, "按照《国务院办公厅关于做好政府信息公开工作的通知》要求，扎实推进工作。"),
    row("the province's opinion", H, "根据《福建省人民政府关于推进政务公开工作的实施意见》，部署各项工作。"),
    row("group for another matter", H, "成立了防汛抗旱工作领导小组，明确分工。"),
    row("last year's trainings", H, "2013年举办培训班3期，2014年举办培训班1期。", trainings=1),
    row("planned staff", H, "2015年拟配备专职人员2名。"),
    row("travel and receptions", "二、主动公开情况", "公开三公经费支出36万元。"),
    row("project money", "二、主动公开情况", "公开水库除险加固项目资金420万元。"),
    row("staff in general", H, "我局现有干部职工68人。"),
    row("press conference is no meeting", "三、回应关切情况", "召开新闻发布会2次。"),
    row("document number", H, "印发青水办〔2014〕9号文件，召开政府信息公开工作会议2次。", meetings=2),
    row("target", H, "2015年计划举办培训班4期，培训人员200人次。"),
    row("training of farmers", "二、主动公开情况", "公开节水灌溉技术培训农民1200人次的情况。"),
    row("hearing", "二、主动公开情况", "全年召开水价听证会1次。"),
    row("reading rooms named, not counted", H, "在档案馆、图书馆设立政府信息查阅点。"),
    row(
        "part of another budget",
        H,
        "全年财政投入教育经费3.2亿元，其中信息公开经费1.5万元。",
        funding_wan_yuan=Decimal("1.5"),
    ),
    row("meetings on other matters", H, "召开党组会议12次、防汛会议5次。"),
    row("sent to others' training", H, "选派2名同志参加市政府办举办的信息公开培训班1期。"),
    row("passed on, not made", H, "转发《县政府办公室关于做好信息公开工作的通知》，学习《信息公开条例》。"),
    row(
        "money for the site beside it",
        H,
        "网站改版投入资金12万元，信息公开工作经费2万元。",
        funding_wan_yuan=Decimal(2),
    ),
    row(
        "so many each",
        H,
        "配备专职人员1名，每个乡镇配备兼职人员2名。",
        staff_full_time=1,
    ),
    row("quiz", H, "组织120人参加《条例》知识测试。"),
    row("growth of the money", H, "落实政府信息公开专项经费5万元，比上年增加1万元。", funding_wan_yuan=Decimal(5)),
    row("each quarter is no total", H, "每季度召开政府信息公开工作会议1次。"),
    row(
        "office that is in charge",
        H,
        "明确由办公室具体负责，配备了2名兼职工作人员从事信息公开。",
        office="办公室",
        staff_part_time=2,
    ),
    row("trained posts by name", H, "培训乡镇扶贫专干、驻村队员580人次。", trainees=580),
    row(
        "office's own staff, then the whole",
        H,
        "市政府办公室配备专职人员4名。全市各级行政机关现有政府信息公开工作人员347人，其中专职58人、兼职289人。",
        staff=347,
        staff_full_time=58,
        staff_part_time=289,
    ),
    row(
        "money below its heading",
        H,
        "二是落实经费。全年投入资金2.8万元，购置电脑1台。",
        funding_wan_yuan=Decimal("2.8"),
    ),
    row(
        "office in charge",
        H,
        "成立由局长担任组长的政务公开领导小组，明确局办公室为责任股室。",
        leading_group=True,
        leader="局长",
        office="局办公室",
    ),
    row("committee that studied it", H, "委党组会研究信息公开4次。", meetings=4),
    row(
        "who is in charge without a group",
        H,
        "主任刘清负总责，我局把信息公开交给局办公室承办。",
        leader="主任刘清",
        office="局办公室",
    ),
]


@pytest.mark.parametrize(("heading", "text", "values"), cases(PHRASES_md=PHRASES, other_wordings=OTHER, traps=TRAPS))
def test_organisation_states_what_the_sentences_state(heading: str, text: str, values: dict[str, Any]) -> None:
    assert read(heading, text, "organisation") == values
