"""What the audit stands on: the facts of a record, and the text of its document with its lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, islice, takewhile
from operator import attrgetter, itemgetter
from typing import Protocol

from giextract.audit.constraint import Term
from giextract.audit.indicators import fields
from giextract.audit.mark import Mark, marks
from giextract.record import Fact, Record, Span
from giextract.schema import Schema
from giextract.text.clean import CleanText
from giextract.text.figures import Figure
from giextract.text.lines import Line

_INDEX = re.compile(r"/([0-9]+)(?=/|$)")


_OF_LISTS = ("/disclosure/by_", "/disclosure/key_areas/", "/annex/rows/")
"""The lists that rules are about."""
_OF_TABLES = ("/requests/", "/challenges/")
_NEW = tuple.__new__
_NOT_PRINTED = frozenset({"absent", "unanswered"})
_COUNTING = frozenset({"count", "bare", "article", "money"})
_START, _LINE_END = attrgetter("start"), attrgetter("line.end")
_LONGEST = 40
"""Characters of the longest printed figure."""
Count = tuple[int, int, Decimal, bool]
"""Where a figure begins and ends in the document, its value, and whether a proved fact cites it."""


class PlacedLine(Protocol):
    """A line and whether it belongs to the `frame`, the `body`, a `form` or the `page` around the report."""

    @property
    def line(self) -> Line:
        """The line of clean text."""

    @property
    def role(self) -> str:
        """frame, body, form or page."""

    @property
    def level(self) -> int:
        """1 to 3 for a heading, else 0."""

    @property
    def trail(self) -> tuple[str, ...]:
        """The headings above it, outermost first."""

    @property
    def topics(self) -> frozenset[str]:
        """The sections it belongs to."""


@dataclass(eq=False)
class Material:
    """A record and the text it was made from; spans of findings are document offsets, as those of facts."""

    record: Record
    schema: Schema
    clean: CleanText
    placed: Sequence[PlacedLine]
    figures: Sequence[Figure]
    path_to_fact: dict[str, Fact] = field(init=False)
    form: tuple[Span, ...] = field(init=False)
    term: Callable[[str], Term | None] = field(init=False, repr=False)
    """The figure at a path: None where it is absent or unanswered; blank and illegible ones have no value."""

    def __post_init__(self) -> None:
        self.path_to_fact = {fact.path: fact for fact in self.record.facts}
        self.term = _Terms(self.path_to_fact).__getitem__
        forms = (entry.line for entry in self.placed if entry.role == "form" and "annex" in entry.topics)
        self.form = _merged((self.clean.span(line.start, line.end) for line in forms), 40)

    def value(self, path: str) -> object:
        """The proved value at `path`, or None."""
        fact = self.path_to_fact.get(path)
        return fact.value if fact and fact.check == "proved" else None

    def figure(self, path: str) -> Decimal | None:
        """The proved figure at `path`, or None."""
        fact = self.path_to_fact.get(path)
        return amount(fact) if fact and fact.check == "proved" else None

    def items(self, path: str) -> list[str]:
        """The paths of the elements of the list at `path`, one that rules are about, in order."""
        return self._list_to_items.get(path, [])

    @cached_property
    def _list_to_items(self) -> dict[str, list[str]]:
        list_to_indices: dict[str, set[int]] = {}
        item = "-"
        for path in self.path_to_fact:
            if path.startswith(item) or not path.startswith(_OF_LISTS):
                continue  # a field of the item before
            if found := _INDEX.search(path):
                item = f"{path[: found.end()]}/"
                list_to_indices.setdefault(path[: found.start()], set()).add(int(found[1]))
        return {path: [f"{path}/{index}" for index in sorted(indices)] for path, indices in list_to_indices.items()}

    @cached_property
    def has_tables(self) -> bool:
        """Whether cells of the 2019 tables of requests and challenges were read."""
        return any(path.startswith(_OF_TABLES) for path in self.path_to_fact)

    @cached_property
    def field_to_row(self) -> dict[str, str]:
        """Field -> path of the row of the statistics form that counts it."""
        rows = self.items("/annex/rows")
        named = ((row, fact) for row in rows if (fact := self.path_to_fact.get(f"{row}/indicator")))
        return dict(fields((row, str(fact.value or "")) for row, fact in named))

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The numbers that begin headings and items of the report's own text, in order."""
        return tuple(marks(entry.line for entry in self.placed if entry.role in ("body", "frame")))

    def counts_between(self, start: int, end: int) -> Iterator[Count]:
        """Counts, and money in 万元, that are printed between two document offsets."""
        first = bisect_left(self._counting, bisect_left(self.clean.starts, start), key=_START)
        return takewhile(lambda count: count[1] <= end, map(self._count, islice(self._counting, first, None)))

    def counts_of(self, value: Decimal) -> Sequence[Count]:
        """Counts, and money in 万元, that are `value`."""
        return [self._count(figure) for figure in self._value_to_counting.get(value, ())]

    def _count(self, figure: Figure) -> Count:
        low, high = self.clean.span(figure.start, figure.end)
        claims, reach = self._claims
        before = bisect_left(claims, (high,))
        return low, high, _in_wan_yuan(figure), before > 0 and reach[before - 1] > low

    @cached_property
    def _counting(self) -> list[Figure]:
        return [figure for figure in self.figures if figure.value is not None and figure.kind in _COUNTING]

    @cached_property
    def _value_to_counting(self) -> dict[Decimal, list[Figure]]:
        index: dict[Decimal, list[Figure]] = defaultdict(list)
        for figure in self._counting:
            index[figure.value if figure.kind != "money" else _in_wan_yuan(figure)].append(figure)  # type: ignore[index]
        return index

    @cached_property
    def _claims(self) -> tuple[list[Span], list[int]]:
        """The spans of proved facts in order, and how far each and all before it reach."""
        claims = sorted([fact.span for fact in self.record.facts if fact.span and fact.check == "proved"])
        ends = [end for _, end in claims]
        return claims, ends if ends == sorted(ends) else list(accumulate(ends, max))

    def proved_by(self, span: Span) -> Fact | None:
        """The fact with a figure that characters of `span` prove, if there is one."""
        first = bisect_left(self._figures_by_place, span[0] - _LONGEST, key=itemgetter(0))
        for start, end, fact in islice(self._figures_by_place, first, None):
            if start >= span[1]:
                return None
            if end > span[0]:
                return fact
        return None

    @cached_property
    def _figures_by_place(self) -> list[tuple[int, int, Fact]]:
        facts = [fact for fact in self.record.facts if fact.check == "proved" and amount(fact) is not None]
        return sorted(((*fact.span, fact) for fact in facts if fact.span), key=itemgetter(0, 1))

    def in_form(self, fact: Fact | None) -> bool:
        """Whether the fact is printed in the statistics form."""
        if not self.form or fact is None or fact.span is None:
            return False
        start = fact.span[0]
        for low, high in self.form:
            if start < high:
                return low <= start
        return False

    def printed(self, start: int, end: int) -> str:
        """What the document prints between two of its offsets."""
        return self.clean.document[start:end]

    def line_at(self, offset: int) -> PlacedLine | None:
        """The line that holds the document offset."""
        at = self.index_at(offset)
        return self.placed[at] if at < len(self.placed) else None

    def index_at(self, offset: int) -> int:
        """The index of the line that holds the document offset, or of the next one; behind the last their number."""
        clean_offset = bisect_right(self.clean.ends, offset)
        return bisect_right(self.placed, clean_offset, key=_LINE_END)

    def title(self, path: str) -> str:
        """The Chinese name of the field at `path` (of its list or object where it is no leaf)."""
        try:
            return self.schema.leaf(path).title
        except KeyError:
            above, inside = path.split("/")[1:2], f"{path}/"
            leaves = (leaf for section in self.schema.sections if [section.name] == above for leaf in section.leaves)
            first = next((leaf for leaf in leaves if leaf.path.startswith(inside)), None)
            return first.title.split(" · ")[0] if first else path


class _Terms(dict[str, Term | None]):
    """Path -> its figure, made when it is first asked for."""

    __slots__ = ("_path_to_fact",)

    def __init__(self, path_to_fact: Mapping[str, Fact]) -> None:
        self._path_to_fact = path_to_fact

    def __missing__(self, path: str) -> Term | None:
        fact = self._path_to_fact.get(path)
        if fact is None or fact.state in _NOT_PRINTED:
            self[path] = None
            return None
        value = fact.value
        figure = Decimal(value) if type(value) is int else value if type(value) is Decimal else None
        # Hundreds are made for each report: what Term() and amount() do, in one step.
        term = self[path] = _NEW(Term, (path, figure, fact))
        return term


def amount(fact: Fact) -> Decimal | None:
    """The figure a fact states, also where it is unproved."""
    value = fact.value
    if type(value) is int:
        return Decimal(value)
    return value if isinstance(value, Decimal) else None


def _in_wan_yuan(figure: Figure) -> Decimal:
    """The figure as a number, money in 万元."""
    value = Decimal(figure.value or 0)
    return value / 10000 if figure.kind == "money" else value


def _merged(spans: Iterable[Span], gap: int) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start - merged[-1][1] < gap:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
