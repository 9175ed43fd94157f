"""建议提案: proposals of people's congress deputies and of the consultative conference."""

from __future__ import annotations

import re

from giextract.backends import Answer
from giextract.backends.rules.patterns import Count, fill
from giextract.backends.rules.sentences import Reading
from giextract.backends.rules.zeros import zeros
from giextract.text.skeleton import PERCENT

UNITS = "件|条|份|个|项|篇|件次"
_S = "/proposals/"
_TAIL = "(?:的|共|共计|合计|总计|数|数量|办理|建议|议案|意见|批评|和|议|案|主办件|主办|承办|分别为|有|为|：|、(?=[^\ue001])|总数|件数|结果公开)*"

RULES = (
    Count(_S + "npc", r"交(?:由)?[我本][局委办厅县市区镇]{_}(?:承办|办理)(?:的)?{N}", ("建议",), units=UNITS),
    Count(_S + "npc", rf"(?:人大|人民代表|代表)[^，。；、\ue001]{{0,10}}?(?:的)?(?:议案|建议){_TAIL}{{N}}", ("人大", "代表"), units=UNITS, unless="公开|网上公布|回复{N}|提案"),
    Count(_S + "npc", r"{N}(?:件|条)?(?:市|县|区|省|镇|全国)?(?:人大|人民代表大会)(?:代表)?(?:建议|议案)", ("人大",), units=UNITS),
    Count(_S + "cppcc", rf"(?:政协)[^，。；、\ue001]{{0,12}}?(?:提案|建议){_TAIL}{{N}}", ("政协",), units=UNITS, unless="公开|网上公布|(?:建议|议案)(?:和|及|与)政协"),
    Count(_S + "cppcc", rf"(?<!建议)(?:委员)?提案{_TAIL}{{N}}", ("提案",), units=UNITS, unless="公开|建议、?提案|建议和|建议提案|议提案|议案提案|建议、政协|代表"),
    Count(_S + "cppcc", r"{N}(?:件|条)?(?:市|县|区|省|全国)?政协(?:委员)?提案", ("政协",), units=UNITS),
    Count(_S + "total", rf"(?:建议|议案)(?:、|和|及|与)?(?:政协)?(?:委员)?提案{_TAIL}{{N}}", ("提案",), units=UNITS, unless="公开|回复|其中"),
    Count(_S + "total", r"(?:提案|建议)[^。；]{0,40}?(?:，|、)(?:共|共计|合计|总计|总共){N}", ("提案",), units=UNITS, unless="公开|答复"),
    Count(_S + "total", r"(?:共|总共|共计)?(?:收到|承办|办理|受理|交办){_}{N}[^。；\ue001]{0,12}?(?:建议|议案)(?:、|和|及|与|，)?[^。；\ue001]{0,6}?提案", ("提案",), units=UNITS, unless="公开"),
    Count(_S + "replies_published", r"{N}(?=(?:主办件|建议提案|提案|建议)?(?:的)?(?:办理结果|办理复文|办理情况|答复|复文|复函)(?:全部|已|均)*(?:在|于|通过)[^，。；\ue001]{0,18}(?:公开|公布|公示|刊登|发布))", ("办理", "答复", "复文", "复函"), units=UNITS, unless="申请|咨询"),
    Count(_S + "replies_published", r"(?:公开|公布|发布)(?:了)?(?:人大|代表|委员|政协|建议|议案|、|和|提案)*(?:办理)?(?:的)?(?:答复|回复|复文|结果|情况|意见|复函|摘要)(?:全文|及|和|摘要)*(?:的)?{_}{N}", ("公开", "公布", "发布"), units=UNITS,
          unless="依申请|咨询"),
    Count(_S + "replies_published", r"{N}(?:建议提案)?(?:的)?(?:答复意见|复文|答复|复函|回复|答复件)(?:的)?(?:全文)?[^，。；\ue001]{0,8}(?:上网|公开|挂网|公布|登出)", ("答复", "复文", "复函", "回复"), units=UNITS, unless="咨询|留言"),
    Count(_S + "replies_published", r"(?:公开|公布|发布|登出|挂出)(?:了)?(?:答复件|复文|答复|复函)?{N}(?:件)?(?:的)?(?:建议|提案|人大|答复|复文|复函|办理)", ("公开", "公布", "发布", "登出"), units=UNITS, unless="申请|咨询"),
    Count(_S + "replies_published", r"(?:主办件|建议|提案)(?:的)?(?:答复|复文|复函|办理结果)(?:全文)?(?:已|均|全部)*(?:在|于|通过)?[^，。；\ue001]{0,14}(?:公开|公布|发布)(?:全文)?{N}", ("答复", "复文", "复函", "办理结果"), units=UNITS, unless="申请|咨询|留言"),
    Count(_S + "replies_published", r"(?:复函|复文|答复件|办理结果)[^，。；\ue001]{0,10}(?:公开|公布|发布|登出)?(?:了)?{N}", ("复函", "复文", "答复件", "办理结果"), units=UNITS, own=True),
    Count(_S + "replies_published", r"(?:登出|公开|公布)(?:答复件|复函|复文){N}", ("答复件", "复函", "复文"), units=UNITS),
    Count(_S + "replies_published", r"(?:建议|提案|议案){__}(?:答复|回复|复文|办理结果|复函)[^。；\ue001]{0,12}?(?:公开|公布|发布){_}{N}", ("公开", "公布", "发布"), units=UNITS),
)  # fmt: skip

_PERCENTS = (
    (
        "closed_percent",
        re.compile(r"(?:办结率|办复率|答复率|办理率|回复率|按时办结率|按期办结率)[^。；\ue002]{0,24}?\ue002"),
    ),
    ("satisfaction_percent", re.compile(r"(?:满意率|满意度|满意和基本满意率)[^。；\ue002]{0,24}?\ue002")),
)


def answers(reading: Reading) -> list[Answer]:
    """Answers for the section: counts, and the shares that stand in a sentence about proposals."""
    found = {answer.path: answer for answer in fill(reading, RULES)}
    for index, sentence in enumerate(reading.sentences):
        if PERCENT not in sentence.text:
            continue
        before = (
            reading.sentences[index - 1].text
            if index and reading.sentences[index - 1].placed is sentence.placed
            else ""
        )
        about = (
            sentence.own or re.search("提案|人大|政协|代表建议", sentence.text) or re.search("提案|人大代表", before)
        )
        if not about or re.search("群众满意|群众来电|热线|服务对象|窗口|行政许可|审批", sentence.text):
            continue
        for name, pattern in _PERCENTS:
            match = pattern.search(sentence.text)
            several = match and re.match(
                "[、和]\ue002|(?:提高|上升|增长|提升)[到至]", sentence.text[match.end() : match.end() + 4]
            )
            if match and not several and _S + name not in found and reading.scope(sentence, match.end() - 1) != "other":
                found[_S + name] = reading.answer_figure(_S + name, sentence, match.end() - 1)
    things = {_S + "npc": (re.compile("人大|代表建议"), None), _S + "cppcc": (re.compile("政协|提案"), None)}
    about_them = [sentence for sentence in reading.sentences if re.search("人大|政协|提案", sentence.text)]
    for zero in zeros(reading, things, about_them):
        found.setdefault(zero.path, zero)
    return list(found.values())
