"""An entry: what an export has to show for one document that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from giextract.record import Record


@dataclass(frozen=True, slots=True)
class Entry:
    """One document as it was asked for: its path, the extra columns it came with, and its record or why it has none.

    `record.source.path` may be another path: documents with the same bytes share the record of the first of them, and
    `same_as` then is that one's path.
    """

    path: str
    record: Record | None = None
    failure: str | None = None
    same_as: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


def entries_of(records: Iterable[Record]) -> Iterator[Entry]:
    """An entry for each record; the same document a second time, made by the same backend, names the first in `same_as`."""
    first: dict[tuple[bytes, str], str] = {}
    for record in records:
        path, same_as = record.source.path, None
        if record.source.sha256:
            made_by = sys.intern(record.signature.model_dump_json())  # one text for all of a run
            key = (bytes.fromhex(record.source.sha256), made_by)
            same_as = first.get(key)
            first.setdefault(key, path)
        yield Entry(path, record, same_as=same_as)
