"""复议、诉讼、投诉: reviews, lawsuits and complaints over disclosure (Regulations of 2008, article 33)."""

from __future__ import annotations

import re

from giextract.backends import Answer
from giextract.backends.rules.patterns import Count, fill
from giextract.backends.rules.sentences import Reading
from giextract.backends.rules.zeros import zeros

UNITS = "件|条|起|宗|次|例|个|人次|项|件次"
_S = "/disputes/"
_TAIL = "(?:案件|案|的|申请|件数|数量|数|总数|共|共计|有|为|是|：|发生|受理|被提起|被|提起|情况|收到|诉讼案|计|分别为|类|总计|一共|宗数|次数)*"

_CAUSE = "(?:因|由)(?:(?!公开|信息|申请|此|答复)[^，。；\ue001]){2,16}(?:引起|引发|提起|导致|产生)"
"""A cause of cases that is not disclosure: 因行政处罚引起的行政诉讼."""

RULES = (
    Count(_S + "lawsuits", rf"复议{_TAIL}(?:、|和|及)(?:被提起|提起|被)?(?:行政)?诉讼{_TAIL}，?(?:{{Y}}度?|本年度?|全年)?(?:各|均为|都是|均|都为){{N}}", ("复议",), units=UNITS, unless=_CAUSE + "|历年|累计"),
    Count(_S + "reconsiderations", r"(?:^|[，；。：、]|共有?|发生){N}(?:起|件|宗)?(?:行政)?复议(?!机关|决定|机构|后)(?=$|[，；。：、（])", ("复议",), units=UNITS, unless=_CAUSE + "|历年|累计"),
    Count(_S + "lawsuits", r"(?:^|[，；。：、]|共有?|发生){N}(?:起|件|宗)?(?:行政)?诉讼(?=$|[，；。：、（])", ("诉讼",), units=UNITS, unless=_CAUSE + "|历年|累计"),
    Count(_S + "reconsiderations", rf"复议{_TAIL}(?:、|和|及)?(?:被提起|提起|被)?(?:行政)?诉讼{_TAIL}，?(?:{{Y}}度?|本年度?|全年)?(?:各|均为|都是|均|都为)?{{N}}", ("复议",), units=UNITS, unless=_CAUSE + "|历年|累计"),
    Count(_S + "reconsiderations", r"复议[^。；\ue001]{0,12}{N}，其中，?(?:涉及|因|属于|属|与|有)*(?:政府)?信息公开(?:类|方面|有关|相关|的|工作|引起|为|案件){0,3}{N}", ("其中",), units=UNITS, unless="历年|累计"),
    Count(_S + "lawsuits", r"诉讼[^。；\ue001]{0,12}{N}，其中，?(?:涉及|因|属于|属|与|有)*(?:政府)?信息公开(?:类|方面|有关|相关|的|工作|引起|为|案件){0,3}{N}", ("其中",), units=UNITS, unless="历年|累计"),
    Count(_S + "reconsiderations", rf"复议{_TAIL}{{N}}", ("复议",), units=UNITS, unless=_CAUSE + "|历年|累计|复议后"),
    Count(_S + "reconsiderations", r"{N}(?:起|件|宗)?(?:的)?(?:因[^，。]{0,20})?(?:政府信息公开)?(?:类)?行政复议(?:案件|案|申请)", ("复议",), units=UNITS, unless=_CAUSE + "|历年|累计|诉讼"),
    Count(_S + "reconsiderations", r"{N}(?:申请)?(?:引起|引发|导致)(?:行政)?复议", ("复议",), units=UNITS, unless="历年|累计"),
    Count(_S + "reconsiderations_upheld", rf"复议{_TAIL}{{N}}(?=（[^（）\ue001]{{0,6}}维持[^（）\ue001]{{0,8}}）)", ("维持",), units=UNITS, unless="历年|累计"),
    Count(_S + "lawsuits_upheld", rf"诉讼{_TAIL}{{N}}(?=（[^（）\ue001]{{0,6}}驳回[^（）\ue001]{{0,8}}）)", ("驳回",), units=UNITS, unless="历年|累计"),
    Count(_S + "reconsiderations_upheld", rf"复议{_TAIL}{{N}}(?=，[^，。；\ue001]{{0,14}}(?:(?:均|全部|都|决定|予以|机关|政府)[^，。；\ue001]{{0,6}})维持(?![^，。；]{{0,8}}\ue001))", ("维持",), units=UNITS, unless=_CAUSE + "|历年|累计"),
    Count(_S + "reconsiderations_upheld", rf"复议{_TAIL}{{N}}(?=，[^，。；\ue001]{{0,12}}维持了?(?:我|本|原|其)[^，。；\ue001]{{0,12}}(?:$|[，。；]))", ("维持",), units=UNITS, unless="历年|累计"),
    Count(_S + "lawsuits_upheld", rf"诉讼{_TAIL}{{N}}(?=，[^，。；\ue001]{{0,12}}驳回[^，。；\ue001]{{0,8}}(?:$|[，。；]))", ("驳回",), units=UNITS, unless="历年|累计"),
    Count(_S + "lawsuits", rf"诉讼{_TAIL}{{N}}", ("诉讼",), units=UNITS, unless=_CAUSE + "|历年|累计|申诉、?诉讼"),
    Count(_S + "lawsuits", rf"(?:应诉|被诉){_TAIL}{{N}}", ("应诉", "被诉"), units=UNITS, unless=_CAUSE + "|历年|累计"),
    Count(_S + "lawsuits", r"{N}(?:起|件|宗)?(?:的)?(?:因[^，。]{0,20})?(?:政府信息公开)?(?:类)?行政诉讼(?:案件|案)", ("诉讼",), units=UNITS, unless=_CAUSE + "|历年|累计"),
    Count(_S + "complaints", rf"(?:举报|投诉|申诉)(?:、|和|及)?(?:举报|投诉|申诉)?{_TAIL}{{N}}", ("举报", "投诉", "申诉"), units=UNITS, unless=_CAUSE + "|历年|累计|12345|热线|网上投诉处理"),
    Count(_S + "complaints", r"{N}(?:起|件|宗)?(?:的)?(?:政府信息公开)?(?:类)?(?:举报|投诉)(?:案件|件)?", ("举报", "投诉"), own=True, units=UNITS, unless=_CAUSE + "|历年|累计"),
)  # fmt: skip

