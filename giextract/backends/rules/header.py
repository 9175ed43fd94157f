"""标题、前言、落款: whose report, on which year and period, whom to ask, when signed and posted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from giextract.backends import Answer, AnswerState
from giextract.backends.rules.issuer import issuer
from giextract.backends.rules.sentences import Reading
from giextract.backends.rules.title import find_title
from giextract.sections import Placed
from giextract.text.clean import Spans
from giextract.text.dates import DATE, DateSpan, find_dates, find_period, parse_date, parse_year
from giextract.text.skeleton import COUNT

_S = "/header/"
_YEAR = re.compile(r"(?P<n>(?:19|20)\d{2}|[一二][〇○零oO0九][〇○零一二oO0九][〇○零一二三四五六七八九oO0])(?=年)")
_PERIOD = re.compile(
    r"数据(?:统计)?(?=截[止至])|统计(?:的)?(?:时间|期限|时限|周期|时段|截止|起止|日期)|期限|数据(?:的)?时[间限段]|时间范围|时段|时间从|起止(?:时间|日期)|报告期|时限"
)
_BARE_PERIOD = re.compile(
    r"(?:自|从)?(?:[12][0-9]{3}|二[〇○零][〇○零一][〇○零一二三四五六七八九])年.{1,3}月.{1,3}日(?:起|开始)?，?(?:至|到|-{1,2}|—{1,2}|~)[^，。；]{0,5}.{1,2}月.{1,3}日"
)
_URL = re.compile(
    r"(?<![A-Za-z0-9.-])(?:https?：?:?//)?(?:www\.)?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}(?:/[A-Za-z0-9_./?=&%#~-]*)?"
)
_MAIL = re.compile(r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}")
_PUBLISHED = re.compile(
    r"(?:发布时间|发布日期|发表时间|公开日期|公布日期|录入时间|上传时间|发文日期|(?<!成文)(?<!生效)(?<!废止)(?<!失效)(?<!统计)(?<!填报)(?<!制表)(?:时间|日期)|更新时间|生成日期)[：: ]?(?=[\s]*[12]\d{3})"
)
_STAMPED = re.compile(
    r"(?P<n>20\d\d-\d{1,2}-\d{1,2})(?: ?\d{1,2}:\d{2}(?::\d{2})?)? ?(?=作者|来源|信息来源|字[体号]|浏览|点击|阅读)"
)
"""The line that a site prints below a title: `2012-02-20 09:35 来源：…`."""
_OFFICE = re.compile(
    r"(?:请)?(?:与|向|同|联系|致电|致函)(?P<n>[^，。；：（）]{3,40}?(?:（[^（）：]{1,10}）)?)(?:联系|咨询|反映|查询|反馈|提出)(?=[^一-龥]|$|（|，|。|垂)"
    r"|联系人：(?P<o>[^，。；：（）]{2,20}(?:办公室|科|股|处|室|中心))(?=[，。；]|$)|(?:^|。)(?P<q>[\u4e00-\u9fff]{4,24}(?:办公室|科|股))电话：|联系方式：(?P<r>[^，。；：（）]{3,30}(?:办公室|科|股|处|室|中心))(?=[，（(])"
    r"|(?:联系(?:单位|部门|机构|科室)：|请联系：?|可联系|致电|致函)(?P<m>[^，。；：（）]{3,40})"
)
_FIELDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("contact_address", re.compile(r"(?:通讯|通信|联系|办公|邮寄)?(?:地址|地点)(?:为|是|：|:)?(?P<n>[^；。，）)：:、]{4,60}?)(?=[；。，）)]|[、（(]?(?:邮编|邮政编码|邮码|电话|联系电话)|$)")),
    ("contact_address", re.compile(r"（(?P<n>[^（）：，。；]{4,30}(?:号|楼|室|层|院|大厦|中心))，(?=邮编|邮政编码|\d{6}，|电话)")),
    ("contact_address", re.compile(r"(?:办公室|科|股)，(?P<n>[^，。；：（）]{3,30}号[^，。；：（）]{0,12})，(?=\d{6}，)")),
    ("contact_postcode", re.compile(r"，(?P<n>\d{6})，(?=电话|0\d{2,3}-)")),
    ("contact_phone", re.compile(r"，\d{6}，(?P<n>0\d{2,3}-\d{7,8})(?!\d)")),
    ("contact_postcode", re.compile(r"(?:邮政编码|邮编|邮码|邮政编号)(?:为|是|：|:)?(?P<n>[\dOolI]{6})(?!\d)")),
    ("contact_phone", re.compile(r"(?:联系|咨询|办公|服务)?(?:电话|电话号码|电话／传真|热线|拨打)(?:\(传真\)|（传真）|/传真|及传真|、传真|号码)?(?:为|是|：|:)?(?P<n>(?:（\d{3,4}）|\(\d{3,4}\))?[\dOolI×xX*](?:[\dOolI×xX*一-]| ?- ?){3,14}(?: [\d×xX*]{3,4})?[\d×xX*]{0,6}(?:转\d{1,5})?)")),
    ("contact_fax", re.compile(r"传真(?:号码|电话)?(?:为|是|：|:)?(?P<n>(?:（\d{3,4}）|\(\d{3,4}\))?[\dOolI×][\dOolI×一-]{3,14}(?: [\d×xX*]{3,4})?[\d×]{0,6})")),
    ("contact_fax", re.compile(r"(?P<n>(?:0\d{2,3}-)?\d{7,8})（(?:兼|含|同)?传真）")),
    ("contact_fax", re.compile(r"电话[（(](?:及|兼|同)?传真[）)]：?(?P<n>(?:0\d{2,3}-)?\d{7,8})")),
    ("contact_email", re.compile(r"(?P<n>[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")),
)  # fmt: skip


def answers(reading: Reading) -> list[Answer]:
    """Answers for the section."""
    found: list[Answer] = []
    title = find_title(reading)
    if title is not None:
        placed, start, end = title
        found.append(reading.answer(_S + "title", placed, start, end, None))
    owner = issuer(reading, title)
    if owner is not None:
        found.append(reading.answer(_S + "issuer", *owner, None))
    single = (_year(reading, title), _website(reading), _issued(reading), _published(reading), _parts(reading))
    found.extend(answer for answer in single if answer is not None)
    found.extend(_period(reading))
    found.extend(_contact(reading))
    return found


def _lines(reading: Reading) -> list[Placed]:
    return [placed for placed in reading.routed.lines if placed.role != "page"]


def _year(reading: Reading, title: tuple[Placed, int, int] | None) -> Answer | None:
    places: list[tuple[Placed, int, int]] = [title] if title else []
    places += [(placed, placed.line.start, placed.line.end) for placed in reading.routed.frame[:12]]
    places += [
        (placed, placed.line.start, placed.line.end) for placed in reading.routed.lines[:20] if placed.role == "page"
    ]
    if title is None or not _YEAR.search(reading.clean.text[title[1] : title[2]]):
        body = [placed for placed in reading.routed.lines if placed.role == "body"]
        places += [(placed, placed.line.start, placed.line.end) for placed in body]
    for placed, start, end in places:
        text = reading.clean.text[start:end]
        if start != (title[1] if title else -1) and not re.search("报告|年报|情况|总结|统计", text):
            continue
        match = _YEAR.search(text) or (
            re.search(r"(?P<n>20\d{2})(?=[^\d年]{0,12}(?:信息|政务)公开)", text)
            if title and start == title[1]
            else None
        )
        if match and parse_year(match["n"]):
            if placed.role == "body" and parse_year(match["n"]) != reading.year:
                continue
            return reading.answer(
                _S + "year", placed, start + match.start("n"), start + match.end("n"), parse_year(match["n"])
            )
    if reading.year is not None:
        match = re.compile(rf"{reading.year}(?=年)").search(reading.clean.text)
        for placed in reading.routed.placed if match else ():
            if match and placed.line.start <= match.start() < placed.line.end:
                return reading.answer(_S + "year", placed, match.start(), match.end(), reading.year)
    return None


def _period(reading: Reading) -> Iterator[Answer]:
    for placed in _lines(reading):
        text = placed.line.text
        cue = _PERIOD.search(text) or _BARE_PERIOD.search(text)
        if not cue:
            continue
        offset = cue.end() if cue.re is _PERIOD else cue.start()
        clause = re.sub("(?<=日)一(?=[0-9])", "-", text[offset:].split("。", 1)[0]) + "。"
        year = reading.year
        period = find_period(clause, year=year)
        if period is None or (period.start is None and period.end is None):
            continue
        begin = placed.line.start + offset
        for name, span in (("period_start", period.start), ("period_end", period.end)):
            if span is not None:
                yield from _bound(reading, placed, begin, name, span, period.start)
        return


def _bound(
    reading: Reading, placed: Placed, begin: int, name: str, span: DateSpan, first: DateSpan | None
) -> Iterator[Answer]:
    start, end = begin + span.start, begin + span.end
    state: AnswerState = "stated" if span.value else "blank" if span.printed_blank else "illegible"
    if state == "stated" and parse_date(reading.clean.text[start:end]) is None:
        # The year is inherited: cite from where it is printed.
        if first is None or first.value is None or first is span:
            return
        start = begin + first.start
    if start == end:
        start, end = max(start - 1, placed.line.start), min(end + 1, placed.line.end)
    yield reading.answer(_S + name, placed, start, end, span.value, state)


def _parts(reading: Reading) -> Answer | None:
    for sentence in reading.sentences:
        if not re.search("报告|全文|年报|组成|构成", sentence.text):
            continue
        for match in re.finditer(COUNT, sentence.text):
            figure = reading.figure(sentence, match.start())
            around = sentence.text[: match.start()] + sentence.text[match.end() : match.end() + 8]
            named = re.fullmatch("(?:个|大)*(?:部[分份]|方面|章)", figure.unit) and re.search(
                "报告|全文|年报|组成|构成|包括|概述", around
            )
            if named and 2 <= (figure.value or 0) <= 30 and not re.search("从以下|以下(?!简称|称)", around):
                return reading.answer_figure(_S + "declared_parts", sentence, match.start())
    return None


_PAGE_LINK = re.compile("(?:原文|来源|页面|本页)(?:链接|地址|网址)[：:]?$")
"""Words before the address of the page that was saved, which is not the agency's site."""


