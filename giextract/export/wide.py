"""The wide shape: one row for each document that was asked for, and each field of the schema a typed column.

A list is one column, which holds the list. What is 0 holds 0; an empty cell is told from another by the columns behind the
fields, which name the fields that are printed but `blank`, `illegible`, `unanswered`, or `unproved`; a field that none of
them names is absent. On request each field also has its state in a column of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from giextract.export.columns import (
    TYPE_TO_KIND,
    Cell,
    Column,
    Headers,
    Row,
    coerced,
    distinct,
    plain_list,
    tokens,
    unit_of,
)
from giextract.export.entry import Entry
from giextract.export.shape import proved, state
from giextract.record import Fact, Record
from giextract.schema import Leaf, Schema, Section

ABOUT = (
    Column("report", "文件", "text", "path of the document as it was asked for"),
    Column("status", "完成情况", "text", "complete, partial, or failed (no record, or no section was answered)"),
    Column("failure", "失败原因", "text", "why there is no record"),
    Column("same_as", "同文件", "text", "path of the first document with the same bytes; its row is the same"),
    Column("sha256", "文件校验值", "text", "SHA-256 of the document"),
    Column("backend", "提取方式", "text", "what filled the sections, with its version"),
)
BESIDE = (
    plain_list("blank", "空白字段", "fields whose place is printed but empty, by column"),
    plain_list("illegible", "无法辨认字段", "fields whose place is printed but damaged, by column"),
    plain_list("unanswered", "未作答字段", "fields about which nothing is known: the backend failed or was cut off, by column"),
    plain_list("unproved", "未证实字段", "fields with an answer that nothing in the report proves, by column; the answers are in long"),
    plain_list("approximate", "约数字段", "fields printed as 约, 余, 多, by column"),
    plain_list("doubtful", "存疑字段", "fields read from uncertain characters, by column"),
    Column("figures_printed", "印出数字数", "integer", "printed numbers with a unit"),
    Column("figures_claimed", "已用数字数", "integer", "those of them that prove a value"),
    Column("findings", "审核问题数", "integer", "findings that are somebody's defect"),
)  # fmt: skip
STATES = ("blank", "illegible", "unanswered", "unproved")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the schema that is a column: one leaf, or one list with all the leaves of its items.

    `path` is a JSON Pointer to the value or to the list.
    """

    column: Column
    section: Section
    path: str
    leaves: tuple[Leaf, ...]

    @property
    def is_list(self) -> bool:
        """Whether the column holds lists."""
        return self.column.kind in ("list", "json")


class Wide:
    """The wide shape of a schema, with `extra` columns carried along, and each field's state where `states` asks for it."""

    def __init__(
        self, schema: Schema, *, extra: Sequence[str] = (), states: bool = False, headers: Headers = "en"
    ) -> None:
        self.fields = fields(schema)
        self._extra = tuple(extra)
        self._states = states
        own = (*ABOUT, *(one.column for one in self.fields), *BESIDE)
        carried = [(Column(name, name, "text", "carried along from the manifest"), "manifest") for name in extra]
        companions = [(_companion(one.column), "field") for one in self.fields] if states else []
        added = distinct([*carried, *companions], own)
        self.extra, self.companions = added[: len(carried)], added[len(carried) :]
        self.columns: tuple[Column, ...] = (
            *ABOUT, *self.extra, *(one.column for one in self.fields), *BESIDE, *self.companions,
        )  # fmt: skip
        self._path_to_label = {one.path: one.column.header(headers) for one in self.fields}

    def rows(self, entry: Entry) -> Iterator[Row]:
        """The one row of the entry."""
        record = entry.record
        facts = {fact.path: fact for fact in record.facts} if record else {}
        path_to_states = self._path_to_states(record, facts)
        yield (
            *_about(entry),
            *(entry.extra.get(name) or None for name in self._extra),
            *(self._value(field, record, facts) for field in self.fields),
            *(self._named(path_to_states, one) for one in STATES),
            *(self._marked(record, mark) for mark in ("approximate", "doubtful")),
            *((record.figures.printed, record.figures.claimed) if record else (None, None)),
            sum(finding.defect is not None for finding in record.findings) if record else None,
            *(path_to_states[field.path][0] for field in self.fields if self._states),
        )

    def _value(self, field: Field, record: Record | None, facts: Mapping[str, Fact]) -> Cell:
        if record is None:
            return None
        if field.is_list:
            return _under(record.values, field.path)
        return coerced(proved(facts.get(field.path)), field.column.kind)

    def _path_to_states(self, record: Record | None, facts: Mapping[str, Fact]) -> dict[str, list[str]]:
        """For each field its states, the first the one that its companion shows; those of a list's items are in one."""
        found: dict[str, list[str]] = {}
        list_to_states: dict[str, list[str]] = {}
        lists = {field.path for field in self.fields if field.is_list}
        if lists:
            for path, fact in facts.items():
                above = next((one for one in _above(path) if one in lists), None)
                if above is not None:
                    list_to_states.setdefault(above, []).append(state(fact, None))
        for field in self.fields:
            section = record.sections.get(field.section.name) if record else None
            of_section = section.state if section else ("absent" if record else None)
            inner = list_to_states.get(field.path, []) if field.is_list else []
            plain = state(facts.get(field.path), of_section)
            found[field.path] = [max(inner, key=_RANK.__getitem__), *inner] if inner else [plain]
        return found

    def _named(self, path_to_states: Mapping[str, list[str]], one: str) -> Cell:
        return [self._path_to_label[path] for path, found in path_to_states.items() if one in found] or None

    def _marked(self, record: Record | None, mark: str) -> Cell:
        names: dict[str, None] = {}
        for fact in record.facts if record else ():
            if getattr(fact, mark) and fact.check == "proved":
                label = next(
                    (self._path_to_label[one] for one in (fact.path, *_above(fact.path)) if one in self._path_to_label), None
                )  # fmt: skip
                if label is not None:
                    names[label] = None
        return list(names) or None


