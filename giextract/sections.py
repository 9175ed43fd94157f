"""Lines to sections: which lines of a report a section of the schema has to read.

A line belongs to the sections that its heading names; lines elsewhere that carry a section's cue words are sent along.
Headings are told by their numbering or by standing alone, and never by counting: real reports misnumber, restart, lose
and double them (PHRASES.md, structure). The statistics form behind a 2008-regime report is a place of its own, and so is
each fixed table of a 2019-regime report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from giextract.fixed_tables import find
from giextract.schema import Schema, Section
from giextract.text.clean import CleanText
from giextract.text.furniture import is_furniture
from giextract.text.lines import Line
from giextract.text.skeleton import Skeleton

Role = Literal["frame", "body", "form", "page"]
"""`frame`: title, preamble and signature; `form`: statistics form or fixed table; `page`: the web page around the report."""

_MARKER = re.compile(
    r"(?P<one>第[一二三四五六七八九十]{1,3}(?:部分|章)?[、．.，：]?|[一二三四五六七八九十]{1,3}[、．.，：])"
    r"|(?P<two>（[一二三四五六七八九十\d]{1,3}）[、.]?)"
    r"|(?P<three>\d{1,2}[、.．](?!\d)|[①-⑳]|[一二三四五六七八九十]是)"
)
_COUNTED = re.compile(r"\d[条件份篇次项个](?:[。；]?$|，(?:$|占))")
_NUMERALS = "一二三四五六七八九十"
_PART_NUMBER = re.compile(f"第?([{_NUMERALS}])(?![{_NUMERALS}])")
_UNMARKED = re.compile(
    rf"([{_NUMERALS}])((?![是年月日次个件条方般直些批名位天种项])[\u4e00-\u9fff][\u4e00-\u9fff、“”（）和]{{2,28}})"
)
_GENERAL = re.compile("(?:总体|基本|整体|工作)*(?:情况|概况)|概述")
"""Words of a sub-heading that say nothing of its own: under a part they belong to that part."""
_TITLE_END = re.compile(r"[。；：，！？]")
_TABLE_HEAD = re.compile(
    r"指标名称|统计指标|指标项|计量单位|(?:指标|项目|名称)[\s|]{1,4}单位[\s|]{1,4}(?:数量|数值|数据|统计数|本年|20\d\d年)"
)
_FORM_TITLE = re.compile(
    r"(?:附[件表]?.{0,40}|.{0,30})(?:统计表|附表|统计数据表)[^。，]{0,12}$|附[件表]?：.{0,24}统计(?:（[^（）]{1,8}）)?$"
)
_UNIT_AND_CELL = re.compile(r"(?:条|件|次|人|个|万元|元|人次|场|期|篇)[）)]?[\s|]*(?:\d|[-/—]{1,4}[\s|])")
_PROSE = re.compile(r"。")
_DATE_LINE = re.compile(r"(?:[12]\d{3}|[二一][〇○零OoＯ0九一二三四五六七八]{3})年.{1,4}月.{1,4}[日号]?[。]?")
_LABEL = re.compile(
    r"((?:存在的?|主要)*(?:问题|不足)(?:之处|和困难)?|(?:下一?步|今后)?(?:改进|整改)?(?:措施|打算|方向))："
)
_WORDS = re.compile(r"情况|概述|总体|问题|附表|说明|事项|建设|工作$|措施|公开|机构|落实")


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its place: `trail` holds the headings above it, outermost first (its own, too, when it is one)."""

    line: Line
    role: Role
    level: int
    trail: tuple[str, ...]
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Routed:
    """What is sent to a backend for one section: `own` lines stand under its headings, `cued` ones carry its words.

    `frame` holds title and preamble of the report for context (whose report, on which year), `form` the
    statistics form, `placed` every line of the report.
    """

    section: Section
    clean: CleanText
    skeleton: Skeleton
    own: tuple[Placed, ...]
    cued: tuple[Placed, ...]
    frame: tuple[Placed, ...]
    form: tuple[Placed, ...]
    placed: tuple[Placed, ...]

    @property
    def lines(self) -> tuple[Placed, ...]:
        """All lines sent, in the order of the report."""
        return tuple(sorted((*self.own, *self.cued), key=lambda placed: placed.line.number))


