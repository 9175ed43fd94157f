"""Records as a workbook (.xlsx): values, facts, findings, the tables of the form, failures, and what the columns are.

A row of `values` is a report, a row of `facts` a fact with its proof. Cells that begin like a formula stay text; numbers are
numbers, dates ISO text as in JSON. Rows are written as the records come in, so that memory does not grow with them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xlsxwriter

from giextract.export.csv import shown
from giextract.export.fixed_tables import STATE_TO_MARK, FixedTable, fixed_tables, is_fixed_table
from giextract.record import Fact, Record, json_ready
from giextract.schema import Schema

MOST_CHARACTERS = 32_767
"""Characters that a cell of a workbook can hold."""
MOST_NAME = 31
_FACTS = ("report", "path", "title", "state", "value", "printed", "start", "end", "page", "backend", "check", "proof")
_FINDINGS = ("report", "rule", "severity", "defect", "paths", "stated", "expected", "message", "message_zh")
_ABOUT = (
    ("values", "one row for each report: status, then each field that is not in a list or a table of the form"),
    ("facts", "one row for each fact, with its proof: where it stands (start and end, code points of the text) and as printed"),
    ("findings", "one row for each thing that does not agree, and whose defect it is"),
    ("failures", "sections that were not answered, pages that were not read"),
    ("other sheets", f"tables of the form, row by row; {', '.join(f'{mark} is {state}' for state, mark in STATE_TO_MARK.items())}"),
)  # fmt: skip


class Workbook:
    """A workbook that takes records one after the other."""

    def __init__(self, path: Path, schema: Schema) -> None:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._schema = schema
        self._book = xlsxwriter.Workbook(str(path), options)
        self._bold = self._book.add_format({"bold": True})
        self._sheets: dict[str, Any] = {}
        self._next: dict[str, int] = {}
        self._single = [
            leaf
            for section in schema.sections
            if not is_fixed_table(section)
            for leaf in section.leaves
            if "/*" not in leaf.path
        ]
        self._head("values", ("report", "status", *(leaf.path for leaf in self._single)))
        self._row("values", ("报告", "状态", *(leaf.title for leaf in self._single)))
        self._head("facts", _FACTS)
        self._head("findings", _FINDINGS)
        self._head("failures", ("report", "what", "reason"))

    def add(self, record: Record) -> None:
        """Add the rows of one record."""
        report = record.source.path
        path_to_fact = {fact.path: fact for fact in record.facts}
        self._row("values", (report, record.status, *(_stated(path_to_fact.get(leaf.path)) for leaf in self._single)))
        for fact in record.facts:
            start, end = fact.span or (None, None)
            self._row(
                "facts",
                (report, fact.path, self._schema.leaf(fact.path).title, fact.state, json_ready(fact.value), fact.printed, start,
                 end, fact.page, fact.backend, fact.check, fact.proof),
            )  # fmt: skip
        for finding in record.findings:
            self._row(
                "findings",
                (report, finding.rule, finding.severity, finding.defect, " ".join(finding.paths), finding.stated,
                 finding.expected, finding.message, finding.message_zh),
            )  # fmt: skip
        for name, section in record.sections.items():
            if section.state == "unanswered":
                self._row("failures", (report, name, section.reason))
        for page, reason in record.source.unread.items():
            self._row("failures", (report, f"page {page}", reason))
        for table in fixed_tables(record, self._schema):
            self._table(report, table)

    def close(self) -> None:
        """Finish the file."""
        self._head("README", ("sheet", "what it holds"))
        for row in _ABOUT:
            self._row("README", row)
        self._book.close()

    def _table(self, report: str, table: FixedTable) -> None:
        name = table.section.name
        if name not in self._sheets:
            self._head(name, ("report", table.section.title, *table.columns))
        for title, cells in table.rows:
            self._row(name, (report, title, *(shown(fact) for fact in cells)))

    def _head(self, name: str, titles: Iterable[str]) -> None:
        self._sheets[name] = self._book.add_worksheet(name[:MOST_NAME])
        self._sheets[name].freeze_panes(1, 1)
        self._next[name] = 0
        self._row(name, titles, self._bold)

    def _row(self, name: str, cells: Iterable[object], style: object = None) -> None:
        sheet, number = self._sheets[name], self._next[name]
        for column, value in enumerate(cells):
            if value is None or value == "":
                continue
            if isinstance(value, bool):
                sheet.write_boolean(number, column, value, style)
            elif isinstance(value, int | float):
                sheet.write_number(number, column, value, style)
            else:
                sheet.write_string(number, column, _legible(str(value)), style)
        self._next[name] = number + 1


def _stated(fact: Fact | None) -> object:
    if fact is None or fact.state != "stated" or fact.check != "proved":
        return None
    return json_ready(fact.value)


def _legible(text: str) -> str:
    """`text` as a cell of a workbook can hold it: XML has no control characters, and a cell has an end."""
    kept = "".join(character if character.isprintable() or character in "\t\n" else "\ufffd" for character in text)
    return kept[:MOST_CHARACTERS]
