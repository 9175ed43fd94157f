"""Trials: one tiny request in each mode, to learn what an endpoint can do."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from decimal import Decimal

from giextract.backends.model.completions import text_of
from giextract.backends.model.endpoint import Endpoint
from giextract.backends.model.faults import ModeRefusedError, TransientError
from giextract.backends.model.modes import MODES, object_in, structure
from giextract.backends.model.profile import Mode, Profile
from giextract.backends.model.usage import Spent, cost
from giextract.errors import BackendError, CredentialsError, ModelNotFoundError, UnreachableError

SCHEMA = {
    "type": "object",
    "properties": {"total": {"type": "string"}},
    "required": ["total"],
    "additionalProperties": False,
}
MESSAGES = [
    {"role": "system", "content": "只输出一个JSON对象。"},
    {"role": "user", "content": '照抄成JSON：{"total":"1|公开信息130条"}'},
]


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of one mode; `error` is None where it works."""

    mode: Mode
    error: str | None
    seconds: float
    tokens_in: int = 0
    tokens_out: int = 0
    cost: Decimal | None = None
    currency: str = ""


def try_modes(name: str, profile: Profile) -> list[Trial]:
    """Try every mode, the configured one first; stops where nothing can work (no key, no model, nobody there)."""
    return asyncio.run(_try_modes(name, profile))


async def _try_modes(name: str, profile: Profile) -> list[Trial]:
    endpoint = Endpoint(name, profile, profile.key())
    trials: list[Trial] = []
    try:
        for mode in sorted(MODES, key=lambda mode: mode != profile.mode):
            trial, hopeless = await _try(name, profile, endpoint, mode)
            trials.append(trial)
            if hopeless:
                break
    finally:
        await endpoint.close()
    return trials


async def _try(name: str, profile: Profile, endpoint: Endpoint, mode: Mode) -> tuple[Trial, bool]:
    body = profile.parameters() | {"messages": MESSAGES} | structure(mode, SCHEMA, strict=profile.strict)
    began = time.perf_counter()
    spent = Spent(requests=1)
    error: BackendError | None = None
    try:
        completion = await endpoint.send(body, profile.extra_body)
        spent.count(completion.get("usage"))
        if object_in(text_of(completion, name)) is None:
            error = BackendError("what came back is no JSON object")
    except (TransientError, ModeRefusedError) as fault:
        error = fault.final
    except BackendError as fault:
        error = fault
    hopeless = isinstance(error, CredentialsError | ModelNotFoundError | UnreachableError)
    seconds = time.perf_counter() - began
    price = cost(spent, profile)
    why = error.message if error else None
    return Trial(mode, why, seconds, spent.tokens_in, spent.tokens_out, price, profile.currency), hopeless
