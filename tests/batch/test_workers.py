"""Processes that die, hang or fail harm the task they had, and nothing else."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator

import pytest

from giextract.batch.workers import TRIES, ClosedError, TimeLimitPassedError, WorkerDiedError, Workers


def make() -> Callable[[str], object]:
    def do(task: str) -> object:
        if task == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if task == "hang":
            time.sleep(60)
        if task == "fail":
            raise ValueError("no")
        if task == "unsendable":
            return lambda: None
        return task.upper(), os.getpid(), os.getppid()

    return do


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers[str, object]]:
    workers: Workers[str, object] = Workers(1, make)
    yield workers
    workers.close()
    with pytest.raises(ClosedError):
        workers.call("one")


@pytest.mark.parametrize(
    ("task", "error"),
    [("die", WorkerDiedError), ("fail", ValueError), ("unsendable", RuntimeError), ("hang", TimeLimitPassedError)],
)
def test_a_bad_task_is_an_error_and_the_next_one_is_done(
    task: str, error: type[Exception], workers: Workers[str, object]
) -> None:
    with pytest.raises(error):
        workers.call(task, 1.0 if task == "hang" else None)
    result = workers.call("one")
    assert isinstance(result, tuple)
    assert result[0] == "ONE"


def test_a_process_stays_as_long_as_it_lives(workers: Workers[str, object]) -> None:
    assert workers.call("one") == workers.call("one")
    assert len(workers.pids()) == 1


def test_one_death_costs_nothing(workers: Workers[str, object]) -> None:
    assert TRIES > 1
    before = workers.pids()
    os.kill(before[0], signal.SIGKILL)
    result = workers.call("one")
    assert isinstance(result, tuple)
    assert result[1] not in before


def test_what_processes_are_made_from_may_die_too(workers: Workers[str, object]) -> None:
    for _ in range(3):
        result = workers.call("one")
        assert isinstance(result, tuple)
        _, own, parent = result
        assert parent != os.getpid(), "they come from a process that has loaded what they need"
        os.kill(parent, signal.SIGKILL)
        os.kill(own, signal.SIGKILL)
