"""What an entry becomes in an export: rows of one shape, all with the same columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from giextract.errors import RecordError
from giextract.export.columns import Column, Row
from giextract.export.entry import Entry
from giextract.record import Fact, Record
from giextract.schema import Schema


class Shape(Protocol):
    """A kind of row. `rows` gives those of one entry, each as long as `columns`."""

    @property
    def columns(self) -> tuple[Column, ...]: ...

    def rows(self, entry: Entry) -> Iterator[Row]: ...


def of_all(shape: Shape, entries: Iterable[Entry]) -> Iterator[Row]:
    """The rows of all entries, as they come."""
    for entry in entries:
        yield from shape.rows(entry)


def issuer_and_year(record: Record | None) -> tuple[str | None, int | None]:
    """The issuer and the year that a record states in its header, None where it does not."""
    header = record.values.get("header") if record else None
    if not isinstance(header, dict):
        return None, None
    issuer, year = header.get("issuer"), header.get("year")
    return (issuer if isinstance(issuer, str) else None), (year if isinstance(year, int) else None)


def proved(fact: Fact | None) -> object:
    """The value of a fact that is stated and proved, else None."""
    return fact.value if fact and fact.state == "stated" and fact.check == "proved" else None


def state(fact: Fact | None, section_state: str | None) -> str:
    """The state of a leaf, as a companion column shows it.

    `stated`, `blank`, `illegible`, `absent` and `unanswered` as in a record, and `unproved` for what an answer states without
    proof. A leaf without a fact is absent, unless its section ended unanswered or there is no record at all (None).
    """
    if fact is not None:
        return "unproved" if fact.state == "stated" and fact.check == "unproved" else fact.state
    return "unanswered" if section_state in (None, "unanswered") else "absent"


def fitting(entries: Iterable[Entry], schema: Schema) -> Iterator[Entry]:
    """The entries, one after the other; RecordError at a record that was made with another schema."""
    for entry in entries:
        if entry.record is not None:
            _check(entry.record, schema)
        yield entry


def _check(record: Record, schema: Schema) -> None:
    name, _, digest = record.signature.schema_.partition("@")
    if name != schema.name:
        raise RecordError(
            f"the record of {record.source.path} was made with the schema {name}, not {schema.name}; "
            f"name it: --schema path/to/file.py:ClassName"
        )
    if digest == schema.digest:
        return
    for fact in record.facts:
        try:
            schema.leaf(fact.path)
        except KeyError:
            raise RecordError(
                f"the record of {record.source.path} was made with another version of the schema {name}, which has "
                f"{fact.path}; extract it again"
            ) from None
