"""The formats: how each is made of a structure, and how much of F1 it may cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.formats.printing import convert, print_page
from benchmarks.formats.structure import Structure

Folder = Path
"""Where the files of one report are made; formats that are made of others find them there."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `make` writes its files, which `files` lists in the order of their pages."""

    name: str
    most_lost: float
    """F1 that it may cost against plain text."""
    pattern: str
    """Its files in the folder of a report."""
    make: Callable[[Structure, Folder], None]
    after: str = ""
    """The format that it is made of."""

    @property
    def scanned(self) -> bool:
        """Whether its pages are pictures."""
        return self.name.startswith("scan")

    def files(self, folder: Folder) -> list[Path]:
        """Its files, one, or one for each page."""
        return sorted(folder.glob(self.pattern))


def _text(structure: Structure, folder: Folder) -> None:
    (folder / "text.txt").write_text(structure.plain_text(), encoding="utf-8")


def _page(style: str) -> Callable[[Structure, Folder], None]:
    def make(structure: Structure, folder: Folder) -> None:
        from benchmarks.formats import web_pages

        printers = {"cms": web_pages.cms_page, "table": web_pages.layout_table_page, "modern": web_pages.modern_page}
        (folder / f"html-{style}.html").write_bytes(printers[style](structure))

    return make


def _docx(structure: Structure, folder: Folder) -> None:
    from benchmarks.formats.word import word_document

    (folder / "word.docx").write_bytes(word_document(structure))


def _doc(_structure: Structure, folder: Folder) -> None:
    (folder / "word.doc").write_bytes(convert(folder / "word.docx", "doc"))


def _pdf_of_office(_structure: Structure, folder: Folder) -> None:
    (folder / "pdf-office.pdf").write_bytes(convert(folder / "word.docx", "pdf"))


def _pdf_of_browser(_structure: Structure, folder: Folder) -> None:
    (folder / "pdf-browser.pdf").write_bytes(print_page(folder / "html-modern.html"))


def _pictures(grade: str, suffix: str) -> Callable[[Structure, Folder], None]:
    def make(_structure: Structure, folder: Folder) -> None:
        from benchmarks.formats.damage import GRADES
        from benchmarks.formats.scans import encoded, scanned_pages

        form = {"png": "PNG", "jpg": "JPEG"}[suffix]
        for number, picture in enumerate(scanned_pages(folder / "pdf-office.pdf", GRADES[grade]), 1):
            (folder / f"scan-{grade}-{number:02}.{suffix}").write_bytes(encoded(picture, form, GRADES[grade]))

    return make


def _picture_pdf(grade: str) -> Callable[[Structure, Folder], None]:
    def make(_structure: Structure, folder: Folder) -> None:
        from benchmarks.formats.damage import GRADES
        from benchmarks.formats.scans import picture_pdf, scanned_pages

        pictures = scanned_pages(folder / "pdf-office.pdf", GRADES[grade])
        (folder / f"scan-pdf-{grade}.pdf").write_bytes(picture_pdf(pictures, GRADES[grade]))

    return make


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("text", 0.0, "text.txt", _text),
        *(Format(f"html-{style}", 0.01, f"html-{style}.html", _page(style)) for style in ("cms", "table", "modern")),
        Format("docx", 0.01, "word.docx", _docx),
        Format("doc", 0.01, "word.doc", _doc, "docx"),
        Format("pdf-office", 0.01, "pdf-office.pdf", _pdf_of_office, "docx"),
        Format("pdf-browser", 0.01, "pdf-browser.pdf", _pdf_of_browser, "html-modern"),
        *(
            Format(f"scan-{grade}", lost, f"scan-{grade}-[0-9]*", _pictures(grade, suffix), "pdf-office")
            for grade, suffix, lost in (
                ("clean", "png", 0.03),
                ("middling", "jpg", 0.03),
                ("bad", "jpg", 0.10),
                ("phone", "jpg", 0.10),
            )
        ),
        *(
            Format(f"scan-pdf-{grade}", lost, f"scan-pdf-{grade}.pdf", _picture_pdf(grade), "pdf-office")
            for grade, lost in (("clean", 0.03), ("middling", 0.03), ("bad", 0.10))
        ),
    )
}


def make(name: str, structure: Structure, folder: Folder) -> list[Path]:
    """The files of one format, made in `folder` unless they are there; raises MissingProgramError."""
    form = FORMATS[name]
    if not form.files(folder):
        if form.after:
            make(form.after, structure, folder)
        folder.mkdir(parents=True, exist_ok=True)
        form.make(structure, folder)
    return form.files(folder)
