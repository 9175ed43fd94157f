"""解读回应、互动: interpretation of policies, answers to the public, press conferences, visits (form of 国办发〔2014〕32号, part 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from giextract.backends import Answer
from giextract.backends.rules.patterns import Count, fill
from giextract.backends.rules.sentences import Reading
from giextract.backends.rules.zeros import zeros
from giextract.text.skeleton import compile_pattern

_S = "/engagement/"
_TAIL = "(?:的|共|共计|合计|总计|数|数量|为|有|达|：|了|稿件|信息|文件|文章|材料|总数|总次数|次数|事项|工作|各类|情况|目前|是|等|约|计|政策|，|（[^（）\ue001]{0,8}）)*"
_PIECES = "条|篇|个|次|件|期|份|项|篇次|部|场|则|条次|批"
_TIMES = "次|场|场次|期|次数|个|人次"

RULES = (
    Count(_S + "interpretations", rf"解读{_TAIL}{{N}}", ("解读",), units=_PIECES, unless="新闻发布会|访谈|解读平台|专栏|与解读|及解读"),
    Count(_S + "interpretations", r"{N}(?:条|篇|个|次|件|期|份|项)?(?:政策)?(?:文件)?(?:的)?解读(?:信息|材料|稿|文章|稿件)?", ("解读",), units=_PIECES, unless="新闻发布会|访谈|文件{N}"),
    Count(_S + "interpretations", r"解读(?:政策|材料|稿件|信息|文章|文件|性文章|性信息)[^，。；\ue001\ue002]{0,14}?{N}", ("解读",), units=_PIECES, unless="新闻发布会|访谈"),
    Count(_S + "interpretations", r"(?:发布|刊发|制作|推出|编写|刊登|发表|撰写|开展)[^，。；\ue001\ue002]{0,16}?解读[^，。；\ue001\ue002]{0,14}?{N}", ("解读",), units=_PIECES, unless="新闻发布会|访谈"),
    Count(_S + "hot_topics_answered", r"(?:回应|回复|答复)(?:公众|社会|群众|网民|民生|各类|涉及|了|人民群众|舆论|、|和)*(?:关注|关切|热点|重大舆情|舆情|问题|焦点|或|、|的)+{_}{N}", ("回应", "答复", "回复"), units="个|件|件次|条|次|起|项|篇|类|人次|期",
          unless="微博|微信|其[他它]方式|咨询|提问"),
    Count(_S + "hot_topics_answered", r"(?:热点|舆情|社会关切){__}(?:回应|处置|应对){_}{N}", ("回应", "处置", "应对"), units="个|件|件次|条|次|起|项|篇", unless="微博|微信"),
    Count(_S + "hot_topics_answered", r"(?:热点|关切|舆情)[^。；\ue001]{0,16}，[^，。；\ue001]{0,8}(?:主动|及时)?回应{_}{N}", ("回应",), units="个|件|件次|条|次|起|项|篇", unless="微博|微信"),
    Count(_S + "press_conferences_led", r"(?:主要负责同志|主要负责人|主要领导|负责同志|一把手|主要负责同志参加|单位负责人)[^。；\ue001]{0,16}?(?:新闻发布会|发布会){_}{N}", ("发布会",), units=_TIMES),
    Count(_S + "press_conferences_led", r"(?:新闻发布会|发布会)[^。；]{0,30}?(?:主要负责同志|主要负责人|主要领导|一把手|[局厅县市区州镇关省]长)[^，。；、\ue001]{0,12}?{N}", ("发布会",), units=_TIMES, unless="访谈"),
    Count(_S + "press_conferences", rf"(?:新闻发布会|新闻通气会|发布会|媒体通气会){_TAIL}(?:总次数)?{{N}}", ("发布会", "通气会"), units=_TIMES, unless="主要负责|主要领导"),
    Count(_S + "press_conferences", r"(?:召开|举行|举办|组织|组织召开){_}{N}[^，。；\ue001]{0,8}?(?:新闻发布会|发布会|通气会)", ("发布会", "通气会"), units=_TIMES),
    Count(_S + "online_interviews_led", r"(?:主要负责同志|主要负责人|主要领导|一把手)[^。；\ue001]{0,16}?(?:访谈){_}{N}", ("访谈",), units=_TIMES + "|期"),
    Count(_S + "online_interviews_led", r"访谈[^。；]{0,30}?(?:主要负责同志|主要负责人|主要领导|一把手|[局厅县市区州镇关省]长)[^，。；、\ue001]{0,12}?{N}", ("访谈",), units=_TIMES + "|期", unless="发布会|嘉宾"),
    Count(_S + "online_interviews_led", r"(?<!副)[局县市区镇厅]长(?:做客|参加|走进)[^，。；\ue001]{0,16}访谈{_}{N}", ("访谈",), units=_TIMES + "|期", unless="副|分管"),
    Count(_S + "online_interviews", r"访谈”?(?:栏目|节目|活动)?(?:共|已|全年)?(?:制作|播出|举办|开展|推出)(?:了)?{N}", ("访谈",), units=_TIMES + "|期"),
    Count(_S + "online_interviews", rf"(?:在线访谈|网上访谈|网络访谈|访谈|视频访谈|在线直播访谈|直播访谈)”?(?:节目|活动|栏目)?{_TAIL}{{N}}", ("访谈",), units=_TIMES + "|期", unless="主要负责|主要领导|发布会|电视|电台|广播|走进"),
    Count(_S + "online_interviews", r"(?:开展|举办|组织|参加|举行|制作|参与){_}{N}[^，。；\ue001]{0,8}?(?:在线|网上|网络|视频)?访谈", ("访谈",), units=_TIMES + "|期"),
    Count(_S + "social_media_responses", r"(?:微博|微信)(?:、|和|及)?(?:微博|微信|客户端|公众号)?[^，。；\ue001]{0,6}?(?:回应|回复|答复)(?:事件|公众|问题|次数|关切|留言)*(?:数)?{_}{N}", ("微博", "微信"), units="次|条|件|个|人次|起"),
    Count(_S + "other_responses", r"(?:其[他它])(?:方式|形式|渠道)回应(?:事件|次数|关切)?(?:数)?{_}{N}", ("其他", "其它"), units="次|条|件|个|人次|起"),
    Count(_S + "press_conferences_led", r"新闻发布会(?:共|了)*{N}(?=，(?:均|都|全部)?由?[^，。；\ue001]{0,4}(?:主要负责(?:同志|人)|主要领导|一把手)(?:出席|参加|到场|主持|发布))", ("发布会",), units="次|场|场次"),
    Count(_S + "online_interviews_led", r"(?:在线|网上|网络)访谈(?:共|了)*{N}(?=，(?:均|都|全部)?由?[^，。；\ue001]{0,4}(?:主要负责(?:同志|人)|主要领导|一把手)(?:出席|参加|到场|主持))", ("访谈",), units="次|场|期|场次"),
    Count(_S + "hot_topics_answered", r"{N}(?=热点问题(?:都|均)?(?:作了|作出|进行了?|予以|及时)*(?:回应|回复|答复|解答))", ("热点",), units="个|项|件|条"),
    Count(_S + "questions_answered", r"(?:回复|答复|解答|回答|回应|办理|处理|受理|接受|接待|收到|接听|办复|解决)(?:了|网民|网友|群众|公众|市民|企业|社会|来信|来电|社会公众|各类|办事|政民互动|在线|网上|网站|电话|业务|政策|现场|有关|、|和|及|“[^”]{0,12}”|领导信箱|县长信箱|市长信箱|区长信箱|局长信箱|书记信箱|留言板|信箱|平台|的|互动)*(?:咨询|询问|留言|提问|疑惑|问题|信件|来信|疑问|诉求|来电|信访|来访|求助|质询)(?:和|及|、|投诉|建议|意见|来信|咨询|留言|求助|等|信息|事项|电话|共|计|达|有|为|数|总数|，)*{N}",
          ("咨询", "询问", "留言", "提问", "疑惑", "问题", "信件", "来信", "疑问", "诉求", "来电"), units="条|件|个|次|人次|封|人|起|项|例|余次|件次|余人次", unless="信息公开申请|舆情|热点"),
    Count(_S + "questions_answered", r"(?:咨询|留言|提问|来信|信件)(?:数|量|总数|总量|情况|人数|人次|共|计|：|为|达|有|约|办理|办结|件)*{N}", ("咨询", "留言", "提问", "来信", "信件"), units="条|件|个|次|人次|封|人|起|项", unless="投诉|热线电话"),
    Count(_S + "questions_answered", r"(?:回复|答复|解答|回答|接受|受理|接待)(?:了)?{N}(?:条|件|个|次|人次|封|人|起)?(?:群众|公众|网民|市民|的|现场|电话|网上|来信)*(?:咨询|留言|提问|来信|疑问|信件|问题)", ("咨询", "留言", "提问", "来信", "疑问", "信件", "问题"),
          units="条|件|个|次|人次|封|人|起|项"),
    Count(_S + "questions_answered", r"{N}(?=(?:个)?(?:问题|留言|咨询)，(?:我们|我局|我委)?(?:都|均|全部)(?:作了|作出了?|进行了|予以|给予|及时)*(?:答复|回复|解答|回答))", ("问题", "留言", "咨询"), units="条|件|个|次|项", unless="申请|存在"),
    Count(_S + "site_visits", r"(?:访问|点击|浏览)[^。；\ue001]{0,12}{N}，其中，?(?:{Y}度?|本年度?|今年|当年|全年)(?:新增|访问量?|点击量?|浏览量?|为|达到?|约|共|有)*{N}", ("访问", "点击", "浏览"), units="人次|次|万人次|万次|人|个|万", scopes=("this", "unsaid")),
    Count(_S + "site_visits", r"(?:网站|科技网|信息网|政务网|网)(?:全年|年内)?(?:共)?有?{N}(?=(?:人次|次)?(?:浏览|访问|点击))", ("浏览", "访问", "点击"), units="人次|次|人|万人次", scopes=("this", "unsaid")),
    Count(_S + "site_visits", r"(?:访问量|点击量|点击率|浏览量|访问人数|访问人次|浏览次数|访问次数|点击数|点击次数|访问数|页面浏览量|访问总量|访问总数|点击总数|点击总量|浏览总量|总访问量|访问)(?:已|共|累计|突破|达到|达|为|有|约|超过|近|总计|合计|高达|，|：|了|全年|年度|一年|较上年)*{N}",
          ("访问", "点击", "浏览"), units="人次|次|万人次|万次|人|余人次|个|人次数|点|页|条|万", scopes=("this", "unsaid")),
    Count(_S + "site_visits", r"(?:网站|专栏|网页|平台|栏目)[^，。；\ue001]{0,16}?(?:浏览|访问|点击){_}{N}", ("浏览", "访问", "点击"), units="人次|次|人", scopes=("this", "unsaid")),
)  # fmt: skip

_NOT_COUNTED = re.compile(
    "与(?:政府|政务)?信息公开(?:申请|咨询)?(?:无关|分开统计)|不(?:在|计入|纳入|列入)[^，。；]{0,14}统计|未(?:统计|计|列)(?:为|入)[^，。；]{0,10}公开"
)
"""Words by which a report sets a service apart from disclosure: what it counts there is none of its figures."""
_BARE_COUNT = compile_pattern(
    r"(?:目前|今年|全年|本年度|{Y}|，)*(?:数量|数|总数|次数|共|件数)*(?:为|：|共|有|计)*(?P<n>{N})"
)
_HOTLINE = re.compile(
    r"(?:热线电话|热线|咨询电话|服务电话|监督电话|投诉电话|举报电话)(?:号码)?[^，。；\d]{0,8}?[（(：:]?(?P<n>0\d{2,3}-\d{7,8}|[\dlO]{7,8}|1[0-9]{4}|400-?\d{3}-?\d{4})(?![\d条件个次]|转[办来交])"
)
_HOTLINE_BEFORE = re.compile(
    r"(?P<n>(?<!\d)(?:1[0-9]{4}|9\d{4}|[2-8]\d{6,7}|0\d{2,3}-[\d×xX]{5,8}))(?!\d)[^，。；\d]{0,10}?(?:热线|电话|专线)"
)


def answers(reading: Reading) -> list[Answer]:
    """Answers for the section: counts, zeros that words state, and the public phone line."""
    reading.keep(lambda sentence: not _NOT_COUNTED.search(sentence.text))
    found = {answer.path: answer for answer in fill(reading, RULES)}
    things = {
        _S + "press_conferences": (re.compile("新闻发布会"), None),
        _S + "online_interviews": (re.compile("在线访谈|网上访谈"), None),
    }
    for zero in zeros(
        reading,
        things,
        [sentence for sentence in reading.sentences if re.search("召开|开展|举|开过", sentence.text)],
    ):
        found.setdefault(zero.path, zero)
    for answer in _under_heading(reading):
        found.setdefault(answer.path, answer)
    hotline = _hotline(reading)
    return [*found.values(), *([hotline] if hotline else [])]


def _under_heading(reading: Reading) -> Iterator[Answer]:
    """`（四）政策解读数量` / `目前数量为0。`: the heading names what the sentence counts."""
    for sentence in reading.sentences:
        match = _BARE_COUNT.fullmatch(sentence.text)
        heading = sentence.placed.trail[-1] if sentence.placed.trail else ""
        for word, name in (("解读", "interpretations"), ("回应", "hot_topics_answered")):
            if match and word in heading:
                yield reading.answer_figure(_S + name, sentence, match.end("n") - 1)
                break


def _hotline(reading: Reading) -> Answer | None:
    for placed in reading.routed.lines:
        if placed.role != "body":
            continue
        match = _HOTLINE.search(placed.line.text) or _HOTLINE_BEFORE.search(placed.line.text)
        if match:
            start, end = placed.line.start + match.start("n"), placed.line.start + match.end("n")
            return reading.answer(_S + "hotline", placed, start, end, None)
    return None
