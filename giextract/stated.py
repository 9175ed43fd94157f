"""What characters state for a leaf: the one reading that proves values, whoever found the characters."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from giextract.backends import AnswerValue
from giextract.schema import Leaf
from giextract.text import printed as read


@lru_cache(maxsize=8192)
def value_of(printed: str, leaf: Leaf) -> AnswerValue:
    """What the document's characters `printed` state for `leaf`, or None."""
    name = leaf.path.rsplit("/", 1)[-1]
    if leaf.type is bool:
        return not read.denies(printed) if printed.strip() else None
    if name == "change":  # 本年增/减 with its sign in words: 增1558, 减38
        printed = re.sub(r"^(?:新?增加?|(减)少?)(?=\d)", lambda match: "-" if match[1] else "+", printed.strip())
    if leaf.type is int:
        return read.year(printed) if leaf.path.endswith("/year") else read.count(printed)
    if leaf.type is Decimal:
        if name.endswith("_wan_yuan"):
            # Yuan have two decimals at the most: an amount with more of them is in 万元 without saying so.
            return read.money_wan_yuan(f"{printed}万元" if re.search(r"\.\d{3,}\s*$", printed) else printed)
        return read.percent(printed) if "percent" in name else read.number(printed)
    if leaf.type is date:
        return read.day(printed)
    return read.words(printed) or None
