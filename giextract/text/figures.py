"""Figures: every number with its unit in clean text, and what else numbers are there for.

One scan finds all of them, so that what no rule has claimed can be listed afterwards. A number that counts nothing
(document number, date, phone, ordinal, postcode, list mark) is found too, with a kind that says why it is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Literal

from giextract.text.dates import DATE
from giextract.text.numerals import PATTERN as NUMERAL_PATTERN
from giextract.text.numerals import approximate, parse_numeral

Kind = Literal[
    "count", "bare", "percent", "points", "money",
    "year", "date", "month", "document_number", "phone", "address", "ordinal", "list_mark", "article",
]  # fmt: skip

COUNTING = frozenset({"count", "percent", "points", "money"})
"""Kinds that state something; the others are left out of the account of figures."""

UNITS = (
    "个工作日|个月|个小时|个部[分份]|个大部分|个方面|大部分|部[分份]|方面|人次|人天|件次|条次|期次|场次|批次|户次|篇次|份数|件数|条数|条(?!例)|件|份(?!额)|起(?!诉)|宗|次(?!会议|全会|全体)|期(?!间|限)|篇|项|个|例|人(?!大|民|员|事|才)|名(?!单)|位(?!于)|家(?!庭)|户(?!外)|场(?!所)|批(?!准|复)|幅|块|种(?!植)|类|处(?!理|置|室)|台(?!账)|套|页|册|"
    "部(?!分|门)|字|本(?!级|单)|张|封|则|辑|版|栏|天|日|小时|分钟|工作日|岁|分(?!别|类)|公里|平方米|平方公里|亩|吨|辆|间|所(?!属)|座(?!谈)|根(?!据)|颗|GB|G|M|支|轮|岗|点(?!击)|门"
)
"""Regex source of the units that counts are printed with."""

_COUNT_ONLY = "个工作日|个月|个小时|个部[分份]|个大部分|个方面|大部分|部[分份]|方面|条|件|份|起|宗|次|期|篇|项|人次|人|名|家|户|场|批|例|封|则|件次|条次|期次|场次|批次|个"

_SCAN = re.compile(
    # The look-ahead names all characters a figure can begin with: it keeps the scan fast through plain words.
    r"(?=[0-9A-Za-z〇○零一二两三四五六七八九十百千万亿廿卅第①-⑳（〔\[【])"
    r"(?:(?P<address>(?:https?：?:?//|www\.)[\w./?=&%#~:+-]+|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}|(?<![A-Za-z0-9.-])[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,6}\.(?:gov|com|cn|org|net)(?:\.cn)?)"
    r"|(?P<document_number>[〔\[【（][12]\d{3}[〕\]】）] ?第?\d*号?|[〔\[][12]\d{3}[〕\]]|第?\d{1,4}号(?:令|文|公告)?)"
    rf"|(?P<date>{DATE}(?: ?\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?)"
    r"|(?P<year>(?:19|20)\d{2}(?:[-至到、和](?:19|20)\d{2})?年(?:年?度|末|底|初)?|(?:二[〇○零oO0][〇○零一二oO0][〇○零一二三四五六七八九oO0])年度?"
    r"|(?<!\d)\d{2}年度|(?<!\d)(?:19|20)\d{2}(?=年))"
    r"|(?P<month>(?<![0-9])\d{1,2}日(?=[前至到，。、起])|\d{1,2}月(?:份|\d{1,2}[日号])?|[一二三四五六七八九十]{1,2}月(?:份|[一二三四五六七八九十]{1,3}[日号])?|(?<!\d)\d{1,2}:\d{2}(?::\d{2})?)"
    r"|(?P<phone>(?<!\d)(?:0\d{2,3}|400|800)-+\d{3,4}-?\d{3,5}(?:[-转]\d{1,6})?|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)[2-8]\d{6,7}(?=[，。；、）\n]|$))"
    r"|(?P<list_mark>(?<![0-9.、年月])\d{1,2}、(?=[\u4e00-\u9fff])|(?:(?<=\n)|(?<=[。；：|])|(?<=\| )|^)[（(]?\d{1,2}(?:[）)][、.]?|[、.](?!\d))|[①-⑳]|（\d{1,2}）)"
    r"|(?P<ordinal>第(?:\d+|[一二三四五六七八九十百]+)(?:部分|[届次期条款项章批个位名号类季])?|[一二三四五六七八九十]是|(?:(?<=\n)|(?<=[。；：]))[一二三四五六七八九十]{1,3}、"
    r"|（[一二三四五六七八九十]{1,3}）)"
    # Only where a number may begin: the numeral itself is matched apart, so that its large pattern is compiled once.
    r"|(?P<number>(?:百分之)?(?=[OolI〇○]*+[0-9]|[零〇○一二两三四五六七八九十百千万亿廿卅])))"
)
_TAIL = re.compile(rf"(?:%|个百分点|(?:多|余)?(?:万|亿)?元|(?:余|多|来)?(?:{UNITS}))?")
_CHINESE_START = re.compile(r"[零〇○一二两三四五六七八九十百千万亿廿卅]")
_COUNT_UNIT = re.compile(rf"(?:{_COUNT_ONLY})$")
_ARTICLE = re.compile(r"[一两](?:个|项|种|位|批|名|份|次|天|条|件|篇|期|类|点|支|套|部|处|家|本|张|场|户)$")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number in clean text: `start` to `end` holds it with its unit, `start` to `digits_end` its digits alone.

    `value` is None for kinds that count nothing. Money is in yuan, percentages are as printed.
    """

    kind: Kind
    start: int
    end: int
    digits_end: int
    value: int | Decimal | None = None
    unit: str = ""
    approximate: bool = False


