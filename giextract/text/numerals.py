"""Printed numerals: find one (`NUMERAL`), read one (`parse_numeral`), see that it is rounded (`approximate`).

The regex and the parser share one grammar, so what the regex finds at a place is what the parser reads there.
A malformed Chinese numeral (or one with 点) is not found at all: its well-formed beginning would be a wrong number.
"""

import re
from decimal import Decimal
from math import prod

MAX_DIGITS = 15

_CHAR_TO_DIGIT = dict(zip("零〇○一二三四五六七八九", "000123456789", strict=True)) | {"两": "2"}
_CHAR_TO_POWER = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_MISREAD = str.maketrans("OolI〇○", "001100")
_FULL_WIDTH = {code + 0xFEE0: code for code in range(0x21, 0x7F)}
_PRINTED = _FULL_WIDTH | str.maketrans("兩萬億", "两万亿")

# Characters of a Chinese numeral. 两 does not end one (十两), so the last digit has its own class.
_ANY = "[零〇○一二两三四五六七八九十百千万亿廿卅]"
_ZERO = "[零〇○]"
_DIGIT = "[一二两三四五六七八九]"
_LAST = "[一二三四五六七八九]"
_MORE = "[余多来]?"  # 60余万, 三百多万: the word stands inside the numeral

# 一百三十, 二百五 (=250), 廿三, 两千零八, 一万二 (=12000), 十万零五千, bare 百 and 千.
_TENS = f"(?:{_LAST}?十|[廿卅]){_LAST}?"
_HUNDREDS = f"{_DIGIT}百(?:{_ZERO}{_LAST}|{_TENS}|{_LAST})?"
_THOUSANDS = f"{_DIGIT}千(?:{_ZERO}(?:{_TENS}|{_LAST})|{_HUNDREDS}|{_LAST})?"
_SECTION = f"(?:{_THOUSANDS}|{_HUNDREDS}|{_TENS}|{_DIGIT})"
_REST = f"{_ZERO}(?:{_THOUSANDS}|{_HUNDREDS}|{_TENS}|{_LAST})"
_WAN = f"(?:{_SECTION}|[百千]){_MORE}万(?:{_REST}|{_THOUSANDS}|{_HUNDREDS}|{_LAST})?"
_YI = f"{_SECTION}{_MORE}亿(?:{_ZERO}?{_WAN}|{_REST}|{_LAST})?"
_COUNTED = f"(?:{_YI}|{_WAN}|{_SECTION}|[百千零〇])"
# 二〇一七, 二O一七, 一九九0, 三〇, 〇五; not 一二 or 一二三, which enumerate.
_SPELLED = (
    f"(?:{_LAST}[零〇○一二三四五六七八九]{{3,}}+|{_LAST}[零〇○Oo0]{{1,2}}{_LAST}[零〇○Oo0一二三四五六七八九]*+"
    f"|{_LAST}{{3}}[Oo0]|{_LAST}{{1,2}}{_ZERO}{{1,2}}|{_ZERO}{_LAST})"
)
_CHINESE = (
    # The last two look-behinds keep a search through 一0一0一0… linear.
    f"(?<!{_ANY})(?<!{_ANY}[Oo0])(?<!{_ANY}[Oo0]{{2}})(?<!{_LAST}分之)(?<!十分之)(?<!{_ANY}点)"
    f"(?:(?<=[数几0-9])(?![十百千])|(?<![数几0-9]))(?:{_SPELLED}(?!{_ANY})|{_COUNTED}(?!{_ANY}|几|分[之点]|点{_ANY}))"
)

_WHOLE = (
    "(?:(?<![0-9][,，])[1-9][0-9]{0,2}(?:[,，][0-9]{3})++(?![,，]?[0-9])"
    "|(?<![0-9] )[1-9][0-9]{0,2}(?: [0-9]{3})++(?! ?[0-9])"  # a longer row of figures is a row of cells
    "|(?<![A-Za-z〇○])[OolI〇○]*+[0-9][0-9OolI〇○]*+(?![A-Za-z])"
    "|[0-9]++)"
)
_FRACTION = "(?:[.．][0-9]++)"
_POWER = f"(?:{_MORE}(?:[百千]?万|[百千万]?亿)|百(?!分)|千(?![克米瓦伏帕卡字兆]))"
# 1亿2000万, 3万5千, 1万2345; a year may follow an amount that lost its unit (3万2017年).
_COMPOUND = "(?:[0-9]{1,5}(?:亿[0-9]{1,4}万|万[1-9]千(?:[1-9]百)?+|千[1-9]百|万[0-9]{4}(?![0-9年]))(?![百千万亿]))"
_POWERED = f"(?:{_POWER}(?!{_ANY}|[0-9](?![0-9]{{3}}年))|(?!{_POWER}))"
_ARABIC = f"(?<![0-9])(?<![0-9][.．])(?:{_COMPOUND}|{_WHOLE}{_FRACTION}?+{_POWERED})(?![.．][0-9])"

NUMERAL = f"(?:{_ARABIC}|{_CHINESE})"
"""Regex source of one numeral in clean text; it captures nothing and searches in linear time.

万 before 元 belongs to the numeral: `12.5万元` is `12.5万` and 元.
"""

