"""One oracle server for all: it tells by the form of a request who asks, answers rightly in that form, and keeps count."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from benchmarks.model_cost.reports import Report
from tests.backends.model.desk import Desk, completion, tokens

_CHUNK = re.compile(r"Q: (?!.*^Q: )(.*)\nA: ?\Z", re.DOTALL | re.MULTILINE)


class Count:
    """What the requests of one run took."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.received: list[str] = []

    def averages(self, reports: int) -> dict[str, float]:
        """Averages per report, and the share that is a prefix common to all requests."""
        sent = sum(map(len, self.sent))
        return {
            "requests": len(self.sent) / reports,
            "characters in": sent / reports,
            "tokens in": sum(map(tokens, self.sent)) / reports,
            "characters out": sum(map(len, self.received)) / reports,
            "tokens out": sum(map(tokens, self.received)) / reports,
        }


class Server:
    """The oracle behind the protocol of the endpoint; `count` is that of the run that goes on."""

    def __init__(self, reports: list[Report]) -> None:
        self.count = Count()
        self.url = ""
        self._reports = reports
        self._desk = Desk([report.oracle for report in reports])
        self._guard = threading.Lock()

    def answer(self, body: dict[str, Any]) -> dict[str, Any]:
        """The completion for one request."""
        with self._guard:
            extra = {key: body[key] for key in ("tools", "response_format") if key in body}
            said = "".join(str(message["content"]) for message in body["messages"])
            text = self._text(body, said)
            sent = said + (json.dumps(extra, ensure_ascii=False, separators=(",", ":")) if extra else "")
            self.count.sent.append(sent)
            self.count.received.append(text)
            return completion(text, body)

    def _text(self, body: dict[str, Any], said: str) -> str:
        if "文件（节选）：" in said:
            return self._desk.text(body)
        chunk = _CHUNK.search(said)
        if chunk is None:
            report = next(one for one in self._reports if one.text in said)
            return json.dumps(_plain(report.oracle.label["values"]), ensure_ascii=False, separators=(",", ":"))
        report = next(one for one in self._reports if chunk[1] in one.text)
        start = report.text.index(chunk[1])
        stop = start + len(chunk[1])
        inside = [leaf for leaf in report.leaves if start <= leaf.place[0] < leaf.place[1] <= stop]
        found = [
            {leaf.path: leaf.quote} for leaf in sorted(inside, key=lambda leaf: leaf.place)
        ]  # its aligner reads on
        return json.dumps({"extractions": found}, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """A label's values as a model would answer them: what is illegible is left out."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if not (isinstance(one, dict) and "state" in one)}
    return [_plain(one) for one in value] if isinstance(value, list) else value


@contextmanager
def serving(reports: list[Report]) -> Iterator[Server]:
    """The server on a free port of this machine."""
    served = Server(reports)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer = json.dumps(served.answer(body)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Silence."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        served.url = f"http://127.0.0.1:{server.server_port}/v1"
        yield served
        server.shutdown()
