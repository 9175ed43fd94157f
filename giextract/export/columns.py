"""Columns of what is exported: names in two languages, a type, and what stands in them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from giextract.record import json_ready
from giextract.schema import Leaf

Headers = Literal["en", "zh"]
Kind = Literal["text", "integer", "decimal", "date", "boolean", "list", "json"]
TYPE_TO_KIND: dict[type, Kind] = {int: "integer", Decimal: "decimal", date: "date", bool: "boolean", str: "text"}

Cell = Any
"""What a row holds in a column: None, or str, int, Decimal, date, bool as its kind says, a list of them or of
dictionaries in a `list`, any JSON value in `json`."""
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its English and its Chinese name, its kind, and for whoever reads it its meaning and its unit.

    `items` are the columns of the items of a `list`; an item of one unnamed column is the plain value.
    """

    name: str
    title: str
    kind: Kind
    about: str = ""
    unit: str = ""
    items: tuple[Column, ...] = ()

    def header(self, headers: Headers) -> str:
        """The name in the language asked for."""
        return self.title if headers == "zh" else self.name


def coerced(value: object, kind: Kind) -> Cell:
    """`value`, as it came out of a record's JSON, as the type that its column has.

    >>> coerced(date(2018, 1, 30), "text"), coerced(3, "decimal"), coerced(None, "text")
    ('2018-01-30', Decimal('3'), None)
    """
    if value is None:
        return None
    if kind == "decimal":
        return Decimal(value) if isinstance(value, int) else value
    return text_of(value) if kind == "text" else value


def text_of(value: object) -> str:
    """A value as text: numbers exactly and without powers of ten, dates as ISO, `true` and `false`, the rest as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else json.dumps(json_ready(value), ensure_ascii=False)


def plain_list(name: str, title: str, about: str = "") -> Column:
    """A column of lists of text."""
    return Column(name, title, "list", about, items=(Column("", "", "text"),))


def unit_of(leaf: Leaf) -> str:
    """The unit in which a leaf's values are given, empty where it has none or the report chooses.

    >>> from giextract.schema import load_schema
    >>> schema = load_schema()
    >>> [unit_of(schema.leaf(f"/{path}")) for path in ("fees/charged_wan_yuan", "proposals/closed_percent", "disclosure/total")]
    ['万元', '%', '条']
    >>> unit_of(schema.leaf("/header/title"))
    ''
    """
    name = leaf.path.rsplit("/", 1)[-1]
    if name.endswith("_wan_yuan"):
        return "万元"
    last = leaf.description.rpartition("; ")[2].strip()
    if leaf.type not in (int, Decimal):
        return ""
    if last == "percent":
        return "%"
    return last if len(last) <= 3 and all("\u4e00" <= char <= "\u9fff" for char in last) else ""


def tokens(path: str) -> list[str]:
    """The keys of a JSON Pointer, without the marks of lists."""
    return [token.replace("~1", "/").replace("~0", "~") for token in path.split("/")[1:] if token != "*"]


def distinct(wanted: Iterable[tuple[Column, str]], taken: Iterable[Column] = ()) -> tuple[Column, ...]:
    """Columns whose names, of either language, none of them shares with another, nor with those `taken`.

    Each column comes with what stands before its name where that is taken. Capitals make no difference: databases see none.
    """
    names = {column.name.casefold() for column in taken}
    titles = {column.title.casefold() for column in taken}
    found = []
    for column, before in wanted:
        name = _free(column.name, f"{before}_{column.name}", names)
        title = _free(column.title, f"{before} · {column.title}", titles)
        found.append(replace(column, name=name, title=title))
    return tuple(found)


def _free(first: str, second: str, taken: set[str]) -> str:
    number = 2
    name = first if first.casefold() not in taken else second
    while name.casefold() in taken:
        name = f"{second}_{number}"
        number += 1
    taken.add(name.casefold())
    return name
