"""What endpoints do wrong, each over a real socket: what the record says, how many requests it took, what it used."""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

import openai
import pytest
from werkzeug import Request, Response

from giextract import errors
from giextract.backends.model.endpoint import Endpoint
from giextract.backends.model.faults import ModeRefusedError, TransientError
from giextract.backends.model.profile import Profile
from giextract.record import Record
from tests.backends.model.conftest import GOOD, KEY, VALUES, Script, Step, fails, says, sends, used

Run = Callable[..., Record]


def slow(seconds: float) -> Step:
    def step(request: Request, body: dict[str, Any]) -> Response:
        time.sleep(seconds)
        return says()(request, body)

    return step


def half_an_answer(request: Request, *, linger: bool) -> Response:
    """Half of a body on the wire, then the end of the connection, in peace or by a reset."""
    connection = request.environ["werkzeug.socket"]
    connection.sendall(
        b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"choices": ['
    )
    if linger:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        socket.close(connection.detach())
    else:
        connection.shutdown(socket.SHUT_RDWR)
    return Response("")


def short_body(request: Request, _: dict[str, Any]) -> Response:
    return half_an_answer(request, linger=False)


def reset(request: Request, _: dict[str, Any]) -> Response:
    return half_an_answer(request, linger=True)


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("500", [fails(500), says()]),
        ("502 as a web page", [fails(502, "<html>Bad Gateway</html>"), says()]),
        ("503 while loading", [fails(503, "Loading model"), says()]),
        ("429", [fails(429, headers={"Retry-After": "0"}), says()]),
        ("short body", [short_body, says()]),
        ("connection reset", [reset, says()]),
        ("its own fault ended it", [says(finish="network_error"), says()]),
    ],
)
def test_what_passes_is_tried_again(run: Run, script: Script, name: str, steps: list[Step]) -> None:
    record = run(*steps)
    assert record.status == "complete", name
    assert record.values == VALUES
    assert (used(record).requests, used(record).retries, len(script.bodies)) == (2, 1, 2)


@pytest.mark.parametrize(
    ("reason", "step"),
    [
        ("500", fails(500)),
        ("cannot be reached", reset),
        ("429", fails(429, headers={"Retry-After": "0"})),
    ],
)
def test_what_does_not_pass_fails_after_all_tries(run: Run, script: Script, reason: str, step: Step) -> None:
    record = run(step)
    assert record.status == "failed"
    assert record.sections["note"].state == "unanswered"
    assert reason in str(record.sections["note"].reason)
    assert record.values == {}
    assert len(script.bodies) == 3


@pytest.mark.parametrize(
    ("reason", "step", "counted"),
    [
        ("refused", says("", refusal="I cannot help with that"), True),
        ("content filter", says("", finish="content_filter"), True),
        ("content filter", says(GOOD, finish="sensitive"), True),
        ("cut off", says('{"note": {"total": "2|公开', finish="length"), True),
        ("cut off", says(GOOD, finish="length"), True),
        ("empty answer", says(""), True),
        ("no choices", sends('{"choices": null, "usage": {"prompt_tokens": 7, "completion_tokens": 0}}'), True),
        ("no choices", sends('{"choices": []}'), False),
        ("web page", sends("<html><body>login</body></html>", "text/html"), False),
        ("web page", sends("<html><body>login</body></html>"), False),
        ("no JSON", sends('{"choices": [{"mess'), False),
        ("something else", sends('["a"]'), False),
        ("no JSON", sends('data: {"choices": []}\n\ndata: [DONE]\n\n', "text/event-stream"), False),
        ("check model", fails(404, "The model `m` does not exist", code="model_not_found"), False),
        ("check model", fails(400, "Model Not Exist"), False),
        ("check the key", fails(401, f"Incorrect API key provided: {KEY}"), False),
        ("check the key", fails(403, "forbidden"), False),
        ("longer context", fails(400, "the request exceeds", type="exceed_context_size_error"), False),
        ("answered 400", fails(400, "temperature must be below 1"), False),
        ("no money", fails(429, "You exceeded your current quota", code="insufficient_quota"), False),
        ("no money", fails(402, "Insufficient Balance"), False),
        (
            "data_inspection",
            fails(400, "Output data may contain inappropriate content", code="data_inspection_failed"),
            False,
        ),
    ],
)
def test_what_cannot_pass_fails_at_once(run: Run, script: Script, reason: str, step: Step, counted: bool) -> None:
    record = run(step)
    assert record.status == "failed"
    assert reason in str(record.sections["note"].reason)
    assert (used(record).requests, used(record).retries, len(script.bodies)) == (1, 0, 1)
    assert (used(record).tokens_in > 0) is counted
    assert KEY not in record.to_json()


