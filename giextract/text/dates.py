"""Printed dates, years and the statistics period of a report.

Patterns accept clean text and the document as printed (spaces between the parts, full-width digits).
"""

import re
from datetime import date
from typing import NamedTuple

_ZEROS = "〇○◯零OoＯｏ"
_LONGEST = 60
"""Characters of a printed date, spaces included, at the most."""
_FIGURES = f"0-9０-９{_ZEROS}lI"
_CHINESE = f"一二三四五六七八九0０{_ZEROS}"
_TO_FIGURE = str.maketrans(f"lI０１２３４５６７８９{_ZEROS}", "110123456789" + "0" * len(_ZEROS))
_CHINESE_TO_FIGURE = str.maketrans("一二三四五六七八九", "123456789")

_S = r"\s{0,3}"


def _year(space: str) -> str:
    figures = f"(?<![0-9０-９])[12１２](?:{space}[{_FIGURES}]){{3}}"
    chinese = f"(?<![0-9０-９〇○一二三四五六七八九])[一二](?:{space}[{_CHINESE}]){{3}}"
    return f"(?:{figures}|{chinese})"


YEAR = f"{_year('')}(?![0-9０-９〇○一二三四五六七八九])"
"""Regex source of a year without 年, not inside a longer string of digits."""

_PART = f"(?:元|[{_FIGURES}一二三四五六七八九十廿卅](?:{_S}[{_FIGURES}一二三四五六七八九十廿卅]){{0,2}})"
_MONTH_DAY = f"{_PART}{_S}月{_S}{_PART}{_S}[日号]"
_SHORT = "[0-9０-９]{1,2}"
_SEPARATED = "|".join(
    f"{_year('')}{_S}{mark}{_S}{_SHORT}{_S}{mark}{_S}{_SHORT}(?![0-9０-９])" for mark in ("[-－]", "[/／]", "[.．]")
)

DATE = f"(?:{_year(_S)}{_S}年{_S}{_MONTH_DAY}|(?<![0-9][.．])(?:{_SEPARATED}))"
"""Regex source of a full date (year, month, day); it captures nothing and every repetition is bounded."""

_DATE = re.compile(DATE)
_YEAR = re.compile(YEAR)
_DAY_OF_YEAR = re.compile(f"{_MONTH_DAY}|{_SHORT}[./-]{_SHORT}")
_PIECES = re.compile(r"(?:(?P<year>.{4})[年/.-])?(?P<month>[^年月/.-]{1,3})[月/.-](?P<day>[^年月日号/.-]{1,3})[日号]?")


def _small_numbers() -> dict[str, int]:
    """1 to 31 as written in Chinese dates: 五, 〇五, 十五, 一五, 二十, 廿, 二〇, 三十一, 卅一."""
    digits = "〇一二三四五六七八九"
    words: dict[str, int] = {}
    for value in range(1, 32):
        tens, ones = divmod(value, 10)
        last = digits[ones] if ones else ""
        forms = [digits[tens] + digits[ones], "一二三"[tens - 1] + "十" + last] if tens else [last, "〇" + last]
        if tens:
            forms.append(" 十廿卅"[tens] + last)
        words |= {form.translate(_CHINESE_TO_FIGURE).translate(_TO_FIGURE): value for form in forms}
    return words


_WORD_TO_NUMBER = _small_numbers()


def _number(printed: str) -> int | None:
    return _WORD_TO_NUMBER.get(printed.translate(_TO_FIGURE).translate(_CHINESE_TO_FIGURE))


def parse_year(printed: str) -> int | None:
    """Read a year of 1978 to 2099 printed without 年.

    >>> [parse_year(case) for case in ["2017", "二〇一七", "二○一七", "2O17", "２０１７", "二零一0", "20 17"]]
    [2017, 2017, 2017, 2017, 2017, 2010, 2017]
    >>> {parse_year(case) for case in ["", "17", "１７", "1977", "2100", "20171", "2017年", "O017"]}
    {None}
    """
    year = _any_year(printed)
    return year if year is not None and 1978 <= year <= 2099 else None


def _any_year(printed: str) -> int | None:
    text = "".join(printed.split())
    return int(text.translate(_TO_FIGURE).translate(_CHINESE_TO_FIGURE)) if _YEAR.fullmatch(text) else None


