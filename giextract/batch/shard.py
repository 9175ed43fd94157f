"""A shard: documents of neighbouring content hashes, done together by one worker of a cluster.

Documents are done by a process beside the worker's own, as on one machine: one that kills its process is given up alone, and
neither Ray nor the other documents of its shard notice.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from giextract.backends import BUILT_IN, REPLAY, Backend, load_backend, model_profile
from giextract.batch.cluster import Place
from giextract.batch.local import doing
from giextract.batch.unit import Done, Spec, Task, Unit
from giextract.errors import RunError
from giextract.settings import Settings


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker has to know: what to do, where, how many documents at a time, and who asks models."""

    spec: Spec
    place: Place
    documents: int
    asker: Any = None


class Worker:
    """Does shards; Ray Data makes one for each of its actors. Takes and gives Arrow tables of one column of pickles."""

    def __init__(self, job: Job) -> None:
        wrong = job.place.enter()
        if wrong is not None:
            raise RunError(f"a worker {wrong}")
        spec = job.spec
        unit = Unit(spec, _backend(spec.backend, job), _backend(spec.fallback, job) if spec.fallback else None)
        self._do, self._processes = doing(unit, spec, job.place.folder, 1)
        self._documents = job.documents
        self._threads = ThreadPoolExecutor(job.documents, thread_name_prefix="giextract-document")

    def __call__(self, shard: Any) -> Any:
        """What became of each task of `shard`."""
        tasks = list(unpacked(shard))
        if self._documents == 1:
            return packed(self._do(tasks))
        return packed(done for some in self._threads.map(self._do, [[task] for task in tasks]) for done in some)

    def alone(self, task: Task) -> Done:
        """What became of one task, after which no process is left."""
        try:
            (done,) = self._do([task])
            return done
        finally:
            self._processes.close()


def do_alone(job: Job, task: Task) -> Done:
    """What becomes of one document in a process that does nothing else."""
    return Worker(replace(job, documents=1)).alone(task)


def _backend(name: str, job: Job) -> Backend:
    if not asks(name, job.spec.settings):
        return load_backend(name, job.spec.settings)
    from giextract.backends.model import ModelBackend
    from giextract.batch.asker import FarExchanger

    profile = model_profile(name, job.spec.settings)
    return ModelBackend(name, profile, exchanger=lambda: FarExchanger(name, profile, job.asker))


def asks(name: str, settings: Settings) -> bool:
    """Whether the backend called `name` asks an endpoint."""
    return not name.startswith(REPLAY) and (name not in BUILT_IN or name in settings.backends)


def packed(things: Iterable[Task | Done]) -> Any:
    """An Arrow table with a pickle in each row; it goes between processes of one run and is kept nowhere."""
    import pyarrow

    return pyarrow.table({"pickle": pyarrow.array([pickle.dumps(one) for one in things], pyarrow.large_binary())})


def unpacked(table: Any) -> Iterator[Any]:
    """What `packed` has packed."""
    for row in table.column("pickle").to_pylist():
        yield pickle.loads(row)
