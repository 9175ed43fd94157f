"""Word documents: the bytes of a .docx, or of an old .doc by way of a converter → a document."""

from __future__ import annotations

from collections.abc import Iterable

from giextract.document import Document
from giextract.errors import ReadingError
from giextract.reading.building import DocumentBuilder
from giextract.reading.word_numbering import Numbering
from giextract.reading.word_package import Element, WordPackage, word
from giextract.reading.word_paragraphs import SEEN_THROUGH, ParagraphReader, chosen, is_prompt
from giextract.reading.word_styles import Styles
from giextract.reading.word_tables import Table, TableReader, put
from giextract.settings import ReadingSettings

FEWEST_CHARACTERS = 40
"""A document of pictures with less text than this is a scan."""

_PARAGRAPH, _TABLE, _SDT, _CHUNK = word("p"), word("tbl"), word("sdt"), word("altChunk")


def read_docx(data: bytes, name: str, settings: ReadingSettings) -> Document:  # noqa: ARG001 (what every reader takes)
    """The document in the bytes of a .docx; `name` is only recorded. It has no pages, for Word makes them as it prints.

    Lines are paragraphs, with the numbers that Word prints before them, and tables are grids. Notes stand behind the
    paragraph or table that refers to them. Deleted revisions, comments, field codes and, with a warning, hidden text are
    left out; so are headers and footers, unless there is nothing else. Raises ReadingError for what is damaged, encrypted,
    a zip bomb, or no Word document, and for one that holds no text.
    """
    builder = DocumentBuilder()
    read_into(builder, data)
    return builder.document(data, name)


def read_doc(data: bytes, name: str, settings: ReadingSettings) -> Document:  # noqa: ARG001 (likewise)
    """The document in the bytes of an old .doc, read by the first converter that is installed and can.

    Raises ReadingError for other old Office files, for an encrypted one, and where no converter can read it.
    """
    from giextract.reading.old_word import convert, require_old_word

    require_old_word(data)
    builder = DocumentBuilder()
    convert(data, builder, read_into)
    return builder.document(data, name)


def read_into(builder: DocumentBuilder, data: bytes) -> None:
    """Add what a .docx shows to the document that is being built. Raises as `read_docx` does."""
    try:
        _WordReader(WordPackage(data)).read(builder)
    except RecursionError:
        raise ReadingError("is nested deeper than Word itself allows; open it in Word and save it again") from None


class _WordReader:
    """Reads the blocks of one document, in its order."""

    def __init__(self, package: WordPackage) -> None:
        self._package = package
        self._styles = Styles(package.root("styles"))
        self._numbering = Numbering(package.root("numbering"), self._styles)
        self._paragraphs = ParagraphReader(self._styles)
        self._begun = ""  # of a line that goes on in the next paragraph
        self._notes: list[tuple[str, str]] = []  # referred to, and not yet placed
        self._kind_to_notes: dict[str, dict[str, Element]] = {}
        self._characters = 0
        self._chunks = 0

    def read(self, builder: DocumentBuilder) -> None:
        """Add everything, and what there is to warn of."""
        rows: TableReader | None = None
        for block in self._package.blocks(self._package.main):
            if block.getparent().tag == _TABLE:
                rows = rows or TableReader(block.getparent(), self._styles, False, self)
                rows.read(block)
            elif block.tag == _TABLE:
                self._put(builder, self._finished(rows.table) if rows else [])
                rows = None
            else:
                self._put(builder, self._block(block, False))
        self._put(builder, self._rest_of_line())
        if not self._characters and not self._paragraphs.large_pictures:
            for part in (*self._package.related("header"), *self._package.related("footer")):
                self._put(builder, self.items(self._package.tree(part), False))
        self._require_text()
        if self._paragraphs.hidden:
            builder.warn(f"hidden text was kept out: {self._paragraphs.hidden} characters")
        if self._paragraphs.large_pictures:
            builder.warn(
                f"pictures or charts were not read: {self._paragraphs.large_pictures} of a size to show text or a table; "
                "if they do, give them as images"
            )
        if self._chunks:
            builder.warn("a part in another format was not read; open the document in Word and save it once more")

    def items(self, parent: Element, filled: bool) -> list[str | Table]:
        """The lines and tables in a container of blocks: a cell, a text box, a note."""
        found = [item for block in parent for item in self._block(block, filled) if item]
        return found + self._rest_of_line()

    def hide(self, parent: Element) -> None:
        """Count what is in it as hidden."""
        self._paragraphs.hidden += sum(len("".join((text.text or "").split())) for text in parent.iter(word("t")))

    def _put(self, builder: DocumentBuilder, items: list[str | Table]) -> None:
        for item in items if self._begun else (*items, *self._placed_notes()):
            self._characters += _characters(item)
            if self._characters:
                put(builder, [item])

    def _block(self, block: Element, filled: bool) -> list[str | Table]:
        """What one block shows; an empty line for an empty paragraph, which often parts what belongs apart."""
        tag = block.tag
        if tag == _PARAGRAPH:
            return self._paragraph(block, filled)
        if tag == _TABLE:
            rows = TableReader(block, self._styles, filled, self)
            rows.read(block)
            return self._finished(rows.table)
        if tag in SEEN_THROUGH or (tag == _SDT and not is_prompt(block)):
            return [item for inner in block for item in self._block(inner, filled)]
        if tag == _CHUNK:
            self._chunks += 1
        elif isinstance(tag, str) and tag.endswith("}AlternateContent"):
            return [item for inner in chosen(block) for item in self._block(inner, filled)]
        return []

    def _paragraph(self, element: Element, filled: bool) -> list[str | Table]:
        paragraph = self._paragraphs.read(element, filled)
        lines = paragraph.lines
        if not paragraph.goes_on or any(lines):
            lines[0] = self._numbering.text(element.find(word("pPr"))) + lines[0]
        lines[0] = self._begun + lines[0]
        self._begun = lines.pop() if paragraph.goes_on else ""
        found: list[str | Table] = [line if line.strip() else "" for line in lines]
        for box, box_filled in paragraph.boxes:
            begun, self._begun = self._begun, ""
            found += self.items(box, box_filled)
            self._begun = begun
        self._notes += paragraph.notes
        return found

    def _finished(self, table: Table) -> list[str | Table]:
        return [*self._rest_of_line(), table] if table.cells else []

    def _rest_of_line(self) -> list[str | Table]:
        rest, self._begun = self._begun, ""
        return [rest] if rest.strip() else []

    def _placed_notes(self) -> Iterable[str | Table]:
        """What the notes that were referred to since the last call say, each once."""
        while self._notes:
            kind, number = self._notes.pop(0)
            if kind not in self._kind_to_notes:
                root = self._package.root(kind)
                notes = root if root is not None else ()
                self._kind_to_notes[kind] = {note.get(word("id"), ""): note for note in notes}
            note = self._kind_to_notes[kind].pop(number, None)
            if note is not None:
                yield from self.items(note, False)

    def _require_text(self) -> None:
        if self._paragraphs.large_pictures and self._characters < FEWEST_CHARACTERS:
            raise ReadingError("holds only pictures of pages; save them as images or PDF, and give those")
        if not self._characters:
            raise ReadingError(
                "holds its text in a part of another format; open it in Word and save it once more"
                if self._chunks
                else "holds no text that can be seen; give the document with the text of a report"
            )


def _characters(item: str | Table) -> int:
    if isinstance(item, str):
        return len("".join(item.split()))
    return sum(_characters(inner) for cell in item.cells for inner in cell.items)
