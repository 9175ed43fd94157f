"""`giextract labels`: from records that a person has looked at to labels that `giextract eval` scores by."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from giextract.cli.outcome import Exit, say

if TYPE_CHECKING:
    from giextract.labelling.making import Made
    from giextract.record import Record
    from giextract.review.decisions import Decisions
    from giextract.schema import Schema

EXAMPLES = """
\b
Examples:
  giextract extract reports/*.txt -o records.jsonl
  giextract review records.jsonl -o review.html       decide, download decisions
  giextract labels apply decisions.json records.jsonl -o labels
  giextract eval labels/suite.toml                    scored by them at once
  giextract labels from records.jsonl -o drafts       label files to edit by hand
  giextract labels order records.jsonl                what to look at first
  giextract labels order records.jsonl -d decisions.json   errors likely left

\b
A field on which nobody decided is not right because a backend said so: it is
scored neither way, until it, its section or the whole report is accepted.
--accept-rest takes it for right.

\b
Exit codes: 0 complete, 3 partial, 4 failed, 2 usage, 1 crash, 130 interrupted.
"""


@click.group(epilog=EXAMPLES)
def command() -> None:
    """Start labels from records, finish them by what was decided in the review, and compare two reviewers' labels."""


_records = click.argument(
    "records", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="RECORDS..."
)
_folder = click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), required=True, metavar="FOLDER",
    help="Where the label files go, and suite.toml for giextract eval.",
)  # fmt: skip
_replace = click.option("--replace", is_flag=True, help="Replace labels that somebody else made, too.")
_reports = click.option(
    "--reports", "folders", multiple=True, type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="FOLDER", help="Where the reports lie, if not where they were extracted from.",
)  # fmt: skip
_schema = click.option("--schema", default="annual_report", show_default=True, metavar="NAME|FILE.py:CLASS")


@command.command("from")
@_records
@_folder
@_replace
@_schema
def start(records: tuple[Path, ...], output: Path, replace: bool, schema: str) -> Exit:
    """Start a label for each report from its record in RECORDS...: JSON, JSON Lines, a folder of them, or a run.

    Such a label says what a backend said. It is no label yet: `eval` says so until somebody has decided on it.
    """
    from giextract.labelling.applying import by_report
    from giextract.labelling.draft import Draft
    from giextract.labelling.label_folder import report_ids, write_label
    from giextract.labelling.making import make

    chosen = _load_schema(schema)
    grouped = by_report(_read(records, chosen))
    ids = report_ids(one[0] for one in grouped.values())
    for sha256, beside in grouped.items():
        if len(beside) > 1:
            say(
                f"{beside[0].source.path} has {len(beside)} records; its label starts from {beside[0].signature.backend}"
            )
        path = write_label(output, make(Draft(beside, chosen), ids[sha256], ()), chosen, replaced=replace)
        click.echo(path)
    _write_suite(output, [one[0] for one in grouped.values()], schema)
    return Exit.COMPLETE


@command.command("apply")
@click.argument("decisions", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="DECISIONS")
@_records
@_folder
@click.option("--accept-rest", is_flag=True, help="Take the fields that nobody decided on for right.")
@_reports
@_replace
@_schema
def apply(
    decisions: Path,
    records: tuple[Path, ...],
    output: Path,
    accept_rest: bool,
    folders: tuple[Path, ...],
    replace: bool,
    schema: str,
) -> Exit:
    """Make labels of the reports in RECORDS... that DECISIONS, a file of the review, speaks of.

    Each decision is checked: the value has to be what the printed characters state, and these have to stand at their
    place in the report, where its file is still there. One decision that is not right stops all, and nothing is written.
    """
    from giextract.labelling.applying import apply as apply_all
    from giextract.labelling.applying import by_report
    from giextract.labelling.label_folder import report_ids, write_label
    from giextract.labelling.making import make

    chosen = _load_schema(schema)
    grouped = by_report(_read(records, chosen))
    given = _read_decisions(decisions)
    applied = apply_all(grouped, given, chosen, _texts(folders))
    if not applied:
        say(f"{decisions} decides nothing; no label is written")
        return Exit.FAILED
    ids = report_ids(one[0] for one in grouped.values())
    made = [make(one.draft, ids[one.sha256], [given.reviewer], accept_rest=accept_rest) for one in applied]
    for one, label in zip(applied, made, strict=True):
        path = write_label(output, label, chosen, replaced=replace)
        click.echo(f"{path}: {one.decisions} decisions{_left(label)}")
        if one.draft.unchecked:
            spans = "1 span" if one.draft.unchecked == 1 else f"{one.draft.unchecked} spans"
            say(f"{path.stem}: {spans} not looked up, since the report's text is not here")
    if len(applied) < len(grouped):
        say(f"{len(grouped) - len(applied)} of {len(grouped)} reports were not decided on and have no label")
    _write_suite(output, [one.draft.records[0] for one in applied], schema)
    return Exit.COMPLETE


@command.command("order")
@_records
@click.option(
    "-d",
    "--decisions",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="What has been decided so far.",
)
@click.option("--most", type=click.IntRange(1), default=20, show_default=True, help="Doubtful places to list.")
@click.option(
    "--sample", type=click.IntRange(0), default=20, show_default=True, help="Places of each kind drawn by lot."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_schema
def order(records: tuple[Path, ...], decisions: Path | None, most: int, sample: int, form: str, schema: str) -> Exit:
    """List what of RECORDS... to look at first, and say how many errors are likely left.

    First what is likeliest to be wrong, with the reasons; then places that nothing speaks against, drawn by lot: only where
    some of these have been decided on, all of them, from the first on, can anybody say how many errors are left.
    """
    from giextract.labelling.applying import apply as apply_all
    from giextract.labelling.applying import by_report
    from giextract.labelling.estimate import estimate
    from giextract.labelling.work_list import work_list
    from giextract.review.order import pile

    chosen = _load_schema(schema)
    grouped = by_report(_read(records, chosen))
    drafts = {}
    if decisions is not None:
        drafts = {
            one.sha256: one.draft for one in apply_all(grouped, _read_decisions(decisions), chosen, lambda _: None)
        }
    whole = pile(grouped.values(), chosen)
    listed = work_list(whole, grouped, drafts, most, sample)
    told = estimate(whole, drafts)
    if form == "json":
        click.echo(json.dumps(listed.data() | told.data(), ensure_ascii=False, indent=2))
    else:
        click.echo(listed.text() + "\n" + told.text())
    return Exit.COMPLETE


def _left(made: Made) -> str:
    """What nobody decided on, in words; nothing where all is decided."""
    open_ones = [*made.undecided, *made.left_open]
    if not open_ones:
        return ""
    shown = ", ".join(open_ones[:4]) + (f" and {len(open_ones) - 4} more" if len(open_ones) > 4 else "")
    return f"; scored neither way: {shown}"


def _load_schema(name: str) -> Schema:
    from giextract.schema import load_schema

    return load_schema(name)


def _read(paths: tuple[Path, ...], schema: Schema) -> list[Record]:
    """The records, all of them of the schema."""
    from giextract.errors import RecordError
    from giextract.review.record_files import read_records

    records = list(read_records(paths))
    for record in records:
        name, _, digest = record.signature.schema_.partition("@")
        if name != schema.name:
            raise RecordError(f"{record.source.path}: its record is of the schema {name}; say --schema as with extract")
        if digest != schema.digest:
            say(
                f"{record.source.path}: its record was made with another version of the schema {name}; extract it again"
            )
    return records


def _read_decisions(path: Path) -> Decisions:
    from giextract.review.decisions import read_decisions

    return read_decisions(path)


def _texts(folders: tuple[Path, ...]) -> Callable[[Record], str | None]:
    """What gives a report's text, where its file is still there, the same, and read as it was for the record."""
    from giextract.cli.opening import Opening
    from giextract.review.reports import Report
    from giextract.settings import load_settings

    opening = Opening(folders, load_settings().settings.reading, pictures=False, ocr=True)

    def text_of(record: Record) -> str | None:
        document = opening.opened(Report((record,))).document
        return document.text if document else None

    return text_of


def _write_suite(folder: Path, records: list[Record], schema: str) -> None:
    from giextract.labelling.label_folder import write_suite

    suite = write_suite(folder, [record.source.path for record in records], schema)
    if suite is None:
        say(
            f"no suite is written: the reports do not lie in one folder here; evals/README.md says how to write {folder}/suite.toml"
        )
    else:
        say(f"score by them: giextract eval {suite}")
