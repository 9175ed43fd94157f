"""Pages as pictures to look at: those of a PDF drawn, those of an image file scaled down; small enough to stand in a page."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from giextract.document import PageImage
from giextract.errors import ReadingError
from giextract.reading.formats import format_of

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_SIDE = 1400
"""Pixels: print of 9 points on an A4 page has characters of 15 pixels, which can be read."""
_QUALITY = 55
_MOST_BYTES = 100_000_000


def page_images(path: Path) -> Iterator[PageImage]:
    """The pages of the file, drawn one at a time in grey as WebP; none for formats without pages.

    They are seen as boxes count: upright, from the upper left corner. A page that cannot be drawn is left out. Raises
    ReadingError where the file cannot be opened, or what draws pages is not installed.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise ReadingError(f"{path} cannot be read ({error.strerror or error})", path=str(path)) from None
    form = format_of(data, path.name)
    if form not in ("pdf", "image"):
        return
    try:
        import PIL  # noqa: F401 (pypdfium2 asks for it only when a page is drawn)

        pages = _of_pdf(data) if form == "pdf" else _of_image(data)
        for number, picture in pages:
            yield _encoded(number, picture)
    except ModuleNotFoundError as error:
        raise ReadingError(
            f"{path}: its pages cannot be drawn; install what is missing ({error.name}): pip install 'giextract[review]'",
            path=str(path),
        ) from None


def _of_pdf(data: bytes) -> Iterator[tuple[int, Image]]:
    import pypdfium2

    from giextract.reading.pdf_pages import PDFIUM

    with PDFIUM:
        pdf = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(pdf)):
            picture = _drawn(pdf, number)
            if picture is not None:
                yield number + 1, picture
    finally:
        with PDFIUM:
            pdf.close()


def _drawn(pdf: object, number: int) -> Image | None:
    import pypdfium2

    from giextract.reading.pdf_pages import PDFIUM

    assert isinstance(pdf, pypdfium2.PdfDocument)
    with PDFIUM:
        try:
            page = pdf[number]
        except pypdfium2.PdfiumError:
            return None
        try:
            # Twice the size, so that scaling down smooths the thin strokes of small print.
            bitmap = page.render(scale=min(4.0, 1.6 * LONGEST_SIDE / max(page.get_size())), grayscale=True)
            picture: Image = bitmap.to_pil().convert("L").copy()
            bitmap.close()
            return picture
        except pypdfium2.PdfiumError:
            return None
        finally:
            page.close()


def _of_image(data: bytes) -> Iterator[tuple[int, Image]]:
    from giextract.reading.image_files import pages_of

    for number, picture in enumerate(pages_of(data), 1):
        if not isinstance(picture, ReadingError):
            yield number, picture.convert("L")


def _encoded(number: int, picture: Image) -> PageImage:
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    file = BytesIO()
    picture.save(file, "WEBP", quality=_QUALITY, method=2)
    return PageImage(number, picture.width, picture.height, "image/webp", file.getvalue())
