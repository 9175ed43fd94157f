"""Tables of characters: one code point for one, so that offsets hold; from the Unicode charts and from reports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giextract.text.characters import DROPPED, ONE_TO_ONE, TRADITIONAL, simplified

PAIRS = {
    "full-width": [("２", "2"), ("Ａ", "A"), ("％", "%"), ("．", "."), ("－", "-"), ("／", "/")],
    "punctuation stays Chinese": [("，", "，"), ("：", "："), ("（", "（"), ("；", "；"), ("？", "？"), ("！", "！"), ("﹙", "（")],
    "radicals of PDF files": [("⽉", "月"), ("⺠", "民"), ("⻅", "见"), ("⾏", "行"), ("⻓", "长"), ("⼀", "一")],
    "compatibility ideographs": [("\uf9e7", "裏")],
    "dashes": [("—", "-"), ("–", "-"), ("−", "-"), ("‐", "-")],
    "white space": [("\t", " "), ("\u3000", " "), ("\xa0", " "), ("\ue5e5", " "), ("\r", "\n"), ("\x0c", "\n"), ("\u2029", "\n")],
    "invisible": [("\x00", DROPPED), ("\x07", DROPPED), ("\x9f", DROPPED), ("\xad", DROPPED), ("\u200b", DROPPED), ("\ufeff", DROPPED)],
    "left alone": [("条", "条"), ("〇", "〇"), ("○", "○"), ("①", "①"), ("𠀀", "𠀀"), ("“", "“")],
}  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "plain"), [pytest.param(*row, id=f"{kind}-{row[0]!a}") for kind, rows in PAIRS.items() for row in rows]
)
def test_character_is_read_as_its_plain_counterpart(printed: str, plain: str) -> None:
    assert printed.translate(ONE_TO_ONE) == plain


def test_every_counterpart_is_one_character_and_final() -> None:
    assert {len(plain) for plain in ONE_TO_ONE.values()} == {1}
    assert [plain for plain in ONE_TO_ONE.values() if plain.translate(ONE_TO_ONE) != plain] == []


@given(st.text())
def test_length_never_changes(text: str) -> None:
    assert len(text.translate(ONE_TO_ONE)) == len(text)
    assert len(simplified(text)) == len(text)


@given(st.text(st.sampled_from([*sorted(TRADITIONAL), *"乾隆麼甚皇后的著作里程𠀀😀"]), min_size=1))
def test_length_never_changes_where_words_decide_the_script(text: str) -> None:
    assert len(simplified(text)) == len(text)


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        pytest.param("透過政府資訊公開830餘次", "通过政府信息公开830余次", id="Taiwan's words for the mainland's"),
        pytest.param("本機關未收到申請，無復議", "本机关未收到申请，无复议", id="traditional"),
        pytest.param("公开信息" * 40 + "開", "公开信息" * 40 + "開", id="one character in a simplified text"),
        pytest.param("", "", id="empty"),
        pytest.param("政府信息公開\ud800", "政府信息公开\ufffd", id="half a surrogate pair"),
    ],
)
def test_traditional_text_is_read_as_simplified(printed: str, plain: str) -> None:
    assert simplified(printed) == plain
