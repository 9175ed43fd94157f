"""Labels: the hand-made right answer for one report, read strictly.

A value that is not of its leaf's type is an error of the label and stops the scoring: a parse failure that becomes
None on both sides would be a hit.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from giextract.errors import LabelError
from giextract.record import State, json_ready
from giextract.schema import Leaf, Schema

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
    if raw == ILLEGIBLE:
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
    try:
        data = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, ValueError) as error:
        raise LabelError(f"{path} cannot be read as a label: {error}") from error
    label = label_from(data, str(path))
    wrong = [problem for problem in problems(label, schema) if not problem.startswith("note: ")]
    if wrong:
        raise LabelError(f"{path}: {wrong[0]}; `giextract eval lint` lists all")
    return label


def label_from(data: object, name: str) -> Label:
    """The label that parsed JSON stands for."""
    if not isinstance(data, dict) or set(data) - KEYS or not isinstance(data.get("values"), dict):
        raise LabelError(f"{name} is no label: it needs report and values, and may have {', '.join(sorted(KEYS))}")
    return Label(
        report=str(data.get("report") or Path(name).stem),
        values=data["values"],
        also_right={path: list(others) for path, others in (data.get("also_right") or {}).items()},
        optional=tuple(data.get("optional") or ()),
        as_printed=tuple(data.get("as_printed") or ()),
        made=dict(data.get("made") or {}),
    )


def problems(label: Label, schema: Schema) -> list[str]:
    """Everything about the label's shape that is wrong; what begins with `note: ` does no harm."""
    found = []
    flat = label.flat
    places = [*flat.path_to_leaf.items(), *_items(flat.path_to_list)]
    for path, raw in places:
        try:
            leaf = schema.leaf(path)
        except KeyError:
            found.append(f"{path} is no field of the schema {schema.name}")
            continue
        if reading(raw).state == "stated" and not is_of(raw, leaf):
            found.append(f"{path} is {json.dumps(json_ready(raw), ensure_ascii=False)}, which is no {leaf.comparator}")
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
    return found


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


def labels_hash(labels: Iterable[Label]) -> str:
    """First 8 hex digits over everything in the labels that can change a score."""
    canonical = [
        [label.report, label.values, label.also_right, sorted(set(label.optional))]
        for label in sorted(labels, key=lambda label: label.report)
    ]
    text = json.dumps(json_ready(canonical), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:8]
