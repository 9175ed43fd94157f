"""The year that a sentence begins with against the year reported on, where its figures are taken for those of the year.

A report drawn up from last year's keeps its years: 2021年，我局主动公开政府信息318条, 截至2021年底累计公开, in the report on 2022.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
_YEAR = re.compile(r"年(?<=(20[0-9]{2})年)")
"""It begins with the one character that it is looked for by; the year is its group."""
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
_NEAR = 20
"""Characters of a sentence before the year that it begins with."""
_COMPARED = re.compile(r"[比较与同据按]|上一?年|去年")
_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence that begins with a year which is not the report's: offsets of clean text, the year, and its place."""

    start: int
    end: int
    year: str
    place: Span


def about_years(material: Material) -> Iterator[Finding]:
    """One finding for each other year, with the first figures that it is said of."""
    year = material.value("/header/year")
    if not isinstance(year, int) or isinstance(year, bool):
        return
    told: dict[str, list[tuple[str | None, Span, Span]]] = {}
    for sentence in _sentences(material, year):
        for path, span in (*_stated(material, sentence), *_unstated(material, sentence)):
            told.setdefault(sentence.year, []).append((path, span, sentence.place))
    for printed, found in told.items():
        paths = {path: span for path, span, _ in found if path}
        named = list(paths)[:_MOST_NAMED]
        words = dict.fromkeys(place for _, _, place in found)
        spans = [*(paths[path] for path in named), *list(words)[:_MOST_NAMED]]
        yield of_text(SENTENCE_YEAR, spans, named, printed, str(year))


def _sentences(material: Material, year: int) -> Iterator[_Sentence]:
    clean, behind, own = material.clean, 0, str(year)
    for said in _YEAR.finditer(clean.text):
        if said[1] == own or said.start(1) < behind:
            continue
        start = max([clean.text.rfind(mark, max(0, said.start(1) - _NEAR), said.start(1)) for mark in "。；\n"]) + 1
        if start == 0 and said.start(1) >= _NEAR:
            continue
        found = _BEGINS.match(clean.text, start, said.start() + 6) if said.start(1) - start < _NEAR else None
        if found is None:
            continue
        behind = min((one for mark in "。；\n" if (one := clean.text.find(mark, start)) >= 0), default=len(clean.text))
        before = clean.text[start : found.start("year")].removesuffix(found["until"] or "")
        later = found["until"] and int(said[1]) > year  # 截至 the day of writing
        others = set(_YEAR.findall(clean.text, start, behind)) - {said[1]}  # years' figures, one after the other
        place = clean.span(*found.span("year"))
        entry = material.line_at(place[0])
        if not (later or others or _COMPARED.search(before)) and entry is not None and entry.role == "body":
            yield _Sentence(start, behind, said[1], place)


def _stated(material: Material, sentence: _Sentence) -> Iterator[tuple[str | None, Span]]:
    """Path and span of the year's figures in the sentence."""
    low, high = material.clean.span(sentence.start, sentence.end)
    for fact in material.record.facts:
        if fact.span is None or not low <= fact.span[0] < high or fact.check != "proved":
            continue
        if _OF_THE_YEAR.match(fact.path) and amount(fact) is not None:
            yield fact.path, fact.span


def _unstated(material: Material, sentence: _Sentence) -> Iterator[tuple[str | None, Span]]:
    """The span of a figure of which the report prints none for its own year, perhaps because another year stands there."""
    for path, words in _FIELD_TO_WORDS.items():
        fact = material.path_to_fact.get(path)
        found = words.search(material.clean.text, sentence.start, sentence.end)
        if found is None or (fact is not None and not material.in_form(fact)):
            continue
        if path.startswith("/disclosure/") or not material.has_tables:
            yield (
                None,
                material.clean.span(*found.span(1)),
            )  # tables have the year's, the text may tell of last year's alone
