"""Text, offsets, boxes and grids of a document stay together, whatever reader they come from."""

from __future__ import annotations

from giextract.document import Document
from giextract.reading.building import DocumentBuilder, GridCell, Run


def built() -> Document:
    builder = DocumentBuilder()
    builder.page()
    builder.line(Run("公开412条", (0.1, 0.1, 0.4, 0.12), (0.1, 0.15, 0.2, 0.25, 0.3, 0.35)), "，其中", Run("网站87条"))
    builder.page("the page is an image, and no text was found on it")
    builder.page()
    builder.grid(
        [
            GridCell(0, 0, [[Run("指标")]], columns=2),
            GridCell(0, 2, [[Run("数", (0.5, 0.5, 0.6, 0.52))]]),
            GridCell(1, 0, [[Run("主动")], [Run("公开|数")]]),
            GridCell(1, 1, []),
            GridCell(1, 2, [[Run("12", (0.5, 0.6, 0.6, 0.62), doubtful=frozenset({1}))], [Run("3")]]),
        ]
    )
    builder.warn("hidden text was kept out")
    builder.warn("hidden text was kept out")
    return builder.document(b"bytes", "a.pdf")


def test_a_grid_stands_as_rows_of_cells_with_the_empty_ones() -> None:
    document = built()
    assert document.text == "公开412条，其中网站87条\n| 指标 | | 数 |\n| 主动公开｜数 | | 123 |\n"
    (grid,) = document.grids
    assert [(cell.row, cell.column, document.text[cell.start : cell.end]) for cell in grid.cells] == [
        (0, 0, "指标"),
        (0, 2, "数"),
        (1, 0, "主动公开｜数"),
        (1, 1, ""),
        (1, 2, "123"),
    ]


def test_pages_hold_their_own_characters_and_say_why_they_are_unread() -> None:
    document = built()
    assert document.pages is not None
    assert [(page.number, document.text[page.start : page.end][:2], page.unread) for page in document.pages] == [
        (1, "公开", None),
        (2, "", "the page is an image, and no text was found on it"),
        (3, "| ", None),
    ]


def test_a_box_is_cut_to_the_characters_asked_for() -> None:
    document = built()
    start = document.text.index("412")
    (box,) = document.boxes_of(start, start + 3)
    assert (box.page, box.left, box.top, box.right, box.bottom) == (1, 0.2, 0.1, 0.35, 0.12)
    whole = document.boxes_of(0, len(document.text))
    assert [document.text[box.start : box.end] for box in whole] == ["公开412条", "数", "12"]
    assert document.boxes_of(start + 5, start + 6) == []
    (half,) = document.boxes_of(document.text.index("123") + 1, document.text.index("123") + 2)
    assert (round(half.left, 4), half.right) == (0.55, 0.6)


def test_doubtful_characters_and_warnings_are_kept() -> None:
    document = built()
    start = document.text.index("123")
    assert document.doubtful == ((start + 1, start + 2),)
    assert document.is_doubtful(start, start + 4)
    assert not document.is_doubtful(start, start + 1)
    assert document.warnings == ("hidden text was kept out",)


def test_a_label_over_several_columns_stands_beside_its_figures() -> None:
    builder = DocumentBuilder()
    builder.grid(
        [
            GridCell(0, 0, [[Run("申请人情况")]], columns=4),
            GridCell(0, 4, [[Run("总计")]]),
            GridCell(1, 0, [[Run("一、本年新收")]], columns=3),
            GridCell(1, 3, []),
            GridCell(1, 4, [[Run("12")]]),
            GridCell(2, 0, [[Run("三、办理结果")]], rows=2),
            GridCell(2, 1, [[Run("（一）予以公开")]], columns=2),
            GridCell(2, 3, [[Run("0")]]),
            GridCell(2, 4, [[Run("/")]]),
        ]
    )
    document = builder.document(b"", "a.html")
    assert document.text.splitlines()[:3] == [
        "| 申请人情况 | | | | 总计 |",
        "| | | 一、本年新收 | | 12 |",
        "| 三、办理结果 | | （一）予以公开 | 0 | / |",
    ]
    assert (document.grids[0].cells[2].column, document.grids[0].cells[2].columns) == (0, 3)


def test_a_row_without_all_its_cells_stays_short() -> None:
    builder = DocumentBuilder()
    builder.grid(
        [
            GridCell(0, 0, [[Run("新收")]]),
            GridCell(0, 1, [[Run("3")]]),
            GridCell(0, 2, []),
            GridCell(0, 3, [[Run("3")]]),
            GridCell(1, 0, [[Run("公开")]]),
            GridCell(1, 1, [[Run("815")]], columns=2),
            GridCell(1, 3, [[Run("23")]]),
            GridCell(2, 0, [[Run("结转")]]),
            GridCell(2, 1, [[Run("0")]]),
        ]
    )
    assert builder.document(b"", "a.html").text == "| 新收 | 3 | | 3 |\n| 公开 | 815 | 23 |\n| 结转 | 0 |\n"
