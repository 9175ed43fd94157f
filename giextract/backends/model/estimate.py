"""Estimates: what a run would cost, from the requests it would send and from nothing else.

What is sent is known to the character. What comes back is guessed from the figures and the words of the lines that are
sent: each figure of a counting kind is quoted with its label, and prose fields copy a part of their lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from giextract.backends.model import tokens
from giextract.backends.model.ledger import Ledger
from giextract.backends.model.planning import Planner, Request
from giextract.backends.model.profile import Profile
from giextract.backends.model.usage import Spent, cost
from giextract.sections import Routed
from giextract.settling import COUNTED, figures_of

TOKENS_OF_A_FIGURE = 6.3
TOKENS_OF_A_REQUEST = 34.0
SHARE_OF_PROSE = 0.046


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run would take; `cost` is None where a price is unknown."""

    reports: int
    requests: int
    characters: int
    tokens_in: int
    tokens_out: int
    cost: Decimal | None
    currency: str


def estimate(
    planner: Planner, routed: Iterable[dict[str, Routed]], profile: Profile, ledger: Ledger | None = None
) -> Estimate:
    """The estimate for the reports in `routed`; a ledger corrects it by what the endpoint really counted."""
    factor = ledger.factor if ledger is not None else 1.0
    reports = count = characters = 0
    sent = received = 0.0
    for one in routed:
        reports += 1
        for request in planner.requests(one):
            count += 1
            texts = [message["content"] for message in request.messages]
            characters += sum(map(len, texts))
            sent += sum(tokens.count(text) + tokens.TOKENS_OF_A_MESSAGE for text in texts)
            if profile.mode in ("tools", "json_schema"):
                sent += tokens.count(request.schema(strict=profile.strict).text)
            received += _answer(request)
    spent = Spent(requests=count, tokens_in=round(sent * factor), tokens_out=round(received * factor))
    return Estimate(
        reports, count, characters, spent.tokens_in, spent.tokens_out, cost(spent, profile), profile.currency
    )


def _answer(request: Request) -> float:
    text = "\n".join(line.text for line in request.lines)
    figures = sum(figure.kind in COUNTED for line in request.lines for figure in figures_of(line.text))
    return TOKENS_OF_A_REQUEST + figures * TOKENS_OF_A_FIGURE + tokens.count(text) * SHARE_OF_PROSE
