"""Backends: whatever fills the sections of a schema from routed lines.

A backend has two methods, one and its async twin, and knows nothing of files, caches or the command line. It returns
answers; grounding decides what of them is proved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol, runtime_checkable

from giextract.errors import BackendError, SettingsError
from giextract.record import Usage
from giextract.schema import Schema
from giextract.sections import Routed

AnswerState = Literal["stated", "blank", "illegible", "unanswered"]
AnswerValue = bool | int | Decimal | date | str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a backend returns for one leaf: which line, and which characters of it, verbatim as in clean text.

    `path` is a JSON Pointer into the record's values. `line` is the number of the cited line, `quote` the cited characters.
    A backend that knows the exact place says so in `span` (clean offsets); otherwise grounding finds the quote in the
    line. `value` is what the backend reads there; None leaves the reading to grounding. `equations` names the
    equations of the form that make the reading the only possible one; `unit` is where a figure's unit stands when it
    stands apart, in the head of a column (`本年收费金额（单位：万元）`). A leaf whose answers were all rejected is
    `unanswered`, with the `reason` of the last rejection; it has a quote, but no place.
    """

    path: str
    state: AnswerState
    line: int
    quote: str
    span: tuple[int, int] | None = None
    value: AnswerValue = None
    equations: tuple[str, ...] = ()
    unit: tuple[int, int] | None = None
    reason: str | None = None


class Backend(Protocol):
    """What fills sections."""

    @property
    def signature(self) -> str:
        """Name and version, `rules@1a2b3c4d`: changes whenever answers may change."""

    def fill(self, routed: Routed) -> list[Answer]:
        """Answers for one section, in the order of the report's lines; a field the report does not state has none.

        Raises BackendError when the section could not be answered at all.
        """

    async def afill(self, routed: Routed) -> list[Answer]:
        """The async twin of `fill`."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What filling a whole report gave: answers or the error of each section that was asked, and what it took."""

    outcomes: dict[str, list[Answer] | BackendError]
    usage: Usage


@runtime_checkable
class ReportBackend(Protocol):
    """A backend that fills all sections of a report better at once: it may share requests, and knows what they cost."""

    @property
    def model(self) -> str:
        """The model's name."""

    def prompts(self, schema: Schema) -> str:
        """Digest of the prompts used for `schema`."""

    def fill_report(self, routed: Mapping[str, Routed], schema: Schema) -> Filled:
        """Answers for all sections of one report."""

    async def afill_report(self, routed: Mapping[str, Routed], schema: Schema) -> Filled:
        """The async twin of `fill_report`."""


def load_backend(name: str) -> Backend:
    """The backend called `name`, its packages imported only now; SettingsError for a name nobody knows."""
    if name == "rules":
        from giextract.backends.rules import RulesBackend

        return RulesBackend()
    raise SettingsError(f"there is no backend called {name!r}; this installation has: rules")
