"""主动公开: totals, and the tallies by kind, channel, body and key area (form of 国办发〔2014〕32号, part 1)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from giextract.backends import Answer
from giextract.backends.rules.channels import CHANNEL, channel_of, named_channels
from giextract.backends.rules.patterns import Count, fill
from giextract.backends.rules.sentences import Reading, Sentence
from giextract.backends.rules.tallies import Tally, answer, items
from giextract.text.skeleton import compile_pattern

_S = "/disclosure/"
UNITS = "条|件|份|篇|项|个|条次|余条|则|条数|件次"
_NUMBER_WORDS = "(?:共|共计|合计|总计|累计|已累计|达到|达|已达|已|为|有|约|是|：|总数|总量|数量|条数|件数|数|超过|的|了|近|计|，|共有|总共|全年|突破|逾)*"

RULES = (
    Count(_S + "information_produced", rf"制作(?:、|和|及|或|与)?(?:、)?(?:获取|获得|保存)?(?:的)?(?:政府)?信息{_NUMBER_WORDS}{{N}}", ("制作",), units=UNITS),
    Count(_S + "information_produced", rf"(?:产生|形成|生成|梳理|掌握)(?:的)?(?:各类)?(?:政府)?信息{_NUMBER_WORDS}{{N}}", ("产生", "形成", "生成", "梳理"), own=True, units=UNITS),
    Count(_S + "on_request_items", rf"(?:作为|属于|属|列为|纳入|确定为)依申请公开(?:的|类)?(?:政府)?(?:信息)?{_NUMBER_WORDS}{{N}}", ("依申请公开",), units=UNITS),
    Count(_S + "on_request_items", rf"依申请公开(?:的|类)?(?:政府)?信息{_NUMBER_WORDS}{{N}}", ("不予公开", "制作"), own=True, units=UNITS, unless="收到|受理|申请{N}"),
    Count(_S + "withheld_items", rf"不(?:予)?公开(?:的|类)?(?:政府)?信息(?!不存在){_NUMBER_WORDS}{{N}}", ("依申请公开", "制作", "主动公开"), own=True, units=UNITS, unless="答复|申请(?!公开)"),
    Count(_S + "normative_documents_issued", rf"(?:制发|制定|印发|出台|发布|下发|制订|新增|制定发布|制定出台)(?:的|了|各类|行政|新)*规范性文件{_NUMBER_WORDS}{{N}}", ("规范性文件",), units="件|个|份|项|条|部", unless="主动公开|清理|废止|信息{N}"),
    Count(_S + "normative_documents", rf"(?:主动公开|公开|网上公开|公布|上网公开)(?:的|了|各类|行政|本级)*规范性文件{_NUMBER_WORDS}{{N}}", ("规范性文件",), units="件|个|份|项|条|部", unless="清理|废止"),
    Count(_S + "key_areas_total", rf"重点领域(?:政府)?(?:公开|信息|政府信息|信息公开|公开信息|政务信息|的|类|、|工作){{0,4}}{_NUMBER_WORDS}{{N}}", ("重点领域",), units=UNITS),
    Count(_S + "key_areas_total", rf"(?:公开|发布)[^，。；\ue001]{{0,8}}重点领域[^，。；\ue001]{{0,10}}?{_NUMBER_WORDS}{{N}}", ("重点领域",), units=UNITS),
)  # fmt: skip

_INCREASE = compile_pattern(r"(?:比|较|同比|与)(?:{Y}|去年|上一?年|上年度|前一?年|同期)?(?:度|全年|同期|相比|底|，)*(?:净)?(?:新增|增加|增长|多公开|多|上升)(?:了)?{N}")
_INFORMATION = r"(?:各类|全部|本级|本部门|全区|全县|全市|本局|我局|相关|有关|政府|政务|工作|公共|动态)*(?:信息公开)?(?:信息|文件信息|公文|信息资料)(?:内容)?"
_TOTALS = (
    compile_pattern(rf"主动(?:向社会|对外|向公众|全面)?公开(?:了|的)?{_INFORMATION}{_NUMBER_WORDS}(?:{{Y}}|全年|共)?{{N}}"),
    compile_pattern(r"主动(?:向社会|对外)?公开(?:了)?(?:各类|政府|政务|文件|信息|的)*{N}(?:各类|政府|政务)*(?:信息)"),
    compile_pattern(rf"主动公开(?:数量|总数|总量|条数|数){_NUMBER_WORDS}{{N}}"),
    compile_pattern(r"主动(?:向社会)?公开(?:各类|政府|政务)*(?:文件|事项|公文|内容|政务事项){0,2}(?:数|总数)?(?:共|共计|累计|达|为|有|合计|总计|：)*{N}"),
)
_TOTALS_OWN = (
    compile_pattern(rf"(?:公开|发布|公布|上传|更新|上网|发布公开|编发|报送公开){_INFORMATION}{_NUMBER_WORDS}{{N}}"),
    compile_pattern(r"(?:公开|发布|公布|更新)(?:了)?(?:各类|政府|政务)*{N}(?:各类|政府|政务|工作)*信息"),
    compile_pattern(rf"信息公开(?:总数|总量|数量|数|条数){_NUMBER_WORDS}{{N}}"),
    compile_pattern(r"(?:政府|政务)信息{_}(?:共|共计|总计|合计){N}"),
)
_BODY = re.compile(
    r"(?:县直|市直|区直|州直|省直|旗直|直属|各乡镇|乡镇|各镇|各街道|街道|各部门|各单位|各科室|委办局|各县|各区|县（市|县市区|部门|单位|办公室|公开办|政府办|乡|各级|机关|区县|各市|垂管|中央驻)"
)
_BODY_END = re.compile(r"(?:局|委|办|镇|乡|街道|办事处|政府|单位|部门|院|队|所|站|公司|管委会|科室|县|区|市|州|旗|机关|街道办|乡镇|中心)$")
_OVERLAP = re.compile("全文电子化|电子化")
_SKIP = re.compile(
    r"申请|复议|诉讼|收费|会议|培训|访问|点击|浏览|回应|咨询|建议|提案|留言|来信|投诉|举报|人员|专职|兼职|经费|期刊|领导|讲座|公开栏更新|部分组成|次数|小时|工作日|粉丝|关注|栏目|专栏|目录|受理|办结|答复|接待|比上年|同比|增加|增长|新增\b|检查|考核|"
    r"满意|转载|阅读|应公开|目标|任务|接受|接听|累计|历年|上年|去年|发放|印发|材料|展板|册|群众|网民|个单位|家单位|完成|查阅|条例|制作、获取|依申请|不予公开|信息总数|不存在|开设|设立|设置|解读|访谈|发布会"
)
_KIND_CONTEXT = re.compile(r"其中|类别|分类|包括|主要(?:有|是|内容)|内容|分别|按|涉及|信息公开目录|概况")
_KEY = re.compile(r"重点领域|重点信息|重点工作信息")


@dataclass(frozen=True, slots=True)
class _Total:
    sentence: Sentence
    offset: int
    kind: str  # whole, channel, body, key
    cumulative: bool
    scope: str


def answers(reading: Reading) -> list[Answer]:
    """Answers for the section."""
    found = {item.path: item for item in fill(reading, RULES)}
    totals = _totals(reading)
    for path, total in _settle(totals):
        found.setdefault(path, reading.answer_figure(path, total.sentence, total.offset))
    increase = _increase(reading)
    if increase is not None:
        found.setdefault(increase.path, increase)
    taken = {item.span for item in found.values()}
    tallies = _tallies(reading, taken)
    return [*found.values(), *tallies, *named_channels(reading, [item.quote for item in tallies if item.path.endswith("/name")])]


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
    kind = "whole"
    if _KEY.search(subject + inside):
        kind = "key"
    elif re.search(r"(?:通过|利用|在|经|依托|借助|其中)[^，]{0,24}$", subject) and CHANNEL.search(subject) and not re.search("目录管理系统|公开系统|公开平台|管理系统", subject):
        kind = "channel"
    elif CHANNEL.search(subject[-10:]) and not re.search("通过|在|利用", subject):
        kind = "channel"
    elif subject and (_BODY_END.search(re.sub(r"(?:共|共计|累计|已|全年|，)+$", "", subject)) and _BODY.search(subject)):
        kind = "whole" if re.search(r"^(?:\ue004|全年|一年来)?(?:度)?(?:，)?(?:全[市县区镇州旗省]|我[市县区镇州局]|各级)?(?:各级|各)?(?:行政机关|部门(?:和|、)?单位|单位|各部门)?$", subject) and "直" not in subject else "body"
    elif "其中" in subject and "制作" not in sentence.text and "获取" not in sentence.text and "总数" not in sentence.text:
        kind = "part"
    if re.search(r"应(?:当)?主动公开|拟|计划|目标|要求", subject[-6:]):
        kind = "part"
    clause_text = sentence.text[sentence.clause_start(offset) : offset]
    cumulative = bool(re.search(r"历年|累计|以来|截[至止]|至今|已达|总计已", clause_text + subject))
    return _Total(sentence, offset, kind, cumulative, reading.scope(sentence, offset))


def _settle(totals: list[_Total]) -> list[tuple[str, _Total]]:
    """Which statement is this year's total, and which the running one; `累计` may mean either (PHRASES.md, totals and parts)."""
    whole = [total for total in totals if total.kind == "whole" and total.scope != "other"]
    fresh = [total for total in whole if not total.cumulative]
    running = [total for total in whole if total.cumulative]
    settled: list[tuple[str, _Total]] = []
    strictly = [total for total in running if re.search("历年|以来|至今|截[至止]", total.sentence.text)]
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
        channels = [total for total in totals if total.kind == "channel" and total.scope != "other" and not total.cumulative]
        if len(channels) == 1 and re.search("共|累计|全年|总", channels[0].sentence.text[: channels[0].offset]):
            settled.append(("/disclosure/total", channels[0]))
    return settled


