"""One report on its way through a model: what the cache knows is taken at once, the rest is asked for, all of it at once."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from giextract.backends import Answer, Filled
from giextract.backends.model.asking import ask, known
from giextract.backends.model.forms import FORM_SCHEMA, FormReading
from giextract.backends.model.judging import Judge
from giextract.backends.model.merging import merged
from giextract.backends.model.usage import Spent
from giextract.errors import BackendError, TimeLimitError
from giextract.schema import Schema
from giextract.sections import Routed

if TYPE_CHECKING:
    from giextract.backends.model.backend import ModelBackend


class ReportFilling:
    """One report on its way: what the cache knows is taken at once, the rest is `open` and asked for in the loop."""

    def __init__(
        self, backend: ModelBackend, routed: Mapping[str, Routed], schema: Schema, skip: frozenset[str]
    ) -> None:
        self.spent = Spent()
        self._backend = backend
        self._exchanger = backend.exchanger()
        planned = backend.planner(schema).requests(routed)
        self._requests = [request for request in planned if not skip.issuperset(request.asked)]
        clean = next(iter(routed.values())).clean if routed else None
        form = FormReading(routed) if schema.name == FORM_SCHEMA else None
        self._judges = [
            Judge(request.sections, request.fields, {line.number: line for line in request.lines}, clean, form)
            for request in self._requests
            if clean is not None
        ]
        self._results: list[list[Answer] | BackendError | None] = [
            known(request, judge, self._exchanger) for request, judge in zip(self._requests, self._judges, strict=True)
        ]
        self.spent.cached = self.spent.first = sum(result is not None for result in self._results)

    @property
    def open(self) -> list[int]:
        """The requests that are not answered yet."""
        return [index for index, result in enumerate(self._results) if result is None]

    async def ask(self) -> None:
        """Ask the open requests, all at once, until the report's time is over."""
        tasks = {index: asyncio.ensure_future(self._ask(index)) for index in self.open}
        limit = self._backend.profile.time_limit
        try:
            await asyncio.wait(tasks.values(), timeout=limit)
        finally:
            for task in tasks.values():
                task.cancel()
            await asyncio.gather(*tasks.values(), return_exceptions=True)
        for index, task in tasks.items():
            error = None if task.cancelled() else task.exception()
            if task.cancelled():
                over = f"the time limit of {limit:g} seconds for one report was over" if limit else "interrupted"
                self._results[index] = TimeLimitError(over)
            elif isinstance(error, BackendError):
                self._results[index] = error
            elif error is not None:
                raise error
            else:
                self._results[index] = task.result()

    async def _ask(self, index: int) -> list[Answer]:
        mine = Spent()
        try:
            return await ask(self._requests[index], self._judges[index], self._exchanger, mine)
        finally:
            self.spent.add(mine)

    def filled(self) -> Filled:
        """What came of it."""
        results = [result if result is not None else [] for result in self._results]
        return Filled(merged(self._requests, results), self._backend.usage(self.spent))
