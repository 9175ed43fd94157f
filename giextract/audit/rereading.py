"""A row whose printed figures were given to the wrong columns: the one other reading with which everything adds up.

A row read one column off, with the ordinal of its label as a figure, from the line of its neighbour, or with digits that
stand together cut at the wrong places breaks an identity, and no single cell mends it. What is printed where the row stands
and belongs to no other row is read anew: every run of as many figures as the row has columns, and, where fewer are printed,
every way to cut them. A reading counts where all identities of all its cells hold with it and the rows stay in order.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations, islice, pairwise

from giextract.audit.balance import Balance
from giextract.audit.catalogue import CHALLENGE_ROWS, COLUMNS, OUTCOMES, REQUEST_ROWS, RESULTS
from giextract.audit.constraint import Constraint, Sum
from giextract.audit.material import Material
from giextract.record import Fact, Span


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row: its path, the paths of its cells as the form prints them from left to right, and the rows around it.

    The last of every `width` cells is the total of those before it.
    """

    path: str
    cells: tuple[str, ...]
    width: int
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()


def _table(path: str, rows: Sequence[str], columns: Sequence[str]) -> Iterator[Row]:
    paths = [f"{path}/{row}" for row in rows]
    for index, row in enumerate(paths):
        cells = tuple(f"{row}/{column}" for column in columns)
        yield Row(row, cells, len(columns), tuple(paths[:index]), tuple(paths[index + 1 :]))


_ALL = Row(
    "/challenges", tuple(f"/challenges/{row}/{one}" for row in CHALLENGE_ROWS for one in OUTCOMES), len(OUTCOMES)
)
"""The three rows of reviews and lawsuits where they stand in one line."""
_PATH_TO_ROW = {
    row.path: row for row in (*_table("/requests", REQUEST_ROWS, COLUMNS), *_table(_ALL.path, CHALLENGE_ROWS, OUTCOMES))
}
_FIGURE = re.compile(r"(?<![0-9０-９.])[0-9０-９]+(?![.、．][\u4e00-\u9fff])")
_REACH = 160
"""Characters before and behind the figures of a row within which its others may stand."""
_MOST_FIGURES = 30
_MOST_CUTS = 3000
"""Ways to cut glued digits that are tried; among more, one that adds up says little."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Another way to read a row: its cells by path, and the place of its figures in the document."""

    row: Row
    cells: Mapping[str, Decimal]
    span: Span

    @property
    def named(self) -> tuple[str, dict[str, Decimal]]:
        """Path of the row, and its cells by their paths below it."""
        return self.row.path, {path.removeprefix(f"{self.row.path}/"): value for path, value in self.cells.items()}


