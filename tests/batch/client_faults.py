"""Runs through Ray's client on a cluster of two nodes that runs already: to the end, a node killed, the run killed and gone on with.

    python -m tests.batch.client_faults --reports 500      with the rules; make faults

The records have to be the same bytes as those of an undisturbed run on one machine, each time.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
from pathlib import Path

from tests.batch import composed
from tests.batch.faults import LONGEST_RUN, Found, Round, records
from tests.batch.standing_cluster import StandingCluster, standing_cluster

VICTIMS = ("nobody", "node", "run")


class ClientRound(Round):
    """One output folder, started through the client of a cluster."""

    def __init__(self, folder: Path, cluster: StandingCluster) -> None:
        super().__init__(folder, "rules", None)
        self.cluster = cluster

    def start(self, *more: str) -> subprocess.Popen[bytes]:
        return super().start("--engine", self.cluster.address, *more)

    @property
    def environment(self) -> dict[str, str]:
        """With the token of the cluster."""
        return self.cluster.environment


def disturbed(folder: Path, victim: str) -> tuple[dict[str, bytes], int]:
    """The records of a run whose `victim` was killed in the middle of it, and how many there were at that moment."""
    with standing_cluster() as cluster:
        here = ClientRound(folder, cluster)
        here.clear()
        process = here.start()
        try:
            written = _wait_for_records(process, here)
            if victim == "node":
                cluster.kill_node()
            elif victim == "run":
                process.kill()
            said, _ = process.communicate(timeout=LONGEST_RUN)
        finally:
            process.kill()
            process.communicate()
        if victim == "run":
            here.settle(Found())
            here.finish(Found())
        else:
            assert process.returncode == 0, said.decode()
        return records(here.out), written


def _wait_for_records(process: subprocess.Popen[bytes], here: ClientRound) -> int:
    until = time.monotonic() + LONGEST_RUN
    while process.poll() is None and time.monotonic() < until:
        number = len(list((here.out / "records").rglob("*.json")))
        if number:
            return number
        time.sleep(0.05)
    return 0


def main() -> None:
    """Disturb one run of each kind, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=500)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        composed.write(folder / "reports", asked.reports)
        local = Round(folder, "rules", None).clear()
        local.finish(Found())
        wanted = records(local.out)
        assert len(wanted) == asked.reports
        for victim in VICTIMS:
            began = time.monotonic()
            found, written = disturbed(folder, victim)
            different = [file for file in wanted.keys() | found.keys() if wanted.get(file) != found.get(file)]
            assert not different, f"{len(different)} records are not as they should be, {different[0]} first"
            print(
                f"Ray's client, two nodes, killed {victim} with {written} of {asked.reports} records written, "
                f"{time.monotonic() - began:.0f} s: {len(found)} records the same bytes as of a run on one machine",
                flush=True,
            )


if __name__ == "__main__":
    main()
