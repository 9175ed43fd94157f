"""The statistics form (附表) as rows, in every layout of PHRASES.md: spaced, one cell per line, piped, or run together.

A row is told by its words: indicator, unit, then what stands before the next words. Nothing is counted off by position.
Numbers that ran together are split in `glued`; a split that is not the only possible one is illegible.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from giextract.backends.rules.cells import Cell, Row
from giextract.backends.rules.glued import split
from giextract.text.clean import CleanText
from giextract.text.numerals import parse_numeral

UNITS = "万元|人次|场次|期次|件次|条次|条|件|次|人|个|元|份|篇|期|场|项|起|宗|处|名|家|％|%"
_IN_WORD = frozenset({"办事处", "办公处", "管理处", "文件", "案件", "文本", "网页"})
_UNIT = re.compile(rf"(?:[（(](?P<b>{UNITS})[）)]|(?P<u>{UNITS}))(?=[\s|\d/—\-]|$)")
_LEAD = re.compile(
    r"(?:[\s|]|其\s*中|[：:]|第?[一二三四五六七八九十]{1,3}[、．.]|（[一二三四五六七八九十\d]{1,2}）|\d{1,2}[、．.](?!\d)|[①-⑳]|#|[-—]{1,4}(?=[\s|]))+"
)
_BRACKET = re.compile(r"（[^（）\n]{0,60}）|\([^()\n]{0,60}\)")
_UNITLESS = re.compile(
    r"(?P<i>[\u4e00-\u9fff][\u4e00-\u9fff、，（）“”《》：.\d]{1,40}?)[\s|]*(?P<v>[-+]?\d[\d,，]*(?:\.\d+)?)(?![\d.、．])(?=[\s|]|[\u4e00-\u9fff]|$)"
)
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_CELL = re.compile(r"[-+]?\d[\d,，.]*(?:余|多)?|[—\-/／]+|空")
_NOTE = re.compile(r"(?<=\d)[ \t]?[（(][^（）()\n|]{2,60}[）)](?=[ \t]*(?:[\n|]|$))")
_LETTER_O = re.compile(r"(?<=[\s|条件次个元人篇份期场])[OoＯ](?=[\s|]|$)")
_SERIAL = re.compile(r"(?m)^[|\s]{0,3}\d{1,2}(?=[|\t ])")
_YEARS = re.compile(r"[\s|]*20\d\d年(?:度)?(?:[\s|]*20\d\d年(?:度)?)+[\s|]*")
_HEAD = re.compile(
    r"指标名称|统计指标|计量单位|单位|年度|历年累计|累计|年末统计|统计数|数量|数据|备注|合计|指标|项目|本年|名称"
)


@dataclass(slots=True, eq=False)
class Form:
    """The rows of the form and how many columns of values it prints (2 where one of them is 历年累计).

    `years` are those of its columns where the form prints one for each of several years.
    """

    rows: list[Row]
    columns: int
    years: tuple[int, ...] = ()


@lru_cache(maxsize=2)
def read_form(clean: CleanText, start: int, end: int, narrative: frozenset[int]) -> Form:
    """The form that stands between the clean offsets; `narrative` are the counts that the text before it prints."""
    text = clean.text[start:end]
    body, columns = _head(text)
    years = _YEARS.match(text, body)
    body = years.end() if years else body
    text = _without_asides(text, serials="序号" in text[:body])
    rows = _rows(clean, text, start, body)
    for row in rows:
        row.cells = _cells(clean, row, text[row.zone[0] - start : row.zone[1] - start])
    if years:
        return Form(rows, columns, tuple(map(int, re.findall(r"20\d\d", years[0]))))
    split(clean, rows, columns, narrative)
    _blanks(clean, rows, columns)
    return Form(rows, columns)


def _without_asides(text: str, *, serials: bool) -> str:
    """`text` with notes behind a cell's digits, and the serial numbers of rows, as white space, and a cell O as 0."""
    text = _NOTE.sub(lambda note: " " * len(note[0]), text)
    text = _LETTER_O.sub("0", text)
    return _SERIAL.sub(lambda serial: " " * len(serial[0]), text) if serials else text


