"""Dates and years of a report against each other: signature, period, title and text.

A report is written after the year it is about (条例 of 2008, article 31: by 31 March; of 2019, article 49: by 31 January), and
covers that year; the first one began on 1 May 2008, when the 条例 came into force.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from giextract.audit.finding import of_text, said
from giextract.audit.material import Material
from giextract.audit.rule import Rule
from giextract.record import Fact, Finding, Span

SIGNED = Rule(
    "signed_before_year_end",
    "落款日期{stated}早于报告年度结束日{expected}",
    "signed on {stated}, before {expected}, the end of the year reported on",
)
FAR = Rule(
    "signed_in_the_future",
    "落款日期{stated}距报告年度{expected}过远",
    "signed on {stated}, years after {expected}, the year reported on",
    "warning",
)
NO_DAY = Rule("no_such_day", "没有这一天：“{stated}”", "there is no such day: “{stated}”", "warning")
POSTED = Rule(
    "posted_before_year_end",
    "发布日期{stated}早于报告年度结束日{expected}",
    "posted on {stated}, before {expected}, the end of the year reported on",
    "warning",
)
PERIOD = Rule(
    "period_of_another_year",
    "统计期限{stated}不在报告年度{expected}之内",
    "the period, {stated}, lies outside {expected}, the year reported on",
)
SHORT = Rule(
    "period_not_the_year",
    "统计期限{stated}不是整个报告年度{expected}",
    "the period, {stated}, is not the whole of {expected}, the year reported on",
    "note",
)
REVERSED = Rule(
    "period_reversed",
    "统计期限起止颠倒：{stated}晚于{expected}",
    "the period ends before it begins: {stated} is after {expected}",
    "warning",
)
YEAR = Rule(
    "year_in_text",
    "标题年度为{expected}，正文称本报告为{stated}年度报告",
    "the title has {expected}, the text calls this the report on {stated}",
    "warning",
)
PLAN = Rule(
    "plan_for_past_year",
    "下一步计划写的是{stated}年，而报告年度{expected}年已经过去",
    "the plan is for {stated}, but {expected}, the year reported on, is over",
    "warning",
)

_LATEST = 3
"""Years after the one reported on by which a report is signed, also a late one."""
_LATE_DAY = re.compile(r"月(3[0-9])日")
_MONTH = re.compile(r"(?<![0-9])(?:1[0-2]|[1-9])$")
FIRST_DAY = date(2008, 5, 1)
_THIS = re.compile(
    r"(?:本|编制|公布|现将|向社会公布)[^。；\n]{0,24}?(?<!\d)(20[0-2]\d)年(?:度)?(?:政府|政务)?信息公开(?:工作)?(?:年度)?(?:工作)?(?:报告|情况)"
)
_PLAN = re.compile(
    r"(?:^|[。；\n、.）])(20[0-2]\d)年(?:度)?，?(?:我[局委办厅县市区镇乡院处]|本[局委办厅院处]|全[县市区局镇])?，?[^，。；\d]{0,6}?(?:将(?:(?=把)|(?!信息|各|有|政|重|其|公|上一?年|去年|往年|[^，。；\n]{1,16}(?:纳入|列入|作为|落实到位|摆在|放在|融入)|[^，。；\n]{1,12}的[^，。；\n]{1,16}(?:继续执行|仍|尚|已|未)))|拟从|计划从|打算从|(?:工作)?(?:打算|思路)[：，])"
    r"|(?:^|[。；\n、.）])(20[0-2]\d)年(?:度)?，[^。；]{0,90}?[我本全][局委办厅县市区镇乡院处]将(?:进一步|继续|以|从|重点|着力)"
)
_PERIOD = re.compile(r"统计(?:期限|时间|截[至止])[^。；\n]{0,50}")
_UP_TO = re.compile(
    r"(?:统计|数据)[^。；\n]{0,12}截[至止]到?(?:(?P<year>20[0-9]{2})年)?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日"
)
_FOUR_DIGITS = re.compile(r"(?<![0-9])[12][0-9]{3}(?=年)")
_OF_ASSESSMENT = frozenset({"assessment"})


def about_dates(material: Material) -> Iterator[Finding]:
    """What the dates of the report say against each other."""
    year = material.value("/header/year")
    if not isinstance(year, int) or isinstance(year, bool):
        return
    yield from _signature(material, year)
    yield from _impossible(material)
    yield from _period(material, year)
    yield from _years(material, year)


def _signature(material: Material, year: int) -> Iterator[Finding]:
    for path, rule in (("/header/issued_on", SIGNED), ("/header/published_on", POSTED)):
        fact = material.path_to_fact.get(path)
        day = _day(fact)
        if fact and day and day < date(year, 12, 31):
            yield of_text(
                rule, [fact.span, _span(material, "/header/year")], [path, "/header/year"], f"{day}", f"{year}-12-31"
            )
        elif fact and day and rule is SIGNED and day.year > year + _LATEST:
            yield of_text(
                FAR, [fact.span, _span(material, "/header/year")], [path, "/header/year"], f"{day}", f"{year}"
            )


def _impossible(material: Material) -> Iterator[Finding]:
    """Days that no calendar has, in the report's own text: 2月30日."""
    text = material.clean.text
    for found in _LATE_DAY.finditer(text):
        month = _MONTH.search(text, max(0, found.start() - 3), found.start())
        if month is None or int(found[1]) <= monthrange(2000, int(month[0]))[1]:
            continue
        span = material.clean.span(month.start(), found.end())
        entry = material.line_at(span[0])
        if entry is not None and entry.role != "page":
            yield of_text(NO_DAY, [span], [], text[month.start() : found.end()])
            return


