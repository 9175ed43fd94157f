"""Pages of a PDF whose characters cannot be used, as images for OCR."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pypdfium2

from giextract.errors import ReadingError
from giextract.reading.pdf_pages import PDFIUM
from giextract.reading.readers import missing
from giextract.settings import ReadingSettings

if TYPE_CHECKING:
    from PIL.Image import Image

    from giextract.reading.scan import RecognisedPage

_DPI = 200
_LONGEST_SIDE = 4_000
"""Pixels of the longest side of a page's image: an A3 page at a little more than 200 dpi."""


def recognised_pages(
    pdf: pypdfium2.PdfDocument, numbers: Sequence[int], settings: ReadingSettings
) -> Iterator[RecognisedPage | str]:
    """For each of the pages, numbered from 0, what OCR read on it, or why it could not be read.

    Pages are rendered one by one as they are asked for.
    """
    if settings.ocr == "off":
        yield from ['OCR is switched off; set ocr = "rapidocr" to read it'] * len(numbers)
        return
    try:
        from giextract.reading.scan import recognise_pages
    except ModuleNotFoundError as error:
        yield from [missing("ocr", error.name)] * len(numbers)
        return
    done = 0
    while done < len(numbers):
        images = (_image(pdf, number) for number in numbers[done:])
        pages = recognise_pages(images, settings, settings.telling(len(numbers), done))
        try:
            for page in pages:
                done += 1
                yield page
            if done < len(numbers):
                yield from ["nothing came back from OCR"] * (len(numbers) - done)
            return
        except ReadingError as error:
            # What could not be read ends the run; the pages behind it get one of their own.
            done += 1
            yield error.message


def _image(pdf: pypdfium2.PdfDocument, number: int) -> Image:
    with PDFIUM:
        page = pdf[number]
        try:
            scale = min(_DPI / 72, _LONGEST_SIDE / max(page.get_size()))
            bitmap = page.render(scale=scale)
            try:
                # A copy: the bitmap's memory is pdfium's, and is gone with it.
                image: Image = bitmap.to_pil().convert("RGB").copy()
                return image
            finally:
                bitmap.close()
        finally:
            page.close()
