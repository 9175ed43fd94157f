"""Whether a labelled value occurs in a text, and where: for `eval lint`, and to find where a value was lost.

Numbers are looked for as the numerals of the text say them (1,286, 一百三十, 1 2 86, 380元 for 0.038 万元), texts
without spaces and punctuation, dates by their year, month and day. Zeros and flags have no characters of their own and
always occur.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice

from giextract.record import Span
from giextract.scoring.comparing import normalised
from giextract.text.characters import ONE_TO_ONE
from giextract.text.clean import clean
from giextract.text.numerals import PATTERN as NUMERAL_PATTERN
from giextract.text.numerals import parse_numeral

_DIGITS = re.compile(r"\d+")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_MISREAD = str.maketrans("OolI○〇", "001100")


class Occurrences:
    """A text in which values are looked for; `figures` is all of it but the digits as spaces, without the noise between."""

    def __init__(self, text: str) -> None:
        self.text = text
        cleaned = clean(text)
        self._numerals: dict[Decimal, list[Span]] = {}
        for match in NUMERAL_PATTERN.finditer(cleaned.text):
            value = parse_numeral(match[0])
            if value is not None:
                self._numerals.setdefault(Decimal(value), []).append(cleaned.span(match.start(), match.end()))
        self._solid, self._places = _without_noise(text)
        self.figures = "".join(char if char.isdigit() else " " for char in self._solid.translate(_MISREAD))

    def holds(self, value: object, within: Sequence[Span] | None = None) -> bool:
        """Whether `value` occurs in the text, or in one of the spans of it."""
        if isinstance(value, bool) or value == 0:
            return within is None or bool(within)
        text = value.isoformat() if isinstance(value, date) else value
        if isinstance(text, str) and _ISO.fullmatch(text):
            parts = [Decimal(part) for part in text.split("-")]
            return all(any(_inside(span, within) for span in self._number_places(part)) for part in parts)
        return any(_inside(span, within) for span in self._all_places(text))

    def places(self, value: object, most: int) -> list[Span]:
        """Where `value` occurs; nowhere where that is everywhere: more than `most` places, 0, a flag or a date."""
        if isinstance(value, bool) or value == 0 or (isinstance(value, str) and _ISO.fullmatch(value)):
            return []
        found = list(dict.fromkeys(islice(self._all_places(value), 8 * most)))
        return found if len(found) <= most else []

    def numerals(self, number: Decimal) -> list[Span]:
        """Where a numeral of the text says exactly `number`."""
        return self._numerals.get(number, [])

    def glued(self, digits: str) -> list[Span]:
        """Where `digits` stand, in other digits too."""
        return list(self._find(self.figures, digits))

    def _all_places(self, value: object) -> Iterator[Span]:
        if isinstance(value, int | float | Decimal):
            yield from self._number_places(abs(Decimal(str(value))))
        else:
            yield from self._text_places(str(value))

    def _number_places(self, number: Decimal) -> Iterator[Span]:
        for scaled in (number, number * 10_000, number / 10_000):
            yield from self._numerals.get(scaled, ())
        whole = number == number.to_integral_value()
        # Digits of a glued row, or of a numeral that spaces tore apart.
        yield from self._find(self.figures, str(int(number)) if whole else str(number).replace(".", ""))

    def _text_places(self, text: str) -> Iterator[Span]:
        solid = normalised(text)
        if solid:
            yield from self._find(self._solid, solid)
        elif text in self.text:
            yield self.text.index(text), self.text.index(text) + len(text)

    def _find(self, text: str, wanted: str) -> Iterator[Span]:
        start = text.find(wanted)
        while start >= 0:
            yield self._places[start], self._places[start + len(wanted) - 1] + 1
            start = text.find(wanted, start + 1)


def _inside(span: Span, within: Sequence[Span] | None) -> bool:
    """Whether the span begins in one of the others; a title may run on into the next line."""
    return within is None or any(low <= span[0] < high or low < span[1] <= high for low, high in within)


def _without_noise(text: str) -> tuple[str, list[int]]:
    """The text as `normalised` leaves it, radicals of PDF files as characters, and where each character comes from."""
    chars, places = [], []
    for place, char in enumerate(text):
        for plain in unicodedata.normalize("NFKC", char.translate(ONE_TO_ONE)).lower():
            if unicodedata.category(plain)[0] not in "PZC":
                chars.append(plain)
                places.append(place)
    return "".join(chars), places
