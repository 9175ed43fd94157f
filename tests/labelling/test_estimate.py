"""How many errors are left is told with an interval that holds, or not at all."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from scipy.stats import hypergeom  # type: ignore[import-untyped]

from giextract.labelling.draft import Draft
from giextract.labelling.estimate import Estimate, _level, estimate, wrong_in_all
from giextract.record import Record
from giextract.review.decisions import Decision
from giextract.review.order import LEVEL_TO_WORDS, pile, sample
from giextract.schema import Schema, load_schema
from tests.labelling.reports import TEXT, record_of, write_report

CATEGORIES = "/disclosure/by_category"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return record_of(write_report(tmp_path_factory.mktemp("reports")))


@pytest.fixture(scope="module")
def schema() -> Schema:
    return load_schema()


def decided(record: Record, schema: Schema, *decisions: dict[str, object]) -> Estimate:
    draft = Draft([record], schema, TEXT)
    draft.decide([Decision.model_validate(one) for one in decisions])
    return estimate(pile([[record]], schema), {record.source.sha256: draft})


@pytest.mark.parametrize(
    ("slots", "drawn", "wrong"), [(20, 5, 0), (20, 5, 5), (200, 40, 3), (1000, 100, 0), (57, 57, 4), (9, 0, 0)]
)
def test_the_bounds_are_those_of_an_exact_test(slots: int, drawn: int, wrong: int) -> None:
    kept = [
        total
        for total in range(wrong, slots - (drawn - wrong) + 1)
        if hypergeom.cdf(wrong, slots, total, drawn) > 0.025 and hypergeom.sf(wrong - 1, slots, total, drawn) > 0.025
    ]
    assert wrong_in_all(slots, drawn, wrong) == (kept[0], kept[-1])


@pytest.mark.parametrize(("slots", "errors", "drawn"), [(40, 3, 15), (400, 2, 60), (400, 40, 60), (2000, 10, 150)])
def test_the_interval_covers_the_truth_as_often_as_it_says(slots: int, errors: int, drawn: int) -> None:
    """Errors flock together in reports (the first slots are one report's); drawing by lot makes that harmless."""
    lot = random.Random(20261122)
    truth = [number < errors for number in range(slots)]
    tries, covered = 1000, 0
    for _ in range(tries):
        order = lot.sample(truth, slots)
        level = _level("stated", [*order[:drawn], *[None] * (slots - drawn)], 0.95)
        covered += level.low <= sum(order[drawn:]) <= level.high
    assert covered / tries >= 0.94


def test_what_was_decided_out_of_turn_counts_as_found_and_never_as_the_sample() -> None:
    drawn = [False] * 30 + [True] + [None] * 60
    out_of_turn = [True] * 8 + [None]
    level = _level("stated", [*drawn, *out_of_turn], 0.95)
    assert (level.slots, level.decided, level.wrong, level.sample, level.sample_wrong) == (100, 39, 9, 31, 1)
    fewest, most = wrong_in_all(100, 31, 1, 0.95)
    assert (level.low, level.high) == (max(fewest - 9, 0), most - 9)


def test_where_nobody_has_looked_nothing_is_said(record: Record, schema: Schema) -> None:
    told = decided(record, schema)
    assert told.left is None
    assert "nobody can say yet" in told.text()
    assert told.high == sum(level.slots for level in told.levels)


def test_where_all_is_decided_nothing_is_left(record: Record, schema: Schema) -> None:
    told = decided(record, schema, {"path": "", "action": "accept"})
    assert (told.left, told.low, told.high) == (0, 0, 0)
    assert told.text().endswith("errors left: none, every slot has been decided on")


@pytest.mark.parametrize(
    ("decision", "wrong"),
    [
        ({"path": "/disclosure/total", "action": "accept"}, 0),
        ({"path": "/disclosure/total", "action": "set", "state": "stated", "value": 240}, 0),
        ({"path": "/disclosure/total", "action": "set", "state": "stated", "value": 201}, 1),
        ({"path": "/disclosure/total", "action": "set", "state": "absent"}, 1),
        ({"path": "/disclosure/total", "action": "set", "state": "unanswered"}, 1),
        ({"path": "/disclosure/increase", "action": "set", "state": "stated", "value": 3}, 1),
        ({"path": f"{CATEGORIES}/0", "action": "remove"}, 1),
        ({"path": f"{CATEGORIES}/0/count", "action": "set", "state": "stated", "value": 3}, 1),
        ({"path": CATEGORIES, "action": "add", "value": {"name": "其他"}}, 1),
        ({"path": "/requests/new/total", "action": "set", "state": "stated", "value": 3}, 1),
        ({"path": "/disclosure", "action": "note", "note": "?"}, 0),
    ],
)  # fmt: skip
def test_a_slot_was_wrong_where_the_decision_says_otherwise_than_the_record(
    record: Record, schema: Schema, decision: dict[str, object], wrong: int
) -> None:
    told = decided(record, schema, {"path": "", "action": "accept"}, decision)
    assert sum(level.wrong for level in told.levels) == wrong


def test_a_looked_at_sample_tells_of_the_rest(schema: Schema, tmp_path: Path) -> None:
    records = [
        record_of(write_report(tmp_path, f"r{number}", TEXT.replace("240条", f"{240 + number}条")))
        for number in range(12)
    ]
    whole = pile([[record] for record in records], schema)
    drafts = {record.source.sha256: Draft([record], schema, TEXT) for record in records}
    looked_at = sample(whole, 40)
    for slot in looked_at:
        drafts[slot.place.sha256].decide([Decision(path=slot.place.path, action="accept")])
    told = estimate(whole, drafts)
    name_to_level = {level.name: level for level in told.levels}
    for name in {slot.level for slot in looked_at}:
        level = name_to_level[name]
        assert level.sample >= min(40, level.slots)
        assert level.left == 0
        assert level.high < level.slots - level.decided or level.slots == level.decided
    assert set(name_to_level) <= set(LEVEL_TO_WORDS)
