"""A run is scored against what it was asked; whatever is gone, damaged or has changed since is said, and never costs nothing."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from giextract.cli import root
from tests.scoring.desk import write_suite

TEXT = "某县2015年政府信息公开工作年度报告\n一、主动公开政府信息情况\n2015年，全县主动公开政府信息100条。\n二、依申请公开情况\n全年共收到政府信息公开申请5件。\n"
GOOD = {"disclosure": {"total": 100}, "applications": {"received": 5}}


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(root, ["eval", *map(str, arguments)])
    assert not isinstance(result.exception, Exception) or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    return write_suite(tmp_path / "evals", {f"r{number}": GOOD for number in range(8)}, TEXT, baselines=["all_absent"])


@pytest.fixture
def folder(suite: Path, tmp_path: Path) -> Path:
    """A finished run of two backends."""
    assert run(suite, "-b", "rules", "-b", "all_absent", "--runs", tmp_path / "runs").exit_code == 0
    (kept,) = (tmp_path / "runs").iterdir()
    return kept


def edit(path: Path, change: Any) -> None:
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(change(lines)) + "\n", encoding="utf-8")


def of(line: str, backend: str, *reports: str) -> bool:
    data = json.loads(line)
    return data["backend"] == backend and (not reports or data["report"] in reports)


class TestScoring:
    def test_a_run_that_was_cut_off_is_incomplete_and_names_what_is_missing(self, folder: Path) -> None:
        edit(folder / "predictions.jsonl", lambda lines: [line for line in lines if not of(line, "rules", "r3", "r5")])
        result = run("score", folder)
        assert result.exit_code == 3
        assert "rules: 2 predictions are missing: r3, r5" in result.stderr
        assert "rules: 2 predictions are missing: r3, r5" in result.stdout
        assert "6/8 reports" in result.stdout
        said = json.loads(run("score", folder, "--json").stdout)
        assert said["backends"]["rules"]["missing"] == ["r3", "r5"]
        assert said["backends"]["all_absent"]["missing"] == []

    def test_a_backend_of_which_nothing_is_left_is_still_one_that_was_asked(self, folder: Path) -> None:
        edit(folder / "predictions.jsonl", lambda lines: [line for line in lines if of(line, "all_absent")])
        result = run("score", folder)
        assert result.exit_code == 3
        assert "rules: 8 predictions are missing" in result.stderr
        assert "giextract eval  rules  0/8 reports" in result.stdout

    def test_every_epoch_is_asked_for(self, suite: Path, tmp_path: Path) -> None:
        run(suite, "-b", "oracle", "--epochs", 2, "--runs", tmp_path / "runs")
        (folder,) = (tmp_path / "runs").iterdir()
        edit(folder / "predictions.jsonl", lambda lines: lines[:-1])
        result = run("score", folder)
        assert (result.exit_code, "r7 epoch 2" in result.stderr) == (3, True)

    def test_a_comparison_that_cannot_be_made_is_said_with_its_reason(self, folder: Path) -> None:
        assert "all_absent against rules:" in run("score", folder).stdout.replace("rules is better", "")
        edit(folder / "predictions.jsonl", lambda lines: [line for line in lines if not of(line, "all_absent", "r3")])
        result = run("score", folder)
        assert "all_absent against rules is not compared: all_absent is scored on 7 of 8 reports" in result.stdout
        assert (result.exit_code, json.loads(run("score", folder, "--json").stdout)["comparisons"]) == (3, [])

    @pytest.mark.parametrize(
        ("other", "named"),
        [
            ({"backend": "ghost"}, "ghost on r0, epoch 1"),
            ({"report": "r8"}, "rules on r8, epoch 1"),
            ({"epoch": 7}, "rules on r0, epoch 8"),
        ],
    )
    def test_what_the_run_was_not_asked_for_is_left_out_and_said(
        self, folder: Path, other: dict[str, Any], named: str
    ) -> None:
        whole = run("score", folder).stdout
        edit(folder / "predictions.jsonl", lambda lines: [*lines, json.dumps(json.loads(lines[0]) | other)])
        result = run("score", folder)
        assert (result.exit_code, result.stdout) == (3, whole)
        assert f"line 17 is left out, for the run was not asked for it: {named}" in result.stderr

    def test_errors_of_the_machinery_are_said_for_one_backend_too(self, suite: Path, tmp_path: Path) -> None:
        run(suite, "-b", "rules", "--runs", tmp_path / "runs")
        (folder,) = (tmp_path / "runs").iterdir()
        fault = {"record": None, "failure": "cannot be reached", "to_blame": "machinery"}
        edit(folder / "predictions.jsonl", lambda lines: [json.dumps(json.loads(lines[0]) | fault), *lines[1:]])
        result = run("score", folder)
        assert result.exit_code == 3
        assert "rules: 2 slots are errors of the machinery" in result.stderr
        assert "rules: 2 slots are errors of the machinery" in result.stdout

    def test_a_damaged_line_is_said_with_its_number(self, folder: Path) -> None:
        edit(folder / "predictions.jsonl", lambda lines: [*lines[:2], lines[2][: len(lines[2]) // 2], *lines[3:]])
        result = run("score", folder)
        assert (result.exit_code, "predictions.jsonl line 3 is damaged" in result.stderr) == (3, True)
        assert "rules: 1 prediction is missing: r2" in result.stderr

    def test_a_damaged_line_is_asked_again_by_resume(self, suite: Path, folder: Path) -> None:
        before = (folder / "predictions.jsonl").read_bytes()
        edit(folder / "predictions.jsonl", lambda lines: [*lines[:2], "{" + lines[2], *lines[3:]])
        resumed = run(suite, "-b", "rules", "-b", "all_absent", "--resume", folder)
        assert (resumed.exit_code, "line 3 is damaged" in resumed.stderr) == (0, True)
        assert len((folder / "predictions.jsonl").read_bytes().splitlines()) == len(before.splitlines())
        assert run("score", folder).exit_code == 0

    def test_a_label_that_is_gone_is_said(self, suite: Path, folder: Path) -> None:
        (suite.parent / "labels" / "r4.json").unlink()
        result = run("score", folder)
        assert result.exit_code == 3
        assert "rules: asked, but without a label today and so not scored: r4" in result.stderr
        assert "7/8 reports" in result.stdout

    def test_a_label_that_is_newer_than_the_run_is_said(self, suite: Path, folder: Path) -> None:
        for part, end in (("labels", "json"), ("reports", "txt")):
            new = suite.parent / part / f"r9.{end}"
            shutil.copy(suite.parent / part / f"r1.{end}", new)
            new.write_text(new.read_text("utf-8").replace('"r1"', '"r9"'), encoding="utf-8")
        result = run("score", folder)
        assert (result.exit_code, "labelled since the run began, and never asked: r9" in result.stderr) == (3, True)

    def test_where_it_is_scored_from_and_where_it_was_moved_to_change_nothing(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path / "elsewhere")
        first = run("score", folder)
        assert first.exit_code == 0, first.output
        for name in ("evals", "runs"):
            (tmp_path / name).rename(tmp_path / "elsewhere" / name)
        moved = run("score", Path("runs") / folder.name)
        assert (moved.exit_code, moved.stdout) == (0, first.stdout)
        (tmp_path / "elsewhere" / "evals" / "small.toml").unlink()
        assert "is no longer at" in run("score", Path("runs") / folder.name).stderr

    def test_a_relative_suite_is_found_from_any_folder(
        self, suite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert run("run", "evals/small.toml", "-b", "oracle", "--runs", "mine").exit_code == 0
        (folder,) = (tmp_path / "mine").iterdir()
        monkeypatch.chdir("/")
        assert run("score", folder).exit_code == 0
        assert os.fspath(suite) in json.loads((folder / "run.json").read_text("utf-8"))["suite_path"]

    def test_two_runs_side_by_side_are_both_held_to_what_they_were_asked(
        self, suite: Path, folder: Path, tmp_path: Path
    ) -> None:
        run(suite, "-b", "rules", "--runs", tmp_path / "more")
        (other,) = (tmp_path / "more").iterdir()
        assert run("score", folder, "--against", other).exit_code == 0
        edit(other / "predictions.jsonl", lambda lines: lines[1:])
        result = run("score", folder, "--against", other)
        assert (result.exit_code, "2:rules: 1 prediction is missing: r0" in result.stderr) == (3, True)


class TestResuming:
    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ('sections = ["disclosure"]', "sections"),
            ("seed = 7", "seed"),
            ('exclude = ["r7"]', "it no longer has r7"),
        ],
    )
    def test_a_suite_that_has_changed_is_refused(self, suite: Path, folder: Path, line: str, said: str) -> None:
        suite.write_text(f"{line}\n{suite.read_text('utf-8')}", encoding="utf-8")
        result = run(suite, "-b", "rules", "-b", "all_absent", "--resume", folder)
        assert (result.exit_code, said in result.stderr, "start a new one" in result.stderr) == (2, True, True)

    def test_more_reports_than_the_run_was_asked_are_refused(self, suite: Path, folder: Path) -> None:
        suite.write_text(f'exclude = ["r7"]\n{suite.read_text("utf-8")}', encoding="utf-8")
        run(suite, "-b", "oracle", "--runs", folder.parent)
        suite.write_text(suite.read_text("utf-8").split("\n", 1)[1], encoding="utf-8")
        assert "it has r7 more" in run(suite, "-b", "oracle", "--resume", "last", "--runs", folder.parent).stderr

    def test_a_text_that_has_changed_is_refused_by_name(self, suite: Path, folder: Path) -> None:
        report = suite.parent / "reports" / "r6.txt"
        report.write_text(report.read_text("utf-8") + "一行。\n", encoding="utf-8")
        result = run(suite, "-b", "rules", "-b", "all_absent", "--resume", folder)
        assert (result.exit_code, "1 report is changed since: r6" in result.stderr) == (2, True)

    def test_one_that_was_told_the_labels_is_not_resumed_over_others(self, suite: Path, tmp_path: Path) -> None:
        run(suite, "-b", "oracle", "--runs", tmp_path / "told")
        label = suite.parent / "labels" / "r1.json"
        label.write_text(label.read_text("utf-8").replace("100", "101"), encoding="utf-8")
        result = run(suite, "-b", "oracle", "--resume", "last", "--runs", tmp_path / "told")
        assert (result.exit_code, "oracle was told the old" in result.stderr) == (2, True)


class TestGate:
    @pytest.fixture(autouse=True)
    def blessed(self, suite: Path) -> None:
        assert run("bless", suite, "--reason", "first scores of this suite").exit_code == 0
        assert run("gate", suite).exit_code == 0

    def test_nothing_judged_is_no_pass(self, suite: Path) -> None:
        plain = suite.read_text("utf-8")
        suite.write_text(plain.replace('backends = ["rules"]', "backends = []"), encoding="utf-8")
        result = run("gate", suite)
        assert (result.exit_code, result.stdout) == (3, "gate incomplete: no backend was judged\n")
        assert run(suite).exit_code == 2
        suite.write_text(plain, encoding="utf-8")
        shutil.rmtree(suite.parent / "labels")
        result = run("gate", suite)
        assert (result.exit_code, result.stdout.splitlines()[0]) == (3, f"gate incomplete: {suite}")

    def test_labels_that_are_gone_are_no_pass(self, suite: Path) -> None:
        (suite.parent / "labels" / "r4.json").unlink()
        assert run("gate", suite).exit_code == 5
        for label in (suite.parent / "labels").iterdir():
            label.unlink()
        result = run("gate", suite)
        assert (result.exit_code, "has no labels" in result.stderr) == (2, True)

    def test_another_choice_of_sections_does_not_compare(self, suite: Path) -> None:
        suite.write_text(f'sections = ["applications"]\n{suite.read_text("utf-8")}', encoding="utf-8")
        result = run("gate", suite)
        assert result.exit_code == 5
        assert "the suite looks at sections applications, the baseline's all" in result.stdout

    def test_a_section_nobody_knows_is_refused_in_one_line(self, suite: Path) -> None:
        suite.write_text(f'sections = ["nosuch"]\n{suite.read_text("utf-8")}', encoding="utf-8")
        for arguments in ([suite], ["gate", suite], ["bless", suite, "--reason", "a reason to change it"]):
            result = run(*arguments)
            assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
            assert "sections: nosuch is not in the schema annual_report; it has header, " in result.stderr
        assert "sections: nosuch is not in the schema" in run("lint", suite).stdout

    def test_another_text_does_not_compare(self, suite: Path) -> None:
        report = suite.parent / "reports" / "r6.txt"
        report.write_text(report.read_text("utf-8") + "\n", encoding="utf-8")
        result = run("gate", suite)
        assert (result.exit_code, "labels or texts of the reports are" in result.stdout) == (5, True)


def test_the_text_of_a_report_is_part_of_the_signature(suite: Path, tmp_path: Path) -> None:
    seen = set()
    for more in ("", " "):
        report = suite.parent / "reports" / "r6.txt"
        report.write_text(TEXT + more, encoding="utf-8")
        said = json.loads(run(suite, "-b", "all_absent", "--runs", tmp_path / "runs", "--json").stdout)
        seen.add(said["labels"])
    assert len(seen) == 2
