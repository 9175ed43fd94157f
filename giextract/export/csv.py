"""Records as CSV in long form: one row for each fact, one for each finding, and one for each section that
was not answered. In the row of a finding `value` is what is expected, `printed` what is stated, `check` the message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from giextract.export.fixed_tables import STATE_TO_MARK, fixed_tables
from giextract.record import Fact, Record, json_ready
from giextract.schema import Schema

COLUMNS = (
    "report", "path", "state", "value", "printed", "start", "end", "page", "backend", "check", "approximate", "proof",
)  # fmt: skip

# Full-width forms too: spreadsheets set to Chinese or Japanese take them for the same. A tab, CR or LF may hide one.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")


def rows(records: Iterable[Record]) -> Iterator[str]:
    """The header, then the rows of each record."""
    yield _row(COLUMNS)
    for record in records:
        yield "".join(_row(cells) for cells in _cells(record))


def blocks(records: Iterable[Record], schema: Schema) -> Iterator[str]:
    """The tables of the form, each a block: its title, the titles of its columns, then row by row; an empty line between."""
    first = True
    for record in records:
        for table in fixed_tables(record, schema):
            yield "" if first else "\n"
            first = False
            yield _row((record.source.path, table.section.title))
            yield _row(("", *table.columns))
            for title, cells in table.rows:
                yield _row((title, *map(shown, cells)))


def shown(fact: Fact | None) -> object:
    """What stands in a cell of a table: the value, the mark of its state, or None where the report has no such cell."""
    if fact is None:
        return None
    if fact.state == "stated" and fact.check == "proved":
        return json_ready(fact.value)
    return STATE_TO_MARK.get(fact.state, STATE_TO_MARK["unanswered"])


def safe(cell: str) -> str:
    """`cell` as text that no spreadsheet runs as a formula.

    >>> safe("=1+1"), safe("@SUM(A1)"), safe("-"), safe("政府网站")
    ("'=1+1", "'@SUM(A1)", "'-", '政府网站')
    >>> safe("-2"), safe("+1"), safe("-0.5")
    ('-2', '+1', '-0.5')
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _cells(record: Record) -> Iterator[tuple[object, ...]]:
    report = record.source.path
    for fact in record.facts:
        start, end = fact.span or (None, None)
        yield (
            report, fact.path, fact.state, json_ready(fact.value), fact.printed, start, end, fact.page, fact.backend,
            fact.check, fact.approximate, fact.proof,
        )  # fmt: skip
    for finding in record.findings:
        start, end = next((span for span in finding.spans if span), (None, None))
        about = f"{finding.severity}, {finding.defect or 'nobody'}: {finding.message}"
        path = finding.paths[0] if finding.paths else "/"
        yield (
            report,
            path,
            f"finding:{finding.rule}",
            finding.expected,
            finding.stated,
            start,
            end,
            None,
            None,
            about,
            None,
            None,
        )
    for name, section in record.sections.items():
        if section.state == "unanswered":
            yield (report, f"/{name}", section.state, *[None] * (len(COLUMNS) - 3))


def _row(cells: Iterable[object]) -> str:
    return ",".join(map(_cell, cells)) + "\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = safe(str(value))
    # Not the module csv: with lines that end in a mere LF it leaves a cell with a CR unquoted, which breaks the row.
    return '"' + text.replace('"', '""') + '"' if re.search(r'[",\r\n]', text) else text
