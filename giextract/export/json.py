"""Records as JSON, exactly as the contract has them, and rows of a shape as JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from giextract.export.columns import Column, Headers, Row
from giextract.record import Record, json_ready


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


def row_lines(columns: Iterable[Column], rows: Iterable[Row], headers: Headers = "en") -> Iterator[str]:
    """JSON Lines: one object for each row, with all columns; numbers, lists and `null` as JSON has them."""
    names = [column.header(headers) for column in columns]
    for row in rows:
        named = dict(zip(names, map(json_ready, row), strict=True))
        yield json.dumps(named, ensure_ascii=False) + "\n"
