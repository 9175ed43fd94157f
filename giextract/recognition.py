"""Whether a text is a report on government disclosure at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from giextract.errors import NotAReportError
from giextract.sections import Placed

_ABOUT = re.compile(r"(?:信息|政务|政府|依法|村务|党务)公开|公开(?:政府|政务)?信息|信息公开")
_TITLE = re.compile(
    r"(?:公开|政务)[^。，；]{0,16}(?:报告|年报|总结|情况)(?:[（(【][^）)】]{0,12}[）)】])?[\s|]*$|年度?(?:工作)?(?:报告|年报)"
)
_PREAMBLE = re.compile(
    r"统计期限|(?:本|该)(?:年度)?(?:工作)?(?:报告|年报)(?:是|由|根据|按照|依据|所列|中所列|中使用|包括|内容|全文|的电子版|电子版)"
    r"|(?:现|特)(?:将|予以|向社会)?(?:公布|公开|发布|编制)[^。]{0,40}(?:报告|年报)|现将[^。]{0,40}(?:报告|总结|汇报)如下"
)
_NOTICE = re.compile(r"关于[^。]{4,50}的(?:通知|通报|函|意见|方案|办法)")
_TITLED_YEAR = re.compile(r"(?:20\d\d|二[〇○零oO0]..)年[^。，]{0,30}(?:报告|年报)(?:[（(][^）)]{0,12}[）)])?[\s|]*$")
_TITLE_LENGTH = 60
_FEWEST_PARTS = 2
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_FEWEST_CHINESE = 20


def require_chinese_report(text: str, name: str) -> None:
    """NotAReportError where clean `text` is not Chinese or hardly speaks of disclosure; `name` says which text it is."""
    if sum(1 for _ in islice(_CHINESE.finditer(text, 0, 20_000), _FEWEST_CHINESE)) < _FEWEST_CHINESE:
        raise NotAReportError(
            f"{name} holds no Chinese text; giextract reads reports on government disclosure (政府信息公开工作年度报告)"
        )
    mentions = len(_ABOUT.findall(text))
    if mentions < 2 or (mentions < 4 and not re.search("报告|年报|总结", text)):
        raise NotAReportError(
            f"{name} is Chinese, but not a report on government disclosure (it hardly mentions 信息公开); "
            "for other documents pass --schema"
        )


def require_parts_of_a_report(placed: Sequence[Placed], name: str) -> None:
    """NotAReportError where the lines are neither titled nor parted like a report: news about one, a notice to write one."""
    lines = [entry for entry in placed if entry.role != "page" and entry.line.text.strip()]
    short = [text for entry in lines if len(text := entry.line.text.rstrip(" |")) <= _TITLE_LENGTH]
    headed = frozenset[str]().union(*(entry.topics for entry in lines if entry.level))
    printed_form = any(entry.role == "form" for entry in lines)
    parted = printed_form or len(headed) >= _FEWEST_PARTS or any(map(_TITLE.search, short))
    if not parted and not any(_PREAMBLE.search(entry.line.text) for entry in lines):
        raise NotAReportError(
            f"{name} speaks of government disclosure, but has neither the title nor the parts of an annual report; "
            "for other documents pass --schema"
        )
    if short and _NOTICE.fullmatch(lines[0].line.text) and not any(map(_TITLED_YEAR.search, short)):
        raise NotAReportError(f"{name} is headed “{lines[0].line.text}”, which is no annual report itself")
