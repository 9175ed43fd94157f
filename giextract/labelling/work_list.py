"""The work list: places that nobody has decided on yet, the likeliest to be wrong first, and some drawn by lot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from giextract.labelling.draft import Draft
from giextract.labelling.estimate import fate
from giextract.record import Record
from giextract.review.order import LEVEL_TO_WORDS, QUIET, Pile, Slot, sample


@dataclass(frozen=True)
class WorkList:
    """`doubted` in the order of work, `more` how many further ones there are, `drawn` by lot among the quiet ones."""

    doubted: Sequence[Slot]
    more: int
    drawn: Sequence[Slot]
    sha256_to_path: Mapping[str, str]

    def text(self) -> str:
        """A line for each place: score, report, path, reasons."""
        lines = [f"{self._line(slot)}  {_words(slot)}" for slot in self.doubted]
        if self.more:
            lines.append(f"      and {self.more:,} more doubtful places (--most)")
        if self.drawn:
            lines.append("drawn by lot, of places that are seldom wrong:")
            lines += [self._line(slot) for slot in self.drawn]
        return "\n".join(lines) if lines else "everything on the list has been decided on"

    def data(self) -> dict[str, Any]:
        """The same as JSON."""
        return {
            "doubted": [self._entry(slot) for slot in self.doubted],
            "more": self.more,
            "drawn": [self._entry(slot) for slot in self.drawn],
        }

    def _line(self, slot: Slot) -> str:
        return f"{slot.score:5.3f}  {self.sha256_to_path[slot.place.sha256]}  {slot.place.path}"

    def _entry(self, slot: Slot) -> dict[str, Any]:
        return {
            "sha256": slot.place.sha256,
            "report": self.sha256_to_path[slot.place.sha256],
            "path": slot.place.path,
            "score": round(slot.score, 4),
            "reasons": list(slot.reasons),
        }


def work_list(
    pile: Pile,
    sha256_to_records: Mapping[str, Sequence[Record]],
    sha256_to_draft: Mapping[str, Draft],
    most: int,
    drawn: int,
) -> WorkList:
    """The list for `pile`: at most `most` doubtful places, and of the first `drawn` of each quiet level the open ones."""
    open_ones = [
        slot
        for slot in pile.slots
        if slot.level not in QUIET and fate(slot, sha256_to_draft.get(slot.place.sha256)) is None
    ]
    by_lot = [slot for slot in sample(pile, drawn) if fate(slot, sha256_to_draft.get(slot.place.sha256)) is None]
    paths = {sha256: records[0].source.path or sha256[:12] for sha256, records in sha256_to_records.items()}
    return WorkList(open_ones[:most], len(open_ones[most:]), by_lot, paths)


def _words(slot: Slot) -> str:
    return "; ".join(LEVEL_TO_WORDS[reason] for reason in slot.reasons)
