"""Limits, budget, time limit, usage and money, and the fallback."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from werkzeug import Request, Response

from giextract.backends.model import ModelBackend, Profile
from giextract.backends.model.limits import Limits, Pace
from giextract.backends.model.usage import Budget, Spent, cost
from giextract.errors import BudgetError
from giextract.record import Record
from tests.backends.model.conftest import VALUES, Script, Step, fails, says, used

Run = Callable[..., Record]


def test_pace_lets_so_many_through_a_minute() -> None:
    now = [0.0]
    pace = Pace(3, clock=lambda: now[0])
    for _ in range(3):
        assert pace.wait(1) == 0
        pace.take(1)
    assert pace.wait(1) == 60
    now[0] = 59
    assert pace.wait(1) == 1
    now[0] = 60
    assert pace.wait(1) == 0


def test_a_request_larger_than_the_pace_passes_alone() -> None:
    now = [0.0]
    pace = Pace(100, clock=lambda: now[0])
    assert pace.wait(500) == 0
    pace.take(500)
    assert pace.wait(1) == 60


def test_no_more_than_the_concurrency_run_at_once() -> None:
    async def main() -> int:
        limits, running, most = Limits(3), 0, 0

        async def one() -> None:
            nonlocal running, most
            async with limits.slot(1):
                running += 1
                most = max(most, running)
                await asyncio.sleep(0.01)
                running -= 1

        await asyncio.gather(*(one() for _ in range(20)))
        return most

    assert asyncio.run(main()) == 3


def test_a_cool_down_holds_for_all() -> None:
    async def main() -> float:
        limits = Limits(8)
        limits.cool_down(0.3)
        began = time.monotonic()

        async def one() -> None:
            async with limits.slot(1):
                pass

        await asyncio.gather(*(one() for _ in range(8)))
        return time.monotonic() - began

    assert 0.28 <= asyncio.run(main()) < 0.6


def test_one_429_slows_every_request_of_the_backend(script: Script, document: Any, note: Any) -> None:
    from dataclasses import replace

    from giextract.pipeline import extract_document

    script.steps = [fails(429, headers={"Retry-After": "1"}), says()]
    with ModelBackend("s", Profile(base_url=script.url, model="m", concurrency=1)) as backend:
        threads = [
            threading.Thread(
                target=extract_document, args=(replace(document, text=document.text + "甲" * n), backend, note)
            )
            for n in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(script.bodies) == 5
    assert all(later - script.times[0] >= 0.95 for later in script.times[1:])


def test_identical_requests_in_flight_are_sent_once(script: Script, document: Any, note: Any) -> None:
    from giextract.pipeline import aextract_document

    def step(request: Request, body: dict[str, Any]) -> Response:
        time.sleep(0.3)
        return says()(request, body)

    script.steps = [step]

    async def main() -> list[Record]:
        return list(await asyncio.gather(*(aextract_document(document, backend, note) for _ in range(6))))

    with ModelBackend("s", Profile(base_url=script.url, model="m")) as backend:
        records = asyncio.run(main())
    assert len(script.bodies) == 1
    assert all(record.values == VALUES for record in records)
    assert sum(used(record).requests for record in records) == 1
    assert sum(used(record).cached for record in records) == 5


def test_the_time_limit_ends_a_report(run: Run) -> None:
    def step(request: Request, body: dict[str, Any]) -> Response:
        time.sleep(2)
        return says()(request, body)

    began = time.monotonic()
    record = run(step, time_limit=0.4)
    assert time.monotonic() - began < 1.5
    assert record.status == "failed"
    assert "time limit of 0.4 seconds" in str(record.sections["note"].reason)


def test_cost_follows_the_prices_and_what_the_endpoint_had_kept() -> None:
    profile = Profile(
        base_url="http://x/v1", model="m", price_in=Decimal(2), price_cached=Decimal(1), price_out=Decimal(4)
    )
    spent = Spent(requests=1)
    spent.count(
        {"prompt_tokens": 1_000_000, "completion_tokens": 500_000, "prompt_tokens_details": {"cached_tokens": 400_000}}
    )
    assert cost(spent, profile) == Decimal("3.6")
    spent.count({"prompt_tokens": 0, "completion_tokens": 0, "prompt_cache_hit_tokens": 100_000})
    assert cost(spent, profile) == Decimal("3.5")


def test_unknown_prices_and_unmeasured_answers_have_no_cost() -> None:
    profile = Profile(base_url="http://x/v1", model="m")
    assert cost(Spent(requests=1, tokens_in=5), profile) is None
    priced = Profile(base_url="http://x/v1", model="m", price_in=1, price_out=1)
    spent = Spent(requests=1)
    spent.count(None)
    assert cost(spent, priced) is None


def test_the_record_shows_usage_of_failed_tries_too(run: Run) -> None:
    wrong = {"note": {"total": "2|公开信息131条"}}
    record = run(says(wrong), price_in=1, price_out=2)
    assert used(record).requests == 3
    assert used(record).tokens_in > 0
    assert used(record).cost == Decimal(used(record).tokens_in + 2 * used(record).tokens_out) / 1_000_000
    assert used(record).currency == "USD"
    assert used(run(says(wrong))).cost is None


def test_the_budget_stops_before_the_request_that_exceeds_it(run: Run, script: Script) -> None:
    changes: dict[str, Any] = {"price_in": 1, "price_out": 1, "max_tokens": 1000}
    profile = Profile(base_url=script.url, model="m", **changes)
    budget = Budget(Decimal("0.0001"), profile)
    record = run(says(), more={"budget": budget}, **changes)
    assert script.bodies == []
    assert record.status == "failed"
    assert "raise --budget" in str(record.sections["note"].reason)
    enough = Budget(Decimal("0.01"), profile)
    record = run(says(), more={"budget": enough}, **changes)
    assert record.values == VALUES
    assert enough.reserved == 0
    assert enough.spent == used(record).cost


def test_reserving_is_exact() -> None:
    budget = Budget(Decimal(1), Profile(base_url="http://x/v1", model="m", price_in=1, price_out=1))
    first = budget.reserve(500_000, 300_000)
    with pytest.raises(BudgetError):
        budget.reserve(200_000, 1)
    budget.settle(first, Decimal("0.1"))
    budget.reserve(800_000, 100_000)


class StandIn:
    """A backend that knows one leaf."""

    signature = "rules@1"

    def fill(self, routed: Any) -> Any:  # noqa: ARG002 (as Backend)
        from giextract.backends import Answer

        return [Answer("/total", "stated", 2, "公开信息130条")]

    async def afill(self, routed: Any) -> Any:
        return self.fill(routed)


@pytest.mark.parametrize(("step", "backend"), [(fails(500), "rules"), (says(), "scripted")])
def test_the_fallback_fills_what_ended_unanswered(run: Run, step: Step, backend: str) -> None:
    record = run(step, fallback=StandIn())
    fact = record.fact("/total")
    assert fact is not None
    assert (fact.value, fact.backend, fact.check) == (130, backend, "proved")
    assert record.status == "complete"
    if backend == "rules":
        assert record.values == {"total": 130}
        assert "filled by rules, because scripted answered 500" in str(record.sections["note"].reason)
        assert record.signature.backend.endswith("+rules@1")


def test_a_fatal_error_is_met_once(script: Script) -> None:
    from pathlib import Path

    from giextract.pipeline import extract_document
    from giextract.reading import read
    from giextract.schema import load_schema

    script.steps = [fails(401, "bad key")]
    report = read(Path(__file__).parents[3] / "giextract" / "sample" / "report.txt")
    with ModelBackend("s", Profile(base_url=script.url, model="m", concurrency=1)) as backend:
        record = extract_document(report, backend, load_schema())
    assert record.status == "failed"
    assert len(script.bodies) == 1
    assert used(record).requests == 1
