"""The fields a model is asked for, read off a section's JSON Schema: a small tree for the prompt and for the answer's shape.

Every leaf is answered by one string (`line|characters`), a list of objects by one string for each item, a row of numbers by
one string for the row; what is sent of the schema is therefore names and `string`, and the wording goes to the prompt.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any, Literal

from giextract.schema import Leaf, Schema, Section

Kind = Literal["leaf", "leaves", "items", "object"]
"""`leaves` is a list of leaves, `items` a list of objects, `object` an object in its own right or a row of a table."""

MANY_LEAVES = 60
"""Leaves from which a section is asked in bands."""
ROWS_OF_A_BAND = 14
MANY_OF_A_SHAPE = 4
"""Times that a shape has to stand in an answer for a name of its own to be shorter."""


@dataclass(frozen=True, slots=True)
class Field:
    """One entry of a section: its key, where its values stand, what it is called, and what is inside it.

    `shape` names the class of an object, so that rows of one table are known as such; `leaf` is None unless it is a leaf
    or a list of leaves.
    """

    key: str
    path: str
    kind: Kind
    title: str
    description: str
    leaf: Leaf | None = None
    parts: tuple[Field, ...] = ()
    shape: str = ""
    columns: tuple[Leaf, ...] = dataclass_field(init=False)
    """The leaves of an item or a row, in the order of the schema; empty where it is not flat."""

    def __post_init__(self) -> None:
        found = tuple(part.leaf for part in self.parts if part.leaf is not None and part.kind == "leaf")
        object.__setattr__(self, "columns", found if len(found) == len(self.parts) else ())


def fields_of(schema: Schema, name: str) -> tuple[Field, ...]:
    """The fields of the section called `name`."""
    section = schema.section(name)
    document = section.model.model_json_schema()
    return _fields(document, document.get("$defs", {}), _root(section), schema)


def _root(section: Section) -> str:
    """The path of the section in the values: empty for a flat schema."""
    first = section.leaves[0].path.split("/")
    return f"/{section.name}" if len(first) > 2 and first[1] == section.name else ""


def _fields(node: dict[str, Any], classes: dict[str, Any], path: str, schema: Schema) -> tuple[Field, ...]:
    return tuple(
        _field(key, child, classes, f"{path}/{_escaped(key)}", schema)
        for key, child in node.get("properties", {}).items()
    )


def _field(key: str, node: dict[str, Any], classes: dict[str, Any], path: str, schema: Schema) -> Field:
    title, description = str(node.get("title", key)), str(node.get("description", ""))
    inner, shape = _resolved(node, classes)
    if inner.get("type") == "array":
        item, item_shape = _resolved(inner.get("items", {}), classes)
        if "properties" in item:
            parts = _fields(item, classes, f"{path}/*", schema)
            return Field(key, path, "items", title, description, None, parts, item_shape)
        return Field(key, path, "leaves", title, description, schema.leaf(f"{path}/*"))
    if "properties" in inner:
        return Field(key, path, "object", title, description, None, _fields(inner, classes, path, schema), shape)
    return Field(key, path, "leaf", title, description, schema.leaf(path))


def _resolved(node: dict[str, Any], classes: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """`node` without null and references, and the name of the class it refers to."""
    name = ""
    while True:
        arms = [arm for arm in node.get("anyOf", ()) if arm.get("type") != "null"]
        if len(arms) == 1 or (arms and "$ref" in arms[0]):
            node = arms[0]
        elif "allOf" in node:
            node = node["allOf"][0]
        elif "$ref" in node:
            name = str(node["$ref"]).rsplit("/", 1)[-1]
            node = classes[name]
        else:
            return node, name


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def bands(fields: tuple[Field, ...]) -> tuple[tuple[Field, ...], ...]:
    """The fields of one section in bands: a wide table in runs of rows, everything else whole."""
    leaves = sum(max(1, len(field.parts)) for field in fields)
    if leaves <= MANY_LEAVES:
        return (fields,)
    return tuple(fields[start : start + ROWS_OF_A_BAND] for start in range(0, len(fields), ROWS_OF_A_BAND))


@dataclass(frozen=True, slots=True)
class AnswerSchema:
    """The JSON Schema of an answer: as it is sent, as text, and the digest of that text."""

    body: dict[str, Any]
    text: str
    digest: str

    @classmethod
    def of(cls, section_to_fields: dict[str, tuple[Field, ...]], *, strict: bool) -> AnswerSchema:
        """The schema of an answer with these fields; see `answer_schema`."""
        body = answer_schema(section_to_fields, strict=strict)
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        return cls(body, text, hashlib.sha256(text.encode()).hexdigest())


def answer_schema(section_to_fields: dict[str, tuple[Field, ...]], *, strict: bool) -> dict[str, Any]:
    """The JSON Schema of an answer. `strict` is the dialect of endpoints that demand every key, null where nothing is.

    A shape that stands more than once, such as the rows of a table, is sent once and referred to.
    """
    shapes = _Shapes(strict)
    for fields in section_to_fields.values():
        shapes.count(fields)
    sections = {
        name: shapes.object({f.key: shapes.of(f) for f in fields}) for name, fields in section_to_fields.items()
    }
    whole = shapes.object(sections)
    return whole | {"$defs": shapes.name_to_shape} if shapes.name_to_shape else whole


class _Shapes:
    """Shapes of the fields of one answer; those that stand more than once get a name of one letter."""

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self.name_to_shape: dict[str, dict[str, Any]] = {}
        self._times: Counter[str] = Counter()

    def count(self, fields: tuple[Field, ...]) -> None:
        """See how often each shape stands."""
        for field in fields:
            if field.kind != "leaf":
                self._times[json.dumps(self._whole(field))] += 1
            if field.kind == "object":
                self.count(field.parts)

    def of(self, field: Field) -> dict[str, Any]:
        """The shape of `field`, or the reference to it."""
        whole = self._whole(field)
        text = json.dumps(whole)
        if self._times[text] < MANY_OF_A_SHAPE:
            return whole
        name = next((name for name, known in self.name_to_shape.items() if known == whole), None)
        if name is None:
            name = f"s{len(self.name_to_shape)}"
            self.name_to_shape[name] = whole
        return {"$ref": f"#/$defs/{name}"}

    def object(self, properties: dict[str, Any]) -> dict[str, Any]:
        """The shape of an object with these keys and no others."""
        shape: dict[str, Any] = {"type": "object", "properties": properties}
        return shape | {"required": list(properties), "additionalProperties": False} if self.strict else shape

    def _whole(self, field: Field) -> dict[str, Any]:
        null = ["null"] if self.strict else []
        if field.kind in ("leaves", "items"):
            return {"type": ["array", *null] if null else "array", "items": {"type": "string"}}
        if field.kind == "leaf":
            return {"type": ["string", *null] if null else "string"}
        inner = self.object({part.key: self.of(part) for part in field.parts})
        nulls = [{"type": "null"}] * len(null)
        return {"anyOf": [{"type": "string"}, inner, *nulls]} if field.columns else inner
