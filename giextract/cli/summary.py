"""`giextract summary`: what many records hold, told and drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from giextract.cli.outcome import Exit, say, say_error

EXAMPLES = """
\b
Examples:
  giextract summary out/
  giextract summary records.jsonl -o pictures/
  giextract summary out/ --labels en

\b
Prints coverage by field, figures over the years and findings by kind, and
draws each as PNG and SVG: into the folder summary of the run, or where -o
says. A document that is there several times counts once.

\b
The labels of the pictures are Chinese where a font for them is installed
(fonts-noto-cjk, Microsoft YaHei, PingFang, …), else English.
"""


@click.command(epilog=EXAMPLES)
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True), metavar="RECORDS...")
@click.option("-o", "--output", type=click.Path(file_okay=False), metavar="FOLDER", help="Where the pictures go.")
@click.option("--labels", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="In the pictures.")
@click.option(
    "--schema", default="annual_report", show_default=True, metavar="NAME|FILE.py:CLASS", help="That of the records."
)
def command(paths: tuple[str, ...], output: str | None, labels: Any, schema: str) -> Exit:
    """Tell and draw what the records in RECORDS... hold."""
    from giextract.batch.folder import is_run
    from giextract.cli.entries import entries
    from giextract.cli.output import colour, show, width
    from giextract.errors import OutputError, RecordError
    from giextract.export.summary import Summary
    from giextract.export.summary_page import page
    from giextract.schema import load_schema

    summary = Summary(load_schema(schema))
    summary.add_all(entries(paths))
    if not summary.documents:
        raise RecordError("there is nothing to sum up: no document was asked for")
    show([page(summary, width=width(), colour=colour())])
    if output is None and not (len(paths) == 1 and is_run(Path(paths[0]))):
        say("no pictures are drawn; say where they go with -o FOLDER")
        return Exit.COMPLETE
    if not summary.records:
        say("no pictures are drawn, for no document has a record")
        return Exit.COMPLETE
    try:
        from giextract.export.pictures import draw
    except OutputError as error:
        say_error(error)
        return Exit.PARTIAL
    folder = Path(output) if output is not None else Path(paths[0]) / "summary"
    _, used = draw(summary, folder, labels)
    if used != labels:
        say("no installed font has the Chinese labels, so they are English; install one (fonts-noto-cjk)")
    say(f"pictures are in {folder}")
    return Exit.COMPLETE
