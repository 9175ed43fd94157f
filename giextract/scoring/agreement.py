"""Agreement of two blind labellings, and the reasons why their differences were settled as they were.

Agreement is F1 of the one labelling against the other over non-trivial slots, so it is on the scale of a backend's
score: what two careful readers differ on, no backend can be blamed for. It is printed twice: as the values stand, and
with what either calls also right or optional. Settled differences have a reason in a TOML file:

    [["a02-minzheng"]]
    path = "/organisation/office"
    why = "the office is named in the preamble; the second labeller read the contact line"
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError

from giextract.document import Document
from giextract.errors import SuiteError
from giextract.record import json_ready
from giextract.schema import Schema
from giextract.scoring.completeness import named
from giextract.scoring.files import read_toml, reason
from giextract.scoring.intervals import Interval, ratio_interval
from giextract.scoring.labels import Label, load_label
from giextract.scoring.outcomes import ReportScore, Scorer, Slot
from giextract.scoring.predictions import Prediction
from giextract.scoring.references import oracle
from giextract.scoring.suite import Case

_INDEX = re.compile(r"/\d+(?=/|$)")


@dataclass(frozen=True)
class Agreement:
    """How far two labellings agree: overall and by section, and each difference with its reason, if there is one."""

    reports: int
    strict: Interval
    overall: Interval
    by_section: dict[str, Interval]
    differences: list[tuple[str, Slot, str]]
    tolerated: int
    alone: tuple[str, ...] = ()
    """Reports of which only one folder has a label."""

    def text(self, *, differences: bool) -> str:
        """The agreement as it is printed."""
        open_ones = sum(not why for _, _, why in self.differences)
        lines = [
            f"agreement {_said(self.strict)} as the values stand",
            f"agreement {_said(self.overall)} with what either calls also right or optional",
            f"(F1 of one blind labelling against the other, non-trivial slots, "
            f"{self.overall.method}, n={self.reports} reports)",
            *(f"  {name:13} {_said(one)}  n={one.n}" for name, one in self.by_section.items()),
            f"{len(self.differences)} differences, {open_ones} without a reason yet; "
            f"{self.tolerated} are also right or optional for either",
        ]
        if self.alone:
            lines.append(f"not compared, for only one labelling has them: {named(self.alone)}")
        if differences:
            lines += [_line(*difference) for difference in self.differences]
        return "\n".join(lines)


def agree(first: Path, second: Path, schema: Schema, only: str, reasons: Path) -> Agreement:
    """Compare the labels that both folders have; `alone` names the others."""
    mine, theirs = (
        {path.stem: path for path in folder.glob("*.json") if fnmatchcase(path.stem, only)}
        for folder in (first, second)
    )
    pairs = [
        Pair(load_label(mine[report], schema), load_label(theirs[report], schema))
        for report in sorted(mine.keys() & theirs.keys())
    ]
    if not pairs:
        raise SuiteError(
            f"{first} and {second} have no label of one report that fits {only!r}; there is nothing to compare"
        )
    return replace(agree_on(pairs, schema, _reasons(reasons)), alone=tuple(sorted(mine.keys() ^ theirs.keys())))


class Pair(NamedTuple):
    """Two labels of one report. `left_out` are paths on which one of the two did not decide, so that nothing is compared."""

    first: Label
    second: Label
    left_out: tuple[str, ...] = ()


def agree_on(
    pairs: Iterable[Pair], schema: Schema, report_to_reasons: Mapping[str, Sequence[tuple[str, str]]]
) -> Agreement:
    """Compare the labels of each pair; the reasons for settled differences are (path, why) by report."""
    scores: list[ReportScore] = []
    strict: list[ReportScore] = []
    differences: list[tuple[str, Slot, str]] = []
    tolerated = 0
    for one, other, left_out in pairs:
        score = score_labels(replace(one, optional=(*one.optional, *left_out)), other, schema)
        plain = compared(Label(one.report, one.values, optional=left_out), other, schema)
        strict.append(plain)
        scores.append(score)
        tolerated += len(_different(plain)) - len(_different(score))
        known = report_to_reasons.get(one.report, [])
        differences += [(one.report, slot, _why(slot, known)) for slot in _different(plain)]
    sections = sorted({slot.section for score in scores for slot in score.slots})
    return Agreement(
        reports=len(scores),
        strict=ratio_interval([_pair(score.slots) for score in strict]),
        overall=ratio_interval([_pair(score.slots) for score in scores]),
        by_section={
            name: ratio_interval([_pair(slot for slot in score.slots if slot.section == name) for score in scores])
            for name in sections
        },
        differences=differences,
        tolerated=tolerated,
    )


def score_labels(first: Label, second: Label, schema: Schema) -> ReportScore:
    """The second label scored as if it were a record, by what either calls optional or also right.

    Of the second's, only what names no item of a list: its items are numbered in another way.
    """
    others = {path: more for path, more in second.also_right.items() if not _INDEX.search(path)}
    tolerant = replace(
        first,
        optional=tuple({*first.optional, *(path for path in second.optional if not _INDEX.search(path))}),
        also_right={
            path: first.also_right.get(path, []) + others.get(path, []) for path in {*first.also_right, *others}
        },
    )
    return compared(tolerant, second, schema)


def compared(first: Label, second: Label, schema: Schema) -> ReportScore:
    """The second label held against the first, slot by slot: `path` is the first's place, `found_at` the second's."""
    record = oracle(Case(second, Document(""), ""), schema)
    return Scorer(schema).score(first, Prediction(first.report, "second", 0, record))


def _different(score: ReportScore) -> list[Slot]:
    return [slot for slot in score.slots if slot.outcome not in ("correct", "correct_empty")]


def _why(slot: Slot, known: Iterable[tuple[str, str]]) -> str:
    return next((why for path, why in known if slot.path == path or slot.path.startswith(f"{path}/")), "")


def _pair(slots: Iterable[Slot]) -> tuple[float, float]:
    counts = [(slot.tp, slot.fp, slot.fn) for slot in slots]
    tp = sum(count[0] for count in counts)
    return 2.0 * tp, 2.0 * tp + sum(count[1] + count[2] for count in counts)


class _Reason(BaseModel):
    path: str
    why: str


_REASONS = TypeAdapter(dict[str, list[_Reason]])


def _reasons(path: Path) -> dict[str, list[tuple[str, str]]]:
    if not path.is_file():
        return {}
    try:
        data = _REASONS.validate_python(read_toml(path))
    except ValidationError as error:
        raise SuiteError(f"{path}: {reason(error)}; a reason has a path and a why") from error
    return {report: [(row.path, row.why) for row in rows] for report, rows in data.items()}


def _said(one: Interval) -> str:
    if one.value is None:
        return "-"
    return f"{one.value:.3f}" + ("" if one.low is None else f" [{one.low:.3f}, {one.high:.3f}]")


def _line(report: str, slot: Slot, why: str) -> str:
    values = f"{_value(slot.label_raw, slot.label.state)} | {_value(slot.found_raw, slot.found.state)}"
    return f"  {report} {slot.path} {slot.name}: {values}{f'  ({why})' if why else ''}"


def _value(raw: Any, state: str) -> str:
    return json.dumps(json_ready(raw), ensure_ascii=False) if state == "stated" else state
