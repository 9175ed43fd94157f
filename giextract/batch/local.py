"""The local engine: a run's documents on the cores of this machine.

Reading and rules run in processes, one document in each at a time. A model is asked by this process alone, so that its limits
hold for all documents, with the documents read in processes beside it. What is under way is bounded, and so is memory.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path

from giextract.backends import ReportBackend, close
from giextract.batch.records import Records
from giextract.batch.run import Run
from giextract.batch.tally import Tally
from giextract.batch.unit import Done, Spec, Task, Unit, failed, read_task
from giextract.batch.workers import TRIES, ClosedError, TimeLimitPassedError, WorkerDiedError, Workers
from giextract.document import Document
from giextract.errors import OutputError, ReadingError
from giextract.settings import ReadingSettings

BESIDE_A_MODEL = 16
"""Documents that wait for a model at the same time, where nobody says otherwise; its own limits say how many requests do."""
LONGEST = 3600.0
"""Seconds after which the reading of one document, or its rules, are given up."""
TICK = 0.5


def work(run: Run, unit: Unit, spec: Spec, tell: Callable[[Tally], None]) -> None:
    """Do what is left of `run`; `tell` hears of it twice a second and at the end. An interrupt leaves all that is done done."""
    processes = run.choice.processes or _cores()
    model = isinstance(unit.backend, ReportBackend)
    documents = run.choice.documents or (BESIDE_A_MODEL if model else processes)
    processes = min(processes, documents)
    do: Callable[[Task], Done]
    workers: Workers[Task, Done] | Workers[Task, Document]
    if model:
        readers: Workers[Task, Document] = Workers(processes, _reader, unit.reading)
        do, workers = _asking(unit, readers, Records(run.folder)), readers
    else:
        doers: Workers[Task, Done] = Workers(processes, _doer, spec, run.folder)
        do, workers = _delegating(doers), doers
    pool = ThreadPoolExecutor(documents, thread_name_prefix="giextract-document")
    waiting: set[Future[Done]] = set()

    def settle(timeout: float | None = None) -> None:
        nonlocal waiting
        finished, waiting = wait(waiting, timeout=timeout, return_when=FIRST_COMPLETED)
        for future in finished:
            run.settle(future.result())
        run.flush(force=False)
        tell(run.tally)

    try:
        for task in run.todo():
            waiting.add(pool.submit(do, task))
            while len(waiting) >= 2 * documents and not run.stopped:
                settle(TICK)
            if run.stopped:
                break
            tell(run.tally)
        if run.stopped:  # what has not begun is left for the next time
            waiting = {future for future in waiting if not future.cancel()}
        while waiting:
            settle(TICK)
    finally:
        for future in waiting:
            future.cancel()
        workers.close()
        if waiting:
            close(unit.backend)  # what still waits for the model, after an interrupt, ends now
        pool.shutdown(wait=True)
        run.flush()
        tell(run.tally)


def _cores() -> int:
    """The cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def _doer(spec: Spec, folder: Path) -> Callable[[Task], Done]:
    """In a worker: what does a whole document, and writes its record."""
    unit, records = Unit(spec), Records(folder)
    return lambda task: written(unit.do(task), records)


def _reader(settings: ReadingSettings) -> Callable[[Task], Document]:
    """In a worker: what reads a document."""
    return lambda task: read_task(task, settings)


def written(done: Done, records: Records) -> Done:
    """`done` with its record in its file; the document stays to be done where that fails."""
    slim = replace(done, task=replace(done.task, before=None, keys={}), record=None)
    if done.record is None:
        return slim
    try:
        records.write(done.task.sha256, done.record)
    except OutputError as error:
        return failed(slim.task, error)
    return slim


def _delegating(workers: Workers[Task, Done]) -> Callable[[Task], Done]:
    def do(task: Task) -> Done:
        try:
            return workers.call(task, LONGEST)
        except Exception as error:
            return _given_up(task, error)

    return do


def _asking(unit: Unit, readers: Workers[Task, Document], records: Records) -> Callable[[Task], Done]:
    def do(task: Task) -> Done:
        try:
            document = readers.call(task, LONGEST)
        except Exception as error:
            return _given_up(task, error)
        return written(unit.extract(task, document), records)

    return do


def _given_up(task: Task, error: Exception) -> Done:
    if isinstance(error, ClosedError):
        return Done(task, "pending", stop="interrupted")
    if isinstance(error, WorkerDiedError):
        why = f"{task.path} ended {TRIES} processes that worked on it; is there enough memory?"
        error = ReadingError(why, task.path)
    elif isinstance(error, TimeLimitPassedError):
        error = ReadingError(f"{task.path} took longer than {LONGEST:g} seconds and was given up", task.path)
    return failed(task, error)
