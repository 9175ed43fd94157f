"""What a schema asks for: its sections and leaves, read off any plain Pydantic model.

A model whose fields are all models is a model of sections (`AnnualReport`); any other is one section, named after its
class (`InvoiceLine` is `invoice_line`), whose leaves stand at the root (`/total`). Either way the path of a leaf points
into the values that the model itself validates.

What a section adds to Pydantic stands in `json_schema_extra`: on a model `headings` and `cues`, the words by which its
lines are found; on a field `comparator`, where another than that of its type scores it.
"""

from __future__ import annotations

import copy
import hashlib
import importlib
import json
import re
import sys
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard

from pydantic import BaseModel, PydanticUndefinedAnnotation, PydanticUserError, RootModel
from pydantic.fields import FieldInfo

from giextract.errors import SchemaError

BUILT_IN = {"annual_report": "giextract.schemas.annual_report:AnnualReport"}
"""Name of each schema that ships with giextract -> where its model is."""

COMPARATORS: dict[type, tuple[str, ...]] = {
    int: ("count",),
    Decimal: ("decimal",),
    date: ("date",),
    bool: ("flag",),
    str: ("text_norm", "text_exact", "text_part", "narrative"),
}
"""Type of a leaf -> the comparators that can score it, the implied one first."""

_TITLES, _DESCRIPTIONS = " · ", ": "
_INDEX = re.compile(r"/(?:0|[1-9][0-9]*)(?=/|$)")
_OWN = "path/to/file.py:ClassName or module:ClassName"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value that a schema asks for.

    `path` is a JSON Pointer into the values with `*` for every list index: `/disclosure/by_category/*/count`. `type` is
    int, Decimal, date, bool or str. `title` and `description` go from the section inwards: `按类别 · 数量`.
    """

    path: str
    type: type
    title: str
    description: str
    comparator: str

    def __hash__(self) -> int:
        """That of the path: leaves are keys wherever values are read, thousands of times for a report."""
        return hash(self.path)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a schema that is looked for and asked for as a whole, with the words by which its lines are found."""

    name: str
    title: str
    model: type[BaseModel]
    headings: tuple[str, ...]
    cues: tuple[str, ...]
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """A model seen as sections and leaves; `digest` is the first 12 hex digits of the SHA-256 of its JSON Schema."""

    name: str
    model: type[BaseModel]
    sections: tuple[Section, ...]
    digest: str
    _found: dict[str, tuple[Section, Leaf]] = field(init=False, repr=False, compare=False)
    _ranks: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found = {leaf.path: (section, leaf) for section in self.sections for leaf in section.leaves}
        object.__setattr__(self, "_found", found)
        ranks: dict[str, int] = {}
        for index, path in enumerate(found):
            ranks[path] = index
            ranks.setdefault(path.split("/*", 1)[0], index)
        object.__setattr__(self, "_ranks", ranks)

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """The leaves of all sections, in the order of the schema."""
        return tuple(leaf for section in self.sections for leaf in section.leaves)

    def leaf(self, path: str) -> Leaf:
        """The leaf that a concrete path (`/disclosure/by_category/3/count`) or a leaf's own path leads to.

        Raises KeyError where the schema has no leaf, also for the path of a list or an object.
        """
        return self._lookup(path)[1]

    def rank(self, path: str) -> int:
        """The place of a leaf's own path, or of a list's (where its first leaf stands), in the order of the schema."""
        return self._ranks[path]

    def section_of(self, path: str) -> Section:
        """The section that holds the leaf at `path`; KeyError as with `leaf`."""
        return self._lookup(path)[0]

    def section(self, name: str) -> Section:
        """The section called `name`; raises KeyError where there is none."""
        for section in self.sections:
            if section.name == name:
                return section
        raise KeyError(f"schema {self.name} has no section {name!r}")

    def _lookup(self, path: str) -> tuple[Section, Leaf]:
        found = self._found.get(path)
        if found is not None:
            return found
        try:
            return self._found[_INDEX.sub("/*", path)]
        except KeyError:
            raise KeyError(f"schema {self.name} has no leaf {path!r}") from None


def load_schema(name: str | type[BaseModel] = "annual_report") -> Schema:
    """The schema that `name` refers to: a built-in name, `path/to/file.py:ClassName`, `module:ClassName`, or a model.

    Built-in schemas are read once per process. Raises SchemaError, with what to do about it, where nothing is found
    under the name or the model has a shape that cannot be extracted.
    """
    if _is_model(name):
        return _schema(_snake_case(name.__name__), name)
    if not isinstance(name, str):
        raise SchemaError(f"{name!r} is no schema: pass a name or a class that derives from pydantic.BaseModel")
    if name in BUILT_IN:
        return _built_in(name)
    return load_schema(_find_model(name))


