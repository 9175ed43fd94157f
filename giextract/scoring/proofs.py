"""Whether the proofs of a record hold: the printed characters stand at the span, and they say the value.

Read anew from the report's own text, not taken from the record's word for it. A value proved by equations of the form
(`identity`) has characters that alone are ambiguous; it must name its equations.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from giextract.record import Fact, json_ready
from giextract.schema import Leaf, Schema
from giextract.text import printed as read

Proof = Literal["holds", "not_printed", "says_other"]


def check_proof(fact: Fact, text: str, schema: Schema) -> Proof:
    """Whether one proved fact of a record is proved by the text."""
    if fact.span is None or fact.printed is None or text[fact.span[0] : fact.span[1]] != fact.printed:
        return "not_printed"
    if fact.state != "stated":
        return "holds"
    if fact.proof == "identity":
        return "holds" if fact.equations else "says_other"
    return "holds" if _says(fact.printed, fact.value, schema.leaf(fact.path)) else "says_other"


def _says(printed: str, value: object, leaf: Leaf) -> bool:
    if leaf.type is bool:
        return bool(printed.strip()) and value is not read.denies(printed)
    said: object
    if leaf.type is int:
        said = read.year(printed) if leaf.path.endswith("/year") else read.count(printed)
    elif leaf.type is Decimal:
        name = leaf.path.rsplit("/", 1)[-1]
        if name.endswith("_wan_yuan"):
            said = read.money_wan_yuan(printed)
        else:
            said = read.percent(printed) if "percent" in name else read.number(printed)
        return said is not None and isinstance(value, int | float | Decimal) and Decimal(str(value)) == Decimal(said)
    elif leaf.type is date:
        said = read.day(printed)
    else:
        said = read.words(printed)
    return said is not None and json_ready(said) == json_ready(value)
