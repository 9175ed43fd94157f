"""Spending: what a run's requests have cost, as its ledgers say.

A request that was under way when a process died may have been answered; it counts as unsettled, and against the budget with
its most.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

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
