"""A Batch API on loopback: files, batches and their answers, late, partial, out of order and failing as it is told to.

Requests are answered as by the endpoint of the other tests. `plan` says for each batch, in the order they are made, what becomes of
it; `paid` counts, by the hash of the request's body, what was answered.
"""

from __future__ import annotations

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.backends.model.desk import completion
from tests.batch.endpoint import answer


@dataclass
class Plan:
    """What becomes of a batch.

    `looks` it takes before it has ended, with which `status`; `share` of its requests are answered, `wrong` of those with an
    error of this status or a fault of the answer; `again` of the lines come twice. `failed` is the code with which none is taken.
    """

    looks: int = 1
    status: str = "completed"
    share: float = 1.0
    wrong: tuple[Any, ...] = ()
    again: bool = False
    late_files: int = 0
    failed: str | None = None


@dataclass
class BatchEndpoint:
    """The server. `faults` are answered, in turn, to the requests whose path begins with their first part."""

    plan: list[Plan] = field(default_factory=list)
    price: dict[str, Any] = field(default_factory=dict)
    faults: list[tuple[str, int | str]] = field(default_factory=list)
    twist: Callable[[dict[str, Any]], str] = answer
    paid: Counter[str] = field(default_factory=Counter)
    files: dict[str, bytes] = field(default_factory=dict)
    batches: dict[str, dict[str, Any]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    on_made: Callable[[], None] | None = None

    def __enter__(self) -> BatchEndpoint:
        endpoint = self

        class Handler(_Handler):
            owner = endpoint

        self.guard = threading.Lock()
        self._chance = random.Random(1)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def settings(self, **more: Any) -> str:
        """A giextract.toml with this endpoint as the backend `scripted`."""
        profile: dict[str, Any] = {
            "base_url": f"http://127.0.0.1:{self._server.server_port}/v1", "model": "m", "price_in": 1, "price_out": 2,
            "batch_price": 0.5, "batch_wait": 0.05, "tries": 4,
        } | more  # fmt: skip
        return "[backends.scripted]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in profile.items())

    def make(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Make a batch; its answers are there, and paid for, from now on."""
        number = f"batch_{len(self.batches)}"
        plan = self.plan.pop(0) if self.plan else Plan()
        requests = [json.loads(line) for line in self.files[wanted["input_file_id"]].splitlines()]
        self.sizes.append(len(requests))
        batch: dict[str, Any] = {
            "id": number, "object": "batch", "endpoint": wanted["endpoint"], "completion_window": "24h",
            "input_file_id": wanted["input_file_id"], "created_at": int(time.time()), "metadata": wanted.get("metadata"),
            "status": "validating", "plan": plan, "looks": 0,
        }  # fmt: skip
        self.batches[number] = batch
        if plan.failed is None:
            self._answer(batch, plan, requests)
        if self.on_made is not None:
            self.on_made()
        return batch

    def _answer(self, batch: dict[str, Any], plan: Plan, requests: list[dict[str, Any]]) -> None:
        good: list[dict[str, Any]] = []
        bad: list[dict[str, Any]] = []
        taken = requests[: round(len(requests) * plan.share)]
        wrong = list(plan.wrong)
        for request in taken:
            body = request["body"]
            line: dict[str, Any] = {"id": "r", "custom_id": request["custom_id"], "error": None}
            fault = wrong.pop(0) if wrong else None
            if isinstance(fault, int):
                bad.append(line | {"response": {"status_code": fault, "body": {"error": {"message": "no"}}}})
                continue
            self.paid[sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()] += 1
            text = self.twist(body)
            whole = completion(text[:5], body, "length") if fault == "length" else completion(text, body)
            good.append(line | {"response": {"status_code": 200, "request_id": "q", "body": whole}})
        if plan.status == "expired":
            for request in requests[len(taken) :]:
                error = {
                    "code": "batch_expired",
                    "message": "This request could not be executed before the batch expired.",
                }
                bad.append({"id": "r", "custom_id": request["custom_id"], "response": None, "error": error})
        self._chance.shuffle(good)
        if plan.again:
            good += [*good[:2], {"id": "r", "custom_id": "of nobody", "response": good[0]["response"], "error": None}]
        batch["completed"] = len(good)
        for name, lines in (("output_file_id", good), ("error_file_id", bad)):
            if lines:
                file = f"file-{name}-{batch['id']}"
                self.files[file] = b"".join(json.dumps(one).encode() + b"\n" for one in lines)
                batch[name + "_"] = file

    def look(self, batch: dict[str, Any]) -> dict[str, Any]:
        """A batch as the endpoint tells it."""
        plan: Plan = batch["plan"]
        batch["looks"] += 1
        told = {
            key: value for key, value in batch.items() if key not in ("plan", "looks", "completed") and key[-1] != "_"
        }
        if plan.failed is not None:
            error = {"code": plan.failed, "message": f"not so: {plan.failed}"}
            return told | {"status": "failed", "errors": {"object": "list", "data": [error]}}
        if batch["looks"] <= plan.looks:
            return told | {"status": "in_progress"}
        counts = {"total": 1, "completed": batch["completed"], "failed": 0}
        told |= {"status": plan.status, "request_counts": counts}
        if batch["looks"] > plan.looks + plan.late_files:
            told |= {name: batch[name + "_"] for name in ("output_file_id", "error_file_id") if name + "_" in batch}
        return told


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    owner: BatchEndpoint

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        path = self.path.removeprefix("/v1").partition("?")[0]
        if self._goes_wrong("POST " + path):
            return
        if path == "/chat/completions":
            body = json.loads(data)
            self._send(200, completion(self.owner.twist(body), body))
            return
        with self.owner.guard:
            if path == "/files":
                _head, _, rest = data.partition(b'filename="')
                content = rest.partition(b"\r\n\r\n")[2].rpartition(b"\r\n--")[0]
                if b'name="purpose"' in content:  # the file came first
                    content = content.partition(b"\r\n--")[0]
                name = f"file-{len(self.owner.files)}"
                self.owner.files[name] = content
                told = {"id": name, "object": "file", "bytes": len(content), "created_at": 0, "filename": "x", "purpose": "batch", "status": "processed"}  # fmt: skip
                self._send(200, told)
                return
            batch = self.owner.make(json.loads(data))
            told = {
                key: value
                for key, value in batch.items()
                if key not in ("plan", "looks", "completed") and key[-1] != "_"
            }
        if not self._goes_wrong("made"):
            self._send(200, told)

    def do_GET(self) -> None:
        path = self.path.removeprefix("/v1").partition("?")[0]
        if self._goes_wrong("GET " + path):
            return
        with self.owner.guard:
            if path == "/batches":
                every = [{k: v for k, v in one.items() if k not in ("plan", "looks", "completed") and k[-1] != "_"} for one in self.owner.batches.values()]  # fmt: skip
                self._send(200, {"object": "list", "data": every[::-1], "has_more": False})
            elif path.startswith("/batches/"):
                self._send(200, self.owner.look(self.owner.batches[path.split("/")[2]]))
            else:
                self._raw(200, self.owner.files[path.split("/")[2]])

    def _goes_wrong(self, call: str) -> bool:
        with self.owner.guard:
            self.owner.calls.append(call)
            if not self.owner.faults or not call.startswith(self.owner.faults[0][0]):
                return False
            _, fault = self.owner.faults.pop(0)
        if isinstance(fault, int):
            self._send(fault, {"error": {"message": "try later"}})
        elif fault == "short":
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            self.wfile.write(b'{"id": ')
            self.close_connection = True
        else:
            self.close_connection = True
        return True

    def _send(self, status: int, body: dict[str, Any]) -> None:
        self._raw(status, json.dumps(body).encode())

    def _raw(self, status: int, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""
