"""`giextract eval`: score backends against labelled reports, compare them, hold them to what they could do before."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from giextract.cli.outcome import Exit, say

if TYPE_CHECKING:
    from giextract.schema import Schema
    from giextract.scoring.result import Result
    from giextract.scoring.suite import Case, Suite

RUNS = Path("evals/runs")
EXAMPLES = """
\b
Examples:
  giextract eval                            the dev suite, its own backends
  giextract eval dev -b rules -b deepseek   two backends, report by report
  giextract eval dev -b rules+oracle_route  what better routing could win
  giextract eval score last                 the newest run again, no backend
  giextract eval gate dev -b rules          may this be merged?
  giextract eval bless dev --reason "tables of 2021 are read"
  giextract eval bless dev --release --reason "0.1.0 goes out"
  giextract eval lint                       check the labels
  giextract eval agreement --differences    what two blind labellers differ on

\b
SUITE is a file evals/SUITE.toml, or a path. A backend may be helped:
NAME+oracle_route gives sections also every line with a labelled value,
NAME+oracle_text the report as it was written, not as the file was read.

\b
Exit codes: 0 complete, 3 incomplete, 5 gate failed, 2 usage, 1 crash,
130 interrupted.
"""


class DefaultsToRun(click.Group):
    """`eval dev` is `eval run dev`; a suite that is called like a subcommand needs its path."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments with `run` put before what is no subcommand."""
        if not args or (args[0] not in self.commands and args[0] not in ("-h", "--help")):
            args = ["run", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """A label that is none makes its suite unusable, whatever was to be done with it."""
        from giextract.errors import LabelError, SuiteError

        try:
            return super().invoke(ctx)
        except LabelError as error:
            raise SuiteError(error.message) from error


@click.group(cls=DefaultsToRun, epilog=EXAMPLES)
def command() -> None:
    """Score backends against labelled reports, compare them, and gate changes."""


_backends = click.option("-b", "--backend", "backends", multiple=True, metavar="NAME", help="[default: the suite's]")
_runs = click.option(
    "--runs", type=click.Path(path_type=Path), default=RUNS, show_default=True, help="Where runs are kept."
)
_json = click.option("--json", "as_json", is_flag=True, help="Print summary.json.")


@command.command("run")
@click.argument("suite", default="dev")
@_backends
@click.option(
    "--epochs", type=click.IntRange(1, 100), help="Ask k times, for models that vary.  [default: the suite's]"
)
@click.option("--resume", metavar="RUN", help="Go on with a run that broke off: its folder, its name, or last.")
@_runs
@_json
def run(
    suite: str, backends: tuple[str, ...], epochs: int | None, resume: str | None, runs: Path, as_json: bool
) -> int:
    """Run backends on SUITE and score them.

    Every record is kept as soon as it is finished; the run's folder gets report.txt, report.html and summary.json.
    """
    from giextract.cli.makers import Makers, profiles
    from giextract.scoring.outputs import write_outputs
    from giextract.scoring.result import score_predictions
    from giextract.scoring.run_folder import find_run
    from giextract.scoring.runs import fill, new_run, resumable

    loaded = _open(suite, as_json=as_json)
    if loaded is None:
        return Exit.COMPLETE
    opened, schema, cases = loaded
    names = _names(opened, backends)
    times = epochs or opened.epochs
    if resume:
        kept = find_run(resume, runs)
        resumable(kept, opened, cases, names, times, profiles(names))
    else:
        kept = new_run(opened, cases, names, times, runs, profiles(names))
    makers = Makers(schema)
    try:
        complete = fill(kept, cases, names, times, makers.make, say, makers.exchanges)
    except KeyboardInterrupt:
        say(f"interrupted; what is finished is kept, and the same command with --resume {kept.folder} goes on")
        raise
    result = score_predictions(opened, schema, cases, kept.predictions(), kept.asked)
    write_outputs(kept, result)
    whole = _show(result, as_json=as_json)
    say(f"kept in {kept.folder}")
    return Exit.COMPLETE if complete and whole else Exit.PARTIAL


@command.command()
@click.argument("run_name", metavar="RUN")
@click.option("--against", metavar="RUN", help="A second run on the same reports, put beside the first.")
@click.option("-o", "--page", type=click.Path(path_type=Path), help="Where the page goes.  [default: into RUN]")
@_runs
@_json
def score(run_name: str, against: str | None, page: Path | None, runs: Path, as_json: bool) -> int:
    """Score kept records again.

    Uses today's labels and no backend; --against puts a second run beside the first. What the run was asked for and does
    not have is said by name, and makes it incomplete.
    """
    from giextract.scoring.outputs import side_by_side, write_outputs, write_page
    from giextract.scoring.result import score_predictions
    from giextract.scoring.run_folder import find_run, suite_of

    run = find_run(run_name, runs)
    loaded = _open(suite_of(run), as_json=as_json)
    if loaded is None:
        return Exit.PARTIAL
    opened, schema, cases = loaded
    kept, asked = (run.kept(), run.asked) if against is None else side_by_side(run, find_run(against, runs))
    for line in kept.damaged:
        say(line)
    result = score_predictions(opened, schema, cases, kept.predictions, asked)
    if against is None:
        write_outputs(run, result, page)
    else:
        write_page(page or run.folder / "compare.html", result)
    whole = _show(result, as_json=as_json)
    return Exit.COMPLETE if whole and not kept.damaged else Exit.PARTIAL


@command.command()
@click.argument("suite", default="dev")
@_backends
def gate(suite: str, backends: tuple[str, ...]) -> int:
    """Hold backends to the baseline of SUITE.

    One verdict drives text and exit code: blocked is 5, incomplete is 3.
    """
    from giextract.scoring.baseline import load_baseline
    from giextract.scoring.gate import judge
    from giextract.scoring.result import baseline_path

    loaded = _open(suite)
    if loaded is None:
        click.echo(f"gate incomplete: {suite}\n  blocked: its reports or labels are not here, so nothing was judged")
        return Exit.PARTIAL
    baseline = load_baseline(baseline_path(loaded[0]))
    result = _score_afresh(*loaded, backends)
    verdicts = [
        judge(
            name,
            result.data["backends"][name],
            scored,
            result.data["labels"],
            baseline.get(name),
            result.suite.gate.margin,
        )
        for name, scored in result.name_to_scored.items()
    ]
    if not verdicts:
        click.echo("gate incomplete: no backend was judged")
        return Exit.PARTIAL
    click.echo("\n".join(verdict.text() for verdict in verdicts))
    words = {verdict.word for verdict in verdicts}
    return Exit.GATE if "blocked" in words else Exit.PARTIAL if "incomplete" in words else Exit.COMPLETE


@command.command()
@click.argument("suite", default="dev")
@_backends
@click.option("--reason", required=True, help="Why the scores may change; kept in the baseline.")
@click.option("--release", is_flag=True, help="Keep the records as the last release's, and leave the baseline.")
def bless(suite: str, backends: tuple[str, ...], reason: str, release: bool) -> int:
    """Make today's scores the baseline of SUITE.

    The gate holds later runs against them. With --release keep today's records instead, as those of the last
    release: every later score is printed beside theirs.
    """
    from giextract.scoring.baseline import bless as write
    from giextract.scoring.baseline import entry, reason_said
    from giextract.scoring.completeness import gaps
    from giextract.scoring.provenance import person
    from giextract.scoring.release import keep_release
    from giextract.scoring.result import baseline_path
    from giextract.scoring.yardsticks import release_path

    reason = reason_said(reason)
    loaded = _open(suite)
    if loaded is None:
        return Exit.PARTIAL
    result = _score_afresh(*loaded, backends)
    if not result.complete:
        for gap in gaps(result.data):
            say(gap)
        say("the run is incomplete; nothing is blessed")
        return Exit.PARTIAL
    who = person(result.suite.folder)
    if release:
        made = [one.prediction for scored in result.name_to_scored.values() for one in scored]
        path = release_path(result.suite)
        click.echo(f"{path}: {keep_release(path, made, who, reason)}")
        return Exit.COMPLETE
    data = result.data
    entries = {name: entry(data["backends"][name], one, data["labels"]) for name, one in result.name_to_scored.items()}
    path = baseline_path(result.suite)
    for line in write(path, entries, who, reason):
        click.echo(f"{path}: {line}")
    return Exit.COMPLETE


@command.command()
@click.argument("suites", nargs=-1)
@click.option("--suites-folder", type=click.Path(path_type=Path), default=Path("evals"), show_default=True)
def lint(suites: tuple[str, ...], suites_folder: Path) -> int:
    """Check the labels of SUITES.

    Schema, types, values that do not occur in the text, sums that do not add up, issuers in two suites.
    """
    from giextract.errors import SuiteError
    from giextract.reading import read
    from giextract.schema import load_schema
    from giextract.scoring.lint import lint_suites
    from giextract.scoring.suite import load_suite, suites_in

    names = suites or tuple(suites_in(suites_folder))
    if not names:
        raise SuiteError(f"there are no suites in {suites_folder}/; go to the folder above evals/, or name a suite")
    opened = [load_suite(name, suites_folder) for name in names]
    for suite in opened:
        if suite.is_missing:
            say(f"suite {suite.name} is skipped: {suite.folder / suite.labels} is not on this machine")
    there = [suite for suite in opened if not suite.is_missing]
    outcome = lint_suites(there, {suite.name: load_schema(suite.schema_name) for suite in there}, read)
    click.echo(outcome.text())
    return Exit.FAILED if outcome.errors else Exit.COMPLETE


@command.command()
@click.argument("first", default="evals/labels/blind/first", type=click.Path(path_type=Path))
@click.argument("second", default="evals/labels/blind/second", type=click.Path(path_type=Path))
@click.option("--only", default="*", show_default=True, help="Report ids to look at.")
@click.option(
    "--reasons", type=click.Path(path_type=Path), default=Path("evals/labels/blind/reasons.toml"), show_default=True
)
@click.option("--differences", is_flag=True, help="List every difference.")
def agreement(first: Path, second: Path, only: str, reasons: Path, differences: bool) -> int:
    """Compare two blind labellings.

    Prints how far they agree, and how many differences have no reason yet.
    """
    from giextract.schema import load_schema
    from giextract.scoring.agreement import agree

    click.echo(agree(first, second, load_schema(), only, reasons).text(differences=differences))
    return Exit.COMPLETE


def _dump(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=2)


def _show(result: Result, *, as_json: bool) -> bool:
    """Print the scores, and on standard error what they lack; whether they lack nothing."""
    from giextract.scoring.completeness import gaps
    from giextract.scoring.report import report

    click.echo(_dump(result.data) if as_json else report(result.data), nl=as_json)
    for gap in gaps(result.data):
        say(gap)
    return result.complete


def _open(name: str, *, as_json: bool = False) -> tuple[Suite, Schema, list[Case]] | None:
    """The suite with its schema and reports; None, saying so, where the reports are not on this machine."""
    from giextract.reading import read
    from giextract.schema import load_schema
    from giextract.scoring.suite import load_cases, load_suite
    from giextract.scoring.yardsticks import require_inputs

    suite = load_suite(name)
    if suite.is_missing:
        why = f"{suite.folder / suite.labels} or its reports are not on this machine"
        say(f"suite {suite.name} is skipped: {why}")
        if as_json:
            click.echo(_dump({"format": 1, "suite": suite.name, "skipped": why}))
        return None
    require_inputs(suite)
    schema = load_schema(suite.schema_name)
    return suite, schema, load_cases(suite, schema, read)


def _names(suite: Suite, backends: tuple[str, ...]) -> list[str]:
    """The backends to run: those asked for, then the baselines that have to be run."""
    from giextract.errors import SettingsError
    from giextract.scoring.references import NAME_TO_REFERENCE

    run_too = [name for name in suite.baselines if name not in NAME_TO_REFERENCE and name != "release"]
    names = list(dict.fromkeys([*(backends or suite.backends), *run_too]))
    if not names:
        raise SettingsError(f"suite {suite.name} names no backend; name one with -b")
    return names


def _score_afresh(suite: Suite, schema: Schema, cases: list[Case], backends: tuple[str, ...]) -> Result:
    """Run and score without keeping anything."""
    from giextract.scoring.completeness import Asked
    from giextract.scoring.result import score_predictions
    from giextract.scoring.runs import predict

    make = _maker(schema)
    names = list(dict.fromkeys(backends or suite.backends))
    predictions = [
        predict(name, case, epoch, make) for name in names for epoch in range(suite.epochs) for case in cases
    ]
    for one in predictions:
        if one.failure:
            say(f"{one.backend} on {one.report}: {one.failure}")
    asked = Asked(tuple(case.report for case in cases), suite.epochs)
    return score_predictions(suite, schema, cases, predictions, dict.fromkeys(names, asked))


def _maker(schema: Schema) -> Callable[[str, Case, int], Any]:
    """What makes a record for the scoring: backends by name, each loaded once."""
    from giextract.cli.makers import Makers

    return Makers(schema).make