def heading(text: str) -> tuple[int, str] | None:
    """Level (1 outermost, 3 innermost) and words of the heading that `text` begins with, or None.

    Where a heading lost the mark that parts it from the sentence behind it, the words hold the beginning of that sentence.
    """
    marker = _MARKER.match(text)
    if marker is None:
        label = _LABEL.match(text)
        if label:
            return 2, label[1]
        alone = 4 <= len(text) <= 30 and not _TITLE_END.search(text) and not any(map(str.isdigit, text))
        return (2, text) if alone and _WORDS.search(text) else None
    level = 1 if marker["one"] else 2 if marker["two"] else 3
    words = text[marker.end() :]
    if level == 3 and (len(words) > 32 or _COUNTED.search(words)):
        return None
    if len(words) <= 32 and not re.search("[。；：！？\\d]", words):
        return level, words
    stop = _TITLE_END.search(words)
    title = words[: stop.start()] if stop else words
    return level, title if len(title) <= 40 else title[:24]


def _without_mark(text: str, part: int, schema: Schema) -> tuple[int, str] | None:
    """A heading that lost the mark behind its number on the way, as scans lose it: `三依申请公开情况` behind part 二.

    It has to name a section, and to count on from `part`, the number of the part before it (0 for none).
    """
    match = _UNMARKED.fullmatch(text)
    counts_on = match is not None and _NUMERALS.index(match[1]) == part
    return (1, match[2]) if match and counts_on and _named(match[2], schema) else None


def _part(text: str, before: int) -> int:
    """The number of the part that the outermost heading `text` begins; one more than `before` where it prints none."""
    match = _PART_NUMBER.match(text)
    return _NUMERALS.index(match[1]) + 1 if match else before + 1


def place(clean: CleanText, lines: tuple[Line, ...], schema: Schema) -> tuple[Placed, ...]:
    """Every line with its role, headings and topics."""
    pages = [is_furniture(line.text) for line in lines]
    form = dict.fromkeys(_form_lines(lines, pages), "annex") | _fixed_table_lines(clean, lines, schema)
    trail: list[tuple[int, str, frozenset[str]]] = []
    body_begun = False
    part = 0
    placed: list[Placed] = []
    for index, line in enumerate(lines):
        if pages[index]:
            placed.append(Placed(line, "page", 0, (), frozenset()))
            continue
        if index in form:
            placed.append(Placed(line, "form", 0, (), frozenset({form[index]})))
            continue
        found = _without_mark(line.text, part, schema) or heading(line.text)
        if found is not None and found[0] == 1 and line.start and clean.text[line.start - 1] in "：；":
            # An item of a list in the middle of a line, not a part of the report.
            found = (3, found[1])
        labelled = _LABEL.match(line.text) is not None
        if found is not None and (found[0] == 1 or body_begun or labelled or len(line.text) <= 60):
            level, words = found
            # The report's own title may look like a heading, but heads the frame.
            named = _named(words, schema) - {schema.sections[0].name}
            if body_begun or level == 1 or named:
                numbered = _MARKER.match(line.text) is not None or level == 1
                part = _part(line.text, part) if level == 1 else part
                if numbered or named:
                    trail = _descend(trail, level, words, named)
                    body_begun = True
        topics = trail[-1][2] if trail else frozenset()
        level = found[0] if found and trail and trail[-1][1] == found[1] else 0
        role: Role = "body" if body_begun else "frame"
        placed.append(Placed(line, role, level, tuple(words for _, words, _ in trail), topics))
    return _with_signature(placed)


def _descend(
    trail: list[tuple[int, str, frozenset[str]]], level: int, words: str, named: frozenset[str]
) -> list[tuple[int, str, frozenset[str]]]:
    above = [entry for entry in trail if entry[0] < level]
    inherited = above[-1][2] if above else frozenset()
    # A measure may read "扩大主动公开范围": under problems and improvements only the section itself is named.
    keeps = "assessment" in inherited and level > 1
    keeps = keeps or (level > 1 and bool(inherited) and _GENERAL.fullmatch(words) is not None)
    topics = inherited if keeps or not named else named
    return [*above, (level, words, topics)]


def _named(words: str, schema: Schema) -> frozenset[str]:
    """Sections whose heading words stand in `words`; where two overlap the longer one names (`申请行政复议`, not `公开申请`)."""
    found: list[tuple[int, int, str]] = []
    for section in schema.sections:
        if not _any_of(section.headings).search(words):
            continue
        for word in section.headings:
            start = words.find(word)
            while start >= 0:
                found.append((start, start + len(word), section.name))
                start = words.find(word, start + 1)
    found.sort(key=lambda match: (match[0] - match[1], match[0]))
    taken: list[tuple[int, int, str]] = []
    for match in found:
        if all(match[1] <= low or match[0] >= high or (match[0], match[1]) == (low, high) for low, high, _ in taken):
            taken.append(match)
    return frozenset(name for _, _, name in taken)


