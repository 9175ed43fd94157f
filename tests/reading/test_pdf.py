"""PDF files: what their pages print becomes lines and tables, what nobody can see is kept out, what cannot be read is told."""

from __future__ import annotations

import sys
import threading
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pytest

from giextract.document import Document
from giextract.errors import ReadingError
from giextract.reading.building import DocumentBuilder
from giextract.reading.pdf import read_pdf
from giextract.settings import ReadingSettings
from tests.reading.pdf_files import HEIGHT, WIDTH, PdfPage, pdf_file

TITLE = "云溪市人民政府政府信息公开工作年度报告"
BODY = "本年度共收到政府信息公开申请12件，答复11件。"
TEXT = [TITLE, BODY]


def read(*pages: PdfPage, ocr: Any = "off", **options: Any) -> Document:
    return read_pdf(pdf_file(*pages, **options), "report.pdf", ReadingSettings(ocr=ocr))


def page() -> PdfPage:
    return PdfPage().lines(TEXT)


class TestLines:
    def test_lines_stand_in_reading_order_whatever_their_order_in_the_file(self) -> None:
        assert read(PdfPage().text(80, 700, BODY).text(80, 760, TITLE)).text == f"{TITLE}\n{BODY}\n"

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ([(80, "2024年"), (121, "12"), (138, "件")], "2024年 12 件"),
            ([(80, "2024年"), (117, "12"), (130, "件")], "2024年12件"),
            ([(80, "12"), (96, "0"), (106, "3")], "12 0 3"),
            ([(80, "Open"), (110, "Data")], "Open Data"),
            ([(80, "联系人"), (200, "电话")], "联系人 电话"),
        ],
        ids=["beside Chinese", "no gap to be seen", "digits apart", "words apart", "a wide gap"],
    )
    def test_spaces_stand_where_a_gap_is_seen(self, words: list[tuple[float, str]], expected: str) -> None:
        made = PdfPage()
        for x, text in words:
            made.text(x, 700, text)
        assert read(made).text == f"{expected}\n"

    def test_characters_printed_twice_to_be_bold_are_read_once(self) -> None:
        assert read(PdfPage().text(80, 700, "总计100件").text(80.4, 700, "总计100件")).text == "总计100件\n"

    def test_lines_of_one_paragraph_are_joined_and_those_of_others_are_not(self) -> None:
        made = PdfPage().lines(
            ["　　" + "本市坚持以公开为常态做好各项工作" * 2, "接着说明情况。", "　　另起一段。"], step=18
        )
        assert read(made).text.splitlines()[0].endswith("接着说明情况。")
        assert read(made).text.splitlines()[1] == "另起一段。"

    def test_columns_are_read_one_after_the_other(self) -> None:
        left = [f"左栏第{number}行写满了这一栏的全部宽度" for number in "一二三四五六七八九"]
        right = [line.replace("左", "右") for line in left]
        text = read(PdfPage().lines(left, x=60).lines(right, x=320, top=757)).text
        assert text.index("左栏第九行") < text.index("右栏第一行")

    def test_running_heads_and_page_numbers_are_set_aside(self) -> None:
        pages = [
            PdfPage().text(80, 810, TITLE).text(80, 600, f"正文第{number}页。").text(280, 30, f"- {number} -")
            for number in range(1, 6)
        ]
        assert read(*pages).text == "".join(f"正文第{number}页。\n" for number in range(1, 6))

    def test_every_line_has_its_page(self) -> None:
        document = read(page(), page())
        assert document.pages is not None
        assert [document.text[one.start : one.end] for one in document.pages] == [f"{TITLE}\n{BODY}\n"] * 2


class TestBoxes:
    def test_boxes_are_fractions_from_the_upper_left_corner(self) -> None:
        (box,) = read(PdfPage().text(80, 700, "公开")).boxes
        assert (box.left, box.right) == pytest.approx((80 / WIDTH, 104 / WIDTH))
        assert box.top < 1 - 700 / HEIGHT < box.bottom
        assert box.part(1, 2).left == pytest.approx(92 / WIDTH)

    def test_boxes_are_those_of_the_page_as_it_is_shown(self) -> None:
        (box,) = read(PdfPage(rotate=90).text(100, 200, "公开", angle=90)).boxes
        assert box.left == pytest.approx(200 / HEIGHT)
        assert box.top < 100 / WIDTH < box.bottom

    def test_text_on_its_side_is_read_and_its_boxes_stand_upright(self) -> None:
        (box,) = read(PdfPage().text(100, 200, TITLE, angle=90)).boxes
        assert box.bottom - box.top > box.right - box.left
        assert box.bottom == pytest.approx(1 - 200 / HEIGHT)

    def test_only_the_visible_part_of_a_page_counts(self) -> None:
        (box,) = read(PdfPage(crop=(40, 400, WIDTH, HEIGHT)).text(80, 700, "公开")).boxes
        assert box.left == pytest.approx(40 / (WIDTH - 40))


