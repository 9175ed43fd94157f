"""Whether a labelled value occurs in a text, and where: for `eval lint`, and for finding where a value was lost.

Numbers are looked for as the numerals of the text say them (1,286, 一百三十, 1 2 86, 380元 for 0.038 万元), texts without spaces
and punctuation, dates by their year, month and day. Zeros and flags have no characters of their own and always occur.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from giextract.record import Span
from giextract.scoring.comparing import normalised
from giextract.text.clean import clean
from giextract.text.numerals import NUMERAL, parse_numeral

_NUMERAL = re.compile(NUMERAL)
_DIGITS = re.compile(r"\d+")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_MISREAD = str.maketrans("OolI○〇", "001100")


class Occurrences:
    """A text in which values are looked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        cleaned = clean(text)
        self._numerals: dict[Decimal, list[Span]] = {}
        for match in _NUMERAL.finditer(cleaned.text):
            value = parse_numeral(match[0])
            if value is not None:
                self._numerals.setdefault(Decimal(value), []).append(cleaned.span(match.start(), match.end()))
        self._solid, self._places = _without_noise(text)
        self._figures = "".join(char if char.isdigit() else " " for char in self._solid.translate(_MISREAD))

    def holds(self, value: object, within: Sequence[Span] | None = None) -> bool:
        """Whether `value` occurs in the text, or in one of the spans of it."""
        if isinstance(value, bool) or value == 0:
            return within is None or bool(within)
        if isinstance(value, int | float | Decimal):
            return self._holds_number(abs(Decimal(str(value))), within)
        text = value.isoformat() if isinstance(value, date) else str(value)
        if _ISO.fullmatch(text):
            year, month, day = (Decimal(part) for part in text.split("-"))
            return all(self._holds_number(part, within) for part in (year, month, day))
        return self._holds_text(text, within)

    def _holds_number(self, number: Decimal, within: Sequence[Span] | None) -> bool:
        for scaled in (number, number * 10_000, number / 10_000):
            if any(_inside(span, within) for span in self._numerals.get(scaled, ())):
                return True
        digits = str(number).replace(".", "") if number != number.to_integral_value() else str(int(number))
        start = self._figures.find(digits)  # digits of a glued row, or of a numeral that spaces tore apart
        while start >= 0:
            if _inside((self._places[start], self._places[start + len(digits) - 1] + 1), within):
                return True
            start = self._figures.find(digits, start + 1)
        return False

    def _holds_text(self, text: str, within: Sequence[Span] | None) -> bool:
        solid = normalised(text)
        if not solid:
            return text in self.text
        start = self._solid.find(solid)
        while start >= 0:
            if _inside((self._places[start], self._places[start + len(solid) - 1] + 1), within):
                return True
            start = self._solid.find(solid, start + 1)
        return False


def _inside(span: Span, within: Sequence[Span] | None) -> bool:
    """Whether the span begins in one of the others; a title may run on into the next line."""
    return within is None or any(low <= span[0] < high or low < span[1] <= high for low, high in within)


def _without_noise(text: str) -> tuple[str, list[int]]:
    """The text as `normalised` leaves it, and where in `text` each of its characters comes from."""
    chars, places = [], []
    for place, char in enumerate(text):
        for plain in unicodedata.normalize("NFKC", char).lower():
            if unicodedata.category(plain)[0] not in "PZC":
                chars.append(plain)
                places.append(place)
    return "".join(chars), places
