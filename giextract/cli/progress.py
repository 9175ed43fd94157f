"""Progress of slow reading, as a bar on a terminal's standard error; nothing anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from giextract.settings import ReadingSettings


@contextmanager
def shown(settings: ReadingSettings, path: str) -> Iterator[ReadingSettings]:
    """`settings` that show how many pages of `path` have been recognised, from the first page on until the end."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield settings
        return
    bar: Any = None
    task: Any = None

    def tell(done: int, pages: int) -> None:
        nonlocal bar, task
        if bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            bar = Progress(*columns, console=Console(stderr=True), transient=True)
            task = bar.add_task(f"recognising {path}", total=pages)
            bar.start()
        bar.update(task, completed=done)

    try:
        yield replace(settings, progress=tell)
    finally:
        if bar is not None:
            bar.stop()
