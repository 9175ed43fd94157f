"""Completions: the text of an answer out of an endpoint's JSON, or the error that it really is."""

from __future__ import annotations

import json
from typing import Any

from giextract.backends.model.faults import TransientError
from giextract.errors import (
    CutOffError,
    EmptyAnswerError,
    FilteredError,
    NotAnAnswerError,
    RefusedError,
    UnreachableError,
)

_CUT = frozenset({"length", "max_tokens", "model_length", "model_context_window_exceeded"})
_FILTERED = frozenset({"content_filter", "sensitive", "safety", "recitation"})
_BROKEN = frozenset({"network_error", "insufficient_system_resource", "error", "abort", "aborted"})


def text_of(completion: dict[str, Any], name: str) -> str:
    """The text of the first choice, or the arguments of its tool call.

    Raises CutOffError, FilteredError, RefusedError, EmptyAnswerError, NotAnAnswerError; TransientError where the endpoint
    says that its own fault ended the answer.
    """
    choices = completion.get("choices")
    if not choices:
        raise EmptyAnswerError(f"{name} answered with no choices; try another model or mode")
    if not isinstance(choices, list) or not isinstance(choices[0], dict):
        raise NotAnAnswerError(f"{name} answered with something else than a completion; check base_url")
    finish = str(choices[0].get("finish_reason") or "").lower()
    message = choices[0].get("message")
    message = message if isinstance(message, dict) else {}
    if finish in _FILTERED:
        raise FilteredError(f"the content filter of {name} stopped the answer ({finish})")
    if message.get("refusal"):
        raise RefusedError(f"{name} refused: {' '.join(str(message['refusal']).split())[:160]}")
    if finish in _CUT:
        raise CutOffError(f"the answer of {name} was cut off at its greatest length; raise max_tokens")
    if finish in _BROKEN:
        raise TransientError(UnreachableError(f"{name} broke off its answer ({finish}); try later"))
    text = _arguments(message) or _content(message)
    if not text.strip():
        raise EmptyAnswerError(f"{name} gave an empty answer; try another model or mode")
    return text


def answer_body(text: str, usage: Any) -> dict[str, Any]:
    """A completion that holds `text`."""
    return {"choices": [{"index": 0, "finish_reason": "stop", "message": {"content": text}}], "usage": usage}


def _arguments(message: dict[str, Any]) -> str:
    calls = message.get("tool_calls")
    function = message.get("function_call")  # the older name of it
    if isinstance(calls, list) and calls and isinstance(calls[0], dict):
        function = calls[0].get("function")
    arguments = function.get("arguments") if isinstance(function, dict) else None
    if isinstance(arguments, dict):
        return json.dumps(arguments, ensure_ascii=False)
    return arguments if isinstance(arguments, str) else ""


def _content(message: dict[str, Any]) -> str:
    content = message.get("content")
    if isinstance(content, list):
        content = "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""
