"""`giextract labels agreement` and `settle`: two reviewers of the same reports; the former also for `review --differences`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from giextract.cli.label_options import (
    accept_rest_option,
    folder_option,
    left_open,
    read_given,
    records_argument,
    replace_option,
    tell_refused,
    texts,
    two_arguments,
    written,
)  # fmt: skip
from giextract.cli.options import reports_option, schema_option
from giextract.cli.outcome import Exit, say
from giextract.cli.output import show_line

if TYPE_CHECKING:
    from giextract.labelling.reviewers import Reviewer
    from giextract.record import Record
    from giextract.schema import Schema


@click.command("agreement")
@two_arguments[0]
@two_arguments[1]
@click.argument("records", nargs=-1, type=click.Path(path_type=Path, exists=True), metavar="[RECORDS...]")
@click.option("--differences", is_flag=True, help="List every difference.")
@accept_rest_option
@reports_option
@schema_option
def agreement(
    first: Path,
    second: Path,
    records: tuple[Path, ...],
    differences: bool,
    accept_rest: bool,
    folders: tuple[Path, ...],
    schema: str,
) -> Exit:
    """Say how far two blind reviewers agree.

    A and B are what each decided, with the RECORDS that both reviewed, or folders of labels. Compared is what both decided on.
    """
    from giextract.labelling.reviewers import agreement as agree
    from giextract.labelling.reviewers import changed
    from giextract.schema import load_schema

    chosen = load_schema(schema)
    given = read_given(records, chosen) if records else []
    (one, other), refused = reviewers((first, second), given, chosen, texts(folders), accept_rest=accept_rest)
    if one.name == other.name:
        say(f"both are by {one.name}; two people who label blind tell more")
    show_line(f"{one.name} and {other.name}")
    show_line(agree(one, other, chosen).text(differences=differences))
    both_changed = changed(one, other)
    if both_changed is not None:
        count, same = both_changed
        show_line(
            f"both began with what a backend said; of the {count} places that either changed, they agree on {same}"
        )
    return Exit.PARTIAL if refused else Exit.COMPLETE


@click.command("settle")
@click.argument("settled", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="SETTLED")
@two_arguments[0]
@two_arguments[1]
@records_argument
@folder_option
@accept_rest_option
@reports_option
@replace_option
@schema_option
def settle(
    settled: Path,
    first: Path,
    second: Path,
    records: tuple[Path, ...],
    output: Path,
    accept_rest: bool,
    folders: tuple[Path, ...],
    replace: bool,
    schema: str,
) -> Exit:
    """Make labels of what two agree on or a third settled.

    SETTLED is what was decided on the page of `giextract review --differences A B RECORDS...`; a decision's note, the reason, is
    kept in the label. A difference that is still open is scored neither way.
    """
    from giextract.labelling.label_folder import report_ids
    from giextract.labelling.reviewers import both
    from giextract.labelling.reviewers import settle as settle_one
    from giextract.review.decisions import read_decisions
    from giextract.schema import load_schema

    if settled.samefile(first) or settled.samefile(second):
        raise click.UsageError(f"{settled} is what one of the two decided; SETTLED comes from review --differences")
    chosen = load_schema(schema)
    given = read_given(records, chosen)
    text_of = texts(folders)
    (one, other), refused = reviewers((first, second), given, chosen, text_of, accept_rest=accept_rest)
    decided = read_decisions(settled)
    id_to_sha256 = {name: sha256 for sha256, name in report_ids(given).items()}
    made = {report: settle_one(one, other, report, decided, chosen, text_of) for report in both(one, other)}
    whole = {report: result for report, result in made.items() if not result.refused}
    for result in made.values():
        tell_refused(result.refused)
    if not whole:
        say(f"{settled}: no label is written")
        return Exit.FAILED
    sha256_to_record = {record.source.sha256: record for record in given}
    labels = [result.made for result in whole.values()]
    first_ones = [sha256_to_record[id_to_sha256[report]] for report in whole]
    paths = written(output, labels, first_ones, chosen, schema, replaced=replace, folders=folders)
    for path, result in zip(paths, whole.values(), strict=True):
        show_line(f"{path}{left_open(result.made)}")
        if result.left:
            say(f"{path.stem}: still open between {one.name} and {other.name}: {', '.join(result.left)}")
    is_whole = not refused and len(whole) == len(made) and not any(result.left for result in whole.values())
    return Exit.COMPLETE if is_whole else Exit.PARTIAL


def reviewers(
    paths: Sequence[Path],
    records: Sequence[Record],
    schema: Schema,
    text_of: Callable[[Record], str | None],
    *,
    accept_rest: bool,
) -> tuple[list[Reviewer], bool]:
    """The reviewer at each path: decisions, which need the records they are about, or a folder of labels.

    Told, and left out, are reports with a decision that cannot be applied; whether there were any.
    """
    from giextract.labelling.applying import apply, by_report
    from giextract.labelling.label_folder import report_ids
    from giextract.labelling.reviewers import from_decisions, from_labels
    from giextract.review.decisions import read_decisions

    if paths[0].samefile(paths[1]):
        raise click.UsageError(f"{paths[0]} is given twice; name what each of the two decided")
    found = []
    any_refused = False
    grouped = by_report(records)
    for path in paths:
        if not _holds_decisions(path):
            found.append(from_labels(path, schema))
            continue
        if not records:
            raise click.UsageError(f"{path} holds decisions; name the records that were reviewed behind the two")
        given = read_decisions(path)
        ids = report_ids(one[0] for one in grouped.values())
        whole, refused = apply(grouped, given, schema, text_of)
        tell_refused(refused)
        any_refused = any_refused or bool(refused)
        found.append(from_decisions(given.reviewer, whole, ids, accept_rest=accept_rest))
    return found, any_refused


def _holds_decisions(path: Path) -> bool:
    try:
        return path.is_file() and b'"giextract_review"' in path.read_bytes()[:200]
    except OSError:
        return False
