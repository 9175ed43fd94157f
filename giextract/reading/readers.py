"""The readers: which module reads which format, what must be installed for it, and readers of others by entry point."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from importlib import metadata
from typing import Protocol, runtime_checkable

from giextract.document import Document
from giextract.errors import ReadingError
from giextract.reading.formats import Format
from giextract.settings import ReadingSettings

ENTRY_POINTS = "giextract.readers"
"""The group of entry points under which other packages offer readers."""


@runtime_checkable
class PluginReader(Protocol):
    """What an entry point of the group `giextract.readers` names: an object that reads a format giextract does not."""

    def recognises(self, data: bytes, name: str) -> bool:
        """Whether this reader takes a file with these bytes and this name."""

    def read(self, data: bytes, name: str) -> Document:
        """The document; ReadingError with what to do where that fails. The message goes on behind the file's name."""


@dataclass(frozen=True)
class Reader:
    """A built-in reader: `function` of `module` takes bytes, the name and the settings, and gives a Document."""

    module: str
    function: str
    extra: str
    """The extra of this package that brings what the reader needs."""
    needs: tuple[str, ...]
    """The modules that it needs, by import name."""
    what: str


FORMAT_TO_READER: dict[Format, Reader] = {
    "html": Reader("giextract.reading.html", "read_html", "documents", ("selectolax",), "a web page (HTML)"),
    "docx": Reader("giextract.reading.word", "read_docx", "documents", ("lxml",), "a Word document (.docx)"),
    "doc": Reader("giextract.reading.word", "read_doc", "documents", ("lxml",), "an old Office file (.doc)"),
    "pdf": Reader("giextract.reading.pdf", "read_pdf", "documents", ("pypdfium2",), "a PDF"),
    "image": Reader("giextract.reading.scan", "read_image", "ocr", ("rapidocr", "onnxruntime", "cv2"), "an image"),
}


def read_format(form: Format, data: bytes, name: str, settings: ReadingSettings) -> Document:
    """The document that the built-in reader of `form` makes of `data`; ReadingError where it cannot."""
    reader = FORMAT_TO_READER[form]
    try:
        function = getattr(importlib.import_module(reader.module), reader.function)
    except ModuleNotFoundError as error:
        raise ReadingError(f"is {reader.what}; {missing(reader.extra, error.name)}") from None
    document = function(data, name, settings)
    assert isinstance(document, Document)
    return document


def missing(extra: str, module: str | None) -> str:
    """What to say where `module`, which `extra` brings, is not installed."""
    return f"to read it, install what is missing ({module}): pip install 'giextract[{extra}]'"


def read_by_plugin(data: bytes, name: str) -> Document | None:
    """What the first installed plug-in that recognises the file makes of it, None where none does."""
    for entry in metadata.entry_points(group=ENTRY_POINTS):
        try:
            plugin = entry.load()
        except Exception as error:
            raise ReadingError(
                f"could not be tried with the reader {entry.name}, which does not load: {error}"
            ) from None
        if plugin.recognises(data, name):
            document = plugin.read(data, name)
            assert isinstance(document, Document)
            return document
    return None
