"""Dates and periods as reports print them; the damaged ones are from PHRASES."""

import doctest
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giextract.text import dates
from giextract.text.dates import DATE, YEAR, DateSpan, find_dates, find_period, parse_date, parse_year

READ_AS = {
    "digits": [
        ("2017年12月5日", (2017, 12, 5)),
        ("2018 年 2 月 1 日", (2018, 2, 1)),
        ("2 0 1 8 年2月1 1日", (2018, 2, 11)),
        ("2017年\n12月5日", (2017, 12, 5)),
        ("2012年2月20号", (2012, 2, 20)),
        ("２０１７年１２月５日", (2017, 12, 5)),
        ("2O17年1O月l2日", (2017, 10, 12)),
        ("2017年02月05日", (2017, 2, 5)),
        ("2016年2月29日", (2016, 2, 29)),
    ],
    "separators": [
        ("2018-02-01", (2018, 2, 1)),
        ("2018/2/1", (2018, 2, 1)),
        ("2018.2.1", (2018, 2, 1)),
        ("2018．2．1", (2018, 2, 1)),
    ],
    "chinese": [
        ("二○一七年十二月五日", (2017, 12, 5)),
        ("二〇一七年十二月五日", (2017, 12, 5)),
        ("二零一七年十二月五日", (2017, 12, 5)),
        ("二O一二年元月十日", (2012, 1, 10)),
        ("二0一二年一月廿八日", (2012, 1, 28)),
        ("二O一二年三月三十一日", (2012, 3, 31)),
        ("二○一二年二月十七日", (2012, 2, 17)),
        ("二〇一〇年一〇月二O日", (2010, 10, 20)),
        ("二〇一二年一月卅日", (2012, 1, 30)),
        ("二〇一二年十月卅一日", (2012, 10, 31)),
        ("二 〇 一 二 年 一 月 二十 日", (2012, 1, 20)),
        ("一九九八年一月〇五日", (1998, 1, 5)),
    ],
}
NO_DATE = {
    "damaged": ["", "年月日", "2015月1日", "2013月1日", "20101120101231", "2018年2月1", "2017年"],
    "no day": ["2017年12月", "2018-02", "2018.2", "12月31日", "2018年1-6月"],
    "impossible": [
        "2017年2月30日",
        "2017年13月1日",
        "2017年0月1日",
        "2017年1月0日",
        "二〇一七年十三月一日",
        "2018-2-30",
    ],
    "out of range": ["1948年12月31日", "2100年1月1日", "1017年1月1日"],
    "other": ["abc", "2018-02/01", "2018-02-011", "192.168.1.1", "2017年1月元日", "2017年1月十十日"],
}


@pytest.mark.parametrize(("printed", "value"), [row for rows in READ_AS.values() for row in rows])
def test_full_date_is_found_and_read(printed: str, value: tuple[int, int, int]) -> None:
    assert parse_date(printed) == date(*value)
    assert re.fullmatch(DATE, printed)
    assert find_dates(f"于{printed}印发") == [(1, 1 + len(printed), date(*value))]


@pytest.mark.parametrize("origin", NO_DATE)
def test_what_is_no_full_date_has_no_value(origin: str) -> None:
    assert [printed for printed in NO_DATE[origin] if parse_date(printed) is not None] == []


def test_limits_of_the_calendar() -> None:
    assert parse_date("1949年1月1日") == date(1949, 1, 1)
    assert parse_date("2099年12月31日") == date(2099, 12, 31)


def test_a_printed_year_beats_the_inherited_one() -> None:
    assert parse_date("2012年1月1日", year=2013) == date(2012, 1, 1)
    assert parse_date("十二月三十一日", year=2013) == date(2013, 12, 31)
    assert parse_date("12.31", year=2013) == date(2013, 12, 31)
    assert parse_date("2月29日", year=2013) is None


