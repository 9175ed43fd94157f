"""A model quotes a row of the form: its cells are told apart by the form's equations, or not at all."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from pydantic import BaseModel, Field

from giextract.backends.model.forms import FormReading, strange
from giextract.backends.model.judging import Judge, Verdict
from giextract.backends.model.planning import Planner
from giextract.backends.model.rows import settle_cells
from giextract.document import Document
from giextract.pipeline import prepare
from giextract.schema import load_schema
from giextract.sections import route
from giextract.text import clean as cleaning
from giextract.text.lines import cut
from tests.backends.rules.tables.layouts import Printer
from tests.backends.rules.tables.reports import Report, Value, row_keys

SCHEMA = load_schema()


class Calm(Random):
    """Draws no ruin."""

    def random(self) -> float:
        return 0.99


def report(row: list[Value], layout: str, *, zero: Value = 0) -> str:
    """A report whose new requests, granted, are `row`, in a layout of the tables' tests; all other cells are `zero`."""
    requests = {key: [zero] * 7 for key in row_keys(2021)} | dict.fromkeys(("new", "granted", "total"), row)
    challenges = [[1, zero, zero, zero, 1], [zero] * 5, [zero] * 5]
    made = Report(2021, requests, challenges, [], blank_zeros=zero is None)
    printer = Printer(made, Calm(1))
    printer.empty = ""
    text = printer.print(layout)
    return "虚构市2022年政府信息公开工作年度报告\n" + text.replace(
        "一、总体情况", "一、总体情况\n收到申请，其中自然人21件。\n"
    )


GLUED = report([21, 3, 0, 0, 0, 0, 24], "flat")
BARRED = report([21, 3, None, None, None, None, 24], "bars", zero=None)


def judged(text: str, section: str, key: str, answer: Any, *, bare: bool = False) -> Verdict:
    """The verdict on `answer` to the field `key`: `@` in it stands for the number of the line with the words behind it.

    With `bare` the words before it tell the line, and only what is behind it is quoted.
    """
    document = Document(text, "", "0" * 64)
    clean, skeleton, placed = prepare(document, SCHEMA)
    routed = route(clean, skeleton, placed, SCHEMA)
    requests = Planner(SCHEMA).requests(routed)
    request = next(one for one in requests if any(field.key == key for field in one.fields.get(section, ())))
    lines = {line.number: line for line in request.lines}

    def cited(node: Any) -> Any:
        if isinstance(node, dict):
            return {name: cited(value) for name, value in node.items()}
        before, _, behind = node.partition("@")
        words = before if bare else behind.split("|")[0].strip().partition("«")[0]
        return f"{next((n for n, line in lines.items() if words in line.text), 1)}|{behind}"

    judge = Judge(request.sections, request.fields, lines, clean, FormReading(routed))
    return judge.verdict({section: {key: cited(answer)}})


def values(verdict: Verdict) -> dict[str, Any]:
    return {one.path.rpartition("/")[2]: one.value if one.state == "stated" else one.state for one in verdict.accepted}


SEVEN = {
    "natural_person": 21, "company": 3, "research": 0, "welfare": 0, "legal_service": 0, "other_organisation": 0, "total": 24,
}  # fmt: skip


def test_a_row_without_borders_is_cut_by_its_sum() -> None:
    verdict = judged(GLUED, "requests", "new", "@本年新收政府信息公开申请数量213000024")
    assert values(verdict) == SEVEN
    assert all(one.equations for one in verdict.accepted)
    assert verdict.rejected == []


def test_a_row_of_a_table_with_empty_cells_is_read_by_its_bars() -> None:
    verdict = judged(BARRED, "requests", "new", "@本年新收政府信息公开申请数量 | 21 | 3 |  |  |  |  | 24")
    assert values(verdict) == SEVEN | dict.fromkeys(
        ("research", "welfare", "legal_service", "other_organisation"), "blank"
    )


def test_a_row_that_is_empty_is_blank() -> None:
    assert set(values(judged(BARRED, "requests", "carried_in", "@上年结转政府信息公开申请数量")).values()) == {"blank"}


def test_three_blocks_in_one_row_are_told_apart() -> None:
    verdict = judged(GLUED, "challenges", "reconsideration", "@100010000000000")
    assert values(verdict) == {"upheld": 1, "corrected": 0, "other": 0, "pending": 0, "total": 1}


