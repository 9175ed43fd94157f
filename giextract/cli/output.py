"""Where results go: standard output, or a file."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from giextract.errors import OutputError

if TYPE_CHECKING:
    from giextract.export import Format
    from giextract.record import Record
    from giextract.schema import Schema

WIDTH = 80
WIDEST = 120


def deliver(
    records: Iterable[Record],
    schema: Schema,
    *,
    form: str | None,
    output: str | None,
    several: bool,
    worth_keeping: Callable[[], bool],
) -> None:
    """Write `records` to the file `output`, or print them, in the format asked for or else the one that fits."""
    from giextract.export import BINARY, write, write_binary
    from giextract.export.files import make_file

    if output is None or output == "-":
        chosen = _known(form) or ("table" if on_terminal() else "json")
        if chosen in BINARY:
            raise no_text(chosen)
        show(write(records, chosen, schema=schema, several=several, width=width(), colour=colour()))
        return
    chosen = _known(form) or by_suffix(output)
    if chosen in BINARY:
        make_file(Path(output), lambda part: write_binary(part, records, chosen, schema), worth_keeping=worth_keeping)
        return
    pieces = write(records, chosen, schema=schema, several=several, width=WIDTH)
    save(output, pieces, chosen, worth_keeping=worth_keeping)


def save(output: str, pieces: Iterable[str], form: str, *, worth_keeping: Callable[[], bool] = lambda: True) -> None:
    """Write text of a format into the file `output`, whole or not at all."""
    from giextract.export.files import write_file

    encoding = "utf-8-sig" if form == "csv" else "utf-8"  # without the mark, Excel takes a file for Latin-1
    write_file(Path(output), pieces, encoding=encoding, worth_keeping=worth_keeping)


def no_text(form: str) -> OutputError:
    """What is wrong with printing a format that is no text."""
    name = "a workbook" if form == "xlsx" else "Parquet"
    return OutputError(f"{name} is no text for a terminal or a pipe; name a file with -o")


def show(pieces: Iterable[str]) -> None:
    """Print `pieces` on standard output as they come; OutputError where it takes nothing."""
    if sys.stdout is None:
        raise OutputError("standard output is closed; name a file with -o")
    for piece in pieces:
        try:
            sys.stdout.write(piece)
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(f"standard output cannot be written ({error.strerror or error})") from error


def show_line(line: object) -> None:
    """Print one line on standard output; OutputError where it takes nothing."""
    show([f"{line}\n"])


def on_terminal() -> bool:
    """Whether a person reads standard output."""
    return sys.stdout is not None and sys.stdout.isatty()


def colour() -> bool:
    """Whether standard output takes colours: a terminal, unless NO_COLOR is set (https://no-color.org)."""
    return on_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns for a table: those of the terminal up to a legible number, and 80 in a pipe."""
    return max(40, min(WIDEST, shutil.get_terminal_size((WIDTH, 24)).columns)) if on_terminal() else WIDTH


def _known(form: str | None) -> Format | None:
    return form  # type: ignore[return-value]  # click lets no other through


def by_suffix(output: str) -> Format:
    """The format that the name of a file tells; OutputError where it tells one that is not written."""
    from giextract.export import SUFFIX_TO_FORMAT

    suffix = Path(output).suffix.lower()
    if suffix and suffix not in SUFFIX_TO_FORMAT:
        known = ", ".join(sorted(SUFFIX_TO_FORMAT))
        raise OutputError(
            f"{output}: giextract does not write {suffix}; it writes {known} (or say which with --format)"
        )
    return SUFFIX_TO_FORMAT.get(suffix, "json")
