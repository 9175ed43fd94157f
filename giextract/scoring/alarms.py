"""Findings as alarms: of the extraction's errors and of the report's own defects, which did the audit see?

An alarm is a finding that blames the extraction, or leaves open who is to blame; what is only said (carried-over cases,
another scope) is none. It is right when a slot under one of its paths is not as
labelled. A wrong or invented value that no finding touches and no fact calls doubtful is a silent error: the number a
user has to fear. Findings that blame the report are held against the `as_printed` notes of the label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from giextract.record import Finding, Record
from giextract.scoring.labels import Label
from giextract.scoring.outcomes import Slot

_NOTE_PATH = re.compile(r"^((?:/[\w*]+)+)")


@dataclass(frozen=True, slots=True)
class Alarms:
    """Counts for one report."""

    raised: int
    right: int
    errors: int
    seen: int
    defects: int
    defects_found: int
    defect_findings: int
    defect_findings_right: int
    silent: tuple[str, ...]


def alarms(label: Label, record: Record | None, slots: tuple[Slot, ...]) -> Alarms:
    """How the record's findings did on this report."""
    findings = record.findings if record else []
    errors = [slot for slot in slots if slot.outcome in ("wrong", "missing", "spurious")]
    raised = [finding for finding in findings if is_alarm(finding)]
    doubtful = {fact.path for fact in record.facts if fact.doubtful} if record else set()
    silent = [
        slot.path
        for slot in errors
        if slot.outcome != "missing"
        and slot.found.state == "stated"
        and not any(touches(finding, slot) for finding in findings)
        and not any(near(path, slot.found_at or slot.path) for path in doubtful)
    ]
    noted = [match[1] for note in label.as_printed if (match := _NOTE_PATH.match(note))]
    blamed = [finding for finding in findings if finding.defect == "report"]
    return Alarms(
        raised=len(raised),
        right=sum(any(touches(finding, slot) for slot in errors) for finding in raised),
        errors=len(errors),
        seen=sum(any(touches(finding, slot) for finding in raised) for slot in errors),
        defects=len(noted),
        defects_found=sum(any(near(path, note) for finding in blamed for path in finding.paths) for note in noted),
        defect_findings=len(blamed),
        defect_findings_right=sum(
            any(near(path, note) for path in finding.paths for note in noted) for finding in blamed
        ),
        silent=tuple(silent),
    )


def is_alarm(finding: Finding) -> bool:
    """Whether the finding says that the extraction may be wrong."""
    return finding.defect in ("extraction", "unclear")


def touches(finding: Finding, slot: Slot) -> bool:
    """Whether the finding names the slot, or something above or below it."""
    return any(near(path, place) for path in finding.paths for place in (slot.path, slot.found_at) if place)


class Touching:
    """Findings by path: which of them name a slot, or something above or below it, without a look at each."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._at: dict[str, set[int]] = {}
        self._below: dict[str, set[int]] = {}
        for index, finding in enumerate(findings):
            for path in finding.paths:
                self._at.setdefault(path, set()).add(index)
                for above in _above(path):
                    self._below.setdefault(above, set()).add(index)

    def indexes(self, slot: Slot) -> set[int]:
        """The places, in the list of findings, of those that touch the slot (see `touches`)."""
        found: set[int] = set()
        if not self._at:
            return found
        for place in {slot.path, slot.found_at or slot.path}:
            found.update(self._below.get(place, ()), *(self._at.get(one, ()) for one in (place, *_above(place))))
        return found


@lru_cache(maxsize=16_384)
def _above(path: str) -> tuple[str, ...]:
    return tuple(path[:index] for index, char in enumerate(path) if char == "/")


def near(a: str, b: str) -> bool:
    """Whether one path is the other or stands above it."""
    shorter, longer = (a, b) if len(a) <= len(b) else (b, a)
    return longer.startswith(shorter) and (len(longer) == len(shorter) or longer[len(shorter)] == "/")
