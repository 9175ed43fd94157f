"""The tables: what each format lost, what differs, which figures are wrong, where boxes lie, what reading costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from benchmarks.formats.boxes import BoxCheck
from benchmarks.formats.cost import Cost
from benchmarks.formats.formats import FORMATS
from benchmarks.formats.measuring import Measured, f1

SHOWN = 60
"""Rows of the lists that are printed; all are in the JSON."""


@dataclass(slots=True)
class Results:
    """Everything that one run measured; `missing` are formats that could not be made, and why."""

    measured: list[Measured] = field(default_factory=list)
    boxes: list[BoxCheck] = field(default_factory=list)
    costs: list[Cost] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)

    def formats(self) -> list[str]:
        """The formats that were measured, in their order."""
        present = {one.form for one in self.measured}
        return [name for name in FORMATS if name in present]


def loss(results: Results, form: str) -> float:
    """F1 of a format below that of plain text, over the reports that it was measured on."""
    rows = [one for one in results.measured if one.form == form]
    reports = {one.report for one in rows}
    plain = [one for one in results.measured if one.form == "text" and one.report in reports]
    return _f1(plain) - _f1(rows)


def _f1(rows: Iterable[Measured]) -> float:
    rows = list(rows)
    return f1(sum(one.tp for one in rows), sum(one.fp for one in rows), sum(one.fn for one in rows))


def print_results(results: Results, console: Console) -> None:
    """All tables."""
    console.print(_losses(results))
    for row in results.missing.items():
        console.print(f"{row[0]}: not made: {row[1]}")
    for one in results.measured:
        if one.failure:
            console.print(f"{one.form} {one.report}: no record: {one.failure}", markup=False)
    worse = [(one, row) for one in results.measured for row in one.differences if not row.better]
    _list(
        console, "Slots that plain text gives and this format does not, or otherwise",
        ("format", "report", "lost in", "path", "expected", "plain text", "got"),
        [(one.form, one.report, row.lost_in, row.path, row.expected, row.plain, row.got) for one, row in worse],
    )  # fmt: skip
    _list(
        console, "Wrong figures that nothing marks doubtful", ("format", "report", "path", "expected", "got"),
        [(one.form, one.report, row.path, row.expected, row.got) for one in results.measured for row in one.wrong_figures],
    )  # fmt: skip
    _list(
        console, "Figures read that stand nowhere in the report, not marked doubtful", ("format", "report", "figure"),
        [(one.form, one.report, row) for one in results.measured for row in one.strange_figures],
    )  # fmt: skip
    if results.boxes:
        console.print(_boxes(results))
        _list(
            console, "Boxes that do not hold their fact", ("format", "report", "path", "expected", "read again"),
            [(one.form, one.report, one.path, one.expected, one.got) for one in results.boxes if not one.holds],
        )  # fmt: skip
    if results.costs:
        console.print(_costs(results.costs))


def _losses(results: Results) -> Table:
    table = Table(title="Against the same reports as plain text")
    for head in ("format", "reports", "F1", "lost", "may lose", "characters wrong", "wrong figures", "strange", "boxed",
                 "doubtful", "pages", "unread", "s/page"):  # fmt: skip
        table.add_column(head, justify="left" if head == "format" else "right")
    for form in results.formats():
        rows = [one for one in results.measured if one.form == form]

        def total(count: Callable[[Measured], float], rows: Sequence[Measured] = rows) -> float:
            return sum(count(one) for one in rows)

        lost, allowed = loss(results, form), FORMATS[form].most_lost
        facts, pages = total(lambda one: one.facts), total(lambda one: one.pages)
        table.add_row(
            form, str(len(rows)), f"{_f1(rows):.4f}", f"{lost:+.4f}" if lost else "", f"{allowed:.2f}" if allowed else "",
            f"{total(lambda one: one.edits) / total(lambda one: one.characters):.2%}",
            f"{total(lambda one: len(one.wrong_figures)):g}", f"{total(lambda one: len(one.strange_figures)):g}",
            f"{total(lambda one: one.boxed) / facts:.0%}" if facts else "",
            f"{total(lambda one: one.doubtful) / facts:.0%}" if facts else "", f"{pages:g}",
            f"{total(lambda one: one.unread):g}", f"{total(lambda one: one.seconds) / pages:.2f}" if pages else "",
            style="red" if lost > allowed and form != "text" else None,
        )  # fmt: skip
    return table


def _boxes(results: Results) -> Table:
    table = Table("format", "facts", "hold", title="Boxes cut out and read again")
    for form in results.formats():
        checks = [one for one in results.boxes if one.form == form]
        if checks:
            table.add_row(form, str(len(checks)), str(sum(one.holds for one in checks)))
    return table


def _costs(costs: Sequence[Cost]) -> Table:
    table = Table("format", "tool", "pages", "ms/page", "pages/s", "MB at most", title="Time and memory")
    for form, tool in dict.fromkeys((one.form, one.tool) for one in costs):
        rows = [one for one in costs if (one.form, one.tool) == (form, tool)]
        pages, seconds = sum(one.pages for one in rows), sum(one.seconds for one in rows)
        most = max(one.megabytes for one in rows)
        table.add_row(form, tool, str(pages), f"{seconds / pages * 1000:.1f}", f"{pages / seconds:.1f}", str(most))
    return table


def _list(console: Console, title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    console.print(f"\n{title}: {len(rows)}", style="bold", markup=False)
    for row in rows[:SHOWN]:
        console.print("  " + " · ".join(str(one) for one in row), markup=False, highlight=False, soft_wrap=True)
    if len(rows) > SHOWN:
        console.print(f"  … and {len(rows) - SHOWN} more, in the JSON; columns: {', '.join(heads)}")
