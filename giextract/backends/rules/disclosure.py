"""主动公开: totals, and the tallies by kind, channel, body and key area (form of 国办发〔2014〕32号, part 1)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from giextract.backends import Answer
from giextract.backends.rules.channels import CHANNEL, named_channels
from giextract.backends.rules.listed import BODY, BODY_END, KEY, UNITS, listed
from giextract.backends.rules.patterns import Count, fill, of_another_body
from giextract.backends.rules.sentences import Reading, Sentence
from giextract.backends.rules.zeros import zeros
from giextract.text.skeleton import YEAR, compile_pattern

_S = "/disclosure/"
_LIST_UNITS = "条|件|份|篇|项|条次"
_NUMBER_WORDS = "(?:共|共计|合计|总计|累计|已累计|达到|达|已达|已|为|有|约|是|：|总数|总量|数量|条数|件数|数|超过|的|了|近|计|，|共有|总共|全年|突破|逾)*"

RULES = (
    Count(_S + "information_produced", rf"制作(?:、|和|及|或|与)?(?:、)?(?:获取|获得|保存)?(?:的)?(?:政府)?信息{_NUMBER_WORDS}{{N}}", ("制作",), units=UNITS),
    Count(_S + "information_produced", rf"(?:产生|形成|生成|梳理|掌握)(?:的)?(?:各类)?(?:政府)?信息{_NUMBER_WORDS}{{N}}", ("产生", "形成", "生成", "梳理"), own=True, units=UNITS),
    Count(_S + "on_request_items", rf"(?:作为|属于|属|列为|纳入|确定为)依申请公开(?:的|类)?(?:政府)?(?:信息)?{_NUMBER_WORDS}{{N}}", ("依申请公开",), units=UNITS),
    Count(_S + "on_request_items", rf"依申请公开(?:的|类)?(?:政府)?信息{_NUMBER_WORDS}{{N}}", ("不予公开", "制作"), own=True, units=UNITS, unless="收到|受理|申请{N}"),
    Count(_S + "on_request_items", r"(?<=[，、；])(?:作为)?依申请公开(?:的)?{N}", ("产生", "制作", "形成"), own=True, units=UNITS, unless="收到|受理|申请{N}"),
    Count(_S + "withheld_items", rf"(?:属于?)?(?:不予|免予)公开的(?:政府)?(?:信息)?{_NUMBER_WORDS}{{N}}", ("依申请公开", "主动公开"), own=True, units=UNITS, unless="答复|申请(?!公开)"),
    Count(_S + "withheld_items", rf"不(?:予)?公开(?:的|类)?(?:政府)?信息(?!不存在){_NUMBER_WORDS}{{N}}", ("依申请公开", "制作", "主动公开"), own=True, units=UNITS, unless="答复|申请(?!公开)"),
    Count(_S + "withheld_items", r"(?<=[，、])不予公开{N}", ("产生", "制作", "形成"), own=True, units=UNITS, unless="申请"),
    Count(_S + "normative_documents", r"公开(?:了)?[^，。；\ue001]{0,24}(?:印发|制发|制定|出台)的?规范性文件(?:共|计)?{N}", ("规范性文件",), units="件|个|份|项|条|部", unless="清理|废止"),
    Count(_S + "normative_documents_issued", rf"(?:制发|制定|印发|出台|发布|下发|制订|新增|制定发布|制定出台)(?:的|了|各类|行政|新)*规范性文件{_NUMBER_WORDS}{{N}}", ("规范性文件",), units="件|个|份|项|条|部", unless="主动公开|公开了|清理|废止|信息{N}"),
    Count(_S + "normative_documents", rf"(?:主动公开|公开|网上公开|公布|上网公开)(?:的|了|各类|行政|本级)*规范性文件{_NUMBER_WORDS}{{N}}", ("规范性文件",), units="件|个|份|项|条|部", unless="清理|废止"),
    Count(_S + "normative_documents", r"主动公开[^。；]{0,30}[，、](?:行政)?规范性文件{N}", ("规范性文件",), units="件|个|份|项|条|部", unless="清理|废止"),
    Count(_S + "normative_documents", r"规范性文件{N}，除{N}[^，。；\ue001]{0,24}外，(?:其余|其他|另外)?{N}(?=(?:全部|均|已|全文|向社会)[^，。；]{0,8}(?:公开|上网))", ("规范性文件",), units="件|个|份|项|条|部"),
    Count(_S + "normative_documents", r"规范性文件{N}(?=，(?:已|均已|均)?(?:全部|全文)(?:予以)?(?:主动)?公开)|规范性文件{N}，(?:已|均已|其中)?(?:主动)?公开{N}", ("规范性文件",), units="件|个|份|项|条|部"),
    Count(_S + "key_areas_total", r"重点领域[^。；\ue001\ue004]{0,12}(?:合计|共计|总计|共){_}{N}", ("重点领域",), units=_LIST_UNITS),
    Count(_S + "key_areas_total", r"重点领域[^。；]{0,300}?，(?:合计|共计|总计){N}", ("重点领域",), own=True, units=_LIST_UNITS),
    Count(_S + "key_areas_total", r"重点(?:民生|公开)?领域(?:的)?(?:政府)?信息公开，(?:共)?公开(?:政府)?信息{N}", ("领域",), units=UNITS),
    Count(_S + "key_areas_total", rf"重点领域(?:政府)?(?:公开|信息|政府信息|信息公开|公开信息|政务信息|的|类|、|工作){{0,4}}{_NUMBER_WORDS}{{N}}", ("重点领域",), units=UNITS),
    Count(_S + "key_areas_total", rf"(?:公开|发布)[^，。；\ue001]{{0,8}}重点领域[^，。；\ue001]{{0,10}}?{_NUMBER_WORDS}{{N}}", ("重点领域",), units=UNITS),
)  # fmt: skip

_THINGS = {_S + "normative_documents_issued": (re.compile("(?:制发|制定|出台|印发)[^，。；]{0,8}规范性文件"), None)}
_INCREASE = compile_pattern(
    r"(?:相比|比|较|同比|与)(?:{Y}|去年|上一?年|上年度|前一?年|同期)?(?:度|全年|同期|相比|底|，|的\ue001|（\ue001）|同口径)*(?:净)?(?:新增|增加|增长|多公开|多|上升)(?:了)?{N}"
    r"|较之(?:净)?(?:增加|增长|多)(?:了)?{N}|净增(?:加)?{N}"
)
_INFORMATION = r"(?:各类|各种)?(?:[\u4e00-\u9fff]{0,6}?)(?:全部|本级|本部门|全区|全县|全市|本局|我局|相关|有关|政府|政务|工作|公共|动态)*(?:信息公开)?(?:信息|文件信息|公文|信息资料)(?:内容|、动态|、文件|及动态|和文件)?"
_TOTALS = (
    compile_pattern(
        rf"主动(?:向社会|对外|向公众|全面)?公开(?:了|的)?{_INFORMATION}{_NUMBER_WORDS}(?:{{Y}}|全年|共)?{{N}}"
    ),
    compile_pattern(r"主动(?:向社会|对外)?公开(?:了)?(?:各类|政府|政务|文件|信息|的)*{N}(?:各类|政府|政务)*(?:信息)"),
    compile_pattern(rf"主动公开(?:数量|总数|总量|条数|数){_NUMBER_WORDS}{{N}}"),
    compile_pattern(r"(?:公布|发布|公开)(?:各类)?政府信息(?:共|共计|合计|总计|达)*{N}"),
    compile_pattern(
        rf"主动公开(?:了|的)?{_INFORMATION}(?:共|共计|合计|总计|：|为)*(?:\ue001|[一二三四五六七八九十]{{1,2}}大?类)(?:、|，)?(?:共|共计|合计|总计)?{{N}}"
    ),
    compile_pattern(
        r"主动公开(?:政府)?信息(?:总)?数?量?[比较](?:上年|去年|上一?年度|{Y})[^，。；\ue001]{0,6}\ue001，(?:达到?|为){N}"
    ),
    compile_pattern(
        rf"主动公开(?:了|的)?{_INFORMATION}{_NUMBER_WORDS}\ue001，(?:历年)?累计(?:公开)?(?:共|达到?|已达|为|：)*{{N}}"
    ),
    compile_pattern(r"共(?:公布|发布|公开)(?:各类|各种|政务)*信息(?:共|共计|合计|总计|达)*{N}"),
    compile_pattern(
        r"(?:历年|以来|累计)[^，。；\ue001]{0,4}(?:累计)?(?:主动)?公开(?:政府)?(?:信息)?(?:共|达|已达|为)*{N}"
    ),
    compile_pattern(
        r"主动(?:向社会)?公开(?:各类|政府|政务)*(?:文件|事项|公文|内容|政务事项){0,2}(?:数|总数)?(?:共|共计|累计|达|为|有|合计|总计|：)*{N}"
    ),
)
_TOTALS_OWN = (
    compile_pattern(rf"(?:公开|发布|公布|上传|更新|上网|发布公开|编发|报送公开){_INFORMATION}{_NUMBER_WORDS}{{N}}"),
    compile_pattern(r"(?:公开|发布|公布|更新)(?:了)?(?:各类|政府|政务)*{N}(?:各类|政府|政务|工作)*信息"),
    compile_pattern(rf"信息公开(?:总数|总量|数量|数|条数){_NUMBER_WORDS}{{N}}"),
    compile_pattern(r"(?:政府|政务)信息{_}(?:共|共计|总计|合计){N}"),
    compile_pattern(r"(?:共|共计|合计|总计)(?:主动)?公开(?:了)?{N}"),
    compile_pattern(r"(?<=，)(?:总计|合计|共计)(?:信息|政府信息)?{N}"),
    compile_pattern(r"(?:全年|年内|{Y}度?|本年度|今年)(?:我局|共|总共|，)*公开(?:了)?{N}"),
    compile_pattern(r"(?<=[我本][局委办厅镇乡站院所处部])(?:共|总共|全年)*公开(?:了)?(?:各类|政府|政务)*(?:信息)?{N}"),
    compile_pattern(r"(?<=，)历年累计(?:共|达|已达|为|：)*{N}"),
    compile_pattern(r"属于?主动公开的(?:政府)?(?:信息)?(?:有|共|为)*{N}"),
    compile_pattern(r"(?<![比较与])(?:(?<=[，。；、（：])|(?<=其中)|^){Y}(?:度)?(?:净)?新增{N}"),
)


_EACH_PUBLISHED = compile_pattern(
    r"公开(?!(?:各类|政府|政务|相关|有关|的|了|主动|信息))[^，。；：\ue001]{2,14}(?:信息)?{N}"
)
"""One of several: 公开财政信息4条，公开人事信息5条."""
_CHANNEL_BEFORE = re.compile(rf"(?:^|[，；：。])[^，；：。]{{0,24}}(?:{CHANNEL.pattern})[^，；：。]{{0,4}}，$")


@dataclass(frozen=True, slots=True)
class _Total:
    sentence: Sentence
    offset: int
    kind: str  # whole, channel, body, key
    cumulative: bool
    scope: str
    since: re.Match[str] | None
    """Words of the sentence by which a running total begins or ends."""


def answers(reading: Reading) -> list[Answer]:
    """Answers for the section."""
    found = {item.path: item for item in fill(reading, RULES)}
    totals = _totals(reading)
    for path, total in _settle(totals):
        found.setdefault(path, reading.answer_figure(path, total.sentence, total.offset))
    increase = _increase(reading)
    if increase is not None:
        found.setdefault(increase.path, increase)
    for zero in zeros(reading, _THINGS, [sentence for sentence in reading.sentences if "规范性文件" in sentence.text]):
        found.setdefault(zero.path, zero)
    tallies = listed(reading, {item.span for item in found.values()})
    return [
        *found.values(),
        *tallies,
        *named_channels(reading, [item.quote for item in tallies if item.path.endswith("/name")]),
    ]


def _totals(reading: Reading) -> list[_Total]:
    found: list[_Total] = []
    seen: set[int] = set()
    for patterns, own in ((_TOTALS, False), (_TOTALS_OWN, True)):
        for sentence in reading.sentences:
            if own and not sentence.own:
                continue
            if "公开" not in sentence.text and "信息" not in sentence.text:
                continue
            for pattern in patterns:
                for match in pattern.finditer(sentence.text):
                    offset = max(match[0].rfind(sign) for sign in "\ue001") + match.start()
                    position = sentence.start + offset
                    figure = reading.figure(sentence, offset)
                    if position in seen or (figure.unit and not re.fullmatch(UNITS, figure.unit)):
                        continue
                    seen.add(position)
                    found.append(_total(reading, sentence, match.start(), offset))
    return found


def _total(reading: Reading, sentence: Sentence, start: int, offset: int) -> _Total:
    clause = sentence.clause_start(start)
    subject = sentence.text[clause:start]
    inside = sentence.text[start:offset]
    bare = re.sub(r"(?:共|共计|累计|已|全年|，)+$", "", subject)
    kind = "whole"
    if re.search("依申请$|不予$|免予$", subject):
        kind = "part"
    elif of_another_body(sentence, offset):
        kind = "body"
    elif re.search("报送(?!公开)|上报|采用", subject[-8:] + inside):
        kind = "part"  # what was sent to another body's site
    elif KEY.search(subject + inside):
        kind = "key"
    elif len(_EACH_PUBLISHED.findall(sentence.text)) > 1 and _EACH_PUBLISHED.match(sentence.text, start):
        kind = "part"
    elif (
        re.search(r"(?:通过|利用|在|经|依托|借助|其中)[^，]{0,24}$", subject)
        and CHANNEL.search(subject)
        and not re.search("目录管理系统|公开系统|公开平台|管理系统", subject)
    ) or (CHANNEL.search(subject[-10:]) and not re.search("通过|在|利用", subject)):
        kind = "channel"
    elif len(own := re.sub(r"^[\ue004\ue005，]+", "", bare)) >= 2 and own in reading.issuer:
        kind = "whole"
    elif subject and (BODY_END.search(bare) and BODY.search(subject)):
        kind = (
            "whole"
            if re.search(
                r"^(?:\ue004|全年|一年来|今年|本年|年内)?(?:度)?(?:，)?(?:全[市县区镇州旗省]|[我本](?:单位|机关|街道|[市县区镇州局乡旗委办厅处院站所部])|各级)?(?:各级|各)?(?:行政机关|(?:政府)?(?:信息|政务)公开(?:单位|主体)|部门(?:和|、)?单位|单位|各部门)?$",
                bare,
            )
            and "直" not in subject
            else "body"
        )
    elif re.search("其中[，：]?[我本](?:单位|机关|街道|[局委办厅镇乡站院所处部])$", subject):
        kind = "whole"
    elif (
        "其中" in subject
        and "制作" not in sentence.text
        and "获取" not in sentence.text
        and "总数" not in sentence.text
    ):
        kind = "part"
    if kind == "whole" and not bare.strip(YEAR) and _CHANNEL_BEFORE.search(sentence.text, 0, clause):
        kind = "channel"  # 县政府网站，全年发布信息105条
    if (
        re.search(f"其中，?(?:(?:{YEAR}|今年|本年|当年|全年)度?)?(?:新增|新)?$", subject)
        and re.search(f"{YEAR}|今年|本年|当年|全年", sentence.text[clause : start + 1])
        and reading.scope(sentence, offset) == "this"
        and re.search("历年|累计|以来", sentence.text[:clause])
    ):
        kind = "whole"  # 累计主动公开1462条，其中2012年公开387条
    if re.search("平均|[日月年人]均|每[天日月季]", subject + inside):
        kind = "part"
    if re.search(r"应(?:当)?主动公开|其[他它]应?$|拟|计划|目标|要求", subject[-6:]):
        kind = "part"
    lead = reading.without_this_year(sentence, max(0, clause - 3), clause)
    cumulative = lead.endswith("以来，") or bool(
        re.search(
            r"历年|累计|以来|截[至止]|至今|自[\ue004\ue005](?:起|开始)|已达|总计已|从\ue004至\ue004|自\ue004至\ue004|两年|\ue004至\ue004",
            reading.without_this_year(sentence, clause, offset),
        )
    )
    since = re.search(
        "历年|以来|至今|自[\ue004\ue005](?:起|开始)|(?P<until>截[至止]|\ue004至\ue004)",
        reading.without_this_year(sentence, 0, len(sentence.text)),
    )
    return _Total(sentence, offset, kind, cumulative, reading.scope(sentence, offset), since)


def _settle(totals: list[_Total]) -> list[tuple[str, _Total]]:
    """Which statement is this year's total, and which the running one; `累计` may mean either (PHRASES.md, totals and parts)."""
    whole = [
        total
        for total in totals
        if total.kind == "whole"
        and (total.scope != "other" or (total.cumulative and total.since and not total.since["until"]))
    ]
    fresh = [total for total in whole if not total.cumulative]
    running = [total for total in whole if total.cumulative]
    settled: list[tuple[str, _Total]] = []
    strictly = [total for total in running if total.since]
    if fresh:
        settled.append(("/disclosure/total", fresh[0]))
        if running:
            settled.append(("/disclosure/cumulative_total", (strictly or running)[0]))
    elif running:
        loose = [total for total in running if total not in strictly]
        if loose:
            settled.append(("/disclosure/total", loose[0]))
        if strictly:
            settled.append(("/disclosure/cumulative_total", strictly[0]))
    if not any(path == "/disclosure/total" for path, _ in settled):
        channels = [total for total in totals if total.kind == "channel" and total.scope != "other"]
        # What is said of one channel alone, and of nothing else, is said of the whole.
        if len(channels) == 1:
            settled.append(("/disclosure/total", channels[0]))
    return settled


def _increase(reading: Reading) -> Answer | None:
    for sentence in reading.sentences:
        if not sentence.own and not re.search("公开|信息", sentence.text):
            continue
        match = _INCREASE.search(sentence.text)
        if match:
            figure = reading.figure(sentence, match.end() - 1)
            before = sentence.text[: match.start()]
            about = sentence.own or re.search("主动公开|公开信息|公开政府信息|发布信息|信息", before[-40:])
            if (
                about
                and re.fullmatch(UNITS, figure.unit or "条")
                and not re.search("申请|访问|解读|咨询", before[-30:])
            ):
                return reading.answer_figure(_S + "increase", sentence, match.end() - 1)
    return None
