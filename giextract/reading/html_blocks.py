"""The blocks a web page is made of once it is laid out: lines, grids, and boxes that hold them; and what each says.

Every block is weighed when it is made, so that a box knows what is in it without being walked again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from giextract.reading.building import GridCell

_FOOT = re.compile(
    r"ICP备|公网安备|网站标识码|版权所有|copyright|all rights|未经.{0,12}(?:授权|许可|同意).{0,12}(?:转载|复制)|最佳(?:浏览|分辨率)"
    r"|(?:建议|推荐)您?使用.{0,30}浏览器|^(?:主办|承办|协办|主管|技术支持)(?:单位)?[：:]|javascript",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[\u4e00-\u9fff][^。；]{8,120}[。；]")
_FIGURE = re.compile(r"\d\s*(?:[条件份篇个项起宗家]|人次?|次|万?元|%|％)")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,2}、")
_LONG_SENTENCE = _PARAGRAPH = 40
_TITLE = re.compile(
    r"(?:信息公开|政务公开).{0,20}(?:年度?报告|年报|工作报告|情况报告|报告$)|^.{0,30}[12]\d{3}年.{0,30}报告$"
)
_METADATA = re.compile(
    r"(?:索\s*引\s*号|索取号|信息索引|发布(?:时间|日期|机构|单位)|发文(?:机关|字号|日期)|(?:成文|生成|公开|更新|公布)(?:时间|日期)|文\s*号|主题分类|信息分类|信息来源"
    r"|主题词|关键词|体裁分类|组配分类|公开(?:方式|范围|形式|责任部门)|来\s*源|责任编辑|有效性|内容概述|名\s*称|标\s*题|时效性|公文时效|信息名称)"
)
METADATA_NAME = re.compile(_METADATA.pattern + r"\s*[：:]?")
"""What a page prints before a datum of the document."""

METADATA_LINE = re.compile(_METADATA.pattern + r"\s*[：:]")
_DATE = re.compile(r"[12二][\d〇○零一二三四五六七八九０]{3}\s*年.{1,3}月.{1,3}[日曰]")
_NUMBER = re.compile(r"[-+]?\d[\d,.，]*[%％]?")
_LABEL = re.compile(r"(?:[\u4e00-\u9fff][^\u4e00-\u9fff]*+){3}")


def says_something(text: str) -> bool:
    """Whether a line could be of a report: a sentence, or a figure with its unit, that is not of a page's foot."""
    return bool(_SENTENCE.search(text) or _FIGURE.search(text)) and not (len(text) < 200 and _FOOT.search(text))


@dataclass(slots=True)
class Block:
    """What a piece of a page says: counts of characters without white space.

    `linked` of them stand in `links` links; `prose` are those of lines that could be of a report and of grids with
    figures; `marks` counts lines that name the document (its title, its metadata, its date), `parts` its paragraphs and
    numbered headings, `images` the pictures large enough to hold text.
    """

    characters: int = 0
    linked: int = 0
    links: int = 0
    prose: int = 0
    marks: int = 0
    parts: int = 0
    lines: int = 0
    grids: int = 0
    images: int = 0


@dataclass(slots=True)
class Line(Block):
    """One line as a browser would show it, were its window wide enough."""

    text: str = ""


@dataclass(slots=True)
class Grid(Block):
    """A table of data."""

    cells: Sequence[GridCell] = ()


@dataclass(slots=True)
class Box(Block):
    """Blocks in order; `names` are the words of the element's name, class, id and role, in lower case."""

    names: frozenset[str] = frozenset()
    children: list[Line | Grid | Box] = field(default_factory=list)

    def add(self, child: Line | Grid | Box) -> None:
        """Put `child` at the end."""
        self.children.append(child)
        self.characters += child.characters
        self.linked += child.linked
        self.links += child.links
        self.prose += child.prose
        self.marks += child.marks
        self.parts += child.parts
        self.lines += child.lines
        self.grids += child.grids
        self.images += child.images

    def texts(self) -> list[str]:
        """The text of all lines inside, in order; grids are left out."""
        found, waiting = [], [*reversed(self.children)]
        while waiting:
            block = waiting.pop()
            if isinstance(block, Line):
                found.append(block.text)
            elif isinstance(block, Box):
                waiting.extend(reversed(block.children))
        return found


def named(name: str, value: str) -> str:
    """One line of a datum of the document."""
    return f"{name}{value}" if not value or name.endswith(("：", ":")) else f"{name}：{value}"


def line(text: str, linked: int = 0, links: int = 0) -> Line:
    """A line, weighed; `linked` of its characters stand in `links` links."""
    characters = sum(map(len, text.split()))
    mostly_linked = linked * 2 > characters
    if mostly_linked:
        prose = characters >= _LONG_SENTENCE and says_something(text) and "。" in text
        marks = False
    else:
        prose = says_something(text)
        marks = bool(_TITLE.search(text) or METADATA_LINE.match(text) or _DATE.fullmatch(text))
    part = (prose and characters >= _PARAGRAPH) or _HEADING.match(text)
    return Line(characters, linked, links, characters if prose else 0, int(marks), 1 if part else 0, 1, text=text)


def grid(cells: Sequence[GridCell], linked: int, links: int) -> Grid:
    """A grid, weighed. With figures beside names it could be of a report, with or without a sentence in it."""
    texts = ["".join(str(run) for runs in cell.lines for run in runs) for cell in cells]
    numbers = sum(bool(_NUMBER.fullmatch(text)) for text in texts)
    labels = sum(bool(_LABEL.search(text)) for text in texts)
    characters = sum(sum(map(len, text.split())) for text in texts)
    prose = (numbers >= 2 and labels >= 2) or any(says_something(text) for text in texts)
    return Grid(characters, linked, links, characters if prose else 0, grids=1, cells=cells)