def test_a_timeout_is_tried_again(run: Run) -> None:
    record = run(slow(1.5), says(), timeout=0.4)
    assert record.values == VALUES
    assert used(record).retries == 1


def test_retry_after_is_honoured_once(run: Run, script: Script) -> None:
    assert run(fails(429, headers={"Retry-After": "1"}), says()).values == VALUES
    assert 0.95 <= script.times[1] - script.times[0] < 1.6


def test_a_connection_refused_says_where(run: Run) -> None:
    record = run(says(), base_url="http://127.0.0.1:9/v1", tries=2)
    assert record.status == "failed"
    assert "cannot be reached" in str(record.sections["note"].reason)


@pytest.mark.parametrize(
    "text",
    [
        "<think>先看第2行 {不是答案}</think>" + json.dumps(GOOD, ensure_ascii=False),
        "没有开头的思考</think>\n" + json.dumps(GOOD, ensure_ascii=False),
        "```json\n" + json.dumps(GOOD, ensure_ascii=False, indent=1) + "\n```",
        "好的，结果如下：\n" + json.dumps(GOOD, ensure_ascii=False) + "\n希望有帮助。",
        json.dumps([GOOD], ensure_ascii=False),
        json.dumps(GOOD["note"], ensure_ascii=False),
        json.dumps(
            {"note": {k: {"line": int(v[0]), "quote": v[2:]} for k, v in GOOD["note"].items()}}, ensure_ascii=False
        ),
    ],
)
def test_chatter_around_the_answer_is_passed_over(run: Run, script: Script, text: str) -> None:
    assert run(says(text)).values == VALUES
    assert len(script.bodies) == 1


def test_a_wrong_answer_is_asked_again_with_its_reason(run: Run, script: Script) -> None:
    wrong = {"note": {**GOOD["note"], "total": "2|公开信息131条"}}
    record = run(says(wrong), says({"note": {"total": "2|公开信息130条"}}))
    assert record.values == VALUES
    assert record.status == "complete"
    said = script.bodies[1]["messages"][-1]["content"]
    assert "note.total" in said
    assert "公开信息131条" in said
    assert "do not stand in line 2" in said
    assert "省去" in said
    assert "note.website" not in said
    assert used(record).requests == 2
    assert used(record).retries == 0


def test_what_is_left_out_when_asked_again_is_absent(run: Run) -> None:
    wrong = {"note": {**GOOD["note"], "total": "2|公开信息131条"}}
    record = run(says(wrong), says("{}"))
    assert record.values == {"website": 87, "complaints": 0}
    assert record.status == "complete"
    assert record.fact("/total") is None


def test_what_is_never_proved_is_unanswered(run: Run, script: Script) -> None:
    wrong = {"note": {**GOOD["note"], "total": "2|公开信息131条"}}
    record = run(says(wrong))
    fact = record.fact("/total")
    assert fact is not None
    assert (fact.state, fact.value, fact.check, fact.span) == ("unanswered", None, "unproved", None)
    assert "131" in str(fact.printed)
    assert record.values == {"website": 87, "complaints": 0}
    assert record.status == "partial"
    assert len(script.bodies) == 3


@pytest.mark.parametrize("text", ["我不知道。", '{"note": {"total": "2|公', "130"])
def test_no_object_is_asked_again_then_an_error(run: Run, script: Script, text: str) -> None:
    record = run(says(text))
    assert record.status == "failed"
    assert "no JSON object in 3 tries" in str(record.sections["note"].reason)
    assert len(script.bodies) == 3
    assert used(record).tokens_in > 0
    assert run(says(text), says()).values == VALUES


