"""Numerals of real reports (PHRASES), of the brief, of look-alikes that are not numerals; properties for the rest."""

import doctest
import importlib
import re
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giextract.text import numerals
from giextract.text.numerals import NUMERAL, approximate, parse_numeral

READ_AS: dict[str, list[tuple[str, int | Decimal]]] = {
    "arabic": [
        ("0", 0),
        ("1,286", 1286),
        ("1，286", 1286),
        ("1 286", 1286),
        ("12,345,678", 12345678),
        ("1,286.50", Decimal("1286.50")),
        ("24252.311082", Decimal("24252.311082")),
        ("3.0", Decimal("3.0")),
        ("999999999999999", 999999999999999),
    ],
    "with a power": [
        ("3.5万", 35000),
        ("18万", 180000),
        ("1.2亿", 120000000),
        ("3.0万", 30000),
        ("1.23456万", Decimal("12345.6")),
        ("3千", 3000),
        ("5百", 500),
        ("3百万", 3000000),
        ("1.2万亿", 1200000000000),
        ("60余万", 600000),
        ("3万5千", 35000),
        ("1万2345", 12345),
        ("1亿2000万", 120000000),
    ],
    "chinese": [
        ("一百三十", 130),
        ("一百三十五", 135),
        ("一百零五", 105),
        ("一百十五", 115),
        ("二百五", 250),
        ("二百五十", 250),
        ("一千二", 1200),
        ("一千零五十", 1050),
        ("一万二", 12000),
        ("一万二千", 12000),
        ("一万零二", 10002),
        ("十万零五千", 105000),
        ("三百多万", 3000000),
        ("二百五万", 2500000),
        ("一亿二", 120000000),
        ("一亿零二", 100000002),
        ("廿三", 23),
        ("卅", 30),
        ("卅一", 31),
        ("百", 100),
        ("千", 1000),
        ("百万", 1000000),
        ("十五", 15),
        ("二十", 20),
        ("两", 2),
        ("两千零八", 2008),
        ("零", 0),
        ("〇", 0),
    ],
    "digit by digit": [
        ("二〇一七", 2017),
        ("二○一七", 2017),
        ("二零一七", 2017),
        ("二O一七", 2017),
        ("二0一0", 2010),
        ("一九九八", 1998),
        ("三〇", 30),
        ("〇五", 5),
    ],
    "letters for digits": [("2O17", 2017), ("1O", 10), ("l2", 12), ("I5", 15), ("2〇1○", 2010)],
}
PRINTED_ONLY = [
    ("１，２８６", 1286),
    ("１２．５万", 125000),
    ("1 2 8 6", 1286),
    ("12\n86", 1286),
    ("一 百\n三十", 130),
    ("三萬", 30000),
    ("２Ｏ１７", 2017),
]
NO_NUMERAL = {
    "words": ["", " ", "abc", "百分之", "条", "O", "lO", "○", "○○", "万", "亿", "余万", "①"],
    "misformed": ["1.2.3", "1.", ".5", "1,28", "1,2860", "1286,500", "-18", "3.5%", "60余", "12条"],
    "nonsense": ["十百", "一二百", "百十", "一千五十", "二千二千", "万一", "一万亿万", "零零", "十两", "一百零十"],
    "enumerations": ["一二", "三四", "一二三"],
    "too long": ["1234567890123456", "0.1234567890123456", "一二三四五六七八九一二三四五六七", "1" * 100000],
}
FOUND_IN = [
    ("主动公开政府信息1,286条，占62.2%", ["1,286", "62.2"]),
    ("受理1 286件", ["1 286"]),
    ("2016 286", ["2016", "286"]),
    ("0 130 151 0", ["0", "130", "151", "0"]),
    ("1 151 130 0 2", ["1", "151", "130", "0", "2"]),
    ("1，2，3", ["1", "2", "3"]),
    ("共1O条、l2件", ["1O", "l2"]),
    ("No12 A4 PM10", ["12", "4", "10"]),
    ("条1382、政府公报", ["1382"]),
    ("经费12.5万元", ["12.5万"]),
    ("经费60余万元", ["60余万"]),
    ("重5千克", ["5"]),
    ("占百分之三十五", ["三十五"]),
    ("三分之一", []),
    ("3百分点，3个百分点", ["3", "3"]),
    ("三点五万、六十五点五", []),
    ("几百条、数十件、十几个", []),
    ("总数二十条", ["二十"]),
    ("第1.2.3节", []),
    ("3万二千", []),
    ("一千五十条", []),
    ("费用3万2017年", ["3万", "2017"]),
    ("三百多万人次", ["三百多万"]),
    ("二〇一七年十二月", ["二〇一七", "十二"]),
]