def _blanks(clean: CleanText, rows: list[Row], columns: int) -> None:
    """Cells that are printed empty: a row with a unit and no value, or with white space where its second value should be."""
    bars = {
        clean.text.count("|", *row.zone) for row in rows if [cell.state for cell in row.cells] == ["stated", "stated"]
    }
    for row in rows[:-1]:
        if row.unit is None:
            continue
        if columns == 2 and bars == {clean.text.count("|", *row.zone)} and len(row.cells) == 1 and bars != {0}:
            _blank_between_bars(clean, row)
        if not row.cells:
            row.cells = [Cell(*row.unit, "blank")] * columns
        elif columns == 2 and len(row.cells) == 1 and row.cells[0].state == "stated":
            _, end = clean.span(row.cells[0].start, row.cells[0].end)
            if re.match(r"[\t\u3000]+ *\n", clean.document[end : end + 20]):
                row.cells.append(Cell(row.cells[0].start - 1, row.cells[0].start, "blank"))


def _blank_between_bars(clean: CleanText, row: Row) -> None:
    """The empty one of two cells that bars part, as in `|8.6|`, where the full rows have as many bars."""
    cell = row.cells[0]
    first = clean.text.index("|", row.zone[0])
    if cell.state != "stated" or cell.start < first:
        return
    second = clean.text.find("|", first + 1, row.zone[1])
    if cell.end <= second:
        row.cells.append(Cell(second, second + 1, "blank"))
    elif second > 0:
        row.cells.insert(0, Cell(first, second, "blank"))


def _head(text: str) -> tuple[int, int]:
    """Where the column heads end, and how many value columns they name."""
    first = re.search(r"指标名称|统计指标|指标项|计量单位|指标", text)
    begin = first.start() if first else 0
    stop = begin
    cumulative = False
    for match in _HEAD.finditer(text, begin):
        between = text[stop : match.start()] if stop > begin else ""
        if len(re.sub(r"[\s|（）()：:\d年]", "", between)) > 1:
            break
        if stop > begin and match[0] in ("合计",):
            break
        cumulative = cumulative or "累计" in match[0]
        stop = match.end()
    if not first:
        title = re.search(r"(?:统计表|附表|附[件表]?：[^\n]*统计)[^\n]*(?:\n(?:[Cc]olumn\d{1,2}[\s|]*)+)?", text)
        stop = title.end() if title else 0
    tail = re.match(r"[）)\s|]*(?:（[^）]{1,6}）)?", text[stop:])
    return stop + (tail.end() if tail else 0), 2 if cumulative else 1


def _rows(clean: CleanText, text: str, start: int, body: int) -> list[Row]:
    masked = _BRACKET.sub(_mask, text)
    rows: list[Row] = []
    position = body
    while True:
        unit = _next_unit(masked, position)
        if unit is None:
            break
        lead = _LEAD.match(masked, position)
        begin = lead.end() if lead else position
        words = masked[begin : unit.start()]
        # What a dash-filled heading row left before this row's own words, and rows that print no unit.
        inner = list(re.finditer(r"(?:[—\-]{1,4}[\s|]*){2,}|\n\n|[。]", words))
        if inner:
            rows.extend(_heading_row(masked, begin, inner[0].start(), inner[0], start))
            begin += inner[-1].end()
        begin = _unitless(clean, masked, begin, unit.start(), start, rows)
        begin = _after_marks(masked, begin, unit.start())
        stop = unit.start()
        while stop > begin and masked[stop - 1] in " \n|：:":
            stop -= 1
        if stop - begin >= 2 and _WORD.search(masked, begin, stop):
            zone_start = unit.end()
            zone_end = _zone_end(masked, zone_start)
            group = "u" if unit["u"] else "b"
            lead_words = masked[position:begin]
            rows.append(
                Row(
                    (start + begin, start + stop),
                    (start + unit.start(group), start + unit.end(group)),
                    unit[group],
                    (start + zone_start, start + zone_end),
                    _ordinal(lead_words),
                )
            )
            position = zone_end
        else:
            position = unit.end()
    return rows


