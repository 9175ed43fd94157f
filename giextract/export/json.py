"""Records as JSON, exactly as the contract has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from giextract.record import Record


def single(records: Iterable[Record]) -> Iterator[str]:
    """The one record as an indented JSON object; nothing where there is none."""
    for record in records:
        yield record.to_json(indent=2) + "\n"


def array(records: Iterable[Record]) -> Iterator[str]:
    """An indented JSON array of the records, which is `[]` where there are none."""
    before = "["
    for record in records:
        yield f"{before}\n{record.to_json(indent=2)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def lines(records: Iterable[Record]) -> Iterator[str]:
    """JSON Lines: one record on each line."""
    for record in records:
        yield record.to_json() + "\n"
