"""Lists of tallies under 主动公开: by kind of information, by channel, by body, by key area."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from giextract.backends import Answer
from giextract.backends.rules.channels import channel_of
from giextract.backends.rules.sentences import Reading, Sentence
from giextract.backends.rules.tallies import Tally, answer, items
from giextract.text.skeleton import COUNT

UNITS = "条|件|份|篇|项|个|条次|余条|则|条数|件次"
KEY = re.compile(r"重点领域|重点信息|重点工作(?:信息|公开|合计)|重点公开")
BODY = re.compile(
    r"(?:县直|市直|区直|州直|省直|旗直|直属|各乡镇|乡镇|各镇|各街道|街道|各部门|各单位|各科室|委办局|各县|各区|县（市|县市区|部门|单位|办公室|公开办|政府办|州政府|乡|各级|机关|区县|各市|垂管|中央驻)"
)
BODY_END = re.compile(
    r"(?:局|委|办|室|镇|乡|街道|办事处|政府|单位|部门|院|队|所|站|管理处|公司|管委会|科室|县|区|市|州|旗|机关|街道办|乡镇|中心)(?:（[^（）]*）)?$"
)
_OVERLAP = re.compile(
    "电子化|^以[^，]{1,8}[语文]$|^(?:其余|剩余|余下|三者|两者|四者|以上|上述|合计|共主动|(?:全[市县区镇州旗省厅局乡年]|[我本][市县区镇州旗省厅局乡委站处队院]|当年|本年度?)+$)"
)
_AREA = re.compile(
    "住房|食品|药品|环境保护|环保|安全生产|征地|拆迁|征收|价格|收费|行政审批|行政许可|预决算|预算|三公|公共资源|企事业单位|社会救助|就业|医疗|教育|扶贫|招标|采购|国有企业|土地供应|建设项目"
)
"""Key areas of disclosure as the State Council's yearly programmes name them (国办发〔2013〕73号 and those after it)."""
_BY_CHANNEL = re.compile("(?:方式|渠道|载体|形式|途径)(?:分|看|统计|划分|来看)")
_CHANNEL_UNITS = "条|件|份|篇|条次|则|条数|件次"
_SKIP = re.compile(
    r"申请|复议|诉讼|收费|会议|培训|访问|点击|浏览|回应|咨询|建议|提案|留言|来信|投诉|举报|人员|专职|兼职|经费|期刊|领导|讲座|公开栏更新|部分组成|次数|小时|工作日|粉丝|关注|栏目|专栏|目录|受理|办结|答复|接待|比上年|同比|增加|增长|检查|考核|"
    r"满意|转载|阅读|目标|任务|接受|接听|累计|历年|上年|去年|发放|印发|赠阅|材料|展板|册|群众|网民|个单位|家单位|完成|查阅|条例|制作、获取|依申请|不予公开|信息总数|不存在|开设|设立|设置|解读|访谈|发布会|图解|答复文|规范性文件(?!信息|类|及|和)|同意|属于"
)
_ITEM_NAME = re.compile(
    r"(?:\d{1,2}[.、．]|（[一二三四五六七八九十\d]{1,2}）|[①-⑳]|[一二三四五六七八九十]是)(?P<n>[^，；：\ue001-\ue006]{2,16}(?:信息|领域|类|公开))"
)
_NOT_COUNTED = re.compile("不(?:计入|列入|纳入)[^，。；]{0,6}统计")
_PLAIN_UNITS = "条|件|份|篇|项|条次|余条|则|条数|件次"
_ELSEWHERE = re.compile("重点领域|主动公开|公开(?:各类|政府|政务)*信息")
_OTHER_TOPIC = re.compile("申请|答复|办结|复议|诉讼|同意公开|不予公开|公开范围")
_CONTEXT = re.compile(
    r"其中|类别|分类|包括|主要(?:有|是|内容)|内容|分别|按|涉及|信息公开目录|概况|如下|信息里面|信息中"
)
_KIND_NAME = re.compile("(?:信息|类|文件|动态|公告|公示|领域|资料)(?:（[^（）]*）)?$")
_NOT_DISCLOSED = re.compile(
    "答复文|移交|送交|报送|采用|转载|办理|申请|咨询|留言|粉丝|关注|访问|回应|解读|投诉|设立|设置|建成|更换|开设"
)


@dataclass(slots=True)
class _Lists:
    """Lists under construction, each item with the offsets of its name where these are not the tally's own."""

    by_category: list[tuple[Tally, tuple[int, int] | None]] = field(default_factory=list)
    by_channel: list[tuple[Tally, tuple[int, int] | None]] = field(default_factory=list)
    by_unit: list[tuple[Tally, tuple[int, int] | None]] = field(default_factory=list)
    key_areas: list[tuple[Tally, tuple[int, int] | None]] = field(default_factory=list)

    def into(self, name: str) -> list[tuple[Tally, tuple[int, int] | None]]:
        """The list called `name`."""
        return {
            "by_category": self.by_category,
            "by_channel": self.by_channel,
            "by_unit": self.by_unit,
            "key_areas": self.key_areas,
        }[name]