def json_schema(schema: Schema) -> dict[str, Any]:
    """The JSON Schema of the values, with the titles and descriptions of the fields; the caller may change it."""
    return copy.deepcopy(_json_schema(schema.model))  # Pydantic hands out the lists of the model's own configuration


def fields_table(schema: Schema) -> list[tuple[str, str, str, str]]:
    """One row for each leaf: path, type (int, decimal, date, bool, str), title, description."""
    return [(leaf.path, leaf.type.__name__.lower(), leaf.title, leaf.description) for leaf in schema.leaves]


@cache
def _built_in(name: str) -> Schema:
    return _schema(name, _find_model(BUILT_IN[name]))


def _schema(name: str, model: type[BaseModel]) -> Schema:
    try:
        model.model_rebuild()
    except (PydanticUserError, PydanticUndefinedAnnotation) as error:
        raise SchemaError(f"{model.__name__} is not fully defined: {_first_line(error)}") from error
    sections = tuple(_sections(model))
    canonical = json.dumps(_json_schema(model), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Schema(name, model, sections, digest=hashlib.sha256(canonical.encode()).hexdigest()[:12])


def _json_schema(model: type[BaseModel]) -> dict[str, Any]:
    try:
        return model.model_json_schema()
    except PydanticUserError as error:
        raise SchemaError(f"{model.__name__} has no JSON Schema: {_first_line(error)}") from error


def _sections(model: type[BaseModel]) -> Iterator[Section]:
    inner = {key: (info, _model(info.annotation)) for key, info in _fields(model)}
    if any(part is None for _, part in inner.values()):
        name = _snake_case(model.__name__)
        yield _section(name, model.model_config.get("title") or model.__name__, model, path="", within=())
        return
    for key, (info, part) in inner.items():
        assert part is not None
        title = info.title or part.model_config.get("title") or key
        yield _section(key, title, part, path=f"/{_escaped(key)}", within=(model,))


def _section(name: str, title: str, model: type[BaseModel], path: str, within: tuple[type, ...]) -> Section:
    leaves = tuple(_model_leaves(model, path, (), (), within))
    return Section(name, title, model, _words(model, "headings"), _words(model, "cues"), leaves)


def _words(model: type[BaseModel], kind: str) -> tuple[str, ...]:
    extra = model.model_config.get("json_schema_extra")
    words = extra.get(kind, []) if isinstance(extra, dict) else []
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise SchemaError(f"{model.__name__}: {kind} must be a list of words, not {words!r}")
    return tuple(str(word) for word in words)


def _model_leaves(
    model: type[BaseModel], path: str, titles: tuple[str, ...], descriptions: tuple[str, ...], within: tuple[type, ...]
) -> Iterator[Leaf]:
    if model in within:
        raise SchemaError(f"{model.__name__} contains itself at {path}: a schema must have an end")
    for key, info in _fields(model):
        inner_descriptions = (*descriptions, info.description) if info.description else descriptions
        place = f"{path}/{_escaped(key)}"
        yield from _leaves(
            info, info.annotation, place, (*titles, info.title or key), inner_descriptions, (*within, model)
        )


def _leaves(
    info: FieldInfo,
    annotation: Any,
    path: str,
    titles: tuple[str, ...],
    descriptions: tuple[str, ...],
    within: tuple[type, ...],
) -> Iterator[Leaf]:
    arms = _arms(annotation)
    part = _model(annotation)
    if part is not None:
        yield from _model_leaves(part, path, titles, descriptions, within)
    elif len(arms) == 1 and typing.get_origin(arms[0]) is list:
        (item,) = typing.get_args(arms[0])
        yield from _leaves(info, item, f"{path}/*", titles, descriptions, within)
    else:
        kind = _leaf_type(arms)
        if kind is None:
            raise SchemaError(
                f"{path} of {within[-1].__name__} is {annotation!r}, which cannot be extracted: use int, "
                "Decimal, date, bool, str, a model, or a list of one of these, each also with None"
            )
        comparator = _comparator(info, kind, path)
        yield Leaf(path, kind, _TITLES.join(titles), _DESCRIPTIONS.join(descriptions), comparator)


def _fields(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    """Each field with its key in the values, which is the alias where there is one."""
    if issubclass(model, RootModel) or not model.model_fields:
        raise SchemaError(f"{model.__name__} has no named fields, so there is nothing to extract")
    keyed = []
    for name, info in model.model_fields.items():
        key = info.validation_alias or info.alias or name
        if not isinstance(key, str) or key == "*" or _INDEX.fullmatch(f"/{key}"):
            raise SchemaError(
                f"{model.__name__}.{name}: {key!r} cannot be a key; use one plain name, not a number or *"
            )
        keyed.append((key, info))
    return keyed


def _comparator(info: FieldInfo, kind: type, path: str) -> str:
    known = COMPARATORS[kind]
    extra = info.json_schema_extra
    comparator = extra.get("comparator", known[0]) if isinstance(extra, dict) else known[0]
    if comparator not in known:
        raise SchemaError(f"{path} cannot be compared by {comparator!r}: for {kind.__name__} use {' or '.join(known)}")
    return str(comparator)


def _arms(annotation: Any) -> list[Any]:
    """The alternatives of an annotation other than None, without Annotated and without aliases of types."""
    annotation = getattr(annotation, "__value__", annotation)
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _arms(typing.get_args(annotation)[0])
    if origin is typing.Union or origin is types.UnionType:
        return [arm for alternative in typing.get_args(annotation) for arm in _arms(alternative)]
    return [] if annotation is type(None) else [annotation]


def _model(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation is, None where it is anything else."""
    arms = _arms(annotation)
    return arms[0] if len(arms) == 1 and _is_model(arms[0]) else None


def _is_model(thing: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(thing, type) and issubclass(thing, BaseModel) and thing is not BaseModel


def _leaf_type(arms: list[Any]) -> type | None:
    """The type of a leaf; Decimal stands for every number that may have decimals, so for `int | Decimal` and float."""
    kinds = {kind for arm in arms for kind in _scalar_types(arm)}
    if kinds == {int, Decimal}:
        return Decimal
    return kinds.pop() if len(kinds) == 1 else None


def _scalar_types(annotation: Any) -> set[type | None]:
    if typing.get_origin(annotation) is typing.Literal:
        return {
            kind for value in typing.get_args(annotation) if value is not None for kind in _scalar_types(type(value))
        }
    if isinstance(annotation, type) and not issubclass(annotation, datetime):
        for base in (bool, int, Decimal, date, str, float):  # bool first, it is an int
            if issubclass(annotation, base):
                return {Decimal if base is float else base}
    return {None}


def _find_model(reference: str) -> type[BaseModel]:
    source, colon, class_name = reference.rpartition(":")
    if reference.endswith(".py"):
        raise SchemaError(f"name the class in {reference} too: {reference}:ClassName")
    if not colon or not source or not class_name:
        raise SchemaError(f"no schema {reference!r}: built in are {', '.join(BUILT_IN)}; your own is {_OWN}")
    module = _module_of_file(Path(source)) if source.endswith(".py") else _module_called(source)
    model = getattr(module, class_name, None)
    if not _is_model(model):
        own = [value for value in vars(module).values() if _is_model(value) and value.__module__ == module.__name__]
        names = ", ".join(value.__name__ for value in own) or "none at all"
        raise SchemaError(f"{source} has no Pydantic model {class_name!r}; it has {names}")
    return model


def _module_of_file(path: Path) -> types.ModuleType:
    """The module in a file, run anew and without leaving a compiled copy beside the user's file."""
    try:
        code = compile(path.read_bytes(), str(path), "exec")
    except OSError as error:
        raise SchemaError(f"schema file {path} cannot be read: {error.strerror}") from error
    except (SyntaxError, ValueError) as error:
        raise SchemaError(f"schema file {path} is not Python: {_first_line(error)}") from error
    name = f"giextract_schema_{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]}"
    module = types.ModuleType(name)
    module.__file__ = str(path)
    sys.modules[name] = module  # Pydantic looks names of annotations up in here
    try:
        exec(code, vars(module))
    except (Exception, SystemExit) as error:
        del sys.modules[name]
        raise SchemaError(f"schema file {path} fails: {type(error).__name__}: {_first_line(error)}") from error
    return module


def _module_called(name: str) -> types.ModuleType:
    try:
        return importlib.import_module(name)
    except (Exception, SystemExit) as error:
        raise SchemaError(
            f"module {name} cannot be imported: {type(error).__name__}: {_first_line(error)}; your own schema is {_OWN}"
        ) from error


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0]
