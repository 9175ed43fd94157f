"""What the tests of the command line share: the command within this process, and as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from giextract.cli import root

Command = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """`run("extract", "a.txt", input=b"…")` in a temporary working folder."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str | Path, input: bytes | None = None) -> Result:
        return CliRunner().invoke(root, [str(argument) for argument in arguments], input=input)

    return invoke


@pytest.fixture
def process(tmp_path: Path) -> Process:
    """The same as a process: `process("extract", "a.txt", input=b"…", env={…})`."""

    def start(
        *arguments: str | bytes | Path, input: bytes = b"", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        import os

        return subprocess.run(
            [sys.executable, "-P", "-m", "giextract", *arguments],
            input=input, capture_output=True, cwd=tmp_path, env={**os.environ, **(env or {})}, timeout=60, check=False,
        )  # fmt: skip

    return start
