"""Prompt templates: files with a front matter (id, version, variables) that are checked when they are loaded.

A template knows its variables: one that is not filled, not declared or not used is an error. What is filled in is never read
again for variables, so that a report may contain anything.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from giextract.errors import SettingsError

_FRONT = re.compile(r"---\n(.*?)\n---\n(.*)", re.DOTALL)
_VARIABLE = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
COMMON = ("system", "section", "row", "re-ask")
"""The prompts of every schema."""
_KEYS = ("id", "version", "variables")


@dataclass(frozen=True, slots=True)
class Template:
    """A prompt with its declared variables."""

    id: str
    version: str
    variables: frozenset[str]
    body: str

    def render(self, **values: str) -> str:
        """The prompt with `values` in their places; SettingsError where they are not exactly the declared ones."""
        missing, unknown = self.variables - values.keys(), values.keys() - self.variables
        if missing or unknown:
            what = [f"misses {', '.join(sorted(missing))}"] * bool(missing)
            what += [f"has no variable {', '.join(sorted(unknown))}"] * bool(unknown)
            raise SettingsError(f"prompt {self.id} {' and '.join(what)}")
        return _VARIABLE.sub(lambda match: values[match[1]], self.body).strip()


def parse(text: str, name: str) -> Template:
    """The template in `text`; SettingsError, with the name of the file, for what is wrong with it."""
    match = _FRONT.fullmatch(text.replace("\r\n", "\n"))
    if match is None:
        raise SettingsError(f"prompt {name} has no front matter between two lines of ---")
    front: dict[str, str] = {}
    for line in match[1].splitlines():
        key, colon, value = line.partition(":")
        if not colon or key.strip() not in _KEYS:
            raise SettingsError(f"prompt {name}: {line.strip()!r} is not one of {', '.join(_KEYS)}")
        front[key.strip()] = value.strip()
    missing = [key for key in _KEYS if key not in front]
    if missing:
        raise SettingsError(f"prompt {name} lacks {', '.join(missing)} in its front matter")
    declared = frozenset(word for word in re.split(r"[\s,\[\]]+", front["variables"]) if word)
    used = frozenset(_VARIABLE.findall(match[2]))
    if declared != used:
        odd = ", ".join(sorted(declared ^ used))
        raise SettingsError(f"prompt {name}: {odd} must be both declared and used")
    if not match[2].strip():
        raise SettingsError(f"prompt {name} is empty")
    return Template(front["id"], front["version"], declared, match[2])


@cache
def load(name: str) -> Template:
    """The template that ships as `prompts/<name>.md`."""
    found = find(name)
    if found is None:
        raise SettingsError(f"there is no prompt {name}.md in this installation")
    return found


@cache
def find(name: str) -> Template | None:
    """The template that ships as `prompts/<name>.md`, or None where there is none."""
    place = resources.files("giextract") / "prompts"
    for part in f"{name}.md".split("/"):
        place = place / part
    return parse(place.read_text("utf-8"), f"{name}.md") if place.is_file() else None


def digest(names: tuple[str, ...]) -> str:
    """Twelve hex digits over the prompts called `names`: they change whenever a word of them does."""
    found = [(name, template) for name in names if (template := find(name)) is not None]
    text = "\0".join(f"{name}\0{template.version}\0{template.body}" for name, template in found)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
