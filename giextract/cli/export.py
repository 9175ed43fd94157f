"""`giextract export`: tables of records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from giextract.cli.outcome import Exit, say

EXAMPLES = """
\b
Examples:
  giextract export out/ -o reports.xlsx              all sheets
  giextract export out/ -o reports.parquet           one row for each report
  giextract export out/ --shape long -o facts.csv    one row for each fact
  giextract export out/ --shape panel --headers zh -o panel.csv
  giextract export a.jsonl b.jsonl --format csv | head

\b
RECORDS are folders of giextract extract FOLDER -o out/, and files of records
(.json, .jsonl).

\b
Shapes:
  wide      one row for each report, each field a typed column; lists are
            lists (JSON in CSV and xlsx). An empty field is absent, unless the
            columns blank, illegible, unanswered or unproved name it
  long      one row for each fact, with the characters that prove it
  panel     one row for each issuer and year
  tables    one row for each row of a table and each item of a list
  findings  one row for each thing that does not agree
  failures  one row for each thing that could not be done

\b
In CSV a text that begins with = + - @, a tab or a line end gets a ' in
front, so that no spreadsheet runs it; --exact leaves it out, for machines.
A CSV file begins with a byte order mark, for Excel; a pipe gets none.
"""


@click.command(epilog=EXAMPLES)
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True), metavar="RECORDS...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "xlsx", "parquet", "jsonl"]),
    help="[default: as FILE is called, else csv]",
)
@click.option(
    "--shape",
    type=click.Choice(["wide", "long", "panel", "tables", "findings", "failures"]),
    help="What a row is.  [default: wide; xlsx: a sheet for each but panel]",
)
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE", help="Written whole or not.  [default: standard output]"
)
@click.option(
    "--headers", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Names of the columns."
)
@click.option("--states", is_flag=True, help="wide, panel: the state of each field in a column of its own.")
@click.option("--exact", is_flag=True, help="csv: texts exactly as they are, also such as a spreadsheet would run.")
@click.option("--issuer", default="header_issuer", show_default=True, metavar="COLUMN", help="panel: whose row it is.")
@click.option("--year", default="header_year", show_default=True, metavar="COLUMN", help="panel: of which year.")
@click.option(
    "--schema", default="annual_report", show_default=True, metavar="NAME|FILE.py:CLASS", help="That of the records."
)
def command(
    paths: tuple[str, ...],
    form: str | None,
    shape: Any,
    output: str | None,
    headers: Any,
    states: bool,
    exact: bool,
    issuer: str,
    year: str,
    schema: str,
) -> Exit:
    """Make tables of the records in RECORDS..."""
    from giextract.cli.entries import entries, extra_columns
    from giextract.cli.output import no_text, save, show
    from giextract.errors import RecordError
    from giextract.export.files import make_file
    from giextract.export.shapes import Export
    from giextract.schema import load_schema

    chosen = form or (_by_suffix(output) if output and output != "-" else "csv")
    _check_together(chosen, shape, states=states, exact=exact, panel=(issuer, year) != ("header_issuer", "header_year"))
    if output is not None and any(_same(path, output) for path in paths):
        raise click.UsageError(f"{output} is one of the files of records; name another file")
    export = Export(
        load_schema(schema), shape=shape, headers=headers, states=states, extra=extra_columns(paths), issuer=issuer,
        year=year, guarded=not exact,
    )  # fmt: skip
    found = entries(paths)
    if chosen in ("xlsx", "parquet"):
        if output is None or output == "-":
            raise no_text(chosen)
        make_file(Path(output), lambda part: export.make(part, found, chosen), worth_keeping=lambda: export.seen > 0)
    elif output is None or output == "-":
        show(export.lines(found, chosen))
    else:
        save(output, export.lines(found, chosen), chosen, worth_keeping=lambda: export.seen > 0)
    if not export.seen:
        raise RecordError("there is nothing to export: no document was asked for")
    for note in export.notes():
        say(note)
    return Exit.COMPLETE


def _check_together(form: str, shape: str | None, *, states: bool, exact: bool, panel: bool) -> None:
    """Raise UsageError for an option that would change nothing."""
    if states and shape not in (None, "wide", "panel"):
        raise click.UsageError(f"--states goes with --shape wide or panel; {shape} has the states of its own")
    if exact and form != "csv":
        raise click.UsageError(f"--exact goes with csv; in {form} texts are exact anyway")
    if panel and shape != "panel":
        raise click.UsageError("--issuer and --year go with --shape panel")


def _by_suffix(output: str) -> str:
    suffix = Path(output).suffix.lower()
    known = {".csv": "csv", ".xlsx": "xlsx", ".parquet": "parquet", ".jsonl": "jsonl", ".ndjson": "jsonl"}
    if suffix not in known:
        raise click.UsageError(f"{output}: name it {', '.join(known)}, or say --format")
    return known[suffix]


def _same(path: str, output: str) -> bool:
    return Path(output).exists() and Path(path).samefile(output)
