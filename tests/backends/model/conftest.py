"""A scripted endpoint on a real socket: queued answers out, bodies in; and a document small enough for one request."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, Field
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from giextract.backends.model import ModelBackend, Profile
from giextract.document import Document
from giextract.record import Record, Usage
from giextract.schema import Schema, load_schema
from tests.backends.model.desk import completion

KEY = "sk-secret-0123456789"
TEXT = "某局工作总结\n全年公开信息130条，其中网站87条。\n未收到投诉。\n联系电话：0571-1234567\n"
GOOD = {"note": {"total": "2|公开信息130条", "website": "2|其中网站87条", "complaints": "3|未收到投诉"}}
VALUES = {"total": 130, "website": 87, "complaints": 0}


class Note(BaseModel):
    """A flat schema of three leaves and a text."""

    total: int | None = Field(default=None, title="公开信息数")
    website: int | None = Field(default=None, title="网站公开数")
    complaints: int | None = Field(default=None, title="投诉数")
    phone: str | None = Field(default=None, title="联系电话")


Step = Callable[[Request, dict[str, Any]], Response]


@dataclass
class Script:
    """What the endpoint will say, in order; the last step is said again and again."""

    url: str = ""
    steps: list[Step] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def handle(self, request: Request) -> Response:
        self.bodies.append(json.loads(request.data))
        self.headers.append(dict(request.headers))
        self.times.append(time.monotonic())
        step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
        return step(request, self.bodies[-1])


def says(answer: Any = GOOD, finish: str = "stop", **changes: Any) -> Step:
    """A step that answers with a completion; `changes` go into its message."""

    def step(_: Request, body: dict[str, Any]) -> Response:
        text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
        whole = completion(text, body, finish)
        whole["choices"][0]["message"].update(changes)
        return Response(json.dumps(whole), content_type="application/json")

    return step


def fails(status: int, message: str = "no", headers: dict[str, str] | None = None, **error: Any) -> Step:
    """A step that answers with an error body."""

    def step(_: Request, __: dict[str, Any]) -> Response:
        body = json.dumps({"error": {"message": message, **error}})
        return Response(body, status=status, headers=headers, content_type="application/json")

    return step


def sends(body: str, content_type: str = "application/json", headers: dict[str, str] | None = None) -> Step:
    """A step that answers 200 with any body."""

    def step(_: Request, __: dict[str, Any]) -> Response:
        return Response(body, headers=headers, content_type=content_type)

    return step


def used(record: Record) -> Usage:
    """What the record cost, which a record made outside a run always says."""
    assert record.usage is not None
    return record.usage


@pytest.fixture
def script() -> Iterator[Script]:
    with HTTPServer(threaded=True) as server:
        script = Script(server.url_for("/v1"))
        server.expect_request("/v1/chat/completions").respond_with_handler(script.handle)
        yield script


@pytest.fixture
def note() -> Schema:
    return load_schema(Note)


@pytest.fixture
def document() -> Document:
    return Document(TEXT, "note.txt", "0" * 64)


Extract = Callable[..., Record]


@pytest.fixture
def run(
    script: Script, note: Schema, document: Document, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Record]]:
    """Extract the note through the scripted endpoint, with a profile of `changes`."""
    from giextract.backends.model import exchanges
    from giextract.pipeline import extract_document

    monkeypatch.setenv("TEST_KEY", KEY)
    monkeypatch.setattr(exchanges, "FIRST_WAIT", 0.01)
    open_backends: list[ModelBackend] = []

    def extract(
        *steps: Step,
        cache: Path | None = None,
        fallback: Any = None,
        more: dict[str, Any] | None = None,
        **changes: Any,
    ) -> Record:
        if steps:
            script.steps = list(steps)
        profile = Profile(**{"base_url": script.url, "model": "m", "api_key_env": "TEST_KEY", "tries": 3} | changes)
        backend = ModelBackend("scripted", profile, cache_folder=cache, **(more or {}))
        open_backends.append(backend)
        return extract_document(document, backend, note, fallback)

    yield extract
    for backend in open_backends:
        backend.close()
