"""Grounding: code that knows nothing of rules reads the cited characters again; what they do not state is not proved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from giextract.backends import Answer, AnswerValue
from giextract.document import Document, Page
from giextract.errors import GroundingError
from giextract.grounding import ground, values_of
from giextract.record import Fact
from giextract.schema import load_schema
from giextract.text.clean import clean
from giextract.text.lines import cut

SCHEMA = load_schema("annual_report")
TEXT = "某县2012年政府信息公开年度报告\n主动公开政府信息１ ３ ０条，占9.2%，收费380元，约100件。\n未收到申请。\n2013年2月17日\n条 /\n"


def facts(answers: list[Answer], text: str = TEXT, pages: tuple[Page, ...] | None = None) -> list[Fact]:
    cleaned = clean(text)
    return ground(answers, SCHEMA, Document(text, pages=pages), cleaned, cut(cleaned), "fake")


def cited(path: str, words: str, value: AnswerValue = None, state: Any = "stated", **more: Any) -> Answer:
    cleaned = clean(TEXT)
    start = cleaned.text.index(words)
    return Answer(path, state, 1, words, (start, start + len(words)), value, **more)


PROVED: list[tuple[str, str, AnswerValue, AnswerValue]] = [
    ("/disclosure/total", "130条", 130, 130),
    ("/disclosure/total", "130条", None, 130),
    ("/disclosure/by_category/0/percent", "9.2%", Decimal("9.2"), Decimal("9.2")),
    ("/fees/charged_wan_yuan", "380元", None, Decimal("0.038")),
    ("/applications/received", "未收到", 0, 0),
    ("/header/issued_on", "2013年2月17日", date(2013, 2, 17), date(2013, 2, 17)),
    ("/header/year", "2012年", 2012, 2012),
    ("/header/title", "某县2012年政府信息公开年度报告", None, "某县2012年政府信息公开年度报告"),
]
UNPROVED: list[tuple[str, str, AnswerValue]] = [
    ("/disclosure/total", "130条", 131),
    ("/disclosure/total", "主动公开", None),
    ("/disclosure/total", "9.2%", None),
    ("/disclosure/total", "130条，占9.2%", 130),
    ("/applications/received", "未收到", 1),
    ("/header/issued_on", "130条", None),
    ("/header/year", "130", None),
    ("/header/title", "政府信息公开年度报告", "某县2012年政府信息公开年度报告"),
    ("/organisation/leading_group", "未收到", True),
]


@pytest.mark.parametrize(("path", "words", "claimed", "value"), PROVED)
def test_characters_that_state_the_value_prove_it(
    path: str, words: str, claimed: AnswerValue, value: AnswerValue
) -> None:
    (fact,) = facts([cited(path, words, claimed)])
    assert (fact.check, fact.value, fact.proof, fact.reason) == ("proved", value, "span", None)
    assert fact.span is not None
    assert fact.printed == TEXT[fact.span[0] : fact.span[1]]


@pytest.mark.parametrize(("path", "words", "claimed"), UNPROVED)
def test_characters_that_state_something_else_prove_nothing(path: str, words: str, claimed: AnswerValue) -> None:
    found = facts([cited(path, words, claimed)])
    assert [(fact.check, fact.value) for fact in found] == [("unproved", None)]
    assert found[0].reason
    assert values_of(found) == {}


def test_printed_characters_are_those_of_the_document() -> None:
    (fact,) = facts([cited("/disclosure/total", "130条")])
    assert fact.printed == "１ ３ ０条"


def test_rounded_figures_are_marked() -> None:
    found = facts([cited("/disclosure/total", "130条"), cited("/applications/received", "100件")])
    assert [fact.approximate for fact in found] == [None, True]


def test_a_blank_has_to_be_empty() -> None:
    found = facts(
        [cited("/disclosure/total", "/", state="blank"), cited("/disclosure/increase", "130条", state="blank")]
    )
    assert [(fact.state, fact.check, fact.value) for fact in found] == [
        ("blank", "proved", None),
        ("blank", "unproved", None),
    ]
    assert values_of(found) == {"disclosure": {"total": None}}


def test_illegible_and_unanswered_leaves_are_facts_without_values() -> None:
    found = facts(
        [
            cited("/disclosure/total", "130条", state="illegible"),
            cited("/fees/waived_wan_yuan", "380元", state="unanswered", reason="cut off"),
        ]
    )
    assert [(fact.state, fact.check, fact.value) for fact in found] == [
        ("illegible", "proved", None),
        ("unanswered", "unproved", None),
    ]
    assert found[1].reason == "cut off"
    assert values_of(found) == {}


def test_equations_are_named_with_the_proof() -> None:
    (fact,) = facts([cited("/disclosure/total", "130", equations=("130 = 100 + 30",))])
    assert (fact.proof, fact.equations) == ("identity", ["130 = 100 + 30"])


def test_the_first_answer_for_a_path_stands() -> None:
    (fact,) = facts([cited("/disclosure/total", "130条"), cited("/disclosure/total", "100件")])
    assert fact.value == 130


def test_facts_come_in_the_order_of_the_schema() -> None:
    found = facts(
        [cited("/fees/charged_wan_yuan", "380元"), cited("/disclosure/total", "130条"), cited("/header/year", "2012年")]
    )
    assert [fact.path for fact in found] == ["/header/year", "/disclosure/total", "/fees/charged_wan_yuan"]


def test_list_items_without_proof_go_behind_the_others() -> None:
    found = facts(
        [
            cited("/disclosure/by_category/0/count", "9.2%"), cited("/disclosure/by_category/1/count", "130条"),
            cited("/disclosure/by_category/2/count", "100件"),
        ]
    )  # fmt: skip
    assert [(fact.path, fact.value) for fact in found] == [
        ("/disclosure/by_category/0/count", 130),
        ("/disclosure/by_category/1/count", 100),
        ("/disclosure/by_category/2/count", None),
    ]
    assert values_of(found) == {"disclosure": {"by_category": [{"count": 130}, {"count": 100}]}}


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Answer("/disclosure/nothing", "stated", 1, "130条", (0, 1)), id="no such leaf"),
        pytest.param(Answer("/disclosure", "stated", 1, "130条", (0, 1)), id="no leaf"),
        pytest.param(Answer("/disclosure/total", "stated", 1, "130条", (0, 10_000)), id="behind the text"),
        pytest.param(Answer("/disclosure/total", "stated", 1, "130条", (-3, 2)), id="before the text"),
        pytest.param(Answer("/disclosure/total", "stated", 1, "", (2, 2)), id="no character"),
    ],
)
def test_what_is_no_answer_is_a_defect_of_the_backend(answer: Answer) -> None:
    with pytest.raises(GroundingError):
        facts([answer])


def test_an_answer_from_a_line_that_is_not_there_is_unproved() -> None:
    (fact,) = facts([Answer("/disclosure/total", "stated", 99, "130条")])
    assert (fact.check, fact.span, fact.printed) == ("unproved", None, "130条")


def test_pages_are_those_of_the_document() -> None:
    middle = TEXT.index("未收到")
    found = facts(
        [cited("/disclosure/total", "130条"), cited("/applications/received", "未收到")],
        pages=(Page(1, 0, middle), Page(2, middle, len(TEXT))),
    )
    assert [fact.page for fact in found] == [1, 2]


def test_no_answer_no_fact() -> None:
    assert facts([]) == []
    assert values_of([]) == {}
