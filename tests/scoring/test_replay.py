"""The gate with kept answers of a model: it passes, sees a spoiled answer, and an answer that is not there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from giextract.cli import root
from giextract.cli.outcome import Exit
from tests.scoring.desk import EVALS
from tests.scoring.recording import KEPT, record

REPORTS = ("b10-daxinganling", "d10-jiedao")


def run(*args: object) -> Result:
    return CliRunner().invoke(root, ["eval", *map(str, args)])


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("recorded") / "kept.jsonl"
    record(path, REPORTS)
    return path


@pytest.fixture
def suite(tmp_path: Path, recorded: Path) -> Path:
    """A suite of two reports whose backend answers from a recording of its own, with a blessed baseline."""
    shutil.copy(recorded, tmp_path / "kept.jsonl")
    path = tmp_path / "small.toml"
    places = f'reports = "{EVALS / "reports"}"\nlabels = "{EVALS / "labels"}"\ninclude = {json.dumps(REPORTS)}\n'
    path.write_text(f'backends = ["replay:{tmp_path / "kept.jsonl"}"]\n{places}', encoding="utf-8")
    assert run("bless", path, "--reason", "a first baseline of kept answers").exit_code == 0
    return path


def test_kept_answers_pass(suite: Path) -> None:
    done = run("gate", suite)
    assert done.exit_code == Exit.COMPLETE, done.output
    assert "slots broken 0" in done.output


def test_a_spoiled_answer_is_blocked(suite: Path) -> None:
    kept = suite.with_name("kept.jsonl")
    lines = kept.read_text("utf-8").splitlines()
    spoiled = [json.loads(line) for line in lines[1:]]
    for exchange in spoiled:
        if '"applications"' in exchange["text"]:
            exchange["text"] = "{}"
    kept.write_text("\n".join([lines[0], *map(json.dumps, spoiled)]) + "\n", encoding="utf-8")
    done = run("gate", suite)
    assert done.exit_code == Exit.GATE
    assert "gate blocked" in done.output
    assert "/applications/" in done.output


def test_an_answer_that_was_not_recorded_makes_the_gate_incomplete(suite: Path) -> None:
    kept = suite.with_name("kept.jsonl")
    kept.write_text(kept.read_text("utf-8").splitlines()[0] + "\n", encoding="utf-8")
    done = run("gate", suite)
    assert done.exit_code == Exit.PARTIAL
    assert "gate incomplete" in done.output


def test_the_kept_recording_holds_answers_and_nothing_of_this_machine() -> None:
    head, *exchanges = [json.loads(line) for line in KEPT.read_text("utf-8").splitlines()]
    assert head["profile"] == {"base_url": "http://oracle.invalid/v1", "model": "oracle", "mode": "json"}
    assert all(set(exchange) == {"key", "text", "usage"} for exchange in exchanges)
    assert KEPT.stat().st_size < 200_000
