"""How a command ends: exit codes, and the one line that each failure gets on standard error."""

from __future__ import annotations

import enum
import os
import sys
import traceback

import click

from giextract.errors import GiextractError, SchemaError, SettingsError, SuiteError


class Exit(enum.IntEnum):
    """Exit codes of every subcommand.

    `BROKEN_PIPE` is what a shell reports of any program whose reader went away (`| head`): 128 and the signal's number,
    as `INTERRUPTED` is.
    """

    COMPLETE = 0
    CRASH = 1
    USAGE = 2
    PARTIAL = 3
    FAILED = 4
    GATE = 5
    INTERRUPTED = 130
    BROKEN_PIPE = 141


UNUSABLE = (SchemaError, SettingsError, SuiteError)
"""What is wrong with the files that say what to do, before anything is done."""


def say(message: str) -> None:
    """One line on standard error, with nothing in it that a terminal would obey."""
    line = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in _plain(message))
    click.echo(f"giextract: {line}", err=True)


def _plain(message: str) -> str:
    return message.encode("utf-8", "backslashreplace").decode("utf-8")  # half a file name in no known encoding


def say_error(error: GiextractError, *, debug: bool = False) -> Exit:
    """Show an error of the user's making; what cannot work as it was called is a usage error."""
    if debug:
        traceback.print_exception(error, file=sys.stderr)
    say(error.message)
    return Exit.USAGE if isinstance(error, UNUSABLE) else Exit.FAILED


def say_crash(error: BaseException, *, debug: bool, about: str = "") -> Exit:
    """Show an exception that nobody expected: a line asking for a report, and the traceback when debugging."""
    if debug:
        traceback.print_exception(error, file=sys.stderr)
    first_line = str(error).strip().partition("\n")[0][:200]
    what = f"{type(error).__name__}: {first_line}" if first_line else type(error).__name__
    how = "" if debug else "; for the traceback, run it again with GIEXTRACT_DEBUG=1"
    say(f"{about}crashed ({what}); this is a bug of giextract, please report it{how}")
    return Exit.CRASH


def debugging(context: click.Context | None = None) -> bool:
    """Whether `--debug` or GIEXTRACT_DEBUG asks for tracebacks."""
    asked = bool(context and isinstance(context.obj, dict) and context.obj.get("debug"))
    return asked or os.environ.get("GIEXTRACT_DEBUG", "") not in ("", "0")
