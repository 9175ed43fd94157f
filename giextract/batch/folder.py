"""What a run's folder holds, for those who read it: an entry for each path that was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from giextract.batch.ledger import Ledger, extra_columns
from giextract.batch.records import Records
from giextract.export.entry import Entry
from giextract.record import Record

NOT_DONE = "not done yet; giextract extract --resume goes on"


def is_run(folder: Path) -> bool:
    """Whether `folder` is the output of a run."""
    from giextract.batch.ledger import FILE

    return (folder / FILE).is_file()


def entries(folder: Path) -> Iterator[Entry]:
    """An entry for each path of the run in `folder`, in the order of the paths, one in memory at a time.

    What has no record has the reason for it in `failure`. Paths with the same bytes share the record of the first of them, and
    name it in `same_as`. Raises RunError for a folder without a run; a run that is at work may be read.
    """
    ledger, records = Ledger(folder, reading=True), Records(folder)
    try:
        for path, extra, unread, sha256, first, state, failure in ledger.pages(
            "SELECT asked.path, asked.extra, asked.failure, asked.sha256, documents.path, documents.state, "
            "documents.failure FROM asked LEFT JOIN documents USING (sha256) WHERE asked.path > ?"
        ):
            more = extra_columns(extra)
            same_as = first if first not in (None, path) else None
            if state not in ("complete", "partial") and (state != "failed" or failure):
                why = unread or failure or NOT_DONE
                yield Entry(path, failure=why, same_as=same_as, extra=more)
                continue
            record = _record(records, sha256)
            if isinstance(record, str):
                why = record
                yield Entry(path, failure=why, same_as=same_as, extra=more)
                continue
            yield Entry(path, record=record, same_as=same_as, extra=more)
    finally:
        ledger.close()


def extra_names(folder: Path) -> list[str]:
    """The names of the extra columns that the paths of the run in `folder` came with, in the order of their manifest."""
    ledger = Ledger(folder, reading=True)
    try:
        found = ledger.all(
            "SELECT each.key FROM asked, json_each(asked.extra) AS each GROUP BY each.key ORDER BY min(each.id), each.key"
        )
        return [str(name) for (name,) in found]
    finally:
        ledger.close()


def _record(records: Records, sha256: str) -> Record | str:
    """The record of a document, or why there is none that can be used."""
    data = records.read(sha256)
    if data is None:
        return "its record is gone; giextract extract --resume makes it again"
    try:
        return Record.model_validate_json(data)
    except ValueError:
        return "its record is damaged, or of another version; giextract extract --refresh makes it again"
