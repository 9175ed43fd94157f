"""The lock on an output folder: held by the system for as long as the process lives, so that a dead one never blocks."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import IO

from giextract.errors import OutputError, RunError

FILE = "lock"


class Lock:
    """The lock on `folder`; RunError where another run holds it, with who that is."""

    def __init__(self, folder: Path) -> None:
        path = folder / FILE
        try:
            self._file: IO[str] = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+", encoding="utf-8")
        except OSError as error:
            raise OutputError(
                f"{folder} cannot be written ({error.strerror or error}); choose another folder"
            ) from error
        try:
            _take(self._file)
        except OSError:
            holder = " ".join(self._file.read(200).split())
            self._file.close()
            who = f" ({holder})" if holder else ""
            raise RunError(f"another run is at work in {folder}{who}; wait for it, or choose another folder") from None
        with suppress(OSError):  # on a full disk the lock holds without a name
            self._file.truncate(0)
            self._file.write(f"process {os.getpid()} on {socket.gethostname()}\n")
            self._file.flush()

    def release(self) -> None:
        """Let the next run in."""
        with suppress(OSError):
            self._file.truncate(0)
        with suppress(OSError):
            self._file.close()


def _take(file: IO[str]) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        return
    fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
