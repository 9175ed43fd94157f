"""A manifest: a CSV file with a column of paths, whose other columns go along with the reports."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from giextract.errors import ReadingError, RunError
from giextract.reading.encodings import decode

PATH = ("path", "路径", "文件")
"""Names of the column of paths, in any case."""


def read_manifest(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Path and extra columns of each row; relative paths are relative to the manifest's own folder.

    Raises RunError for what is no CSV, has no column of paths, or names a path twice.
    """
    rows = csv.reader(io.StringIO(_text(path), newline=""), dialect=_dialect(path), strict=True)
    try:
        head = [name.strip() for name in next(rows, [])]
        column = _column(head, path)
        seen: dict[str, int] = {}
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            line = rows.line_num
            if len(row) > len(head):
                raise RunError(
                    f"{path}, line {line}: {len(row)} cells under {len(head)} columns; quote cells with commas"
                )
            named = row[column].strip() if column < len(row) else ""
            if not named:
                raise RunError(f"{path}, line {line}: the column {head[column]} is empty; name a file")
            if named in seen:
                raise RunError(
                    f"{path}, line {line}: {named} stands in line {seen[named]} already; keep one of the rows"
                )
            seen[named] = line
            extra = {name: cell for index, (name, cell) in enumerate(zip(head, row, strict=False)) if index != column}
            yield str(path.parent / named), extra
    except csv.Error as error:
        raise RunError(f"{path}, line {rows.line_num}: is no CSV ({error})") from error


def _column(head: list[str], path: Path) -> int:
    doubled = sorted({name for name in head if head.count(name) > 1})
    if doubled:
        raise RunError(f"{path} has several columns called {', '.join(map(repr, doubled))}; name each differently")
    for index, name in enumerate(head):
        if name.lower() in PATH:
            return index
    raise RunError(
        f"{path} has no column called path (there are: {', '.join(head) or 'none'}); name the one with the files so"
    )


def _text(path: Path) -> str:
    try:
        return decode(path.read_bytes())[0].removeprefix("\ufeff")
    except OSError as error:
        raise RunError(f"the manifest {path} cannot be read ({error.strerror or error})") from error
    except ReadingError as error:
        raise RunError(f"the manifest {path} {error.message}") from error


def _dialect(path: Path) -> type[csv.Dialect]:
    """With the mark that the first line has between its names: a comma, or the tab or semicolon that spreadsheets write."""
    head = _text(path).partition("\n")[0]

    class Dialect(csv.excel):
        delimiter = max(",\t;", key=head.count)

    return Dialect
