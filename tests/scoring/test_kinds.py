"""One planted error of each kind is found and named; proofs, alarms and losses likewise."""

from __future__ import annotations

from typing import Any

import pytest

from giextract.record import Fact, Finding, SectionResult
from giextract.scoring.attribution import Loss
from giextract.scoring.kinds import KINDS
from giextract.scoring.outcomes import Scorer
from giextract.scoring.predictions import Prediction
from giextract.scoring.scored import Scored, score_one
from tests.scoring.desk import SCHEMA, case, label, record

LABEL: dict[str, Any] = {
    "disclosure": {
        "total": 1286,
        "cumulative_total": 5000,
        "increase": 77,
        "by_category": [
            {"name": "人事", "count": 400, "percent": 31.1},
            {"name": "财政", "count": 700, "percent": 54.4},
        ],
    },
    "organisation": {"office": "办公室"},
}
TEXT = "全年公开政府信息1286条，去年为1143条；累计5000条，增加77条。人事400条，占31.1%，财政700条，占54.4%。办公室"


def scored(values: dict[str, Any], **more: Any) -> Scored:
    prompts = frozenset({123}) if more.pop("prompted", False) else frozenset[object]()
    one = case(label(LABEL, notes=["/disclosure/by_category: 1100 of 1286"]), TEXT)
    return score_one(one, Prediction("r1", "fake", 0, record(values, **more)), Scorer(SCHEMA), SCHEMA, prompts)


def kind_of(value: Any, path: str = "total", **more: Any) -> str:
    values = {"disclosure": {**LABEL["disclosure"], path: value}, "organisation": LABEL["organisation"]}
    return next(slot.kind for slot in scored(values, **more).score.slots if slot.kind)


class TestKinds:
    @pytest.mark.parametrize(
        ("value", "kind"),
        [
            (0, "zero_fill"),
            (5000, "shifted"),
            (12_860_000, "unit"),
            (1236, "one_digit"),
            (126, "one_digit"),
            (1268, "one_digit"),
            (1100, "total_recomputed"),
            (9, "other"),
        ],
    )
    def test_a_wrong_total_has_its_kind(self, value: int, kind: str) -> None:
        assert kind_of(value) == kind

    def test_last_years_figure_is_told_by_the_words_before_it(self) -> None:
        start = TEXT.index("1143")
        fact = Fact(
            path="/disclosure/total", state="stated", value=1143, printed="1143", span=(start, start + 4),
            backend="fake", check="proved",
        )  # fmt: skip
        assert kind_of(1143, facts=[fact]) == "other_year"

    def test_a_figure_of_the_prompts_examples(self) -> None:
        assert kind_of(123, prompted=True) == "from_prompt"

    def test_items_with_a_wrong_name_or_part(self) -> None:
        items: Any = [
            {"name": "人事", "count": 400, "percent": 31.1},
            {"name": "财政预决算类", "count": 700, "percent": 54.4},
        ]
        assert kind_of(items, "by_category") == "name"
        items = [{"name": "人事", "count": 400}, {"name": "财政", "count": 700, "percent": 54.4}]
        assert kind_of(items, "by_category") == "part"

    def test_text_and_state(self) -> None:
        found = scored({**LABEL, "organisation": {"office": "科技处"}})
        assert [slot.kind for slot in found.score.slots if slot.kind] == ["text"]
        assert kind_of(None, "normative_documents") == "state"

    def test_every_kind_has_its_test(self) -> None:
        told = {"zero_fill", "shifted", "unit", "one_digit", "total_recomputed", "other", "other_year", "from_prompt"}
        assert told | {"name", "part", "text", "state"} == set(KINDS)


def fact(value: Any, printed: str, at: str | None = None, **more: Any) -> Fact:
    start = TEXT.index(at or printed)
    parts = {"path": "/disclosure/total", "state": "stated", "backend": "fake", "check": "proved", **more}
    return Fact(value=value, printed=printed, span=(start, start + len(printed)), **parts)


class TestProofs:
    @pytest.mark.parametrize(
        ("one", "verdict"),
        [
            (fact(1286, "1286条"), "holds"),
            (fact(1287, "1286条"), "says_other"),
            (fact(1286, "1285条", at="1286条"), "not_printed"),
            (fact(1286, "1286条", proof="identity"), "says_other"),
            (fact(1286, "1286条", proof="identity", equations=["a + b = c"]), "holds"),
        ],
    )
    def test_the_text_is_asked_anew(self, one: Fact, verdict: str) -> None:
        assert dict(scored({"disclosure": {"total": one.value}}, facts=[one]).proofs) == {verdict: 1}

    def test_a_value_without_a_fact_has_no_proof(self) -> None:
        assert dict(scored({"disclosure": {"total": 1286}}).proofs) == {"no_proof": 1}


class TestAlarms:
    def finding(self, path: str, defect: Any) -> Finding:
        return Finding(rule="sum", paths=[path], defect=defect, message="m")

    def test_without_findings_every_wrong_value_is_silent(self) -> None:
        one = scored({"disclosure": {"total": 9, "normative_documents": 3}}).alarms
        assert set(one.silent) == {"/disclosure/total", "/disclosure/normative_documents"}

    def test_a_finding_on_the_slot_breaks_the_silence(self) -> None:
        one = scored({"disclosure": {"total": 9}}, findings=[self.finding("/disclosure/total", "extraction")]).alarms
        assert (one.raised, one.right, one.seen, one.silent) == (1, 1, 1, ())

    def test_a_false_alarm_is_not_right(self) -> None:
        one = scored(LABEL, findings=[self.finding("/disclosure/total", "unclear")]).alarms
        assert (one.raised, one.right, one.errors) == (1, 0, 0)

    def test_findings_that_blame_the_report_are_held_against_as_printed(self) -> None:
        one = scored(LABEL, findings=[self.finding("/disclosure/by_category", "report")]).alarms
        assert (one.defects, one.defects_found, one.defect_findings_right, one.raised) == (1, 1, 1, 0)


class TestLosses:
    def lost(self, spans: list[tuple[int, int]] | None, total: int = 1286, text: str = TEXT) -> dict[Loss, int]:
        one = case(label({"disclosure": {"total": total}}), text)
        made = record({})
        if spans is not None:
            made = made.model_copy(update={"sections": {"disclosure": SectionResult(state="read", spans=spans)}})
        made = made.model_copy(update={"source": made.source.model_copy(update={"sha256": ""})})
        return dict(score_one(one, Prediction("r1", "fake", 0, made), Scorer(SCHEMA), SCHEMA).losses)

    def test_what_the_section_was_given_is_lost_in_the_backend(self) -> None:
        assert self.lost([(0, len(TEXT))]) == {"backend": 1}

    def test_what_it_was_not_given_is_lost_in_routing(self) -> None:
        assert self.lost([(40, len(TEXT))]) == {"routing": 1}

    def test_what_is_not_printed_is_the_labels(self) -> None:
        assert self.lost([(0, len(TEXT))], total=4711) == {"label": 1}

    def test_what_the_file_lost_is_lost_in_reading(self) -> None:
        from dataclasses import replace

        one = replace(case(label({"disclosure": {"total": 1286}}), TEXT.replace("1286", "12口6")), oracle_text=TEXT)
        found = score_one(one, Prediction("r1", "fake", 0, record({})), Scorer(SCHEMA), SCHEMA)
        assert dict(found.losses) == {"reading": 1}
