"""Skeletons: signs for figures, and the way back to clean offsets."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giextract.text.skeleton import COUNT, DATE, MONEY, OTHER, PERCENT, YEAR, build, compile_pattern

LETTERS = {COUNT: "N", PERCENT: "P", MONEY: "M", YEAR: "Y", DATE: "D", OTHER: "X"}


def readable(text: str) -> str:
    return text.translate({ord(sign): letter for sign, letter in LETTERS.items()})


@pytest.mark.parametrize(
    ("text", "skeleton"),
    [
        pytest.param("2017年主动公开130条，占25%", "Y主动公开N，占P", id="count and share"),
        pytest.param("收取380元，增长3个百分点", "收取M，增长X", id="money and points"),
        pytest.param("自2011年1月1日至12月31日", "自D至D", id="period"),
        pytest.param("12条13件", "NN", id="neighbours"),
        pytest.param(
            "电话：0825-8663655；第3次；1.公开", "电话：0825-8663655；第3次；1.公开", id="kinds that stay as printed"
        ),
        pytest.param("一个网站", "N网站", id="article"),
        pytest.param("", "", id="empty"),
        pytest.param("公开", "公开", id="no figure"),
    ],
)
def test_figures_become_signs(text: str, skeleton: str) -> None:
    assert readable(build(text).text) == skeleton


@given(st.text(st.sampled_from("0123456789%条件年月日元万一二十（）公开，。：1.\n"), max_size=80))
@settings(max_examples=300, deadline=None)
def test_offsets_lead_back_to_clean_text(text: str) -> None:
    skeleton = build(text)
    assert len(skeleton.places) == len(skeleton.text) + 1
    assert skeleton.places[-1] == len(text)
    assert list(skeleton.places) == sorted(skeleton.places)
    for offset, character in enumerate(skeleton.text):
        start, end = skeleton.span(offset, offset + 1)
        if character in LETTERS:
            figure = skeleton.figure(offset)
            assert (figure.start, figure.end) == (start, end)
        else:
            assert text[start:end] == character
        assert skeleton.at(start) == offset
        assert {skeleton.at(place) for place in range(start, end)} == {offset}
    assert skeleton.at(len(text)) == len(skeleton.text)


@pytest.mark.parametrize(
    ("pattern", "text", "printed"),
    [
        pytest.param("公开{=}{N}", "主动公开政府信息数为130条", "130条", id="the words between name and count"),
        pytest.param("占{P}", "3条，占25%", "25%", id="percentage"),
        pytest.param("收取{_}{M}", "收取检索费380元", "380元", id="short gap"),
        pytest.param("收到{__}{N}", "收到公民、法人提出的有关申请13件", "13件", id="long gap"),
        pytest.param("{Y}", "在2017年度", "2017年度", id="year"),
        pytest.param("至{D}", "至2017年12月31日", "2017年12月31日", id="date"),
    ],
)
def test_patterns_speak_of_signs(pattern: str, text: str, printed: str) -> None:
    skeleton = build(text)
    match = compile_pattern(pattern).search(skeleton.text)
    assert match is not None
    start, end = skeleton.span(match.end() - 1, match.end())
    assert text[start:end] == printed


@pytest.mark.parametrize("text", ["收到申请3件，答复13件", "收到3件申请13件"])
def test_gaps_hold_no_other_figure(text: str) -> None:
    match = compile_pattern("收到{__}{N}").search(build(text).text)
    assert match is not None
    assert len(re.findall(f"[{COUNT}]", match[0])) == 1


def test_time_is_linear_in_length() -> None:
    text = "2017年主动公开政府信息130条，占25%，收取380元。" * 4_000
    began = time.process_time()
    build(text)
    assert time.process_time() - began < 2