def _website(reading: Reading) -> Answer | None:
    lines = sorted(_lines(reading), key=lambda placed: placed.role != "frame")
    for placed in lines:
        mails = Spans([found.span() for found in _MAIL.finditer(placed.line.text)])
        for match in _URL.finditer(placed.line.text):
            words = match[0]
            of_the_page = _PAGE_LINK.search(placed.line.text, 0, match.start())
            if (
                mails.holds(match.start())
                or of_the_page
                or not re.search(r"\.(?:cn|com|net|org|gov|vip|top|info)(?![A-Za-z])", words)
            ):
                continue
            return reading.answer(
                _S + "website", placed, placed.line.start + match.start(), placed.line.start + match.end(), None
            )
    return None


def _contact(reading: Reading) -> Iterator[Answer]:
    lines = _lines(reading)
    found: set[str] = set()
    for index, placed in enumerate(lines):
        text = placed.line.text
        asked = re.search(r"(?:疑问|联系|咨询|垂询|意见|不明)", text)
        keyed = re.match(
            r"(?:联系|通讯|通信|办公)?(?:地址|邮编|邮政编码|电话|联系电话|传真|电子邮[箱件]|邮箱)[：:]", text
        )
        keys = len(re.findall("地址|邮编|邮政编码|电话|传真|邮箱|联系人|联系部门", text))
        if keys >= 2 and not re.search("ICP|备案|版权|热线", text):
            keyed = keyed or re.search("地址|电话", text)
        if not asked and not keyed and not (index and re.search("疑问|请与|联系", lines[index - 1].line.text)):
            continue
        if re.search("热线|监督电话|举报电话", text) and not re.search("疑问|地址", text):
            continue
        office = _OFFICE.search(text) if asked else None
        if office and "contact_office" not in found:
            name = next(name for name in "nmoqr" if office[name])
            found.add("contact_office")
            begin = placed.line.start + office.start(name)
            yield reading.answer(_S + "contact_office", placed, begin, placed.line.start + office.end(name), None)
        if not (
            keyed
            or re.search("疑问|请与|请向|地址|邮编|邮政编码|如有|如需|致电|拨打", text)
            or "contact_office" in found
        ):
            continue
        for name, pattern in _FIELDS:
            match = pattern.search(text)
            if match is None or name in found:
                continue
            if name == "contact_address" and re.search(
                "网址|http", text[max(0, match.start() - 4) : match.start() + 8]
            ):
                continue
            found.add(name)
            yield reading.answer(
                _S + name, placed, placed.line.start + match.start("n"), placed.line.start + match.end("n"), None
            )


