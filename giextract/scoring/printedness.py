"""Whether a report prints what its label says, strictly: for `eval lint`.

`Occurrences` finds a value wherever its digits stand, since a lost value may have been glued to another. A label is held to
more: a figure stands by itself, or with the other cells of its own row as one run of digits (425 and 1516 as 4251516); a
negative one has a minus or a word for less before it; only amounts in 万元 may be printed in 元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from giextract.scoring.labels import ILLEGIBLE, Label, flatten
from giextract.scoring.occurrence import Occurrences

_LESS = re.compile(r"[-－—–−‐负減减降少]")
_REACH = 12
"""Characters before a figure in which the word for less stands: 比上年减少, 同比下降了."""
_ORDINAL = r"(?:[1-9]|1\d|20)"
"""The number of the next row of a form, glued to the last figure of this one."""


class _Row(NamedTuple):
    """The digits of a row's figures in the order of its columns; `numbered` rows have an ordinal of the form before them."""

    cells: list[str]
    numbered: bool
    illegible: bool


class Printedness:
    """The text of a report, with the rows of its label as they would stand glued."""

    def __init__(self, text: Occurrences, label: Label) -> None:
        self._text = text
        self._runs = text.figures.split()
        self._rows = list(_rows(label))

    def prints(self, path: str, value: object) -> bool:
        """Whether `value` is printed as the label's value at `path`."""
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or value == 0:
            return self._text.holds(value)
        number = Decimal(str(value))
        units = (Decimal(1), Decimal(10_000), Decimal("0.0001")) if path.endswith("_wan_yuan") else (Decimal(1),)
        spans = [span for unit in units for span in self._text.numerals(abs(number) * unit)]
        if number > 0 and (spans or self._stands_glued(_digits(number))):
            return True
        if number < 0:
            spans += self._text.glued(_digits(number)) if self._stands_glued(_digits(number)) else []
            return any(_LESS.search(self._text.text[max(0, start - _REACH) : start]) for start, _ in spans)
        return False

    def _stands_glued(self, digits: str) -> bool:
        """Whether the digits are a run by themselves, or stand in one with what their row says beside them."""
        return digits in self._runs or any(
            self._in_run_of(row, place) for row in self._rows for place, cell in enumerate(row.cells) if cell == digits
        )

    def _in_run_of(self, row: _Row, place: int) -> bool:
        digits = row.cells[place]
        pairs = ["".join(row.cells[low : low + 2]) for low in (place - 1, place) if 0 <= low < len(row.cells) - 1]
        return any(
            any(pair in run for pair in pairs)
            or (row.numbered and re.fullmatch(digits + _ORDINAL, run))
            or (row.illegible and run.startswith(digits))
            or (row.illegible and run.endswith(digits))
            for run in self._runs
        )


def _rows(label: Label) -> Iterator[_Row]:
    """The figures of each row of each table of the label."""
    for path, items in label.flat.path_to_list.items():
        yield from (_row(item, numbered=path.endswith("/rows")) for item in items if isinstance(item, dict))
    for section in label.values.values():
        for row in section.values() if isinstance(section, dict) else ():
            if isinstance(row, dict):
                yield _row(row, numbered=False)


def _row(values: Mapping[str, Any], *, numbered: bool) -> _Row:
    raws = list(flatten(values).path_to_leaf.values())
    return _Row([_digits(raw) for raw in raws if _is_number(raw)], numbered, ILLEGIBLE in raws)


def _is_number(raw: object) -> bool:
    return isinstance(raw, int | Decimal) and not isinstance(raw, bool)


def _digits(number: int | Decimal) -> str:
    return re.sub(r"\D", "", str(abs(number)))
