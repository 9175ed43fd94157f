"""Planning: which requests a report needs, and what each of them says.

Sections that are small share a request, in groups that depend on the schema alone, so that what stands before the report's
lines is the same for every report and providers can keep it. A section without lines is not asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from giextract.backends.model import templates
from giextract.backends.model.fields import MANY_LEAVES, AnswerSchema, Field, bands, fields_of
from giextract.fixed_tables import KINDS, find
from giextract.schema import Schema, Section
from giextract.sections import Routed
from giextract.text.lines import Line

_DIGIT = re.compile(r"\d|[一二三四五六七八九十百]{2}|[一二三四五六七八九十两][条件次人个]")
_CONTACT = re.compile(r"电话|传真|邮编|邮政编码|邮箱|地址|联系")
_SENTENCE = re.compile("[。；]")
_CELL = re.compile(r"\||\d(?![、.．\d])")
_NAMED = re.compile(r"(?:[\u3400-\u9fffA-Za-z][^\u3400-\u9fffA-Za-z]*){4}")
"""More letters than a bare cell has."""

ENTRIES_OF_A_GROUP = 45
"""Entries (leaves, lists) that share a request at the most."""
CHARACTERS_OF_A_REQUEST = 6_000
"""Characters of lines from which a request is split into several."""
FEWEST_CUES = 4
"""Different cue words of a table section that its lines must hold for the table to be thought there."""


@dataclass(frozen=True, slots=True)
class Request:
    """What one request asks: fields by section, and the lines it sends; `opening` is the same for all reports.

    `asked` are the sections that have lines; the others of the group are there to keep the opening the same.
    """

    asked: tuple[str, ...]
    sections: Mapping[str, Section]
    fields: Mapping[str, tuple[Field, ...]]
    lines: tuple[Line, ...]
    opening: str
    schemas: tuple[AnswerSchema, AnswerSchema]

    @property
    def messages(self) -> list[dict[str, str]]:
        """The messages of the first try; what stays the same comes first."""
        lines = "\n".join(f"{line.number}|{line.text}" for line in self.lines)
        return [
            {"role": "system", "content": templates.load("system").render()},
            {"role": "user", "content": f"{self.opening}\n{lines}"},
        ]

    def schema(self, *, strict: bool) -> AnswerSchema:
        """The JSON Schema of the answer."""
        return self.schemas[strict]


class Planner:
    """Plans requests for one schema; what depends on the schema alone is worked out once.

    `share` off asks for each section by itself.
    """

    def __init__(self, schema: Schema, *, share: bool = True) -> None:
        self.schema = schema
        self._groups = [(group, _opening(schema, group), _schemas(group)) for group in _groups(schema, share)]
        self._sections = {section.name: section for section in schema.sections}
        self._tables = {name for group, _, _ in self._groups for name, fields in group if is_table(fields)}
        self._cues = {one.name: re.compile("|".join(map(re.escape, one.cues)) or r"\Z(?!)") for one in schema.sections}

    def requests(self, routed: Mapping[str, Routed]) -> list[Request]:
        """The requests for one report, in the order of the schema."""
        requests: list[Request] = []
        section_to_orphans = _orphans(routed, self.schema.sections[0].name)
        for group, opening, schemas in self._groups:
            asked = [name for name, _ in group if name in routed and self._worth_asking(routed[name])]
            if not asked:
                continue
            numbered = {entry.line.number: entry.line for name in asked for entry in routed[name].lines}
            for name in asked:
                numbered |= {line.number: line for line in _form_lines(routed[name], self._cues)}
                numbered |= {line.number: line for line in _table_lines(routed[name])}
                numbered |= {line.number: line for line in section_to_orphans.get(name, ())}
            _add_title(numbered, routed[asked[0]])
            sections = {name: self._sections[name] for name, _ in group}
            parts = _split(sorted(numbered.values(), key=lambda line: line.number))
            requests.extend(Request(tuple(asked), sections, dict(group), lines, opening, schemas) for lines in parts)
        return requests

    def _worth_asking(self, routed: Routed) -> bool:
        """Whether a section has lines, and a table enough of its own words in lines that may be its rows."""
        cues = routed.section.cues
        if routed.section.name not in self._tables or len(cues) < 3 * FEWEST_CUES:
            return bool(routed.own or routed.cued)
        lines = (entry.line.text for entry in (*routed.own, *routed.cued))
        text = "\n".join(line for line in lines if not _SENTENCE.search(line) or _CELL.search(line))
        return sum(cue in text for cue in cues) >= FEWEST_CUES


def _orphans(routed: Mapping[str, Routed], first: str) -> dict[str, list[Line]]:
    """Lines with figures that were routed nowhere: each goes with the section that owns the lines before it.

    Contacts go to the first section, which asks for them.
    """
    known: set[int] = set()
    number_to_section: dict[int, str] = {}
    for name, one in routed.items():
        known.update(entry.line.number for entry in (*one.own, *one.cued, *one.form, *one.frame))
        for entry in one.own:
            number_to_section.setdefault(entry.line.number, name)
    if len(routed) < 2:
        return {}
    section_to_lines: dict[str, list[Line]] = {}
    owner = first
    for line in (entry.line for entry in next(iter(routed.values())).placed):
        owner = number_to_section.get(line.number, owner)
        if line.number not in known and _DIGIT.search(line.text):
            section_to_lines.setdefault(first if _CONTACT.search(line.text) else owner, []).append(line)
    return section_to_lines


def _form_lines(routed: Routed, name_to_cues: Mapping[str, re.Pattern[str]]) -> Iterator[Line]:
    """Lines of the statistics form that speak of a section, each with the cells and the rows without cue words behind it."""
    own = name_to_cues[routed.section.name]
    inside = False
    for entry in routed.form:
        text = entry.line.text
        if own.search(text):
            inside = True
        elif inside and _NAMED.search(text):
            inside = not any(cues.search(text) for name, cues in name_to_cues.items() if name != "annex")
        if inside:
            yield entry.line


def _table_lines(routed: Routed) -> Iterator[Line]:
    """Lines that hold a piece of the section's fixed table, also where most of them is another's."""
    if routed.section.name not in KINDS:
        return
    start, end = next((place for kind, place in find(routed.clean).items() if kind == routed.section.name), (0, 0))
    for entry in routed.placed:
        if entry.line.start < end and start < entry.line.end:
            yield entry.line


def _add_title(numbered: dict[int, Line], routed: Routed) -> None:
    """Title of the report among the lines, so that the model knows whose it is and on which year."""
    for entry in routed.frame:
        if 6 <= len(entry.line.text) <= 60 and ("报告" in entry.line.text or "总结" in entry.line.text):
            numbered.setdefault(entry.line.number, entry.line)
            return


def _groups(schema: Schema, share: bool) -> list[tuple[tuple[str, tuple[Field, ...]], ...]]:
    groups: list[tuple[tuple[str, tuple[Field, ...]], ...]] = []
    together: list[tuple[str, tuple[Field, ...]]] = []
    size = 0
    for section in schema.sections:
        fields = fields_of(schema, section.name)
        entries = sum(max(1, len(field.parts)) for field in fields)
        alone = not share or entries > MANY_LEAVES or is_table(fields)
        if together and (alone or size + entries > ENTRIES_OF_A_GROUP):
            groups.append(tuple(together))
            together, size = [], 0
        if alone:
            groups.extend(((section.name, band),) for band in bands(fields))
            continue
        together.append((section.name, fields))
        size += entries
    return [*groups, tuple(together)] if together else groups


def is_table(fields: tuple[Field, ...]) -> bool:
    """Whether a section is a table: three or more rows of one shape."""
    shapes = Counter(field.shape for field in fields if field.kind == "object")
    return bool(shapes) and shapes.most_common(1)[0][1] >= 3


def _split(lines: list[Line]) -> list[tuple[Line, ...]]:
    parts: list[tuple[Line, ...]] = []
    part: list[Line] = []
    size = 0
    for line in lines:
        if part and size + len(line.text) > CHARACTERS_OF_A_REQUEST:
            parts.append(tuple(part))
            part, size = [], 0
        part.append(line)
        size += len(line.text)
    return [*parts, tuple(part)] if part else parts


def _schemas(group: tuple[tuple[str, tuple[Field, ...]], ...]) -> tuple[AnswerSchema, AnswerSchema]:
    """The schema of the answer, loose and strict."""
    return AnswerSchema.of(dict(group), strict=False), AnswerSchema.of(dict(group), strict=True)


def _opening(schema: Schema, group: tuple[tuple[str, tuple[Field, ...]], ...]) -> str:
    rows = any(field.columns for _, inner in group for field in inner if field.kind == "object")
    hints = [templates.load("row").render()] * rows
    hints += [hint for name, _ in group if (hint := _hint(schema.name, name))]
    fields = "\n".join(_section_text(schema.section(name), inner) for name, inner in group)
    return templates.load("section").render(fields=fields, hints="\n".join(hints), lines="")


def _hint(schema_name: str, section: str) -> str:
    found = templates.find(f"{schema_name}/{section}")
    return found.render() if found is not None else ""


def _section_text(section: Section, fields: tuple[Field, ...]) -> str:
    text = [f"## {section.name} {section.title}"]
    described: set[str] = set()
    for field in fields:
        text.append(_field_text(field))
        if field.kind in ("items", "object") and field.shape not in described:
            described.add(field.shape)
            text.append("  " + "; ".join(_words(part) for part in field.parts))
    return "\n".join(text)


def _field_text(field: Field) -> str:
    if field.kind == "leaves":
        return _words(field, "[]")
    if field.kind == "items":
        return _words(field, f"[{'|'.join(part.key for part in field.parts)}]")
    if field.kind == "object":
        return _words(field, "{}")
    return _words(field)


def _words(field: Field, mark: str = "") -> str:
    title = "" if field.title == field.key else f" {field.title}"
    description = field.description if field.description != field.title else ""
    return f"{field.key}{mark}{title}" + (f": {description}" if description else "")
