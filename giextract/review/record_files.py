"""Records from files: what `extract` wrote, as one JSON object, an array of them, JSON lines, or a folder with such files.

A run of `giextract eval` keeps each record in a line that also says which report and backend it is of; these are read too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from giextract.errors import RecordError
from giextract.record import Record
from giextract.text.strict_json import parsed

SUFFIXES = (".json", ".jsonl")


def read_records(paths: Sequence[Path]) -> Iterator[Record]:
    """The records in `paths`, one after the other, those of a folder in the order of its files' names.

    A folder may hold other JSON files too, which are passed over. Raises RecordError for a named file that holds anything
    but records, for a record that is damaged or cut off, wherever it stands, and where there is no record at all.
    """
    count = 0
    for path in paths:
        for record in _folder(path) if path.is_dir() else _file(path, named=True):
            count += 1
            yield record
    if not count:
        names = ", ".join(map(str, paths))
        raise RecordError(f"{names} holds no records; make some: giextract extract reports/*.txt -o records.json")


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """The files among `paths`, and those of its folders that may hold records, in the order of their names."""
    for path in paths:
        if path.is_dir():
            yield from _within(path)
        else:
            yield path


def _folder(folder: Path) -> Iterator[Record]:
    for path in _within(folder):
        yield from _file(path, named=False)


def _within(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in SUFFIXES and path.is_file() and not path.name.startswith("."):
            yield path


def _file(path: Path, *, named: bool) -> Iterator[Record]:
    for data in _parsed(path, named=named):
        if isinstance(data, dict) and {"report", "backend", "record"} <= data.keys():
            data = data["record"]
            if data is None:  # the backend made none of this report
                continue
        if isinstance(data, dict) and {"giextract", "facts", "source"} <= data.keys():
            yield _record(data, path)
        elif named:
            raise RecordError(f"{path} holds something that is no record; name what `giextract extract` wrote")


def _parsed(path: Path, *, named: bool) -> Iterator[Any]:
    """The JSON objects of the file, one at a time where it has one on each line."""
    try:
        with path.open("rb") as file:
            if path.suffix == ".jsonl":
                yield from map(parsed, filter(bytes.strip, file))
                return
            text = file.read()
        try:
            whole = parsed(text)
        except ValueError:
            lines = [line for line in text.splitlines() if line.strip()]
            if len(lines) < 2 or lines[0].rstrip() in (b"[", b"{"):  # one whole, over one line or many
                raise
            yield from [parsed(line) for line in lines]
            return
        yield from whole if isinstance(whole, list) else [whole]
    except OSError as error:
        raise RecordError(f"{path} cannot be read ({error.strerror or error}); check the name") from None
    except ValueError as error:
        if named or _begins_with_a_record(path):
            raise RecordError(
                f"{path} is no JSON that can be read ({error}); name what `giextract extract` wrote"
            ) from None


def _begins_with_a_record(path: Path) -> bool:
    """Whether a file that cannot be read to its end was written as records: passing it over would lose a report unsaid."""
    with path.open("rb") as file:
        return re.match(rb'\s*\[?\s*\{\s*"giextract"', file.read(200)) is not None


def _record(data: dict[str, Any], path: Path) -> Record:
    try:
        return Record.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise RecordError(
            f"{path} holds a damaged record, or one of another giextract ({place}: {first['msg']}); extract the report again"
        ) from None
