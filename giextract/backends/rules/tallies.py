"""Tallies: `规范性文件信息4条，占3%；工作动态信息33条，占25%`, a name with a count and perhaps a share, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from giextract.backends import Answer
from giextract.backends.rules.sentences import FIGURES, Reading, Sentence
from giextract.text.skeleton import COUNT, PERCENT

_LEFT = re.compile(
    r"^(?:(?<![^（，])含|[、，；：。和及与●•◆■▲△★·○*]|—|-|其中|主要|包括|包含|分别|涉及|即|具体|其余(?:的)?为|共有|全年|今年|分为|有：|如下|按照?(?:信息)?(?:内容|类别|类型|主题|信息性质)(?:分类?|划分|来分|统计)?|[一二三四五六七八九十]是"
    r"|[\ue004\ue005]|（[一二三四五六七八九十\d]{1,2}）|\d{1,2}[.、．）]|[①-⑳⑴-⒇]|在(?=[^线])|是(?=[^否])|（|有(?!关|效)|(?<=其中)为|公开(?:了)?(?=[^信目指栏])|主动公开(?:了)?(?=[^的信政目指栏])|发布(?:了)?(?=[^会信])|年度|我[局区县市镇]|本[局区县市]|还|另|另外|同时|(?:公开)?渠道以|以(?=[^，]{2,24}为主$)|从[^：]{1,6}看)+"
)
_RIGHT = re.compile(
    r"(?:共计|共|合计|总计|(?<!统)计|达到|达|为|有|约|数量|总数|数|的有|：|是|总量|分别|占|（|“|等|累计|已|新增|(?<!应)(?<!应主动)(?:主动)?公开(?:政府)?信息|(?<!应)主动公开|(?<!应)(?<!应主动)公开|发布|公布|刊发|刊登|登载|的最多|（[^（）]{0,40}\.(?:cn|com|net|org)[^（）]{0,30}）|条数|全年|占大头|为主|最多|居首|居首位|，)+$"
)
_SHARE = re.compile(
    r"(?:[，、（]|\ue006)?(?:约)?(?:占|占比|所占)(?:比|公开|总体|总条数|所有|信息量|总数|总量|比例|全部|的|主动|信息|政府|总|比重|约|为|：|公开数|百分比)*\ue002）?|（\ue002）|，\ue002(?=[；，。）]|$)"
)
_PUBLISHES = re.compile(
    "(?:全年|年内|共|累计|已)*(?:发布|公开|公布|刊登|刊发|登载|播发|推送|编发|上报)(?:了)?(?:各类|政府|政务)*(?:信息|文件|公告|稿件|消息)?(?:共|计)*"
)
_COUNT = re.compile(COUNT)
_JOINS = re.compile("(?:为|达|有|共|计|是|共计|合计)*")
_LOST = re.compile(
    rf"(?P<n>[^，；：\ue001\ue002\ue003]{{2,30}}?(?:类信息|类|信息))(?P<u>条|件)[，、]?(?:占[^，。；\ue001]{{0,10}}){PERCENT}"
)
_PURE = re.compile(
    rf"[^，；：\ue001\ue002\ue003]{{2,40}}：?{COUNT}(?:[，、（]?(?:占[^，。；\ue001]{{0,10}})?{PERCENT}）?)?[，、.]?"
)


@dataclass(frozen=True, slots=True)
class Tally:
    """One item: skeleton offsets in its sentence of the name, of the count's sign and of the share's sign (or None).

    `before` is what stands between the mark in front of it and the name; `pure` says that it is the whole sentence; `lost` that
    its digits are missing (`矿业权审批类条，占5.1%`): `count` is then where the unit stands; `apart` that the name stands in the
    clause before and a verb in between (`县政府网站，全年发布信息105条`), as only channels are counted.
    """

    sentence: Sentence
    name: str
    name_start: int
    name_end: int
    count: int
    percent: int | None
    before: str
    pure: bool
    lost: bool = False
    apart: bool = False


def items(sentence: Sentence) -> Iterator[Tally]:
    """The tallies of a sentence, left to right; the name of each is what stands between the mark before it and the count."""
    text = sentence.text
    pure = bool(_PURE.fullmatch(text))
    previous = 0
    for match in _COUNT.finditer(text):
        count = match.start()
        start, end = _segment(text, previous, count)
        clause = _apart(text, previous, start, count)
        if clause is not None:
            start, end = clause
        share = _SHARE.match(text, count + 1)
        if not _inside_bracket(text, count):
            previous = share.end() if share else count + 1
        raw = text[start:end]
        left = _LEFT.match(raw)
        name_start = start + (left.end() if left else 0)
        right = _RIGHT.search(text[name_start:end])
        name_end = name_start + right.start() if right else end
        name = text[name_start:name_end]
        if not 2 <= len(name) <= 40 or any(sign in name for sign in FIGURES) or "。" in name:
            continue
        percent = text.find(PERCENT, count, share.end()) if share else None
        yield Tally(
            sentence, name, name_start, name_end, count, percent, text[start:name_start], pure, apart=clause is not None
        )
    lost = _LOST.fullmatch(text)
    if lost:
        left = _LEFT.match(lost["n"])
        begin = left.end() if left else 0
        yield Tally(
            sentence, lost["n"][begin:], begin, lost.end("n"), lost.start("u"), lost.end() - 1, "", True, lost=True
        )


def _segment(text: str, previous: int, count: int) -> tuple[int, int]:
    """Offsets between the mark before a name and its count; a bracket with figures of its own is stepped over."""
    low, high = previous, count
    close = text.rfind("）", previous, count)
    opening = text.rfind("（", 0, count)
    if close >= 0 and opening >= 0 and any(sign in text[opening:close] for sign in FIGURES):
        high = opening
        low = max([text.rfind(mark, 0, high) + 1 for mark in "，；：。"] + [text.rfind(COUNT, 0, high) + 1, 0])
        return low, high
    if opening > close and opening >= low:
        low = max(opening, text.rfind(COUNT, opening, high)) + 1
    start = low
    for mark in "，；：":
        start = max(start, text.rfind(mark, low, high) + 1)
    # `…类信息占大头，为587条`: the name stands in the clause before.
    if start > low and _JOINS.fullmatch(text, start, high):
        before = max([text.rfind(mark, low, start - 1) + 1 for mark in "，；："] + [low])
        if 2 <= start - 1 - before <= 30:
            return before, start - 1
    return start, high


def _apart(text: str, previous: int, start: int, count: int) -> tuple[int, int] | None:
    """Offsets of the clause before the one at `start`, where that one says only that so many were published."""
    if start - 1 <= previous or text[start - 1] != "，" or not _PUBLISHES.fullmatch(text, start, count):
        return None
    low = max([text.rfind(mark, previous, start - 1) + 1 for mark in "，；：。"] + [previous])
    return (low, start - 1) if 2 <= start - 1 - low <= 30 else None


def _inside_bracket(text: str, offset: int) -> bool:
    return text.rfind("（", 0, offset) > text.rfind("）", 0, offset) and text.find("）", offset) >= 0


def answer(reading: Reading, path: str, tally: Tally, name: tuple[int, int] | None = None) -> list[Answer]:
    """The answers of one tally as a list item at `path`; `name` are other offsets for the name, where rules know better."""
    start, end = name or (tally.name_start, tally.name_end)
    count = f"{path}/count"
    answers = [
        reading.answer_words(f"{path}/name", tally.sentence, start, end, None),
        reading.answer_words(count, tally.sentence, tally.count, tally.count + 1, None, "illegible")
        if tally.lost
        else reading.answer_figure(count, tally.sentence, tally.count),
    ]
    if tally.percent is not None:
        answers.append(reading.answer_figure(f"{path}/percent", tally.sentence, tally.percent))
    return answers
