"""A run on a Ray cluster of this machine's own against a run without: CPU time and wall time, ratios of one run on one machine.

    python -m benchmarks.cluster [reports [wave]]      default: 800, waves as they are; make scale

A wave of fewer documents shows what it takes that workers are started anew with each.

What starting a cluster takes is told apart from what each further document takes: both engines do a few documents and many, in
turns, with two processes each. CPU time is that of all processes of a run, as the system counts it, looked at ten times a second; the
run's own process bounds what one of them can hand out, however large the cluster is. Wall time says something on a quiet
machine only.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.batch import composed
from tests.batch.faults import descendants

ENGINES = ("local", "ray")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of a run: wall, CPU of all its processes, CPU of its own process."""

    wall: float
    cpu: float
    own: float

    def of_each(self, fewer: Took, number: int) -> Took:
        """What each of `number` documents more took, in milliseconds."""
        parts = zip((self.wall, self.cpu, self.own), (fewer.wall, fewer.cpu, fewer.own), strict=True)
        return Took(*(1000 * (more - less) / number for more, less in parts))


START = """
import sys
from giextract.batch import distributed
from giextract.cli import root
if __name__ == "__main__":
    distributed.FIRST_WAVE = distributed.WAVE = int(sys.argv.pop(1))
    root.main(sys.argv[1:])
"""


def run(folder: Path, out: str, engine: str, wave: int | None) -> Took:
    """A run into a new folder, in waves of so many documents for each worker."""
    script = folder / "start.py"
    script.write_text(START, "utf-8")
    command = [
        sys.executable,
        *([str(script), str(wave)] if wave and engine == "ray" else ["-m", "giextract"]),
        "extract",
        "reports",
        "-o",
        f"{out}/",
        "--processes",
        "2",
        "--engine",
        engine,
    ]
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds: dict[int, float] = {}
    while process.poll() is None:
        for number in (process.pid, *(number for number, _ in descendants(process.pid))):
            seconds[number] = _cpu(number) or seconds.get(number, 0.0)
        time.sleep(0.1)
    assert process.returncode == 0
    return Took(time.perf_counter() - began, sum(seconds.values()), seconds[process.pid])


def _cpu(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def main() -> None:
    """Measure, and print what came of it."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 800
    wave = int(sys.argv[2]) if len(sys.argv) > 2 else None
    few = many // 4
    took: dict[tuple[str, int], Took] = {}
    with tempfile.TemporaryDirectory() as name:
        for number in (few, many):
            folder = Path(name) / str(number)
            composed.write(folder / "reports", number)
            for engine in ENGINES:
                took[engine, number] = run(folder, engine, engine, wave)
    each = {engine: took[engine, many].of_each(took[engine, few], many - few) for engine in ENGINES}
    for engine in ENGINES:
        one, all_ = each[engine], took[engine, many]
        print(
            f"{engine}: {many:,} reports in {all_.wall:.1f} s; CPU {all_.cpu - one.cpu * many / 1000:.1f} s to start and "
            f"{one.cpu:.2f} ms for each report, {one.own:.2f} ms of it in the run's own process; wall {one.wall:.1f} ms for each"
        )
    print(f"a report takes {each['ray'].cpu / each['local'].cpu:.2f} times the CPU time on the cluster")


if __name__ == "__main__":
    main()
