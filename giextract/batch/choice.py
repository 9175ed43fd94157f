"""What a user chooses for a run, beside what is to be read and with what."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Choice:
    """How a run deals with what its folder holds already, and when it stops.

    `retry` does again what failed or has sections without an answer, `refresh` what was made with another schema, other
    prompts, rules or another backend. Both resume. `documents` bounds those under way (None: as many as the engine can use),
    `processes` the cores used (None: all).
    """

    resume: bool = False
    retry: bool = False
    refresh: bool = False
    max_failures: int | None = None
    budget: Decimal | None = None
    documents: int | None = None
    processes: int | None = None

    @property
    def goes_on(self) -> bool:
        """Whether the folder may hold a run already."""
        return self.resume or self.retry or self.refresh