class TestTables:
    XS = (80, 200, 260, 320, 380)
    YS = (700, 680, 660, 640)

    def test_empty_cells_stay(self) -> None:
        rows = [["项目", "新收", "结转", "总计"], ["予以公开", "3", "", "3"], ["其他", "", "", ""]]
        document = read(PdfPage().table(self.XS, self.YS, rows))
        assert document.text == "| 项目 | 新收 | 结转 | 总计 |\n| 予以公开 | 3 | | 3 |\n| 其他 | | | |\n"
        assert len(document.grids[0].cells) == 12

    def test_a_figure_and_its_unit_stay_together_in_a_cell(self) -> None:
        made = PdfPage().table(self.XS, self.YS, [["采购金额", "", "", ""], [""] * 4, [""] * 4])
        assert "| 66元 |" in read(made.text(204, 686, "66", 9).text(216, 686, "元", 9)).text

    def test_rules_drawn_as_thin_rectangles_are_rules(self) -> None:
        made = PdfPage()
        for y in self.YS:
            made.area(80, y, 300, 0.7)
        for x in self.XS:
            made.area(x, 640, 0.7, 60)
        made.text(84, 686, "项目", 9).text(204, 666, "7", 9)
        assert read(made).text.startswith("| 项目 | | | |\n| | 7 | | |\n")

    def test_a_cell_over_several_rows_and_columns_is_one(self) -> None:
        made = PdfPage().rule(80, 700, 320, 700).rule(80, 640, 320, 640).rule(140, 660, 320, 660)
        for x in (80, 140, 320):
            made.rule(x, 700, x, 640)
        made.rule(200, 660, 200, 640).rule(260, 660, 260, 640)
        made.text(84, 670, "合计", 9).text(150, 680, "申请人情况", 9)
        for x, figure in ((144, "1"), (204, "2"), (264, "3")):
            made.text(x, 646, figure, 9)
        assert read(made).text == "| 合计 | 申请人情况 | | |\n| | 1 | 2 | 3 |\n"
        cells = read(made).grids[0].cells
        assert {(cell.rows, cell.columns) for cell in cells} == {(2, 1), (1, 3), (1, 1)}

    def test_words_wrapped_in_a_narrow_cell_are_put_together(self) -> None:
        made = PdfPage().table((80, 95, 200), (700, 600, 580), [["", ""], ["", "0"]])
        for number, character in enumerate("本年度办理结果"):
            made.text(83, 690 - 12 * number, character, 9)
        assert read(made).text.startswith("| 本年度办理结果 | |\n| | 0 |\n")

    def test_a_label_over_several_columns_stands_beside_its_figures(self) -> None:
        made = PdfPage().rule(80, 700, 380, 700).rule(80, 680, 380, 680).rule(80, 660, 380, 660)
        for x in (80, 260, 320, 380):
            made.rule(x, 700, x, 660)
        made.rule(120, 680, 120, 660)
        made.text(84, 686, "一、新收", 9).text(324, 686, "5", 9)
        made.text(84, 666, "三、", 9).text(124, 666, "（一）予以公开", 9)
        assert read(made).text == "| | 一、新收 | | 5 |\n| 三、 | （一）予以公开 | | |\n"

    def test_a_row_torn_by_the_page_break_is_one_row(self) -> None:
        xs = (80, 200, 260, 320)
        above = PdfPage().table(xs, (100, 80, 60), [["4.重复申请", "1", "2"], ["5.要求行政机关", "", ""]])
        below = PdfPage().table(xs, (800, 780, 760), [["确认信息", "7", "8"], ["6.其他", "0", "0"]])
        assert (
            read(above, below).text
            == "| 4.重复申请 | 1 | 2 |\n| 5.要求行政机关确认信息 | 7 | 8 |\n| 6.其他 | 0 | 0 |\n"
        )

    def test_heads_torn_by_the_page_break_are_one_row(self) -> None:
        xs = (80, 140, 200, 260)
        above = PdfPage().table(xs, (100, 80, 60), [["行政复议", "", ""], ["结果", "结果", "总"]])
        below = PdfPage().table(xs, (800, 780, 760), [["维持", "纠正", "计"], ["1", "", "3"]])
        assert read(above, below).text == "| 行政复议 | | |\n| 结果维持 | 结果纠正 | 总计 |\n| 1 | | 3 |\n"

    def test_a_table_without_rules_keeps_its_empty_cells_and_wrapped_labels(self) -> None:
        made = PdfPage()
        for x, head in ((250, "自然人"), (320, "企业"), (390, "总计")):
            made.text(x, 720, head)
        for number, (label, cells) in enumerate(
            [("1.予以公开", "3 3"), ("2.部分公开", "4 4"), ("3.不予公开", "55"), ("4.其他", "6 6")]
        ):
            y = 690 - 40 * number
            made.text(80, y, label)
            for x, cell in zip((255, 325, 395), cells.replace(" ", "  ") if len(cells) == 2 else cells, strict=False):
                if cell.strip():
                    made.text(x, y, cell)
        made.text(80, 596, "（第三方）")
        assert read(made).text == (
            "| | 自然人 | 企业 | 总计 |\n| 1.予以公开 | 3 | | 3 |\n| 2.部分公开 | 4 | | 4 |\n"
            "| 3.不予公开（第三方） | 5 | 5 | |\n| 4.其他 | 6 | | 6 |\n"
        )

    def test_text_stands_before_and_behind_its_table(self) -> None:
        made = (
            PdfPage()
            .text(80, 740, "三、收到申请情况")
            .table((80, 200, 300), (700, 680, 660), [["新收", "1"], ["结转", "0"]])
        )
        made.text(80, 600, "四、其他情况")
        assert read(made).text == "三、收到申请情况\n| 新收 | 1 |\n| 结转 | 0 |\n四、其他情况\n"

    def test_a_frame_around_text_is_no_table(self) -> None:
        made = page()
        for x0, y0, x1, y1 in ((40, 40, 40, 800), (560, 40, 560, 800), (40, 40, 560, 40), (40, 800, 560, 800)):
            made.rule(x0, y0, x1, y1)
        assert read(made).text == f"{TITLE}\n{BODY}\n"


