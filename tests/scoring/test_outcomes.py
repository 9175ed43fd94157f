"""Outcomes: the six, the states, and every pitfall of EVALS.md 2 as a row."""

from __future__ import annotations

import ast
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from giextract.record import Fact
from giextract.scoring import comparing
from giextract.scoring.comparing import same
from giextract.scoring.labels import ILLEGIBLE
from tests.scoring.desk import counts, label, outcome, record, slots

TOTAL = "/disclosure/total"


def total(value: Any) -> dict[str, Any]:
    return {"disclosure": {"total": value}}


class TestStates:
    @pytest.mark.parametrize(
        ("expected", "found", "becomes"),
        [
            (total(5), total(5), "correct"),
            (total(0), total(0), "correct"),
            (total(5), total(6), "wrong"),
            (total(5), {}, "missing"),
            (total(0), {}, "missing"),
            (total(5), total(None), "missing"),
            (total(None), total(None), "correct_empty"),
            (total(None), total(0), "spurious"),
            (total(None), {}, "missing"),
            (total(ILLEGIBLE), total(0), "spurious"),
            (total(ILLEGIBLE), {}, "missing"),
            (total(ILLEGIBLE), total(None), "wrong"),
            ({}, total(5), "spurious"),
            ({}, total(0), "spurious"),
            ({}, total(None), "spurious"),
            ({}, {}, "correct_empty"),
        ],
    )
    def test_each_pair_of_states_has_its_outcome(self, expected: Any, found: Any, becomes: str) -> None:
        assert outcome(expected, found, TOTAL) == becomes

    def test_illegible_is_read_from_the_facts(self) -> None:
        fact = Fact(path=TOTAL, state="illegible", backend="fake", check="proved")
        assert slots(label(total(ILLEGIBLE)), record({}, facts=[fact]))[TOTAL].outcome == "correct_empty"

    def test_only_values_are_invented(self) -> None:
        blank, zero = slots(label({}), record(total(None)))[TOTAL], slots(label({}), record(total(0)))[TOTAL]
        assert (blank.fp, zero.fp) == (0, 1)

    def test_a_leaf_whose_answers_were_rejected_is_unanswered_and_missing(self) -> None:
        fact = Fact(path=TOTAL, state="unanswered", backend="fake", check="unproved")
        slot = slots(label(total(5)), record({}, facts=[fact]))[TOTAL]
        assert (slot.found.state, slot.outcome) == ("unanswered", "missing")

    def test_a_section_that_the_machinery_lost_is_an_error_and_neither_right_nor_wrong(self) -> None:
        made = record({}, unanswered={"disclosure": "timed out after 60 s"})
        assert slots(label(total(5)), made)[TOTAL].outcome == "error"
        assert counts(label(total(5)), made) == (0, 0, 0)

    def test_a_section_that_the_model_spoiled_is_missing(self) -> None:
        made = record({}, unanswered={"disclosure": "the answer of m was cut off at its greatest length"})
        assert counts(label(total(5)), made) == (0, 0, 1)


class TestPitfallsOfOtherHarnesses:
    def test_a_wrong_value_hurts_precision_and_recall(self) -> None:
        assert counts(label(total(5)), record(total(6))) == (0, 1, 1)

    def test_what_cannot_be_parsed_never_equals_what_cannot_be_parsed(self) -> None:
        assert not same("count", "约12", "无")

    @pytest.mark.parametrize(
        ("expected", "found"), [(3, 3.9), (12, "12"), (1000, 1009), (15000, 1.5), (1, True), (12, "第12号")]
    )
    def test_counts_have_no_tolerance(self, expected: Any, found: Any) -> None:
        assert not same("count", expected, found)

    def test_an_omission_written_as_blank_is_no_invention(self) -> None:
        assert counts(label(total(5)), record(total(None))) == (0, 0, 1)

    def test_empty_left_empty_is_no_true_positive(self) -> None:
        assert counts(label(total(None)), record(total(None))) == (0, 0, 0)

    def test_spurious_items_and_missing_items_both_count(self) -> None:
        mine = {"disclosure": {"by_category": [{"name": "人事", "count": 2}]}}
        theirs = {"disclosure": {"by_category": [{"name": "财政预算", "count": 7}]}}
        assert counts(label(mine), record(theirs)) == (0, 1, 1)

    def test_zeros_of_a_fixed_table_are_trivial(self) -> None:
        mine = {"requests": {"new": {"company": 0, "research": 0, "total": 3}}}
        theirs = {"requests": {"new": {"company": 0, "research": 4, "total": 0}}}
        assert counts(label(mine), record(theirs)) == (0, 1, 1)

    def test_zeros_that_a_narrative_states_are_not(self) -> None:
        mine = {"disputes": {"lawsuits": 0}}
        assert counts(label(mine), record(mine)) == (1, 0, 0)

    def test_what_agrees_is_in_the_denominator_and_lists_are_too(self) -> None:
        mine = {"disclosure": {"total": 5, "increase": 1, "by_category": [{"name": "人事", "count": 2}]}}
        theirs = {"disclosure": {"total": 6, "increase": 1, "by_category": [{"name": "人事", "count": 2}]}}
        assert counts(label(mine), record(theirs)) == (2, 1, 1)

    def test_the_comparator_needs_no_package_that_may_be_missing(self) -> None:
        tree = ast.parse(Path(comparing.__file__).read_text(encoding="utf-8"))
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert {name for name in names if name.partition(".")[0] not in sys.stdlib_module_names} <= {
            name for name in names if name.startswith("giextract.")
        }

    def test_decimal_and_float_are_the_same_number(self) -> None:
        mine = {"fees": {"charged_wan_yuan": 0.038}}
        assert counts(label(mine), record(mine)) == (1, 0, 0)


