"""The last release: its records, kept beside the labels, so that a score stands beside what users have.

evals/baselines/<suite>.release.jsonl: a head that says which version, who, when and why, then one record a line without
what no score of values asks for (proofs, figures, findings, usage). Kept are records and no scores: they are scored with
the labels of the day, so a corrected label changes both sides, and a report that is newer than the release is left out
of its side and told.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from giextract import __version__
from giextract.errors import SuiteError
from giextract.record import Figures, Record, Usage
from giextract.scoring.baseline import reason_said
from giextract.scoring.files import numbered_lines, reason, write_text
from giextract.scoring.predictions import Prediction
from giextract.text.strict_json import parsed

HEAD = "giextract release"
LONGEST_HEAD = 10_000


class Release(NamedTuple):
    """What a release answered: its version, and the predictions of each backend that was kept."""

    version: str
    name_to_predictions: dict[str, list[Prediction]]


def keep_release(path: Path, predictions: Iterable[Prediction], who: str, why: str) -> str:
    """Write the first epoch of `predictions` as those of this version; returns a line that says so.

    Raises SuiteError where the reason says nothing.
    """
    kept = [slim(one) for one in predictions if one.epoch == 0]
    head = {
        HEAD: __version__,
        "who": who,
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "why": reason_said(why),
    }
    lines = [json.dumps(head, ensure_ascii=False, sort_keys=True)]
    lines += sorted(one.to_line() for one in kept)
    write_text(path, "\n".join(lines) + "\n")
    names = ", ".join(sorted({one.backend for one in kept}))
    return f"release {__version__} keeps {len(kept)} records of {names}"


def load_release(path: Path) -> Release | None:
    """The release kept in a file; None where none was kept yet."""
    if not path.is_file():
        return None
    head: dict[str, Any] = {}
    name_to_predictions: dict[str, list[Prediction]] = {}
    for number, line in numbered_lines(path):
        try:
            data = parsed(line) if HEAD in line[:LONGEST_HEAD] and not head else None
            if isinstance(data, dict) and isinstance(data.get(HEAD), str):
                head = data
                continue
            one = Prediction.from_line(line)
        except ValueError as error:
            raise SuiteError(f"{path} line {number} is damaged ({reason(error)}); restore it from git") from error
        name_to_predictions.setdefault(one.backend, []).append(one)
    if not head:
        raise SuiteError(f"{path} holds no release; restore it from git, or keep one with `eval bless --release`")
    return Release(head[HEAD], name_to_predictions)


def slim(one: Prediction) -> Prediction:
    """The prediction without what no score of its values asks for."""
    record = one.record
    return one if record is None else replace(one, record=_slim(record))


def _slim(record: Record) -> Record:
    return record.model_copy(
        update={
            "source": record.source.model_copy(update={"path": Path(record.source.path).name}),
            "sections": {name: section.model_copy(update={"spans": []}) for name, section in record.sections.items()},
            "facts": [fact for fact in record.facts if fact.state in ("illegible", "unanswered")],
            "findings": [],
            "figures": Figures(printed=0, claimed=0),
            "usage": Usage(),
        }
    )
