"""What repeats itself is one finding with its count."""

from __future__ import annotations

import pytest

from tests.audit.reports import NARRATIVE, findings

HEADING = "三、复议、诉讼情况\n"


@pytest.mark.parametrize(("times", "said"), [(3, 3), (4, 1), (500, 1)])
def test_a_heading_that_is_repeated_is_told_once_with_its_count(times: int, said: int) -> None:
    found = findings(NARRATIVE.replace(HEADING, HEADING + f"按要求办理。\n{HEADING}" * times))
    assert [one.rule for one in found] == ["heading_doubled"] * said
    if said == 1:
        assert f"{times} times" in found[0].message
        assert f"共{times}处" in (found[0].message_zh or "")
        assert len(found[0].spans) <= 10


def test_of_many_holes_a_page_is_told_and_the_others_are_counted() -> None:
    holes = "".join(f"第{number}项由XX局负责落实，按要求办理。\n" for number in range(300))
    found = findings(NARRATIVE.replace(HEADING, HEADING + holes))
    assert {one.rule for one in found} == {"placeholder"}
    assert len(found) == 20
    assert sum("and 280 more of this kind" in one.message for one in found) == 1


def test_the_same_rule_about_different_figures_is_told_for_each() -> None:
    wrong = NARRATIVE.replace("占10%", "占11.5%").replace("占25%", "占35%")
    assert sorted(one.paths[0] for one in findings(wrong) if one.rule == "share") == [
        "/disclosure/by_category/0/percent",
        "/disclosure/by_category/1/percent",
    ]
