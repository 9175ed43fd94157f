"""The files that reports are made into to see what reading loses: structure, tables, pages, damage, and the measuring itself."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from benchmarks.formats.differences import Difference
from benchmarks.formats.edits import distance, distance_within
from benchmarks.formats.extraction import Extracted, extracted, squeezed
from benchmarks.formats.formats import FORMATS, make
from benchmarks.formats.measuring import Measured, f1, measure
from benchmarks.formats.national_form import annex_table, requests_table
from benchmarks.formats.page_files import joined
from benchmarks.formats.reports import LabelledStructure, Layout, Replaced, load_structures, structure_of
from benchmarks.formats.structure import Line, Structure, Table, TableCell
from benchmarks.formats.summary import Results, loss
from benchmarks.formats.web_pages import HIDDEN, cms_page, layout_table_page, modern_page
from giextract.backends.rules.tables.labels import REQUEST_COLUMNS, REQUEST_ROWS, SPLIT_OTHER
from giextract.document import Box, Cell, Document, Grid, Page
from giextract.schema import Schema, load_schema

SPANNED = Table(
    (TableCell(0, 0, "申请人", 2), TableCell(0, 1, "法人", columns=2), TableCell(1, 1, "3"), TableCell(1, 2, ""))
)
SMALL = Structure(
    "x00-small",
    (
        Line("title", "清水镇2019年政府信息公开工作年度报告"),
        Line("heading", "一、总体情况"),
        Line("paragraph", "公开<信息>31条。"),
        SPANNED,
        Line("signature", "清水镇人民政府"),
    ),
)


@pytest.fixture(scope="module")
def schema() -> Schema:
    return load_schema()


@pytest.fixture(scope="module")
def suite(schema: Schema) -> list[LabelledStructure]:
    return load_structures(schema)


def tables_of(structure: Structure) -> list[Table]:
    return [block for block in structure.blocks if isinstance(block, Table)]


def test_plain_text_prints_a_spanning_cell_once_and_leaves_the_rest_of_it_empty() -> None:
    assert SMALL.plain_text().splitlines()[3:5] == ["| 申请人 | 法人 | |", "| | 3 | |"]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ((TableCell(0, 0, "a"), TableCell(1, 1, "b")), "nothing at (0, 1)"),
        ((TableCell(0, 0, "a", 2), TableCell(1, 0, "b")), "two at (1, 0)"),
    ],
)
def test_a_table_knows_its_holes_and_overlaps(cells: tuple[TableCell, ...], problem: str) -> None:
    assert problem in Table(cells).problems()
    assert SPANNED.problems() == []


def test_the_suite_has_reports_of_both_regimes_and_every_form(suite: list[LabelledStructure]) -> None:
    years = [one.label.values["header"]["year"] for one in suite]
    assert (len(years), sum(year >= 2019 for year in years)) == (8, 3)
    assert {len(tables_of(one.structure)) for one in suite} == {0, 1, 3}
    assert [one.structure.report[1:3] for one in suite if int(one.structure.report[1:3]) % 2] == []


def test_tables_of_the_suite_are_sound_and_no_row_of_the_source_is_left_beside_them(
    suite: list[LabelledStructure],
) -> None:
    for one in suite:
        assert [table.problems() for table in tables_of(one.structure)] == [[]] * len(tables_of(one.structure))
        assert not [block for block in one.structure.blocks if isinstance(block, Line) and "|" in block.text]


def test_titles_are_those_of_the_labels(suite: list[LabelledStructure]) -> None:
    for one in suite:
        titles = [one.label.values["header"]["title"], *one.label.also_right.get("/header/title", [])]
        assert re.sub(r"\s", "", one.structure.title).translate(str.maketrans("２０１３", "2013")) in titles


@pytest.mark.parametrize("form", [2019, 2021])
def test_the_table_of_requests_has_the_rows_of_its_form(form: int) -> None:
    keys = [label.key for label in REQUEST_ROWS if form == 2021 or label.key not in SPLIT_OTHER]
    values = {key: {column.key: number for column in REQUEST_COLUMNS} for number, key in enumerate(keys)}
    table = requests_table(values)
    rows = list(table.rows())
    assert (table.width, table.height, table.problems()) == (10, 3 + len(keys), [])
    assert [row[-1].text for row in rows[3:]] == [str(number) for number in range(len(keys))]
    other = next(cell for cell in table.cells if cell.text == "（六）其他处理")
    assert (other.rows, other.columns) == ((3, 1) if form == 2021 else (1, 2))


def test_rows_of_an_annex_keep_the_numbering_of_their_report() -> None:
    rows: list[dict[str, object]] = [
        {"indicator": "主动公开", "unit": None, "value": None},
        {"indicator": "网站", "unit": "条", "value": 7},
    ]
    table = annex_table(rows, ["| 一、主动公开 | —— |", "　1.网站 条 7"])
    assert [[cell.text for cell in row] for row in table.rows()][1:] == [
        ["一、主动公开", "——", "——"],
        ["1.网站", "条", "7"],
    ]


def test_lines_cut_hard_become_paragraphs_and_tables_stand_where_their_lines_stood() -> None:
    text = "清水镇年报\n来源：本站\n一、概述\n全年公开信息３\n１条。\n申请人情况 1\n二、问题\n无。\n清水镇\n"
    tables = (Replaced(prints="annex", first="申请人", before="二、"),)
    layout = Layout(title=1, leave_out=("来源",), joined=True, signature=("清水镇",), tables=tables)
    values = {"annex": {"rows": [{"indicator": "申请", "unit": "件", "value": 1}]}}
    kinds = [
        (block.kind, block.text) if isinstance(block, Line) else ("table", "")
        for block in structure_of("x", text, layout, values).blocks
    ]
    assert kinds == [
        ("title", "清水镇年报"), ("heading", "一、概述"), ("paragraph", "全年公开信息３１条。"), ("table", ""),
        ("heading", "二、问题"), ("paragraph", "无。"), ("signature", "清水镇"),
    ]  # fmt: skip


def test_a_layout_that_names_a_line_which_is_not_there_is_an_error() -> None:
    layout = Layout(title=1, tables=(Replaced(prints="annex", first="附表", before=""),))
    with pytest.raises(ValueError, match="no line that begins with '附表'"):
        structure_of("x", "年报\n", layout, {})


def levenshtein(first: str, second: str) -> int:
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(second, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def test_distances_are_those_of_the_table_of_levenshtein() -> None:
    random = Random(7)
    for _ in range(300):
        first, second = ("".join(random.choices("一二三3", k=random.randrange(12))) for _ in range(2))
        assert distance(first, second) == levenshtein(first, second)
        parts = [second[i:j] for i in range(len(second) + 1) for j in range(i, len(second) + 1)]
        assert distance_within(first, second) == min(levenshtein(first, part) for part in parts)


@pytest.mark.parametrize("printer", [cms_page, layout_table_page, modern_page])
def test_pages_hold_the_whole_report_with_spans_and_something_beside_it(printer: object) -> None:
    assert callable(printer)
    page = printer(SMALL)
    text = page.decode("gb18030" if printer is layout_table_page else "utf-8")
    assert "公开&lt;信息&gt;31条。" in text
    assert '<td rowspan="2">申请人</td><td colspan="2">法人</td>' in text
    assert squeezed(re.sub("<[^>]+>", "", text)) != squeezed(SMALL.plain_text())
    assert (HIDDEN in text) == (printer is not layout_table_page)


def test_word_documents_hold_the_report_in_order_with_merged_cells() -> None:
    docx = pytest.importorskip("docx")
    from benchmarks.formats.word import word_document

    document = docx.Document(BytesIO(word_document(SMALL)))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        block.text for block in SMALL.blocks if isinstance(block, Line)
    ]
    (table,) = document.tables
    assert table.cell(0, 0)._tc is table.cell(1, 0)._tc
    assert [cell.text for cell in table.rows[0].cells] == ["申请人", "法人", "法人"]


def test_damage_is_the_same_for_the_same_seed_and_leaves_a_clean_page_alone() -> None:
    pytest.importorskip("cv2")
    import numpy as np

    from benchmarks.formats.damage import GRADES, damaged

    page = np.full((400, 300, 3), 255, dtype=np.uint8)
    page[100:110, 50:250] = 0
    assert (damaged(page, GRADES["clean"], 1) == page).all()
    for name in ("middling", "bad", "phone"):
        first, again, other = (damaged(page, GRADES[name], seed) for seed in (1, 1, 2))
        assert (first == again).all()
        assert (first != other).any()
    assert damaged(page, GRADES["bad"], 1).shape == (200, 150, 3)


def test_a_pdf_of_pictures_has_pages_of_paper_size_and_no_text() -> None:
    pytest.importorskip("cv2")
    pypdfium2 = pytest.importorskip("pypdfium2")
    import numpy as np

    from benchmarks.formats.damage import GRADES
    from benchmarks.formats.scans import picture_pdf

    pdf = pypdfium2.PdfDocument(picture_pdf([np.zeros((1170, 827, 3), dtype=np.uint8)] * 2, GRADES["bad"]))
    assert [tuple(map(round, page.get_size())) for page in pdf] == [(595, 842)] * 2
    assert [page.get_textpage().get_text_bounded() for page in pdf] == ["", ""]
    pdf.close()


def test_files_are_made_once_and_formats_made_of_others_make_these_first(tmp_path: Path) -> None:
    (file,) = make("html-cms", SMALL, tmp_path / "x")
    file.write_bytes(b"kept")
    assert make("html-cms", SMALL, tmp_path / "x")[0].read_bytes() == b"kept"
    assert {FORMATS[one.after].name for one in FORMATS.values() if one.after} == {"docx", "html-modern", "pdf-office"}
    assert [one.name for one in FORMATS.values() if one.most_lost > 0.03] == ["scan-bad", "scan-phone", "scan-pdf-bad"]


def test_pages_read_one_by_one_are_one_document_afterwards() -> None:
    def page(text: str) -> Document:
        grid = Grid(0, 2, (Cell(0, 0, 0, 2),))
        return Document(
            text, pages=(Page(1, 0, len(text)),), boxes=(Box(0, 2, 1, 0, 0, 1, 1),), grids=(grid,), doubtful=((1, 2),)
        )

    whole = joined([page("甲乙\n"), page("丙丁\n")])
    assert whole.text == "甲乙\n丙丁\n"
    assert [(one.number, one.start, one.end) for one in whole.pages or ()] == [(1, 0, 3), (2, 3, 6)]
    assert [(box.page, whole.text[box.start : box.end]) for box in whole.boxes] == [(1, "甲乙"), (2, "丙丁")]
    assert [whole.text[cell.start : cell.end] for grid in whole.grids for cell in grid.cells] == ["甲乙", "丙丁"]
    assert (whole.page_of(4), whole.is_doubtful(4, 5), whole.is_doubtful(3, 4)) == (2, True, False)


@pytest.fixture(scope="module")
def plain(suite: list[LabelledStructure], schema: Schema) -> Extracted:
    return extracted(Document(suite[0].structure.plain_text()), suite[0], schema)


def measured(
    one: LabelledStructure, schema: Schema, plain: Extracted, old: str, new: str, *, doubtful: bool = False
) -> Measured:
    """What is measured of the plain text with its first `old` read as `new`."""
    text = plain.document.text
    start = text.index(old)
    spans = ((start, start + len(new)),) if doubtful else ()
    return measure(
        "x", extracted(replace(plain.document, text=text.replace(old, new, 1), doubtful=spans), one, schema), plain
    )


def test_the_same_text_has_lost_nothing(suite: list[LabelledStructure], schema: Schema, plain: Extracted) -> None:
    same = measured(suite[0], schema, plain, "412", "412")
    assert (same.edits, same.differences, same.wrong_figures, same.strange_figures) == (0, [], [], [])
    assert same.tp > 140


def test_a_digit_read_wrong_is_listed_unless_it_is_doubtful(
    suite: list[LabelledStructure], schema: Schema, plain: Extracted
) -> None:
    wrong = measured(suite[0], schema, plain, "专项经费3.2", "专项经费8.2")
    assert (wrong.edits, len(wrong.strange_figures)) == (1, 1)
    assert (
        Difference("/organisation/funding_wan_yuan", 3.2, 3.2, 8.2, better=False, lost_in="reading")
        in wrong.differences
    )
    assert [one.path for one in wrong.wrong_figures] == ["/organisation/funding_wan_yuan"]
    marked = measured(suite[0], schema, plain, "专项经费3.2", "专项经费8.2", doubtful=True)
    assert marked.differences == wrong.differences
    assert (marked.wrong_figures, marked.strange_figures) == ([], [])


def test_a_sign_that_was_not_read_is_a_wrong_figure(suite: list[LabelledStructure], schema: Schema) -> None:
    one = next(one for one in suite if one.structure.report.startswith("d02"))
    before = extracted(Document(one.structure.plain_text()), one, schema)
    lost = measured(one, schema, before, "| 31 | -4 |", "| 31 | 4 |")
    assert [(row.path, row.expected, row.got) for row in lost.wrong_figures] == [("/article20/fees/change", -4, 4)]


def test_a_value_whose_characters_were_read_but_not_understood_was_lost_in_extraction(
    suite: list[LabelledStructure], schema: Schema, plain: Extracted
) -> None:
    broken = measured(suite[0], schema, plain, "电话：0571", "电话：\n\n0571")
    assert (broken.edits, [(one.path, one.lost_in) for one in broken.differences]) == (
        0,
        [("/header/contact_phone", "extraction")],
    )


def test_bars_and_white_space_are_no_errors_of_reading(
    suite: list[LabelledStructure], schema: Schema, plain: Extracted
) -> None:
    assert measured(suite[0], schema, plain, "| 412 |", "412\n").edits == 0


def test_loss_compares_the_reports_that_were_measured_in_both() -> None:
    rows = [Measured("a", "text", tp=10), Measured("b", "text", tp=10), Measured("a", "docx", tp=5, fn=5)]
    assert loss(Results(rows), "docx") == pytest.approx(1 - f1(5, 0, 5))
