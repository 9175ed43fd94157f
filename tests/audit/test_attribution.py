"""Whose defect: the same contradiction with a proved, an unproved, an illegible, a doubtful and a misread figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from giextract.audit import Material, audit
from giextract.record import Fact, Finding
from tests.audit.reports import NARRATIVE, material


def audited(text: str, path_to_change: Mapping[str, Mapping[str, Any] | None]) -> list[Finding]:
    """Findings about `text` where facts were changed, or left out (None), as another backend might have it."""
    made = material(text)
    facts: list[Fact] = []
    for fact in made.record.facts:
        change = path_to_change.get(fact.path, {})
        if change is not None:
            facts.append(fact.model_copy(update=dict(change)))
    record = made.record.model_copy(update={"facts": facts})
    return audit(Material(record, made.schema, made.clean, made.placed, made.figures))


def about(findings: list[Finding], rule: str) -> set[str | None]:
    return {finding.defect for finding in findings if finding.rule == rule}


WRONG = NARRATIVE.replace("专职3人，兼职6人", "专职3人，兼职7人")


def test_proved_figures_that_disagree_are_the_reports_defect() -> None:
    assert about(audited(WRONG, {}), "staff_parts") == {"report"}


def test_an_unproved_figure_makes_it_the_extractions() -> None:
    assert about(audited(WRONG, {"/organisation/staff": {"check": "unproved"}}), "staff_parts") == {"extraction"}


def test_a_doubtful_figure_leaves_it_unclear() -> None:
    assert about(audited(WRONG, {"/organisation/staff": {"doubtful": True}}), "staff_parts") == {"unclear"}


def test_a_figure_without_a_place_leaves_it_unclear() -> None:
    assert about(audited(WRONG, {"/organisation/staff": {"span": None}}), "staff_parts") == {"unclear"}


@pytest.mark.parametrize("state", ["blank", "illegible", "absent", "unanswered"])
def test_what_is_not_stated_is_no_zero(state: str) -> None:
    path = "/disclosure/by_category/1/count"
    assert about(audited(NARRATIVE, {path: {"state": state, "value": None}}), "categories_and_total") <= {"extraction"}
    staff = audited(NARRATIVE, {"/organisation/staff_part_time": {"state": state, "value": None}})
    assert about(staff, "staff_parts") == set()


def test_parts_above_the_whole_are_wrong_whatever_the_illegible_one_is() -> None:
    path = "/disclosure/by_category/0/count"
    more = NARRATIVE.replace("招生考试信息90条，占45%", "招生考试信息170条，占85%")
    found = audited(more, {path: {"state": "illegible", "value": None}})
    assert about(found, "categories_and_total") == {"extraction"}


def test_a_part_that_nobody_read_is_the_extractions_defect_and_named() -> None:
    lost = dict.fromkeys([f"/disclosure/by_category/1/{name}" for name in ("name", "count", "percent")])
    found = [one for one in audited(NARRATIVE, lost) if one.rule == "categories_and_total"]
    assert [one.defect for one in found] == ["extraction"]
    assert found[0].repair is not None
    assert (found[0].repair.path, found[0].repair.value) == ("/disclosure/by_category/4/count", 50)


def test_a_figure_beside_the_right_one_is_a_misreading() -> None:
    text = (
        NARRATIVE.replace("工作人员9人", "工作人员12人，实有9人")
        .replace("专职3人，兼职6人", "专职30人，兼职60人")
        .replace("12人，实有9人", "112人，实有90人")
    )
    start = text.index("112人")
    change = {"/organisation/staff": {"value": 112, "span": (start, start + 4)}}
    found = [one for one in audited(text, change) if one.rule == "staff_parts"]
    assert [one.defect for one in found] == ["extraction"]
    assert found[0].repair is not None
    assert (found[0].repair.path, found[0].repair.value) == ("/organisation/staff", 90)


def test_digits_cut_short_are_a_misreading() -> None:
    start = NARRATIVE.index("15件，信函")
    cut = {"/applications/online": {"value": 5, "span": (start + 1, start + 2)}}
    found = [one for one in audited(NARRATIVE, cut) if one.rule == "applications_by_method"]
    assert [one.defect for one in found] == ["extraction"]
    assert found[0].repair is not None
    assert (found[0].repair.path, found[0].repair.value) == ("/applications/online", 15)


def test_values_are_never_changed() -> None:
    made = material(WRONG)
    assert made.record.values["organisation"]["staff_part_time"] == 7
    before = made.record.to_json()
    audit(made)
    assert made.record.to_json() == before


def test_a_percentage_may_be_rounded_or_cut_off() -> None:
    for printed in ("33.5", "33", "34"):
        text = NARRATIVE.replace("机构概况信息20条，占10%", f"机构概况信息67条，占{printed}%")
        shares = [one for one in audited(text, {}) if one.rule == "share"]
        assert shares == []
