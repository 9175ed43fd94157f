"""Printed characters to values: what the characters of a span say, whoever found the span."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from giextract.text.characters import DROPPED, ONE_TO_ONE, simplified
from giextract.text.dates import find_period, parse_date, parse_year
from giextract.text.figures import UNITS
from giextract.text.numerals import MAX_DIGITS, parse_numeral

_BEFORE = re.compile(r"(?:约|近|超过?|逾|共)?(?P<sign>[-+]?)")
_AFTER = re.compile(rf"(?:余|多|来)?(?:{UNITS})?(?:以上|左右|多|余)?$")
_PLAIN = re.compile(rf"([0-9]{{1,{MAX_DIGITS}}})(?:{UNITS})?")
"""Most counts are digits and a unit; to read these needs no step of cleaning."""
_MONEY_AFTER = re.compile(r"(?:余|多)?(?P<u>万元|亿元|元)$")
_MONEY_BEFORE = re.compile(r"(?P<u>万元|元)[\s|]*")
_DENIAL = re.compile(
    r"(?:未|没|无|不(?:予|曾|存在|收)|免(?=[费收除缴])|尚|零|暂|目前|均|都|也|从|并|仍|还|为|是|共|合计)[^0-9]{0,24}"
)
_DASH = re.compile(r"[‐‑‒–—―−－﹣]+|(?<=\d)一(?=\d{3})")  # a scan may give 一 for the dash of a phone number
_BETWEEN_CHINESE = re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])")
_ARTEFACT = re.compile(r"\[bookmark:[^\]]*\]|<!--.*?-->", re.DOTALL)
_WHITE = re.compile(r"\s+")
_WHITE_OR_DROPPED = re.compile(rf"[\s{DROPPED}]+")
_CUT_NUMBER = re.compile(r"(?<=\d)[ \t\u3000]*\r?\n[ \t\u3000]*(?=\d)")
_LETTER_SPACED = re.compile(r"(?:\S ){5,}\S")
_ADDRESS = re.compile(r"https?:|www\.|\S+@")
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)


def count(printed: str) -> int | None:
    """The count that `printed` states: a numeral with or without its unit, or words that deny (0); else None."""
    plain = _PLAIN.fullmatch(printed)
    if plain:
        return int(plain[1])
    text = _flat(printed)
    value = _numeral(text)
    if value is None:
        return 0 if denies(text) else None
    return value if isinstance(value, int) else None


def percent(printed: str) -> Decimal | None:
    """The percentage that `printed` states (`9.2%`, `百分之五十`), as printed; else None."""
    text = _flat(printed)
    value = parse_numeral(re.sub(r"[%％]$", "", text.removeprefix("百分之")))
    return Decimal(value) if value is not None else None


def money_wan_yuan(printed: str) -> Decimal | None:
    """The amount that `printed` states in 万元 (`380元` is 0.038; a unit may stand before: `元 380`); words that deny are 0."""
    text = _flat(printed)
    unit = _MONEY_BEFORE.match(text) or _MONEY_AFTER.search(text)
    value = parse_numeral(text[: unit.start()] + text[unit.end() :]) if unit else parse_numeral(text)
    if value is None:
        return Decimal(0) if denies(text) else None
    if unit is None:
        return Decimal(0) if value == 0 else None
    return Decimal(value) * {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10_000)}[unit["u"]]


def number(printed: str) -> int | Decimal | None:
    """The plain numeral that `printed` is, integral or not, with or without a unit; else None."""
    return _numeral(_flat(printed))


def _numeral(text: str) -> int | Decimal | None:
    """The numeral that `text` is once its sign, unit and words of rounding are left out."""
    before = _BEFORE.match(text)
    begin = before.end() if before else 0
    after = _AFTER.search(text, begin)
    value = parse_numeral(text[begin : after.start()] if after else text[begin:])
    if value is None:
        value = parse_numeral(text[begin:])
    return -value if value is not None and before and before["sign"] == "-" else value


def day(printed: str) -> date | None:
    """The date that `printed` states; in a period, its last date (`2012年1月1日至12月31日` is 31 December 2012)."""
    text = _flat(printed).replace("曰", "日")
    value = parse_date(text)
    if value is not None:
        return value
    period = find_period("自" + text)
    return period.end.value if period and period.end else None


def year(printed: str) -> int | None:
    """The year that `printed` states, with or without 年度; else None."""
    return parse_year(re.sub(r"年度?$", "", _flat(printed)))


def denies(text: str) -> bool:
    """Whether words without any figure deny: 未收到, 没有, 无, 免费."""
    return (
        bool(_DENIAL.fullmatch(text)) and not any(map(str.isdigit, text)) and bool(re.search("未|没|无|不|免|零", text))
    )


def words(printed: str) -> str:
    """`printed` on one line: line breaks and the spaces inside Chinese text left out, dashes between digits as `-`.

    Spaces are no part of an address of a page or mailbox, nor of text that is printed with one between all its characters.
    """
    visible = _INVISIBLE.sub("", printed)
    visible = _ARTEFACT.sub("", visible)
    visible = _CUT_NUMBER.sub("", visible.strip())
    if _LETTER_SPACED.fullmatch(visible) or _ADDRESS.match(visible):
        visible = "".join(visible.split())
    flat = _BETWEEN_CHINESE.sub("", _WHITE.sub(" ", visible))
    return _DASH.sub(lambda match: "-" if _digits_around(flat, match) else match[0], flat)


def _digits_around(text: str, match: re.Match[str]) -> bool:
    return text[match.start() - 1 : match.start()].isdigit() and text[match.end() : match.end() + 1].isdigit()


def _flat(printed: str) -> str:
    """A few printed characters as clean text, without any space."""
    plain = simplified(printed.translate(ONE_TO_ONE))
    if plain.isascii():
        return _WHITE.sub(" ", plain.replace(DROPPED, "")).strip()
    return _WHITE_OR_DROPPED.sub("", plain)
