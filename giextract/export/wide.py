"""The wide shape: one row for each document that was asked for, and each field of the schema a typed column.

A list is one column, which holds the list. What is 0 holds 0; an empty cell is told from another by the columns behind the
fields, which name the fields that are printed but `blank`, `illegible`, `unanswered`, or `unproved`; a field that none of
them names is absent. On request each field also has its state in a column of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from giextract.export.columns import (
    Cell,
    Column,
    Headers,
    Row,
    coerced,
    distinct,
    tokens,
)
from giextract.export.entry import Entry
from giextract.export.fields import ABOUT, BESIDE, STATES, Field, above_all, fields, path_to_states
from giextract.export.shape import proved
from giextract.record import Fact, Record
from giextract.schema import Schema

NO_RECORD = "none"
"""Status of a document without a record, which failed or is not done yet; a record has another."""


class Wide:
    """The wide shape of a schema, with `extra` columns carried along, and each field's state where `states` asks for it."""

    def __init__(
        self, schema: Schema, *, extra: Sequence[str] = (), states: bool = False, headers: Headers = "en"
    ) -> None:
        self.fields = fields(schema)
        self._extra = tuple(extra)
        self._states = states
        own = (*ABOUT, *(one.column for one in self.fields), *BESIDE)
        carried = [(Column(name, name, "text", "carried along from the manifest"), "manifest") for name in extra]
        companions = [(_companion(one.column), "field") for one in self.fields] if states else []
        added = distinct([*carried, *companions], own)
        self.extra, self.companions = added[: len(carried)], added[len(carried) :]
        self.columns: tuple[Column, ...] = (
            *ABOUT, *self.extra, *(one.column for one in self.fields), *BESIDE, *self.companions,
        )  # fmt: skip
        self._path_to_label = {one.path: one.column.header(headers) for one in self.fields}

    def rows(self, entry: Entry) -> Iterator[Row]:
        """The one row of the entry."""
        record = entry.record
        facts = {fact.path: fact for fact in record.facts} if record else {}
        states = path_to_states(self.fields, record)
        yield (
            *_about(entry),
            *(entry.extra.get(name) or None for name in self._extra),
            *(self._value(field, record, facts) for field in self.fields),
            *(self._named(states, one) for one in STATES),
            *(self._marked(record, mark) for mark in ("approximate", "doubtful")),
            *((record.figures.printed, record.figures.claimed) if record else (None, None)),
            sum(finding.defect is not None for finding in record.findings) if record else None,
            *(states[field.path][0] for field in self.fields if self._states),
        )

    def _value(self, field: Field, record: Record | None, facts: Mapping[str, Fact]) -> Cell:
        if record is None:
            return None
        if field.is_list:
            return _under(record.values, field.path)
        return coerced(proved(facts.get(field.path)), field.column.kind)

    def _named(self, states: Mapping[str, list[str]], one: str) -> Cell:
        return [self._path_to_label[path] for path, found in states.items() if one in found] or None

    def _marked(self, record: Record | None, mark: str) -> Cell:
        names: dict[str, None] = {}
        for fact in record.facts if record else ():
            if getattr(fact, mark) and fact.check == "proved":
                label = next(
                    (self._path_to_label[one] for one in (fact.path, *above_all(fact.path)) if one in self._path_to_label), None
                )  # fmt: skip
                if label is not None:
                    names[label] = None
        return list(names) or None


def _companion(column: Column) -> Column:
    about = f"state of {column.name}: stated, blank, illegible, absent, unanswered, or unproved"
    return replace(Column(f"{column.name}_state", f"{column.title}（状态）", "text"), about=about)


def _about(entry: Entry) -> Row:
    record = entry.record
    if record is None:
        return (entry.path, NO_RECORD, entry.failure or "no reason is known", entry.same_as, None, None)
    return (entry.path, record.status, entry.failure, entry.same_as, record.source.sha256, record.signature.backend)


def _under(values: object, path: str) -> Cell:
    """What stands at `path` in the values, None where there is nothing."""
    for token in tokens(path):
        if not isinstance(values, dict):
            return None
        values = values.get(token)
    return values or None
