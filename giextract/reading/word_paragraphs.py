"""Paragraphs of a Word document: the lines that a reader of the page sees, and what hangs on the paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from giextract.reading.word_package import Element, whole, word
from giextract.reading.word_styles import Styles, is_filled, is_on, is_white, paragraph_style

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PROPERTIES, _SHADING, _DELETED = word("pPr"), word("shd"), word("del")
_VAL, _RUN, _RUN_PROPERTIES, _TEXT = word("val"), word("r"), word("rPr"), word("t")
_CHARTS = frozenset(
    f"{{http://schemas.openxmlformats.org/drawingml/2006/{name}" for name in ("chart}chart", "diagram}relIds")
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

SEEN_THROUGH = frozenset(
    word(name)
    for name in ("hyperlink", "smartTag", "customXml", "ins", "moveTo", "fldSimple", "dir", "bdo", "rubyBase", "sdtContent")
)  # fmt: skip
"""Elements that only wrap what is on the page. What is not among them, as `del` and `moveFrom`, is not on it."""
_DRAWINGS = frozenset(word(name) for name in ("drawing", "pict", "object"))
_BOX, _FIELD, _SDT, _ALTERNATIVES = word("txbxContent"), word("fldChar"), word("sdt"), f"{_MC}AlternateContent"
_NOTES = {word("footnoteReference"): "footnotes", word("endnoteReference"): "endnotes"}
_SOFT = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff"))  # soft hyphens and characters without width
_TAG_TO_TEXT = {word("tab"): "\t", word("ptab"): "\t", word("noBreakHyphen"): "-"}
_BREAKS = frozenset({word("br"), word("cr")})
_SIGNS = {
    "wingdings": {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0xA8: "□", 0xFB: "✗", 0xFC: "√", 0xFD: "☒", 0xFE: "☑"},
    "wingdings 2": {0x4F: "✗", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"},
    "symbol": {0xB7: "•", 0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xD6: "√"},
}
_POINTS = re.compile(r"(?<![-\w])width:([0-9]{1,6}(?:\.[0-9]{1,6})?)pt")
LARGE = 2_000_000
"""From this width in English metric units on (360,000 to the centimetre), a picture may be that of a table or a page."""


@dataclass(slots=True)
class Paragraph:
    """What one paragraph shows: its lines, and behind them its text boxes and the notes that it refers to.

    `goes_on` says that the mark at its end was deleted, so that the next paragraph stands in the same line.
    """

    lines: list[str]
    boxes: list[tuple[Element, bool]] = field(default_factory=list)
    """The content of each box, and whether the box is filled with a colour."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kind (`footnotes`, `endnotes`) and id."""
    goes_on: bool = False


