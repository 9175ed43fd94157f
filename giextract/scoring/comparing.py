"""Whether a value is the labelled one: one function for each comparator that a field of a schema can declare.

    count, decimal     equal as exact numbers, without any tolerance; `"12"`, True and 12.5 are no count
    date, flag         equal
    text_exact         equal
    text_norm          equal after `normalised`
    text_part          the same, or one holds the other and is at least half as long (县政府办 in 县政府办公室)
    narrative          the same, or one holds the other (six characters or more), or three quarters of it are alike

States are compared before values are: two readings that could not be parsed are never equal because both are None.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache

NORMALISER = 1
"""Version of `normalised`, part of every signature."""
ALIKE = 0.75
LEAST_NARRATIVE = 6


@lru_cache(maxsize=65_536)
def normalised(text: str) -> str:
    """`text` for comparison: NFKC, without spaces and punctuation, in lower case.

    >>> normalised("《桃源县 信息公开规定》（试行）"), normalised("ＷＷＷ．a-b.cn/"), normalised("—")
    ('桃源县信息公开规定试行', 'wwwabcn', '')
    """
    plain = unicodedata.normalize("NFKC", text)
    return "".join(char for char in plain if unicodedata.category(char)[0] not in "PZC").lower()


def same(comparator: str, label: object, value: object) -> bool:
    """Whether two stated values are the same by `comparator`."""
    if comparator in ("count", "decimal"):
        return _number(label, comparator) is not None and _number(label, comparator) == _number(value, comparator)
    if comparator in ("flag", "date", "text_exact"):
        return type(label) is type(value) and label == value
    if not isinstance(label, str) or not isinstance(value, str):
        return False
    return _same_text(comparator, label, value)


def _number(value: object, comparator: str) -> Decimal | int | None:
    if type(value) is int:  # most are; an int equals the Decimal of the same value
        return value
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    number = Decimal(str(value))
    return None if comparator == "count" and number != number.to_integral_value() else number


def _same_text(comparator: str, label: str, value: str) -> bool:
    a, b = normalised(label), normalised(value)
    if not a or not b:
        return label.strip() == value.strip()  # nothing but punctuation
    if a == b:
        return True
    if comparator == "text_part":
        return holds(a, b) and 2 * min(len(a), len(b)) >= max(len(a), len(b))
    if comparator == "narrative":
        return (holds(a, b) and min(len(a), len(b)) >= LEAST_NARRATIVE) or likeness(a, b) >= ALIKE
    return False


def holds(a: str, b: str) -> bool:
    """Whether one of two non-empty texts holds the other."""
    return a in b or b in a


@lru_cache(maxsize=65_536)
def likeness(a: str, b: str) -> float:
    """How alike two texts are, 0 to 1; a low bound on the way, since most pairs are not alike at all."""
    if not a or not b:
        return 0.0
    shorter, longer = sorted((len(a), len(b)))
    if 2 * shorter / (shorter + longer) < 0.3:
        return 0.0
    matcher = SequenceMatcher(None, min(a, b), max(a, b), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= 0.3 else 0.0
