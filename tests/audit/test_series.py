"""Reports of one issuer held against each other, year by year."""

from __future__ import annotations

import re

from giextract.audit import audit_series
from tests.audit.reports import NARRATIVE, TABLES, material

EARLIER = TABLES.replace("2023年1月20日", "2022年1月20日").replace("2022年", "2021年").replace("2021年1月20日", "2022年1月20日").replace("2021年底", "2020年底").replace("我镇信息公开还不够及时", "我镇信息公开的渠道还不多")  # fmt: skip
EARLIER = EARLIER.replace("行政规范性文件 3 1 9", "行政规范性文件 2 2 7").replace("继续办理 1 0 0 0 0 0 1", "继续办理 2 0 0 0 0 0 2")  # fmt: skip


def rules(*texts: str) -> list[tuple[int, str]]:
    made = [material(text, f"{number}.txt") for number, text in enumerate(texts)]
    return [(index, one.rule) for index, found in audit_series(made).items() for one in found]


def reworded(text: str) -> str:
    """The same figures with every sentence begun otherwise, so that it is another text."""
    return re.sub(r"(?<=。)(?=[\u4e00-\u9fff])", "按照要求，", text)


def test_years_that_follow_from_each_other_are_told_nothing() -> None:
    assert [rule for _, rule in rules(EARLIER, TABLES) if rule != "same_text_twice"] == []


def test_carried_over_cases_must_be_carried_in() -> None:
    broken = EARLIER.replace("继续办理 2 0 0 0 0 0 2", "继续办理 5 0 0 0 0 0 5")
    assert (1, "carried_over_cases") in rules(broken, TABLES)


def test_the_order_of_the_paths_does_not_matter() -> None:
    broken = EARLIER.replace("继续办理 2 0 0 0 0 0 2", "继续办理 5 0 0 0 0 0 5")
    assert (0, "carried_over_cases") in rules(TABLES, broken)


def test_documents_in_force_follow_from_last_years() -> None:
    broken = EARLIER.replace("行政规范性文件 2 2 7", "行政规范性文件 2 2 8")
    assert (1, "documents_in_force_chain") in rules(broken, TABLES)


def test_a_cumulative_total_grows_by_the_years_own() -> None:
    later = reworded(NARRATIVE).replace("2017年", "2018年").replace("2016", "2017")
    assert (1, "cumulative_chain") in rules(NARRATIVE, later)
    grown = later.replace("1215", "1415").replace("件 25 100", "件 25 125")
    assert [rule for _, rule in rules(NARRATIVE, grown) if rule == "cumulative_chain"] == []


def test_the_same_text_twice_is_found_even_under_another_year() -> None:
    copied = NARRATIVE.replace("2016年政府信息公开工作年度报告\n", "2015年政府信息公开工作年度报告\n")
    assert (1, "same_text_twice") in rules(NARRATIVE, copied)
    assert rules(NARRATIVE, TABLES) == []


def test_reports_of_two_issuers_are_no_chain() -> None:
    other = EARLIER.replace("白石镇", "黄沙镇").replace("继续办理 2 0 0 0 0 0 2", "继续办理 5 0 0 0 0 0 5")
    assert [rule for _, rule in rules(other, TABLES) if rule != "same_text_twice"] == []
