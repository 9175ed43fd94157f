"""How many parts the preamble announces, and what is announced and not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from giextract.audit.finding import of_text
from giextract.audit.mark import BRACKETED, PART
from giextract.audit.material import Material
from giextract.audit.rule import Rule
from giextract.record import Finding

PARTS = Rule(
    "declared_parts",
    "前言称共{expected}个部分，实有{stated}个",
    "{expected} parts are announced, {stated} stand",
    "warning",
)
ANNEX = Rule(
    "annex_missing",
    "文中称有附表（“{stated}”），未见附表",
    "an annex is announced (“{stated}”) but is not there",
    "warning",
)
_ANNOUNCED = re.compile(
    r"附[件表](?:(?:(?<=^..)|(?<=[。；\n]..))\d{0,2}：[^\n。]{0,40}(?:统计表|附表)|(?<=见..)(?!中)|：[^\n]{0,40}统计表)"
)
"""It begins with one character, so that plain words are passed over in one step."""
_ATTACHED = re.compile(
    r"附[件表][^\n]{0,200}\.(?:xlsx?|docx?|pdf|wps|et|csv|zip|rar|7z|ofd|tiff?|jpe?g|png)(?![a-z0-9])", re.IGNORECASE
)
"""A line that names a file beside the page, which holds the annex."""
_HEADING = re.compile(r"^附[件表]?\d{0,2}：.*", re.MULTILINE)
_ANNEX_PART = re.compile(r"\s*附[件表]|[^。，；\n]{0,24}(?:统计表|附[件表])[）)]?\n")
_FIGURE_AT_END = re.compile(r"[0-9]+[ |]*$", re.MULTILINE)
_FEWEST_ROWS = 3
_SEE = re.compile("详?见$")
_STANDS = ("/annex/", "/requests/", "/article20/")
_ATTACHMENT = re.compile(r"详见附件\d{0,2}(?=[。，；）\n]|$)")
_BEGINS_ATTACHMENT = re.compile(r"^附件|附件\d{0,2}：", re.MULTILINE)


def about_parts(material: Material) -> Iterator[Finding]:
    """Announced parts against those found, and an annex that is not there."""
    yield from _parts(material)
    yield from _annex(material)


def _parts(material: Material) -> Iterator[Finding]:
    declared = material.value("/header/declared_parts")
    if not isinstance(declared, int) or isinstance(declared, bool):
        return
    found = material.marks
    numbers = [mark.number for mark in found if mark.kind == PART]
    if len(numbers) < 3:
        numbers = [mark.number for mark in found if mark.kind == BRACKETED]
        if numbers != list(range(1, len(numbers) + 1)):
            return
    restarts = numbers.count(1) > 1
    if len(numbers) < 3 or restarts:
        return
    annexed = 0 if _ends_with_annex(material) or not (material.form or _mentions_annex(material)) else 1
    if declared in (len(numbers), len(numbers) + annexed, numbers[-1], numbers[-1] + annexed):
        return
    if len(numbers) < declared <= 20 and _stands(material, declared):
        return
    fact = material.path_to_fact["/header/declared_parts"]
    yield of_text(PARTS, [fact.span], ["/header/declared_parts"], str(len(numbers)), str(declared))


def _stands(material: Material, number: int) -> bool:
    """Whether the last announced part begins somewhere, also where its heading begins no line; rows of tables are no parts."""
    digits = "一二三四五六七八九十"
    printed = digits[number - 1] if number <= 10 else f"十{digits[number - 11]}" if number < 20 else "二十"
    heading = re.compile(rf"(?<![一二三四五六七八九十]){printed}[、．.]|（{printed}）|第{printed}部分")
    return any(heading.search(entry.line.text) for entry in material.placed if entry.role in ("body", "frame"))


def _ends_with_annex(material: Material) -> bool:
    """Whether the last numbered part is the annex, which is then counted already."""
    last = next((mark for mark in reversed(material.marks) if mark.kind == PART), None)
    return last is not None and _ANNEX_PART.match(material.clean.text, last.end) is not None


def _printed_behind(text: str, start: int) -> bool:
    """Whether an annex that nobody could read stands behind: its heading, or the announcement itself, and rows of figures."""
    headings = [match.end() for match in _HEADING.finditer(text, start)]
    return bool(headings) and len(_FIGURE_AT_END.findall(text, headings[0])) >= _FEWEST_ROWS


def _mentions_annex(material: Material) -> bool:
    return re.search(r"附[件表]", material.clean.text) is not None


def _attachment(material: Material) -> Iterator[Finding]:
    """An attachment to a report with the 2019 tables, which stand within its parts and so are not what it speaks of."""
    text = material.clean.text
    match = _ATTACHMENT.search(text) if material.has_tables and not material.form else None
    if match is None or _ATTACHED.search(text) or _BEGINS_ATTACHMENT.search(text):
        return
    signed = material.path_to_fact.get("/header/issued_on")
    span = material.clean.span(*match.span())
    entry = material.line_at(span[0])
    tables = (fact.span for fact in material.record.facts if fact.path.startswith("/requests/") and fact.span)
    stand_behind = signed is None or signed.span is None or any(place[0] > signed.span[0] for place in tables)
    if not stand_behind and entry is not None and entry.role == "body":
        yield of_text(ANNEX, [span], [], match[0])


def _annex(material: Material) -> Iterator[Finding]:
    text = material.clean.text
    if material.form or any(path.startswith(_STANDS) for path in material.path_to_fact):
        yield from _attachment(material)
        return
    match = _ANNOUNCED.search(text)
    if match and not _ATTACHED.search(text) and not _printed_behind(text, match.start()):
        see = _SEE.search(text, max(0, match.start() - 2), match.start())
        start = see.start() if see else match.start()
        yield of_text(ANNEX, [material.clean.span(start, match.end())], [], text[start : match.end()])
