"""`--batch`: a run through a Batch API ends with the records of a run without, whatever its batches do, and nothing is paid for twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from giextract.cli import root
from tests.batch import composed
from tests.batch.batch_endpoint import BatchEndpoint, Plan
from tests.batch.faults import records

REPORTS = 4
REQUESTS = 16
"""Of the first pass over the reports; as many re-asks follow as there are reports."""

Invoke = Callable[..., Result]


@pytest.fixture
def endpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BatchEndpoint]:
    """A Batch API and a folder of reports to ask it about, in the working folder."""
    monkeypatch.chdir(tmp_path)
    composed.write(Path("reports"), REPORTS)
    with BatchEndpoint() as endpoint:
        Path("giextract.toml").write_text(endpoint.settings(), "utf-8")
        yield endpoint


def extract(*arguments: str) -> Result:
    """A run of the command `extract`."""
    return CliRunner().invoke(root, ["extract", "-b", "scripted", "--processes", "1", *arguments])


def batch(*arguments: str) -> Result:
    """A run through the Batch API into `out/`."""
    return extract("reports", "-o", "out/", "--batch", *arguments)


def undisturbed() -> dict[str, bytes]:
    """The records of a run that asks directly."""
    assert extract("reports", "-o", "direct/").exit_code == 0
    return records(Path("direct"))


def rest(endpoint: BatchEndpoint) -> None:
    """What holds after every run."""
    assert endpoint.paid.most_common(1)[0][1] == 1, "no request is paid for twice"
    assert not list(Path("out/batches").iterdir())


TROUBLES = [
    pytest.param([Plan()], id="at once"),
    pytest.param([Plan(looks=5)], id="late"),
    pytest.param([Plan(late_files=3)], id="ended before its files are there"),
    pytest.param([Plan(again=True)], id="lines twice, and one of nobody"),
    pytest.param([Plan(share=0.5)], id="half of it, and not a word of the rest"),
    pytest.param(
        [Plan(share=0.25, status="expired"), Plan(share=0.5, status="cancelled")], id="expired, then cancelled"
    ),
    pytest.param([Plan(share=0.0, status="expired")], id="expired with no answer"),
    pytest.param([Plan(wrong=(500, 429, 503))], id="lines that failed for a while"),
]


@pytest.mark.parametrize("plan", TROUBLES)
def test_records_are_those_of_a_run_that_asks_directly(plan: list[Plan], endpoint: BatchEndpoint) -> None:
    wanted = undisturbed()
    endpoint.plan = plan
    result = batch()
    assert result.exit_code == 0, result.stderr
    assert records(Path("out")) == wanted
    rest(endpoint)


def test_re_asks_go_in_a_further_batch(endpoint: BatchEndpoint) -> None:
    assert batch().exit_code == 0
    assert endpoint.sizes == [REQUESTS, REPORTS]


def test_batches_are_no_larger_than_the_endpoint_takes(endpoint: BatchEndpoint) -> None:
    Path("giextract.toml").write_text(endpoint.settings(batch_requests=6), "utf-8")
    assert batch().exit_code == 0
    assert endpoint.sizes == [6, 6, 4, REPORTS]


TRANSPORT = [
    pytest.param([("POST /files", 503)], id="upload refused for a while"),
    pytest.param([("POST /files", "reset")], id="upload broken off"),
    pytest.param([("POST /batches", 500)], id="making a batch refused"),
    pytest.param([("POST /batches", "reset")], id="making a batch broken off before"),
    pytest.param([("made", "reset")], id="making a batch broken off after it was made"),
    pytest.param([("GET /batches/", 502), ("GET /batches/", "reset")], id="a look fails"),
    pytest.param([("GET /files", "short"), ("GET /files", 500)], id="answers cut off on their way"),
]


@pytest.mark.parametrize("faults", TRANSPORT)
def test_faults_on_the_way_are_passed_over(faults: list[tuple[str, int | str]], endpoint: BatchEndpoint) -> None:
    wanted = undisturbed()
    endpoint.faults = faults
    result = batch()
    assert result.exit_code == 0, result.stderr
    assert not endpoint.faults
    assert records(Path("out")) == wanted
    assert endpoint.sizes == [REQUESTS, REPORTS]
    rest(endpoint)


def test_what_cannot_be_used_is_told_and_asked_again_when_meant(endpoint: BatchEndpoint) -> None:
    wanted = undisturbed()
    endpoint.plan = [Plan(wrong=("length", 400))]
    result = batch()
    assert result.exit_code == 3
    assert "cut off at its greatest length" in result.stdout
    assert "scripted answered 400" in result.stdout
    assert batch("--resume").exit_code == 3
    assert endpoint.sizes[1:] == [REPORTS - 1] or len(endpoint.sizes) == 2, "--resume alone asks nothing of it again"
    assert batch("--retry-failed").exit_code == 0
    assert records(Path("out")) == wanted


@pytest.mark.parametrize("call", ["POST /files", "made", "GET /batches/", "GET /files"])
def test_a_killed_client_finds_its_batches_again(call: str, endpoint: BatchEndpoint) -> None:
    wanted = undisturbed()
    process: list[subprocess.Popen[bytes]] = []

    class Killing(list[str]):
        def append(self, made: str) -> None:
            if made.startswith(call) and process and process[0].poll() is None:
                os.kill(process[0].pid, signal.SIGKILL)
                process[0].wait()
            super().append(made)

    endpoint.calls = Killing()
    process.append(
        subprocess.Popen(
            [sys.executable, "-m", "giextract", "extract", "reports", "-o", "out/", "-b", "scripted", "--batch"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
    )  # fmt: skip
    assert process[0].wait(timeout=120) == -signal.SIGKILL
    result = batch("--resume")
    assert result.exit_code == 0, result.stderr
    assert records(Path("out")) == wanted
    assert endpoint.sizes == [REQUESTS, REPORTS], "no batch is made twice"
    rest(endpoint)


def test_a_budget_holds_before_anything_is_posted(endpoint: BatchEndpoint) -> None:
    wanted = undisturbed()
    result = batch("--budget", "0.03")
    assert result.exit_code == 0, result.stderr
    assert len(endpoint.sizes) > 2, "what was reserved and not used is there for the next batch"
    assert records(Path("out")) == wanted
    rest(endpoint)


def test_a_budget_that_is_too_small_for_one_request_sends_none(endpoint: BatchEndpoint) -> None:
    result = batch("--budget", "0.001")
    assert result.exit_code == 4
    assert "raise --budget to go on" in result.stderr
    assert endpoint.sizes == []
    assert batch("--resume", "--budget", "1").exit_code == 0


def test_a_batch_that_is_refused_is_told_and_no_document_is_lost(endpoint: BatchEndpoint) -> None:
    endpoint.plan = [Plan(failed="invalid_json_line")]
    result = batch()
    assert result.exit_code == 4
    assert "scripted took none of the requests of batch batch_0: not so: invalid_json_line" in result.stderr
    assert batch("--resume").exit_code == 0
    rest(endpoint)


def test_an_endpoint_with_no_room_is_asked_again_when_another_batch_has_ended(endpoint: BatchEndpoint) -> None:
    Path("giextract.toml").write_text(endpoint.settings(batch_requests=10), "utf-8")
    endpoint.plan = [Plan(looks=3), Plan(failed="token_limit_exceeded")]
    result = batch()
    assert result.exit_code == 0, result.stderr
    rest(endpoint)


def test_batches_under_way_are_not_asked_for_beside(endpoint: BatchEndpoint) -> None:
    endpoint.plan = [Plan(looks=10**9)]
    endpoint.on_made = lambda: endpoint.faults.append(("GET /batches/", 401))
    result = batch()
    assert result.exit_code == 4
    assert "check the key" in result.stderr
    endpoint.faults.clear()
    endpoint.on_made = None
    result = extract("-o", "out/", "--resume")
    assert result.exit_code == 2
    assert result.stderr.startswith("giextract: out has batches under way, which are paid for; go on with --batch")
    next(iter(endpoint.batches.values()))["plan"].looks = 0
    assert batch("--resume").exit_code == 0
    rest(endpoint)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-b", "rules"], "backend rules sends nothing"),
        (["--engine", "ray"], "--batch waits for the endpoint"),
    ],
)
def test_what_has_no_batches_is_refused(arguments: list[str], message: str, endpoint: BatchEndpoint) -> None:
    result = batch(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert endpoint.sizes == []
