"""`giextract cache`: what is kept of models' answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from giextract.cli.outcome import Exit, say
from giextract.cli.output import show_line

if TYPE_CHECKING:
    from giextract.backends.model.cache import AnswerCache

EXAMPLES = """
\b
Examples:
  giextract cache info
  giextract cache verify
  giextract cache clear --yes
"""


@click.group(epilog=EXAMPLES)
def command() -> None:
    """Look at the cache of answers, check it, or empty it."""


def _opened() -> AnswerCache | None:
    from giextract.backends.model.cache import AnswerCache
    from giextract.settings import cache_folder, load_settings

    folder = cache_folder(load_settings().settings)
    if folder is None:
        show_line("there is no cache: the settings say cache = off")
        return None
    if not folder.exists():
        show_line(f"{folder}: empty")
        return None
    cache = AnswerCache(folder)
    if cache.trouble:
        say(cache.trouble)
    return cache


@command.command(name="info")
def info() -> Exit:
    """Where the cache is, and how much is in it."""
    cache = _opened()
    if cache is None:
        return Exit.COMPLETE
    entries, size = cache.info()
    show_line(f"{cache.folder}: {entries} entries, {size / 1_000_000:.1f} MB")
    trouble = cache.trouble
    cache.close()
    return Exit.FAILED if trouble else Exit.COMPLETE


@command.command(name="verify")
@click.option("--remove", is_flag=True, help="Remove the entries that are damaged.")
def verify(remove: bool) -> Exit:
    """Read every entry and compare its checksum."""
    cache = _opened()
    if cache is None:
        return Exit.COMPLETE
    checked = cache.verify()
    show_line(f"{cache.folder}: {checked.good} entries whole, {len(checked.bad)} damaged")
    for key in checked.bad:
        show_line(f"  {key}")
        if remove:
            cache.remove(key)
    trouble = cache.trouble
    cache.close()
    return Exit.FAILED if trouble or checked.bad else Exit.COMPLETE


@command.command(name="clear")
@click.option("--yes", is_flag=True, help="Do not ask.")
def clear(yes: bool) -> Exit:
    """Remove every entry; what was paid for has to be paid for again."""
    from giextract.backends.model.cache import remove_folder

    cache = _opened()
    if cache is None:
        return Exit.COMPLETE
    entries, _ = cache.info()
    if not yes:
        click.confirm(f"remove {entries} entries from {cache.folder}?", abort=True)
    cache.close()
    if not remove_folder(cache.folder):
        say(f"{cache.folder} is no cache of giextract and was left alone")
        return Exit.FAILED
    show_line(f"{cache.folder}: cleared")
    return Exit.COMPLETE
