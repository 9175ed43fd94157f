"""What of a report a person should look at, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from giextract.record import Fact, Record, json_ready
from giextract.review.alignment import aligned
from giextract.review.reports import BY_PEOPLE

Reason = Literal["difference", "unproved", "finding", "doubtful", "illegible"]


def doubts(records: Sequence[Record]) -> dict[str, list[Reason]]:
    """Path of each doubtful field (in the first record's indices) -> why, most telling reason first.

    `difference`: the records do not say the same; `unproved`: an answer failed its check; `finding`: the audit does not
    call the report itself to blame; `doubtful`: read from uncertain characters; `illegible`: it has to be read by eye.
    Where two people's words stand side by side, only a difference is left to ask about.
    """
    path_to_reasons: dict[str, list[Reason]] = {}

    def note(path: str, reason: Reason) -> None:
        reasons = path_to_reasons.setdefault(path, [])
        if reason not in reasons:
            reasons.append(reason)

    first, *others = records
    for path in differences(first, others):
        note(path, "difference")
    if others and all(record.signature.backend.endswith(BY_PEOPLE) for record in records):
        return path_to_reasons
    for fact in first.facts:
        if fact.check == "unproved":
            note(fact.path, "unproved")
    for finding in first.findings:
        if finding.defect in ("extraction", "unclear"):
            for path in finding.paths:
                note(path, "finding")
    for fact in first.facts:
        if fact.doubtful:
            note(fact.path, "doubtful")
        if fact.state == "illegible":
            note(fact.path, "illegible")
    return path_to_reasons


def differences(first: Record, others: Sequence[Record]) -> list[str]:
    """The paths at which a record says something else than the first one, in the order of the records' facts.

    A field of which a record has no proved answer counts as absent there.
    """
    found: dict[str, None] = {}
    path_to_said = {fact.path: _said(fact) for fact in first.facts}
    for other in others:
        their = dict(zip(aligned(first, other), other.facts, strict=True))
        for path in [*path_to_said, *their]:
            fact = their.get(path)
            if path_to_said.get(path) != (_said(fact) if fact else None):
                found[path] = None
    return list(found)


def _said(fact: Fact) -> tuple[str, Any] | None:
    if fact.check == "unproved" or fact.state in ("absent", "unanswered"):
        return None
    return fact.state, json_ready(fact.value)
