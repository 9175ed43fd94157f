"""`giextract doctor`: what this machine can read, and whether what is set up can work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from giextract.cli.outcome import Exit

if TYPE_CHECKING:
    from pathlib import Path

    from giextract.settings import Resolved

EXAMPLES = """
\b
Examples:
  giextract doctor
  giextract doctor --format json | jq .reads

Nothing is sent and nothing is written. The exit code is 3 where something
that is set up (in giextract.toml, a variable, a plug-in) cannot work.
"""


@click.command(epilog=EXAMPLES)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def command(form: str) -> Exit:
    """Tell what this machine can read, with versions, and how to get the rest."""
    import json

    from giextract.cli.output import show

    found = _examined()
    show([json.dumps(found, ensure_ascii=False, indent=2) + "\n"] if form == "json" else _table(found))
    return Exit.PARTIAL if found["troubles"] else Exit.COMPLETE


def _examined() -> dict[str, Any]:
    """All that is told, as JSON takes it; `troubles` are what is set up and cannot work."""
    import platform
    from dataclasses import asdict

    from giextract import __version__
    from giextract.errors import SettingsError
    from giextract.reading.equipment import abilities, engine_of, plugins
    from giextract.settings import load_settings

    by_format = abilities()
    found_plugins = plugins()
    troubles = [f"plug-in {one.name}: its module ({one.value}) is not there" for one in found_plugins if not one.works]
    found: dict[str, Any] = {
        "giextract": __version__,
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "reads": {form: asdict(ability) for form, ability in by_format.items()},
        "plugins": [asdict(one) for one in found_plugins],
        "troubles": troubles,
    }
    try:
        resolved = load_settings()
    except SettingsError as error:
        troubles.append(error.message)
        return found
    engine = engine_of(resolved.settings.ocr, by_format)
    found["scans"] = resolved.settings.ocr
    if engine and not engine.works and resolved.key_to_origin["ocr"] != "default":
        troubles.append(f"ocr = {resolved.settings.ocr}: {engine.remedy}")
    found["backends"] = _backends(resolved, troubles)
    found["cache"] = _cache(resolved, troubles)
    return found


def _backends(resolved: Resolved, troubles: list[str]) -> dict[str, Any]:
    """Names, the one that is used where none is named, and what keeps each from working; no request is made."""
    from giextract.backends import BUILT_IN, REPLAY, model_profile
    from giextract.errors import GiextractError

    settings = resolved.settings
    names = [*BUILT_IN, *settings.backends]
    if settings.default_backend not in names and not settings.default_backend.startswith(REPLAY):
        troubles.append(f"default_backend = {settings.default_backend}: there is no such backend")
    name_to_trouble: dict[str, str | None] = dict.fromkeys(names)
    for name in settings.backends:
        try:
            model_profile(name, settings).key()
        except GiextractError as error:
            name_to_trouble[name] = error.message
            troubles.append(error.message if name in error.message else f"backend {name}: {error.message}")
    return {"default": settings.default_backend, "names": name_to_trouble}


def _cache(resolved: Resolved, troubles: list[str]) -> dict[str, Any]:
    from giextract.settings import cache_folder

    folder = cache_folder(resolved.settings)
    if folder is None:
        return {"folder": None, "works": False}
    works = _can_be_written(folder)
    if not works and resolved.key_to_origin["cache"] != "default":
        troubles.append(f"cache = {folder}: cannot be written; name another folder, or off")
    return {"folder": str(folder), "works": works}


def _can_be_written(folder: Path) -> bool:
    """Whether the folder takes files, or could be made; nothing is made."""
    import os

    for place in (folder, *folder.absolute().parents):
        if place.exists():
            return place.is_dir() and os.access(place, os.W_OK | os.X_OK)
    return False


def _table(found: dict[str, Any]) -> Iterator[str]:
    yield f"giextract {found['giextract']} · Python {found['python']} · {found['platform']}\n\nreads\n"
    width = max(len(one["what"]) for one in found["reads"].values())
    for one in found["reads"].values():
        versions = ", ".join(f"{name} {version}".strip() for name, version in one["versions"].items())
        told = "; ".join(part for part in (versions or "built in" * one["works"], one["remedy"]) if part)
        yield f"  {'yes' if one['works'] else 'no':3}  {one['what']:{width}}  {told}\n"
    for one in found["plugins"]:
        yield f"  {'yes' if one['works'] else 'no':3}  {'plug-in ' + one['name']:{width}}  {one['version'] or one['value']}\n"
    if "backends" in found:
        yield f"\nsettings\n  scans     {found['scans']}\n"
        names = found["backends"]["names"]
        default = found["backends"]["default"]
        marked = [f"{name}{'*' * (name == default)}{' (cannot work)' * bool(names[name])}" for name in names]
        yield f"  backends  {', '.join(marked)}\n"
        cache = found["cache"]
        yield f"  cache     {cache['folder'] or 'off'}{' (cannot be written)' * bool(cache['folder'] and not cache['works'])}\n"
    if found["troubles"]:
        yield "\nset up, and cannot work\n"
        yield from (f"  {trouble}\n" for trouble in found["troubles"])
