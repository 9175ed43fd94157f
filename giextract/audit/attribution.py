"""Whose defect a broken identity is: the report's, the extraction's, or unclear.

`extraction`: a figure is unproved, or another reading of what is printed makes both sides equal: a figure beside the cited
one that proves nothing yet, a longer or shorter run of the same digits, a part that nobody read, or a row of a table whose
figures belong to other columns. `report`: every figure
is proved by its own characters and no such reading is there. `unclear`: anything between, such as figures that were
solved from the form's equations or read from uncertain characters.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Literal

from giextract.audit.balance import Balance
from giextract.audit.catalogue import TEXT_AND_ANNEX
from giextract.audit.constraint import Constraint, Sum, Term
from giextract.audit.material import Material
from giextract.audit.rereading import Rereading
from giextract.record import Fact, Span

Defect = Literal["report", "extraction", "unclear"]
Mend = tuple[str, Decimal | Mapping[str, Decimal]]
"""A path, and the value there, or the cells of the row there, with which everything would agree."""
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_CHANNEL = re.compile(r"/disclosure/by_channel/")
_ON_CHANNEL = re.compile(r"上网|网站|微信|公众号|公开栏|平台")
_APART = re.compile(r"[。；;\n]")


def whose(facts: Iterable[Fact]) -> Defect:
    """Whose defect a contradiction between these facts is, as far as they themselves say."""
    known = list(facts)
    if any(fact.check == "unproved" or fact.state == "illegible" for fact in known):
        return "extraction"
    return "unclear" if any(fact.doubtful or not fact.span for fact in known) else "report"


def attribute(
    material: Material, constraint: Constraint, balance: Balance, rereading: Rereading
) -> tuple[Defect, Mend | None]:
    """Whose defect it is, and what should have been read otherwise, with its value."""
    values = balance.values
    facts = [term.fact for term in constraint.terms if term.fact]
    row, defect = rereading.of(constraint), whose(facts)
    if row is not None or defect == "extraction":
        return "extraction", row.named if row else None
    solutions = balance.solutions(constraint)
    for term in constraint.terms:
        wanted = solutions.get(term.path)
        if wanted is None or term.span is None:
            continue
        printed = _in_run(material.clean.document, term.span, wanted) or (
            wanted >= 10 and _beside(material, constraint, term, wanted)
        )
        if printed and balance.fits({term.path: wanted}):
            return "extraction", (term.path, wanted)
    if isinstance(constraint, Sum):
        listed = re.fullmatch(r"(.+)/[0-9]+/count", constraint.right[0].path)
        missing = missed(material, constraint, values) if listed else None
        if listed and missing is not None:
            return "extraction", (_behind_last(material, listed[1]), missing)
        if _strayed(material, constraint, values):
            return "extraction", None
    if any(not term.span for term in constraint.terms) or _far_off(constraint, values):
        return "unclear", None
    return defect, None


def _far_off(constraint: Constraint, values: Mapping[str, Decimal]) -> bool:
    """Whether a figure of the narrative is so far from its bound that it may be of another matter (热线, 信访, another body)."""
    if constraint.rule.name not in ("handled_and_received", "text_and_table", "applications_by_method"):
        return False
    right = sum((values[term.path] for term in constraint.terms[1:] if term.path in values), Decimal(0))
    low, high = sorted((values[constraint.terms[0].path], right))
    return high - low > 5 and high * 2 > low * 5


def _in_run(document: str, span: Span, wanted: Decimal) -> bool:
    """Whether the digits at the span run on beyond it, or swallowed the next ordinal, and hold `wanted`.

    `条1382、政府公报` may be 138 before `2、`; a figure that stands alone has one reading.
    """
    start, end = span
    while start > 0 and document[start - 1] in _DIGITS:
        start -= 1
    while end < len(document) and document[end] in _DIGITS:
        end += 1
    if (start, end) == span and document[end : end + 1] not in ("、", "．"):
        return False
    run, digits = document[start:end], f"{wanted:f}"
    if not run.isdecimal():
        return False
    if (start, end) != span:
        return digits in run
    return run.startswith(digits) and len(run) - len(digits) in (1, 2)


def _beside(material: Material, constraint: Constraint, term: Term, wanted: Decimal) -> bool:
    """Whether `wanted` is printed where the term could have been read.

    That is: in its sentence or, for a figure that a form repeats, anywhere in the narrative, where it proves nothing; for
    a whole, also right before its parts, whatever it proves.
    """
    assert term.span is not None
    printed = material.counts_of(wanted)
    if not printed:
        return False
    span, document = term.span, material.clean.document
    free = [(low, high) for low, high, _, claimed in printed if not claimed]
    if any(
        span[0] - 200 <= low
        and high <= span[1] + 200
        and not _APART.search(document, min(span[0], low), max(span[1], high))
        for low, high in free
    ):
        return True
    if constraint.rule is TEXT_AND_ANNEX and term is constraint.terms[0] and not _CHANNEL.match(term.path):
        end = material.form[0][0] if material.form else len(document)
        return any(high <= end for _, high in free)
    if isinstance(constraint, Sum) and term is constraint.left[0] and len(constraint.right) > 1:
        first = min((part.span[0] for part in constraint.right if part.span), default=None)
        if first is not None and not material.in_form(constraint.right[0].fact):
            return any(first - 120 <= low and high <= first for low, high, _, _ in printed)
    return False


def unclaimed(material: Material, start: int, end: int) -> Iterator[tuple[int, int, Decimal]]:
    """Counts printed between two document offsets that no proved fact cites: their span and value."""
    for low, high, value, claimed in material.counts_between(start, end):
        if not claimed:
            yield low, high, value


def printed_counts(material: Material, start: int, end: int) -> Iterator[tuple[int, int, Decimal]]:
    """Counts, and money in 万元, printed between two document offsets."""
    for low, high, value, _ in material.counts_between(start, end):
        yield low, high, value


def missed(material: Material, constraint: Sum, values: Mapping[str, Decimal]) -> Decimal | None:
    """What the parts lack, where one or two counts that are no parts yet are that much and stand among or beside them."""
    spans = [term.span for term in constraint.right if term.span]
    lacking = constraint.difference(values)
    if len(constraint.right) < 2 or lacking <= 0 or not spans:
        return None
    low, high = min(span[0] for span in spans), max(span[1] for span in spans)
    free = [value for _, _, value in unclaimed(material, low - 40, high + 30)]
    taken = {span[0] for span in spans}
    if lacking >= 10:
        free = [value for start, _, value in printed_counts(material, low - 60, high + 60) if start not in taken]
    pairs = (one + other for index, one in enumerate(free) for other in free[:index])
    return lacking if lacking in free or (lacking >= 10 and lacking in pairs) else None


def _behind_last(material: Material, path: str) -> str:
    """The count of an element that would stand behind the last of the list at `path`."""
    last = max(int(item.rpartition("/")[2]) for item in material.items(path))
    return f"{path}/{last + 1}/count"


def _strayed(material: Material, constraint: Sum, values: Mapping[str, Decimal]) -> bool:
    """Whether the last parts, up to three, stand in a sentence of their own and without them the parts are the whole.

    A list that the extraction carried on too far, not one that the report added up wrongly.
    """
    parts = [term for term in constraint.right if term.path in values and term.span]
    if len(parts) < 3:
        return False
    excess = -constraint.difference(values)
    if excess not in itertools.accumulate(values[term.path] for term in parts[:-4:-1]):
        return False
    ends = [
        bool(re.search("[。\n]", material.printed(one.span[1], other.span[0])))
        for one, other in itertools.pairwise(parts)
        if one.span and other.span
    ]
    shared = [f"{term.path.rpartition('/')[0]}/percent" in material.path_to_fact for term in parts]
    for stray in (1, 2, 3):
        if len(parts) - stray < 2 or sum((values[term.path] for term in parts[-stray:]), Decimal(0)) != excess:
            continue
        apart = ends[-stray] and sum(ends[:-stray]) * 2 < len(ends[:-stray])
        far = parts[-stray].span, parts[-stray - 1].span
        apart = apart or bool(far[0] and far[1] and far[0][0] - far[1][1] > 60)
        name = material.path_to_fact.get(f"{parts[-stray].path.rpartition('/')[0]}/name")
        apart = apart or bool(name and "category" in name.path and _ON_CHANNEL.search(str(name.value)))
        if apart or (all(shared[:-stray]) and not any(shared[-stray:])):
            return True
    return False