def listed(reading: Reading, taken: set[tuple[int, int] | None]) -> list[Answer]:
    """Answers of all lists; `taken` are the clean spans that already prove another field."""
    lists = _Lists()
    open_list = ""
    sentences = [
        sentence
        for sentence in reading.sentences
        if sentence.placed.role == "body" and not _NOT_COUNTED.search(sentence.text)
    ]
    runs = _pure_runs(reading, sentences)
    for index, sentence in enumerate(sentences):
        plain: list[tuple[Tally, bool]] = []
        for tally in items(sentence):
            kind, name = _kind(reading, tally, taken, index in runs)
            if kind in ("plain", "doubtful"):
                plain.append((tally, kind == "doubtful"))
            elif kind:
                lists.into(kind).append((tally, name))
        if len(plain) == 1:
            plain = [(_below_its_name(reading, plain[0][0], sentences[index - 1] if index else None), plain[0][1])]
        sure = [tally for tally, doubtful in plain if not doubtful]
        sure = [tally for tally, _ in plain] if len(sure) >= 2 else sure
        open_list = _sort(lists, sure, sentence, _opener(sentences, index), open_list, index in runs)
    return _numbered(reading, lists)


def _below_its_name(reading: Reading, tally: Tally, before: Sentence | None) -> Tally:
    """`2.保障性住房信息。公开建设计划、分配结果等信息642条`: the item is called as its heading says, not by what it holds."""
    head = _ITEM_NAME.fullmatch(before.text) if before else None
    if before is None or head is None or before.placed is not tally.sentence.placed or "公开" not in tally.before:
        return tally
    shift = tally.sentence.start - before.start
    text = reading.skeleton.text[before.start : tally.sentence.end]
    return replace(
        tally,
        sentence=replace(before, text=text, end=tally.sentence.end),
        name=head["n"],
        name_start=head.start("n"),
        name_end=head.end("n"),
        count=tally.count + shift,
        percent=tally.percent if tally.percent is None else tally.percent + shift,
    )


def _pure_runs(reading: Reading, sentences: list[Sentence]) -> set[int]:
    """Indices of sentences in a row of three or more that each are one tally and nothing else."""
    runs: set[int] = set()
    run: list[int] = []
    for index, sentence in enumerate([*sentences, None]):
        tallies = list(items(sentence)) if sentence is not None and sentence.own else []
        if len(tallies) == 1 and tallies[0].lost:
            run.append(index)
            continue
        if len(tallies) == 1 and tallies[0].pure:
            unit = reading.figure(tallies[0].sentence, tallies[0].count).unit
            if not unit or re.fullmatch(UNITS, unit):
                run.append(index)
                continue
        if len(run) >= 3:
            runs.update(run)
        run = []
    return runs


def _opener(sentences: list[Sentence], index: int) -> str:
    """The sentence before, and the headings above: what says which list a sentence belongs to."""
    return (sentences[index - 1].text if index else "") + "／" + "·".join(sentences[index].placed.trail)


def _kind(
    reading: Reading, tally: Tally, taken: set[tuple[int, int] | None], in_run: bool
) -> tuple[str, tuple[int, int] | None]:
    """The list a tally belongs to, or `plain` where the sentence must tell, or nothing; with the name's own offsets."""
    sentence = tally.sentence
    if tally.apart and channel_of(tally) is None:
        return "", None
    if tally.lost:
        return ("plain" if sentence.own else ""), None
    figure = reading.figure(sentence, tally.count)
    after = sentence.text[tally.count + 1 :]
    if (figure.unit and not re.fullmatch(UNITS + "|期", figure.unit)) or figure.kind == "article":
        return "", None
    if not figure.unit and not sentence.text[: tally.count].endswith(("数", "数量")):
        return "", None
    if reading.scope(sentence, tally.count) == "other" or _compared(sentence, tally) or _OVERLAP.search(tally.name):
        return "", None
    if re.match("[^，。；]{0,10}信息(?:中|里)|中[，的]|事项", after) or re.match("清理|修订|废止|动态更新", tally.name):
        return "", None
    if re.match("(?:是(?!否)|属于|挂在|发在|登在|来自|由(?!此))", after):
        # `512条是预售许可信息`: here the name stands behind the count, and what stands before it names nothing.
        return "", None
    channel = channel_of(tally)
    around = tally.before + sentence.text[max(0, tally.name_start - 12) : tally.count]
    if channel is not None and (sentence.own or re.search("公开|发布|信息", sentence.text)):
        if _NOT_DISCLOSED.search(around) or re.match("[^，。；]{0,4}(?:建议|提案|答复|规范性)", after):
            return "", None
        if figure.unit and not re.fullmatch(_CHANNEL_UNITS, figure.unit):
            return "", None
        if (figure.start, figure.end) in taken and re.search("[、和]", sentence.text[channel[0] : channel[1]]):
            return "", None
        if re.search("[、和]", sentence.text[channel[0] : channel[1]]) and re.match("[，。：（]其中", after):
            return "", None
        return "by_channel", channel
    if re.search("权力清单|责任清单|权责清单|权力事项|事项清单", sentence.text) and not _KIND_NAME.search(tally.name):
        return "", None
    # `主动公开规章13件，规范性文件60件，…`: a kind among others, whatever else its count proves.
    among = tally.name.endswith("规范性文件") and re.search(f"{COUNT}[，、]$", sentence.text[: tally.name_start])
    if ((figure.start, figure.end) in taken and not among) or "涉及" in tally.before:
        return "", None
    if not sentence.own and (not _ELSEWHERE.search(sentence.text) or _OTHER_TOPIC.search(sentence.text)):
        return "", None
    if re.search("申请|复议|答复|同意|秘密|隐私|更改", tally.name):
        return "", None
    if figure.unit and not in_run and not re.fullmatch(_PLAIN_UNITS, figure.unit):
        return ("doubtful", None) if figure.unit == "期" else ("", None)
    body = None if tally.name in reading.issuer and not BODY.fullmatch(tally.name) else _body_of(tally)
    if body is not None:
        return "by_unit", body
    if re.search("主动公开|公开信息|公开政府信息", tally.name) and not re.match("其[他它]", tally.name):
        return "", None
    sure = in_run or tally.percent is not None or _KIND_NAME.search(tally.name) or not _SKIP.search(tally.name)
    return "plain" if sure else "doubtful", None


