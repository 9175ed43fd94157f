"""Tables composed for this project, after the ways in which real reports print them; one row for each way."""

from __future__ import annotations

import time
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from giextract.backends.rules.tables.labels import REQUEST_ROWS
from giextract.pipeline import extract
from giextract.record import Record

BEFORE = "虚构县2022年政府信息公开工作年度报告\n本报告根据《中华人民共和国政府信息公开条例》编制。\n一、总体情况\n全年政府信息公开工作平稳，予以公开3件。\n"
BEHIND = "五、存在的主要问题及改进情况\n公开的政府信息不够丰富。\n六、其他需要报告的事项\n无。\n"
CHALLENGES = "四、政府信息公开行政复议、行政诉讼情况\n"
ARTICLE20 = "二、主动公开政府信息情况\n"
REQUESTS = "三、收到和处理政府信息公开申请情况\n（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）申请人情况自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他"
HEADS = "行政复议 行政诉讼\n结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉\n结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计\n"


def read(tables: str) -> Record:
    """The record of a report with these tables."""
    return extract(BEFORE + tables + BEHIND)


def block(*cells: int | None) -> dict[str, int | None]:
    """One block of reviews or lawsuits."""
    return dict(zip(("upheld", "corrected", "other", "pending", "total"), cells, strict=True))


