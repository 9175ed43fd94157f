"""The queue: requests that wait for a batch, the batches that are under way, and what is known of each.

It is the sender of a backend: a request that is not in the cache is written down, once, and its document waits. Answers of a batch
go into the run's cache, where the next pass over the documents finds them. Everything is in the run's ledger, so that a
kill at any instant loses no batch and pays for no request twice.
"""

from __future__ import annotations

import json
import os
import uuid
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from giextract import errors
from giextract.backends.model import tokens
from giextract.backends.model.batch_api import PATH
from giextract.backends.model.cache import AnswerCache
from giextract.backends.model.completions import text_of
from giextract.backends.model.faults import ModeRefusedError, TransientError
from giextract.backends.model.profile import Profile
from giextract.backends.model.usage import Spent, cost
from giextract.batch.account import count
from giextract.batch.ledger import Ledger
from giextract.batch.spending import read_spending
from giextract.errors import BackendError, GiextractError, QueuedError, UnreachableError

FOLDER = "batches"
PASSING = ("CredentialsError", "ModelNotFoundError")
"""Failures of requests that say nothing of the request: another session asks again."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch that is not settled yet: `remote` is the endpoint's number for it, None where none is noted down."""

    number: int
    key: str
    file: str | None
    remote: str | None


class Queue:
    """The queue of the run in `folder`, for the model called `name`. Used by one thread at a time.

    `limit` is the money that the run may cost in all; each request counts with its most from when it is written down until
    its answer is there. `retry` asks again for what ended without an answer that can be used.
    """

    def __init__(
        self, folder: Path, name: str, profile: Profile, cache: AnswerCache, limit: Decimal | None, *, retry: bool
    ) -> None:
        self.name, self.profile = name, discounted(profile)
        self.refused: str | None = None
        self._folder, self._cache, self._limit = folder / FOLDER, cache, limit
        self._folder.mkdir(exist_ok=True)
        self._ledger = Ledger(folder)
        self._file: IO[bytes] | None = None
        self._filling: int | None = None
        self._number = self._bytes = 0
        with self._ledger.change():
            # A batch that was being filled when the run was killed is filled anew: its documents are looked at again.
            self._ledger.do(
                "UPDATE requests SET batch = NULL WHERE batch IN (SELECT number FROM batches WHERE state = 'filling')"
            )
            self._ledger.do("DELETE FROM batches WHERE state = 'filling'")
            kinds = ", ".join(f"'{kind}'" for kind in PASSING)
            which = "" if retry else f" AND failure ->> 'kind' IN ({kinds})"
            self._ledger.do(f"DELETE FROM requests WHERE failure IS NOT NULL{which}")
        self._reserved = self._open_cost()

    def _open_cost(self) -> Decimal:
        rows = self._ledger.all("SELECT may_cost FROM requests WHERE batch IS NOT NULL AND may_cost IS NOT NULL")
        return sum((Decimal(row[0]) for row in rows), Decimal(0))

    async def send(self, body: dict[str, Any], extra_body: dict[str, Any]) -> dict[str, Any]:
        """Write a request down that is not known; raises QueuedError, or what is known to come of it."""
        key = str(extra_body["key"])
        row = self._ledger.one("SELECT batch, failure FROM requests WHERE key = ?", (key,))
        if row is not None and row[1] is not None:
            raise _raised(json.loads(row[1]))
        if row is None or row[0] is None:
            self._add(key, body)
        raise QueuedError(f"the request waits for a batch of {self.name}")

    async def close(self) -> None:
        """The exchanger lets go; the queue stays."""

    def _add(self, key: str, body: dict[str, Any]) -> None:
        price = self._price(body)
        line = {"custom_id": key, "method": "POST", "url": PATH, "body": body | self.profile.extra_body}
        data = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"
        if (
            self._filling is None
            or self._number >= self.profile.batch_requests
            or self._bytes + len(data) > self.profile.batch_bytes
        ):
            self._begin()
        assert self._file is not None
        with self._ledger.change():
            self._ledger.do(
                "INSERT INTO requests (key, batch, may_cost) VALUES (?, ?, ?) "
                "ON CONFLICT DO UPDATE SET batch = excluded.batch, may_cost = excluded.may_cost",
                (key, self._filling, None if price is None else str(price)),
            )
        self._file.write(data)
        self._number += 1
        self._bytes += len(data)
        self._reserved += price or Decimal(0)

    def _price(self, body: dict[str, Any]) -> Decimal | None:
        """The most that a request may cost; QueuedError where that is more than is left, and `refused` says so."""
        sent = json.dumps(body, ensure_ascii=False)
        most = Spent(requests=1, tokens_in=round(tokens.count(sent) * 1.1) + 50, tokens_out=self.profile.longest_answer)
        price = cost(most, self.profile)
        if self._limit is not None and price is not None:
            left = self._limit - read_spending(self._ledger).known - self._reserved
            if price > left:
                self.refused = (
                    f"the next request may cost {price:.6f} {self.profile.currency} and {max(left, Decimal(0)):.6f} of the "
                    f"budget of {self._limit} is left; raise --budget to go on"
                )
                raise QueuedError(self.refused)
        return price

    def _begin(self) -> None:
        """Begin another batch."""
        self.fill_no_more()
        with self._ledger.change():
            row = self._ledger.do("INSERT INTO batches (key, state) VALUES (?, 'filling')", (uuid.uuid4().hex,))
        assert row.lastrowid is not None
        self._filling, self._number, self._bytes = row.lastrowid, 0, 0
        self._file = self.path(self._filling).open("wb")

    def fill_no_more(self) -> None:
        """What was being filled is full: on the disk, and to be posted."""
        if self._file is None:
            return
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._file = None
        with self._ledger.change():
            self._ledger.do("UPDATE batches SET state = 'full' WHERE number = ?", (self._filling,))
        self._filling = None

    def path(self, number: int) -> Path:
        """The file of a batch's requests."""
        return self._folder / f"{number:05}.jsonl"

    def open(self, state: str) -> list[Batch]:
        """The batches that are `full` (to be posted) or `posted` (to be collected), in their order."""
        rows = self._ledger.all(
            "SELECT number, key, file, remote FROM batches WHERE state = ? ORDER BY number", (state,)
        )
        return [Batch(*row) for row in rows]

    def requests(self, batch: Batch) -> int:
        """Requests of a batch of which nothing is known yet."""
        (number,) = self._ledger.one("SELECT count(*) FROM requests WHERE batch = ?", (batch.number,)) or (0,)
        return int(number)

    def uploaded(self, batch: Batch, file: str) -> None:
        """Note down that the endpoint has the file of a batch."""
        with self._ledger.change():
            self._ledger.do("UPDATE batches SET file = ? WHERE number = ?", (file, batch.number))

    def posted(self, batch: Batch, remote: str) -> None:
        """Note down that a batch was made."""
        with self._ledger.change():
            self._ledger.do("UPDATE batches SET state = 'posted', remote = ? WHERE number = ?", (remote, batch.number))

    def take(self, batch: Batch, outcomes: list[tuple[str, dict[str, Any] | Exception]]) -> int:
        """Keep what came of some requests of a batch, whatever was kept before; returns how many were to be known."""
        taken = 0
        kept: list[tuple[str, Spent | None, Exception | None]] = []
        for key, outcome in outcomes:
            if self._ledger.one("SELECT 1 FROM requests WHERE key = ? AND batch = ?", (key, batch.number)) is None:
                continue
            kept.append((key, *self._kept(key, outcome)))
        with self._ledger.change():
            for key, spent, fault in kept:
                row = self._ledger.one(
                    "SELECT tries, may_cost FROM requests WHERE key = ? AND batch = ?", (key, batch.number)
                )
                if row is None:  # twice in the same file
                    continue
                taken += 1
                self._reserved -= Decimal(row[1] or 0)
                count(self._ledger, self.profile, spent or Spent(requests=1), answered=spent is not None)
                self._settle(key, row[0] + 1, fault)
        return taken

    def _kept(self, key: str, outcome: dict[str, Any] | Exception) -> tuple[Spent | None, Exception | None]:
        """What an answer took, which is in the cache from now on, and what is wrong with it."""
        if isinstance(outcome, Exception):
            return None, outcome
        spent = Spent(requests=1)
        spent.count(outcome.get("usage"))
        try:
            text = text_of(outcome, self.name)
        except (TransientError, BackendError) as error:
            return spent, error
        self._cache.put(key, {"text": text, "usage": outcome.get("usage")})
        return spent, None

    def _settle(self, key: str, tries: int, fault: Exception | None) -> None:
        if fault is None:
            self._ledger.do("DELETE FROM requests WHERE key = ?", (key,))
        elif isinstance(fault, TransientError) and tries < self.profile.tries:  # back into the queue
            self._ledger.do("UPDATE requests SET batch = NULL, tries = ? WHERE key = ?", (tries, key))
        else:
            failure = json.dumps(_described(fault), ensure_ascii=False)
            self._ledger.do(
                "UPDATE requests SET batch = NULL, tries = ?, failure = ? WHERE key = ?", (tries, failure, key)
            )

    def settle(self, batch: Batch, *, counts: bool = True) -> int:
        """Close a batch: what nothing is known of goes back into the queue, as one more try where it `counts`; returns how many."""
        back = [str(key) for (key,) in self._ledger.all("SELECT key FROM requests WHERE batch = ?", (batch.number,))]
        with self._ledger.change():
            for key in back:
                (tries,) = self._ledger.one("SELECT tries FROM requests WHERE key = ?", (key,)) or (0,)
                why = f"{self.name} did not deal with the request in any of its batches; try later"
                self._settle(key, tries + counts, TransientError(UnreachableError(why)))
            self._ledger.do("DELETE FROM batches WHERE number = ?", (batch.number,))
        self.path(batch.number).unlink(missing_ok=True)
        self._reserved = self._open_cost()
        return len(back)

    def shut(self) -> None:
        """Close the files; what was being filled is filled anew next time."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._ledger.close()


def discounted(profile: Profile) -> Profile:
    """The profile with the prices of its Batch API."""
    prices = {name: getattr(profile, name) for name in ("price_in", "price_cached", "price_out")}
    return profile.model_copy(
        update={name: None if price is None else price * profile.batch_price for name, price in prices.items()}
    )


def _described(fault: Exception) -> dict[str, Any]:
    """A fault so that it can be raised again."""
    final = getattr(fault, "final", fault)
    said = {"said": fault.message} if isinstance(fault, ModeRefusedError) else {}
    return {"kind": type(final).__name__, "message": str(final)} | said


def _raised(known: dict[str, Any]) -> Exception:
    kind = getattr(errors, known["kind"], BackendError)
    final = (kind if issubclass(kind, GiextractError) else BackendError)(known["message"])
    return ModeRefusedError(final, known["said"]) if "said" in known else final
