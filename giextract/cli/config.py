"""`giextract config`: the settings that hold here, and where each comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from giextract.settings import Resolved

EXAMPLES = """
\b
Examples:
  giextract config
  GIEXTRACT_DEFAULT_BACKEND=local giextract config
  giextract config --format json | jq .settings

\b
Settings come, in growing weight, from the user's giextract.toml (in
~/.config/giextract/), the one in the working folder, variables
(GIEXTRACT_DEFAULT_BACKEND, GIEXTRACT_BACKENDS__LOCAL__MODEL), and flags.
Secrets are not shown.
"""


@click.command(epilog=EXAMPLES)
@click.option("-b", "--backend", metavar="NAME", help="As if given to extract.")
@click.option("--format", "form", type=click.Choice(["toml", "json"]), default="toml", show_default=True)
def command(backend: str | None, form: str) -> None:
    """Print the settings that hold in this folder, and where each comes from."""
    import json

    from giextract.cli.output import show
    from giextract.settings import load_settings, without_secrets

    resolved = load_settings({"default_backend": ("--backend", backend)} if backend else {})
    shown = without_secrets(resolved.settings.model_dump())
    if form == "toml":
        show(_toml(shown, resolved))
        return
    files = [{"path": str(path), "found": found} for path, found in resolved.files]
    whole = {"settings": shown, "origins": resolved.key_to_origin, "files": files}
    show([json.dumps(whole, ensure_ascii=False, indent=2) + "\n"])


def _toml(settings: dict[str, Any], resolved: Resolved) -> Iterator[str]:
    """TOML that could stand in giextract.toml, with the origin of each value behind it."""
    for path, found in resolved.files:
        yield f"# {path}: {'read' if found else 'not there'}\n"
    backends = settings.pop("backends")
    for key, value in settings.items():
        if value is None:  # TOML has no word for it
            continue
        yield _line(key, value, resolved.key_to_origin[key])
    for name, table in backends.items():
        yield f"\n[backends.{_key(name)}]\n"
        for key, value in table.items():
            yield _line(key, value, resolved.key_to_origin[f"backends.{name}.{key}"])


def _line(key: str, value: object, origin: str) -> str:
    return f"{f'{_key(key)} = {_literal(value)}':40}  # {origin}\n"


def _key(key: str) -> str:
    import re

    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _literal(key)


def _literal(value: object) -> str:
    """`value` in TOML."""
    import json

    if isinstance(value, dict):
        inner = ", ".join(f"{_key(key)} = {_literal(item)}" for key, item in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, bool | int | float | str):
        return json.dumps(value, ensure_ascii=False)
    return str(value)  # dates and times
