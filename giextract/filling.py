"""Filling: every section that has lines, through one backend, and through another one where the first failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from giextract.backends import Answer, Backend, Filled, ReportBackend
from giextract.errors import BackendError
from giextract.record import Usage
from giextract.schema import Schema
from giextract.sections import Routed


@dataclass(slots=True)
class Filling:
    """Outcome of each section; `stood_in` names those that the fallback answered, with the error of the first backend."""

    outcomes: dict[str, list[Answer] | BackendError]
    usage: Usage = field(default_factory=Usage)
    stood_in: dict[str, BackendError] = field(default_factory=dict)


def fill(
    backend: Backend,
    routed: Mapping[str, Routed],
    schema: Schema,
    fallback: Backend | None = None,
    skip: frozenset[str] = frozenset(),
) -> Filling:
    """Fill the sections in `routed` but those in `skip`; none of them raises, each has answers or an error."""
    if isinstance(backend, ReportBackend):
        filled = backend.fill_report(routed, schema, skip)
        filled = Filled({name: one for name, one in filled.outcomes.items() if name not in skip}, filled.usage)
    else:
        filled = Filled({name: _one(backend, one) for name, one in routed.items() if name not in skip}, Usage())
    return _stand_in(filled, routed, fallback)


async def afill(
    backend: Backend, routed: Mapping[str, Routed], schema: Schema, fallback: Backend | None = None
) -> Filling:
    """The async twin of `fill`."""
    if isinstance(backend, ReportBackend):
        filled = await backend.afill_report(routed, schema)
    else:
        filled = Filled({name: await _aone(backend, one) for name, one in routed.items()}, Usage())
    return _stand_in(filled, routed, fallback)


def _one(backend: Backend, routed: Routed) -> list[Answer] | BackendError:
    try:
        return backend.fill(routed)
    except BackendError as error:
        return error


async def _aone(backend: Backend, routed: Routed) -> list[Answer] | BackendError:
    try:
        return await backend.afill(routed)
    except BackendError as error:
        return error


def _stand_in(filled: Filled, routed: Mapping[str, Routed], fallback: Backend | None) -> Filling:
    filling = Filling(dict(filled.outcomes), filled.usage)
    for name, outcome in filled.outcomes.items():
        if fallback is None or not isinstance(outcome, BackendError):
            continue
        again = _one(fallback, routed[name])
        if not isinstance(again, BackendError):
            filling.outcomes[name] = again
            filling.stood_in[name] = outcome
    return filling
