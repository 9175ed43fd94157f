"""Patterns for counts: a rule is a path, a pattern over skeletons, and what it must not stand beside.

The first sentence that matches fills the field: sentences under the section's own heading come before those elsewhere, and
the order of the report decides among them ("the first that is said of the whole stands", SCHEMA.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from giextract.backends import Answer
from giextract.backends.rules.sentences import FIGURES, Reading, Sentence
from giextract.text.figures import Figure
from giextract.text.skeleton import compile_pattern


@dataclass(frozen=True, slots=True)
class Count:
    """A count rule: `source` is a pattern whose last sign is the figure; `words` are needed in the sentence (any of them).

    `own` keeps the rule to lines under the section's own heading; `unless` is searched in the clause before the match and in
    the match. `units` are the units the figure may have (an empty unit always passes); `running` says whether it must be a running total,
    or must not be one.
    """

    path: str
    source: str
    words: tuple[str, ...]
    own: bool = False
    unless: str = ""
    units: str = ""
    scopes: tuple[str, ...] = ("this", "unsaid")
    running: bool | None = None
    pattern: re.Pattern[str] = field(init=False)
    cue: re.Pattern[str] = field(init=False)
    excluded: re.Pattern[str] | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", compile_pattern(self.source))
        object.__setattr__(self, "cue", re.compile("|".join(map(re.escape, self.words))))
        object.__setattr__(self, "excluded", compile_pattern(self.unless) if self.unless else None)


_WIDER = re.compile(
    r"全[省市州县区旗国]|(?<![向经由])[省市州县区](?:委|人民)?政府(?!信息|网|门户|公报|办)|人大常委会|法院|各部门|各级|各单位"
)
_CHANGE = re.compile(
    r"(?:较|比|同比|环比)[^，。；\ue001]{0,12}(?:增加|减少|增长|下降|上升|降低|新增|增|减|多|少)(?:了|到)?(?:约|近)?$"
)
_AVERAGE = re.compile(
    "(?:平均|日均|月均|年均|人均|最高|最多|单日|每[天日月季])[^，。；]{0,10}$|每(?:个|季度|半年|[月周县区乡镇村局站所科室家])[^，。；\ue001]{0,24}$"
)
_OF_ANOTHER_YEAR = re.compile(r"(?:比|较|与)(?:上年|去年|上一年|前年|\ue004)[^，。；\ue001]{0,4}的$")
_SHARED_OUT = re.compile("(?:分别|依次|各)(?:为|是|有|收到|达)?$")
_NOT_EVEN_ONE = re.compile("[也都](?:没有|未|无)")
_ANOTHER_FIGURE = re.compile("[^，。；]{0,2}[、和及，]\ue001")
_SUPPOSED = re.compile(r"如果|(?:^|，)若(?!干)|力争|不超过|不得超过|不足(?=[^，]{0,2}$)|对于|凡(?=[^，]{0,12}$)")
_OWN = re.compile(r"[我本](?:单位|机关|街道|[局委办厅镇乡站院中队所处部])|镇政府|乡政府|街道办")


def figure_offset(match: re.Match[str]) -> int:
    """Offset of the last figure sign in the match."""
    return max(match[0].rfind(sign) for sign in FIGURES) + match.start()


def fits(reading: Reading, rule: Count, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a match is about the right time, unit and thing."""
    offset = figure_offset(match)
    if rule.excluded:
        start = sentence.clause_start(match.start())
        if rule.excluded.search(sentence.text, start, min(len(sentence.text), offset + 1)):
            return False
    figure = reading.figure(sentence, offset)
    if rule.units and figure.unit and not re.fullmatch(rule.units, figure.unit):
        return False
    if _no_count_of_its_own(sentence.text, sentence.clause_start(match.start()), offset):
        return False
    if _of_a_range(reading, figure) or _SUPPOSED.search(sentence.text, sentence.clause_start(match.start()), offset):
        return False
    if isinstance(figure.value, int) is False and figure.kind in ("count", "bare"):
        return False
    if (
        not figure.unit
        and 1990 <= (figure.value or 0) <= 2030
        and len(sentence.text) > offset + 1
        and sentence.text[offset + 1] in "年-"
    ):
        return False
    if rule.running is not None and rule.running != runs(reading, sentence, offset):
        return False
    return reading.scope(sentence, offset) in rule.scopes


