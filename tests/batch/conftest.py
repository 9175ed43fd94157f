"""What the tests of runs share: a folder of composed reports, and the command in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from giextract.cli import root
from tests.batch import composed

Command = Callable[..., Result]


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three reports in `reports/000`, in the working folder."""
    monkeypatch.chdir(tmp_path)
    composed.write(Path("reports"), 3)
    return Path("reports/000")


@pytest.fixture
def run() -> Command:
    """`run("reports", "--resume")`: a run of the command `extract` into `out/`, with one process beside it."""

    def invoke(*arguments: str, input: bytes | None = None) -> Result:
        return CliRunner().invoke(root, ["extract", *arguments, "-o", "out/", "--processes", "1"], input=input)

    return invoke
