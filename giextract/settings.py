"""Settings: giextract.toml, the environment and flags, read once at the command line and passed down.

In growing weight: defaults · the user's file · the working folder's file · GIEXTRACT_… variables · flags. Unknown keys
are errors. The table of one backend comes whole from one file (so that no file can turn another's key to its own
address); a variable changes one key of it: `GIEXTRACT_BACKENDS__LOCAL__MODEL`.

Plain Pydantic and tomllib, because importing pydantic-settings takes a third of the time that one report may take.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from giextract.errors import SettingsError

FILE = "giextract.toml"
PREFIX = "GIEXTRACT_"
NOT_SETTINGS = frozenset({"GIEXTRACT_DEBUG"})
"""Variables that carry the prefix and mean something else."""

HIDDEN = "(hidden)"
_SECRET = re.compile(r"(?:key|token|secret|password|passwd|credentials?|authorization)$", re.IGNORECASE)

Model = TypeVar("Model", bound=BaseModel)


Ocr = Literal["rapidocr", "tesseract", "off"]


@dataclass(frozen=True)
class ReadingSettings:
    """How files are read: what reads scanned pages, and in how many processes (0: one for each core).

    `progress` is told how many pages have been recognised, and of how many.
    """

    ocr: Ocr = "rapidocr"
    processes: int = 0
    progress: Callable[[int, int], None] | None = field(default=None, compare=False)

    def telling(self, pages: int, before: int = 0) -> Callable[[int], None] | None:
        """What takes the number of pages done, of `pages` with `before` done already; None where nobody wants to know."""
        tell = self.progress
        if tell is None:
            return None
        tell(before, pages)
        return lambda done: tell(before + done, pages)


class Settings(BaseModel):
    """What can be set.

    `backends` holds a table for each backend, under its name; what may stand in one is up to the kind of backend, which
    checks it with `checked`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    default_backend: str = Field(default="rules", min_length=1, description="the backend used where -b names none")
    budget: float | None = Field(
        default=None, ge=0, description="money that one run may cost, in the backend's currency"
    )
    cache: str = Field(default="", description="folder of the cache of answers; empty: the user's own; off: no cache")
    ocr: Ocr = Field(
        default="rapidocr", description="what reads scanned pages: rapidocr, tesseract (little memory), off"
    )
    ocr_processes: int = Field(
        default=0, ge=0, le=64, description="processes that read scanned pages; 0: one for each core"
    )
    backends: dict[str, dict[str, Any]] = Field(default={}, description="a table for each backend")

    @property
    def reading(self) -> ReadingSettings:
        """What a reader has to know."""
        return ReadingSettings(self.ocr, self.ocr_processes)


@dataclass(frozen=True)
class Resolved:
    """Settings with their origins: for each dotted key (`backends.local.model`) where its value comes from."""

    settings: Settings
    key_to_origin: dict[str, str]
    files: tuple[tuple[Path, bool], ...]
    """The files that were looked for, lightest first, and whether each was there."""


@dataclass
class _Merge:
    values: dict[str, Any] = field(default_factory=dict)
    key_to_origin: dict[str, str] = field(default_factory=dict)

    def put(self, path: tuple[str, ...], value: Any, origin: str) -> None:
        """Set the value at `path`; a table replaces the whole table that stood there."""
        place = self.values
        for part in path[:-1]:
            place = place.setdefault(part, {})
        place[path[-1]] = value
        key = ".".join(path)
        for known in [known for known in self.key_to_origin if known == key or known.startswith(f"{key}.")]:
            del self.key_to_origin[known]
        if isinstance(value, dict):
            self.key_to_origin.update({f"{key}.{inner}": origin for inner in value})
        else:
            self.key_to_origin[key] = origin