PATTERN = re.compile(NUMERAL)
"""`NUMERAL` compiled, once for all: it is the largest pattern of the package, and compiling it takes milliseconds."""

_ARABIC_PARTS = re.compile(f"({_WHOLE}{_FRACTION}?)({_POWER})?")
_COMPOUND_WHOLE = re.compile(_COMPOUND)
_SPELLED_WHOLE = re.compile(_SPELLED)


def parse_numeral(printed: str) -> int | Decimal | None:
    """Read one whole numeral as printed in the document; None for anything else.

    >>> cases = ["1,286", "１，２８６", "1 2\\n86", "3.5", "3.0", "3.5万", "1.2亿", "60余万", "1亿2000万", "2O17", "l2"]
    >>> [str(parse_numeral(case)) for case in cases]
    ['1286', '1286', '1286', '3.5', '3.0', '35000', '120000000', '600000', '120000000', '2017', '12']
    >>> cases = ["一百三十", "二百五", "一万二", "廿三", "卅", "百", "十五", "两千零八", "二〇一七", "二○一O", "零"]
    >>> [parse_numeral(case) for case in cases]
    [130, 250, 12000, 23, 30, 100, 15, 2008, 2017, 2010, 0]
    >>> cases = ["", "abc", "百分之", "1.2.3", "1,28", "lO", "○", "万", "十百", "一二百", "一二", "1234567890123456"]
    >>> {parse_numeral(case) for case in cases}
    {None}
    """
    if printed.isdecimal() and printed.isascii():  # most numerals
        return int(printed) if len(printed) <= MAX_DIGITS else None
    text = "".join(printed.split()).translate(_PRINTED)
    if _COMPOUND_WHOLE.fullmatch(text):
        parts = re.findall("([0-9]+)([百千万亿]?)", text)
        return sum(int(digits) * _CHAR_TO_POWER.get(power, 1) for digits, power in parts)
    if match := _ARABIC_PARTS.fullmatch(text):
        return _arabic(match[1].replace(",", "").translate(_MISREAD), match[2] or "")
    if _SPELLED_WHOLE.fullmatch(text):
        digits = "".join(_CHAR_TO_DIGIT.get(char, "0") for char in text)
        return int(digits) if len(digits) <= MAX_DIGITS else None
    return _counted(text) if PATTERN.fullmatch(text) else None


def _arabic(number: str, power: str) -> int | Decimal | None:
    if len(number.replace(".", "")) > MAX_DIGITS:
        return None
    if "." not in number:
        return int(number) * prod(_CHAR_TO_POWER.get(char, 1) for char in power)
    if not power:
        return Decimal(number)
    value = Decimal(number) * prod(_CHAR_TO_POWER.get(char, 1) for char in power)
    return int(value) if value == value.to_integral_value() else value


def _counted(text: str) -> int:
    """Value of a well-formed Chinese numeral; a last digit without 零 counts the next lower power (二百五)."""
    total = section = digit = 0
    power = 10
    for char in text:
        if char in _CHAR_TO_DIGIT:
            digit = int(_CHAR_TO_DIGIT[char])
            power = power if digit else 10
        elif char in "廿卅":
            section += 20 if char == "廿" else 30
            power = 10
        elif char in "十百千":
            power = _CHAR_TO_POWER[char]
            section += (digit or 1) * power
            digit = 0
        elif char in "万亿":
            below = section + digit * (power // 10)
            power = _CHAR_TO_POWER[char]
            total += (below or 1) * power
            section = digit = 0
    return total + section + digit * (power // 10)


_APPROXIMATE_BEFORE = re.compile(
    r"(?:(?<![预节签制条公合履契])约|(?<![最附临邻靠])近|超过?|逾|至少|不少于|不低于|不足|不到)\Z"
)
_MORE_INSIDE = re.compile("[余多来]")
_APPROXIMATE_AFTER = re.compile(
    "余(?![下额款])|多(?![媒数])|来(?![自信电访源函文稿])"
    "|[万亿]?(?:人次|件次|[条件份起宗次期篇项个元部家人名字页册场种类处台套户天年])?"
    "(?:以上|左右|上下|[余多](?=[,，。;；、)）]|$))|[万亿][余多来]"
)


def approximate(text: str, start: int, end: int) -> bool:
    """Whether the words around (or 余 inside) the numeral `text[start:end]` say that it is rounded.

    上 counts only before a bare power: 上百条 is rounded, 网上3件 is not.

    >>> def rounded(text: str) -> bool:
    ...     start, end = re.search(NUMERAL, text).span()
    ...     return approximate(text, start, end)
    >>> [rounded(text) for text in ["3万余条", "60多个", "1000条以上", "60余万元", "约100条", "上百条"]]
    [True, True, True, True, True, True]
    >>> [rounded(text) for text in ["3万条", "预约60次", "最近3年", "网上12件", "12件来自网络", "12来信"]]
    [False, False, False, False, False, False]
    """
    printed = text[start:end]
    if _MORE_INSIDE.search(printed) or _APPROXIMATE_AFTER.match(text, end):
        return True
    before = text[max(0, start - 4) : start]
    return bool(_APPROXIMATE_BEFORE.search(before)) or (before.endswith("上") and printed[:1] in tuple("十百千"))