def _period(material: Material, year: int) -> Iterator[Finding]:
    paths = [path for path in ("/header/period_start", "/header/period_end") if _day(material.path_to_fact.get(path))]
    days = [day for path in paths if (day := _day(material.path_to_fact.get(path)))]
    if "/header/period_end" not in material.path_to_fact:
        yield from _early_end(material, year)
    if not paths:
        return
    spans = [_span(material, path) for path in paths]
    printed = "–".join(f"{day}" for day in days)
    if len(days) == 2 and days[0] > days[1] and days[0].year == days[1].year:
        yield of_text(REVERSED, spans, paths, f"{days[0]}", f"{days[1]}")
    elif any(day.year != year for day in days):
        yield of_text(PERIOD, spans, paths, printed, str(year))
    elif len(days) < 2 and (other := _unreadable_year(material, year)):
        yield of_text(PERIOD, [*spans, other[1]], paths, other[0], str(year))
    elif any(
        (day.month, day.day) != whole and day != FIRST_DAY
        for path, day in zip(paths, days, strict=True)
        for whole in [(1, 1) if path.endswith("start") else (12, 31)]
    ):
        yield said(SHORT, spans, paths, printed, str(year))


def _early_end(material: Material, year: int) -> Iterator[Finding]:
    """The day up to which figures were counted, where no period is printed: 统计截至12月6日."""
    said_day = _UP_TO.search(material.clean.text)
    if said_day and (said_day["year"] is None or int(said_day["year"]) == year):
        month, day = int(said_day["month"]), int(said_day["day"])
        if (month, day) != (12, 31) and 0 < month <= 12 and 0 < day <= 31:
            span = material.clean.span(said_day.start("month"), said_day.end())
            yield said(SHORT, [span], [], f"–{year}-{month:02}-{day:02}", str(year))


def _unreadable_year(material: Material, year: int) -> tuple[str, Span] | None:
    """A year of the period that is not the report's and of which no date was made: 2022年1月1日至2202年12月31日."""
    said = _PERIOD.search(material.clean.text)
    for found in _FOUR_DIGITS.finditer(material.clean.text, *said.span()) if said else ():
        if int(found[0]) != year:
            return found[0], material.clean.span(*found.span())
    return None


def _years(material: Material, year: int) -> Iterator[Finding]:
    told: set[str] = set()
    for entry in material.placed:
        if entry.role == "frame" and (match := _THIS.search(entry.line.text)) and int(match[1]) != year:
            if match[1] not in told and abs(int(match[1]) - year) <= 2:
                told.add(match[1])
                span = material.clean.span(entry.line.start + match.start(1), entry.line.start + match.end(1))
                yield of_text(YEAR, [_span(material, "/header/year"), span], ["/header/year"], match[1], str(year))
        elif entry.role == "body" and (entry.topics & _OF_ASSESSMENT or entry.level):
            match = _PLAN.search(entry.line.text)
            if match and int(match[1] or match[2]) <= year:
                span = material.clean.span(
                    entry.line.start + match.start(match.lastindex or 0), entry.line.start + match.end()
                )
                yield of_text(
                    PLAN,
                    [span, _span(material, "/header/year")],
                    ["/assessment/measures", "/header/year"],
                    match[1] or match[2],
                    str(year),
                )


def _day(fact: Fact | None) -> date | None:
    return fact.value if fact and fact.check == "proved" and isinstance(fact.value, date) else None


def _span(material: Material, path: str) -> tuple[int, int] | None:
    fact = material.path_to_fact.get(path)
    return fact.span if fact else None
