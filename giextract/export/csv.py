"""Rows as CSV, cells that no spreadsheet runs, and `extract`'s own two: facts and findings in one, and blocks of tables.

A text that a spreadsheet would take for a formula gets a `'` in front. So does one that begins with such marks behind a `'`,
so that whoever wants the text back takes away one `'` wherever one stands before them, and has it exactly; `exact` finds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from giextract.export.columns import Column, Headers, Row, text_of
from giextract.export.entry import Entry
from giextract.export.fixed_tables import STATE_TO_MARK, fixed_tables
from giextract.export.long import Long, row
from giextract.record import Fact, Record, json_ready
from giextract.schema import Schema

# Full-width forms too: spreadsheets set to Chinese or Japanese take them for the same. A tab, CR or LF may hide one.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?%?")


def lines(
    columns: Iterable[Column], rows: Iterable[Row], headers: Headers = "en", *, guarded: bool = True
) -> Iterator[str]:
    """A line of headers, then a line for each row; not `guarded`, texts like formulas stand as they are."""
    yield _line((column.header(headers) for column in columns), guarded)
    for cells in rows:
        yield _line(cells, guarded)


def facts_and_findings(records: Iterable[Record], schema: Schema) -> Iterator[str]:
    """The long shape with a row for each finding behind a record's facts.

    In the row of a finding `value` is what is expected, `printed` what is stated, `check` the message.
    """
    long = Long(schema)
    yield _line(column.name for column in long.columns)
    for record in records:
        report = record.source.path
        for cells in long.rows(Entry(report, record)):
            yield _line(cells)
        for finding in record.findings:
            start, end = next((span for span in finding.spans if span), (None, None))
            about = f"{finding.severity}, {finding.defect or 'nobody'}: {finding.message}"
            yield _line(
                row(
                    report=report, path=finding.paths[0] if finding.paths else "/", state=f"finding:{finding.rule}",
                    value=finding.expected, printed=finding.stated, start=start, end=end, check=about,
                )
            )  # fmt: skip


def blocks(records: Iterable[Record], schema: Schema) -> Iterator[str]:
    """The tables of the form, each a block: its title, the titles of its columns, then row by row; an empty line between."""
    first = True
    for record in records:
        for table in fixed_tables(record, schema):
            yield "" if first else "\n"
            first = False
            yield _line((record.source.path, table.section.title))
            yield _line(("", *table.columns))
            for title, cells in table.rows:
                yield _line((title, *map(shown, cells)))


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
    >>> safe("-2"), safe("+1"), safe("-0.5%"), safe("'=1"), safe("'text")
    ('-2', '+1', '-0.5%', "''=1", "'text")
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def exact(cell: str) -> str:
    """The text of a cell that `safe` made safe.

    >>> [exact(safe(text)) for text in ("=1+1", "'=1", "'text", "-2", "-")]
    ['=1+1', "'=1", "'text", '-2', '-']
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _line(cells: Iterable[object], guarded: bool = True) -> str:
    return ",".join(_cell(cell, guarded) for cell in cells) + "\n"


def _cell(value: object, guarded: bool) -> str:
    if value is None:
        return ""
    text = text_of(value)
    if guarded and isinstance(value, str):
        text = safe(text)
    # Not the module csv: with lines that end in a mere LF it leaves a cell with a CR unquoted, which breaks the row.
    return '"' + text.replace('"', '""') + '"' if re.search(r'[",\r\n]', text) else text
