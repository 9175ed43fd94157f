"""Kills at random instants, and what has to hold after each of them and at the end.

    python -m tests.batch.faults --reports 500 --kills 50      with a scripted endpoint that fails at random; make faults

One run is started again and again on one output folder, and killed: the run itself, or one of its workers. A run that ends before
its kill is begun anew in another folder. After each kill the ledger has to be whole, every document in a named state, and of the
answers that were paid for no more may be missing than requests were under way. At the end the records have to be the same
bytes as those of a run that nobody disturbed.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.batch import composed
from tests.batch.endpoint import Endpoint

SHARE = 0.15
"""Of the requests that go wrong."""
LONGEST_RUN = 900


@dataclass
class Found:
    """What a campaign found. `lost` answers were paid for and not kept, `under_way` requests were open when a run was killed."""

    kills: Counter[str] = field(default_factory=Counter)
    rounds: int = 0
    lost: int = 0
    under_way: int = 0
    requests: int = 0
    answers: int = 0
    different_requests: int = 0
    went_wrong: Counter[str] = field(default_factory=Counter)
    records: int = 0


class Round:
    """One output folder, started until all is done."""

    def __init__(self, folder: Path, backend: str, endpoint: Endpoint | None) -> None:
        self.folder, self.backend, self.endpoint = folder, backend, endpoint
        self.out = folder / "out"
        self.lost = 0

    def clear(self) -> Round:
        """Begin in a folder without a run."""
        shutil.rmtree(self.out, ignore_errors=True)
        return self

    @property
    def environment(self) -> dict[str, str]:
        """What the command finds in its environment."""
        return dict(os.environ)

    def start(self, *more: str) -> subprocess.Popen[bytes]:
        """The command, in a group of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "giextract", "extract", "reports", "-o", "out/", "-b", self.backend, "--resume", *more],
            cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
            env=self.environment,
        )  # fmt: skip

    def settle(self, found: Found) -> None:
        """What has to hold after a kill."""
        if self.endpoint is not None:
            self.endpoint.wait_until_quiet()
        ledger = self.out / "ledger.sqlite"
        if not ledger.exists():
            return
        under_way = 0
        with sqlite3.connect(ledger, timeout=30) as base:
            assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            tables = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if "under_way" in tables:
                (under_way,) = base.execute("SELECT count(*) FROM under_way").fetchone()
                states = {state for (state,) in base.execute("SELECT DISTINCT state FROM documents")}
                assert states <= {"pending", "complete", "partial", "failed"}
        base.close()
        found.under_way += under_way
        if self.endpoint is not None:
            lost = sum(self.endpoint.kept.values()) - self.stored() - self.lost
            assert 0 <= lost <= under_way, f"{lost} answers are lost, and {under_way} requests were under way"
            self.lost += lost
            found.lost += lost

    def stored(self) -> int:
        """Answers in the run's cache."""
        cache = self.out / "cache" / "answers" / "cache.db"
        if not cache.exists():
            return 0
        base = sqlite3.connect(cache, timeout=30)
        try:
            ((number,),) = base.execute("SELECT count(*) FROM Cache WHERE key NOT LIKE 'ledger %'").fetchall()
        except sqlite3.OperationalError:  # killed before there was a table
            return 0
        finally:
            base.close()
        return int(number)

    def finish(self, found: Found) -> None:
        """Let it come to its end; what the endpoint cut off for good is asked for again."""
        for _ in range(20):
            process = self.start("--retry-failed")
            said, _ = process.communicate(timeout=LONGEST_RUN)
            if process.returncode == 0:
                break
            assert process.returncode == 3, said.decode()
        else:
            raise AssertionError(f"it comes to no end: {said.decode()}")
        self.settle(found)
        if self.endpoint is not None:
            assert self.stored() == len(self.endpoint.kept), "every answer that may be used is kept, and once"
            found.requests += self.endpoint.requests
            found.answers += sum(self.endpoint.kept.values())
            found.different_requests += len(self.endpoint.kept)
            found.went_wrong += self.endpoint.went_wrong
        found.rounds += 1


