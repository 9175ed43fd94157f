"""What a list of parts leaves out: words that say that it names some of them only, or that its parts overlap.

`其中A 26条、B 182条等`, `主要包括`, `其余为当面申请`: parts that need not reach the whole, though they must not exceed it.
`部分信息在多个渠道同时公开`: parts that may exceed it as well.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from giextract.audit.constraint import Term
from giextract.audit.material import Material

_AMONG = re.compile(
    r"主要(?:包括|有|为|是|涉及|公开|集中|分布)|最多|其次|为主|居多|较多|若干|其余(?![^，。；]{0,12}[0-9])|另(?:有|外|聘)|外聘"
    r"|[条件个人次篇份%％）]等"
)
_BEHIND = re.compile(
    r"^[^。；\n]{0,3}等(?![级待])|若干|其余(?![^，。；]{0,12}[0-9])|其他[^，。；0-9]{0,8}若干|另(?:有|外|聘)|外聘|为主|居多"
)
_OVERLAP = re.compile(r"转发|转载|同步|同时(?:公开|发布)|重复|交叉|多个?渠道|多种渠道")
_ALL_OF_WHICH = re.compile(
    r"(?:全部|均已?|都已?)[^，。；0-9]{0,6}(?:办[结理复]|答复|处理)[^。；0-9]{0,6}其中[^。；0-9]*$"
)
_BEFORE_FIRST, _BEHIND_LAST = 24, 24
_LONGEST = 400
"""Characters of a list beyond which words in it are of other matters."""


def names_some_only(material: Material, whole: Term | None, parts: Iterable[Term]) -> bool:
    """Whether the words of a narrative's list say that it names some of the parts only."""
    place = _place(material, parts)
    if place is None:
        return False
    start, end = place
    begin = max(start - _BEFORE_FIRST, whole.span[1] if whole and whole.span and whole.span[1] <= start else 0)
    return bool(
        _AMONG.search(_sentence_end(material, begin, start)) or _AMONG.search(material.printed(start, end))
    ) or (_BEHIND.search(_beginning(material.printed(end, end + _BEHIND_LAST))) is not None)


def overlap(material: Material, parts: Iterable[Term]) -> bool:
    """Whether the words of a list, or of the sentence behind it, say that one thing is counted in several parts."""
    place = _place(material, parts)
    if place is None:
        return False
    start, end = place
    words = _sentence_end(material, start - _BEFORE_FIRST, start) + material.printed(start, end)
    return _OVERLAP.search(words + re.split("[。\n]", material.printed(end, end + 60))[0]) is not None


def part_of_all(material: Material, term: Term) -> bool:
    """Whether a figure is one part of what the words before it have no figure for: 已全部办结，其中法定期限内办结18件."""
    if term.span is None:
        return False
    begin, end = max(0, term.span[0] - _BEFORE_FIRST), term.span[0]
    if "其中" not in material.clean.document[begin:end]:
        return False
    return _ALL_OF_WHICH.search(_sentence_end(material, begin, end)) is not None


def largest_only(counts: list[Term]) -> bool:
    """Whether up to three parts stand from the largest to the smallest, as a choice of the largest does."""
    values = [term.value for term in counts if term.value is not None]
    return len(values) <= 3 and all(one > other for one, other in itertools.pairwise(values))


def _place(material: Material, parts: Iterable[Term]) -> tuple[int, int] | None:
    terms = [term for term in parts if term.span]
    spans = [term.span for term in terms if term.span]
    if not spans or any(material.in_form(term.fact) for term in terms):
        return None
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return (start, end) if end - start <= _LONGEST else None


def _sentence_end(material: Material, start: int, end: int) -> str:
    """What of a sentence stands between the offsets, up to the second."""
    return re.split("[。；\n]", material.printed(max(0, start), end))[-1]


def _beginning(text: str) -> str:
    return re.split("[。\n]", text)[0]
