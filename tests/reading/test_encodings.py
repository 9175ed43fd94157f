"""Every encoding that reports come in decodes to the same text, short or long, whole or cut."""

from __future__ import annotations

import codecs
from pathlib import Path

import opencc
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from giextract.errors import ReadingError
from giextract.reading.encodings import decode

SHARED_REPORTS = sorted((Path(__file__).resolve().parents[3] / "shared" / "reports").glob("*.txt"))

SIMPLIFIED = (
    "2017年，我局主动公开政府信息130条，其中网站公开87条；受理依申请公开4件，均已答复。收费0元，无行政复议和诉讼。"
)
TRADITIONAL = (
    "2017年，我局主動公開政府信息130條，其中網站公開87條；受理依申請公開4件，均已答覆。收費0元，無行政復議和訴訟。"
)
SHORT = "公开3条"
TABLE = "指标\t单位\t统计数\r\n主动公开数\t条\t1286\r\n收到申请数\t件\t0\r\n"
NAMES = "张伟\n王芳\n李娜\n"
DIGITS = "2017 130 87 0 0 4\n"
ONE_TO_THREE = "一、概述\n一是一\n二是二"  # the low byte of 一 in UTF-16 is NUL

ENCODING_TO_NAME = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
}
REPORT_ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16-le", "utf-16-be")


@pytest.mark.parametrize("encoding", ENCODING_TO_NAME)
@pytest.mark.parametrize("text", [SIMPLIFIED, SHORT, TABLE, NAMES, ONE_TO_THREE])
def test_simplified_text_decodes_from_every_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, ENCODING_TO_NAME[encoding])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "big5", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [TRADITIONAL, "主動公開政府信息", "依申請公開3件\r\n"])
def test_traditional_text_decodes_from_every_encoding(text: str, encoding: str) -> None:
    name = ENCODING_TO_NAME.get(encoding, encoding)
    assert decode(text.encode(encoding)) == (text, name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_text_of_ascii_alone_decodes(encoding: str) -> None:
    assert decode(DIGITS.encode(encoding)) == (DIGITS, encoding)


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        ("\ufeff".encode("gb18030"), "gb18030"),
    ],
)
def test_a_byte_order_mark_settles_the_encoding_and_is_not_text(bom: bytes, encoding: str) -> None:
    assert decode(bom + "饕餮𠀀".encode(encoding)) == ("饕餮𠀀", encoding)


@pytest.mark.parametrize(
    ("char", "encoding", "name"),
    [
        ("碁", "cp950", "cp950"),
        ("啫", "big5hkscs", "big5hkscs"),
        ("㐂", "gb18030", "gb18030"),
        ("𠮷", "gb18030", "gb18030"),
    ],
)
def test_rare_characters_of_wider_variants_survive(char: str, encoding: str, name: str) -> None:
    text = TRADITIONAL + char
    assert decode(text.encode(encoding)) == (text, name)


@pytest.mark.parametrize(
    "text",
    [
        "ks.tsv(同目录)\n",  # in GB18030 these three characters happen to be valid UTF-8
        "饕餮魑魅魍魉",
        "鞠躬尽瘁，死而后已。曹雪芹《红楼梦》",
    ],
)
def test_text_that_looks_little_like_a_report_decodes_from_gb18030(text: str) -> None:
    assert decode(text.encode("gb18030")) == (text, "gb18030")


def test_english_in_a_western_code_page_is_read_though_its_accents_may_be_guessed_wrong() -> None:
    text = "The café's résumé: naïve readers, déjà vu. This is an English text and nothing else.\n" * 3
    decoded, _ = decode(text.encode("cp1252"))
    assert [char for char in decoded if char.isascii()] == [char for char in text if char.isascii()]


# Broken, but readable


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_text_cut_inside_its_last_character_ends_in_a_replacement(encoding: str) -> None:
    text, name = decode((SIMPLIFIED + "开").encode(encoding)[:-1])
    assert (text, name) == (SIMPLIFIED + "\ufffd", encoding)