def _no_count_of_its_own(text: str, start: int, offset: int) -> bool:
    """Whether the figure at `offset` is a change, an average, another year's, the 一 of 一件也没有, or the first of several that are shared out."""
    before = text[start:offset]
    if (
        _NOT_EVEN_ONE.match(text, offset + 1)
        or _CHANGE.search(before)
        or _AVERAGE.search(before)
        or _OF_ANOTHER_YEAR.search(before)
    ):
        return True
    return bool(_SHARED_OUT.search(before)) and bool(_ANOTHER_FIGURE.match(text, offset + 1))


def _of_a_range(reading: Reading, figure: Figure) -> bool:
    """Whether the figure is an end of `3-5件` or a part of `3+4件`: then its digits alone do not state the count."""
    text = reading.clean.text
    before, after = text[max(0, figure.start - 2) : figure.start], text[figure.digits_end : figure.digits_end + 2]
    return bool(re.fullmatch(r"\d[-~～+*×]", before) or re.match(r"[-~～+*×]\d|[²³eE]", after))


def runs(reading: Reading, sentence: Sentence, offset: int) -> bool:
    """Whether the clause before `offset` speaks of a running total; `累计` within this year does not (PHRASES.md, totals)."""
    start = sentence.clause_start(offset)
    before = reading.without_this_year(sentence, max(0, start - 16), offset)
    clause = before[min(start, 16) :]
    if before[: min(start, 16)].endswith("以来，") or re.search("历年|以来|至今", clause):
        return True
    if re.search("截[至止]", before):
        return "累计" in clause
    return "累计" in clause and reading.scope(sentence, offset) != "this"


def matches(reading: Reading, rule: Count, sentences: Iterable[Sentence]) -> Iterable[tuple[Sentence, int]]:
    """Every fitting place of a rule, in order: the sentence and the figure's offset in it."""
    for sentence in sentences:
        if rule.own and not sentence.own:
            continue
        if not rule.cue.search(sentence.text) or (not sentence.own and "assessment" in sentence.placed.topics):
            continue
        fitting = [match for match in rule.pattern.finditer(sentence.text) if fits(reading, rule, sentence, match)]
        for match in fitting:
            offset = figure_offset(match)
            if not of_another_body(sentence, offset):
                yield sentence, offset


def of_another_body(sentence: Sentence, offset: int) -> bool:
    """Whether the clause around `offset` speaks of a wider body (全县, 市政府) while the report's own (我局) stands elsewhere.

    `全县收到申请310件，其中我局收到11件`: the report is the bureau's.
    """
    start = sentence.clause_start(offset)
    stop = sentence.text.find("，", offset)
    around = sentence.text[start : stop if stop >= 0 else len(sentence.text)]
    rest = sentence.text[:start] + sentence.text[stop:] if stop >= 0 else sentence.text[:start]
    return bool(_WIDER.search(sentence.text, start, offset)) and not _OWN.search(around) and bool(_OWN.search(rest))


def fill(reading: Reading, rules: Sequence[Count]) -> list[Answer]:
    """One answer per path: own lines first, then the others; within them earlier rules first, then earlier sentences."""
    own = [sentence for sentence in reading.sentences if sentence.own]
    others = [sentence for sentence in reading.sentences if not sentence.own]
    answers: dict[str, Answer] = {}
    for group in (own, others):
        if not group:
            continue
        text = "\n".join(sentence.text for sentence in group)
        for rule in rules:
            if rule.path in answers or not rule.cue.search(text):
                continue
            found = next(iter(matches(reading, rule, group)), None)
            if found is not None:
                answers[rule.path] = reading.answer_figure(rule.path, *found)
    return list(answers.values())