class TestHiddenText:
    @pytest.mark.parametrize(
        "hidden",
        [
            PdfPage().text(80, 500, "收到申请9999件", setup="1 g"),
            PdfPage().text(80, 500, "收到申请9999件", setup="1 G 1 Tr"),
            PdfPage().text(80, 500, "收到申请9999件", setup="3 Tr"),
            PdfPage().text(80, 500, "收到申请9999件", size=0.5),
            PdfPage().text(80, -500, "收到申请9999件"),
            PdfPage().area(70, 490, 300, 30, "0.2 g").text(80, 500, "收到申请9999件", setup="0.2 g"),
        ],
        ids=["white", "white outlines", "no ink", "tiny", "off the page", "in the colour below"],
    )
    def test_what_nobody_sees_is_kept_out_and_told(self, hidden: PdfPage) -> None:
        document = read(hidden.lines(TEXT))
        assert document.text == f"{TITLE}\n{BODY}\n"
        assert document.warnings == ("hidden text was kept out: 9 characters",)

    def test_white_on_a_dark_ground_is_seen(self) -> None:
        assert "总计" in read(page().area(70, 490, 300, 30).text(80, 500, "总计", setup="1 g")).text

    def test_a_watermark_is_kept_out(self) -> None:
        document = read(page().text(150, 300, "内部资料", 40, angle=45))
        assert document.text == f"{TITLE}\n{BODY}\n"
        assert "askew" in document.warnings[0]

    def test_text_behind_a_scan_is_the_text_of_the_scan(self) -> None:
        scan = PdfPage().picture()
        for number in range(3):
            scan.text(80, 700 - 20 * number, BODY, setup="3 Tr")
        document = read(scan)
        assert document.text.count(BODY) == 3
        assert "another program's OCR" in document.warnings[0]

    def test_a_picture_on_a_page_is_told(self) -> None:
        assert "page 1 has a picture" in read(page().picture(100, 100, 300, 300)).warnings[0]


@dataclass
class Recognised:
    """What a stand-in for OCR found on a page."""

    words: str
    unread: str | None = None

    def add_to(self, builder: DocumentBuilder) -> None:
        builder.line(self.words)