def _issued(reading: Reading) -> Answer | None:
    """The date under the signature: the last line of the frame that is a date and little else."""
    lines = [placed for placed in reading.routed.lines if placed.role in ("frame", "body")]
    for placed in reversed(lines[-6:]):
        dates = find_dates(placed.line.text)
        if dates and dates[-1][1] >= len(placed.line.text) - 2 and len(placed.line.text) <= 60:
            start, end, value = dates[-1]
            if re.search("[起至]", placed.line.text[max(0, start - 2) : start]) or not _signs(placed.line.text[:start]):
                continue
            return reading.answer(_S + "issued_on", placed, placed.line.start + start, placed.line.start + end, value)
    for placed in lines[:6]:
        match = re.fullmatch(rf"[（(]?(?P<n>{DATE})[）)]?", placed.line.text)
        if match and (day := parse_date(match["n"])):
            start, end = placed.line.start + match.start("n"), placed.line.start + match.end("n")
            return reading.answer(_S + "issued_on", placed, start, end, day)
    return None


def _signs(words: str) -> bool:
    return not words or (len(words) <= 36 and not re.search("[，。；]", words))


def _published(reading: Reading) -> Answer | None:
    for placed in reading.routed.lines:
        if placed.role != "page" and not (placed.role == "frame" and len(placed.line.text) < 120):
            continue
        stamped = _STAMPED.match(placed.line.text)
        if stamped:
            day, start = parse_date(stamped["n"]), placed.line.start
            return reading.answer(_S + "published_on", placed, start, start + stamped.end("n"), day)
        for match in _PUBLISHED.finditer(placed.line.text):
            dates = find_dates(placed.line.text, match.end())
            if dates and dates[0][0] <= match.end() + 2:
                start, end, value = dates[0]
                return reading.answer(
                    _S + "published_on", placed, placed.line.start + start, placed.line.start + end, value
                )
    return None
