"""Labels: the hand-made right answer for one report, read strictly.

A value that is not of its leaf's type is an error of the label and stops the scoring: a parse failure that becomes
None on both sides would be a hit.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from giextract.errors import LabelError
from giextract.record import State, json_ready
from giextract.schema import Leaf, Schema
from giextract.text.strict_json import parsed

KEYS = {"report", "values", "also_right", "optional", "as_printed", "made"}
ILLEGIBLE = {"state": "illegible"}


class Reading(NamedTuple):
    """What stands at one place: a state, and a value where the state is `stated`."""

    state: State
    value: Any = None


ABSENT = Reading("absent")


def reading(raw: object) -> Reading:
    """The reading that a label's JSON value stands for: null is blank, a state mark is its state."""
    if raw is None:
        return Reading("blank")
    if isinstance(raw, dict) and raw == ILLEGIBLE:
        return Reading("illegible")
    return Reading("stated", raw)


class Flat(NamedTuple):
    """Values by path: leaves outside lists, and lists with their items."""

    path_to_leaf: dict[str, Any]
    path_to_list: dict[str, list[Any]]


def flatten(values: Mapping[str, Any]) -> Flat:
    """`values` by path; a state mark is a leaf."""
    flat = Flat({}, {})
    _flatten(values, "", flat)
    return flat


def _flatten(value: object, path: str, flat: Flat) -> None:
    if isinstance(value, dict) and value != ILLEGIBLE:
        for key, inner in value.items():
            _flatten(inner, f"{path}/{key.replace('~', '~0').replace('/', '~1')}", flat)
    elif isinstance(value, list):
        flat.path_to_list[path] = value
    else:
        flat.path_to_leaf[path] = value


@dataclass(frozen=True, slots=True)
class Label:
    """See SCHEMA.md (Label file). Numbers with a point are `Decimal`; `flat` holds the values by path.

    `made` says who made the label of what, and when, where `giextract labels` did (giextract.labelling.making); no score
    depends on it.
    """

    report: str
    values: dict[str, Any]
    also_right: dict[str, list[Any]] = field(default_factory=dict)
    optional: tuple[str, ...] = ()
    as_printed: tuple[str, ...] = ()
    made: dict[str, Any] = field(default_factory=dict)
    flat: Flat = field(init=False, repr=False, compare=False)
    _tops: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "flat", flatten(self.values))
        object.__setattr__(self, "_tops", tuple(f"{path}/" for path in self.optional))

    @property
    def is_draft(self) -> bool:
        """Whether it was started from a record and nobody has decided on it: it says what a backend said."""
        return bool(self.made) and not self.made.get("by")

    def is_optional(self, path: str) -> bool:
        """Whether `path` or something above it is scored neither way."""
        return f"{path}/".startswith(self._tops)


def load_label(path: Path, schema: Schema) -> Label:
    """The label in a file; LabelError names the file and the place of whatever is wrong with it."""
    label = read_label(path)
    wrong = [problem for problem in problems(label, schema) if not problem.startswith("note: ")]
    if wrong:
        raise LabelError(f"{path}: {wrong[0]}; `giextract eval lint` lists all")
    return label


def read_label(path: Path) -> Label:
    """The label in a file, whatever it says; LabelError where it is none."""
    try:
        data = parsed(path.read_bytes())
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise LabelError(f"{path} cannot be read as a label: {why}") from error
    return label_from(data, str(path))


def label_from(data: object, name: str) -> Label:
    """The label that parsed JSON stands for; LabelError says which part of it has another shape."""
    if not isinstance(data, dict) or set(data) - KEYS or not isinstance(data.get("values"), dict):
        raise LabelError(f"{name} is no label: it needs report and values, and may have {', '.join(sorted(KEYS))}")
    for key, shape, what in SHAPES:
        if data.get(key) is not None and not shape(data[key]):
            raise LabelError(f"{name}: {key} is not {what}")
    return Label(
        report=data.get("report") or Path(name).stem,
        values=data["values"],
        also_right={path: list(others) for path, others in (data.get("also_right") or {}).items()},
        optional=tuple(data.get("optional") or ()),
        as_printed=tuple(data.get("as_printed") or ()),
        made=dict(data.get("made") or {}),
    )


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


