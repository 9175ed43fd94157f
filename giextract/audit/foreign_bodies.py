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

_KIND = r"(?:局|委员会|管委会|人民政府|[镇乡县区市]政府|街道办事处|街道办|厅|委|公司|中心|医院|学校|院|总队|支队)"
_NAME = rf"(?P<name>[\u4e00-\u9fff]{{2,24}}?{_KIND}(?:办公室)?)"
_SIGNED = re.compile(rf"[\u4e00-\u9fff]{{2,24}}{_KIND}(?:办公室)?")
_PREAMBLE = re.compile(
    rf"(?:(?<=^)|(?<=[。；\n])){_NAME}(?:根据|依据|按照)《"
    rf"|由(?P<author>[\u4e00-\u9fff]{{2,24}}?{_KIND}(?:办公室)?)(?:负责)?(?:组织)?(?:编制|编写)"
    rf"|(?:特?编制|现?公布|发布|现将)了?(?P<title>[\u4e00-\u9fff]{{2,24}}?{_KIND})(?=20\d\d年(?:度)?政[府务]信息公开)"
)
_CONTACT = re.compile(rf"(?:请|可)(?:直接|径)?[与向]{_NAME}(?:[\u4e00-\u9fff]{{0,8}})?(?:联系|咨询|反映)")
_SUBJECT = re.compile(
    rf"(?:(?<=^)|(?<=[。；\n])|(?<=年，)|(?<=年度，)){_NAME}"
    r"(?=认真(?:贯彻|落实|学习)|高度重视|严格(?:按照|执行|落实)|共?主动公开|共?收到|未收[到取]|共?受理|扎实|积极推进|切实)"
)
_NO_NAME = re.compile(
    r"^(?:[我本各全该]|有关|相关|所属|下属|上级|兄弟|市直|县直|区直|省直|由|对|及|和|与|在|向|同|请|可|其|并|经)|[我本各]|等|代表|会同|联合|协助|牵头"
)


def about_foreign_bodies(material: Material) -> Iterator[Finding]:
    """Each place, one of a kind, where another body stands."""
    issuer = material.value("/header/issuer")
    if not isinstance(issuer, str) or len(issuer) < 3:
        return
    own = clean(issuer).text  # names of clean text are in simplified characters
    for where, names in (
        ("signature", _signature(material)),
        ("preamble", _found(material, _PREAMBLE, "frame")),
        ("contact", _found(material, _CONTACT, "frame")),
        ("subject", _found(material, _SUBJECT, "body")),
    ):
        for name, span in names:
            if not _NO_NAME.search(name) and other_body(own, name):
                issuer_span = material.path_to_fact["/header/issuer"].span
                yield of_text(FOREIGN[where], [issuer_span, span], ["/header/issuer"], name, issuer)
                break


def _signature(material: Material) -> Iterator[tuple[str, Span]]:
    """The body above, or before, the date of the signature."""
    issued = material.path_to_fact.get("/header/issued_on")
    if issued is None or issued.span is None:
        return
    before = ""
    for entry in material.placed:
        start, end = material.clean.span(entry.line.start, entry.line.end)
        if end <= issued.span[0]:
            before, place = entry.line.text.strip() or before, (start, end)
            continue
        own = re.split(r"[0-9二〇○]", entry.line.text)[0].strip()
        name = own or before
        if _SIGNED.fullmatch(name):
            yield name, (start, end) if own else place
        return


def _found(material: Material, pattern: re.Pattern[str], role: str) -> Iterator[tuple[str, Span]]:
    for entry in material.placed:
        if entry.role != role:
            continue
        for found in pattern.finditer(entry.line.text):
            group = found.lastgroup or "name"
            low, high = found.span(group)
            yield found[group], material.clean.span(entry.line.start + low, entry.line.start + high)
