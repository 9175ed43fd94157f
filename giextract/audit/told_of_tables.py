"""Counts that the narrative of the 2019 regime repeats of its tables and that no field holds: 无法提供, 结转下年度, 现行有效."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from giextract.audit.attribution import whose
from giextract.audit.constraint import number
from giextract.audit.finding import of_text
from giextract.audit.material import Material
from giextract.audit.rule import Rule
from giextract.record import Finding

TOLD = Rule(
    "text_and_table_told",
    "{name}：正文印作{stated}件，表中为{expected}件",
    "{name}: the text has {stated}, the table {expected}",
)
_UNAVAILABLE = tuple(f"/requests/unavailable_{one}/total" for one in ("not_held", "to_be_made", "unclear"))
_DOCUMENTS = "/article20/normative_documents"
_TOLD = (
    ("无法提供", "not available", re.compile(r"无法提供(?:政府信息)?的?(?:为|共|有)?([0-9]+)件"), _UNAVAILABLE),
    ("结转下年度", "carried out", re.compile(r"结转(?:至|到)?(?:下一?年度?|次年)(?:度)?(?:继续)?(?:办理)?(?:的)?(?:为|共|有)?([0-9]+)件"), ("/requests/carried_out/total",)),
    ("制发规范性文件", "normative documents made", re.compile(r"(?:制发|制定|制作)(?:行政)?规范性文件([0-9]+)件"), (f"{_DOCUMENTS}/made",)),
    ("废止规范性文件", "normative documents repealed", re.compile(r"规范性文件[^。；\n]{0,24}废止(?:行政)?(?:规范性文件)?([0-9]+)件|废止(?:行政)?规范性文件([0-9]+)件"), (f"{_DOCUMENTS}/repealed",)),
    ("现行有效规范性文件", "normative documents in force", re.compile(r"规范性文件[^。；\n]{0,24}现行有效([0-9]+)件|现行有效的?(?:行政)?规范性文件([0-9]+)件"), (f"{_DOCUMENTS}/in_force",)),
)  # fmt: skip
"""What is counted, in Chinese and English, how it is said, and the cells of the tables that together count it."""
_OTHERS = re.compile(r"上一?年|去年|往年|历年|累计|本级|全[省市州县区系]")
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?=年)")


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
            if entry is None or entry.role != "body" or Decimal(said[group]) == total:
                continue
            others = _OTHERS.search(re.split("[，、]", sentence)[-1] + said[0])
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
            )
            yield finding.model_copy(update={"defect": whose(cell.fact for cell in known if cell.fact)})
            break
