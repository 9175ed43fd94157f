"""Differences that are no contradiction: cases carried over, applications withdrawn, another scope.

新收 (received this year) and 收办 (handled this year) differ by the cases of last year; a withdrawn application is answered by
nobody; and a figure of 本机关 need not be that of 全区.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from giextract.audit.constraint import Sum, number
from giextract.audit.material import Material

_CARRIED = re.compile(r"结转|转入|上年(?:度)?(?:遗留|未办|延续|转)|去年(?:遗留|未办|收到|受理|结转)|跨年|延续|年申请|年收到的")
_WITHDRAWN = re.compile(r"撤回|撤销申请|放弃|终止|未再提交|逾期不补正")
_PENDING = re.compile(r"正在办理|在办|尚未|未办结|未到期|待办|办理中|审理中|未答复|延期至|结转")
_OWN = re.compile(r"本机关|机关本级|[县市区省局州]本级|本级|直属机关|(?:政府)?办公室(?:自身|本身|共|收|受)|局机关|委机关|厅机关")
_WIDE = re.compile(r"全[省市州县区旗镇乡]|全系统|各单位|各部门|各乡镇|所属|系统共|辖区|含[乡镇街下]|及下属")
_RULES = frozenset({"text_and_annex", "text_and_table", "handled_and_received", "answers_by_outcome", "applications_closed"})


def explain(material: Material, constraint: Sum, values: Mapping[str, Decimal]) -> tuple[str, str] | None:
    """Why both sides may differ, in Chinese and English, or None."""
    if constraint.rule.name not in _RULES:
        return None
    left = sum((values[term.path] for term in constraint.left if term.path in values), Decimal(0))
    right = sum((values[term.path] for term in constraint.right if term.path in values), Decimal(0))
    difference = abs(left - right)
    about = constraint.left[0].path
    if about.startswith("/applications"):
        carried = material.term("/requests/carried_in/total")
        if (carried and carried.value == difference) or _printed_with(material, _CARRIED, difference):
            return f"相差的{number(difference)}件为上年结转", f"the {number(difference)} between them were carried over"
        if _printed_with(material, _WITHDRAWN, difference):
            return f"相差的{number(difference)}件已撤回或终止", f"the {number(difference)} between them were withdrawn"
        if _printed_with(material, _PENDING, difference):
            return f"相差的{number(difference)}件尚未办结", f"the {number(difference)} between them are still open"
    return _scope(material, constraint)


def _printed_with(material: Material, words: re.Pattern[str], wanted: Decimal) -> bool:
    """Whether a clause with these words prints the figure, also as `l件` (PHRASES.md, OCR slips)."""
    text = material.clean.text
    for match in words.finditer(text):
        start = max(text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
        low, high = max(start, match.start() - 24), match.end() + 24
        for figure in material.figures:
            if low <= figure.start < high and figure.value == wanted and not re.search("[。；\n]", text[match.end() : figure.start]):
                return True
        if wanted == 1 and re.search(r"(?<![A-Za-z])l件", text[low:high]):
            return True
    return False


def _scope(material: Material, constraint: Sum) -> tuple[str, str] | None:
    """One side is said of the body itself, the other of all below it."""
    if constraint.rule.name not in ("text_and_annex", "text_and_table"):
        return None
    one, other = constraint.left[0], constraint.right[0]
    if one.span is None or other.span is None:
        return None
    here, there = _about(material, one.span[0], False), _about(material, other.span[0], True)
    for own, wide in ((here, there), (there, here)):
        if _OWN.search(own) and not _WIDE.search(own) and (_WIDE.search(wide) or not _OWN.search(wide)):
            return "两处统计口径不同（本机关与全辖区）", "the two are of different scope (the body itself, all below it)"
    if _WIDE.search(here) and not _WIDE.search(there) and _OWN.search(there):
        return "两处统计口径不同（本机关与全辖区）", "the two are of different scope (the body itself, all below it)"
    return None


def _about(material: Material, offset: int, table: bool) -> str:
    """The words that say of whom a figure speaks: those before it in its clause, and the title of its form."""
    document = material.clean.document
    begin = max(document.rfind(mark, 0, offset) for mark in "。；\n") + 1
    words = document[max(begin, offset - 60) : offset]
    if table:
        form = next((low for low, high in material.form if low <= offset < high), None)
        if form is not None:
            words += document[form : min(form + 60, offset)]
    return words
