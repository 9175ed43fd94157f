"""Plain text: the bytes of a text file → a document."""

from __future__ import annotations

import hashlib

from giextract.document import Document
from giextract.errors import ReadingError
from giextract.reading.encodings import decode
from giextract.reading.mojibake import undone


def _utf8(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return ""


def read_plain(data: bytes, path: str) -> Document:
    """The document in `data`, which is text in some encoding; `path` is only recorded.

    Raises ReadingError for bytes that are no text, and for text that is nothing but blanks and control characters.
    """
    try:
        text, encoding = decode(data)
    except ReadingError:
        text, encoding = _utf8(data), "utf-8"  # control characters may be mojibake
        if undone(text) is None:
            raise
    if not any(char.isprintable() and not char.isspace() and char != "\ufeff" for char in text):
        raise ReadingError("holds nothing but white space; give a file with the text of a report")
    repaired = undone(text)
    warnings: tuple[str, ...] = ()
    if repaired is not None:
        text, taken_for = repaired
        warnings = (f"the text had been read as {taken_for} and saved so; it was put right, and offsets count it so",)
    return Document(text=text, path=path, sha256=hashlib.sha256(data).hexdigest(), encoding=encoding, warnings=warnings)
