"""The markup of a web page: bytes → characters → tree.

The bytes speak for themselves first (`encodings.decode`): a declared charset is often that of the site's template and not
of the page. Only where they do not tell is the declared one taken.

A parser that follows the standard to the letter can be kept busy for minutes, or filled with millions of copies of one
unclosed `<font>`. So elements that only carry a look become `<span>`, which is never copied, and what no browser saved
(thousands of attributes in one tag, nesting beyond all use) is refused before it is parsed.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from giextract.errors import ReadingError
from giextract.reading.encodings import REPLACEMENT, decode

_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,20})", re.IGNORECASE
)
_DECLARED_BYTES = 8_192
_TO_SUPERSET = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252", "big5": "big5hkscs"}
_MAX_BROKEN_SHARE = 0.02

_STRUCK = re.compile(r"<(/?)(?:s|strike)(?=[\s/>])", re.IGNORECASE)
"""Struck-out text, told in one way only: `<del>`, which no browser copies either."""
_LOOK = re.compile(
    r"<(/?)(?:b|big|code|em|font|i|nobr|small|strong|tt|u)(?=[\s/>])",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:_-]{0,30})")
_ENDED_BY_OTHERS = frozenset(
    {
        "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img",
        "input", "li", "link", "meta", "option", "optgroup", "p", "param", "rp", "rt", "source", "tbody", "td",
        "tfoot", "th", "thead", "tr", "wbr"
    }
)  # fmt: skip
_MAX_TAGS = 1_000_000
_PLAIN_DEPTH = 512
_MAX_WORK = 1_000_000_000
"""Nesting times tags, at most some seconds of the parser's time."""

_LONG_TAG = re.compile(r"<[a-zA-Z](?:[^=>]++|=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)?)*+")
_QUOTED = re.compile(r"\"[^\"]*+\"?|'[^']*+'?")
_LONG = 4_000
_MAX_ATTRIBUTES = 1_000


def decoded(data: bytes) -> tuple[str, str]:
    """The characters of a page and the name of the encoding they were read with; ReadingError where none fits."""
    try:
        text, encoding = decode(data)
    except ReadingError:
        found = _as_declared(data, strict=False)
        if found is None:
            raise
        return found
    if REPLACEMENT in text:
        return _as_declared(data, strict=True) or (text, encoding)
    return text, encoding


def _as_declared(data: bytes, strict: bool) -> tuple[str, str] | None:
    """The page in the encoding that it declares, None where that does not fit.

    A `strict` fit leaves nothing over, and has little beyond ASCII: any bytes at all fit the encodings of one byte.
    """
    match = _DECLARED.search(data, 0, _DECLARED_BYTES)
    encoding = _codec(match[1].decode("ascii")) if match else None
    if encoding is None:
        return None
    text = data.decode(encoding, "replace")
    broken = text.count(REPLACEMENT)
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    if "\x00" in text or broken > (0 if strict else 3 + len(text) * _MAX_BROKEN_SHARE):
        return None
    return None if strict and beyond > len(text) * _MAX_BROKEN_SHARE else (text, encoding)


def _codec(label: str) -> str | None:
    """The codec of a declared charset, the widest of its family; None for one that is unknown or no charset of text."""
    try:
        found = codecs.lookup(label)
        b"".decode(found.name)  # refuses codecs that make no text of bytes, such as hex
    except (LookupError, UnicodeError):
        return None
    return _TO_SUPERSET.get(found.name, found.name)


def parsed(markup: str) -> LexborHTMLParser:
    """The tree of the page, as a browser without scripts would build it, but for elements of mere looks: spans.

    Raises ReadingError for markup that would take the parser minutes.
    """
    _require_parseable(markup)
    plain = _LOOK.sub(r"<\1span", _STRUCK.sub(r"<\1del", markup))
    return LexborHTMLParser(plain, options=LexborDocumentOptions.WO_EVENTS)


def _require_parseable(markup: str) -> None:
    name_to_open: Counter[str] = Counter()
    depth = deepest = tags = 0
    for match in _TAG.finditer(markup):
        name = match[2].lower()
        tags += 1
        if name in _ENDED_BY_OTHERS:
            continue
        if not match[1]:
            name_to_open[name] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif name_to_open[name]:
            name_to_open[name] -= 1
            depth -= 1
    if tags > _MAX_TAGS:
        raise ReadingError(f"holds {tags:,} tags, which no report does; give the report alone")
    crowded = any(
        match.end() - match.start() > _LONG and len(_QUOTED.sub("", match[0]).split()) > _MAX_ATTRIBUTES
        for match in _LONG_TAG.finditer(markup)
    )
    if crowded or (deepest > _PLAIN_DEPTH and deepest * tags > _MAX_WORK):
        raise ReadingError("is no page that a browser saved (its tags are nested or crowded beyond use); save it again")
