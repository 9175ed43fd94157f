"""A web page laid out: its tree → the boxes, lines and grids that a browser shows, in the order of the source.

Only the tree is walked, never by recursion: saved pages can be nested ten thousand deep.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from giextract.reading import html_blocks
from giextract.reading.html_blocks import Box, Grid, Line
from giextract.reading.html_elements import (
    BOXES,
    FRAMES,
    LINES,
    MAY_BE_FURNITURE,
    NAMING_TAGS,
    NEVER_SHOWN,
    is_small,
    names_of,
    span,
    whole,
)
from giextract.reading.html_style import HIDDEN, Attributes, Style, hiding_selectors, styled
from giextract.reading.html_tables import Table, TableCell, arranged

_UNSEEN_CHARACTERS = dict.fromkeys(
    (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, *range(0xFE00, 0xFE10))
)
_KEPT_SPACE = "\u00a0"
_WHITE = re.compile(r"[ \t\n\r\f]+")
_WIDE = re.compile(
    r"[\u1100-\u11ff\u2018-\u201d\u2026\u2014\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
_OWN_NUMBER = re.compile(
    r"[（(]?[一二三四五六七八九十百\d]{1,3}(?:[)）、.．]|是)|第[一二三四五六七八九十\d]|[①-⑳]|[•●·◆■-]"
)
_ADDRESS = re.compile(r"(?:https?:|www\.|mailto:|tel:)", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


@dataclass
class Page:
    """A page laid out: `body` with all its blocks, and what else there is to say about it.

    `hidden` are the lines of text that the page does not show, `frames` counts the other pages and files shown inside it.
    """

    title: str = ""
    body: Box = field(default_factory=Box)
    hidden: list[str] = field(default_factory=list)
    frames: int = 0


@dataclass(slots=True)
class _Open:
    """An element whose inside is being walked, with what it was inside of."""

    tag: str
    style: Style
    in_link: bool
    box: bool = False
    breaks: bool = False
    cell: TableCell | None = None


def laid_out(tree: LexborHTMLParser) -> Page:
    """The page in `tree`."""
    walk = _Walk(tree)
    root = tree.root
    if root is None:
        return walk.page
    stack: list[tuple[LexborNode, _Open]] = []
    node: LexborNode | None = root.first_child
    while node is not None:
        opened = walk.enter(node)
        child = node.first_child if opened else None
        if opened and child is not None:
            stack.append((node, opened))
            node = child
            continue
        if opened:
            walk.leave(opened)
        while node is not None and node.next is None and stack:
            node, opened = stack.pop()
            walk.leave(opened)
        node = node.next if node is not None else None
    return walk.finished()


class _Walk:
    def __init__(self, tree: LexborHTMLParser) -> None:
        title = tree.css_first("title")
        self.page = Page(" ".join(title.text().split()) if title is not None else "")
        self.hiding = hiding_selectors("\n".join(node.text() for node in tree.css("style")))
        self.style = Style()
        self.in_link = False
        self.boxes = [self.page.body]
        self.tables: list[Table] = []
        self.lists: list[int | None] = []
        self.articles = 0
        self.marker = ""
        self.pieces: list[str] = []
        self.linked = self.links = 0
        self.hidden: list[str] = []

    def finished(self) -> Page:
        self._end_line()
        self.page.hidden = [
            text for text in ("".join(line.split()) for line in "".join(self.hidden).split("\n")) if text
        ]
        return self.page

    def enter(self, node: LexborNode) -> _Open | None:
        """Begin what `node` is; None where its inside is not to be walked."""
        if node.is_text_node:
            self._text(node.text_content or "")
            return None
        if not node.is_element_node:
            self._comment(node)
            return None
        tag = node.tag or ""
        attributes = node.attributes
        opened = _Open(tag, self.style, self.in_link)
        if tag in FRAMES or tag in NEVER_SHOWN or tag == "noscript":
            shown = self.style.shows and tag != "noscript"
            self.page.frames += shown and tag in FRAMES and not is_small(attributes)
            if tag in ("noscript", "noframes"):
                self.style = HIDDEN
                return opened
            return None
        self.style = styled(tag, attributes, self.style, self.hiding)
        if tag in ("del", "s", "strike"):  # struck out
            self.style = HIDDEN
        if self.style.hidden and not opened.style.hidden:
            self.hidden.append("\n")
        if self.style.hidden:
            self.in_link = self.in_link or tag == "a"
            opened.breaks = tag in BOXES or tag in LINES or tag == "br"
            return opened
        self._begin(tag, attributes, opened)
        return opened

    def _begin(self, tag: str, attributes: Attributes, opened: _Open) -> None:
        display = self.style.display
        if tag == "br":
            self._end_line()
        elif tag == "img":
            self.boxes[-1].images += not is_small(attributes)
        elif tag == "a":
            href = (attributes.get("href") or "").strip()
            if href and not href.startswith("#") and not href.startswith(("mailto:", "tel:")):
                self.in_link = True
                self.links += 1
        elif tag in BOXES or (tag in MAY_BE_FURNITURE and ("class" in attributes or "id" in attributes)):
            if display.startswith("inline") and tag in ("div", "p", "h1", "h2", "h3", "h4", "h5", "h6"):
                return
            self._end_line()
            opened.box = True
            names = names_of(tag, attributes)
            self.articles += tag == "article"
            if tag in NAMING_TAGS and self.articles:
                names -= {tag}  # the head and foot of an article are the article's own
            self.boxes.append(Box(names=names))
        elif tag in LINES or display in ("block", "flex", "grid", "table", "list-item"):
            opened.breaks = not display.startswith("inline")
            if opened.breaks:
                self._end_line()
        if tag in ("td", "th"):
            rows, columns = span(attributes.get("rowspan"), 0), span(attributes.get("colspan"), 1)
            opened.cell = TableCell(self.boxes[-1], rows, columns)
        elif tag == "table":
            self.tables.append(Table())
        elif tag == "tr" and self.tables:
            self.tables[-1].rows.append([])
        elif tag in ("ol", "ul", "menu"):
            unmarked = tag != "ol" or "none" in (attributes.get("style") or "").replace(" ", "")
            start = whole(attributes.get("start"), 1)
            self.lists.append(None if unmarked else start)
        elif tag == "li":
            self._begin_item(attributes)

    def _begin_item(self, attributes: Attributes) -> None:
        self.marker = ""
        number = self.lists[-1] if self.lists else None
        if number is not None:
            number = whole(attributes.get("value"), number)
            self.marker = f"{number}."
            self.lists[-1] = number + 1

    def leave(self, opened: _Open) -> None:
        """End the element: close its line, its box, its table or cell."""
        if self.style.hidden:
            if opened.breaks or not opened.style.hidden:
                self.hidden.append("\n")
            self.style, self.in_link = opened.style, opened.in_link
            return
        self.style, self.in_link = opened.style, opened.in_link
        if opened.breaks or opened.box:
            self._end_line()
        if opened.tag in ("ol", "ul", "menu"):
            self.lists.pop()
        if opened.tag == "li":
            self.marker = ""
        if not opened.box:
            return
        box = self.boxes.pop()
        self.articles -= opened.tag == "article"
        if opened.tag == "table":
            for block in arranged(self.tables.pop()):
                _put(block, box)
        if opened.tag == "caption" and self.tables:
            _put(box, self.tables[-1].captions)
        elif opened.cell and self.tables and self.tables[-1].rows:
            self.tables[-1].rows[-1].append(opened.cell)
        else:
            _put(box, self.boxes[-1])

    def _text(self, text: str) -> None:
        if not self.style.shows:
            if not self.in_link:
                self.hidden.append(text)
            return
        text = text.translate(_UNSEEN_CHARACTERS)
        if self.in_link and not _ADDRESS.match(text.lstrip()):
            self.linked += sum(map(len, text.split()))
        if not self.style.spaced:
            self.pieces.append(text)
            return
        for number, piece in enumerate(text.replace("\r\n", "\n").split("\n")):
            if number and not self.pieces:
                self.boxes[-1].add(html_blocks.line(""))  # a blank line parts the paragraphs of wrapped text
            elif number:
                self._end_line()
            if piece:
                self.pieces.append(piece.replace("\t", _KEPT_SPACE).replace(" ", _KEPT_SPACE))

    def _comment(self, node: LexborNode) -> None:
        comment = node.comment_content or ""
        if not comment.startswith("["):  # else it is for Word alone
            self.hidden.append("\n" + _TAG.sub("\n", comment) + "\n")

    def _end_line(self) -> None:
        if self.pieces:
            text = _collapsed("".join(self.pieces))
            if text:
                if self.marker and not _OWN_NUMBER.match(text):
                    text = self.marker + text
                self.marker = ""
                self.boxes[-1].add(html_blocks.line(text, self.linked, self.links))
            self.pieces = []
        self.linked = 0
        self.links = int(self.in_link)


def _put(block: Line | Grid | Box, parent: Box) -> None:
    """Put `block` into `parent`; a box that says nothing by its name gives way to what is in it."""
    if not isinstance(block, Box) or block.names or len(block.children) > 1:
        parent.add(block)
    else:
        if block.children:
            parent.add(block.children[0])
        parent.images += block.images - sum(child.images for child in block.children)


def _collapsed(text: str) -> str:
    """`text` with its white space as a browser shows it; a line end of the source between two wide characters is nothing."""

    def space(match: re.Match[str]) -> str:
        start, end = match.span()
        if "\n" in match[0] and start and end < len(text) and _WIDE.match(text, start - 1) and _WIDE.match(text, end):
            return ""
        return " "

    shown = _WHITE.sub(space, text).replace(_KEPT_SPACE, " ").lstrip().rstrip(" ")
    return shown if shown.strip() else ""  # wide spaces at the end of a line can stand for an empty cell
