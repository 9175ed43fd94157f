"""The report's own title: in one line, broken over several, glued to the text, or only in the page's header."""

from __future__ import annotations

import re

from giextract.backends.rules.sentences import Reading
from giextract.sections import Placed

_TITLE = re.compile(
    r"(?P<t>[^。；：，“”！？]{0,50}(?:信息|政务|政府)公开[^。；：，“”！？]{0,16}(?:报告|年报|总结)(?:（[^（）]{1,12}）)?)"
)
_BARE = re.compile(r"[^。；：，“”！？]{0,40}(?:报告|年报)")
_BODY_AFTER = re.compile(r"(?=本报告|本年度报告|根据|按照|为了|为深入|现将|一、|目录|（以下简称)")
_CRUMB = re.compile(r"^.*[>＞»]")
_LABEL = re.compile(r"(?:正文|详细内容|内容|年度报告|信息公开年报|年报)(?=[^，。]{4})")
_WHOLE = re.compile(
    r"[^\d。；：，]{2,30}(?:政府|[局委办厅镇乡处院署会县市区州省]|街道|中心|公司)(?:关于)?(?:\d{4}|二[〇○零oO0].{2})年[^。；：，]{0,30}(?:报告|年报|总结)"
)
"""A title that names issuer and year in one line."""
_BEGINS = re.compile(
    r"[局委办厅镇乡处院署会县市区州省府校园站所队台馆社司室部场盟旗道心）)]$|\d{4}|[〇○零]|公开|政务|关于|年度|报告"
)
"""How the first line of a title over several lines ends, or what it says."""
_RULED = re.compile("[=*-]*(?:正文)?[=*-]*")
_PAGE_KEY = re.compile(r"(?:标题|名称|信息名称)：")


def find_title(reading: Reading) -> tuple[Placed, int, int] | None:
    """Line and clean offsets of the title; None where the report has none."""
    frame = [
        placed for placed in reading.routed.frame if placed.line.number <= 30 and not _RULED.fullmatch(placed.line.text)
    ][:14]
    found = [
        (placed, *span) for index, placed in enumerate(frame) if (span := _joined(reading, frame, index)) is not None
    ]
    dated = [title for title in found if re.search(r"[12]\d{3}|[〇○零]", reading.clean.text[title[1] : title[2]])]
    if found:
        return (dated or found)[0]
    for placed in reading.routed.lines:
        if placed.role != "page":
            continue
        key = _PAGE_KEY.match(placed.line.text)
        if key:
            match = _TITLE.match(placed.line.text, key.end())
            if match and match["t"]:
                return placed, placed.line.start + match.start("t"), placed.line.start + match.end("t")
    return None


def _joined(reading: Reading, frame: list[Placed], index: int) -> tuple[int, int] | None:
    """Clean offsets of a title that begins with line `index` and goes on over at most three lines."""
    text = ""
    first = frame[index].line
    for placed in frame[index : index + 4]:
        line = placed.line
        if text and (line.number > first.number + 4 or re.search("[。，；]", line.text[:20])):
            break
        text += line.text
        match = _TITLE.match(text)
        if match and ((match["t"] and re.search(r"\d{4}|[〇○零]", match["t"])) or re.search("报告$|年报$", match["t"])):
            if placed is not frame[index] and (_WHOLE.match(line.text) or not _BEGINS.search(first.text)):
                return None  # the line before it is no part of it
            cut = _BODY_AFTER.search(match["t"])
            length = cut.start() if cut and cut.start() > 6 else len(match["t"])
            if re.match("根据|按照|本报告|为", text) or re.search("编制|要求|通知", match["t"][:length]):
                return None
            crumb = _CRUMB.match(match["t"][:length])
            begin = _offset(reading, first.start, crumb.end()) if crumb else first.start
            while reading.clean.text[begin] in "| ":
                begin += 1
            label = _LABEL.match(reading.clean.text, begin)
            begin = label.end() if crumb and label else begin
            parted = [place for place in range(begin + 2, begin + 12) if reading.clean.gap(place)] if crumb else []
            begin = parted[0] if parted else begin
            return begin, _offset(reading, first.start, length)
        if len(text) > 70 or re.search("[。；]", line.text):
            return None
    return None


def _offset(reading: Reading, start: int, length: int) -> int:
    """Clean offset behind `length` characters from `start`, line breaks not counted."""
    position = start
    while length > 0 and position < len(reading.clean.text):
        if reading.clean.text[position] != "\n":
            length -= 1
        position += 1
    return position
