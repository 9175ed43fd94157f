"""Quotes to places: where in the text the characters stand that a model cites for a leaf.

A model cites a line and copies characters from it, with enough of their label to stand once in that line. Here the quote is
found, and inside it the value's own characters: the one figure, the date, the denying words, or all of it for a text. Marks
`«…»` in a quote say which part of it is the value. A quote that stands nowhere, or twice, that cuts a figure in two, or that
is a bare figure among others proves nothing, and the reason says what would.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from giextract.schema import Leaf, Section
from giextract.stated import value_of
from giextract.text import printed as read
from giextract.text.clean import CleanText
from giextract.text.dates import find_dates, find_period
from giextract.text.figures import UNITS, Figure, figures_between, scan
from giextract.text.lines import Line
from giextract.text.numerals import PATTERN as NUMERAL_PATTERN
from giextract.text.quotes import occurrences

MARKS = re.compile("[«»]")
COUNTED = frozenset({"count", "bare", "percent", "points", "money"})
"""Kinds of figures that can be mistaken for one another."""

_KINDS = {
    "count": ("count", "bare", "article"),
    "percent": ("percent", "points", "bare"),
    "money": ("money", "bare", "count"),
    "number": ("count", "bare", "percent", "points", "money"),
}
_NO_COUNT = frozenset({"list_mark", "ordinal", "year", "date", "month", "document_number", "phone", "address"})
_CONTACT = re.compile(r"(?:电话|传真|邮编|邮政编码|号码)[（(]?[:：]? ?(?:0\d{2,3} ?[-—] ?)?\Z")
"""What stands before digits that count nothing."""
_UNIT = re.compile(rf"(?:余|多|来)?(?:{UNITS})")
_YEAR = re.compile(r"(?:(?:19|20)\d{2}|[一二][〇○零oO0九][〇○零oO0一二三四五六七八九]{2})(?:年度?)?")
_LETTERS = re.compile(r"[\u3400-\u9fffA-Za-z]")
_AFTER_LABEL = re.compile(r"[\u3400-\u9fffA-Za-z]{2}")
_DIGITS = re.compile(r"\d*")
_DENIAL = re.compile(r"(?:尚|暂|均|都|也|从|并|仍|还|目前)*(?:未|没有|没|无|不予|不曾|不存在|不收|免|零)")
_TRIM = " \n，。；：、,.;:|！!"
_EDGES = " \t\n\"'“”‘’。．.，,；;、"
_SHORT = 8
LONGEST_COUNT = 9
"""Digits of a count at the most; a longer run is several cells without spaces between them."""
_WORD_END = re.compile("[文案信邮稿事要来函卷条]件$|[法本每]人$|[一整]个$")
_WITH_UNIT = re.compile(rf"\d+(?:{UNITS})(?=[，。；：、）（]|$)")
_TWO_COLUMNS = re.compile("历年累计|累计数")
_MORE_LABEL = "quote the words before the figure too, so that it cannot be another one of that line"


@dataclass(frozen=True, slots=True)
class Settled:
    """Where a value stands (clean offsets), or the reason why the quote proves nothing."""

    span: tuple[int, int] | None
    reason: str | None = None


def settle(
    quote: str, state: str, leaf: Leaf, section: Section, line: Line, clean: CleanText, *, alone: bool = True
) -> Settled:
    """The place of the value of `leaf` that `quote`, cited from `line`, proves.

    `alone` lets a bare figure stand for itself where it is the only one of its line.
    """
    whole, zone, reason = located(quote, line, clean, leaf.type is str)
    if whole is None or zone is None:
        return Settled(None, reason)
    if state == "illegible":
        return Settled(zone)
    if state == "blank":
        return _blank(zone, clean)
    if leaf.type is str or leaf.type is bool:
        return Settled(_trimmed(zone, clean, "。；，、：" if leaf.type is str else ""))
    if leaf.type is date:
        return _date(zone, leaf, clean)
    if leaf.type is int and leaf.path.endswith("/year"):
        return _year(zone, clean)
    return _number(whole, zone, "«" in quote, leaf, section, line, clean, alone)


def kind_of(leaf: Leaf) -> str:
    """What a number leaf counts: count, percent, money or number."""
    name = leaf.path.rsplit("/", 1)[-1]
    if leaf.type is int:
        return "count"
    if name.endswith("_wan_yuan"):
        return "money"
    return "percent" if "percent" in name else "number"


def figures_of(text: str) -> tuple[Figure, ...]:
    """The figures of a short stretch of clean text."""
    return _scanned(text)


@lru_cache(maxsize=4096)
def _scanned(text: str) -> tuple[Figure, ...]:
    return scan(text)


def located(
    quote: str, line: Line, clean: CleanText, text_leaf: bool
) -> tuple[tuple[int, int] | None, tuple[int, int] | None, str]:
    """The place of the whole quote and of its marked part (the whole where nothing is marked), or None twice and the reason."""
    plain = MARKS.sub("", quote)
    if not plain.strip():
        return None, None, "the quote is empty"
    found = occurrences(plain, line, clean.text, text_leaf)
    if not found and (bare := plain.strip(_EDGES)) and bare != plain:
        return located(
            quote.strip(_EDGES), line, clean, text_leaf
        )  # a stop or quotes that whoever copied it put around it
    if not found:
        return None, None, f"these characters do not stand in line {line.number}"
    if len(found) > 1:
        return None, None, f"these characters stand {len(found)} times in line {line.number}: quote more around them"
    whole = found[0]
    marked = re.fullmatch(r"([^«»]*)«([^«»]+)»([^«»]*)", quote)
    if marked is None:
        return whole, whole, ""
    head = occurrences(marked[1] + marked[2], line, clean.text, False) if marked[1].strip() else []
    start = next((begin for begin, _ in head if begin == whole[0]), None)
    end = next((stop for begin, stop in head if begin == whole[0]), whole[1])
    if marked[1].strip() == "":
        ends = [stop for begin, stop in occurrences(marked[2], line, clean.text, False) if begin == whole[0]]
        return (whole, (whole[0], ends[0]), "") if ends else (whole, whole, "")
    if start is None:
        return whole, whole, ""
    inner = Line(line.number, whole[0], end, clean.text[whole[0] : end])
    tail = [place for place in occurrences(marked[2], inner, clean.text, False) if place[1] == end]
    return (whole, tail[-1], "") if tail else (whole, whole, "")


def _trimmed(zone: tuple[int, int], clean: CleanText, marks: str) -> tuple[int, int]:
    start, end = zone
    while end - start > 1 and clean.text[end - 1] in marks + " \n":
        end -= 1
    while end - start > 1 and clean.text[start] in marks + " \n":
        start += 1
    return start, end


def _blank(zone: tuple[int, int], clean: CleanText) -> Settled:
    after = re.match(rf"[\s|：:（(]*(?:(?:{UNITS}|万元|元)[)）]?)?[\s|：:]*", clean.text[zone[1] : zone[1] + 20])
    following = zone[1] + (after.end() if after else 0)
    if re.search(r"\d", clean.text[zone[0] : zone[1]]) or clean.text[following : following + 1].isdigit():
        return Settled(None, "the cited place is not empty")
    return Settled(zone)


def _year(zone: tuple[int, int], clean: CleanText) -> Settled:
    matches = list(_YEAR.finditer(clean.text, *zone))
    whole = [match for match in matches if not clean.text[match.end() : match.end() + 1].isdigit()]
    if not whole or len({read.year(match[0]) for match in whole}) > 1:
        return Settled(None, "these characters do not state one year")
    return Settled(whole[0].span())


def _date(zone: tuple[int, int], leaf: Leaf, clean: CleanText) -> Settled:
    text = clean.text[zone[0] : zone[1]]
    name = leaf.path.rsplit("/", 1)[-1]
    period = find_period("自" + text.removeprefix("自"))
    if period is not None and period.end is not None and period.start is not None and period.start.value:
        shift = zone[0] - 1 + (1 if text.startswith("自") else 0)
        wanted = period.start if name.endswith(("start", "from", "begin")) else period.end
        if wanted.value is not None:
            begin = (
                period.start.start
                if wanted is period.end and read.day(text) and not _has_year(text, period.end)
                else wanted.start
            )
            return Settled((shift + begin, shift + wanted.end))
    dates = find_dates(clean.text, *zone)
    if len(dates) != 1:
        return Settled(
            None, "these characters do not state one date" if not dates else "these characters state several dates"
        )
    return Settled(dates[0][:2])


def _has_year(text: str, place: object) -> bool:
    start, end = getattr(place, "start", 0), getattr(place, "end", 0)
    return "年" in ("自" + text.removeprefix("自"))[start:end]


def _number(
    whole: tuple[int, int],
    zone: tuple[int, int],
    marked: bool,
    leaf: Leaf,
    section: Section,
    line: Line,
    clean: CleanText,
    alone: bool,
) -> Settled:
    reach = max(line.end, whole[1])
    figures = [
        f for f in figures_between(clean.text, line.start, reach + 24) if f.kind in COUNTED or f.kind == "article"
    ]
    for figure in figures:
        if any(figure.start < edge < figure.digits_end for edge in (*whole, *zone)):
            return Settled(None, "the quote cuts a figure in two: copy all its digits")
    inside = [figure for figure in figures if zone[0] <= figure.start and figure.digits_end <= zone[1]]
    chosen = _choose(inside, kind_of(leaf), clean.text, whole[1], marked)
    if chosen is None and not inside:
        chosen = _plain_numeral(zone, line, reach, clean)
    if isinstance(chosen, str):
        return Settled(None, chosen)
    if chosen is None:
        return _denied(zone, leaf, section, clean)
    digits = _DIGITS.match(clean.text, chosen.start)
    if leaf.type is int and not chosen.unit and _CONTACT.search(clean.text, max(0, chosen.start - 12), chosen.start):
        return Settled(None, "a telephone number or a postcode counts nothing")
    glued = digits is not None and len(digits[0]) > 1 and (digits[0][0] == "0" or len(digits[0]) > LONGEST_COUNT)
    # A cell of a table with rows of its own: seven digits and more are its row without spaces.
    glued = glued or (digits is not None and len(digits[0]) >= 7 and leaf.path.count("/") >= 3 and "*" not in leaf.path)
    if leaf.type is int and (glued or cells_run_together(chosen.start, clean)):
        return Settled(None, "several figures are printed without a space here, so that none is certain: leave it out")
    others = [figure for figure in figures if figure.kind in COUNTED and figure.start < line.end]
    if (alone is False or len(others) > 1) and not _labelled(chosen, others, whole, clean.text):
        return Settled(None, _MORE_LABEL)
    return _span_of(chosen, leaf, clean)


def _choose(inside: list[Figure], kind: str, text: str, stop: int, marked: bool) -> Figure | str | None:
    fitting: list[Figure] = []
    for wanted in _KINDS[kind]:
        fitting = [figure for figure in inside if figure.kind == wanted]
        if kind in ("percent", "money") and fitting:
            break
    if kind in ("count", "number"):
        fitting = [figure for figure in inside if figure.kind in _KINDS[kind]]
    if not fitting:
        return None
    if len(fitting) == 1:
        return fitting[0]
    last = fitting[-1]
    if not marked and not _LETTERS.search(text, last.end, stop):
        return last
    return "the quote holds several figures: let it end with the right one, or mark it as «figure»"


def _plain_numeral(zone: tuple[int, int], line: Line, reach: int, clean: CleanText) -> Figure | None:
    """A numeral that the scan takes for no count, and for nothing else either."""
    if _DENIAL.search(clean.text, *zone):
        return None
    taken = [f for f in figures_between(clean.text, line.start, reach + 24) if f.kind in _NO_COUNT]
    numerals = [m for m in NUMERAL_PATTERN.finditer(clean.text, line.start, zone[1]) if m.start() >= zone[0]]
    free = [m for m in numerals if not any(f.start < m.end() and m.start() < f.end for f in taken)]
    if not free:
        return None
    return Figure("bare", free[-1].start(), free[-1].end(), free[-1].end())


def cells_run_together(start: int, clean: CleanText) -> bool:
    """Whether the figure at `start` follows its unit without a space in a form of two columns: `条1304689` is 130 and 4689."""
    if start == 0 or clean.text[start - 1] not in "条件次人个元篇" or clean.gap(start):
        return False
    if _WORD_END.search(clean.text, max(0, start - 2), start) or _WITH_UNIT.match(clean.text, start):
        return False  # 制发规范性文件173件 is a sentence
    return clean.text[start + 1 : start + 2].isdigit() and bool(_TWO_COLUMNS.search(clean.text))


def _labelled(figure: Figure, others: list[Figure], whole: tuple[int, int], text: str) -> bool:
    """Whether the words around the figure in the quote stand around no other figure of the line."""
    before = text[whole[0] : figure.start]
    after = text[figure.digits_end : whole[1]]
    if len(_LETTERS.findall(before)) >= 2:
        return sum(text.endswith(before, 0, other.start) for other in others) <= 1
    if not _AFTER_LABEL.match(text[figure.end : whole[1]]):
        return False
    return sum(text.startswith(after, other.digits_end) for other in others) <= 1


def _span_of(figure: Figure, leaf: Leaf, clean: CleanText) -> Settled:
    start, end, digits_end = figure.start, figure.end, figure.digits_end
    if (
        leaf.type is int
        and clean.text[start - 1 : start] in ("+", "-")
        and not clean.text[start - 2 : start - 1].isalnum()
    ):
        start -= 1
    unit = _UNIT.match(clean.text, digits_end)
    ends = [end, *([unit.end()] if unit else []), digits_end]
    starts = [start]
    if kind_of(leaf) == "money":
        before = re.search(r"(?:万元|元)[\s|]*$", clean.text[max(0, start - 8) : start])
        if before:
            starts.append(start - len(before[0]))
    for begin in starts:
        for stop in ends:
            if value_of(clean.printed(begin, stop), leaf) is not None:
                return Settled((begin, stop))
    return Settled(None, f"these characters do not state a {_TYPE_NAMES.get(leaf.type, 'value')}")


_TYPE_NAMES = {int: "whole number", Decimal: "number"}


def _denied(zone: tuple[int, int], leaf: Leaf, section: Section, clean: CleanText) -> Settled:
    """The place of the words that deny (未收到, 无) and so state 0, where they speak of this section's matter."""
    text = clean.text[zone[0] : zone[1]]
    match = _DENIAL.search(text)
    if match is None:
        return Settled(None, "there is neither a figure nor a word that denies in these characters")
    tail = text[match.start() :].rstrip(_TRIM)
    chosen = tail if read.denies(tail) else re.split("[，。；]", tail, maxsplit=1)[0][:24]
    if not read.denies(chosen):
        return Settled(None, "these characters do not deny")
    low = max((clean.text.rfind(mark, 0, zone[0]) for mark in "。；\n"), default=-1) + 1
    ends = [offset for mark in "。；\n" if (offset := clean.text.find(mark, zone[1])) >= 0]
    if zone[1] - low <= _SHORT:  # 无, alone on its line: what it denies stands in the heading above
        low = clean.text.rfind("\n", 0, max(0, low - 1)) + 1
    sentence = clean.text[low : min(ends, default=len(clean.text))]
    if not _speaks_of(leaf, section, sentence):
        return Settled(None, "these words deny something else")
    start = zone[0] + match.start()
    return Settled((start, start + len(chosen)))


