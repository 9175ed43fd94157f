"""Where a lost slot was lost: in the label, in reading, in routing, or in the backend.

The question is asked of the labelled value, in the order of the way through:

    label      it does not stand in the report as its authors wrote it (the oracle text)
    reading    it does, but not in the text that was read from the file
    routing    it does, but in none of the lines that the section was given
    backend    it was given to the backend, which did not answer it

A value that stands in many places (0, 1, a year) is found too easily, and then the backend is blamed; `routing` is a
lower bound, beside which the score given the oracle route (`NAME+oracle_route`) shows what better routing can win.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Literal

from giextract.record import Record
from giextract.scoring.occurrence import Occurrences
from giextract.scoring.outcomes import Slot

Loss = Literal["label", "reading", "routing", "backend"]
FORM = "annex"
"""The statistics form is sent to every section."""
LOSSES: tuple[Loss, ...] = ("label", "reading", "routing", "backend")


def losses(slots: Iterable[Slot], record: Record | None, read: Occurrences, oracle: Occurrences) -> Counter[Loss]:
    """How many labelled values were lost where."""
    counted: Counter[Loss] = Counter()
    for slot in slots:
        if slot.fn:
            counted[_loss(slot, record, read, oracle)] += 1
    return counted


def _loss(slot: Slot, record: Record | None, read: Occurrences, oracle: Occurrences) -> Loss:
    values = list(stated(slot.label_raw))
    if not all(oracle.holds(value) for value in values):
        return "label"
    if read is not oracle and not all(read.holds(value) for value in values):
        return "reading"
    result = record.sections.get(slot.section) if record else None
    if result is None:
        return "backend"
    spans = [*result.spans, *(record.sections[FORM].spans if record and FORM in record.sections else [])]
    if not spans or not all(read.holds(value, within=spans) for value in values):
        return "routing"
    return "backend"


def stated(raw: Any) -> Iterable[object]:
    """Every value stated in a label's leaf, item or section, without units."""
    if isinstance(raw, dict):
        for key, inner in raw.items():
            if key not in ("unit", "state"):
                yield from stated(inner)
    elif isinstance(raw, list):
        for inner in raw:
            yield from stated(inner)
    elif raw is not None:
        yield raw
