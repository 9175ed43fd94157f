"""The tables of the form come out as tables: on the terminal, as blocks of CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from giextract.errors import OutputError
from giextract.export import write
from giextract.export.files import make_file
from giextract.export.fixed_tables import fixed_tables, is_fixed_table
from giextract.pipeline import extract
from giextract.record import Record
from giextract.schema import load_schema

SCHEMA = load_schema()
HEAD = "|  | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |"
ROWS = (
    "| 一、本年新收政府信息公开申请数量 | 7 | 1 | 0 | 0 | 2 | 0 | 10 |",
    "| 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |",
    "| （一）予以公开 | 5 |  | 0 | 0 | 2 | 0 | 8 |",
    "| （七）总计 | 7 | 1 | 0 | 0 | 2 | 0 | 10 |",
    "| 四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |",
)
TEXT = "\n".join(
    (
        "江城县教育局2022年政府信息公开工作年度报告",
        "一、总体情况",
        "我局依法做好政府信息公开工作，全年公开政府信息40条。",
        "三、收到和处理政府信息公开申请情况",
        HEAD,
        *ROWS,
        "五、存在的主要问题及改进情况",
        "公开还不够及时。",
    )
)


@pytest.fixture(scope="module")
def record() -> Record:
    return extract(TEXT)


def test_a_section_whose_fields_are_cells_is_a_table() -> None:
    named = [section.name for section in SCHEMA.sections if is_fixed_table(section)]
    assert named == ["article20", "requests", "challenges"]


def test_a_table_has_the_rows_and_columns_of_the_form(record: Record) -> None:
    (table,) = fixed_tables(record, SCHEMA)
    assert table.columns == ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    assert len(table.rows) == 25
    title, cells = table.rows[0]
    assert title == "本年新收政府信息公开申请数量"
    assert [cell.value for cell in cells if cell] == [7, 1, 0, 0, 2, 0, 10]


def test_columns_of_one_name_under_two_titles_stay_apart() -> None:
    layout = next(section for section in SCHEMA.sections if section.name == "article20")
    titles = {leaf.title.split(" · ")[1] for leaf in layout.leaves}
    assert {"本年收费金额", "采购总金额"} <= titles


def test_csv_prints_a_block_for_each_table(record: Record) -> None:
    rows = list(csv.reader(io.StringIO("".join(write([record], "tables", schema=SCHEMA, several=False)))))
    assert rows[1][1:] == ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    assert rows[2][1:] == ["7", "1", "0", "0", "2", "0", "10"]
    granted = next(row for row in rows if row[0] == "予以公开")
    assert granted[1:3] == ["5", "空"]  # blank is not 0
    never = next(row for row in rows if row[0] == "不予处理：重复申请")
    assert never[1:] == [""] * 7  # a row that the report does not have


def test_the_terminal_shows_the_table_as_one(record: Record) -> None:
    shown = "".join(write([record], "table", schema=SCHEMA, several=False))
    line = next(line for line in shown.splitlines() if "本年新收" in line)
    assert line.split()[-7:] == ["7", "1", "0", "0", "2", "0", "10"]


def test_a_file_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    def fails(part: Path) -> None:
        part.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left"):
        make_file(tmp_path / "out.xlsx", fails)
    assert list(tmp_path.iterdir()) == []