class Rereading:
    """The rows of one report's tables, read anew where that would reconcile everything."""

    def __init__(self, material: Material, balance: Balance) -> None:
        self._material, self._balance = material, balance
        self._path_to_readings: dict[str, list[Reading]] = {}

    def of(self, constraint: Constraint) -> Reading | None:
        """The reading of a row with which `constraint`, and all else, would hold; None where there is not just one."""
        rows = [row for path in dict.fromkeys(_rows_of(constraint)) if (row := _PATH_TO_ROW.get(path))]
        whole = [_ALL] if any(row.path.startswith(_ALL.path) for row in rows) else []
        for some in (rows, whole):
            found = [reading for row in some for reading in self._settling(row) if self._mends(constraint, reading)]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def _settling(self, row: Row) -> list[Reading]:
        """The readings of `row` with which all identities of its cells hold, other than the one it has."""
        if row.path not in self._path_to_readings:
            values = self._balance.values
            self._path_to_readings[row.path] = [
                reading
                for reading in self._readings(row)
                if any(values.get(cell) != value for cell, value in reading.cells.items())
                and self._balance.settles(reading.cells)
                and self._in_order(reading)
            ]
        return self._path_to_readings[row.path]

    def _mends(self, constraint: Constraint, reading: Reading) -> bool:
        """Whether `constraint` is among what the reading settles, or lacks just the cell that nobody read."""
        values = self._balance.values
        if any(
            reading.cells.get(term.path, value) != value
            for term in constraint.terms
            if (value := values.get(term.path)) is not None
        ):
            return True
        column = constraint.terms[0].path.rpartition("/")[2]
        missing = reading.cells.get(f"{reading.row.path}/{column}")
        if not isinstance(constraint, Sum) or missing is None or f"{reading.row.path}/{column}" in values:
            return False
        return constraint.difference(values) == missing

    def _readings(self, row: Row) -> Iterator[Reading]:
        """The ways to read what is printed for a row whose cells add up."""
        facts = self._facts(row.cells)
        window, wanted = self._window(facts), len(row.cells)
        if window is None:
            return
        document = self._material.clean.document
        pieces: list[str] = _FIGURE.findall(document, *window)
        if not pieces or len(pieces) > _MOST_FIGURES:
            return
        digits, read = "".join(pieces), [fact.printed or "" for fact in facts]
        if digits == "".join(read) and (pieces == read or len(digits) == wanted == len(read)):
            return  # read as printed; single digits have one reading
        figures = list(_FIGURE.finditer(document, *window))
        if len(pieces) >= wanted:
            # A row that stands twice, as behind a page break, is one reading.
            run_to_first = {tuple(pieces[first : first + wanted]): first for first in range(len(pieces) - wanted + 1)}
            for run, first in run_to_first.items():
                if _adds_up(run, row.width):
                    yield _reading(row, run, (figures[first].start(), figures[first + wanted - 1].end()))
        elif not any(fact.state == "blank" for fact in facts):
            for cut in islice(_cut(pieces, wanted), _MOST_CUTS):
                if _adds_up(cut, row.width):
                    yield _reading(row, cut, (figures[0].start(), figures[-1].end()))

    def _window(self, facts: Sequence[Fact]) -> Span | None:
        """Where the figures of a row are printed: its facts' own place and what is around it, up to those of other facts."""
        own = _extent(facts)
        if own is None:
            return None
        starts, ends = self._bounds
        before, behind = bisect_right(ends, own[0]), bisect_left(starts, own[1])
        begin = max(own[0] - _REACH, ends[before - 1] if before else 0)
        end = starts[behind] if behind < len(starts) else len(self._material.clean.document)
        return begin, min(own[1] + _REACH, end)

    @cached_property
    def _bounds(self) -> tuple[list[int], list[int]]:
        """Where the spans of all facts begin, and where they end, each from first to last."""
        spans = [fact.span for fact in self._material.record.facts if fact.span]
        return sorted([start for start, _ in spans]), sorted([end for _, end in spans])

    def _in_order(self, reading: Reading) -> bool:
        """Whether the row would stand behind all rows that the form prints before it, and before all others."""
        for rows, behind in ((reading.row.before, False), (reading.row.behind, True)):
            places = [place for row in rows if (place := _extent(self._facts(_PATH_TO_ROW[row].cells)))]
            if any(place[0] < reading.span[1] if behind else place[1] > reading.span[0] for place in places):
                return False
        return True

    def _facts(self, cells: Sequence[str]) -> list[Fact]:
        return [fact for fact in map(self._material.path_to_fact.get, cells) if fact]


def _extent(facts: Sequence[Fact]) -> Span | None:
    spans = [span for fact in facts if (span := fact.span)]
    return (min(spans)[0], max([end for _, end in spans])) if spans else None


def _rows_of(constraint: Constraint) -> Iterator[str]:
    """The paths of the rows that a constraint is about, those too of which it has no cell because nobody read it."""
    for term in constraint.terms:
        yield term.path.rpartition("/")[0]
    if constraint.rule.name == "requests_results":
        yield from (f"/requests/{row}" for row in RESULTS)


def _reading(row: Row, run: Sequence[str], span: Span) -> Reading:
    return Reading(row, {cell: Decimal(digits) for cell, digits in zip(row.cells, run, strict=True)}, span)


def _adds_up(run: Sequence[str], width: int) -> bool:
    """Whether in every `width` figures the last is the sum of the others, and there is something to add up."""
    figures = [int(digits) for digits in run]
    totals = figures[width - 1 :: width]
    return any(totals) and all(
        2 * total == sum(figures[index * width : (index + 1) * width]) for index, total in enumerate(totals)
    )


def _cut(figures: Sequence[str], wanted: int) -> Iterator[Sequence[str]]:
    """The ways to cut digits that stand together into `wanted` figures, none of which begins with a needless zero."""
    digits = "".join(figures)
    fixed = {sum(map(len, figures[:index])) for index in range(1, len(figures))}
    free = [place for place in range(1, len(digits)) if place not in fixed]
    for places in combinations(free, wanted - len(figures)):
        pieces = tuple(digits[start:end] for start, end in pairwise((0, *sorted((*fixed, *places)), len(digits))))
        if all(len(piece) == 1 or not piece.startswith(("0", "０")) for piece in pieces):
            yield pieces
