"""Replay: exchanges kept in a file, and a backend that answers from them and from nothing else.

A recording is JSON lines: first the profile without anything secret, then each exchange with its key, its messages and its
text or error. An unknown request raises ReplayError: a replay never guesses, and never reaches for the network.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import giextract.errors as errors
from giextract.backends.model import ModelBackend, Profile
from giextract.backends.model.completions import answer_body
from giextract.errors import BackendError, ReplayError
from giextract.settings import checked

FORMAT = "giextract recording"
SECRET = {"extra_headers", "api_key_env"}


class Recording:
    """Writes exchanges to a file, readable by its owner alone."""

    def __init__(self, path: Path, name: str, profile: Profile) -> None:
        self.path = path
        head = {
            FORMAT: 1,
            "backend": name,
            "profile": profile.model_dump(mode="json", exclude=SECRET, exclude_unset=True),
        }
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
                file.write(_line(head))
        except OSError as error:
            raise errors.OutputError(f"{path} cannot be written: {error.strerror}") from error

    def write(self, exchange: dict[str, Any]) -> None:
        """Add one exchange."""
        with self.path.open("a", encoding="utf-8") as file:
            file.write(_line(exchange))


def _line(value: dict[str, Any]) -> str:
    return (
        json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace").decode() + "\n"
    )


def replay_backend(path: Path) -> ModelBackend:
    """The backend that answers from the recording at `path`; ReplayError for a file that is none."""
    try:
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise ReplayError(f"the recording {path} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise ReplayError(f"{path} is no recording: it is not JSON lines") from error
    if not lines or not isinstance(lines[0], dict) or lines[0].get(FORMAT) != 1:
        raise ReplayError(f"{path} is no recording of this version of giextract")
    profile = checked(Profile, lines[0]["profile"] | {"tries": 1}, str(path))
    key_to_exchange = {line["key"]: line for line in lines[1:] if isinstance(line, dict) and "key" in line}
    return ModelBackend("replay", profile, sender=_Replayer(path, key_to_exchange), keyed=True)


class _Replayer:
    """Stands in for the endpoint."""

    def __init__(self, path: Path, key_to_exchange: dict[str, dict[str, Any]]) -> None:
        self._path = path
        self._exchanges = key_to_exchange

    async def send(self, body: dict[str, Any], extra_body: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002 (as Sender)
        """What was recorded under the request's key."""
        from giextract.backends.model.faults import ModeRefusedError

        exchange = self._exchanges.get(extra_body["key"])
        if exchange is None:
            raise ReplayError(f"{self._path} holds no answer to this request; record it again")
        if "error" in exchange:
            message = str(exchange.get("message", ""))
            if exchange["error"] == "ModeRefusedError":
                raise ModeRefusedError(BackendError(message), message)
            kind = getattr(errors, str(exchange["error"]), BackendError)
            raise kind(message) if isinstance(kind, type) and issubclass(kind, BackendError) else BackendError(message)
        return answer_body(str(exchange.get("text", "")), exchange.get("usage"))

    async def close(self) -> None:
        """Nothing to let go of."""
