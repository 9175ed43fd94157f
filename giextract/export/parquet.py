"""Rows as Parquet: typed columns, row group by row group, so that memory does not grow with their number.

Whole numbers are int64, decimals decimal128(38, 10), which holds every amount and share exactly, dates date32, lists lists
(of structs, where their items have several parts). Each column carries its other name, its meaning and its unit as metadata.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from giextract.errors import OutputError
from giextract.export.columns import Cell, Column, Headers, Kind, Row

try:
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter
except ImportError as error:
    raise OutputError("to write Parquet, install what is missing: pip install 'giextract[parquet]'") from error

CELLS = 1_000_000
"""Cells in a row group: some thousand rows of the wide shape, some ten thousand of the long."""
SCALE = 10
_KIND_TO_TYPE: dict[Kind, Any] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "decimal": pa.decimal128(38, SCALE),
    "date": pa.date32(),
    "boolean": pa.bool_(),
    "json": pa.string(),
}


def write_parquet(path: Path, columns: Sequence[Column], rows: Iterable[Row], headers: Headers = "en") -> None:
    """Write the rows into the file at `path`, which may be overwritten; OutputError where a value does not fit its type."""
    schema = pa.schema([_field(column, headers) for column in columns])
    most = max(1, CELLS // len(columns))
    with ParquetWriter(path, schema, compression="zstd") as writer:
        group: list[Row] = []
        for row in rows:
            group.append(row)
            if len(group) == most:
                writer.write_table(_table(schema, columns, group))
                group.clear()
        writer.write_table(_table(schema, columns, group))


def _field(column: Column, headers: Headers) -> Any:
    other = column.name if headers == "zh" else column.title
    told = {"name": other, "about": column.about, "unit": column.unit}
    return pa.field(column.header(headers), _type(column), metadata={key: text for key, text in told.items() if text})


def _type(column: Column) -> Any:
    if column.kind != "list":
        return _KIND_TO_TYPE[column.kind]
    if len(column.items) == 1 and not column.items[0].name:
        return pa.list_(_KIND_TO_TYPE[column.items[0].kind])
    return pa.list_(pa.struct([pa.field(one.name, _KIND_TO_TYPE[one.kind]) for one in column.items]))


def _table(schema: Any, columns: Sequence[Column], rows: Sequence[Row]) -> Any:
    arrays = []
    for index, column in enumerate(columns):
        cells = [_fitting(row[index], column) for row in rows]
        try:
            arrays.append(pa.array(cells, type=schema.field(index).type))
        except (pa.ArrowInvalid, OverflowError) as error:
            raise OutputError(_misfit(cells, column, rows, schema.field(index).type)) from error
    return pa.Table.from_arrays(arrays, schema=schema)


def _fitting(cell: Cell, column: Column) -> Cell:
    """A cell as Arrow takes it: decimals are Decimal, also in lists, and JSON is text."""
    if cell is None:
        return None
    if column.kind == "json":
        return json.dumps(cell, ensure_ascii=False, default=str)
    if column.kind != "list":
        return cell
    return [_item(item, column) for item in cell]


def _item(item: Any, column: Column) -> Any:
    if not isinstance(item, dict):
        return _scalar(item, column.items[0].kind)
    return {one.name: _scalar(item.get(one.name), one.kind) for one in column.items}


def _scalar(value: Any, kind: Kind) -> Any:
    if kind == "decimal" and isinstance(value, int):
        return Decimal(value)
    return str(value) if kind == "text" and value is not None else value


def _misfit(cells: Sequence[Cell], column: Column, rows: Sequence[Row], type_: Any) -> str:
    """What does not fit, and where it stands; the first column of every shape names the report or the issuer."""
    for cell, row in zip(cells, rows, strict=True):
        try:
            pa.array([cell], type=type_)
        except (pa.ArrowInvalid, OverflowError):
            return f"{column.name} of {row[0]} is {cell}, which {type_} does not hold; CSV and JSON Lines do"
    return f"{column.name} does not fit {type_}; CSV and JSON Lines hold it"