def _with_signature(placed: list[Placed]) -> tuple[Placed, ...]:
    """The lines after the last sentence (who signs, and when) belong to the frame."""
    last = len(placed)
    for index in range(len(placed) - 1, -1, -1):
        entry = placed[index]
        if entry.role in ("page", "form"):
            continue
        short = len(entry.line.text) <= 40 and entry.level == 0
        named = not _PROSE.search(entry.line.text) and not re.match("无|没有|未|暂无|零|0", entry.line.text)
        if short and (_DATE_LINE.search(entry.line.text) or named):
            last = index
            continue
        break
    signed = set(range(last, len(placed)))
    for index, entry in enumerate(placed):
        if entry.role == "body" and len(entry.line.text) <= 20 and _DATE_LINE.fullmatch(entry.line.text):
            signed.add(index)
            if index and len(placed[index - 1].line.text) <= 30 and not _TITLE_END.search(placed[index - 1].line.text):
                signed.add(index - 1)
    return tuple(
        Placed(entry.line, "frame", 0, (), frozenset()) if index in signed and entry.role == "body" else entry
        for index, entry in enumerate(placed)
    )


def _fixed_table_lines(clean: CleanText, lines: tuple[Line, ...], schema: Schema) -> dict[int, str]:
    """Index of each line that a fixed table of the 2019 regime fills for the most part -> the section it belongs to."""
    names = {section.name for section in schema.sections}
    index_to_section: dict[int, str] = {}
    for kind, (start, end) in find(clean).items() if len(names) > 1 else ():
        for index, line in enumerate(lines):
            inside = min(end, line.end) - max(start, line.start)
            if kind in names and inside * 2 > line.end - line.start:
                index_to_section[index] = kind
    return index_to_section


def _form_lines(lines: tuple[Line, ...], pages: list[bool]) -> set[int]:
    """Indices of the lines of the statistics form (附表), from its title or head to its last row."""
    for index, line in enumerate(lines):
        if pages[index]:
            continue
        head = _TABLE_HEAD.search(line.text)
        titled = _FORM_TITLE.match(line.text) and len(line.text) < 60
        if not head and not titled:
            continue
        stop = _form_end(lines, pages, index)
        cells = len(_UNIT_AND_CELL.findall("\n".join(lines[i].text for i in range(index, stop))))
        if cells >= (2 if head else 4):
            if not head and any(_TABLE_HEAD.search(lines[i].text) for i in range(index + 1, min(index + 8, stop))):
                continue
            return set(range(index, stop))
    return set()


def _form_end(lines: tuple[Line, ...], pages: list[bool], start: int) -> int:
    for index in range(start + 1, len(lines)):
        text = lines[index].text
        if pages[index] or (len(text) <= 40 and re.search(_DATE_LINE.pattern + "$", text)):
            before = lines[index - 1].text
            signer = (
                index - 1 > start and 4 <= len(before) <= 30 and re.search("[局委办室镇乡处府会]$", before) is not None
            )
            return index - 1 if signer else index
        figures = len(re.findall(r"\d", text))
        if (len(text) > 50 and len(_PROSE.findall(text)) >= 1 and figures * 6 < len(text)) or (
            len(text) > 25 and text.endswith("。") and not re.search(r"\d\s*。$", text)
        ):
            return index
    return len(lines)


@lru_cache(maxsize=256)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds any of `words`; nothing where there are none."""
    return re.compile("|".join(map(re.escape, words)) or "(?!)")


def route(clean: CleanText, skeleton: Skeleton, placed: tuple[Placed, ...], schema: Schema) -> dict[str, Routed]:
    """For each section of `schema` the lines it has to read.

    The first section of a schema of sections (`header`) owns the frame and sees the page around it; the statistics form
    goes to `annex`. A schema of one section gets every line.
    """
    frame = tuple(entry for entry in placed if entry.role == "frame")
    form = tuple(entry for entry in placed if entry.role == "form" and "annex" in entry.topics)
    routed: dict[str, Routed] = {}
    # A short report without parts says everything everywhere: there a cue word is all that tells.
    topics = frozenset().union(*(entry.topics for entry in placed))
    sparse = len(topics) < 3 and not any(entry.level == 1 for entry in placed)
    for position, section in enumerate(schema.sections):
        if len(schema.sections) == 1:
            routed[section.name] = Routed(section, clean, skeleton, placed, (), frame, form, placed)
            continue
        own: list[Placed] = []
        cued: list[Placed] = []
        cues = _any_of(section.cues)
        for entry in placed:
            if section.name in entry.topics or (position == 0 and entry.role in ("frame", "page")):
                own.append(entry)
            elif entry.role in ("body", "frame") and cues.search(entry.line.text):
                (own if sparse else cued).append(entry)
        routed[section.name] = Routed(section, clean, skeleton, tuple(own), tuple(cued), frame, form, placed)
    return routed
