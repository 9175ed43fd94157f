"""Runs with a model: what is asked again and what is not, and what may be spent."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from giextract.batch.ledger import Ledger
from giextract.batch.spending import Spending, read_spending
from tests.batch.conftest import Command
from tests.batch.endpoint import Endpoint

SCHEMA = """
from pydantic import BaseModel, ConfigDict, Field

class Meetings(BaseModel):
    model_config = ConfigDict(json_schema_extra={"headings": ["概述"], "cues": ["会议"]})
    meetings: int | None = Field(default=None, title="会议数")

class Requests(BaseModel):
    model_config = ConfigDict(json_schema_extra={"headings": ["依申请"], "cues": ["申请"]})
    received: int | None = Field(default=None, title="TITLE")

class Small(BaseModel):
    one: Meetings
    two: Requests
"""


@pytest.fixture
def endpoint(reports: Path) -> Iterator[Endpoint]:  # noqa: ARG001 (it changes into their folder)
    with Endpoint() as endpoint:
        Path("giextract.toml").write_text(endpoint.settings(), "utf-8")
        yield endpoint


def spending() -> Spending:
    ledger = Ledger(Path("out"), reading=True)
    try:
        return read_spending(ledger)
    finally:
        ledger.close()


def test_a_run_says_what_it_spent(endpoint: Endpoint, run: Command) -> None:
    result = run("reports", "-b", "scripted")
    assert result.exit_code == 0, result.stderr
    spent = spending()
    assert (spent.attempts, spent.answers, spent.unsettled) == (endpoint.requests, endpoint.requests, 0)
    assert spent.cost == Decimal(spent.tokens_in + 2 * spent.tokens_out) / 1_000_000
    assert f"spent: {endpoint.requests} requests" in result.stdout
    with sqlite3.connect("out/ledger.sqlite") as base:
        used = base.execute("SELECT sum(usage ->> 'requests'), sum(usage ->> 'tokens_in') FROM documents").fetchone()
    base.close()
    assert used == (endpoint.requests, spent.tokens_in)


def test_answers_stay_with_the_run(endpoint: Endpoint, run: Command) -> None:
    run("reports", "-b", "scripted")
    asked = endpoint.requests
    for record in Path("out/records").rglob("*.json"):
        record.unlink()
    assert run("--resume", "-b", "scripted").exit_code == 0
    assert endpoint.requests == asked
    assert Path("out/cache/answers/cache.db").exists()


def test_a_budget_holds_over_all_sessions(endpoint: Endpoint, run: Command) -> None:
    toml = Path("giextract.toml")
    slowly = toml.read_text("utf-8").replace("concurrency = 8", "concurrency = 1")  # so that tokens are learned early
    toml.write_text(slowly + "max_tokens = 100\n", "utf-8")
    first = run("reports", "-b", "scripted", "--budget", "0.012")
    assert first.exit_code in (3, 4)
    assert "raise --budget to go on; --resume goes on" in first.stderr
    cost = spending().cost
    assert cost is not None
    assert 0 < cost <= Decimal("0.012")
    run("--resume", "-b", "scripted", "--budget", "0.012")
    again = spending().cost
    assert again is not None
    assert again <= Decimal("0.012")
    assert run("--resume", "-b", "scripted", "--budget", "1").exit_code == 0
    assert sum(endpoint.answered.values()) == len(endpoint.answered)


def test_what_was_under_way_at_a_kill_counts_against_the_budget(endpoint: Endpoint, run: Command) -> None:
    run("reports/000/00000.txt", "-b", "scripted")
    with sqlite3.connect("out/ledger.sqlite") as base:
        base.execute("INSERT INTO under_way (may_cost) VALUES ('0.5')")
    base.close()
    asked = endpoint.requests
    result = run("reports", "--resume", "-b", "scripted", "--budget", "0.4")
    assert "raise --budget" in result.stderr
    assert endpoint.requests == asked
    assert (spending().unsettled, spending().may_cost) == (1, Decimal("0.5"))
    assert "1 requests were under way when a run was killed" in result.stdout


@pytest.mark.usefixtures("endpoint")
def test_a_key_that_is_not_accepted_ends_the_run_and_fails_no_report(
    run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.batch.endpoint._Handler._respond", _refuse)
    result = run("reports", "-b", "scripted")
    assert result.exit_code == 4
    assert "stopped: scripted answered 401" in result.stderr
    assert "0 of 3 documents done: 0 complete, 0 partial, 0 failed" in result.stdout
    monkeypatch.undo()


def _refuse(handler: object) -> None:
    handler.rfile.read(int(handler.headers["Content-Length"]))  # type: ignore[attr-defined]
    handler._send(401, {"error": {"message": "no such key"}}, {})  # type: ignore[attr-defined]


def test_what_the_endpoint_failed_at_is_asked_for_on_demand_and_nothing_else(endpoint: Endpoint, run: Command) -> None:
    endpoint.share = 0.3
    toml = Path("giextract.toml")
    toml.write_text(toml.read_text("utf-8").replace("tries = 12", "tries = 1"), "utf-8")
    assert run("reports", "-b", "scripted").exit_code == 3
    endpoint.share = 0.0
    kept, asked = len(endpoint.kept), endpoint.requests
    assert run("--resume", "-b", "scripted").exit_code == 3
    assert endpoint.requests == asked
    assert run("--retry-failed", "-b", "scripted").exit_code == 0
    assert endpoint.requests - asked == len(endpoint.kept) - kept


def test_refreshing_asks_again_for_what_a_change_of_the_schema_touches(endpoint: Endpoint, run: Command) -> None:
    toml = Path("giextract.toml")
    toml.write_text(toml.read_text("utf-8") + "share_requests = false\n", "utf-8")
    Path("small.py").write_text(SCHEMA.replace("TITLE", "收到申请数"), "utf-8")
    arguments = ["-b", "scripted", "--schema", "small.py:Small"]
    assert run("reports", *arguments).exit_code == 0
    assert endpoint.requests == 6
    Path("small.py").write_text(SCHEMA.replace("TITLE", "收到公开申请数"), "utf-8")
    refused = run("--resume", *arguments)
    assert refused.exit_code == 2
    assert "schema was small@" in refused.stderr
    assert run("--refresh", *arguments).exit_code == 0
    assert endpoint.requests == 9
