"""Reading: a file, or standard input, becomes a document, whatever its format is.

Plain text needs nothing beside the package; web pages, Word and PDF need the extra `documents`, images and scanned pages
the extra `ocr`. Nothing after reading knows the format. `html`, `word`, `pdf` and `scan` each hold one reader.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from giextract.document import Document
from giextract.errors import ReadingError
from giextract.settings import ReadingSettings

__all__ = ["read"]

MAX_TEXT_BYTES = 20_000_000
MAX_BYTES = 100_000_000
STDIN = "-"


def read(path: str | Path, stdin: BinaryIO | None = None, settings: ReadingSettings | None = None) -> Document:
    """The document in the file at `path`, or on standard input where `path` is `-`.

    `stdin` stands in for the process's own standard input; `settings` say how scanned pages are read.
    Raises ReadingError, with one line that names the file and says what to do, for everything that cannot be read.
    """
    name = str(path)
    if not name.strip():
        raise ReadingError(f"{name!r} names no file; name the report", path=name)
    try:
        return _read_as(_load(name, stdin), name, settings or ReadingSettings())
    except ReadingError as error:
        raise ReadingError(f"{_shown(name)} {error.message}", path=name) from None


def _read_as(data: bytes, name: str, settings: ReadingSettings) -> Document:
    """The one place that chooses a reader, by content first and suffix second; each is imported only when it is needed."""
    from giextract.reading.formats import format_of, is_web_page
    from giextract.reading.plain import read_plain

    try:
        form = format_of(data, name)
        if form == "text":
            document = read_plain(data, name)
            if not is_web_page(document.text):
                return document
            form = "html"
    except ReadingError:
        from giextract.reading.readers import read_by_plugin

        read_otherwise = read_by_plugin(data, name)
        if read_otherwise is None:
            raise
        return read_otherwise
    from giextract.reading.readers import read_format

    return read_format(form, data, name, settings)


def _require_at_most(most: int, data: bytes) -> None:
    if len(data) > most:
        raise ReadingError(f"is larger than {most // 1_000_000} MB, which no report is; give the report alone")


def _load(name: str, stdin: BinaryIO | None) -> bytes:
    """The bytes; little more than allowed is ever read, so that a huge or endless file costs nothing."""
    try:
        if name != STDIN:
            with Path(name).open("rb") as file:
                data = _read_from(file, name)
        elif stdin or sys.stdin:
            data = _read_from(stdin or sys.stdin.buffer, name)
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
    if not data:
        raise ReadingError("is empty; give a file with the text of a report")
    return data


def _read_from(file: BinaryIO, name: str) -> bytes:
    """All bytes of `file`: what may be text up to the limit of texts, other formats up to theirs."""
    data = file.read(MAX_TEXT_BYTES + 1)
    if len(data) > MAX_TEXT_BYTES:
        from giextract.reading.formats import format_of

        if format_of(data, name) in ("text", "html"):
            _require_at_most(MAX_TEXT_BYTES, data)
        data += file.read(MAX_BYTES + 1 - len(data))
        _require_at_most(MAX_BYTES, data)
    return data


def _shown(name: str) -> str:
    """The name as it can stand in one line of a message."""
    if name == STDIN:
        return "standard input"
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in name) or "''"
