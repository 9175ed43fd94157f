"""What tables for the eye are drawn on."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

from rich.console import Console

_LINE_END = re.compile(r"(?: |\x1b\[[0-9;]*m)+$", re.MULTILINE)


def paper(width: int, colour: bool) -> tuple[Console, Callable[[], str]]:
    """A console of `width` columns that draws into memory, and the function that gives what was drawn.

    It reads nothing of the environment, takes nothing in the text for markup, and leaves no blanks at line ends.
    """
    file = io.StringIO()
    console = Console(
        file=file, width=width, color_system="standard" if colour else None, force_terminal=colour,
        no_color=not colour, highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    return console, lambda: _LINE_END.sub(lambda end: end[0].replace(" ", ""), file.getvalue())
