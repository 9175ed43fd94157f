"""How fast the model backend is: wall time against the ideal, reports a second from a warm cache, time to the first request.

python benchmarks/model_speed.py
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from giextract.backends.model import ModelBackend, Profile
from giextract.document import Document
from giextract.pipeline import aextract_document, extract_document
from giextract.reading import read
from giextract.schema import load_schema

DELAY = 0.3
CONCURRENCY = 16
SHARED: Any = multiprocessing.Array("d", 3)
REPORTS = sorted((Path(__file__).parents[1] / "evals" / "reports").glob("[abc]*.txt"))
BODY = json.dumps(
    {
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "{}"}}],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 10},
    }
).encode()


class Handler(BaseHTTPRequestHandler):
    """Answers after a while with nothing found, and counts; in a process of its own."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer waits 40 ms more, for the client to acknowledge its headers
    shared: Any = None  # delay, requests, time of the first one

    def do_POST(self) -> None:
        """One completion."""
        with self.shared.get_lock():
            self.shared[1] += 1
            self.shared[2] = self.shared[2] or time.time()
        self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(self.shared[0])
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


class Server(ThreadingHTTPServer):
    """Room for many connections at once."""

    request_queue_size = 256
    daemon_threads = True


def serve(shared: Any, port: Any) -> None:
    """The server's process."""
    Handler.shared = shared
    server = Server(("127.0.0.1", 0), Handler)
    port.value = server.server_port
    server.serve_forever()


def wall(url: str, documents: list[Document]) -> tuple[float, float, int]:
    """Seconds taken, seconds that an ideal client would take, and requests."""
    SHARED[0], SHARED[1] = DELAY, 0
    schema = load_schema()

    async def main(backend: ModelBackend) -> float:
        await aextract_document(documents[0], backend, schema)  # imports and connections
        SHARED[1] = 0
        began = time.perf_counter()
        room = asyncio.Semaphore(2 * CONCURRENCY)

        async def one(document: Document) -> None:
            async with room:
                await aextract_document(document, backend, schema)

        await asyncio.gather(*map(one, documents))
        return time.perf_counter() - began

    with ModelBackend("slow", Profile(base_url=url, model="m", concurrency=CONCURRENCY)) as backend:
        taken = asyncio.run(main(backend))
    return taken, -(-SHARED[1] // CONCURRENCY) * DELAY, int(SHARED[1])


def warm(url: str, documents: list[Document], folder: Path) -> tuple[float, int]:
    """Reports a second from a warm cache, in a process of its own as any later run is, and requests sent meanwhile."""
    SHARED[0] = 0
    with ModelBackend("warm", Profile(base_url=url, model="m"), cache_folder=folder) as backend:
        for document in documents:
            extract_document(document, backend, load_schema())
    SHARED[1] = 0
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        rate = pool.submit(warm_rate, url, documents, folder).result()
    return rate, int(SHARED[1])


def warm_rate(url: str, documents: list[Document], folder: Path) -> float:
    """Reports a second of a run that finds all its answers in the cache."""
    schema = load_schema()
    with ModelBackend("warm", Profile(base_url=url, model="m"), cache_folder=folder) as backend:
        extract_document(documents[0], backend, schema)  # imports
        began = time.perf_counter()
        for _ in range(4):
            for document in documents:
                extract_document(document, backend, schema)
        return 4 * len(documents) / (time.perf_counter() - began)


def first_request(url: str, folder: Path) -> float:
    """Seconds from the command line to the first request."""
    (folder / "giextract.toml").write_text(f'cache = "off"\n[backends.m]\nbase_url = "{url}"\nmodel = "m"\n', "utf-8")
    best = 9.9
    for _ in range(3):
        SHARED[2] = SHARED[0] = 0
        began = time.time()
        command = [sys.executable, "-m", "giextract", "extract", str(REPORTS[0]), "-b", "m", "--format", "json"]
        environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
        subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
        best = min(best, SHARED[2] - began)
    return best


def main() -> None:
    """Print the three figures."""
    port = multiprocessing.Value("i", 0)
    process = multiprocessing.Process(target=serve, args=(SHARED, port), daemon=True)
    process.start()
    while not port.value:
        time.sleep(0.01)
    url = f"http://127.0.0.1:{port.value}/v1"
    reports = [read(path) for path in REPORTS]
    # another title for each copy, so that no two requests are the same
    documents = [
        replace(one, text=re.sub("报告|总结", f"报告（{n}）", one.text, count=3)) for n in range(4) for one in reports
    ]
    taken, ideal, requests = wall(url, documents)
    print(
        f"{requests} requests of {DELAY} s, {CONCURRENCY} at once: {taken:.2f} s, ideal {ideal:.2f} s (+{taken / ideal - 1:.1%})"
    )
    with tempfile.TemporaryDirectory() as folder:
        rate, sent = warm(url, documents[: len(REPORTS)], Path(folder) / "cache")
        print(f"warm cache: {rate:.0f} reports a second, {sent} requests sent")
        print(f"first request {first_request(url, Path(folder)):.2f} s after the command line")
    process.terminate()


if __name__ == "__main__":
    main()
