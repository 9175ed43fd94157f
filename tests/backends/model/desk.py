"""A desk of oracles behind the protocol of the endpoint: takes the body of a request, gives the body of a completion."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from giextract.backends.model.fields import Field, fields_of
from giextract.schema import Schema, load_schema
from tests.backends.model.oracle import Oracle

Answer = dict[str, Any]


class Desk:
    """Finds the report a request is about, and answers from its oracle; `twist` may spoil the answer."""

    def __init__(self, oracles: list[Oracle], twist: Callable[[Oracle, Answer], Answer] | None = None) -> None:
        self.line_to_oracles: dict[tuple[int, str], list[Oracle]] = {}
        for oracle in oracles:
            for line in oracle.lines:
                self.line_to_oracles.setdefault((line.number, line.text), []).append(oracle)
        self.schema: Schema = oracles[0].schema if oracles else load_schema()
        self.fields = {section.name: fields_of(self.schema, section.name) for section in self.schema.sections}
        self.twist = twist
        self.bodies: list[dict[str, Any]] = []
        self.known: dict[str, str] = {}

    def text(self, body: dict[str, Any]) -> str:
        """The text of the answer to a request."""
        self.bodies.append(body)
        asked = body["messages"][1]["content"]
        if len(body["messages"]) > 2:
            return "{}"
        if asked not in self.known:
            self.known[asked] = json.dumps(self.answer(asked), ensure_ascii=False, separators=(",", ":"))
        return self.known[asked]

    def answer(self, asked: str) -> Answer:
        """The answer to the text of a request."""
        head, _, tail = asked.partition("文件（节选）：")
        lines = {(int(number), text) for number, text in re.findall(r"^(\d+)\|(.*)$", tail, re.MULTILINE)}
        candidates = [set(map(id, self.line_to_oracles.get(line, []))) for line in lines]
        common = set.intersection(*candidates) if candidates else set()
        oracle = next(o for line in lines for o in self.line_to_oracles[line] if id(o) in common)
        answer = oracle.answer(self._fields(head), {number for number, _ in lines})
        return self.twist(oracle, answer) if self.twist else answer

    def _fields(self, head: str) -> dict[str, tuple[Field, ...]]:
        asked: dict[str, tuple[Field, ...]] = {}
        for part in re.split(r"^## ", head, flags=re.MULTILINE)[1:]:
            name = part.split(maxsplit=1)[0]
            keys = set(re.findall(r"^([A-Za-z_]\w*)", part.partition("\n")[2], re.MULTILINE))
            asked[name] = tuple(field for field in self.fields[name] if field.key in keys)
        return asked

    def completion(self, body: dict[str, Any]) -> dict[str, Any]:
        """The completion that answers a request, in the mode it asks for."""
        return completion(self.text(body), body)


def completion(text: str, body: dict[str, Any], finish: str = "stop") -> dict[str, Any]:
    """A completion that holds `text`, as a tool call where tools were sent."""
    message: dict[str, Any] = {"role": "assistant", "content": text}
    if "tools" in body:
        name = body["tools"][0]["function"]["name"]
        call = {"id": "call_0", "type": "function", "function": {"name": name, "arguments": text}}
        message = {"role": "assistant", "content": None, "tool_calls": [call]}
    sent = sum(tokens(str(m["content"])) + 3 for m in body["messages"]) + tokens(json.dumps(body.get("tools", "")))
    usage = {"prompt_tokens": sent, "completion_tokens": tokens(text), "total_tokens": sent + tokens(text)}
    return {
        "id": "x", "object": "chat.completion", "created": 0, "model": body["model"], "usage": usage,
        "choices": [{"index": 0, "finish_reason": finish, "message": message}],
    }  # fmt: skip


_TOKEN = re.compile(r"[\u2e80-\u9fff]{1,2}|[A-Za-z]{1,5}|\d{1,3}|\s+|.", re.DOTALL)


def tokens(text: str) -> int:
    """Tokens as a tokenizer of some model might count them; nobody of the backend knows it."""
    return len(_TOKEN.findall(text))


class Local:
    """A desk in place of the network."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def send(self, body: dict[str, Any], extra_body: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002 (as Sender)
        """The answers that the labels give."""
        return self._desk.completion(body)

    async def close(self) -> None:
        """Nothing to close."""