def test_big5_cut_inside_its_last_character_ends_in_a_replacement() -> None:
    assert decode((TRADITIONAL + "開").encode("big5")[:-1]) == (TRADITIONAL + "\ufffd", "big5")


def test_text_cut_inside_its_first_character_begins_with_replacements() -> None:
    text, name = decode(("年" + SIMPLIFIED).encode()[1:])
    assert text.lstrip("\ufffd") == SIMPLIFIED
    assert name == "utf-8"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_few_invalid_bytes_are_replaced_where_they_stand(encoding: str) -> None:
    half = (SIMPLIFIED * 5).encode(encoding)
    assert decode(half + b"\xff" + half) == (SIMPLIFIED * 5 + "\ufffd" + SIMPLIFIED * 5, encoding)


def test_replacement_characters_that_the_file_holds_itself_are_no_damage() -> None:
    text = "公开\ufffd\ufffd信息" * 20
    assert decode(text.encode()) == (text, "utf-8")
    assert decode(text.encode() + b"\xe5") == (text + "\ufffd", "utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_newlines_and_control_characters_are_kept(encoding: str) -> None:
    text = SIMPLIFIED + "\r\n\x00\x0c" + SIMPLIFIED + "\r\x01\u200b\u3000\n"
    assert decode(text.encode(encoding)) == (text, encoding)


# Refused


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(bytes(range(256)) * 20, "binary", id="all-bytes"),
        pytest.param(b"\x00" * 100, "binary", id="nul"),
        pytest.param(b"\x01\x02\x03\x04" * 50, "binary", id="controls"),
        pytest.param((SIMPLIFIED.encode() + b"\xff\xfe\xfd\xfc" * 5) * 3, "damaged", id="damaged-utf8"),
        pytest.param(SIMPLIFIED.encode("utf-8-sig") + SIMPLIFIED.encode("gb18030") * 3, "damaged", id="mixed"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ReadingError, match=said) as caught:
        decode(data)
    assert "\n" not in caught.value.message


# Properties

report_texts = st.lists(
    st.one_of(
        st.sampled_from(["主动公开", "政府信息", "受理申请", "网站", "年度报告", "，", "。", "\r\n", "　", "一、"]),
        st.integers(0, 99_999).map(str),
        st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=1),
    ),
    min_size=30,
    max_size=80,
).map(lambda parts: "2017年政府信息公开" + "".join(parts))


@settings(deadline=None)
@given(
    text=report_texts, encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16-le", "utf-16-be", "utf-16"])
)
def test_any_report_text_round_trips(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text


@example(text="丼丗")  # valid GB18030 too, and there with a frequent character
@given(text=st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1))
def test_any_han_text_round_trips_through_utf8_and_marked_utf16(text: str) -> None:
    assert decode(text.encode())[0] == text
    assert decode(text.encode("utf-16"))[0] == text


@settings(deadline=None)  # the first guess imports charset-normalizer
@given(data=st.binary(max_size=300))
def test_any_bytes_give_text_or_a_reading_error(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except ReadingError:
        return
    assert isinstance(text, str)
    assert codecs.lookup(encoding)


# Real reports


@pytest.mark.skipif(not SHARED_REPORTS, reason="../shared/reports is not beside this checkout")
@pytest.mark.parametrize("report", SHARED_REPORTS, ids=lambda path: path.stem)
def test_real_reports_decode_the_same_from_every_encoding(report: Path) -> None:
    text = report.read_bytes().decode().removeprefix("\ufeff")
    traditional = opencc.OpenCC("s2t").convert(text).encode("big5", "ignore").decode("big5")
    for encoding in REPORT_ENCODINGS:
        assert decode(text.encode(encoding)) == (text, ENCODING_TO_NAME[encoding])
    assert decode(traditional.encode("big5")) == (traditional, "big5")
