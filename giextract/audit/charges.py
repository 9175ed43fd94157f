"""Money of the narrative against its row of the form, each in the unit that it is printed in: 500元 is 0.05万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from giextract.audit.attribution import whose
from giextract.audit.catalogue import TEXT_AND_ANNEX
from giextract.audit.constraint import number
from giextract.audit.finding import of_text
from giextract.audit.material import Material
from giextract.audit.naming import names
from giextract.record import Finding

_OF_MONEY = "_wan_yuan"
_UNIT = re.compile(r"[（(](?P<unit>万?元)[）)]")


def about_charges(material: Material) -> Iterator[Finding]:
    """Each amount that is not the one of its row."""
    for field, row in material.field_to_row.items():
        if not field.endswith(_OF_MONEY):
            continue
        term, cell = material.term(field), material.term(f"{row}/value")
        if term is None or cell is None or term.value is None or cell.value is None:
            continue
        fact = term.fact
        if fact is None or fact.span is None or fact.approximate or material.in_form(fact):
            continue
        unit = _unit(material, row)
        if term.value == (cell.value / 10000 if unit == "元" else cell.value):
            continue
        finding = of_text(
            TEXT_AND_ANNEX,
            [term.span, cell.span],
            [term.path, cell.path],
            _amount(term.value, "万元"),
            _amount(cell.value, unit),
            stated_en=_amount_in_yuan(term.value, "万元"),
            expected_en=_amount_in_yuan(cell.value, unit),
            **names(material, field),
        )
        yield finding.model_copy(update={"defect": whose(one for one in (fact, cell.fact) if one)})


def _unit(material: Material, row: str) -> str:
    """元 or 万元, as the row says; 万元, the form's own, where it says nothing."""
    printed = str(material.value(f"{row}/unit") or "")
    named = _UNIT.search(str(material.value(f"{row}/indicator") or ""))
    return printed if printed in ("元", "万元") else named["unit"] if named else "万元"


def _amount_in_yuan(value: Decimal, unit: str) -> str:
    return f"{number(value * 10000 if unit == '万元' else value)} yuan"


def _amount(value: Decimal, unit: str) -> str:
    return f"{number(value)}{unit}"
