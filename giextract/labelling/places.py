"""Places of a label: which paths there are in a schema, and what a record says at each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from giextract.errors import RecordError
from giextract.record import Fact, Record, json_ready
from giextract.schema import Schema
from giextract.scoring.labels import ILLEGIBLE, is_of

_INDEX = re.compile(r"/(0|[1-9][0-9]*)(?=/|$)")


def under(path: str, above: str) -> bool:
    """Whether `path` is `above` or stands below it."""
    return path == above or path.startswith(f"{above}/")


def item_of(path: str) -> str | None:
    """The path of the list item that `path` is or stands in, None outside lists."""
    match = _INDEX.search(path)
    return path[: match.end()] if match else None


def list_of(item: str) -> tuple[str, int]:
    """The list that an item is of, and its index there."""
    head, _, index = item.rpartition("/")
    return head, int(index)


def lists(schema: Schema) -> dict[str, tuple[str, ...]]:
    """Path of each list of the schema -> the parts of its items (`""` where an item is one value), in its order."""
    found: dict[str, list[str]] = {}
    for leaf in schema.leaves:
        head, star, part = leaf.path.partition("/*")
        if star:
            found.setdefault(head, []).append(part)
    return {head: tuple(parts) for head, parts in found.items()}


def require_fields(records: Iterable[Record], schema: Schema) -> None:
    """RecordError for the first record with a fact at a place, or of a type, that the schema does not have."""
    for record in records:
        for fact in record.facts:
            try:
                leaf = schema.leaf(fact.path)
            except KeyError:
                leaf = None
            holds_value = fact.state == "stated" and fact.check == "proved"
            if leaf is None or "*" in fact.path.split("/") or (holds_value and not is_of(json_ready(fact.value), leaf)):
                what = "is no field of" if leaf is None else "is of another type in"
                raise RecordError(
                    f"{record.source.path}: {fact.path or 'a fact without a path'} of its record {what} the schema "
                    f"{schema.name}; extract the report again"
                )


def said(facts: Iterable[Fact]) -> dict[str, Fact]:
    """Path -> the fact that holds there: proved, and with a place that is printed (stated, blank or illegible)."""
    return {
        fact.path: fact for fact in facts if fact.check == "proved" and fact.state in ("stated", "blank", "illegible")
    }


@dataclass(frozen=True, slots=True)
class Source:
    """What a draft takes from one record: its facts that hold, and stated answers that it could not prove, by path."""

    backend: str
    facts: dict[str, Fact]
    unproved: dict[str, Fact]


def source_of(record: Record, paths: Sequence[str]) -> Source:
    """The record as a source; `paths` are what its facts are called in the draft."""
    moved = [fact.model_copy(update={"path": path}) for fact, path in zip(record.facts, paths, strict=True)]
    unproved = {fact.path: fact for fact in moved if fact.check == "unproved" and fact.state == "stated"}
    return Source(record.signature.backend, said(moved), unproved)


def raw(fact: Fact) -> Any:
    """What a label has for it: the value as JSON has it, null for a blank, the mark of an illegible place."""
    return ILLEGIBLE if fact.state == "illegible" else json_ready(fact.value)


def item_values(path_to_fact: Mapping[str, Fact]) -> dict[str, dict[str, Any]]:
    """Path of each item -> its parts as a label has them."""
    items: dict[str, dict[str, Any]] = {}
    for path, fact in path_to_fact.items():
        item = item_of(path)
        if item is not None:
            items.setdefault(item, {})[path[len(item) :]] = raw(fact)
    return items


def nested(path_to_raw: Mapping[str, Any]) -> dict[str, Any]:
    """Values in the shape of a label; indices of lists must have no gaps and stand in order."""
    root: dict[str, Any] = {}
    for path, value in path_to_raw.items():
        tokens = path.split("/")[1:]
        place: Any = root
        for token, following in zip(tokens, [*tokens[1:], None], strict=True):
            inner = value if following is None else [] if following.isdigit() else {}
            if isinstance(place, list):
                if int(token) == len(place):
                    place.append(inner)
                place = place[int(token)]
            else:
                key = token.replace("~1", "/").replace("~0", "~")
                place = place.setdefault(key, inner)
    return root


def ordered(paths: Iterable[str], schema: Schema) -> list[str]:
    """Paths of leaves in the order of the schema, all parts of an item together."""

    def key(path: str) -> tuple[int, ...]:
        rank = schema.rank(schema.leaf(path).path)
        item = item_of(path)
        if item is None:
            return (rank, rank)
        head, index = list_of(item)
        return (schema.rank(head), index, rank)

    return sorted(paths, key=key)
