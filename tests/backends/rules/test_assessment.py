"""Rules of `assessment`: each problem and each measure as printed, in lists, numbered headings and plain sentences."""

from __future__ import annotations

from typing import Any

import pytest

from tests.backends.rules.desk import cases, read, row

BOTH = "六、存在的主要问题和改进措施"

PHRASES = [
    row(
        "series of one and two",
        BOTH,
        "存在的主要问题：一是公开内容不够全面；二是更新不够及时。下一步将采取以下措施：一是充实公开内容；二是加快信息更新。",
        problems=["公开内容不够全面", "更新不够及时"],
        measures=["充实公开内容", "加快信息更新"],
    ),
    row(
        "series miscounted",
        BOTH,
        "主要问题：一是人员流动较大；三是业务水平不高；三是公开渠道单一。",
        problems=["人员流动较大", "业务水平不高", "公开渠道单一"],
    ),
    row(
        "numbered headings",
        BOTH,
        "（一）主要问题\n1.公开意识有待增强。个别科室重视不够。\n2.信息质量有待提高。\n（二）改进措施\n1.加强学习培训。每季度组织一次学习。\n"
        "2.完善考核机制。将公开工作纳入考核。",
        problems=["公开意识有待增强", "信息质量有待提高"],
        measures=["加强学习培训", "完善考核机制"],
    ),
    row(
        "measures of next year",
        BOTH,
        "一年来，我局信息公开工作仍存在公开形式不够丰富的问题。2015年，我局将进一步拓宽公开渠道，方便群众查询。",
        problems=["公开形式不够丰富"],
        measures=["2015年，我局将进一步拓宽公开渠道，方便群众查询"],
    ),
]
OTHER = [
    row(
        "deficiencies behind an opener",
        BOTH,
        "我局工作还存在一些不足，如信息更新不够及时、公开内容还有待完善，与群众的要求还有差距。",
        problems=["信息更新不够及时", "公开内容还有待完善", "与群众的要求还有差距"],
    ),
    row(
        "two headings",
        "六、存在问题",
        "一是宣传力度不够大；二是队伍建设有待加强。\n七、改进措施\n一是加大宣传力度；二是加强队伍建设。",
        problems=["宣传力度不够大", "队伍建设有待加强"],
        measures=["加大宣传力度", "加强队伍建设"],
    ),
    row(
        "first and second",
        "七、下一步工作打算",
        "一是继续完善公开目录；二是规范依申请公开流程；三是强化监督检查。",
        measures=["继续完善公开目录", "规范依申请公开流程", "强化监督检查"],
    ),
    row(
        "bracketed marks",
        "七、改进措施",
        "（一）健全制度体系。（二）提升人员素质。（三）扩大公开范围。",
        measures=["健全制度体系", "提升人员素质", "扩大公开范围"],
    ),
    row(
        "circled marks",
        "六、主要问题",
        "①栏目设置不够合理。②公开时效性不强。",
        problems=["栏目设置不够合理", "公开时效性不强"],
    ),
    row("one plain problem", "六、存在的主要问题", "部分科室报送信息不及时。", problems=["部分科室报送信息不及时"]),
    row(
        "nth marks, both lists",
        BOTH,
        "第一，部分人员认识不足。第二，公开目录不够细化。针对上述问题，我局将：第一，强化培训。第二，细化目录。",
        problems=["部分人员认识不足", "公开目录不够细化"],
        measures=["强化培训", "细化目录"],
    ),
    row(
        "semicolons and digits",
        BOTH,
        "存在问题及不足：1、发布信息数量偏少；2、依申请公开流程不熟。整改措施：1、明确报送任务；2、组织专题学习。",
        problems=["发布信息数量偏少", "依申请公开流程不熟"],
        measures=["明确报送任务", "组织专题学习"],
    ),
    row(
        "brackets, both lists",
        BOTH,
        "主要问题：（一）公开意识不强。（二）制度不够健全。\n改进措施：（一）提高认识。（二）健全制度。",
        problems=["公开意识不强", "制度不够健全"],
        measures=["提高认识", "健全制度"],
    ),
    row(
        "one of each behind labels",
        BOTH,
        "问题：信息公开专业人员缺乏。措施：引进专业人才，加强业务培训。",
        problems=["信息公开专业人员缺乏"],
        measures=["引进专业人才，加强业务培训"],
    ),
]
TRAPS = [
    row("deeds in the overview", "一、概述", "一是加强组织领导；二是完善制度建设；三是强化宣传培训。"),
    row(
        "requirements of the law",
        "二、主动公开情况",
        "对不及时公开的信息要进一步核查，问题整改率为100%。",
    ),
    row("problem solved, elsewhere", "三、互动交流", "针对群众反映的问题，我局加大了答复力度。"),
    row("no problem stated", "六、存在的主要问题", "2014年我局政府信息公开工作平稳有序。"),
    row("heading and 无", "六、存在的主要问题", "无。"),
    row(
        "poor people's fees",
        "四、收费及减免情况",
        "2014年度收费总额为0.05万元，免除困难群众收费0.01万元。",
    ),
    row(
        "shortcomings named, none told",
        BOTH,
        "2014年，我们取得了一些成绩，但还存在一些不足。今后，我们将继续加强学习，完善制度。",
        measures=["今后，我们将继续加强学习，完善制度"],
    ),
]


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """The values without the full stops that a reader may or may not copy."""
    return {name: [item.rstrip("。；") for item in items] for name, items in values.items()}


@pytest.mark.parametrize(("heading", "text", "values"), cases(PHRASES_md=PHRASES, other_wordings=OTHER, traps=TRAPS))
def test_assessment_states_what_the_sentences_state(heading: str, text: str, values: dict[str, Any]) -> None:
    assert plain(read(heading, text, "assessment")) == values
