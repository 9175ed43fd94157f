"""What the audit stands on: the facts of a record, and the text of its document with its lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import islice, takewhile
from operator import itemgetter
from typing import Protocol

from giextract.audit.constraint import Term
from giextract.audit.mark import Mark, marks
from giextract.record import Fact, Record, Span
from giextract.schema import Schema
from giextract.text.clean import CleanText
from giextract.text.figures import Figure
from giextract.text.lines import Line

_INDEX = re.compile(r"/([0-9]+)(?=/|$)")


_OF_CELLS = ("/requests/", "/challenges/", "/article20/")
"""What has no lists in it."""
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
    _path_to_term: dict[str, Term] = field(init=False)

    def __post_init__(self) -> None:
        self.path_to_fact = {fact.path: fact for fact in self.record.facts}
        self._path_to_term = {}
        forms = (entry.line for entry in self.placed if entry.role == "form" and "annex" in entry.topics)
        self.form = _merged((self.clean.span(line.start, line.end) for line in forms), 40)

    def term(self, path: str) -> Term | None:
        """The figure at `path`: None where it is absent or unanswered; blank and illegible ones have no value."""
        term = self._path_to_term.get(path)
        if term is None and (fact := self.path_to_fact.get(path)) and fact.state not in ("absent", "unanswered"):
            term = self._path_to_term[path] = Term(path, amount(fact), fact)
        return term

    def value(self, path: str) -> object:
        """The proved value at `path`, or None."""
        fact = self.path_to_fact.get(path)
        return fact.value if fact and fact.check == "proved" else None

    def figure(self, path: str) -> Decimal | None:
        """The proved figure at `path`, or None."""
        fact = self.path_to_fact.get(path)
        return amount(fact) if fact and fact.check == "proved" else None

    def items(self, path: str) -> list[str]:
        """The paths of the elements of the list at `path`, in order."""
        return self._list_to_items.get(path, [])

    @cached_property
    def _list_to_items(self) -> dict[str, list[str]]:
        list_to_indices: dict[str, set[int]] = {}
        before = ""
        for path in self.path_to_fact:
            if path.startswith(_OF_CELLS):
                continue
            above = path.rpartition("/")[0]
            if above == before and not path[-1].isdigit():
                continue  # a field of the item before
            before = above
            if found := _INDEX.search(path):
                list_to_indices.setdefault(path[: found.start()], set()).add(int(found[1]))
        return {path: [f"{path}/{index}" for index in sorted(indices)] for path, indices in list_to_indices.items()}

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The numbers that begin headings and items of the report's own text, in order."""
        return tuple(marks(entry.line for entry in self.placed if entry.role in ("body", "frame")))

    def counts_between(self, start: int, end: int) -> Iterator[Count]:
        """Those of `counts` that stand between two document offsets."""
        first = bisect_left(self.counts, start, key=itemgetter(0))
        return takewhile(lambda count: count[1] <= end, islice(self.counts, first, None))

    def counts_of(self, value: Decimal) -> Sequence[Count]:
        """Those of `counts` that are `value`."""
        return [count for count in self.counts if count[2] == value]

    @cached_property
    def counts(self) -> list[Count]:
        """Counts, and money in 万元, as they are printed."""
        claims = _merged(sorted(fact.span for fact in self.record.facts if fact.check == "proved" and fact.span), 0)
        starts = [start for start, _ in claims]
        found = []
        for figure in self.figures:
            if figure.value is None or figure.kind not in ("count", "bare", "article", "money"):
                continue
            low, high = self.clean.span(figure.start, figure.end)
            before = bisect_left(starts, high)
            claimed = before > 0 and claims[before - 1][1] > low
            value = Decimal(figure.value) / 10000 if figure.kind == "money" else Decimal(figure.value)
            found.append((low, high, value, claimed))
        return found

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
        return any(low <= start < high for low, high in self.form)

    def printed(self, start: int, end: int) -> str:
        """What the document prints between two of its offsets."""
        return self.clean.document[start:end]

    def line_at(self, offset: int) -> PlacedLine | None:
        """The line that holds the document offset."""
        low, high = 0, len(self.placed)
        while low < high:
            middle = (low + high) // 2
            if self.clean.span(self.placed[middle].line.start, self.placed[middle].line.end)[1] <= offset:
                low = middle + 1
            else:
                high = middle
        return self.placed[low] if low < len(self.placed) else None

    def title(self, path: str) -> str:
        """The Chinese name of the field at `path` (of its list or object where it is no leaf)."""
        try:
            return self.schema.leaf(path).title
        except KeyError:
            above, inside = path.split("/")[1:2], f"{path}/"
            leaves = (leaf for section in self.schema.sections if [section.name] == above for leaf in section.leaves)
            first = next((leaf for leaf in leaves if leaf.path.startswith(inside)), None)
            return first.title.split(" · ")[0] if first else path


def amount(fact: Fact) -> Decimal | None:
    """The figure a fact states, also where it is unproved."""
    value = fact.value
    if type(value) is int:
        return Decimal(value)
    return value if isinstance(value, Decimal) else None


def _merged(spans: Iterable[Span], gap: int) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start - merged[-1][1] < gap:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
