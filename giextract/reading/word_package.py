"""The package of a Word document: a zip of XML parts and how they refer to each other, read in memory and within limits.

python-docx is not used here: it holds every part and picture and the whole tree at once, refuses documents with macros
or with a broken reference, and knows no revisions, text boxes, notes or merged cells; what is left of it is lxml.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

from giextract.errors import ReadingError

Element: TypeAlias = Any
"""An element of lxml, which has no types of its own."""

MAX_MAIN = 64_000_000
"""Bytes of XML in the main part; a report of a hundred pages has two million."""
MAX_PART = 8_000_000
"""Bytes of XML that are ever held as a tree, which takes some forty times as much at worst: another part, or one paragraph
or row of the main part."""
MAX_UNPACKED = 1_000_000_000
MAX_BLOCKS = 1_000_000
"""Paragraphs and rows; two thousand pages have a tenth of them."""
MAX_RATIO = 400
"""Times that a part may grow: text in XML grows some ten times, a bomb a thousand."""
RATIO_MATTERS_FROM = 10_000_000
MAX_PARTS = 20_000


def word(name: str) -> str:
    """The tag or attribute `name` of WordprocessingML, as lxml spells it."""
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


_STRICT_TO_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)  # fmt: skip
_BLOCKS = (
    *map(word, ("document", "p", "tbl", "tr", "sdt", "customXml", "ins", "moveTo", "altChunk")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
)
_SAFE = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "remove_comments": True, "remove_pis": True,
}  # fmt: skip
_PIECE = 65_536
_ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
DAMAGED = "is damaged ({}); get it again, or open it in Word or WPS and save it once more"


def whole(digits: str | None, otherwise: int) -> int:
    """The number that an attribute holds, without its fraction; `otherwise` where it holds none, or one past all sense."""
    before = (digits or "").partition(".")[0]
    return int(before) if before.isascii() and before.isdigit() and len(before) < 9 else otherwise


class WordPackage:
    """The parts of one document. Nothing is written, and nothing outside the package is ever opened."""

    def __init__(self, data: bytes) -> None:
        """Look at the directory of the zip; ReadingError for what is none, or would unpack to more than any report."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _ZIP_FAULTS as error:
            raise ReadingError(DAMAGED.format(f"no whole zip: {_first_line(error)}")) from None
        self._part_to_entry = {entry.filename.lstrip("/").lower(): entry for entry in self._zip.infolist()}
        self._require_no_bomb()
        self.main = self._main_part()
        self._related = self._relations(self.main)

    def related(self, kind: str) -> list[str]:
        """Names of the parts of a kind (`styles`, `numbering`, `footnotes`, `header`) that the main part refers to."""
        return [name for found, name in self._related if found == kind and name in self._part_to_entry]

    def root(self, kind: str) -> Element | None:
        """The root element of the first part of a kind; None where there is none."""
        return next((self.tree(name) for name in self.related(kind)), None)

    def tree(self, name: str) -> Element:
        """The root element of the part `name`. ReadingError for what is no XML, or brings a document type."""
        try:
            root = etree.fromstring(self._bytes(name, MAX_PART), etree.XMLParser(**_SAFE))
        except etree.XMLSyntaxError as error:
            raise ReadingError(DAMAGED.format(f"{name}: {_first_line(error)}")) from None
        _require_no_doctype(root)
        return root

    def blocks(self, name: str) -> Iterator[Element]:
        """The elements in the body of the part `name`, one after another; each is forgotten when the next is taken.

        The rows of a table come before it, one by one, so that a long table is never held whole. Raises as `tree` does.
        """
        parser = etree.XMLPullParser(events=("start", "end"), tag=_BLOCKS, **_SAFE)
        data = self._bytes(name, MAX_MAIN)
        released = blocks = 0
        begun = False
        try:
            for place in range(0, len(data), _PIECE):
                parser.feed(data[place : place + _PIECE])
                for event, element in parser.read_events():
                    if event == "start":
                        if not begun:
                            _require_no_doctype(element)
                            begun = True
                    elif _is_block(element):
                        yield element
                        _forget(element)
                        released = place
                        blocks += 1
                if blocks > MAX_BLOCKS:
                    raise ReadingError("holds more than a million paragraphs, which no report does")
                if place - released > MAX_PART:
                    raise ReadingError(
                        f"holds more than {MAX_PART // 1_000_000} MB in one paragraph or row, which no report does"
                    )
            parser.close()
        except etree.XMLSyntaxError as error:
            raise ReadingError(DAMAGED.format(f"{name}: {_first_line(error)}")) from None

    def _require_no_bomb(self) -> None:
        entries = self._part_to_entry.values()
        if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise ReadingError("would unpack to far more than any report holds (a zip bomb?); give the report alone")
        for entry in entries:
            if entry.file_size > RATIO_MATTERS_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
                raise ReadingError("is packed as no report is (a zip bomb?); open it in Word or WPS and save it again")

    def _bytes(self, name: str, most: int) -> bytes:
        entry = self._part_to_entry[name]
        if entry.flag_bits & 1:
            raise ReadingError("is encrypted; save a copy without its password")
        if entry.file_size > most:
            raise ReadingError(
                f"holds more than {most // 1_000_000} MB of text in {name}, which no report does; give the report alone"
            )
        try:
            with self._zip.open(entry) as file:
                data = file.read(entry.file_size)  # never more, whatever the entry really holds
        except _ZIP_FAULTS as error:
            raise ReadingError(DAMAGED.format(f"{name}: {_first_line(error)}")) from None
        if b"purl.oclc.org/ooxml" in data[:4096]:
            for strict, transitional in _STRICT_TO_TRANSITIONAL:
                data = data.replace(strict, transitional)
        return data

    def _main_part(self) -> str:
        named = [name for kind, name in self._relations("") if kind == "officedocument"]
        for name in (*named, "word/document.xml"):
            if name in self._part_to_entry:
                return name
        raise ReadingError(
            "is a zip archive with no Word document in it (word/document.xml is missing); "
            "unpack it and give the report, or save the report once more as .docx"
        )

    def _relations(self, part: str) -> list[tuple[str, str]]:
        """Kind and name of each part inside the package that `part` refers to, both in lower case."""
        folder, _, file = part.rpartition("/")
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        if name not in self._part_to_entry:
            return []
        found = []
        for relation in self.tree(name):
            if relation.get("TargetMode", "") != "External":
                kind = relation.get("Type", "").rpartition("/")[2].lower()
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                found.append((kind, target.lstrip("/").lower()))
        return found


def _is_block(element: Element) -> bool:
    """Whether the element stands in the body itself, or in a table that does."""
    parent = element.getparent()
    if parent is None:
        return False
    return bool(parent.tag == word("body") or (parent.tag == word("tbl") and parent.getparent().tag == word("body")))


def _forget(element: Element) -> None:
    """Empty the element, and remove the blocks of its kind before it: the parser still needs the last one."""
    element.clear()
    parent = element.getparent()
    before = element.getprevious()
    while before is not None and (parent.tag == word("body") or before.tag == element.tag):
        parent.remove(before)
        before = element.getprevious()


def _require_no_doctype(root: Element) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadingError("declares entities of its own, as no Word document does; open it in Word and save it again")


def _first_line(error: BaseException) -> str:
    return (str(error).partition("\n")[0] or type(error).__name__)[:120]