@pytest.mark.parametrize(
    ("key", "answer", "reason"),
    [
        ("carried_in", "@本年新收政府信息公开申请数量213000024", "these characters are not this row"),
        ("new", "@本年新收政府信息公开申请数量223000025", "do not stand"),
        ("new", "@本年新收政府信息公开申请数量213", "these characters are not this row"),
        ("total", "@（七）总计213000024四、结转下年度继续办理0000000", "these characters are several rows"),
    ],
)  # fmt: skip
def test_characters_that_are_not_the_row_prove_nothing(key: str, answer: str, reason: str) -> None:
    verdict = judged(GLUED, "requests", key, answer)
    assert verdict.accepted == []
    assert reason in verdict.rejected[0].reason


def test_cells_are_told_apart_one_by_one_too() -> None:
    label = "@本年新收政府信息公开申请数量"
    asked = {"natural_person": f"{label}213000024", "company": f"{label}21«3»0000", "total": f"{label}121000«0»13"}
    verdict = judged(GLUED, "requests", "new", asked)
    assert values(verdict) == {"natural_person": 21, "company": 3}
    assert [one.path for one in verdict.rejected] == ["/requests/new/total"]


@pytest.mark.parametrize(("total", "proved"), [(24, 7), (25, 6)])
def test_a_row_that_the_model_cut_itself_has_to_be_that_of_the_equations(total: int, proved: int) -> None:
    given = {key: f"本年新收政府信息公开申请数量@{value}" for key, value in (SEVEN | {"total": total}).items()}
    verdict = judged(GLUED, "requests", "new", given, bare=True)
    assert len(verdict.accepted) == proved
    assert ("/requests/new/total" in {one.path for one in verdict.accepted}) is (proved == 7)


def test_a_figure_of_the_next_column_proves_nothing() -> None:
    shifted = {"company": "@本年新收政府信息公开申请数量 | «21» | 3"}
    verdict = judged(BARRED, "requests", "new", shifted)
    assert verdict.accepted == []
    assert "something else" in verdict.rejected[0].reason


def test_the_narrative_may_state_what_the_table_states() -> None:
    assert [one.quote for one in judged(BARRED, "requests", "new", {"natural_person": "@其中自然人21件"}).accepted]


def test_what_the_equations_leave_open_is_illegible() -> None:
    text = GLUED.replace("213000024", "213000099")
    states = {one.state for one in judged(text, "requests", "new", "@本年新收政府信息公开申请数量213000099").accepted}
    assert states == {"illegible"}


FORM = (
    "青石县林业局2013年政府信息公开工作年度报告\n一、概述\n本局公开信息。\n二、主动公开情况\n全年主动公开政府信息425条，其中网站418条。\n"
    "附表\n指标名称计量单位2013年度历年累计主动公开信息数条4251516其中：1.网站公开条4181509 2.政府公报公开条77依申请公开信息数条00\n"
)


@pytest.mark.parametrize(
    ("answer", "proved"), [("主动公开信息数|条|425|1516", True), ("主动公开信息数|条|42|51516", False)]
)  # fmt: skip
def test_two_columns_of_the_statistics_form_without_a_border(answer: str, proved: bool) -> None:
    verdict = judged(FORM, "annex", "rows", f"@{answer}")
    assert values(verdict) == ({"indicator": None, "unit": None, "value": 425, "cumulative": 1516} if proved else {})


def test_a_sentence_about_documents_is_not_a_row_of_the_form() -> None:
    text = FORM.replace("全年主动公开", "全年制发规范性文件173件。全年主动公开")
    verdict = judged(text, "disclosure", "normative_documents_issued", "@制发规范性文件173件")
    assert len(verdict.accepted) == 1


class Counts(BaseModel):
    """A row of three columns."""

    men: int | None = Field(default=None, title="男")
    women: int | None = Field(default=None, title="女")
    total: int | None = Field(default=None, title="合计")


class Staff(BaseModel):
    """A table of a schema that no rules know."""

    old: Counts | None = Field(default=None, title="老职工")
    young: Counts | None = Field(default=None, title="青年职工")


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("老职工 | 3 | | 3 |", [("stated", "3"), ("blank", "| |"), ("stated", "3")]),
        ("老职工 | | | |", [("blank", "| |"), ("blank", "| |"), ("blank", "| |")]),
        ("老职工 | 3 | — | 3", [("stated", "3"), ("blank", "—"), ("stated", "3")]),
    ],
)
def test_bars_tell_the_cells_of_any_table_apart(row: str, cells: list[tuple[str, str]]) -> None:
    clean = cleaning.clean(f"职工人数\n{row}\n以上。\n")
    line = cut(clean)[1]
    columns = tuple(leaf for leaf in load_schema(Staff).sections[0].leaves if leaf.path.startswith("/old/"))
    found = settle_cells(row, columns, line, clean)
    assert not isinstance(found, str), found
    assert [(state, clean.printed(*(place.span or (0, 0)))) for state, place in found] == cells


