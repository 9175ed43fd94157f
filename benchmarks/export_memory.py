"""Peak memory of exports as reports grow in number: 5,000 against 50,000, each in a process of its own.

    python -m benchmarks.export_memory [--counts 5000,50000] [--formats parquet,csv] [--shapes wide,long]

The reports are copies of the sample's record under paths, hashes and years of their own, streamed from JSON Lines. Memory is flat
where the last column stays near 1.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import giextract

SAMPLE = Path(giextract.__file__).parent / "sample" / "report.txt"


def records(path: Path, count: int) -> None:
    """Write `count` records into the file at `path`, as JSON Lines."""
    record = giextract.extract(SAMPLE)
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            name = f"reports/{number:07}.txt"
            source = {"path": name, "sha256": hashlib.sha256(name.encode()).hexdigest()}
            header = {"issuer": f"江城县第{number // 10}街道办事处", "year": 2010 + number % 10}
            facts = [
                fact.model_copy(update={"value": header[key]})
                if (key := fact.path.removeprefix("/header/")) in header
                else fact
                for fact in record.facts
            ]
            values = {**record.values, "header": {**record.values["header"], **header}}
            made = record.model_copy(
                update={"source": record.source.model_copy(update=source), "facts": facts, "values": values}
            )
            file.write(made.to_json() + "\n")


def measure(path: Path, form: str, shape: str) -> tuple[float, float, int]:
    """Peak memory in MB and CPU seconds of one export, and the bytes that it wrote."""
    out = path.with_name(f"out.{form}")
    which = ["--shape", shape] if shape else []
    command = [sys.executable, "-m", "giextract", "export", str(path), *which, "-o", str(out)]
    timed = [sys.executable, "-c", _CHILD, *command]
    peak, seconds = subprocess.run(timed, check=True, capture_output=True, text=True).stdout.split()
    return int(peak) / 1024, float(seconds), out.stat().st_size


_CHILD = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_maxrss, used.ru_utime + used.ru_stime)
"""


def main() -> None:
    """Print one line for each format, shape and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", default="5000,50000")
    parser.add_argument("--formats", default="parquet")
    parser.add_argument("--shapes", default="wide,long")
    options = parser.parse_args()
    counts = sorted(map(int, options.counts.split(",")))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.jsonl"
        began = time.process_time()
        key_to_first: dict[tuple[str, str], float] = {}
        print(f"{'format':8} {'shape':8} {'reports':>8} {'peak MB':>8} {'CPU s':>7} {'file MB':>8}  ratio of peaks")
        for count in counts:
            records(path, count)
            for form in options.formats.split(","):
                for shape in options.shapes.split(","):
                    peak, seconds, size = measure(path, form, shape)
                    first = key_to_first.setdefault((form, shape), peak)
                    shown = shape or "all"
                    print(
                        f"{form:8} {shown:8} {count:8,} {peak:8.0f} {seconds:7.1f} {size / 1e6:8.1f}  {peak / first:.2f}",
                        flush=True,
                    )
        print(
            f"made in {time.process_time() - began:.0f} CPU s; peak here {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
        )


if __name__ == "__main__":
    main()
