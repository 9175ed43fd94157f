"""Text that was decoded in a wrong encoding is put right where the way back is whole, and told; else it stays as it is."""

from __future__ import annotations

import pytest

from giextract.reading import _read_as
from giextract.reading.mojibake import undone
from giextract.settings import ReadingSettings

# Sentences of an even number of Chinese characters between ASCII, so that no byte was lost on the wrong way.
REPORT = "政府信息公开年度报告 2017 主动公开政府信息 412 我局通过政府网站公开 188 "


@pytest.mark.parametrize(
    ("written", "taken_for"),
    [("utf-8", "gb18030"), ("utf-8", "latin-1"), ("gb18030", "latin-1")],
)
def test_a_wrong_reading_is_undone(written: str, taken_for: str) -> None:
    wrong = (REPORT * 4).encode(written).decode(taken_for)
    found = undone(wrong)
    assert found is not None
    assert found[0] == REPORT * 4


def test_a_file_of_mojibake_becomes_its_text_with_a_warning() -> None:
    wrong = (REPORT * 4).encode("utf-8").decode("gb18030").encode("utf-8")
    document = _read_as(wrong, "a.txt", ReadingSettings())
    assert document.text == REPORT * 4
    assert document.warnings == (
        "the text had been read as gb18030 and saved so; it was put right, and offsets count it so",
    )


@pytest.mark.parametrize(
    "text",
    [
        REPORT,
        "short",
        "",
        "Les données publiées par la préfecture été comme été, à la même période, étaient déjà là. " * 3,
        REPORT.encode("utf-8").decode("gb18030", "replace").replace("鏀", "\ufffd") * 3,  # characters are lost
        "開關條務區進動請況實辦關數" * 4,
        "公開の情報について、市役所は次のとおり報告します。" * 5,
    ],
)
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert undone(text) is None
