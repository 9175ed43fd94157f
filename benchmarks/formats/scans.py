"""Scans: the pages of a PDF as pictures, damaged, in files of pictures or in a PDF that holds nothing but pictures."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from benchmarks.formats.damage import RENDERED_DPI, Grade, Picture, damaged


def rendered_pages(pdf: Path | bytes, dpi: int = RENDERED_DPI) -> list[Picture]:
    """The pages of a PDF as a reader sees them, RGB."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [np.array(page.render(scale=dpi / 72).to_pil().convert("RGB")) for page in document]
    finally:
        document.close()


def scanned_pages(pdf: Path, grade: Grade, seed: int = 0) -> list[Picture]:
    """The pages of a PDF as they come from a scanner of this grade; each page is damaged in its own way."""
    return [damaged(page, grade, seed + number) for number, page in enumerate(rendered_pages(pdf))]


def encoded(picture: Picture, form: str, grade: Grade) -> bytes:
    """The picture as a file, `PNG` or `JPEG` of the grade's quality, with its resolution."""
    file = BytesIO()
    Image.fromarray(picture).save(file, form, quality=grade.quality, dpi=(grade.dpi, grade.dpi))
    return file.getvalue()


def picture_pdf(pictures: list[Picture], grade: Grade) -> bytes:
    """A PDF with one picture for each page and no text; the pictures are JPEGs of the grade's quality."""
    pdf = pypdfium2.PdfDocument.new()
    for picture in pictures:
        height, width = (side * 72 / grade.dpi for side in picture.shape[:2])
        image = pypdfium2.PdfImage.new(pdf)
        image.load_jpeg(BytesIO(encoded(picture, "JPEG", grade)), inline=True)
        image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        page = pdf.new_page(width, height)
        page.insert_obj(image)
        page.gen_content()
    file = BytesIO()
    pdf.save(file)
    pdf.close()
    return file.getvalue()
