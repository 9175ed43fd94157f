"""Automatic numbering: the number that Word prints before a paragraph, which stands nowhere in the paragraph itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from giextract.reading.word_counting import counted
from giextract.reading.word_package import Element, whole, word
from giextract.reading.word_styles import Styles, is_on, paragraph_style

_VAL = word("val")
_NO_SPACE_AFTER = tuple("、，．。：）〕】》")
_COUNT = re.compile(r"%(\d)")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    spaced: bool
    restart: int | None
    digits_only: bool
    style: str


@dataclass(slots=True)
class _List:
    """A numbering as paragraphs refer to it: the shared definition that counts, and its own levels and starts."""

    definition: str
    levels: dict[int, _Level]
    restarts: dict[int, int]
    used: bool = False


class Numbering:
    """Counts paragraphs as they come; each has to be asked for once, in the order of the document."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """`root` is the root of the part of numberings, None where a document has none."""
        self._styles = styles
        self._id_to_list: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._load(root)

    def text(self, properties: Element | None) -> str:
        """What is printed before the paragraph with these properties, up to its own text; empty for none."""
        if not self._id_to_list:
            return ""
        style = paragraph_style(properties)
        own = properties.find(word("numPr")) if properties is not None else None
        inherited = self._styles.numbering(style)
        name = _value(own, "numId") or _value(inherited, "numId")
        numbering = self._id_to_list.get(name)
        if numbering is None:
            return ""
        level = _value(own, "ilvl")
        if not level and own is None:
            level = next((str(number) for number, one in numbering.levels.items() if style and one.style == style), "")
        return self._next(numbering, whole(level or _value(inherited, "ilvl"), 0))

    def _next(self, numbering: _List, number: int) -> str:
        level = numbering.levels.get(number)
        if level is None:
            return ""
        counts = self._counts.setdefault(numbering.definition, {})
        if not numbering.used:
            numbering.used = True
            for restarted in numbering.restarts:
                counts.pop(restarted, None)
        counts[number] = counts.get(number, self._start(numbering, number) - 1) + 1
        for deeper in [one for one in counts if one > number]:
            restart = numbering.levels[deeper].restart if deeper in numbering.levels else None
            if restart is None or number < restart:
                del counts[deeper]
        if level.form == "bullet":
            return ""
        text = _COUNT.sub(lambda found: self._written(numbering, level, int(found[1]) - 1), level.text)
        return text + " " if text and level.spaced and not text.endswith(_NO_SPACE_AFTER) else text

    def _written(self, numbering: _List, level: _Level, number: int) -> str:
        other = numbering.levels.get(number)
        if other is None:
            return ""
        count = self._counts[numbering.definition].get(number, self._start(numbering, number))
        return counted(count, "decimal" if level.digits_only and other.form != "none" else other.form)

    def _start(self, numbering: _List, number: int) -> int:
        return numbering.restarts.get(number, numbering.levels[number].start)

    def _load(self, root: Element) -> None:
        id_to_definition = {one.get(word("abstractNumId"), ""): one for one in root.iterchildren(word("abstractNum"))}
        id_to_reference = {one.get(word("numId"), ""): one for one in root.iterchildren(word("num"))}
        for name, reference in id_to_reference.items():
            definition = _value(reference, "abstractNumId")
            for _ in range(len(id_to_definition)):  # a definition may be that of another, by way of a style
                link = _value(id_to_definition.get(definition), "numStyleLink")
                if not link:
                    break
                linked = id_to_reference.get(_value(self._styles.numbering(link), "numId"))
                definition = _value(linked, "abstractNumId")
            if definition not in id_to_definition:
                continue
            levels = _levels(id_to_definition[definition])
            restarts = {}
            for override in reference.iterchildren(word("lvlOverride")):
                number = whole(override.get(word("ilvl"), ""), 0)
                start = _value(override, "startOverride")
                levels.update(_levels(override))
                if start:
                    restarts[number] = whole(start, 1)
            self._id_to_list[name] = _List(
                definition, levels, {key: restarts[key] for key in restarts if key in levels}
            )


def _levels(definition: Element) -> dict[int, _Level]:
    return {whole(one.get(word("ilvl"), ""), 0): _level(one) for one in definition.iterchildren(word("lvl"))}


def _level(one: Element) -> _Level:
    form = one.find(word("numFmt"))
    if form is None:  # newer formats stand in an alternative, with a plain one beside it
        form = next(one.iter(word("numFmt")), None)
    restart = _value(one, "lvlRestart")
    return _Level(
        whole(_value(one, "start"), 0),
        form.get(_VAL, "decimal") if form is not None else "decimal",
        _value(one, "lvlText"),
        _value(one, "suff") != "nothing",
        whole(restart, 0) if restart else None,
        is_on(one.find(word("isLgl"))),
        _value(one, "pStyle"),
    )


def _value(parent: Element | None, child: str) -> str:
    """The value of the child of that name, empty for none."""
    found = parent.find(word(child)) if parent is not None else None
    return found.get(_VAL, "") if found is not None else ""
