"""Reading: a file, or standard input, becomes a document.

This release reads plain text. Everything else that people have reports in is recognised by its first bytes, and refused
by name with the way to make text of it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import BinaryIO

from giextract.document import Document
from giextract.errors import ReadingError

__all__ = ["read"]

MAX_BYTES = 20_000_000
STDIN = "-"

PDF = "is a PDF; this version reads plain text: convert it first, e.g. with pdftotext"
WORD = "is a Word document (.docx); this version reads plain text: save it as .txt first"
OLD_OFFICE = "is an old Office file (.doc, .xls); this version reads plain text: save it as .txt first"
SPREADSHEET = "is an Excel workbook (.xlsx); this version reads plain text: save it as .txt first"
OFD = "is an OFD document; this version reads plain text: save it as .txt first"
RTF = "is a rich text file (RTF); this version reads plain text: save it as .txt first"
HTML = "is a web page (HTML); this version reads plain text: copy the page's text into a .txt file first"
IMAGE = "is an image; this version reads plain text: run text recognition (OCR) on it first"
ARCHIVE = "is a compressed archive; unpack it first and give the text file inside"
PROGRAM = "is a program or a database, not a report; give a text file"

# First bytes as listed by the file formats' own documents. Marks of printable characters alone carry enough of them, or
# the bytes that follow, that no text begins so.
MARK_TO_REFUSAL: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(mark, re.DOTALL), refusal)
    for mark, refusal in (
        (rb"(?:\xef\xbb\xbf)?\s{0,64}%PDF-\d", PDF),
        (rb"PK\x03\x04.*word/", WORD),
        (rb"PK\x03\x04.*xl/", SPREADSHEET),
        (rb"PK\x03\x04.*OFD\.xml", OFD),
        (rb"PK(?:\x03\x04|\x05\x06|\x07\x08)", ARCHIVE),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
        (rb"\{\\rtf\d", RTF),
        (rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|BM.{4}\x00{4}|RIFF.{4}WEBP", IMAGE),
        (rb"\x1f\x8b\x08|BZh\d1AY&SY|\xfd7zXZ\x00|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|\x28\xb5\x2f\xfd", ARCHIVE),
        (rb"\x7fELF|MZ.{0,64}\x00|SQLite format 3\x00", PROGRAM),
    )
)
WEB_PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
WEB_PAGE = re.compile(r"\s*(?><\?xml[^>]*>\s*|<!--.*?-->\s*)*+<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)


def read(path: str | Path, stdin: BinaryIO | None = None) -> Document:
    """The document in the file at `path`, or on standard input where `path` is `-`.

    `stdin` stands in for the process's own standard input.
    Raises ReadingError, with one line that names the file and says what to do, for everything that cannot be read.
    """
    name = str(path)
    try:
        return _read_as(_load(name, stdin), name)
    except ReadingError as error:
        raise ReadingError(f"{_shown(name)} {error.message}", path=name) from None


def _read_as(data: bytes, name: str) -> Document:
    """The one place that chooses a reader, by content first and suffix second."""
    from giextract.reading.plain import read_plain  # late, as every reader is: most runs need one of them

    for mark, refusal in MARK_TO_REFUSAL:
        if mark.match(data):
            raise ReadingError(refusal)
    if Path(name).suffix.lower() in WEB_PAGE_SUFFIXES:
        raise ReadingError(HTML)
    document = read_plain(data, name)
    if WEB_PAGE.match(document.text):
        raise ReadingError(HTML)
    return document


def _load(name: str, stdin: BinaryIO | None) -> bytes:
    """The bytes; at most one more than allowed is ever read, so that a huge or endless file costs nothing."""
    try:
        if name != STDIN:
            with Path(name).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        elif stdin or sys.stdin:
            data = (stdin or sys.stdin.buffer).read(MAX_BYTES + 1)
        else:
            raise ReadingError("is closed; pipe a report into it")
    except FileNotFoundError:
        raise ReadingError("does not exist; check the name") from None
    except IsADirectoryError:
        raise ReadingError("is a folder; name the files in it") from None
    except PermissionError:
        raise ReadingError("may not be read by you; change its permissions or copy it") from None
    except (OSError, ValueError) as error:  # a name too long, a NUL in it, a disk that fails
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReadingError(f"cannot be read ({reason}); check the name") from None
    if len(data) > MAX_BYTES:
        raise ReadingError(f"is larger than {MAX_BYTES // 1_000_000} MB, which no report is; give the report alone")
    if not data:
        raise ReadingError("is empty; give a file with the text of a report")
    return data


def _shown(name: str) -> str:
    """The name as it can stand in one line of a message."""
    if name == STDIN:
        return "standard input"
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in name) or "''"
