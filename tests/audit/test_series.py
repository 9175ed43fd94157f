"""Reports of one issuer held against each other, year by year."""

from __future__ import annotations

import re

import pytest

from giextract.audit import audit_series
from tests.audit.reports import NARRATIVE, TABLES, WIDE, material

EARLIER = TABLES.replace("2023年1月20日", "2022年1月20日").replace("2022年", "2021年").replace("2021年1月20日", "2022年1月20日").replace("2021年底", "2020年底").replace("我镇信息公开还不够及时", "我镇信息公开的渠道还不多")  # fmt: skip
EARLIER = EARLIER.replace("行政规范性文件 3 1 9", "行政规范性文件 2 2 7").replace("继续办理 1 0 0 0 0 0 1", "继续办理 2 0 0 0 0 0 2")  # fmt: skip


def moved(text: str, years: int) -> str:
    """The same report `years` later."""
    return re.sub(r"20[12]\d(?=年)", lambda year: str(int(year[0]) + years), text)


def reworded(text: str) -> str:
    """The same figures with every sentence begun otherwise, so that it is another text."""
    return re.sub(r"(?<=。)(?=[\u4e00-\u9fff])", "按照要求，", text)


YEAR_AFTER = moved(reworded(NARRATIVE), 1).replace("1215", "1415").replace("件 25 100", "件 25 125")
GROWN = YEAR_AFTER.replace("主动公开政府信息200条", "主动公开政府信息200条，比上年增加20条")
OLD_FORM = moved(TABLES, -2).replace("三、收到", "第二十条第（五）项\n信息内容 上一年项目数量 本年增/减 处理决定数量\n行政许可 32 1 40\n三、收到", 1)  # fmt: skip
OLD_FORM_BEFORE = moved(OLD_FORM, -1).replace("行政许可 32 1 40", "行政许可 30 2 38")
OF_SERIES = [
    ("carried_over_cases", EARLIER, EARLIER.replace("继续办理 2 0 0 0 0 0 2", "继续办理 5 0 0 0 0 0 5"), TABLES),
    ("documents_in_force_chain", EARLIER, EARLIER.replace("行政规范性文件 2 2 7", "行政规范性文件 2 2 8"), TABLES),
    ("cumulative_chain", NARRATIVE, NARRATIVE.replace("1215", "1251"), YEAR_AFTER),
    ("growth_since", NARRATIVE.replace("主动公开政府信息200条", "主动公开政府信息180条"), NARRATIVE, GROWN),
    ("last_year_restated", moved(WIDE, -1).replace("4800条", "4000条"), moved(WIDE, -1).replace("比上年的4000条增加800条，增长20%", "比上年有所增加"), reworded(WIDE)),
    ("matters_chain", OLD_FORM_BEFORE, OLD_FORM_BEFORE.replace("行政许可 30 2 38", "行政许可 31 2 38"), OLD_FORM),
    ("same_text_twice", reworded(moved(WIDE, -1)), moved(WIDE, -1), WIDE),
]  # fmt: skip
"""Rule, a report from which the later one follows, one from which it does not, and the later one."""


def rules(*texts: str) -> list[tuple[int, str]]:
    made = [material(text, f"{number}.txt") for number, text in enumerate(texts)]
    return [(index, one.rule) for index, found in audit_series(made).items() for one in found]


@pytest.mark.parametrize(("rule", "earlier", "defective", "later"), OF_SERIES, ids=lambda value: str(value)[:20])
def test_what_does_not_follow_from_last_years_report_is_found(
    rule: str, earlier: str, defective: str, later: str
) -> None:
    assert rule not in [one for _, one in rules(earlier, later)]
    assert (1, rule) in rules(defective, later)


def test_years_that_follow_from_each_other_are_told_nothing() -> None:
    assert [rule for _, rule in rules(EARLIER, TABLES) if rule != "same_text_twice"] == []


def test_the_order_of_the_paths_does_not_matter() -> None:
    broken = EARLIER.replace("继续办理 2 0 0 0 0 0 2", "继续办理 5 0 0 0 0 0 5")
    assert (0, "carried_over_cases") in rules(TABLES, broken)


def test_a_cumulative_total_grows_by_the_years_own() -> None:
    assert (1, "cumulative_chain") in rules(NARRATIVE, moved(reworded(NARRATIVE), 1))
    assert (1, "cumulative_chain") not in rules(NARRATIVE, YEAR_AFTER)


def test_the_same_text_twice_is_found_even_under_another_year() -> None:
    copied = NARRATIVE.replace("2016年政府信息公开工作年度报告\n", "2015年政府信息公开工作年度报告\n")
    assert (1, "same_text_twice") in rules(NARRATIVE, copied)
    assert rules(NARRATIVE, TABLES) == []


def test_reports_of_two_issuers_are_no_chain() -> None:
    other = EARLIER.replace("白石镇", "黄沙镇").replace("继续办理 2 0 0 0 0 0 2", "继续办理 5 0 0 0 0 0 5")
    assert [rule for _, rule in rules(other, TABLES) if rule != "same_text_twice"] == []


def test_a_repair_is_offered_only_where_the_reports_own_sums_allow_it() -> None:
    broken = EARLIER.replace("继续办理 2 0 0 0 0 0 2", "继续办理 5 0 0 0 0 0 5")
    made = [material(text, f"{number}.txt") for number, text in enumerate((broken, TABLES))]
    assert {one.repair for one in audit_series(made)[1] if one.rule == "carried_over_cases"} == {None}


def test_an_issuer_without_its_city_is_the_same() -> None:
    broken = EARLIER.replace("继续办理 2 0 0 0 0 0 2", "继续办理 5 0 0 0 0 0 5").replace("白石镇", "青川县白石镇")
    assert (1, "carried_over_cases") in rules(broken, TABLES)
