"""Backends: whatever fills the sections of a schema from routed lines.

A backend has two methods, one and its async twin, and knows nothing of files, caches or the command line. It returns
answers; grounding decides what of them is proved.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

from giextract.errors import BackendError, SettingsError
from giextract.record import Usage
from giextract.schema import Schema
from giextract.sections import Routed
from giextract.settings import Settings, cache_folder, checked, load_settings

if TYPE_CHECKING:
    from giextract.backends.model import Profile
    from giextract.backends.model.exchanges import Journal
    from giextract.backends.model.usage import Budget

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

    def fill_report(self, routed: Mapping[str, Routed], schema: Schema, skip: frozenset[str] = frozenset()) -> Filled:
        """Answers for all sections of one report; what asks for none but the sections in `skip` is not sent."""

    async def afill_report(
        self, routed: Mapping[str, Routed], schema: Schema, skip: frozenset[str] = frozenset()
    ) -> Filled:
        """The async twin of `fill_report`."""


@runtime_checkable
class KeyedBackend(Protocol):
    """A backend that can say what its answers depend on, section by section."""

    def keys(self, routed: Mapping[str, Routed], schema: Schema) -> dict[str, str]:
        """Section -> digest that changes whenever its answer may change for another reason than its lines and their text."""


BUILT_IN = ("rules",)
REPLAY = "replay:"


def load_backend(
    name: str,
    settings: Settings | None = None,
    *,
    budget: Decimal | None = None,
    record: Path | None = None,
    say: Callable[[str], None] | None = None,
    journal: Callable[[Profile, Decimal | None], tuple[Journal, Budget | None]] | None = None,
) -> Backend:
    """The backend called `name`: `rules`, `replay:FILE`, or one of the settings' tables.

    `budget` and `record` (a file for the exchanges) need a model. `say` takes warnings. `journal` makes, from the profile and
    the money that may be spent, the account of a model's requests and the budget to hold. Raises SettingsError.
    """
    settings = load_settings().settings if settings is None and name not in BUILT_IN else settings or Settings()
    if name in BUILT_IN and name not in settings.backends:
        if record is not None:
            raise SettingsError(f"backend {name} exchanges nothing that could be recorded; choose a model with -b")
        from giextract.backends.rules import RulesBackend

        return RulesBackend()
    if name.startswith(REPLAY):
        from giextract.backends.replay import replay_backend

        return replay_backend(Path(name.removeprefix(REPLAY)))
    profile = model_profile(name, settings)
    from giextract.backends.model import ModelBackend
    from giextract.backends.model.usage import Budget

    limit = Decimal(str(settings.budget)) if budget is None and settings.budget is not None else budget
    if limit is not None and (profile.price_in is None or profile.price_out is None):
        raise SettingsError(f"a budget needs prices: set price_in and price_out of backend {name}")
    writer: Callable[[dict[str, Any]], None] | None = None
    if record is not None:
        from giextract.backends.replay import Recording

        writer = Recording(record, name, profile).write
    account: Journal | None = None
    purse = Budget(limit, profile) if limit is not None else None
    if journal is not None:
        account, purse = journal(profile, limit)
    return ModelBackend(
        name,
        profile,
        cache_folder=cache_folder(settings),
        budget=purse,
        journal=account,
        record=writer,
        say=say,
    )


def model_profile(name: str, settings: Settings) -> Profile:
    """The profile of the model backend called `name`; SettingsError with a hint for a name nobody knows."""
    known = [*BUILT_IN, *settings.backends]
    if name not in settings.backends:
        if name in BUILT_IN:
            raise SettingsError(f"backend {name} sends nothing and needs no settings")
        close = difflib.get_close_matches(name, known, n=1)
        hint = f"; did you mean {close[0]!r}?" if close else f"; there are {', '.join(known)}"
        raise SettingsError(f"there is no backend called {name!r}{hint}; a model needs a table [backends.{name}]")
    from giextract.backends.model import Profile

    return checked(Profile, settings.backends[name], f"backend {name}")


def close(backend: object) -> None:
    """Let go of connections and files, where a backend has any."""
    closing = getattr(backend, "close", None)
    if closing is not None:
        closing()
