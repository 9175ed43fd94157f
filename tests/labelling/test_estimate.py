"""How many errors are left is told with an interval that holds, or not at all."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from scipy.stats import hypergeom  # type: ignore[import-untyped]

from giextract.labelling.draft import Draft
from giextract.labelling.estimate import Estimate, estimate, told_by, wrong_in_all
from giextract.record import Record
from giextract.review.decisions import Decision
from giextract.review.order import LEVEL_TO_WORDS, pile, sample
from giextract.schema import Schema
from tests.labelling.reports import TEXT, record_of, write_report

CATEGORIES = "/disclosure/by_category"


def decided(record: Record, schema: Schema, *decisions: dict[str, object]) -> Estimate:
    draft = Draft([record], schema, TEXT)
    assert draft.decide([Decision.model_validate(one) for one in decisions]) == []
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


REPORTS, EACH = 40, 50


@pytest.mark.parametrize(
    ("share", "flocking", "drawn"), [(0.02, 1.0, 40), (0.02, 0.1, 40), (0.2, 0.2, 60), (0.001, 0.1, 100)]
)
def test_the_interval_covers_the_truth_as_often_as_it_says(share: float, flocking: float, drawn: int) -> None:
    """Errors flock together (only `flocking` of the reports have any), in two levels of doubt; the doubtful level is settled in
    half, out of turn. Over 600 lots of one truth, and the truth is another one each time.
    """
    lot = random.Random(20261122)
    tries, covered = 600, 0
    for _ in range(tries):
        bad = {report for report in range(REPORTS) if lot.random() < flocking}
        truth = [report in bad and lot.random() < share / flocking for report in range(REPORTS) for _ in range(EACH)]
        doubted = [lot.random() < 0.3 for _ in range(60)]
        quiet = lot.sample(truth, len(truth))
        doubtful = lot.sample(doubted, len(doubted))
        out_of_turn = {number for number in range(20, 60) if lot.random() < 0.5}
        told = told_by(
            {
                "stated": [*quiet[:drawn], *[None] * (len(quiet) - drawn)],
                "finding": [one if n < 20 or n in out_of_turn else None for n, one in enumerate(doubtful)],
            }
        )
        left = sum(quiet[drawn:]) + sum(one for n, one in enumerate(doubtful) if n >= 20 and n not in out_of_turn)
        covered += told.low <= left <= told.high
    assert covered / tries >= 0.95


def test_what_was_decided_out_of_turn_counts_as_found_and_never_as_the_sample() -> None:
    drawn = [False] * 30 + [True] + [None] * 60
    out_of_turn = [True] * 8 + [None]
    (level,) = told_by({"stated": [*drawn, *out_of_turn]}).levels
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
