"""Lists of tallies against their total, and their percentages: 主动公开 by kind, channel, body and key area.

Left out of the sum are tallies that overlap the others (全文电子化 is a form and no kind) and those that lie within the tally
before them (`A 6条（其中B 2条）`, `A 6条，其中B 2条`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from giextract.audit.catalogue import CATEGORIES, CHANNEL, CHANNELS, KEY_AREAS, SHARE, UNITS
from giextract.audit.constraint import Constraint, Share, Sum, Term
from giextract.audit.material import Material
from giextract.audit.remainder import largest_only, names_some_only, overlap
from giextract.audit.rule import Rule

_OVERLAPS = re.compile(r"全文电子化|重点领域|双微")
_CLOSED = re.compile(r"[（(][^（()）]*[）)]")
_MAY_NEST = re.compile("[（(中]")
_BEHIND_TOTAL = re.compile(r"[，、：（]?其中：?(?:[^，、；。\n0-9]{1,16}[0-9]+条[，、；])*[^，、；。\n0-9]{0,16}")
"""What stands between a total and one of its parts: other parts of its unit."""
_ENDS = re.compile(r"[。；;）)\n]")


_PATH_TO_RULE = {
    "/disclosure/by_category": CATEGORIES,
    "/disclosure/by_channel": CHANNELS,
    "/disclosure/by_unit": UNITS,
    "/disclosure/key_areas": KEY_AREAS,
}


@dataclass(slots=True, eq=False)
class Item:
    """A tally: its name, count and share, and the item it lies within."""

    name: str
    count: Term | None
    percent: Term | None
    within: Item | None = None


def lists_of(material: Material) -> dict[str, list[Item]]:
    """Path of each list of tallies that the report has -> its items."""
    return {path: items for path in _PATH_TO_RULE if (items := _items(material, path))}


def from_lists(material: Material, path_to_items: Mapping[str, list[Item]]) -> Iterator[Constraint]:
    """What the lists of tallies must fulfil, and the share of each."""
    total, key_total = material.term("/disclosure/total"), material.term("/disclosure/key_areas_total")
    for path, items in path_to_items.items():
        rule = _PATH_TO_RULE[path]
        whole = key_total if rule is KEY_AREAS else total
        parts = _apart(items)
        shares = list(_shares(path, items, parts, total, whole))
        values = {term.path: term.value for share in shares for term in share.figures if term.value is not None}
        wrong = sum(not share.holds(values) for share in shares)
        if wrong * 2 <= len(shares):
            yield from shares  # else they are shares of something else
        if whole and whole.value and not (whole.fact and whole.fact.approximate):
            yield from _sum(material, rule, whole, parts, _near_hundred(parts))


def shares_sum(
    material: Material, path_to_items: Mapping[str, list[Item]]
) -> Iterator[tuple[str, Decimal, tuple[Term, ...]]]:
    """Lists whose items all have a share that together are plainly not 100: path, their sum, the shares."""
    for path, items in path_to_items.items():
        parts = _apart(items)
        shares = [item.percent for item in parts if item.percent and item.percent.value is not None]
        if _PATH_TO_RULE[path] is UNITS or len(shares) < 3 or len(shares) < len(parts):
            continue
        added = sum((share.value for share in shares if share.value is not None), Decimal(0))
        if added < 100 and _some_only(material, None, parts):
            continue
        if Decimal(80) < added < Decimal(125) and abs(added - 100) > max(Decimal("1.2"), Decimal(len(shares)) / 10):
            yield path, added, tuple(shares)


def _apart(items: list[Item]) -> list[Item]:
    """The items that do not overlap each other."""
    return [item for item in items if not item.within and not _OVERLAPS.search(item.name)]


def _items(material: Material, path: str) -> list[Item]:
    items: list[Item] = []
    nested_in: Item | None = None
    before = None
    for place in material.items(path):
        name, count = material.path_to_fact.get(f"{place}/name"), material.term(f"{place}/count")
        places = [fact.span for fact in (name, count.fact if count else None) if fact and fact.span]
        begin = min(places)[0] if places else None
        if begin is not None and before is not None and before[1] <= begin:
            between = material.printed(before[1], begin)
            if nested_in is None and not _MAY_NEST.search(between):
                between = ""
            between = _CLOSED.sub("", between)
            if nested_in is not None and _ENDS.search(between.partition("其中")[0]):
                nested_in = None
            opened = between.rfind("（") > between.rfind("）") or between.rfind("(") > between.rfind(")")
            inside = between.rpartition("其中")
            if (
                nested_in is None
                and items
                and (opened or (inside[1] and not _ENDS.search(inside[2]) and not re.search(r"[。\n]", between)))
            ):
                nested_in = before[0]
        elif begin is None or (before is not None and before[1] > begin):
            nested_in = None
        item = Item(str(name.value if name else ""), count, material.term(f"{place}/percent"), nested_in)
        items.append(item)
        if places:
            end = max(end for _, end in places)
            before = (before[0] if nested_in is not None and before is not None else item, end)
    return items


def _shares(path: str, items: list[Item], parts: list[Item], total: Term | None, whole: Term | None) -> Iterator[Share]:
    counted = [item.count for item in parts if item.count and item.count.value is not None]
    added = Term(path, sum((term.value for term in counted if term.value is not None), Decimal(0)))
    for item in items:
        if not item.percent or item.percent.value is None or not item.count or item.count.value is None:
            continue
        candidates = [whole, total, item.within.count if item.within else None, added if len(counted) > 2 else None]
        wholes = tuple(term for term in candidates if term and term.value)
        approximate = item.count.fact and item.count.fact.approximate
        if wholes and not approximate and not (wholes[0].fact and wholes[0].fact.approximate):
            yield Share(SHARE, item.percent, item.count, wholes)


def _sum(material: Material, rule: Rule, whole: Term, parts: list[Item], shared: bool) -> Iterator[Sum]:
    """The sum of the parts, where they are meant to be the whole."""
    counted = [item.count for item in parts if item.count]
    if len(counted) < 2 or any(term.fact and term.fact.approximate for term in counted) or whole.value is None:
        return
    added = sum((term.value for term in counted if term.value is not None), Decimal(0))
    ratio = added / whole.value
    if rule is CATEGORIES and not (shared or Decimal("0.6") < ratio < Decimal("1.6")):
        return
    if rule is KEY_AREAS and not Decimal("0.6") < ratio < Decimal("1.6"):
        return
    if rule in (CATEGORIES, KEY_AREAS) and len(counted) == 2 and not shared and ratio < Decimal("0.9"):
        return  # 其中 names two of them
    values = [term.value for term in counted if term.value is not None]
    if rule is UNITS and not (Decimal("0.9") < ratio < Decimal("1.1") and whole.value not in _subset_sums(values)):
        return
    if rule is CHANNELS:
        yield from _above(material, whole, counted)
    if rule is CHANNELS and (
        overlap(material, counted) or not _meant_whole(material, counted, values, whole.value, ratio)
    ):
        return
    yield Sum(rule, (whole,), tuple(counted), incomplete=added < whole.value and _some_only(material, whole, parts))


def _above(material: Material, whole: Term, counted: list[Term]) -> Iterator[Sum]:
    """A channel that alone has more than the total it is a part of: below it in the form, or behind 其中 in its sentence."""
    row = material.field_to_row.get("/disclosure/total")
    cell = material.term(f"{row}/value") if row else None
    of_form = cell.value if cell else None
    for term in counted:
        if term.value is None or whole.value is None or term.value <= whole.value * Decimal("1.1"):
            continue  # a little more is told of the sum
        within = material.in_form(term.fact) and whole.value == of_form
        if whole.span and term.span and not within and whole.span[1] <= term.span[0]:
            within = _BEHIND_TOTAL.fullmatch(material.printed(whole.span[1], term.span[0])) is not None
        if within and not overlap(material, counted):
            yield Sum(CHANNEL, (whole,), (term,), more=True)


def _some_only(material: Material, whole: Term | None, parts: list[Item]) -> bool:
    """Whether the items are some of the parts: their words say so, or they are the largest, each with its share."""
    counts = [item.count for item in parts if item.count]
    shared = all(item.percent and item.percent.value is not None for item in parts)
    return names_some_only(material, whole, counts) or (shared and largest_only(counts))


def _near_hundred(parts: list[Item]) -> bool:
    """Whether the parts' percentages say that they are the whole."""
    shares = [item.percent.value for item in parts if item.percent and item.percent.value is not None]
    return len(shares) == len(parts) and Decimal(90) < sum(shares, Decimal(0)) < Decimal(110)


def _meant_whole(
    material: Material, counted: list[Term], values: list[Decimal], whole: Decimal, ratio: Decimal
) -> bool:
    """Whether channels are meant to be all and apart from each other.

    One item often goes out through several channels, and a narrative may name only some of them. But in the form of the
    provinces 网站 and 公报 are the parts of the total, and a sum a little above it is a slip.
    """
    if ratio > 1:
        return ratio < Decimal("1.1") and sum(values, Decimal(0)) - whole not in values
    return any(material.in_form(term.fact) for term in counted) and ratio > Decimal("0.8")


def _subset_sums(values: list[Decimal]) -> set[Decimal]:
    sums = {Decimal(0)}
    for value in values[:14]:
        sums |= {one + value for one in sums}
    return sums
