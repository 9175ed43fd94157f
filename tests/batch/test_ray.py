"""Runs on a Ray cluster of this machine's own: the same records as a run without one, whoever dies."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from giextract.batch.cluster import Place, ray_address
from giextract.batch.lock import Lock
from giextract.errors import SettingsError
from tests.batch import composed
from tests.batch.cluster_faults import ClusterRound, _wait_for_work, find
from tests.batch.endpoint import Endpoint
from tests.batch.faults import Found, Round, records

pytestmark = pytest.mark.timeout(900)
needs_ray = pytest.mark.skipif(
    importlib.util.find_spec("ray") is None, reason="Ray is not installed: pip install 'giextract[ray]'"
)


def undisturbed(folder: Path, backend: str, endpoint: Endpoint | None) -> dict[str, bytes]:
    """The records of a run on this machine alone."""
    local = Round(folder, backend, endpoint).clear()
    local.finish(Found())
    return records(local.out)


def begun(folder: Path, backend: str, endpoint: Endpoint | None) -> tuple[ClusterRound, subprocess.Popen[bytes]]:
    """A run on a cluster whose workers stand."""
    here = ClusterRound(folder, backend, endpoint)
    here.clear()
    process = here.start("--retry-failed")
    _wait_for_work(process)
    return here, process


def kill(process: int, victim: str) -> None:
    """Kill the first process of this kind."""
    number = find(process, victim)[0]
    with contextlib.suppress(ProcessLookupError):
        os.kill(number, signal.SIGKILL)


@needs_ray
def test_records_are_those_of_one_machine(tmp_path: Path) -> None:
    composed.write(tmp_path / "reports", 8)
    (tmp_path / "reports/again.txt").write_bytes((tmp_path / "reports/000/00003.txt").read_bytes())
    (tmp_path / "reports/none.txt").write_text("没有报告。", "utf-8")
    results = {}
    for engine in ("local", "ray"):
        done = subprocess.run(
            [sys.executable, "-m", "giextract", "extract", "reports", "-o", f"{engine}/", "--engine", engine, "--processes", "2"],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 3, done.stderr
        assert "Traceback" not in done.stderr
        results[engine] = done.stdout.replace(f"{engine}/", "").replace(f" {engine}", "").replace(f"{engine}:", "")
    assert results["local"] == results["ray"]
    assert records(tmp_path / "local") == records(tmp_path / "ray")
    assert len(records(tmp_path / "ray")) == 8


@needs_ray
def test_a_worker_and_the_asker_may_die_and_no_answer_is_paid_for_twice(tmp_path: Path) -> None:
    composed.write(tmp_path / "reports", 30)
    with Endpoint(seed=1, delay=0.2) as endpoint:
        (tmp_path / "giextract.toml").write_text(endpoint.settings(), "utf-8")
        wanted = undisturbed(tmp_path, "scripted", endpoint)
        endpoint.begin_anew(0.0)
        here, process = begun(tmp_path, "scripted", endpoint)
        while not here.stored():
            assert process.poll() is None
            time.sleep(0.1)
        kill(process.pid, "worker")
        while here.stored() < 30:
            assert process.poll() is None
            time.sleep(0.1)
        kill(process.pid, "asker")
        said, _ = process.communicate(timeout=600)
        assert process.returncode == 0, said.decode()
        found = Found()
        here.settle(found)
        assert records(here.out) == wanted
        again = [key for key, number in endpoint.kept.items() if number > 1]
        assert len(again) <= found.lost <= found.under_way


@needs_ray
def test_a_run_goes_on_where_its_own_process_died(tmp_path: Path) -> None:
    composed.write(tmp_path / "reports", 60)
    wanted = undisturbed(tmp_path, "rules", None)
    here, process = begun(tmp_path, "rules", None)
    while process.poll() is None and not records(here.out):
        time.sleep(0.05)
    kill(process.pid, "run")
    process.communicate()
    here.settle(Found())
    here.finish(Found())
    assert records(here.out) == wanted


def test_without_ray_the_engine_is_refused_in_one_line(tmp_path: Path) -> None:
    composed.write(tmp_path / "reports", 1)
    (tmp_path / "ray.py").write_text("raise ImportError('none')", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "giextract", "extract", "reports", "-o", "out/", "--engine", "ray"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "giextract: the engine ray needs Ray; install it: pip install 'giextract[ray]'\n"


@pytest.mark.parametrize("engine", ["spark", "ray:", "ray://", "http://host:10001"])
def test_other_engines_are_not_known(engine: str) -> None:
    with pytest.raises(SettingsError, match="there are local, ray and ray://HOST:PORT"):
        ray_address(engine)


def test_a_node_has_to_see_the_folders_of_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lock = Lock(tmp_path)
    place = Place.of(tmp_path)
    assert place.enter() is None
    assert "does not have the folder" in str(Place(tmp_path / "gone", place.folder, place.holder).enter())
    assert "does not see the run's folder" in str(Place(tmp_path, tmp_path / "gone", place.holder).enter())
    assert "does not see the run's folder" in str(Place(tmp_path, place.folder, "another").enter())
    lock.release()
