"""The last release beside today's scores: its records are kept, scored with the labels of the day, and never mixed up."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from giextract.cli import root
from giextract.errors import SuiteError
from giextract.pipeline import extract
from giextract.reading import read
from giextract.record import Fact
from giextract.scoring.outcomes import Scorer
from giextract.scoring.page import page
from giextract.scoring.plot import Row, interval_plot
from giextract.scoring.predictions import Prediction, predicted_values
from giextract.scoring.release import keep_release, load_release, slim
from giextract.scoring.report import report
from giextract.scoring.result import score_predictions
from giextract.scoring.suite import Case, Suite, load_cases, load_suite
from giextract.scoring.yardsticks import release_path
from tests.scoring.desk import EVALS, SCHEMA, record, write_suite

TEXT = "某县2015年政府信息公开工作年度报告\n一、主动公开政府信息情况\n2015年，全县主动公开政府信息100条。\n二、依申请公开情况\n全年共收到政府信息公开申请5件。\n"
LABEL = {"disclosure": {"total": 100}, "applications": {"received": 5}}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(root, ["eval", *map(str, arguments)])


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    return load_suite(str(write_suite(tmp_path / "evals", {f"r{number}": LABEL for number in range(4)}, TEXT)))


def cases_of(suite: Suite) -> list[Case]:
    return load_cases(suite, SCHEMA, read)


def keep(suite: Suite, values: dict[str, Any], backend: str = "a") -> None:
    made = [
        Prediction(case.report, backend, 0, record(values, sha256=case.document.sha256)) for case in cases_of(suite)
    ]
    keep_release(release_path(suite), made, "someone", "what went out to users")


def scored(suite: Suite, backend: str = "a") -> dict[str, Any]:
    made = [Prediction(one.report, backend, 0, record(LABEL, sha256=one.document.sha256)) for one in cases_of(suite)]
    return score_predictions(suite, SCHEMA, cases_of(suite), made).data


def test_a_score_stands_beside_that_of_the_release(suite: Suite) -> None:
    assert "release -" in report(scored(suite))
    keep(suite, {"disclosure": {"total": 100}, "applications": {"received": 6}})
    data = scored(suite)
    row = data["baselines"]["release"]["a"]
    assert (row["f1"], row["version"], row["reports"], row["of"]) == (0.5, "0.1.0", 4, 4)
    lines = report(data).splitlines()
    assert "release 0.1.0 0.500" in next(line for line in lines if line.startswith("F1"))
    assert "release 0.1.0 0." in next(line for line in lines if line.startswith("accuracy"))
    assert "release 0.1.0 a 0.500" in report(scored(suite, "b"))


def test_the_page_marks_it(suite: Suite) -> None:
    keep(suite, {"disclosure": {"total": 100}})
    made = [Prediction(one.report, "a", 0, record(LABEL, sha256=one.document.sha256)) for one in cases_of(suite)]
    assert "release 0.1.0 a" in page(score_predictions(suite, SCHEMA, cases_of(suite), made))


def test_names_in_the_plot_stay_clear_of_the_values_and_of_the_edge() -> None:
    """A mark on the right half has its name before it; a label that has no room is cut, and whole in its title."""
    score = {"value": 0.9, "low": 0.8, "high": 0.95}
    svg = interval_plot([Row("precision replay:evals/replay.jsonl", score, 0, {"low": 0.1, "high": 0.9})], "plot")
    low, high = re.findall(r'<text ([^>]*) class="markname">', svg)
    assert "text-anchor" not in low
    assert 'text-anchor="end"' in high
    assert "precision replay:evals/rep…<title>precision replay:evals/replay.jsonl</title>" in svg


def test_todays_labels_score_it(suite: Suite) -> None:
    keep(suite, {"disclosure": {"total": 101}})
    assert scored(suite)["baselines"]["release"]["a"]["f1"] == 0
    for path in (suite.folder / "labels").glob("*.json"):
        path.write_text(json.dumps({"report": path.stem, "values": {"disclosure": {"total": 101}}}), encoding="utf-8")
    assert scored(suite)["baselines"]["release"]["a"]["f1"] == 1


def test_a_report_that_it_does_not_know_or_that_reads_otherwise_is_left_out_and_told(suite: Suite) -> None:
    keep(suite, LABEL)
    (suite.folder / "reports" / "r0.txt").write_text(TEXT + "附表", encoding="utf-8")
    (suite.folder / "reports" / "r9.txt").write_text(TEXT, encoding="utf-8")
    (suite.folder / "labels" / "r9.json").write_text(json.dumps({"report": "r9", "values": LABEL}), encoding="utf-8")
    assert "release 0.1.0 1.000 (3/5 reports)" in report(scored(suite))


def test_from_the_command_line_it_needs_a_reason_and_leaves_the_baseline_alone(suite: Suite) -> None:
    assert run("bless", suite.path, "--release", "--reason", "good").exit_code != 0
    assert not release_path(suite).exists()
    assert run("bless", suite.path, "--reason", "a first baseline").exit_code == 0
    baseline = (suite.folder / "baselines" / "small.json").read_bytes()
    kept = run("bless", suite.path, "--release", "--reason", "what goes out today")
    assert (kept.exit_code, "release 0.1.0 keeps 4 records of rules" in kept.output) == (0, True)
    assert (suite.folder / "baselines" / "small.json").read_bytes() == baseline
    head = json.loads(release_path(suite).read_text(encoding="utf-8").splitlines()[0])
    assert {"who", "when", "why", "giextract release"} == set(head)
    shown = run(suite.path, "--runs", suite.folder / "runs")
    assert "release 0.1.0 0." in shown.output


def test_a_file_without_its_head_is_refused(suite: Suite) -> None:
    keep(suite, LABEL)
    path = release_path(suite)
    path.write_text("\n".join(path.read_text(encoding="utf-8").splitlines()[1:]), encoding="utf-8")
    with pytest.raises(SuiteError, match="holds no release"):
        load_release(path)


@pytest.mark.parametrize("name", ["b08-yiling", "b10-daxinganling", "d12-xian"])
def test_what_is_kept_scores_as_the_whole_record_does(name: str) -> None:
    (case,) = [one for one in cases_of(load_suite("dev", EVALS)) if one.report == name]
    whole = Prediction(name, "rules", 0, extract(Path(case.document.path)))
    kept = Prediction.from_line(slim(whole).to_line())
    scores = [Scorer(SCHEMA).score(case.label, one) for one in (whole, kept)]
    assert [(slot.path, slot.outcome) for slot in scores[0].slots] == [
        (slot.path, slot.outcome) for slot in scores[1].slots
    ]
    assert scores[0].total == scores[1].total
    assert len(kept.to_line()) < len(whole.to_line()) / 4


def test_what_is_kept_tells_illegible_and_unanswered_from_absent() -> None:
    facts = [
        Fact(path="/disclosure/total", state="illegible", backend="a", check="proved"),
        Fact(path="/applications/received", state="unanswered", backend="a", check="unproved"),
    ]
    kept = Prediction.from_line(slim(Prediction("r", "a", 0, record({}, facts=facts))).to_line())
    assert predicted_values(kept) == {"disclosure": {"total": {"state": "illegible"}}}
    assert kept.unanswered == {"/applications/received"}


def test_a_report_that_no_record_could_be_made_of_is_kept_as_that(suite: Suite) -> None:
    made = [Prediction(case.report, "a", 0, None, "no report", "product") for case in cases_of(suite)]
    keep_release(release_path(suite), made, "someone", "a release that read nothing")
    row = scored(suite)["baselines"]["release"]["a"]
    assert (row["f1"], row["reports"], row["made_by"]) == (0, 4, None)
