"""The `rules` backend: deterministic, offline, anchored on words and labels and never on positions."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import cache, cached_property
from pathlib import Path

from giextract.backends import Answer
from giextract.backends.rules import (
    annex,
    applications,
    article20,
    assessment,
    challenges,
    disclosure,
    disputes,
    engagement,
    fees,
    header,
    organisation,
    proposals,
    requests,
)
from giextract.backends.rules.sentences import Reading
from giextract.errors import BackendError
from giextract.schema import Schema
from giextract.sections import Routed
from giextract.source import source_digest

_SECTION_TO_RULES: dict[str, Callable[[Reading], list[Answer]]] = {
    "header": header.answers,
    "organisation": organisation.answers,
    "disclosure": disclosure.answers,
    "engagement": engagement.answers,
    "applications": applications.answers,
    "fees": fees.answers,
    "disputes": disputes.answers,
    "proposals": proposals.answers,
    "assessment": assessment.answers,
    "annex": annex.answers,
    "article20": article20.answers,
    "requests": requests.answers,
    "challenges": challenges.answers,
}


class RulesBackend:
    """Fills the sections of `annual_report` without a model; of another schema it answers nothing and says so."""

    @cached_property
    def signature(self) -> str:
        """`rules@` and a digest of the rules' own source."""
        digest = hashlib.sha256()
        for path in sorted(Path(__file__).parent.rglob("*.py")):
            digest.update(path.read_bytes())
        return f"rules@{digest.hexdigest()[:12]}"

    def keys(self, routed: Mapping[str, Routed], schema: Schema) -> dict[str, str]:  # noqa: ARG002 (the rules know their own)
        """Section -> digest of the source of its rules."""
        return {name: _source_of(name) for name in routed if name in _SECTION_TO_RULES}

    def fill(self, routed: Routed) -> list[Answer]:
        """Answers for one section; where narrative and form both state a figure, the narrative's (SCHEMA.md, conventions).

        Raises BackendError for a section of another schema.
        """
        name = routed.section.name
        rules = _SECTION_TO_RULES.get(name)
        if rules is None:
            raise BackendError(
                f"the rules know the sections of annual_report alone, not {name!r}; name a model's backend with --backend"
            )
        reading = Reading(routed)
        found = rules(reading)
        if name == "annex":
            return found
        stated = {answer.path for answer in found}
        kinds = {
            f"kind:{answer.quote}" for answer in found if "/by_channel/" in answer.path and answer.path.endswith("name")
        }
        return [*found, *annex.fields(reading, name, stated | kinds)]

    async def afill(self, routed: Routed) -> list[Answer]:
        """The async twin of `fill`; it has nothing to wait for."""
        return self.fill(routed)


_ELSEWHERE = frozenset({"giextract.backends", "giextract.backends.model.", "giextract.backends.replay"})
"""What every section's rules take their types from, with the loading of other backends; it changes no answer."""


@cache
def _source_of(section: str) -> str:
    """Digest of the rules of one section, of the statistics form's, which add to them, and of what both use."""
    modules = {_SECTION_TO_RULES[section].__module__, annex.__name__}
    own = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:16]
    return f"{own}{source_digest(modules, without=_ELSEWHERE)}"
