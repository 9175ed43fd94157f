"""Decisions on records, report by report: the drafts that become labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from giextract.labelling.draft import Draft
from giextract.record import Record
from giextract.review.decisions import Decision, Decisions, standing
from giextract.schema import Schema

TextOf = Callable[[Record], str | None]
"""The text of the report that a record was made from, or None where its file is gone or another by now."""


@dataclass(frozen=True)
class Applied:
    """The draft of one report with its decisions applied, and how many decisions those were.

    `refused` says of each decision that cannot be applied which it is and why, on one line; the draft is whole, and may become
    a label, where it is empty.
    """

    sha256: str
    draft: Draft
    decisions: int
    refused: tuple[str, ...] = ()


class Outcome(NamedTuple):
    """What decisions came to: the reports that are `whole`, and for all others in `refused` a line for each reason."""

    whole: tuple[Applied, ...]
    refused: tuple[str, ...]


def apply(sha256_to_records: dict[str, list[Record]], decisions: Decisions, schema: Schema, text_of: TextOf) -> Outcome:
    """A draft for each report that was decided on, in the order of the decisions; a report is whole or left out.

    One on which there are only notes, or decisions that were all taken back, was not decided on. `text_of` is asked only for reports with a decision that names a place in the text.
    """
    whole: list[Applied] = []
    refused: list[str] = []
    for sha256 in dict.fromkeys(one.sha256 for one in decisions.reports):
        mine = decisions.of(sha256)
        if not is_decided(mine):
            continue
        records = sha256_to_records.get(sha256)
        if records is None:
            path = next(one.path for one in decisions.reports if one.sha256 == sha256)
            refused.append(
                f"{decisions.reviewer} decided on {path or 'a report'} (sha256 {sha256[:12]}…), of which no record is given; "
                "name the records that were reviewed"
            )
            continue
        misplaced = decisions.misplaced(sha256, [record.signature.backend for record in records])
        if misplaced is not None:
            refused.append(misplaced)
            continue
        one = apply_to(records, mine, schema, text_of, decisions.reviewer)
        refused += one.refused
        if not one.refused:
            whole.append(one)
    return Outcome(tuple(whole), tuple(refused))


def is_decided(decisions: Sequence[Decision]) -> bool:
    """Whether any decision stands that is more than a note."""
    return any(one.action != "note" for one in standing(decisions))


def apply_to(
    records: Sequence[Record], decisions: Sequence[Decision], schema: Schema, text_of: TextOf, reviewer: str
) -> Applied:
    """The draft of the one report that `records` are of, with the decisions on it applied."""
    holding = standing(decisions)
    text = text_of(records[0]) if any(one.span is not None for one in holding) else None
    draft = Draft(records, schema, text, reviewer)
    refused = draft.decide(decisions)
    return Applied(records[0].source.sha256, draft, len(holding), tuple(refused))


def by_report(records: Iterable[Record]) -> dict[str, list[Record]]:
    """Hash of each report -> its records, in order; the same record given twice is one."""
    sha256_to_records: dict[str, list[Record]] = {}
    for record in records:
        beside = sha256_to_records.setdefault(record.source.sha256, [])
        if record not in beside:
            beside.append(record)
    return sha256_to_records
