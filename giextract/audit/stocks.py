"""What is carried from one year to the next and would have to be less than nothing: documents, cases, matters."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from giextract.audit.attribution import whose
from giextract.audit.catalogue import COLUMNS
from giextract.audit.constraint import Sum, Term, number
from giextract.audit.finding import of_text
from giextract.audit.material import Material
from giextract.audit.naming import names
from giextract.audit.rule import Rule
from giextract.record import Finding

LAST_YEAR = Rule(
    "negative_last_year",
    "{name}：现行有效加废止为{stated}件，少于制发{expected}件，上年末现行有效件数不可能为负",
    "{name}: in force and repealed are {stated}, fewer than the {expected} made; last year's would be negative",
)
CARRIED_OUT = Rule(
    "negative_carried_out",
    "{name}：新收加上年结转为{stated}件，少于办理总计{expected}件，结转下年度不可能为负",
    "{name}: new and carried in are {stated}, fewer than the {expected} handled; those carried out would be negative",
)
MATTERS = Rule(
    "negative_matters",
    "{name}：上一年{expected}项、本年增减{stated}，项目数量不可能为负",
    "{name}: {expected} matters last year and a change of {stated}; their number cannot be negative",
)
_DOCUMENTS = ("regulations", "normative_documents")
_MATTERS = ("licences", "penalties", "coercion", "other_services", "fees")


def from_stocks(material: Material) -> Iterator[Sum]:
    """Last year's documents in force, and cases carried over of which the report prints no count, at least none of each."""
    for kind in _DOCUMENTS:
        terms = _terms(material, *(f"/article20/{kind}/{name}" for name in ("in_force", "repealed", "made")))
        if len(terms) == 3:
            yield Sum(LAST_YEAR, terms[:2], terms[2:], more=True)
    for column in COLUMNS:
        terms = _terms(material, *(f"/requests/{row}/{column}" for row in ("new", "carried_in", "total")))
        if len(terms) == 3 and not _terms(material, f"/requests/carried_out/{column}"):
            yield Sum(CARRIED_OUT, terms[:2], terms[2:], more=True)


def about_matters(material: Material) -> Iterator[Finding]:
    """Each list of matters of the 2019 form that loses more than it had."""
    for kind in _MATTERS:
        terms = _terms(material, *(f"/article20/{kind}/{name}" for name in ("items_last_year", "change")))
        values = [term.value for term in terms if term.value is not None]
        if len(values) == 2 and sum(values, Decimal(0)) < 0:
            finding = of_text(
                MATTERS,
                [term.span for term in terms],
                [term.path for term in terms],
                number(values[1]),
                number(values[0]),
                **names(material, terms[0].path.rpartition("/")[0]),
            )
            yield finding.model_copy(update={"defect": whose(term.fact for term in terms if term.fact)})


def _terms(material: Material, *paths: str) -> tuple[Term, ...]:
    return tuple(term for path in paths if (term := material.term(path)) and term.value is not None)
