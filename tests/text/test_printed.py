"""Printed characters to values: what a span says by itself, whoever found it."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giextract.text import printed as read

COUNTS: list[tuple[str, int | None]] = [
    ("130条", 130), ("130", 130), ("１３０条", 130), ("1 3 0 条", 130), ("13\n0条", 130), ("1,286件", 1286), ("一百三十", 130), ("3.5万", 35000), ("755多条", 755),
    ("约100条", 100), ("近20件", 20), ("12万余条", 120000), ("-18", -18), ("+1", 1), ("两千零八条", 2008), ("1\u200b30条", 130), ("1\x0030条", 130), ("O件", None), ("1O条", 10),
    ("未收到", 0), ("没有", 0), ("无", 0), ("未发生", 0), ("未收到政府信息公开申请", 0), ("零", 0), ("0件", 0),
    ("", None), ("130条，占5%", None), ("公开", None), ("3.5条", None), ("12条13件", None), ("收到", None), ("未收到3件", None), ("9.2%", None),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "value"), [pytest.param(*row, id=repr(row[0])) for row in COUNTS])
def test_counts(printed: str, value: int | None) -> None:
    assert read.count(printed) == value


def test_a_count_without_unit_and_with_a_control_character_inside() -> None:
    assert read.count("1\x0030") == 130


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("9.2%", "9.2"),
        ("９．２％", "9.2"),
        ("100%", "100"),
        ("百分之五十", "50"),
        ("0.60%", "0.60"),
        ("25", "25"),
        ("约9%", None),
        ("%", None),
        ("", None),
    ],
)
def test_percentages_are_copied_as_printed(printed: str, value: str | None) -> None:
    found = read.percent(printed)
    assert (str(found) if found is not None else None) == value


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("380元", "0.038"), ("3.5万元", "3.5"), ("1.2亿元", "12000"), ("24252.311082万元", "24252.311082"), ("万元 380", "380"), ("元380", "0.038"), ("0", "0"),
        ("没有收费", "0"), ("免费", "0"), ("未收取", "0"), ("380", None), ("", None), ("元", None), ("2832995元", "283.2995"), ("20万余元", "20"),
    ],
)  # fmt: skip
def test_money_is_in_ten_thousand_yuan(printed: str, value: str | None) -> None:
    found = read.money_wan_yuan(printed)
    assert found == (Decimal(value) if value is not None else None)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("2012年2月17日", date(2012, 2, 17)), ("二○一二年二月十七日", date(2012, 2, 17)), ("二 ○ 一 二 年 二 月 十七 曰", date(2012, 2, 17)),
        ("2012年\n2月17日", date(2012, 2, 17)), ("2012-04-18", date(2012, 4, 18)), ("2012年1月1日至12月31日", date(2012, 12, 31)),
        ("二零一二年元月十日", date(2012, 1, 10)), ("2012年2月30日", None), ("2015月1日", None), ("20101120101231", None), ("", None),
    ],
)  # fmt: skip
def test_days(printed: str, value: date | None) -> None:
    assert read.day(printed) == value


@pytest.mark.parametrize(
    ("printed", "value"),
    [("2017", 2017), ("2017年", 2017), ("2017年度", 2017), ("二○一七年度", 2017), ("２０１７", 2017), ("2O17年", 2017), ("17年", None), ("20171年", None), ("", None)],
)  # fmt: skip
def test_years(printed: str, value: int | None) -> None:
    assert read.year(printed) == value


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("某某县\n人民政府", "某某县人民政府"), ("0825—8663655", "0825-8663655"), ("Word 2010", "Word 2010"), ("Word  2010", "Word 2010"), (" 公开 ", "公开"), ("公\u200b开\x00", "公开"),
        ("公 开 办 公 室", "公开办公室"), ("[bookmark: _GoBack]公开", "公开"), ("公开——信息", "公开——信息"), ("", ""),
    ],
)  # fmt: skip
def test_words_stand_on_one_line(printed: str, text: str) -> None:
    assert read.words(printed) == text


DENIED = ["未收到申请", "没有收费", "无", "免费", "均未发生", "不予收取", "尚未收到", "零", "暂无"]
NOT_DENIED = ["", "收到申请", "免", "未收到3件", "为", "共", "公开", "目前"]


@pytest.mark.parametrize("text", DENIED)
def test_words_that_deny(text: str) -> None:
    assert read.denies(text)


@pytest.mark.parametrize("text", NOT_DENIED)
def test_words_that_do_not_deny(text: str) -> None:
    assert not read.denies(text)


@given(st.integers(0, 10**12), st.sampled_from(["", "条", "件", "人次"]))
def test_any_count_reads_back(value: int, unit: str) -> None:
    assert read.count(f"{value}{unit}") == value
    assert read.count(f"{value:,}{unit}") == value
    assert read.count(" ".join(f"{value}{unit}条"[:-1])) in (value, None)


@given(st.decimals(0, 10**8, places=6))
def test_any_amount_reads_back(value: Decimal) -> None:
    assert read.money_wan_yuan(f"{value}万元") == value
    assert read.percent(f"{value}%") == value


@given(st.text(max_size=40))
def test_nothing_raises(text: str) -> None:
    for parse in (
        read.count,
        read.percent,
        read.money_wan_yuan,
        read.number,
        read.day,
        read.year,
        read.words,
        read.denies,
    ):
        parse(text)


@pytest.mark.parametrize("unit", ["未收到", " ", "1", "公 ", "万元", "\x00", "<!--"])
def test_time_is_linear_in_length(unit: str) -> None:
    text = unit * (20_000 // len(unit)) + "。"
    began = time.process_time()
    for parse in (read.count, read.money_wan_yuan, read.day, read.words):
        parse(text)
    assert time.process_time() - began < 1
