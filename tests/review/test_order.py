"""What is likeliest to be wrong comes first, with its reasons; what nothing speaks against comes in an order drawn by lot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from giextract import extract
from giextract.record import Figures, Finding, Record, SectionResult, UnclaimedFigure
from giextract.review.order import LEVEL_TO_WORDS, REASON_TO_CHANCE, Level, pile, sample, slots_of
from giextract.schema import Schema, load_schema


@pytest.fixture(scope="module")
def record(request: pytest.FixtureRequest) -> Record:
    path: Path = request.getfixturevalue("sample")
    return extract(path)


@pytest.fixture(scope="module")
def schema() -> Schema:
    return load_schema()


def with_fact(record: Record, path: str, **changes: Any) -> Record:
    facts = [fact.model_copy(update=changes) if fact.path == path else fact for fact in record.facts]
    return record.model_copy(update={"facts": facts})


def reasons(records: list[Record], schema: Schema, path: str) -> tuple[Level, ...] | None:
    return next((slot.reasons for slot in slots_of(records, schema) if slot.place.path == path), None)


def quiet(record: Record) -> Record:
    return record.model_copy(update={"findings": [], "figures": Figures(printed=0, claimed=0)})


TOTAL = "/disclosure/total"
FINDING = Finding(rule="r", paths=[TOTAL], defect="extraction", message="m")


def cases(record: Record) -> list[tuple[Record, str, tuple[Level, ...] | None]]:
    plain = quiet(record)
    unclaimed = UnclaimedFigure(printed="8个", span=plain.sections["disclosure"].spans[0], context="8个")
    unanswered = plain.sections | {"fees": SectionResult(state="unanswered")}
    without_fees = [fact for fact in plain.facts if not fact.path.startswith("/fees")]
    return [
        (plain, TOTAL, ("stated",)),
        (plain, "/disclosure/by_category/0", ("stated",)),
        (plain, "/disclosure/by_category", ("absent",)),
        (plain, "/disclosure/normative_documents", ("absent",)),
        (plain, "/requests", ("absent",)),
        (plain, "/requests/new/total", None),
        (plain, "/engagement/hotline", ("gap",)),
        (with_fact(plain, TOTAL, check="unproved"), TOTAL, ("unproved",)),
        (with_fact(plain, TOTAL, doubtful=True), TOTAL, ("doubtful",)),
        (with_fact(plain, TOTAL, state="illegible", value=None), TOTAL, ("illegible",)),
        (with_fact(plain, "/disclosure/by_category/0/count", doubtful=True), "/disclosure/by_category/0", ("doubtful",)),
        (plain.model_copy(update={"findings": [FINDING]}), TOTAL, ("finding",)),
        (with_fact(plain.model_copy(update={"findings": [FINDING]}), TOTAL, doubtful=True), TOTAL, ("finding", "doubtful")),
        (plain.model_copy(update={"findings": [FINDING.model_copy(update={"defect": "report"})]}), TOTAL, ("stated",)),
        (plain.model_copy(update={"figures": Figures(printed=1, claimed=0, unclaimed=[unclaimed])}), "/disclosure/normative_documents", ("unclaimed",)),
        (plain.model_copy(update={"sections": unanswered, "facts": without_fees}), "/fees", ("unanswered",)),
    ]  # fmt: skip


@pytest.mark.parametrize("number", range(16))
def test_each_doubt_has_its_reason(record: Record, schema: Schema, number: int) -> None:
    changed, path, expected = cases(record)[number]
    assert reasons([changed], schema, path) == expected


def test_backends_that_differ_are_a_reason(record: Record, schema: Schema) -> None:
    other = with_fact(record, TOTAL, value=7)
    plain = quiet(record)
    assert reasons([plain, other], schema, TOTAL) == ("difference",)
    assert reasons([plain, other], schema, "/disclosure/increase") == ("stated",)


def test_every_slot_stands_once_and_every_fact_in_one(record: Record, schema: Schema) -> None:
    paths = [slot.place.path for slot in slots_of([record], schema)]
    assert len(paths) == len(set(paths))
    for fact in record.facts:
        assert any(fact.path == path or fact.path.startswith(f"{path}/") for path in paths)


def test_the_likeliest_to_be_wrong_comes_first(record: Record, schema: Schema) -> None:
    first = quiet(record)
    doubted = with_fact(first, TOTAL, check="unproved")
    second = doubted.model_copy(update={"source": record.source.model_copy(update={"sha256": "0" * 64})})
    whole = pile([[first], [second]], schema)
    assert whole.sha256s == (second.source.sha256, first.source.sha256)
    assert whole.slots[0].place == (second.source.sha256, TOTAL)
    scores = [slot.score for slot in whole.slots]
    assert scores == sorted(scores, reverse=True)


def test_more_reasons_make_a_higher_score(record: Record, schema: Schema) -> None:
    changed = with_fact(quiet(record).model_copy(update={"findings": [FINDING]}), TOTAL, doubtful=True)
    (slot,) = [one for one in slots_of([changed], schema) if one.place.path == TOTAL]
    assert slot.score == pytest.approx(1 - 0.8 * 0.8)


def test_levels_stand_strongest_first_and_all_have_words() -> None:
    chances = list(REASON_TO_CHANCE.values())
    assert chances == sorted(chances, reverse=True)
    assert set(LEVEL_TO_WORDS) == set(REASON_TO_CHANCE)


def test_the_sample_is_drawn_by_lot_alone(record: Record, schema: Schema) -> None:
    others = [
        quiet(record).model_copy(update={"source": record.source.model_copy(update={"sha256": f"{number:064x}"})})
        for number in range(8)
    ]
    drawn = sample(pile([[one] for one in others], schema), 20)
    again = sample(pile([[one] for one in reversed(others)], schema), 20)
    assert drawn == again
    assert [slot.level for slot in drawn] == ["gap"] * 8 + ["absent"] * 20 + ["stated"] * 20
    assert len({slot.place.sha256 for slot in drawn}) > 4
