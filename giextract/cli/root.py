"""The root of the command line: subcommands are imported when they are invoked, failures become one line and a code."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from giextract.cli.outcome import Exit, debugging, say_crash, say_error
from giextract.errors import GiextractError, OutputError

COMMAND_TO_HELP = {
    "extract": "Extract the facts of reports.",
    "export": "Make tables of records: CSV, Excel, Parquet, JSON Lines.",
    "summary": "Tell and draw what records hold: coverage, years, findings.",
    "audit": "Tell what in reports does not agree, and whose defect it is.",
    "sections": "Show how a report is cut up into lines and sections.",
    "schema": "Print the schema, or what fields it asks for.",
    "review": "Make a page on which records are looked at and corrected.",
    "labels": "Start, finish and compare labels from reviewed records.",
    "eval": "Score and compare backends on labelled reports.",
    "backends": "List the backends, or check what one of them can do.",
    "estimate": "Tell what a run would cost, without a request.",
    "cache": "Look at the cache of models' answers, check it, or empty it.",
    "config": "Print the settings, and where each comes from.",
    "doctor": "Tell what this machine can read, and how to get the rest.",
    "completion": "Print the script that completes commands in your shell.",
}
"""Name of each subcommand (and of its module) -> its line in `giextract --help`."""


class Root(click.Group):
    """A group whose subcommands are the modules beside it; each has a `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """The names, in the order in which a user needs them."""
        return list(COMMAND_TO_HELP)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (likewise)
        """The subcommand, its module imported only now."""
        if cmd_name not in COMMAND_TO_HELP:
            return None
        command = importlib.import_module(f"giextract.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 (likewise)
        """The list of subcommands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMAND_TO_HELP.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand; its return value is the exit code."""
        try:
            code = super().invoke(ctx)
            if sys.stdout is not None:
                sys.stdout.flush()
            return code
        except BrokenPipeError:
            _forget_stdout()
            return Exit.BROKEN_PIPE
        except GiextractError as error:
            return say_error(error, debug=debugging(ctx))
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except Exception as error:
            return say_crash(error, debug=debugging(ctx))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,  # noqa: ARG002 (the name is known)
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002 (click's signature)
        **extra: Any,
    ) -> NoReturn:
        """Parse and run; always ends in SystemExit, with the exit codes of `Exit`."""
        _speak_utf8()
        try:
            code = super().main(args, "giextract", complete_var, standalone_mode=False, **extra)
        except click.ClickException as error:
            error.show()
            code = error.exit_code
        except click.Abort:
            code = Exit.INTERRUPTED
        except BrokenPipeError:
            _forget_stdout()
            code = Exit.BROKEN_PIPE
        except OSError as error:  # --help and --version are printed while the line is parsed
            _forget_stdout()
            code = say_error(OutputError(f"standard output cannot be written ({error.strerror or error})"))
        sys.exit(int(code or 0))


def _speak_utf8() -> None:
    """Results in a pipe or file are UTF-8 whatever the locale; a terminal keeps its own, and nothing breaks it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="backslashreplace" if stream is sys.stderr else "strict", newline="\n")


def _forget_stdout() -> None:
    """The reader of standard output is gone: let the flush at exit go nowhere instead of failing once more."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
