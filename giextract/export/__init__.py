"""Records as text: JSON, JSON Lines, CSV, a table for the eye, each yielded as the records come in; and as files of tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from giextract.record import Record
from giextract.schema import Schema

Format = Literal["table", "json", "jsonl", "csv", "tables", "xlsx", "parquet"]

SUFFIX_TO_FORMAT: dict[str, Format] = {
    ".txt": "table",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
}
"""Suffix of an output file -> the format that a user who names none must mean."""

BINARY: frozenset[Format] = frozenset({"xlsx", "parquet"})
"""Formats that are no text for a terminal or a pipe; `write_binary` writes them."""


def write(
    records: Iterable[Record], form: Format, *, schema: Schema, several: bool, width: int = 80, colour: bool = False
) -> Iterator[str]:
    """`records` in the format `form`, piece by piece.

    `several` says that more than one document was asked for: JSON is then an array, even of one record or none.
    `width` and `colour` matter to the table alone.
    """
    if form == "table":
        from giextract.export.table import table  # late, as the others: a run needs one of them

        for position, record in enumerate(records):
            yield ("\n" if position else "") + table(record, schema, width=width, colour=colour)
    elif form == "csv":
        from giextract.export.csv import facts_and_findings

        yield from facts_and_findings(records, schema)
    elif form == "tables":
        from giextract.export.csv import blocks

        yield from blocks(records, schema)
    elif form == "jsonl":
        from giextract.export.json import lines

        yield from lines(records)
    else:
        from giextract.export.json import array, single

        yield from array(records) if several else single(records)


def write_binary(path: Path, records: Iterable[Record], form: Format, schema: Schema) -> None:
    """Write `records` into a file that may be overwritten: a workbook of all shapes, or their facts as Parquet."""
    from giextract.export.entry import entries_of
    from giextract.export.shapes import Export

    Export(schema, shape="long" if form == "parquet" else None).make(path, entries_of(records), form)
