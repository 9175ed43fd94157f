"""A text that was cut off in the middle: what stood behind its end is not in the record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from giextract.audit.finding import of_text
from giextract.audit.material import Material
from giextract.audit.rule import Rule
from giextract.record import Finding

CUT_OFF = Rule(
    "cut_off",
    "文本在“{stated}”处中断，其后内容缺失",
    "the text is cut off behind “{stated}”; what followed is missing",
    "error",
)
_SENTENCE_END = frozenset("。！？…”》）|")
_SIGNED = re.compile(
    r"\d{4}年|[〇○零一二]{2,}.{0,4}年|附件|附表|公章|(?:局|委|办|政府|室|会|院|中心|公司|处|站|馆|所|队)$|联系|电话|www|http|编辑|审核|签发"
)
_CONTACT = re.compile(
    r"^[|\s]*(?:联系|咨询|监督|地址|通[信讯]地址|邮编|邮政编码|电话|传真|邮箱|电子邮箱|网址)[^，。]{0,6}[：:]"
)
_LAST_PART = re.compile("问题|不足|改进|其他需要报告|需要说明")
_SHORT = 8
_REACH = 200


def cut_off(findings: Sequence[Finding]) -> Finding | None:
    """The finding that the text is cut off, or None."""
    return next((finding for finding in findings if finding.rule == CUT_OFF.name), None)


def about_the_end(material: Material) -> Iterator[Finding]:
    """The end of a text that stops within a sentence, or within a character, before the last part of every report has begun.

    Many whole reports end without a full stop, so that alone says nothing. What the last part is, is known of annual
    reports on disclosure alone (2008: Regulations article 32; 2019: article 50), so of other schemas nothing is said.
    """
    if material.schema.name != "annual_report":
        return
    lines = [entry for entry in material.placed if entry.line.text.strip()]
    if not lines:
        return
    last, text = lines[-1], lines[-1].line.text
    damaged = material.clean.document.rstrip().endswith("\ufffd")
    if not damaged:
        if last.role not in ("body", "frame") or text[-1] in _SENTENCE_END or len(text) < _SHORT:
            return
        if len(text) < 40 and (
            _SIGNED.search(text[-14:]) or (_CONTACT.search(text) and not _open_bracket(material.clean.text))
        ):
            return
        if any(entry.level and _LAST_PART.search(entry.line.text) for entry in lines):
            return
    start = max(last.line.start, last.line.end - 12)
    yield of_text(
        CUT_OFF, [material.clean.span(start, last.line.end)], stated=material.clean.text[start : last.line.end]
    )


def _open_bracket(text: str) -> bool:
    tail = text[-_REACH:]
    return max(map(tail.rfind, "（(")) > max(map(tail.rfind, "）)"))
