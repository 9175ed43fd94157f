"""The audit as a page of text: per report the findings, gravest first, each with the lines it is about, and the figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from giextract.audit.figures import left_out
from giextract.audit.material import Material
from giextract.record import Figures, Finding, Repair, Span

Language = Literal["en", "zh"]
LONGEST = 72
"""Characters of a quoted line."""

_DEFECT = {
    "report": {"en": "defect of the report", "zh": "报告之误"},
    "extraction": {"en": "defect of the extraction", "zh": "提取之误"},
    "unclear": {"en": "whose defect is unclear", "zh": "难以判定"},
    None: {"en": "nobody's defect", "zh": "仅作说明"},
}
_SEVERITY = {
    "error": {"en": "error", "zh": "错误"},
    "warning": {"en": "warning", "zh": "警告"},
    "note": {"en": "note", "zh": "提示"},
}
_REASON_TO_CHINESE = {
    "year": "年份", "date": "日期", "month": "月日", "document_number": "文号", "phone": "电话", "address": "网址邮箱",
    "ordinal": "序数", "list_mark": "条目编号", "article": "泛指", "bare": "无单位", "no_unit": "无单位", "postcode": "邮编",
    "web_page": "网页文字",
}  # fmt: skip
"""Why a number is left out -> the same in Chinese."""
_WHITE = re.compile(r"\s+")
_AGAINST = {"en": "held against", "zh": "对照"}
_MOST_QUOTED = 4
_MOST_NAMED = 8
_BESIDE = 20
"""Characters of a quoted line on both sides of a figure; more between two figures are left out."""


def page(material: Material, findings: list[Finding], language: Language = "en", with_figures: bool = False) -> str:
    """The page for one report."""
    return "\n".join(_lines(material, findings, language, with_figures)) + "\n"


def _lines(material: Material, findings: list[Finding], language: Language, with_figures: bool) -> Iterator[str]:
    record = material.record
    title = material.value("/header/title")
    yield f"{record.source.path or '-'}{f'  {_legible(str(title))}' if title else ''}"
    figures = record.figures
    share = f"（{figures.claimed / figures.printed:.0%}）" if figures.printed else ""
    share_en = share.replace("（", " (").replace("）", ")")
    yield {
        "en": f"  {figures.claimed} of {figures.printed} figures{share_en} prove a value; {_counted(findings, 'en')}",
        "zh": f"  {figures.printed}个数字中{figures.claimed}个{share}已被取用；{_counted(findings, 'zh')}",
    }[language]
    for number, finding in enumerate(findings, start=1):
        yield ""
        yield from _finding(material, number, finding, language)
    if not findings:
        yield from _nothing(figures, language)
    if with_figures:
        yield from _figures(material, language)


def _nothing(figures: Figures, language: Language) -> Iterator[str]:
    """That no contradiction was found, and which printed figures prove no value that could have had one."""
    if not figures.unclaimed:
        yield {"en": "  nothing to say: everything agrees", "zh": "  未发现矛盾"}[language]
        return
    printed = " ".join(_legible(one.printed) for one in figures.unclaimed[:_MOST_NAMED])
    printed += " …" * (len(figures.unclaimed) > _MOST_NAMED)
    yield {
        "en": f"  nothing contradicts; {len(figures.unclaimed)} of the figures prove nothing: {printed}",
        "zh": f"  未发现矛盾；未被取用的数字{len(figures.unclaimed)}个：{printed}",
    }[language]


def _counted(findings: list[Finding], language: Language) -> str:
    """`3 findings (2 errors, 1 note)`."""
    told: Counter[str] = Counter(finding.severity for finding in findings)
    if language == "zh":
        parts = "、".join(f"{words['zh']}{told[name]}" for name, words in _SEVERITY.items() if told[name])
        return f"发现{len(findings)}处{f'（{parts}）' if parts else ''}"
    parts = ", ".join(f"{told[name]} {name}{'s' * (told[name] > 1)}" for name in _SEVERITY if told[name])
    return f"{len(findings)} finding{'s' * (len(findings) != 1)}{f' ({parts})' if parts else ''}"


def _finding(material: Material, number: int, finding: Finding, language: Language) -> Iterator[str]:
    message = finding.message if language == "en" else finding.message_zh or finding.message
    yield f"  {number}. [{_SEVERITY[finding.severity][language]}] {_legible(message)}"
    whose = _DEFECT[finding.defect][language]
    against = f" · {_AGAINST[language]} {_legible(finding.against)}" if finding.against else ""
    yield f"     {finding.rule} · {whose}{against}"
    if finding.repair:
        yield f"     → {_mend(finding.repair)}"
    for quoted in _quotes(material, finding.spans):
        yield f"     | {quoted}"


def _mend(repair: Repair) -> str:
    """`path = value`, the cells of a row one after the other: `/requests/granted = 10 2 0 0 0 0 12`."""
    return f"{repair.path} = {' '.join(map(str, _cells(repair.value)))}"


def _cells(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _cells(one)
    else:
        yield value


def _quotes(material: Material, spans: Iterable[Span | None]) -> Iterator[str]:
    """The lines of the spans, each once, with the printed characters between ‹ and ›."""
    line_to_spans: dict[Span, list[Span]] = {}
    for span in spans:
        entry = material.line_at(span[0]) if span else None
        if span and entry:
            line = material.clean.span(entry.line.start, entry.line.end)
            line_to_spans.setdefault(line, []).append(span)
    for position, (line, inside) in enumerate(sorted(line_to_spans.items())):
        if position == _MOST_QUOTED:
            yield "…"
            return
        yield f"{line[0]}: {_marked(material, line, sorted(set(inside)))}"


def _marked(material: Material, line: Span, spans: list[Span]) -> str:
    """The line with the spans between ‹ and ›, and of what is far from all of them only that it is there."""
    pieces: list[str] = []
    position = line[0]
    for start, end in spans:
        if start >= position and end <= line[1]:
            between = _inline(material.printed(position, start))
            pieces += [_shortened(between, bool(pieces), True), f"‹{_legible(material.printed(start, end))}›"]
            position = end
    rest = _inline(material.printed(position, line[1]))
    return "".join([*pieces, _shortened(rest, True, False) if pieces else rest[:LONGEST]]).strip()


def _shortened(text: str, after: bool, before: bool) -> str:
    """`text` with what is next to a figure that stands before it (`after`) and to one behind it (`before`)."""
    if len(text) <= _BESIDE * (after + before) + _BESIDE // 2:
        return text
    return f"{text[:_BESIDE] if after else ''}…{text[-_BESIDE:] if before else ''}"


def _figures(material: Material, language: Language) -> Iterator[str]:
    yield ""
    yield {"en": "  figures that prove nothing:", "zh": "  未被取用的数字："}[language]
    for figure in material.record.figures.unclaimed:
        yield f"     {figure.span[0]}: {_legible(figure.printed)}  {_legible(figure.context)}"
    yield {"en": "  numbers left out:", "zh": "  不计入的数字："}[language]
    reason_to_printed: dict[str, list[str]] = {}
    for one in left_out(material.clean, material.placed, material.figures):
        reason_to_printed.setdefault(one.reason, []).append(_legible(one.printed))
    for reason, printed in sorted(reason_to_printed.items()):
        words = reason.replace("_", " ")
        yield {
            "en": f"     {words} ({len(printed)}): {' '.join(printed)}",
            "zh": f"     {_REASON_TO_CHINESE.get(reason, words)}（{len(printed)}）：{' '.join(printed)}",
        }[language]


def _legible(text: str) -> str:
    """`text` as one line, with nothing in it that a terminal would obey."""
    return _inline(text).strip()


def _inline(text: str) -> str:
    plain = _WHITE.sub(" ", text)
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in plain)
