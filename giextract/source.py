"""The source of giextract's own modules, as digests that change whenever what a module does may change.

A digest covers a module and all that it imports of the package, late imports too. `from package import module` counts as the
module alone, and not as the package's `__init__`, which would bring in everything beside it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent
_IMPORT = re.compile(
    r"^[ \t]*(?:from (giextract[\w.]*) import (\([^)]*\)|[^\n]*)|import (giextract[\w., \t]*))", re.MULTILINE
)
_COMMENT = re.compile(r"#[^\n]*")


def source_digest(modules: Iterable[str], *, without: frozenset[str] = frozenset()) -> str:
    """The first 16 hex digits of the SHA-256 over `modules` and all that they import.

    Left out, with what only they import, are the modules in `without`, and a whole package where a dot ends its name.
    """
    wanted = sorted(modules)
    found: set[str] = set()
    while wanted:
        name = wanted.pop()
        if (
            name in found
            or name in without
            or f"{name}.".startswith(tuple(one for one in without if one.endswith(".")))
        ):
            continue
        found.add(name)
        wanted.extend(_imported(name))
    digest = hashlib.sha256()
    for name in sorted(found):
        digest.update(f"{name}\0".encode())
        digest.update(_bytes(name))
    return digest.hexdigest()[:16]


def modules_in(package: str) -> list[str]:
    """The names of all modules of a package of giextract."""
    folder = _file(package)
    assert folder is not None
    return [f"{package}.{path.stem}" for path in sorted(folder.parent.glob("*.py")) if path.stem != "__init__"]


@cache
def _bytes(name: str) -> bytes:
    path = _file(name)
    return path.read_bytes() if path is not None else b""


@cache
def _imported(name: str) -> frozenset[str]:
    text = _COMMENT.sub("", _bytes(name).decode("utf-8"))
    found: set[str] = set()
    for base, names, plain in _IMPORT.findall(text):
        if plain:
            found.update(one.split()[0] for one in plain.split(",") if one.strip())
            continue
        inner = [one.split()[0] for one in names.strip("() \n").split(",") if one.strip()]
        modules = {f"{base}.{one}" for one in inner if _file(f"{base}.{one}") is not None}
        found.update(modules)
        if len(modules) < len(inner):
            found.add(base)
    return frozenset(one for one in found if _file(one) is not None)


@cache
def _file(name: str) -> Path | None:
    path = PACKAGE.joinpath(*name.split(".")[1:])
    for candidate in (path.with_suffix(".py"), path / "__init__.py"):
        if candidate.is_file():
            return candidate
    return None
