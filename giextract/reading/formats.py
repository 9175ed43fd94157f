"""What kind of file some bytes are: by their content first, by the name's suffix second."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from giextract.errors import ReadingError

Format = Literal["text", "html", "docx", "doc", "pdf", "image"]

SPREADSHEET = "is an Excel workbook (.xlsx); save the sheet as PDF or text first"
OFD = "is an OFD document; print it to PDF first"
RTF = "is a rich text file (RTF); save it as .docx first"
ARCHIVE = "is a compressed archive; unpack it first and give the report inside"
PROGRAM = "is a program or a database, not a report; give a report"

# First bytes as listed by the file formats' own documents. Marks of printable characters alone carry enough of them, or
# the bytes that follow, that no text begins so.
_MARK_TO_FORMAT: tuple[tuple[re.Pattern[bytes], Format | str], ...] = tuple(
    (re.compile(mark, re.DOTALL), meaning)
    for mark, meaning in (
        (rb"(?:\xef\xbb\xbf)?\s{0,64}%PDF-\d", "pdf"),
        (rb"PK\x03\x04.*word/", "docx"),
        (rb"PK\x03\x04.*xl/", SPREADSHEET),
        (rb"PK\x03\x04.*OFD\.xml", OFD),
        (rb"PK(?:\x03\x04|\x05\x06|\x07\x08)", ARCHIVE),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
        (rb"\{\\rtf\d", RTF),
        (rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|BM.{4}\x00{4}|RIFF.{4}WEBP", "image"),
        (rb"\x1f\x8b\x08|BZh\d1AY&SY|\xfd7zXZ\x00|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|\x28\xb5\x2f\xfd", ARCHIVE),
        (rb"\x7fELF|MZ.{0,64}\x00|SQLite format 3\x00", PROGRAM),
    )
)
_FORMATS = frozenset({"pdf", "docx", "doc", "image"})
_WEB_PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_WEB_PAGE = re.compile(r"\s*(?><\?xml[^>]*>\s*|<!--.*?-->\s*)*+<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)


def format_of(data: bytes, name: str) -> Format:
    """The format of a file with these bytes and this name, as far as they tell: `text` where nothing else does.

    Raises ReadingError for what giextract does not read, with the way to make something readable of it.
    """
    for mark, meaning in _MARK_TO_FORMAT:
        if mark.match(data):
            if meaning not in _FORMATS:
                raise ReadingError(meaning)
            return meaning  # type: ignore[return-value]  # one of _FORMATS
    return "html" if Path(name).suffix.lower() in _WEB_PAGE_SUFFIXES else "text"


def is_web_page(text: str) -> bool:
    """Whether decoded text begins as an HTML document does."""
    return _WEB_PAGE.match(text) is not None
