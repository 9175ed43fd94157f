"""Percentages that a sentence prints of counts which no list of tallies holds: 答复申请805件，其中予以公开258件，占32%.

The whole is the count before 其中, or the one before them of which most shares of a paragraph are the share. A percentage
that is the share in no count printed before it is a finding.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from giextract.audit.attribution import whose
from giextract.audit.catalogue import SHARE
from giextract.audit.constraint import number, unit_of
from giextract.audit.finding import of_text
from giextract.audit.material import Material
from giextract.audit.naming import names, quoted
from giextract.record import Finding
from giextract.text.figures import Figure

_SHARE_OF = re.compile(
    r"[，（、]?(?:约|共|各)?占(?:比)?(?P<of>[^，。；、0-9]{0,14}?)(?:的|比例|比重)*(?:约|为|达|达到)?"
)
_OF_WHICH = re.compile(r"[^。；\n0-9]{0,12}其中[^。\n]*")
_NEAR = 60
"""Figures before a percentage, and shares around it, that are looked at: a text without line ends is one paragraph."""
_LISTED = re.compile(r"/disclosure/(?:by_\w+|key_areas)/\d+/")


class _Share(NamedTuple):
    percent: Figure
    part: Figure
    of: str


def about_prose_shares(material: Material) -> Iterator[Finding]:
    """Each percentage that is not that of its count in the whole it is said of."""
    by_paragraph: dict[tuple[int, str], list[_Share]] = {}
    for share in _shares(material):
        paragraph = material.clean.text.rfind("\n", 0, share.part.start) + 1
        by_paragraph.setdefault((paragraph, share.of), []).append(share)
    counts = [figure for figure in material.figures if figure.kind == "count" and figure.value] if by_paragraph else []
    offsets = [figure.start for figure in counts]
    for (paragraph, _), shares in by_paragraph.items():
        wholes = counts[bisect_left(offsets, paragraph) : bisect_left(offsets, shares[-1].part.start)]
        starts = [whole.start for whole in wholes]
        before = [wholes[max(0, end - _NEAR) : end] for end in (bisect_left(starts, one.part.start) for one in shares)]
        fits = [any(_holds(one, whole) for whole in near) for one, near in zip(shares, before, strict=True)]
        for place, share in enumerate(shares):
            if fits[place]:
                continue
            around = range(max(0, place - _NEAR), min(len(shares), place + _NEAR))
            whole = _whole(material, share, [shares[other] for other in around if fits[other]], before[place])
            if whole is not None and not whole.approximate:
                yield _finding(material, share, whole)


def _shares(material: Material) -> Iterator[_Share]:
    text = material.clean.text
    if "占" not in text:
        return
    for before, figure in zip(material.figures, material.figures[1:], strict=False):
        if figure.kind != "percent" or before.kind != "count" or not before.value or not figure.value:
            continue
        said = _SHARE_OF.fullmatch(text, before.end, figure.start)
        if said is None or figure.approximate or before.approximate:
            continue
        fact = material.proved_by(material.clean.span(before.start, before.end))
        if fact is None or not _LISTED.match(fact.path):
            yield _Share(figure, before, said["of"])


def _holds(share: _Share, whole: Figure) -> bool:
    printed = Decimal(share.percent.value or 0)
    return abs(_exact(share, whole) - printed) < unit_of(printed)


def _exact(share: _Share, whole: Figure) -> Decimal:
    return Decimal(share.part.value or 0) * 100 / Decimal(whole.value or 1)


def _whole(material: Material, share: _Share, right: list[_Share], wholes: list[Figure]) -> Figure | None:
    """What the share is said of: that of which at least two others are the share, else the count before 其中."""
    fitting = [(sum(_holds(one, whole) for one in right), whole) for whole in wholes if whole.value]
    most, whole = max(fitting, key=lambda pair: pair[0], default=(0, None))
    if whole is not None and most >= 2 and most * 2 > len(right):
        return whole
    if right:
        return None
    for one in reversed([one for one in wholes if one.unit == share.part.unit]):
        if _OF_WHICH.fullmatch(material.clean.text, one.end, share.part.start):
            return one if Decimal(one.value or 0) >= Decimal(share.part.value or 0) else None
    return None


def _finding(material: Material, share: _Share, whole: Figure) -> Finding:
    clean = material.clean
    printed = Decimal(share.percent.value or 0)
    right = _exact(share, whole).quantize(min(unit_of(printed), Decimal("0.1")), ROUND_HALF_UP)
    spans = [clean.span(one.start, one.end) for one in (share.percent, share.part, whole)]
    fact = material.proved_by(spans[1])
    words = re.split("[，、：；（。]", clean.text[max(0, share.part.start - 16) : share.part.start])[-1]
    finding = of_text(
        SHARE,
        [*(fact.span for fact in (fact,) if fact), *(span for span in spans if not fact or span != spans[1])],
        [fact.path] if fact else [],
        number(printed),
        number(right),
        **(names(material, fact.path) if fact else quoted(words or clean.text[share.part.start : share.part.end])),
        terms=f"{number(Decimal(share.part.value or 0))}/{number(Decimal(whole.value or 0))}",
    )
    return finding.model_copy(update={"defect": whose((fact,) if fact else ())})