_RANK = {"absent": 0, "blank": 1, "unproved": 2, "illegible": 3, "stated": 4, "unanswered": 5}
"""A list of which an item is stated is stated, whatever its other items are, unless something of it is unanswered."""


def fields(schema: Schema) -> tuple[Field, ...]:
    """The fields of a schema in its order, lists as one field each, under names that none of them shares."""
    path_to_leaves: dict[str, list[Leaf]] = {}
    path_to_section: dict[str, Section] = {}
    for section in schema.sections:
        for leaf in section.leaves:
            path = leaf.path.partition("/*")[0]
            path_to_leaves.setdefault(path, []).append(leaf)
            path_to_section[path] = section
    columns = distinct(
        ((_column(path, leaves), path_to_section[path].name) for path, leaves in path_to_leaves.items()),
        (*ABOUT, *BESIDE),
    )
    return tuple(
        Field(column, path_to_section[path], path, tuple(leaves))
        for column, (path, leaves) in zip(columns, path_to_leaves.items(), strict=True)
    )


def _column(path: str, leaves: Sequence[Leaf]) -> Column:
    first = leaves[0]
    name, titles = "_".join(tokens(path)), first.title.split(" · ")
    if "/*" not in first.path:
        return Column(name, first.title, TYPE_TO_KIND[first.type], first.description, unit_of(first))
    title = " · ".join(titles[: len(tokens(path)) - 1] or titles[:1])
    behind = [leaf.path.partition("/*")[2] for leaf in leaves]
    if any(one.count("/") > 1 or "*" in one for one in behind):
        return Column(name, title, "json", first.description.partition(": ")[0])
    items = tuple(
        Column(one.removeprefix("/"), leaf.title.split(" · ")[-1], TYPE_TO_KIND[leaf.type], unit=unit_of(leaf))
        for one, leaf in zip(behind, leaves, strict=True)
    )
    return Column(name, title, "list", first.description.partition(": ")[0], items=items)


def _companion(column: Column) -> Column:
    about = f"state of {column.name}: stated, blank, illegible, absent, unanswered, or unproved"
    return replace(Column(f"{column.name}_state", f"{column.title}（状态）", "text"), about=about)


def _about(entry: Entry) -> Row:
    record = entry.record
    if record is None:
        return (entry.path, "failed", entry.failure or "no record", entry.same_as, None, None)
    return (entry.path, record.status, entry.failure, entry.same_as, record.source.sha256, record.signature.backend)


def _above(path: str) -> Iterator[str]:
    """The paths above a path, the nearest first."""
    while "/" in path[1:]:
        path = path.rpartition("/")[0]
        yield path


def _under(values: object, path: str) -> Cell:
    """What stands at `path` in the values, None where there is nothing."""
    for token in tokens(path):
        if not isinstance(values, dict):
            return None
        values = values.get(token)
    return values or None
