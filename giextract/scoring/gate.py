"""The gate: one verdict, from which both the text and the exit code follow.

Hard: no errors; every report scored; the labels those of the baseline; no value invented that was not; validity not
lower.
Statistical: the lower bound of the difference in the reports' mean F1 above minus the suite's margin.
Listed in any case: every slot broken, by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from giextract.scoring.baseline import invented_slots
from giextract.scoring.comparison import wrong_slots
from giextract.scoring.intervals import mean_interval
from giextract.scoring.scored import Scored
from giextract.scoring.summary import report_f1

Word = Literal["pass", "blocked", "incomplete"]
SHOWN = 40


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
    missing = summary["reports"] - summary["scored"]
    if missing or summary["slots"]["error"]:
        what = (
            f"{missing} reports are not scored"
            if missing
            else f"{summary['slots']['error']} slots are errors of the machinery"
        )
        reasons = summary["validity"]["reasons"]
        often = [f"most often: {max(reasons, key=lambda one: (reasons[one], one))}"] if reasons else []
        return Verdict(backend, "incomplete", (what,), tuple(often))
    if baseline is None:
        return Verdict(backend, "blocked", ("it has no baseline; `giextract eval bless` makes one, with a reason",), ())
    if baseline["labels"] != labels:
        why = f"the labels are {labels}, the baseline's {baseline['labels']}, which do not compare; bless anew"
        return Verdict(backend, "blocked", (why,), ())
    blocks, notes = [], []
    invented = sorted(set(invented_slots(scored)) - set(baseline["invented"]))
    if invented:
        blocks.append(f"{len(invented)} values are invented that were not: {_names(invented)}")
    answered = summary["validity"]["answered_sections"]["value"]
    if answered is not None and answered < baseline["answered_sections"] - 1e-9:
        blocks.append(f"fewer sections are answered: {answered:.4f}, were {baseline['answered_sections']:.4f}")
    before, now = baseline["report_f1"], report_f1(scored)
    differences = [round(now[report] or 0.0, 6) - (before[report] or 0.0) for report in now if report in before]
    difference = mean_interval(differences)
    low = difference.low if difference.low is not None else difference.value
    high = difference.high if difference.high is not None else difference.value
    assert low is not None
    assert high is not None
    bounds = f"{difference.value:+.4f} [{low:+.4f}, {high:+.4f}], n={difference.n} reports, sig {summary['sig']}"
    notes.append(f"mean report F1 {bounds}, margin {margin}")
    if low < -margin:
        blocks.append(f"F1 may have fallen by more than {margin}: {bounds}")
    wrong, was = wrong_slots(scored), set(baseline["wrong"])
    broken, fixed = sorted(wrong - was), sorted(was - wrong)
    notes.append(f"slots broken {len(broken)}{': ' + _names(broken) if broken else ''}")
    notes.append(f"slots fixed {len(fixed)}{': ' + _names(fixed) if fixed else ''}")
    return Verdict(backend, "blocked" if blocks else "pass", tuple(blocks), tuple(notes))


def _names(names: Sequence[str]) -> str:
    more = f", and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
