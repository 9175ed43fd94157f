"""What the subcommands of `giextract labels` share: their options, and how records, reports and suites are told of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from giextract.cli.outcome import say

if TYPE_CHECKING:
    from giextract.labelling.making import Made
    from giextract.record import Record
    from giextract.review.decisions import Decisions
    from giextract.schema import Schema

records_argument = click.argument(
    "records", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="RECORDS..."
)
folder_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), required=True, metavar="FOLDER",
    help="Where the label files go, and suite.toml for giextract eval.",
)  # fmt: skip
replace_option = click.option("--replace", is_flag=True, help="Replace labels that somebody else made, too.")
two_arguments = [
    click.argument("first", type=click.Path(path_type=Path, exists=True), metavar="A"),
    click.argument("second", type=click.Path(path_type=Path, exists=True), metavar="B"),
]
accept_rest_option = click.option(
    "--accept-rest", is_flag=True, help="Take the fields that nobody decided on for right."
)


def left_open(made: Made) -> str:
    """What nobody decided on, in words; nothing where all is decided."""
    open_ones = [*made.undecided, *made.left_open]
    if not open_ones:
        return ""
    shown = ", ".join(open_ones[:4]) + (f" and {len(open_ones) - 4} more" if len(open_ones) > 4 else "")
    return f"; scored neither way: {shown}"


def tell_refused(refused: Iterable[str]) -> None:
    """A line for each decision that cannot be applied; its report is left out."""
    for line in refused:
        say(line)


def tell_idle(decisions: Decisions) -> None:
    """A line for each undo that names no decision: nothing was taken back by it."""
    from giextract.review.decisions import idle

    for report in decisions.reports:
        for number, decision in idle(report.decisions):
            say(f"{report.path}: decision {number} (undo {decision.of}) names no earlier decision; it changes nothing")


def read_given(paths: tuple[Path, ...], schema: Schema) -> list[Record]:
    """The records, all of them of the schema; one made with another version of it is told."""
    from giextract.cli.review import require_schema
    from giextract.labelling.places import require_fields
    from giextract.review.record_files import read_records

    records = list(require_schema(read_records(paths), schema))
    require_fields(records, schema)
    for record in records:
        name, _, digest = record.signature.schema_.partition("@")
        if digest != schema.digest:
            say(
                f"{record.source.path}: its record was made with another version of the schema {name}; extract it again"
            )
    return records


def texts(folders: tuple[Path, ...]) -> Callable[[Record], str | None]:
    """What gives a report's text, where its file is still there, the same, and read as it was for the record."""
    from giextract.cli.opening import Opening
    from giextract.review.reports import Report
    from giextract.settings import load_settings

    opening = Opening(folders, load_settings().settings.reading, pictures=False, ocr=True)

    def text_of(record: Record) -> str | None:
        document = opening.opened(Report((record,))).document
        return document.text if document else None

    return text_of


def written(
    folder: Path,
    made: Sequence[Made],
    records: Sequence[Record],
    schema: Schema,
    schema_name: str,
    *,
    replaced: bool,
    folders: Sequence[Path] = (),
) -> list[Path]:
    """Write the labels and their suite, say how to score by them, and return the labels' paths.

    `records` are those of the labels, in their order, and `folders` where else their reports may lie.
    """
    from giextract.labelling.label_folder import write_labels
    from giextract.labelling.suite_file import SuiteFile

    files = [_lying(record.source.path, folders) for record in records]
    paths, suite = write_labels(folder, made, schema, SuiteFile(files, schema_name), replaced=replaced)
    if suite is None:
        say(
            f"no suite is written: the reports do not lie in one folder here; evals/README.md says how to write {folder}/suite.toml"
        )
    else:
        say(f"score by them: giextract eval {suite}")
    return paths


def _lying(path: str, folders: Sequence[Path]) -> Path:
    """Where the report lies: at its path, else under its name in one of the folders."""
    from giextract.cli.opening import places

    return next((place for place in places(path, folders) if place.is_file()), Path(path))
