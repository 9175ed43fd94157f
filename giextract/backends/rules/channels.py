"""Channels by which information is disclosed: their words, their tallies, and those that are named without a count."""

from __future__ import annotations

import re

from giextract.backends import Answer
from giextract.backends.rules.sentences import Reading
from giextract.backends.rules.tallies import Tally
from giextract.text.skeleton import COUNT

_WORDS = (
    "政府门户网站|门户网站|政府网站|官方网站|政务网站|网站|政务网|信息网|公众信息网|政府网|互联网|政务微博|官方微博|新浪微博|微博|政务微信|官方微信|微信公众号|微信公众平台|微信平台|微信|公众号|政府公报|公报|"
    "公开栏|公示栏|公告栏|宣传栏|公开墙|公示墙|围挡|电子显示屏|电子屏幕|电子屏|显示屏|LED屏|触摸屏|报纸|报刊|日报|晚报|周报|电视台|电视|广播电台|广播|电台|客户端APP|客户端|手机APP|APP|新媒体|今日头条号|今日头条|头条号|抖音号|抖音|快手|视频号|小程序|百家号|学习强国|查阅点|查阅场所|查阅室|档案馆|图书馆|"
    "手机短信|短信平台|短信|手机报|简报|明白纸|宣传册|宣传单|新闻媒体|媒体|新闻发布会|政务大厅|服务大厅|村务公开栏|公开平台|统一平台|信息平台|广播喇叭|大喇叭"
)
CHANNEL = re.compile(_WORDS + r"|[\u4e00-\u9fff]{2,6}网(?![络上格点站民友吧校购线红])")
_MATERIAL = re.compile("宣传册|宣传单|明白纸|手册|资料|读本")
_OTHERS = re.compile(r"(?:其[他它])(?:方式|渠道|形式|途径|载体|媒体|平台)")
_VERBS_BEHIND = re.compile(
    r"(?:上|主动|共|累计|中|对外|全年|推送|公开|发布|刊登|登载|公布|更新|刊发|刊载|发送|上传|发表|张贴|播放|播出|公示|推出|编发|登|挂网|了|的|各类|政府|政务|工作|动态|相关|信息|文件|内容|资讯|图文|消息|稿件|数据|数|量|总数|条数|则|上网|新闻|节目|专题|(?<=播出)报道|(?<=刊发)报道)+$"
)
_NOT_A_CHANNEL = re.compile(
    "浏览|查阅(?!点|室|场所)|不断|增强|丰富|设置的|多个|功能|作用|体验|通过|发挥|依申请|申请|加强|建设|完善|充分|利用|进一步|拓宽|公开信息"
)
_LIST_HEADING = re.compile(r"(?<!畅通)(?<!拓宽)(?<!丰富)(?:公开|主要|发布)的?(?:主要)?(?:形式|渠道|途径|载体|方式)")
_LIST_ITEM = re.compile(
    rf"[《“]?[^，。；：、（）《》“”和及与等以通过在由为\ue001-\ue006]{{0,18}}?(?:{_WORDS}|《[^》]{{2,12}}》)[》”]?"
)


def channel_of(tally: Tally) -> tuple[int, int] | None:
    """Offsets of the channel in a tally such as `通过区政府网站公开信息`; None where the tally is of something else."""
    name = tally.name
    start = 0
    by = re.match(r".{0,12}?(?:通过|利用|经由|依托|借助|(?<!现)在(?!线)|经(?!济|费)|由)", name)
    if by and (CHANNEL.search(name, by.end()) or _OTHERS.search(name, by.end())):
        start = by.end()
    verbs = _VERBS_BEHIND.search(name, start)
    end = verbs.start() if verbs else len(name)
    words = name[start:end]
    match = None if _MATERIAL.search(words) else CHANNEL.search(words) or _OTHERS.search(words)
    if match is None or len(words) < 2 or words.endswith("类"):
        return None
    behind = words[[*CHANNEL.finditer(words), *_OTHERS.finditer(words)][-1].end() :]
    if not re.fullmatch(
        r"(?:等|平台|渠道|方式|号|专栏|系统|（[^）]{0,40}）|媒体|途径|形式|载体|子站|栏目|[”》]|主站|字幕|大厅|公众号|版|端|“[^”]{1,12}”|[\u4e00-\u9fff]{0,3}|[^，；。]{0,12}(?:子站|网站|站群))*",
        behind,
    ):
        return None
    if re.search("申请|[建设]设|管理|维护|访问", words):
        return None
    return tally.name_start + start, tally.name_start + end


def named_channels(reading: Reading, counted: list[str]) -> list[Answer]:
    """Channels that lines under a heading about forms or channels name without a count, in order, each once."""
    answers: list[Answer] = []
    seen: set[str] = set(counted)
    for sentence in reading.sentences:
        heading = sentence.placed.trail[-1] if sentence.placed.trail else ""
        if not sentence.own or not _LIST_HEADING.search(heading) or COUNT in sentence.text:
            continue
        for match in _LIST_ITEM.finditer(sentence.text):
            words = match[0].strip("《》“”")
            start = match.start()
            numbered = re.match(r"(?:\d{1,2}[.、．]|其[他它](?:渠道)?[：.]?|运用|采用|借助|依托)", match[0])
            if numbered:
                start += numbered.end()
                words = words[numbered.end() :]
            if len(words) < 2 or any(words in other for other in seen) or _NOT_A_CHANNEL.search(words):
                continue
            seen.add(words)
            answers.append(
                reading.answer_words(f"/disclosure/channels/{len(answers)}", sentence, start, match.end(), None)
            )
    return answers
