"""The gate: one verdict, from which both the text and the exit code follow.

Hard: no errors; every report scored; labels, reports, sections and rules of scoring those of the baseline; no value
invented that was not; validity not lower.
Statistical: the lower bound of the difference in the reports' mean F1 above minus the suite's margin.
Listed in any case: every slot broken, by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from giextract.scoring.baseline import invented_slots
from giextract.scoring.comparison import wrong_slots
from giextract.scoring.intervals import difference_interval
from giextract.scoring.scored import Scored
from giextract.scoring.signature import parts_of
from giextract.scoring.summary import report_f1

Word = Literal["pass", "blocked", "incomplete"]
SHOWN = 40
COMPARABLE = {
    "sections": "the suite looks at sections",
    "norm": "texts are normalised by version",
    "score": "slots are scored by the rules of version",
}
"""Key of a signature on which scores depend like on labels -> what it says."""


@dataclass(frozen=True)
class Verdict:
    """The verdict on one backend; `blocks` says why, `notes` what else is to be known."""

    backend: str
    word: Word
    blocks: tuple[str, ...]
    notes: tuple[str, ...]

    def text(self) -> str:
        """The verdict as it is printed."""
        lines = [f"gate {self.word}: {self.backend}"]
        lines += [f"  blocked: {one}" for one in self.blocks]
        lines += [f"  {one}" for one in self.notes]
        return "\n".join(lines)


def judge(
    backend: str,
    summary: dict[str, Any],
    scored: Sequence[Scored],
    labels: str,
    baseline: dict[str, Any] | None,
    margin: float,
) -> Verdict:
    """The verdict on one backend's scores against its baseline entry."""
    what = _gap(summary)
    if what:
        reasons = summary["validity"]["reasons"]
        often = [f"most often: {max(reasons, key=lambda one: (reasons[one], one))}"] if reasons else []
        return Verdict(backend, "incomplete", (what,), tuple(often))
    if baseline is None:
        return Verdict(backend, "blocked", ("it has no baseline; `giextract eval bless` makes one, with a reason",), ())
    if baseline["labels"] != labels:
        why = (
            f"labels or texts of the reports are {labels}, the baseline's {baseline['labels']}, which do not compare; "
            "bless anew"
        )
        return Verdict(backend, "blocked", (why,), ())
    now_scored, was_scored = parts_of(summary["signature"]), parts_of(baseline["signature"])
    for key, said in COMPARABLE.items():
        if now_scored.get(key) != was_scored.get(key):
            mine, theirs = now_scored.get(key, "all"), was_scored.get(key, "all")
            why = f"{said} {mine}, the baseline's {theirs}, which do not compare; bless anew"
            return Verdict(backend, "blocked", (why,), ())
    blocks, notes = [], []
    invented = sorted(set(invented_slots(scored)) - set(baseline["invented"]))
    if invented:
        blocks.append(f"{len(invented)} values are invented that were not: {_names(invented)}")
    answered = summary["validity"]["answered_sections"]["value"]
    were = baseline["answered_sections"]
    if were is not None and (answered is None or answered < were - 1e-9):
        blocks.append(f"fewer sections are answered: {answered or 0.0:.4f}, were {were:.4f}")
    before, now = baseline["report_f1"], report_f1(scored)
    differences = [round(now[report] or 0.0, 6) - (before[report] or 0.0) for report in now if report in before]
    difference = difference_interval(differences)
    if difference.value is None:
        why = "the baseline has none of these reports; bless anew"
        return Verdict(backend, "blocked", (*blocks, why), ())
    low = difference.value if difference.low is None else difference.low
    high = difference.value if difference.high is None else difference.high
    bounds = f"{difference.value:+.4f} [{low:+.4f}, {high:+.4f}], n={difference.n} reports, sig {summary['sig']}"
    notes.append(f"mean report F1 {bounds}, margin {margin}")
    if low < -margin:
        blocks.append(f"F1 may have fallen by more than {margin}: {bounds}")
    wrong, was = wrong_slots(scored), set(baseline["wrong"])
    broken, fixed = sorted(wrong - was), sorted(was - wrong)
    notes.append(f"slots broken {len(broken)}{': ' + _names(broken) if broken else ''}")
    notes.append(f"slots fixed {len(fixed)}{': ' + _names(fixed) if fixed else ''}")
    return Verdict(backend, "blocked" if blocks else "pass", tuple(blocks), tuple(notes))


def _gap(summary: dict[str, Any]) -> str:
    """What keeps a backend from being judged at all."""
    if summary["missing"] or summary["scored"] < summary["reports"]:
        left = summary["reports"] - summary["scored"]
        names = f": {_names(summary['missing'])}" if summary["missing"] else ""
        return f"{left} reports are not scored{names}" if left else f"predictions are missing{names}"
    if summary["slots"]["error"]:
        return f"{summary['slots']['error']} slots are errors of the machinery"
    return "" if summary["slots"]["total"] else "there is no slot to judge"


def _names(names: Sequence[str]) -> str:
    more = f", and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