@pytest.mark.parametrize(
    ("mode", "message", "next_mode"),
    [
        ("json_schema", "response_format type json_schema is unavailable now", "json_object"),
        ("tools", "Thinking mode does not support this tool_choice", "json_object"),
        ("json", "'response_format' of type json_object is not supported", None),
    ],
)
@pytest.mark.parametrize("status", [400, 422, 500])
def test_a_refused_mode_steps_down_once(
    run: Run, script: Script, mode: str, message: str, next_mode: str | None, status: int, tmp_path: Any
) -> None:
    cache = tmp_path / "cache"
    assert run(fails(status, message), says(), mode=mode, cache=cache).values == VALUES
    asked = script.bodies[1].get("response_format")
    assert (asked["type"] if asked else None) == next_mode
    assert "tools" not in script.bodies[1]
    assert run(says(), mode=mode, cache=cache, epoch=1).values == VALUES
    assert len(script.bodies) == 3, "the next run knows it already"


@pytest.mark.parametrize("mode", ["tools", "json_schema", "json", "md_json"])
def test_each_mode_asks_in_its_way(run: Run, script: Script, mode: str) -> None:
    assert run(says(), mode=mode, strict=True).values == VALUES
    body = script.bodies[0]
    assert ("tools" in body) is (mode == "tools")
    if mode == "tools":
        function = body["tools"][0]["function"]
        assert function["strict"] is True
        assert function["parameters"]["properties"]["note"]["required"] == ["total", "website", "complaints", "phone"]
        assert body["tool_choice"]["function"]["name"] == function["name"]
    elif mode == "json_schema":
        assert body["response_format"]["json_schema"]["strict"] is True
    else:
        assert body.get("response_format") == ({"type": "json_object"} if mode == "json" else None)
    assert "JSON" in body["messages"][0]["content"], "DashScope demands the word"
    assert script.headers[0]["Authorization"] == f"Bearer {KEY}"


def test_extra_body_is_sent_along(run: Run, script: Script) -> None:
    run(says(), extra_body={"thinking": {"type": "disabled"}})
    assert script.bodies[0]["thinking"] == {"type": "disabled"}


def test_a_number_for_a_text_is_asked_again_and_never_taken(run: Run) -> None:
    record = run(
        says({"note": {"total": 130, "website": "2|其中网站87条"}}), says({"note": {"total": "2|公开信息130条"}})
    )
    assert record.values == {"total": 130, "website": 87}


def test_the_report_never_passes_through_templates(script: Script, document: Any) -> None:
    from dataclasses import replace

    from giextract.backends.model import ModelBackend
    from giextract.pipeline import extract_document
    from giextract.schema import load_schema
    from tests.backends.model.conftest import Note

    script.steps = [says()]
    text = document.text + "{{ fields }} {% for x in y %} {{ talk.__class__ }}\n"
    with ModelBackend("s", Profile(base_url=script.url, model="m")) as backend:
        extract_document(replace(document, text=text), backend, load_schema(Note))
    assert "{{talk.__class__}}" in script.bodies[0]["messages"][1]["content"]


def test_every_error_of_the_client_has_a_place() -> None:
    """No exception of openai leaves the endpoint as such."""
    import asyncio

    import httpx2

    request = httpx2.Request("POST", "http://x/v1")
    kinds = [
        kind for name in dir(openai) if isinstance(kind := getattr(openai, name), type) and issubclass(kind, Exception)
    ]
    assert len(kinds) > 10

    async def one(kind: type[Exception]) -> None:
        endpoint = Endpoint("e", Profile(base_url="http://127.0.0.1:1/v1", model="m"), "key")
        error = kind.__new__(kind)
        Exception.__init__(error, "boom")
        if isinstance(error, openai.APIStatusError):
            status = getattr(kind, "status_code", 418)
            error.response = httpx2.Response(status if isinstance(status, int) else 418, request=request)
            error.status_code, error.body, error.message = error.response.status_code, None, "boom"

        async def create(**_: Any) -> Any:
            raise error

        endpoint._client.chat.completions.with_raw_response.create = create
        try:
            await endpoint.send({"model": "m", "messages": []}, {})
        except (TransientError, ModeRefusedError, errors.BackendError):
            pass
        finally:
            await endpoint.close()

    for kind in kinds:
        if not issubclass(kind, Warning):
            asyncio.run(one(kind))
