"""`giextract extract`: reports in, records out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from giextract.cli.outcome import Exit, debugging, say, say_crash, say_error

if TYPE_CHECKING:
    from giextract.backends import Backend
    from giextract.record import Record
    from giextract.schema import Schema
    from giextract.settings import ReadingSettings

EXAMPLES = """
\b
Examples:
  giextract extract report.txt
  giextract extract report.txt --format json | jq .values.disclosure
  giextract extract reports/*.txt -o facts.csv
  giextract extract reports/*.txt --format jsonl > records.jsonl
  curl -s https://example.org/report.txt | giextract extract -
  giextract extract invoice.txt --schema my_schema.py:Invoice

\b
One report gives one JSON object, several give an array; csv has one row
for each fact. The last column of the table counts characters from the start
of the text. A report that cannot be read gets one line on standard error, and
the others are still done.

\b
Exit codes: 0 all complete, 3 some failed or partial, 4 all failed, 2 usage,
1 crash, 130 interrupted.
"""


SIDE_BY_SIDE = 16
"""Reports that wait for a model at the same time; its own limits say how many requests are under way."""


@click.command(epilog=EXAMPLES)
@click.argument("paths", nargs=-1, type=click.Path(allow_dash=True, readable=False), metavar="[PATH...]")
@click.option("-b", "--backend", metavar="NAME", help="What fills the sections.  [default: the settings', or rules]")
@click.option(
    "-o",
    "--output",
    type=click.Path(readable=False),
    metavar="OUT",
    help="A file for the result, written whole or not; or a folder (out/) for a run.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv", "tables", "xlsx", "parquet"]),
    help="[default: as OUT is called, else table on a terminal and json in a pipe]",
)
@click.option(
    "--schema", default="annual_report", show_default=True, metavar="NAME|FILE.py:CLASS", help="What to look for."
)
@click.option("--budget", metavar="MONEY", help="Most that this run may cost, in the backend's currency.")
@click.option("--fallback", metavar="NAME", help="A backend that fills the sections that ended unanswered.")
@click.option("--record", type=click.Path(), metavar="FILE", help="Keep the exchanges with the model, for replay:FILE.")
@click.option(
    "--manifest", type=click.Path(), metavar="CSV", help="A run: reports in the column path, other columns go along."
)
@click.option("--resume", is_flag=True, help="A run: do what is not done yet.")
@click.option("--retry-failed", "retry", is_flag=True, help="A run: resume, and do again what failed or has no answer.")
@click.option(
    "--refresh", is_flag=True, help="A run: resume, and do again what another schema, backend or prompt touches."
)
@click.option("--max-failures", type=click.IntRange(min=1), metavar="N", help="A run: stop after N failures.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="A run: the first N reports alone.")
@click.option("--sample", type=click.IntRange(min=1), metavar="N", help="A run: N reports at random alone.")
@click.option("--seed", type=int, default=0, show_default=True, metavar="N", help="What chooses the sample.")
@click.option("--documents", type=click.IntRange(1, 1024), metavar="N", help="A run: reports under way at once.")
@click.option(
    "--processes", type=click.IntRange(1, 1024), metavar="N", help="A run: processes that read.  [default: one a core]"
)
@click.option(
    "--engine",
    default="local",
    show_default=True,
    metavar="local|ray|ray://HOST:PORT",
    help="A run: who does the work.",
)
@click.option("--batch", is_flag=True, help="A run: ask through the endpoint's Batch API, within days and for less.")
@click.pass_context
def command(
    context: click.Context,
    /,
    paths: tuple[str, ...],
    backend: str | None,
    output: str | None,
    form: str | None,
    schema: str,
    budget: str | None,
    fallback: str | None,
    record: str | None,
    **wanted: Any,
) -> Exit:
    """Extract every fact of the reports at PATH..., where - is standard input.

    With a folder as OUT it is a run: PATH may then be folders, patterns and lists (@FILE, @- for standard input), each report
    gets a record file, and a ledger remembers what is done, so that a run goes on where it was stopped.
    """
    from giextract.backends import close, load_backend
    from giextract.cli.output import deliver
    from giextract.schema import load_schema
    from giextract.settings import load_settings

    given = {"default_backend": ("--backend", backend), "budget": ("--budget", budget)}
    settings = load_settings({key: one for key, one in given.items() if one[1]}).settings
    if is_run(paths, output, any(value for name, value in wanted.items() if name != "seed" and value != "local")):
        assert output is not None
        if form or record:
            raise click.UsageError("a run writes one JSON file for each report; export and replay come after it")
        if not paths and not wanted["manifest"] and not (Path(output) / "ledger.sqlite").exists():
            raise click.UsageError("name the reports: files, folders, patterns, @LIST, or --manifest CSV")
        from giextract.batch.workers import prepare

        prepare()  # while this process loads what it needs itself
        from giextract.cli.extract_run import Wanted, start

        manifest = wanted.pop("manifest")
        return start(
            Wanted(
                paths, Path(output), settings, schema, fallback, manifest=Path(manifest) if manifest else None, **wanted
            )
        )
    if not paths:
        raise click.UsageError("Missing argument 'PATH...'.")
    chosen = load_schema(schema)
    if output is not None and any(_same(path, output) for path in paths):
        raise click.UsageError(f"{output} is one of the reports; name another file for the result")
    stand_in = load_backend(fallback, settings) if fallback else None
    filler = load_backend(settings.default_backend, settings, record=Path(record) if record else None, say=say)
    run = Run(paths, filler, chosen, fallback=stand_in, reading=settings.reading, debug=debugging(context))
    try:
        deliver(
            run.records(), run.schema, form=form, output=output, several=len(paths) > 1, worth_keeping=run.has_records
        )
    finally:
        for one in (filler, stand_in):
            close(one)
    return run.exit()


def is_run(paths: tuple[str, ...], output: str | None, wanted: bool) -> bool:
    """Whether what was asked for is a run: its output is a folder, or can be nothing else. UsageError where it must be one."""
    if output is not None and output != "-":
        if output.endswith(("/", "\\")) or Path(output).is_dir():
            return True
        folders = any(path != "-" and Path(path).is_dir() for path in paths)
        if (folders or wanted) and not Path(output).suffix and not Path(output).exists():
            return True
    if wanted:
        raise click.UsageError("that needs a folder for the records: -o out/")
    return False


def _same(path: str, output: str) -> bool:
    if path != "-":
        return Path(path).exists() and Path(output).exists() and Path(path).samefile(output)
    try:
        return Path(output).is_file() and os.path.samestat(os.fstat(0), Path(output).stat())
    except OSError:
        return False


@dataclass
class Run:
    """The documents of one call, and what became of them."""

    paths: tuple[str, ...]
    backend: Backend
    schema: Schema
    fallback: Backend | None = None
    reading: ReadingSettings | None = None
    debug: bool = False
    codes: list[Exit] = field(default_factory=list)
    made: int = 0

    def records(self) -> Iterator[Record]:
        """A record for each path that gives one; the others get their line on standard error, in the same order."""
        for path, record in self._made():
            if isinstance(record, Exception):
                self.codes.append(self._say(record, path))
                continue
            self.made += 1
            self.codes.append(_code(record))
            yield record

    def _made(self) -> Iterator[tuple[str, Record | Exception]]:
        """Path and record (or what went wrong), in order; reports wait for a model side by side."""
        from giextract.backends import ReportBackend, close

        if not isinstance(self.backend, ReportBackend) or len(self.paths) == 1:
            for path in self.paths:
                yield path, self._try(path)
            return
        from concurrent.futures import ThreadPoolExecutor

        pool = ThreadPoolExecutor(max_workers=min(SIDE_BY_SIDE, len(self.paths)))
        try:
            waiting = [(path, pool.submit(self._try, path)) for path in self.paths]
            for path, future in waiting:
                yield path, future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            close(self.backend)  # what still waits for the model, after an interrupt, ends now
            pool.shutdown(wait=True)

    def _try(self, path: str) -> Record | Exception:
        try:
            return self._record(path)
        except Exception as error:
            return error

    def has_records(self) -> bool:
        """Whether there is anything to keep."""
        return self.made > 0

    def exit(self) -> Exit:
        """The exit code for all documents together; a crash shows even where others went well."""
        if Exit.CRASH in self.codes:
            return Exit.CRASH
        if all(code is Exit.FAILED for code in self.codes):
            return Exit.FAILED
        return Exit.COMPLETE if all(code is Exit.COMPLETE for code in self.codes) else Exit.PARTIAL

    def _record(self, path: str) -> Record:
        from dataclasses import replace

        from giextract.cli.progress import shown
        from giextract.pipeline import extract_document
        from giextract.reading import read
        from giextract.settings import ReadingSettings

        with shown(self.reading or ReadingSettings(), path) as settings:
            document = read(path, settings=settings)
        legible = path.encode("utf-8", "backslashreplace").decode()  # a name that is not UTF-8 cannot stand in JSON
        return extract_document(replace(document, path=legible), self.backend, self.schema, self.fallback)

    def _say(self, error: Exception, path: str) -> Exit:
        from giextract.errors import GiextractError

        if not isinstance(error, GiextractError):
            return say_crash(error, debug=self.debug, about=f"{path} ")
        say_error(error, debug=self.debug)
        return Exit.FAILED


def _code(record: Record) -> Exit:
    """The exit code of one record, whose unanswered sections get a line each, as does an end in the middle."""
    from giextract.audit.ending import cut_off
    from giextract.audit.several import several

    for name, section in record.sections.items():
        if section.state == "unanswered":
            say(f"{record.source.path}: section {name} is unanswered: {section.reason or 'no reason is known'}")
    for number, reason in record.source.unread.items():
        say(f"{record.source.path}: page {number} is unread: {reason}")
    for warning in record.source.warnings:
        say(f"{record.source.path}: {warning}")
    for finding in (cut_off(record.findings), several(record.findings)):
        if finding is not None:
            say(f"{record.source.path}: {finding.message}")
    return {"complete": Exit.COMPLETE, "partial": Exit.PARTIAL, "failed": Exit.FAILED}[record.status]
