"""Constraints: an identity with the figures of one report put in, which holds or not, and can be solved for each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from operator import itemgetter
from typing import NamedTuple

from giextract.audit.rule import Rule
from giextract.record import Fact, Span

_NOTHING = Decimal(0)


class Term(NamedTuple):
    """A figure of the report: its path, what is printed for it (None where it cannot be read), and its fact."""

    path: str
    value: Decimal | None
    fact: Fact | None = None

    @property
    def span(self) -> Span | None:
        """Where it is printed."""
        return self.fact.span if self.fact else None


_PATH = itemgetter(Term._fields.index("path"))


@dataclass(slots=True, eq=False)
class Sum:
    """`left` terms = `right` terms, or `>=` where `more` is set; `loose` terms may be counted within other right terms.

    `scope` narrows the rule of a table (row or column) or list for the message.
    """

    rule: Rule
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    more: bool = False
    loose: frozenset[str] = frozenset()
    incomplete: bool = False

    @property
    def terms(self) -> tuple[Term, ...]:
        """All figures that take part."""
        return (*self.left, *self.right)

    figures = terms
    """Those that may have a value."""

    def holds(self, values: Mapping[str, Decimal]) -> bool:
        """Whether it holds with these values; what cannot be read, and what is not printed, may be anything from 0 on."""
        left, right = _sum(self.left, values), _sum(self.right, values)
        if left == right or (left > right and (self.more or self.incomplete or _unread(self.right))):
            return True
        if left < right and _unread(self.left):
            return True
        return bool(self.loose) and any(left == right - inside for inside in _subsets(self.loose, values))

    def solutions(self, values: Mapping[str, Decimal]) -> dict[str, Decimal]:
        """For each figure the value with which both sides are equal, where a count would do."""
        difference = self.difference(values)
        wanted = {term.path: values[term.path] - difference for term in self.left if term.path in values}
        wanted.update((term.path, values[term.path] + difference) for term in self.right if term.path in values)
        return {path: value for path, value in wanted.items() if value >= 0}

    def difference(self, values: Mapping[str, Decimal]) -> Decimal:
        """Left side less right side."""
        return _sum(self.left, values) - _sum(self.right, values)

    def stated(self, values: Mapping[str, Decimal]) -> str:
        """The left side."""
        return number(_sum(self.left, values))

    def expected(self, values: Mapping[str, Decimal]) -> str:
        """What the right side gives."""
        return number(_sum(self.right, values))

    def written(self, values: Mapping[str, Decimal]) -> str:
        """The right side's figures, `83+277+20+435`."""
        return "+".join(number(values[term.path]) for term in self.right if term.path in values)


@dataclass(slots=True, eq=False)
class Share:
    """A printed percentage against the count and any of the wholes that it may be the share of.

    Tolerance: one unit of the last printed digit, since reports round and cut off alike.
    """

    rule: Rule
    percent: Term
    count: Term
    wholes: tuple[Term, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """Percentage, count, and the first whole."""
        return (self.percent, self.count, self.wholes[0])

    @property
    def figures(self) -> tuple[Term, ...]:
        """Percentage, count, and all wholes."""
        return (self.percent, self.count, *self.wholes)

    def holds(self, values: Mapping[str, Decimal]) -> bool:
        """Whether the percentage is that of the count in one of the wholes."""
        unit = unit_of(values[self.percent.path])
        wholes = [whole for term in self.wholes if (whole := values.get(term.path))]
        return not wholes or any(
            abs(values[self.count.path] * 100 / whole - values[self.percent.path]) < unit for whole in wholes
        )

    def solutions(self, values: Mapping[str, Decimal]) -> dict[str, Decimal]:
        """The percentage and the count that would be right; the whole is not solved for."""
        whole = values.get(self.wholes[0].path)
        if not whole:
            return {}
        count = (values[self.percent.path] * whole / 100).to_integral_value(ROUND_HALF_UP)
        right = {self.percent.path: self._right(values)}
        return right | ({self.count.path: count} if self.holds({**values, self.count.path: count}) else {})

    def _right(self, values: Mapping[str, Decimal]) -> Decimal:
        exact = values[self.count.path] * 100 / values[self.wholes[0].path]
        printed = self.percent.value or Decimal(0)
        return exact.quantize(min(unit_of(printed), Decimal("0.1")), ROUND_HALF_UP)

    def stated(self, values: Mapping[str, Decimal]) -> str:
        """The printed percentage."""
        return number(values[self.percent.path])

    def expected(self, values: Mapping[str, Decimal]) -> str:
        """The percentage worked out."""
        return number(self._right(values))

    def written(self, values: Mapping[str, Decimal]) -> str:
        """`8/130`."""
        return f"{number(values[self.count.path])}/{number(values[self.wholes[0].path])}"


Constraint = Sum | Share


def number(value: Decimal) -> str:
    """`value` in plain digits.

    >>> number(Decimal("0.60")), number(Decimal("1E+3"))
    ('0.6', '1000')
    """
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _sum(terms: tuple[Term, ...], values: Mapping[str, Decimal]) -> Decimal:
    return sum(filter(None, map(values.get, map(_PATH, terms))), _NOTHING)


def _unread(terms: tuple[Term, ...]) -> bool:
    return True in [term.value is None for term in terms]  # `None in` would compare each Decimal with None


def unit_of(percent: Decimal) -> Decimal:
    """One unit of the last printed digit of a percentage: what rounding or cutting off may take.

    >>> unit_of(Decimal("6.2")), unit_of(Decimal("45"))
    (Decimal('0.1'), Decimal('1'))
    """
    exponent = percent.normalize().as_tuple().exponent
    return Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))


def _subsets(loose: frozenset[str], values: Mapping[str, Decimal]) -> set[Decimal]:
    """The sums of every choice of loose parts."""
    sums = {Decimal(0)}
    for path in loose:
        if values.get(path):
            sums |= {one + values[path] for one in sums}
    return sums - {Decimal(0)}
