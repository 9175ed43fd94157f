"""JSON that says one thing only: read strictly, since a label or a decision that is read loosely is another one.

Python's reader takes NaN, keeps the last of two equal keys, and falls over a file of ten thousand brackets.
"""

from __future__ import annotations

import json
from decimal import Decimal, DecimalException
from typing import Any, NoReturn

LARGEST_EXPONENT = 300
"""Numbers of more digits than this are none that a report prints, and no float holds them."""
DEEPEST = 100
"""Levels of lists and objects; records and labels have nine, and whoever walks through them does so in as many steps down."""


def parsed(text: str | bytes) -> Any:
    """What the JSON `text` says; numbers with a point or an exponent are `Decimal`.

    ValueError with a reason of one line where it is no JSON, no UTF-8, holds a key twice, NaN, Infinity, a number beyond
    all use or half a surrogate pair, or is nested deeper than can be read.

    >>> parsed('{"a": 1.50}')
    {'a': Decimal('1.50')}
    >>> parsed('{"a": 1, "a": 2}')
    Traceback (most recent call last):
    ValueError: the key "a" stands twice in one object
    """
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8")
        data = json.loads(
            text.removeprefix("\ufeff"), parse_float=_number, parse_constant=_no_number, object_pairs_hook=_object
        )
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    except UnicodeDecodeError as error:
        raise ValueError(f"it is no UTF-8 ({error.reason} at byte {error.start})") from None
    if "\\u" in text:  # only an escape can spell half a pair
        _whole(data)
    _shallow(data)
    return data


def _shallow(data: Any) -> None:
    """ValueError where lists and objects stand in one another deeper than anybody writes by hand or by giextract."""
    level = [data] if isinstance(data, dict | list) else []
    for _ in range(DEEPEST):
        inside = (one.values() if isinstance(one, dict) else one for one in level)
        level = [inner for values in inside for inner in values if isinstance(inner, dict | list)]
        if not level:
            return
    raise ValueError("it is nested too deep")


def _number(digits: str) -> Decimal:
    try:
        number = Decimal(digits)
    except DecimalException:
        number = Decimal("Infinity")
    if not number.is_finite() or abs(number.adjusted()) > LARGEST_EXPONENT:
        raise ValueError(f"{digits[:20]} is a number beyond all use")
    return number


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {json.dumps(twice[:60])} stands twice in one object")
    return made


def _whole(data: Any) -> None:
    """ValueError where a text or key holds half a surrogate pair, which no file can be written with."""
    left = [data]
    while left:
        one = left.pop()
        if isinstance(one, str):
            if any("\ud800" <= char <= "\udfff" for char in one):
                raise ValueError(f"{json.dumps(one[:40])} holds half a surrogate pair")
        elif isinstance(one, dict):
            left += [*one, *one.values()]
        elif isinstance(one, list):
            left += one
