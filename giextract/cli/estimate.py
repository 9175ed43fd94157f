"""`giextract estimate`: what a run would cost, without a request."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from giextract.cli.options import schema_option
from giextract.cli.outcome import Exit, say
from giextract.cli.output import show_line

EXAMPLES = """
\b
Examples:
  giextract estimate reports/*.txt -b deepseek
"""


@click.command(epilog=EXAMPLES)
@click.argument("paths", nargs=-1, required=True, type=click.Path(allow_dash=True, readable=False), metavar="PATH...")
@click.option("-b", "--backend", metavar="NAME", help="The model backend.  [default: the settings']")
@schema_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(paths: tuple[str, ...], backend: str | None, schema: str, form: str) -> Exit:
    """Tell what extracting PATH... with a model would cost; nothing is sent."""
    from giextract.backends import model_profile
    from giextract.backends.model.cache import AnswerCache
    from giextract.backends.model.estimate import estimate
    from giextract.backends.model.ledger import Ledger
    from giextract.backends.model.planning import Planner
    from giextract.errors import GiextractError
    from giextract.pipeline import prepare
    from giextract.reading import read
    from giextract.schema import load_schema
    from giextract.sections import Routed, route
    from giextract.settings import cache_folder, load_settings

    settings = load_settings({"default_backend": ("--backend", backend)} if backend else {}).settings
    profile = model_profile(settings.default_backend, settings)
    chosen = load_schema(schema)
    folder = cache_folder(settings)
    cache = AnswerCache(folder) if folder is not None and folder.exists() else None
    routed: list[dict[str, Routed]] = []
    failed = 0
    for path in paths:
        try:
            clean, skeleton, placed = prepare(read(path, settings=settings.reading), chosen)
        except GiextractError as error:
            say(error.message)
            failed += 1
            continue
        routed.append(route(clean, skeleton, placed, chosen))
    told = estimate(Planner(chosen, share=profile.share_requests), routed, profile, Ledger(cache, profile))
    if cache is not None:
        cache.close()
    if form == "json":
        show_line(json.dumps(asdict(told) | {"cost": None if told.cost is None else str(told.cost)}))
    else:
        price = "cost unknown (set price_in and price_out)" if told.cost is None else f"{told.cost:.4f} {told.currency}"
        show_line(
            f"{told.reports} reports, {told.requests} requests, {told.characters:,} characters, "
            f"about {told.tokens_in:,} tokens in and {told.tokens_out:,} out: {price}"
        )
    if not routed:
        return Exit.FAILED
    return Exit.PARTIAL if failed else Exit.COMPLETE
