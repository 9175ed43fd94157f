"""Baselines: the blessed scores of a suite, one entry per backend, which the gate holds new runs against.

evals/baselines/<suite>.json. They change only through `bless`, which writes who, when and why beside the signatures
before and after.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from giextract.errors import SuiteError
from giextract.scoring.comparison import wrong_slots
from giextract.scoring.files import read_json, write_json
from giextract.scoring.scored import Scored
from giextract.scoring.summary import report_f1

LEAST_REASON = 10


def load_baseline(path: Path) -> dict[str, Any]:
    """Backend -> its blessed entry; empty where nothing was blessed yet."""
    if not path.is_file():
        return {}
    data = read_json(path)
    if not isinstance(data, dict) or not isinstance(data.get("backends"), dict):
        raise SuiteError(f"{path} is no baseline; restore it from git, or bless anew")
    return dict(data["backends"])


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
    old = load_baseline(path)
    history = read_json(path).get("history", []) if path.is_file() else []
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
        was = f"{before['f1']['value']:.3f}" if before else "none"
        said.append(f"{name}: F1 {was} -> {new['f1']['value']:.3f}")
    write_json(path, {"backends": old | name_to_entry, "history": history})
    return said
