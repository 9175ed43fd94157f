"""Baselines: the blessed scores of a suite, one entry per backend, which the gate holds new runs against.

evals/baselines/<suite>.json. They change only through `bless`, which writes who, when and why beside the signatures
before and after.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from giextract.errors import SuiteError
from giextract.scoring.comparison import wrong_slots
from giextract.scoring.files import read_json, reason, write_json
from giextract.scoring.scored import Scored
from giextract.scoring.summary import report_f1

LEAST_REASON = 10


class _Score(BaseModel):
    value: float | None
    low: float | None = None
    high: float | None = None


class _Entry(BaseModel):
    """What the gate reads of one backend's blessed scores."""

    signature: str
    labels: str
    f1: _Score
    answered_sections: float | None
    report_f1: dict[str, float | None] = Field(min_length=1)
    wrong: list[str]
    invented: list[str]


class _Baseline(BaseModel):
    backends: dict[str, _Entry]
    history: list[dict[str, Any]] = []


def load_baseline(path: Path) -> dict[str, Any]:
    """Backend -> its blessed entry; empty where nothing was blessed yet."""
    return dict(_read(path)["backends"])


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {"backends": {}, "history": []}
    data = read_json(path)
    try:
        _Baseline.model_validate(data)
    except ValidationError as error:
        raise SuiteError(f"{path} is no baseline ({reason(error)}); restore it from git, or bless anew") from error
    return {"history": [], **data}


def entry(summary: dict[str, Any], scored: Sequence[Scored], labels: str) -> dict[str, Any]:
    """What a baseline keeps of one backend's scores."""
    return {
        "signature": summary["signature"],
        "labels": labels,
        "f1": summary["headline"]["f1"],
        "answered_sections": summary["validity"]["answered_sections"]["value"],
        "report_f1": {report: None if f1 is None else round(f1, 6) for report, f1 in report_f1(scored).items()},
        "wrong": sorted(wrong_slots(scored)),
        "invented": invented_slots(scored),
    }


def invented_slots(scored: Sequence[Scored]) -> list[str]:
    """`report path` of every value that the report does not state."""
    return sorted(
        {
            f"{one.report} {slot.path}"
            for one in scored
            for slot in one.score.slots
            if slot.outcome == "spurious" and slot.fp
        }
    )


def reason_said(why: str) -> str:
    """The reason without space around it; SuiteError where it says nothing."""
    if len(why.strip()) < LEAST_REASON:
        raise SuiteError("a baseline changes for a reason: say it in a sentence, with --reason")
    return why.strip()


def bless(path: Path, name_to_entry: dict[str, dict[str, Any]], who: str, why: str) -> list[str]:
    """Write the entries and the reason; returns a line for each backend. SuiteError where the reason says nothing."""
    why = reason_said(why)
    kept = _read(path)
    old, history = kept["backends"], list(kept["history"])
    said = []
    for name, new in sorted(name_to_entry.items()):
        before = old.get(name)
        history.append(
            {
                "backend": name,
                "who": who,
                "why": why,
                "when": datetime.now(UTC).isoformat(timespec="seconds"),
                "old": before["signature"] if before else None,
                "new": new["signature"],
                "old_f1": before["f1"]["value"] if before else None,
                "new_f1": new["f1"]["value"],
            }
        )
        said.append(f"{name}: F1 {_f1(before)} -> {_f1(new)}")
    write_json(path, {"backends": old | name_to_entry, "history": history})
    return said


def _f1(one: dict[str, Any] | None) -> str:
    return "none" if one is None or one["f1"]["value"] is None else f"{one['f1']['value']:.3f}"
