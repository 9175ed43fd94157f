"""Runs over many reports: cores, overhead, memory, resuming. Ratios of one run on one machine; a quiet one tells more.

    python -m benchmarks.batch [cores|overhead|memory|resume …]      default: all; make scale

Goals: two cores at least 1.7 times as fast as one with the rules; at most 15 % more CPU time for a document than the bare
pipeline takes (read, extract, to JSON); the same peak memory for 100, 1,000 and 10,000 reports; a resume over 100,000
finished documents at work within 5 s.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.table import Table

from giextract.batch.choice import Choice
from giextract.batch.inputs import Inputs
from giextract.batch.keys import made_with
from giextract.batch.local import written
from giextract.batch.run import Run
from giextract.batch.unit import Done, Spec, Unit, digest_of
from tests.batch import composed

BARE = """
import sys, time
from giextract.backends import load_backend
from giextract.pipeline import extract_document
from giextract.reading import read
from giextract.schema import load_schema
backend, schema = load_backend("rules"), load_schema()
paths = sys.stdin.read().split()
for number, path in enumerate(paths):
    if number == int(sys.argv[1]):
        began = time.process_time()
    extract_document(read(path), backend, schema).to_json()
print(time.process_time() - began)
"""
FEW, MANY = 200, 800
LONG = 2_400
"""Reports of a run in which starting the processes no longer counts for much."""


def run(folder: Path, out: str, *more: str) -> None:
    """The command, into a new folder `out`."""
    command = [sys.executable, "-m", "giextract", "extract", "reports", "-o", f"{out}/", *more]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def cpu(work: Callable[[], None]) -> float:
    """CPU seconds of the processes that `work` starts, and of theirs, whether or not those wait for each other."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    adopt_orphans()
    work()
    list(left_behind())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def adopt_orphans() -> None:
    """Have Linux give this process what its children leave behind: what nobody waits for is counted nowhere."""
    child_subreaper = 36
    ctypes.CDLL(None, use_errno=True).prctl(child_subreaper, 1, 0, 0, 0)


def left_behind() -> Iterator[resource.struct_rusage]:
    """What each of the processes used that were left to this one, with those it had waited for itself; waits for their ends."""
    with suppress(ChildProcessError):
        while True:
            yield os.wait4(-1, 0)[2]


def overhead(console: Console, folder: Path) -> None:
    """CPU time of one more document in a run against the bare pipeline's; what starting takes falls out of the difference."""
    paths = composed.write(folder / "reports", MANY)
    small, large = folder / "few", folder / "many"
    (large / "reports").parent.mkdir()
    (folder / "reports").rename(large / "reports")
    composed.write(small / "reports", FEW)
    names = "\n".join(str(large / path.relative_to(folder)) for path in paths)
    best_bare = best_run = float("inf")
    for number in range(2):
        bare = subprocess.run(
            [sys.executable, "-c", BARE, str(FEW)], input=names, capture_output=True, text=True, check=True
        )
        best_bare = min(best_bare, float(bare.stdout))
        few = cpu(lambda: run(small, f"out{number}", "--processes", "1"))  # noqa: B023 (called at once)
        many = cpu(lambda: run(large, f"out{number}", "--processes", "1"))  # noqa: B023
        best_run = min(best_run, many - few)
    bare_ms, run_ms = 1000 * best_bare / (MANY - FEW), 1000 * best_run / (MANY - FEW)
    console.print(
        f"CPU time of one more document: bare {bare_ms:.2f} ms, in a run {run_ms:.2f} ms: {run_ms / bare_ms - 1:+.0%}"
    )


def cores(console: Console, folder: Path) -> None:
    """Wall time with one process and with two, in turns; the best of each."""
    composed.write(folder / "reports", LONG)
    best = {1: float("inf"), 2: float("inf")}
    for number in range(2):
        for processes in best:
            began = time.perf_counter()
            run(folder, f"out{number}-{processes}", "--processes", str(processes))
            best[processes] = min(best[processes], time.perf_counter() - began)
    console.print(
        f"{LONG:,} reports with the rules: one process {best[1]:.1f} s, two {best[2]:.1f} s: {best[1] / best[2]:.2f} times as fast"
    )


PEAK = """
import resource, sys
from giextract.cli import root
if __name__ == "__main__":  # the workers import this file, too
    try:
        root.main(["extract", "reports", "-o", sys.argv[1], "--processes", "2"])
    finally:
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def memory(console: Console, folder: Path) -> None:
    """Peak memory of the run's own process and of its largest worker."""
    table = Table("reports", "the run's process, MB", "its largest worker, MB", title="Peak memory")
    for number in (100, 1_000, 10_000):
        here = folder / str(number)
        composed.write(here / "reports", number)
        script = here / "peak.py"
        script.write_text(PEAK, "utf-8")
        adopt_orphans()
        done = subprocess.run(
            [sys.executable, str(script), "out/"], cwd=here, capture_output=True, text=True, check=True
        )
        own, worker = int(done.stdout.splitlines()[-1]), max(used.ru_maxrss for used in left_behind())
        table.add_row(f"{number:,}", f"{own / 1024:.0f}", f"{worker / 1024:.0f}")
    console.print(table)


def resume(console: Console, folder: Path) -> None:
    """Seconds until a run over 100,000 finished documents and one more has written the record of that one."""
    number = 100_000
    os.chdir(folder)
    for index in range(number):
        path = Path(f"reports/{index // 1000:03}/{index:06}.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{index}", "utf-8")
    unit = Unit(Spec("rules", "annual_report"))
    digest = made_with(unit.schema, unit.backend, None, unit.reading)
    named = {"schema": f"annual_report@{unit.schema.digest}", "backend": unit.backend.signature}
    finished = Run(Path("out"), digest, named, Choice())
    finished.ask(Inputs(["reports"], Path("out")).asked())
    for task in finished.todo():  # through the run's own books, with a record of one line
        record = b"{}\n"
        (done,) = written([Done(task, "complete", record, len(record), digest_of(record))], finished.records)
        finished.settle(done)
    finished.close()
    new = Path("reports/999/last.txt")
    new.parent.mkdir()
    new.write_text(composed.report(0), "utf-8")
    adopt_orphans()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    before = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "giextract", "extract", "reports", "-o", "out/", "--resume"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    record_file = finished.records.path(hashlib.sha256(new.read_bytes()).hexdigest())
    while not record_file.exists() and process.poll() is None:
        time.sleep(0.02)
    taken = time.perf_counter() - before
    process.communicate()
    list(left_behind())
    assert record_file.exists()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    console.print(
        f"A resume over {number:,} finished documents has done the next one after {taken:.1f} s; to its end it took {seconds:.1f} s of CPU time"
    )


MEASURES: dict[str, Callable[[Console, Path], None]] = {
    "overhead": overhead,
    "cores": cores,
    "memory": memory,
    "resume": resume,
}


def main() -> None:
    """Print what is asked for, or all."""
    console = Console(width=120)
    for name in sys.argv[1:] or MEASURES:
        with tempfile.TemporaryDirectory() as folder:
            here = Path.cwd()
            try:
                MEASURES[name](console, Path(folder))
            finally:
                os.chdir(here)


if __name__ == "__main__":
    main()
