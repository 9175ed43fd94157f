"""Exchanges: one set of messages in, one text out, by way of cache, limits, budget, retries and the ladder of modes.

Each has one owner: tenacity tries again after transport faults, `Limits` spaces all requests of an endpoint, identical
requests in flight wait for the first, and only whole answers are kept.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt

from giextract.backends.model import tokens
from giextract.backends.model.cache import AnswerCache, digest_of, key_of
from giextract.backends.model.completions import text_of
from giextract.backends.model.faults import ModeRefusedError, TransientError
from giextract.backends.model.fields import AnswerSchema
from giextract.backends.model.ledger import Ledger
from giextract.backends.model.limits import Limits
from giextract.backends.model.modes import MODE_TO_NEXT, refuses_mode, structure
from giextract.backends.model.profile import Mode, Profile
from giextract.backends.model.usage import Budget, Spent, cost
from giextract.errors import BackendError, CredentialsError, ModelNotFoundError

FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
FATAL = (CredentialsError, ModelNotFoundError)
"""Errors that every further request of this endpoint would meet too."""


class Sender(Protocol):
    """What sends one request: an endpoint, or a recording."""

    async def send(self, body: dict[str, Any], extra_body: dict[str, Any]) -> dict[str, Any]:
        """The decoded answer; raises as `Endpoint.send` does."""

    async def close(self) -> None:
        """Let go of connections."""


class Journal(Protocol):
    """What keeps an account of requests, so that none is forgotten when the process dies."""

    def begin(self, tokens_in: int, tokens_out: int) -> int:
        """Write down that a request is sent now, which may take so many tokens; returns its number."""

    def end(self, number: int, spent: Spent, *, answered: bool) -> None:
        """Write down what it took, and whether an answer came."""

    def close(self) -> None:
        """Let go of files."""


class Exchanging(Protocol):
    """What gets texts for requests: an exchanger, or the way to one in another process."""

    name: str
    profile: Profile

    @property
    def accounted(self) -> bool:
        """Whether requests are accounted for: this is a run, which may go on later."""

    def known(self, messages: list[dict[str, str]], schema: AnswerSchema) -> str | None:
        """The text that is at hand for a request, or None."""

    async def text(self, messages: list[dict[str, str]], schema: AnswerSchema, spent: Spent) -> str:
        """The text that answers `messages`, with what it took added to `spent`; raises BackendError."""

    async def close(self) -> None:
        """Let go of connections."""


class Exchanger:
    """Everything between a rendered request and its text, for one profile and one event loop."""

    def __init__(
        self,
        name: str,
        profile: Profile,
        sender: Sender,
        *,
        cache: AnswerCache | None = None,
        budget: Budget | None = None,
        journal: Journal | None = None,
        record: Callable[[dict[str, Any]], None] | None = None,
        keyed: bool = False,
    ) -> None:
        self.name = name
        self.profile = profile
        self.limits = Limits(profile.concurrency, profile.requests_per_minute, profile.tokens_per_minute)
        self.ledger = Ledger(cache, profile)
        self.mode: Mode = self.ledger.mode or profile.mode
        self._sender = sender
        self._cache = cache
        self._budget = budget
        self._journal = journal
        self._record = record
        self._keyed = keyed
        self._mode_to_base: dict[Mode, str] = {}
        self._in_flight: dict[str, asyncio.Future[str]] = {}
        self._fatal: BackendError | None = None

    @property
    def accounted(self) -> bool:
        """Whether requests are accounted for: this is a run, which may go on later."""
        return self._journal is not None

    def key(self, messages: list[dict[str, str]], schema: AnswerSchema, mode: Mode) -> str:
        """The key of a request: all that changes its answer, and nothing else."""
        if mode not in self._mode_to_base:
            self._mode_to_base[mode] = key_of(
                {
                    "endpoint": self.profile.base_url,
                    "parameters": self.profile.parameters(),
                    "extra_body": self.profile.extra_body,
                    "mode": mode,
                    "strict": self.profile.strict,
                    "epoch": self.profile.epoch,
                }
            )
        said = (text for message in messages for text in (message["role"], message["content"]))
        return digest_of(self._mode_to_base[mode], schema.digest, *said)

    def known(self, messages: list[dict[str, str]], schema: AnswerSchema) -> str | None:
        """The text that the cache holds for a request, or None."""
        if self._cache is None:
            return None
        key = self.key(messages, schema, self.mode)
        entry = self._cache.get(key) or {}
        text = entry.get("text")
        if not isinstance(text, str):
            return None
        self._note(key, messages, text=text, usage=entry.get("usage"), cached=True)
        return text

    async def text(self, messages: list[dict[str, str]], schema: AnswerSchema, spent: Spent) -> str:
        """The text that answers `messages`; raises BackendError."""
        while True:
            mode = self.mode
            try:
                return await self._once(messages, schema, mode, spent)
            except ModeRefusedError as error:
                if not refuses_mode(error.message, mode):
                    raise error.final from None
                if self.mode == mode:  # another request may have stepped down meanwhile
                    self.mode = MODE_TO_NEXT[mode]
                    self.ledger.remember_mode(self.mode)

    async def _once(self, messages: list[dict[str, str]], schema: AnswerSchema, mode: Mode, spent: Spent) -> str:
        key = self.key(messages, schema, mode)
        known = self.known(messages, schema)
        if known is not None:
            spent.cached += 1
            return known
        while key in self._in_flight:
            first = self._in_flight[key]
            await asyncio.wait([first])
            if not first.cancelled():  # its report's time was over, or it was interrupted: this one asks for itself
                text = first.result()
                spent.cached += 1
                return text
        future: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._in_flight[key] = future
        try:
            text = await self._fetch(key, messages, schema, mode, spent)
        except BaseException as error:
            if isinstance(error, Exception):
                future.set_exception(error)
                future.exception()  # nobody may be waiting
            else:
                future.cancel()
            raise
        finally:
            del self._in_flight[key]
        future.set_result(text)
        return text

    async def _fetch(
        self, key: str, messages: list[dict[str, str]], schema: AnswerSchema, mode: Mode, spent: Spent
    ) -> str:
        body = (
            self.profile.parameters()
            | {"messages": messages}
            | structure(mode, schema.body, strict=self.profile.strict)
        )
        said = sum(tokens.count(message["content"]) + tokens.TOKENS_OF_A_MESSAGE for message in messages)
        if mode in ("tools", "json_schema"):
            said += tokens.count(schema.text)
        retrying = AsyncRetrying(
            stop=stop_after_attempt(self.profile.tries),
            wait=self._wait,
            retry=retry_if_exception_type(TransientError),
            reraise=True,
        )
        faults: list[str] = []
        began = time.perf_counter()
        attempts = 0
        try:
            async for attempt in retrying:
                with attempt:
                    if attempts:
                        spent.retries += 1
                    attempts += 1
                    text, usage = await self._attempt(key, body, said, spent)
                outcome = attempt.retry_state.outcome
                if outcome is not None and outcome.failed:
                    faults.append(_words(outcome.exception()))
        except TransientError as error:
            self._note(key, messages, error=error.final, faults=faults, began=began)
            raise error.final from None
        except ModeRefusedError as error:
            self._note(key, messages, error=error, faults=faults, began=began)
            raise
        except BackendError as error:
            self._note(key, messages, error=error, faults=faults, began=began)
            if isinstance(error, FATAL):
                self._fatal = error
            raise
        self._note(key, messages, text=text, usage=usage, faults=faults, began=began)
        return text

    async def _attempt(self, key: str, body: dict[str, Any], said: float, spent: Spent) -> tuple[str, Any]:
        thought = round(said * self.ledger.factor)
        reserved = None
        mine = Spent()
        try:
            async with self.limits.slot(thought):
                if self._fatal is not None:  # met while this one waited for its turn
                    raise self._fatal
                if self._cache is not None:
                    self._cache.require_room()
                thought = round(said * self.ledger.factor)  # what was learned while this one waited
                if self._budget:
                    reserved = self._budget.reserve(thought, self.profile.longest_answer)
                mine.requests += 1
                number = self._journal.begin(thought, self.profile.longest_answer) if self._journal else None
                try:
                    extra = {"key": key} if self._keyed else self.profile.extra_body
                    completion = await self._sender.send(body, extra)
                except TransientError as error:
                    if error.limited:
                        self.limits.cool_down(FIRST_WAIT if error.retry_after is None else error.retry_after)
                    self._end(number, mine, answered=False)
                    raise
                except Exception:  # but not where the wait was broken off: then nobody knows whether an answer comes
                    self._end(number, mine, answered=False)
                    raise
            usage = completion.get("usage")
            mine.count(usage)
            try:
                text = text_of(completion, self.name)
                if self._cache is not None:  # before anything else: what is paid for is kept
                    self._cache.put(key, {"text": text, "usage": usage})
            finally:
                self._end(number, mine, answered=True)
                if mine.tokens_in:
                    self.ledger.learn(said, mine.tokens_in)
            return text, usage
        finally:
            spent.add(mine)
            if self._budget and reserved is not None:
                self._budget.settle(reserved, cost(mine, self.profile) if mine.tokens_in else reserved * 0)

    def _end(self, number: int | None, spent: Spent, *, answered: bool) -> None:
        if self._journal is not None and number is not None:
            self._journal.end(number, spent, answered=answered)

    def _wait(self, state: RetryCallState) -> float:
        """Seconds before the next try: what the endpoint asks for, else longer each time."""
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, TransientError) and error.retry_after is not None:
            return 0.0 if error.limited else error.retry_after  # after a 429 the shared cool-down waits
        return float(min(LONGEST_WAIT, FIRST_WAIT * 2 ** (state.attempt_number - 1)))

    def _note(
        self,
        key: str,
        messages: list[dict[str, str]],
        *,
        text: str | None = None,
        usage: Any = None,
        error: Any = None,
        cached: bool = False,
        faults: Sequence[str] = (),
        began: float | None = None,
    ) -> None:
        """Hand the exchange to who keeps them: `faults` are the tries that failed, `seconds` all of them together."""
        if self._record is None:
            return
        entry: dict[str, Any] = {"key": key, "messages": messages, "cached": cached, "faults": list(faults)}
        if began is not None:
            entry["seconds"] = round(time.perf_counter() - began, 3)
        if error is None:
            entry |= {"text": text, "usage": usage}
        else:
            entry |= {"error": type(error).__name__, "message": error.message}
        self._record(entry)

    async def close(self) -> None:
        """Let go of connections."""
        await self._sender.close()


def _words(error: BaseException | None) -> str:
    """What a failed try says of itself."""
    shown = error.final if isinstance(error, TransientError) else error
    return f"{type(shown).__name__}: {getattr(shown, 'message', None) or shown}"
