"""A review server as a process of its own, as a person starts it: begun with a command, ended as a crash ends it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


def begin(folder: Path, *module_and_arguments: str) -> tuple[subprocess.Popen[str], str]:
    """The process of `python -m …` in `folder`, and the address that it printed; AssertionError with what it said instead."""
    process = subprocess.Popen(
        [sys.executable, "-m", *module_and_arguments], cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    if not url.startswith("http://127.0.0.1:"):
        process.kill()
        raise AssertionError(process.communicate()[1])
    return process, url


def end(process: subprocess.Popen[str]) -> None:
    """Kill it, where it still runs, and close what it spoke through."""
    process.kill()
    process.communicate()


@contextmanager
def process_of(folder: Path, *module_and_arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """What `begin` returns, ended when it is left."""
    process, url = begin(folder, *module_and_arguments)
    try:
        yield process, url
    finally:
        end(process)
