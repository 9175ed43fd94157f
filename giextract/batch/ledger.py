"""The ledger of a run: SQLite, what was asked for, and what became of each document and section.

One process writes it, and within it one thread at a time through each connection; others may read it meanwhile. A transaction is on the disk when it ends.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from giextract.batch.tables import TABLES, VERSION
from giextract.errors import OutputError, RunError

FILE = "ledger.sqlite"
PAGE = 1000
"""Rows that are fetched at a time, so that memory does not grow with their number."""

Row = tuple[Any, ...]


class Ledger:
    """The ledger in `folder`, made where there is none; `reading` opens it without writing. Raises RunError, OutputError.

    What an `account` writes survives the process from then on, and the machine a moment later: it writes twice for each
    request, and to wait for the disk each time would hold the requests up.
    """

    def __init__(self, folder: Path, *, reading: bool = False, account: bool = False) -> None:
        self.path = folder / FILE
        self._writes = not reading
        with self._errors():
            self._base = _open(self.path, reading)
            if not reading:
                self._base.execute("PRAGMA journal_mode = WAL")
                self._base.execute(f"PRAGMA synchronous = {'NORMAL' if account else 'FULL'}")
        try:
            self._prepare(reading)
        except BaseException:
            self.close()
            raise

    def _prepare(self, reading: bool) -> None:
        with self._errors():
            (version,) = self._base.execute("PRAGMA user_version").fetchone()
            if version == 0 and not reading:
                with self.change():
                    for statement in re.sub("--[^\n]*", "", TABLES).split(";"):
                        self._base.execute(statement)
                    self._base.execute(f"PRAGMA user_version = {VERSION}")
                version = VERSION
        if version != VERSION:
            raise RunError(f"{self.path} was made by another version of giextract; choose another folder")

    @contextmanager
    def change(self) -> Iterator[None]:
        """All changes inside happen, or none of them."""
        with self._errors():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")

    def do(self, statement: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> sqlite3.Cursor:
        """Carry out one statement."""
        with self._errors():
            return self._base.execute(statement, values)

    def do_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Carry out one statement for each of `rows`."""
        with self._errors():
            self._base.executemany(statement, rows)

    def one(self, statement: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row, None where there is none."""
        with self._errors():
            row: Row | None = self._base.execute(statement, values).fetchone()
            return row

    def all(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows, for what is known to be few."""
        with self._errors():
            return self._base.execute(statement, values).fetchall()

    def pages(self, statement: str, values: Sequence[Any] = (), after: str = "") -> Iterator[Row]:
        """Rows in the order of their first column, a page at a time, while others may be changed.

        `statement` has a `?` for the first column's last value at its end and is followed by the order and the number.
        """
        while True:
            with self._errors():
                rows = self._base.execute(f"{statement} ORDER BY 1 LIMIT {PAGE}", (*values, after)).fetchall()
            yield from rows
            if len(rows) < PAGE:
                return
            after = rows[-1][0]

    def get(self, name: str) -> str | None:
        """What the run remembers under `name`."""
        row = self.one("SELECT value FROM run WHERE name = ?", (name,))
        return str(row[0]) if row else None

    def put(self, name: str, value: str) -> None:
        """Remember `value` under `name`."""
        self.do("INSERT INTO run VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (name, value))

    def whole(self) -> bool:
        """Whether SQLite finds nothing wrong in the file."""
        return self.one("PRAGMA integrity_check") == ("ok",)

    def close(self) -> None:
        """Close the file, as one that needs no others beside it, where nobody else has it open."""
        with suppress(sqlite3.Error):
            if self._writes:
                self._base.execute("PRAGMA journal_mode = DELETE")
        self._base.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise OutputError(f"{self.path} cannot be used ({error}); make room, or check its permissions") from error
        except sqlite3.DatabaseError as error:
            raise RunError(
                f"{self.path} is damaged ({error}); its records are whole: begin again in another folder"
            ) from error


def _open(path: Path, reading: bool) -> sqlite3.Connection:
    if not reading:
        return sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
    if not path.exists():
        raise RunError(f"{path.parent} holds no run; make one with giextract extract FOLDER -o {path.parent}")
    # Where nothing may be written beside it, SQLite has to be told that the file will not change.
    still = not os.access(path.parent, os.W_OK)
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    return sqlite3.connect(address + "&immutable=1" * still, uri=True, timeout=60, isolation_level=None)


def extra_columns(text: str | None) -> dict[str, str]:
    """The extra columns of a path, as the ledger keeps them."""
    return dict(json.loads(text)) if text else {}
