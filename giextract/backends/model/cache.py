"""The cache of answers: diskcache with JSON text alone, in a private folder of its own, and nothing evicted.

The key is the SHA-256 of everything that changes an answer. Values are never pickles: the disk refuses to write or read one,
so that a foreign cache cannot run code here. What is wrong with the folder is said once, and the run goes on without it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import diskcache
from diskcache.core import MODE_PICKLE

from giextract.errors import OutputError

MARK = "giextract-cache.json"
FORMAT = {"giextract cache": 1}
ROOM = "room"
ROOM_BYTES = 4_000_000
"""Kept free in a lasting cache for the answers that are on their way when the disk gets full."""
FAULTS = (sqlite3.Error, OSError, diskcache.Timeout, ValueError, TypeError, KeyError)


class _TextDisk(diskcache.Disk):  # type: ignore[misc]
    """Text in, text out."""

    def put(self, key: Any) -> tuple[Any, bool]:
        if not isinstance(key, str):
            raise TypeError("cache keys are text")
        return key, True

    def get(self, key: Any, raw: bool) -> Any:
        if not raw or not isinstance(key, str):
            raise ValueError("a key of another program")
        return key

    def store(self, value: Any, read: bool, key: Any = diskcache.UNKNOWN) -> Any:
        if not isinstance(value, str) or read:
            raise TypeError("cache values are text")
        return super().store(value, read, key)

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> Any:
        if mode == MODE_PICKLE or read:
            raise ValueError("a value of another program")
        return super().fetch(mode, filename, value, read)


def key_of(parts: dict[str, Any]) -> str:
    """The key of a request: SHA-256 over the canonical JSON of all that changes its answer."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of(*texts: str) -> str:
    """SHA-256 over texts, each told apart from the next by its length."""
    digest = hashlib.sha256()
    for text in texts:
        encoded = text.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(encoded))
        digest.update(encoded)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Checked:
    """What `verify` found."""

    good: int
    bad: tuple[str, ...]


class AnswerCache:
    """Answers by key; `trouble` says why the folder is not used, None while it is.

    A `lasting` cache keeps an answer also when the power fails, and raises OutputError where it cannot keep one. It has room for
    some more when the disk gets full, which `require_room` says then.
    """

    def __init__(self, folder: Path, *, lasting: bool = False) -> None:
        self.folder = folder
        self.lasting = lasting
        self.trouble: str | None = None
        self._cache: Any = None
        self._full = False
        try:
            self._open()
        except FAULTS as error:
            self._bypass(f"cannot be opened ({_first_line(error)})")

    def _open(self) -> None:
        existed = self.folder.exists()
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        mark = self.folder / MARK
        if existed and not mark.exists() and any(self.folder.iterdir()):
            self._bypass("holds something else; choose another folder, or empty it")
            return
        if not mark.exists():
            mark.write_text(json.dumps(FORMAT), "utf-8")
        elif json.loads(mark.read_text("utf-8")) != FORMAT:
            self._bypass("was made by another version; choose another folder, or clear it")
            return
        if os.name == "posix":
            if self.folder.stat().st_uid != os.getuid():
                self._bypass("belongs to another user; choose another folder")
                return
            self.folder.chmod(0o700)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # diskcache warns of settings of an older cache
            self._cache = diskcache.Cache(
                str(self.folder / "answers"),
                disk=_TextDisk,
                eviction_policy="none",
                size_limit=2**62,
                cull_limit=0,
                timeout=10,
                statistics=0,
                disk_min_file_size=2**24,
                sqlite_synchronous=2 if self.lasting else 1,  # FULL, NORMAL
            )
        if self.lasting:
            self._keep_room()

    def _keep_room(self) -> None:
        room = self.folder / ROOM
        if not room.exists() or room.stat().st_size < ROOM_BYTES:
            room.write_bytes(b"\0" * ROOM_BYTES)

    def require_room(self) -> None:
        """Raise OutputError where the next answer could not be kept."""
        if self._full:
            raise OutputError(f"the disk of {self.folder} is full; make room, and go on")

    def _bypass(self, why: str) -> None:
        self.close()
        if self.lasting:
            raise OutputError(
                f"the cache folder {self.folder} {why}; make room or choose another cache, so that answers that are paid for can be kept"
            )
        self.trouble = f"the cache folder {self.folder} {why}; this run goes on without a cache"

    def get(self, key: str) -> dict[str, Any] | None:
        """The entry under `key` (whole and unharmed), or None."""
        if self._cache is None:
            return None
        try:
            text = self._cache.get(key)
            return _entry(text, key) if text is not None else None
        except FAULTS as error:
            self._bypass(f"is damaged ({_first_line(error)}); `giextract cache clear` makes it anew")
            return None

    def put(self, key: str, entry: dict[str, Any]) -> None:
        """Keep `entry` under `key`."""
        if self._cache is None:
            return
        body = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
        text = json.dumps({"sum": _sum(key, body), "entry": body}, ensure_ascii=False)
        try:
            self._set(key, text)
        except FAULTS as error:
            self._bypass(f"cannot be written ({_first_line(error)})")

    def _set(self, key: str, text: str) -> None:
        try:
            self._cache.set(key, text)
        except FAULTS:
            if not self.lasting or self._full:
                raise
            self._full = True
            (self.folder / ROOM).unlink(missing_ok=True)
            self._cache.set(key, text)

    def info(self) -> tuple[int, int]:
        """Number of entries and bytes on disk."""
        if self._cache is None:
            return 0, 0
        return len(self._cache), int(self._cache.volume())

    def clear(self) -> int:
        """Remove every entry; returns how many there were."""
        return int(self._cache.clear()) if self._cache is not None else 0

    def verify(self) -> Checked:
        """Read every entry and compare its checksum."""
        good, bad = 0, []
        if self._cache is not None:
            for key in list(self._cache.iterkeys()):
                try:
                    whole = _entry(self._cache.get(key), key) is not None
                except FAULTS:
                    whole = False
                good += whole
                if not whole:
                    bad.append(str(key))
        return Checked(good, tuple(bad))

    def remove(self, key: str) -> None:
        """Remove one entry."""
        if self._cache is not None:
            self._cache.delete(key)

    def close(self) -> None:
        """Close the files."""
        if self._cache is not None:
            self._cache.close()
            self._cache = None


def _entry(text: Any, key: str) -> dict[str, Any] | None:
    try:
        outer = json.loads(text)
        if outer["sum"] != _sum(key, outer["entry"]):
            return None
        entry = json.loads(outer["entry"])
    except (ValueError, TypeError, KeyError):
        return None
    return entry if isinstance(entry, dict) else None


def _sum(key: str, body: str) -> str:
    return hashlib.sha256(f"{key}\0{body}".encode("utf-8", "surrogatepass")).hexdigest()


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).partition("\n")[0][:120]


def remove_folder(folder: Path) -> bool:
    """Remove a cache of ours, damaged or not; a folder of anything else is left alone. Returns whether it was removed."""
    mark = folder / MARK
    try:
        ours = json.loads(mark.read_text("utf-8")) == FORMAT
    except (OSError, ValueError):
        return False
    if not ours:
        return False
    shutil.rmtree(folder / "answers", ignore_errors=True)
    mark.unlink(missing_ok=True)
    return True
