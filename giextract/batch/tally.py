"""The tally of a run: what has become of its documents so far, in this session and before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from giextract.batch.unit import Done
from giextract.record import Usage


@dataclass
class Tally:
    """Counts of one session.

    `asked` paths stand in the ledger. Of the paths looked at so far, `before` were done in an earlier session, `duplicates` have
    the bytes of another one, `unreadable` could not be opened (or could not
    be `unreadable_before`, and have not changed); the documents done in this session ended in `states`. `kept`
    sections were taken over, `requests` to `seconds` are of this session's documents.
    """

    asked: int = 0
    before: int = 0
    duplicates: int = 0
    unreadable: int = 0
    unreadable_before: int = 0
    states: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    asked_sections: int = 0
    requests: int = 0
    retries: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    @property
    def done(self) -> int:
        """Documents that ended in this session, in whatever state."""
        return sum(self.states.values())

    @property
    def failures(self) -> int:
        """Documents and paths of this session without a record."""
        return self.states["failed"] + self.unreadable

    @property
    def left(self) -> int:
        """Paths that have not been looked at, or whose document is under way."""
        return max(0, self.asked - self.before - self.duplicates - self.unreadable - self.unreadable_before - self.done)

    def count(self, done: Done) -> None:
        """Take in what came of a document."""
        self.states[done.state] += done.state != "pending"
        self.kept += done.kept
        self.asked_sections += len(done.sections) - done.kept
        self._use(done.usage)

    def _use(self, usage: Usage | None) -> None:
        if usage is not None:
            for name in ("requests", "retries", "cached", "tokens_in", "tokens_out"):
                setattr(self, name, getattr(self, name) + getattr(usage, name))
