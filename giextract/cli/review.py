"""`giextract review`: records beside their reports, to be looked at and corrected in a browser."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from giextract.cli.options import reports_option, schema_option
from giextract.cli.outcome import Exit, say

if TYPE_CHECKING:
    from giextract.cli.opening import Opening
    from giextract.record import Record
    from giextract.review.reports import Report
    from giextract.schema import Schema

MOST_OF_A_NAME = 200
EXAMPLES = """
\b
Examples:
  giextract extract reports/*.txt -o records.json
  giextract review records.json -o review.html
  giextract review out/ -o review.html             a folder with records
  giextract review rules.json model.json           two backends side by side
  giextract review records.json --serve            saves decisions as you go
  giextract review records.json --differences a.json b.json

\b
The page is one file that loads nothing and sends nothing. What is decided in
it stays in the browser and is downloaded as a file: giextract labels apply.
With --serve it comes from a server that only this machine reaches, at an
address with a token; each decision is appended to records.decisions.jsonl at
once.
Reports that are likeliest to hold errors come first.
Reports are read again for their text; where a file is gone or has changed,
the page shows the printed characters that its record holds, and says so.

\b
Exit codes: 0 all texts are there, 3 some are missing or a decision was
refused, 4 there are no records or the page cannot be written, 2 usage,
130 interrupted.
"""


@click.command(epilog=EXAMPLES)
@click.argument("records", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RECORDS...")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, readable=False), default=Path("review.html"), show_default=True
)
@reports_option
@click.option("--pictures/--no-pictures", default=True, help="Draw the pages of PDFs and scans.  [default: pictures]")
@click.option("--ocr/--no-ocr", default=True, help="Recognise scans again, for their text; slow.  [default: ocr]")
@schema_option
@click.option(
    "--serve", is_flag=True, help="Serve the page to this machine alone, and save decisions as they are made."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, metavar="PORT", help="Port of --serve.  [default: a free one]"
)
@click.option(
    "--decisions",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where --serve keeps decisions.  [default: beside RECORDS]",
)
@click.option(
    "--differences",
    nargs=2,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="A B",
    help="What two reviewers decided on RECORDS, side by side, to settle where they differ.",
)
@click.option(
    "--sample",
    "drawn",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Also mark N places of each level of doubt, drawn by lot: labels order then tells how many errors are left.",
)
@click.option(
    "--reviewer",
    metavar="NAME",
    callback=lambda _context, _option, name: _named(name),
    help="Who decides.  [default: as git or the system calls you]",
)
@click.pass_context
def command(
    context: click.Context,
    records: tuple[Path, ...],
    output: Path,
    folders: tuple[Path, ...],
    pictures: bool,
    ocr: bool,
    schema: str,
    serve: bool,
    port: int,
    decisions: Path | None,
    differences: tuple[Path, Path] | None,
    drawn: int,
    reviewer: str | None,
) -> Exit:
    """Make the page on which the RECORDS are looked at and corrected: files or folders that `extract` wrote."""
    from giextract.cli.opening import Opening, lying
    from giextract.export.files import write_file
    from giextract.review.page import page
    from giextract.review.record_files import files_of, read_records
    from giextract.review.reports import gathered
    from giextract.schema import load_schema
    from giextract.settings import load_settings

    if not serve and (port or decisions):
        raise click.UsageError("--port and --decisions go with --serve")
    if serve and context.get_parameter_source("output") is not ParameterSource.DEFAULT:
        raise click.UsageError("with --serve no page is written; leave -o out")
    if not serve:
        spare(output, "the RECORDS", files_of(records))
        spare(output, "the files of decisions", differences or ())
    chosen = load_schema(schema)
    given = list(require_schema(read_records(records), chosen))
    if not serve:
        spare(output, "the reports", lying(given, folders))
    opening = Opening(folders, load_settings({}).settings.reading, pictures=pictures, ocr=ocr)
    refused = False
    if differences:
        given, refused = _side_by_side(differences, given, chosen, opening)
    reports = in_order(gathered(given), chosen)
    if serve:
        from giextract.cli.review_serving import beside, person, serve_review

        return serve_review(
            reports, chosen, opening.opened,
            journal=decisions or beside(records[0], settling=differences is not None),
            reviewer=reviewer or person(), port=port, drawn=drawn,
        )  # fmt: skip
    write_file(output, page(reports, chosen, opening.opened, reviewer=reviewer, drawn=drawn))
    say(f"{output}: {len(reports)} report{'s' if len(reports) != 1 else ''}")
    return Exit.PARTIAL if opening.missing or refused else Exit.COMPLETE


def spare(output: Path, what: str, inputs: Iterable[Path]) -> None:
    """A usage error where `output` is one of the `inputs` (called `what`), which would be lost by writing it."""
    try:
        there = output.stat()
    except OSError:
        return
    for one in inputs:
        try:
            if os.path.samestat(one.stat(), there):
                raise click.UsageError(f"{output} is one of {what}; name another file with -o")
        except (OSError, ValueError):
            continue


def _named(name: str | None) -> str | None:
    """What the person is to be called; a usage error for a name that no label could have."""
    if name is not None and (not name.strip() or not name.isprintable() or len(name) > MOST_OF_A_NAME):
        raise click.BadParameter(f"a name has 1 to {MOST_OF_A_NAME} characters on one line")
    return name


def _side_by_side(
    paths: tuple[Path, Path], records: list[Record], schema: Schema, opening: Opening
) -> tuple[list[Record], bool]:
    """What the two decided, as records: two of each report that both decided on; and whether a decision was refused."""
    from giextract.cli.label_pairs import reviewers
    from giextract.labelling.places import require_fields
    from giextract.labelling.reviewers import both, side_by_side
    from giextract.review.reports import Report

    require_fields(records, schema)

    def text_of(record: Record) -> str | None:
        document = opening.opened(Report((record,))).document
        return document.text if document else None

    (one, other), refused = reviewers(paths, records, schema, text_of, accept_rest=False)
    return [record for report in both(one, other) for record in side_by_side(one, other, report, schema)], refused


def in_order(reports: list[Report], schema: Schema) -> list[Report]:
    """The reports, the likeliest to hold errors first."""
    from giextract.review.order import pile

    sha256_to_report = {report.sha256: report for report in reports}
    return [sha256_to_report[sha256] for sha256 in pile([one.records for one in reports], schema).sha256s]


def require_schema(records: Iterable[Record], schema: Schema) -> Iterator[Record]:
    """The records, all made with a schema of this name; SchemaError for the first that was not."""
    from giextract.errors import SchemaError

    for record in records:
        name = record.signature.schema_.partition("@")[0]
        if name != schema.name:
            raise SchemaError(
                f"the record of {record.source.path} was made with the schema {name}, not {schema.name}; name it with --schema"
            )
        yield record
