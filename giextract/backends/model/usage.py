"""Usage and money: what each attempt cost, failed ones too, and what may still be spent."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from giextract.backends.model.profile import Profile
from giextract.errors import BudgetError

_MILLION = Decimal(1_000_000)


@dataclass(slots=True)
class Spent:
    """What a report, or a run, used. `priced` is off once something was used whose price nobody knows."""

    requests: int = 0
    retries: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_cached: int = 0
    tokens_out: int = 0
    unmeasured: int = 0
    """Answers whose endpoint did not say what they took."""
    first: int = 0
    re_asked: int = 0
    never: int = 0
    refused: int = 0
    cut_off: int = 0
    """How requests ended, as `giextract.record.ANSWERS` says."""

    def add(self, other: Spent) -> None:
        """Add what `other` used."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def count(self, usage: Any) -> None:
        """Count the `usage` object of one answer, whatever shape the endpoint gave it."""
        if not isinstance(usage, dict) or not isinstance(usage.get("prompt_tokens"), int):
            self.unmeasured += 1
            return
        self.tokens_in += max(0, usage["prompt_tokens"])
        out = usage.get("completion_tokens")
        self.tokens_out += max(0, out) if isinstance(out, int) else 0
        self.tokens_cached += _kept(usage)


def _kept(usage: dict[str, Any]) -> int:
    """Tokens of the prompt that the endpoint had kept: OpenAI's name for it, then DeepSeek's and Moonshot's."""
    details = usage.get("prompt_tokens_details")
    values = [details.get("cached_tokens") if isinstance(details, dict) else None]
    values += [usage.get("prompt_cache_hit_tokens"), usage.get("cached_tokens")]
    return next((value for value in values if isinstance(value, int) and value > 0), 0)


def cost(spent: Spent, profile: Profile) -> Decimal | None:
    """What `spent` costs at the profile's prices; None where a price, or what was used, is not known."""
    if spent.requests == 0:
        return Decimal(0) if profile.price_in is not None and profile.price_out is not None else None
    if profile.price_in is None or profile.price_out is None or spent.unmeasured:
        return None
    kept = min(spent.tokens_cached, spent.tokens_in)
    price_cached = profile.price_in if profile.price_cached is None else profile.price_cached
    total = (spent.tokens_in - kept) * profile.price_in + kept * price_cached + spent.tokens_out * profile.price_out
    return (total / _MILLION).normalize()


@dataclass(slots=True)
class Budget:
    """Money for a run: each request reserves the most it may cost before it is sent."""

    limit: Decimal
    profile: Profile
    spent: Decimal = Decimal(0)
    reserved: Decimal = field(default=Decimal(0))

    def reserve(self, tokens_in: int, tokens_out: int) -> Decimal:
        """Set the cost of a request aside; BudgetError where that is more than is left."""
        price_in, price_out = self.profile.price_in or Decimal(0), self.profile.price_out or Decimal(0)
        wanted = (tokens_in * price_in + tokens_out * price_out) / _MILLION
        if self.spent + self.reserved + wanted > self.limit:
            left = self.limit - self.spent
            raise BudgetError(
                f"the next request may cost {wanted:.6f} {self.profile.currency} and {left:.6f} of the budget of "
                f"{self.limit} is left; raise --budget to go on"
            )
        self.reserved += wanted
        return wanted

    def settle(self, reserved: Decimal, used: Decimal | None) -> None:
        """Replace what was set aside by what was used, or by all of it where that is not known."""
        self.reserved -= reserved
        self.spent += reserved if used is None else used
