"""Enumerations in prose; the forms are those of PHRASES.md (problems and measures)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giextract.backends.rules.enumerations import items, semicolons

CONTAINER = re.compile(r"存在的?(?:主要)?问题|改进措施")

LISTED = [
    pytest.param("一是人员不足；二是经费不足。", ["人员不足", "经费不足"], id="series"),
    pytest.param(
        "一是人员不足。三是经费不足。三是宣传不够。",
        ["人员不足", "经费不足", "宣传不够"],
        id="series that jumps and repeats",
    ),
    pytest.param(
        "主要问题：一是人员不足，培训不够；二是经费紧张。",
        ["人员不足，培训不够", "经费紧张"],
        id="series behind a colon",
    ),
    pytest.param("（一）加强领导。各单位重视。（二）加强培训。", ["加强领导", "加强培训"], id="first sentence of each"),
    pytest.param("1.加强领导。\n2.加强培训。", ["加强领导", "加强培训"], id="numbers"),
    pytest.param("1、加强领导\n2、加强培训", ["加强领导", "加强培训"], id="numbers with a comma"),
    pytest.param("①加强领导；②加强培训。", ["加强领导", "加强培训"], id="circles"),
    pytest.param("其一，加强领导；其二，加强培训。", ["加强领导", "加强培训"], id="qi yi"),
    pytest.param("第一，加强领导。第二，加强培训。", ["加强领导", "加强培训"], id="di yi"),
    pytest.param("首先，加强领导。其次，加强培训。", ["加强领导", "加强培训"], id="first and next"),
    pytest.param("●加强领导\n●加强培训", ["加强领导", "加强培训"], id="bullets"),
    pytest.param(
        "（一）存在的问题\n1.公开不及时。\n2.内容不全面。",
        ["公开不及时", "内容不全面"],
        id="a mark that names the list",
    ),
    pytest.param(
        "（一）公开不及时。1.网站更新慢。2.栏目少。（二）内容不全面。",
        ["公开不及时", "内容不全面"],
        id="the outermost list",
    ),
    pytest.param("一是人员不足。", [], id="one item is no list"),
    pytest.param("没有列举任何问题。", [], id="none"),
    pytest.param("", [], id="empty"),
    pytest.param("增长1.5倍，达到2.5倍。", [], id="figures"),
]


@pytest.mark.parametrize(("text", "listed"), LISTED)
def test_items_of_an_enumeration(text: str, listed: list[str]) -> None:
    assert [text[item.start : item.end] for item in items(text, CONTAINER, explained=False)] == listed


def test_a_catchword_takes_its_sentence_along_where_it_is_explained() -> None:
    text = "一是认识。思想认识还不到位。二是经费。工作经费比较紧张。"
    assert [text[item.start : item.end] for item in items(text, CONTAINER, explained=True)] == [
        "认识。思想认识还不到位",
        "经费。工作经费比较紧张",
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param(
            "主要是：公开不及时；内容不全面；形式较单一。",
            ["公开不及时", "内容不全面", "形式较单一"],
            id="behind a colon",
        ),
        pytest.param(
            "公开不及时；内容不全面。下一步改进；提高。", ["公开不及时", "内容不全面"], id="the first sentence"
        ),
        pytest.param("一是公开不及时；二是内容不全面。", [], id="a series is no such list"),
        pytest.param("公开不及时。", [], id="no semicolon"),
        pytest.param("", [], id="empty"),
    ],
)
def test_parts_that_nothing_but_semicolons_divide(text: str, parts: list[str]) -> None:
    assert [text[item.start : item.end] for item in semicolons(text)] == parts


@given(st.text(st.sampled_from("一二三是（）1.、；。：，\n公开不足●其"), max_size=80), st.booleans())
def test_items_stand_in_order_without_overlap(text: str, explained: bool) -> None:
    for found in (items(text, CONTAINER, explained=explained), semicolons(text)):
        end = 0
        for item in found:
            assert end <= item.start < item.end <= len(text)
            end = item.end