_OUTCOMES = (
    ("upheld", re.compile(r"(?:维持|驳回)[^，、；。\ue001]{0,14}\ue001")),
    (
        "corrected",
        re.compile(r"(?:纠正|纠错|撤销|变更|确认违法|违法|败诉|责令|重新答复|重新作出)[^，、；。\ue001]{0,14}\ue001"),
    ),
    ("other", re.compile(r"(?:其[他它]|撤回|终止|和解|撤诉|中止)[^，、；。\ue001]{0,10}\ue001")),
)
_EACH = re.compile("[各均都]")
_UNRELATED = re.compile(
    "消费者投诉|投诉[^，。]{0,8}处理结果|与(?:政府|政务)?(?:信息)?公开(?:工作)?无关|与此无关|不涉及(?:政府)?信息公开"
)
_ABOUT = re.compile("复议|诉讼|(?:信息|政务)公开|申诉")
_THINGS = {
    _S + "reconsiderations": (re.compile("复议"), None),
    _S + "lawsuits": (re.compile("诉讼|被诉"), None),
    _S + "complaints": (re.compile("举报|投诉|申诉"), None),
}


def answers(reading: Reading) -> list[Answer]:
    """Answers for the section: cases, their outcomes, and the zeros that words state."""
    reading.keep(lambda sentence: sentence.own or bool(_ABOUT.search(sentence.text)))
    reading.keep(lambda sentence: not _UNRELATED.search(sentence.text))
    found = {answer.path: answer for answer in fill(reading, RULES)}
    _without_sums(found, reading)
    for zero in zeros(reading, _THINGS):
        found.setdefault(zero.path, zero)
    for outcome in _outcomes(reading):
        found.setdefault(outcome.path, outcome)
    return list(found.values())


def _without_sums(found: dict[str, Answer], reading: Reading) -> None:
    """Leave out the one figure of `复议和诉讼共4件`, which states neither; of none, and of so many each, it states both."""
    reviews, suits = found.get(_S + "reconsiderations"), found.get(_S + "lawsuits")
    if not (reviews and suits and reviews.span and reviews.span == suits.span and reviews.value):
        return
    if not _EACH.search(reading.clean.text, max(0, reviews.span[0] - 8), reviews.span[0]):
        del found[_S + "reconsiderations"], found[_S + "lawsuits"]


def _outcomes(reading: Reading) -> list[Answer]:
    """Outcomes belong to the kind of case that was named last before them."""
    answers: list[Answer] = []
    case = ""
    for sentence in reading.sentences:
        if not sentence.own and not re.search("复议|诉讼", sentence.text):
            continue
        if re.search("争取|力争|目标|计划", sentence.text):
            continue
        for clause in re.finditer(r"[^，、；（）：]+", sentence.text):
            named = list(re.finditer("复议|诉讼|应诉", clause[0]))
            if named:
                case = "reconsiderations" if named[-1][0] == "复议" else "lawsuits"
            if not case or reading.scope(sentence, clause.start()) == "other":
                continue
            for outcome, pattern in _OUTCOMES:
                match = pattern.search(clause[0])
                if match:
                    offset = clause.start() + match.end() - 1
                    if re.fullmatch(UNITS, reading.figure(sentence, offset).unit or "件"):
                        answers.append(reading.answer_figure(f"{_S}{case}_{outcome}", sentence, offset))
                    break
    return answers
