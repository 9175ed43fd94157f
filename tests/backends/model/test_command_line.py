"""The subcommands around models, and what an interrupt leaves behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from werkzeug import Request, Response

from giextract.cli import root
from tests.backends.model.conftest import KEY, Script, fails, says

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "giextract" / "sample" / "report.txt"


@pytest.fixture
def command(script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setenv("TEST_KEY", KEY)
    Path("giextract.toml").write_text(
        f'[backends.m]\nbase_url = "{script.url}"\nmodel = "m"\napi_key_env = "TEST_KEY"\nprice_in = 1\nprice_out = 2\n',
        "utf-8",
    )
    return lambda *arguments: CliRunner().invoke(root, [str(one) for one in arguments])


def test_backends_lists_and_checks(command: Any, script: Script) -> None:
    assert f"m at {script.url}, json, priced" in command("backends").stdout
    script.steps = [says('{"total": "1|x"}'), fails(400, "no tools here"), says('{"total": "1|x"}'), says("hm")]
    result: Result = command("backends", "check", "m")
    assert result.exit_code == 0
    assert [line[:18].split() for line in result.stdout.splitlines()] == [
        ["*", "json", "yes"], ["tools", "no"], ["json_schema", "yes"], ["md_json", "no"]
    ]  # fmt: skip
    assert "USD" in result.stdout
    script.steps = [fails(401, f"bad key {KEY}")]
    result = command("backends", "check", "m")
    assert result.exit_code == 4
    assert KEY not in result.output
    assert len(result.stdout.splitlines()) == 1


def test_the_shipped_profiles_are_right(command: Any) -> None:
    from giextract.backends.model import Profile

    text = command("backends", "example").stdout
    tables = tomllib.loads(
        "\n".join(line.removeprefix("# ") for line in text.splitlines() if "=" in line or "[" in line)
    )
    assert set(tables["backends"]) == {"openai", "deepseek", "qwen", "kimi", "glm", "ollama", "vllm", "llama_cpp"}
    for table in tables["backends"].values():
        Profile(**table)


def test_estimate_sends_nothing(command: Any, script: Script) -> None:
    result = command("estimate", SAMPLE, "-b", "m", "--format", "json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert told["requests"] >= 3
    assert float(told["cost"]) > 0
    assert script.bodies == []


def test_cache_info_verify_clear(command: Any, script: Script) -> None:
    script.steps = [says("{}")]
    assert command("extract", SAMPLE, "-b", "m", "--format", "json").exit_code == 0
    assert " entries" in command("cache", "info").stdout
    assert "0 damaged" in command("cache", "verify").stdout
    assert command("cache", "clear", "--yes").exit_code == 0
    assert "empty" in command("cache", "info").stdout or " 0 entries" in command("cache", "info").stdout


def test_no_secret_leaves(command: Any, script: Script, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    script.steps = [fails(401, f"Incorrect API key provided: {KEY}")]
    with caplog.at_level("DEBUG"):
        result = command("extract", SAMPLE, "-b", "m", "--format", "json", "--record", "kept.jsonl")
    assert result.exit_code == 4
    assert KEY not in result.output + caplog.text + command("config").output
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert KEY.encode() not in path.read_bytes(), path


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_an_interrupt_ends_cleanly_and_what_is_done_is_kept(command: Any, script: Script) -> None:
    assert command is not None
    answered = 0

    def step(request: Request, body: dict[str, Any]) -> Response:
        nonlocal answered
        answered += 1
        if answered > 2:
            time.sleep(20)
        return says("{}")(request, body)

    script.steps = [step]
    arguments = [sys.executable, "-m", "giextract", "extract", str(SAMPLE), "-b", "m", "--format", "json"]
    process = subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    while answered < 3:
        time.sleep(0.05)
    time.sleep(0.5)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=15)
    assert time.monotonic() - began < 5
    assert process.returncode == 130, said
    assert b"Traceback" not in said
    from giextract.backends.model.cache import AnswerCache

    cache = AnswerCache(Path(os.environ["XDG_CACHE_HOME"]) / "giextract")
    assert cache.info()[0] >= 2
    cache.close()
