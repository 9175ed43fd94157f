"""Where the three fixed tables of the 2019 regime stand in clean text (forms: 国办公开办函〔2019〕60号, 国办公开办函〔2021〕30号).

A table is found by the words of its own head and ends with the values of its last row, so that neither the headings
around it nor a narrative that uses its words (`予以公开1191件`) belongs to it. White space and bars say nothing here: a PDF
breaks words anywhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property, lru_cache
from itertools import islice
from typing import Literal, get_args

from giextract.text.clean import CleanText

Kind = Literal["article20", "requests", "challenges"]
KINDS: frozenset[str] = frozenset(get_args(Kind))

_ARTICLE20 = re.compile(
    r"第?二十条第?（[一二三四五六七八九\d]）项(?=.{0,12}(?:信息内容|制发|新制作|规章))"
    r"|信息内容(?=.{0,6}(?:制发|新制作|新公开|处理决定|上一?年项))"
)
_ARTICLE20_ROW = re.compile(
    r"规章|规范性文件|行政许可|其他对外管理服务事项|行政处罚|行政强制|行政事业性收费|政府集中采购"
)
_MOST_BETWEEN_ROWS = 240
"""Characters between two rows of the tables of article 20, with a head between them and long notes in the cells."""

_REQUESTS = re.compile(
    r"(?:（?本列数据的?勾稽关系[^）]{0,60}）?)?(?:申请人情况|(?:商业企业|科研机构|社会公益组织|法律服务机构|法人或其他组织|其他|[总合]计|序号|行次|编号)*自然人.{0,3}(?:法人或|商业|科研|社会公益|法律服务|其他|[总合]计)|总计.{0,3}自然人)(?=.{0,600}(?:本年新?收|上年度?结转|予以公开))"
    r"|(?:一、)?本年新收政府信息公开申请数?量?(?=.{0,700}(?:结转下|予以公开))"
)
_REQUESTS_BEGIN = ("申请人情况", "自然人", "本年新收")
"""One of these stands in every match of the head: without any, the slow search can be spared."""

_REQUESTS_ROW = re.compile(
    r"本年新收|上年度?结转|予以公开|部分公开|国家秘密|其他法律|三安全|第三方合法|三类内部|四类过程|执法案卷|行政查询|不掌握相关|另行制作|仍不明确"
    r"|信访举报|重复申请|公开出版物|大量反复|重新出具|其他处理|逾期不补正|逾期未按|[（）、.]其他(?=\d)|）总计|结转下一?年度?(?:继续)?(?:办理)?"
)
_MOST_BETWEEN_OUTCOMES = 200
_CHALLENGES = re.compile(
    r"行政复议(?:情况)?行政诉讼(?:情况)?(?=-*.{0,40}(?:结果|维持|未经复议))|行政复议：?(?=结果维持(?:\d+|[/-])?结果纠正)|结果维持结果纠正其他结果尚未审结总计"
    r"|行政复议(?:行政诉讼)?未经复议直接起诉(?:行政诉讼)?复议后起诉(?=-*.{0,20}结果维持)"
)
_CHALLENGES_WORDS = re.compile(
    r"(?:结果维[^\d|]持|结果[^\d|维]持|结果[^\d|维]正|其[^\d|]结果|尚未[^\d|]结|行政复议|行政诉讼|未经复议后?|直接|起诉|复议后?|复议|结果|维持|纠正|其他|尚未|审结|总计|合计|情况|类型|（[^（）]{0,30}）|件"
    r"|[结果维持纠正其他尚未审总计]|[-+/\d.,，:：无])+"
)
_CAPTION = re.compile(r"(20\d\d)年")
_CAPTION_REACH, _MOST_TABLES = 40, 4
_VALUES = re.compile(r"(?:[-+/\d.,，*无]|（[^（）]{1,40}）|万元|亿元|元|件|项|宗|增加?(?=\d)|减少?(?=\d))*")


class Squeezed:
    """A text without white space and bars, with its way back."""

    def __init__(self, text: str) -> None:
        self.text = text.replace(" ", "").replace("\n", "").replace("|", "")
        self._full = text

    @cached_property
    def places(self) -> list[int]:
        """The offset in the full text of each character that is kept."""
        return [index for index, character in enumerate(self._full) if character not in " \n|"]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the full text of the squeezed span [start, end)."""
        return self.places[start], self.places[end - 1] + 1

    def at(self, offset: int) -> int:
        """The squeezed offset of the first kept character at or behind `offset` of the full text."""
        return bisect_left(self.places, offset)


@lru_cache(maxsize=4)
def find(clean: CleanText) -> dict[Kind, tuple[int, int]]:
    """The clean span of each fixed table that the text prints."""
    squeezed = Squeezed(clean.text)
    text = squeezed.text
    found: dict[Kind, tuple[int, int]] = {}
    challenges = _latest(_CHALLENGES, text)
    requests = _latest(_REQUESTS, text) if any(words in text for words in _REQUESTS_BEGIN) else None
    article20 = _latest(_ARTICLE20, text)
    if article20:
        limit = requests.start() if requests and requests.start() > article20.start() else len(text)
        end = _last_row_end(text, _ARTICLE20_ROW, article20.end(), limit, _MOST_BETWEEN_ROWS)
        if end:
            found["article20"] = squeezed.span(article20.start(), end)
    if requests:
        limit = challenges.start() if challenges and challenges.start() > requests.start() else len(text)
        end = _last_row_end(text, _REQUESTS_ROW, requests.end(), limit, _MOST_BETWEEN_OUTCOMES)
        if end:
            found["requests"] = squeezed.span(requests.start(), end)
    if challenges:
        words = _CHALLENGES_WORDS.match(text, challenges.start())
        if words and re.search(r"\d|[-/]", words[0]):
            end = words.end()
            # 五、 or 5. of the next heading is no value.
            mark = re.search(r"(?:\d{1,2}[.．])$", words[0])
            end -= len(mark[0]) if mark and end < len(text) else 0
            found["challenges"] = squeezed.span(challenges.start(), end)
    return {kind: (start, _with_bars(clean.text, end)) for kind, (start, end) in found.items()}


def _latest(head: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first table with this head, or a later one whose caption names a later year: reports may print last year's beside theirs."""
    chosen: re.Match[str] | None = None
    year = 0
    for match in islice(head.finditer(text), _MOST_TABLES):
        captions = _CAPTION.findall(text, max(0, match.start() - _CAPTION_REACH), match.start())
        if chosen is None or (year and captions and int(captions[-1]) > year):
            chosen, year = match, int(captions[-1]) if captions else 0
    return chosen


def _with_bars(text: str, end: int) -> int:
    """The end of the table with the bars of the last row's empty cells."""
    while end < len(text) and text[end] in "| ":
        end += 1
    return end


def _last_row_end(text: str, row: re.Pattern[str], start: int, limit: int, most_between: int) -> int | None:
    """Where the values of the last row end; rows further apart than `most_between` are no longer rows of the table."""
    end: int | None = None
    position = start
    while True:
        match = row.search(text, position, min(limit, position + most_between))
        if match is None:
            return end
        values = _VALUES.match(text, match.end(), limit)
        position = values.end() if values else match.end()
        if values and values[0]:
            end = position
        elif end is None or position - end < most_between:
            end = end if end is None else position
