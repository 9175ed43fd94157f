"""`giextract backends`: which backends there are, and what one of them can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from giextract.cli.outcome import Exit, say
from giextract.cli.output import show, show_line

if TYPE_CHECKING:
    from giextract.backends.model.trial import Trial

EXAMPLES = """
\b
Examples:
  giextract backends
  giextract backends check deepseek
  giextract backends example > giextract.toml
"""


@click.group(epilog=EXAMPLES, invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> Exit:
    """List the backends, check one with tiny requests, or print profiles to start from."""
    if context.invoked_subcommand is None:
        _list()
    return Exit.COMPLETE


def _list() -> None:
    from giextract.backends import model_profile
    from giextract.errors import SettingsError
    from giextract.settings import load_settings

    settings = load_settings().settings
    rows = [("rules", "built in, offline, free")]
    for name in settings.backends:
        try:
            profile = model_profile(name, settings)
        except SettingsError as error:
            rows.append((name, f"not usable: {error.message}"))
            continue
        priced = "priced" if profile.price_in is not None and profile.price_out is not None else "price unknown"
        rows.append((name, f"{profile.model} at {profile.base_url}, {profile.mode}, {priced}"))
    rows.append(("replay:FILE", "answers from a recording (extract --record FILE)"))
    width = max(len(name) for name, _ in rows)
    for name, what in rows:
        mark = "*" if name == settings.default_backend else " "
        show_line(f"{mark} {name:{width}}  {what}")


@command.command(name="check")
@click.argument("name")
def check(name: str) -> Exit:
    """Make tiny requests to the backend NAME: which modes work, how fast, at what cost."""
    from giextract.backends import model_profile
    from giextract.settings import load_settings

    if name == "rules":
        show_line("rules works: it is built in and sends nothing")
        return Exit.COMPLETE
    from giextract.backends.model.trial import try_modes

    profile = model_profile(name, load_settings().settings)
    trials = try_modes(name, profile)
    for trial in trials:
        show_line(_line(trial, trial.mode == profile.mode))
    works = [trial.mode for trial in trials if trial.error is None]
    if not works:
        return Exit.FAILED
    if profile.mode not in works:
        say(f'mode = "{works[0]}" would work')
        return Exit.PARTIAL
    return Exit.COMPLETE


def _line(trial: Trial, configured: bool) -> str:
    mark = "*" if configured else " "
    if trial.error is not None:
        return f"{mark} {trial.mode:12} no   {trial.error}"
    cost = "cost unknown" if trial.cost is None else f"{trial.cost} {trial.currency}"
    return f"{mark} {trial.mode:12} yes  {trial.seconds:.2f} s, {trial.tokens_in} tokens in, {trial.tokens_out} out, {cost}"


@command.command(name="example")
def example() -> Exit:
    """Print commented profiles for the known endpoints, to be put into giextract.toml."""
    from importlib import resources

    show([(resources.files("giextract") / "backends" / "model" / "profiles.toml").read_text("utf-8")])
    return Exit.COMPLETE