def _unitless(clean: CleanText, masked: str, begin: int, end: int, start: int, rows: list[Row]) -> int:
    """Add the rows `网站公开 2632 公报公开 0` that stand, each with its value set apart, before `end`; where they stop."""
    position = begin
    while True:
        match = _UNITLESS.search(masked, position, end)
        if match is None:
            return position
        value = match.start("v")
        if not (clean.gap(start + value) or masked[value - 1] in "|\n "):
            return position
        low = _after_marks(masked, match.start("i"), match.end("i"))
        lead = masked[position:low]
        if match.end("i") - low >= 2:
            rows.append(
                Row(
                    (start + low, start + match.end("i")),
                    None,
                    "",
                    (start + match.end("i"), start + match.end("v")),
                    _ordinal(lead),
                )
            )
        position = match.end("v")


def _after_marks(masked: str, begin: int, end: int) -> int:
    """Offset behind the last list mark or 其中 before `end`: a heading without cells may stand in front of it."""
    position = begin
    for match in _LEAD.finditer(masked, begin, end):
        if match.end() < end and match[0].strip(" \n|：:-—"):
            position = match.end()
    return position


def _mask(bracket: re.Match[str]) -> str:
    """A bracket with its words blotted out, so that no digit or unit inside is taken for a cell; numbering and units stay."""
    if re.fullmatch(rf"[（(](?:{UNITS}|[一二三四五六七八九十\d]{{1,3}})[）)]", bracket[0]):
        return bracket[0]
    return "（" + "括" * (len(bracket[0]) - 2) + "）"


def _heading_row(masked: str, begin: int, end: int, dashes: re.Match[str], start: int) -> list[Row]:
    """A row such as `一、主动公开情况 —— ——`: its cells are printed, and empty."""
    stop = end
    while stop > begin and masked[stop - 1] in " \n|":
        stop -= 1
    words = masked[begin:stop]
    if ("—" not in dashes[0] and "-" not in dashes[0]) or not 3 <= len(words) <= 40 or "\n" in words:
        return []
    low = start + begin + len(words)
    return [Row((start + begin, start + stop), None, "", (low, low + len(dashes[0]) + (end - stop)), None)]


def _next_unit(masked: str, position: int) -> re.Match[str] | None:
    """The unit cell of the next row: a unit word that is followed by values and not part of the indicator's words."""
    for match in _UNIT.finditer(masked, position):
        after = masked[match.end() : match.end() + 12]
        if not re.match(r"[\s|]*(?:[-+]?\d|[—\-/／]|$|\||\n)", after):
            continue
        if (match["u"] and masked[max(0, match.end() - 3) : match.end()] in _IN_WORD) or masked[
            match.end() - 2 : match.end()
        ] in _IN_WORD:
            continue
        return match
    return None


def _zone_end(masked: str, start: int) -> int:
    """Where the values end: before the next words, or before the list mark in front of them."""
    word = _WORD.search(masked, start)
    stop = word.start() if word else len(masked)
    mark = re.search(r"(?:（[一二三四五六七八九十\d]{0,2}|第|[①-⑳]|#)$", masked[start:stop])
    if mark:
        stop = start + mark.start()
    return stop


def _ordinal(lead: str) -> int | None:
    found = re.findall(r"(\d{1,2})[、．.]", lead)
    return int(found[-1]) if found else None


def _cells(clean: CleanText, row: Row, zone: str) -> list[Cell]:
    """What stands in the zone behind the unit, whose text is `zone`, cut at white space, line ends and pipes.

    Digits with a list mark behind them belong to the following row, in whole or at their end: the row is then `marked`.
    """
    start = row.zone[0]
    mark = re.search(r"\d[、．.]\s*$", zone)
    row.marked = mark is not None
    limit = mark.start() + 1 if mark else len(zone)
    cells: list[Cell] = []
    for match in _CELL.finditer(zone, 0, limit):
        low, high = start + match.start(), start + match.end()
        if not any(map(str.isdigit, match[0])):
            # Dashes that white space parts are cells of their own: `/ /`.
            starts = [low, *(place for place in range(low + 1, high) if clean.gap(place))]
            cells.extend(Cell(one, other, "blank") for one, other in pairwise([*starts, high]))
            continue
        value = parse_numeral(match[0].rstrip("余多"))
        cells.append(Cell(low, high, "stated" if value is not None else "illegible", value))
    return cells
