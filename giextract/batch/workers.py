"""Workers: processes that do one task after the other, each on a pipe of its own, so that the death of one harms one task.

The pools of the standard library give every task up when one process dies; a report that kills its reader would end the run.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import queue
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

TRIES = 3
"""Processes that may die over one task before it is given up; the first may have been killed for another reason."""
LOADED = ("giextract.batch.local", "giextract.backends.rules")
"""What workers need, loaded once by the process that they are forked from."""
_LONGEST_FAREWELL = 5.0
_LONGEST_DEATH = 5.0


class WorkerDiedError(Exception):
    """As many processes as are tried ended before they had done one task."""


class TimeLimitPassedError(Exception):
    """A task took longer than it may."""


class ClosedError(Exception):
    """The workers were told to stop."""


def prepare() -> None:
    """Begin to load what workers need, in a process beside this one, from which they are made in no time."""
    if _START == "forkserver":
        from multiprocessing import forkserver

        _context()
        forkserver.ensure_running()


def orphaned() -> bool:
    """Whether this is a process whose run is dead."""
    parent = multiprocessing.parent_process()
    return parent is not None and not parent.is_alive()


_START = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def _context() -> Any:
    context = multiprocessing.get_context(_START)
    context.set_forkserver_preload(list(LOADED))
    return context


class Workers(Generic[T, R]):
    """`number` processes, in each of which `make(*arguments)` gives the function that does a task.

    `make`, its arguments, tasks and results have to be picklable. `call` may be used by several threads.
    """

    def __init__(self, number: int, make: Callable[..., Callable[[T], R]], *arguments: Any) -> None:
        self._context = _context()
        self._make, self._arguments = make, arguments
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()  # the one used last is still warm
        self._guard = threading.Lock()
        self._all: set[_Worker] = set()
        self._closed = False
        for _ in range(number):
            self._idle.put(None)  # started when there is something to do

    def call(self, task: T, seconds: float | None = None) -> R:
        """What the function makes of `task`; its exceptions, WorkerDiedError, TimeLimitPassedError, or ClosedError."""
        for _ in range(TRIES):
            try:
                worker = self._take()
            except (EOFError, OSError):  # what workers are forked from has died; another one is started
                self._idle.put(None)
                continue
            try:
                answer = worker.ask(task, seconds)
            except (EOFError, OSError):
                self._bury(worker)
                continue
            except BaseException:  # its answer would come to another's question
                self._bury(worker)
                raise
            self._idle.put(worker)
            if isinstance(answer, _Raised):
                raise answer.error
            result: R = answer
            return result
        raise WorkerDiedError

    def pids(self) -> list[int]:
        """The numbers of the processes that run."""
        with self._guard:
            return [worker.process.pid for worker in self._all if worker.process.pid is not None]

    def close(self) -> None:
        """Stop all processes; what they are doing is lost."""
        with self._guard:
            self._closed = True
            workers, self._all = list(self._all), set()
        for worker in workers:
            worker.stop()
        for worker in workers:
            worker.join()
        for _ in range(self._idle.maxsize or 1024):  # whoever waits for a worker gets an end instead
            self._idle.put(None)

    def _take(self) -> _Worker:
        worker = self._idle.get()
        with self._guard:
            if self._closed:
                raise ClosedError
        if worker is not None and worker.process.is_alive():
            return worker
        if worker is not None:
            self._bury(worker, replace=False)
        worker = self._started()
        with self._guard:
            self._all.add(worker)
        return worker

    def _started(self) -> _Worker:
        """A process; EOFError or OSError where none can be started.

        One that was just killed still counts as alive for a moment, also that which processes are forked from: it is asked again.
        """
        end = time.monotonic() + _LONGEST_DEATH
        while True:
            try:
                return _Worker(self._context, self._make, self._arguments)
            except (EOFError, OSError):
                if time.monotonic() > end:
                    raise
                time.sleep(0.02)

    def _bury(self, worker: _Worker, *, replace: bool = True) -> None:
        with self._guard:
            self._all.discard(worker)
            closed = self._closed
        worker.stop()
        worker.join()
        if replace:
            self._idle.put(None)
        if closed:
            raise ClosedError


class _Raised:
    """An exception on its way from a worker."""

    def __init__(self, error: Exception) -> None:
        self.error = error


class _Worker:
    """One process and the near end of its pipe."""

    def __init__(self, context: Any, make: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        self.pipe: Connection
        self.pipe, far = context.Pipe()
        self.process = context.Process(target=_work, args=(far, make, arguments), name="giextract-worker", daemon=True)
        self.process.start()
        far.close()

    def ask(self, task: Any, seconds: float | None) -> Any:
        self.pipe.send(task)
        if seconds is not None and not self.pipe.poll(seconds):
            raise TimeLimitPassedError
        return self.pipe.recv()

    def stop(self) -> None:
        self.process.terminate()
        with contextlib.suppress(OSError):
            self.pipe.close()

    def join(self) -> None:
        self.process.join(_LONGEST_FAREWELL)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def _work(pipe: Connection, make: Callable[..., Callable[[Any], Any]], arguments: tuple[Any, ...]) -> None:
    """The life of a worker: it ends with the process that started it, and leaves interrupts to that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    do: Callable[[Any], Any] | None = None
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            if do is None:
                do = make(*arguments)
                gc.freeze()  # what is loaded stays: looking through it for garbage would cost each task some per cent
            answer = do(task)
        except Exception as error:
            answer = _Raised(error)
        if orphaned():
            return
        try:
            pipe.send(answer)
        except (BrokenPipeError, ConnectionResetError):
            return
        except Exception as error:  # a result, or an exception, that cannot be sent
            pipe.send(_Raised(RuntimeError(f"{type(error).__name__}: {error}"[:300])))
