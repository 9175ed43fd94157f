"""The local engine: a run's documents on the cores of this machine.

Reading and rules run in processes, one document in each at a time. A model is asked by this process alone, so that its limits
hold for all documents, with the documents read in processes beside it. What is under way is bounded, and so is memory.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from giextract.backends import ReportBackend, close
from giextract.batch.records import Records
from giextract.batch.run import Run
from giextract.batch.tally import Tally
from giextract.batch.unit import Done, Spec, Task, Unit, failed, read_task
from giextract.batch.workers import TRIES, ClosedError, TimeLimitPassedError, WorkerDiedError, Workers, orphaned
from giextract.document import Document
from giextract.errors import ReadingError
from giextract.settings import ReadingSettings

BESIDE_A_MODEL = 16
"""Documents that wait for a model at the same time, where nobody says otherwise; its own limits say how many requests do."""
AT_ONCE = 0.2
"""Seconds of work that are handed to a process at once: small reports go there several together."""
MOST_AT_ONCE = 32
LONGEST = 3600.0
"""Seconds after which the reading of one document, or its rules, are given up."""
TICK = 0.5


def work(run: Run, unit: Unit, spec: Spec, tell: Callable[[Tally], None]) -> None:
    """Do what is left of `run`; `tell` hears of it twice a second and at the end. An interrupt leaves all that is done done."""
    processes = run.choice.processes or _cores()
    model = isinstance(unit.backend, ReportBackend)
    documents = run.choice.documents or (BESIDE_A_MODEL if model else processes)
    processes = min(processes, documents)
    do, workers = doing(unit, spec, run.folder, processes)
    crew = _Crew(do, documents, 1 if model else MOST_AT_ONCE)
    try:
        for task in run.todo():
            crew.begin(task)
            while crew.is_full and not run.stopped:
                _settle(run, crew, tell)
            if run.stopped:
                break
            tell(run.tally)
        if run.stopped:
            crew.forget()
        while crew.under_way:
            _settle(run, crew, tell)
    finally:
        workers.close()
        if crew.under_way:
            close(unit.backend)  # what still waits for the model, after an interrupt, ends now
        crew.end()
        for done in crew.finished():
            if done.stop is None:
                run.settle(done)
        run.flush()
        tell(run.tally)


def doing(
    unit: Unit, spec: Spec, folder: Path, processes: int
) -> tuple[Callable[[list[Task]], list[Done]], Workers[Any, Any]]:
    """What does tasks and writes their records into the run in `folder`, raising nothing, and the processes that it uses.

    For a model it is `unit` that asks, and the processes read; without one they do all. It may be used by several threads.
    """
    if isinstance(unit.backend, ReportBackend):
        readers: Workers[Task, Document] = Workers(processes, _reader, unit.reading)
        return _asking(unit, readers, Records(folder)), readers
    doers: Workers[list[Task], list[Done]] = Workers(processes, _doer, spec, folder)
    return _delegating(doers), doers


def _settle(run: Run, crew: _Crew, tell: Callable[[Tally], None]) -> None:
    for done in crew.finished(TICK):
        run.settle(done)
    run.flush(force=False)
    tell(run.tally)


class _Crew:
    """Threads that do tasks side by side, and hand back what came of them as it comes.

    They wait for workers or for a model, each with up to `most` tasks of `AT_ONCE` seconds together. Futures, and each
    task by itself, would cost a quarter of what the rules take for a small report.
    """

    def __init__(self, do: Callable[[list[Task]], list[Done]], number: int, most: int = 1) -> None:
        self.under_way = 0
        self._do, self._number, self._most = do, number, most
        self._seconds = AT_ONCE  # that one task takes, as far as is known
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._results: queue.SimpleQueue[Done | Exception] = queue.SimpleQueue()
        names = (f"giextract-document-{index}" for index in range(number))
        self._threads = [threading.Thread(target=self._serve, name=name, daemon=True) for name in names]
        for thread in self._threads:
            thread.start()

    @property
    def is_full(self) -> bool:
        """Whether there is work enough for all threads until the first of them is free."""
        return self.under_way >= 2 * self._number * self._together

    @property
    def _together(self) -> int:
        return max(1, min(self._most, int(AT_ONCE / max(self._seconds, 1e-6))))

    def _serve(self) -> None:
        while (task := self._tasks.get()) is not None:
            tasks = [task, *self._more()]
            began = time.perf_counter()
            try:
                done = self._do(tasks)
            except Exception as error:
                self._results.put(error)
                continue
            self._seconds += 0.2 * ((time.perf_counter() - began) / len(tasks) - self._seconds)
            for one in done:
                self._results.put(one)

    def _more(self) -> Iterator[Task]:
        """Tasks that wait already, as many as go together, and no more than this thread's share of them."""
        for _ in range(min(self._together - 1, self._tasks.qsize() // self._number)):
            try:
                task = self._tasks.get_nowait()
            except queue.Empty:
                return
            if task is None:
                self._tasks.put(None)
                return
            yield task

    def begin(self, task: Task) -> None:
        """Do `task` as soon as a thread is free."""
        self.under_way += 1
        self._tasks.put(task)

    def finished(self, seconds: float = 0.0) -> Iterator[Done]:
        """What has been done; waits so long for the first."""
        while True:
            try:
                done = self._results.get(timeout=seconds) if seconds else self._results.get_nowait()
            except queue.Empty:
                return
            self.under_way -= 1
            if isinstance(done, Exception):
                raise done
            yield done
            seconds = 0.0

    def forget(self) -> None:
        """Give up what no thread has begun."""
        while True:
            try:
                self._tasks.get_nowait()
            except queue.Empty:
                return
            self.under_way -= 1

    def end(self) -> None:
        """Let the threads finish what they have begun, and no more."""
        self.forget()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()


def _cores() -> int:
    """The cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def _doer(spec: Spec, folder: Path) -> Callable[[list[Task]], list[Done]]:
    """In a worker: what does whole documents, and writes their records."""
    unit, records = Unit(spec), Records(folder)
    return lambda tasks: written([unit.do(task) for task in tasks], records)


def _reader(settings: ReadingSettings) -> Callable[[Task], Document]:
    """In a worker: what reads a document."""
    return lambda task: read_task(task, settings)


def written(done: list[Done], records: Records) -> list[Done]:
    """`done` with its records in their files; a document stays to be done where that fails."""
    if orphaned():  # the run may have been gone on with by now, and its records are not this process's
        raise ClosedError
    made = {one.task.sha256: one.record for one in done if one.record is not None}
    failures = records.write_all(made)
    slim = [replace(one, task=replace(one.task, before=None, keys={}), record=None) for one in done]
    return [failed(one.task, failures[sha256]) if (sha256 := one.task.sha256) in failures else one for one in slim]


def _delegating(workers: Workers[list[Task], list[Done]]) -> Callable[[list[Task]], list[Done]]:
    def do(tasks: list[Task]) -> list[Done]:
        try:
            return workers.call(tasks, LONGEST)
        except (WorkerDiedError, TimeLimitPassedError) as error:
            if len(tasks) > 1:  # it is one of them
                return [done for task in tasks for done in do([task])]
            return [_given_up(tasks[0], error)]
        except Exception as error:
            return [_given_up(task, error) for task in tasks]

    return do


def _asking(unit: Unit, readers: Workers[Task, Document], records: Records) -> Callable[[list[Task]], list[Done]]:
    def do(task: Task) -> Done:
        try:
            document = readers.call(task, LONGEST)
        except Exception as error:
            return _given_up(task, error)
        return unit.extract(task, document)

    return lambda tasks: written([do(task) for task in tasks], records)


def _given_up(task: Task, error: Exception) -> Done:
    if isinstance(error, ClosedError):
        return Done(task, "pending", stop="interrupted")
    if isinstance(error, WorkerDiedError):
        why = f"{task.path} ended {TRIES} processes that worked on it; is there enough memory?"
        error = ReadingError(why, task.path)
    elif isinstance(error, TimeLimitPassedError):
        error = ReadingError(f"{task.path} took longer than {LONGEST:g} seconds and was given up", task.path)
    return failed(task, error)
