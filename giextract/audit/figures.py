"""The account of figures: every number of the report proves a value, stands among the unclaimed, or is left out for a reason.

Left out are the numbers that state nothing: years and dates, document numbers, phones, addresses, ordinals and list marks,
postcodes, 一个 as an article, numbers without a unit in prose, and everything on the web page around the report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from giextract.audit.material import PlacedLine
from giextract.record import Fact, Figures, Span, UnclaimedFigure
from giextract.text.clean import CleanText
from giextract.text.figures import COUNTING, Figure

CONTEXT = 16
"""Characters of context on each side of an unclaimed figure."""
_POSTCODE = re.compile(r"邮(?:政)?编(?:码)?[：:（(]?\s*$")


class LeftOut(NamedTuple):
    """A number that states nothing, where it is, and what it is."""

    printed: str
    span: Span
    reason: str


def account(
    clean: CleanText, placed: Sequence[PlacedLine], figures: Sequence[Figure], facts: Sequence[Fact]
) -> Figures:
    """How many figures are printed, how many prove a value, which do not, and how many numbers are left out."""
    claims = sorted(fact.span for fact in facts if fact.check == "proved" and fact.span)
    printed = claimed = 0
    unclaimed: list[UnclaimedFigure] = []
    left_out: Counter[str] = Counter()
    position = 0
    reach = -1
    for figure, reason in _judged(clean, placed, figures):
        if reason:
            left_out[reason] += 1
            continue
        printed += 1
        start, end = clean.span(figure.start, figure.end)
        while position < len(claims) and claims[position][0] < end:
            reach = max(reach, claims[position][1])
            position += 1
        if reach > start:  # all of them begin before its end
            claimed += 1
            continue
        context = clean.document[max(0, start - CONTEXT) : end + CONTEXT]
        unclaimed.append(
            UnclaimedFigure(printed=clean.document[start:end], span=(start, end), context=" ".join(context.split()))
        )
    return Figures(printed=printed, claimed=claimed, unclaimed=unclaimed, left_out=dict(sorted(left_out.items())))


def left_out(clean: CleanText, placed: Sequence[PlacedLine], figures: Sequence[Figure]) -> Iterator[LeftOut]:
    """Every number that is left out, with why."""
    for figure, reason in _judged(clean, placed, figures):
        if reason:
            span = clean.span(figure.start, figure.end)
            yield LeftOut(clean.document[span[0] : span[1]], span, reason)


def _judged(clean: CleanText, placed: Sequence[PlacedLine], figures: Sequence[Figure]) -> Iterator[tuple[Figure, str]]:
    """Each figure, and why it is left out, or nothing."""
    ends = iter(placed)
    entry = next(ends, None)
    for figure in figures:
        while entry is not None and entry.line.end <= figure.start:
            entry = next(ends, None)
        yield figure, _reason(clean.text, figure, entry.role if entry else "page")


def _reason(text: str, figure: Figure, role: str) -> str:
    if role == "page":
        return "web_page"
    if figure.kind in COUNTING or (figure.kind == "bare" and role == "form"):
        return ""
    if figure.kind != "bare":
        return figure.kind
    six = figure.end - figure.start == 6
    return "postcode" if six and _POSTCODE.search(text, max(0, figure.start - 8), figure.start) else "no_unit"
