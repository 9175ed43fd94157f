"""A second scoring, written to be slow and plain, from SCHEMA.md and EVALS.md alone; it shares no code with the first.

Counts tp, fp and fn of one report. A list is matched by trying augmenting paths on who is right.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Any

TABLES = ("/article20", "/requests", "/challenges")
HELD = ("leader", "office", "contact_office", "website", "name", "indicator")
LISTS = {
    "/organisation/rules": "held", "/disclosure/channels": "plain", "/assessment/problems": "story",
    "/assessment/measures": "story",
}  # fmt: skip
ITEMS = {
    "/disclosure/by_category": ("name", "count", "percent"), "/disclosure/by_channel": ("name", "count", "percent"),
    "/disclosure/by_unit": ("name", "count", "percent"), "/disclosure/key_areas": ("name", "count", "percent"),
    "/annex/rows": ("indicator", "unit", "value", "cumulative"),
}  # fmt: skip
MARK = {"state": "illegible"}


def plain(text: str) -> str:
    return "".join(
        c for c in unicodedata.normalize("NFKC", text) if not unicodedata.category(c).startswith(("P", "Z", "C"))
    ).lower()


def equal(a: Any, b: Any, how: str) -> bool:
    if isinstance(a, str) != isinstance(b, str) or isinstance(a, bool) != isinstance(b, bool):
        return False
    if not isinstance(a, str):
        return round(float(a) * 1e6) == round(float(b) * 1e6)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", a):
        return bool(a == b)
    x, y = plain(a), plain(b)
    if x == y:
        return True
    part = (x in y or y in x) and bool(x) and bool(y)
    if how == "held":
        return part and min(len(x), len(y)) / max(len(x), len(y)) >= 0.5
    if how == "story":
        return (part and min(len(x), len(y)) > 5) or SequenceMatcher(
            None, min(x, y), max(x, y), autojunk=False
        ).ratio() >= 0.75
    return False


def fits(a: Any, others: list[Any], b: Any, how: str) -> bool:
    for one in [a, *others]:
        if one is None and b is None:
            return True
        if one == MARK and b == MARK:
            return True
        if one is not None and b is not None and MARK not in (one, b) and equal(one, b, how):
            return True
    return False


def leaves(values: Any, path: str = "") -> dict[str, Any]:
    if isinstance(values, dict) and values != MARK:
        found = {}
        for key, inner in values.items():
            found.update(leaves(inner, f"{path}/{key}"))
        return found
    return {path: values}


def naive_counts(label: dict[str, Any], values: dict[str, Any]) -> tuple[int, int, int]:
    optional, also = label.get("optional", []), label.get("also_right", {})

    def free(path: str) -> bool:
        return any((path + "/").startswith(one + "/") for one in optional)

    mine, theirs = leaves(label["values"]), leaves(values)
    tp = fp = fn = 0
    for path in sorted({*mine, *theirs}):
        if free(path) or path in LISTS or path in ITEMS:
            continue
        a, b = mine.get(path, "absent!"), theirs.get(path, "absent!")
        stated_a, stated_b = a not in (None, MARK, "absent!"), b not in (None, MARK, "absent!")
        if path.startswith(TABLES):
            stated_a, stated_b = stated_a and a != 0, stated_b and b != 0
        how = "held" if path.split("/")[-1] in HELD else "plain"
        right = b != "absent!" and fits(a, also.get(path, []), b, how)
        if right and b is not None and b != MARK:
            tp += stated_a or stated_b
        elif not right:
            fp += stated_b
            fn += stated_a
    for path in [*LISTS, *ITEMS]:
        if not free(path):
            one = match(path, mine.get(path) or [], theirs.get(path) or [], optional, also)
            tp, fp, fn = tp + one[0], fp + one[1], fn + one[2]
    return tp, fp, fn


def right_item(path: str, index: int, a: Any, b: Any, optional: list[str], also: dict[str, list[Any]]) -> bool:
    place = f"{path}/{index}"
    if path in LISTS:
        return fits(a, also.get(place, []), b, LISTS[path])
    for part in ITEMS[path]:
        if f"{place}/{part}" in optional:
            continue
        others = also.get(f"{place}/{part}", [])
        if part in ("name", "indicator") and not others:
            others = [one for one in also.get(place, []) if isinstance(one, str)]
        if not fits(a.get(part), others, b.get(part), "held" if part in HELD else "plain"):
            return False
    return True


def stated_item(path: str, item: Any) -> bool:
    if path in LISTS:
        return item is not None
    figures = [
        item[part] for part in ITEMS[path] if part in item and part in ("count", "percent", "value", "cumulative")
    ]
    named = [item[part] for part in ("name", "indicator") if part in item]
    return any(one is not None and one != MARK for one in (figures or named))


def alike(path: str, a: Any, b: Any) -> float:
    key = "" if path in LISTS else ITEMS[path][0]
    x, y = (plain(str((item.get(key) if key else item) or "")) for item in (a, b))
    held = 0.3 if x and y and (x in y or y in x) else 0.0
    figures = [[item.get("count", item.get("value", item.get("cumulative"))) for item in (a, b)]] if key else []
    same = 0.4 if figures and figures[0][0] is not None and figures[0][0] == figures[0][1] else 0.0
    return 2.0 if x == y else SequenceMatcher(None, min(x, y), max(x, y), autojunk=False).ratio() + held + same


def match(
    path: str, mine: list[Any], theirs: list[Any], optional: list[str], also: dict[str, list[Any]]
) -> tuple[int, int, int]:
    """Counts of a list; optional items of the label take what is left over and count for nothing."""
    owner: dict[int, int] = {}

    def seek(i: int, seen: set[int]) -> bool:
        for j, b in enumerate(theirs):
            if j not in seen and right_item(path, i, mine[i], b, optional, also):
                seen.add(j)
                if j not in owner or seek(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    asked = [i for i in range(len(mine)) if f"{path}/{i}" not in optional]
    for i in asked:
        seek(i, set())
    hit = set(owner.values())
    spare = [i for i in range(len(mine)) if i not in asked]
    for how_alike in (1.0, 0.7):
        for i in list(spare):
            left = [j for j in range(len(theirs)) if j not in owner]
            best = max(left, key=lambda j: alike(path, mine[i], theirs[j]), default=None)
            if best is not None and alike(path, mine[i], theirs[best]) >= how_alike:
                owner[best] = -1
                spare.remove(i)
    return (
        sum(stated_item(path, mine[i]) or stated_item(path, theirs[j]) for j, i in owner.items() if i in asked),
        sum(stated_item(path, b) for j, b in enumerate(theirs) if j not in owner),
        sum(stated_item(path, mine[i]) for i in asked if i not in hit),
    )
