"""Whether a run has all that was asked of it: every backend on every report, as often as was said.

A score over fewer reports than were asked for flatters whoever failed on the others, so what is missing is said by name, in
the report, in its JSON and on standard error, and the exit code is 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from giextract.scoring.predictions import Prediction

SHOWN = 12


class Asked(NamedTuple):
    """What one backend was asked: ids of reports, and how often each."""

    reports: tuple[str, ...]
    epochs: int = 1

    def missing(self, predictions: Iterable[Prediction]) -> list[str]:
        """What there is no prediction of: `report`, or `report epoch 2` where each is asked several times."""
        there = {(one.report, one.epoch) for one in predictions}
        return [
            report if self.epochs == 1 else f"{report} epoch {epoch + 1}"
            for report in self.reports
            for epoch in range(self.epochs)
            if (report, epoch) not in there
        ]


def asked_of(predictions: Sequence[Prediction], reports: Sequence[str]) -> dict[str, Asked]:
    """What predictions without a run seem to answer: each of their backends all `reports`, as often as any was."""
    name_to_epochs: dict[str, int] = {}
    for one in predictions:
        name_to_epochs[one.backend] = max(name_to_epochs.get(one.backend, 1), one.epoch + 1)
    return {name: Asked(tuple(reports), epochs) for name, epochs in name_to_epochs.items()}


def gaps(data: Mapping[str, Any]) -> Iterator[str]:
    """What a summary, `Result.data`, says that is not there; one line each."""
    for name, one in data["backends"].items():
        if one["missing"]:
            yield f"{name}: {counted(one['missing'], 'prediction')} missing: {named(one['missing'])}"
        errors = one["slots"]["error"]
        if errors:
            what = "1 slot is an error" if errors == 1 else f"{errors} slots are errors"
            yield f"{name}: {what} of the machinery, no answers; calls.jsonl says which, and `eval run --resume` asks again"
        if one["unasked"]:
            yield f"{name}: labelled since the run began, and never asked: {named(one['unasked'])}"
        if one["unlabelled"]:
            yield f"{name}: asked, but without a label today and so not scored: {named(one['unlabelled'])}"
    for one in data["not_compared"]:
        yield f"{one['b']} against {one['a']} is not compared: {one['why']}"


def counted(names: Sequence[str], what: str) -> str:
    """`1 report is`, `3 reports are`."""
    return f"{len(names)} {what}{' is' if len(names) == 1 else 's are'}"


def named(names: Sequence[str]) -> str:
    """The first names of many."""
    more = f", and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
