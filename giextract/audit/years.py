"""The year that a sentence begins with against the year reported on, where its figures are taken for those of the year.

A report drawn up from last year's keeps its years: 2021年，我局主动公开政府信息318条, 截至2021年底累计公开, in the report on 2022.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from giextract.audit.finding import of_text
from giextract.audit.material import Material, amount
from giextract.audit.rule import Rule
from giextract.record import Finding, Span

SENTENCE_YEAR = Rule(
    "year_of_sentence",
    "报告年度为{expected}，而本年数字所在的句子写的是{stated}年",
    "the report is on {expected}, but sentences with its figures say {stated}",
    "warning",
)

_OF_THE_YEAR = re.compile(
    r"/disclosure/(?:total|cumulative_total|key_areas_total)$|/applications/|/disputes/|/engagement/[a-z_]+$"
    r"|/organisation/(?:meetings|trainings|trainees)$|/fees/"
)
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?=年)")
_BEGINS = re.compile(
    r"(?:[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．])?(?:[^，。；：0-9]{0,8}[，：])?"
    r"(?:(?P<until>截[至止]到?)|在)?(?P<year>20[0-9]{2})年(?:度|全年)?(?(until)|(?:，|(?=[我本全共因县市区镇乡]|主动|收到|受理|办理|通过)))"
)
_FIELD_TO_WORDS = {
    "/disclosure/total": re.compile(r"主动公开[^，。；0-9]{0,12}([0-9]+)条"),
    "/disclosure/cumulative_total": re.compile(r"累计(?:主动)?公开[^，。；0-9]{0,12}([0-9]+)条"),
    "/applications/received": re.compile(r"(?:收到|受理)[^，。；0-9]{0,16}申请[^，。；0-9]{0,4}([0-9]+)[件条宗]"),
    "/disputes/reconsiderations": re.compile(r"行政复议[^，。；0-9]{0,6}([0-9]+)[件起宗]"),
}
"""Field of the year -> how its figure is printed."""
_COMPARED = re.compile(r"[比较与同据按]|上一?年|去年")
_MOST_NAMED = 6


def about_years(material: Material) -> Iterator[Finding]:
    """One finding for each other year, with the first figures that it is said of."""
    year = material.value("/header/year")
    if not isinstance(year, int) or isinstance(year, bool):
        return
    told: dict[str, list[tuple[str | None, Span, Span]]] = {}
    for path, place, span in (*_stated(material), *_unstated(material)):
        said = _year_of(material, place, span, year)
        if said is not None:
            told.setdefault(said[0], []).append((path, span, said[1]))
    for printed, found in told.items():
        paths = {path: span for path, span, _ in found if path}
        named = list(paths)[:_MOST_NAMED]
        words = dict.fromkeys(span for _, _, span in found)
        spans = [*(paths[path] for path in named), *list(words)[:_MOST_NAMED]]
        yield of_text(SENTENCE_YEAR, spans, named, printed, str(year))


def _stated(material: Material) -> Iterator[tuple[str | None, int, Span]]:
    """Path, place in clean text, and span of each of the year's figures."""
    for fact in material.record.facts:
        if fact.span and fact.check == "proved" and _OF_THE_YEAR.match(fact.path) and amount(fact) is not None:
            yield fact.path, bisect_left(material.clean.starts, fact.span[0]), fact.span


def _unstated(material: Material) -> Iterator[tuple[str | None, int, Span]]:
    """Place and span of figures of which the report prints none for its own year, perhaps because another stands there."""
    tables = any(path.startswith(("/requests/", "/challenges/")) for path in material.path_to_fact)
    for path, words in _FIELD_TO_WORDS.items():
        if tables and not path.startswith("/disclosure/"):
            continue  # the tables have the year's, the narrative may tell of last year's alone
        fact = material.path_to_fact.get(path)
        if fact is not None and not material.in_form(fact):
            continue
        for found in words.finditer(material.clean.text):
            yield None, found.start(1), material.clean.span(*found.span(1))


def _year_of(material: Material, place: int, span: Span, year: int) -> tuple[str, Span] | None:
    """The year, which is not the report's, that the sentence of a figure begins with, where none else stands before it."""
    clean = material.clean
    start = max(clean.text.rfind(mark, 0, place) for mark in "。；\n") + 1
    found = _BEGINS.match(clean.text, start, place)
    if found is None or int(found["year"]) == year or len(_YEAR.findall(clean.text, start, place)) != 1:
        return None
    end = min((one for mark in "。；\n" if (one := clean.text.find(mark, place)) >= 0), default=len(clean.text))
    if str(year) in _YEAR.findall(clean.text, place, end):
        return None  # both years' figures, one after the other
    before = clean.text[start : found.start("year")].removesuffix(found["until"] or "")
    later = found["until"] and int(found["year"]) > year  # 截至 the day of writing
    if later or _COMPARED.search(before):
        return None
    entry = material.line_at(span[0])
    if entry is None or entry.role != "body":
        return None
    return found["year"], clean.span(*found.span("year"))
