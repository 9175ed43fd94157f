"""Options that mean the same in several commands."""

from __future__ import annotations

from pathlib import Path

import click

reports_option = click.option(
    "--reports", "folders", multiple=True, type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="FOLDER", help="Where the reports of records lie, if not where they were extracted from.",
)  # fmt: skip
schema_option = click.option("--schema", default="annual_report", show_default=True, metavar="NAME|FILE.py:CLASS")
