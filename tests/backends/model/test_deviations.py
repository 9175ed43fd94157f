"""What models do to the form they were asked for: taken where the proof still holds, asked again where it does not."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel, Field

from giextract.backends.model import ModelBackend, Profile
from giextract.document import Document
from giextract.pipeline import extract_document
from giextract.record import Record
from giextract.schema import load_schema
from tests.backends.model.conftest import GOOD, VALUES, Script, says

Run = Callable[..., Record]


def dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


NOTE: dict[str, str] = GOOD["note"]
ENTRIES = [{"path": f"/note/{key}", "line": int(text[0]), "quote": text[2:]} for key, text in NOTE.items()]
FULL_WIDTH = "{“note”：{“total”：“2|公开信息130条”，“website”：“2|其中网站87条”，“complaints”：“3|未收到投诉”}}"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(FULL_WIDTH, id="quotes, colons and commas of full width"),
        pytest.param(dumped(GOOD).replace("}}", ",},}"), id="commas too many"),
        pytest.param(str(GOOD), id="single quotes"),
        pytest.param("{note: {total: 2|公开信息130条,\nwebsite: 2|其中网站87条,\ncomplaints: 3|未收到投诉}}", id="no quotes"),
        pytest.param(dumped(GOOD)[:-2] + "} // 以上\n}", id="a comment"),
        pytest.param(dumped(dumped(GOOD)), id="encoded twice"),
        pytest.param(dumped({"answer": GOOD}), id="wrapped"),
        pytest.param(dumped({"data": {"result": [GOOD]}}), id="wrapped in several"),
        pytest.param(dumped(NOTE), id="without its section"),
        pytest.param(dumped({f"note.{key}": text for key, text in NOTE.items()}), id="flat, with points"),
        pytest.param(dumped({f"/note/{key}": text for key, text in NOTE.items()}), id="flat, as pointers"),
        pytest.param(dumped([{"note": {key: text}} for key, text in NOTE.items()]), id="a list of objects"),
        pytest.param("\n".join(dumped({"note": {key: text}}) for key, text in NOTE.items()), id="one object a line"),
        pytest.param(dumped(ENTRIES), id="a list of path, line and quote"),
        pytest.param(dumped({"note": ENTRIES}), id="such a list in its section"),
        pytest.param("好的：\n" + dumped(ENTRIES) + "\n以上。", id="such a list in chatter"),
        pytest.param(
            dumped({"note": {"公开信息数": "2|公开信息130条", "网站公开数": "2|其中网站87条", "投诉数": "3|未收到投诉"}}),
            id="titles for keys",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("mode", ["json", "tools"])
def test_another_frame_around_the_same_citations_is_taken(run: Run, script: Script, text: str, mode: str) -> None:
    assert run(says(text), mode=mode).values == VALUES
    assert len(script.bodies) == 1


@pytest.mark.parametrize(
    "total",
    [
        "L2|公开信息130条",
        "L2: 公开信息130条",
        "2: 公开信息130条",
        "2：公开信息130条",
        "2 公开信息130条",
        "2. 公开信息130条",
        "2、公开信息130条",
        "[2] 公开信息130条",
        "(2)公开信息130条",
        "第2行|公开信息130条",
        "行2|公开信息130条",
        "行号2|公开信息130条",
        "line 2 | 公开信息130条",
        "2|2|公开信息130条",
        "2-3|公开信息130条",
        "2|公开信息１３０条",
        "2|公开信息 130 条",
        "2|公开信息130条。",
        "2|“公开信息130条”",
        "2|公开信息«130条»,其中网站87条",
        {"line": 2, "quote": "公开信息130条"},
        {"line": "L2", "quote": "公开信息130条", "value": 130},
        {"行号": 2, "原文": "公开信息130条"},
        {"quote": "公开信息130条", "line_number": 2},
        {"quote": "2|公开信息130条"},
        {"line": 2, "value": "公开信息130条"},
        [2, "公开信息130条"],
        ["2", "公开信息130条"],
        ["L2", "公开信息130条"],
    ],
)
def test_another_way_to_cite_is_taken(run: Run, script: Script, total: Any) -> None:
    assert run(says({"note": {"total": total}})).values == {"total": 130}
    assert len(script.bodies) == 1


@pytest.mark.parametrize(
    "nothing",
    [None, "", "null", "2|null", "未提及", "2|未提及", {"state": "absent"}, {"line": None, "quote": None}, [], {}],
)
def test_ways_to_say_that_nothing_is_there(run: Run, script: Script, nothing: Any) -> None:
    record = run(says({"note": {"total": nothing, "website": "2|其中网站87条"}}))
    assert (record.values, record.status) == ({"website": 87}, "complete")
    assert len(script.bodies) == 1


@pytest.mark.parametrize(
    "total", [130, "130", "公开信息130条", "1.3%", {"value": 130}, {"line": 2, "quote": "公开信息131条", "value": 130}]
)
def test_a_value_without_a_proof_is_asked_again(run: Run, script: Script, total: Any) -> None:
    record = run(says({"note": {"total": total}}), says({"note": {"total": "2|公开信息130条"}}))
    assert record.values == {"total": 130}
    assert len(script.bodies) == 2


@pytest.mark.parametrize("foreign", [{"总数": "2|公开信息130条"}, {"answer": {"x": 1}}, {"result": "全部字段均未提及"}])
def test_an_answer_to_another_question_is_no_empty_answer(run: Run, script: Script, foreign: Any) -> None:
    assert run(says(foreign), says()).values == VALUES
    assert "note" in script.bodies[1]["messages"][-1]["content"]
    record = run(says(foreign))
    assert record.status == "failed"
    assert "nothing under the keys" in str(record.sections["note"].reason)


class Part(BaseModel):
    """One category with its count and share."""

    name: str | None = Field(default=None, title="名称")
    count: int | None = Field(default=None, title="数量")
    percent: Decimal | None = Field(default=None, title="占比")


class Cells(BaseModel):
    """A row of a table."""

    persons: int | None = Field(default=None, title="自然人")
    companies: int | None = Field(default=None, title="企业")
    total: int | None = Field(default=None, title="总计")


class Tables(BaseModel):
    """Lists and rows."""

    staff: int | None = Field(default=None, title="工作人员数")
    by_category: list[Part] | None = Field(default=None, title="按类别")
    channels: list[str] | None = Field(default=None, title="公开渠道")
    received: Cells | None = Field(default=None, title="本年新收")
    carried: Cells | None = Field(default=None, title="上年结转")
    refused: Cells | None = Field(default=None, title="不予公开")
    granted: Cells | None = Field(default=None, title="予以公开")


LINES = [
    "某局工作总结",
    "按类别：人事信息3条，占2.3%；财政信息1,286条，占97.7%。",
    "另设电子屏、公示栏。",
    "本年新收 5 0 5",
    "上年结转 1 0 1",
    "予以公开|3|-|3",
]
PARTS = [
    {"name": "人事信息", "count": 3, "percent": Decimal("2.3")},
    {"name": "财政信息", "count": 1286, "percent": Decimal("97.7")},
]


@pytest.fixture
def tables(script: Script) -> Any:
    document = Document("\n".join(LINES) + "\n", "tables.txt", "0" * 64)

    def extract(answer: Any) -> Record:
        script.steps = [says(answer)]
        with ModelBackend("s", Profile(base_url=script.url, model="m", re_asks=0)) as backend:
            return extract_document(document, backend, load_schema(Tables))

    return extract


@pytest.mark.parametrize(
    "items",
    [
        ["2|人事信息|3条|2.3%", "2|财政信息|1,286条|97.7%"],
        ["2|人事信息｜3条｜2.3%", "L2|财政信息|1286条|97.7%"],
        ["2|人事信息3条，占2.3%", "2|财政信息1,286条，占97.7%"],
        [
            {"line": 2, "name": "人事信息", "count": "3条", "percent": "2.3%"},
            {"line": 2, "name": "财政信息", "count": 1286, "percent": "97.7%"},
        ],
        [
            {"name": "2|人事信息", "count": "3条", "percent": "2.3%"},
            {"name": "财政信息", "count": "2|1,286条", "percent": "97.7%"},
        ],
        [{"名称": "2|人事信息", "数量": "2|3条", "占比": "2|2.3%"}, {"name": "2|财政信息", "count": "2|1,286条", "percent": "2|97.7%"}],
        {"人事信息": "2|3条|2.3%", "财政信息": "2|财政信息|1,286条|97.7%"},
        {"人事信息": {"line": 2, "count": "3条", "percent": "2.3%"}, "财政信息": {"count": "2|1,286条", "percent": "2|97.7%"}},
        {"0": "2|人事信息|3条|2.3%", "1": "2|财政信息|1,286条|97.7%"},
        [{"line": 2, "quote": "人事信息|3条|2.3%"}, {"line": 2, "quote": "财政信息1,286条，占97.7%"}],
    ],
)  # fmt: skip
def test_another_form_of_a_list_is_taken(tables: Any, items: Any) -> None:
    record = tables({"tables": {"by_category": items}})
    assert record.values == {"by_category": PARTS}
    assert record.status == "complete"


@pytest.mark.parametrize(
    "items",
    [
        ["2|人事信息4条，占2.3%"],
        ["2|人事信息3条，占2.3%；财政信息1,286条"],
        [{"line": 2, "name": "人事信息", "count": "1,286条"}],
        [{"line": 3, "name": "人事信息", "count": "3条"}],
        [{"name": "人事信息", "count": "3条"}],
        {"人事信息": "2|1,286条"},
        ["人事信息|3条|2.3%"],
    ],
)
def test_another_form_of_a_list_proves_no_more(tables: Any, items: Any) -> None:
    record = tables({"tables": {"by_category": items}})
    assert record.values == {}
    assert record.status == "partial"


@pytest.mark.parametrize(
    ("key", "row", "values"),
    [
        ("received", "4|本年新收 5 0 5", (5, 0, 5)),
        ("received", "4|5 0 5", (5, 0, 5)),
        ("received", "4|5|0|5", (5, 0, 5)),
        ("received", ["4|5", "4|0", "4|5"], (5, 0, 5)),
        ("received", {"persons": "4|5", "companies": "4|0", "total": "4|5"}, (5, 0, 5)),
        ("received", {"自然人": "4|5", "企业": "4|0", "总计": "4|5"}, (5, 0, 5)),
        ("carried", {"line": 5, "quote": "上年结转 1 0 1"}, (1, 0, 1)),
        ("granted", "6|予以公开|3|-|3", (3, None, 3)),
        ("granted", "6|3|-|3", (3, None, 3)),
    ],
)
def test_another_form_of_a_row_is_taken(tables: Any, key: str, row: Any, values: tuple[Any, ...]) -> None:
    record = tables({"tables": {key: row}})
    assert record.values == {key: dict(zip(("persons", "companies", "total"), values, strict=True))}


@pytest.mark.parametrize(
    "row",
    [
        "4|5 0",
        "4|0 5",
        "4|本年新收 5 0 6",
        "5|5 0 5",
        {"persons": "4|5", "companies": "4|5", "total": "4|0"},
        {"persons": "4|5", "companies": "5|0", "total": "4|5"},
        {"persons": "4|5"},
    ],
)
def test_another_form_of_a_row_proves_no_more(tables: Any, row: Any) -> None:
    assert tables({"tables": {"received": row}}).values == {}


def test_quotes_that_nobody_escaped_and_other_commas_stand_in_the_text(tables: Any) -> None:
    text = '{"tables": {"channels": ["3|"电子屏"", "3|公示栏"]}}'
    assert tables(text).values == {"channels": ["电子屏", "公示栏"]}
