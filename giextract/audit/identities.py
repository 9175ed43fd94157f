"""The rules of the catalogue with a report's figures put in: one constraint for each identity whose figures are printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from giextract.audit.catalogue import IDENTITIES, RESULTS, TABLES, TEXT_AND_TABLES
from giextract.audit.constraint import Sum, Term
from giextract.audit.material import Material
from giextract.audit.rule import Identity

Lookup = Callable[[str], Term | None]


@dataclass(frozen=True, slots=True)
class Parsed:
    """The paths of an equation."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    more: bool
    loose: frozenset[str]


@cache
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


def from_identities(material: Material, row_of: dict[str, str]) -> Iterator[Sum]:
    """Identities of the narrative, of the form, of the 2019 tables, and of what the narrative repeats of these.

    `row_of` names the row of the form that counts a field.
    """
    form = _of_form(material, row_of)
    text = _of_text(material)
    for identity in IDENTITIES:
        for lookup in (text, form) if row_of else (text,):
            yield from _plain(identity, lookup)
    for identity in TEXT_AND_TABLES:
        parsed = parse(identity)
        terms = [text(path) for path in (*parsed.left, *parsed.right)]
        if all(term is not None and term.value is not None for term in terms):
            known = [term for term in terms if term is not None]
            yield Sum(identity.rule, tuple(known[:1]), tuple(known[1:]))
    yield from _tables(material)


def _of_text(material: Material) -> Lookup:
    def lookup(path: str) -> Term | None:
        term = material.term(path)
        return None if term is None or material.in_form(term.fact) else term

    return lookup


def _of_form(material: Material, row_of: dict[str, str]) -> Lookup:
    def lookup(path: str) -> Term | None:
        row = row_of.get(path)
        return material.term(f"{row}/value") if row else None

    return lookup


def _plain(identity: Identity, lookup: Lookup) -> Iterator[Sum]:
    parsed = parse(identity)
    left = lookup(parsed.left[0])
    if left is None or left.value is None or (left.fact and left.fact.approximate):
        return
    right = [term for path in parsed.right if (term := lookup(path)) is not None]
    if not right or any(term.fact and term.fact.approximate for term in right):
        return
    # A form prints every row, so that its parts are all there are; a narrative names those it likes to.
    whole = len(right) == len(parsed.right) or (identity.closed and sum(term.value is not None for term in right) > 1)
    yield Sum(identity.rule, (left,), tuple(right), parsed.more, parsed.loose, incomplete=not whole)


def _tables(material: Material) -> Iterator[Sum]:
    if not any(path.startswith(("/requests/", "/challenges/")) for path in material.path_to_fact):
        return
    for identity in TABLES:
        parsed = parse(identity)
        left = [material.term(path) for path in parsed.left]
        right = [material.term(path) for path in parsed.right]
        lefts, rights = [one for one in left if one], [one for one in right if one]
        if len(lefts) < len(left) or any(term.value is None for term in lefts):
            continue
        if identity.closed and (len(rights) < len(right) or any(term.value is None for term in rights)):
            continue
        results = len(right) == len(RESULTS)
        if not rights or (results and len(rights) < 12):
            continue
        yield Sum(identity.rule, tuple(lefts), tuple(rights), incomplete=not results and len(rights) < len(right))
