"""`giextract schema`: what is looked for, for programs and for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from giextract.schema import Schema

EXAMPLES = """
\b
Examples:
  giextract schema > annual_report.schema.json
  giextract schema --fields
  giextract schema --fields --schema my_schema.py:Invoice
"""


@click.command(epilog=EXAMPLES)
@click.option("--fields", is_flag=True, help="A table of the fields instead: path, type, title, what it is.")
@click.option(
    "--schema", default="annual_report", show_default=True, metavar="NAME|FILE.py:CLASS", help="The schema to show."
)
def command(fields: bool, schema: str) -> None:
    """Print the JSON Schema of the values, or with --fields what is looked for."""
    import json

    from giextract.cli.output import colour, show, width
    from giextract.schema import json_schema, load_schema

    loaded = load_schema(schema)
    if fields:
        show(_table(loaded, width(), colour()))
    else:
        show([json.dumps(json_schema(loaded), ensure_ascii=False, indent=2) + "\n"])


def _table(schema: Schema, width: int, colour: bool) -> Iterator[str]:
    """The sections in order, each field with its path within the values, its type, title and description."""
    from rich.padding import Padding
    from rich.text import Text

    from giextract.export.paper import paper
    from giextract.schema import fields_table

    console, text = paper(width, colour)
    path_to_row = {row[0]: row for row in fields_table(schema)}
    for position, section in enumerate(schema.sections):
        console.print(Text(f"{'' if position == 0 else chr(10)}{section.title}  {section.name}", style="bold cyan"))
        for leaf in section.leaves:
            path, kind, title, description = path_to_row[leaf.path]
            line = Text("  ").append(path).append(f"  {kind}", style="yellow").append(f"  {title}", style="bold")
            console.print(line, overflow="fold")
            if description and description != title:
                console.print(Padding(Text(description, style="dim"), (0, 0, 0, 6)), overflow="fold")
    yield text()
