"""Result files: whole, or not there at all."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from giextract.errors import OutputError


def write_file(
    path: Path, pieces: Iterable[str], *, encoding: str = "utf-8", worth_keeping: Callable[[], bool] = lambda: True
) -> bool:
    """Write `pieces` to `path` at once, as `make_file` does; a device or a named pipe is written directly."""
    with _output_errors(path):
        if path.exists() and not path.is_file() and not path.is_dir():  # a pipe's name may resolve to nothing
            with path.open("w", encoding=encoding, newline="\n") as device:
                return _fill(device.write, pieces)

    def write(part: Path) -> None:
        with part.open("w", encoding=encoding, newline="\n") as file:
            _fill(file.write, pieces)
            file.flush()
            os.fsync(file.fileno())

    return make_file(path, write, worth_keeping=worth_keeping)


def make_file(path: Path, make: Callable[[Path], None], *, worth_keeping: Callable[[], bool] = lambda: True) -> bool:
    """Have `make` fill a new file beside `path`, which takes its name when all is written.

    What stood at `path` stays there until then, and for good where anything fails or `worth_keeping` says no after
    the last piece; the result says whether the file was written. The new file is begun before `make` is called, so that an
    output that cannot be written costs no work. Raises OutputError; other errors of `make` pass through.
    """
    with _output_errors(path):
        target = path.resolve()  # the file a link leads to, not the link
        if target.is_dir():
            raise OutputError(f"{path} is a folder; name a file in it")
        if target.exists() and not os.access(target, os.W_OK):
            raise OutputError(f"{path} may not be written by you; change its permissions or choose another file")
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:80]}.", suffix=".part", dir=target.parent)
        os.close(handle)
    part = Path(name)
    try:
        with _output_errors(path):
            make(part)
        if not worth_keeping():
            return False
        with _output_errors(path):
            part.chmod(_permissions(target))
            part.replace(target)
        return True
    finally:
        part.unlink(missing_ok=True)


def _fill(write: Callable[[str], object], pieces: Iterable[str]) -> bool:
    for piece in pieces:
        write(piece)
    return True


def _permissions(target: Path) -> int:
    """Those of the file that is replaced, else those of any new file."""
    with contextlib.suppress(FileNotFoundError):
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


@contextlib.contextmanager
def _output_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{path} cannot be written ({reason}); choose another file") from error
