"""The recording that the gate replays: what an oracle answers to the model backend on some reports of the dev half.

`python -m tests.scoring.recording` makes it anew, which is due whenever a prompt, the routing or the text given to models
changes: a request that was not recorded is an error of the gate, never a guess. Needs no network. Messages are left out:
the key of an exchange stands for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from giextract.backends.model import ModelBackend, Profile
from giextract.backends.replay import Recording
from giextract.errors import NotAReportError
from giextract.pipeline import extract_document
from giextract.reading import read
from tests.backends.model.desk import Desk
from tests.backends.model.oracle import Oracle
from tests.scoring.desk import EVALS, SCHEMA

KEPT = EVALS / "replay.jsonl"
PROFILE = Profile(base_url="http://oracle.invalid/v1", model="oracle", mode="json")


class _Oracles:
    """Stands in for the endpoint."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def send(self, body: dict[str, Any], extra_body: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002 (as Sender)
        return self._desk.completion(body)

    async def close(self) -> None:
        pass


def record(path: Path, reports: Sequence[str]) -> None:
    """Write what oracles of `reports` answer to `path`, in an order that depends on nothing.

    A report that giextract does not take for one is never asked about, so there is nothing of it to write.
    """
    exchanges: dict[str, dict[str, Any]] = {}
    oracles = {}
    for name in reports:
        with suppress(NotAReportError):
            oracles[name] = Oracle.of(EVALS / "reports" / f"{name}.txt", EVALS / "labels" / f"{name}.json", SCHEMA)
    desk = Desk(list(oracles.values()))

    def keep(exchange: dict[str, Any]) -> None:
        exchanges[exchange["key"]] = {key: exchange[key] for key in ("key", "text", "usage")}

    with ModelBackend("oracle", PROFILE, sender=_Oracles(desk), record=keep) as backend:
        for name in oracles:
            extract_document(read(EVALS / "reports" / f"{name}.txt"), backend, SCHEMA)
    kept = Recording(path, "oracle", PROFILE)
    for key in sorted(exchanges):
        kept.write(exchanges[key])
    path.chmod(0o644)


def reports_of(suite: Path) -> list[str]:
    """The reports of the suite in a file."""
    from giextract.scoring.suite import load_suite

    opened = load_suite(str(suite))
    return [path.stem for path in sorted((EVALS / "labels").glob("*.json")) if opened.takes(path.stem)]


if __name__ == "__main__":
    record(KEPT, reports_of(EVALS / "dev.toml"))
    print(f"{KEPT}: {KEPT.stat().st_size:,} bytes, {len(KEPT.read_text('utf-8').splitlines()) - 1} exchanges")
