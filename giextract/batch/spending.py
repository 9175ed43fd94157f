"""Spending: what a run's requests cost, written down so that no kill loses it and a budget holds over all resumes.

The most that a request may cost is on the disk before it is sent, what it did cost once its answer is there. A request that
was under way when the process died may have been answered; it counts as unsettled, and against the budget with its most.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from giextract.backends.model.profile import Profile
from giextract.backends.model.usage import Budget, Spent, cost
from giextract.batch.ledger import FILE, Ledger


@dataclass(frozen=True, slots=True)
class Spending:
    """What a run has spent so far. `cost` is of the answers whose price is known, None where no price is.

    `unsettled` requests were under way when a process died: nobody knows whether they were answered, `may_cost` is their most.
    """

    attempts: int = 0
    answers: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    unmeasured: int = 0
    cost: Decimal | None = None
    unsettled: int = 0
    may_cost: Decimal = Decimal(0)
    currency: str | None = None

    @property
    def known(self) -> Decimal:
        """What counts against a budget: what was paid, and what may have been."""
        return (self.cost or Decimal(0)) + self.may_cost

    def __add__(self, other: Spending) -> Spending:
        costs = [one.cost for one in (self, other) if one.cost is not None]
        parts: dict[str, Any] = {
            one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self) if one.type == "int"
        }
        return Spending(
            **parts,
            cost=sum(costs, Decimal(0)) if costs else None,
            may_cost=self.may_cost + other.may_cost,
            currency=self.currency or other.currency,
        )


ASKER = "asker"
"""The folder, in a run's own, of what is spent through the asker of a cluster."""


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


def read_spending(ledger: Ledger, elsewhere: Spending | None = None) -> Spending:
    """What the run of `ledger` has spent; `elsewhere` is what its asker says, where one is at work."""
    own = own_spending(ledger)
    folder = ledger.path.parent / ASKER
    if elsewhere is None and (folder / FILE).exists():
        other = Ledger(folder, reading=True)
        try:
            elsewhere = own_spending(other)
        finally:
            other.close()
    return own + elsewhere if elsewhere is not None else own


def own_spending(ledger: Ledger) -> Spending:
    """What stands in `ledger` alone."""
    known: dict[str, str] = dict(ledger.all("SELECT name, value FROM spent"))
    counts = {
        name: int(known.get(name, 0))
        for name in ("attempts", "answers", "tokens_in", "tokens_out", "tokens_cached", "unmeasured", "unsettled")
    }
    priced = bool(known.get("currency"))
    return Spending(
        **counts,
        cost=Decimal(known.get("cost", "0")) if priced else None,
        may_cost=Decimal(known.get("may_cost", "0")),
        currency=known.get("currency") or None,
    )


def _text(money: Decimal | None) -> str | None:
    return None if money is None else str(money)