ROWS_OF_CHALLENGES = [
    ("fifteen cells parted by spaces", HEADS + "10 1 0 0 11 0 0 0 0 0 2 0 1 0 3\n"),
    ("three groups parted by bars", HEADS + "10 1 0 0 11|0 0 0 0 0|2 0 1 0 3\n"),
    (
        "a row for each block",
        "类型 结果维持 结果纠正 其他结果 尚未审结 总计\n行政复议 10 1 0 0 11\n行政诉讼 未经复议直接起诉 0 0 0 0 0\n复议后起诉 2 0 1 0 3\n",
    ),
    (
        "a row for each outcome",
        "|  | 行政复议 | 未经复议直接起诉 | 复议后起诉 |\n|---|---|---|---|\n| 结果维持 | 10 | 0 | 2 |\n| 结果纠正 | 1 | 0 | 0 |\n"
        "| 其他结果 | 0 | 0 | 1 |\n| 尚未审结 | 0 | 0 | 0 |\n| 总计 | 11 | 0 | 3 |\n",
    ),
    (
        "heads torn line by line",
        "行政复议 行政诉讼\n结果 结果 其他 尚未 总计 未经复议直接起诉 复议后起诉\n维持 纠正 结果 审结\n结果 结果 其他 尚未 总计 结果 结果 其他 尚未 总计\n"
        "维持 纠正 结果 审结 维持 纠正 结果 审结\n10 1 0 0 11 0 0 0 0 0 2 0 1 0 3\n",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("way", "table"), ROWS_OF_CHALLENGES, ids=[way for way, _ in ROWS_OF_CHALLENGES])
def test_challenges_are_read_however_their_rows_run(way: str, table: str) -> None:
    assert read(CHALLENGES + table).values["challenges"] == {
        "reconsideration": block(10, 1, 0, 0, 11),
        "litigation_direct": block(0, 0, 0, 0, 0),
        "litigation_after_review": block(2, 0, 1, 0, 3),
    }, way


def test_a_sentence_in_place_of_the_table_is_no_table() -> None:
    record = read(CHALLENGES + "本年度未发生因政府信息公开引起的行政复议、行政诉讼。\n")
    assert "challenges" not in record.values


def test_split_digits_name_their_equation_and_cite_only_themselves() -> None:
    record = read(CHALLENGES + HEADS.replace(" ", "").replace("\n", "") + "309178826440111662413067989\n")
    fact = record.fact("/challenges/reconsideration/total")
    assert fact is not None
    assert (fact.value, fact.printed, fact.proof) == (440, "440", "identity")
    assert fact.equations
    unsure = record.fact("/challenges/litigation_direct/upheld")
    assert unsure is not None
    assert unsure.state == "illegible"


ARTICLE20_CASES: list[tuple[str, str, dict[str, Any]]] = [
    (
        "slashes, notes, thousands, a word for zero, a unit in the cell",
        "第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 / / /\n行政规范性文件 22（其中修订16件） 3 1,286\n"
        "第二十条第（五）项\n信息内容 本年处理决定数量\n行政许可 1,447,228\n第二十条第（六）项\n信息内容 本年处理决定数量\n行政处罚 0\n行政强制 无\n"
        "第二十条第（八）项\n信息内容 本年收费金额（单位：万元）\n行政事业性收费 2832995元\n",
        {
            "regulations": {"made": None, "repealed": None, "in_force": None},
            "normative_documents": {"made": 22, "repealed": 3, "in_force": 1286},
            "licences": {"decisions": 1447228},
            "penalties": {"decisions": 0},
            "coercion": {"decisions": 0},
            "fees": {"amount_wan_yuan": Decimal("283.2995")},
        },
    ),
    (
        "changes in signs and words, an empty cell between tabs, six decimals without a unit",
        "第二十条第（五）项\n信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政许可\t12\t增1558\t3\n其他对外管理服务事项\t7\t减38\t0\n"
        "第二十条第（六）项\n信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政处罚\t26\t-18\t538\n行政强制\t3\t+1\t\n"
        "第二十条第（九）项\n信息内容\t采购项目数量\t采购总金额\n政府集中采购\t8\t24252.311082\n",
        {
            "licences": {"items_last_year": 12, "change": 1558, "decisions": 3},
            "other_services": {"items_last_year": 7, "change": -38, "decisions": 0},
            "penalties": {"items_last_year": 26, "change": -18, "decisions": 538},
            "coercion": {"items_last_year": 3, "change": 1, "decisions": None},
            "procurement": {"items": 8, "amount_wan_yuan": Decimal("24252.311082")},
        },
    ),
    (
        "the head says yuan",
        "第二十条第（八）项\n信息内容|本年收费金额（单位：元）\n行政事业性收费|38000\n",
        {"fees": {"amount_wan_yuan": Decimal("3.8")}},
    ),
    (
        "the cell says yuan, a space before it",
        "第二十条第（八）项\n|信息内容|本年收费金额（单位：万元）|\n|行政事业性收费|38000 元|\n",
        {"fees": {"amount_wan_yuan": Decimal("3.8")}},
    ),
]


@pytest.mark.parametrize(("way", "table", "expected"), ARTICLE20_CASES, ids=[case[0] for case in ARTICLE20_CASES])
def test_article20_cells(way: str, table: str, expected: dict[str, Any]) -> None:
    assert read(ARTICLE20 + table).values["article20"] == expected, way


def test_zero_glued_to_its_label_is_not_called_empty() -> None:
    record = read(
        ARTICLE20
        + "第二十条第（五）项信息内容本年处理决定数量行政许可无第二十条第（六）项信息内容本年处理决定数量行政处罚3\n"
    )
    assert record.values["article20"] == {"penalties": {"decisions": 3}}


def _glued(random: Random, digits: str, length: int) -> str:
    rows = [f"{label.ordinal or ''}{'.' if label.ordinal else ''}{label.full}" for label in REQUEST_ROWS]
    return REQUESTS + "".join(row + "".join(random.choice(digits) for _ in range(length)) for row in rows) + "\n"


@pytest.mark.parametrize(("digits", "length"), [("1", 20), ("12", 28), ("123456789", 40), ("1", 400)])
def test_strings_of_digits_cannot_hang_the_search(digits: str, length: int) -> None:
    text = _glued(Random(1), digits, length)
    began = time.process_time()  # of this process alone: other work of the machine is no hanging
    record = read(text)
    assert time.process_time() - began < 2
    assert all(fact.state == "illegible" for fact in record.facts if fact.path.startswith("/requests/"))


def test_a_table_whose_head_has_an_unknown_column_gives_nothing() -> None:
    rows = "一、本年新收政府信息公开申请数量 3 0 0 0 0 0 0 3\n二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0 0\n三、本年度办理结果（一）予以公开 3 0 0 0 0 0 0 3\n"
    record = read(
        "三、收到和处理政府信息公开申请情况\n申请人情况 自然人 商业企业 科研机构 社会公益组织 法律服务机构 外国人 其他 总计\n"
        + rows
    )
    assert "requests" not in record.values


PRINTED = "一、本年新收政府信息公开申请数量 3 1 0 0 2 0 6\n二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0\n（一）予以公开 3 1 0 0 2 0 6\n（七）总计 3 1 0 0 2 0 6\n四、结转下年度继续办理 0 0 0 0 0 0 0\n"


@pytest.mark.parametrize(
    ("head", "read_as"),
    [
        ("自然人 法人或其他组织 总计\n商业企业 科研机构 社会公益组织 法律服务机构 其他\n", (3, 1, 6)),
        # Cells over two printed lines stand in the middle of them: a PDF's text begins with the head of the kinds.
        ("法人或其他组织\n自然人 总计\n商业企业 科研机构 社会公益组织 法律服务机构 其他\n", (3, 1, 6)),
        ("自然人 总计\n商业企业 科研机构 社会公益组织 法律服务机构 其他\n", None),  # where the kinds stand nothing says
    ],
)
def test_a_head_over_two_lines_shifts_no_column(head: str, read_as: tuple[int, int, int] | None) -> None:
    values = read("三、收到和处理政府信息公开申请情况\n申请人情况\n" + head + PRINTED).values
    new = values["requests"]["new"] if "requests" in values else None
    assert (new and (new["natural_person"], new["company"], new["total"])) == read_as


def test_columns_in_another_order_are_told_by_their_heads() -> None:
    rows = "一、本年新收政府信息公开申请数量|5|1|0|0|0|0|4\n二、上年结转政府信息公开申请数量|0|0|0|0|0|0|0\n三、本年度办理结果|（一）予以公开|5|1|0|0|0|0|4\n"
    record = read(
        "三、收到和处理政府信息公开申请情况\n申请人情况|总计|商业企业|科研机构|社会公益组织|法律服务机构|其他|自然人\n"
        + rows
    )
    new = record.values["requests"]["new"]
    assert (new["natural_person"], new["company"], new["total"]) == (4, 1, 5)


def _barred(new: int) -> str:
    head = "||自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计|\n"
    rows = [("一、本年新收政府信息公开申请数量", new), ("二、上年结转政府信息公开申请数量", 0), ("（一）予以公开", new), ("（七）总计", new), ("四、结转下年度继续办理", 0)]  # fmt: skip
    return head + "".join(f"|{label}|{count}|0|0|0|0|0|{count}|\n" for label, count in rows)


def test_a_cell_with_the_labels_of_two_rows_leaves_both_illegible() -> None:
    """As OCR joins two cells: whose the figures are is not said."""
    table = _barred(3).replace("申请数量|3|0|0|0|0|0|3|\n|二、上年", "申请数量二、上年")
    record = read("三、收到和处理政府信息公开申请情况\n" + table)
    cells = [fact for fact in record.facts if fact.path.startswith(("/requests/new/", "/requests/carried_in/"))]
    assert {(fact.path.split("/")[2], fact.state) for fact in cells} == {
        ("new", "illegible"),
        ("carried_in", "illegible"),
    }


def test_last_years_table_before_this_years_is_not_taken_for_it() -> None:
    record = read("三、收到和处理政府信息公开申请情况\n2021年情况\n" + _barred(7) + "2022年情况\n" + _barred(3))
    assert record.values["requests"]["new"]["natural_person"] == 3
    assert "received" not in record.values.get("applications", {})
