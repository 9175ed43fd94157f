"""Decisions change a draft as their module says, and one that does not fit the report is told, never applied."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from giextract.labelling.draft import Draft
from giextract.labelling.making import Made, make
from giextract.record import Fact, Record
from giextract.review.decisions import Decision
from giextract.schema import Schema
from tests.labelling.reports import TEXT, span_of

ALL = {"path": "", "action": "accept"}
CATEGORIES = "/disclosure/by_category"


def drafted(records: list[Record], schema: Schema, *decisions: dict[str, Any], text: str | None = TEXT) -> Draft:
    draft, refused = tried(records, schema, *decisions, text=text)
    assert refused == []
    return draft


def tried(
    records: list[Record], schema: Schema, *decisions: dict[str, Any], text: str | None = TEXT
) -> tuple[Draft, list[str]]:
    """The draft, and what is said of the decisions that cannot be applied."""
    draft = Draft(records, schema, text, "王敏")
    return draft, draft.decide([Decision.model_validate(one) for one in decisions])


def made(records: list[Record], schema: Schema, *decisions: dict[str, Any], text: str | None = TEXT) -> Made:
    return make(drafted(records, schema, *decisions, text=text), "linye", ["王敏"])


def names(one: Made) -> list[str]:
    return [item["name"] for item in one.label.values["disclosure"]["by_category"]]


def stated(path: str, value: object, printed: str | None = None, **more: Any) -> dict[str, Any]:
    return {"path": path, "action": "set", "state": "stated", "value": value, "printed": printed, **more}


def test_a_report_that_is_accepted_as_a_whole_is_the_record_and_leaves_nothing_open(
    record: Record, schema: Schema
) -> None:
    one = made([record], schema, ALL)
    assert one.label.values["disclosure"]["total"] == 240
    assert one.label.values["header"]["issued_on"] == "2017-02-20"
    assert (one.undecided, one.label.optional) == ((), ())


@pytest.mark.parametrize(
    ("decision", "path", "state", "value"),
    [
        (stated("/disclosure/total", 201, "201条", span=span_of("201条")), "/disclosure/total", "stated", 201),
        (stated("/disclosure/total", 7, "收到政府信息公开申请7件"), "/disclosure/total", "stated", 7),
        (stated("/applications/closed", 7), "/applications/closed", "stated", 7),
        (stated("/fees/waived_wan_yuan", 0, "全年未收取任何费用"), "/fees/waived_wan_yuan", "stated", 0),
        (stated("/fees/charged_wan_yuan", 0.038, "380元"), "/fees/charged_wan_yuan", "stated", Decimal("0.038")),
        (stated("/header/contact_office", "林业局", "丰泽县林业局"), "/header/contact_office", "stated", "林业局"),
        (stated(f"{CATEGORIES}/1/count", 39, "39条"), f"{CATEGORIES}/1/count", "stated", 39),
        ({"path": "/disclosure/total", "action": "set", "state": "blank"}, "/disclosure/total", "blank", None),
        ({"path": "/disclosure/total", "action": "set", "state": "illegible"}, "/disclosure/total", "illegible", None),
    ],
)
def test_a_field_takes_the_state_and_value_that_it_is_given(
    record: Record, schema: Schema, decision: dict[str, Any], path: str, state: str, value: object
) -> None:
    fact = drafted([record], schema, decision).facts[path]
    assert (fact.state, fact.value, fact.backend, fact.check) == (state, value, "王敏", "proved")


def test_absent_takes_a_field_out_and_unanswered_leaves_it_open(record: Record, schema: Schema) -> None:
    one = made(
        [record], schema, ALL,
        {"path": "/disclosure/total", "action": "set", "state": "absent"},
        {"path": "/applications/online", "action": "set", "state": "unanswered"},
    )  # fmt: skip
    assert "total" not in one.label.values["disclosure"]
    assert "online" not in one.label.values["applications"]
    assert one.label.optional == ("/applications/online",)


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ([{"path": f"{CATEGORIES}/0", "action": "remove"}], ["工作动态类信息", "财政信息"]),
        ([{"path": CATEGORIES, "action": "add", "value": {"name": "其他", "count": 1}}], ["政策法规类信息", "工作动态类信息", "财政信息", "其他"]),
        ([{"path": f"{CATEGORIES}/7", "action": "add"}, stated(f"{CATEGORIES}/7/name", "财政", "财政信息20条")], ["政策法规类信息", "工作动态类信息", "财政信息", "财政"]),
        ([{"path": f"{CATEGORIES}/1", "action": "remove"}, {"path": CATEGORIES, "action": "add", "value": {"name": "新"}}], ["政策法规类信息", "财政信息", "新"]),
        ([{"path": f"{CATEGORIES}/1", "action": "remove"}, {"path": f"{CATEGORIES}/1", "action": "accept"}], ["政策法规类信息", "工作动态类信息", "财政信息"]),
        ([{"path": f"{CATEGORIES}/1", "action": "remove"}, {"action": "undo"}], ["政策法规类信息", "工作动态类信息", "财政信息"]),
        ([{"id": "aaaaaaaa", "path": f"{CATEGORIES}/1", "action": "remove"}, {"path": f"{CATEGORIES}/0", "action": "remove"}, {"action": "undo", "of": "aaaaaaaa"}], ["工作动态类信息", "财政信息"]),
        ([{"path": f"{CATEGORIES}/1", "action": "remove"}, ALL], ["政策法规类信息", "财政信息"]),
        ([stated(f"{CATEGORIES}/1/name", "动态", "工作动态"), {"path": f"{CATEGORIES}/1/name", "action": "accept"}], ["政策法规类信息", "工作动态类信息", "财政信息"]),
    ],
)  # fmt: skip
def test_items_are_added_and_removed_and_the_label_numbers_them_anew(
    record: Record, schema: Schema, decisions: list[dict[str, Any]], expected: list[str]
) -> None:
    assert names(made([record], schema, *decisions)) == expected


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        (stated("/disclosure/total", 241, "240条"), "state 240, not 241"),
        (stated("/disclosure/total", 240, "工作动态"), "state no whole number"),
        (stated("/disclosure/total", 240, "240条", span=[0, 4]), "holds ‹丰泽县林›, not ‹240条›"),
        (stated("/disclosure/total", 240, None, span=[0, 4]), "state no whole number"),
        (stated("/disclosure/total", 240, "240条", span=[9000, 9004]), "outside the report"),
        (stated("/disclosure/total", "240"), "is no count"),
        (stated("/disclosure/total", 1.5), "is no count"),
        (stated("/disclosure/total", True), "is no count"),
        (stated("/disclosure/total", -5), "below zero"),
        (stated("/disclosure/total", 10**30), "more than 15 digits"),
        (stated("/fees/charged_wan_yuan", 1e300), "more than 15 digits"),
        (stated("/header/year", 3), "no year of a report"),
        (stated("/header/issued_on", "0001-01-01"), "no day that a report names"),
        (stated("/header/issuer", "林业局\0"), "control character U+0000"),
        (stated("/header/issuer", "林" * 20_001), "at most 20,000"),
        ({"path": CATEGORIES, "action": "add", "value": {"name": "x\x07", "count": 1}}, "control character U+0007"),
        (stated("/header/issued_on", "20.2.2017"), "is no date"),
        (stated("/header/issued_on", "2017-02-21", "2017年2月20日"), "state 2017-02-20, not 2017-02-21"),
        (stated("/header/issuer", "丰泽县", "林业局"), "do not hold ‹丰泽县›"),
        (stated("/fees/charged_wan_yuan", 3.2, "3.2"), "take its unit"),
        (stated("/disclosure/totale", 3), "no field of the schema"),
        (stated(f"{CATEGORIES}/*/count", 3), "names all items"),
        (stated(CATEGORIES, 3), "no field of the schema"),
        ({"path": "/nothing", "action": "accept"}, "no field of the schema"),
        ({"path": "/nothing", "action": "note", "note": "?"}, "no field of the schema"),
        ({"path": "/disclosure/total", "action": "accept", "backend": "b"}, "no record of b"),
        ({"path": f"{CATEGORIES}/9", "action": "remove"}, "no such item"),
        ({"path": "/disclosure/total", "action": "remove"}, "no item of a list"),
        ({"path": "/disclosure/total", "action": "add", "value": 3}, "no list"),
        ({"path": f"{CATEGORIES}/1", "action": "add", "value": {"name": "x"}}, "an item already"),
        ({"path": CATEGORIES, "action": "add"}, "is empty"),
        ({"path": CATEGORIES, "action": "add", "value": {"nam": "x"}}, "no field of the schema"),
        ({"path": CATEGORIES, "action": "add", "value": {"name": "财政信息", "count": 21}, "printed": "财政信息20条"}, "state 20, not 21"),
    ],
)  # fmt: skip
def test_a_decision_that_does_not_fit_is_told_with_its_report_number_and_path(
    record: Record, schema: Schema, decision: dict[str, Any], told: str
) -> None:
    _, refused = tried([record], schema, {"path": "/header", "action": "accept"}, decision)
    (line,) = refused
    assert told in line
    assert record.source.path in line
    assert "decision 2 " in line or "is empty" in line
    assert "\n" not in line


def test_of_two_decisions_with_one_id_the_second_is_told(record: Record, schema: Schema) -> None:
    (line,) = tried([record], schema, REMOVED, REMOVED | {"path": f"{CATEGORIES}/0"})[1]
    assert "decision 2 (remove /disclosure/by_category/0): an earlier decision has its id removed-1" in line


def test_each_decision_that_does_not_fit_is_told(record: Record, schema: Schema) -> None:
    wrong = stated("/disclosure/total", 241, "240条"), ALL, stated("/applications/received", -1)
    assert [line.partition(": ")[2].partition(":")[0] for line in tried([record], schema, *wrong)[1]] == [
        "decision 1 (set /disclosure/total)", "decision 3 (set /applications/received)",
    ]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "printed"), [("/article20/licences/change", -5, None), ("/applications/received", -5, "-5件")])  # fmt: skip
def test_what_is_below_zero_is_a_change_or_printed_so(
    record: Record, schema: Schema, path: str, value: int, printed: str | None
) -> None:
    assert drafted([record], schema, stated(path, value, printed)).facts[path].value == value


REMOVED = {"id": "removed-1", "path": f"{CATEGORIES}/1", "action": "remove"}


@pytest.mark.parametrize(
    ("decisions", "item", "is_open"),
    [
        ([{"path": f"{CATEGORIES}/1/name", "action": "accept"}], {"name": "工作动态类信息", "count": 208}, True),
        ([{"path": f"{CATEGORIES}/1/name", "action": "accept"}, {"path": f"{CATEGORIES}/1/count", "action": "accept"}, {"path": f"{CATEGORIES}/0", "action": "accept"}, {"path": f"{CATEGORIES}/2", "action": "accept"}], {"name": "工作动态类信息", "count": 208}, False),
        ([stated(f"{CATEGORIES}/1/count", 39, "39条")], {"name": "工作动态类信息", "count": 39}, True),
        ([{"path": f"{CATEGORIES}/1", "action": "accept"}, {"action": "undo"}], {"name": "财政信息", "count": 20}, True),
    ],
)  # fmt: skip
def test_an_item_of_which_a_part_is_decided_after_its_removal_is_whole_again(
    record: Record, schema: Schema, decisions: list[dict[str, Any]], item: dict[str, Any], is_open: bool
) -> None:
    one = made([record], schema, REMOVED, *decisions)
    assert one.label.values["disclosure"]["by_category"][1] == item
    assert (CATEGORIES in one.label.optional or "/disclosure" in one.label.optional) is is_open


def test_what_was_decided_of_an_item_before_its_removal_holds_again(record: Record, schema: Schema) -> None:
    one = made(
        [record], schema, {"path": f"{CATEGORIES}/7", "action": "add", "value": {"name": "其他", "count": 1}},
        {"path": f"{CATEGORIES}/7", "action": "remove"}, stated(f"{CATEGORIES}/7/count", 39, "39条"),
    )  # fmt: skip
    assert one.label.values["disclosure"]["by_category"][3] == {"name": "其他", "count": 39}


def test_a_decision_that_is_overruled_need_not_be_possible(record: Record, schema: Schema) -> None:
    wrong = stated("/disclosure/total", 2019, "工作动态", note="first thought")
    draft = drafted([record], schema, wrong, stated("/disclosure/total", 201, "201条", span=span_of("201条")))
    assert draft.facts["/disclosure/total"].value == 201
    assert draft.notes["/disclosure/total"] == ["first thought"]


def test_without_the_report_values_are_held_against_their_characters_and_places_are_counted(
    record: Record, schema: Schema
) -> None:
    here = stated("/disclosure/total", 201, "201条", span=[0, 4])
    assert drafted([record], schema, here, text=None).unchecked == 1
    (line,) = tried([record], schema, here | {"value": 202}, text=None)[1]
    assert "state 201, not 202" in line


def test_what_nobody_decided_on_is_scored_neither_way(record: Record, schema: Schema) -> None:
    note = {"path": "/disclosure/total", "action": "note", "note": "?"}
    assert list(made([record], schema, note).label.optional) == [f"/{section.name}" for section in schema.sections]
    some = made([record], schema, {"path": "/header", "action": "accept"}, stated("/fees/charged_wan_yuan", 0))
    assert {"/fees/waived_wan_yuan", "/disclosure"} <= set(some.label.optional)
    assert not [path for path in some.label.optional if path.startswith(("/header", "/fees/charged"))]


@pytest.mark.parametrize(
    ("decisions", "settled"),
    [
        ([{"path": f"{CATEGORIES}/{index}", "action": "accept"} for index in (0, 1)], False),
        ([{"path": f"{CATEGORIES}/{index}", "action": "accept"} for index in (0, 1, 2)], True),
        ([{"path": f"{CATEGORIES}/{index}/{part}", "action": "accept"} for index in (0, 1, 2) for part in ("name", "count")], True),
        ([{"path": CATEGORIES, "action": "accept"}], True),
        ([{"path": CATEGORIES, "action": "add", "value": {"name": "其他"}}], True),
    ],
)  # fmt: skip
def test_a_list_is_decided_as_a_whole_or_item_by_item(
    record: Record, schema: Schema, decisions: list[dict[str, Any]], settled: bool
) -> None:
    left = made([record], schema, {"path": "/disclosure/total", "action": "accept"}, *decisions).label.optional
    assert (CATEGORIES not in left) is settled


def test_of_two_records_the_second_ones_values_and_items_can_be_taken(record: Record, schema: Schema) -> None:
    other_facts = [
        *(fact for fact in record.facts if not fact.path.startswith((f"{CATEGORIES}/0", "/disclosure/total"))),
        Fact(path="/disclosure/total", state="stated", value=248, printed="248条", backend="other", check="proved"),
        Fact(path=f"{CATEGORIES}/3/name", state="stated", value="其他信息", backend="other", check="proved"),
        Fact(path=f"{CATEGORIES}/3/count", state="stated", value=8, backend="other", check="proved"),
    ]
    signed = record.signature.model_copy(update={"backend": "other@1"})
    other = record.model_copy(update={"signature": signed, "facts": other_facts})
    one = made(
        [record, other], schema, ALL,
        {"path": "/disclosure/total", "action": "accept", "backend": "other@1"},
        {"path": f"{CATEGORIES}/3", "action": "accept", "backend": "other@1"},
        {"path": f"{CATEGORIES}/0", "action": "remove"},
    )  # fmt: skip
    assert one.label.values["disclosure"]["total"] == 248
    assert names(one) == ["工作动态类信息", "财政信息", "其他信息"]
    assert [signature["backend"] for signature in one.label.made["of"]["signature"]] == [
        record.signature.backend, "other@1",
    ]  # fmt: skip


@pytest.mark.parametrize("above", ["", "/disclosure"])
def test_what_was_taken_of_the_second_record_holds_when_the_rest_is_accepted(
    record: Record, schema: Schema, above: str
) -> None:
    seen = [fact for fact in record.facts if not fact.path.startswith(("/disclosure/total", f"{CATEGORIES}/0/count"))]
    said = {"/disclosure/total": 248, f"{CATEGORIES}/0/count": 13}
    other_facts = [
        *seen,
        *(
            Fact(path=path, state="stated", value=value, backend="other", check="proved")
            for path, value in said.items()
        ),
    ]
    signed = record.signature.model_copy(update={"backend": "other@1"})
    other = record.model_copy(update={"signature": signed, "facts": other_facts})
    taken = [{"path": path, "action": "accept", "backend": "other@1"} for path in said]
    one = made([record, other], schema, *taken, {"path": above, "action": "accept"})
    assert one.label.values["disclosure"]["total"] == 248
    assert [item["count"] for item in one.label.values["disclosure"]["by_category"]] == [13, 208, 20]


@pytest.mark.parametrize(("parts", "is_open"), [(["name"], True), (["name", "count"], False)])
def test_an_item_of_the_second_record_that_is_taken_in_part_leaves_its_list_open(
    record: Record, schema: Schema, parts: list[str], is_open: bool
) -> None:
    more = {"name": "其他信息", "count": 8}
    facts = [
        *record.facts,
        *(
            Fact(path=f"{CATEGORIES}/3/{part}", state="stated", value=value, backend="other", check="proved")
            for part, value in more.items()
        ),
    ]
    signed = record.signature.model_copy(update={"backend": "other@1"})
    other = record.model_copy(update={"signature": signed, "facts": facts})
    taken = [{"path": f"{CATEGORIES}/3/{part}", "action": "accept", "backend": "other@1"} for part in parts]
    assert (CATEGORIES in made([record, other], schema, ALL, *taken).label.optional) is is_open


def test_reasons_stand_in_the_label_under_its_own_paths(record: Record, schema: Schema) -> None:
    one = made(
        [record], schema, ALL, {"path": f"{CATEGORIES}/0", "action": "remove"},
        stated(f"{CATEGORIES}/2/count", 39, "39条", note="误读"), {"path": "/fees", "action": "note", "note": "核对过"},
    )  # fmt: skip
    assert one.label.made["reasons"] == {f"{CATEGORIES}/1/count": ["误读"], "/fees": ["核对过"]}
    assert one.label.made["by"] == ["王敏"]
    assert one.label.made["of"]["sha256"] == record.source.sha256


def with_unproved(record: Record) -> Record:
    """The record with three answers that could not be proved, one of whose characters state a value, in a field and an item."""
    facts = [
        *record.facts,
        Fact(path="/applications/closed", state="stated", printed="7件", backend="rules", check="unproved", reason="r"),
        Fact(
            path="/applications/answered", state="stated", printed="均已", backend="rules", check="unproved", reason="r"
        ),
        Fact(
            path=f"{CATEGORIES}/3/name", state="stated", printed="其他", backend="rules", check="unproved", reason="r"
        ),
    ]
    return record.model_copy(update={"facts": facts})


def test_an_answer_without_proof_is_not_accepted_along_with_others(record: Record, schema: Schema) -> None:
    one = made([with_unproved(record)], schema, ALL)
    assert "closed" not in one.label.values["applications"]
    assert set(one.label.optional) == {"/applications/closed", "/applications/answered", CATEGORIES}


def test_accepted_by_itself_it_takes_what_its_characters_state(record: Record, schema: Schema) -> None:
    one = made(
        [with_unproved(record)], schema, ALL,
        {"path": "/applications/closed", "action": "accept"},
        {"path": "/applications/answered", "action": "set", "state": "absent"},
        {"path": f"{CATEGORIES}/3", "action": "accept"},
    )  # fmt: skip
    assert one.label.values["applications"]["closed"] == 7
    assert names(one)[-1] == "其他"
    assert one.label.optional == ()
    assert one.path_to_fact["/applications/closed"].backend == "王敏"


def test_it_can_be_removed_or_has_to_be_given_a_value(record: Record, schema: Schema) -> None:
    one = made([with_unproved(record)], schema, ALL, {"path": f"{CATEGORIES}/3", "action": "remove"})
    assert CATEGORIES not in one.label.optional
    (line,) = tried([with_unproved(record)], schema, {"path": "/applications/answered", "action": "accept"})[1]
    assert "its characters state no value" in line
