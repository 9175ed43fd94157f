"""One endpoint: sends a request over the openai client, once, and turns whatever comes back into an answer or an error.

The client's own retries are off. Its answer is taken as text and read here, because clients of this protocol pass over
most of what endpoints do wrong.
"""

from __future__ import annotations

import email.utils
import json
import re
import time
from collections.abc import Mapping
from typing import Any

import openai

from giextract.backends.model.faults import ModeRefusedError, TransientError
from giextract.backends.model.profile import Profile
from giextract.errors import (
    ContextError,
    CredentialsError,
    FilteredError,
    ModelNotFoundError,
    NotAnAnswerError,
    RateLimitedError,
    RequestRefusedError,
    UnreachableError,
)

LONGEST_WAIT = 600.0
_KEY_LIKE = re.compile(r"\b(?:sk|pk|ak|key|Bearer)[-_ ][A-Za-z0-9*._-]{6,}|(?<=api_key=)\S+", re.IGNORECASE)
_NO_MODEL = re.compile(
    r"model[ _-]?not[ _-]?(?:found|exist)|(?:unknown|invalid|no such) model|model .{0,80}(?:does not exist|not found|not supported)|模型不存在",
    re.IGNORECASE,
)
_TOO_LONG = re.compile(
    r"context[ _](?:length|size|window)|exceed_context|maximum context|too many tokens|prompt is too long|input.{0,20}too long|range of input length",
    re.IGNORECASE,
)
_FILTER = re.compile(
    r"content[ _]?(?:filter|policy|management)|data_?inspection|inappropriate content|sensitive|Content Exists Risk|敏感|1301",
    re.IGNORECASE,
)
_NO_MODE = re.compile(r"response_format|json_schema|json_object|tool_choice", re.IGNORECASE)
_NO_MONEY = re.compile(
    r"insufficient[ _](?:quota|balance)|exceeded your current quota|余额不足|欠费|arrearage", re.IGNORECASE
)


class Endpoint:
    """The client of one profile."""

    def __init__(self, name: str, profile: Profile, key: str) -> None:
        self._name = name
        self._key = key
        self._secrets = tuple(
            value for value in (key, *profile.extra_headers.values()) if len(value) > 3 and value != "none"
        )
        self._client = openai.AsyncOpenAI(
            api_key=key,
            base_url=profile.base_url,
            timeout=profile.timeout,
            max_retries=0,
            default_headers=dict(profile.extra_headers),
        )

    async def send(self, body: dict[str, Any], extra_body: dict[str, Any]) -> dict[str, Any]:
        """The decoded answer to `body`.

        Raises TransientError for what may pass, ModeRefusedError for a 400 that is not understood, BackendError otherwise.
        """
        try:
            # The plain call: `client.chat` would import every resource of the client and walk each message by its types.
            text = await self._client.post("/chat/completions", body=body | extra_body, cast_to=str)
        except Exception as error:  # whatever else the client and what it stands on may raise, too
            raise self.fault_of(error) from None
        return self._decoded(text)

    def fault_of(self, error: Exception) -> Exception:
        """What an exception of the client means: TransientError, ModeRefusedError or a BackendError."""
        if isinstance(error, openai.APIStatusError):
            said = self._said(error.body) if error.body else self.scrub(_first_line(error))
            return self._status(error.status_code, said, error.response.headers)
        if isinstance(error, openai.APITimeoutError):
            return TransientError(UnreachableError(f"{self._name} gave no answer in time; see timeout, or try later"))
        if isinstance(error, openai.APIConnectionError) or _of_the_transport(error):
            why = self.scrub(_first_line(error.__cause__ or error))
            return TransientError(
                UnreachableError(f"{self._name} cannot be reached ({why}); is it running at that address?")
            )
        what = f"{type(error).__name__}: {_first_line(error)}"
        return NotAnAnswerError(f"{self._name} cannot be asked: {self.scrub(what)}")

    def fault_in(self, status: int, body: object) -> Exception:
        """What an answer with this status and body means, where it did not come over this connection."""
        return self._status(status, self._said(body), {})

    def _decoded(self, text: str) -> dict[str, Any]:
        if not text.strip():
            raise TransientError(UnreachableError(f"{self._name} sent an empty body; try later"))
        try:
            found = json.loads(text)
        except ValueError:
            kind = "a web page" if text.lstrip()[:1] == "<" else "no JSON"
            raise NotAnAnswerError(
                f"{self._name} answered with {kind} instead of a completion; check base_url"
            ) from None
        if not isinstance(found, dict) or ("choices" not in found and "error" not in found):
            raise NotAnAnswerError(f"{self._name} answered with something else than a completion; check base_url")
        if "choices" not in found:
            raise RequestRefusedError(f"{self._name}: {self._said(found)}")
        return found

    def _status(self, status: int, said: str, headers: Mapping[str, str]) -> Exception:
        told = f"{self._name} answered {status}: {said}"
        if status == 429 or _NO_MONEY.search(said):
            if _NO_MONEY.search(said):
                return RateLimitedError(f"{told}; the account has no money or quota left")
            return TransientError(
                RateLimitedError(f"{told}; lower requests_per_minute or concurrency"),
                _retry_after(headers),
                limited=True,
            )
        if status in (500, 501) and _NO_MODE.search(said):  # llama-cpp-python says so of a schema that it does not take
            return ModeRefusedError(UnreachableError(f"{told}; try another mode"), said)
        if status in (408, 409, 425) or status >= 500:
            return TransientError(UnreachableError(f"{told}; try later"), _retry_after(headers))
        if status in (401, 403):
            return (
                FilteredError(told)
                if _FILTER.search(said)
                else CredentialsError(f"{told}; check the key (api_key_env)")
            )
        if status == 404 or _NO_MODEL.search(said):
            return ModelNotFoundError(f"{told}; check model and base_url")
        if status == 413 or _TOO_LONG.search(said):
            return ContextError(f"{told}; use a model with a longer context")
        if _FILTER.search(said):
            return FilteredError(told)
        return ModeRefusedError(RequestRefusedError(told), said)

    def _said(self, body: object) -> str:
        """The endpoint's own words in an error body, on one line and without secrets."""
        inner = body.get("error", body) if isinstance(body, dict) else body
        if isinstance(inner, dict):
            words = [str(inner[key]) for key in ("message", "code", "type", "msg", "detail") if inner.get(key)]
            inner = " ".join(words) or json.dumps(inner, ensure_ascii=False)
        return self.scrub(" ".join(str(inner).split())[:300])

    def scrub(self, text: str) -> str:
        """`text` without the key and whatever looks like one."""
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return _KEY_LIKE.sub("***", text)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()


def _of_the_transport(error: Exception) -> bool:
    """Whether a connection broke in the middle of a body: the client leaves such errors of what it stands on as they are."""
    return any(one.__name__ == "TransportError" for one in type(error).__mro__)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the endpoint asks to wait, from any of the three ways to say so."""
    try:
        if headers.get("retry-after-ms"):
            return min(LONGEST_WAIT, float(headers["retry-after-ms"]) / 1000)
        value = headers.get("retry-after")
        if value is None:
            return None
        try:
            seconds = float(value)
        except ValueError:
            when = email.utils.parsedate_to_datetime(value)
            seconds = when.timestamp() - time.time()
        return min(LONGEST_WAIT, max(0.0, seconds))
    except (ValueError, TypeError, OverflowError):
        return None


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).partition("\n")[0][:200]
