"""Differences that are no contradiction: cases carried over, applications withdrawn, another scope.

新收 (received this year) and 收办 (handled this year) differ by the cases of last year; a withdrawn application is answered by
nobody; and a figure of 本机关 need not be that of 全区.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from decimal import Decimal
from operator import attrgetter

from giextract.audit.attribution import missed, unclaimed
from giextract.audit.balance import Balance
from giextract.audit.constraint import Sum, number
from giextract.audit.material import Material
from giextract.record import Finding, Span

_CARRIED = re.compile(
    r"结转(?!(?:至|到|入)?(?:下|次年|明年))|转入(?!下)|上年(?:度)?(?:遗留|未办|延续|转)|去年(?:遗留|未办|收到|受理|结转)|跨年|延续|年申请|年收到的"
)
_CLOSED_OF_BEFORE = re.compile(
    r"(?:另|含|包括|加上|审结)[^，。；\n]{0,6}(?:上一?年|去年|往年|以前年度|(?<![0-9])20[0-9]{2}年)|结转"
)
_ACCEPTED = re.compile(r"(?:正式|实际|予以)受理")
_TAKEN_IN = re.compile(r"(?:共|累计|合计|总计)?(?:收到|受理)")
_WITHDRAWN = re.compile(r"撤回|撤销申请|放弃|终止|未再提交|逾期不补正")
_PENDING = re.compile(r"正在办理|在办|尚未|未办结|未到期|待办|办理中|审理中|未答复|延期至|结转")
_OWN = re.compile(
    r"本机关|机关本级|[县市区省局州]本级|本级|直属机关|(?:政府)?办公室(?:自身|本身|[^，。；、]{0,6}[共收受])|局机关|委机关|厅机关"
)
_WIDE = re.compile(r"全[省市州县区旗镇乡]|全系统|各单位|各部门|各乡镇|所属|系统共|辖区|含[乡镇街下]|及下属")
_WIDE_FORM = re.compile(r"全[省市州县区旗](?![局委办厅])|系统|所属|下属|各单位|各部门")
_BUREAU = re.compile(r"(?:局|委|委员会|厅|办公室|中心|院|处)$")
_HEADING = re.compile(
    r"^[^。\n]{0,16}(?:统计表|统计范围|统计口径|附[件表])[^。\n0-9]{0,40}|^[^。\n，]{0,40}统计表", re.MULTILINE
)
"""A line above a form, or the first of it, that says what it counts."""
_APART = re.compile("[。；\n]|结转(?:至|到|入)?(?:下|次年|明年)")
"""What stands between words and a figure that they are not about."""
_START = attrgetter("start")
_WHOLES = frozenset(f"/applications/{name}" for name in ("received", "closed", "answered"))
_RULES = frozenset(
    {
        "text_and_annex",
        "text_and_table",
        "handled_and_received",
        "answers_by_outcome",
        "applications_closed",
        "applications_by_method",
        "proposals_parts",
        "staff_parts",
        "reviews_by_result",
        "lawsuits_by_result",
    }
)


SCOPE = "两处统计口径不同（本机关与全辖区）", "the two are of different scope (the body itself, all below it)"
_BOTH = "正文同句另有该数或其差额", "the sentence prints that figure, or what they differ by, as well"
_RECEIVED = "/applications/received"


def wider(material: Material, balance: Balance) -> frozenset[str]:
    """The rules whose form or table is of a wider scope than the narrative, which tells of whom the applications are.

    A narrative says once whose figures it counts, mostly of the applications received, or prints both figures of them.
    """
    return frozenset(
        one.rule.name
        for one in balance.broken
        if isinstance(one, Sum)
        and one.left[0].path == _RECEIVED
        and explain(material, one, balance.values) in (SCOPE, _BOTH)
    )


def explained(finding: Finding, reason: tuple[str, str]) -> Finding:
    """The finding with the reason, in Chinese and English, why it blames nobody."""
    return finding.model_copy(
        update={
            "severity": "note",
            "defect": None,
            "repair": None,
            "message": f"{finding.message}; {reason[1]}",
            "message_zh": f"{finding.message_zh}；{reason[0]}",
        }
    )


def explain(
    material: Material, constraint: Sum, values: Mapping[str, Decimal], of_wider: frozenset[str] = frozenset()
) -> tuple[str, str] | None:
    """Why both sides may differ, in Chinese and English, or None.

    `of_wider` are the rules whose form or table is of a wider scope than the narrative, so that it may have more.
    """
    rule = constraint.rule.name
    if rule not in _RULES:
        return None
    apart = abs(constraint.difference(values))
    if constraint.left[0].path in _WHOLES or rule == "handled_and_received":
        carried = material.term("/requests/carried_in/total")
        if constraint.left[0].path == _RECEIVED and rule == "text_and_table" and constraint.difference(values) < 0:
            return SCOPE if rule in of_wider else _scope(material, constraint)  # cases of other years only add to 新收
        enough = rule == "handled_and_received" and carried and carried.value is not None and carried.value >= apart
        if enough or (carried and carried.value == apart) or _printed_with(material, _CARRIED, apart, rule):
            return f"相差的{number(apart)}件为上年结转", f"the {number(apart)} between them were carried over"
        other = values[constraint.right[0].path]
        if rule == "handled_and_received" and _printed_with(material, _TAKEN_IN, other):
            return SCOPE
        if rule == "text_and_annex" and _printed_with(material, _ACCEPTED, other):
            return f"正式受理{number(other)}件", f"{number(other)} of them were formally accepted"
        if _printed_with(material, _WITHDRAWN, apart):
            return f"相差的{number(apart)}件已撤回或终止", f"the {number(apart)} between them were withdrawn"
        taken_in = constraint.left[0].path == _RECEIVED and rule in ("text_and_table", "applications_by_method")
        if not taken_in and _printed_with(material, _PENDING, apart):
            return f"相差的{number(apart)}件尚未办结", f"the {number(apart)} between them are still open"
    if (
        rule in ("applications_by_method", "proposals_parts", "staff_parts")
        and missed(material, constraint, values) is not None
    ):
        return f"同处另印有{number(apart)}", f"{number(apart)} more are printed beside them"
    if rule in ("reviews_by_result", "lawsuits_by_result"):
        if constraint.difference(values) < 0 and _printed_with(material, _CLOSED_OF_BEFORE, apart):
            return (
                f"相差的{number(apart)}件为以前年度案件",
                f"the {number(apart)} between them are cases of earlier years",
            )
        return None
    if rule == "text_and_table" and _joint(material, constraint, values):
        return "正文为予以公开与部分公开合计", "the text counts those granted and those partially granted together"
    if rule in of_wider and constraint.difference(values) < 0:
        return SCOPE
    return _both_printed(material, constraint, values) or _scope(material, constraint)


def _joint(material: Material, constraint: Sum, values: Mapping[str, Decimal]) -> bool:
    """Whether the text's figure is that of 予以公开 and 部分公开 together, which neither field is."""
    rows = [material.term(f"/requests/{row}/total") for row in ("granted", "partially_granted")]
    numbers = [row.value for row in rows if row and row.value is not None]
    return "granted" in constraint.left[0].path and values.get(constraint.left[0].path) == sum(numbers, Decimal(0))


