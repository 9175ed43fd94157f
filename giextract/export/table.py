"""A record as a table for the eye: what was found, as it is printed and where, and what to look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from giextract.export.csv import shown
from giextract.export.fixed_tables import FixedTable, fixed_tables
from giextract.export.paper import paper
from giextract.export.wording import footer, header, item_name, legible, marks, worded
from giextract.record import Fact, Record
from giextract.schema import Schema, Section

_FIELD_WIDTH = 28
_MOST_COLUMNS, _CELL_WIDTH = 8, 6
_PLACE_WIDTH = 11
_NO_BREAK = "\ue000"  # private use: no legible text holds it, and rich takes even U+00A0 for a place to break
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def table(record: Record, schema: Schema, *, width: int = 80, colour: bool = False) -> str:
    """The table of one record, at most `width` columns wide, with colours only where asked for."""
    console, text = paper(width, colour)
    for position, about in enumerate(header(record)):
        console.print(Text(about, style="bold" if position == 0 else "dim"))
    tables = {one.section.name: one for one in fixed_tables(record, schema) if len(one.columns) <= _MOST_COLUMNS}
    for section in schema.sections:
        facts = [fact for fact in record.facts if _section(fact, schema) is section]
        if not facts:
            continue
        console.print()
        console.print(Text(f"{section.title}  {section.name}", style="bold cyan"))
        console.print(_fixed(tables[section.name]) if section.name in tables else _grid(facts, schema))
    console.print()
    for line in footer(record, schema):
        if not line.place:
            console.print(_unbroken(line.text), style=line.style, overflow="fold")
            continue
        entry = Table.grid(padding=(0, 2))
        entry.add_column(width=_PLACE_WIDTH, justify="right", no_wrap=True)
        entry.add_column(ratio=1, overflow="fold")
        entry.add_row(Text(line.place, style="dim"), _unbroken(line.text))
        console.print(entry)
    return text().replace(f"{_NO_BREAK}\n", "\n").replace(_NO_BREAK, " ")


def _fixed(table: FixedTable) -> Table:
    """A table of the form, as the form has it."""
    grid = Table(box=None, padding=(0, 0, 0, 1), expand=True, show_edge=False)
    grid.add_column(ratio=1, overflow="fold")
    for title in table.columns:
        grid.add_column(Text(title, style="dim"), width=_CELL_WIDTH, justify="right", overflow="fold")
    for title, cells in table.rows:
        if any(cells):
            grid.add_row(Padding(Text(title), (0, 0, 0, 2)), *map(_cell, cells))
    return grid


def _cell(fact: Fact | None) -> Text:
    if fact is None:
        return Text()
    text = Text(str(shown(fact)), style="red" if fact.check == "unproved" else "")
    if fact.doubtful:
        text.append("~", style="yellow")
    return text


def _section(fact: Fact, schema: Schema) -> Section | None:
    try:
        return schema.section_of(fact.path)
    except KeyError:
        return None


def _grid(facts: list[Fact], schema: Schema) -> Table:
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column(width=_FIELD_WIDTH, overflow="fold")
    grid.add_column(ratio=1, overflow="fold")
    grid.add_column(width=_PLACE_WIDTH, justify="right", no_wrap=True)
    for field, value, place in _rows(facts, schema):
        grid.add_row(field, value, Text(place, style="dim"))
    return grid


def _rows(facts: Iterable[Fact], schema: Schema) -> Iterator[tuple[Padding, Text, str]]:
    """Field, value and place of each fact; the facts of one list item share a row under the title of their list."""
    listed = ""
    items: dict[str, list[Fact]] = {}
    for fact in facts:
        head, index, _ = _parts(fact.path, schema)
        items.setdefault(f"{head}/{index}" if index else fact.path, []).append(fact)
    for item in items.values():
        leaf = schema.leaf(item[0].path)
        head, index, inner = _parts(item[0].path, schema)
        titles = leaf.title.split(" · ")
        if not index:
            yield _field(leaf.title), _value(item[0]), _place(item)
            continue
        title = titles[0] if inner else leaf.title
        if inner:
            if head != listed:
                yield _field(title), Text(), ""
            name, values = item_name(item)
            yield _field(name, indent=4), _joined(values), _place(item)
        else:
            yield _field(title if head != listed else ""), _value(item[0]), _place(item)
        listed = head


def _parts(path: str, schema: Schema) -> tuple[str, str, str]:
    """Path of the list, index and rest: `/disclosure/by_unit/3/count` -> `/disclosure/by_unit`, `3`, `/count`."""
    pattern = schema.leaf(path).path
    if "/*" not in pattern:
        return path, "", ""
    depth = pattern.split("/").index("*")
    tokens = path.split("/")
    return "/".join(tokens[:depth]), tokens[depth], "/".join(tokens[depth + 1 :])


def _value(fact: Fact) -> Text:
    """The value as it is printed (`412` in `412条次`), else the value and the printed characters: `0  ‹未收到›`."""
    before, value, behind = worded(fact)
    text = Text()
    text.append(before, style="dim")
    text.append_text(_unbroken(value))
    text.stylize("red" if fact.check == "unproved" else "", len(before))
    text.append(behind, style="dim")
    for mark in marks(fact):
        text.append(f"  {mark}", style="yellow")
    return text


def _joined(facts: list[Fact]) -> Text:
    """The values of one list item in a row: `6条  累计 208`."""
    unit = next((fact for fact in facts if fact.path.endswith("/unit")), None)
    values: list[Text] = []
    for fact in facts:
        if fact is unit:
            continue
        value = Text("累计 " if fact.path.endswith("/cumulative") else "", style="dim")
        value = Text().append_text(value).append_text(_value(fact))
        if unit and not values:
            value.append(legible(str(unit.value or "")), style="dim")
        values.append(value)
    return Text("  ").join(values or [_value(fact) for fact in facts])


def _field(name: str, indent: int = 2) -> Padding:
    return Padding(Text(name), (0, 0, 0, indent))


def _unbroken(text: str) -> Text:
    """Chinese text for a cell, which breaks where the line is full and not at its first space."""
    return Text(text.replace(" ", _NO_BREAK) if _CHINESE.search(text) else text)


def _place(facts: list[Fact]) -> str:
    spans = [fact.span for fact in facts if fact.span]
    if not spans:
        return ""
    page = next((fact.page for fact in facts if fact.page is not None), None)
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return f"{start}–{end}" if page is None else f"p{page} {start}"
