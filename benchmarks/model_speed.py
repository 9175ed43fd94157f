"""How fast the model backend is: wall time against the ideal, reports a second from a warm cache, time to the first request.

python -m benchmarks.model_speed
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
from collections.abc import Iterator
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
from tests.backends.model.desk import Desk, Local
from tests.backends.model.oracle import Oracle

DELAY = 0.3
CONCURRENCY = 16
SHARED: Any = multiprocessing.Array("d", 3)
EVALS = Path(__file__).parents[1] / "evals"
SHARED_REPORTS = Path(__file__).parents[2] / "shared"
REPORTS = sorted((EVALS / "reports").glob("[abc]*.txt"))
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


def wall(url: str, documents: list[Document]) -> tuple[float, float, float, int]:
    """Seconds taken, seconds of an ideal client and of a bare one, and requests."""
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

    sent: list[dict[str, Any]] = []
    with ModelBackend("slow", Profile(base_url=url, model="m", concurrency=CONCURRENCY), record=sent.append) as backend:
        taken = asyncio.run(main(backend))
    requests = int(SHARED[1])
    bodies = [{"model": "m", "messages": one["messages"]} for one in sent[-requests:]]
    return taken, -(-requests // CONCURRENCY) * DELAY, asyncio.run(bare(url, bodies)), requests


async def bare(url: str, bodies: list[dict[str, Any]]) -> float:
    """Seconds that the client library alone takes for the same bodies, with as many at once and nothing else to do."""
    import httpx2

    left = iter(bodies)
    limits = httpx2.Limits(max_connections=CONCURRENCY)
    async with httpx2.AsyncClient(limits=limits, timeout=60) as client:

        async def work() -> None:
            for body in left:
                await client.post(f"{url}/chat/completions", json=body)

        await client.post(f"{url}/chat/completions", json=bodies[0])
        began = time.perf_counter()
        await asyncio.gather(*(work() for _ in range(CONCURRENCY)))
        return time.perf_counter() - began


def suites() -> Iterator[list[tuple[Path, Path]]]:
    """Reports with their labels: the composed ones, and the published ones of the 2008 regime where they are at hand."""
    yield [(EVALS / "reports" / f"{label.stem}.txt", label) for label in sorted((EVALS / "labels").glob("[a-d]*.json"))]
    published = sorted((SHARED_REPORTS / "labels").glob("00*.json"))
    if published:
        yield [(SHARED_REPORTS / "reports" / f"{label.stem}.txt", label) for label in published]


def warm(url: str, folder: Path, pairs: list[tuple[Path, Path]]) -> str:
    """CPU time and rates of a run that finds all its answers in the cache, in one process and in one for each core."""
    desk = Desk([Oracle.of(report, label) for report, label in pairs])
    paths = [report for report, _ in pairs]
    with ModelBackend("warm", warm_profile(url), cache_folder=folder, sender=Local(desk)) as backend:
        facts = sum(len(extract_document(read(path), backend, load_schema()).facts) for path in paths)
    SHARED[1] = 0
    cores = os.cpu_count() or 1
    said = []
    for processes in sorted({1, cores}):
        with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
            runs = list(pool.map(warm_run, [url] * processes, [paths] * processes, [folder] * processes))
        cpu = sum(one for one, _ in runs) / processes
        rate = sum(rate for _, rate in runs)
        said.append(
            f"{processes} process{'es' * (processes > 1)}: {cpu * 1000:.1f} ms of CPU time a report, {rate:.0f} reports a second"
        )
    characters = sum(len(read(path).text) for path in paths) / len(paths)
    return (
        f"warm cache, {len(paths)} reports of {characters:,.0f} characters and {facts / len(paths):.0f} facts, "
        f"{int(SHARED[1])} requests sent; {'; '.join(said)}"
    )


def warm_profile(url: str) -> Profile:
    """The profile of the warm runs."""
    return Profile(base_url=url, model="m")


def warm_run(url: str, paths: list[Path], folder: Path) -> tuple[float, float]:
    """CPU seconds a report and reports a second of one process, once everything is imported that the reports need.

    What the process remembers of the texts is forgotten before each pass, so that no report is one that it has met.
    """
    schema = load_schema()
    documents = [read(path) for path in paths]
    passes = -(-150 // len(documents))
    taken = used = 0.0
    with ModelBackend("warm", warm_profile(url), cache_folder=folder) as backend:
        for number in range(passes + 1):
            forget()
            began, before = time.perf_counter(), time.process_time()
            for document in documents:
                extract_document(document, backend, schema)
            if number:  # the first pass imports
                taken, used = taken + time.perf_counter() - began, used + time.process_time() - before
    count = passes * len(documents)
    return used / count, count / taken


def forget() -> None:
    """Empty the bounded caches of giextract's functions; what is kept for ever does not depend on the texts."""
    for name, module in list(sys.modules.items()):
        for value in list(vars(module).values()) if name.startswith("giextract") else ():
            parameters = getattr(value, "cache_parameters", None)
            if parameters is not None and parameters()["maxsize"]:
                value.cache_clear()


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
    taken, ideal, alone, requests = wall(url, documents)
    print(
        f"{requests} requests of {DELAY} s, {CONCURRENCY} at once: {taken:.2f} s; ideal {ideal:.2f} s ({taken / ideal - 1:+.1%}), "
        f"a bare client {alone:.2f} s ({taken / alone - 1:+.1%})"
    )
    with tempfile.TemporaryDirectory() as folder:
        for number, one in enumerate(suites()):
            print(warm(url, Path(folder) / f"cache{number}", one))
        print(f"first request {first_request(url, Path(folder)):.2f} s after the command line")
    process.terminate()


if __name__ == "__main__":
    main()
