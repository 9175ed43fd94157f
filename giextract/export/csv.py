"""Records as CSV in long form: one row for each fact, one for each finding, and one for each section that
was not answered. In the row of a finding `value` is what is expected, `printed` what is stated, `check` the message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from giextract.record import Record, json_ready

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