def test_a_closing_bar_is_no_empty_cell() -> None:
    clean = cleaning.clean("职工人数\n老职工 | 3 | 4 |\n以上。\n")
    columns = tuple(leaf for leaf in load_schema(Staff).sections[0].leaves if leaf.path.startswith("/old/"))
    assert isinstance(settle_cells("老职工 | 3 | 4 |", columns, cut(clean)[1], clean), str)


WITHOUT_ROW = "\n".join(line for line in BARRED.splitlines() if "逾期未按收费" not in line) + "\n"
NEW = "本年新收政府信息公开申请数量"


@pytest.mark.parametrize(
    "lie",
    [
        pytest.param(f"{NEW}@{NEW} | 21 | 3 |  |  |  |  | 24", id="another row"),
        pytest.param({"total": f"{NEW}@{NEW} | 21 | 3 |  |  |  |  | «24»"}, id="a cell of another row"),
        pytest.param({"natural_person": "其中自然人@其中自然人21件"}, id="a figure of the narrative"),
        pytest.param({"natural_person": "上年结转政府@blank|上年结转政府信息公开申请数量"}, id="a blank"),
    ],
)
def test_a_row_that_the_table_does_not_show_is_stated_by_nothing_else(lie: Any) -> None:
    verdict = judged(WITHOUT_ROW, "requests", "other_unpaid", lie, bare=True)
    assert verdict.accepted == []
    assert all("leave" in one.reason or "this is the cell" in one.reason for one in verdict.rejected), verdict.rejected


def test_a_cell_of_a_fixed_table_is_no_figure_of_the_narrative() -> None:
    clean, skeleton, placed = prepare(Document(WITHOUT_ROW, "", "0" * 64), SCHEMA)
    form = FormReading(route(clean, skeleton, placed, SCHEMA))
    cell = form.cell("/requests/new/total")
    assert cell is not None
    assert cell.span is not None
    assert "this is the table's" in str(strange(form, "/applications/received", cell.span, clean))
    assert "this is the cell" in str(strange(form, "/requests/other_unpaid/total", cell.span, clean))
    assert strange(form, "/requests/new/total", cell.span, clean) is None


@pytest.mark.parametrize(
    "answer",
    [
        f"{NEW}@{NEW},21,3,,,,,24",
        f"{NEW}@{NEW} 21 3 0 0 0 0 24",
        f"{NEW}@{NEW}|21|3|-|-|-|-|24",
        f"{NEW}@{NEW} 21 3 24",
        {"natural_person": f"{NEW}@{NEW}21", "company": f"{NEW}@{NEW} 3件", "total": f"{NEW}@{NEW}：24"},
        {"自然人": f"{NEW}@{NEW}21", "商业企业": f"{NEW}@{NEW}3", "总计": f"{NEW}@{NEW}24"},
    ],
)
def test_a_row_may_be_retold_where_the_form_tells_its_cells(answer: Any) -> None:
    told = values(judged(BARRED, "requests", "new", answer, bare=True))
    assert {key: value for key, value in told.items() if value != "blank"} == {
        "natural_person": 21,
        "company": 3,
        "total": 24,
    }


@pytest.mark.parametrize(
    "answer",
    [
        f"{NEW}@{NEW},21,4,,,,,25",
        f"{NEW}@{NEW},3,21,,,,,24",
        f"{NEW}@{NEW},21,3,,,,,24,0",
        f"{NEW}@{NEW} 21 24",
        f"{NEW}@上年结转政府信息公开申请数量,21,3,,,,,24",
        f"{NEW}@{NEW}，不含街道，21,3,,,,,24",
        {"natural_person": f"{NEW}@{NEW}3", "company": f"{NEW}@{NEW}21", "welfare": f"{NEW}@{NEW}24"},
    ],
)
def test_a_row_retold_wrongly_proves_nothing(answer: Any) -> None:
    assert judged(BARRED, "requests", "new", answer, bare=True).accepted == []


def test_no_part_of_a_figure_is_marked_as_one() -> None:
    text = BARRED.replace("其中自然人21件", "全年主动公开政府信息143条")
    verdict = judged(text, "disclosure", "total", "@全年主动公开政府信息1«4»3条")
    assert verdict.accepted == []
    assert "cuts a figure" in verdict.rejected[0].reason
