"""Asking: from what a user names (files, folders, patterns, lists, a manifest) to the paths that a run is asked for."""

from __future__ import annotations

import glob
import hashlib
import heapq
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from giextract.batch.manifest import read_manifest
from giextract.errors import RunError

SUFFIXES = frozenset(
    [
        ".txt",
        ".text",
        ".md",
        ".html",
        ".htm",
        ".xhtml",
        ".shtml",
        ".docx",
        ".doc",
        ".pdf",
        ".png",
        ".jpg",
        ".jpeg",
        ".tif",
        ".tiff",
        ".webp",
        ".bmp",
        ".gif",
    ]
)
"""What is taken from a folder; anything may be named by itself or by a pattern."""

LIST = "@"


@dataclass(frozen=True, slots=True)
class Asked:
    """A path as the user named it, with the extra columns of a manifest. `file` are its bytes where they are not UTF-8."""

    path: str
    file: bytes | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Inputs:
    """What the user named. `skipped` counts, by suffix, the files in folders that are no reports by their names.

    `output` is the run's own folder, whose files are none of its reports.
    """

    names: Iterable[str]
    output: Path
    manifest: Path | None = None
    stdin: BinaryIO | None = None
    skipped: Counter[str] = field(default_factory=Counter)

    def asked(self) -> Iterator[Asked]:
        """The paths, in no order and perhaps twice. Raises RunError for a pattern, list or manifest that gives none."""
        if self.manifest is not None:
            for path, extra in read_manifest(self.manifest):
                yield asked(str(Path(path)), extra)
        for name in self.names:
            for path in self._named(name):
                yield asked(path)

    def _named(self, name: str) -> Iterator[str]:
        if name == "-":
            raise RunError("a run keeps what it read, and standard input can be read once; save the report as a file")
        if name.startswith(LIST) and not os.path.lexists(name):
            for line in _lines(name.removeprefix(LIST), self.stdin):
                yield from self._named(line)
        elif Path(name).is_dir():
            yield from self._walk(str(Path(name)))
        elif glob.has_magic(name) and not os.path.lexists(name):
            found = False
            for path in glob.iglob(name, recursive=True):  # noqa: PTH207 (a pattern may be absolute)
                found = True
                if not Path(path).is_dir():
                    yield str(Path(path))
            if not found:
                raise RunError(f"no file is called {name}; check the pattern")
        else:
            yield str(Path(name))

    def _walk(self, folder: str) -> Iterator[str]:
        """The reports in a folder and all folders in it, but hidden ones and the run's own."""
        try:
            with os.scandir(folder) as scanned:
                inside = sorted(scanned, key=lambda one: one.name)
        except OSError as error:
            raise RunError(f"{folder} cannot be looked into ({error.strerror or error})") from error
        for one in inside:
            if one.name.startswith((".", "~$")):
                continue
            if one.is_dir(follow_symlinks=False):
                if not _same(one.path, self.output):
                    yield from self._walk(one.path)
            elif one.is_dir():  # links may go round in circles
                self.skipped["link to a folder"] += 1
            else:  # also a link to nowhere, and a pipe: what is no file fails by itself
                suffix = os.path.splitext(one.name)[1].lower()  # noqa: PTH122 (there may be millions)
                if suffix in SUFFIXES:
                    yield one.path
                else:
                    self.skipped[suffix or "no suffix"] += 1


def asked(path: str, extra: Mapping[str, str] | None = None) -> Asked:
    """`path` as it can stand in JSON, with its bytes where that is another name."""
    try:
        path.encode()
    except UnicodeEncodeError:
        legible = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        return Asked(legible, os.fsencode(path), extra or {})
    return Asked(path, None, extra or {})


def first(number: int, paths: Iterable[Asked]) -> list[Asked]:
    """The first `number` of `paths` in their order; memory grows with the number alone."""
    return _different(number, paths, lambda path: path)


def sample(number: int, seed: int, paths: Iterable[Asked]) -> list[Asked]:
    """`number` of `paths` at random, the same ones for the same seed and paths, whatever order they come in."""
    return _different(number, paths, lambda path: hashlib.sha256(f"{seed}\0{path}".encode()).hexdigest())


def _different(number: int, paths: Iterable[Asked], rank: object) -> list[Asked]:
    assert callable(rank)
    chosen: dict[str, Asked] = {}
    heap: list[tuple[_Greatest, str]] = []
    for one in paths:
        if one.path in chosen:
            continue
        key = str(rank(one.path))
        if len(heap) < number:
            heapq.heappush(heap, (_Greatest(key), one.path))
        elif heap and key < heap[0][0].key:
            _, out = heapq.heapreplace(heap, (_Greatest(key), one.path))
            del chosen[out]
        else:
            continue
        chosen[one.path] = one
    return [chosen[path] for path in sorted(chosen)]


@dataclass(frozen=True, slots=True)
class _Greatest:
    """Sorts the greatest key first."""

    key: str

    def __lt__(self, other: _Greatest) -> bool:
        return self.key > other.key


def _same(one: str, other: Path) -> bool:
    try:
        return other.exists() and Path(one).samefile(other)
    except OSError:
        return False


def _lines(name: str, stdin: BinaryIO | None) -> Iterator[str]:
    """The paths in a list: one on each line, or between NUL characters (find -print0)."""
    where = "standard input" if name == "-" else name
    try:
        data = (stdin or sys.stdin.buffer).read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise RunError(f"the list {name} cannot be read ({error.strerror or error})") from error
    parts = data.split(b"\0") if b"\0" in data else re.split(rb"\r?\n", data.removeprefix(b"\xef\xbb\xbf"))
    paths = [os.fsdecode(part) for part in parts if part.strip()]
    if not paths:
        raise RunError(f"the list on {where} is empty; give one path on each line")
    yield from paths