@pytest.mark.parametrize(("printed", "value"), [row for rows in READ_AS.values() for row in rows])
def test_clean_numeral_is_found_whole_and_read(printed: str, value: int | Decimal) -> None:
    parsed = parse_numeral(printed)
    assert (parsed, type(parsed)) == (value, type(value))
    assert re.fullmatch(NUMERAL, printed)
    assert re.findall(NUMERAL, f"共{printed}条") == [printed]


@pytest.mark.parametrize(("printed", "value"), PRINTED_ONLY)
def test_numeral_as_printed_is_read(printed: str, value: int) -> None:
    assert parse_numeral(printed) == value


@pytest.mark.parametrize("origin", NO_NUMERAL)
def test_what_is_no_numeral_has_no_value(origin: str) -> None:
    assert [printed[:40] for printed in NO_NUMERAL[origin] if parse_numeral(printed) is not None] == []


def test_decimal_keeps_its_printed_places() -> None:
    assert str(parse_numeral("3.00")) == "3.00"


@pytest.mark.parametrize(("text", "found"), FOUND_IN)
def test_search_in_a_sentence(text: str, found: list[str]) -> None:
    assert re.findall(NUMERAL, text) == found


ROUNDED = ["3万余条", "60多个", "755多条", "1000条以上", "60余万元", "十余件", "约100条", "大约5件", "将近1,286条"]
ROUNDED += ["超过30次", "逾200件", "上百条", "上千人次", "至少3次", "近万", "100元左右", "近3万条", "2年多。"]
EXACT = ["3万条", "预约60次", "节约3万元", "最近3年", "网上12件", "以上3项", "12件来自网络", "12件多为咨询", "12来信"]
EXACT += ["5多媒体", "12件余下3件", "12"]


def rounded(text: str) -> bool:
    match = re.search(NUMERAL, text)
    return match is not None and approximate(text, match.start(), match.end())


def test_rounding_words_are_seen() -> None:
    assert [text for text in ROUNDED if not rounded(text)] == ["近万"]  # a bare 万 is a unit, not a numeral


def test_lookalikes_of_rounding_words_are_not() -> None:
    assert [text for text in EXACT if rounded(text)] == []


def test_rounding_word_after_a_power_outside_the_numeral() -> None:
    assert approximate("3万余条", 0, 1)


def test_docstrings() -> None:
    result = doctest.testmod(numerals)
    assert result.attempted > 5
    assert result.failed == 0


def chinese(value: int) -> str:
    """The textbook form of 0 to 10^12 - 1."""
    if value == 0:
        return "零"
    text = ""
    for power, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, value = divmod(value, power)
        if section:
            gap = "零" if text and section < 1000 else ""
            text += gap + chinese_section(section) + name
    return text.removeprefix("一") if text.startswith("一十") else text


def chinese_section(value: int) -> str:
    text, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, power)
        if digit:
            text += ("零" if gap else "") + "一二三四五六七八九"[digit - 1] + name
        gap = bool(text) and not digit
    return text


