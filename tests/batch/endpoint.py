"""An endpoint on loopback that answers any request about a composed report from the request alone, and fails at random.

The answer depends on the request and on nothing else. What goes wrong is chosen by a seed: 429 with and without Retry-After,
5xx, a connection reset, a body cut off in the middle, an answer cut off at its greatest length, and slowness.
"""

from __future__ import annotations

import json
import random
import re
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.backends.model.desk import completion

FIELD_TO_PATTERN = {
    ("header", "title"): r"\d{4}年政府信息公开工作年度报告",
    ("organisation", "meetings"): r"政府信息公开工作会议\d+次",
    ("organisation", "training_sessions"): r"业务培训班\d+次",
    ("organisation", "people_trained"): r"接受培训\d+人次",
    ("disclosure", "total"): r"主动公开政府信息\d+条(?=，历年)",
    ("disclosure", "cumulative_total"): r"历年累计主动公开政府信息\d+条",
    ("applications", "received"): r"共收到政府信息公开申请\d+件",
    ("applications", "online"): r"通过网络提出\d+件",
    ("applications", "by_letter"): r"通过信函提出\d+件",
    ("applications", "granted"): r"同意公开\d+件",
    ("disputes", "reviews"): r"行政复议\d+件",
    ("disputes", "lawsuits"): r"行政诉讼\d+件",
    ("disputes", "complaints"): r"未收到有关政府信息公开的举报投诉",
}
"""What is answered: the field's own words as they stand in a line of the request."""

FAULTS = ("limited", "limited_waiting", "broken", "reset", "short", "length", "slow")


@dataclass
class Endpoint:
    """The server. `share` of the requests go wrong; `answered` counts whole answers and `kept` those that may be used, by
    the hash of the request's body; `requests` all that came.
    """

    seed: int = 0
    share: float = 0.0
    delay: float = 0.0
    requests: int = 0
    busy: int = 0
    answered: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    went_wrong: Counter[str] = field(default_factory=Counter)
    on_request: Callable[[dict[str, Any]], None] | None = None
    guard: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Endpoint:
        endpoint = self

        class Handler(_Handler):
            owner = endpoint

        self._chance = random.Random(self.seed)
        self._server = _Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def settings(self, **more: Any) -> str:
        """A giextract.toml with this endpoint as the backend `scripted`."""
        profile: dict[str, Any] = {
            "base_url": self.url, "model": "m", "tries": 12, "concurrency": 8, "price_in": 1, "price_out": 2,
        } | more  # fmt: skip
        return "[backends.scripted]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in profile.items())

    def begin_anew(self, share: float) -> None:
        """Forget what was counted, and let so many requests go wrong."""
        with self.guard:
            self.share, self.requests = share, 0
            self.answered, self.kept, self.went_wrong = Counter(), Counter(), Counter()

    def wait_until_quiet(self) -> None:
        """Wait until no request is being answered."""
        for _ in range(2):  # one may be on its way in
            time.sleep(0.05)
            while self.busy:
                time.sleep(0.01)

    def fault(self) -> str | None:
        with self.guard:
            self.requests += 1
            return self._chance.choice(FAULTS) if self._chance.random() < self.share else None

    def count(self, key: str, fault: str | None, *, whole: bool) -> None:
        with self.guard:
            if whole:
                self.answered[key] += 1
                if fault != "length":
                    self.kept[key] += 1
            if fault:
                self.went_wrong[fault] += 1


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is no error."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    owner: Endpoint

    def do_POST(self) -> None:
        with self.owner.guard:
            self.owner.busy += 1
        try:
            self._respond()
        finally:
            with self.owner.guard:
                self.owner.busy -= 1

    def _respond(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        body = json.loads(raw)
        owner, fault = self.owner, self.owner.fault()
        if owner.on_request is not None:
            owner.on_request(body)
        key = sha256(raw).hexdigest()
        time.sleep(owner.delay + (0.3 if fault == "slow" else 0.0))
        if fault in ("limited", "limited_waiting"):
            self._send(429, {"error": {"message": "slow down"}}, {"Retry-After": "0"} if fault == "limited" else {})
        elif fault == "broken":
            self._send(503, {"error": {"message": "overloaded"}}, {"Retry-After": "0"})
        elif fault == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()
        elif fault == "short":
            data = json.dumps(completion(answer(body), body)).encode()
            self._head(200, len(data), {})
            self.wfile.write(data[: len(data) // 2])
            self.close_connection = True
        elif fault == "length":
            self._answer(key, fault, completion(answer(body)[:5], body, "length"))
            return
        else:
            self._answer(key, fault, completion(answer(body), body))
            return
        owner.count(key, fault, whole=False)

    def _answer(self, key: str, fault: str | None, answered: dict[str, Any]) -> None:
        # Counted first: a client that is killed while this is sent may have it or not, and it has to be paid for.
        self.owner.count(key, fault, whole=True)
        self._send(200, answered, {})

    def _send(self, status: int, body: dict[str, Any], headers: dict[str, str]) -> None:
        data = json.dumps(body).encode()
        self._head(status, len(data), headers)
        self.wfile.write(data)

    def _head(self, status: int, length: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


def answer(body: dict[str, Any]) -> str:
    """The text of the answer to a request, which is the same whenever it is asked."""
    if len(body["messages"]) > 2:
        return "{}"
    head, _, tail = body["messages"][1]["content"].partition("文件（节选）：")
    lines = re.findall(r"^(\d+)\|(.*)$", tail, re.MULTILINE)
    found: dict[str, dict[str, str]] = {}
    for part in re.split(r"^## ", head, flags=re.MULTILINE)[1:]:
        section = part.split(maxsplit=1)[0]
        keys = set(re.findall(r"^([A-Za-z_]\w*)", part.partition("\n")[2], re.MULTILINE))
        for (name, key), pattern in FIELD_TO_PATTERN.items():
            if name == section and key in keys:
                for number, text in lines:
                    match = re.search(pattern, text)
                    if match:
                        found.setdefault(section, {})[key] = f"{number}|{match[0]}"
                        break
    return json.dumps(found, ensure_ascii=False)
