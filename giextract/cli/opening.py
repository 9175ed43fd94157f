"""What the records of a review were made from, found again and checked before it is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from giextract.cli.outcome import say

if TYPE_CHECKING:
    from giextract.document import Document, PageImage
    from giextract.record import Record
    from giextract.review.reports import Missing, Opened, Report
    from giextract.settings import ReadingSettings

WORDS: dict[Missing, str] = {
    "gone": "the report is not there any more; say where it lies with --reports",
    "changed": "the file there is another one by its hash; its text is not shown",
    "unreadable": "the report cannot be read again; its text is not shown",
    "differs": "the report reads otherwise than when the record was made; its text is not shown",
}


class Opening:
    """Opens the reports of records: where the record says, else in one of `folders` under the same name.

    `missing` counts the reports whose text could not be had; each got a line on standard error.
    """

    def __init__(self, folders: Sequence[Path], settings: ReadingSettings, *, pictures: bool, ocr: bool) -> None:
        self.folders, self.pictures = tuple(folders), pictures
        self.settings = settings if ocr else replace(settings, ocr="off")
        self.missing = 0

    def opened(self, report: Report) -> Opened:
        """The document of `report` and its pages' pictures, or why its text cannot be shown."""
        from giextract.errors import ReadingError
        from giextract.review.reports import Opened, fits

        record = report.records[0]
        path, hashes = self._find(record)
        if path is None:
            return self._without(record, "changed" if hashes else "gone")
        images = self._images(path) if self.pictures else iter(())
        try:
            document = self._read(path)
        except ReadingError as error:
            return self._without(record, "unreadable", error.message, images)
        if not fits(record, document):
            return self._without(record, "differs", images=images)
        return Opened(document, images=images)

    def _find(self, record: Record) -> tuple[Path | None, int]:
        """The file with the record's hash, or None and how many of its name there are."""
        others = 0
        for place in places(record.source.path, self.folders):
            try:
                with place.open("rb") as file:
                    found = hashlib.file_digest(file, "sha256").hexdigest()
            except (OSError, ValueError):
                continue
            if found == record.source.sha256:
                return place, others
            others += 1
        return None, others

    def _read(self, path: Path) -> Document:
        from giextract.cli.progress import shown
        from giextract.reading import read

        with shown(self.settings, str(path)) as settings:
            return read(path, settings=settings)

    def _without(
        self, record: Record, missing: Missing, reason: str | None = None, images: Iterable[PageImage] = ()
    ) -> Opened:
        from giextract.review.reports import Opened

        self.missing += 1
        say(f"{record.source.path}: {WORDS[missing]}" + (f" ({reason})" if reason else ""))
        return Opened(missing=missing, reason=reason, images=images)

    def _images(self, path: Path) -> Iterator[PageImage]:
        """The pictures, as far as they can be drawn; what stops them is said."""
        from giextract.errors import ReadingError
        from giextract.reading.page_images import page_images

        try:
            yield from page_images(path)
        except ReadingError as error:
            say(error.message)


def lying(records: Iterable[Record], folders: Sequence[Path]) -> Iterator[Path]:
    """Where the reports of the records may lie, whether or not they are there."""
    for record in records:
        yield from places(record.source.path, folders)


def places(path: str, folders: Sequence[Path]) -> list[Path]:
    """Where a report may lie: at its record's `path`, else under that or its name in one of the folders."""
    named = Path(path)
    return [named, *(folder / part for folder in folders for part in (named, Path(named.name)))]
