"""Two reviewers who have not seen each other's work: agreement, differences, and what a third one settles with reasons."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from giextract.cli import root
from giextract.record import Record
from tests.labelling.reports import decisions_on, record_of, span_of, write_json, write_report

ALL = {"path": "", "action": "accept"}
TOTAL = {
    "path": "/disclosure/total", "action": "set", "state": "stated", "value": 201,
    "printed": "201条", "span": span_of("201条"),
}  # fmt: skip
NO_FIRST = {"path": "/disclosure/by_category/0", "action": "remove"}
CLOSED = {"path": "/applications/closed", "action": "set", "state": "stated", "value": 7}
GAZETTE = {"path": "/disclosure/by_channel", "action": "add", "value": {"name": "公报", "count": 1}}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def record() -> Record:
    made = record_of(write_report(Path("reports")))
    Path("r.json").write_text(made.to_json(), "utf-8")
    return made


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(root, list(arguments))
    assert result.exit_code == code, result.output
    return result


def two(record: Record, first: list[dict[str, Any]], second: list[dict[str, Any]]) -> None:
    write_json(Path("a.json"), decisions_on(record, *first, reviewer="王敏"))
    write_json(Path("b.json"), decisions_on(record, *second, reviewer="李强"))


def settled(record: Record, *decisions: dict[str, Any]) -> None:
    write_json(Path("s.json"), decisions_on(record, *decisions, reviewer="赵琳"))


def label(path: str = "labels/linye.json") -> dict[str, Any]:
    data: dict[str, Any] = json.loads(Path(path).read_text("utf-8"))
    return data


def line_of(page: str) -> dict[str, Any]:
    """What a page of one report says of it before it is opened."""
    index = re.search(r'id="index">(.*?)</script>', Path(page).read_text("utf-8"), re.DOTALL)
    assert index is not None
    (line,) = json.loads(index[1])["reports"]
    found: dict[str, Any] = line
    return found


def names(data: dict[str, Any], key: str = "by_category") -> list[str]:
    return [item["name"] for item in data["values"]["disclosure"][key]]


@pytest.mark.parametrize("as_labels", [False, True])
def test_agreement_and_every_difference_are_told(record: Record, as_labels: bool) -> None:
    two(record, [ALL, TOTAL, NO_FIRST, CLOSED], [ALL, CLOSED, GAZETTE])
    sources = ["a.json", "b.json", "r.json"]
    if as_labels:
        run("labels", "apply", "a.json", "r.json", "-o", "a")
        run("labels", "apply", "b.json", "r.json", "-o", "b")
        sources = ["a", "b"]
    told = run("labels", "agreement", *sources, "--differences").stdout
    assert told.startswith("王敏 and 李强\nagreement 0.895 as the values stand\n")  # 17 of 18 and 17 of 20 slots
    assert re.search(r"^  applications +1\.000", told, re.MULTILINE)
    assert "3 differences" in told
    assert "  linye /disclosure/total : 201 | 240\n" in told
    assert ("of the 6 places that either changed, they agree on 1" in told) is not as_labels


def renamed(
    index: int, name: str, count: int | None = None, path: str = "/disclosure/by_category"
) -> list[dict[str, Any]]:
    """An item typed anew, without a proof."""
    parts = {"name": name} if count is None else {"name": name, "count": count}
    return [
        {"path": f"{path}/{index}/{part}", "action": "set", "state": "stated", "value": value}
        for part, value in parts.items()
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([TOTAL, NO_FIRST], [GAZETTE]),
        (renamed(1, "工作 动态类信息。"), []),
        (renamed(0, "政策法规类", 13), []),
        (renamed(0, "政策法规类", 12), renamed(0, "政策法规", 12)),
        (renamed(0, "财政信息"), []),
        ([*renamed(0, "工作动态类信息", 208), *renamed(1, "政策法规类信息", 12)], []),
        ([NO_FIRST, {"path": "/disclosure/by_category", "action": "add", "value": {"name": "政策法规类信息", "count": 12}}], []),
        ([GAZETTE], [{"path": "/disclosure/by_channel", "action": "add", "value": {"name": "公报"}}]),
        ([GAZETTE], [{"path": "/disclosure/by_channel", "action": "add", "value": {"name": "公 报", "count": 1, "percent": None}}]),
        ([{"path": "/organisation/rules", "action": "add", "value": "《公开办法》"}], [{"path": "/organisation/rules", "action": "add", "value": "公开办法"}]),
    ],
)  # fmt: skip
def test_the_page_to_settle_on_shows_the_differences_that_agreement_counts(
    record: Record, first: list[dict[str, Any]], second: list[dict[str, Any]]
) -> None:
    two(record, [ALL, *first], [ALL, *second])
    told = run("labels", "agreement", "a.json", "b.json", "r.json").stdout
    run("review", "r.json", "--differences", "a.json", "b.json", "-o", "page.html")
    line = line_of("page.html")
    slots = {re.sub(r"(/[0-9]+)/.*", r"\1", path) for path, reasons in line["doubts"] if "difference" in reasons}
    assert f"{len(slots)} differences" in told, (slots, told)


def test_what_one_of_them_did_not_decide_on_is_not_compared(record: Record) -> None:
    disclosure = {"path": "/disclosure", "action": "accept"}
    two(record, [disclosure, TOTAL], [ALL])
    told = run("labels", "agreement", "a.json", "b.json", "r.json", "--differences").stdout
    assert "1 differences" in told
    assert re.search(r"^  disclosure ", told, re.MULTILINE)
    assert not re.search(r"^  header ", told, re.MULTILINE)
    told = run("labels", "agreement", "a.json", "b.json", "r.json", "--accept-rest").stdout
    assert re.search(r"^  header ", told, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["a.json", "b.json"], 2, "name the records"),
        (["a.json", "./a.json", "r.json"], 2, "given twice"),
        (["a.json", "c.json", "r.json"], 4, "no report in common"),
        (["a.json", "empty", "r.json"], 4, "holds no labels that somebody decided on"),
        (["a.json", "drafts", "r.json"], 4, "holds no labels that somebody decided on"),
    ],
)
def test_what_cannot_be_compared_is_told(record: Record, arguments: list[str], code: int, told: str) -> None:
    two(record, [ALL], [ALL])
    write_json(Path("c.json"), decisions_on(record, reviewer="李强"))
    Path("empty").mkdir()
    run("labels", "from", "r.json", "-o", "drafts")
    assert told in run("labels", "agreement", *arguments, code=code).stderr


def test_a_third_is_not_asked_about_what_both_call_illegible(record: Record) -> None:
    illegible = {"path": "/applications/received", "action": "set", "state": "illegible"}
    two(record, [ALL, illegible, TOTAL], [ALL, illegible])
    run("review", "r.json", "--differences", "a.json", "b.json", "-o", "page.html")
    line = line_of("page.html")
    assert line["doubts"] == [["/disclosure/total", ["difference"]]]


def test_what_was_settled_holds_for_the_two_in_their_order_alone(record: Record) -> None:
    two(record, [ALL, NO_FIRST], [ALL])
    settled(record, {"path": "/disclosure/by_category/0", "action": "accept", "backend": "王敏@review"})
    data = json.loads(Path("s.json").read_text("utf-8"))
    data["reports"][0]["records"] = ["王敏@review", "李强@review"]
    write_json(Path("s.json"), data)
    told = run("labels", "settle", "s.json", "b.json", "a.json", "r.json", "-o", "labels", code=4).stderr
    assert "李强@review comes first here" in told
    assert not Path("labels").exists()
    run("labels", "settle", "s.json", "a.json", "b.json", "r.json", "-o", "labels", code=3)


def test_one_person_twice_is_told(record: Record) -> None:
    two(record, [ALL], [ALL])
    write_json(Path("c.json"), decisions_on(record, ALL, TOTAL, reviewer="王敏"))
    assert "both are by 王敏" in run("labels", "agreement", "a.json", "c.json", "r.json").stderr
    assert "both are by" not in run("labels", "agreement", "a.json", "b.json", "r.json").stderr


@pytest.mark.parametrize("settled_by", ["a.json", "b.json"])
def test_what_one_of_the_two_decided_settles_nothing(record: Record, settled_by: str) -> None:
    two(record, [ALL], [ALL, TOTAL])
    told = run("labels", "settle", settled_by, "a.json", "b.json", "r.json", "-o", "labels", code=2).stderr
    assert "one of the two" in told
    assert not Path("labels").exists()


def test_a_third_settles_and_the_label_keeps_who_and_why(record: Record) -> None:
    two(record, [ALL, TOTAL, NO_FIRST, CLOSED], [ALL, CLOSED, GAZETTE])
    settled(
        record,
        {"path": "/disclosure/total", "action": "accept", "backend": "李强@review", "note": "正文总数"},
        {"path": "/disclosure/by_category/2", "action": "accept", "backend": "李强@review", "note": "印在文中"},
        {"path": "/disclosure/by_channel/2", "action": "remove", "note": "没有印"},
    )
    run("labels", "settle", "s.json", "a.json", "b.json", "r.json", "-o", "labels")
    made = label()
    assert made["values"]["disclosure"]["total"] == 240
    assert made["values"]["applications"]["closed"] == 7
    assert names(made) == ["工作动态类信息", "财政信息", "政策法规类信息"]
    assert names(made, "by_channel") == ["政府网站", "政务微信"]
    assert "optional" not in made
    assert made["made"]["by"] == ["王敏", "李强", "赵琳"]
    assert made["made"]["reasons"] == {
        "/disclosure/total": ["正文总数"],
        "/disclosure/by_category/2": ["印在文中"],
        "/disclosure/by_channel/2": ["没有印"],
    }
    assert [one["backend"] for one in made["made"]["of"]["signature"]] == ["王敏@review", "李强@review"]
    run("eval", "labels/suite.toml", "-b", "rules")


def test_taken_part_by_part_as_the_page_does_it(record: Record) -> None:
    two(record, [ALL, NO_FIRST], [ALL, GAZETTE])
    item, other = "/disclosure/by_category/2", "/disclosure/by_channel/2"
    settled(
        record,
        {"path": item, "action": "add"},
        {"path": f"{item}/name", "action": "set", "state": "stated", "value": "政策法规类信息", "printed": "政策法规类信息"},
        {"path": f"{item}/count", "action": "set", "state": "stated", "value": 12, "printed": "12条"},
        {"path": f"{other}/name", "action": "accept"},
        {"path": f"{other}/count", "action": "accept"},
    )  # fmt: skip
    run("labels", "settle", "s.json", "a.json", "b.json", "r.json", "-o", "labels")
    assert names(label()) == ["工作动态类信息", "财政信息", "政策法规类信息"]
    assert names(label(), "by_channel") == ["政府网站", "政务微信"]
    assert "optional" not in label()


def test_differences_that_are_left_open_are_told_and_scored_neither_way(record: Record) -> None:
    two(record, [ALL, TOTAL, NO_FIRST], [ALL])
    settled(record, {"path": "/applications", "action": "note", "note": "?"})
    result = run("labels", "settle", "s.json", "a.json", "b.json", "r.json", "-o", "labels", code=3)
    assert "still open between 王敏 and 李强: /disclosure/total, /disclosure/by_category/2" in result.stderr
    assert set(label()["optional"]) == {"/disclosure/total", "/disclosure/by_category"}


def test_where_two_agree_nobody_is_asked_and_their_label_is_whole(record: Record) -> None:
    two(record, [ALL, TOTAL], [ALL, TOTAL])
    settled(record)
    run("labels", "settle", "s.json", "a.json", "b.json", "r.json", "-o", "labels")
    assert label()["values"]["disclosure"]["total"] == 201
    assert (label()["made"]["by"], "optional" in label()) == (["王敏", "李强"], False)


def test_two_of_one_name_are_told_apart(record: Record) -> None:
    for name in ("a.json", "b.json"):
        write_json(Path(name), decisions_on(record, ALL, *([TOTAL] if name == "a.json" else []), reviewer="王敏"))
    settled(record, {"path": "/disclosure/total", "action": "accept", "backend": "王敏 (2)@review"})
    run("labels", "settle", "s.json", "a.json", "b.json", "r.json", "-o", "labels")
    assert label()["values"]["disclosure"]["total"] == 240


def test_the_page_shows_the_two_side_by_side(record: Record) -> None:
    two(record, [ALL, TOTAL], [ALL])
    run("review", "r.json", "--differences", "a.json", "b.json", "-o", "page.html")
    line = line_of("page.html")
    assert line["backends"] == ["王敏@review", "李强@review"]
    assert line["doubts"] == [["/disclosure/total", ["difference"]]]


def test_a_report_with_a_wrong_decision_is_left_out_and_named(record: Record) -> None:
    two(record, [ALL, TOTAL | {"value": 202}], [ALL])
    for command in (
        ["labels", "agreement", "a.json", "b.json", "r.json"],
        ["review", "r.json", "--differences", "a.json", "b.json"],
    ):
        told = run(*command, code=4).stderr
        assert "decision 2 (set /disclosure/total): its printed characters ‹201条› state 201, not 202" in told
        assert "no report in common" in told
    two(record, [ALL, TOTAL], [ALL])
    settled(record, {"path": "/disclosure/total", "action": "accept", "backend": "nobody-known"})
    told = run("labels", "settle", "s.json", "a.json", "b.json", "r.json", "-o", "labels", code=4).stderr
    assert "no record of nobody-known" in told
    assert not Path("labels").exists()


def test_blank_records_tell_nothing_of_a_backend_and_are_labelled_as_any_others(record: Record) -> None:
    run("labels", "blank", "r.json", "-o", "blank.jsonl")
    blank = Record.model_validate_json(Path("blank.jsonl").read_text("utf-8"))
    assert blank.source == record.source
    assert (blank.values, blank.facts, blank.findings, blank.figures.unclaimed) == ({}, [], [], [])
    assert blank.signature.backend == "nobody"
    assert {section.state for section in blank.sections.values()} == {"read"}
    write_json(Path("a.json"), decisions_on(blank, ALL, TOTAL, GAZETTE))
    run("labels", "apply", "a.json", "blank.jsonl", "-o", "labels")
    assert label()["values"] == {"disclosure": {"total": 201, "by_channel": [{"name": "公报", "count": 1}]}}
    run("review", "blank.jsonl", "-o", "page.html")
    write_json(Path("b.json"), decisions_on(blank, ALL, TOTAL, reviewer="李强"))
    told = run("labels", "agreement", "a.json", "b.json", "blank.jsonl").stdout
    assert "1 differences" in told
    assert "both began with" not in told
