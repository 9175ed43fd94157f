"""Records as text: JSON, JSON Lines, CSV, a table for the eye, each yielded as the records come in; and as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from giextract.record import Record
from giextract.schema import Schema

Format = Literal["table", "json", "jsonl", "csv", "tables", "xlsx"]

SUFFIX_TO_FORMAT: dict[str, Format] = {
    ".txt": "table",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".xlsx": "xlsx",
}
"""Suffix of an output file -> the format that a user who names none must mean."""


def write(
    records: Iterable[Record], form: Format, *, schema: Schema, several: bool, width: int = 80, colour: bool = False
) -> Iterator[str]:
    """`records` in the format `form`, piece by piece.

    `several` says that more than one document was asked for: JSON is then an array, even of one record or none.
    `width` and `colour` matter to the table alone. A workbook is no text: `write_workbook` writes one.
    """
    if form == "table":
        from giextract.export.table import table  # late, as the others: a run needs one of them

        for position, record in enumerate(records):
            yield ("\n" if position else "") + table(record, schema, width=width, colour=colour)
    elif form == "csv":
        from giextract.export.csv import rows

        yield from rows(records)
    elif form == "tables":
        from giextract.export.csv import blocks

        yield from blocks(records, schema)
    elif form == "jsonl":
        from giextract.export.json import lines

        yield from lines(records)
    else:
        from giextract.export.json import array, single

        yield from array(records) if several else single(records)


def write_workbook(path: Path, records: Iterable[Record], schema: Schema) -> None:
    """Write `records` as a workbook (.xlsx) into a file that may be overwritten."""
    from giextract.export.workbook import Workbook

    book = Workbook(path, schema)
    try:
        for record in records:
            book.add(record)
    finally:
        book.close()
