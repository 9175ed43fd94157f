"""Reports to review: the records of one report side by side, and what it was read from, as far as that is still there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from giextract.document import Document, PageImage
from giextract.record import Record

NOBODY = "nobody"
"""The backend of a blank record: nobody has said anything yet."""
BY_PEOPLE = "@review"
"""Ends the backend of a record that holds what a person decided."""
Missing = Literal["gone", "changed", "unreadable", "differs"]
"""Why a report's text cannot be shown: its file is not there, or is another by its hash, cannot be read on this machine, or
is read differently (by other settings of OCR, say), so that the record's offsets do not fit."""


@dataclass(frozen=True)
class Report:
    """The records of one report, that is of the same bytes. Decisions are about the first, the others stand beside it."""

    records: tuple[Record, ...]

    @property
    def sha256(self) -> str:
        """The hash that all its records share."""
        return self.records[0].source.sha256

    @property
    def title(self) -> str:
        """Issuer and year where the record has them, otherwise the path."""
        header = self.records[0].values.get("header")
        if isinstance(header, dict) and isinstance(header.get("issuer"), str):
            year = header.get("year")
            return f"{header['issuer']} {year}" if year else str(header["issuer"])
        return self.records[0].source.path


@dataclass(frozen=True)
class Opened:
    """What a report was read from: its document and the pictures of its pages, or why there is no document."""

    document: Document | None = None
    missing: Missing | None = None
    reason: str | None = None
    images: Iterable[PageImage] = field(default=(), repr=False)


def gathered(records: Iterable[Record]) -> list[Report]:
    """The records by report, in the order in which each report comes first."""
    sha256_to_records: dict[str, list[Record]] = {}
    for record in records:
        beside = sha256_to_records.setdefault(record.source.sha256, [])
        if record not in beside:
            beside.append(record)
    return [Report(tuple(beside)) for beside in sha256_to_records.values()]


def fits(record: Record, document: Document) -> bool:
    """Whether the record's offsets are those of this document: every proof stands in the text where the record says."""
    if document.sha256 != record.source.sha256 or len(document.text) != record.source.characters:
        return False
    return all(document.text[start:end] == printed for printed, start, end in _proofs(record))


def _proofs(record: Record) -> Iterator[tuple[str, int, int]]:
    for fact in record.facts:
        if fact.span is not None and fact.printed is not None:
            yield fact.printed, *fact.span
