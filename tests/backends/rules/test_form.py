"""The statistics form in every layout: generated forms come out right, or (glued) illegible, never wrong; rows of PHRASES.md."""

from __future__ import annotations

import random
from typing import Any

import pytest

from giextract.pipeline import extract
from giextract.record import Record
from tests.backends.rules.forms import LAYOUTS, PrintedRow, one_column, two_columns

FRAME = (
    "某某县人民政府2013年政府信息公开工作年度报告\n一、概述\n2013年我县政府信息公开工作有序开展，政府信息公开目录及时更新，便民利民。\n"
    "附件1：某某县人民政府2013年政府信息公开情况统计表\n"
)
TWO = ["指标名称", "计量单位", "2013年度", "历年累计"]
ONE = ["统计指标", "单位", "统计数"]
SEEDS = range(14)


def annex(form: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = extract(FRAME + form).values.get("annex", {}).get("rows", [])
    return rows


def cells(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(row["indicator"], row.get("unit"), row.get("value"), row.get("cumulative")) for row in rows]


def printed(rows: list[PrintedRow]) -> list[tuple[Any, ...]]:
    return [(row.indicator, row.unit, row.value, row.cumulative) for row in rows if not row.heading]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("layout", sorted(set(LAYOUTS) - {"glued"}))
def test_every_cell_of_a_form_of_two_columns_is_right(layout: str, seed: int) -> None:
    rows = two_columns(random.Random(seed))
    assert cells(annex(LAYOUTS[layout](rows, TWO))) == printed(rows)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("layout", sorted(set(LAYOUTS) - {"glued"}))
def test_every_cell_of_a_form_of_one_column_is_right(layout: str, seed: int) -> None:
    rows = one_column(random.Random(seed))
    assert cells(annex(LAYOUTS[layout](rows, ONE))) == printed(rows)


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize(("form", "head"), [(two_columns, TWO), (one_column, ONE)], ids=["two columns", "one column"])
def test_no_cell_of_a_glued_form_is_wrong(form: Any, head: list[str], seed: int) -> None:
    rows = form(random.Random(seed))
    expected = printed(rows)
    got = cells(annex(LAYOUTS["glued"](rows, head)))
    assert [row[:2] for row in got] == [row[:2] for row in expected]
    for one, other in zip(got, expected, strict=True):
        assert one[2] in (None, other[2])
        assert one[3] in (None, other[3])


def record(rows: str, head: str = "指标名称计量单位2013年度历年累计") -> Record:
    return extract(FRAME + head + rows)


def states(found: Record) -> list[tuple[str, Any]]:
    return [
        (fact.state, fact.value)
        for fact in found.facts
        if fact.path.startswith("/annex/rows/") and fact.path.endswith(("value", "cumulative"))
    ]


GLUED = [
    pytest.param("主动公开信息数条138其中：1.网站公开条1382.政府公报公开条00", None, id="one value of two"),
    pytest.param("主动公开信息数条2424行政复议数件00", [None, None, 0, 0], id="2 and 424, or 24 and 24"),
    pytest.param("主动公开信息数条396442278行政复议数件00", [None, None, 0, 0], id="PHRASES: a greedy guess fails"),
    pytest.param("行政复议数件00行政诉讼数件01行政申诉数件12", [0, 0, 0, 1, 1, 2], id="single digits"),
]


@pytest.mark.parametrize(("rows", "values"), GLUED)
def test_glued_digits_are_split_with_a_proof_or_not_at_all(rows: str, values: list[int | None] | None) -> None:
    found = states(record(rows))
    if values is not None:
        assert [value for _, value in found] == values
    assert all(state == ("stated" if value is not None else "illegible") for state, value in found)


def test_a_count_of_the_narrative_proves_a_split() -> None:
    """PHRASES.md: 条2424 is 24 and 24."""
    text = (
        FRAME.replace("便民利民", "主动公开信息24条")
        + "指标名称计量单位2013年度历年累计主动公开信息数条2424行政复议数件00"
    )
    facts = [fact for fact in extract(text).facts if fact.path.startswith("/annex/rows/0/") and fact.value == 24]
    assert [fact.equations for fact in facts] == [["24 stands in the text"]] * 2


def test_a_list_mark_behind_a_value_belongs_to_the_next_row() -> None:
    found = record("正式受理申请数件1其中1．在办数件02．办结数件1拒绝提供件1", "指标名称计量单位统计数")
    assert [(row["indicator"], row["value"]) for row in found.values["annex"]["rows"]][1:3] == [
        ("在办数", 0),
        ("办结数", 1),
    ]


def test_a_split_names_the_equations_that_prove_it() -> None:
    facts = [fact for fact in record("主动公开信息数条79行政复议数件00").facts if fact.path.endswith("/rows/0/value")]
    assert [(fact.proof, bool(fact.equations)) for fact in facts] == [("identity", True)]


def test_a_form_cut_off_in_the_middle_ends_with_its_last_row() -> None:
    rows = two_columns(random.Random(3))
    text = LAYOUTS["lines"](rows, TWO)
    cut = text.split("\n")[:8]
    assert cells(annex("\n".join(cut))) == printed(rows)[:7]


def test_one_of_two_values_missing_is_illegible_not_shifted() -> None:
    found = record("\n主动公开信息数 条 24 24\n行政复议数 件 3\n行政诉讼数 件 0 0\n")
    assert states(found)[2:4] == [("illegible", None), ("illegible", None)]


@pytest.mark.parametrize("mark", ["-", "/", "—"])
def test_a_dash_in_a_cell_is_a_blank(mark: str) -> None:
    found = record(f"\n主动公开信息数 条 24 24\n行政复议数 件 {mark} {mark}\n行政诉讼数 件 0 0\n")
    assert states(found)[2:4] == [("blank", None), ("blank", None)]


@pytest.mark.parametrize("mark", ["-", "/", "—"])
def test_a_dash_in_the_only_cell_is_a_blank(mark: str) -> None:
    found = record(f"\n主动公开信息数 条 24\n行政复议数 件 {mark}\n行政诉讼数 件 0\n", "指标名称 计量单位 统计数")
    assert states(found) == [("stated", 24), ("blank", None), ("stated", 0)]
    assert found.values["annex"]["rows"][1]["value"] is None


@pytest.mark.parametrize(
    ("indicator", "printed_as"),
    [
        ("主动公开信息数", "主 动 公 开 信 息 数"),
        ("主动公开信息数", "主动公开\n信息数"),
        ("主动公开信息数", "主动公⽰信息数".replace("公⽰", "公开")),
    ],
)
def test_letter_spaced_and_broken_labels_are_read(indicator: str, printed_as: str) -> None:
    rows = record(f"\n{printed_as} 条 24 24\n行政复议数 件 0 0\n行政诉讼数 件 0 0\n").values["annex"]["rows"]
    assert (rows[0]["indicator"], rows[0]["value"]) == (indicator, 24)


def test_white_space_in_a_form_says_nothing_about_its_values() -> None:
    rows = two_columns(random.Random(5))
    lines = LAYOUTS["lines"](rows, TWO)
    assert cells(annex(lines.replace(" ", "   ").replace("\n", "\n\n"))) == printed(rows)
