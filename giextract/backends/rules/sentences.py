"""What rules read: the sentences of a section's lines as skeletons, and the answers they make of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from giextract.backends import Answer, AnswerState, AnswerValue
from giextract.sections import Placed, Routed
from giextract.text.dates import parse_year
from giextract.text.figures import Figure
from giextract.text.skeleton import COUNT, DATE, MONEY, PERCENT, YEAR

_SENTENCE = re.compile(r"[^。；！？\n]{1,1999}(?:[^。；！？，\n]{1,200}(?=，))?")
"""A sentence; one that never ends is cut, so that the time rules take stays linear in the text."""
_YEAR_IN_TITLE = re.compile(
    r"((?:19|20)\d{2}|二[〇○零oO0][〇○零一二oO0][〇○零一二三四五六七八九oO0])年(?=[^。]{0,60}(?:报告|年报|总结|情况))"
)
_ANY_YEAR = re.compile(r"((?:19|20)\d{2}|二[〇○零oO0][〇○零一二oO0][〇○零一二三四五六七八九oO0])年")
_THIS = re.compile(r"今年|本年|全年|年内|年度内|一年来|报告期|当年(?!度?前)")
_OTHER = re.compile(
    r"(?:去年|上一?年|往年|前一?年)(?!度?(?:的)?(?:结转|转入|遗留|未办结))|同期|(?<!转)(?<!转入)(?<!转至)(?:次年|明年|来年|下一?年)"
)
_COMPARED = re.compile(r"(?:比|较|与|同)(?:上一?年|去年|前一?年|往年|[^，。；]{0,6}同期)|同比|环比")
_CUMULATIVE = re.compile(r"历年累计|历年来|历年|累计|以来|截[至止]|至今|总共已|已达")
_SINCE = re.compile(f"(?:今年|本年度?|当年|年初|一年|半年|报告期内?|(?P<year>{YEAR})度?)以来")
FIGURES = COUNT + PERCENT + MONEY
_ASIDE = re.compile(f"（[^（）]*[{FIGURES}][^（）]*）")
"""A figure in brackets, as `（上年5件）`: its time is that of no other figure."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as a skeleton; `start` and `end` are skeleton offsets, `own` says that it stands under the section's heading."""

    text: str
    start: int
    end: int
    placed: Placed
    own: bool

    def clause_start(self, offset: int) -> int:
        """Offset in `text` at which the clause around `offset` begins."""
        return max(self.text.rfind(mark, 0, offset) for mark in "，：") + 1


class Reading:
    """A section's lines as sentences, with the report's year, and the making of answers from them."""

    def __init__(self, routed: Routed) -> None:
        self.routed = routed
        self.skeleton = routed.skeleton
        self.clean = routed.clean
        own = {placed.line.number for placed in routed.own}
        self.sentences = [
            sentence
            for placed in routed.lines
            if placed.role in ("body", "frame")
            for sentence in self._split(placed, placed.line.number in own)
        ]

    def keep(self, wanted: Callable[[Sentence], bool]) -> None:
        """Leave out the sentences that are not `wanted`."""
        self.sentences = [sentence for sentence in self.sentences if wanted(sentence)]

    def _split(self, placed: Placed, own: bool) -> Iterator[Sentence]:
        low, high = self.skeleton.at(placed.line.start), self.skeleton.at(placed.line.end)
        for match in _SENTENCE.finditer(self.skeleton.text, low, high):
            yield Sentence(match[0], match.start(), match.end(), placed, own)

    @cached_property
    def issuer(self) -> str:
        """The first lines of the frame, which name the issuer: a body whose words stand here is the report's own."""
        return "".join(placed.line.text for placed in self.routed.frame[:3])[:80]

    @cached_property
    def year(self) -> int | None:
        """The year reported on, from title and preamble; None where neither prints one."""
        frame = "\n".join(placed.line.text for placed in self.routed.frame[:12])
        titled = _YEAR_IN_TITLE.search(frame) or _ANY_YEAR.search(frame)
        if titled is None:
            years = [parse_year(match[1]) for match in _ANY_YEAR.finditer(self.clean.text[:4000])]
            known = [year for year in years if year is not None]
            return max(set(known), key=known.count) if known else None
        return parse_year(titled[1])

    def figure(self, sentence: Sentence, offset: int) -> Figure:
        """The figure whose sign stands at `offset` of the sentence."""
        return self.skeleton.figure(sentence.start + offset)

    def scope(self, sentence: Sentence, offset: int) -> str:
        """Which time the words before `offset` speak of: `this` year, an `other` year, or `unsaid`; the nearest word wins."""
        before = _ASIDE.sub(lambda aside: "（" * len(aside[0]), sentence.text[:offset])
        best, verdict = -1, "unsaid"
        for match in _THIS.finditer(before):
            best, verdict = match.start(), "this"
        for match in _OTHER.finditer(before):
            if match.start() > best and not _COMPARED.match(before, max(0, match.start() - 1)):
                best, verdict = match.start(), "other"
        position = before.rfind(YEAR)
        while position >= 0:
            if position > best and not before[max(0, position - 1) : position].endswith(("比", "较")):
                span = self.skeleton.span(sentence.start + position, sentence.start + position + 1)
                years = re.findall(r"(?:19|20)\d{2}", self.clean.text[span[0] : span[1]])
                if years and self.year is not None:
                    verdict = "this" if str(self.year) in years else "other"
                    best = position
            if position <= best:
                break
            position = before.rfind(YEAR, 0, position)
        dated = before.rfind(DATE)
        if dated > best and self.year is not None:
            span = self.skeleton.span(sentence.start + dated, sentence.start + dated + 1)
            printed = re.search(r"(?:19|20)\d{2}", self.clean.text[span[0] : span[1]])
            if printed and int(printed[0]) < self.year:
                verdict = "other"
        return verdict

    def cumulative(self, sentence: Sentence, offset: int) -> bool:
        """Whether the words before `offset` in its clause speak of a running total."""
        return bool(_CUMULATIVE.search(self.without_this_year(sentence, sentence.clause_start(offset), offset)))

    def without_this_year(self, sentence: Sentence, start: int, end: int) -> str:
        """The words [start, end) with each 以来 that begins with this year (今年以来, 2017年以来) blotted out: it starts no running total."""
        words = sentence.text[start:end]
        for match in _SINCE.finditer(sentence.text, max(0, start - 6), end):
            if match["year"] is None or self.scope(sentence, match.end()) == "this":
                low = max(0, match.end() - 2 - start)
                words = words[:low] + "今内"[: len(words) - low] + words[low + 2 :]
        return words

    def answer_figure(self, path: str, sentence: Sentence, offset: int, value: AnswerValue = None) -> Answer:
        """An answer that the figure at `offset` of the sentence proves."""
        figure = self.figure(sentence, offset)
        return self.answer(
            path, sentence.placed, figure.start, figure.end, value if value is not None else figure.value
        )

    def answer_words(
        self, path: str, sentence: Sentence, start: int, end: int, value: AnswerValue, state: AnswerState = "stated"
    ) -> Answer:
        """An answer that the words [start, end) of the sentence prove."""
        low, high = self.skeleton.span(sentence.start + start, sentence.start + end)
        return self.answer(path, sentence.placed, low, high, value, state)

    def answer(
        self, path: str, placed: Placed, start: int, end: int, value: AnswerValue, state: AnswerState = "stated"
    ) -> Answer:
        """An answer for clean offsets [start, end)."""
        return Answer(path, state, placed.line.number, self.clean.text[start:end], (start, end), value)
