"""Records as they lie on the disk: what every command of the review takes as RECORDS."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from giextract.errors import RecordError
from giextract.record import Record
from giextract.review.decisions import first_problem

PREDICTIONS = "predictions.jsonl"
"""Where a run of `giextract eval` keeps its records, each inside the line that says which report and backend it is of."""
_HOW = "make records with `giextract extract … -o records.json` (or .jsonl)"


def load_records(paths: Iterable[Path]) -> list[Record]:
    """The records at `paths`, in order; several of one report (the same `source.sha256`) are kept, equal ones once.

    A path is what `giextract extract` wrote as JSON or JSON Lines, its output folder, a run folder of `giextract eval`, or any
    folder that holds such files. Raises RecordError where a path holds no records.
    """
    records: list[Record] = []
    seen: set[str] = set()
    for path in paths:
        for record in _from(path):
            said = record.model_dump_json(exclude={"usage"})
            if said not in seen:
                seen.add(said)
                records.append(record)
    return records


def _from(path: Path) -> Iterator[Record]:
    if not path.is_dir():
        yield from _in_file(path)
        return
    inner = path / "records" if (path / "records").is_dir() else path
    files = [path / PREDICTIONS] if (path / PREDICTIONS).is_file() else sorted(inner.rglob("*.json*"))
    files = [file for file in files if file.suffix in (".json", ".jsonl") and not file.name.startswith(".")]
    if not files:
        raise RecordError(f"{path} holds no records; {_HOW}")
    for file in files:
        yield from _in_file(file)


def _in_file(path: Path) -> Iterator[Record]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise RecordError(f"{path} cannot be read ({reason}); {_HOW}") from error
    found = False
    for data in _parsed(text, path):
        if isinstance(data, dict) and {"report", "backend", "epoch", "record"} <= set(data):
            data = data["record"]
            if data is None:  # a report on which the backend failed
                continue
        found = True
        yield _record(data, path)
    if not found:
        raise RecordError(f"{path} holds no records; {_HOW}")


def _parsed(text: str, path: Path) -> Iterator[object]:
    try:
        whole = json.loads(text)
        yield from whole if isinstance(whole, list) else [whole]
        return
    except ValueError as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2:
            raise RecordError(f"{path} is no JSON ({error}); {_HOW}") from error
    for number, line in enumerate(lines, 1):
        try:
            yield json.loads(line)
        except ValueError as error:
            raise RecordError(f"{path}: line {number} is no JSON ({error}); {_HOW}") from error


def _record(data: object, path: Path) -> Record:
    try:
        return Record.model_validate(data)
    except ValidationError as error:
        if not isinstance(data, dict) or "giextract" not in data:
            raise RecordError(f"{path} holds something else than records; {_HOW}") from error
        raise RecordError(f"{path} holds a record that this version cannot read: {first_problem(error)}") from error
