"""JSON is read as it stands or not at all."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giextract.text.strict_json import parsed

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
)


@given(JSON)
def test_what_was_written_is_read(data: object) -> None:
    assert parsed(json.dumps(data)) == data
    assert parsed(json.dumps(data, ensure_ascii=False).encode()) == data


def test_numbers_with_a_point_are_exact_and_a_mark_at_the_start_is_passed_over() -> None:
    assert parsed("\ufeff[0.10, 1e2]") == [Decimal("0.10"), Decimal("1E+2")]
    assert str(parsed("0.10")) == "0.10"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"a": 1, "a": 1}', '"a" stands twice'),
        ('[{"b": {"c": 1, "c": 2}}]', '"c" stands twice'),
        ("[NaN]", "NaN is no number"),
        ("-Infinity", "-Infinity is no number"),
        ("1e400", "beyond all use"),
        ("1e-99999999999999999999", "beyond all use"),
        ('["\\ud800"]', "half a surrogate pair"),
        ('{"\\udfff": 1}', "half a surrogate pair"),
        ("[" * 101 + "0" + "]" * 101, "nested too deep"),
        ('{"a":' * 101 + "[]" + "}" * 101, "nested too deep"),
        ("[" * 100_000, "nested too deep"),
        ('{"a":' * 100_000, "nested too deep"),
        (b"\xff\xfe", "no UTF-8"),
        ("", "Expecting value"),
        ("{", "Expecting property name"),
        ("1" * 5000, "digits"),
    ],
)
def test_what_says_two_things_or_nothing_is_refused_in_one_line(text: str | bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why) as caught:
        parsed(text)
    assert "\n" not in str(caught.value)


def test_some_depth_is_no_harm() -> None:
    assert str(parsed("[" * 100 + "0" + "]" * 100)).count("[") == 100


def test_a_whole_pair_is_no_half() -> None:
    assert parsed('"\\ud83d\\ude00"') == "😀"
