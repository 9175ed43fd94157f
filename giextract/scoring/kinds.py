"""What kind of mistake a wrong or invented value is, so that the list of errors says where to look.

zero_fill         0 where the report states another figure or none
shifted           the label of a neighbour: another slot of the section, another part of the item
unit              the label times a power of ten (万, 元 for 万元, a lost digit group)
one_digit         one digit changed, lost or doubled, or two neighbours swapped
total_recomputed  the sum of the parts, where the report prints another total
other_year        a figure that the text says of last year
from_prompt       a value of the examples in the prompt
name, part        an item whose name is off, or another of its parts (percent, unit)
state             a place wrongly called blank, illegible or printed
text, other       another text; anything else
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from giextract.scoring.labels import Label, flatten
from giextract.scoring.outcomes import Slot

KINDS = (
    "zero_fill", "shifted", "unit", "one_digit", "total_recomputed", "other_year", "from_prompt", "name", "part",
    "state", "text", "other",
)  # fmt: skip
_LAST_YEAR = re.compile(r"去年|上年|上一年|前一年|同比|往年")
_REACH = 16


def with_kinds(
    slots: Iterable[Slot],
    label: Label,
    before: Callable[[str], str],
    prompt_values: frozenset[object] = frozenset(),
) -> tuple[Slot, ...]:
    """`slots` with the kind of each wrong and spurious one; `before` gives the text before the proof at a path."""
    section_to_numbers: dict[str, dict[str, Decimal]] = {}
    kinds = []
    for slot in slots:
        if slot.outcome not in ("wrong", "spurious"):
            kinds.append(slot)
            continue
        if slot.section not in section_to_numbers:
            section_to_numbers[slot.section] = _numbers(label.values.get(slot.section))
        kind = _kind(slot, label, section_to_numbers[slot.section], before, prompt_values)
        kinds.append(slot._replace(kind=kind))
    return tuple(kinds)


def _kind(
    slot: Slot,
    label: Label,
    neighbours: Mapping[str, Decimal],
    before: Callable[[str], str],
    prompt_values: frozenset[object],
) -> str:
    if slot.found.state != "stated":
        return "state"
    if slot.wrong_parts and slot.name:
        parts = {part.rsplit("/", 1)[-1] for part in slot.wrong_parts}
        if parts <= {"name", "indicator", "item"}:
            return "name"
        if not parts & {"count", "value", "cumulative"}:
            return "part"
    found, expected = _number(slot.found.value), _number(slot.label.value)
    if found is None:
        return "from_prompt" if slot.found.value in prompt_values else "text"
    if found == 0:
        return "zero_fill"
    if expected is not None and _is_unit(expected, found):
        return "unit"
    if any(path != slot.path and number == found for path, number in neighbours.items()):
        return "shifted"
    if expected is not None and _is_one_digit(expected, found):
        return "one_digit"
    if found in _sums(label, slot.section):
        return "total_recomputed"
    if slot.found_at and _LAST_YEAR.search(before(slot.found_at)[-_REACH:]):
        return "other_year"
    return "from_prompt" if slot.found.value in prompt_values else "other"


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return Decimal(str(value))


def _numbers(values: object) -> dict[str, Decimal]:
    if not isinstance(values, dict):
        return {}
    flat = flatten(values)
    raws = dict(flat.path_to_leaf)
    for path, items in flat.path_to_list.items():
        for index, item in enumerate(items):
            if isinstance(item, dict):
                raws.update({f"{path}/{index}{part}": raw for part, raw in flatten(item).path_to_leaf.items()})
    return {path: number for path, raw in raws.items() if (number := _number(raw)) is not None and number != 0}


def _is_unit(expected: Decimal, found: Decimal) -> bool:
    if expected == 0:
        return False
    times = found / expected
    return times != 1 and times in {Decimal(10) ** power for power in range(-8, 9)}


def _is_one_digit(expected: Decimal, found: Decimal) -> bool:
    a, b = str(expected), str(found)
    if len(a) == len(b):
        off = [index for index, pair in enumerate(zip(a, b, strict=True)) if pair[0] != pair[1]]
        swapped = len(off) == 2 and off[1] == off[0] + 1 and a[off[0]] == b[off[1]] and a[off[1]] == b[off[0]]
        return len(off) == 1 or swapped
    shorter, longer = sorted((a, b), key=len)
    return len(longer) == len(shorter) + 1 and any(
        longer[:index] + longer[index + 1 :] == shorter for index in range(len(longer))
    )


def _sums(label: Label, section: str) -> set[Decimal]:
    """What the parts of each list, and of each row of a table, of the section add up to."""
    values = label.values.get(section, {})
    sums = set()
    for inner in values.values() if isinstance(values, dict) else ():
        if isinstance(inner, list):
            parts = [_number(item.get("count", item.get("value"))) for item in inner if isinstance(item, dict)]
        elif isinstance(inner, dict):
            parts = [_number(raw) for key, raw in inner.items() if key != "total"]
        else:
            continue
        numbers = [part for part in parts if part is not None]
        if len(numbers) > 1:
            sums.add(sum(numbers, Decimal(0)))
    return sums
