"""The fields of a schema as columns, and the state of each in a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from giextract.export.columns import TYPE_TO_KIND, Column, distinct, plain_list, tokens, unit_of
from giextract.export.shape import state
from giextract.record import Record
from giextract.schema import Leaf, Schema, Section

ABOUT = (
    Column("report", "文件", "text", "path of the document as it was asked for"),
    Column("status", "完成情况", "text", "complete, partial or failed, as the record says; none: there is no record"),
    Column("failure", "失败原因", "text", "why there is no record: what failed, or that it is not done yet"),
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
    inside = len(tokens(first.path)) - len(tokens(path))
    title = " · ".join(titles[: len(titles) - inside])
    behind = [leaf.path.partition("/*")[2] for leaf in leaves]
    if any(one.count("/") > 1 or "*" in one for one in behind):
        return Column(name, title, "json", first.description.partition(": ")[0])
    items = tuple(
        Column(one.removeprefix("/"), leaf.title.split(" · ")[-1], TYPE_TO_KIND[leaf.type], unit=unit_of(leaf))
        for one, leaf in zip(behind, leaves, strict=True)
    )
    return Column(name, title, "list", first.description.partition(": ")[0], items=items)


def path_to_states(fields: Iterable[Field], record: Record | None) -> dict[str, list[str]]:
    """For the path of each field its states in a record, as `state` names them, the first that of the field as a whole.

    A list has those of its items' leaves behind its own. Without a record all fields are unanswered.
    """
    facts = {fact.path: fact for fact in record.facts} if record else {}
    columns = list(fields)
    lists = {field.path for field in columns if field.is_list}
    list_to_states: dict[str, list[str]] = {}
    for path, fact in facts.items():
        above = next((one for one in above_all(path) if one in lists), None)
        if above is not None:
            list_to_states.setdefault(above, []).append(state(fact, None))
    found: dict[str, list[str]] = {}
    for field in columns:
        section = record.sections.get(field.section.name) if record else None
        of_section = section.state if section else ("absent" if record else None)
        inner = list_to_states.get(field.path, []) if field.is_list else []
        plain = state(facts.get(field.path), of_section)
        found[field.path] = [max(inner, key=_RANK.__getitem__), *inner] if inner else [plain]
    return found


def above_all(path: str) -> Iterator[str]:
    """The paths above a path, the nearest first."""
    while "/" in path[1:]:
        path = path.rpartition("/")[0]
        yield path
