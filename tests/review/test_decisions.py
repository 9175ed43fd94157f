"""A decisions file says what it says exactly, comes back the same, and whatever is no decision is told in one line."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from giextract.errors import DecisionError
from giextract.review.decisions import Decision, Decisions, decisions_from, idle, read_decisions, same_ids, standing

SHA = "ab" * 32


def file_of(*decisions: dict[str, Any], **changes: Any) -> dict[str, Any]:
    report = {"sha256": SHA, "path": "a.txt", "schema": "annual_report@0", "decisions": list(decisions)}
    return {"giextract_review": 1, "reviewer": "王敏", "reports": [report], **changes}


ACCEPT = {"path": "/disclosure/total", "action": "accept"}
SET = {
    "path": "/disclosure/total", "action": "set", "state": "stated", "value": 130, "printed": "130条",
    "span": [1603, 1607], "note": "正文所说", "at": "2026-11-22T11:30:00+00:00",
}  # fmt: skip


@pytest.mark.parametrize(
    "decision",
    [
        ACCEPT,
        {**ACCEPT, "path": ""},
        {**ACCEPT, "path": "/requests", "backend": "rules@0.1.0"},
        SET,
        {**SET, "path": "/fees/charged_wan_yuan", "value": 0.038, "printed": "380元"},
        {"path": "/fees/charged_wan_yuan", "action": "set", "state": "blank"},
        {"path": "/fees/charged_wan_yuan", "action": "set", "state": "unanswered", "note": "too faint"},
        {"path": "/disclosure/by_category", "action": "add", "value": {"name": "人事信息", "count": 2}, "printed": "人事信息2条"},
        {"path": "/disclosure/by_category/9", "action": "add"},
        {"path": "/disclosure/by_category/0", "action": "remove"},
        {"path": "/disclosure", "action": "note", "note": "两处不一"},
        {"action": "undo"},
        {"action": "undo", "of": "5f0c1122-aa", "id": "91ab_345"},
        {**ACCEPT, "id": "5f0c1122-aa"},
    ],
)  # fmt: skip
def test_a_decision_comes_back_as_it_was_written(decision: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "d.json").write_text(json.dumps(file_of(decision)), "utf-8")
    read = read_decisions(tmp_path / "d.json")
    assert json.loads(read.to_json())["reports"][0]["decisions"] == [
        {"path": "", **decision} if decision["action"] != "undo" else decision
    ]


def test_numbers_with_a_point_are_exact() -> None:
    read = decisions_from(file_of({**SET, "value": 0.1}), "d.json")
    assert read.of(SHA)[0].value == Decimal("0.1")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ([], "holds no decisions"),
        ({"reports": []}, "holds no decisions"),
        (file_of(giextract_review=2), "version 2"),
        (file_of(reviewer=""), "reviewer"),
        (file_of(reviewer=" "), "reviewer"),
        (file_of(reviewer="王\n敏"), "reviewer"),
        (file_of({"path": "/a", "action": "sett"}), "reports.0.decisions.0.action"),
        (file_of({"path": "disclosure/total", "action": "accept"}), "path"),
        (file_of({"path": "/a", "action": "set"}), "set needs a state"),
        (file_of({"path": "/a", "action": "set", "state": "stated"}), "set to stated needs a value"),
        (file_of({"path": "/a", "action": "set", "state": "blank", "value": 3}), "what is blank has no value"),
        (file_of({"path": "/a", "action": "note"}), "note needs a note"),
        (file_of({"action": "remove"}), "remove needs a path"),
        (file_of({**SET, "span": [7, 7]}), "span"),
        (file_of({**SET, "who": "me"}), "who"),
        (file_of({**SET, "id": "5f0c"}), "id"),
        (file_of({**SET, "of": "5f0c1122"}), "set takes nothing back"),
        (file_of({**SET, "at": "2026-11-22T11:30:00"}), "at"),
    ],
)
def test_what_is_no_decision_is_told_in_one_line(data: object, told: str) -> None:
    with pytest.raises(DecisionError, match=r"d\.json") as caught:
        decisions_from(data, "d.json")
    assert told in caught.value.message
    assert "\n" not in caught.value.message


NO_JSON = (
    "",
    "{",
    "\ud800",
    '["\\ud800"]',
    '{"giextract_review": Infinity}',
    '{"giextract_review": 1e400}',
    "[" * 5000 + "]" * 5000,
)


@pytest.mark.parametrize("text", NO_JSON)
def test_a_file_that_is_no_json_is_told_in_one_line(text: str, tmp_path: Path) -> None:
    (tmp_path / "d.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(DecisionError, match="cannot be read as decisions") as caught:
        read_decisions(tmp_path / "d.json")
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("text", [*NO_JSON[1:], "[]", "3", '{"sha256": "x"}'])
def test_a_line_that_is_none_of_a_journal_is_told_with_its_number(text: str, tmp_path: Path) -> None:
    head = '{"giextract_review": 1, "reviewer": "王敏"}\n'
    (tmp_path / "j").write_bytes(head.encode() + text.encode("utf-8", "surrogatepass") + b"\n")
    with pytest.raises(DecisionError, match="line 2") as caught:
        read_decisions(tmp_path / "j")
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    ("done", "left"),
    [
        ("a", "a"),
        ("a undo", ""),
        ("a b undo c", "a c"),
        ("a b undo undo c", "c"),
        ("undo a undo undo b", "b"),
    ],
)
def test_undo_takes_back_the_decision_before_it_that_still_stands(done: str, left: str) -> None:
    decisions = [
        Decision(action="undo") if one == "undo" else Decision(path=f"/{one}", action="accept") for one in done.split()
    ]
    assert [decision.path.lstrip("/") for decision in standing(decisions)] == left.split()


def made(text: str) -> list[Decision]:
    """Decisions by their names: a with this id, -a its removal, a/x of a part of it, /a without an id, ~a taking a back."""
    decisions = []
    for number, word in enumerate(text.split()):
        if word.startswith("~"):
            decisions.append(Decision(action="undo", of=f"decision-{word[1:]}" if word[1:] else None))
        elif word.startswith("/"):
            decisions.append(Decision(path=word, action="accept"))
        elif word.startswith("-"):
            decisions.append(Decision(id=f"decision-{word[1:]}", path=f"/{word[1:]}/0", action="remove"))
        else:
            name, _, part = word.partition("/")
            path = f"/{name}/0/{part}" if part else f"/{name}"
            decisions.append(
                Decision(id=f"decision-{name}-{number}" if part else f"decision-{name}", path=path, action="accept")
            )
    return decisions


@pytest.mark.parametrize(
    ("done", "left"),
    [
        ("a b ~a", "/b"),
        ("a b ~a ~a", "/b"),
        ("a b ~a ~", ""),
        ("/a b /c ~b ~", "/a"),
        ("a ~a a", "/a"),
        ("-a", "/a/0"),
        ("-a a/x", "/a/0/x"),
        ("-a a/x ~", "/a/0"),
        ("-a a/x ~a", "/a/0/x"),
        ("a/x -a", "/a/0/x /a/0"),
        ("-a a", "/a/0 /a"),
    ],
)
def test_an_undo_takes_back_what_it_names_and_a_part_of_a_removed_item_its_removal(done: str, left: str) -> None:
    assert [decision.path for decision in standing(made(done))] == left.split()


@pytest.mark.parametrize(
    ("done", "undos"), [("a ~a", []), ("~a a", [1]), ("a ~b", [2]), ("/a ~", []), ("a ~a ~a", []), ("a b ~b ~c", [4])]
)
def test_an_undo_that_names_no_earlier_decision_changes_nothing_and_is_known(done: str, undos: list[int]) -> None:
    assert [number for number, _ in idle(made(done))] == undos
    assert len(standing(made(done))) == len(
        standing(made(" ".join(w for n, w in enumerate(done.split(), 1) if n not in undos)))
    )


def test_an_id_is_given_once() -> None:
    assert [number for number, _ in same_ids(made("a b a ~b ~b"))] == [3]


def test_decisions_on_one_report_that_stand_in_two_entries_keep_their_order() -> None:
    data = file_of(ACCEPT)
    data["reports"].append({"sha256": SHA, "decisions": [SET]})
    assert [one.action for one in Decisions.model_validate(data).of(SHA)] == ["accept", "set"]
    assert Decisions.model_validate(data).of("cd" * 32) == ()
