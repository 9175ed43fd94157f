"""The ledger: what is remembered of an endpoint from one run to the next, its real tokens and the mode it takes."""

from __future__ import annotations

from typing import Any

from giextract.backends.model.cache import AnswerCache, key_of
from giextract.backends.model.modes import MODES
from giextract.backends.model.profile import Mode, Profile

GROWTH = 1.02
"""Growth of what is known from which it is written down again."""


class Ledger:
    """Tokens counted by the endpoint against tokens thought, and the mode it stepped down to; kept in the cache."""

    def __init__(self, cache: AnswerCache | None, profile: Profile) -> None:
        self._cache = cache
        self._configured = profile.mode
        self._key = "ledger " + key_of({"endpoint": profile.base_url, "model": profile.model})
        entry = (cache.get(self._key) if cache is not None else None) or {}
        self._thought = _number(entry.get("thought"))
        self._counted = _number(entry.get("counted"))
        stepped = entry.get("stepped")
        self._stepped: dict[str, Any] = stepped if isinstance(stepped, dict) else {}
        self._kept = self._thought

    @property
    def factor(self) -> float:
        """Real tokens for each token thought; 1 while nothing is known."""
        return self._counted / self._thought if self._thought > 500 and self._counted > 0 else 1.0

    @property
    def mode(self) -> Mode | None:
        """The mode that the endpoint took instead of the configured one, or None."""
        stepped = self._stepped.get(self._configured)
        return stepped if stepped in MODES else None

    def learn(self, thought: float, counted: int) -> None:
        """Take in one request's tokens."""
        self._thought += thought
        self._counted += counted
        if self._thought > self._kept * GROWTH:  # a write for each request would cost more than it tells
            self._keep()

    def remember_mode(self, mode: Mode) -> None:
        """Remember that the endpoint takes `mode` where another one is configured."""
        self._stepped[self._configured] = mode
        self._keep()

    def _keep(self) -> None:
        self._kept = self._thought
        if self._cache is not None:
            self._cache.put(self._key, {"thought": self._thought, "counted": self._counted, "stepped": self._stepped})


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) and value >= 0 else 0.0
