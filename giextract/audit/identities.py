"""The rules of the catalogue with a report's figures put in: one constraint for each identity whose figures are printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from giextract.audit.catalogue import CUMULATIVE_PARTS, IDENTITIES, RESULTS, TABLES, TEXT_AND_TABLES
from giextract.audit.constraint import Sum, Term
from giextract.audit.material import Material
from giextract.audit.remainder import names_some_only, part_of_all
from giextract.audit.rule import Identity

_HANDLED = ("/applications/closed", "/applications/answered")
Lookup = Callable[[str], Term | None]


@dataclass(frozen=True, slots=True)
class Parsed:
    """The paths of an equation."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    more: bool
    loose: frozenset[str]


def parse(identity: Identity) -> Parsed:
    """The paths of `identity`, whose names are relative to its prefix unless they begin with a slash."""
    left, relation, right = re.split(r"\s(>?=)\s", identity.equation)
    sides = []
    loose = set()
    for side in (left, right):
        paths = []
        for name in side.split(" + "):
            bare = name.strip().strip("[]")
            path = bare if bare.startswith("/") else f"{identity.prefix}/{bare}"
            if name.strip().startswith("["):
                loose.add(path)
            paths.append(path)
        sides.append(tuple(paths))
    return Parsed(sides[0], sides[1], relation == ">=", frozenset(loose))


_IDENTITIES, _CUMULATIVE_PARTS, _TABLES, _TEXT_AND_TABLES = (
    tuple((identity, parse(identity)) for identity in identities)
    for identities in (IDENTITIES, CUMULATIVE_PARTS, TABLES, TEXT_AND_TABLES)
)


def from_identities(material: Material) -> Iterator[Sum]:
    """Identities of the narrative, of the form, of the 2019 tables, and of what the narrative repeats of these."""
    row_of = material.field_to_row
    form = _of_form(material, row_of)
    text = _of_text(material)
    for identity, parsed in _IDENTITIES:
        for lookup in (text, form) if row_of else (text,):
            yield from _plain(material, identity, parsed, lookup)
    for identity, parsed in _CUMULATIVE_PARTS if row_of else ():
        yield from _cumulative(material, identity, parsed, row_of)
    if not material.has_tables:
        return
    for identity, parsed in _TEXT_AND_TABLES:
        terms = [text(path) for path in (*parsed.left, *parsed.right)]
        if all(term is not None and term.value is not None for term in terms):
            known = [term for term in terms if term is not None]
            yield Sum(identity.rule, tuple(known[:1]), tuple(known[1:]))
    yield from _tables(material)


def _of_text(material: Material) -> Lookup:
    def lookup(path: str) -> Term | None:
        term = material.term(path)
        if term is None or material.in_form(term.fact) or (path in _HANDLED and part_of_all(material, term)):
            return None
        return term

    return lookup


def _of_form(material: Material, row_of: dict[str, str]) -> Lookup:
    def lookup(path: str) -> Term | None:
        row = row_of.get(path)
        return material.term(f"{row}/value") if row else None

    return lookup


def _plain(material: Material, identity: Identity, parsed: Parsed, lookup: Lookup) -> Iterator[Sum]:
    left = lookup(parsed.left[0])
    if left is None or left.value is None or (left.fact and left.fact.approximate):
        return
    right = [term for path in parsed.right if (term := lookup(path)) is not None]
    if not right or any(term.fact and term.fact.approximate for term in right):
        return
    values = [term.value for term in right if term.value is not None]
    # A form prints every row, so that its parts are all there are; a narrative names those it likes to.
    whole = len(right) == len(parsed.right) or (identity.closed and len(values) > 1)
    # Words that name some parts only matter where the printed ones lack something.
    incomplete = not whole or (identity.closed and sum(values) < left.value and names_some_only(material, left, right))
    yield Sum(identity.rule, (left,), tuple(right), parsed.more, parsed.loose, incomplete=incomplete)


def _cumulative(material: Material, identity: Identity, parsed: Parsed, row_of: dict[str, str]) -> Iterator[Sum]:
    """The cumulative figures of the rows whose figures of the year are all read and add up."""
    whole, *parts = [row_of.get(path, "") for path in (*parsed.left, *parsed.right)]
    rows = [row for row in parts if row]
    if not whole or len(rows) < 2:
        return
    year, cumulative = (
        [term for row in (whole, *rows) if (term := material.term(f"{row}/{column}")) and term.value is not None]
        for column in ("value", "cumulative")
    )
    if len(year) != len(rows) + 1 or len(cumulative) != len(year):
        return
    values = [term.value or Decimal(0) for term in year]
    if values[0] == sum(values[1:]):
        yield Sum(identity.rule, (cumulative[0],), tuple(cumulative[1:]))


def _tables(material: Material) -> Iterator[Sum]:
    for identity, parsed in _TABLES:
        left = [term for term in map(material.term, parsed.left) if term and term.value is not None]
        if len(left) < len(parsed.left):
            continue
        right = [term for term in map(material.term, parsed.right) if term]
        lacking = len(right) < len(parsed.right)
        if identity.closed and (lacking or any(term.value is None for term in right)):
            continue
        results = len(parsed.right) == len(RESULTS)
        if not right or (results and len(right) < 12):
            continue
        yield Sum(identity.rule, tuple(left), tuple(right), incomplete=lacking and not results)
