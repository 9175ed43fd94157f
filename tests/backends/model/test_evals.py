"""`giextract eval` with a model behind a real socket: what its run's folder keeps of the exchanges, and what it must not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from giextract.cli import root
from tests.backends.model.conftest import KEY, Script, fails, says
from tests.scoring.desk import write_suite

TEXT = "某县2015年政府信息公开工作年度报告\n一、主动公开政府信息情况\n2015年，全县主动公开政府信息100条。\n"


@pytest.fixture
def folder(script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of one run on two reports, whose first request fails once, and whose answers say nothing."""
    from giextract.backends.model import exchanges

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEST_KEY", KEY)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(exchanges, "FIRST_WAIT", 0.01)
    Path("giextract.toml").write_text(
        f'[backends.m]\nbase_url = "{script.url}"\nmodel = "m"\napi_key_env = "TEST_KEY"\nmode = "json"\n', "utf-8"
    )
    suite = write_suite(tmp_path / "evals", {name: {"disclosure": {"total": 100}} for name in ("r1", "r2")}, TEXT)
    script.steps = [fails(503, "Loading model"), says("{}")]
    done = CliRunner().invoke(root, ["eval", str(suite), "-b", "m", "--runs", "runs"])
    assert done.exit_code == 0, done.output
    return next(Path("runs").iterdir()).absolute()


def test_raw_answers_and_tries_that_failed_are_kept_with_their_report(folder: Path) -> None:
    lines = [json.loads(line) for line in (folder / "calls.jsonl").read_text("utf-8").splitlines()]
    first, second = [line for line in lines if line["backend"] == "m"]
    assert {one["text"] for one in first["exchanges"]} == {"{}"}
    (fault,) = [fault for one in first["exchanges"] for fault in one["faults"]]
    assert "Loading model" in fault
    assert all(one["seconds"] >= 0 and not one["cached"] and len(one["key"]) == 64 for one in first["exchanges"])
    assert second["exchanges"]
    assert all(one["cached"] and "seconds" not in one for one in second["exchanges"])
    assert [line["exchanges"] for line in lines if line["backend"] == "rules"] == [[], []]


def test_the_report_says_how_often_answers_were_valid_and_of_whom_nobody_knows(folder: Path) -> None:
    model, rules = (folder / "report.txt").read_text("utf-8").split("giextract eval  rules")
    assert "answers valid at first 4, after re-ask 0, never 0, refused 0, cut off 0" in model
    assert "answers valid at first, after re-ask, never: not known" in rules
    kept = json.loads((folder / "summary.json").read_text("utf-8"))["backends"]
    assert kept["m"]["validity"]["answers"]["first"] == 4
    assert kept["rules"]["validity"]["answers"] is None


def test_the_profile_is_kept_and_the_key_is_not(folder: Path) -> None:
    about = json.loads((folder / "run.json").read_text("utf-8"))
    assert about["profiles"]["m"]["model"] == "m"
    assert about["profiles"]["m"]["mode"] == "json"
    assert set(about["profiles"]) == {"m"}
    assert set(about["signatures"]) == {"m", "rules"}
    assert not any(KEY in path.read_text("utf-8") for path in folder.iterdir())
    assert "TEST_KEY" not in json.dumps(about)
