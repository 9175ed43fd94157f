"""Progress of a run: a bar on a terminal's standard error, a plain line now and then anywhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from giextract.batch.closing import money
from giextract.batch.spending import Spending
from giextract.batch.tally import Tally

BETWEEN_LINES = 10.0
BETWEEN_LOOKS = 0.25


@contextmanager
def shown(spending: Callable[[], Spending]) -> Iterator[Callable[[Tally], None]]:
    """What takes the tally of a run whenever it has changed; `spending` tells what the run has spent in all."""
    if sys.stderr is not None and sys.stderr.isatty():
        with _bar(spending) as tell:
            yield tell
        return
    began = last = time.monotonic()
    before = spending()

    def line(tally: Tally) -> None:
        nonlocal last
        now = time.monotonic()
        if sys.stderr is not None and now - last >= BETWEEN_LINES:
            last = now
            print(f"giextract: {described(tally, now - began, before, spending())}", file=sys.stderr, flush=True)

    yield line


@contextmanager
def _bar(spending: Callable[[], Spending]) -> Iterator[Callable[[Tally], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    began = time.monotonic()
    last = 0.0
    before = spending()
    columns: tuple[Any, ...] = (BarColumn(bar_width=24), TextColumn("{task.description}"))
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task("", total=None)

    def tell(tally: Tally) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= BETWEEN_LOOKS:
            last = now
            description = described(tally, now - began, before, spending())
            bar.update(task, total=tally.asked, completed=tally.asked - tally.left, description=description)

    with bar:
        yield tell


def described(tally: Tally, seconds: float, before: Spending, spending: Spending) -> str:
    """`1,200 of 10,000 done, 3 failed, 40 partial · 31 a second · 4 min left · 1,204,000 tokens · 0.31 USD, 2.6 at the end`."""
    words = [f"{tally.asked - tally.left:,} of {tally.asked:,} done, {tally.failures:,} failed"]
    words[0] += f", {tally.states['partial']:,} partial"
    rate = tally.done / seconds if seconds > 0 else 0.0
    if rate > 0:
        words.append(f"{_rate(rate)}")
        words.append(f"{_time(tally.left / rate)} left")
    if spending.attempts:
        words.append(f"{spending.tokens_in + spending.tokens_out:,} tokens")
        words.append(_cost(tally, before, spending))
    return " · ".join(words)


def _cost(tally: Tally, before: Spending, spending: Spending) -> str:
    if spending.cost is None:
        return "cost unknown"
    so_far = money(spending.cost, spending.currency)
    here = spending.cost - (before.cost or Decimal(0))
    if not tally.done:
        return so_far
    return f"{so_far}, about {money(spending.cost + here / tally.done * tally.left, None)} at the end"


def _rate(rate: float) -> str:
    return f"{rate:.0f} a second" if rate >= 2 else f"{rate * 60:.0f} a minute"


def _time(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 1:
        return f"{max(1, round(seconds))} s"
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60:02} min"
