"""The asker: the one process of a cluster that asks models, so that their limits, budget, cache and account hold for all.

Workers read, plan and judge; the asker sends. A fault of the endpoint, an answer paid for and a request that two workers want at
once are then the same as in a run on one machine. Its account is a ledger of its own, because the run's ledger is written by the
run's process, which may be on another machine; its cache is the run's.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from giextract.backends import load_backend
from giextract.backends.model import ModelBackend, Profile
from giextract.backends.model.exchanges import Journal
from giextract.backends.model.fields import AnswerSchema
from giextract.backends.model.usage import Budget, Spent
from giextract.batch.account import Account
from giextract.batch.cluster import Place
from giextract.batch.lock import Lock
from giextract.batch.spending import ASKER, Spending
from giextract.errors import GiextractError, RunError
from giextract.settings import Settings

LONGEST_WAIT_FOR_THE_DEAD = 60.0
"""Seconds in which the asker of a run that was killed has to be gone."""

Asked = tuple[str | GiextractError, Spent]


class Asker:
    """What the workers of a run ask through; `spent` is what the run had spent without an asker."""

    def __init__(self, place: Place, names: tuple[str, ...], settings: Settings, spent: Decimal) -> None:
        wrong = place.enter()
        if wrong is not None:
            raise RunError(f"the node of the asker {wrong}")
        self._folder = place.folder / ASKER
        self._folder.mkdir(exist_ok=True)
        self._lock = _locked(self._folder)
        self._accounts: list[Account] = []
        self._closed = False
        self._under_way: set[asyncio.Task[Any]] = set()
        self._backends: dict[str, ModelBackend] = {}
        for name in names:
            backend = load_backend(name, settings, journal=self._open_account(spent))
            assert isinstance(backend, ModelBackend)
            self._backends[name] = backend

    def _open_account(self, spent: Decimal) -> Callable[[Profile, Decimal | None], tuple[Journal, Budget | None]]:
        def opened(profile: Profile, limit: Decimal | None) -> tuple[Journal, Budget | None]:
            account = Account(self._folder, profile, None if limit is None else limit - spent)
            self._accounts.append(account)
            return account, account.budget

        return opened

    async def ready(self) -> None:
        """Nothing; an asker that could not be made raises."""

    async def text(self, name: str, messages: list[dict[str, str]], schema: AnswerSchema) -> Asked:
        """The text that answers `messages`, or the error, and what it took."""
        spent = Spent()
        if self._closed:
            return RunError("the run is over"), spent
        task = asyncio.ensure_future(self._backends[name].atext(messages, schema, spent))
        self._under_way.add(task)
        try:
            return await task, spent
        except GiextractError as error:
            return error, spent
        finally:
            self._under_way.discard(task)

    async def spending(self) -> Spending:
        """What has been asked for through this asker, in all sessions."""
        return self._accounts[0].spending() if self._accounts else Spending()

    async def finish(self) -> None:
        """Begin nothing more, wait for what is under way (it is being paid for), and let go of all files."""
        self._closed = True
        if self._under_way:
            await asyncio.wait(self._under_way)
        for backend in self._backends.values():
            await asyncio.to_thread(backend.close)
        self._backends.clear()
        self._accounts.clear()
        self._lock.release()


def _locked(folder: Path) -> Lock:
    """The lock on an asker's folder; the system takes it from one that died, which may take a moment."""
    until = time.monotonic() + LONGEST_WAIT_FOR_THE_DEAD
    while True:
        try:
            return Lock(folder)
        except RunError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


class FarExchanger:
    """The way to the asker `actor`, for the model called `name`; raises RunError where there is none any more."""

    def __init__(self, name: str, profile: Profile, actor: Any) -> None:
        self.name, self.profile, self._actor = name, profile, actor
        self.accounted = True

    def known(self, messages: list[dict[str, str]], schema: AnswerSchema) -> str | None:
        """None: what the cache holds is known to the asker alone."""

    async def text(self, messages: list[dict[str, str]], schema: AnswerSchema, spent: Spent) -> str:
        """The asker's text for `messages`."""
        try:
            answered, took = await self._actor.text.remote(self.name, messages, schema)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # whatever Ray raises of an actor that is gone
            raise RunError(f"the process that asks {self.name} has ended ({type(error).__name__})") from None
        spent.add(took)
        if isinstance(answered, GiextractError):
            raise answered
        text: str = answered
        return text

    async def close(self) -> None:
        """Nothing is held."""
