"""The numbers of headings and list items: lost, doubled, out of order.

Six kinds of numbers are told apart (一、 （一） 1. （1） ① 一是), each with its own count, which begins again under every heading of
a kind above it. A bracketed digit may go on a list of bracketed Chinese numbers (PHRASES.md: two numberings mixed).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, takewhile
from operator import attrgetter

from giextract.audit.finding import of_text
from giextract.audit.mark import BRACKETED, BRACKETED_DIGIT, PART, Mark, number_of
from giextract.audit.material import Material
from giextract.audit.rule import Rule
from giextract.record import Finding, Span

_START = attrgetter("line.start")
_HEADING_KINDS = (PART, BRACKETED)
_KIND_TO_MISSING = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\u4e00-\u9fff第])第?[一二三四五六七八九十]{1,3}(?:部分)?[、．.]"
        r"(?!本年新收|上一?年(?:度)?结转|本年(?:度)?办理|结转下)|(?<=\n)[一二三四五六七八九十]{1,3}[，,：: ]",
        r"（[一二三四五六七八九十\d]{1,3}）",
        r"(?<!\d)\d{1,2}[、．.]",
        r"（\d{1,2}）",
        r"[①-⑳]",
        r"[一二三四五六七八九十][是要]",
    )
)
"""The number of each kind, wherever it stands; the rows of the table of requests that have one are no headings."""
_FAULT_TO_WORDS = {
    "lost": ("编号由“{expected}”跳到“{stated}”", "numbering jumps from “{expected}” to “{stated}”"),
    "doubled": ("编号“{stated}”重复", "the number “{stated}” stands twice"),
    "misnumbered": ("编号“{expected}”之后是“{stated}”", "number “{stated}” follows “{expected}”"),
    "first_lost": ("编号从“{stated}”开始，缺少第一项", "numbering begins with “{stated}”, the first is not there"),
}
HEADINGS = {
    fault: Rule(f"heading_{fault}", f"标题：{zh}", f"headings: {en}", "warning")
    for fault, (zh, en) in _FAULT_TO_WORDS.items()
}
ITEMS = {
    fault: Rule(f"item_{fault}", f"条目：{zh}", f"list items: {en}", "note")
    for fault, (zh, en) in _FAULT_TO_WORDS.items()
    if fault != "first_lost"
}
UNNUMBERED = Rule(
    "heading_unnumbered",
    "标题：“{stated}”没有编号，此前各部分均有编号",
    "headings: “{stated}” has no number, those before it have",
    "warning",
)
_OF_LAST_PARTS = (
    re.compile(
        r"(?:工作中)?存在的?(?:主要)?(?:问题|不足)[^。，；：0-9]{0,12}|下一步[^。，；：0-9]{0,8}(?:打算|安排|计划|措施)"
    ),
    re.compile(r"(?:其他)?需要(?:报告|说明)的?(?:其他)?事项"),
)
"""The headings that a report ends with, by what they are about."""
_ABOUT_LAST_PARTS = (re.compile("问题|不足|改进|措施|打算|下一步"), re.compile("其他|需要"))
"""Words of a numbered heading that such a heading may stand below."""
_FEWEST_NUMBERED = 3


def about_numbering(material: Material) -> Iterator[Finding]:
    """Each number that does not follow the one before it, and headings at the end that have none."""
    yield from _in_order(material)
    yield from _unnumbered(material)


def _unnumbered(material: Material) -> Iterator[Finding]:
    parts = [mark for mark in material.marks if mark.kind == PART]
    if len(parts) < _FEWEST_NUMBERED:
        return
    first = bisect_left(material.placed, parts[-1].start, key=_START)
    lines = [entry.line for entry in islice(material.placed, first, None) if entry.role == "body"]
    for words, above in zip(_OF_LAST_PARTS, _ABOUT_LAST_PARTS, strict=True):
        found = next((line for line in lines if words.fullmatch(line.text.strip())), None)
        if found is not None and not above.search(lines[0].text):
            span = material.clean.span(found.start, found.end)
            yield of_text(UNNUMBERED, [span], [], found.text.strip())


def _in_order(material: Material) -> Iterator[Finding]:
    kind_to_last: dict[int, Mark] = {}
    for mark in material.marks:
        kind = mark.kind
        if kind == BRACKETED_DIGIT and kind not in kind_to_last and _follows(kind_to_last.get(BRACKETED), mark):
            kind = BRACKETED
        before = kind_to_last.get(kind)
        for deeper in [one for one in kind_to_last if one > kind]:
            del kind_to_last[deeper]
        fault = _fault(before, mark, kind, kind_to_last)
        kind_to_last[kind] = mark._replace(again=True) if fault == "doubled" else mark
        skipped = (fault == "lost" and before) or (fault == "first_lost" and kind == PART)
        if skipped and _elsewhere(material, before, mark):
            continue  # it stands in a table or inside a line
        if fault:
            yield _finding(material, fault, before, mark, kind)


def _fault(before: Mark | None, mark: Mark, kind: int, kind_to_last: dict[int, Mark]) -> str:
    if mark.number == 1 and before is not None and before.number == 1 and kind in _HEADING_KINDS:
        return "doubled"
    if mark.number == 1 or _follows(before, mark):
        return ""
    if before is None:
        nested = kind == BRACKETED and PART in kind_to_last
        return "first_lost" if mark.number == 2 and (nested or kind == PART) else ""
    if mark.number == before.number:
        return "doubled"
    return "lost" if mark.number > before.number else "misnumbered"


def _elsewhere(material: Material, before: Mark | None, mark: Mark) -> bool:
    """Whether a number between the two stands somewhere between them, where it begins no line of its own."""
    begin, last = (before.end, before.number) if before else (0, 0)
    first = bisect_left(material.placed, begin, key=_START)
    for entry in takewhile(lambda one: one.line.start < mark.start, islice(material.placed, first, None)):
        if entry.role == "form" and (mark.kind != PART or "annex" in entry.topics):
            return True
    between = material.clean.text[begin : mark.start]
    for printed in _KIND_TO_MISSING[mark.kind].findall(between):
        number = number_of(printed)
        if number is not None and last < number < mark.number:
            return True
    return False


def _follows(before: Mark | None, mark: Mark) -> bool:
    if before is None:
        return False
    # Of two of one number the second was meant to be the next.
    return mark.number == before.number + 1 or (before.again and mark.number == before.number + 2)


def _finding(material: Material, fault: str, before: Mark | None, mark: Mark, kind: int) -> Finding:
    rule = (HEADINGS if kind in _HEADING_KINDS else ITEMS)[fault]
    spans: list[Span | None] = [material.clean.span(one.start, one.end) for one in (before, mark) if one]
    return of_text(rule, spans, [], _bare(mark.printed), _bare(before.printed) if before else "")


def _bare(printed: str) -> str:
    return printed.rstrip("、．.")
