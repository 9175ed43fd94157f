"""Word documents as offices write them: title, headings, indented paragraphs, tables with merged cells."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from benchmarks.formats.structure import Line, Structure, Table

FONT = "Noto Serif CJK SC"
_SIZES = {"title": 22, "heading": 15, "paragraph": 14, "signature": 14}
_CELL_SIZE = 10.5
_PRINTED_CM = 16.2
_SHORTEST_LINE, _LONGEST_LINE = 5, 14


def word_document(structure: Structure) -> bytes:
    """The report as a .docx."""
    document = docx.Document()
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.4)
    for style in ("Normal", "Heading 1", "Heading 2"):
        _use_font(document.styles[style])
    for block in structure.blocks:
        if isinstance(block, Table):
            _add_table(document, block)
        else:
            _add_line(document, block)
    if isinstance(structure.blocks[-1], Table):
        document.add_paragraph()  # as Word does: the format wants one behind a table
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _use_font(style: Any) -> None:
    style.font.name = FONT
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)


def _add_line(document: Any, line: Line) -> None:
    style = {"title": "Heading 1", "heading": "Heading 2"}.get(line.kind, "Normal")
    paragraph = document.add_paragraph(style=style)
    paragraph.add_run(line.text).font.size = Pt(_SIZES[line.kind])
    if line.kind == "title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif line.kind == "signature":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    else:
        paragraph.paragraph_format.first_line_indent = Pt(2 * _SIZES[line.kind])


def _add_table(document: Any, table: Table) -> None:
    made = document.add_table(table.height, table.width, style="Table Grid")
    places = [list(row.cells) for row in made.rows]  # asked for once: each asking walks the whole table
    for column, width in enumerate(_widths(table)):
        made.columns[column].width = width
        for row in places:
            row[column].width = width
    for cell in table.cells:
        place = places[cell.row][cell.column]
        if cell.rows > 1 or cell.columns > 1:
            place.merge(places[cell.row + cell.rows - 1][cell.column + cell.columns - 1])
        paragraph = place.paragraphs[0]
        paragraph.add_run(cell.text).font.size = Pt(_CELL_SIZE)
        paragraph.paragraph_format.space_after = Pt(0)


def _widths(table: Table) -> list[int]:
    """Widths of the columns, by the longest text that stands in each alone."""
    weights = [_SHORTEST_LINE] * table.width
    for cell in table.cells:
        if cell.columns == 1:
            weights[cell.column] = max(weights[cell.column], min(len(cell.text), _LONGEST_LINE))
    return [int(Cm(_PRINTED_CM) * weight / sum(weights)) for weight in weights]
