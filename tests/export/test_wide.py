"""Wide: one row for each document, typed, in which no two states look alike."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel

from giextract.errors import RecordError
from giextract.export.entry import Entry, entries_of
from giextract.export.shape import fitting
from giextract.export.wide import Wide
from giextract.record import Record
from giextract.schema import load_schema
from tests.export.composing import SCHEMA, fact, record


def row(one: Record | Entry, **options: Any) -> dict[str, Any]:
    """The row of a record, by column."""
    wide = Wide(SCHEMA, **options)
    (cells,) = wide.rows(one if isinstance(one, Entry) else Entry(one.source.path, one))
    return dict(zip((column.header(options.get("headers", "en")) for column in wide.columns), cells, strict=True))


def test_every_leaf_that_is_no_part_of_a_list_is_a_column_of_its_type() -> None:
    name_to_kind = {column.name: column.kind for column in Wide(SCHEMA).columns}
    singles = [leaf for leaf in SCHEMA.leaves if "*" not in leaf.path]
    assert len(singles) > 300
    assert {leaf.path[1:].replace("/", "_") for leaf in singles} <= set(name_to_kind)
    assert (name_to_kind["header_issued_on"], name_to_kind["fees_charged_wan_yuan"]) == ("date", "decimal")
    assert (name_to_kind["disclosure_total"], name_to_kind["organisation_leading_group"]) == ("integer", "boolean")
    assert name_to_kind["disclosure_by_channel"] == "list"


def test_values_keep_their_types() -> None:
    made = record(
        "a.txt",
        fact("/header/issued_on", date(2021, 1, 30)),
        fact("/header/contact_office", "2021-01-30"),
        fact("/fees/charged_wan_yuan", Decimal("0.038")),
        fact("/fees/waived_wan_yuan", 3),
        fact("/organisation/leading_group", True),
        fact("/requests/new/company", 4),
    )
    cells = row(Record.model_validate_json(made.to_json()))
    assert cells["header_issued_on"] == date(2021, 1, 30)
    assert cells["header_contact_office"] == "2021-01-30"  # text that looks like a date stays text
    assert cells["fees_charged_wan_yuan"] == Decimal("0.038")
    assert isinstance(cells["fees_waived_wan_yuan"], Decimal)
    assert (cells["organisation_leading_group"], cells["requests_new_company"]) == (True, 4)


@pytest.mark.parametrize(
    ("made", "value", "named", "state"),
    [
        (record("a", fact("/applications/received", 0)), 0, None, "stated"),
        (record("a", fact("/applications/received")), None, "blank", "blank"),
        (record("a", fact("/applications/received", state="illegible")), None, "illegible", "illegible"),
        (record("a"), None, None, "absent"),
        (record("a", sections={"applications": {"state": "unanswered"}}), None, "unanswered", "unanswered"),
        (record("a", fact("/applications/received", state="unanswered", check="unproved")), None, "unanswered", "unanswered"),
        (record("a", fact("/applications/received", 7, check="unproved")), None, "unproved", "unproved"),
        (Entry("a", failure="it is no report"), None, "unanswered", "unanswered"),
    ],
    ids=["0", "blank", "illegible", "absent", "section unanswered", "leaf unanswered", "unproved", "no record"],
)  # fmt: skip
def test_no_two_states_look_alike(made: Record | Entry, value: object, named: str | None, state: str) -> None:
    cells = row(made, states=True)
    assert cells["applications_received"] == value
    assert cells["applications_received_state"] == state
    naming = [
        one for one in ("blank", "illegible", "unanswered", "unproved") if "applications_received" in (cells[one] or [])
    ]
    assert naming == ([named] if named else [])


def test_lists_are_lists_with_what_is_blank_in_them() -> None:
    made = record(
        "a.txt",
        fact("/disclosure/by_channel/0/name", "政府网站"),
        fact("/disclosure/by_channel/0/count", 7),
        fact("/disclosure/by_channel/1/name", "政务微博"),
        fact("/disclosure/by_channel/1/count"),
        fact("/assessment/problems/0", "公开不及时"),
    )
    cells = row(made)
    assert cells["disclosure_by_channel"] == [{"name": "政府网站", "count": 7}, {"name": "政务微博", "count": None}]
    assert cells["assessment_problems"] == ["公开不及时"]
    assert cells["blank"] == ["disclosure_by_channel"]
    assert cells["annex_rows"] is None


def test_a_document_without_a_record_says_why() -> None:
    cells = row(Entry("b.pdf", failure="it is encrypted"))
    assert (cells["report"], cells["status"], cells["failure"]) == ("b.pdf", "none", "it is encrypted")


def test_the_columns_of_a_manifest_are_carried_along_under_names_of_their_own() -> None:
    entry = Entry("a.txt", record(), extra={"region": "华东", "status": "checked", "empty": ""})
    cells = row(entry, extra=["region", "status", "empty", "nowhere"])
    assert (cells["region"], cells["manifest_status"], cells["status"]) == ("华东", "checked", "complete")
    assert (cells["empty"], cells["nowhere"]) == (None, None)


def test_headers_may_be_chinese_and_so_are_the_names_in_the_lists_of_states() -> None:
    cells = row(record("a.txt", fact("/disclosure/total")), headers="zh")
    assert (cells["文件"], cells["报告年度"]) == ("a.txt", 2020)
    assert cells["空白字段"] == ["主动公开政府信息数"]
    for headers in ("en", "zh"):
        names = [column.header(headers).casefold() for column in Wide(SCHEMA, states=True).columns]
        assert len(set(names)) == len(names)


def test_what_is_approximate_or_doubtful_is_named() -> None:
    cells = row(record("a.txt", fact("/disclosure/total", 750, approximate=True, doubtful=True)))
    assert (cells["approximate"], cells["doubtful"]) == (["disclosure_total"], ["disclosure_total"])


def test_the_same_document_twice_names_the_first() -> None:
    first, again, other = entries_of([record("a.txt"), record("a.txt"), record("b.txt")])
    assert (first.same_as, again.same_as, other.same_as) == (None, "a.txt", None)


class Line(BaseModel):
    """An item of a list that holds a list itself."""

    name: str | None = None
    parts: list[str] | None = None


class Order(BaseModel):
    """A schema of a user's own, whose field bears the name of a column that every export has."""

    status: str | None = None
    lines: list[Line] | None = None


def test_a_schema_of_ones_own_has_columns_too() -> None:
    schema = load_schema(Order)
    made = record(
        "a.txt", fact("/status", "paid"), fact("/lines/0/parts/0", "x"), issuer=None, year=None, schema=schema
    )
    wide = Wide(schema)
    (cells,) = wide.rows(Entry("a.txt", made))
    named = dict(zip((column.name for column in wide.columns), cells, strict=True))
    assert (named["status"], named["order_status"]) == ("complete", "paid")
    assert named["lines"] == [{"parts": ["x"]}]
    lines = next(column for column in wide.columns if column.name == "lines")
    assert (lines.kind, lines.title) == ("json", "lines")


def test_records_of_another_schema_are_refused() -> None:
    with pytest.raises(RecordError, match="made with the schema annual_report, not order"):
        list(fitting([Entry("a.txt", record())], load_schema(Order)))
    older = record(
        "a.txt", fact("/disclosure/totals", 3), signature={"schema": "annual_report@0", "backend": "r", "text": "t"}
    )
    with pytest.raises(RecordError, match="another version of the schema annual_report, which has /disclosure/totals"):
        list(fitting([Entry("a.txt", older)], SCHEMA))
