"""The cluster that a run works on with Ray: one of this machine's own, or one that runs already.

Documents, the run's folder and giextract itself have to be the same on every node: that is looked at before any work is done.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from giextract.batch import lock
from giextract.batch.unit import Spec, Unit
from giextract.errors import GiextractError, RunError, SettingsError

OBJECT_STORE = 256 * 2**20
"""Bytes of shared memory for tasks and results on a cluster of this machine's own; both are small."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run works: the folder that relative names start from, the run's folder, and what its lock says."""

    working: Path
    folder: Path
    holder: str

    @classmethod
    def of(cls, folder: Path) -> Place:
        """The place of the run in `folder`, which this process has locked."""
        return cls(Path.cwd(), folder.absolute(), (folder / lock.FILE).read_text("utf-8"))

    def enter(self) -> str | None:
        """Work here from now on, in this process; what is missing, None where nothing is."""
        try:
            os.chdir(self.working)
        except OSError:
            return f"does not have the folder {self.working}"
        try:
            seen = (self.folder / lock.FILE).read_text("utf-8")
        except OSError:
            seen = ""
        return None if seen == self.holder else f"does not see the run's folder {self.folder}"


def ray_address(engine: str) -> str | None:
    """The address in `ray` (None: RAY_ADDRESS, or a cluster of this machine's own) or `ray://HOST:PORT`; SettingsError."""
    if engine == "ray":
        return None
    if engine.startswith("ray://") and engine != "ray://":
        return engine
    raise SettingsError(f"there is no engine called {engine!r}; there are local, ray and ray://HOST:PORT")


@contextmanager
def connected(address: str | None, processes: int | None) -> Iterator[Any]:
    """Ray, with a cluster behind it for as long as the block lasts. Raises SettingsError, RunError."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody about what runs here
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise SettingsError("the engine ray needs Ray; install it: pip install 'giextract[ray]'") from error
    where = address or os.environ.get("RAY_ADDRESS") or None
    own: dict[str, Any] = {
        "num_cpus": processes, "object_store_memory": OBJECT_STORE, "include_dashboard": False, "_node_ip_address": "127.0.0.1",
    }  # fmt: skip
    with _apart():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                ray.init(
                    where or "local", log_to_driver=False, logging_level=logging.CRITICAL, **({} if where else own)
                )
        except Exception as error:
            lines = str(error).strip().splitlines() or [type(error).__name__]
            why = lines[-1 if lines[0].endswith(":") else 0].strip()[:200]  # a traceback of the server's may follow
            what = f"the cluster at {where} cannot be reached" if where else "Ray cannot be started on this machine"
            asks = (
                "; where it asks for a token, set RAY_AUTH_MODE=token and RAY_AUTH_TOKEN" if _as_client(where) else ""
            )
            raise RunError(f"{what} ({why}); see `ray status`{asks}") from error
        hush(ray)
        try:
            yield ray
        finally:
            ray.shutdown()


def _as_client(where: str | None) -> bool:
    """Whether a cluster is spoken to from outside: there Ray does not look for a token unless told to."""
    return where is not None and where.startswith("ray://") and os.environ.get("RAY_AUTH_MODE") != "token"


@contextmanager
def _apart() -> Iterator[None]:
    """Standard error for this process's Python alone: Ray's C++ side writes its own lines there, past every logger."""
    ours = sys.stderr
    if ours is None or sys.__stderr__ is None or ours is not sys.__stderr__:
        yield
        return
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with os.fdopen(kept, "w", buffering=1, encoding=ours.encoding, errors=ours.errors) as apart:
        os.dup2(nowhere, 2)
        os.close(nowhere)
        sys.stderr = apart
        try:
            yield
        finally:
            sys.stderr = ours
            os.dup2(apart.fileno(), 2)


def hush(ray: Any) -> None:
    """Ray's log files keep what happens; standard error is for what a user can act on."""
    for name in ("ray", "ray.data"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL + 1)
        logger.handlers = [one for one in logger.handlers if not isinstance(one, logging.StreamHandler)]
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    context.max_errored_blocks = -1  # a shard whose worker died is done again, document by document


def check_nodes(ray: Any, spec: Spec, place: Place, made_with: str) -> None:
    """RunError where a node does not have the run's folders, or would make other records."""
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    look = ray.remote(num_cpus=0, max_retries=1)(_seen_from_here)
    nodes = [node for node in ray.nodes() if node["Alive"]]
    seen = {  # several may have one address
        (node["NodeManagerAddress"], node["NodeID"]): look.options(
            scheduling_strategy=NodeAffinitySchedulingStrategy(node["NodeID"], soft=False)
        ).remote(spec, place, made_with)
        for node in nodes
    }
    for (name, _), found in seen.items():
        try:
            wrong = ray.get(found)
        except Exception as error:
            wrong = f"cannot run giextract ({str(error).strip().splitlines()[-1][:200]})"
        if wrong is not None:
            raise RunError(f"the node {name} {wrong}; every node needs the same folders and the same giextract")


def _seen_from_here(spec: Spec, place: Place, made_with: str) -> str | None:
    """On a node: what is wrong with it, None where nothing is."""
    from giextract.batch.keys import made_with as digest_of

    wrong = place.enter()
    if wrong is not None:
        return wrong
    try:
        unit = Unit(spec)
        here = digest_of(unit.schema, unit.backend, unit.fallback, spec.settings.reading)
    except GiextractError as error:
        return f"cannot do the work: {error.message}"
    return None if here == made_with else "has another version of giextract, its schema or its rules"
