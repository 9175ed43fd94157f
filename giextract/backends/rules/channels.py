"""Channels by which information is disclosed: their words, their tallies, and those that are named without a count."""

from __future__ import annotations

import re

from giextract.backends import Answer
from giextract.backends.rules.sentences import Reading, Sentence
from giextract.backends.rules.tallies import Tally
from giextract.text.skeleton import COUNT

_WORDS = (
    "门户网站|政府网站|官方网站|政务网站|网站|政务网|信息网|公众信息网|政府网|政府门户|互联网|政务微博|官方微博|新浪微博|微博|政务微信|官方微信|微信公众号|微信公众平台|微信平台|微信|公众号|政府公报|公报|"
    "公开栏|公示栏|公告栏|宣传栏|公开墙|公示墙|电子显示屏|电子屏幕|电子屏|显示屏|LED屏|触摸屏|报纸|报刊|日报|晚报|周报|电视台|电视|广播电台|广播|电台|客户端|手机APP|APP|新媒体|头条号|今日头条|查阅点|查阅场所|查阅室|档案馆|图书馆|"
    "手机短信|短信平台|短信|手机报|简报|明白纸|宣传册|宣传单|新闻媒体|媒体|新闻发布会|政务大厅|服务大厅|村务公开栏|广播喇叭|大喇叭"
)
CHANNEL = re.compile(_WORDS)
_OTHERS = re.compile(r"(?:其[他它])(?:方式|渠道|形式|途径|载体|媒体|平台)")
_CHANNEL_AT_END = re.compile(rf"(?P<n>[^，。；：（）、通过在由经于\ue001\ue002]{{0,16}}?(?:{_WORDS})|(?:其[他它])(?:方式|渠道|形式|途径|载体|平台))(?:上|等|平台|渠道|方式|主动|共|累计|中|号|专栏|系统|（[^）]{{0,12}}）|媒体|途径|形式|对外)*(?:公开|发布|推送|刊登|登载|公布|更新|刊发|发送|上传|发表|宣传|张贴|播放|播出|公示|推出|发布和推送|编发|主动公开)?(?:了|的|各类|政府|政务|工作|公开|动态|相关)*(?:信息|文件|内容|资讯|图文|消息|稿件|微博|微信|数据)?(?:数|量|总数|条数)?$")
_LIST_HEADING = re.compile(r"形式|渠道|途径|载体|方式|平台")
_LIST_ITEM = re.compile(rf"[《“]?[^，。；：、（）《》“”和及与等以通过在由为\ue001-\ue006]{{0,18}}?(?:{_WORDS}|《[^》]{{2,12}}》)[》”]?")


def channel_of(sentence: Sentence, tally: Tally) -> tuple[int, int] | None:
    """Offsets of the channel in a tally such as `通过区政府网站公开信息`; None where the tally is of something else."""
    match = _CHANNEL_AT_END.search(tally.name)
    if match is None or match.end("n") - match.start("n") < 2:
        return None
    prefix = tally.name[: match.start("n")]
    if prefix and not re.search(r"(?:通过|利用|在|由|经|依托|借助|于|以|从|其中|、|\ue004|和|及)$", prefix):
        return None
    return tally.name_start + match.start("n"), tally.name_start + match.end("n")


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
            if words in seen or re.search("依申请|申请|加强|建设|完善|充分|发挥|利用|进一步|拓宽|公开信息", words):
                continue
            seen.add(words)
            answers.append(reading.answer_words(f"/disclosure/channels/{len(answers)}", sentence, match.start(), match.end(), None))
    return answers