def load_settings(
    flags: Mapping[str, tuple[str, Any]] | None = None,
    *,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Resolved:
    """The settings that hold in `folder` (the working folder) under `environment` (the process's).

    `flags` maps a key to the flag it was given by and its value. Raises SettingsError.
    """
    environment = os.environ if environment is None else environment
    files = (user_file(environment), (folder or Path()) / FILE)
    merge = _Merge({}, {name: "default" for name in Settings.model_fields if name != "backends"})
    found = []
    for path in files:
        table = _table(path)
        found.append((path, table is not None))
        if not table:
            continue
        checked(Settings, table, str(path))
        for name, profile in table.pop("backends", {}).items():
            merge.put(("backends", name), profile, str(path))
        for key, value in table.items():
            merge.put((key,), value, str(path))
    for setting, (value, name) in _variables(environment).items():
        merge.put(_spelled(setting, merge.values), value, name)
    for key, (flag, value) in (flags or {}).items():
        merge.put((key,), value, flag)
    settings = checked(Settings, merge.values, "settings")
    return Resolved(settings, merge.key_to_origin, tuple(found))


def cache_folder(settings: Settings, environment: Mapping[str, str] | None = None) -> Path | None:
    """The folder of the cache of answers, None where there is to be none."""
    environment = os.environ if environment is None else environment
    if settings.cache.strip().lower() == "off":
        return None
    if settings.cache.strip():
        return Path(settings.cache).expanduser()
    home = environment.get("LOCALAPPDATA") if os.name == "nt" else environment.get("XDG_CACHE_HOME")
    folder = (
        Path(home) if home and Path(home).is_absolute() else Path(environment.get("HOME") or Path.home()) / ".cache"
    )
    return folder / "giextract"


def user_file(environment: Mapping[str, str]) -> Path:
    """The user's own file, in the place of the XDG rules (or APPDATA on Windows)."""
    home = environment.get("APPDATA") if os.name == "nt" else environment.get("XDG_CONFIG_HOME")
    folder = (
        Path(home) if home and Path(home).is_absolute() else Path(environment.get("HOME") or Path.home()) / ".config"
    )
    return folder / "giextract" / FILE


def checked(model: type[Model], table: Mapping[str, Any], where: str) -> Model:
    """`table` as a `model`; SettingsError, one line that names `where` and repeats no value, for what does not fit."""
    try:
        return model.model_validate(table)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        raise SettingsError(f"{where}: there is no setting {key!r}{_hint(key, model.model_fields)}")
    raise SettingsError(f"{where}: {key} is wrong: {first['msg']}")


def _hint(key: str, known: Mapping[str, Any] | list[str]) -> str:
    close = difflib.get_close_matches(key, list(known), n=1, cutoff=0.5)
    return f"; did you mean {close[0]!r}?" if close else f"; there are {', '.join(known)}"


def _table(path: Path) -> dict[str, Any] | None:
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not TOML: {error}") from error


def _variables(environment: Mapping[str, str]) -> dict[tuple[str, ...], tuple[str, str]]:
    """Path of a setting -> its value, and the variable it comes from."""
    known = {f"{PREFIX}{name.upper()}": name for name in Settings.model_fields if name != "backends"}
    backends = f"{PREFIX}BACKENDS__"
    setting_to_value: dict[tuple[str, ...], tuple[str, str]] = {}
    for name, value in sorted(environment.items()):
        if not name.startswith(PREFIX) or name in NOT_SETTINGS or not value:
            continue
        parts = name.removeprefix(backends).lower().split("__")
        if name in known:
            setting_to_value[(known[name],)] = (value, name)
        elif name.startswith(backends) and len(parts) == 2 and all(parts):
            setting_to_value["backends", *parts] = (value, name)
        else:
            hint = _hint(name, [*known, f"{backends}NAME__KEY"])
            raise SettingsError(f"the environment has {name}, which is no setting{hint}")
    return setting_to_value


def _spelled(setting: tuple[str, ...], values: Mapping[str, Any]) -> tuple[str, ...]:
    """`setting` with its backend as the files spell it: variables know no upper and lower case, and no hyphens."""
    if len(setting) == 1:
        return setting
    for spelling in values.get("backends", {}):
        if spelling.lower().replace("-", "_") == setting[1]:
            return (setting[0], spelling, *setting[2:])
    return setting


def without_secrets(value: Any, key: str = "") -> Any:
    """`value` as it can be shown: what a key calls a secret is replaced at any depth, and so are passwords in URLs.

    >>> without_secrets({"api_key_env": "DEEPSEEK_API_KEY", "api_key": "sk-1", "base_url": "https://me:pw@host/?key=1"})
    {'api_key_env': 'DEEPSEEK_API_KEY', 'api_key': '(hidden)', 'base_url': 'https://(hidden)@host/?(hidden)'}
    """
    if _SECRET.search(key):
        return HIDDEN
    if isinstance(value, dict):
        headers = key.lower().endswith("headers")
        return {inner: HIDDEN if headers else without_secrets(item, inner) for inner, item in value.items()}
    if isinstance(value, list):
        return [without_secrets(item) for item in value]
    if isinstance(value, str) and "://" in value:
        return re.sub(r"\?.*", f"?{HIDDEN}", re.sub(r"(://)[^/@]*@", rf"\1{HIDDEN}@", value))
    return value
