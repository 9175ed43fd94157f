"""Kills at random instants of a run on a Ray cluster, and what has to hold after each of them and at the end.

    python -m tests.batch.cluster_faults --reports 500 --kills 12      with a scripted endpoint that fails at random; make faults

Killed are the run's own process (and with it the cluster that it had started), a worker, the process beside a worker that does the
documents, and the process that asks the model. After a kill of the run it is begun again with --resume; after any other it has to
go on by itself. At the end the records have to be the same bytes as those of an undisturbed run on one machine.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

from tests.batch import composed
from tests.batch.endpoint import Endpoint
from tests.batch.faults import LONGEST_RUN, SHARE, Found, Round, command, descendants, records

VICTIM_TO_TITLE = {"worker": "ray::MapWorker", "asker": "ray::Asker"}


class ClusterRound(Round):
    """One output folder, started on a cluster until all is done."""

    def start(self, *more: str) -> subprocess.Popen[bytes]:
        return super().start("--engine", "ray", "--processes", "2", *more)

    def settle(self, found: Found) -> None:
        """As of any run; what was under way stands in the asker's ledger."""
        if self.endpoint is not None:
            self.endpoint.wait_until_quiet()
        under_way = 0
        for ledger in (self.out / "ledger.sqlite", self.out / "asker" / "ledger.sqlite"):
            if not ledger.exists():
                continue
            with contextlib.closing(sqlite3.connect(ledger, timeout=30)) as base:
                assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                if base.execute("SELECT 1 FROM sqlite_master WHERE name = 'spent'").fetchone():
                    (open_,) = base.execute("SELECT count(*) FROM under_way").fetchone()
                    unsettled = dict(base.execute("SELECT name, value FROM spent")).get("unsettled", 0)
                    under_way += open_ + int(unsettled)
        if self.endpoint is not None:
            lost = sum(self.endpoint.kept.values()) - self.stored()
            assert 0 <= lost <= under_way, f"{lost} answers are lost, and {under_way} requests were under way"
            found.lost, found.under_way = found.lost + lost - self.lost, found.under_way + under_way - self.open
            self.lost, self.open = lost, under_way

    open = 0


def find(process: int, victim: str) -> list[int]:
    """The processes of a run that are of this kind."""
    if victim == "run":
        return [process]
    if victim == "process":
        workers = [number for number, title in descendants(process) if title.startswith(VICTIM_TO_TITLE["worker"])]
        return [below for worker in workers for below, _ in descendants(worker)]
    return [number for number, title in descendants(process) if title.startswith(VICTIM_TO_TITLE[victim])]


def campaign(folder: Path, reports: int, kills: int, seed: int, *, model: bool, longest: float = 5.0) -> Found:
    """Disturb runs over composed reports until there were `kills`; AssertionError where something does not hold."""
    composed.write(folder / "reports", reports, seed)
    found, chance = Found(), random.Random(seed)
    backend = "scripted" if model else "rules"
    with Endpoint(seed=seed) as endpoint:
        (folder / "giextract.toml").write_text(endpoint.settings(), "utf-8")
        local = Round(folder, backend, endpoint if model else None).clear()
        local.finish(Found())
        undisturbed = records(local.out)
        assert len(undisturbed) == reports
        victims = ["run", "worker", "process"] + ["asker"] * model
        while sum(found.kills.values()) < kills:
            endpoint.begin_anew(SHARE if model else 0.0)
            here = ClusterRound(folder, backend, endpoint if model else None)
            here.clear()
            while sum(found.kills.values()) < kills and not _disturb(here, found, chance, longest, victims):
                here.settle(found)
            here.finish(found)
            disturbed = records(here.out)
            assert disturbed.keys() == undisturbed.keys()
            different = [name for name, data in disturbed.items() if data != undisturbed[name]]
            assert not different, f"{len(different)} records are not as they should be, {different[0]} first"
            found.records += len(disturbed)
    return found


def _disturb(here: ClusterRound, found: Found, chance: random.Random, longest: float, victims: list[str]) -> bool:
    """Start the run and kill one kind of its processes after the other, the run last; says whether it ended before that."""
    process = here.start("--retry-failed")
    try:
        _wait_for_work(process)
        for victim in chance.sample(victims, len(victims)):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(chance.uniform(0.1, longest))
                return True
            for number in find(process.pid, victim)[:1]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)
                    found.kills[victim] += 1
            if victim == "run":
                return False
        return False
    finally:
        process.kill()
        process.communicate()


def _wait_for_work(process: subprocess.Popen[bytes]) -> None:
    """Wait until the cluster stands: the instants before are those of any process."""
    until = time.monotonic() + LONGEST_RUN
    while process.poll() is None and not find(process.pid, "worker") and time.monotonic() < until:
        time.sleep(0.05)


if __name__ == "__main__":
    command(__doc__, "Ray", 12, campaign)
