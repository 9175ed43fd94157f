"""What `giextract audit` looks at: reports, folders with reports, and records that `extract` wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from giextract.cli.outcome import say

if TYPE_CHECKING:
    from giextract.audit import Material
    from giextract.backends import Backend
    from giextract.record import Record
    from giextract.schema import Schema
    from giextract.settings import ReadingSettings

_OF_RECORDS = (".json", ".jsonl")


@dataclass
class AuditInputs:
    """Takes what the user names, one report after the other, each once however often it is named.

    `failed` counts what could not be read; each got its line on standard error. A record whose report is not there any more
    keeps the findings that it has.
    """

    backend: Backend
    schema: Schema
    reading: ReadingSettings
    folders: tuple[Path, ...] = ()
    failed: int = 0
    _told: set[str] = field(default_factory=set)

    def materials(self, paths: Iterable[str]) -> Iterator[Material]:
        """The reports that could be read."""
        from giextract.errors import ReadingError, RecordError, RunError

        for path in paths:
            try:
                yield from self._of_path(path)
            except (ReadingError, RecordError, RunError) as error:
                say(error.message)
                self.failed += 1

    def _of_path(self, path: str) -> Iterator[Material]:
        if Path(path).suffix.lower() in _OF_RECORDS and Path(path).is_file():
            yield from self._of_records(path)
        elif Path(path).is_dir():
            yield from self._of_folder(path)
        else:
            for one in self._named(path):
                yield from self._of_report(one)

    def _of_folder(self, folder: str) -> Iterator[Material]:
        """What a run left, else the reports in the folder, else the files of records in it."""
        from giextract.batch.folder import is_run
        from giextract.errors import ReadingError

        if is_run(Path(folder)):
            yield from self._of_run(Path(folder))
            return
        found = list(self._named(folder))
        for path in found:
            yield from self._of_report(path)
        if not found and any(one.suffix in _OF_RECORDS for one in Path(folder).rglob("*")):
            yield from self._of_records(folder)
        elif not found:
            raise ReadingError(f"{folder} holds no reports; name another folder, or the files themselves", folder)

    def _named(self, path: str) -> Iterator[str]:
        """The paths of the reports in a folder, pattern or list, as `extract` finds them; any other path as it is."""
        from giextract.batch.inputs import Inputs

        if path == "-" or "://" in path:
            yield path
            return
        for one in Inputs([path], Path("-")).asked():
            yield one.path if one.file is None else path

    def _of_report(self, path: str) -> Iterator[Material]:
        from dataclasses import replace

        from giextract.audit import Material
        from giextract.errors import GiextractError
        from giextract.pipeline import extract_document, prepare
        from giextract.reading import read

        if not self._first(path):
            return
        try:
            legible = path.encode("utf-8", "backslashreplace").decode()
            document = replace(read(path, settings=self.reading), path=legible)
            record = extract_document(document, self.backend, self.schema)
            clean, skeleton, placed = prepare(document, self.schema)
        except GiextractError as error:
            say(error.message)
            self.failed += 1
            return
        yield Material(record, self.schema, clean, placed, skeleton.figures)

    def _of_run(self, folder: Path) -> Iterator[Material]:
        from giextract.batch.folder import entries

        for entry in entries(folder):
            if entry.record is not None and entry.same_as is None:
                yield from self._of_record(entry.record)
            elif entry.failure:
                say(f"{entry.path}: {entry.failure}")
                self.failed += 1

    def _of_records(self, path: str) -> Iterator[Material]:
        from giextract.cli.review import require_schema
        from giextract.review.record_files import read_records

        for record in require_schema(read_records([Path(path)]), self.schema):
            yield from self._of_record(record)

    def _of_record(self, record: Record) -> Iterator[Material]:
        """The record with its report read again; without its text where it is not to be had."""
        from giextract.audit import Material, audit
        from giextract.cli.opening import Opening
        from giextract.errors import GiextractError
        from giextract.pipeline import prepare
        from giextract.review.reports import Report
        from giextract.text.clean import clean

        if not self._first(record.source.path):
            return
        opening = Opening(self.folders, self.reading, pictures=False, ocr=True)
        document = opening.opened(Report((record,))).document
        if document is None:
            self.failed += 1
            yield Material(record, self.schema, clean(""), (), ())
            return
        try:
            text, skeleton, placed = prepare(document, self.schema)
        except GiextractError as error:
            say(error.message)
            self.failed += 1
            return
        made = Material(record, self.schema, text, placed, skeleton.figures)
        made.record = record.model_copy(update={"findings": audit(made)})
        yield made

    def _first(self, path: str) -> bool:
        """Whether this is the first time that the file is named."""
        from os.path import realpath

        place = path if path == "-" or "://" in path else realpath(path)
        if place in self._told:
            return False
        self._told.add(place)
        return True
