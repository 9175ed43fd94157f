"""Values that a person gives: what no report can state is refused, whoever typed it."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from giextract.labelling.places import nested
from giextract.labelling.proofs import value_stated
from giextract.record import json_ready
from giextract.schema import Leaf, Schema
from giextract.scoring.labels import is_of
from giextract.stated import value_of
from giextract.text.numerals import MAX_DIGITS

LONGEST = 20_000
"""Characters of the longest text that a value may be."""
_SHOWN = 40


def impossible(value: object, path: str, schema: Schema, printed: str | None = None) -> str | None:
    """Why `value` cannot be that of the leaf at `path`, or None: its type, what a report can state, the schema's own limits.

    A number below zero is possible where the characters `printed` state it; else only a change from year to year is one.
    """
    leaf = schema.leaf(path)
    plain = json_ready(value)
    if not is_of(plain, leaf):
        return f"{_shown(plain)} is no {leaf.comparator}"
    stated = None if printed is None else value_stated(printed, path, schema)
    return _unreadable(value, leaf, stated) or _over_limits(plain, path, schema)


def _unreadable(value: object, leaf: Leaf, stated: object) -> str | None:
    if isinstance(value, str) and leaf.type is str:
        if len(value) > LONGEST:
            return f"it has {len(value):,} characters, and a value has at most {LONGEST:,}"
        odd = next(
            (char for char in value if unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n\r"), None
        )
        return None if odd is None else f"it holds the control character U+{ord(odd):04X}"
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        if abs(value) >= 10**MAX_DIGITS:
            return f"{_shown(value)} has more than {MAX_DIGITS} digits before the point"
        if value < 0 and not leaf.path.endswith("/change") and stated != value:
            return f"{value} is below zero; where the report prints it so, select it there"
        if leaf.path.endswith("/year") and value_of(str(value), leaf) is None:
            return f"{value} is no year of a report"
    if leaf.type is date and value_of(str(json_ready(value)), leaf) is None:
        return f"{_shown(value)} is no day that a report names"
    return None


def _over_limits(value: Any, path: str, schema: Schema) -> str | None:
    """What the model of the schema says of the value, at this place alone: `ge`, `max_length`, a Literal."""
    tokens = ["0" if token.isdigit() else token for token in path.split("/")[1:]]
    place = tuple(0 if token == "0" else token.replace("~1", "/").replace("~0", "~") for token in tokens)
    try:
        schema.model.model_validate(nested({"/" + "/".join(tokens): value}))
    except ValidationError as error:
        for one in error.errors(include_url=False, include_context=False, include_input=False):
            if one["loc"][: len(place)] == place:
                return f"{_shown(value)}: {one['msg'].removeprefix('Value error, ')}"
    return None


def _shown(value: object) -> str:
    text = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
