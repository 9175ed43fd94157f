"""Another body's name where the issuer's should be, as a report copied from a neighbour's has it: in the signature, the
preamble, the office to ask, or as the one who acts.

Bodies above and below the issuer, its own departments, short and former names are no others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from giextract.audit.bodies import other_body
from giextract.audit.finding import of_text
from giextract.audit.material import Material
from giextract.audit.rule import Rule
from giextract.record import Finding, Span
from giextract.text.clean import clean

_WHERE_TO_WORDS = {
    "signature": ("落款", "the report is signed by"),
    "preamble": ("前言所称编制机关", "the preamble names as its author"),
    "contact": ("联系单位", "the office to ask is"),
    "subject": ("正文所称机关", "the text tells of"),
}
FOREIGN = {
    where: Rule(
        f"foreign_{where}",
        f"报告机关为{{expected}}，{zh}为“{{stated}}”",
        f"the issuer is “{{expected}}”, {en} “{{stated}}”",
        "warning",
    )
    for where, (zh, en) in _WHERE_TO_WORDS.items()
}

_KIND = "(?:局|委员会|管委会|人民政府|[镇乡县区市]政府|街道办事处|街道办|厅|委|公司|中心|医院|学校|院|总队|支队)"
_BODY = re.compile(rf"[\u4e00-\u9fff]{{2,24}}{_KIND}(?:办公室)?")
_END = re.compile(
    "[局会府处办厅委司心院校队室](?:"
    "(?P<subject>(?=认真(?:贯彻|落实|学习)|高度重视|严格(?:按照|执行|落实)|共?主动公开|共?收到|未收[到取]|共?受理|扎实|积极推进|切实))"
    "|(?P<preamble>(?=(?:根据|依据|按照)《|(?:负责)?(?:组织)?编[制写]|20[0-9][0-9]年(?:度)?政[府务]信息公开))"
    "|(?P<contact>(?=联系|咨询|反映)))"
)
"""The end of a body's name with what stands behind it; it begins with few characters, so that others are passed over in one step."""
_WHERE_TO_BEFORE = {
    "subject": ("body", re.compile(r"(?:^|[。；\n]|年，|年度，)(?P<name>[\u4e00-\u9fff]{3,30})$")),
    "preamble": ("frame", re.compile(r"(?:^|[。；\n]|由|(?:编制|公布|发布|现将)了?)(?P<name>[\u4e00-\u9fff]{3,30})$")),
    "contact": ("frame", re.compile(r"(?:请|可)(?:直接|径)?[与向](?P<name>[\u4e00-\u9fff]{3,30})$")),
}
"""Role of the lines, and what stands before the name."""
_REACH = 36
_LINES_ABOVE = 20
"""Lines above the date of the signature that may be empty before the one with the name."""
_NO_NAME = re.compile(
    r"^(?:[我本各全该]|有关|相关|所属|下属|上级|兄弟|市直|县直|区直|省直|由|对|及|和|与|在|向|同|请|可|其|并|经)|[我本各]|等|代表|会同|联合|协助|牵头"
)


def about_foreign_bodies(material: Material) -> Iterator[Finding]:
    """Each place, one of a kind, where another body stands. Names of clean text are in simplified characters, an issuer's may not be."""
    issuer = material.value("/header/issuer")
    if not isinstance(issuer, str) or len(issuer) < 3:
        return
    told: set[str] = set()
    for where, name, span in (*_signature(material), *_named(material)):
        if where in told or _NO_NAME.search(name) or not other_body(issuer, name):
            continue
        if other_body(clean(issuer).text, name):
            told.add(where)
            yield of_text(
                FOREIGN[where], [material.path_to_fact["/header/issuer"].span, span], ["/header/issuer"], name, issuer
            )


def _signature(material: Material) -> Iterator[tuple[str, str, Span]]:
    """The body above, or before, the date of the signature."""
    issued = material.path_to_fact.get("/header/issued_on")
    if issued is None or issued.span is None:
        return
    at = material.index_at(issued.span[0])
    if at == len(material.placed):
        return
    line = material.placed[at].line
    own = re.split(r"[0-9二〇○]", line.text)[0].strip()
    above = [entry.line for entry in material.placed[max(0, at - _LINES_ABOVE) : at]]
    name = own or next((text for one in reversed(above) if (text := one.text.strip())), "")
    if _BODY.fullmatch(name):
        place = line if own else above[-1]
        yield "signature", name, material.clean.span(place.start, place.end)


def _named(material: Material) -> Iterator[tuple[str, str, Span]]:
    """Where, name and place of each body that the preamble names as its author or office, or a sentence begins with."""
    text = material.clean.text
    for end in _END.finditer(text):
        where = end.lastgroup or ""
        role, before = _WHERE_TO_BEFORE[where]
        found = before.search(text, max(0, end.end() - _REACH), end.end())
        if found is None or not _BODY.fullmatch(found["name"]):
            continue
        span = material.clean.span(*found.span("name"))
        entry = material.line_at(span[0])
        if entry is not None and entry.role == role:
            yield where, found["name"], span
