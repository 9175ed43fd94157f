"""Runs that are disturbed end as those that are not: kills, a full disk, a moved clock. At full size: make faults."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch import composed
from tests.batch.endpoint import Endpoint
from tests.batch.faults import Round, campaign, records


@pytest.mark.parametrize("model", [True, False], ids=["model", "rules"])
def test_a_run_that_was_killed_ends_with_the_same_bytes(model: bool, tmp_path: Path) -> None:
    found = campaign(tmp_path, reports=8, kills=3, seed=5, model=model, longest=3.0)
    assert sum(found.kills.values()) >= 3
    assert found.records >= 8
    assert found.answers == found.different_requests + found.lost
    assert found.lost <= found.under_way


def _start(folder: Path, *more: str, limit: int | None = None, code: str = "") -> subprocess.CompletedProcess[str]:
    """The command over the reports of `folder`, no file of it larger than `limit` bytes, and after `code`."""

    def narrow() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    arguments = ["extract", "reports", "-o", "out/", "--processes", "1", *more]
    start = f"{code}\nimport sys\nfrom giextract.cli import root\nroot.main(sys.argv[1:])"
    return subprocess.run(
        [sys.executable, "-c", start, *arguments],
        cwd=folder, capture_output=True, text=True, preexec_fn=narrow, check=False, timeout=240,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such limit")
def test_files_that_cannot_grow_stop_a_run_which_goes_on_when_they_can(tmp_path: Path) -> None:
    composed.write(tmp_path / "reports", 4)
    with Endpoint() as endpoint:
        (tmp_path / "giextract.toml").write_text(endpoint.settings(), "utf-8")
        stopped = _start(tmp_path, "-b", "scripted", limit=200_000)
        assert stopped.returncode in (3, 4)
        assert "make room" in stopped.stderr
        assert "Traceback" not in stopped.stderr
        assert _start(tmp_path, "-b", "scripted", "--resume").returncode == 0
    undisturbed = records(tmp_path / "out")
    assert len(undisturbed) == 4
    assert all(json.loads(data)["status"] == "complete" for data in undisturbed.values())


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_disk_that_gets_full_stops_a_run_and_loses_no_answer(tmp_path: Path) -> None:
    composed.write(tmp_path / "reports", 12)
    out = tmp_path / "out"
    out.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=5000k", "tmpfs", str(out)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        with Endpoint() as endpoint:
            (tmp_path / "giextract.toml").write_text(endpoint.settings(), "utf-8")
            stopped = _start(tmp_path, "-b", "scripted")
            assert stopped.returncode in (3, 4)
            assert "make room" in stopped.stderr
            paid = sum(endpoint.kept.values())
            assert 0 < paid < 60
            assert paid == Round(tmp_path, "scripted", endpoint).stored()
            subprocess.run(["mount", "-o", "remount,size=50m", str(out)], check=True)
            resumed = _start(tmp_path, "-b", "scripted", "--resume")
            assert resumed.returncode == 0, stopped.stdout + stopped.stderr + resumed.stdout
            assert sum(endpoint.kept.values()) == len(endpoint.kept) == 60
            assert len(records(out)) == 12
    finally:
        subprocess.run(["umount", str(out)], check=True)


def test_records_do_not_know_what_time_it_is(tmp_path: Path) -> None:
    composed.write(tmp_path / "reports", 2)
    _start(tmp_path)
    undisturbed = records(tmp_path / "out")
    (tmp_path / "out").rename(tmp_path / "before")
    moved = "import time; time.time = lambda: 4e9; time.time_ns = lambda: int(4e18)"
    assert _start(tmp_path, code=moved).returncode == 0
    assert records(tmp_path / "out") == undisturbed
    newer = tmp_path / "reports" / "000" / "00000.txt"
    os.utime(newer, (5e9, 5e9))  # its bytes are the same
    assert _start(tmp_path, "--resume", code="import time; time.time = lambda: 1.0").returncode == 0
    assert records(tmp_path / "out") == undisturbed


def test_an_output_that_may_not_be_written_is_one_line(tmp_path: Path) -> None:
    composed.write(tmp_path / "reports", 1)
    (tmp_path / "out").symlink_to("/proc/1")
    done = _start(tmp_path)
    assert (done.returncode, done.stdout) == (4, "")
    assert len(done.stderr.splitlines()) == 1


def test_an_answer_that_was_paid_for_is_not_asked_for_again(tmp_path: Path) -> None:
    composed.write(tmp_path / "reports", 2)
    with Endpoint() as endpoint:
        (tmp_path / "giextract.toml").write_text(endpoint.settings(), "utf-8")
        here = Round(tmp_path, "scripted", endpoint)
        process = here.start()
        process.communicate()
        asked = endpoint.requests
        for record in (tmp_path / "out" / "records").rglob("*.json"):
            record.unlink()
        process = here.start()
        process.communicate()
        assert len(records(here.out)) == 2
        assert endpoint.requests == asked
