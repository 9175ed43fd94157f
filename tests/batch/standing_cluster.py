"""A Ray cluster on this machine that runs already: a head with a client server, and another node that can be killed."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.batch.faults import descendants

LONGEST_START = 180


@dataclass(frozen=True)
class StandingCluster:
    """What runs need to know: the client's address, the environment with the cluster's token; and its second node."""

    address: str
    environment: dict[str, str]
    node: subprocess.Popen[bytes]

    def kill_node(self) -> None:
        """Kill the second node with all that runs on it."""
        kill_all(self.node)


def kill_all(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and all under it, the lowest first to die last: nothing is told to anybody."""
    below = [number for number, _ in descendants(process.pid)]
    for number in (process.pid, *below):
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
    process.wait()


@contextlib.contextmanager
def standing_cluster() -> Iterator[StandingCluster]:
    """The cluster, for as long as the block lasts; one processor on each node."""
    port, client_port = _free_port(), _free_port()
    # A token of its own: Ray asks for one wherever it finds one on the machine.
    environment = os.environ | {
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN": secrets.token_hex(32),
        "RAY_USAGE_STATS_ENABLED": "0",
    }
    folder = tempfile.mkdtemp(prefix="ray", dir="/tmp")  # the paths of its sockets have to be short
    ray = [str(Path(sys.executable).with_name("ray")), "start", "--block", "--num-cpus", "1"]
    ray += ["--object-store-memory", "80000000"]

    def start(*more: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*ray, *more], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )

    started = [
        start(
            "--head", "--port", str(port), "--ray-client-server-port", str(client_port), "--temp-dir", folder,
            "--include-dashboard", "false",
        )
    ]  # fmt: skip
    try:
        _wait_for(client_port, started[0])
        started.append(start("--address", f"127.0.0.1:{port}"))
        address = f"ray://127.0.0.1:{client_port}"
        _wait_for_nodes(address, environment, 2)
        yield StandingCluster(address, environment, started[1])
    finally:
        for one in reversed(started):
            kill_all(one)
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        assert process.poll() is None, "Ray could not be started"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.2)
    raise AssertionError("Ray's client server cannot be reached")


def _wait_for_nodes(address: str, environment: dict[str, str], number: int) -> None:
    code = f"import ray; ray.init({address!r}); raise SystemExit(sum(one['Alive'] for one in ray.nodes()) != {number})"
    until = time.monotonic() + LONGEST_START
    while True:
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
        if done.returncode == 0:
            return
        assert time.monotonic() < until, done.stderr.decode()
        time.sleep(1)
