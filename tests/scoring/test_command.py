"""`giextract eval` on a small suite, from the command line to exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from giextract.cli import root
from giextract.errors import GiextractError
from tests.scoring.desk import write_suite

TEXT = "某县2015年政府信息公开工作年度报告\n一、主动公开政府信息情况\n2015年，全县主动公开政府信息100条。\n二、依申请公开情况\n全年共收到政府信息公开申请5件。\n"
GOOD = {"disclosure": {"total": 100}, "applications": {"received": 5}}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(root, ["eval", *map(str, arguments)])


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    return write_suite(tmp_path / "evals", {f"r{number}": GOOD for number in range(8)}, TEXT)


def test_a_suite_is_run_kept_scored_again_and_compared(suite: Path, tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    first = run(suite, "--runs", runs)
    assert first.exit_code == 0, first.output
    assert "F1 non-trivial" in first.output
    (folder,) = runs.iterdir()
    before = (folder / "summary.json").read_bytes()
    again = run("score", "last", "--runs", runs, "--json")
    assert again.exit_code == 0, again.output
    assert (folder / "summary.json").read_bytes() == before
    assert json.loads(again.stdout) == json.loads(before)
    both = run("run", suite, "-b", "oracle", "-b", "all_absent", "--runs", runs)
    assert "rules" in both.output
    assert "oracle is better than all_absent" in both.output
    run(suite, "-b", "oracle", "--runs", runs)
    side = run("score", folder, "--against", "last", "--runs", runs, "-o", tmp_path / "side.html")
    assert side.exit_code == 0, side.output
    assert "2:oracle" in (tmp_path / "side.html").read_text(encoding="utf-8")


def test_a_run_that_broke_off_is_resumed(suite: Path, tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    run(suite, "--runs", runs)
    (folder,) = runs.iterdir()
    kept = folder / "predictions.jsonl"
    kept.write_text("".join(kept.read_text().splitlines(keepends=True)[:3]) + '{"backend"')
    resumed = run(suite, "--runs", runs, "--resume", "last")
    assert resumed.exit_code == 0, resumed.output
    assert "8/8 reports" in resumed.output


def test_a_run_that_is_interrupted_says_how_to_go_on(
    suite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    runs = tmp_path / "runs"
    with monkeypatch.context() as patched:
        patched.setattr("giextract.scoring.runs.predict", interrupted)
        told = run(suite, "--runs", runs)
    (folder,) = runs.iterdir()
    assert told.exit_code != 0
    assert f"--resume {folder} goes on" in told.stderr
    assert run(suite, "--runs", runs, "--resume", folder).exit_code == 0


@pytest.mark.parametrize("report", ["年度报告 2015", "2015 (2)", "a  b", "<b>&'x'"])
def test_a_report_may_be_called_anything_that_a_file_is(tmp_path: Path, report: str) -> None:
    suite = write_suite(tmp_path / "evals", {report: {"disclosure": {"total": 777}}}, TEXT)
    both = run(suite, "-b", "rules", "-b", "all_absent", "--runs", tmp_path / "runs")
    assert both.exit_code == 0, both.output
    assert "all_absent against rules" in both.stdout
    assert run("bless", suite, "--reason", "first scores of this suite").exit_code == 0
    assert run("gate", suite).exit_code == 0
    assert run("score", "last", "--runs", tmp_path / "runs").exit_code == 0


def test_the_gate_blocks_until_blessed_and_blocks_a_planted_regression(
    suite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("gate", suite).exit_code == 5
    blessed = run("bless", suite, "--reason", "first scores of this suite")
    assert blessed.exit_code == 0, blessed.output
    passed = run("gate", suite)
    assert (passed.exit_code, passed.output.splitlines()[0]) == (0, "gate pass: rules")
    from giextract.backends.rules import RulesBackend

    monkeypatch.setattr(RulesBackend, "fill", lambda *_: [])
    blocked = run("gate", suite)
    assert (blocked.exit_code, blocked.output.splitlines()[0]) == (5, "gate blocked: rules")
    assert "r0 /disclosure/total" in blocked.output


def test_a_suite_whose_reports_are_elsewhere_is_skipped_saying_so(tmp_path: Path) -> None:
    path = tmp_path / "away.toml"
    path.write_text('name = "away"\nreports = "nowhere"\nlabels = "nowhere"\n')
    for arguments, code in (
        ([path], 0),
        (["gate", path], 3),
        (["lint", path], 0),
        (["bless", path, "--reason", "x" * 20], 3),
    ):
        result = run(*arguments)
        assert result.exit_code == code
        assert "suite away is skipped" in result.output
    said = json.loads(run(path, "--json").stdout)
    assert (said["suite"], "not on this machine" in said["skipped"]) == ("away", True)


def test_usage_errors_and_unknown_suites(tmp_path: Path) -> None:
    assert run("no-such-suite").exit_code == 2
    assert run("--no-such-option").exit_code == 2
    assert run("bless", tmp_path / "x.toml").exit_code == 2
    assert "score" in run("--help").output


def test_to_lint_a_folder_without_suites_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "strata.toml").write_text("")
    result = run("lint", "--suites-folder", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there are no suites in" in str(result.exception) + result.stderr


def test_to_lint_a_suite_without_labels_is_an_error(suite: Path) -> None:
    suite.write_text(f'include = ["x*"]\n{suite.read_text("utf-8")}', encoding="utf-8")
    result = run("lint", suite)
    assert (result.exit_code, "suite small has no labels that fit x*" in result.stdout) == (4, True)


@pytest.mark.parametrize(
    ("where", "content", "command"),
    [
        ("small.toml", 'prompts = ["nosuch.md"]\n', ["run"]),
        ("small.toml", "formats = []\n", ["run"]),
        ("small.toml", "epochs = 1000000\n", ["run"]),
        ("baselines/small.release.jsonl", "x", ["run"]),
        ("baselines/small.json", "x", ["gate"]),
        ("about", "", ["bless", "--reason", " "]),
    ],
)
def test_what_cannot_be_scored_or_judged_is_said_before_any_backend_is_asked(
    suite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, content: str, command: list[str]
) -> None:
    path = suite.parent / where
    path.parent.mkdir(exist_ok=True)
    path.write_text(content + (suite.read_text("utf-8") if path == suite else ""), encoding="utf-8")
    asked: list[object] = []
    monkeypatch.setattr("giextract.scoring.runs.predict", lambda *said: asked.append(said))
    runs = ["--runs", tmp_path / "runs"] if command == ["run"] else []
    result = run(command[0], suite, *command[1:], *runs)
    assert isinstance(result.exception, SystemExit | GiextractError), result.exception
    assert (result.exit_code, asked, list(tmp_path.glob("runs/*"))) == (2, [], [])


def test_lint_lists_what_is_wrong(suite: Path) -> None:
    path = suite.parent / "labels" / "r1.json"
    path.write_text(json.dumps({"report": "r1", "values": {"disclosure": {"total": 777}, "nothing": {"x": 1}}}))
    result = run("lint", suite)
    assert result.exit_code == 4
    assert "r1: /nothing/x is no field" in result.output
    assert "/disclosure/total 777 does not occur" in result.output


def test_an_issuer_in_two_suites_is_told_unless_one_is_a_part_of_the_other(suite: Path) -> None:
    for path in (suite.parent / "labels").glob("*.json"):
        values = GOOD | {"header": {"issuer": f"某县{'甲' if path.stem < 'r4' else '乙'}局"}}
        path.write_text(json.dumps({"report": path.stem, "values": values}), encoding="utf-8")
    for name, include in {"left": "r[0-4]", "right": "r[5-7]", "part": "r[0-1]"}.items():
        (suite.parent / f"{name}.toml").write_text(f'include = ["{include}"]\n', encoding="utf-8")
    assert "share issuers" not in run("lint", suite, suite.parent / "left.toml", suite.parent / "part.toml").output
    told = run("lint", suite.parent / "left.toml", suite.parent / "right.toml")
    assert (told.exit_code, "suites left and right share issuers: 某县乙局" in told.output) == (4, True)


def test_agreement_is_printed_with_what_has_no_reason(suite: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    for path in (suite.parent / "labels").glob("*.json"):
        data = json.loads(path.read_text())
        if path.stem == "r3":
            data["values"]["disclosure"]["total"] = 101
        (second / path.name).write_text(json.dumps(data))
    reasons = tmp_path / "reasons.toml"
    result = run("agreement", suite.parent / "labels", second, "--reasons", reasons, "--differences")
    assert "1 differences, 1 without a reason yet" in result.output
    assert "r3 /disclosure/total" in result.output
    reasons.write_text('[["r3"]]\npath = "/disclosure/total"\nwhy = "a slip of the second labeller"\n')
    again = run("agreement", suite.parent / "labels", second, "--reasons", reasons, "--differences")
    assert "1 differences, 0 without a reason yet" in again.output
    assert "only one labelling" not in again.output
    (second / "r5.json").unlink()
    fewer = run("agreement", suite.parent / "labels", second)
    assert "not compared, for only one labelling has them: r5" in fewer.output
    assert "n=7 reports" in fewer.output


def test_a_backend_may_be_helped_and_unknown_help_is_refused(suite: Path, tmp_path: Path) -> None:
    helped = run(suite, "-b", "rules+oracle_route", "-b", "rules+oracle_text", "--runs", tmp_path / "runs")
    assert helped.exit_code == 0, helped.output
    assert "+oracle_route" in helped.output
    assert run(suite, "-b", "rules+magic", "--runs", tmp_path / "runs").exit_code == 2