def _speaks_of(leaf: Leaf, section: Section, sentence: str) -> bool:
    """Whether a denying sentence names what `leaf` counts, by a pair of characters of its title or description.

    A leaf that refines another one (received, received_cumulative) has to be named by what it adds. In a small section,
    whose leaves are all of one matter, a word of the section is enough.
    """
    if _ALL_THE_REST.search(sentence):
        return True
    pairs = pairs_of(f"{leaf.title} {leaf.description}")
    bases = [one for one in section.leaves if leaf.path.startswith(f"{one.path}_")]
    for base in bases:
        pairs -= pairs_of(base.title)
    telling = pairs - _COMMON_PAIRS or pairs
    if any(pair in sentence for pair in telling):
        return True
    words = (*section.headings, *section.cues)
    return (
        not bases and len(section.leaves) <= _SMALL_SECTION and (not words or any(word in sentence for word in words))
    )


def pairs_of(text: str) -> frozenset[str]:
    """Every two Chinese characters of `text` that stand side by side."""
    words = re.sub(r"[^\u3400-\u9fff]", " ", text).split()
    return frozenset(word[i : i + 2] for word in words for i in range(len(word) - 1))


_COMMON_PAIRS = pairs_of("公开 政府 信息 主动 年度 情况 其他 总数")
_SMALL_SECTION = 9
_ALL_THE_REST = re.compile("其余|其[他它]各|各项|均为(?:0|零|无)|均无|都没有")
"""A denial of all that has no figure of its own names none of it."""
