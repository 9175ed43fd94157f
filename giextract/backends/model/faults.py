"""Faults of one request that are not final yet: what may pass with time, and what another mode may cure.

They stand apart from the endpoint, so that whoever handles them does not import the client.
"""

from __future__ import annotations

from giextract.errors import BackendError


class TransientError(Exception):
    """A fault that may pass: `final` is the error it becomes when it does not."""

    def __init__(self, final: BackendError, retry_after: float | None = None, *, limited: bool = False) -> None:
        super().__init__(final.message)
        self.final = final
        self.retry_after = retry_after
        self.limited = limited


class ModeRefusedError(Exception):
    """A 400; whether it names the mode is for the caller to see."""

    def __init__(self, final: BackendError, message: str) -> None:
        super().__init__(message)
        self.final = final
        self.message = message
