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
    from giextract.export import write
    from giextract.export.files import write_file

    if form == "xlsx" or (not form and output and output.lower().endswith(".xlsx")):
        _make_workbook(records, schema, output, worth_keeping)
        return
    if output is None or output == "-":
        chosen = _known(form) or ("table" if on_terminal() else "json")
        show(write(records, chosen, schema=schema, several=several, width=width(), colour=colour()))
        return
    chosen = _known(form) or _by_suffix(output)
    pieces = write(records, chosen, schema=schema, several=several, width=WIDTH)
    encoding = "utf-8-sig" if chosen == "csv" else "utf-8"  # without the mark, Excel takes a file for Latin-1
    write_file(Path(output), pieces, encoding=encoding, worth_keeping=worth_keeping)


def _make_workbook(
    records: Iterable[Record], schema: Schema, output: str | None, worth_keeping: Callable[[], bool]
) -> None:
    from giextract.export import write_workbook
    from giextract.export.files import make_file

    if output is None or output == "-":
        raise OutputError("a workbook is no text for a terminal or a pipe; name a file with -o")
    make_file(Path(output), lambda part: write_workbook(part, records, schema), worth_keeping=worth_keeping)


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


def _by_suffix(output: str) -> Format:
    from giextract.export import SUFFIX_TO_FORMAT

    suffix = Path(output).suffix.lower()
    if suffix and suffix not in SUFFIX_TO_FORMAT:
        known = ", ".join(sorted(SUFFIX_TO_FORMAT))
        raise OutputError(
            f"{output}: giextract does not write {suffix}; it writes {known} (or say which with --format)"
        )
    return SUFFIX_TO_FORMAT.get(suffix, "json")
