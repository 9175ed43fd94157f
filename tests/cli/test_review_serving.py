"""`giextract review --serve` as a command: what it prints, how it ends, and what it tells where it cannot work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command


@pytest.fixture
def records(run: Command, sample: Path, tmp_path: Path) -> Path:
    assert run("extract", sample, "-o", "r.json").exit_code == 0
    return tmp_path / "r.json"


def test_it_prints_its_address_and_ends_cleanly_with_ctrl_c(records: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(
        [sys.executable, "-m", "giextract", "review", "r.json", "--serve", "--reviewer", "王敏"],
        cwd=records.parent, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline().startswith("http://127.0.0.1:")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (0, "")
    assert "0 decisions on 0 reports are in r.decisions.jsonl" in err
    assert "Traceback" not in err
    assert (records.parent / "r.decisions.jsonl").read_text("utf-8") == '{"giextract_review":1,"reviewer":"王敏"}\n'


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--serve", "-o", "page.html"], 2, "leave -o out"),
        (["--port", "8000"], 2, "go with --serve"),
        (["--decisions", "d.jsonl"], 2, "go with --serve"),
        (["--serve", "--decisions", "r.json"], 4, "no line of a journal"),
        (["--serve", "--decisions", "no/d.jsonl"], 4, "cannot be written"),
    ],
)
def test_what_cannot_work_is_told_in_one_line(
    run: Command, records: Path, arguments: list[str], code: int, told: str
) -> None:
    before = records.read_bytes()
    result = run("review", "r.json", *arguments)
    assert (result.exit_code, told in result.stderr) == (code, True), result.stderr
    assert records.read_bytes() == before


def test_a_missing_extra_is_told_with_the_command_that_brings_it(
    run: Command, records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "giextract.review.serving", raising=False)
    result = run("review", records, "--serve")
    assert result.exit_code == 2
    assert result.stderr == (
        "giextract: --serve needs starlette and uvicorn (uvicorn is missing): pip install 'giextract[review]'\n"
    )