def _increase(reading: Reading) -> Answer | None:
    for sentence in reading.sentences:
        if not re.search("公开|信息", sentence.text):
            continue
        match = _INCREASE.search(sentence.text)
        if match:
            figure = reading.figure(sentence, match.end() - 1)
            before = sentence.text[: match.start()]
            about = re.search("主动公开|公开信息|公开政府信息|发布信息|信息", before[-40:])
            if about and re.fullmatch(UNITS, figure.unit or "条") and not re.search("申请|访问|解读|咨询", before[-30:]):
                return reading.answer_figure(_S + "increase", sentence, match.end() - 1)
    return None


def _tallies(reading: Reading, taken: set[tuple[int, int] | None]) -> list[Answer]:
    kinds: dict[str, list[tuple[Tally, tuple[int, int] | None]]] = {"by_category": [], "by_channel": [], "by_unit": [], "key_areas": []}
    listing = ""
    for sentence in reading.sentences:
        if sentence.placed.role != "body":
            continue
        heading = sentence.placed.trail[-1] if sentence.placed.trail else ""
        group: list[tuple[str, Tally, tuple[int, int] | None]] = []
        for tally in items(reading, sentence):
            figure = reading.figure(sentence, tally.count)
            if figure.unit and not re.fullmatch(UNITS, figure.unit):
                continue
            if reading.scope(sentence, tally.count) == "other" or _compared(sentence, tally):
                continue
            channel = channel_of(sentence, tally)
            if channel is not None and (sentence.own or re.search("公开|发布|信息", sentence.text)) and not re.search("申请|咨询|留言|粉丝|关注|访问|回应|解读|投诉", tally.name + tally.before + sentence.text[max(0, tally.name_start - 12) : tally.name_start]):
                group.append(("by_channel", tally, channel))
                continue
            if (figure.start, figure.end) in taken or not sentence.own or _SKIP.search(tally.name):
                continue
            body = _body_of(tally)
            if body is not None:
                group.append(("by_unit", tally, body))
            elif re.search("主动公开|公开信息|公开政府信息", tally.name):
                continue
            else:
                group.append(("kind", tally, None))
        listing = _collect(kinds, group, sentence, heading, listing)
    return _numbered(reading, kinds)


