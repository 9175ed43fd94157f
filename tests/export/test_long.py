"""Long: one row for each fact, with its proof and its unit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from giextract.export.entry import Entry
from giextract.export.findings import Failures, Findings
from giextract.export.long import Long
from giextract.export.shape import Shape
from giextract.export.tables import Tables
from tests.export.composing import SCHEMA, fact, finding, record


def rows(shape: Shape, *entries: Entry) -> list[dict[str, Any]]:
    """The rows of the entries, by column, without what is empty."""
    names = [column.name for column in shape.columns]
    return [
        {name: cell for name, cell in zip(names, row, strict=True) if cell is not None}
        for entry in entries
        for row in shape.rows(entry)
    ]


def long_row(one: dict[str, Any]) -> dict[str, Any]:
    return rows(Long(SCHEMA), Entry("a.txt", record("a.txt", one)))[-1]


def test_a_fact_with_all_its_proof() -> None:
    made = long_row(
        fact("/disclosure/total", 60, printed="60余条", span=(3, 7), page=2, approximate=True, proof="span")
    )
    assert made == {
        "report": "a.txt", "issuer": "江城县教育局", "year": 2020, "path": "/disclosure/total", "title": "主动公开政府信息数",
        "state": "stated", "value": "60", "integer": 60, "unit": "条", "printed": "60余条", "start": 3, "end": 7,
        "page": 2, "backend": "rules", "check": "proved", "approximate": True, "proof": "span",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "column", "text"),
    [
        ("/disclosure/total", 0, "integer", "0"),
        ("/fees/charged_wan_yuan", Decimal("0.038"), "decimal", "0.038"),
        ("/fees/charged_wan_yuan", 3, "decimal", "3"),
        ("/header/issued_on", date(2021, 1, 30), "date", "2021-01-30"),
        ("/organisation/leading_group", False, "boolean", "false"),
    ],
)
def test_a_value_stands_as_text_and_as_what_it_is(path: str, value: object, column: str, text: str) -> None:
    made = long_row(fact(path, value))
    assert made["value"] == text
    assert made[column] == value
    assert not {"integer", "decimal", "date", "boolean"} - {column} & made.keys()


@pytest.mark.parametrize(
    ("one", "unit"),
    [
        (fact("/fees/charged_wan_yuan", Decimal("0.038"), printed="380元"), "万元"),
        (fact("/proposals/closed_percent", 100, printed="100%"), "%"),
        (fact("/disclosure/normative_documents", 2, printed="2件"), "件"),  # the schema says 条 or 件
        (fact("/disclosure/normative_documents", 2, printed="两"), None),
        (fact("/disclosure/total"), None),
    ],
)
def test_the_unit_is_that_of_the_value(one: dict[str, Any], unit: str | None) -> None:
    assert long_row(one).get("unit") == unit


def test_a_row_of_the_form_has_the_unit_printed_beside_it() -> None:
    made = record("a.txt", fact("/annex/rows/0/unit", "万元"), fact("/annex/rows/0/value", Decimal("6.5")))
    assert rows(Long(SCHEMA), Entry("a.txt", made))[-1]["unit"] == "万元"


def test_what_is_unproved_is_shown_but_is_no_number() -> None:
    made = long_row(fact("/disclosure/total", 60, check="unproved", reason="not in the text"))
    assert (made["value"], made["check"], made["reason"]) == ("60", "unproved", "not in the text")
    assert "integer" not in made


def test_a_section_without_an_answer_is_a_row() -> None:
    made = record("a.txt", sections={"fees": {"state": "unanswered", "reason": "cut off"}})
    last = rows(Long(SCHEMA), Entry("a.txt", made))[-1]
    assert (last["path"], last["title"], last["state"], last["reason"]) == (
        "/fees",
        "收费及减免",
        "unanswered",
        "cut off",
    )


def test_documents_with_the_same_bytes_have_their_rows_once() -> None:
    made = record("a.txt", fact("/assessment/problems/0", "公开不及时"), findings=[finding()])
    for shape in (Long(SCHEMA), Tables(SCHEMA), Findings()):
        assert rows(shape, Entry("a.txt", made))
        assert not rows(shape, Entry("b.txt", made, same_as="a.txt"))


def test_a_finding_says_what_is_stated_and_expected_and_whose_defect_it_is() -> None:
    made = record(
        "a.txt",
        findings=[finding(repair={"path": "/disclosure/total", "value": 815}), finding(defect=None, spans=[None])],
    )
    first, second = rows(Findings(), Entry("a.txt", made))
    assert (first["stated"], first["expected"], first["defect"], first["start"]) == ("810", "815", "report", 3)
    assert (first["paths"], first["repair_path"], first["repair_value"]) == (
        ["/disclosure/total"],
        "/disclosure/total",
        "815",
    )
    assert not {"defect", "start"} & second.keys()


def test_a_failure_of_a_document_a_section_a_page() -> None:
    made = record(
        "b.pdf", sections={"fees": {"state": "unanswered", "reason": "cut off"}}, source={"unread": {3: "too dark"}}
    )
    assert rows(
        Failures(), Entry("a.pdf", failure="it is encrypted"), Entry("b.pdf", made), Entry("c.txt", record())
    ) == [
        {"report": "a.pdf", "what": "document", "reason": "it is encrypted"},
        {"report": "b.pdf", "what": "section", "which": "fees", "reason": "cut off"},
        {"report": "b.pdf", "what": "page", "which": "3", "reason": "too dark"},
    ]


def test_the_rows_of_tables_and_the_items_of_lists_are_rows() -> None:
    made = record(
        "a.txt",
        fact("/disclosure/by_channel/0/name", "政府网站"), fact("/disclosure/by_channel/0/count", 7),
        fact("/disclosure/by_channel/0/percent", 3.5),
        fact("/assessment/problems/0", "公开不及时"),
        fact("/annex/rows/0/indicator", "收到申请数"), fact("/annex/rows/0/value", 9),
        fact("/requests/granted/company"), fact("/requests/granted/total", 8), fact("/requests/granted/research", state="illegible"),
    )  # fmt: skip
    about = {"report": "a.txt", "issuer": "江城县教育局", "year": 2020}
    assert rows(Tables(SCHEMA), Entry("a.txt", made)) == [
        {**about, "table_name": "disclosure_by_channel", "row": "1", "name": "政府网站", "count": 7, "percent": Decimal("3.5")},
        {**about, "table_name": "assessment_problems", "row": "1", "name": "公开不及时"},
        {**about, "table_name": "annex_rows", "row": "1", "name": "收到申请数", "value": Decimal(9)},
        {**about, "table_name": "requests", "row": "granted", "name": "予以公开", "total": 8, "blank": ["company"],
         "illegible": ["research"]},
    ]  # fmt: skip
