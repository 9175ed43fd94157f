"""Limits: how many requests may run at once, how many a minute, and one cool-down for all after a 429.

All of it lives in one event loop, so there are no locks.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

MINUTE = 60.0


class Pace:
    """At most so many units in any minute; None means no limit. A single request larger than the limit may pass alone."""

    def __init__(self, per_minute: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._taken: deque[tuple[float, int]] = deque()
        self._sum = 0

    def wait(self, units: int) -> float:
        """Seconds until `units` more fit."""
        if self.per_minute is None:
            return 0.0
        now = self._clock()
        while self._taken and self._taken[0][0] <= now - MINUTE:
            self._sum -= self._taken.popleft()[1]
        if not self._taken or self._sum + units <= self.per_minute:
            return 0.0
        over = self._sum + units - self.per_minute
        for taken, size in self._taken:
            over -= size
            if over <= 0:
                return taken + MINUTE - now
        return self._taken[-1][0] + MINUTE - now

    def take(self, units: int) -> None:
        """Count `units` as used now."""
        if self.per_minute is not None:
            self._taken.append((self._clock(), units))
            self._sum += units


class Limits:
    """What every request of one endpoint passes."""

    def __init__(
        self, concurrency: int, requests_per_minute: int | None = None, tokens_per_minute: int | None = None
    ) -> None:
        self._slots = asyncio.Semaphore(concurrency)
        self._requests = Pace(requests_per_minute)
        self._tokens = Pace(tokens_per_minute)
        self._turn = asyncio.Lock()
        self._closed_until = 0.0

    @asynccontextmanager
    async def slot(self, tokens: int) -> AsyncIterator[None]:
        """Room for one request of about `tokens` tokens, once it is its turn and no cool-down runs."""
        async with self._slots:
            async with self._turn:  # first come, first served
                while (wait := self._wait(tokens)) > 0:
                    await asyncio.sleep(wait)
                self._requests.take(1)
                self._tokens.take(tokens)
            yield

    def _wait(self, tokens: int) -> float:
        return max(self._requests.wait(1), self._tokens.wait(tokens), self._closed_until - time.monotonic())

    def cool_down(self, seconds: float) -> None:
        """Let no request start for so long: the endpoint has said that it is asked too often."""
        self._closed_until = max(self._closed_until, time.monotonic() + seconds)

    @property
    def cooling(self) -> float:
        """Seconds until requests may start again."""
        return max(0.0, self._closed_until - time.monotonic())
