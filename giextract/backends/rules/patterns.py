"""Patterns for counts: a rule is a path, a pattern over skeletons, and what it must not stand beside.

The first sentence that matches fills the field: sentences under the section's own heading come before those elsewhere, and
the order of the report decides among them ("the first that is said of the whole stands", SCHEMA.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from giextract.backends import Answer
from giextract.backends.rules.sentences import FIGURES, Reading, Sentence
from giextract.text.skeleton import compile_pattern


@dataclass(frozen=True, slots=True)
class Count:
    """A count rule: `source` is a pattern whose last sign is the figure; `words` are needed in the sentence (any of them).

    `own` keeps the rule to lines under the section's own heading; `unless` is searched in the clause before the match and in
    the match. `units` are the units the figure may have (empty unit always passes unless `strict`).
    """

    path: str
    source: str
    words: tuple[str, ...]
    own: bool = False
    unless: str = ""
    units: str = ""
    scopes: tuple[str, ...] = ("this", "unsaid")
    pattern: re.Pattern[str] = field(init=False)
    cue: re.Pattern[str] = field(init=False)
    excluded: re.Pattern[str] | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", compile_pattern(self.source))
        object.__setattr__(self, "cue", re.compile("|".join(map(re.escape, self.words))))
        object.__setattr__(self, "excluded", compile_pattern(self.unless) if self.unless else None)


Accept = Callable[[Sentence, re.Match[str], int], bool]


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
    if isinstance(figure.value, int) is False and figure.kind in ("count", "bare"):
        return False
    if (
        not figure.unit
        and 1990 <= (figure.value or 0) <= 2030
        and len(sentence.text) > offset + 1
        and sentence.text[offset + 1] in "年-"
    ):
        return False
    return reading.scope(sentence, offset) in rule.scopes


def matches(reading: Reading, rule: Count, sentences: Iterable[Sentence]) -> Iterable[tuple[Sentence, int]]:
    """Every fitting place of a rule, in order: the sentence and the figure's offset in it."""
    for sentence in sentences:
        if rule.own and not sentence.own:
            continue
        if not rule.cue.search(sentence.text) or (not sentence.own and "assessment" in sentence.placed.topics):
            continue
        for match in rule.pattern.finditer(sentence.text):
            if fits(reading, rule, sentence, match):
                yield sentence, figure_offset(match)


def fill(reading: Reading, rules: Sequence[Count]) -> list[Answer]:
    """One answer per path: own lines first, then the others; within them earlier rules first, then earlier sentences."""
    own = [sentence for sentence in reading.sentences if sentence.own]
    others = [sentence for sentence in reading.sentences if not sentence.own]
    answers: dict[str, Answer] = {}
    for group in (own, others):
        if not group:
            continue
        for rule in rules:
            if rule.path in answers:
                continue
            found = next(iter(matches(reading, rule, group)), None)
            if found is not None:
                answers[rule.path] = reading.answer_figure(rule.path, *found)
    return list(answers.values())