SHAPES: tuple[tuple[str, Callable[[object], bool], str], ...] = (
    ("report", lambda value: isinstance(value, str) and value != "", "a name"),
    (
        "also_right",
        lambda value: isinstance(value, dict) and all(isinstance(one, list) for one in value.values()),
        "an object that gives each path a list of answers",
    ),
    ("optional", _texts, "a list of paths"),
    ("as_printed", _texts, "a list of notes"),
    (
        "made",
        lambda value: isinstance(value, dict) and (not value.get("by") or _texts(value["by"])),
        "an object that names in a list by whom",
    ),
)
"""Part of a label, what tells its shape, and that shape in words."""


def problems(label: Label, schema: Schema) -> list[str]:
    """Everything about the label's shape that is wrong; what begins with `note: ` does no harm."""
    found = _misplaced_empties(label.values, schema)
    flat = label.flat
    places = [*flat.path_to_leaf.items(), *_items(flat.path_to_list)]
    for path, raw in places:
        try:
            leaf = schema.leaf(path)
        except KeyError:
            found.append(f"{path} is no field of the schema {schema.name}")
            continue
        if reading(raw).state == "stated" and not is_of(raw, leaf):
            found.append(f"{path} is {_said(raw)}, which is no {leaf.comparator}")
    known = {path for path, _ in places} | set(flat.path_to_list)
    above = {path[:index] for path in known for index, char in enumerate(path) if char == "/"} | known
    fields = {f"{leaf.path}/" for leaf in schema.leaves}
    for kind, paths in (("optional", label.optional), ("also_right", tuple(label.also_right))):
        for path in paths:
            general = "/".join("*" if token.isdigit() else token for token in path.split("/")) + "/"
            if not any(one.startswith(general) for one in fields):
                found.append(f"{kind}: {path} is no field of the schema {schema.name}")
            elif path not in above and any(token.isdigit() for token in path.split("/")):
                found.append(f"note: {kind}: {path} is no item of this label")
    return [*found, *_unfit_answers(label, schema)]


def _unfit_answers(label: Label, schema: Schema) -> Iterable[str]:
    """Other right answers that are of no type which their field has."""
    for path, others in label.also_right.items():
        head = "/".join("*" if token.isdigit() else token for token in path.split("/"))
        # An answer for an item as a whole gives its name.
        leaves = [leaf for leaf in schema.leaves if leaf.path == head or leaf.path.startswith(f"{head}/")]
        for raw in others:
            if reading(raw).state == "stated" and leaves and not any(is_of(raw, leaf) for leaf in leaves):
                yield f"note: also_right: {path} may be {_said(raw)}, which is no {leaves[0].comparator}"


def _misplaced_empties(values: Mapping[str, Any], schema: Schema) -> list[str]:
    """Empty lists and objects where the schema has another thing; what is in any other names itself by its path."""
    objects, lists = {""}, set[str]()
    for leaf in schema.leaves:
        tokens = leaf.path.split("/")
        for end in range(2, len(tokens)):
            (lists if tokens[end] == "*" else objects).add("/".join(tokens[:end]))
    found = []
    left: list[tuple[Any, str, str]] = [(values, "", "")]
    while left:
        value, path, general = left.pop()
        if isinstance(value, list):
            left += [(item, f"{path}/{index}", f"{general}/*") for index, item in enumerate(value)]
        elif isinstance(value, dict):
            inside = [(inner, key.replace("~", "~0").replace("/", "~1")) for key, inner in value.items()]
            left += [(inner, f"{path}/{token}", f"{general}/{token}") for inner, token in inside]
        if value in ([], {}) and general not in (lists if isinstance(value, list) else objects):
            found.append(f"{path} is {_said(value)}, where the schema {schema.name} has none")
    return sorted(found)


def _said(raw: Any) -> str:
    text = json.dumps(json_ready(raw), ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _items(path_to_list: Mapping[str, list[Any]]) -> Iterable[tuple[str, Any]]:
    for path, items in path_to_list.items():
        for index, item in enumerate(items):
            if isinstance(item, Mapping) and item != ILLEGIBLE:
                yield from ((f"{path}/{index}{inner}", raw) for inner, raw in flatten(item).path_to_leaf.items())
            else:
                yield f"{path}/{index}", item


def is_of(raw: object, leaf: Leaf) -> bool:
    """Whether a label's value is of the type of its leaf; 3.9 is no count, and `"12"` neither."""
    if leaf.type is bool:
        return isinstance(raw, bool)
    if isinstance(raw, bool):
        return False
    if leaf.type is int:
        return isinstance(raw, int)
    if leaf.type is Decimal:
        return isinstance(raw, int | Decimal | float)
    if leaf.type is date:
        try:
            return isinstance(raw, str) and bool(date.fromisoformat(raw))
        except ValueError:
            return False
    return isinstance(raw, str) and bool(raw.strip())