class TestPagesForOcr:
    @pytest.fixture
    def sizes(self, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
        """Puts a stand-in for OCR in place; holds the sizes of the images that it got."""
        sizes: list[tuple[int, int]] = []

        def recognise_pages(
            images: Iterable[Any], settings: ReadingSettings, progress: object = None
        ) -> Iterator[Recognised]:
            assert progress is None
            assert settings.ocr == "rapidocr"
            for image in images:
                sizes.append(image.size)
                if len(sizes) == 3:
                    raise ReadingError("no text was found on it")
                yield Recognised(f"第{len(sizes)}张图")

        module = ModuleType("giextract.reading.scan")
        module.recognise_pages = recognise_pages  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "giextract.reading.scan", module)
        return sizes

    def test_scans_among_other_pages_are_read_by_ocr_in_their_place(self, sizes: list[tuple[int, int]]) -> None:
        scan = PdfPage().picture()
        document = read(scan, page(), scan, scan, scan, ocr="rapidocr")
        assert document.text == f"第1张图\n{TITLE}\n{BODY}\n第2张图\n第4张图\n"
        assert [one.unread for one in document.pages or ()] == [
            None, None, None, "there are no characters on it; no text was found on it", None,
        ]  # fmt: skip
        assert sizes[0] == (1653, 2339)  # 200 dpi

    @pytest.mark.parametrize(
        ("made", "options"),
        [
            (page(), {"font": "/Encoding /Identity-H"}),
            (PdfPage().lines(["\ue123\ue124\ue125\ue126\ue127\ue128"]), {}),
            (PdfPage().lines(["ÔÆÏªÊÐÈËÃñÕþ¸®ÐÅÏ¢¹«¿ª¹¤×÷Äê¶È±¨¸æ"] * 2), {}),
            (PdfPage().picture().text(500, 30, "第2页"), {}),
            (PdfPage().area(80, 400, 300, 200), {}),
        ],
        ids=["fonts without characters", "private characters", "mojibake", "a scan with a page number", "outlines"],
    )
    def test_broken_text_is_noticed(self, made: PdfPage, options: Any, sizes: list[tuple[int, int]]) -> None:
        assert read(made, ocr="rapidocr", **options).text == "第1张图\n"
        assert len(sizes) == 1

    def test_without_ocr_the_page_is_marked_and_the_others_are_read(self) -> None:
        document = read(page(), PdfPage().picture())
        assert document.text == f"{TITLE}\n{BODY}\n"
        assert document.pages is not None
        assert "OCR is switched off" in str(document.pages[1].unread)

    def test_a_missing_extra_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "giextract.reading.scan", None)
        with pytest.raises(ReadingError, match=r"pip install 'giextract\[ocr\]'"):
            read(PdfPage().picture(), ocr="rapidocr")

    def test_an_empty_page_is_no_unread_page(self) -> None:
        document = read(page(), PdfPage())
        assert [one.unread for one in document.pages or ()] == [None, None]


def bomb() -> bytes:
    """A file with a stream of a few hundred kilobytes that unpacks to more than a hundred megabytes."""
    packed = zlib.compress(b" " * 120_000_000, 9)
    head = b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    return pdf_file(page()).replace(b"xref\n0", b"99 0 obj\n" + head + packed + b"\nendstream\nendobj\nxref\n0")


ENCRYPTED = "/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <{0}> /U <{0}> >>".format("ab" * 32)


class TestBadFiles:
    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (pdf_file(page(), trailer=ENCRYPTED), "is encrypted; open it with its password"),
            (pdf_file(page(), trailer="/Encrypt << /Filter /Unknown >>"), "is protected"),
            (pdf_file(page())[:600], "is a damaged PDF"),
            (b"%PDF-1.7\nnothing of a PDF", "is a damaged PDF"),
            (pdf_file(page(), count=2000), "has 2,000 pages, more than any report"),
            (pdf_file(PdfPage()), "has nothing but empty pages"),
            (pdf_file(PdfPage(box=(0, 0, 1e6, 1e6)).lines(TEXT)), "1000000 by 1000000 points"),
            (pdf_file(PdfPage().picture(), pixels=(60_000, 60_000)), "more than 100,000,000 pixels"),
            (bomb(), "unpacks to far more than any report holds"),
            (pdf_file(page()).replace(b"/Kids [8 0 R]", b"/Kids [2 0 R]"), "page 1: the page is damaged"),
        ],
        ids=["encrypted", "other security", "cut off", "rubbish", "pages", "empty", "size", "image", "bomb", "loop"],
    )
    def test_each_is_one_clear_line(self, data: bytes, message: str) -> None:
        with pytest.raises(ReadingError, match=message) as caught:
            read_pdf(data, "report.pdf", ReadingSettings(ocr="off"))
        assert "\n" not in str(caught.value)

    def test_a_bad_page_does_not_cost_the_others(self) -> None:
        document = read(PdfPage(box=(0, 0, 1e6, 1e6)).lines(TEXT), page())
        assert document.text == f"{TITLE}\n{BODY}\n"
        assert document.pages is not None
        assert "no size of paper" in str(document.pages[0].unread)

    def test_scripts_and_actions_are_left_alone(self) -> None:
        actions = (
            "/OpenAction << /S /Launch /F (/bin/false) >> /AA << /WC << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"
        )
        assert read(page(), catalog=actions).text == f"{TITLE}\n{BODY}\n"

    def test_several_threads_may_read_at_once(self) -> None:
        data = pdf_file(*[PdfPage().text(80, 500, BODY) for _ in range(10)])
        found: list[str] = []

        def work() -> None:
            found.extend(read_pdf(data, "report.pdf", ReadingSettings(ocr="off")).text for _ in range(3))

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [f"{BODY}\n" * 10] * 12
