"""Whose report it is: as the title names it, else the preamble, else the signature (SCHEMA.md, header)."""

from __future__ import annotations

import re

from giextract.backends.rules.sentences import Reading
from giextract.sections import Placed

_TAIL = re.compile(
    r"(?:关于|的|《|“)?(?:(?:19|20)\d{2}|[一二][〇○零oO0一二九]{2}.)?(?:年度?|年)?(?:的)?(?:度)?(?:政府|政务|依法|信息|公开)+(?:信息)?(?:公开|工作).*$|(?:关于)?(?:(?:19|20)\d{2}|[一二][〇○零oO0一二九]{2}[〇○零一二三四五六七八九oO0])年.*$"
)
_HEAD = re.compile(
    r"^(?:标题：|名称：|信息名称：|相关链接：|关于|[（(].{0,6}[）)]|(?:(?:19|20)\d{2}|[一二][〇○零oO0一二九]{2}[〇○零一二三四五六七八九oO0])年?度?)+"
)
_PREAMBLE = re.compile(
    r"(?:现(?:向社会)?(?:将|公布|公开|发布)|公布|发布|编制)(?P<n>[^，。；：（）《》]{3,30}?)(?:关于)?(?:(?:19|20)\d{2})年(?:度)?(?:的)?(?:政府|政务)?信息公开"
    r"|(?:由|是)(?P<m>[^，。；：（）《》]{3,30}?)(?:根据|依据|按照|负责编制|编制)"
)
_BODY = re.compile(
    r"(?:局|委|委员会|办公室|办|镇|乡|街道|办事处|政府|公署|行署|管委会|院|队|所|站|中心|县|区|市|州|旗|盟|省|厅|署|社|会|苏木|海关|支队|大队|公司|处|馆|学校|分局|开发区|实验区|度假区|新区)$"
)
_SELF = re.compile(r"^(?:现将?)?(?:我|本|各|该)")


def issuer(reading: Reading, title: tuple[Placed, int, int] | None) -> tuple[Placed, int, int] | None:
    """Line and clean offsets of the issuer's name; None where the report never names it."""
    named = _of_title(reading, title) if title else None
    longer = _elsewhere(reading, title)
    if named is None:
        return longer
    words = _plain(reading, named)
    if longer is not None:
        other = _plain(reading, longer)
        if other != words and other.endswith(words) and re.match("[县区市镇乡]", words):
            return longer
    return named


def _plain(reading: Reading, place: tuple[Placed, int, int]) -> str:
    return reading.clean.text[place[1] : place[2]].replace("\n", "")


def _of_title(reading: Reading, title: tuple[Placed, int, int]) -> tuple[Placed, int, int] | None:
    placed, start, end = title
    text = reading.clean.text[start:end]
    flat = text.replace("\n", "")
    head = _HEAD.match(flat)
    begin = head.end() if head else 0
    tail = _TAIL.search(flat, begin)
    stop = tail.start() if tail else len(flat)
    name = flat[begin:stop]
    if len(name) < 2 or len(name) > 30 or not re.search(r"[\u4e00-\u9fff]", name) or re.search("报告|年报|信息", name):
        return None
    return placed, _at(text, start, begin), _at(text, start, stop - 1) + 1


def _at(text: str, start: int, index: int) -> int:
    """Clean offset of the character that is number `index` of `text` when line breaks are not counted."""
    seen = -1
    for position, character in enumerate(text):
        seen += character != "\n"
        if seen == index:
            return start + position
    return start + len(text)


def _elsewhere(reading: Reading, title: tuple[Placed, int, int] | None) -> tuple[Placed, int, int] | None:
    for placed in reading.routed.frame:
        match = _PREAMBLE.search(placed.line.text)
        if match:
            group = "n" if match["n"] else "m"
            words = match[group]
            if not _SELF.match(words) and _BODY.search(words) and not re.search("要求|规定|通知|条例", words):
                return placed, placed.line.start + match.start(group), placed.line.start + match.end(group)
    signature = [placed for placed in reading.routed.frame if placed.line.number > 5][-4:]
    below = [placed for placed in reading.routed.frame if title and 0 < placed.line.number - title[0].line.number <= 3]
    for placed in (*below, *reversed(signature)):
        if placed in below and not _BODY.search(placed.line.text):
            continue
        words = re.sub(r"(?:19|20)\d{2}年.*$|[一二][〇○零oO0].{2}年.*$", "", placed.line.text)
        if (
            4 <= len(words) <= 24
            and _BODY.search(words)
            and not _SELF.match(words)
            and not re.search("[，。；：]", words)
        ):
            return placed, placed.line.start, placed.line.start + len(words)
    return None