MINE: dict[str, Any] = {
    "disclosure": {
        "by_channel": [
            {"name": "县政府门户网站", "count": 5},
            {"name": "其他", "count": 7},
            {"name": "其他", "count": 9},
        ]
    }
}


class TestLists:
    @pytest.mark.parametrize("seed", range(6))
    def test_order_of_items_changes_nothing(self, seed: int) -> None:
        items = [*MINE["disclosure"]["by_channel"], {"name": "公报", "count": 1}]
        shuffled = random.Random(seed).sample(items, len(items))
        assert counts(label(MINE), record({"disclosure": {"by_channel": shuffled}})) == (3, 1, 0)

    @pytest.mark.parametrize("seed", range(6))
    def test_order_of_the_labels_items_changes_nothing(self, seed: int) -> None:
        """Greedy pairing takes the first that fits: 其他 7 for 其他 9, and scores by the order of the label."""
        items = MINE["disclosure"]["by_channel"]
        shuffled = {"disclosure": {"by_channel": random.Random(seed).sample(items, len(items))}}
        theirs = {"disclosure": {"by_channel": [*items[1:], {"name": "政府门户网站", "count": 5}]}}
        assert counts(label(shuffled), record(theirs)) == (3, 0, 0)

    def test_a_name_may_be_part_of_the_label_and_also_right_names_count(self) -> None:
        theirs = {"disclosure": {"by_channel": [{"name": "政府门户网站", "count": 5}, {"name": "别的", "count": 7}]}}
        one = label(MINE, also_right={"/disclosure/by_channel/1/name": ["别的"]})
        assert counts(one, record(theirs)) == (2, 0, 1)

    def test_a_right_count_under_another_name_is_wrong(self) -> None:
        mine = {"disclosure": {"by_channel": [{"name": "政务微博", "count": 5}]}}
        theirs = {"disclosure": {"by_channel": [{"name": "政务微信", "count": 5}]}}
        slot = slots(label(mine), record(theirs))["/disclosure/by_channel/0"]
        assert (slot.outcome, slot.wrong_parts) == ("wrong", ("/name",))

    def test_optional_items_are_scored_neither_way(self) -> None:
        one = label(MINE, optional=["/disclosure/by_channel/0"])
        for theirs in ([], [{"name": "县政府门户网站", "count": 6}], MINE["disclosure"]["by_channel"][:1]):
            assert counts(one, record({"disclosure": {"by_channel": theirs}}))[:2] == (0, 0)

    def test_an_optional_item_takes_nothing_from_the_others(self) -> None:
        one = label(MINE, optional=["/disclosure/by_channel/1"])
        theirs = {"disclosure": {"by_channel": [{"name": "其他", "count": 9}]}}
        assert counts(one, record(theirs)) == (1, 0, 1)

    def test_optional_lists_parts_and_absent_fields(self) -> None:
        assert counts(label(MINE, optional=["/disclosure/by_channel"]), record({})) == (0, 0, 0)
        assert counts(label({}, optional=[TOTAL]), record(total(5))) == (0, 0, 0)
        mine = {"annex": {"rows": [{"indicator": "申请数", "unit": "件", "value": 3}]}}
        theirs = {"annex": {"rows": [{"indicator": "申请数", "unit": "条", "value": 3}]}}
        assert counts(label(mine), record(theirs)) == (0, 1, 1)
        assert counts(label(mine, optional=["/annex/rows/0/unit"]), record(theirs)) == (1, 0, 0)

    def test_also_right_may_be_a_state(self) -> None:
        assert outcome(total(5), total(None), TOTAL, also_right={TOTAL: [None]}) == "correct_empty"
        assert outcome({}, total(5), TOTAL, also_right={TOTAL: [5]}) == "correct"


class TestTexts:
    @pytest.mark.parametrize(
        ("how", "a", "b", "alike"),
        [
            ("text_norm", "《规定》（试行）", "规定(试行)", True),
            ("text_norm", "县政府", "县政府办", False),
            ("text_part", "县政府办公室", "县政府办", True),
            ("text_part", "县人民政府办公室信息科", "信息科", False),
            ("text_exact", "A-1", "A1", False),
            ("narrative", "公开内容不够全面，时效不强", "一是公开内容不够全面，时效不强。", True),
            ("narrative", "公开内容不够全面", "公开", False),
            ("text_norm", "—", "/", False),
        ],
    )
    def test_comparators(self, how: str, a: str, b: str, alike: bool) -> None:
        assert same(how, a, b) is alike
