"""Decisions on records, report by report: the drafts that become labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from giextract.errors import DecisionError
from giextract.labelling.draft import Draft
from giextract.record import Record
from giextract.review.decisions import Decision, Decisions, standing
from giextract.schema import Schema

TextOf = Callable[[Record], str | None]
"""The text of the report that a record was made from, or None where its file is gone or another by now."""


@dataclass(frozen=True)
class Applied:
    """The draft of one report with its decisions applied, and how many decisions those were."""

    sha256: str
    draft: Draft
    decisions: int


def apply(
    sha256_to_records: dict[str, list[Record]], decisions: Decisions, schema: Schema, text_of: TextOf
) -> list[Applied]:
    """A draft for each report that was decided on, in the order of the decisions.

    `text_of` is asked only for reports with a decision that names a place in the text. Raises DecisionError for the first
    decision that cannot be applied, and where a report has no record.
    """
    applied = []
    for sha256 in dict.fromkeys(one.sha256 for one in decisions.reports):
        mine = decisions.of(sha256)
        standing_ones = standing(mine)
        if not standing_ones:
            continue
        records = sha256_to_records.get(sha256)
        if records is None:
            path = next(one.path for one in decisions.reports if one.sha256 == sha256)
            raise DecisionError(
                f"{decisions.reviewer} decided on {path or 'a report'} (sha256 {sha256[:12]}…), of which no record is given; "
                "name the records that were reviewed"
            )
        text = text_of(records[0]) if _names_places(standing_ones) else None
        draft = Draft(records, schema, text, decisions.reviewer)
        draft.decide(mine)
        applied.append(Applied(sha256, draft, len(standing_ones)))
    return applied


def by_report(records: Iterable[Record]) -> dict[str, list[Record]]:
    """Hash of each report -> its records, in order; the same record given twice is one."""
    sha256_to_records: dict[str, list[Record]] = {}
    for record in records:
        beside = sha256_to_records.setdefault(record.source.sha256, [])
        if record not in beside:
            beside.append(record)
    return sha256_to_records


def _names_places(decisions: Sequence[Decision]) -> bool:
    return any(decision.span is not None for decision in decisions)
