"""Predictions: what a backend made of one report, kept so that it can be scored again without the backend."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, Field

from giextract.record import Record

Fault = Literal["error", "missing"]

_MODEL_TO_BLAME = re.compile(
    r" refused: |content[ _]?(?:filter|policy|management)|data_?inspection|敏感"
    r"|\bcut off\b|empty answer|no choices|no JSON object in \d+ tries",
    re.IGNORECASE,
)
"""Words of a section's reason that tell an answer which never became right from machinery that never gave one."""
_MACHINERY = re.compile(r"check the key|try later|no money or quota|check base_url|check model")
"""Words that tell the opposite, whatever else the endpoint may say."""
MOST_ITEMS = 10_000
"""No list of a report is longer: an index beyond it is an accident of the record."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """A record, or why there is none; `fault` of `failure` is as in `outcomes`: who is to blame.

    `to_blame` is `product` where giextract itself could not make a record of the report (that is its answer, and a
    bad one), `machinery` where it could not be reached.
    """

    report: str
    backend: str
    epoch: int = 0
    record: Record | None = None
    failure: str | None = None
    to_blame: Literal["product", "machinery"] | None = None

    def fault(self, section: str) -> Fault | None:
        """What an unanswered slot of `section` is, or None where the section was answered."""
        if self.record is None:
            return "error" if self.to_blame == "machinery" else "missing"
        result = self.record.sections.get(section)
        if result is None or result.state != "unanswered":
            return None
        reason = result.reason or ""
        return "missing" if _MODEL_TO_BLAME.search(reason) and not _MACHINERY.search(reason) else "error"

    @property
    def unanswered(self) -> frozenset[str]:
        """Paths of leaves whose answers were all rejected: the model's failure."""
        facts = self.record.facts if self.record else []
        return frozenset(fact.path for fact in facts if fact.state == "unanswered")

    @property
    def finished(self) -> bool:
        """Whether asking again could not change anything: nothing in it failed for want of machinery."""
        if self.record is None:
            return self.to_blame != "machinery"
        return all(self.fault(name) != "error" for name in self.record.sections)

    def to_line(self) -> str:
        """One line of predictions.jsonl."""
        data: dict[str, Any] = {"report": self.report, "backend": self.backend, "epoch": self.epoch}
        data["record"] = json.loads(self.record.to_json()) if self.record else None
        if self.failure is not None:
            data |= {"failure": self.failure, "to_blame": self.to_blame}
        return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @staticmethod
    def from_line(line: str) -> Prediction:
        """The prediction in one line of predictions.jsonl; ValueError where it is none."""
        said = _Line.model_validate_json(line)
        return Prediction(said.report, said.backend, said.epoch, said.record, said.failure, said.to_blame)


class _Line(BaseModel):
    """A line of predictions.jsonl; parsed as one, equal strings of many lines are kept once."""

    report: str
    backend: str
    epoch: int = Field(ge=0, lt=1000)
    record: Record | None
    failure: str | None = None
    to_blame: Literal["product", "machinery"] | None = None


def predicted_values(prediction: Prediction) -> dict[str, Any]:
    """The record's values as JSON with `Decimal`, and a state mark where a fact says that a place is illegible."""
    if prediction.record is None:
        return {}
    text = prediction.record.model_dump_json(include={"values"})
    values: dict[str, Any] = json.loads(text, parse_float=Decimal)["values"]
    for fact in prediction.record.facts:
        if fact.state == "illegible" and fact.check == "proved":
            _put(values, fact.path, {"state": "illegible"})
    return values


def _put(values: dict[str, Any], path: str, mark: dict[str, str]) -> None:
    """Put `mark` at `path`, unless a value that is no object stands on the way."""
    place: Any = values
    tokens = path.split("/")[1:]
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        inner: Any = mark if following is None else [] if following.isdigit() else {}
        if isinstance(place, list):
            if not token.isdigit() or int(token) > len(place) + MOST_ITEMS:
                return
            place.extend({} for _ in range(int(token) - len(place) + 1))
            if following is None or not place[int(token)]:
                place[int(token)] = inner
            place = place[int(token)]
        elif isinstance(place, dict):
            if following is None:
                place[token] = mark
            place = place.setdefault(token, inner)
        else:
            return