def records(out: Path) -> dict[str, bytes]:
    """Name and bytes of every record file, and of anything else among them."""
    folder = out / "records"
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for task in Path(f"/proc/{process}/task").glob("*"):
        found += [int(one) for one in (task / "children").read_text().split()]
    return found


def descendants(process: int) -> Iterator[tuple[int, str]]:
    """Number and title of each process that stands under another one."""
    waiting = [process]
    while waiting:
        below: list[int] = []
        with contextlib.suppress(OSError):
            below = children(waiting.pop())
        waiting += below
        for one in below:
            with contextlib.suppress(OSError):  # it may have ended meanwhile
                title = Path(f"/proc/{one}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                yield one, title


def campaign(folder: Path, reports: int, kills: int, seed: int, *, model: bool, longest: float = 5.0) -> Found:
    """Disturb runs over composed reports until there were `kills`; AssertionError where something does not hold."""
    composed.write(folder / "reports", reports, seed)
    found, chance = Found(), random.Random(seed)
    backend = "scripted" if model else "rules"

    with Endpoint(seed=seed) as endpoint:  # one for all rounds: its address is part of the records' signature
        (folder / "giextract.toml").write_text(endpoint.settings(), "utf-8")
        here = Round(folder, backend, endpoint if model else None).clear()
        here.finish(Found())
        undisturbed = records(here.out)
        assert len(undisturbed) == reports
        while sum(found.kills.values()) < kills:
            endpoint.begin_anew(SHARE)
            here = Round(folder, backend, endpoint if model else None).clear()
            while sum(found.kills.values()) < kills and not _disturb(here, found, chance, longest):
                here.settle(found)
            here.finish(found)
            disturbed = records(here.out)
            assert disturbed.keys() == undisturbed.keys()
            different = [name for name, data in disturbed.items() if data != undisturbed[name]]
            assert not different, f"{len(different)} records are not as they should be, {different[0]} first"
            found.records += len(disturbed)
    return found


def _disturb(here: Round, found: Found, chance: random.Random, longest: float) -> bool:
    """Start the run and kill it at some instant, perhaps after one of its workers; says whether it ended before that."""
    process = here.start("--retry-failed")
    try:
        for victim in ("worker", "run") if chance.random() < 0.6 else ("run",):
            try:
                process.wait(chance.uniform(0.1, longest))
                return True
            except subprocess.TimeoutExpired:
                below = [number for number, _ in descendants(process.pid)]  # workers, and what they are forked from
                workers = below if victim == "worker" else [process.pid]
                if workers:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(chance.choice(workers), signal.SIGKILL)
                        found.kills[victim] += 1
        return False
    finally:
        process.kill()
        process.communicate()


def told(found: Found, what: str, reports: int, seconds: float) -> str:
    """What a campaign found, in one line or two."""
    kinds = ", ".join(f"{number} of a {victim}" for victim, number in sorted(found.kills.items()) if number)
    line = (
        f"{what}: {sum(found.kills.values())} kills ({kinds}) in {found.rounds} rounds over {reports} reports, "
        f"{seconds:.0f} s: {found.records} records the same bytes as of an undisturbed run on one machine"
    )
    if not found.requests:
        return line
    wrong = ", ".join(f"{number} {fault}" for fault, number in sorted(found.went_wrong.items()))
    return (
        f"{line}\n  {found.requests} requests, of which went wrong {wrong or 'none'}; {found.answers} answers that may be used, "
        f"to {found.different_requests} different requests; {found.lost} answers lost, while {found.under_way} requests were "
        "under way at the kills"
    )


def command(description: str | None, what: str, kills: int, campaign: Callable[..., Found]) -> None:
    """A campaign with the endpoint and one with the rules, at the size that the command line asks for, and what came of them."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=500)
    parser.add_argument("--kills", type=int, default=kills)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for model in (True, False):
        with tempfile.TemporaryDirectory() as folder:
            began = time.monotonic()
            found = campaign(Path(folder), asked.reports, asked.kills, asked.seed, model=model)
            backend = "scripted endpoint" if model else "rules"
            print(told(found, f"{what}, {backend}", asked.reports, time.monotonic() - began), flush=True)


if __name__ == "__main__":
    command(__doc__, "One machine", 50, campaign)
