"""Numbers of the form that ran together: split only where one reading alone fits.

What may prove a split, in this order: the list mark that must come next; that a cell has no leading zero; that a running
total is not smaller than this year's count; that the parts of a list add up in both columns; a count that the narrative
prints. Where two readings remain, the cells are illegible: a greedy guess reads `396442278` wrongly (PHRASES.md, annex).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from giextract.backends.rules.cells import Cell, Row
from giextract.text.clean import CleanText

MOST_READINGS = 20_000
"""Combinations of readings tried for one list at the most; beyond that the list proves nothing."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One way to read a run of digits as two numbers: this year's, and the running total; `at` is where the first ends."""

    at: int
    year: int
    total: int


def split(clean: CleanText, rows: list[Row], columns: int, narrative: frozenset[int]) -> None:
    """Settle the cells of every row that is glued, in place."""
    _cut_marks(clean, rows)
    if columns < 2:
        return
    cuts = {index: list(_cuts(clean, row)) for index, row in enumerate(rows) if _is_run(clean, row)}
    equations: dict[int, tuple[str, ...]] = {}
    for members in _lists(rows):
        _by_sums(rows, members, cuts, equations)
    for index, options in cuts.items():
        if len(options) > 1:
            fitting = [option for option in options if option.year >= 10 and option.year in narrative]
            if len(fitting) == 1:
                cuts[index] = fitting
                equations[index] = (f"{fitting[0].year} stands in the text",)
    for index, options in cuts.items():
        run = rows[index].cells[0]
        if len(options) == 1:
            cut = options[0]
            named = equations.get(index, ("two cells without a leading zero, the total not the smaller",))
            rows[index].cells = [
                Cell(run.start, cut.at, "stated", cut.year, named),
                Cell(cut.at, run.end, "stated", cut.total, named),
            ]
        else:
            rows[index].cells = [Cell(run.start, run.end, "illegible"), Cell(run.start, run.end, "illegible")]


def _cut_marks(clean: CleanText, rows: list[Row]) -> None:
    """Cut the next row's list mark off the digits before it: `条1382、` is 138 and `2、` where 2 is what comes next."""
    last = 0
    for index, row in enumerate(rows):
        last = row.ordinal or last
        if not row.marked or not row.cells:
            continue
        following = rows[index + 1] if index + 1 < len(rows) else None
        cell = row.cells[-1]
        digits = clean.text[cell.start : cell.end]
        apart = clean.gap(cell.start) or clean.text[cell.start - 1] in "\n| "
        expected = [str(last + 1), "1"]
        mark = next((number for number in expected if digits.endswith(number)), None)
        if apart and len(digits) <= 2 and (digits in expected or len(row.cells) > 1 or digits.lstrip("0") == digits):
            row.cells.pop()
            if following is not None:
                following.ordinal = int(digits)
            continue
        if mark is None or not digits.isdigit():
            row.cells[-1] = Cell(cell.start, cell.end, "illegible")
            continue
        if following is not None:
            following.ordinal = int(mark)
        kept = digits[: -len(mark)]
        row.cells.pop()
        if kept:
            row.cells.append(Cell(cell.start, cell.start + len(kept), "stated", int(kept)))


def _is_run(clean: CleanText, row: Row) -> bool:
    """Whether the row holds two numbers in one run of digits, with nothing between the unit and them."""
    if len(row.cells) != 1 or row.cells[0].state != "stated":
        return False
    cell = row.cells[0]
    digits = clean.text[cell.start : cell.end]
    apart = clean.gap(cell.start) or clean.text[cell.start - 1] in "\n| "
    return digits.isdigit() and 2 <= len(digits) <= 16 and not apart


def _cuts(clean: CleanText, row: Row) -> Iterator[Cut]:
    cell = row.cells[0]
    digits = clean.text[cell.start : cell.end]
    for length in range(1, len(digits)):
        left, right = digits[:length], digits[length:]
        if (left[0] == "0" and length > 1) or (right[0] == "0" and len(right) > 1) or int(left) > int(right):
            continue
        yield Cut(cell.start + length, int(left), int(right))


def _lists(rows: list[Row]) -> Iterator[list[int]]:
    """Rows of a total and its parts: a row, then rows numbered 1, 2, 3 …"""
    index = 0
    while index < len(rows):
        if rows[index].ordinal == 1 and index > 0:
            parts = [index]
            while parts[-1] + 1 < len(rows) and rows[parts[-1] + 1].ordinal == len(parts) + 1:
                parts.append(parts[-1] + 1)
            yield [index - 1, *parts]
            index = parts[-1]
        index += 1


def _by_sums(
    rows: list[Row], members: list[int], cuts: dict[int, list[Cut]], equations: dict[int, tuple[str, ...]]
) -> None:
    """Keep the readings under which the parts add up to the total in both columns, if these are one and the same."""
    if not any(len(cuts.get(index, ())) > 1 for index in members):
        return
    options: list[list[tuple[int, int, Cut | None]]] = []
    combinations = 1
    for index in members:
        if index in cuts:
            options.append([(cut.year, cut.total, cut) for cut in cuts[index]])
        else:
            values = [cell.value for cell in rows[index].cells if cell.state == "stated"]
            if len(values) != 2 or not all(isinstance(value, int) for value in values):
                return
            options.append([(int(values[0] or 0), int(values[1] or 0), None)])
        combinations *= max(1, len(options[-1]))
    if combinations > MOST_READINGS or not all(options):
        return
    solutions = list(_solutions(options[0], options[1:]))
    if len(solutions) != 1:
        return
    solution = solutions[0]
    named = tuple(
        f"{solution[0][column]} = {' + '.join(str(part[column]) for part in solution[1:])}" for column in (0, 1)
    )
    for index, (_, _, cut) in zip(members, solution, strict=True):
        if cut is not None:
            cuts[index] = [cut]
            equations[index] = named


Option = tuple[int, int, Cut | None]


def _solutions(totals: list[Option], parts: list[list[Option]]) -> Iterator[list[Option]]:
    sums: list[tuple[int, int, list[Option]]] = [(0, 0, [])]
    for options in parts:
        sums = [(year + one[0], total + one[1], [*chosen, one]) for year, total, chosen in sums for one in options]
    for one in totals:
        for year, total, chosen in sums:
            if (year, total) == one[:2]:
                yield [one, *chosen]
