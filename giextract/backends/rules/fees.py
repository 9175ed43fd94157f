"""收费及减免: money charged and waived for disclosure on request, in 万元 (Regulations of 2008, article 27)."""

from __future__ import annotations

import re
from decimal import Decimal

from giextract.backends import Answer
from giextract.backends.rules.sentences import Reading
from giextract.backends.rules.zeros import zeros
from giextract.text.skeleton import MONEY, compile_pattern

_CHARGED = compile_pattern(
    r"(?<!减免)(?<!免除)(?<!减免的)(?:收取|收费|收入|费用|共收|处理费|检索费|成本费|工本费)(?![^，。；]{0,8}(?:减免|免收)){__}(?:总额|金额|合计|共计|为|共|：|计|总计)*{M}"
)
_WAIVED = compile_pattern(r"(?:减免|免除|免收|减收|免去)(?:(?!收取|收费)[^。；\ue003]){0,24}?{M}")
_NOT_DISCLOSURE = re.compile(
    r"(?:较|比)(?:上年|去年|上一年)[^，]{0,6}$|每[页份次张条件][^，。]{0,2}$|经费|预算|拟|计划|行政事业性|罚|投入|安排|工程|补贴|资金|税"
)
_FEE = re.compile(r"收费|收取|费用|减免|工本费|检索费|邮寄费|处理费|免费")
_THINGS = {
    "/fees/charged_wan_yuan": (
        re.compile(r"收费|收取|费用|工本费|检索费|邮寄费|处理费|免费"),
        re.compile(
            r"减免(?:的)?费用|乱收费|行政事业性|三公|违规|收费项目|收费标准|公开免费|免费(?:发放|开放|赠|印|培训|领取|上网|停车)"
        ),
    ),
    "/fees/waived_wan_yuan": (re.compile("减免|免除|减收|免收"), None),
}


def answers(reading: Reading) -> list[Answer]:
    """Answers for the section; where the report states no fee there is none."""
    found: dict[str, Answer] = {}
    for sentence in reading.sentences:
        if MONEY not in sentence.text or not _FEE.search(sentence.text):
            continue
        about = re.search("信息公开|依申请|信息处理费", sentence.text) or "applications" in sentence.placed.topics
        if not sentence.own and not about:
            continue
        for path, pattern in (("/fees/waived_wan_yuan", _WAIVED), ("/fees/charged_wan_yuan", _CHARGED)):
            for match in pattern.finditer(sentence.text):
                offset = match.end() - 1
                start = sentence.clause_start(match.start())
                if path in found or _NOT_DISCLOSURE.search(sentence.text, start, offset):
                    continue
                if reading.scope(sentence, offset) != "other":
                    figure = reading.figure(sentence, offset)
                    value = Decimal(figure.value or 0) / 10_000
                    found[path] = reading.answer_figure(path, sentence, offset, value)
    relevant = [
        sentence
        for sentence in reading.sentences
        if sentence.own
        or re.search(r"信息公开|依申请|申请|信息处理费", sentence.text)
        or "applications" in sentence.placed.topics
    ]
    for zero in zeros(reading, _THINGS, relevant):
        found.setdefault(zero.path, zero)
    return list(found.values())
