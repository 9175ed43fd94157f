"""Pieces that explain policy, told by kind, against all of them: 政策解读20篇，其中图文解读15篇，视频解读9篇."""

from __future__ import annotations

import re
from collections.abc import Iterator

from giextract.audit.attribution import whose
from giextract.audit.finding import of_text
from giextract.audit.material import Material
from giextract.audit.rule import Rule
from giextract.record import Finding

INTERPRETATIONS = Rule(
    "interpretations_by_kind",
    "政策解读：各类相加为{expected}（{terms}），多于总数{stated}",
    "pieces that explain policy: the kinds add up to {expected} ({terms}), more than the total, {stated}",
)
_PIECES = r"解读(?:材料|稿件|信息|文章|产品|类信息)?(?:共计?|累计)?(?P<count>[0-9]+)(?P<unit>[篇条个件次期])"
_TOTAL = re.compile(_PIECES + r"[，（：]其中：?(?P<parts>[^。\n]*)")
_PART = re.compile(_PIECES)
_OTHERWISE = re.compile(r"同时|转发|转载|重复|交叉|兼有|累计|上一?年|去年|20[0-9]{2}年")
"""Words with which one piece may be counted twice, or in another year."""


def about_interpretations(material: Material) -> Iterator[Finding]:
    """Each total that its kinds, of the same unit and in its sentence, exceed."""
    clean = material.clean
    for total in _TOTAL.finditer(clean.text):
        parts = [part for part in _PART.finditer(clean.text, *total.span("parts")) if part["unit"] == total["unit"]]
        added = sum(int(part["count"]) for part in parts)
        if len(parts) < 2 or added <= int(total["count"]) or _OTHERWISE.search(total["parts"]):
            continue
        spans = [clean.span(*one.span("count")) for one in (total, *parts)]
        entry, fact = material.line_at(spans[0][0]), material.proved_by(spans[0])
        if entry is None or entry.role != "body":
            continue
        finding = of_text(
            INTERPRETATIONS,
            [*(one.span for one in (fact,) if one), *(span for span in spans[bool(fact) :])],
            [fact.path] if fact else [],
            total["count"],
            str(added),
            terms="+".join(part["count"] for part in parts),
        )
        yield finding.model_copy(update={"defect": whose((fact,) if fact else ())})