def _collect(
    kinds: dict[str, list[tuple[Tally, tuple[int, int] | None]]],
    group: list[tuple[str, Tally, tuple[int, int] | None]],
    sentence: Sentence,
    heading: str,
    listing: str,
) -> str:
    """Put a sentence's tallies where they belong; the list that a sentence leaves open (；) goes on in the next."""
    plain = [entry for entry in group if entry[0] == "kind"]
    key = bool(_KEY.search(sentence.text) or (_KEY.search(heading) and not re.search("类别|分类", heading)))
    opened = "key_areas" if key else "by_category"
    lists = len(plain) >= 2 or any(entry[1].percent is not None for entry in plain)
    words = bool(_KIND_CONTEXT.search(sentence.text) or re.search("类别|分类|内容|情况", heading))
    continuing = listing if plain and not key and listing else ""
    single = len(plain) == 1 and re.search("(?:信息|类|文件|动态|公告|公示)$", plain[0][1].name)
    target = ""
    if plain and (lists and (words or len(plain) >= 3) or continuing or (single and (words or key))):
        target = continuing or opened
    for kind, tally, name in group:
        if kind == "kind":
            if target and not _OVERLAP.search(tally.name):
                kinds[target].append((tally, name))
        else:
            kinds[kind].append((tally, name))
    return target


def _numbered(reading: Reading, kinds: dict[str, list[tuple[Tally, tuple[int, int] | None]]]) -> list[Answer]:
    answers: list[Answer] = []
    for kind, tallies in kinds.items():
        seen: dict[str, int] = {}
        index = 0
        for tally, name in tallies:
            words = tally.sentence.text[name[0] : name[1]] if name else tally.name
            if words in seen:
                continue
            seen[words] = index
            answers.extend(answer(reading, f"{_S}{kind}/{index}", tally, name))
            index += 1
    return answers


def _compared(sentence: Sentence, tally: Tally) -> bool:
    before = sentence.text[max(0, tally.name_start - 8) : tally.count]
    return bool(re.search(r"(?:比|较|同比)[^，]{0,10}(?:增|减|多|少|上升|下降)", before))


def _body_of(tally: Tally) -> tuple[int, int] | None:
    """Offsets of the body in `各乡镇主动公开政府信息` or `县直各单位`; None where the tally is of something else."""
    name = re.sub(r"(?:主动)?(?:公开|发布|报送|上报)(?:各类|政府|政务)*(?:信息)?(?:数|量)?$", "", tally.name)
    name = re.sub(r"(?:，|共|累计)+$", "", name)
    if len(name) >= 2 and _BODY_END.search(name) and (_BODY.search(name) or len(name) <= 12) and not re.search("类|信息|文件", name):
        return tally.name_start, tally.name_start + len(name)
    return None
