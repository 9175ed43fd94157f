"""How fast scoring is, and how far its intervals can be trusted.

    python -m benchmarks.scoring              a thousand records scored: seconds of CPU, peak memory
    python -m benchmarks.scoring --coverage   simulations: how often a nominal 95% interval holds the truth (minutes)

Targets (issue "Evals"): a thousand records in less than 10 s and 500 MB. Records are those of `rules` on the composed
reports, whole, with facts, findings and figures, each report taken again and again under another name.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from giextract.scoring.intervals import Interval, bootstrap_interval, exact_interval, mean_interval, ratio_interval
from giextract.scoring.signflip import sign_flip_p

ROOT = Path(__file__).resolve().parent.parent
RECORDS = 1000
RUNS = 3000
CELLS = 200
CORRELATION = 0.10
SIZES = (6, 10, 20, 30, 54)

_SCORE = r"""
import re, sys, time
from dataclasses import replace
from pathlib import Path
from giextract.backends import load_backend
from giextract.cli.makers import Makers
from giextract.reading import read
from giextract.schema import load_schema
from giextract.scoring.predictions import Prediction
from giextract.scoring.result import score_predictions
from giextract.scoring.runs import predict
from giextract.scoring.suite import load_cases, load_suite

wanted, schema = int(sys.argv[1]), load_schema()
suites = [load_suite(name) for name in ("dev", "test")]
cases = [case for suite in suites for case in load_cases(suite, schema, read)]
make = Makers(schema).make
lines = [predict("rules", case, 0, make).to_line() for case in cases]
many = [replace(cases[n % len(cases)], label=replace(cases[n % len(cases)].label, report=f"r{n:04}")) for n in range(wanted)]
peak = lambda: int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1024
before = peak()
began = time.process_time()
made = [replace(Prediction.from_line(lines[n % len(lines)]), report=f"r{n:04}") for n in range(wanted)]
read_in = time.process_time() - began
began = time.process_time()
data = score_predictions(suites[0], schema, many, made).data
print(f"{read_in:.2f} {time.process_time() - began:.2f} {before} {peak()} {data['backends']['rules']['slots']['total']}")
"""


def speed(console: Console) -> None:
    """Score a thousand records in a process of its own, as `eval score` does from the lines of predictions.jsonl."""
    run = subprocess.run(
        [sys.executable, "-c", _SCORE, str(RECORDS)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    read_in, scored, before, peak, slots = run.stdout.split()
    table = Table("step", "result", title=f"{RECORDS:,} records of rules, {int(slots):,} slots")
    table.add_row("records read from their lines", f"{read_in} s of CPU")
    table.add_row("scored and summed up", f"{scored} s of CPU")
    table.add_row("peak memory of the process", f"{peak} MB ({before} MB before the records)")
    console.print(table)


def reports_of(draw: random.Random, reports: int, rate: float) -> list[tuple[float, float]]:
    """Right cells and cells of some reports: beta-binomial, as in EVALS.md 3."""
    a, b = rate * (1 / CORRELATION - 1), (1 - rate) * (1 / CORRELATION - 1)
    return [
        (float(sum(draw.random() < share for _ in range(CELLS))), float(CELLS))
        for share in (draw.betavariate(a, b) for _ in range(reports))
    ]


def wilson_over_cells(pairs: Sequence[tuple[float, float]]) -> Interval:
    """What not to print: the interval that takes each cell for an observation."""
    hits, n, z = sum(hit for hit, _ in pairs), sum(tries for _, tries in pairs), 1.959964
    share, shrink = hits / n, 1 + z * z / n
    middle = (share + z * z / (2 * n)) / shrink
    reach = z * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5 / shrink
    return Interval(share, middle - reach, middle + reach, "wilson", len(pairs))


def held(intervals: Sequence[Interval], truth: float) -> str:
    """The share of intervals that hold the truth."""
    hits = sum(one.low is not None and one.high is not None and one.low <= truth <= one.high for one in intervals)
    return f"{hits / len(intervals):.3f}"


def coverage(console: Console) -> None:
    """How often each nominal 95% interval holds the truth, and how often sign-flip cries wolf."""
    draw = random.Random(20261122)
    ways: dict[str, Callable[[list[tuple[float, float]]], Interval]] = {
        "Wilson on cells": wilson_over_cells,
        "bootstrap": lambda pairs: bootstrap_interval(pairs, seed=len(pairs), resamples=300),
        "t": lambda pairs: mean_interval([hit / tries for hit, tries in pairs]),
        "logit-t": ratio_interval,
    }
    table = Table("reports", "true rate", *ways, title=f"A rate over reports, {RUNS:,} runs each")
    for size in SIZES:
        for rate in (0.95, 0.98):
            drawn = [reports_of(draw, size, rate) for _ in range(RUNS)]
            table.add_row(str(size), f"{rate}", *(held([way(pairs) for pairs in drawn], rate) for way in ways.values()))
    console.print(table)
    table = Table(
        "reports", "exact, rate 0.1", "t of differences", "sign-flip p < 0.05 without a difference",
        title=f"A share of reports, and two backends that are equally good, {RUNS:,} runs each",
    )  # fmt: skip
    for size in SIZES:
        shares = [exact_interval(sum(draw.random() < 0.1 for _ in range(size)), size) for _ in range(RUNS)]
        apart = [[draw.gauss(0, 0.05) for _ in range(size)] for _ in range(RUNS)]
        tested = apart if size <= 10 else apart[:300]  # ten thousand flips each
        wolf = sum(sign_flip_p(one, seed=7) < 0.05 for one in tested) / len(tested)
        table.add_row(
            str(size),
            held(shares, 0.1),
            held([mean_interval(one) for one in apart], 0.0),
            f"{wolf:.3f} of {len(tested):,}",
        )
    console.print(table)


def main() -> None:
    """Print the tables asked for."""
    console = Console(width=100)
    coverage(console) if "--coverage" in sys.argv[1:] else speed(console)


if __name__ == "__main__":
    main()
