"""An entry: what an export has to show for one document that was asked for."""

from __future__ import annotations

from collections.abc import Mapping
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
