"""Counts that the narrative of the 2019 regime repeats of its tables and that no field holds: 无法提供, 结转下年度, 现行有效."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from giextract.audit.attribution import whose
from giextract.audit.constraint import number
from giextract.audit.finding import of_text
from giextract.audit.material import Material
from giextract.audit.rule import Rule
from giextract.record import Finding

TOLD = Rule(
    "text_and_table_told",
    "{name}：正文印作{stated}{unit}，表中为{expected}{unit}",
    "{name}: the text has {stated}, the table {expected}",
)
_UNAVAILABLE = tuple(f"/requests/unavailable_{one}/total" for one in ("not_held", "to_be_made", "unclear"))
_DOCUMENTS = "/article20/normative_documents"
_DECIDED = ("/article20/licences", "/article20/penalties", "/article20/coercion", "/article20/fees")
_TOLD = (
    ("无法提供", "not available", re.compile(r"无法提供(?:政府信息)?的?(?:为|共|有)?([0-9]+)件"), _UNAVAILABLE),
    ("结转下年度", "carried out", re.compile(r"结转(?:至|到)?(?:下一?年度?|次年)(?:度)?(?:继续)?(?:办理)?(?:的)?(?:为|共|有)?([0-9]+)件"), ("/requests/carried_out/total",)),
    ("制发规范性文件", "normative documents made", re.compile(r"(?:制发|制定|制作)(?:行政)?规范性文件([0-9]+)件"), (f"{_DOCUMENTS}/made",)),
    ("废止规范性文件", "normative documents repealed", re.compile(r"规范性文件[^。；\n]{0,24}废止(?:行政)?(?:规范性文件)?([0-9]+)件|废止(?:行政)?规范性文件([0-9]+)件"), (f"{_DOCUMENTS}/repealed",)),
    ("现行有效规范性文件", "normative documents in force", re.compile(r"规范性文件[^。；\n]{0,24}现行有效([0-9]+)件|现行有效的?(?:行政)?规范性文件([0-9]+)件"), (f"{_DOCUMENTS}/in_force",)),
    ("行政许可处理决定", "licences", re.compile(r"行政许可(?:(?:处理)?决定(?:共|为)?|(?<=作出行政许可))([0-9]+)件"), ("/article20/licences/decisions",)),
    ("行政处罚处理决定", "penalties", re.compile(r"行政处罚(?:(?:处理)?决定(?:共|为)?|(?<=作出行政处罚))([0-9]+)件"), ("/article20/penalties/decisions",)),
    ("行政强制处理决定", "coercion", re.compile(r"行政强制(?:(?:处理)?决定(?:共|为)?|(?<=(?:作出|实施)行政强制))([0-9]+)件"), ("/article20/coercion/decisions",)),
    ("行政事业性收费", "fees in 10,000 yuan", re.compile(r"行政事业性收费(?:总?金额)?(?:共计?|合计|为)?([0-9]+(?:\.[0-9]+)?)万元"), ("/article20/fees/amount_wan_yuan",)),
)  # fmt: skip
"""What is counted, in Chinese and English, how it is said, and the cells of the tables that together count it."""
_OTHERS = re.compile(r"上一?年|去年|往年|历年|累计|本级|全[省市州县区系]")
_NO_DECISION = re.compile(r"公[开示布]|减|免")
"""Words with which decisions and fees are other than those of the tables."""
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?=年)")


def _agree(printed: Decimal, exact: Decimal) -> bool:
    """Whether the text has the table's figure, rounded to the decimals that it prints."""
    return printed == exact or printed == exact.quantize(printed, ROUND_HALF_UP)


def about_what_is_told_of_tables(material: Material) -> Iterator[Finding]:
    """Each count of the narrative, said of the year and body of the report, that is not the one of its cells."""
    year = material.value("/header/year")
    for name, name_en, words, paths in _TOLD:
        cells = [material.term(path) for path in paths]
        known = [cell for cell in cells if cell and cell.value is not None and cell.fact]
        if len(known) < len(cells):
            continue
        total = sum((cell.value for cell in known if cell.value is not None), Decimal(0))
        for said in words.finditer(material.clean.text):
            group = said.lastindex or 1
            span = material.clean.span(*said.span(group))
            entry = material.line_at(span[0])
            sentence = re.split("[。；\n]", material.clean.text[max(0, said.start() - 60) : said.start()])[-1]
            if entry is None or entry.role != "body" or _agree(Decimal(said[group]), total):
                continue
            clause = re.split("[，、]", sentence)[-1] + said[0]
            others = _OTHERS.search(clause) or (paths[0].startswith(_DECIDED) and _NO_DECISION.search(clause))
            if others or any(one != str(year) for one in _YEAR.findall(sentence + said[0])):
                continue
            finding = of_text(
                TOLD,
                [*(cell.span for cell in known), span],
                [cell.path for cell in known],
                said[group],
                number(total),
                name=name,
                name_en=name_en,
                unit="万元" if paths[0].endswith("_wan_yuan") else "件",
            )
            yield finding.model_copy(update={"defect": whose(cell.fact for cell in known if cell.fact)})
            break
