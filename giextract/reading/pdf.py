"""PDF files: what their pages print as characters, and what must be read off an image of the page."""

from __future__ import annotations

from collections.abc import Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from giextract.document import Document
from giextract.errors import ReadingError
from giextract.reading.building import DocumentBuilder
from giextract.reading.paragraphs import TextLine, paragraphs
from giextract.reading.pdf_images import recognised_pages
from giextract.reading.pdf_layout import Item, TextTable
from giextract.reading.pdf_pages import PDFIUM, PageText, read_page
from giextract.reading.pdf_unpacking import unpacks_to_too_much
from giextract.reading.running_heads import running_lines
from giextract.reading.torn_rows import mended
from giextract.settings import ReadingSettings

MOST_PAGES = 500


def read_pdf(data: bytes, name: str, settings: ReadingSettings) -> Document:
    """The document in the PDF file `data`; `name` is only recorded.

    Pages whose characters are missing or broken are read by OCR, as `settings` say; where that is not possible, they are
    marked as unread. Raises ReadingError for what pdfium cannot open, for more than MOST_PAGES pages, and where no page
    can be read. Scripts, actions, links and embedded files are never looked at.
    """
    pdf = _opened(data)
    try:
        pages = [read_page(pdf, number) for number in range(len(pdf))]
        _drop_running_lines(pages)
        builder = DocumentBuilder()
        _build(pdf, pages, builder, settings)
    finally:
        with PDFIUM:
            pdf.close()
    document = builder.document(data, name)
    unread = [page for page in document.pages or () if page.unread]
    if not document.text.strip():
        if unread:
            raise ReadingError(f"has no page that can be read; page {unread[0].number}: {unread[0].unread}")
        raise ReadingError("has nothing but empty pages; give a PDF with a report")
    return document


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    if unpacks_to_too_much(data):
        raise ReadingError("unpacks to far more than any report holds; print the report's pages to a new PDF")
    with PDFIUM:
        try:
            pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise ReadingError(_why_not_opened(error)) from None
        count = len(pdf)
        if 0 < count <= MOST_PAGES:
            return pdf
        pdf.close()
    if not count:
        raise ReadingError("has no pages; open it in a PDF program and print it to a new PDF")
    raise ReadingError(f"has {count:,} pages, more than any report; give the report's pages alone")


def _why_not_opened(error: pypdfium2.PdfiumError) -> str:
    code = getattr(error, "err_code", None)
    if code == pdfium.FPDF_ERR_PASSWORD:
        return "is encrypted; open it with its password and print it to a PDF without one"
    if code == pdfium.FPDF_ERR_SECURITY:
        return "is protected in a way that only its own program opens; print it to a PDF from there"
    return "is a damaged PDF; get it again, or open it in a PDF program and print it to a new PDF"


def _drop_running_lines(pages: Sequence[PageText]) -> None:
    printed = [[item for item in page.items if isinstance(item, TextLine)] for page in pages]
    running = running_lines([[(line.run.text, _height(line)) for line in lines] for lines in printed])
    for page, lines, indices in zip(pages, printed, running, strict=True):
        dropped = {id(lines[index]) for index in indices}
        page.items = [item for item in page.items if id(item) not in dropped]


def _height(line: TextLine) -> float:
    """The middle of the line's height on the page as a fraction."""
    assert line.run.spot is not None
    return (line.run.spot[1] + line.run.spot[3]) / 2


def _build(
    pdf: pypdfium2.PdfDocument, pages: Sequence[PageText], builder: DocumentBuilder, settings: ReadingSettings
) -> None:
    recognised = recognised_pages(pdf, [number for number, page in enumerate(pages) if page.wanting], settings)
    for number, (page, items) in enumerate(zip(pages, mended([page.items for page in pages]), strict=True), 1):
        if page.wanting:
            read = next(recognised)
            if isinstance(read, str):
                builder.page(unread=f"{page.wanting}; {read}")
            else:
                builder.page(unread=read.unread)
                read.add_to(builder)
        else:
            builder.page(unread=page.unread)
        _add(items, builder)
        if page.layer:
            builder.warn(f"page {number} is a scan; what another program's OCR put behind it was taken as it is")
        if page.picture:
            builder.warn(f"page {number} has a picture; what is written in it was not read")
    hidden, askew = sum(page.hidden for page in pages), sum(page.askew for page in pages)
    if hidden:
        builder.warn(f"hidden text was kept out: {hidden:,} characters")
    if askew:
        builder.warn(f"text that runs askew (a stamp, a watermark) was kept out: {askew:,} characters")


def _add(items: Sequence[Item], builder: DocumentBuilder) -> None:
    """Add a page's lines, joined to paragraphs, and its tables."""
    lines: list[TextLine] = []
    for item in [*items, None]:
        if isinstance(item, TextLine):
            lines.append(item)
            continue
        for runs in paragraphs(lines):
            builder.line(*runs)
        lines = []
        if isinstance(item, TextTable):
            builder.grid(item.cells)
