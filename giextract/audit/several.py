"""Several reports in one text: what is read of them mixes figures of two years or two bodies."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from giextract.audit.finding import of_text
from giextract.audit.material import Material
from giextract.audit.rule import Rule
from giextract.record import Finding

SEVERAL = Rule(
    "several_reports",
    "文本含有不止一份年度报告（“{stated}”）；请分成单独的文件",
    "the text holds more than one report (“{stated}”); give each as a file of its own",
    "error",
)
_TITLE = re.compile(
    r"[^。，；：《》]{2,40}?(?P<year>(?:19|20)\d{2}|[一二][〇○零一二三四五六七八九]{3})年度?[^。，；：《》]{0,24}公开[^。，；：《》]{0,12}(?:报告|年报)"
    r"|(?P<first>(?:19|20)\d{2})年度?[^。，；：《》]{2,40}公开[^。，；：《》]{0,12}(?:报告|年报)"
)
_FIRST_PART = re.compile("一、|第一部分")
_FAR = 500
"""Characters between two titles within which the second is the first one printed again."""


def several(findings: Sequence[Finding]) -> Finding | None:
    """The finding that the text holds several reports, or None."""
    return next((finding for finding in findings if finding.rule == SEVERAL.name), None)


def told_apart(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, those about figures of more than one of the reports in a text blamed on none of them."""
    mixed = several(findings)
    if mixed is None:
        return list(findings)
    begins = sorted(span[0] for span in mixed.spans if span)
    return [
        one.model_copy(update={"defect": "unclear"})
        if one is not mixed and len({bisect_right(begins, span[0]) for span in one.spans if span}) > 1
        else one
        for one in findings
    ]


def about_several_reports(material: Material) -> Iterator[Finding]:
    """A second title of another year or body, each title with parts that begin at one behind it."""
    if material.schema.name != "annual_report":
        return
    titles: list[tuple[str, int, int]] = []
    parts_behind = 0
    for entry in material.placed:
        text = entry.line.text
        if entry.role != "page" and len(text) <= 60 and text.endswith(("报告", "年报")) and _TITLE.fullmatch(text):
            far = not titles or entry.line.start - titles[-1][1] > _FAR
            if far and all(text != title for title, _, _ in titles) and (not titles or parts_behind):
                titles.append((text, entry.line.start, entry.line.end))
                parts_behind = 0
        elif entry.level == 1 and _FIRST_PART.match(text):
            parts_behind += 1
    if len(titles) > 1 and parts_behind:
        spans = [material.clean.span(start, end) for _, start, end in titles]
        yield of_text(SEVERAL, spans, stated=" / ".join(title for title, _, _ in titles[:3]))
