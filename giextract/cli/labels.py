"""`giextract labels`: from records that a person has looked at to labels that `giextract eval` scores by."""

from __future__ import annotations

import json
from pathlib import Path

import click

from giextract.cli.label_options import (
    accept_rest_option,
    folder_option,
    left_open,
    read_given,
    records_argument,
    replace_option,
    tell_idle,
    tell_refused,
    texts,
    written,
)  # fmt: skip
from giextract.cli.label_pairs import agreement, settle
from giextract.cli.options import reports_option, schema_option
from giextract.cli.outcome import Exit, say
from giextract.cli.output import show_line

EXAMPLES = """
\b
Examples:
  giextract extract reports/*.txt -o records.jsonl
  giextract review records.jsonl -o review.html      decide, then download
  giextract labels apply decisions.json records.jsonl -o labels
  giextract eval labels/suite.toml                   scored by them at once
  giextract labels from records.jsonl -o drafts      labels to edit by hand
  giextract labels blank records.jsonl -o blank.jsonl
  giextract labels agreement wang.json li.json records.jsonl --differences
  giextract review records.jsonl --differences wang.json li.json
  giextract labels settle settled.json wang.json li.json r.jsonl -o labels
  giextract labels order records.jsonl               what to look at first
  giextract labels order records.jsonl -d decisions.json

\b
A field on which nobody decided is not right because a backend said so: it is
scored neither way, until it, its section or the whole report is accepted.
--accept-rest takes it for right.

\b
Exit codes: 0 complete, 3 a decision was refused or a difference is left open,
4 failed, 2 usage, 1 crash, 130 interrupted.
"""


@click.group(epilog=EXAMPLES)
def command() -> None:
    """Start labels from records, finish them by what was decided in the review, and compare two reviewers' labels."""


@command.command("from")
@records_argument
@folder_option
@replace_option
@schema_option
def start(records: tuple[Path, ...], output: Path, replace: bool, schema: str) -> Exit:
    """Start labels from records.

    RECORDS are JSON, JSON Lines, a folder of them, or a run; each report gets a label with what its (first) record says. Such a label says what a backend said. It is no label yet: `eval` says so until somebody has decided on it. Who finishes one by hand puts a name into its "made" under "by".
    """
    from giextract.labelling.applying import by_report
    from giextract.labelling.draft import Draft
    from giextract.labelling.label_folder import report_ids
    from giextract.labelling.making import make
    from giextract.schema import load_schema

    chosen = load_schema(schema)
    grouped = by_report(read_given(records, chosen))
    ids = report_ids(one[0] for one in grouped.values())
    for beside in grouped.values():
        if len(beside) > 1:
            say(
                f"{beside[0].source.path} has {len(beside)} records; its label starts from {beside[0].signature.backend}"
            )
    made = [make(Draft(beside, chosen), ids[sha256], ()) for sha256, beside in grouped.items()]
    first_ones = [beside[0] for beside in grouped.values()]
    for path in written(output, made, first_ones, chosen, schema, replaced=replace):
        show_line(path)
    return Exit.COMPLETE


@command.command("blank")
@records_argument
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE")
@schema_option
def blank(records: tuple[Path, ...], output: Path, schema: str) -> Exit:
    """Make records without answers, to label blind.

    One for each report in RECORDS, without anything that a backend said: `review` and `apply` take them as any others.
    """
    from giextract.cli.opening import lying
    from giextract.cli.review import spare
    from giextract.export.files import write_file
    from giextract.labelling.applying import by_report
    from giextract.labelling.blank import blank as without_answers
    from giextract.review.record_files import files_of
    from giextract.schema import load_schema

    given = read_given(records, load_schema(schema))
    spare(output, "the RECORDS", files_of(records))
    spare(output, "the reports", lying(given, ()))
    grouped = by_report(given)
    write_file(output, (without_answers(beside[0]).to_json() + "\n" for beside in grouped.values()))
    say(f"{output}: {len(grouped)} blank records")
    return Exit.COMPLETE