class ParagraphReader:
    """Reads paragraphs; counts on the way what was `hidden` (characters) and the `pictures` that nobody read."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.hidden = 0
        self.pictures = 0
        self.large_pictures = 0

    def read(self, element: Element, filled: bool) -> Paragraph:
        """What the paragraph shows; `filled` says that it stands on a colour."""
        properties = element.find(_PROPERTIES)
        self._style = paragraph_style(properties)
        self._filled = filled
        self._fields: list[bool] = []  # of each open field: whether its code, and not yet its result, is being read
        self._pieces: list[str] = []
        self._paragraph = Paragraph([])
        if properties is not None:
            self._filled |= is_filled(properties.find(_SHADING))
            mark = properties.find(_RUN_PROPERTIES)
            self._paragraph.goes_on = mark is not None and mark.find(_DELETED) is not None
        self._inline(element)
        self._paragraph.lines = [line.translate(_SOFT) for line in "".join(self._pieces).split("\n")]
        return self._paragraph

    def _inline(self, parent: Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag in SEEN_THROUGH:
                self._inline(child)
            elif tag == _SDT:
                if not is_prompt(child):
                    self._inline(child)
            elif tag == _ALTERNATIVES:
                self._inline(chosen(child))

    def _run(self, run: Element) -> None:
        hidden = self._styles.hides(run.find(_RUN_PROPERTIES), self._style, self._filled)
        self._run_content(run, hidden)

    def _run_content(self, parent: Element, hidden: bool) -> None:
        for child in parent:
            tag = child.tag
            if tag == _FIELD:
                self._turn(child.get(word("fldCharType")))
            elif any(self._fields):
                continue
            elif tag == _TEXT:
                self._put(_text(child), hidden)
            elif tag in _TAG_TO_TEXT:
                self._put(_TAG_TO_TEXT[tag], hidden)
            elif tag in _BREAKS:
                self._put("\n", hidden)
            elif tag == word("sym"):
                self._put(_sign(child), hidden)
            elif tag == word("ruby"):
                for base in child.iterchildren(word("rubyBase")):
                    self._inline(base)
            elif tag in _NOTES and not hidden:
                self._paragraph.notes.append((_NOTES[tag], child.get(word("id"), "")))
            elif tag in _DRAWINGS:
                self._drawing(child, hidden, False)
            elif tag == _ALTERNATIVES:
                self._run_content(chosen(child), hidden)

    def _put(self, text: str, hidden: bool) -> None:
        if hidden:
            self.hidden += len("".join(text.split()))
        else:
            self._pieces.append(text)

    def _turn(self, kind: str | None) -> None:
        """A field begins, comes to its result, or ends. One that began in another paragraph is known no more: its end
        says nothing, and what stands between is its result, as a table of contents."""
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()

    def _drawing(self, element: Element, hidden: bool, filled: bool) -> None:
        """The text boxes and pictures in a drawing, at any depth and each once."""
        filled |= _has_fill(element)
        for child in element:
            tag = child.tag
            if tag == _BOX:
                if hidden:
                    self.hidden += sum(len("".join(_text(text).split())) for text in child.iter(_TEXT))
                else:
                    self._paragraph.boxes.append((child, filled))
            elif tag == _ALTERNATIVES:
                self._drawing(chosen(child), hidden, filled)
            elif tag == f"{_A}blip" or (tag == f"{_V}imagedata" and child.get(f"{_R}id")):
                self.pictures += 1
                self.large_pictures += _is_large(child)
            elif tag in _CHARTS:
                self.pictures += 1
                self.large_pictures += 1
            else:
                self._drawing(child, hidden, filled)


def chosen(alternatives: Element) -> Element:
    """The one of several spellings of the same thing that is to be read: the first choice, unless it is empty."""
    for one in alternatives:
        if len(one):
            return one
    return alternatives[:0]


def is_prompt(control: Element) -> bool:
    """Whether a content control shows but the request to fill it in."""
    return is_on(control.find(f"{word('sdtPr')}/{word('showingPlcHdr')}"))


def _text(element: Element) -> str:
    text: str = element.text or ""
    return text if element.get(_SPACE) == "preserve" else text.strip(" \t\r\n")


def _sign(symbol: Element) -> str:
    """The character of a symbol font as Unicode has it; the code itself, from the private area, where it is not known."""
    try:
        code = int(symbol.get(word("char"), ""), 16)
    except ValueError:
        return ""
    own = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    signs = _SIGNS.get(symbol.get(word("font"), "").lower(), {})
    if own in signs:
        return signs[own]
    if own != code and 0x20 <= own < 0x7F and not symbol.get(word("font"), "").lower().startswith(("wing", "web")):
        return chr(own)
    return chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def _has_fill(shape: Element) -> bool:
    """Whether a shape of either drawing language is filled with a colour or a picture."""
    if shape.tag == f"{_WPS}wsp":
        fill = next((one for one in shape.iterfind(f"{_WPS}spPr/*") if one.tag.endswith("Fill")), None)
        if fill is None:
            return bool(shape.find(f"{_WPS}style/{_A}fillRef[@idx]") is not None)
        colour = fill.find(f"{_A}srgbClr")
        return not fill.tag.endswith("noFill") and (colour is None or not is_white(colour.get(_VAL[-3:], "")))
    if isinstance(shape.tag, str) and shape.tag.startswith(_V):
        colour = shape.get("fillcolor", "")
        named = colour.partition(" ")[0].lstrip("#")
        return bool(colour) and shape.get("filled") not in ("f", "false") and named != "white" and not is_white(named)
    return False


def _is_large(picture: Element) -> bool:
    """Whether a picture is wide enough to show a table or a page; what gives no width in a known place may be."""
    for above in picture.iterancestors():
        if above.tag in (f"{_WP}inline", f"{_WP}anchor"):
            extent = above.find(f"{_WP}extent")
            return extent is None or whole(extent.get("cx"), LARGE) >= LARGE
        width = _POINTS.search(above.get("style", "")) if above.tag == f"{_V}shape" else None
        if width:
            return float(width[1]) * 12_700 >= LARGE
        if above.tag == word("p"):
            break
    return True
