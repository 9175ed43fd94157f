"""The narrative against the form behind it, row by row, and what was handled against what was received."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from giextract.audit.catalogue import ALL_UPHELD, ANNEX_CUMULATIVE, HANDLED, TEXT_AND_ANNEX
from giextract.audit.constraint import Sum, Term
from giextract.audit.material import Material
from giextract.audit.remainder import part_of_all

CUMULATIVE = {
    "/disclosure/total": "/disclosure/cumulative_total",
    "/applications/received": "/applications/received_cumulative",
}
"""Field of this year -> the one of 历年累计."""
EMAIL = "/applications/by_email"
"""A row of the forms of 2009 to 2013 beside 网上申请数; both are the field `online`."""
_CHANNELS = (
    (re.compile(r"网站(?:公开|专栏)?"), re.compile(r"网")),
    (re.compile(r"公报"), re.compile(r"公报")),
    (re.compile(r"微博"), re.compile(r"微博")),
    (re.compile(r"微信"), re.compile(r"微信|公众号")),
)
"""Words of the row, words of the narrative's channel."""
_CASES = {
    "/disputes/reconsiderations": ("reconsideration",),
    "/disputes/lawsuits": ("litigation_direct", "litigation_after_review"),
}
"""Field -> the rows of the 2019 table that count it."""
_ALL_UPHELD = re.compile(
    r"(?:[，、（](?:被)?(?:行政)?诉讼[0-9]+[件起宗]|(?:案件?|申请))?[，、（](?:结果|已)?(?:均|全部|都)[^，。；0-9]{0,6}维持"
)
_SEVERAL = re.compile(r"等|其他|其它")


def from_comparisons(material: Material) -> Iterator[Sum]:
    """Narrative and form, cumulative figures of the form, and what was handled."""
    row_of = material.field_to_row
    for field, row in row_of.items():
        yield from _compared(material, row_of, field, f"{row}/value")
        if field in CUMULATIVE:
            yield from _compared(material, row_of, CUMULATIVE[field], f"{row}/cumulative")
    for row in material.items("/annex/rows"):
        all_years = material.term(f"{row}/cumulative")
        year = material.term(f"{row}/value") if all_years and all_years.value is not None else None
        if year and all_years and year.value is not None:
            yield Sum(ANNEX_CUMULATIVE, (all_years,), (year,), more=True)
    if row_of:
        yield from _channels(material)
    yield from _all_upheld(material)
    received = material.term("/applications/received")
    told: Decimal | None = None
    for path in ("/applications/closed", "/applications/answered"):
        handled = material.term(path)
        both = received and handled and received.value is not None and handled.value not in (None, told)
        if both and received and handled and material.in_form(received.fact) == material.in_form(handled.fact):
            told = handled.value
            yield Sum(HANDLED, (received,), (handled,), more=True)


def _all_upheld(material: Material) -> Iterator[Sum]:
    """复议7件，诉讼9件，均获维持 against the results of the table, where no count of those upheld is printed."""
    for field, rows in _CASES.items():
        term = material.term(field)
        if not term or not term.value or not term.span or material.term(f"{field}_upheld"):
            continue
        words = material.printed(term.span[1], term.span[1] + 40)
        upheld = [one for row in rows if (one := material.term(f"/challenges/{row}/upheld")) and one.value is not None]
        if upheld and _ALL_UPHELD.match(words):
            yield Sum(ALL_UPHELD, (term,), tuple(upheld))


def _compared(material: Material, row_of: dict[str, str], field: str, cell: str) -> Iterator[Sum]:
    term = material.term(field)
    if term is None or term.value is None or term.fact is None or material.in_form(term.fact):
        return
    printed, fact = material.term(cell), term.fact
    if (
        printed is None
        or printed.value is None
        or fact.approximate
        or (fact.span is None and term.value == printed.value)
        or field.endswith("_wan_yuan")  # told with its unit
        or part_of_all(material, term)
    ):
        return
    by_email = material.term(f"{row_of[EMAIL]}/value") if field == "/applications/online" and EMAIL in row_of else None
    if by_email and by_email.value and term.value in (by_email.value, printed.value + by_email.value):
        return  # the field is of both, a narrative may name one
    yield Sum(TEXT_AND_ANNEX, (term,), (printed,))


def _channels(material: Material) -> Iterator[Sum]:
    named = [
        (str(name.value), term)
        for place in material.items("/disclosure/by_channel")
        if (name := material.path_to_fact.get(f"{place}/name")) and (term := material.term(f"{place}/count"))
        if term.value is not None and not material.in_form(term.fact) and not (term.fact and term.fact.approximate)
    ]
    for row in material.items("/annex/rows")[:14]:
        indicator = material.path_to_fact.get(f"{row}/indicator")
        cell = material.term(f"{row}/value")
        words = str(indicator.value or "") if indicator else ""
        if cell is None or not cell.value or "公开" not in words or "文件" in words:
            continue
        for of_row, of_name in _CHANNELS:
            if not of_row.search(words):
                continue
            meant = [(name, term) for name, term in named if of_name.search(name)]
            if (
                len(meant) == 1
                and _one_kind(meant[0][0])
                and _near(meant[0][1], cell)
                and not _together(named, meant[0][1], cell)
            ):
                yield Sum(TEXT_AND_ANNEX, (meant[0][1],), (cell,))
            break


def _one_kind(name: str) -> bool:
    return not _SEVERAL.search(name) and sum(of_name.search(name) is not None for _, of_name in _CHANNELS) == 1


def _together(named: list[tuple[str, Term]], one: Term, cell: Term) -> bool:
    """Whether the channel and one or two others of the narrative make up the row: 门户网站2103条，统一平台529条."""
    others = [term.value for _, term in named if term is not one and term.value]
    lacking = (cell.value or 0) - (one.value or 0)
    return lacking in {*others, *(a + b for a, b in itertools.combinations(others, 2))}


def _near(one: Term, other: Term) -> bool:
    """Whether two figures can be meant for the same thing: neither is twice the other."""
    return one.value is not None and other.value is not None and one.value < 2 * other.value < 4 * one.value
