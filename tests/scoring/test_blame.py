"""Who is to blame for a section without an answer, told by the words that the model backend itself uses."""

from __future__ import annotations

from typing import Any

import pytest

from giextract.backends.model.completions import text_of
from giextract.errors import BackendError
from giextract.scoring.predictions import Prediction
from tests.scoring.desk import record


def fault(reason: str) -> str | None:
    return Prediction("r1", "model", 0, record({}, unanswered={"fees": reason})).fault("fees")


def said(finish: str | None, message: dict[str, Any] | None) -> str:
    choices = [] if message is None else [{"finish_reason": finish, "message": message}]
    with pytest.raises(BackendError) as caught:
        text_of({"choices": choices}, "deepseek")
    return caught.value.message


@pytest.mark.parametrize(
    ("finish", "message"),
    [
        ("length", {"content": '{"a": '}),
        ("content_filter", {"content": ""}),
        ("stop", {"content": "", "refusal": "I cannot help; try another request"}),
        ("stop", {"content": ""}),
        (None, None),
    ],
)
def test_what_a_model_answered_badly_is_its_own_failure(finish: str | None, message: dict[str, Any] | None) -> None:
    assert fault(said(finish, message)) == "missing"


@pytest.mark.parametrize(
    ("reason", "blame"),
    [
        ("deepseek gave no JSON object in 3 tries; try another model or mode", "missing"),
        ("qwen answered 400: data_inspection_failed", "missing"),
        ("deepseek answered 401: invalid api key; check the key (api_key_env)", "error"),
        ("deepseek answered 503: upstream rejected, cut off; try later", "error"),
        ("deepseek answered 404: the request was refused: no such model; check model and base_url", "error"),
        ("replay.jsonl holds no answer to this request; record it again", "error"),
        ("the report took longer than 600 seconds", "error"),
        ("", "error"),
    ],
)
def test_what_never_came_is_the_machinerys(reason: str, blame: str) -> None:
    assert fault(reason) == blame
