"""The worked example of another kind of document: proofs and states, with no other file than the schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from giextract.cli import root
from giextract.record import Record
from tests.backends.model.conftest import Script, says

Run = Callable[..., Record]
ROOT = Path(__file__).parents[3]
ANSWER = {
    "award": {
        "project": "1|«临河县中心医院检验设备采购项目»中标公告",
        "number": "2|LHCG-2023-0417",
        "opened_on": "3|2023年5月16日",
        "winner": "6|临河康泰医疗器械有限公司",
        "lots": "5|本项目共分2个",
        "complaints": "11|公示期内未收到质疑",
        "bidders": ["8|临河康泰医疗器械有限公司|486500元", "9|宁州博瑞仪器有限公司|492300元"],
    }
}


def test_the_example_runs_from_the_command_line(
    script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    Path("giextract.toml").write_text(f'[backends.m]\nbase_url = "{script.url}"\nmodel = "m"\n', "utf-8")
    script.steps = [says(ANSWER)]
    text, schema = ROOT / "examples" / "contract_notice.txt", ROOT / "examples" / "contract_notice.py"
    arguments = ["extract", str(text), "--schema", f"{schema}:Award", "-b", "m", "--format", "json"]
    result = CliRunner().invoke(root, [*arguments, "--record", "kept.jsonl"])
    assert result.exit_code == 0, result.output
    record = json.loads(result.stdout)
    assert record["status"] == "complete"
    shown = (ROOT / "docs" / "custom-schemas.md").read_text("utf-8").partition('"values": ')[2].partition("\n\n")[0]
    assert record["values"] == json.loads(shown)
    source = text.read_text("utf-8")
    for fact in record["facts"]:
        assert fact["check"] == "proved"
        assert source[slice(*fact["span"])] == fact["printed"]
    again = CliRunner().invoke(root, [*arguments[:-3], "replay:kept.jsonl", *arguments[-2:]])
    assert again.exit_code == 0, again.output
    assert json.loads(again.stdout)["values"] == record["values"]
    assert len(script.bodies) == 1
