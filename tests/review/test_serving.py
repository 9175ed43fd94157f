"""The server over real sockets: who gets in, what two tabs may do, and what is on the disk when the process is killed."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from giextract import extract
from giextract.errors import OutputError
from giextract.record import Record
from giextract.review.decisions import read_decisions
from giextract.review.serving import HEADER, MOST_BYTES, SECURITY_HEADERS, listen, usual_port
from tests.review.server import TOKEN
from tests.review.server_process import process_of

PAGE = "<!doctype html><title>复核</title>"


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    text: str

    @property
    def data(self) -> dict[str, Any]:
        parsed: dict[str, Any] = json.loads(self.text)
        return parsed


class Server(NamedTuple):
    process: subprocess.Popen[str]
    url: str
    journal: Path
    sha256: str

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        *,
        with_token: bool = True,
    ) -> Answer:
        connection = HTTPConnection(self.host, timeout=20)
        sent = {HEADER: TOKEN} if with_token else {}
        sent |= {"Content-Type": "application/json"} if body is not None else {}
        try:
            connection.request(method, path, body, sent | (headers or {}))
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, text)

    def post(self, revision: int, path: str = "/disclosure/total", **more: Any) -> Answer:
        decision = {"path": path, "action": "accept", "at": "2026-11-22T11:30:00.001Z"} | more
        body = {"sha256": self.sha256, "revision": revision, "decision": decision}
        return self.ask("POST", "/decisions", json.dumps(body).encode())

    def revision(self) -> int:
        revisions: dict[str, int] = self.ask("GET", "/decisions").data["revisions"]
        return revisions.get(self.sha256, 0)


@pytest.fixture(scope="module")
def record(sample: Path) -> Record:
    return extract(sample)


@contextmanager
def running(folder: Path, record: Record, reviewer: str = "王敏") -> Iterator[Server]:
    (folder / "record.json").write_text(record.to_json(), "utf-8")
    (folder / "page.html").write_text(PAGE, "utf-8")
    journal = folder / "r.decisions.jsonl"
    with process_of(folder, "tests.review.server", str(journal), "record.json", "page.html", reviewer) as (
        process,
        url,
    ):
        yield Server(process, url, journal, record.source.sha256)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, record: Record) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("review"), record) as one:
        yield one


def test_the_page_is_given_at_the_address_that_was_printed(server: Server) -> None:
    parts = urlsplit(server.url)
    assert parts.hostname == "127.0.0.1"
    answer = server.ask("GET", f"/?{parts.query}", headers={"Sec-Fetch-Site": "none"}, with_token=False)
    assert (answer.status, answer.text) == (200, PAGE)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/", {}),
        ("GET", "/", {HEADER: TOKEN}),
        ("GET", "/?token=", {}),
        ("GET", "/?token=another", {}),
        ("GET", "/?token=错", {}),
        ("GET", "/decisions", {}),
        ("GET", f"/decisions?token={TOKEN}", {}),
        ("GET", "/decisions", {HEADER: TOKEN[:-1]}),
        ("GET", "/decisions", {HEADER: TOKEN + "x"}),
        ("POST", "/decisions", {HEADER: "another"}),
        ("POST", f"/decisions?token={TOKEN}", {}),
        ("GET", "/record.json", {}),
    ],
)  # fmt: skip
def test_without_the_token_there_is_nothing(server: Server, method: str, path: str, headers: dict[str, str]) -> None:
    before = server.revision()
    answer = server.ask(
        method, path.replace("错", "%E9%94%99"), b"{}" if method == "POST" else None, headers, with_token=False
    )
    assert answer.status == 401
    assert "open the address that" in answer.text
    if path.startswith("/decisions"):
        assert answer.data["reason"] == "another_run"
    assert PAGE not in answer.text
    assert TOKEN not in answer.text
    assert server.revision() == before


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 400),
        ({"Host": "evil.example:{port}"}, 400),
        ({"Host": "127.0.0.1.evil.example"}, 400),
        ({"Host": "[::1]:{port}"}, 400),
        ({"Host": ""}, 400),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://127.0.0.1:{port}"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "http://localhost:{port}"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Host": "evil.example", "Origin": "http://evil.example"}, 400),
        ({"Origin": "http://127.0.0.1:{port}", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Host": "localhost:{port}", "Origin": "http://localhost:{port}"}, 200),
    ],
)
def test_only_its_own_page_gets_in_even_with_the_token(server: Server, headers: dict[str, str], status: int) -> None:
    port = server.host.rpartition(":")[2]
    sent = {name: value.format(port=port) for name, value in headers.items()}
    assert server.ask("GET", "/decisions", headers=sent).status == status
    assert server.ask("GET", f"/?token={TOKEN}", headers=sent).status == status
    assert server.ask("POST", "/decisions", b"{}", sent).status == (422 if status == 200 else status)


@pytest.mark.parametrize(
    ("method", "path"), [("GET", f"/?token={TOKEN}"), ("GET", "/"), ("GET", "/decisions"), ("POST", "/decisions"), ("GET", "/no"), ("PUT", "/decisions")]
)  # fmt: skip
def test_every_answer_has_the_headers_of_security(server: Server, method: str, path: str) -> None:
    headers = server.ask(method, path, b"{" if method == "POST" else None).headers
    assert {name: headers.get(name.lower()) for name in SECURITY_HEADERS} == SECURITY_HEADERS
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers


def test_it_listens_on_the_loopback_interface_alone() -> None:
    with listen() as bound:
        assert bound.getsockname()[0] == "127.0.0.1"
        bound.listen()
        with pytest.raises(OutputError, match=r"port .* cannot be used"):
            listen(bound.getsockname()[1])
        with listen(usual=bound.getsockname()[1]) as other:
            assert other.getsockname() != bound.getsockname()


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        (b"{", 400, "cannot be read"),
        (b"\xff", 400, "no UTF-8"),
        (b'{"sha256": "x", "revision": NaN}', 400, "NaN"),
        (b'{"sha256": "x", "revision": 1e400}', 400, "beyond all use"),
        (b'{"sha256": "\\ud800"}', 400, "half a surrogate pair"),
        (b"[" * 50_000 + b"]" * 50_000, 400, "nested too deep"),
        (b"[]", 422, "send sha256"),
        (b"null", 422, "send sha256"),
        (b'{"sha256": "x"}', 422, "send sha256"),
        (b'{"sha256": "x", "revision": 0, "decision": {"path": "/a", "action": "steal"}}', 422, "action"),
        (b'{"sha256": "x", "revision": 0, "decision": {"path": "/a", "action": "accept", "extra": 1}}', 422, "extra"),
        (b'{"sha256": "x", "revision": true, "decision": {"path": "/a", "action": "accept"}}', 422, "whole number"),
        (b'{"sha256": "x", "revision": 0, "decision": {"path": "/a", "action": "accept"}}', 404, "no such report"),
        (b" " * (MOST_BYTES + 1), 413, "at most"),
    ],
)
def test_what_is_no_decision_on_a_report_is_refused(server: Server, body: bytes, status: int, told: str) -> None:
    before = server.journal.read_bytes()
    answer = server.ask("POST", "/decisions", body)
    assert answer.status == status
    assert told in answer.data["error"]
    assert server.journal.read_bytes() == before


def test_a_form_of_another_site_is_refused(server: Server) -> None:
    assert server.ask("POST", "/decisions", b"{}", {"Content-Type": "text/plain"}).status == 415
    assert server.ask("POST", "/decisions", b"{}", {"Content-Type": "application/x-www-form-urlencoded"}).status == 415


def test_a_decision_that_does_not_fit_its_report_is_refused(server: Server) -> None:
    answer = server.post(server.revision(), note="misfit")
    assert (answer.status, answer.data) == (422, {"error": "that does not fit"})


def test_a_decision_is_kept_and_comes_back(tmp_path: Path, record: Record) -> None:
    with running(tmp_path, record) as server:
        first = server.ask("GET", "/decisions").data
        assert (first["reviewer"], first["reports"], first["revisions"]) == ("王敏", [], {})
        assert server.post(0, note="对").data == {"revision": 1}
        assert server.post(1, action="undo", path="").data == {"revision": 2}
        again = server.ask("GET", "/decisions").data
        assert again["revisions"] == {server.sha256: 2}
        assert [one["action"] for one in again["reports"][0]["decisions"]] == ["accept", "undo"]
        assert again["reports"][0]["path"] == record.source.path
        assert read_decisions(server.journal).of(server.sha256)[0].note == "对"


def test_of_two_tabs_the_second_is_told_what_the_first_did(tmp_path: Path, record: Record) -> None:
    with running(tmp_path, record) as server:
        assert server.post(0).status == 200
        late = server.post(0, "/fees", at="2026-11-22T11:31:00Z")
        assert late.status == 409
        assert late.data["revision"] == 1
        assert [one["path"] for one in late.data["decisions"]] == ["/disclosure/total"]
        assert server.post(1, "/fees", at="2026-11-22T11:31:00Z").data == {"revision": 2}
        assert server.post(7, "/fees").status == 409
        assert server.post(-1, "/fees").status == 409


def test_a_decision_whose_answer_was_lost_is_kept_once(tmp_path: Path, record: Record) -> None:
    with running(tmp_path, record) as server:
        assert server.post(0).data == {"revision": 1}
        assert server.post(0).data == {"revision": 1}
        assert server.revision() == 1


def test_many_tabs_at_once_lose_nothing_and_keep_nothing_twice(tmp_path: Path, record: Record) -> None:
    tabs, each = 6, 15

    def work(one: Server, tab: int) -> None:
        revision = 0
        for number in range(each):
            at = f"2026-11-22T11:{tab:02}:{number:02}Z"
            while (answer := one.post(revision, f"/t{tab}/{number}", at=at)).status == 409:
                revision = answer.data["revision"]
            revision = answer.data["revision"]

    with running(tmp_path, record) as server:
        with ThreadPoolExecutor(tabs) as pool:
            list(pool.map(work, [server] * tabs, range(tabs)))
        paths = [one.path for one in read_decisions(server.journal).of(server.sha256)]
        assert len(paths) == tabs * each
        for tab in range(tabs):
            assert [path for path in paths if path.startswith(f"/t{tab}/")] == [f"/t{tab}/{n}" for n in range(each)]


def test_what_was_answered_for_is_there_after_a_kill(tmp_path: Path, record: Record) -> None:
    answered: list[str] = []
    for start in range(5):
        with running(tmp_path, record) as server, ThreadPoolExecutor(1) as pool:
            done = pool.submit(_until_it_is_gone, server, start, answered)
            while len(answered) < 4 * (start + 1):
                assert not done.done(), done.result()
            server.process.kill()
            done.result()
        kept = [one.path for one in read_decisions(server.journal).of(server.sha256)]
        assert kept[: len(answered)] == answered
        assert len(kept) <= len(answered) + 1  # the last may have been kept without being answered for
        answered[:] = kept


def _until_it_is_gone(server: Server, start: int, answered: list[str]) -> None:
    revision = server.revision()
    for number in range(10_000):
        path = f"/p{start}/{number}"
        try:
            answer = server.post(revision, path)
        except OSError:
            return
        except Exception as error:
            if type(error).__module__ == "http.client":
                return
            raise
        assert answer.status == 200, answer
        revision = answer.data["revision"]
        answered.append(path)


def test_ctrl_c_ends_it_at_once_and_cleanly(tmp_path: Path, record: Record) -> None:
    with running(tmp_path, record) as server:
        idle = socket.create_connection(("127.0.0.1", int(server.host.rpartition(":")[2])))
        assert server.post(0).status == 200
        server.process.send_signal(signal.SIGINT)
        out, err = server.process.communicate(timeout=20)
        idle.close()
        assert (server.process.returncode, out, err) == (0, "ended\n", "")


def test_a_second_server_on_the_same_decisions_is_told(tmp_path: Path, record: Record) -> None:
    with running(tmp_path, record), pytest.raises(AssertionError, match="being written by another review"):  # noqa: SIM117
        with running(tmp_path, record):
            pass


@pytest.mark.parametrize("end", [lambda line: line[:-1], lambda line: line[: len(line) // 2], lambda line: line[:1]])
def test_a_line_that_a_crash_cut_off_is_put_aside_and_nothing_else_is_lost(
    tmp_path: Path, record: Record, end: Callable[[bytes], bytes]
) -> None:
    with running(tmp_path, record) as server:
        for number in range(3):
            assert server.post(number, f"/p/{number}").status == 200
    lines = server.journal.read_bytes().splitlines(keepends=True)
    server.journal.write_bytes(b"".join(lines[:-1]) + end(lines[-1]))
    with running(tmp_path, record) as server:
        assert server.revision() == 2
        assert server.post(2, "/p/new").data == {"revision": 3}
    assert [one.path for one in read_decisions(server.journal).of(server.sha256)] == ["/p/0", "/p/1", "/p/new"]
    assert (tmp_path / "r.decisions.jsonl.cut-off").read_bytes() == end(lines[-1]) + b"\n"


def test_the_same_decisions_are_served_at_the_same_port(tmp_path: Path) -> None:
    port = usual_port(tmp_path / "a.decisions.jsonl")
    assert usual_port(tmp_path / "a.decisions.jsonl") == port
    assert 20_000 <= port < 30_000
    assert usual_port(tmp_path / "b.decisions.jsonl") != port
    with listen(usual=port) as bound:
        assert bound.getsockname()[1] == port
