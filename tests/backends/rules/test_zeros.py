"""Zeros that words state; sentences of reports (PHRASES.md, zero, blank, nothing) and look-alikes that deny something else."""

from __future__ import annotations

import re

import pytest

from giextract.backends.rules.zeros import zeros
from tests.backends.rules.readings import reading

THINGS = {
    "申请": (re.compile("申请"), None),
    "复议": (re.compile("复议"), None),
    "诉讼": (re.compile("诉讼"), None),
    "收费": (re.compile("收费|收取|费用"), None),
    "减免": (re.compile("减免"), None),
}
HEADING = "四、复议、诉讼情况\n"

DENIED = {
    "behind the denial": [
        ("2012年未收到政府信息公开申请和行政复议。", {"申请", "复议"}), ("没有收到行政复议、行政诉讼。", {"复议", "诉讼"}), ("不存在行政诉讼。", {"诉讼"}),
        ("本年度尚未收到公民、法人提出的申请。", {"申请"}), ("没有收费，也未减免。", {"收费", "减免"}), ("未接到行政复议。", {"复议"}), ("未受理行政诉讼。", {"诉讼"}),
    ],
    "before the denial": [("行政复议情况：无。", {"复议"}), ("因政府信息公开申请引起的行政复议未发生。", {"复议"})],
    "in the heading": [("无", {"复议", "诉讼"}), ("无。", {"复议", "诉讼"}), ("本年度无。", {"复议", "诉讼"}), ("（无）", {"复议", "诉讼"}), ("没有发生。", {"复议", "诉讼"})],
    "in one word": [("零复议、零诉讼。", {"复议", "诉讼"})],
    "beside a figure": [("收到复议1件，未发生行政诉讼。", {"诉讼"}), ("未发生因申请引起的复议，收到申请3件。", {"复议"})],
}  # fmt: skip
NOT_DENIED = {
    "another year": ["2011年未发生行政复议。", "去年未发生行政复议。", "上年未收到申请。"],
    "other words with 无 and 未": [
        "无偿提供行政复议咨询。",
        "无障碍浏览，受理行政复议。",
        "受理行政复议，无纸化办公。",
    ],
    "figures": ["行政复议3件，行政诉讼2件。", "收到申请12件。"],
    "nothing said": ["依法办理行政复议。", ""],
}


@pytest.mark.parametrize(
    ("sentence", "things"),
    [pytest.param(*row, id=f"{origin}-{row[0][:12]}") for origin, rows in DENIED.items() for row in rows],
)
def test_things_that_a_sentence_denies_are_zero(sentence: str, things: set[str]) -> None:
    found = list(zeros(reading(HEADING + sentence, "disputes"), THINGS))
    assert {answer.path for answer in found} == things
    assert {answer.value for answer in found} == {0}
    assert all(answer.quote in sentence for answer in found)
    assert not any(re.search("[1-9]", answer.quote) for answer in found)


@pytest.mark.parametrize(
    "sentence", [pytest.param(row, id=f"{origin}-{row[:12]}") for origin, rows in NOT_DENIED.items() for row in rows]
)
def test_what_no_sentence_denies_is_not_zero(sentence: str) -> None:
    assert list(zeros(reading(HEADING + sentence, "disputes"), THINGS)) == []


def test_the_first_denial_proves_the_zero() -> None:
    (answer,) = zeros(reading(HEADING + "未发生行政复议。没有收到行政复议。", "disputes"), {"复议": THINGS["复议"]})
    assert answer.quote == "未发生"


def test_words_beside_which_a_name_means_something_else() -> None:
    things = {"复议": (re.compile("复议"), re.compile("咨询"))}
    assert list(zeros(reading(HEADING + "未收到行政复议咨询。", "disputes"), things)) == []
