"""What a page hides: text that a browser has in the page but shows nobody.

Inline styles and attributes are followed as they are inherited; of style sheets only rules that hide one class or one id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

Attributes = Mapping[str, str | None]
Colour = tuple[int, int, int]


class Style(NamedTuple):
    """How the text of an element is shown.

    `hidden` holds for all that is inside; `unseen` (visibility) and `tiny` (font size) can be undone inside. `background`
    is None where it cannot be told. `spaced` is preformatted text, `display` the element's own, inline one, if any.
    `shows` says what comes of it all: whether a reader of the page sees text in this style.
    """

    hidden: bool = False
    unseen: bool = False
    tiny: bool = False
    colour: Colour = (0, 0, 0)
    background: Colour | None = (255, 255, 255)
    spaced: bool = False
    display: str = ""
    shows: bool = True


HIDDEN = Style(hidden=True, shows=False)

_NAME_TO_COLOUR: dict[str, Colour] = {
    "white": (255, 255, 255), "black": (0, 0, 0), "red": (255, 0, 0), "blue": (0, 0, 255), "yellow": (255, 255, 0),
    "green": (0, 128, 0), "gray": (128, 128, 128), "grey": (128, 128, 128), "silver": (192, 192, 192),
    "navy": (0, 0, 128), "maroon": (128, 0, 0), "windowtext": (0, 0, 0), "window": (255, 255, 255),
}  # fmt: skip
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-z])")
_RGB = re.compile(r"rgba?\((\d{1,3})[ ,]+(\d{1,3})[ ,]+(\d{1,3})\)?")
_NOTHING = re.compile(r"0*\.?0*(?:px|pt|em|rem|%|cm|mm)?")
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)(px|pt|em|rem|cm|%)?")
_OFF_SCREEN = -900.0
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE_PART = re.compile(r"[{}]|[^{}]+")
_SIMPLE_SELECTOR = re.compile(r"[a-z0-9]*[.#][\w-]+")
_MATTERS = frozenset({"style", "hidden", "bgcolor", "background", "color", "class", "id", "aria-hidden", "nowrap"})


def styled(tag: str, attributes: Attributes, inherited: Style, hiding: frozenset[str]) -> Style:
    """The style of an element inside `inherited`; `hiding` are the selectors that the page's own sheets hide."""
    if inherited.display:
        inherited = inherited._replace(display="")
    style = inherited._replace(spaced=True) if tag == "pre" else inherited
    if style.hidden or _MATTERS.isdisjoint(attributes):
        return style
    declared = _declarations(attributes.get("style") or "")
    display = declared.get("display", "")
    in_sheet = not display and bool(hiding) and not hiding.isdisjoint(_selectors(tag, attributes))
    if "hidden" in attributes or display == "none" or in_sheet or _is_out_of_sight(declared):
        return HIDDEN
    if attributes.get("aria-hidden") == "true" and tag in ("span", "i", "a"):
        return HIDDEN
    unseen = declared["visibility"] in ("hidden", "collapse") if "visibility" in declared else style.unseen
    tiny = _is_tiny(declared, style.tiny)
    colour = _colour(declared.get("color") or attributes.get("color") or "") or style.colour
    background = _background(attributes, declared, style.background)
    spaced = declared["white-space"].startswith("pre") if "white-space" in declared else style.spaced
    shows = not unseen and not tiny and not _is_alike(colour, background)
    return Style(False, unseen, tiny, colour, background, spaced, display, shows)


def _is_alike(colour: Colour, background: Colour | None) -> bool:
    return background is not None and all(abs(one - other) <= 8 for one, other in zip(colour, background, strict=True))


def hiding_selectors(sheet: str) -> frozenset[str]:
    """The selectors of one class or id that a style sheet hides, whatever the medium; a later rule undoes an earlier."""
    found: dict[str, bool] = {}
    depth, selectors, inside = 0, "", ""
    for part in _RULE_PART.findall(_COMMENT.sub(" ", sheet)):
        if part == "{":
            depth += 1
        elif part == "}":
            if depth == 1:
                display = _declarations(inside).get("display")
                for selector in selectors.split(",") if display else ():
                    if _SIMPLE_SELECTOR.fullmatch(selector.strip()):
                        found[selector.strip()] = display == "none"
            depth, inside = max(depth - 1, 0), ""
        elif depth == 0:
            selectors = part.strip().rpartition(";")[2].strip()
        else:
            inside = part
    return frozenset(selector for selector, hides in found.items() if hides)


def _selectors(tag: str, attributes: Attributes) -> set[str]:
    names = ["." + name for name in (attributes.get("class") or "").split()]
    if attributes.get("id"):
        names.append(f"#{attributes['id']}")
    return {*names, *(tag + name for name in names)}


def _declarations(style: str) -> dict[str, str]:
    found = {}
    for declaration in style.lower().split(";") if style else ():
        name, _, value = declaration.partition(":")
        found[name.strip()] = value.replace("!important", "").strip()
    return found


def _is_out_of_sight(declared: Mapping[str, str]) -> bool:
    if _NOTHING.fullmatch(declared.get("opacity") or "1"):
        return True
    if declared.get("position") in ("absolute", "fixed"):
        if declared.get("clip", "").replace(" ", "").replace("px", "") in ("rect(0,0,0,0)", "rect(1,1,1,1)"):
            return True
        if any(_length(declared.get(side, "")) < _OFF_SCREEN for side in ("left", "top", "right", "margin-left")):
            return True
    if declared.get("overflow") == "hidden":
        sizes = (declared.get(side) for side in ("height", "max-height", "width", "max-width"))
        if any(size is not None and size != "" and _NOTHING.fullmatch(size) for size in sizes):
            return True
    return _length(declared.get("text-indent", "")) < _OFF_SCREEN


def _length(value: str) -> float:
    """Pixels, about; 0 for what is no length."""
    match = _LENGTH.fullmatch(value)
    if not match:
        return 0.0
    return float(match[1]) * {"em": 16, "rem": 16, "cm": 38, "%": 10}.get(match[2], 1)


def _is_tiny(declared: Mapping[str, str], inherited: bool) -> bool:
    size = declared.get("font-size")
    if not size:
        return inherited
    if size.endswith(("em", "%")) and not size.endswith("rem") and inherited:
        return True  # a share of nothing
    return bool(_NOTHING.fullmatch(size))


def _colour(value: str) -> Colour | None:
    value = value.strip().lower()
    if value in _NAME_TO_COLOUR:
        return _NAME_TO_COLOUR[value]
    if match := _HEX.match(value):
        digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if match := _RGB.match(value):
        return int(match[1]), int(match[2]), int(match[3])
    return None


def _background(attributes: Attributes, declared: Mapping[str, str], inherited: Colour | None) -> Colour | None:
    """The background as far as the page itself says it; a picture, or a class that may bring one, makes it unknown."""
    value = declared.get("background-color") or declared.get("background") or attributes.get("bgcolor") or ""
    if value and value not in ("none", "transparent", "inherit", "initial"):
        words = (value.replace(", ", ",")).split()
        return next((colour for colour in map(_colour, words) if colour), None)
    if attributes.get("background") or attributes.get("id"):
        return None
    names = (attributes.get("class") or "").split()
    return inherited if all(name.startswith("Mso") for name in names) else None
