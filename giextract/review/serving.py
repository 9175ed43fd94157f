"""The review as a server on this machine: it gives the page, and keeps each decision in the journal as it is made.

Only for the person who started it: it listens on the loopback interface, asks for a token that is made anew for each run (in
the address for the page, in the header `X-Giextract-Token` for decisions), and answers only requests that name it by its
own address (so that no name that resolves to this machine reaches it) and come from its own page.

    GET /?token=…      the page
    GET /decisions     {"giextract_review": 1, "reviewer": …, "reports": […], "revisions": {sha256: how many decisions}}
    POST /decisions    {"sha256": …, "revision": the revision that the page knows, "decision": {…}}
                       200 {"revision": n} · 409 {"revision": n, "decisions": […]} where another tab was first: nothing is kept
                       400 · 404 · 413 · 415 · 422 · 503 {"error": …}: nothing is kept, and why

Whoever has no token, or that of a run that has ended, gets 401 {"error": …, "reason": "another_run"}; whoever comes from
elsewhere gets 403 {"error": …}.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import socket
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import uvicorn
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from giextract.errors import OutputError
from giextract.record import Record
from giextract.review.decisions import Decision, first_problem
from giextract.review.journal import Journal
from giextract.text.strict_json import parsed

HOST = "127.0.0.1"
HOSTS = [HOST, "localhost"]
HEADER = "X-Giextract-Token"
MOST_BYTES = 200_000
"""Of the body of one request; a decision holds two texts of at most 20,000 characters."""
SECURITY_HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'",  # the page names its own sources in itself; this, only a header can
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Check = Callable[[str, tuple[Decision, ...]], str | None]
"""Hash of a report and all decisions on it, the newest last → why these do not fit the report, or None."""


def listen(port: int = 0, usual: int = 0) -> socket.socket:
    """A socket on the loopback interface: at `port`, or else at the `usual` one, or else at one that is free.

    OutputError where `port` is taken.
    """
    for number in (port,) if port else (usual, 0):
        bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((HOST, number))
            bound.listen(64)  # from here on a browser may come; it waits until the server is ready
        except OSError as error:
            bound.close()
            if port or not number:
                raise OutputError(
                    f"port {number} cannot be used ({error.strerror}); name another, or none, with --port"
                ) from error
            continue
        return bound
    raise AssertionError  # the last turn returns or raises


def usual_port(journal: Path) -> int:
    """The port for a journal, the same each time.

    What a browser holds back while the server is away it keeps under the address of the page, port and all; a server that
    comes back at the same address gets it.
    """
    digest = hashlib.sha256(str(journal.resolve()).encode("utf-8", "surrogateescape")).digest()
    return 20_000 + int.from_bytes(digest[:4]) % 10_000


def address(bound: socket.socket, token: str) -> str:
    """What a person opens."""
    return f"http://{HOST}:{bound.getsockname()[1]}/?token={token}"


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(24)


def serve(bound: socket.socket, app: ASGIApp) -> None:
    """Serve until the process is told to end (Ctrl-C, SIGTERM); what is under way is finished first."""
    config = uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="off", server_header=False, timeout_graceful_shutdown=3
    )
    uvicorn.Server(config).run(sockets=[bound])


def application(
    page: Path, journal: Journal, records: Mapping[str, Sequence[Record]], token: str, check: Check = lambda *_: None
) -> ASGIApp:
    """The server's application: `page` is the file with the page, `records` maps the hash of each report to its records."""
    decisions = _Decisions(journal, records, check)

    async def show(_: Request) -> Response:
        return FileResponse(page, media_type="text/html; charset=utf-8")

    routes = [
        Route("/", show, methods=["GET"]),
        Route("/decisions", decisions.read, methods=["GET"]),
        Route("/decisions", decisions.keep, methods=["POST"]),
    ]
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(_SecurityHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False),
            Middleware(_OwnPageOnly, token=token),
        ],
    )


class _Decisions:
    """Reading and keeping decisions; one at a time is kept."""

    def __init__(self, journal: Journal, records: Mapping[str, Sequence[Record]], check: Check) -> None:
        self._journal, self._records, self._check = journal, records, check

    async def read(self, _: Request) -> Response:
        data = json.loads(self._journal.everything().to_json())
        revisions = {one["sha256"]: len(one["decisions"]) for one in data["reports"]}
        return JSONResponse(data | {"revisions": revisions})

    async def keep(self, request: Request) -> Response:
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return _refused(415, "send application/json")
        body = await _body(request)
        if body is None:
            return _refused(413, f"a decision has at most {MOST_BYTES:,} bytes")
        try:
            data = parsed(body)
        except ValueError as error:
            return _refused(400, f"the body cannot be read: {error}")
        try:
            sha256, revision = data["sha256"], data["revision"]
            decision = Decision.model_validate(data["decision"])
        except ValidationError as error:
            return _refused(422, first_problem(error))
        except (TypeError, KeyError):
            return _refused(422, "send sha256, revision and decision")
        if type(revision) is not int or not isinstance(sha256, str):
            return _refused(422, "sha256 is a text and revision a whole number")
        beside = self._records.get(sha256)
        if beside is None:
            return _refused(404, "this review has no such report")
        # Nothing here waits from the comparison of revisions on until the decision is kept, so no other comes between.
        known = self._journal.decisions(sha256)
        if revision != len(known):
            if known[revision:] == (decision,) and decision.at is not None and revision >= 0:
                return JSONResponse({"revision": len(known)})  # it was kept, and the answer was lost on its way
            said = [one.model_dump(mode="json") for one in known]
            return JSONResponse({"revision": len(known), "decisions": said}, status_code=409)
        problem = self._check(sha256, (*known, decision))
        if problem is not None:
            return _refused(422, problem)
        try:
            first, names = beside[0], [one.signature.backend for one in beside]
            kept = self._journal.append(
                sha256, first.source.path, first.signature.schema_, decision, names if len(names) > 1 else ()
            )
        except OutputError as error:
            return _refused(503, error.message)
        return JSONResponse({"revision": kept})


async def _body(request: Request) -> bytes | None:
    """The body, None where it is too long; no more of it is read than is allowed."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    return body


def _refused(status: int, why: str, **more: str) -> Response:
    return JSONResponse({"error": why, **more}, status_code=status)


class _OwnPageOnly:
    """Lets requests through that carry the token and come from the server's own page, or from no page at all."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app, self._token = app, token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            if not self._is_own(headers):
                await _refused(403, "this page is not from here")(scope, receive, send)
                return
            given = Request(scope).query_params.get("token", "") if scope["path"] == "/" else headers.get(HEADER, "")
            if not secrets.compare_digest(given.encode(), self._token):
                why = "the token is missing or another run's; open the address that giextract review --serve printed"
                answer = (
                    PlainTextResponse(why, 401) if scope["path"] == "/" else _refused(401, why, reason="another_run")
                )
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)

    @staticmethod
    def _is_own(headers: Headers) -> bool:
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin is not None and origin != f"http://{headers.get('host')}":
            return False
        return site in (None, "same-origin", "none")


class _SecurityHeaders:
    """Adds the headers to every answer, refusals too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SECURITY_HEADERS)
            await send(message)

        await self._app(scope, receive, with_headers)
