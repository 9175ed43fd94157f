"""Which character stands for which: tables that map one code point to one code point.

Sources: Unicode charts for CJK Radicals Supplement (U+2E80 to U+2EF3; NFKC leaves most of them alone) and Kangxi Radicals
(U+2F00 to U+2FD5), which PDF files made by browsers print in place of the characters that look like them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

DROPPED = "\x00"
"""Stands for a character that clean text leaves out (controls, zero-width marks)."""

_RADICALS = {
    "⺁": "厂", "⺂": "乙", "⺃": "乚", "⺄": "乙", "⺅": "亻", "⺆": "冂", "⺇": "几", "⺈": "刀", "⺉": "刂", "⺊": "卜",
    "⺋": "㔾", "⺌": "小", "⺍": "小", "⺎": "兀", "⺏": "尣", "⺐": "尢", "⺑": "尢", "⺒": "巳", "⺓": "幺", "⺔": "彑",
    "⺕": "彐", "⺖": "忄", "⺗": "心", "⺘": "扌", "⺙": "攵", "⺛": "旡", "⺜": "日", "⺝": "月", "⺞": "歺", "⺟": "母",
    "⺠": "民", "⺡": "氵", "⺢": "水", "⺣": "灬", "⺤": "爪", "⺥": "爫", "⺦": "丬", "⺧": "牛", "⺨": "犭", "⺩": "王",
    "⺪": "疋", "⺫": "目", "⺬": "示", "⺭": "礻", "⺮": "竹", "⺯": "糸", "⺰": "纟", "⺱": "罒", "⺲": "罒", "⺳": "网",
    "⺶": "羊", "⺷": "羊", "⺸": "羊", "⺹": "老", "⺺": "聿", "⺻": "聿", "⺼": "肉", "⺽": "臼", "⺾": "艹", "⺿": "艹",
    "⻀": "艹", "⻁": "虎", "⻂": "衤", "⻃": "覀", "⻄": "西", "⻅": "见", "⻆": "角", "⻇": "角", "⻈": "讠", "⻉": "贝",
    "⻊": "足", "⻋": "车", "⻌": "辶", "⻍": "辶", "⻎": "辶", "⻏": "邑", "⻐": "钅", "⻑": "长", "⻒": "长", "⻓": "长",
    "⻔": "门", "⻕": "阜", "⻖": "阝", "⻗": "雨", "⻘": "青", "⻙": "韦", "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食",
    "⻞": "食", "⻟": "食", "⻠": "饣", "⻡": "首", "⻢": "马", "⻣": "骨", "⻤": "鬼", "⻥": "鱼", "⻦": "鸟", "⻧": "卤",
    "⻨": "麦", "⻩": "黄", "⻪": "黾", "⻫": "齐", "⻬": "齐", "⻭": "齿", "⻮": "齿", "⻯": "龙", "⻰": "龙", "⻱": "龟",
    "⻲": "龟", "⻳": "龟",
}  # fmt: skip

TO_CHINESE_PUNCTUATION = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"}
"""ASCII punctuation that is read as Chinese punctuation wherever it does not stand inside a number, address or time."""

TRADITIONAL = frozenset(
    "開關報書條總計縣區國務辦門幹實業發東長產個無項後過還這進與並從負責傳訊詢網點閱覽現設劃則術廳鄉鎮問題規範複議訴訟沒費減無萬億圓兩號頁約處罰來對當間組員領導會議"
)
"""Characters that only traditional script has, frequent in these reports; a text with many of them is traditional."""


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in range(0x20):
        table[code] = DROPPED
    for code in (*range(0x7F, 0xA0), 0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)):
        table[code] = DROPPED
    for code in (0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB, 0xFFFC, *range(0xFE00, 0xFE10), *range(0xE0000, 0xE0080)):
        table[code] = DROPPED
    for code in (0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029):
        table[code] = "\n"
    for code in (0x09, 0x20, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0xE5E5):
        table[code] = " "
    for code in range(0xFF01, 0xFF5F):
        table[code] = chr(code - 0xFEE0)
    for dash in "‐‑‒–—―−－﹣":
        table[ord(dash)] = "-"
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1:
            table[code] = plain
    table.update({ord(radical): plain for radical, plain in _RADICALS.items()})
    table.update({ord(dot): "." for dot in "．｡"} | {ord("︰"): "：", ord("﹕"): "：", ord("％"): "%", ord("﹪"): "%"})
    table.update({ord("﹙"): "（", ord("﹚"): "）", ord("﹐"): "，", ord("﹑"): "、", ord("､"): "、", ord("〜"): "~"})
    # Full-width punctuation that the range above turned into ASCII stays Chinese.
    table.update({ord(mark): mark for mark in "，；：（）？！"})
    table.update({ord("谘"): "咨", ord("餘"): "余", ord("馀"): "余"})
    table.update({ord(letter): "O" for letter in "ΟО"})  # Greek and Cyrillic, typed for the zero of 二Ο一二年
    return table


ONE_TO_ONE = _table()
"""For `str.translate`: white space, line ends, full-width forms, dashes, radicals; never changes a text's length."""


_TO_MAINLAND = {
    "资讯": "信息",
    "透过": "通过",
    "入口网站": "门户网站",
    "规范性档案": "规范性文件",
    "洽询单位": "联系单位",
    "洽询电话": "联系电话",
    "释出日期": "发布日期",
    "邮递区号": "邮政编码",
    "网路": "网络",
    "公佈": "公布",
}
"""Words that a page's own conversion to traditional script puts in as Taiwan has them, each of its word's length."""
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_TAIWANESE = re.compile("|".join(_TO_MAINLAND))


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def simplified(text: str) -> str:
    """`text` in simplified script where it is written in traditional script, of the same length; else `text` itself.

    A text counts as traditional when at least one in a hundred of its characters exists in traditional script only.
    """
    sample = text[:20_000]
    if sum(map(TRADITIONAL.__contains__, sample)) * 100 < len(sample):
        return text
    converter = _converter()
    text = _HALF_PAIR.sub("\ufffd", text)  # half a surrogate pair is no character, and OpenCC takes none
    converted = str(converter.convert(text))
    if len(converted) == len(text):
        return _TAIWANESE.sub(lambda word: _TO_MAINLAND[word[0]], converted)
    return "".join(plain if len(plain := str(converter.convert(character))) == 1 else character for character in text)
