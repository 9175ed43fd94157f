"""What many records hold: how much of each field, figures over the years, findings by kind. Counted as the entries come."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median, quantiles

from giextract.export.columns import Column
from giextract.export.entry import Entry
from giextract.export.fields import Field, fields, path_to_states
from giextract.export.fixed_tables import is_fixed_table
from giextract.export.shape import fitting, issuer_and_year, proved
from giextract.record import Record
from giextract.schema import Schema

STATES = ("stated", "blank", "illegible", "unproved", "unanswered", "absent")
"""States of a field in the order in which they are shown."""
FIRST_FIGURES = (
    "disclosure_total",
    "applications_received",
    "requests_new_total",
    "disputes_reconsiderations",
    "organisation_staff",
    "engagement_interpretations",
)
"""Figures of an annual report that people look at first, as far as reports state them."""
MOST_FIGURES = 6


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often a field, or all cells of a table of the form together, ended in each state."""

    column: Column
    section: str
    cells: int
    state_to_count: Counter[str]

    @property
    def is_ever_there(self) -> bool:
        """Whether it is anything but absent in any report."""
        return any(count for state, count in self.state_to_count.items() if state != "absent")

    def share(self, state: str) -> float:
        """The share of a state in all of its states, from 0 to 1."""
        total = sum(self.state_to_count.values())
        return self.state_to_count[state] / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Year:
    """A figure in the reports on one year: how many state it, and its quartiles."""

    year: int
    reports: int
    low: float
    middle: float
    high: float


@dataclass
class Summary:
    """The counts. A document that is there several times with the same bytes counts once, but among `copies`."""

    schema: Schema
    documents: int = 0
    copies: int = 0
    status_to_count: Counter[str] = field(default_factory=Counter)
    failure_to_count: Counter[str] = field(default_factory=Counter)
    year_to_reports: Counter[int] = field(default_factory=Counter)
    without_year: int = 0
    rule_to_defects: dict[str, Counter[str]] = field(default_factory=dict)
    reports_with_findings: int = 0
    _fields: tuple[Field, ...] = field(init=False)
    _path_to_name: dict[str, str] = field(init=False)
    _path_to_figure: dict[str, str] = field(init=False)
    _name_to_states: dict[str, Counter[str]] = field(default_factory=dict, init=False)
    _figures: dict[tuple[str, int], array[float]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._fields = fields(self.schema)
        self._path_to_name = {one.path: one.column.name for one in self._fields}
        self._path_to_figure = {
            one.path: one.column.name
            for one in self._fields
            if one.column.kind in ("integer", "decimal") and one.path != "/header/year"
        }

    def add_all(self, entries: Iterable[Entry]) -> None:
        """Count the entries; RecordError at a record of another schema."""
        for entry in fitting(entries, self.schema):
            self.documents += 1
            if entry.record is None:
                self.status_to_count["without a record"] += 1
                self.failure_to_count[entry.failure or "no reason is known"] += 1
            elif entry.same_as is not None:
                self.copies += 1
            else:
                self._add(entry.record)

    @property
    def records(self) -> int:
        """Reports that have a record, each once."""
        return self.documents - self.copies - self.status_to_count["without a record"]

    def coverage(self) -> list[Coverage]:
        """Each field in the order of the schema; the cells of a table of the form are counted together."""
        found: dict[str, Coverage] = {}
        for one in self._fields:
            table = is_fixed_table(one.section)
            name = one.section.name if table else one.column.name
            column = Column(name, one.section.title, "integer") if table else one.column
            before = found.get(name)
            counts = (before.state_to_count if before else Counter()) + self._name_to_states.get(
                one.column.name, Counter()
            )
            found[name] = Coverage(column, one.section.title, (before.cells if before else 0) + 1, counts)
        return list(found.values())

    def figures(self) -> list[tuple[Column, list[Year]]]:
        """The first figures of a report, or those that most reports state, each over the years in which one does."""
        names = Counter({name: 0 for name, _ in self._figures})
        for (name, _), values in self._figures.items():
            names[name] += len(values)
        chosen = [name for name in FIRST_FIGURES if name in names]
        chosen += [name for name, _ in names.most_common() if name not in chosen]
        name_to_column = {one.column.name: one.column for one in self._fields}
        return [(name_to_column[name], self._years(name)) for name in chosen[:MOST_FIGURES]]

    def _years(self, figure: str) -> list[Year]:
        years = sorted(year for name, year in self._figures if name == figure)
        return [_year(year, self._figures[figure, year]) for year in years]

    def _add(self, record: Record) -> None:
        self.status_to_count[record.status] += 1
        for path, states in path_to_states(self._fields, record).items():
            name = self._path_to_name[path]
            self._name_to_states.setdefault(name, Counter())[states[0]] += 1
        _, year = issuer_and_year(record)
        if year is None:
            self.without_year += 1
        else:
            self.year_to_reports[year] += 1
            self._add_figures(record, year)
        blaming = [finding for finding in record.findings if finding.defect is not None]
        self.reports_with_findings += bool(blaming)
        for finding in record.findings:
            defects = self.rule_to_defects.setdefault(finding.rule, Counter())
            defects[finding.defect or "nobody"] += 1

    def _add_figures(self, record: Record, year: int) -> None:
        for fact in record.facts:
            name, value = self._path_to_figure.get(fact.path), proved(fact)
            if name is not None and value is not None:
                self._figures.setdefault((name, year), array("d")).append(float(str(value)))


def _year(year: int, values: array[float]) -> Year:
    low, _, high = quantiles(values, n=4, method="inclusive") if len(values) > 1 else [values[0]] * 3
    return Year(year, len(values), low, median(values), high)