def _sort(lists: _Lists, plain: list[Tally], sentence: Sentence, opener: str, open_list: str, in_run: bool) -> str:
    """Put a sentence's plain tallies into their list and say which list is open for the sentence behind it (；)."""
    if not plain or (
        len(plain) == 1 and not in_run and plain[0].name.endswith("规范性文件")
    ):  # of which so many are binding rules
        return ""
    heading = opener.rpartition("／")[2]
    named = sum(tally.name.endswith("领域") for tally in plain) >= 2
    areas = sum(bool(_AREA.search(tally.name)) for tally in plain)
    named = named or (areas >= 3 and areas * 2 >= len(plain) and bool(re.search("领域|重点", sentence.text + opener)))
    key = bool(named or KEY.search(sentence.text) or KEY.search(opener)) and not re.search(
        "类别|分类", heading.rpartition("·")[2]
    )
    if _BY_CHANNEL.search(sentence.text) or _BY_CHANNEL.search(opener):
        lists.by_channel.extend((tally, None) for tally in plain)
        return ""
    shares = any(tally.percent is not None for tally in plain)
    words = bool(
        _CONTEXT.search(sentence.text)
        or f"{COUNT}：" in sentence.text
        or re.search("类别|分类|内容|如下|其中|：$", opener)
    )
    many = len(plain) >= 3 or (len(plain) == 2 and words)
    one = len(plain) == 1 and (words or key) and _KIND_NAME.search(plain[0].name)
    if not (in_run or open_list or many or one or (shares and sentence.own)):
        return ""
    target = "key_areas" if KEY.search(sentence.text) or named else open_list or ("key_areas" if key else "by_category")
    lists.into(target).extend((tally, None) for tally in plain)
    return target


def _numbered(reading: Reading, lists: _Lists) -> list[Answer]:
    answers: list[Answer] = []
    for kind in ("by_category", "by_channel", "by_unit", "key_areas"):
        seen: set[str] = set()
        for tally, name in lists.into(kind):
            words = tally.sentence.text[name[0] : name[1]] if name else tally.name
            if words not in seen:
                answers.extend(answer(reading, f"/disclosure/{kind}/{len(seen)}", tally, name))
                seen.add(words)
    return answers


def _compared(sentence: Sentence, tally: Tally) -> bool:
    before = sentence.text[sentence.clause_start(tally.name_start) : tally.count]
    return bool(re.search(r"(?:比|较|同比)[^，]{0,10}(?:增|减|多|少|上升|下降)", before))


def _body_of(tally: Tally) -> tuple[int, int] | None:
    """Offsets of the body in `各乡镇主动公开政府信息` or `县直各单位`; None where the tally is of something else."""
    name = re.sub(r"(?:主动)?(?:公开|发布|报送|上报)(?:各类|政府|政务)*(?:信息)?(?:数|量)?$", "", tally.name)
    name = re.sub(r"(?:，|共|累计)+$", "", name)
    plain = re.sub("（[^（）]*）$", "", name)
    if (
        len(plain) < 2
        or plain[0] in "向给"
        or not BODY_END.search(plain)
        or re.search("类|信息|文件|通过|场所|查阅", plain)
    ):
        return None
    if "收取" in tally.sentence.text:
        return None
    if not BODY.search(plain) and len(plain) > 12:
        return None
    return tally.name_start, tally.name_start + len(name)