def scan(text: str) -> tuple[Figure, ...]:
    """All figures of clean text, left to right, none overlapping; linear in its length."""
    figures: list[Figure] = []
    position = 0
    while match := _SCAN.search(text, position):
        start, position = match.span()
        kind = match.lastgroup
        if kind != "number":
            figures.append(Figure(kind, start, position, position))  # type: ignore[arg-type]
            continue
        digits = NUMERAL_PATTERN.match(text, position)
        if digits is None:
            position = start + 1
            continue
        tail = _TAIL.match(text, digits.end())
        assert tail is not None
        figure = _figure(text, start, digits, tail)
        position = tail.end()
        if figure is not None:
            figures.append(figure)
    return tuple(figures)


@lru_cache(maxsize=32)
def scanned(text: str) -> tuple[Figure, ...]:
    """What `scan` finds, kept for the few texts at work: backends ask for the figures of one report again and again."""
    return scan(text)


def figures_between(text: str, start: int, end: int) -> tuple[Figure, ...]:
    """The figures of a whole clean text that begin in [start, end), with their offsets in the text."""
    figures = scanned(text)
    low = bisect_left(figures, start, key=_START)
    return figures[low : bisect_left(figures, end, low, key=_START)]


_START = attrgetter("start")


def _figure(text: str, start: int, numeral: re.Match[str], following: re.Match[str]) -> Figure | None:
    digits, digits_end = numeral[0], numeral.end()
    tail, end = following[0], following.end()
    value = parse_numeral(digits)
    if start < numeral.start():
        return Figure("percent", start, digits_end, digits_end, value) if value is not None else None
    if value is None:
        return Figure("address", start, end, end)
    rounded = approximate(text, start, digits_end)
    if tail in ("%", "个百分点"):
        return Figure("percent" if tail == "%" else "points", start, end, digits_end, value, "%", rounded)
    if tail.endswith("元") and not tail.endswith(("单元", "多元")):
        factor = 10_000 if "万" in tail else 100_000_000 if "亿" in tail else 1
        return Figure("money", start, end, digits_end, value * factor, "元", rounded)
    unit = tail.lstrip("余多来")
    if _CHINESE_START.match(digits):
        if _ARTICLE.fullmatch(text, start, end):
            return Figure("article", start, end, digits_end, value, unit)
        if not unit or not _COUNT_UNIT.search(text, start, end):
            return None
    if not unit:
        return Figure("bare", start, end, digits_end, value, "", rounded)
    return Figure("count", start, end, digits_end, value, unit, rounded)
