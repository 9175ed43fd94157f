"""Growth and shares that a sentence prints, held against the figures they are said of."""

from __future__ import annotations

import pytest

from giextract.record import Finding
from tests.audit.reports import NARRATIVE, findings

APPLICATIONS = "2016年，我局共收到政府信息公开申请25件，其中当面申请6件，网络申请15件，信函申请4件。"
OUTCOMES = "全部办结，同意公开21件，不同意公开4件。"


def said(applications: str, outcomes: str = OUTCOMES) -> list[Finding]:
    """The findings where the report speaks so of its applications."""
    assert APPLICATIONS + OUTCOMES in NARRATIVE
    whole = APPLICATIONS.replace("25件，", applications) if applications else APPLICATIONS
    return findings(NARRATIVE.replace(APPLICATIONS + OUTCOMES, whole + outcomes))


@pytest.mark.parametrize(
    "words",
    [
        "25件，比上年20件增加5件，增长25%。",
        "25件（上年20件），同比增长25%。",
        "25件，较2015年的18件增长38.9%。",
        "25件，较2015年的18件增长38.8%。",  # cut off, not rounded
        "25件，较2015年的18件增长39%。",
        "25件，较2015年的18件增长38%。",
        "25件，较去年的30件下降16.7%。",
        "25件，去年收到20件，今年增幅达25%。",
        "25件。由上年的20件增加到25件，增长25%。",
        "25件。申请数量比上年的20件增加5件，增长25%。",
        "25件，网站访问量12000人次，比上年的10000人次增长20%。",
        "25件，按时办结率100%，比上年的98%提高2个百分点。",
        # Nothing to hold it against.
        "25件，比上年增加12件。",
        "25件，同比增长10%。",
        "25件（含上年结转申请3件），同比增长10%。",
        "25件，比2014年的10件增长3%。",
        "25件，比上年约20件增长30%。",
        "25件，办结25件，上年分别为20件、18件，分别增长25%、39%。",
        "25件，截至2015年底累计75件，新增25件。",
        "25件，新增网站栏目12个，比上年的8个多4个。",
    ],
)
def test_growth_that_follows_or_cannot_be_known_is_told_nothing(words: str) -> None:
    assert said(words) == []


@pytest.mark.parametrize(
    ("words", "stated", "expected"),
    [
        ("25件，比上年20件增加15件，增长25%。", "+15", "+5"),
        ("25件，比上年20件增加5件，增长52%。", "+52%", "+25%"),
        ("25件（上年20件），同比增长20%。", "+20%", "+25%"),
        ("25件，较2015年的18件增长36.9%。", "+36.9%", "+38.9%"),
        ("25件，较2015年的18件增长37%。", "+37%", "+38.9%"),
        ("25件，较去年的30件增长16.7%。", "+16.7%", "-16.7%"),
        ("25件，较去年的30件减少6件。", "-6", "-5"),
        ("25件。由上年的20件增加到25件，增长15%。", "+15%", "+25%"),
        ("25件。申请数量比上年的20件增加5件，增长35%。", "+35%", "+25%"),
        ("25件，网站访问量12000人次，比上年的10000人次增长2%。", "+2%", "+20%"),
        ("25件，按时办结率100%，比上年的98%提高3个百分点。", "+3", "+2"),
    ],
)
def test_growth_that_does_not_follow_is_found(words: str, stated: str, expected: str) -> None:
    assert [(one.rule, one.stated, one.expected, one.defect) for one in said(words)] == [
        ("growth", stated, expected, "report")
    ]


def test_a_growth_is_worded_as_it_is_printed() -> None:
    (found,) = said("25件，较去年的30件增长16.7%。")
    assert found.message_zh == "收到申请数：上年30、本年25，应为减少16.7%，印作增长16.7%"
    assert found.message == "applications, received: from 30 last year to 25 is -16.7%, +16.7% is printed"


@pytest.mark.parametrize(
    ("words", "outcomes"),
    [
        ("", "同意公开21件，占84%，不同意公开4件，占16%。"),
        ("", "同意公开21件，占答复总数的84%。"),
        ("", "同意公开21件，不同意公开4件，约占两成。"),
        ("", "涉及教育类的10件，占40%，其他类的15件，占60%。"),
        ("25件，其中自然人申请20件，占全部申请的80%，", OUTCOMES),
    ],
)
def test_shares_that_follow_are_told_nothing(words: str, outcomes: str) -> None:
    assert said(words, outcomes) == []


@pytest.mark.parametrize(
    ("right", "wrong", "stated", "expected"),
    [
        ("网络申请15件，", "网络申请15件，占66%，", "66", "60"),
        ("网络申请15件，", "网络申请15件，占6%，", "6", "60"),
        ("当面申请6件，网络申请15件，信函申请4件", "当面申请6件，占24%；网络申请15件，占60%；信函申请4件，占1.6%", "1.6", "16"),
    ],
)  # fmt: skip
def test_a_share_that_does_not_follow_is_found(right: str, wrong: str, stated: str, expected: str) -> None:
    assert [(one.rule, one.stated, one.expected, one.defect) for one in findings(NARRATIVE.replace(right, wrong))] == [
        ("share", stated, expected, "report")
    ]
