"""Elements of a web page: how a browser shows each, and what their names and attributes say."""

from __future__ import annotations

import re

from giextract.reading.html_furniture import FURNITURE_NAMES
from giextract.reading.html_style import Attributes

NEVER_SHOWN = frozenset(
    {
        "area", "audio", "base", "button", "canvas", "col", "colgroup", "datalist", "frame", "head",
        "input", "link", "map", "meta", "meter", "noembed", "noframes", "object", "optgroup", "option", "param",
        "progress", "rp", "rt", "script", "select", "source", "style", "svg", "template", "textarea", "title",
        "track", "video"
    }
)  # fmt: skip
FRAMES = frozenset({"iframe", "embed", "object", "frame"})
BOXES = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "details", "dialog", "div", "dl",
        "fieldset", "figure", "footer", "form", "header", "hgroup", "main", "menu", "nav", "ol", "search",
        "section", "table", "td", "th", "ul", "caption"
    }
)  # fmt: skip
LINES = frozenset(
    {
        "dd", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "legend", "li", "listing", "p",
        "plaintext", "pre", "summary", "tbody", "tfoot", "thead", "tr", "xmp"
    }
)  # fmt: skip
MAY_BE_FURNITURE = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6"})
_WORD = re.compile(r"[a-z]+|[A-Z][a-z]+|[A-Z]+(?![a-z])")
NAMING_TAGS = frozenset({"nav", "header", "footer", "aside"})
_ROLE_TO_NAME = {"banner": "header", "contentinfo": "footer", "complementary": "aside", "navigation": "nav"}
_NO_NAMES: frozenset[str] = frozenset()
_SMALL = 100
_INTEGER = re.compile(r"\s*(-?\d{1,6})")
MAX_SPAN = 1_000
"""Rows or columns that one cell may cover, as in the standard (columns)."""


def names_of(tag: str, attributes: Attributes) -> frozenset[str]:
    """The words in the names of an element that can say that it is no part of the report."""
    if not attributes and tag not in NAMING_TAGS:
        return _NO_NAMES
    said = " ".join(attributes.get(key) or "" for key in ("class", "id"))
    words = {word.lower() for word in _WORD.findall(said)}
    role = attributes.get("role") or ""
    words |= {_ROLE_TO_NAME.get(role, role)} | (NAMING_TAGS & {tag})
    if "mso-element:comment" in (attributes.get("style") or "").replace(" ", ""):
        words.add("comment")
    if attributes.get("aria-hidden") == "true":
        words.add("overlay")
    return frozenset(words & FURNITURE_NAMES)


def span(value: str | None, least: int) -> int:
    """How many rows or columns a cell covers, from `least` to MAX_SPAN; 1 where it does not say."""
    return min(max(whole(value, 1), least), MAX_SPAN)


def whole(value: str | None, otherwise: int) -> int:
    """The whole number that begins an attribute, `otherwise` where none does."""
    match = _INTEGER.match(value or "")
    return int(match[1]) if match else otherwise


def is_small(attributes: Attributes) -> bool:
    """Whether a picture or a frame is too small to hold text that a person would read."""
    return any(whole(attributes.get(side), _SMALL) < _SMALL for side in ("width", "height"))
