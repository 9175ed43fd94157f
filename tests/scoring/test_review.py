"""The review curve, the coverage of narrative fields, values of prompts, strata with several values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from giextract.errors import SuiteError
from giextract.record import Fact, Finding
from giextract.scoring.alarms import Touching, touches
from giextract.scoring.narrative import coverage
from giextract.scoring.occurrence import Occurrences
from giextract.scoring.review import Looks, area, corners, looks, met_at, review
from giextract.scoring.scored import score_all
from giextract.scoring.suite import load_cases, load_suite
from giextract.scoring.summary import summary
from tests.scoring.desk import EVALS, SCHEMA, label, record, slots, write_suite

TEXT = "存在的问题：一是更新不及时，二是人手不够。下一步，要加强培训。"


def fact(path: str, quoted: str, **more: object) -> Fact:
    start = TEXT.index(quoted)
    span = (start, start + len(quoted))
    return Fact.model_validate(
        {"path": path, "state": "stated", "value": quoted, "span": span, "backend": "fake", "check": "proved"} | more
    )


def finding(path: str, defect: str | None = "extraction") -> Finding:
    return Finding.model_validate({"rule": "r", "paths": [path], "defect": defect, "message": "m"})


class TestReview:
    def test_the_curve_by_hand(self) -> None:
        points = corners((2, 0, 0, 8), (2, 0, 0, 2))
        assert points == [(0.0, 0.0), (0.2, 0.5), (1.0, 1.0)]
        assert met_at(points, 0.1) == pytest.approx(0.25)
        assert met_at(points, 0.6) == pytest.approx(0.75)
        assert area(points) == pytest.approx(0.2 * 0.25 + 0.8 * 0.75)

    def test_all_errors_flagged_and_nothing_else(self) -> None:
        made = review([Looks((1, 0, 0, 999), (1, 0, 0, 0))] * 4, seed=1)
        assert made["at"]["1%"]["met"].value == 1.0
        assert made["at"]["1%"]["errors_left"] == 0
        assert made["area"].value == pytest.approx(1, abs=0.001)

    def test_flags_that_say_nothing_have_the_area_of_chance(self) -> None:
        assert review([Looks((10, 0, 0, 90), (1, 0, 0, 9))] * 4, seed=1)["area"].value == pytest.approx(0.5)

    def test_without_errors_there_is_no_curve(self) -> None:
        made = review([Looks((1, 0, 0, 9), (0, 0, 0, 0))], seed=1)
        assert made["area"].value is None
        assert made["curve"] == [(0.0, 0.0)]

    def test_the_order_of_reports_changes_nothing(self) -> None:
        rows = [
            Looks((1, 2, 0, 9), (1, 0, 0, 1)),
            Looks((0, 1, 0, 20), (0, 1, 0, 0)),
            Looks((3, 0, 1, 5), (0, 0, 1, 2)),
        ]
        assert review(rows, seed=7) == review(rows[::-1], seed=7)

    def test_what_is_looked_at_when(self) -> None:
        one = label({"disclosure": {"total": 10}, "fees": {"charged_wan_yuan": 0}})
        made = record(
            {"disclosure": {"total": 11}, "fees": {"charged_wan_yuan": 0}},
            findings=[finding("/disclosure/total"), finding("/applications/received"), finding("/header", "report")],
        )
        found = looks(made, tuple(slots(one, made).values()), empty=5)
        assert found == Looks((2, 0, 1, 6), (1, 0, 0, 0))


@pytest.mark.parametrize("place", ["/a/b", "/a/b/0", "/a/bc", "/a", "/x/0/name", "a", "/a/b/0/name"])
@pytest.mark.parametrize("found_at", [None, "/a/b/1", "/x", ""])
def test_findings_are_met_by_path_as_one_by_one(place: str, found_at: str | None) -> None:
    paths = ("", "/", "/a", "/a/b", "/a/b/0", "/a/b/0/name", "/a/bc/d", "/x/0", "a/b")
    findings = [finding(path) for path in paths]
    slot = next(iter(slots(label({"disclosure": {"total": 1}}), record({})).values()))
    slot = slot._replace(path=place, found_at=found_at)
    one_by_one = {index for index, one in enumerate(findings) if touches(one, slot)}
    assert Touching(findings).indexes(slot) == one_by_one


class TestNarrative:
    def coverage(self, labelled: list[str], facts: list[Fact], **more: Any) -> tuple[int, ...]:
        one = label({"assessment": {"problems": labelled}}, **more)
        return tuple(coverage(one, record({}, facts=facts), lambda: Occurrences(TEXT), SCHEMA))

    def test_characters_in_both(self) -> None:
        exact = [fact("/assessment/problems/0", "更新不及时"), fact("/assessment/problems/1", "人手不够")]
        assert self.coverage(["更新不及时", "人手不够"], exact) == (9, 9, 9, 9)
        assert self.coverage(["更新不及时", "人手不够"], exact[:1]) == (9, 5, 5, 5)
        assert self.coverage(["人手不够"], [fact("/assessment/problems/0", "二是人手不够")]) == (4, 4, 6, 4)
        assert self.coverage([], exact[:1]) == (0, 0, 5, 0)

    def test_another_right_answer_is_no_loss(self) -> None:
        longer = [fact("/assessment/problems/0", "二是人手不够")]
        also = {"/assessment/problems/0": ["二是人手不够"]}
        assert self.coverage(["人手不够"], longer, also_right=also) == (6, 6, 6, 6)

    def test_optional_fields_and_other_fields_do_not_count(self) -> None:
        assert self.coverage(["人手不够"], [], optional=["/assessment/problems"]) == (0, 0, 0, 0)
        assert self.coverage([], [fact("/organisation/leader", "人手不够")]) == (0, 0, 0, 0)

    def test_it_stands_beside_the_headline(self) -> None:
        suite = load_suite(str(EVALS / "dev.toml"))
        assert "narrative" in {leaf.comparator for leaf in SCHEMA.leaves}
        made = summary("none", score_all([], [], SCHEMA), SCHEMA, "sig", suite.seed, 0, 1)
        assert made["narrative"]["recall"]["value"] is None
        assert set(made["review"]["at"]) == {"1%", "5%", "10%"}


def test_values_of_prompts_are_known(tmp_path: Path) -> None:
    path = write_suite(tmp_path, {"r1": {"disclosure": {"total": 7}}}, "信息7条", prompts=["prompt.md"])
    (tmp_path / "prompt.md").write_text('如"12|人事信息|130条"，《办法》，3.5', encoding="utf-8")
    assert load_suite(str(path)).prompt_values() == {12, 130, "《办法》"}
    (tmp_path / "prompt.md").unlink()
    with pytest.raises(SuiteError, match=r"prompt\.md"):
        load_suite(str(path)).prompt_values()


def test_a_stratum_may_have_several_values(tmp_path: Path) -> None:
    path = write_suite(tmp_path, {"r1": {}, "r2": {}}, "信息", strata="strata.toml")
    (tmp_path / "strata.toml").write_text('[r1]\nkinds = ["glued", "one line"]\nlevel = "county"\n', encoding="utf-8")
    from giextract.reading import read

    first, second = load_cases(load_suite(str(path)), SCHEMA, read)
    assert first.strata["kinds"] == ("glued", "one line")
    assert first.strata["level"] == ("county",)
    assert "kinds" not in second.strata
