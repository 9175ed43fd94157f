"""The account of a run's requests, written down so that no kill loses it and a budget holds over all resumes.

The most that a request may cost is on the disk before it is sent, what it did cost once its answer is there.
"""

from __future__ import annotations

import threading
from decimal import Decimal
from pathlib import Path

from giextract.backends.model.profile import Profile
from giextract.backends.model.usage import Budget, Spent, cost
from giextract.batch.ledger import Ledger
from giextract.batch.spending import Spending, own_spending, read_spending


class Account:
    """Keeps what is spent in the ledger at `folder`, and stops at `limit`; used by the model's one event loop.

    It has a connection of its own, because it writes while the run's is busy elsewhere.
    """

    def __init__(self, folder: Path, profile: Profile, limit: Decimal | None) -> None:
        self._ledger = Ledger(folder, account=True)
        self._profile = profile
        self._guard = threading.Lock()
        self._settle_the_dead()
        known = read_spending(self._ledger).known
        self.budget = Budget(limit, profile, known) if limit is not None else None

    def begin(self, tokens_in: int, tokens_out: int) -> int:
        """Write down that a request is sent now, which may take so many tokens; returns its number."""
        most = Spent(requests=1, tokens_in=tokens_in, tokens_out=tokens_out)
        may_cost = cost(most, self._profile)
        with self._guard, self._ledger.change():
            row = self._ledger.do("INSERT INTO under_way (may_cost) VALUES (?)", (_text(may_cost),))
            assert row.lastrowid is not None
            return row.lastrowid

    def end(self, number: int, spent: Spent, *, answered: bool) -> None:
        """Write down what came of it: `answered` where an answer was counted, whether or not it could be used."""
        with self._guard, self._ledger.change():
            self._ledger.do("DELETE FROM under_way WHERE id = ?", (number,))
            count(self._ledger, self._profile, spent, answered=answered)

    def spending(self) -> Spending:
        """What is spent so far."""
        with self._guard:
            return own_spending(self._ledger)

    def close(self) -> None:
        """Close the file."""
        with self._guard:
            self._ledger.close()

    def _settle_the_dead(self) -> None:
        """What a process left under way when it died."""
        with self._ledger.change():
            rows = self._ledger.all("SELECT may_cost FROM under_way")
            if not rows:
                return
            _add(self._ledger, "unsettled", len(rows))
            most = sum((Decimal(row[0]) for row in rows if row[0]), Decimal(_get(self._ledger, "may_cost")))
            self._ledger.do(_PUT, ("may_cost", str(most)))
            self._ledger.do("DELETE FROM under_way")


def count(ledger: Ledger, profile: Profile, spent: Spent, *, answered: bool) -> None:
    """Add a request and what it took to what `ledger` knows, within a change of it."""
    price = cost(spent, profile) if answered else None
    _add(ledger, "attempts", 1)
    _add(ledger, "answers", int(answered))
    for name in ("tokens_in", "tokens_out", "tokens_cached"):
        _add(ledger, name, getattr(spent, name))
    _add(ledger, "unmeasured", int(answered and price is None))
    if price is not None:
        ledger.do(_PUT, ("cost", str(Decimal(_get(ledger, "cost")) + price)))
    priced = profile.price_in is not None and profile.price_out is not None
    ledger.do(_PUT, ("currency", profile.currency if priced else ""))


def _get(ledger: Ledger, name: str) -> str:
    row = ledger.one("SELECT value FROM spent WHERE name = ?", (name,))
    return str(row[0]) if row else "0"


def _add(ledger: Ledger, name: str, number: int) -> None:
    if number:
        ledger.do(_PUT, (name, str(int(_get(ledger, name)) + number)))


_PUT = "INSERT INTO spent VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"


def _text(money: Decimal | None) -> str | None:
    return None if money is None else str(money)
