"""How fast and how large: time per report, growth with the length of the text, memory, start of the command, and a profile.

    python -m benchmarks.speed [REPORT…]      default: the shared reports, else the sample

Targets (issue "One report in, every fact out"): at most 10 ms per report of 3,000 characters on one core once started, linear
up to 1 MB of text, at most 100 MB of memory, `--help` within 0.2 s, `extract one.txt` within 0.6 s.
"""

from __future__ import annotations

import cProfile
import pstats
import statistics
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from giextract.backends import load_backend
from giextract.document import Document
from giextract.pipeline import extract_document
from giextract.reading import read
from giextract.schema import load_schema

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "reports"
SAMPLE = ROOT / "giextract" / "sample" / "report.txt"
ROUNDS = 7
SIZES = (62_500, 125_000, 250_000, 500_000, 1_000_000)

_MEMORY = r"""
import re, sys
from pathlib import Path
from giextract.pipeline import extract
for path in sys.argv[1:]:
    extract(Path(path))
print(int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def reports(arguments: list[str]) -> list[Path]:
    """The reports to measure: those named, else the shared ones, else the sample."""
    return [Path(argument) for argument in arguments] or sorted(SHARED.glob("*.txt")) or [SAMPLE]


def seconds(document: Document, rounds: int = ROUNDS) -> float:
    """Least time of `rounds` extractions of one document, in seconds."""
    schema, backend = load_schema(), load_backend("rules")
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        extract_document(document, backend, schema)
        best = min(best, time.perf_counter() - began)
    return best


def per_report(console: Console, documents: list[Document]) -> None:
    table = Table("report", "characters", "ms", "ms per 3,000 characters", title="Time per report, once started")
    rates = []
    for document in documents:
        spent = seconds(document) * 1000
        rates.append(spent * 3000 / len(document.text))
        table.add_row(Path(document.path).stem, f"{len(document.text):,}", f"{spent:.1f}", f"{rates[-1]:.1f}")
    table.add_row("median", "", "", f"{statistics.median(rates):.1f}", style="bold")
    console.print(table)


def growth(console: Console, documents: list[Document]) -> None:
    text = "\n".join(document.text for document in documents)
    table = Table("characters", "seconds", "µs per character", title="Growth with the length of the text")
    for size in SIZES:
        document = Document((text * (size // len(text) + 1))[:size])
        spent = seconds(document, 1)
        table.add_row(f"{size:,}", f"{spent:.2f}", f"{spent * 1e6 / size:.2f}")
    console.print(table)


def memory(console: Console, paths: list[Path]) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _MEMORY, *map(str, paths)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    console.print(f"Peak memory over {len(paths)} reports in one process: {run.stdout.strip()} MB")


def starts(console: Console, path: Path) -> None:
    command = Path(sys.executable).parent / "giextract"
    table = Table("command", "seconds (best of 5)", title="Start of the command")
    for arguments in (["--help"], ["extract", str(path)], ["schema"]):
        spent = []
        for _ in range(5):
            began = time.perf_counter()
            subprocess.run([str(command), *arguments], capture_output=True, check=True)
            spent.append(time.perf_counter() - began)
        table.add_row(
            "giextract " + " ".join(argument if argument != str(path) else path.name for argument in arguments),
            f"{min(spent):.2f}",
        )
    console.print(table)


def profile(console: Console, documents: list[Document]) -> None:
    schema, backend = load_schema(), load_backend("rules")
    profiler = cProfile.Profile()
    profiler.enable()
    for document in documents:
        extract_document(document, backend, schema)
    profiler.disable()
    stats = pstats.Stats(profiler)
    rows = sorted(stats.stats.items(), key=lambda item: -item[1][3])  # type: ignore[attr-defined]
    total = max(row[1][3] for row in rows)
    table = Table("step", "share of the time", title="Where the time goes (cumulative)")
    for (file, _, name), (_, _, _, cumulative, _) in rows:
        if "giextract" in file and name in _STEPS:
            table.add_row(f"{Path(file).stem}.{name}", f"{cumulative / total:.0%}")
    console.print(table)


_STEPS = frozenset(
    {"clean", "build", "cut", "place", "route", "fill", "ground", "account", "answers", "values_of", "check", "audit"}
)


def main() -> None:
    """Print all tables."""
    console = Console(width=100)
    paths = reports(sys.argv[1:])
    documents = [read(path) for path in paths]
    for document in documents:
        seconds(document, 1)
    per_report(console, documents)
    growth(console, documents)
    memory(console, paths)
    starts(console, paths[0])
    profile(console, documents)


if __name__ == "__main__":
    main()
