"""Growth over last year against the report on that year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from giextract.audit.constraint import number
from giextract.audit.finding import of_text
from giextract.audit.growth import alike, growth_finding, growths_of, holds, meant, of_last_year, place_of, value_of
from giextract.audit.material import Material
from giextract.audit.naming import names
from giextract.audit.rule import Rule
from giextract.record import Finding
from giextract.text.figures import Figure

SINCE = Rule(
    "growth_since",
    "{name}：上年报告为{last}、本年{this}，应为{right}，印作{printed}",
    "{name}: from {last} in last year's report to {this} is {expected}, {stated} is printed",
    "warning",
)
RESTATED = Rule(
    "last_year_restated",
    "{name}：文中称上年为{stated}，上年报告为{expected}",
    "{name}: {stated} is said of last year, last year's report has {expected}",
    "warning",
)


def growth_since(earlier: Material, later: Material) -> Iterator[Finding]:
    """Growth in `later` that does not follow from `earlier`, the report on last year.

    Where last year's figure is printed with the growth, it must stand in that report; else the growth must follow from it. Held
    against it is the figure right before the growth, if it proves a value that both reports have.
    """
    told: set[int] = set()
    growths = list(growths_of(later))
    for growth in growths:
        inside = alike(growth, growth.sentence, later)
        lasts = [one for one in inside if of_last_year(later, one, growth)]
        before = [one for one in inside if one.start < growth.start and one.start not in growth.others]
        before = [one for one in before if one not in lasts]
        if not before and lasts:
            before = meant(later, lasts[0], [one for one in growths if one.sentence == growth.sentence], growth)
        fact = later.proved_by(place_of(later, before[-1])) if before else None
        last = earlier.figure(fact.path) if fact else None
        if not before or not last or any(one.approximate for one in (before[-1], growth.figure, *lasts)):
            continue
        if len(lasts) == 1 and fact and lasts[0].start not in told and not earlier.counts_of(value_of(lasts[0])):
            told.add(lasts[0].start)
            yield of_text(
                RESTATED,
                [fact.span, place_of(later, lasts[0])],
                [fact.path],
                number(value_of(lasts[0])),
                number(last),
                **names(later, fact.path),
            )
        elif not lasts and not any(holds(growth, *pair) for pair in _pairs(earlier, later, before)):
            yield growth_finding(later, growth, before[-1], last, SINCE)


def _pairs(earlier: Material, later: Material, figures: list[Figure]) -> Iterator[tuple[Decimal, Decimal]]:
    """This year's and last year's value of the fields that `figures` prove."""
    for figure in figures:
        fact = later.proved_by(place_of(later, figure))
        this, last = (one.figure(fact.path) if fact else None for one in (later, earlier))
        if this and last:
            yield this, last
