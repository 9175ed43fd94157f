"""The backend itself: the sections of a report in, answers out, whatever the endpoint does."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from giextract.backends import Answer, Filled
from giextract.backends.model import templates
from giextract.backends.model.cache import AnswerCache, key_of
from giextract.backends.model.exchanges import Exchanger, Exchanging, Journal, Sender
from giextract.backends.model.fields import AnswerSchema
from giextract.backends.model.late import LateEndpoint
from giextract.backends.model.loop import Loop
from giextract.backends.model.planning import Planner
from giextract.backends.model.profile import Profile
from giextract.backends.model.report import ReportFilling
from giextract.backends.model.usage import Budget, Spent, cost
from giextract.errors import BackendError
from giextract.record import ANSWERS, Usage
from giextract.schema import Schema, load_schema
from giextract.sections import Routed


class ModelBackend:
    """Fills sections through the endpoint of a profile.

    `cache_folder` None means no cache. With a `journal` every request is accounted for on the disk, and an answer that cannot be
    kept is an OutputError. `sender` stands in for the endpoint (`replay`), and `keyed` tells it the key of each
    request; `exchanger` makes what stands in for all of that, where another process asks. `record` takes each exchange,
    `say` warnings.
    """

    def __init__(
        self,
        name: str,
        profile: Profile,
        *,
        cache_folder: Path | None = None,
        budget: Budget | None = None,
        journal: Journal | None = None,
        sender: Sender | None = None,
        record: Callable[[dict[str, Any]], None] | None = None,
        say: Callable[[str], None] | None = None,
        keyed: bool = False,
        exchanger: Callable[[], Exchanging] | None = None,
    ) -> None:
        self.name = name
        self.profile = profile
        self.budget = budget
        self.record = record
        self._journal = journal
        self._key = profile.key() if sender is None and exchanger is None else ""
        self._sender = sender
        self._keyed = keyed
        self._make_exchanger = exchanger
        self._cache = AnswerCache(cache_folder, lasting=journal is not None) if cache_folder is not None else None
        self._say = say
        self._loop = Loop()
        self._exchanger: Exchanging | None = None
        self._planners: dict[str, Planner] = {}
        self._guard = threading.Lock()
        if self._cache is not None and self._cache.trouble and say is not None:
            say(self._cache.trouble)

    @property
    def model(self) -> str:
        """The model's name, as records show it."""
        return self.profile.model

    @property
    def signature(self) -> str:
        """Name and digest of everything in the profile that may change an answer."""
        parts = self.profile.parameters() | {
            "endpoint": self.profile.base_url,
            "mode": self.profile.mode,
            "strict": self.profile.strict,
            "extra_body": self.profile.extra_body,
            "re_asks": self.profile.re_asks,
            "share_requests": self.profile.share_requests,
            "prompts": templates.digest(templates.COMMON),
        }
        return f"{self.name}@{key_of(parts)[:8]}"

    def prompts(self, schema: Schema) -> str:
        """Digest of the prompts that are used for `schema`."""
        sections = tuple(f"{schema.name}/{section.name}" for section in schema.sections)
        return templates.digest((*templates.COMMON, *sections))

    def planner(self, schema: Schema) -> Planner:
        """The planner for `schema`."""
        if schema.digest not in self._planners:
            self._planners[schema.digest] = Planner(schema, share=self.profile.share_requests)
        return self._planners[schema.digest]

    def fill(self, routed: Routed) -> list[Answer]:
        """Answers for one section; a whole report goes faster with `fill_report`."""
        return _only(self.fill_report({routed.section.name: routed}, _schema_of(routed)))

    async def afill(self, routed: Routed) -> list[Answer]:
        """The async twin of `fill`."""
        return _only(await self.afill_report({routed.section.name: routed}, _schema_of(routed)))

    def keys(self, routed: Mapping[str, Routed], schema: Schema) -> dict[str, str]:
        """Section -> digest of the first messages and answer schemas of the requests that ask for it."""
        section_to_requests: dict[str, list[str]] = {}
        for request in self.planner(schema).requests(routed):
            said = key_of({"messages": request.messages, "schema": request.schema(strict=self.profile.strict).digest})
            for name in request.asked:
                section_to_requests.setdefault(name, []).append(said)
        return {name: key_of({self.signature: said}) for name, said in section_to_requests.items()}

    def fill_report(self, routed: Mapping[str, Routed], schema: Schema, skip: frozenset[str] = frozenset()) -> Filled:
        """Answers for all sections of one report; a section that failed has its error.

        What asks for none but the sections in `skip` is not sent.
        """
        filling = ReportFilling(self, routed, schema, skip)
        if filling.open:
            self._loop.run(filling.ask())
        return filling.filled()

    async def afill_report(
        self, routed: Mapping[str, Routed], schema: Schema, skip: frozenset[str] = frozenset()
    ) -> Filled:
        """The async twin of `fill_report`."""
        filling = ReportFilling(self, routed, schema, skip)
        if filling.open:
            await asyncio.wrap_future(self._loop.submit(filling.ask()))
        return filling.filled()

    async def atext(self, messages: list[dict[str, str]], schema: AnswerSchema, spent: Spent) -> str:
        """The text that answers one request, for who plans and judges requests elsewhere; raises BackendError."""
        return await asyncio.wrap_future(self._loop.submit(self.exchanger().text(messages, schema, spent)))

    def usage(self, spent: Spent) -> Usage:
        """What `spent` is, in the words of a record."""
        parts: dict[str, Any] = {
            "requests": spent.requests,
            "retries": spent.retries,
            "cached": spent.cached,
            "tokens_in": spent.tokens_in,
            "tokens_out": spent.tokens_out,
            "cost": cost(spent, self.profile),
        }
        answers = {name: getattr(spent, name) for name in ANSWERS}
        if any(answers.values()):
            parts["answers"] = answers
        if spent.tokens_cached:
            parts["tokens_cached"] = spent.tokens_cached
        if parts["cost"] is not None:
            parts["currency"] = self.profile.currency
        return Usage(**parts)

    def exchanger(self) -> Exchanging:
        """What exchanges messages with the endpoint, made with the first report."""
        with self._guard:
            if self._exchanger is None and self._make_exchanger is not None:
                self._exchanger = self._make_exchanger()
            elif self._exchanger is None:
                self._exchanger = Exchanger(
                    self.name,
                    self.profile,
                    self._sender or LateEndpoint(self.name, self.profile, self._key),
                    cache=self._cache,
                    budget=self.budget,
                    journal=self._journal,
                    record=self.record,
                    keyed=self._keyed,
                )
            return self._exchanger

    def close(self) -> None:
        """Close connections, cache and thread."""
        if self._exchanger is not None:
            exchanger, self._exchanger = self._exchanger, None
            self._loop.run(exchanger.close())
        self._loop.close()
        if self._cache is not None:
            if self._cache.trouble and self._say is not None:
                self._say(self._cache.trouble)
            self._cache.close()
        if self._journal is not None:
            self._journal.close()

    def __enter__(self) -> ModelBackend:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _only(filled: Filled) -> list[Answer]:
    (outcome,) = filled.outcomes.values() or ([],)
    if isinstance(outcome, BackendError):
        raise outcome
    return outcome


def _schema_of(routed: Routed) -> Schema:
    """A schema of the one section, where only the section is known."""
    section = routed.section
    flat = not section.leaves[0].path.startswith(f"/{section.name}/")
    digest = f"{section.name}/{key_of({'leaves': [leaf.path for leaf in section.leaves]})[:8]}"
    return load_schema(section.model) if flat else Schema("annual_report", section.model, (section,), digest)
