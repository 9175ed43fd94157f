"""Bytes to text: which character encoding was it?

In this order:

1. A byte order mark settles it.
2. Bytes that are valid UTF-8 are UTF-8, unless they hold NULs (ASCII in UTF-16) or no sequence longer than two bytes
   (a few words in GB18030 are valid so, such as 目录).
3. Otherwise UTF-8, GB18030 (which holds GBK and GB2312), Big5 and UTF-16 without mark are all tried, and the reading
   most like a report wins: frequent characters count for it, characters that no text holds count against it.
   Text in UTF-16 read as anything else is full of NULs or nonsense; so is GB18030 read as Big5, and the reverse.
4. Where no reading looks like Chinese, charset-normalizer is asked (an English text in cp1252, a Japanese one).

A few broken bytes become U+FFFD, one or more for each; nothing else is changed.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from giextract.errors import ReadingError

# The most frequent Han characters of fourteen real reports (which covers 93% of their Han text), then of Chinese at
# large; after that the traditional forms of both (OpenCC s2t, with the variants that Big5 prefers).
FREQUENT = frozenset(
    "公开政信息府的作工年条务行和区进主一动请度情申要件况理人实办关及数报制规不全平中发查建在强有网时项提"
    "设众等化会加民对局是各新其部通计文市机定了门范二告目本性保结单为复位法方面以重内事我上三展站潭依合县"
    "完国管服问导推体题共布容策步确社审议大力类与于量解用领求组业分第点善果他高生例收过专栏程改下验式统做"
    "持成期好效相总占传能经处安电据综四责案诉员任准密地监费督形委台个答读到卫需群指权出知财日同织升并标室"
    "正核存明立子系落利更按施考月现断深应户切可决照编将构入接号五增基予录未表宣序格省真流属意乡便受讼评版"
    "供由起取镇严阅整媒前向维培根联自训华涉所金续道措认多围健交级职或十遂域运微间参宁图企源环直检院当预执"
    "水集六心称批厅广询促济态后邮载场原还家无渠障充限常协置质述具科互概益资产海调稳坚获列页线回层已免清减"
    "算馆采融积率商护梳活次举极疑贯彻创挥技小优居使够链简备功研因购尚长视细署如拓见话特档别示张术转较手书"
    "究者待则之片元详外注纠负均试律针足医础精这来说们你也得就那着去学她里么天而都然没只想看又头老从两"
    "開條務區進動請況實辦關數報規發強網時項設衆眾會對計機門範結單爲為復內縣國問導體題確審議類與於領組業點過"
    "專欄驗統總佔傳經處電據綜責訴員準監費臺個讀衛羣權財織並標現斷應戶決編將構號錄屬鄉訟評鎮嚴閱維聯訓華續認"
    "圍級職運間參寧圖環檢當預執稱廳廣詢濟態後郵載場還無協質資產調穩堅獲頁線层層減館採積護舉極貫徹創揮優夠鏈"
    "簡備購長視細見話檔別張術轉較書則詳糾負試針醫礎這來說們學裏裡麼沒頭從兩"
)
PUNCTUATION = frozenset("　、。，．：；？！“”‘’（）《》〈〉「」『』【】〔〕—…·％０１２３４５６７８９")

BOM_TO_ENCODING = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    b"\x84\x31\x95\x33": "gb18030",
}
CONTENDERS = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be")
BIG5_VARIANTS = ("big5", "cp950", "big5hkscs")

LAST_OF_TWO_BYTES = "\u07ff"
REPLACEMENT = "\ufffd"
BINARY = "is binary data, not text; give the report as a text file"

FREQUENT_BIG5_LEADS = frozenset(bytes([lead]) for lead in range(0xA4, 0xC7))

EVIDENCE_CHARACTERS = 200_000  # of a long text only so much is weighed
CONVINCING_SHARE = 0.25  # frequent ones among the characters beyond ASCII; a report has 0.8, a wrong reading below 0.1
KNOWN_SHARE = 0.9  # the same of characters in common use, for texts with few frequent ones, such as a list of names
VALID_UTF8_BONUS = 0.3  # per character beyond ASCII, for valid UTF-8 that the above left open
MAX_BROKEN_SHARE = 0.02
MAX_CONTROL_SHARE = 0.05
GUESSED_BYTES = 65_536


class Candidate(NamedTuple):
    """The data read in one encoding.

    `broken` counts the U+FFFD put for invalid bytes, `score` compares readings, `convincing` says whether what
    stands beyond ASCII, if anything, reads as Chinese, `clean` that it
    holds no character that no text has.
    """

    text: str
    encoding: str
    broken: int
    score: float
    convincing: bool
    clean: bool


def decode(data: bytes) -> tuple[str, str]:
    """Text of `data` and the name of its encoding; a byte order mark is not part of the text.

    "2017年".encode("utf-8")          -> "2017年", "utf-8"
    "2017年".encode("utf-8-sig")      -> "2017年", "utf-8"
    "2017年".encode("gbk")            -> "2017年", "gb18030"
    "2017年".encode("utf-16-be")      -> "2017年", "utf-16-be"
    "主動公開".encode("big5")         -> "主動公開", "big5"
    "政府信息".encode("utf-8")[:-1]   -> "政府信\\ufffd", "utf-8"

    Raises ReadingError for bytes that are no text and for text whose encoding cannot be told.
    """
    found = _marked(data) or _valid_utf8(data) or _likeliest(data)
    controls = sum(count for char, count in Counter(found.text).items() if _is_control(char))
    if controls > 4 + len(found.text) * MAX_CONTROL_SHARE:
        raise ReadingError(BINARY)
    if found.broken > 3 + len(found.text) * MAX_BROKEN_SHARE:
        raise ReadingError(
            f"looks like {found.encoding} with {found.broken} damaged places; get the file again or save it as UTF-8"
        )
    return found.text, found.encoding


def _marked(data: bytes) -> Candidate | None:
    for bom, encoding in BOM_TO_ENCODING.items():
        if data.startswith(bom):
            return _candidate(data[len(bom) :], encoding)
    return None


def _valid_utf8(data: bytes) -> Candidate | None:
    if 0 in data:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if text.isascii() or max(text) > LAST_OF_TWO_BYTES:
        return Candidate(text, "utf-8", broken=0, score=1.0, convincing=True, clean=True)
    return None


def _likeliest(data: bytes) -> Candidate:
    best = max((_candidate(data, encoding) for encoding in CONTENDERS), key=lambda candidate: candidate.score)
    if best.convincing or (best.clean and best.encoding.startswith("utf")):
        return best
    if 0 in data:
        raise ReadingError(BINARY)
    import charset_normalizer  # here, because it takes longer to import than most reports take to read

    guess = charset_normalizer.from_bytes(data[:GUESSED_BYTES]).best()
    if guess is None:
        raise ReadingError("is in no character encoding that can be told; save it as UTF-8 and try again")
    return _candidate(data, codecs.lookup(guess.encoding).name)


def _candidate(data: bytes, encoding: str) -> Candidate:
    name = _big5_variant(data) if encoding == "big5" else encoding
    text = data.decode(name, "replace")
    broken = text.count(REPLACEMENT)
    if broken:
        broken -= data.decode(name, "ignore").count(REPLACEMENT)  # those were in the file already
    char_to_count = Counter(text[:EVIDENCE_CHARACTERS])
    score, frequent, known, beyond_ascii, nonsense = 0.0, 0, 0, 0, 0
    for char, count in char_to_count.items():
        weight = _weight(char)
        score += weight * count
        nonsense += count if weight < 0 else 0
        if char > "\x7f":
            beyond_ascii += count
            known += count if weight > 0 else 0
            frequent += count if char in FREQUENT else 0
    if encoding == "utf-8" and not broken and 0 not in data:
        score += VALID_UTF8_BONUS * beyond_ascii
    score /= char_to_count.total() or 1
    convincing = frequent >= beyond_ascii * CONVINCING_SHARE or known >= beyond_ascii * KNOWN_SHARE
    return Candidate(text, name, broken, score, convincing, not nonsense)


def _big5_variant(data: bytes) -> str:
    """Big5 as standardised, else with Microsoft's characters, else with Hong Kong's: the first that fits whole."""
    for encoding in BIG5_VARIANTS:
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return BIG5_VARIANTS[0]


@lru_cache(maxsize=65_536)
def _weight(char: str) -> float:
    """How much one character speaks for a reading, from -1 (no text has it) to 1 (frequent Han)."""
    if char in FREQUENT:
        return 1.0
    if char in PUNCTUATION:
        return 0.5
    if char == REPLACEMENT or _is_control(char) or unicodedata.category(char) in ("Cn", "Co", "Cs"):
        return -1.0
    if char <= "\x7f":
        return 0.3
    return 0.2 if _is_in_common_use(char) else 0.0


def _is_in_common_use(char: str) -> bool:
    """Whether GB2312 has the character, or the first, frequent part of Big5 (which ends before the byte C7)."""
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return char.encode("big5", "ignore")[:1] in FREQUENT_BIG5_LEADS


def _is_control(char: str) -> bool:
    return unicodedata.category(char) == "Cc" and char not in "\t\n\v\f\r"