def parse_date(printed: str, *, year: int | None = None) -> date | None:
    """Read one whole date of 1949 to 2099; `year` is inherited by a date printed without one.

    >>> cases = ["2017年12月5日", "2018 年 2 月 1 日", "2018-02-01", "2018.2.1", "二○一二年元月廿八日", "2012年2月20号"]
    >>> [str(parse_date(case)) for case in cases]
    ['2017-12-05', '2018-02-01', '2018-02-01', '2018-02-01', '2012-01-28', '2012-02-20']
    >>> str(parse_date("12月31日", year=2012))
    '2012-12-31'
    >>> {parse_date(case) for case in ["", "2017年12月", "2017年2月30日", "1948年1月1日", "12月31日", "2015月1日"]}
    {None}
    """
    text = "".join(printed.split()).translate(str.maketrans("－／．", "-/."))
    whole = _DATE.fullmatch(text) or (year is not None and _DAY_OF_YEAR.fullmatch(text))
    pieces = _PIECES.fullmatch(text) if whole else None
    if not pieces:
        return None
    own_year = _any_year(pieces["year"]) if pieces["year"] else year
    month = 1 if pieces["month"] == "元" else _number(pieces["month"])
    day = _number(pieces["day"])
    if own_year is None or month is None or day is None or not 1949 <= own_year <= 2099:
        return None
    try:
        return date(own_year, month, day)
    except ValueError:
        return None


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, date]]:
    """Full dates that exist in the calendar, as (start, end, value), left to right.

    >>> find_dates("自2017年1月1日起，网页更新2018-02-01，电话02018-02-01")
    [(1, 10, datetime.date(2017, 1, 1)), (16, 26, datetime.date(2018, 2, 1))]
    """
    stop = len(text) if end is None else end
    # A date that begins inside may need what follows to be told; none is as long as the stretch that is looked at beyond.
    matches = (match for match in _DATE.finditer(text, start, min(len(text), stop + _LONGEST)) if match.end() <= stop)
    return [(match.start(), match.end(), value) for match in matches if (value := parse_date(match[0])) is not None]


class DateSpan(NamedTuple):
    """Where one end of a period is printed: a value; or no figures at all (blank); or neither (illegible)."""

    start: int
    end: int
    value: date | None
    printed_blank: bool


class Period(NamedTuple):
    """The statistics period; an end the clause does not speak of is None."""

    start: DateSpan | None
    end: DateSpan | None


# Whatever stands where a date should: figures with what is left of its marks, or marks that lost their figures.
_RAW = rf"[{_FIGURES}一二三四五六七八九十廿卅元年月日号./\s]{{0,40}}"
_PERIOD = re.compile(
    rf"(?P<opener>自从?|从|由)?{_S}(?P<start>{DATE}|(?(opener){_RAW}|(?![年月日]){_RAW})){_S}(?P<since>起|开始)?{_S}[,，]?{_S}"
    rf"(?:(?P<until>截[至止][至到于]?|[至到]|[-－—–―~～]{{1,2}}){_S}(?P<end>{DATE}|{_RAW}){_S}(?P<closed>止|[^\w\s]|\Z)?)?"
)


def find_period(text: str, *, year: int | None = None) -> Period | None:
    """Read the period in the clause that follows 统计期限; `year` dates a start or a lone end printed without a year.

    A run of digits that lost every mark (`20101120101231`) is the illegible span of both ends.

    >>> find_period("2012年1月1日至12月31日").end
    DateSpan(start=10, end=16, value=datetime.date(2012, 12, 31), printed_blank=False)
    >>> find_period("自2015月1日起").start
    DateSpan(start=1, end=8, value=None, printed_blank=False)
    >>> find_period("自至。")
    Period(start=DateSpan(start=1, end=1, value=None, printed_blank=True), \
end=DateSpan(start=2, end=2, value=None, printed_blank=True))
    >>> find_period("见附表。") is None
    True
    """
    sentence = re.split("[。；;]", text, maxsplit=1)[0]
    for match in _PERIOD.finditer(sentence):
        start = _span(match, "start", year)
        if match["until"] is None:
            if re.fullmatch("[0-9０-９]{12,16}", sentence[start.start : start.end]):
                return Period(start, start)
            if match["opener"] and match["since"]:
                return Period(start, None)
            continue
        end = _span(match, "end", start.value.year if start.value else year)
        spoken = match["opener"] or not start.printed_blank
        if not spoken and end.value is None and not match["until"].startswith("截"):
            continue
        # 至今, 至年底: words instead of a date, not a blank.
        worded = end.printed_blank and match["closed"] is None
        return Period(start if spoken else None, None if worded else end)
    return None


def _span(match: re.Match[str], name: str, year: int | None) -> DateSpan:
    printed = match[name]
    start = match.start(name) + len(printed) - len(printed.lstrip())
    end = max(start, match.end(name) - len(printed) + len(printed.rstrip()))
    blank = not re.search(f"[{_FIGURES}一二三四五六七八九十廿卅]", printed)
    return DateSpan(start, end, parse_date(printed, year=year), blank)
