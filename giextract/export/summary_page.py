"""A summary for the eye: what there is, coverage by field, figures over the years, findings by kind."""

from __future__ import annotations

from collections.abc import Iterator

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from giextract.export.columns import Column
from giextract.export.paper import paper
from giextract.export.summary import STATES, Summary, Year
from giextract.export.wording import legible

MOST_FAILURES = 5
WIDE = 110
"""Columns from which there is room for two names of a field."""


def page(summary: Summary, *, width: int = 80, colour: bool = False) -> str:
    """The summary as text of `width` columns."""
    console, text = paper(width, colour)
    for line in _head(summary):
        console.print(Text(line))
    if summary.records:
        for title, table in (
            ("Coverage by field, % of reports", _coverage(summary, width >= WIDE)),
            ("Figures over the years", _years(summary)),
            ("Findings by kind", _findings(summary)),
        ):
            console.print(Padding(Text(title, style="bold"), (1, 0, 0, 0)))
            console.print(table)
    return text()


def _head(summary: Summary) -> Iterator[str]:
    parts = [f"documents {summary.documents:,}"]
    parts += [f"{status} {count:,}" for status, count in sorted(summary.status_to_count.items()) if count]
    parts += [f"copies of others {summary.copies:,}"] if summary.copies else []
    yield " · ".join(parts)
    if summary.year_to_reports:
        first, last = min(summary.year_to_reports), max(summary.year_to_reports)
        yield f"reports on {first} to {last}" if last > first else f"reports on {first}"
    if summary.without_year:
        yield f"reports that state no year, and are not among the figures over the years: {summary.without_year:,}"
    for reason, count in summary.failure_to_count.most_common(MOST_FAILURES):
        yield f"{count:,} × {legible(reason)}"
    if len(summary.failure_to_count) > MOST_FAILURES:
        more = len(summary.failure_to_count) - MOST_FAILURES
        yield f"other reasons: {more:,}; giextract export --shape failures has all"


def _coverage(summary: Summary, named: bool) -> Table:
    """A row for each field that is anything but absent in any report, with its column's name where that has room."""
    there = [one for one in summary.coverage() if one.is_ever_there]
    states = [state for state in STATES if any(one.state_to_count[state] for one in there)]
    table = _table("field", *["column"] * named, *states)
    for one in there:
        cells = f" ({one.cells} cells)" if one.cells > 1 else ""
        name = [Text(one.column.name, style="dim")] * named
        table.add_row(Text(legible(one.column.title) + cells), *name, *(_percent(one.share(state)) for state in states))
    never = sum(one.cells for one in summary.coverage() if not one.is_ever_there)
    if never:
        table.caption = f"and {never} fields that are absent in every report"
        table.caption_justify = "left"
    return table


def _years(summary: Summary) -> Table | Text:
    found = summary.figures()
    if not found:
        return Text("no report states a year and a figure")
    table = _table("year", "reports", *(f"{legible(column.title)}{_unit(column)}" for column, _ in found))
    name_to_years = {column.name: {one.year: one for one in years} for column, years in found}
    for year, reports in sorted(summary.year_to_reports.items()):
        table.add_row(
            str(year), f"{reports:,}", *(_middle(name_to_years[column.name].get(year)) for column, _ in found)
        )
    table.caption = "median of the reports that state it"
    table.caption_justify = "left"
    return table


def _findings(summary: Summary) -> Table | Text:
    if not summary.rule_to_defects:
        return Text("none")
    table = _table("rule", "findings", "report's", "extraction's", "unclear", "nobody's")
    rows = sorted(summary.rule_to_defects.items(), key=lambda item: (-item[1].total(), item[0]))
    for rule, defects in rows:
        cells = (f"{defects[one]:,}" if defects[one] else "" for one in ("report", "extraction", "unclear", "nobody"))
        table.add_row(Text(rule), f"{defects.total():,}", *cells)
    table.caption = (
        f"{summary.reports_with_findings:,} of {summary.records:,} reports have a finding that is somebody's defect"
    )
    table.caption_justify = "left"
    return table


def _table(*titles: str) -> Table:
    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="dim")
    for index, title in enumerate(titles):
        table.add_column(title, justify="left" if index == 0 or title == "column" else "right", overflow="fold")
    return table


def _percent(share: float) -> str:
    """A share as a whole percentage; what is there never looks like nothing, what is not all never like all.

    >>> _percent(0.0), _percent(0.001), _percent(0.5), _percent(0.999), _percent(1.0)
    ('', '<1', '50', '>99', '100')
    """
    if not share:
        return ""
    if share < 0.01:
        return "<1"
    return ">99" if 0.99 < share < 1 else f"{share * 100:.0f}"


def _middle(one: Year | None) -> str:
    return _number(one.middle) if one else ""


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) or abs(value) >= 100 else f"{value:,.1f}"


def _unit(column: Column) -> str:
    return f" ({column.unit})" if column.unit else ""
