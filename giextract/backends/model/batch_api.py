"""An endpoint's Batch API: files of requests that it answers within a day, for less.

A batch is made with a key of ours in its metadata, so that one whose number was never noted down is found again by it instead of
being made, and paid for, twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, TypeVar

import openai
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from giextract.backends.model.endpoint import Endpoint
from giextract.backends.model.faults import TransientError
from giextract.backends.model.profile import Profile
from giextract.errors import NotAnAnswerError

PATH: Literal["/v1/chat/completions"] = "/v1/chat/completions"
"""What the requests of a batch are for; the same whatever the endpoint's address is."""
OURS = "giextract"
"""The name of our key in a batch's metadata."""
ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0

T = TypeVar("T")


class BatchApi:
    """The Batch API of one profile's endpoint. All of it raises BackendError, `look` also TransientError."""

    def __init__(self, name: str, profile: Profile, key: str) -> None:
        self.name = name
        self._profile = profile
        self._faults = Endpoint(name, profile, key)
        self._client = openai.OpenAI(
            api_key=key,
            base_url=profile.base_url,
            timeout=profile.timeout,
            max_retries=0,
            default_headers=dict(profile.extra_headers),
        )

    def upload(self, file: Path) -> str:
        """Send a file of requests; returns the endpoint's name for it. Nothing is answered, or paid for, by that."""
        return self._tried(lambda: self._client.files.create(file=file, purpose="batch").id)

    def post(self, file: str, key: str) -> str:
        """Have the requests of an uploaded file answered; returns the batch's number, also of one made before with this key."""

        def made() -> str:
            known = self._made_before(key)
            if known is not None:
                return known
            batch = self._client.batches.create(
                input_file_id=file, endpoint=PATH, completion_window="24h", metadata={OURS: key},
                extra_headers={"Idempotency-Key": key},
            )  # fmt: skip
            return batch.id

        return self._tried(made)

    def _made_before(self, key: str) -> str | None:
        for batch in self._client.batches.list(limit=100):
            if (batch.metadata or {}).get(OURS) == key:
                return batch.id
        return None

    def look(self, number: str) -> Any:
        """How a batch stands."""
        return self._told(lambda: self._client.batches.retrieve(number))

    def lines(self, file: str, into: Path) -> Iterator[dict[str, Any] | None]:
        """The lines of a file of answers or errors, fetched whole before the first; None for one that is no JSON object."""

        def fetched() -> None:
            with self._client.files.with_streaming_response.content(file) as response:
                response.stream_to_file(into)

        self._tried(fetched)
        with into.open(encoding="utf-8", errors="replace") as opened:
            for line in opened:
                if line.strip():
                    yield _object(line)
        into.unlink()

    def fault(self, status: int, body: object) -> Exception:
        """What the answer to one request of a batch means, where its status is not 200."""
        return self._faults.fault_in(status, body)

    def scrub(self, text: str) -> str:
        """`text` without secrets."""
        return self._faults.scrub(text)

    def _tried(self, act: Callable[[], T]) -> T:
        """What `act` gives, after as many tries as the profile allows."""
        retrying = Retrying(
            stop=stop_after_attempt(self._profile.tries),
            wait=_wait,
            retry=retry_if_exception_type(TransientError),
            reraise=True,
        )
        try:
            found: T = retrying(self._told, act)
            return found
        except TransientError as error:
            raise error.final from None

    def _told(self, act: Callable[[], T]) -> T:
        try:
            return act()
        except Exception as error:
            fault = self._faults.fault_of(error)
            raise getattr(fault, "final", fault) if not isinstance(fault, TransientError) else fault from None

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, TransientError) and error.retry_after is not None:
        return error.retry_after
    return float(min(LONGEST_WAIT, FIRST_WAIT * 2 ** (state.attempt_number - 1)))


def _object(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def outcome_of(line: dict[str, Any], api: BatchApi) -> dict[str, Any] | Exception:
    """The completion in a line of a batch's files, or the fault: a TransientError where the request was not dealt with."""
    response = line.get("response")
    if isinstance(response, dict) and isinstance(response.get("status_code"), int):
        status, body = response["status_code"], response.get("body")
        if status == 200:
            if isinstance(body, dict) and "choices" in body:
                return body
            return NotAnAnswerError(f"{api.name} answered with something else than a completion")
        return api.fault(status, body)
    error = line.get("error")
    return api.fault(503, error if isinstance(error, dict) else {"message": "not dealt with"})
