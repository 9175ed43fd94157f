"""Tallies: names with a count and perhaps a share; sentences of reports 000, old-002 and of PHRASES.md."""

from __future__ import annotations

import pytest

from giextract.backends.rules.tallies import answer, items
from tests.backends.rules.readings import reading

HEADING = "四、主动公开政府信息情况\n"
Item = tuple[str, str, str | None]

FOUND: list[tuple[str, list[Item]]] = [
    (
        "概况信息3条，占2.3%；规范性文件信息4条，占3%；工作动态信息33条，占25%。",
        [("概况信息", "3条", "2.3%"), ("规范性文件信息", "4条", "3%"), ("工作动态信息", "33条", "25%")],
    ),
    ("其中，概况信息3条，占2.3%。", [("概况信息", "3条", "2.3%")]),
    (
        "县直各单位303条，占71.3%。各乡镇122条，占28.7%。",
        [("县直各单位", "303条", "71.3%"), ("各乡镇", "122条", "28.7%")],
    ),
    ("县直各单位303条（71.3%），各乡镇122条。", [("县直各单位", "303条", "71.3%"), ("各乡镇", "122条", None)]),
    ("其他类信息为68条。", [("其他类信息", "68条", None)]),
    ("政策类信息占大头，为587条。", [("政策类信息", "587条", None)]),
    ("概况信息三条；财政信息八条。", [("概况信息", "三条", None), ("财政信息", "八条", None)]),
    ("一是人事信息2条；二是财政信息8条。", [("人事信息", "2条", None), ("财政信息", "8条", None)]),
    ("①人事信息2条；②财政信息8条。", [("人事信息", "2条", None), ("财政信息", "8条", None)]),
    ("主动公开的政府信条，占100%。", []),
    ("公开有序。", []),
    ("12条。", []),
]


def found(sentence: str) -> list[Item]:
    made = reading(HEADING + sentence, "disclosure")
    listed: list[Item] = []
    for one in (one for one in made.sentences if one.placed.line.text in sentence or one.placed.line.text == sentence):
        for tally in items(one):
            percent = made.figure(one, tally.percent) if tally.percent is not None else None
            count = made.figure(one, tally.count)
            text = made.clean.text
            assert one.text[tally.name_start : tally.name_end] == tally.name
            listed.append(
                (tally.name, text[count.start : count.end], text[percent.start : percent.end] if percent else None)
            )
    return listed


@pytest.mark.parametrize(("sentence", "expected"), [pytest.param(*row, id=row[0][:16]) for row in FOUND])
def test_names_counts_and_shares_of_a_sentence(sentence: str, expected: list[Item]) -> None:
    assert found(sentence) == expected


def test_a_share_in_a_bracket_ends_its_item() -> None:
    assert found("概况信息3条（占2.3%）、财政信息8条。") == [("概况信息", "3条", "2.3%"), ("财政信息", "8条", None)]


def test_a_bracket_with_figures_of_its_own_is_stepped_over() -> None:
    assert ("法规类", "3条", None) in found("政策法规12条（其中法规类3条；规章类9条）。")


def test_answers_of_a_tally_are_name_count_and_share() -> None:
    made = reading(HEADING + "人事信息2条，占1.5%。", "disclosure")
    tally = next(tally for one in made.sentences for tally in items(one))
    answers = answer(made, "/disclosure/by_category/0", tally)
    assert [(one.path.rsplit("/", 1)[-1], one.quote) for one in answers] == [
        ("name", "人事信息"),
        ("count", "2条"),
        ("percent", "1.5%"),
    ]
    assert all(one.span and made.clean.text[one.span[0] : one.span[1]] == one.quote for one in answers)
