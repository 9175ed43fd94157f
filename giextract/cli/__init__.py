"""The command line: each subcommand parses, calls one function and prints.

Results go to standard output, everything else to standard error. Exit codes are in `outcome.py`.
"""

from __future__ import annotations

from typing import NoReturn

import click

from giextract import __version__
from giextract.cli.root import Root

EXAMPLES = """
\b
Examples:
  giextract extract report.txt                      a table on the terminal
  giextract extract reports/*.txt -o facts.csv      one row for each fact
  cat report.txt | giextract extract - | jq .values
  giextract sections report.txt                     how a report is cut up

\b
Exit codes: 0 complete, 1 crash, 2 usage, 3 partial, 4 failed,
5 a gate is not met (eval, audit --strict), 130 interrupted.
"""


@click.group(cls=Root, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="giextract", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of a crash; so does GIEXTRACT_DEBUG=1.")
@click.pass_context
def root(context: click.Context, debug: bool) -> None:
    """Every figure and fact of Chinese government-disclosure annual reports (政府信息公开工作年度报告), each with the
    place in the text that proves it.
    """
    if debug:
        context.ensure_object(dict)["debug"] = True


def main() -> NoReturn:
    """The `giextract` command."""
    root.main()
    raise AssertionError  # root.main always exits
