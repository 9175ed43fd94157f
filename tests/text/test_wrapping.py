"""Which line ends stand inside a sentence: texts wrapped at a width, texts whose lines are paragraphs, forms."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giextract.text.wrapping import columns, joins

FULL = "本机关按照条例的要求公开各类政府信息并且接受社会各界的监督和评议"
"""Sixty-four columns, in the middle of a sentence."""


@pytest.mark.parametrize(
    ("line", "width"),
    [
        pytest.param("", 0, id="empty"),
        pytest.param("公开", 4, id="Chinese"),
        pytest.param("ab1", 3, id="Latin"),
        pytest.param("公开１２", 8, id="full-width digits"),
        pytest.param("，。", 4, id="Chinese punctuation"),
    ],
)
def test_columns_are_those_of_a_page_of_fixed_pitch(line: str, width: int) -> None:
    assert columns(line) == width


JOINED = [
    pytest.param([FULL] * 5 + ["公开。"], [1] * 5, {0, 1, 2, 3, 4}, id="wrapped at a width"),
    pytest.param([FULL] * 5 + ["一、概述"], [1] * 5, {0, 1, 2, 3}, id="a heading begins anew"),
    pytest.param([FULL] * 5 + ["（二）公开"], [1] * 5, {0, 1, 2, 3}, id="a sub-heading begins anew"),
    pytest.param([FULL] * 5 + ["附件：统计表"], [1] * 5, {0, 1, 2, 3}, id="the annex begins anew"),
    pytest.param(
        [FULL] * 4 + [FULL[:-1] + "。", "公开"], [1] * 5, {0, 1, 2, 3}, id="a full line that ends its sentence"
    ),
    pytest.param([FULL] * 5 + ["公开。"], [1, 1, 2, 1, 1], {0, 1, 3, 4}, id="a blank line ends a paragraph"),
    pytest.param(["主动公开，", "收到申请"], [1], {0}, id="a comma is no end"),
    pytest.param(["主动公开，", "收到申请"], [2], set(), id="a comma before a blank line"),
    pytest.param(["一、概述", "二、主动公开"], [1], set(), id="short lines are paragraphs"),
    pytest.param(["指标名称", "单位", "数量", "条", "12"], [1] * 4, set(), id="one cell per line"),
    pytest.param(["某某局办公室", "2012年2月17日"], [1], set(), id="signature"),
    pytest.param(["", "公开"], [1], set(), id="nothing before"),
    pytest.param([], [], set(), id="no line"),
    pytest.param(["公开"], [], set(), id="one line"),
]


@pytest.mark.parametrize(("lines", "breaks", "joined"), JOINED)
def test_line_ends_inside_a_sentence_are_told(lines: list[str], breaks: list[int], joined: set[int]) -> None:
    assert joins(lines, breaks) == joined


@given(
    st.lists(st.tuples(st.text(st.sampled_from("公开1，。：、（）一 "), max_size=40), st.integers(1, 3)), min_size=1)
)
def test_only_line_ends_that_stand_there_are_joined(rows: list[tuple[str, int]]) -> None:
    lines = [line for line, _ in rows]
    joined = joins(lines, [count for _, count in rows[1:]])
    assert joined <= set(range(len(lines) - 1))
    assert all(lines[index] and lines[index + 1] for index in joined)


def test_time_is_linear_in_the_number_of_lines() -> None:
    lines = [FULL[: 20 + index % 12] for index in range(40_000)]
    began = time.process_time()
    joins(lines, [1] * (len(lines) - 1))
    assert time.process_time() - began < 3