@command.command("apply")
@click.argument("decisions", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="DECISIONS")
@records_argument
@folder_option
@accept_rest_option
@reports_option
@replace_option
@schema_option
def apply(
    decisions: Path,
    records: tuple[Path, ...],
    output: Path,
    accept_rest: bool,
    folders: tuple[Path, ...],
    replace: bool,
    schema: str,
) -> Exit:
    """Make labels of what was decided.

    DECISIONS is a file of the review, RECORDS are what was reviewed.
    Each decision is checked: the value has to be what the printed characters state, and these have to stand at their
    place in the report, where its file is still there. A report with a decision that is not right gets no label; each such
    decision is named with its reason, and the other reports get theirs.
    """
    from giextract.labelling.applying import apply as apply_all
    from giextract.labelling.applying import by_report, is_decided
    from giextract.labelling.label_folder import report_ids
    from giextract.labelling.making import make
    from giextract.review.decisions import read_decisions
    from giextract.schema import load_schema

    chosen = load_schema(schema)
    grouped = by_report(read_given(records, chosen))
    given = read_decisions(decisions)
    applied, refused = apply_all(grouped, given, chosen, texts(folders))
    tell_refused(refused)
    tell_idle(given)
    if not applied:
        say(f"{decisions}: no label is written" if refused else f"{decisions} decides nothing; no label is written")
        return Exit.FAILED
    ids = report_ids(one[0] for one in grouped.values())
    made = [make(one.draft, ids[one.sha256], [given.reviewer], accept_rest=accept_rest) for one in applied]
    first_ones = [one.draft.records[0] for one in applied]
    paths = written(output, made, first_ones, chosen, schema, replaced=replace, folders=folders)
    for path, one, label in zip(paths, applied, made, strict=True):
        show_line(f"{path}: {one.decisions} decisions{left_open(label)}")
        if one.draft.unchecked:
            spans = "1 span" if one.draft.unchecked == 1 else f"{one.draft.unchecked} spans"
            say(f"{path.stem}: {spans} not looked up, since the report's text is not here")
    untouched = [sha256 for sha256 in grouped if not is_decided(given.of(sha256))]
    if untouched:
        say(f"{len(untouched)} of {len(grouped)} reports were not decided on and have no label")
    return Exit.PARTIAL if refused else Exit.COMPLETE


@command.command("order")
@records_argument
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
@schema_option
def order(records: tuple[Path, ...], decisions: Path | None, most: int, sample: int, form: str, schema: str) -> Exit:
    """List what to look at first, and what is likely left.

    First what is likeliest to be wrong, with the reasons; then places that nothing speaks against, drawn by lot: only where
    some of these have been decided on, all of them, from the first on, can anybody say how many errors are left.
    """
    from giextract.labelling.applying import apply as apply_all
    from giextract.labelling.applying import by_report
    from giextract.labelling.estimate import estimate
    from giextract.labelling.work_list import work_list
    from giextract.review.decisions import read_decisions
    from giextract.review.order import pile
    from giextract.schema import load_schema

    chosen = load_schema(schema)
    grouped = by_report(read_given(records, chosen))
    drafts = {}
    refused: tuple[str, ...] = ()
    if decisions is not None:
        applied, refused = apply_all(grouped, read_decisions(decisions), chosen, lambda _: None)
        tell_refused(refused)
        drafts = {one.sha256: one.draft for one in applied}
    whole = pile(grouped.values(), chosen)
    listed = work_list(whole, grouped, drafts, most, sample)
    told = estimate(whole, drafts)
    if form == "json":
        show_line(json.dumps(listed.data() | told.data(), ensure_ascii=False, indent=2))
    else:
        show_line(listed.text() + "\n" + told.text())
    return Exit.PARTIAL if refused else Exit.COMPLETE


command.add_command(agreement)
command.add_command(settle)
