"""收费及减免: money charged and waived for disclosure on request, in 万元 (Regulations of 2008, article 27)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from giextract.backends import Answer
from giextract.backends.rules.sentences import Reading, Sentence
from giextract.backends.rules.zeros import zeros
from giextract.text.skeleton import MONEY, compile_pattern

_CHARGED = compile_pattern(
    r"(?<!减免)(?<!免除)(?<!减免的)(?:收取|收费|收入|费用|共收|处理费|检索费|成本费|工本费)(?![^，。；]{0,8}(?:减免|免收)){__}(?:总额|金额|合计|共计|为|共|：|计|总计)*{M}"
)
_COLLECTED = compile_pattern(r"实际(?:收取|收费)(?:的)?(?:总)?(?:金额|费用)?(?:合计|共计|共|为|：|计|是)*{M}")
"""What came of the notices of charge (国办函〔2020〕109号, which has agencies report notices, their sum, and what was collected)."""
_COUNTED_NONE = compile_pattern(
    r"(?:收费|收取|处理费)(?:通知|情况|金额|总额|费用|件数|的|和|以及|及|总|实际|收取|、)*(?:均|都|各|全部)?(?:为|：|是){N}"
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
        if MONEY not in sentence.text or not _FEE.search(sentence.text) or not _is_about(sentence):
            continue
        for path, pattern in (
            ("/fees/waived_wan_yuan", _WAIVED),
            ("/fees/charged_wan_yuan", _COLLECTED),
            ("/fees/charged_wan_yuan", _CHARGED),
        ):
            for match in pattern.finditer(sentence.text):
                offset = match.end() - 1
                start = sentence.clause_start(match.start())
                if path in found or _NOT_DISCLOSURE.search(sentence.text, start, offset):
                    continue
                if reading.scope(sentence, offset) != "other":
                    figure = reading.figure(sentence, offset)
                    value = Decimal(figure.value or 0) / 10_000
                    found[path] = reading.answer_figure(path, sentence, offset, value)
    relevant = [sentence for sentence in reading.sentences if _is_about(sentence) or "申请" in sentence.text]
    for zero in (*_counted_none(reading, relevant), *zeros(reading, _THINGS, relevant)):
        found.setdefault(zero.path, zero)
    return list(found.values())


def _is_about(sentence: Sentence) -> bool:
    """Whether a sentence that speaks of money means the charge for disclosure."""
    heading = sentence.placed.trail[-1] if sentence.placed.trail else ""
    return (
        sentence.own
        or bool(re.search("信息公开|依申请|处理费|收费通知", sentence.text) or "处理费" in heading)
        or "applications" in sentence.placed.topics
    )


def _counted_none(reading: Reading, sentences: list[Sentence]) -> Iterator[Answer]:
    """`收费通知的件数和总金额以及实际收取的总金额均为0`: a 0 without a unit."""
    for sentence in sentences:
        for match in _COUNTED_NONE.finditer(sentence.text):
            offset = match.end() - 1
            if reading.figure(sentence, offset).value == 0 and reading.scope(sentence, offset) != "other":
                yield reading.answer_figure("/fees/charged_wan_yuan", sentence, offset, Decimal(0))
