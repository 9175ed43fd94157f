"""`giextract sections`: how a report is cut up, for finding out why a fact was missed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from giextract.document import Document
    from giextract.schema import Schema

EXAMPLES = """
\b
Examples:
  giextract sections report.txt
  giextract sections report.txt --format json | jq '.lines[].text'

\b
Each line of clean text has its number, its role (frame: title, preamble and
signature; body; form: the statistics form; page: the web page around the
report), the sections it is sent to (a + before those that its cue words ask
for), and its text, headings indented by their level. `start` and `end` in the
JSON count characters of the document.
"""


@click.command(epilog=EXAMPLES)
@click.argument("path", type=click.Path(allow_dash=True))
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), help="[default: table on a terminal, else json]"
)
@click.option(
    "--schema", default="annual_report", show_default=True, metavar="NAME|FILE.py:CLASS", help="Whose sections to seek."
)
def command(path: str, form: str | None, schema: str) -> None:
    """Show how the report at PATH (- is standard input) is cut up into lines and sections."""
    import json

    from giextract.cli.output import colour, on_terminal, show, width
    from giextract.reading import read
    from giextract.schema import load_schema
    from giextract.settings import load_settings

    document = read(path, settings=load_settings().settings.reading)
    lines = list(_lines(document, load_schema(schema)))
    if (form or ("table" if on_terminal() else "json")) == "table":
        show(_table(lines, width(), colour()))
    else:
        legible = path.encode("utf-8", "backslashreplace").decode()
        show([json.dumps({"path": legible, "lines": lines}, ensure_ascii=False, indent=2) + "\n"])


def _lines(document: Document, schema: Schema) -> Iterator[dict[str, Any]]:
    """Each line of clean text as a dictionary, with its place in the document."""
    from giextract.pipeline import prepare
    from giextract.sections import route

    clean, skeleton, placed = prepare(document, schema)
    number_to_own: dict[int, list[str]] = {}
    number_to_cued: dict[int, list[str]] = {}
    for name, routed in route(clean, skeleton, placed, schema).items():
        for number_to_names, entries in ((number_to_own, routed.own), (number_to_cued, routed.cued)):
            for entry in entries:
                number_to_names.setdefault(entry.line.number, []).append(name)
    for entry in placed:
        line = entry.line
        start, end = clean.span(line.start, line.end)
        yield {
            "number": line.number,
            "start": start,
            "end": end,
            "role": entry.role,
            "level": entry.level,
            "trail": list(entry.trail),
            "topics": sorted(entry.topics),
            "sections": number_to_own.get(line.number, []),
            "cued": number_to_cued.get(line.number, []),
            "text": line.text,
        }


def _table(lines: list[dict[str, Any]], width: int, colour: bool) -> Iterator[str]:
    from rich.table import Table
    from rich.text import Text

    from giextract.export.paper import paper
    from giextract.export.wording import legible

    console, text = paper(width, colour)
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(width=24, overflow="fold")
    grid.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
    for line in lines:
        sent = [*line["sections"], *(f"+{name}" for name in line["cued"])]
        indented = "  " * max(0, line["level"] - 1) + legible(line["text"])
        style = "bold" if line["level"] else "dim" if line["role"] == "page" else ""
        grid.add_row(str(line["number"]), line["role"], Text(" ".join(sent), "cyan"), Text(indented, style))
    console.print(grid)
    yield text()
