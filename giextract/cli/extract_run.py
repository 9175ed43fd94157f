"""`giextract extract … -o FOLDER`: a run, with its ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from giextract.backends import Backend, ReportBackend, close, load_backend
from giextract.batch.choice import Choice
from giextract.batch.closing import Standing, standing, told
from giextract.batch.cluster import ray_address
from giextract.batch.inputs import Asked, Inputs, first, sample
from giextract.batch.keys import made_with
from giextract.batch.local import work
from giextract.batch.run import Run
from giextract.batch.unit import Spec, Unit
from giextract.cli.outcome import Exit, say
from giextract.cli.run_progress import shown
from giextract.errors import RunError, SettingsError
from giextract.settings import Settings

if TYPE_CHECKING:
    from giextract.backends.model import Profile
    from giextract.backends.model.exchanges import Journal
    from giextract.backends.model.usage import Budget
    from giextract.batch.posting import Posting
    from giextract.batch.tally import Tally

    Engine = Callable[[Callable[[Tally], None]], None]


@dataclass(frozen=True)
class Wanted:
    """What the command line says of a run."""

    paths: tuple[str, ...]
    output: Path
    settings: Settings
    schema: str
    fallback: str | None
    manifest: Path | None = None
    resume: bool = False
    retry: bool = False
    refresh: bool = False
    max_failures: int | None = None
    limit: int | None = None
    sample: int | None = None
    seed: int = 0
    documents: int | None = None
    processes: int | None = None
    engine: str = "local"
    batch: bool = False

    @property
    def choice(self) -> Choice:
        """How the run is to go."""
        return Choice(
            resume=self.resume,
            retry=self.retry,
            refresh=self.refresh,
            max_failures=self.max_failures,
            documents=self.documents,
            processes=self.processes,
        )


def start(wanted: Wanted) -> Exit:
    """Do the run, or go on with it."""
    settings = wanted.settings
    if wanted.engine != "local":
        ray_address(wanted.engine)
        if wanted.batch:
            raise SettingsError("--batch waits for the endpoint, not for this machine; leave --engine away")
    if not settings.cache:  # what is paid for stays with what it was paid for
        settings = settings.model_copy(update={"cache": str(wanted.output.absolute() / "cache")})
    spec = Spec(settings.default_backend, wanted.schema, wanted.fallback, settings)
    plain = Unit(replace(spec, settings=settings.model_copy(update={"cache": "off"})))
    digest = made_with(plain.schema, plain.backend, plain.fallback, settings.reading)
    run = Run(wanted.output, digest, _named(plain), wanted.choice)
    opened: list[Backend | Posting] = []
    try:
        inputs = _ask(run, wanted)
        return _work(run, _engine(run, wanted, plain, spec, opened), inputs)
    finally:
        for one in opened:
            close(one)
        run.close()


def _engine(run: Run, wanted: Wanted, plain: Unit, spec: Spec, opened: list[Backend | Posting]) -> Engine:
    """What does the work; what it has opened is in `opened`."""
    if wanted.engine != "local":  # there it is the cluster's own process that asks
        from giextract.batch import distributed

        return lambda tell: distributed.work(run, plain, spec, tell, ray_address(wanted.engine))
    names = [name for name in (spec.backend, spec.fallback) if name]
    if wanted.batch:
        from giextract.batch.posting import open_posting

        posting = open_posting(run, spec, say)
        opened += [posting.backend, posting]
        backends: list[Backend] = [posting.backend]
    else:
        if run.ledger.one("SELECT 1 FROM batches WHERE state <> 'filling'"):
            raise SettingsError(
                f"{run.folder} has batches under way, which are paid for; go on with --batch to collect them"
            )
        backends = []
    for name in names[len(backends) :]:
        backends.append(load_backend(name, spec.settings, say=say, journal=_account(run.folder)))
        opened.append(backends[-1])
    unit = Unit(spec, *backends)
    if wanted.batch:
        return lambda tell: posting.work(unit, spec, tell)
    return lambda tell: work(run, unit, spec, tell)


def _account(folder: Path) -> Callable[[Profile, Decimal | None], tuple[Journal, Budget | None]]:
    """What opens the account of a model's requests in the ledger of `folder`."""

    def open_account(profile: Profile, limit: Decimal | None) -> tuple[Journal, Budget | None]:
        from giextract.batch.account import Account

        account = Account(folder, profile, limit)
        return account, account.budget

    return open_account


def _named(unit: Unit) -> dict[str, str]:
    """What the records depend on, as people know it."""
    named = {"schema": f"{unit.schema.name}@{unit.schema.digest}", "backend": unit.backend.signature}
    if isinstance(unit.backend, ReportBackend):
        named["prompts"] = unit.backend.prompts(unit.schema)
    return named | ({"fallback": unit.fallback.signature} if unit.fallback else {})


def _ask(run: Run, wanted: Wanted) -> Inputs:
    """Enter what is asked for into the ledger."""
    inputs = Inputs(wanted.paths, wanted.output, wanted.manifest)
    paths: Iterable[Asked] = inputs.asked()
    if wanted.sample is not None:
        paths = sample(wanted.sample, wanted.seed, paths)
        say(f"a sample of {len(paths):,} reports, chosen with --seed {wanted.seed}")
    if wanted.limit is not None:
        paths = first(wanted.limit, paths)
    run.ask(paths)
    return inputs


def _work(run: Run, engine: Engine, inputs: Inputs) -> Exit:
    skipped = sum(inputs.skipped.values())
    if skipped:
        kinds = ", ".join(f"{number:,} {suffix}" for suffix, number in inputs.skipped.most_common(5))
        say(f"{skipped:,} files in the folders are no reports by their names ({kinds}); name them to have them tried")
    if not run.ledger.one("SELECT 1 FROM asked"):
        raise RunError("there is nothing to read: the folders hold no reports; name files, folders or a manifest")
    interrupted = False
    with shown(run.spending) as tell:
        try:
            engine(tell)
        except KeyboardInterrupt:
            interrupted = True
    found = standing(run.ledger)
    for line in told(run.folder, found):
        click.echo(line)
    if interrupted:
        say("interrupted; --resume goes on")
        return Exit.INTERRUPTED
    if run.stopped:
        say(f"stopped: {run.stopped}; --resume goes on")
    return _exit(found)


def _exit(found: Standing) -> Exit:
    """As for a list of reports: complete, partial, or failed where nothing has a record."""
    if found.complete + found.partial == 0:
        return Exit.FAILED
    whole = found.pending + found.waiting + found.unread + found.partial + found.failed == 0
    return Exit.COMPLETE if whole else Exit.PARTIAL
