"""What must add up in a report: the equations that its forms and its words print themselves.

For `eval lint`: a label that breaks one is either wrong, or the report is, and then `as_printed` must say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

COLUMNS = ("natural_person", "company", "research", "welfare", "legal_service", "other_organisation")
OUTCOMES = ("upheld", "corrected", "other", "pending")
PARTS = {
    "/organisation/staff": ("/organisation/staff_full_time", "/organisation/staff_part_time"),
    "/proposals/total": ("/proposals/npc", "/proposals/cppcc"),
    "/applications/received": tuple(
        f"/applications/{name}" for name in ("in_person", "by_fax", "online", "by_letter", "other_methods")
    ),
}
LISTS = {"/disclosure/by_category": "/disclosure/total", "/disclosure/key_areas": "/disclosure/key_areas_total"}


class Broken(NamedTuple):
    """An equation that does not hold: the paths of both sides, and what each side comes to."""

    paths: tuple[str, ...]
    sides: tuple[Decimal, Decimal]
    message: str


def broken_identities(values: Mapping[str, Any]) -> Iterator[Broken]:
    """Every equation of a label's values that does not hold, where all its terms are stated."""
    yield from _requests(_object(values.get("requests")))
    yield from _challenges(_object(values.get("challenges")))
    for whole, parts in PARTS.items():
        total, numbers = _at(values, whole), [_at(values, part) for part in parts]
        if total is not None and None not in numbers:
            added = sum((number or Decimal(0) for number in numbers), Decimal(0))
            if added != total:
                yield Broken((whole, *parts), (added, total), f"the parts of {whole} add up to {added}, it is {total}")
    for path, whole in LISTS.items():
        items, declared = _raw(values, path), _at(values, whole)
        rows = items if isinstance(items, list) else ()
        counts = [_number(item.get("count")) for item in rows if isinstance(item, dict)]
        if declared is not None and len(counts) > 1 and None not in counts:
            found = sum((count or Decimal(0) for count in counts), Decimal(0))
            if found != declared:
                yield Broken((path, whole), (found, declared), f"{path} adds up to {found}, {whole} is {declared}")


def _requests(rows: Mapping[str, Any]) -> Iterator[Broken]:
    for column in (*COLUMNS, "total"):
        terms = [_number(_object(rows.get(row)).get(column)) for row in ("new", "carried_in", "total", "carried_out")]
        if None not in terms:
            new, carried_in, total, carried_out = (term or Decimal(0) for term in terms)
            if new + carried_in != total + carried_out:
                message = f"column {column}: {new} + {carried_in} are not {total} + {carried_out}"
                paths = tuple(f"/requests/{row}/{column}" for row in ("new", "carried_in", "total", "carried_out"))
                yield Broken(paths, (new + carried_in, total + carried_out), message)
    for row, cells in rows.items():
        yield from _row(f"/requests/{row}", _object(cells), COLUMNS)
    results = [row for row in rows if row not in ("new", "carried_in", "total", "carried_out")]
    for column in (*COLUMNS, "total"):
        printed = _number(_object(rows.get("total")).get(column))
        numbers = [_number(_object(rows[row]).get(column)) for row in results]
        if printed is not None and len(numbers) > 10 and None not in numbers:
            found = sum((number or Decimal(0) for number in numbers), Decimal(0))
            if found != printed:
                message = f"column {column}: the results add up to {found}, 总计 is {printed}"
                yield Broken((f"/requests/total/{column}",), (found, printed), message)


def _challenges(rows: Mapping[str, Any]) -> Iterator[Broken]:
    for row, cells in rows.items():
        yield from _row(f"/challenges/{row}", _object(cells), OUTCOMES)


def _row(path: str, cells: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[Broken]:
    total, numbers = _number(cells.get("total")), [_number(cells.get(key)) for key in keys]
    if total is not None and None not in numbers:
        found = sum((number or Decimal(0) for number in numbers), Decimal(0))
        if found != total:
            yield Broken((path,), (found, total), f"{path}: the cells add up to {found}, total is {total}")


def _object(value: object) -> Mapping[str, Any]:
    """`value` where it is an object; a label that is still to be linted may hold anything."""
    return value if isinstance(value, Mapping) else {}


def _at(values: Mapping[str, Any], path: str) -> Decimal | None:
    return _number(_raw(values, path))


def _raw(values: Any, path: str) -> Any:
    for token in path.split("/")[1:]:
        values = values.get(token) if isinstance(values, Mapping) else None
    return values


def _number(value: object) -> Decimal | None:
    return Decimal(str(value)) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else None