@pytest.mark.parametrize("printed", ["2017", "二〇一七", "二○一七", "2O17", "２０１７", "二零一七", "二O一七", "20l7"])
def test_year_is_found_and_read(printed: str) -> None:
    assert parse_year(printed) == 2017
    assert re.findall(YEAR, f"在{printed}年度") == [printed]


@pytest.mark.parametrize("printed", ["", "17", "１７", "1977", "2100", "20171", "2017年", "一七", "O017", "二千", "年"])
def test_what_is_no_year_has_no_value(printed: str) -> None:
    assert parse_year(printed) is None


def test_years_inside_longer_numbers_are_not_found() -> None:
    assert re.findall(YEAR, "20101120101231 电话82017 二〇一七八 2 0 1 7") == []


def test_dates_are_found_left_to_right_without_overlap() -> None:
    text = "2017年1月1日至2017年12月31日，2017年2月30日，2018.2.1-2018.12.31；统一2018-02-01 10:20"
    assert [str(value) for _, _, value in find_dates(text)] == [
        "2017-01-01",
        "2017-12-31",
        "2018-02-01",
        "2018-12-31",
        "2018-02-01",
    ]


def test_dates_inside_longer_digit_strings_are_not_found() -> None:
    assert find_dates("12017年1月1日 02018-02-01 2018-02-013 10.2018.2.1") == []


def test_search_limits_hold() -> None:
    text = "2017年1月1日，2018-02-01"
    assert find_dates(text, 1) == [(10, 20, date(2018, 2, 1))]
    assert find_dates(text, 0, 19) == [(0, 9, date(2017, 1, 1))]


PERIODS = [
    ("自2017年1月1日起至2017年12月31日止。", "2017年1月1日", "2017年12月31日", date(2017, 1, 1), date(2017, 12, 31)),
    ("2012年1月1日至12月31日", "2012年1月1日", "12月31日", date(2012, 1, 1), date(2012, 12, 31)),
    ("：从2012年1月1日到2012年12月31日", "2012年1月1日", "2012年12月31日", date(2012, 1, 1), date(2012, 12, 31)),
    ("自 2014 年 1 月 1 日 起，截至 12月6日。", "2014 年 1 月 1 日", "12月6日", date(2014, 1, 1), date(2014, 12, 6)),
    ("2018.1.1-2018.12.31", "2018.1.1", "2018.12.31", date(2018, 1, 1), date(2018, 12, 31)),
    ("2018.1.1—12.31", "2018.1.1", "12.31", date(2018, 1, 1), date(2018, 12, 31)),
    (
        "自二○一二年元月一日起至十二月三十一日",
        "二○一二年元月一日",
        "十二月三十一日",
        date(2012, 1, 1),
        date(2012, 12, 31),
    ),
    ("本年2012年1月1日至12月31日", "2012年1月1日", "12月31日", date(2012, 1, 1), date(2012, 12, 31)),
    ("自2013月1日起至2013年12月31日止", "2013月1日", "2013年12月31日", None, date(2013, 12, 31)),
    ("自2013年1月1日起至2103月31日止", "2013年1月1日", "2103月31日", date(2013, 1, 1), None),
    ("自2013年1月1日起至月31日止", "2013年1月1日", "月31日", date(2013, 1, 1), None),
    ("自月1日起至2013年12月31日止", "月1日", "2013年12月31日", None, date(2013, 12, 31)),
    ("2018年1月至12月", "2018年1月", "12月", None, None),
    ("20101120101231", "20101120101231", "20101120101231", None, None),
    ("自20101120101231止", "20101120101231", "20101120101231", None, None),
]


@pytest.mark.parametrize(("text", "first", "last", "start", "end"), PERIODS)
def test_period_with_both_ends_printed(text: str, first: str, last: str, start: date | None, end: date | None) -> None:
    period = find_period(text)
    assert period is not None
    for span, printed, value in ((period.start, first, start), (period.end, last, end)):
        assert span is not None
        assert text[span.start : span.end] == printed
        assert (span.value, span.printed_blank) == (value, False)


