"""The record's JSON is the contract of DESIGN.md (Result)."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from giextract.pipeline import extract
from giextract.record import Fact, Record, Usage, json_number, json_ready

KEYS = ["giextract", "status", "source", "signature", "sections", "values", "facts", "findings", "figures", "usage"]
FACT_KEYS = ["path", "state", "value", "printed", "span", "page", "backend", "check"]
MORE_FACT_KEYS = {"reason", "approximate", "doubtful", "proof", "equations"}


@pytest.fixture(scope="module")
def record() -> Record:
    return extract(Path(__file__).parent.parent / "giextract" / "sample" / "report.txt")


@pytest.fixture(scope="module")
def parsed(record: Record) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(record.to_json())
    return result


def test_keys_are_those_of_the_design_in_its_order(parsed: dict[str, Any]) -> None:
    assert list(parsed) == KEYS
    assert list(parsed["source"]) == ["path", "sha256", "characters", "pages"]
    assert list(parsed["signature"]) == ["schema", "backend", "model", "prompts", "text"]
    assert list(parsed["figures"])[:3] == ["printed", "claimed", "unclaimed"]
    assert set(parsed["figures"]) <= {"printed", "claimed", "unclaimed", "left_out"}  # left_out: issue 4
    assert list(parsed["usage"]) == ["requests", "retries", "cached", "tokens_in", "tokens_out", "cost", "seconds"]


def test_every_fact_has_the_keys_of_the_design(parsed: dict[str, Any]) -> None:
    assert parsed["facts"]
    for fact in parsed["facts"]:
        assert list(fact)[: len(FACT_KEYS)] == FACT_KEYS
        assert set(fact) - set(FACT_KEYS) <= MORE_FACT_KEYS
        assert all(fact[key] is not None for key in set(fact) & MORE_FACT_KEYS)


def test_what_is_unknown_is_null_and_what_a_text_has_not_is_null(parsed: dict[str, Any]) -> None:
    assert parsed["source"]["pages"] is None
    assert parsed["signature"]["model"] is None
    assert parsed["usage"]["cost"] is None
    assert parsed["usage"]["requests"] == 0


def test_sections_have_a_state_and_spans_only_where_they_were_read(parsed: dict[str, Any]) -> None:
    for section in parsed["sections"].values():
        assert section["state"] in ("read", "absent", "unanswered")
        assert ("spans" in section) == (section["state"] == "read")


def test_unclaimed_figures_have_their_place_and_context(parsed: dict[str, Any]) -> None:
    for figure in parsed["figures"]["unclaimed"]:
        assert list(figure) == ["printed", "span", "context"]
        assert "".join(figure["printed"].split()) in "".join(figure["context"].split())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(Decimal("0.038"), "0.038", id="380 yuan"),
        pytest.param(Decimal("9.2"), "9.2", id="percentage"),
        pytest.param(Decimal("24252.311082"), "24252.311082", id="six decimals"),
        pytest.param(Decimal("25"), "25", id="whole"),
        pytest.param(Decimal("25.0"), "25", id="whole with a decimal"),
        pytest.param(Decimal("0.1") + Decimal("0.2"), "0.3", id="sum"),
        pytest.param(Decimal("123456789.012345"), "123456789.012345", id="fifteen digits"),
        pytest.param(Decimal("1E+3"), "1000", id="exponent"),
        pytest.param(10**15 - 1, "999999999999999", id="largest count"),
        pytest.param(date(2012, 2, 17), '"2012-02-17"', id="date"),
        pytest.param("629006", '"629006"', id="digits that are text"),
        pytest.param("0825", '"0825"', id="leading zero"),
        pytest.param(True, "true", id="true"),
        pytest.param(None, "null", id="blank"),
    ],
)
def test_values_print_exactly(value: object, text: str) -> None:
    fact = Fact(path="/a", state="stated", value=value, backend="rules", check="proved")
    assert f'"value":{text},' in fact.model_dump_json()


@given(st.decimals(0, 10**9, places=6))
def test_any_amount_prints_exactly(value: Decimal) -> None:
    assert Decimal(json.dumps(json_number(value))) == value


def test_decimals_and_dates_become_json_at_every_depth() -> None:
    values = {"a": [{"b": Decimal("9.2"), "c": [date(2012, 2, 17), None]}], "d": True}
    assert json_ready(values) == {"a": [{"b": 9.2, "c": ["2012-02-17", None]}], "d": True}


@pytest.mark.parametrize(
    "value",
    [
        130, True, None, "某县人民政府",
        "629006", "0825",
    ],
)  # fmt: skip
def test_a_fact_survives_the_way_through_json(value: bool | int | str | None) -> None:
    fact = Fact(path="/a", state="stated", value=value, backend="rules", check="proved")
    again = Fact.model_validate_json(fact.model_dump_json())
    assert again.value == value
    assert type(again.value) is type(value)


@pytest.mark.parametrize("value", [Decimal("9.2"), date(2012, 2, 17)])
def test_a_fact_read_back_prints_the_same(value: Decimal | date) -> None:
    text = Fact(path="/a", state="stated", value=value, backend="rules", check="proved").model_dump_json()
    assert Fact.model_validate_json(text).model_dump_json() == text


@pytest.mark.parametrize("indent", [None, 2])
def test_a_record_read_back_prints_the_same(record: Record, indent: int | None) -> None:
    text = record.to_json(indent)
    assert Record.model_validate_json(text).to_json(indent) == text


def test_a_record_read_back_has_the_same_facts_places_and_figures(record: Record) -> None:
    again = Record.model_validate_json(record.to_json())
    assert [(fact.path, fact.state, fact.span, fact.printed) for fact in again.facts] == [
        (fact.path, fact.state, fact.span, fact.printed) for fact in record.facts
    ]
    assert again.figures == record.figures
    assert again.sections == record.sections
    assert again.signature == record.signature


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"more": 1}, id="unknown key"),
        pytest.param({"status": "done"}, id="unknown status"),
        pytest.param({"figures": {"printed": 1}}, id="key missing"),
        pytest.param({"sections": {"header": {"state": "missing"}}}, id="unknown state"),
        pytest.param({"facts": [{"path": "/a"}]}, id="half a fact"),
    ],
)
def test_what_is_no_record_is_refused(parsed: dict[str, Any], change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Record.model_validate(parsed | change)


def test_a_record_cannot_be_changed(record: Record) -> None:
    with pytest.raises(ValidationError):
        record.status = "failed"  # type: ignore[misc]


def test_fact_by_path(record: Record) -> None:
    assert record.fact("/nowhere") is None
    assert record.fact(record.facts[0].path) is record.facts[0]


def test_unknown_cost_is_not_nothing() -> None:
    assert Usage().cost is None
    assert '"cost":0' not in Usage().model_dump_json()
