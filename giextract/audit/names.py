"""Who speaks in the report: an issuer that calls itself by another kind of name, or another body's name left by copying."""

from __future__ import annotations

import re
from collections.abc import Iterator

from giextract.audit.finding import of_text
from giextract.audit.material import Material
from giextract.audit.rule import Rule
from giextract.record import Finding

SELF = Rule(
    "foreign_self",
    "报告机关为{expected}，文中自称“{stated}”",
    "the issuer is “{expected}”, the text says “{stated}” of itself",
    "warning",
)
PLACE = Rule(
    "foreign_place",
    "报告机关为{expected}，文中出现“{stated}”",
    "the issuer is “{expected}”, the text speaks of “{stated}”",
    "warning",
)
MISSING = Rule("issuer_missing", "报告未写明报告机关", "the report names no issuer", "warning")

_TOWNSHIP = ("街道办事处", "街道办", "街道", "苏木", "镇", "乡")
_SELF = re.compile(r"我(?:局|镇|乡|苏木|街道|委(?!员)|厅|办(?!事|理))")
_OTHER_PLACE = re.compile(
    r"(?:^|(?<=[，。；：、,.“”\d]))([\u4e00-\u9fff]{2,3}?(?:镇|乡|苏木|街道))(?=将|[^，。；\u4e00-\u9fff]|个别|仍|还|存在|应|要|的?信息公开|政府|工作人员)"
)
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,20}(?:局|委员会|委|人民政府|政府(?!信息|公开|网)|办公室|街道办事处|管委会|中心|厅|院|公司|总队|支队|海关|镇|乡|苏木)"
)
_WE = re.compile(r"[我本该][局委厅办县区镇乡]$")
"""What was taken for a name where the report has none: 现将我局."""
_NO_NAME = re.compile(
    r"根据.*?(?:要求|规定)|[我本][局委县]|与(?:[局委厅县区镇乡])?(?:机关|党政|综合)*办公室|[与由向][县市区州旗](?:人民)?政府(?:办公室|办)?"
)
"""Words that hold the end of a name and name nobody."""
_SHORT = re.compile(r"[\u4e00-\u9fff]{1,8}[省市县区州旗]")
_NOT_A_NAME = re.compile(
    r"^(?:建立|加强|成立|完善|推进|做好|落实|提高|增强|促进|打造|依托|通过|各|全|乡|村|本|该|我|每|有的|部分|个别|少数|一些|其他|周边|兄弟|对|及|和|与|在|到|向|由|于|以|小城|城)|城镇|乡镇|村镇|集镇|建制镇|特色小镇|下乡|家乡|进街道"
)


def about_names(material: Material) -> Iterator[Finding]:
    """Names that are not the issuer's."""
    issuer = material.value("/header/issuer")
    if not isinstance(issuer, str) or _WE.search(issuer):
        yield from _nameless(material)
        return
    yield from _own_words(material, issuer)
    if _township(issuer):
        yield from _places(material, issuer)


def _township(issuer: str) -> str:
    """The word by which a township-level issuer calls itself, or nothing: 乡 for 天桥乡人民政府."""
    body = re.sub(r"(?:人民政府|政府|党委|办事处)+$", "", issuer)
    return next((word.removesuffix("办事处").removesuffix("办") for word in _TOWNSHIP if body.endswith(word)), "")


def _own_words(material: Material, issuer: str) -> Iterator[Finding]:
    own = _township(issuer)
    if own:
        foreign = {"镇", "乡", "苏木", "局", "委", "厅"} - {own} | ({"街道"} if own != "街道" else set())
    elif re.search(r"(?:局|委|委员会|厅)$", issuer):
        foreign = {"镇", "乡", "苏木", "街道"}
    elif re.search(r"人民政府$|^[\u4e00-\u9fff]{2,8}[县市区旗]$", issuer):
        foreign = {"局", "镇", "乡", "苏木", "街道", "委", "厅"}
    else:
        return
    told: set[str] = set()
    for match in _SELF.finditer(material.clean.text):
        word = match[0]
        if word[1:] not in foreign or word in told:
            continue
        span = material.clean.span(*match.span())
        entry = material.line_at(span[0])
        if entry is not None and entry.role in ("body", "frame") and not _quoted(material, match.start()):
            told.add(word)
            yield of_text(SELF, [span, _issuer_span(material)], ["/header/issuer"], word, issuer)


def _quoted(material: Material, offset: int) -> bool:
    """Whether the offset of clean text lies between quotation marks of its line."""
    text = material.clean.text
    before = text[text.rfind("\n", 0, offset) + 1 : offset]
    return any(before.count(opens) > before.count(closes) for opens, closes in ("“”", "「」", "《》"))


def _places(material: Material, issuer: str) -> Iterator[Finding]:
    told: set[str] = set()
    for entry in material.placed:
        if entry.role != "body" or "assessment" not in entry.topics:
            continue
        for match in _OTHER_PLACE.finditer(entry.line.text):
            name = re.sub(r"^.*[，。；：、]", "", match[1])
            if name in issuer or name[-3:] in issuer or _NOT_A_NAME.search(name) or name in told or len(name) < 3:
                continue
            told.add(name)
            start = entry.line.start + match.start(1)
            span = material.clean.span(start, start + len(match[1]))
            yield of_text(PLACE, [span, _issuer_span(material)], ["/assessment", "/header/issuer"], name, issuer)


def _nameless(material: Material) -> Iterator[Finding]:
    """No issuer was found, and no line of title, preamble and signature holds a body's name."""
    header = material.record.sections.get("header")
    if header is None or header.state != "read":
        return
    frame = [entry.line.text for entry in material.placed if entry.role == "frame"]
    if not any(_BODY.search(_NO_NAME.sub("", line)) for line in frame) and not any(
        _SHORT.fullmatch(line) for line in frame
    ):
        yield of_text(MISSING, [], ["/header/issuer"])


def _issuer_span(material: Material) -> tuple[int, int] | None:
    return material.path_to_fact["/header/issuer"].span