@pytest.mark.parametrize("text", ["自至。", "自 至 止", "自起至止。", "自年月日起至年月日止", "自至"])
def test_ends_without_figures_are_blank(text: str) -> None:
    period = find_period(text)
    assert period is not None
    assert period.start is not None
    assert period.end is not None
    assert (period.start.value, period.start.printed_blank) == (None, True)
    assert (period.end.value, period.end.printed_blank) == (None, True)


@pytest.mark.parametrize("text", ["自2015月1日起", "自2015月1日起至今", "自2015月1日起至年底"])
def test_end_that_is_not_dated_is_absent(text: str) -> None:
    assert find_period(text) == (DateSpan(1, 8, None, False), None)


def test_lone_end_takes_the_year_given() -> None:
    assert find_period("截至12月6日") == (None, DateSpan(2, 7, None, False))
    assert find_period("截至12月6日", year=2012) == (None, DateSpan(2, 7, date(2012, 12, 6), False))
    assert find_period("至2012年12月6日") == (None, DateSpan(1, 11, date(2012, 12, 6), False))
    assert find_period("截止到2012年12月6日") == (None, DateSpan(3, 13, date(2012, 12, 6), False))


def test_start_without_a_year_takes_the_year_given() -> None:
    period = find_period("2017年度（1月1日至12月31日）", year=2017)
    assert period is not None
    assert [span and span.value for span in period] == [date(2017, 1, 1), date(2017, 12, 31)]


@pytest.mark.parametrize("text", ["", "见附表。", "为2017年度", "自然年度", "达到5件", "一年。自2012年1月1日起至今"])
def test_clause_without_a_period(text: str) -> None:
    assert find_period(text) is None


def test_docstrings() -> None:
    result = doctest.testmod(dates)
    assert result.attempted > 5
    assert result.failed == 0


def test_no_repeat_is_unbounded() -> None:
    assert re.findall(r"(?<!\\)[*+]|,\}", DATE + YEAR) == []


days = st.dates(date(1949, 1, 1), date(2099, 12, 31))
FORMS = ["{0}年{1}月{2}日", "{0} 年 {1} 月 {2} 号", "{0}-{1:02}-{2:02}", "{0}/{1}/{2}", "{0}.{1}.{2}"]


def chinese(value: date, zero: str) -> str:
    def small(number: int) -> str:
        tens, ones = divmod(number, 10)
        return ("", "十", "二十", "三十")[tens] + ("一二三四五六七八九"[ones - 1] if ones else "")

    year = "".join((zero + "一二三四五六七八九")[int(digit)] for digit in str(value.year))
    return f"{year}年{small(value.month)}月{small(value.day)}日"


@given(days, st.sampled_from(FORMS))
def test_dates_in_digits_round_trip(value: date, form: str) -> None:
    printed = form.format(value.year, value.month, value.day)
    assert parse_date(printed) == value
    assert re.fullmatch(DATE, printed)


@given(days, st.sampled_from("○〇零O0"))
def test_dates_in_chinese_round_trip(value: date, zero: str) -> None:
    printed = chinese(value, zero)
    assert parse_date(printed) == value
    assert find_dates(printed) == [(0, len(printed), value)]


@given(days, days, st.sampled_from(["自{}起至{}止", "{}至{}", "从{}到{}。", "{}—{}"]))
def test_periods_round_trip(first: date, last: date, form: str) -> None:
    period = find_period(form.format(*(FORMS[0].format(day.year, day.month, day.day) for day in (first, last))))
    assert period is not None
    assert [span and span.value for span in period] == [first, last]


@given(st.text() | st.text(alphabet="自至起止从到截 2017年月日元十二〇O.-/。", max_size=40))
def test_everything_is_total(text: str) -> None:
    parse_date(text)
    parse_date(text, year=2017)
    parse_year(text)
    for start, end, value in find_dates(text):
        assert parse_date(text[start:end]) == value
    for span in find_period(text) or ():
        assert span is None or 0 <= span.start <= span.end <= len(text)
