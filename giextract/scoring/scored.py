"""Everything that is known about one backend on one report: outcomes, kinds, proofs, alarms, losses, usage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache, partial

from giextract.errors import SuiteError
from giextract.record import Usage
from giextract.schema import Schema
from giextract.scoring.alarms import Alarms, alarms
from giextract.scoring.attribution import Loss, losses
from giextract.scoring.kinds import with_kinds
from giextract.scoring.narrative import Coverage, coverage
from giextract.scoring.occurrence import Occurrences
from giextract.scoring.outcomes import OUTCOMES, Outcome, ReportScore, Scorer
from giextract.scoring.predictions import Prediction
from giextract.scoring.proofs import Proof, check_proofs
from giextract.scoring.review import Looks, looks
from giextract.scoring.suite import Case


@dataclass(frozen=True, slots=True)
class Scored:
    """One prediction, scored. `tp`, `fp`, `fn` count non-trivial slots; `edits` what a person has to put right."""

    case: Case
    prediction: Prediction
    score: ReportScore
    proofs: Counter[Proof]
    alarms: Alarms
    losses: Counter[Loss]
    looks: Looks
    narrative: Coverage
    outcomes: Counter[Outcome]
    tp: int
    fp: int
    fn: int
    edits: int
    invented: int

    @property
    def report(self) -> str:
        """Id of the report."""
        return self.case.report

    @property
    def usage(self) -> Usage:
        """What the record cost."""
        record = self.prediction.record
        return record.usage or Usage() if record else Usage()

    @property
    def cost(self) -> Decimal | None:
        """Money, None where nobody knows."""
        cost = self.usage.cost
        known = isinstance(cost, int | float | Decimal) and not isinstance(cost, bool)
        return Decimal(str(cost)) if known else None

    @property
    def f1(self) -> float | None:
        """F1 of this report alone; None where nothing is asked and nothing given."""
        tries = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / tries if tries else None

    @property
    def perfect(self) -> bool:
        """Whether nobody has to touch anything."""
        return self.edits == 0 and self.outcomes["error"] == 0


def score_all(
    cases: Sequence[Case],
    predictions: Iterable[Prediction],
    schema: Schema,
    sections: Sequence[str] = (),
    prompt_values: frozenset[object] = frozenset(),
) -> list[Scored]:
    """Each prediction scored, by report and epoch. Raises SuiteError where a prediction was made from another text."""
    scorer = Scorer(schema, frozenset(sections))
    report_to_case = {case.report: case for case in cases}
    done = [
        score_one(report_to_case[one.report], one, scorer, schema, prompt_values)
        for one in predictions
        if one.report in report_to_case
    ]
    return sorted(done, key=lambda scored: (scored.report, scored.prediction.epoch))


def score_one(
    case: Case, prediction: Prediction, scorer: Scorer, schema: Schema, prompt_values: frozenset[object] = frozenset()
) -> Scored:
    """One prediction scored."""
    record = prediction.record
    if record and record.source.sha256 and record.source.sha256 != case.document.sha256:
        raise SuiteError(
            f"the record of {case.report} was made from another file than the one at {case.document.path}; run it again"
        )
    text = case.document.text
    path_to_start = {fact.path: fact.span[0] for fact in record.facts if fact.span} if record else {}

    def before(path: str) -> str:
        start = path_to_start.get(
            path, next((at for one, at in path_to_start.items() if one.startswith(f"{path}/")), 0)
        )
        return text[max(0, start - 40) : start]

    plain = scorer.score(case.label, prediction)
    score = replace(plain, slots=with_kinds(plain.slots, case.label, before, prompt_values))
    outcomes: Counter[Outcome] = Counter(slot.outcome for slot in score.slots)
    outcomes["correct_empty"] += sum(score.empty_by_section.values())
    assert sum(outcomes.values()) == score.total
    assert set(outcomes) <= set(OUTCOMES)
    lost = Counter[Loss]()
    if any(slot.fn for slot in score.slots):
        oracle = _occurrences(case.oracle_text)
        read = oracle if case.oracle_text == text else _occurrences(text)
        lost = losses(score.slots, record, read, oracle)
    return Scored(
        case=case,
        prediction=prediction,
        score=score,
        proofs=Counter(check_proofs(record, text, schema)) if record else Counter(),
        alarms=alarms(case.label, record, score.slots),
        losses=lost,
        looks=looks(record, score.slots, sum(score.empty_by_section.values())),
        narrative=coverage(case.label, record, partial(_occurrences, text), schema),
        outcomes=outcomes,
        tp=sum(slot.tp for slot in score.slots),
        fp=sum(slot.fp for slot in score.slots),
        fn=sum(slot.fn for slot in score.slots),
        edits=outcomes["wrong"] + outcomes["missing"] + outcomes["spurious"],
        invented=sum(slot.outcome == "spurious" and slot.found.state == "stated" for slot in score.slots),
    )


@lru_cache(maxsize=256)
def _occurrences(text: str) -> Occurrences:
    return Occurrences(text)
