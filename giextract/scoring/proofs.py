"""Whether the proofs of a record hold: the printed characters stand at the span, and they say the value.

Read anew from the report's own text, not taken from the record's word for it. A value proved by equations of the form
(`identity`) has characters that alone are ambiguous; it must name its equations.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Literal

from giextract.record import Fact, Record, json_ready
from giextract.schema import Leaf, Schema
from giextract.scoring.labels import flatten
from giextract.text import printed as read

HEAD = 800
"""Characters before an amount in which the head of its column, and so its unit, may stand."""
Proof = Literal["holds", "not_printed", "says_other", "no_proof"]


def check_proofs(record: Record, text: str, schema: Schema) -> list[Proof]:
    """One verdict for each proved fact with a place, and `no_proof` for each value without any proved fact."""
    proved = [fact for fact in record.facts if fact.check == "proved"]
    paths = {fact.path for fact in proved}
    flat = flatten(record.values)
    values = [path for path, value in flat.path_to_leaf.items() if value is not None]
    for path, items in flat.path_to_list.items():
        for index, item in enumerate(items):
            inner = flatten(item).path_to_leaf if isinstance(item, dict) else {"": item}
            values += [f"{path}/{index}{part}" for part, value in inner.items() if value is not None]
    verdicts: list[Proof] = ["no_proof" for path in values if path not in paths]
    return verdicts + [check_proof(fact, text, schema) for fact in proved if fact.span or fact.state == "stated"]


def check_proof(fact: Fact, text: str, schema: Schema) -> Proof:
    """Whether one proved fact of a record is proved by the text."""
    if fact.span is None or fact.printed is None or text[fact.span[0] : fact.span[1]] != fact.printed:
        return "not_printed"
    if fact.state != "stated":
        return "holds"
    if fact.proof == "identity":
        return "holds" if fact.equations else "says_other"
    before = text[max(0, fact.span[0] - HEAD) : fact.span[0]]
    try:
        leaf = schema.leaf(fact.path)
    except KeyError:  # a record of an earlier schema
        return "says_other"
    return "holds" if _says(fact.printed, fact.value, leaf, before) else "says_other"


def _says(printed: str, value: object, leaf: Leaf, before: str) -> bool:
    name = leaf.path.rsplit("/", 1)[-1]
    if leaf.type is bool:
        return bool(printed.strip()) and value is not read.denies(printed)
    if name == "change" and isinstance(value, int) and printed.strip()[:1] in "增新减":
        digits = read.count(printed.strip().lstrip("新增加减少"))
        return digits is not None and value == (-digits if "减" in printed else digits)
    said: object
    if leaf.type is int:
        said = read.year(printed) if leaf.path.endswith("/year") else read.count(printed)
    elif leaf.type is Decimal:
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return False
        wanted = Decimal(str(value))
        if name.endswith("_wan_yuan"):
            return wanted in _amounts(printed, before)
        said = read.percent(printed) if "percent" in name else read.number(printed)
        return said is not None and wanted == Decimal(said)
    elif leaf.type is date:
        said = read.day(printed)
    else:
        said = read.words(printed)
    return said is not None and json_ready(said) == json_ready(value)


def _amounts(printed: str, before: str) -> set[Decimal]:
    """The amounts in 万元 that the characters can mean: their own unit, or that in the head of their column."""
    own = read.money_wan_yuan(printed)
    if own is not None:
        return {own}
    bare = read.number(printed)
    if bare is None:
        return set()
    units = {Decimal(1)} if "万元" in before else set()
    if re.search("(?<!万)元", before):
        units.add(Decimal("0.0001"))
    return {Decimal(bare) * unit for unit in units}
