"""Records as text: JSON, JSON Lines, CSV, a table for the eye. Each writer yields text as the records come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from giextract.record import Record
from giextract.schema import Schema

Format = Literal["table", "json", "jsonl", "csv"]

SUFFIX_TO_FORMAT: dict[str, Format] = {
    ".txt": "table",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
}
"""Suffix of an output file -> the format that a user who names none must mean."""


def write(
    records: Iterable[Record], form: Format, *, schema: Schema, several: bool, width: int = 80, colour: bool = False
) -> Iterator[str]:
    """`records` in the format `form`, piece by piece.

    `several` says that more than one document was asked for: JSON is then an array, even of one record or none.
    `width`, `colour` and the titles of `schema` matter to the table alone.
    """
    if form == "table":
        from giextract.export.table import table  # late, as the others: a run needs one of them

        for position, record in enumerate(records):
            yield ("\n" if position else "") + table(record, schema, width=width, colour=colour)
    elif form == "csv":
        from giextract.export.csv import rows

        yield from rows(records)
    elif form == "jsonl":
        from giextract.export.json import lines

        yield from lines(records)
    else:
        from giextract.export.json import array, single

        yield from array(records) if several else single(records)
