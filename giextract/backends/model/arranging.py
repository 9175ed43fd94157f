"""Arranging: an answer's leaves under the sections and keys that were asked for, however the model has nested them.

Models wrap the object, drop or flatten the sections, use titles for keys, or list entries of path, line and quote. Where a
leaf belongs is told by names alone; nothing of what it says is touched, and what has no place is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from giextract.backends.model.fields import Field

Asked = Mapping[str, tuple[Field, ...]]
_DEEPEST = 6
_PLACE_KEYS = ("path", "field", "key", "字段", "字段名")
_SECTION_KEYS = ("section", "部分")
_LINE_KEYS = ("line", "line_number", "行号", "行")
_PARTED = re.compile(r"[./\[\]]+")


def arranged(answer: Mapping[str, Any], asked: Asked, titles: Mapping[str, str]) -> dict[str, dict[str, Any]] | None:
    """Section → key → what was answered; None where the answer says something and nothing of it has a place.

    `titles` are those of the sections.
    """
    found: dict[str, dict[str, Any]] = {}
    seen = _place(answer, asked, titles, found, 0)
    if not seen and any(value not in (None, "", [], {}) for value in answer.values()):
        return None
    return {name: {key: _listed(value) for key, value in keys.items()} for name, keys in found.items()}


def by_key(given: Mapping[str, Any], fields: tuple[Field, ...]) -> dict[str, Any]:
    """`given` under the keys of `fields`, where it may use their titles."""
    names = {field.key: field.key for field in fields}
    for field in fields:
        names.setdefault(field.title, field.key)
    found: dict[str, Any] = {}
    for name, value in given.items():
        key = names.get(name) or names.get(name.split("[")[0].split("{")[0].strip())
        if key is not None:
            found.setdefault(key, value)
    return found


def line_in(entry: Mapping[str, Any]) -> Any:
    """The line that an object cites, or None."""
    return next((entry[key] for key in _LINE_KEYS if entry.get(key) is not None), None)


def _place(node: Any, asked: Asked, titles: Mapping[str, str], found: dict[str, dict[str, Any]], depth: int) -> bool:
    """Put what `node` holds into `found`; whether anything of it was asked for."""
    if depth > _DEEPEST:
        return False
    if isinstance(node, list):
        each = [_place(entry, asked, titles, found, depth + 1) for entry in node]
        return any(each)
    if not isinstance(node, Mapping):
        return False
    if any(isinstance(node.get(key), str) for key in _PLACE_KEYS) and line_in(node) is not None:
        return _entry(node, asked, titles, found)
    sections = [(name, value) for key, value in node.items() if (name := _section(key, asked, titles)) is not None]
    for name, value in sections:
        known = found.setdefault(name, {})
        if isinstance(value, list):
            _place(value, {name: asked[name]}, titles, found, depth + 1)
        elif isinstance(value, Mapping):
            for key, inner in by_key(value, asked[name]).items():
                known.setdefault(key, inner)
    if sections:
        return True
    placed = False
    for key, value in node.items():
        path = list(_steps(key, asked, titles))
        if path:
            _put(found, path, value, asked)
            placed = True
        elif isinstance(value, Mapping | list):
            placed = _place(value, asked, titles, found, depth + 1) or placed
    return placed


def _section(key: str, asked: Asked, titles: Mapping[str, str]) -> str | None:
    plain = key.removeprefix("##").strip()
    if plain in asked:
        return plain
    return next((name for name in asked if plain in (titles[name], f"{name} {titles[name]}")), None)


def _entry(entry: Mapping[str, Any], asked: Asked, titles: Mapping[str, str], found: dict[str, dict[str, Any]]) -> bool:
    place = next(entry[key] for key in _PLACE_KEYS if isinstance(entry.get(key), str))
    section = next((str(entry[key]) for key in _SECTION_KEYS if entry.get(key)), "")
    path = list(_steps(f"{section}/{place}" if section and not place.startswith(section) else place, asked, titles))
    if not path:
        return False
    rest = {key: value for key, value in entry.items() if key not in (*_PLACE_KEYS, *_SECTION_KEYS)}
    _put(found, path, rest, asked)
    return True


def _steps(place: str, asked: Asked, titles: Mapping[str, str]) -> Iterator[str]:
    """The section, the key and what follows of a path written as `/header/title`, `header.title` or `title`."""
    tokens = [token.strip() for token in _PARTED.split(place.strip().strip("/$").replace("]", "")) if token.strip()]
    if not tokens:
        return
    named = _section(tokens[0], asked, titles)
    rest = tokens[1:] if named is not None else tokens
    owners = [name for name in ([named] if named is not None else asked) if rest and by_key({rest[0]: 1}, asked[name])]
    if len(owners) == 1:  # a key of two sections without its section belongs to neither for certain
        (key,) = by_key({rest[0]: 1}, asked[owners[0]])
        yield from (owners[0], key, *rest[1:])


def _put(found: dict[str, dict[str, Any]], path: list[str], value: Any, asked: Asked) -> None:
    section, key, *rest = path
    field = next(field for field in asked[section] if field.key == key)
    keys = found.setdefault(section, {})
    if not rest or (len(rest) == 1 and rest[0].isdigit()):
        many = field.kind in ("leaves", "items") and not isinstance(value, list)
        if many and isinstance(keys.get(key, []), list):
            keys.setdefault(key, []).append(value)
        else:
            keys.setdefault(key, value)
        return
    place = keys.setdefault(key, {})
    for step in rest[:-1]:
        place = place.setdefault(step, {}) if isinstance(place, dict) else {}
    if isinstance(place, dict):
        place.setdefault(rest[-1], value)


def _listed(value: Any) -> Any:
    """`value` with objects whose keys are all numbers turned into lists."""
    if isinstance(value, dict) and value and all(str(key).isdigit() for key in value):
        return [value[key] for key in sorted(value, key=int)]
    return value
