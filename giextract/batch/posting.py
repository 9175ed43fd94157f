"""`--batch`: a run whose requests go to an endpoint's Batch API, in rounds.

A round is a pass over the documents that are not done: what the cache answers is settled like in any run, what it does not is
queued. Then the queue is posted in batches, and when they have ended, their answers are in the cache for the next pass. What a
pass has to ask again (a rejected answer, a request that was not dealt with) goes in the batches of the next round. The run may be
interrupted at any time; batches go on at the endpoint, and --resume collects them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal
from itertools import islice
from typing import Any

from giextract.backends import model_profile
from giextract.backends.model import ModelBackend
from giextract.backends.model.batch_api import ENDED, BatchApi, outcome_of
from giextract.backends.model.cache import AnswerCache
from giextract.backends.model.faults import TransientError
from giextract.batch.local import work as work_here
from giextract.batch.queue import Batch, Queue
from giextract.batch.run import Run
from giextract.batch.tally import Tally
from giextract.batch.unit import Spec, Unit
from giextract.errors import RateLimitedError, RequestRefusedError, SettingsError, UnreachableError
from giextract.settings import cache_folder

AT_ONCE = 500
"""Answers that are kept in one step."""
BETWEEN_WORDS = 60.0
LOOKS_FOR_A_FILE = 20
"""Looks at an ended batch whose files are late, before it is a failure."""
NO_ROOM = ("token_limit_exceeded", "batch_limit_exceeded", "rate_limit_exceeded")
"""Codes with which endpoints put a batch off, because others are still under way."""


def open_posting(run: Run, spec: Spec, say: Callable[[str], None]) -> Posting:
    """What does the rounds of `run` with the model of `spec`; SettingsError where that is none, or has no prices for a budget."""
    settings = spec.settings
    name = spec.backend
    profile = model_profile(name, settings)
    limit = None if settings.budget is None else Decimal(str(settings.budget))
    if limit is not None and (profile.price_in is None or profile.price_out is None):
        raise SettingsError(f"a budget needs prices: set price_in and price_out of backend {name}")
    folder = cache_folder(settings)
    if folder is None:
        raise SettingsError("--batch keeps answers in the cache until their documents are done; switch it on")
    api = BatchApi(name, profile, profile.key())
    cache = AnswerCache(folder, lasting=True)
    queue = Queue(run.folder, name, profile, cache, limit, retry=run.choice.retry)
    # Nothing is sent while documents are looked at, so nothing has to wait.
    unhindered = {"requests_per_minute": None, "tokens_per_minute": None, "concurrency": 256, "time_limit": None}
    backend = ModelBackend(
        name, profile.model_copy(update=unhindered), cache_folder=folder, sender=queue, keyed=True, say=say
    )
    return Posting(run, queue, api, cache, backend, say)


class Posting:
    """Rounds of one run; `backend` is what its documents are done with."""

    def __init__(
        self,
        run: Run,
        queue: Queue,
        api: BatchApi,
        cache: AnswerCache,
        backend: ModelBackend,
        say: Callable[[str], None],
    ) -> None:
        self.backend = backend
        self._run, self._queue, self._api, self._cache, self._say = run, queue, api, cache, say
        self._looks: dict[int, int] = {}
        self._said = 0.0

    def work(self, unit: Unit, spec: Spec, tell: Callable[[Tally], None]) -> None:
        """Do what is left of the run. Raises BackendError where the endpoint takes no batches, and OutputError."""
        run, queue = self._run, self._queue
        self._post_and_collect()
        while True:
            queue.refused = None
            work_here(run, unit, spec, tell)
            if run.stopped:
                return
            queue.fill_no_more()
            if not queue.open("full"):
                run.stopped = queue.refused
                return
            self._post_and_collect()
            run.again()

    def close(self) -> None:
        """Let go of files and connections; batches go on at the endpoint."""
        self._queue.shut()
        self._cache.close()
        self._api.close()

    def _post_and_collect(self) -> None:
        """Post what is full, and wait until nothing is under way."""
        wait = 1.0
        while True:
            self._post()
            under_way = self._queue.open("posted")
            if not under_way:
                return
            before = len(under_way)
            self._tell(under_way)
            for batch in under_way:
                self._collect(batch)
            if len(self._queue.open("posted")) == before:
                time.sleep(min(wait, self._queue.profile.batch_wait))
                wait = min(wait * 1.5, self._queue.profile.batch_wait)

    def _post(self) -> None:
        for batch in self._queue.open("full"):
            try:
                file = batch.file or self._uploaded(batch)
                if file is None:
                    continue
                number = self._api.post(file, batch.key)
            except RateLimitedError:
                if not self._queue.open("posted"):
                    raise
                return  # there is room when another one has ended
            self._queue.posted(batch, number)

    def _uploaded(self, batch: Batch) -> str | None:
        path = self._queue.path(batch.number)
        if not path.exists():  # the power failed before the folder knew of it
            self._queue.settle(batch, counts=False)
            return None
        file = self._api.upload(path)
        self._queue.uploaded(batch, file)
        return file

    def _collect(self, batch: Batch) -> None:
        """Look at a batch, and where it has ended keep what came of it."""
        assert batch.remote is not None
        try:
            found = self._api.look(batch.remote)
        except TransientError as error:  # a network that is away for a night is no reason to give up
            self._tell([batch], error.final.message)
            return
        if found.status not in ENDED:
            return
        counts = found.request_counts
        files = [one for one in (found.output_file_id, found.error_file_id) if one]
        if counts is not None and counts.completed and not found.output_file_id and found.status != "failed":
            self._looks[batch.number] = self._looks.get(batch.number, 0) + 1
            if self._looks[batch.number] < LOOKS_FOR_A_FILE:
                return
            raise UnreachableError(
                f"{self._api.name} says that batch {batch.remote} has {counts.completed} answers, and names no file of them; "
                "ask the endpoint about it; --resume looks again"
            )
        unread = 0
        for file in files:
            lines = self._api.lines(file, self._queue.path(batch.number).with_suffix(".answers"))
            while chunk := list(islice(lines, AT_ONCE)):
                known = [
                    (str(line.get("custom_id")), outcome_of(line, self._api)) for line in chunk if line is not None
                ]
                unread += len(chunk) - len(known)
                self._queue.take(batch, known)
        back = self._queue.settle(batch, counts=found.status != "failed")
        if unread:
            self._say(
                f"{unread} lines of the answers to batch {batch.remote} are no JSON; their requests are asked again"
            )
        if found.status == "failed":
            self._refused(found)
        elif back:
            self._say(
                f"batch {batch.remote} has {found.status} with {back:,} requests not dealt with; they go into another"
            )

    def _refused(self, found: Any) -> None:
        """The endpoint took none of a batch: an error, unless that is only because others are under way."""
        told = list((found.errors.data if found.errors else None) or [])
        if told and all(one.code in NO_ROOM for one in told) and self._queue.open("posted"):
            return
        words = "; ".join(" ".join(str(one.message or one.code).split()) for one in told[:3]) or "no reason is given"
        raise RequestRefusedError(
            f"{self._api.name} took none of the requests of batch {found.id}: {self._api.scrub(words)[:300]}"
        )

    def _tell(self, under_way: list[Batch], why: str | None = None) -> None:
        if time.monotonic() - self._said < BETWEEN_WORDS and self._said:
            return
        self._said = time.monotonic()
        number = sum(self._queue.requests(batch) for batch in under_way)
        word = "batch is" if len(under_way) == 1 else "batches are"
        self._say(
            f"{len(under_way)} {word} under way with {number:,} requests; interrupt as you like, --resume --batch collects them"
            + (f" ({why})" if why else "")
        )
