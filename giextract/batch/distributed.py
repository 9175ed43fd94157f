"""The Ray engine: a run's documents on the workers of a cluster, through Ray Data.

The run's process keeps the ledger and hands out waves of documents, cut by their content hash into shards; workers write
records into the run's folder, which all nodes share. What a dead worker had not delivered is done again, and a document that
killed its workers is given up alone. Where the run's process dies, `--resume` does what its ledger does not have.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from giextract.backends import ReportBackend
from giextract.batch.cluster import Place, check_nodes, connected, hush
from giextract.batch.local import BESIDE_A_MODEL
from giextract.batch.run import Run
from giextract.batch.shard import Job, Worker, asks, do_alone, packed, unpacked
from giextract.batch.spending import own_spending
from giextract.batch.tally import Tally
from giextract.batch.unit import Done, Spec, Task, Unit, failed
from giextract.batch.workers import TRIES
from giextract.errors import ReadingError, RunError

SHARD = 16
"""Documents of a shard for each that a worker does at a time: few are done again when it dies, many make it worth its way."""
SHARD_OF_A_MODEL = 4
FIRST_WAVE, WAVE = 4000, 20_000
"""Documents of the first and of the longest wave for each worker; workers are started anew with each, which takes seconds."""
LONGEST_WAVE = 200_000
"""Documents of a wave in all: what this process holds in memory."""
RESTARTS = 20
"""Times that a worker is started again after its death."""
LAST_WORDS = 900.0
"""Seconds in which the asker has to have what it was waiting for."""


def work(run: Run, unit: Unit, spec: Spec, tell: Callable[[Tally], None], address: str | None) -> None:
    """Do what is left of `run` on the cluster at `address`; `tell` hears of it. Raises SettingsError, RunError."""
    with connected(address, run.choice.processes) as ray:
        workers = run.choice.processes or max(1, int(ray.cluster_resources().get("CPU", 1)))
        model = isinstance(unit.backend, ReportBackend)
        wanted = run.choice.documents or (BESIDE_A_MODEL if model else 0)
        place = Place.of(run.folder)
        names = tuple({name: None for name in (spec.backend, spec.fallback) if name and asks(name, spec.settings)})
        lean = _without_secrets(spec)
        check_nodes(ray, lean, place, run.made_with)
        asker = _asker(ray, place, names, spec, run) if names else None
        job = Job(lean, place, max(1, wanted // workers), asker)
        cluster = _Cluster(ray, job, workers, SHARD_OF_A_MODEL * job.documents if model else SHARD)
        if asker is not None:
            run.spent_elsewhere = lambda: ray.get(asker.spending.remote())
        try:
            _waves(run, cluster, tell)
        finally:
            run.flush()
            run.records.sweep()  # a worker of a run that was killed may have been at work when this one began
            run.spent_elsewhere = None
            if asker is not None:
                ray.get(asker.finish.remote(), timeout=LAST_WORDS)
            tell(run.tally)


def _waves(run: Run, cluster: _Cluster, tell: Callable[[Tally], None]) -> None:
    todo = run.todo()
    most = min(LONGEST_WAVE, WAVE * cluster.workers)
    wave = list(islice(todo, FIRST_WAVE * cluster.workers))
    while wave and not run.stopped:
        following: list[Task] = []
        for done in cluster.done([replace(task, file=str(run.base / task.file)) for task in wave]):
            run.settle(done)
            tell(run.tally)
            if run.stopped:
                break
            if len(following) < most:  # look at what comes while this is being done
                following.extend(islice(todo, 2))
        run.flush()
        wave = following or list(islice(todo, FIRST_WAVE * cluster.workers))


class _Cluster:
    """What does waves of tasks."""

    def __init__(self, ray: Any, job: Job, workers: int, shard: int) -> None:
        self._ray, self._job, self.workers, self._shard = ray, job, workers, shard

    def done(self, wave: list[Task]) -> Iterator[Done]:
        """What became of each task, as it is known; raises nothing of a task's."""
        left = {task.sha256: task for task in wave}
        for done in self._in_shards(sorted(wave, key=lambda task: task.sha256)):
            if left.pop(done.task.sha256, None) is not None:
                yield done
        yield from self._alone(list(left.values()))

    def _in_shards(self, tasks: list[Task]) -> Iterator[Done]:
        size = min(self._shard, max(1, len(tasks) // (2 * self.workers)))
        try:
            for block in self._blocks(tasks, size):
                yield from block
        except self._ray.exceptions.RayError as error:
            first_line = str(error).strip().partition("\n")[0][:200]
            raise RunError(f"the workers cannot go on ({first_line}); --resume goes on with what is left") from error

    def _blocks(self, tasks: list[Task], size: int) -> Iterator[list[Done]]:
        """What shards give, one after the other; Ray Data does not work through a client, so there it is driven from a node."""
        if not self._ray.util.client.ray.is_connected():
            yield from _shards_done(self._job, tasks, self.workers, size)
            return
        left = {task.sha256: task for task in tasks}
        for number in range(TRIES):
            pump = self._ray.remote(num_cpus=0)(_Pump).remote(self._job, list(left.values()), self.workers, size)
            try:
                while (block := self._ray.get(pump.following.remote())) is not None:
                    for done in block:
                        left.pop(done.task.sha256, None)
                    yield block
                return
            except self._ray.exceptions.RayActorError:  # its node died
                if number == TRIES - 1:
                    raise

    def _alone(self, tasks: list[Task]) -> Iterator[Done]:
        """Each task in a worker of its own: what shards with a dead worker did not deliver."""
        alone = self._ray.remote(num_cpus=1, max_retries=TRIES - 1)(do_alone)
        waiting: dict[Any, Task] = {}
        for task in [*tasks, None]:
            if task is not None:
                waiting[alone.remote(self._job, task)] = task
            while waiting and (task is None or len(waiting) > 2 * self.workers):
                (ready, *_), _ = self._ray.wait(list(waiting))
                yield self._result(ready, waiting.pop(ready))

    def _result(self, ready: Any, task: Task) -> Done:
        try:
            done: Done = self._ray.get(ready)
        except self._ray.exceptions.RayError:
            why = f"{task.path} ended {TRIES} processes that worked on it; is there enough memory?"
            return failed(task, ReadingError(why, task.path))
        return done


class _Pump:
    """On a node of the cluster: drives Ray Data for a run that is connected as a client, a wave long."""

    def __init__(self, job: Job, tasks: list[Task], workers: int, size: int) -> None:
        import ray

        hush(ray)
        self._blocks = _shards_done(job, tasks, workers, size)

    def following(self) -> list[Done] | None:
        """What the next shard gave, None after the last."""
        return next(self._blocks, None)


def _shards_done(job: Job, tasks: list[Task], workers: int, size: int) -> Iterator[list[Done]]:
    """What became of the tasks, a shard at a time; those of a shard whose workers died are missing."""
    import ray.data

    shards = [packed(tasks[start : start + size]) for start in range(0, len(tasks), size)]
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # Ray means to name these two otherwise some day; without them it restarts for ever
        data = ray.data.from_arrow(shards).map_batches(
            Worker, fn_constructor_args=(job,), batch_size=None, batch_format="pyarrow", zero_copy_batch=True,
            concurrency=min(workers, len(shards)), num_cpus=1,
            ray_remote_args_fn=lambda: {"max_restarts": RESTARTS, "max_task_retries": TRIES - 1},
        )  # fmt: skip
    for block in data.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0):
        yield list(unpacked(block))


def _asker(ray: Any, place: Place, names: tuple[str, ...], spec: Spec, run: Run) -> Any:
    """The asker, on the node of this process where that is one."""
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    from giextract.batch.asker import Asker

    here = ray.get_runtime_context().get_node_id()
    own = own_spending(run.ledger)
    asker = (
        ray.remote(Asker)
        .options(
            num_cpus=0, max_restarts=RESTARTS, max_task_retries=TRIES - 1, max_concurrency=10_000,
            scheduling_strategy=NodeAffinitySchedulingStrategy(here, soft=True),
        )
        .remote(place, names, spec.settings, own.known)
    )  # fmt: skip
    try:
        ray.get(asker.ready.remote())
    except ray.exceptions.RayError as error:
        cause = getattr(error, "cause", None)
        raise RunError(f"models cannot be asked ({getattr(cause, 'message', None) or error})") from error
    return asker


def _without_secrets(spec: Spec) -> Spec:
    """What workers need to know: they ask nothing, so they get neither cache, nor budget, nor headers."""
    backends = {
        name: {key: one for key, one in table.items() if key != "extra_headers"}
        for name, table in spec.settings.backends.items()
    }
    return replace(
        spec, settings=spec.settings.model_copy(update={"backends": backends, "cache": "off", "budget": None})
    )