def _both_printed(material: Material, constraint: Sum, values: Mapping[str, Decimal]) -> tuple[str, str] | None:
    """The sentence of the narrative prints the other side too, or what lacks to it: 转发15条，自行解读6条 for 21."""
    term, other = constraint.left[0], values[constraint.right[0].path]
    if constraint.rule.name != "text_and_annex" or term.span is None or len(constraint.right) != 1:
        return None
    apart = abs(constraint.difference(values))
    low, high = _sentence(material.clean.document, term.span)
    for _, _, value in unclaimed(material, low, high):
        if value and value in (other, apart):
            return _BOTH
    return None


def _sentence(document: str, span: Span) -> Span:
    start = max(document.rfind(mark, 0, span[0]) for mark in "。\n") + 1
    ends = [end for mark in "。\n" if (end := document.find(mark, span[1])) >= 0]
    return start, min(ends, default=len(document))


def _printed_with(material: Material, words: re.Pattern[str], wanted: Decimal, rule: str = "") -> bool:
    """Whether a clause with these words prints the figure, also as `l件` (PHRASES.md, OCR slips)."""
    text = material.clean.text
    for match in words.finditer(text):
        entry = material.line_at(material.clean.starts[match.start()])
        if entry is None or entry.role == "form":
            continue  # a row of a form or table, not words about a figure
        start = max(text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
        low, high = max(start, match.start() - 24), match.end() + 24
        figures, place = material.figures, bisect_left(material.figures, low, key=_START)
        while place < len(figures) and figures[place].start < high:
            figure, place = figures[place], place + 1
            enough = (
                rule == "handled_and_received" and figure.kind == "count" and figure.value and figure.value >= wanted
            )
            if (enough or figure.value == wanted) and not _APART.search(text[match.end() : figure.start]):
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
            return SCOPE
    if _WIDE.search(here) and not _WIDE.search(there) and _OWN.search(there):
        return SCOPE
    less = (one.value or 0) < (other.value or 0)
    if less and material.in_form(other.fact) and not _WIDE.search(here) and form_is_wider(material):
        return SCOPE
    return None


def form_is_wider(material: Material) -> bool:
    """Whether the headings of the form say that a bureau's form counts all of its district or all below it."""
    issuer = material.value("/header/issuer")
    if not isinstance(issuer, str) or not _BUREAU.search(issuer):
        return False
    headings = (
        match[0]
        for low, _ in material.form
        for match in _HEADING.finditer(material.printed(max(0, low - 120), low + 80))
    )
    return any(_WIDE_FORM.search(words.replace(issuer, "")) for words in headings)


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
