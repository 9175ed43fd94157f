"""From a record to a label to a score, with the commands as a person types them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from giextract.cli import root
from tests.labelling.reports import TEXT, decisions_on, record_of, span_of, write_json, write_report

ALL = {"path": "", "action": "accept"}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(root, list(arguments))
    assert result.exit_code == code, result.output
    return result


def extracted(*names: str) -> None:
    """Reports of these names, each its own, and their records in r.jsonl."""
    paths = [write_report(Path("reports"), name, TEXT.replace("丰泽县", f"{name}县")) for name in names]
    run("extract", *map(str, paths), "-o", "r.jsonl")


def decided(name: str, *decisions: dict[str, Any], reviewer: str = "王敏") -> dict[str, Any]:
    return decisions_on(record_of(Path("reports") / f"{name}.txt"), *decisions, reviewer=reviewer)


def label(path: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(Path(path).read_text("utf-8"))
    return data


def score(suite: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(run("eval", suite, "-b", "rules", "--json").stdout)
    rules: dict[str, Any] = data["backends"]["rules"]
    return rules


def test_from_a_record_to_a_label_to_a_better_founded_score() -> None:
    extracted("永宁", "安平")
    write_json(Path("one.json"), decided("永宁", ALL))
    run("labels", "apply", "one.json", "r.jsonl", "-o", "labels")
    before = score("labels/suite.toml")
    assert before["reports"] == 1
    assert before["headline"]["f1"]["value"] == 1

    wrong = {"path": "/disclosure/by_channel/1", "action": "remove", "note": "not a channel"}
    missed = {
        "path": "/applications/closed_on_time", "action": "set", "state": "stated", "value": 7,
        "printed": "7件", "span": span_of("7件", TEXT.replace("丰泽县", "安平县")),
    }  # fmt: skip
    write_json(Path("two.json"), decided("安平", ALL, wrong, missed))
    result = run("labels", "apply", "two.json", "r.jsonl", "-o", "labels")
    assert "labels/安平.json: 3 decisions\n" in result.stdout
    after = score("labels/suite.toml")
    assert after["reports"] == 2
    assert (after["headline"]["tp"], after["headline"]["fp"], after["headline"]["fn"]) == (
        2 * before["headline"]["tp"] - 1, 1, 1,
    )  # fmt: skip
    made = label("labels/安平.json")["made"]
    assert (made["by"], made["decisions"], made["of"]["path"]) == (["王敏"], 3, "reports/安平.txt")
    assert made["reasons"] == {"/disclosure/by_channel/1": ["not a channel"]}
    run("eval", "lint", "suite", "--suites-folder", "labels")


def test_a_label_that_was_only_started_is_not_scored() -> None:
    extracted("永宁", "安平")
    result = run("labels", "from", "r.jsonl", "-o", "labels")
    assert result.stdout == "labels/永宁.json\nlabels/安平.json\n"
    started = label("labels/永宁.json")
    assert started["values"]["disclosure"]["total"] == 240
    assert started["made"]["by"] == []
    assert "somebody decided on" in run("eval", "labels/suite.toml", code=2).stderr
    assert "only started from a record" in run("eval", "lint", "suite", "--suites-folder", "labels").stdout

    started["made"]["by"] = ["李强"]
    write_json(Path("labels/永宁.json"), started)
    assert score("labels/suite.toml")["reports"] == 1


def test_a_label_stays_whose_it_is() -> None:
    extracted("永宁")
    run("labels", "from", "r.jsonl", "-o", "labels")
    write_json(Path("a.json"), decided("永宁", ALL))
    write_json(Path("b.json"), decided("永宁", ALL, reviewer="李强"))
    run("labels", "apply", "a.json", "r.jsonl", "-o", "labels")
    by_hand = label("labels/永宁.json") | {"also_right": {"/header/issuer": ["林业局"]}, "as_printed": ["/fees: none"]}
    write_json(Path("labels/永宁.json"), by_hand)
    assert "by 王敏" in run("labels", "apply", "b.json", "r.jsonl", "-o", "labels", code=4).stderr
    assert "by 王敏" in run("labels", "from", "r.jsonl", "-o", "labels", code=4).stderr
    run("labels", "apply", "a.json", "r.jsonl", "-o", "labels")
    assert label("labels/永宁.json")["also_right"] == {"/header/issuer": ["林业局"]}
    run("labels", "apply", "b.json", "r.jsonl", "-o", "labels", "--replace")
    assert label("labels/永宁.json")["made"]["by"] == ["李强"]
    assert label("labels/永宁.json")["as_printed"] == ["/fees: none"]


@pytest.mark.parametrize("arguments", [("from",), ("apply", "a.json")])
def test_what_was_changed_by_hand_in_a_started_label_is_not_lost(arguments: tuple[str, ...]) -> None:
    extracted("永宁")
    run("labels", "from", "r.jsonl", "-o", "labels")
    run("labels", "from", "r.jsonl", "-o", "labels")
    write_json(Path("a.json"), decided("永宁", ALL))
    started = label("labels/永宁.json")
    started["values"]["disclosure"]["total"] = 241
    write_json(Path("labels/永宁.json"), started)
    assert "changed by hand" in run("labels", *arguments, "r.jsonl", "-o", "labels", code=4).stderr
    assert label("labels/永宁.json")["values"]["disclosure"]["total"] == 241
    run("labels", *arguments, "r.jsonl", "-o", "labels", "--replace")
    assert label("labels/永宁.json")["values"]["disclosure"]["total"] == 240


@pytest.mark.parametrize("command", [("labels", "apply"), ("review", "--serve", "--reviewer", "王敏", "--decisions")])
def test_records_side_by_side_are_given_in_the_order_in_which_they_were_reviewed(command: tuple[str, ...]) -> None:
    extracted("永宁")
    first = label("r.jsonl")
    write_json(Path("m.json"), first | {"signature": first["signature"] | {"backend": "model@1"}})
    data = decided("永宁", ALL)
    ((report,),) = [data["reports"]]
    report["records"] = [first["signature"]["backend"], "model@1"]
    if "apply" in command:
        write_json(Path("d.json"), data)
        run(*command, "d.json", "r.jsonl", "m.json", "-o", "right")
    else:
        lines = [{"giextract_review": 1, "reviewer": "王敏"}, {**report, "decision": ALL}]
        del lines[1]["decisions"]
        Path("d.json").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    into = ["-o", "labels"] if "apply" in command else []
    assert "model@1 comes first here" in run(*command, "d.json", "m.json", "r.jsonl", *into, code=4).stderr


def test_what_nobody_decided_on_is_told_and_left_out_of_the_score() -> None:
    extracted("永宁")
    write_json(Path("d.json"), decided("永宁", {"path": "/disclosure", "action": "accept"}))
    result = run("labels", "apply", "d.json", "r.jsonl", "-o", "labels")
    assert "scored neither way: /header, /organisation" in result.stdout
    some = score("labels/suite.toml")["headline"]["tp"]
    run("labels", "apply", "d.json", "r.jsonl", "-o", "labels", "--accept-rest")
    assert "optional" not in label("labels/永宁.json")
    assert score("labels/suite.toml")["headline"]["tp"] > some > 0


WRONG = {"path": "/disclosure/total", "action": "set", "state": "stated", "value": 241, "printed": "240条"}


def test_a_report_with_a_wrong_decision_gets_no_label_and_keeps_no_other_from_its_own() -> None:
    extracted("永宁", "安平", "长乐")
    data = decided("永宁", ALL, WRONG, {"path": "/header/year", "action": "set", "state": "stated", "value": -5})
    for name in ("安平", "长乐"):
        data["reports"] += decided(name, ALL)["reports"]
    write_json(Path("d.json"), data)
    result = run("labels", "apply", "d.json", "r.jsonl", "-o", "labels", code=3)
    assert sorted(path.name for path in Path("labels").iterdir()) == ["suite.toml", "安平.json", "长乐.json"]
    assert "reports/永宁.txt: decision 2 (set /disclosure/total): its printed characters ‹240条› state" in result.stderr
    assert "reports/永宁.txt: decision 3 (set /header/year): -5 is below zero" in result.stderr
    assert score("labels/suite.toml")["reports"] == 2
    told = run("labels", "order", "r.jsonl", "-d", "d.json", code=3)
    assert "reports/永宁.txt: decision 2" in told.stderr
    write_json(Path("b.json"), {**data, "reviewer": "李强"})
    assert "n=2 reports" in run("labels", "agreement", "d.json", "b.json", "r.jsonl", code=3).stdout


def test_where_no_report_is_whole_nothing_is_written() -> None:
    extracted("永宁")
    write_json(Path("d.json"), decided("永宁", ALL, WRONG))
    result = run("labels", "apply", "d.json", "r.jsonl", "-o", "labels", code=4)
    assert "reports/永宁.txt: decision 2 (set /disclosure/total)" in result.stderr
    assert not Path("labels").exists()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda data: data.update(reports=[]), "decides nothing"),
        (
            lambda data: data["reports"][0].update(decisions=[{"path": "", "action": "note", "note": "?"}]),
            "decides nothing",
        ),
        (lambda data: data["reports"][0]["decisions"].append({"action": "undo"}), "decides nothing"),
        (lambda data: data["reports"][0].update(sha256="0" * 64), "no record is given"),
        (lambda data: data.pop("giextract_review"), "holds no decisions"),
    ],
)
def test_decisions_that_do_not_belong_to_the_records_are_told(change: Any, told: str) -> None:
    extracted("永宁")
    data = decided("永宁", ALL)
    change(data)
    write_json(Path("d.json"), data)
    assert told in run("labels", "apply", "d.json", "r.jsonl", "-o", "labels", code=4).stderr


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("/nothing/here", 3, "/nothing/here of its record is no field of the schema"),
        ("/disclosure/total/0", 3, "is no field of"),
        ("/disclosure/by_category/*/count", 3, "is no field of|is of another type"),
        ("", 3, "a fact without a path"),
        ("/disclosure/total", "x", "is of another type in the schema annual_report; extract the report again"),
    ],
)
def test_a_record_that_does_not_fit_the_schema_is_told(path: str, value: object, told: str) -> None:
    extracted("永宁")
    write_json(Path("d.json"), decided("永宁", ALL))
    record = json.loads(Path("r.jsonl").read_text("utf-8"))
    next(fact for fact in record["facts"] if fact["path"] == "/disclosure/total").update(path=path, value=value)
    write_json(Path("r.json"), record)
    for command in (["from"], ["apply", "d.json"]):
        stderr = run("labels", *command, "r.json", "-o", "labels", code=4).stderr
        assert re.search(told, stderr)
        assert stderr.count("\n") == 1
    assert not Path("labels").exists()
    assert re.search(told, run("review", "r.json", "--differences", "d.json", "d.json", "-o", "p.html", code=4).stderr)


def test_a_report_that_has_changed_since_is_told() -> None:
    extracted("永宁")
    here = {"path": "/disclosure/total", "action": "accept"}, {
        "path": "/applications/received", "action": "set", "state": "stated", "value": 7, "printed": "7件", "span": [0, 2],
    }  # fmt: skip
    write_json(Path("d.json"), decided("永宁", *here))
    write_report(Path("reports"), "永宁", "another")
    assert "1 span not looked up" in run("labels", "apply", "d.json", "r.jsonl", "-o", "labels").stderr


def in_a_shell(line: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    line = line.replace("giextract", f"{sys.executable} -m giextract", 1)
    return subprocess.run(
        ["bash", "-c", f"{line}; echo ${{PIPESTATUS[0]}} >&2"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )


@pytest.mark.parametrize(("into", "code"), [("| true", 141), ("> /dev/full", 4)])
def test_whoever_takes_nothing_of_what_is_printed_gets_all_labels_and_the_suite(into: str, code: int) -> None:
    extracted("永宁", "安平")
    told = in_a_shell(f"giextract labels from r.jsonl -o labels {into}").stderr
    assert told.endswith(f"{code}\n")
    assert "crashed" not in told
    assert sorted(path.name for path in Path("labels").iterdir()) == ["suite.toml", "安平.json", "永宁.json"]


def test_a_label_that_may_not_be_replaced_stops_all_before_anything_is_written() -> None:
    extracted("永宁", "安平")
    write_json(Path("a.json"), decided("安平", ALL))
    run("labels", "apply", "a.json", "r.jsonl", "-o", "labels")
    before = {path: path.read_bytes() for path in Path("labels").iterdir()}
    assert "by 王敏" in run("labels", "from", "r.jsonl", "-o", "labels", code=4).stderr
    assert {path: path.read_bytes() for path in Path("labels").iterdir()} == before


def test_labels_do_not_go_among_the_reports_but_below_them_they_may() -> None:
    extracted("永宁")
    told = run("labels", "from", "r.jsonl", "-o", "reports", code=4).stderr
    assert "reports holds the reports; give their labels a folder of their own" in told
    assert [path.name for path in Path("reports").iterdir()] == ["永宁.txt"]
    write_json(Path("d.json"), decided("永宁", ALL))
    run("labels", "apply", "d.json", "r.jsonl", "-o", "reports/labels")
    assert score("reports/labels/suite.toml")["reports"] == 1


def test_labels_do_not_join_a_suite_of_other_reports() -> None:
    extracted("永宁")
    run("labels", "from", "r.jsonl", "-o", "labels")
    write_report(Path("others"), "安平", TEXT.replace("丰泽县", "安平县"))
    run("extract", "others/安平.txt", "-o", "o.jsonl")
    told = run("labels", "from", "o.jsonl", "-o", "labels", code=4).stderr
    assert "labels/suite.toml scores reports in reports (.txt), and 安平.txt is none of them" in told
    assert not Path("labels/安平.json").exists()


def test_reports_that_were_moved_are_found_for_the_suite() -> None:
    extracted("永宁")
    write_json(Path("d.json"), decided("永宁", ALL))
    Path("reports").rename("moved")
    run("labels", "apply", "d.json", "r.jsonl", "-o", "labels", "--reports", "moved")
    assert score("labels/suite.toml")["reports"] == 1


def test_an_undo_of_nothing_is_told_and_changes_nothing() -> None:
    extracted("永宁")
    write_json(Path("d.json"), decided("永宁", ALL, {"action": "undo", "of": "nothing-there"}))
    told = run("labels", "apply", "d.json", "r.jsonl", "-o", "labels").stderr
    assert "decision 2 (undo nothing-there) names no earlier decision" in told


@pytest.mark.parametrize("name", ["", " ", "王\n敏", "王" * 201])
def test_a_reviewer_has_a_name(name: str) -> None:
    extracted("永宁")
    told = run("review", "r.jsonl", "-o", "page.html", "--reviewer", name, code=2).output
    assert "1 to 200 characters on one line" in told


def test_reports_of_one_name_need_labels_apart() -> None:
    for folder, name in (("a", "永宁"), ("b", "安平")):
        write_report(Path(folder), "report", TEXT.replace("丰泽县", f"{name}县"))
    run("extract", "a/report.txt", "b/report.txt", "-o", "r.jsonl")
    assert "would have the same label" in run("labels", "from", "r.jsonl", "-o", "labels", code=4).stderr


def test_reports_in_several_folders_get_labels_and_no_suite() -> None:
    write_report(Path("a"), "one")
    write_report(Path("b"), "two", TEXT.replace("丰泽县", "安平县"))
    run("extract", "a/one.txt", "b/two.txt", "-o", "r.jsonl")
    assert "no suite is written" in run("labels", "from", "r.jsonl", "-o", "labels").stderr
    assert not Path("labels/suite.toml").exists()


def test_the_order_of_work_says_what_is_left_once_the_drawn_places_are_decided() -> None:
    extracted("永宁", "安平")
    before = json.loads(run("labels", "order", "r.jsonl", "--format", "json", "--sample", "10").stdout)
    assert before["errors_left"]["value"] is None
    assert "nobody can say yet" in run("labels", "order", "r.jsonl").stdout
    name_to_paths: dict[str, list[str]] = {}
    for one in [*before["doubted"], *before["drawn"]]:
        name_to_paths.setdefault(Path(one["report"]).stem, []).append(one["path"])
    reports = [
        decided(name, *({"path": path, "action": "accept"} for path in paths))["reports"][0]
        for name, paths in name_to_paths.items()
    ]
    write_json(Path("d.json"), {"giextract_review": 1, "reviewer": "王敏", "reports": reports})
    after = json.loads(run("labels", "order", "r.jsonl", "-d", "d.json", "--format", "json", "--sample", "10").stdout)
    assert (after["doubted"], after["drawn"]) == ([], [])
    assert after["errors_left"]["value"] == 0
    assert 0 < after["errors_left"]["high"] < before["errors_left"]["high"]
    assert "errors left: about 0.0, between 0 and" in run("labels", "order", "r.jsonl", "-d", "d.json").stdout
