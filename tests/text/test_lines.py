"""Lines: the units of clean text; headings in the middle of a line, pages without line ends, titles that run into text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giextract.text.clean import clean
from giextract.text.lines import LONG_LINE, Line, cut


def texts(document: str) -> list[str]:
    return [line.text for line in cut(clean(document))]


CUT = [
    pytest.param("一、概述\n二、公开", ["一、概述", "二、公开"], id="lines of the document"),
    pytest.param("本报告共两个部分。二、主动公开政府信息情况（一）公开数量", ["本报告共两个部分。", "二、主动公开政府信息情况", "（一）公开数量"], id="headings inside a line"),
    pytest.param("工作有序。2、加强培训。3、加强宣传。", ["工作有序。", "2、加强培训。", "3、加强宣传。"], id="list marks inside a line"),
    pytest.param("一、 概述 推进工作是一项重要举措。", ["一、概述", "推进工作是一项重要举措。"], id="white space behind a title"),
    pytest.param("三、依申请公开情况2011年全县未收到申请。", ["三、依申请公开情况", "2011年全县未收到申请。"], id="a title that runs into its sentence"),
    pytest.param("根据第（一）项和第（二）款规定公开。", ["根据第（一）项和第（二）款规定公开。"], id="references are no headings"),
    pytest.param("依照《条例》第十条（一）项公开。", ["依照《条例》第十条（一）项公开。"], id="an item of the statute is no heading"),
    pytest.param("行政申诉数条00平潭县人民政府办公室2012年2月20日", ["行政申诉数条00", "平潭县人民政府办公室2012年2月20日"], id="a signature behind the form"),
    pytest.param("工作有序开展。附件1：统计表", ["工作有序开展。", "附件1：统计表"], id="the annex inside a line"),
    pytest.param("增长3.5倍，第1、2季度公开。", ["增长3.5倍，第1、2季度公开。"], id="figures are no list marks"),
    pytest.param("", [], id="empty"),
    pytest.param("\n \n", [], id="white"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "lines"), CUT)
def test_lines_begin_where_something_new_begins(document: str, lines: list[str]) -> None:
    assert texts(document) == lines


def test_long_prose_is_cut_at_its_sentences_and_nowhere_else() -> None:
    sentence = "本机关按照条例的要求公开各类政府信息并接受社会监督。"
    lines = texts(sentence * 20)
    assert len(lines) > 1
    assert max(map(len, lines)) <= LONG_LINE
    assert all(line.endswith("。") for line in lines)


def test_a_sentence_longer_than_a_line_stays_whole() -> None:
    assert texts("公" * 500 + "。开。") == ["公" * 500 + "。", "开。"]


@given(st.text(st.sampled_from("公开情况一二、（）。；：，12条年\n 第附件"), max_size=200))
@settings(max_examples=200, deadline=None)
def test_lines_hold_every_character_but_line_breaks(document: str) -> None:
    cleaned = clean(document)
    lines = cut(cleaned)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert all(line.text == cleaned.text[line.start : line.end] and line.text for line in lines)
    assert "".join(line.text for line in lines) == cleaned.text.replace("\n", "")
    assert all(one.end <= other.start for one, other in pairwise(lines))


def test_lines_are_values() -> None:
    assert cut(clean("公开")) == (Line(1, 0, 2, "公开"),)


@pytest.mark.parametrize("unit", ["公开", "一、", "（一）", "。", "1、", "一、概述", "：", "附件：", "公开情况。"])
def test_time_is_linear_in_length(unit: str) -> None:
    cleaned = clean(unit * (100_000 // len(unit)))
    began = time.process_time()
    cut(cleaned)
    assert time.process_time() - began < 1.5


def test_a_line_end_that_was_joined_parts_no_heading() -> None:
    wrapped = "\n".join(
        [
            "二、主动公开情况2014年本局按照条例要求做好",
            "主动公开政府信息工作，全年公开信息四十条，其",
            "中网站公开信息三十条，微博公开信息十条，内容",
            "包括机构职能、政策法规、工作动态等方面情况。",
        ]
    )
    lines = cut(clean(wrapped))
    assert lines[0].text.startswith("二、主动公开情况2014年") or lines[0].text == "二、主动公开情况"
    assert lines[-1].text.endswith("工作动态等方面情况。")
    assert "好" not in {line.text[-1] for line in lines[:-1]}


def test_the_ruled_line_of_a_saved_page_ends_before_the_title() -> None:
    lines = cut(clean("文号：无====================正文====================江城县2014年政府信息公开工作年度报告"))
    assert lines[-1].text == "江城县2014年政府信息公开工作年度报告"
