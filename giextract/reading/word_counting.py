"""Number formats of Word's automatic numbering: a count and the name of a format → the characters on the page."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_LEGAL_SIMPLIFIED = str.maketrans("零一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟万")
_LEGAL_TRADITIONAL = str.maketrans("零一二三四五六七八九十百千万", "零壹貳參肆伍陸柒捌玖拾佰仟萬")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def chinese(count: int) -> str:
    """A count in Chinese, as one says it.

    >>> [chinese(count) for count in (1, 10, 12, 20, 105, 110, 1010, 12003)]
    ['一', '十', '十二', '二十', '一百零五', '一百一十', '一千零一十', '一万二千零三']
    """
    if count >= 10_000:
        rest = count % 10_000
        gap = "零" if 0 < rest < 1_000 else ""
        return chinese(count // 10_000) + "万" + (gap + _thousands(rest) if rest else "")
    return _thousands(count).removeprefix("一") if 10 <= count < 20 else _thousands(count)


def _thousands(count: int) -> str:
    said, gap = "", False
    for place in (3, 2, 1, 0):
        digit = count // 10**place % 10
        if digit:
            said += ("零" if gap and said else "") + _DIGITS[digit] + _PLACES[place]
        gap = not digit
    return said or "零"


def digitwise(count: int) -> str:
    """A count in Chinese digits: 12 → 一二, 10 → 一〇."""
    return "".join(_DIGITS[int(digit)] for digit in str(count))


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (count // value)
        count %= value
    return text


def _letters(count: int) -> str:
    """A … Z, AA, BB …"""
    return chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _from(first: str, most: int, otherwise: str) -> Callable[[int], str]:
    """The characters that follow `first` in Unicode, up to `most`; `otherwise`, with the count in it, beyond."""
    return lambda count: chr(ord(first) + count - 1) if count <= most else otherwise.format(count)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda count: signs[(count - 1) % len(signs)]


_FORMAT_TO_WRITER: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda count: f"{count:02}",
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda count: str(count).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)}),
    "numberInDash": lambda count: f"- {count} -",
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda count: _letters(count).lower(),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": digitwise,
    "taiwaneseDigital": digitwise,
    "japaneseDigitalTenThousand": digitwise,
    "chineseLegalSimplified": lambda count: chinese(count).translate(_LEGAL_SIMPLIFIED),
    "ideographLegalTraditional": lambda count: chinese(count).translate(_LEGAL_TRADITIONAL),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "decimalEnclosedCircle": _from("①", 20, "{}"),
    "decimalEnclosedCircleChinese": _from("①", 20, "{}"),
    "decimalEnclosedParen": _from("⑴", 20, "({})"),
    "decimalEnclosedFullstop": _from("⒈", 20, "{}."),
    "ideographEnclosedCircle": _from("㊀", 10, "{}"),
}


def counted(count: int, form: str) -> str:
    """The count as the format writes it; digits where the format is unknown or has no sign for the count.

    >>> counted(3, "chineseCounting"), counted(3, "decimalEnclosedCircle"), counted(4, "upperRoman"), counted(3, "none")
    ('三', '③', 'IV', '')
    """
    if form in ("none", "bullet"):
        return ""
    if not 0 < count < 100_000:
        return str(count)
    return _FORMAT_TO_WRITER.get(form, str)(count)
