"""Scanned pages: images become a document, offline, with lines, tables, boxes and doubtful characters."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from os import cpu_count
from typing import Any

import numpy as np

from giextract.document import Document
from giextract.errors import ReadingError
from giextract.reading.building import DocumentBuilder
from giextract.reading.image_files import is_animated, page_count, pages_of
from giextract.reading.ocr_words import Engine, as_image
from giextract.reading.scan_pages import Block, page_blocks
from giextract.settings import ReadingSettings

NO_TEXT = "is an image in which no text was found; give a scan or photo of the report's pages"
UNREAD = "no text was found on it"


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """What was read on one page: its lines and tables in reading order, or in `unread` why there are none."""

    blocks: tuple[Block, ...]
    unread: str | None = None

    def add_to(self, builder: DocumentBuilder) -> None:
        """Add lines and tables to the builder's current page."""
        for block in self.blocks:
            if block.cells:
                builder.grid(block.cells)
            else:
                builder.line(*block.runs)


def read_image(data: bytes, name: str, settings: ReadingSettings) -> Document:
    """The document in an image file, of several pages where it is a TIFF.

    Raises ReadingError for what is no readable image, for images without text, and where OCR is switched off or lacks
    what it needs. Pages of several that cannot be read are marked so.
    """
    pages = page_count(data)
    builder = DocumentBuilder()
    if is_animated(data):
        builder.warn("the file is an animation; only its first picture was read")
    reasons = []
    for page in recognise_pages(pages_of(data), settings, settings.telling(pages)):
        builder.page(unread=page.unread)
        page.add_to(builder)
        reasons.append(page.unread)
    if all(reasons):
        raise ReadingError(NO_TEXT if pages > 1 or reasons[0] == UNREAD else str(reasons[0]))
    return builder.document(data, name)


def recognise_pages(
    images: Iterable[Any], settings: ReadingSettings, progress: Callable[[int], None] | None = None
) -> Iterator[RecognisedPage]:
    """The pages in order, read as they are asked for, a few ahead; `progress` is told how many are done.

    An item may be a ReadingError, for a page that could not be decoded: it comes out unread. RapidOCR uses all cores for
    one page at a time, because several processes of it took the memory of several and were not faster; Tesseract runs
    once for each core.
    """
    engine = _engine(settings)
    at_once = 1 if settings.ocr == "rapidocr" else settings.processes or cpu_count() or 1
    with ThreadPoolExecutor(at_once, thread_name_prefix="ocr") as pool:
        waiting: deque[Future[RecognisedPage]] = deque()
        done = 0
        for image in images:
            waiting.append(pool.submit(_recognised_or_unread, image, engine))
            if len(waiting) > at_once:
                yield waiting.popleft().result()
                done += 1
                if progress:
                    progress(done)
        while waiting:
            yield waiting.popleft().result()
            done += 1
            if progress:
                progress(done)


def _engine(settings: ReadingSettings) -> Engine:
    if settings.ocr == "off":
        raise ReadingError('is scanned, and OCR is switched off; set ocr = "rapidocr" to read it')
    if settings.ocr == "tesseract":
        from giextract.reading.ocr_tesseract import tesseract_engine

        return tesseract_engine()
    from giextract.reading.ocr_rapid import rapid_engine

    return rapid_engine(settings.processes)


def _recognised_or_unread(image: Any, engine: Engine) -> RecognisedPage:
    if isinstance(image, ReadingError):
        return RecognisedPage((), image.message)
    try:
        return _recognised(as_image(image), engine)
    except ReadingError as error:
        return RecognisedPage((), error.message)


def _recognised(image: np.ndarray[Any, Any], engine: Engine) -> RecognisedPage:
    blocks = page_blocks(image, engine)
    return RecognisedPage(tuple(blocks)) if blocks else RecognisedPage((), UNREAD)
