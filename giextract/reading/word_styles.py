"""Styles of a Word document: which characters a reader of the page cannot see, and which styles number their paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

from giextract.reading.word_package import Element, whole, word

LEAST_SIZE = 4
"""Half points; characters of up to two points cannot be read on paper."""
LIGHTEST = 0xF0
"""From here on, in red, green and blue, a colour on white paper cannot be read."""

_VAL, _FILL, _THEME_FILL, _THEME_COLOUR = word("val"), word("fill"), word("themeFill"), word("themeColor")
_THEME_SHADE, _THEME_FILL_SHADE = word("themeShade"), word("themeFillShade")
_STYLE, _RUN_STYLE, _PARAGRAPH_STYLE = word("style"), word("rStyle"), word("pStyle")
_RUN, _PARAGRAPH, _SHADING, _NUMBERING = word("rPr"), word("pPr"), word("shd"), word("numPr")
_STRIKE, _DOUBLE_STRIKE = word("strike"), word("dstrike")
_VANISH, _COLOUR, _SIZE, _HIGHLIGHT = word("vanish"), word("color"), word("sz"), word("highlight")
_ABOUT_LOOK = frozenset({_VANISH, _STRIKE, _DOUBLE_STRIKE, _COLOUR, _SIZE, _HIGHLIGHT, _SHADING, _RUN_STYLE})
_WHITE_THEMES = frozenset({"background1", "light1"})


@dataclass(frozen=True, slots=True)
class Look:
    """What of the look of characters decides whether they can be seen; None where nothing is said."""

    vanish: bool | None = None
    white: bool | None = None
    tiny: bool | None = None
    filled: bool | None = None

    def over(self, base: Look) -> Look:
        """This look where it says something, `base` elsewhere."""
        return Look(
            base.vanish if self.vanish is None else self.vanish,
            base.white if self.white is None else self.white,
            base.tiny if self.tiny is None else self.tiny,
            base.filled if self.filled is None else self.filled,
        )


class Styles:
    """The styles by id, each with what it is based on."""

    def __init__(self, root: Element | None) -> None:
        """`root` is the root of the part of styles, None where a document has none."""
        self._id_to_style: dict[str, Element] = {}
        self._id_to_look: dict[str, Look] = {}
        self._default = Look()
        self._default_paragraph = ""
        if root is None:
            return
        defaults = root.find(f"{word('docDefaults')}/{word('rPrDefault')}/{_RUN}")
        self._default = look_of(defaults) if defaults is not None else Look()
        for style in root.iterchildren(_STYLE):
            name = style.get(word("styleId"), "")
            self._id_to_style[name] = style
            if style.get(word("type")) == "paragraph" and style.get(word("default")) in ("1", "true", "on"):
                self._default_paragraph = name

    def hides(self, run: Element | None, paragraph: str, filled: bool) -> bool:
        """Whether characters cannot be seen.

        `run` are their own properties, `paragraph` is the style of their paragraph (empty: the default one); `filled` says
        that what they stand on has a colour.
        """
        look = self._look(paragraph or self._default_paragraph)
        if run is not None and any(child.tag in _ABOUT_LOOK for child in run):
            style = run.find(_RUN_STYLE)
            if style is not None:
                look = self._look(style.get(_VAL, "")).over(look)
            look = look_of(run).over(look)
        look = look.over(self._default)
        return bool(look.vanish or look.tiny or (look.white and not look.filled and not filled))

    def numbering(self, style: str) -> Element | None:
        """The numbering that a style of paragraphs gives, None where it gives none."""
        for one in self._chain(style or self._default_paragraph):
            found = one.find(f"{_PARAGRAPH}/{_NUMBERING}")
            if found is not None:
                return found
        return None

    def fills(self, style: str) -> bool:
        """Whether a style, of a table or a paragraph, colours what its characters stand on."""
        return any(is_filled(shading) for one in self._chain(style) for shading in one.iter(_SHADING))

    def _look(self, name: str) -> Look:
        if name not in self._id_to_look:
            look = Look()
            for style in self._chain(name):
                run = style.find(_RUN)
                look = look.over(look_of(run)) if run is not None else look
            if self.fills(name):
                look = Look(filled=True).over(look)
            self._id_to_look[name] = look
        return self._id_to_look[name]

    def _chain(self, name: str) -> list[Element]:
        """The style and what it is based on, nearest first; a circle is left after one round."""
        chain: list[Element] = []
        seen = set()
        while name in self._id_to_style and name not in seen:
            seen.add(name)
            chain.append(self._id_to_style[name])
            base = chain[-1].find(word("basedOn"))
            name = base.get(_VAL, "") if base is not None else ""
        return chain


def look_of(run: Element) -> Look:
    """What the properties of a run say themselves."""
    tag_to_child = {
        child.tag: child for child in run
    }  # one pass, where five searches would cost the most of all reading
    vanish, colour, size = tag_to_child.get(_VANISH), tag_to_child.get(_COLOUR), tag_to_child.get(_SIZE)
    shadings = [tag_to_child[tag] for tag in (_SHADING, _HIGHLIGHT) if tag in tag_to_child]
    struck = [tag_to_child[tag] for tag in (_STRIKE, _DOUBLE_STRIKE) if tag in tag_to_child]
    return Look(
        any(map(is_on, [*struck, *([vanish] if vanish is not None else [])])) if struck or vanish is not None else None,
        _is_white(colour, _VAL, _THEME_COLOUR, _THEME_SHADE) if colour is not None else None,
        0 < whole(size.get(_VAL), 0) <= LEAST_SIZE if size is not None else None,
        any(map(is_filled, shadings)) if shadings else None,
    )


def is_on(toggle: Element | None) -> bool:
    """Whether a property that is either on or off is on; without a value it is."""
    return toggle is not None and toggle.get(_VAL, "1") not in ("0", "false", "off")


def is_filled(shading: Element | None) -> bool:
    """Whether a shading, or a highlight, is another colour than that of paper."""
    if shading is None:
        return False
    value = shading.get(_VAL, "")
    if shading.tag == _HIGHLIGHT:
        return value not in ("none", "white")
    if value.startswith("pct") or value == "solid" or "Stripe" in value:
        return True
    if shading.get(_FILL, "auto") == "auto" and not shading.get(_THEME_FILL):
        return False
    return not _is_white(shading, _FILL, _THEME_FILL, _THEME_FILL_SHADE)


def _is_white(colour: Element, value: str, theme: str, shade: str) -> bool:
    """Whether a colour, given by those attributes, is white: that of a theme is, unless it is a shade of it."""
    if colour.get(theme):
        return colour.get(theme) in _WHITE_THEMES and is_white(colour.get(shade, "FF") * 3)
    return is_white(colour.get(value, ""))


def is_white(colour: str) -> bool:
    """Whether a colour of six hexadecimal digits cannot be told from white paper."""
    try:
        return len(colour) == 6 and min(bytes.fromhex(colour)) >= LIGHTEST
    except ValueError:
        return False


def paragraph_style(properties: Element | None) -> str:
    """The id of the style that a paragraph's properties name, empty for none."""
    style = properties.find(_PARAGRAPH_STYLE) if properties is not None else None
    return style.get(_VAL, "") if style is not None else ""
