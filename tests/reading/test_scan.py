"""Scanned pages: what stands on an image, and where, comes out as text, tables, boxes and doubtful characters."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("rapidocr", reason="needs the extra ocr")

from PIL import Image, ImageDraw, ImageFont

from giextract.document import Document
from giextract.errors import ReadingError
from giextract.reading.image_files import MAX_PAGES, flattened, pages_of
from giextract.reading.ocr_words import Word, as_image
from giextract.reading.scan import read_image, recognise_pages
from giextract.reading.scan_ink import ink_of
from giextract.reading.scan_layout import AlignedTable, lines_of, reading_order
from giextract.reading.scan_tables import ruled_tables
from giextract.settings import ReadingSettings

FONTS = sorted(Path("/usr/share/fonts").glob("**/NotoSansCJK-Regular.ttc"))
SETTINGS = ReadingSettings()
HEADING = "一、总体情况"
SENTENCE = "全年主动公开政府信息412条，其中网站公开87条。"
ROWS = (
    ("指标", "自然人", "企业", "总计"),
    ("本年新收", "12", "0", "12"),
    ("上年结转", "0", "", "0"),
    ("部分公开", "1", "0", "1"),
)
TABLE = (
    "| 指标 | 自然人 | 企业 | 总计 |\n| 本年新收 | 12 | 0 | 12 |\n| 上年结转 | 0 | | 0 |\n| 部分公开 | 1 | 0 | 1 |\n"
)

needs_font = pytest.mark.skipif(not FONTS, reason="needs the font Noto Sans CJK (apt install fonts-noto-cjk)")


@cache
def page() -> Image.Image:
    """A page with a heading, a sentence, a table with zeros and an empty cell, and its number."""
    image = Image.new("RGB", (900, 800), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONTS[0]), 30, index=2)
    draw.text((80, 60), HEADING, "black", font)
    draw.text((80, 130), SENTENCE, "black", font)
    xs, ys = (80, 300, 450, 600, 780), (230, 290, 350, 410, 470)
    for x in xs:
        draw.line((x, ys[0], x, ys[-1]), "black", 2)
    for y in ys:
        draw.line((xs[0], y, xs[-1], y), "black", 2)
    for row, y in zip(ROWS, ys, strict=False):
        for cell, left, right in zip(row, xs, xs[1:], strict=False):
            draw.text(((left + right) / 2, y + 30), cell, "black", font, anchor="mm")
    draw.text((450, 760), "- 3 -", "black", font, anchor="mm")
    return image


def saved(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    """The bytes of the image file."""
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


@pytest.fixture(scope="module")
def straight() -> Document:
    """The page read as it is."""
    return read_image(saved(page()), "page.png", SETTINGS)


@needs_font
class TestAPage:
    def test_has_its_lines_and_its_table_and_not_its_number(self, straight: Document) -> None:
        assert straight.text == f"{HEADING}\n{SENTENCE}\n{TABLE}"
        assert straight.pages is not None
        assert [page.unread for page in straight.pages] == [None]

    def test_has_boxes_that_hold_their_characters(self, straight: Document) -> None:
        start = straight.text.index("412")
        (box,) = straight.boxes_of(start, start + 3)
        font = ImageFont.truetype(str(FONTS[0]), 30, index=2)
        left = 80 + font.getlength(SENTENCE[: SENTENCE.index("412")])
        assert box.left * 900 == pytest.approx(left, abs=12)
        assert box.right * 900 == pytest.approx(left + font.getlength("412"), abs=12)
        assert 120 < box.top * 800 < 145 < 160 < box.bottom * 800 < 185

    def test_has_a_grid_with_single_zeros_and_an_empty_cell(self, straight: Document) -> None:
        (grid,) = straight.grids
        cells = {(cell.row, cell.column): straight.text[cell.start : cell.end] for cell in grid.cells}
        assert cells == {(row, column): text for row, texts in enumerate(ROWS) for column, text in enumerate(texts)}

    def test_read_with_confidence_has_no_doubtful_digits(self, straight: Document) -> None:
        assert not straight.is_doubtful(straight.text.index("412"), straight.text.index("412") + 3)

    def test_with_a_gap_within_a_figure_has_doubtful_digits(self) -> None:
        image = Image.new("RGB", (700, 120), "white")
        font = ImageFont.truetype(str(FONTS[0]), 30, index=2)
        ImageDraw.Draw(image).text((40, 40), "政务微信公开数条127 559", "black", font)
        document = read_image(saved(image), "page.png", SETTINGS)
        start = document.text.index("127")
        assert " " in document.text or document.is_doubtful(start, start + 6)

    def test_turned_and_askew_reads_the_same(self) -> None:
        askew = page().rotate(92.5, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)
        document = read_image(saved(askew), "page.png", SETTINGS)
        assert document.text == f"{HEADING}\n{SENTENCE}\n{TABLE}"
        boxes = document.boxes_of(0, len(HEADING))
        # Turned to the left, the heading stands at the lower left, one character above the other.
        assert all(box.right < 0.3 and box.bottom - box.top < 0.08 for box in boxes)
        assert boxes[0].top > boxes[-1].top > 0.5

    def test_without_text_is_unread_among_others(self) -> None:
        heading = page().crop((0, 0, 900, 220))
        blank = Image.new("RGB", (300, 200), "white")
        done: list[int] = []
        read = list(recognise_pages([blank, np.asarray(heading)], SETTINGS, done.append))
        assert [page.unread is None for page in read] == [False, True]
        assert done == [1, 2]


@needs_font
def test_tesseract_reads_the_same_page() -> None:
    try:
        document = read_image(saved(page()), "page.png", ReadingSettings("tesseract", 1))
    except ReadingError as error:
        pytest.skip(f"the page {error.message}")
    assert document.text.startswith("一、总体情况\n全年主动公开政府信息412条")
    (grid,) = document.grids
    cells = {(cell.row, cell.column): document.text[cell.start : cell.end] for cell in grid.cells}
    assert (cells[1, 1], cells[1, 2], cells[2, 2]) == ("12", "0", "")


class TestImageFiles:
    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "F"])
    def test_of_every_kind_are_white_where_the_paper_is(self, mode: str) -> None:
        image = Image.new("L", (40, 40), 255)
        image.paste(0, (10, 10, 20, 20))
        sixteen_bits = Image.fromarray(np.asarray(image).astype("uint16") * 257)
        converted = sixteen_bits if mode == "I;16" else image.convert(mode)
        pixels = np.asarray(flattened(converted))
        assert (pixels[15, 15].max() < 40, pixels[30, 30].min() > 240, pixels.shape) == (True, True, (40, 40, 3))

    def test_with_transparent_paper_are_on_white(self) -> None:
        assert as_image(Image.new("RGBA", (20, 20), (0, 0, 0, 0))).min() == 255

    def test_turned_by_the_camera_come_upright(self) -> None:
        exif = Image.Exif()
        exif[0x0112] = 6
        (turned,) = pages_of(saved(Image.new("RGB", (60, 40), "white"), "JPEG", exif=exif))
        assert isinstance(turned, Image.Image)
        assert turned.size == (40, 60)

    def test_larger_than_needed_are_scaled_down(self) -> None:
        (scaled,) = pages_of(saved(Image.new("1", (6000, 3000), 1)))
        assert isinstance(scaled, Image.Image)
        assert scaled.size == (2400, 1200)


def png_head(width: int, height: int) -> bytes:
    """A PNG that claims to be of this size and holds next to nothing."""
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0" * 99)),
        (b"IEND", b""),
    ]
    chunks = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def tiff(pages: int) -> bytes:
    """A TIFF of blank pages."""
    blank = Image.new("1", (20, 20), 1)
    return saved(blank, "TIFF", save_all=True, append_images=[blank] * (pages - 1))


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "30,000 pixels": (lambda: png_head(30_000, 400), r"is an image of 30,000 × 400 pixels, too large.*scale it down"),
    "a bomb": (lambda: png_head(30_000, 30_000), r"million pixels; scale it down|too large"),
    "many pixels": (lambda: png_head(12_000, 12_000), r"too large for a page; scale it down"),
    "truncated": (lambda: saved(Image.effect_noise((300, 300), 50))[:2000], r"is a damaged image; save or scan it again"),
    "a head alone": (lambda: b"\x89PNG\r\n\x1a\n", r"is a damaged image"),
    "tiny": (lambda: saved(Image.new("L", (8, 8))), r"is an image of 8 × 8 pixels, too small"),
    "many pages": (lambda: tiff(MAX_PAGES + 1), r"has more than 500 pages; split it"),
    "no text": (lambda: saved(Image.new("L", (300, 200), 255)), r"no text was found; give a scan"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_bad_images_are_one_clear_error(kind: str) -> None:
    made, message = BAD[kind]
    with pytest.raises(ReadingError, match=message) as caught:
        read_image(made(), "page.png", SETTINGS)
    assert "\n" not in caught.value.message


def test_an_animation_is_read_by_its_first_picture() -> None:
    frames = [Image.new("L", (60, 40), shade) for shade in (255, 200, 100)]
    pages = list(pages_of(saved(frames[0], "GIF", save_all=True, append_images=frames[1:])))
    assert len(pages) == 1


def test_switched_off_ocr_says_so() -> None:
    with pytest.raises(ReadingError, match=r'OCR is switched off; set ocr = "rapidocr"'):
        read_image(saved(Image.new("L", (300, 200), 255)), "page.png", ReadingSettings("off"))


def test_missing_tesseract_names_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from giextract.reading.ocr_tesseract import tesseract_engine

    monkeypatch.setenv("PATH", str(tmp_path))
    tesseract_engine.cache_clear()
    with pytest.raises(ReadingError, match="apt install tesseract-ocr tesseract-ocr-chi-sim"):
        read_image(saved(Image.new("L", (300, 200), 255)), "page.png", ReadingSettings("tesseract"))


def test_pages_are_asked_for_only_when_they_are_read() -> None:
    asked: list[int] = []

    def images() -> Iterator[Image.Image]:
        for number in range(9):
            asked.append(number)
            yield Image.new("L", (64, 64), 255)

    next(recognise_pages(images(), SETTINGS))
    assert len(asked) <= 2


def word(text: str, left: float, top: float, height: float = 20.0) -> Word:
    """A word of square characters."""
    right = left + height * len(text)
    edges = tuple(left + height * index for index in range(len(text)))
    return Word(text, left, top, right, top + height, edges, (1.0,) * len(text))


def texts(words: list[Word]) -> list[str | list[list[str]]]:
    """What the words become in reading order: lines, and tables as rows of cells."""
    return [
        [["".join(word.text for word in cell) for cell in row] for row in block.rows]
        if isinstance(block, AlignedTable)
        else " ".join(word.text for word in block)
        for block in reading_order(lines_of(words), 20)
    ]


class TestReadingOrder:
    def test_two_columns_are_read_one_after_the_other(self) -> None:
        left = [word(f"左边的第{sign}行文字够长", 0, 40 * row) for row, sign in enumerate("一二三四五", 1)]
        right = [word(f"右边的第{sign}行文字够长", 260, 40 * row + 3) for row, sign in enumerate("一二三四五", 1)]
        title = word("横贯两栏的标题在最上面一行全部都是", 40, 0)
        assert texts([title, *right, *left]) == [part.text for part in [title, *left, *right]]

    def test_figures_in_columns_without_rules_are_a_table(self) -> None:
        rows = [("本年新收", "12", "0"), ("上年结转", "3", "1"), ("予以公开", "15", "1")]
        words = [
            word(text, 200 * column, 40 * row) for row, cells in enumerate(rows) for column, text in enumerate(cells)
        ]
        assert texts(words) == [[list(row) for row in rows]]

    def test_words_that_rise_along_a_line_stay_in_it(self) -> None:
        assert texts([word("全年", 0, 8), word("公开", 60, 4), word("信息", 120, 0), word("下一行", 0, 34)]) == [
            "全年 公开 信息",
            "下一行",
        ]


def test_cells_of_ruled_tables_span_where_no_line_parts_them() -> None:
    image = np.full((300, 400, 3), 255, np.uint8)
    for y in (50, 100, 150, 200):
        image[y : y + 2, 50:352] = 0
    for x, top in ((50, 50), (150, 50), (250, 100), (350, 50)):
        image[top:202, x : x + 2] = 0
    image[100:102, 52:150] = 255
    (table,) = ruled_tables(ink_of(image, 20), 20)
    assert [(cell.row, cell.column, cell.rows, cell.columns) for cell in table.cells] == [
        (0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1),
    ]  # fmt: skip