def test_the_formatter_of_these_tests() -> None:
    values = (0, 8, 10, 15, 20, 105, 130, 2008, 10000, 10002, 105000, 100000002)
    printed = "零 八 十 十五 二十 一百零五 一百三十 二千零八 一万 一万零二 十万五千 一亿零二"
    assert " ".join(map(chinese, values)) == printed


counts = st.integers(0, 10**12 - 1) | st.integers(0, 99999)


@given(counts)
def test_chinese_numerals_round_trip(value: int) -> None:
    printed = chinese(value)
    assert parse_numeral(printed) == value
    assert re.fullmatch(NUMERAL, printed)


@given(st.integers(1000, 9999), st.sampled_from("零〇○"))
def test_years_digit_by_digit_round_trip(value: int, zero: str) -> None:
    printed = "".join((zero + "一二三四五六七八九")[int(digit)] for digit in str(value))
    assert parse_numeral(printed) == value
    assert re.fullmatch(NUMERAL, printed)


@given(counts, st.sampled_from([",", "，"]), st.sampled_from(["", "万", "亿", "余万"]))
def test_grouped_numbers_with_powers_round_trip(value: int, mark: str, power: str) -> None:
    printed = f"{value:,}".replace(",", mark) + power
    assert parse_numeral(printed) == value * {"": 1, "亿": 10**8}.get(power, 10**4)
    assert re.fullmatch(NUMERAL, printed)


@given(st.text(alphabet="0123OlI〇○一二两九十百千万亿廿余多,，. 条", max_size=12))
def test_every_numeral_found_can_be_read(text: str) -> None:
    assert [found for found in re.findall(NUMERAL, text) if parse_numeral(found) is None] == []


@given(st.text(alphabet="0123OlI〇○一二两九十百千万亿廿余,，.", max_size=8))
def test_every_clean_numeral_read_is_found_whole(text: str) -> None:
    if parse_numeral(text) is not None:
        assert re.fullmatch(NUMERAL, text)


@given(st.text())
def test_parsing_is_total(text: str) -> None:
    parse_numeral(text)


def repeats(pattern: Any, inside: bool = False) -> Iterator[tuple[str, bool]]:
    """Kind of every unbounded repeat of a parsed pattern, and whether it stands inside another."""
    constants = importlib.import_module("re._constants")
    for op, arguments in pattern:
        unbounded = str(op).endswith("REPEAT") and arguments[1] == constants.MAXREPEAT
        if unbounded:
            yield str(op), inside
        for part in arguments if isinstance(arguments, (tuple, list)) else [arguments]:
            for branch in part if isinstance(part, list) else [part]:
                if hasattr(branch, "getwidth"):
                    yield from repeats(branch, inside or unbounded)


def test_no_repeat_can_backtrack() -> None:
    found = list(repeats(importlib.import_module("re._parser").parse(NUMERAL)))
    assert len(found) > 5
    assert set(found) == {("POSSESSIVE_REPEAT", False)}


def test_repeats_are_counted() -> None:
    assert list(repeats(importlib.import_module("re._parser").parse("(?:a|b+)*"))) == [
        ("MAX_REPEAT", False),
        ("MAX_REPEAT", True),
    ]


HOSTILE = [
    "1",
    "O",
    "1O",
    "〇",
    "一",
    "一0",
    "一00",
    "1,",
    "1,286,",
    "286 ",
    "1.",
    "1万",
    "一万",
    "百",
    "千",
    "二〇",
    "余",
    "O1x",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_search_is_linear_in_hostile_text(unit: str) -> None:
    # A quadratic search takes 10^10 steps here: minutes, not the seconds allowed.
    text = (unit * 100_000)[:100_000]
    began = time.process_time()
    for end in ("", "x", "百", ".1"):
        re.findall(NUMERAL, text + end)
        parse_numeral(text + end)
    assert time.process_time() - began < 10


def test_a_long_run_of_digits_is_one_match() -> None:
    assert [len(found) for found in re.findall(NUMERAL, "1" * 100_000)] == [100_000]
