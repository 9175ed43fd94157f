"""依申请公开: applications received, by way and by outcome (Regulations of 2008, article 20 and following; form of 国办发〔2014〕32号, part 3)."""

from __future__ import annotations

import re

from giextract.backends import Answer
from giextract.backends.rules.patterns import Count, fill
from giextract.backends.rules.sentences import FIGURES, Reading, Sentence
from giextract.backends.rules.zeros import zeros

WAYS = "件|条|份|起|宗|次|人次|件次|例|封"
UNITS = "件|条|份|起|宗|次|人次|个|项|件次|例|封|人"
_S = "/applications/"
_APPLY = "申请"
_NOT = "留言|来信|信箱|来电|行政许可|行政审批|复议|诉讼|建议|提案|信访|举报|投诉|办事|审批|咨询|许可|服务事项"
_SEVERAL = r"|(?:当面|现场|传真|网[络上]|信函|信件|邮寄|邮件|电话|窗口)(?:申请)?[、和及][^，。；\ue001]{0,10}共"
"""Several ways that share one figure: 当面、网络共3件."""
_WAY_END = "(?:方式|形式|表单|表格|渠道|途径|方面|申请|提出|提交|递交|寄送|寄来|受理|收到|的|共|数量|件数|数|书面|有|为|公开|政府信息|信息|了|总数|占|：)*"

RULES = (
    Count(_S + "received", r"其中{Y}(?:新)?(?:受理|收到)(?:政府信息公开)?(?:申请)?{N}", ("受理", "收到"), units=UNITS, unless=_NOT),
    Count(_S + "received", r"其中，?[我本](?:单位|机关|街道|[局委办厅镇乡站院所处部])(?:本级)?(?:共|全年)*(?:收到|受理|接到|接收)(?:了)?(?:政府信息公开|依申请公开)?(?:申请)?{N}", ("其中",), own=True, units=UNITS, unless=_NOT, running=False),
    Count(_S + "received", r"申请{N}，[^。；\ue001]{0,16}申请{N}，(?:[^。；\ue001]{0,16}申请{N}，)*(?:合计|共计|总计|共){N}", ("计", "共"), own=True, units=UNITS, unless=_NOT, running=False),
    # How many came in.
    Count(_S + "received", r"(?:收到|受理|接到|接收|收办|接受|收件|受理了|办理|处理|收悉){__}(?:申请|依申请公开){__}{N}", (_APPLY,), units=UNITS,
          unless=_NOT + "|办结|答复|其中|另有|作为依|目录", running=False),
    Count(_S + "received", r"(?:收到|受理|接到|接收|接受|办理|处理|收办)(?:了|的|各类|各种|共|有关)?{_}{N}{_}(?:信息公开|公开)?{_}申请", (_APPLY,), units=UNITS,
          unless=_NOT + "|其中|另有", running=False),
    Count(_S + "received", r"申请(?:公开)?(?:政府)?(?:信息)?(?:的)?(?:总数|数量|件数|数|总量|总件数)(?:共|共计|合计|为|是|计|有|：|达)*{N}", (_APPLY,), units=UNITS,
          unless=_NOT + "|当面|传真|网[络上]|信函|邮件|其中|窗口|现场|答复|办结|口头|作为依|属于依|制作", running=False),
    Count(_S + "received", r"(?:依申请公开|公开申请|信息公开的申请|信息公开申请|申请公开){__}(?:共|共计|合计|总计|计|有|为|收到|受理|：)*{N}", (_APPLY,), own=True, units=UNITS,
          unless=_NOT + "|当面|传真|网[络上]|信函|邮件|其中|窗口|现场|答复|办结|件数为|口头|同意|不予|部分|另有|办理完|作为依|属于依|目录|信息数", running=False),
    Count(_S + "received", r"(?:收到|受理|接到|接收|共有|共收)(?:了)?{__}{N}", ("收到", "受理", "接到", "接收", "共有", "共收"), own=True, units=UNITS,
          unless=_NOT + "|当面|传真|网[络上]|信函|邮件|其中|办结|答复|另有", running=False),
    Count(_S + "received_cumulative", r"(?:历年|累计|以来，?){__}(?:收到|受理|接到|申请){__}{N}", ("历年", "累计", "以来"), units=UNITS, unless=_NOT + "|其中",
          scopes=("this", "unsaid", "other"), running=True),
    Count(_S + "received_cumulative", r"(?:历年累计|历年)(?:共|为|：)*{N}", ("历年",), own=True, units=UNITS, unless=_NOT, scopes=("this", "unsaid", "other"), running=True),
    Count(_S + "received", r"(?:^|[，：。；])(?:全年|{Y}度?|本年度)?(?:共|有)*申请{N}(?=，(?:全部|均|都)?(?:为|是|通过))", (_APPLY,), own=True, units=UNITS, unless=_NOT, running=False),
    # How they came.
    Count(_S + "in_person", rf"(?:当面|现场|窗口|上门|来人|到场|口头|柜台|来访)(?:书面|口头|提出|提交|填写|递交|受理){{0,2}}{_WAY_END}{{N}}", ("当面", "现场", "窗口", "上门", "来人", "到场", "口头", "柜台"),
          own=True, units=WAYS, unless="咨询|服务窗口|查阅|接待|开设|设立" + _SEVERAL),
    Count(_S + "in_person", r"{N}(?:，?(?:为|是|系|通过|采[用取]|以|来自)|由申请人|属)?(?:申请人)?(?:当面|现场|窗口|上门|口头)[^，。；、\ue001]{0,6}", ("当面", "现场", "窗口", "上门", "口头"), own=True, units=WAYS),
    Count(_S + "by_fax", rf"传真(?:件)?{_WAY_END}{{N}}", ("传真",), own=True, units=WAYS, unless="信函、?和?传真|信函及传真" + _SEVERAL),
    Count(_S + "online", rf"(?:网络|网上|互联网|网站|在线|电子邮件|电子邮箱|邮箱|门户网站|网络平台|网上平台|线上|电邮|政务服务网|公开平台|E-?mail)(?:平台|系统|在线|（[^）]*）)?{_WAY_END}{{N}}",
          ("网", "在线", "邮件", "邮箱", "线上", "mail", "平台"), own=True, units=WAYS, unless="公开信息|发布|主动公开(?!的政府信息申请)|咨询|访问|答复|留言|点击|办件|回复" + _SEVERAL),
    Count(_S + "online", r"{N}，?(?:均|都|全部)?(?:为|是|系)?(?:为|是|系|经由|经|通过|采[用取]|以|属|来自|来源于)[^，。；、\ue001]{0,8}(?:网络|网上|互联网|网站|政务服务网|电子邮件|邮箱|平台)(?![^，。；]{0,12}\ue001)[^，。；\ue001]{0,6}", ("网", "邮"), own=True, units=WAYS),
    Count(_S + "by_letter", rf"(?:信函|信件|邮寄|邮政|来信|书信|书面信函|挂号信|快递|函件|邮递)(?:、传真|和传真|及传真|传真|或传真|（[^）]*）)?{_WAY_END}{{N}}",
          ("信", "邮", "快递", "函"), own=True, units=WAYS, unless="咨询|来信来访|信访|电子邮" + _SEVERAL),
    Count(_S + "by_letter", r"{N}，?(?:均|都|全部)?(?:为|是|系)?(?:为|是|系|通过|采[用取]|以|属|来自|来源于)[^，。；、\ue001]{0,4}(?:信函|信件|邮寄|挂号信|快递|函件)(?![^，。；]{0,12}\ue001)[^，。；\ue001]{0,6}", ("信", "邮", "快递", "函"), own=True, units=WAYS),
    Count(_S + "other_methods", rf"(?:其他|其它)(?:方式|形式|途径|渠道|形式申请|方式申请){_WAY_END}{{N}}", ("其他", "其它"), own=True, units=WAYS,
          unless="答复|公开政府信息|主动公开|发布|办理"),
    # How they ended.
    Count(_S + "closed_on_time", r"(?:按时|按期|如期|期限内|规定时限内|法定期限内){_}(?:办结|办理|答复|办复){_}{N}", ("办", "答复"), own=True, units=UNITS, unless="建议|提案|延期|延长|其中延|率"),
    Count(_S + "closed_on_time", r"{N}(?:申请)?(?:全部|均|都)?(?:是)?(?:按时|按期|如期|在规定(?:的)?(?:时限|期限|时间)内|在法定(?:时限|期限)内|于规定期限内)(?:办结|办理|答复|办复)", ("办", "答复"), own=True, units=UNITS, unless="建议|提案|延期"),
    Count(_S + "closed_on_time", r"{N}(?=(?:申请)?(?:均|都|全部)?在(?:规定|法定)的?\ue001?(?:工作日|时[间限]|期限)?内(?:予以|作出)?(?:答复|办结|办理完?))", ("答复", "办"), own=True, units=UNITS, unless="建议|提案|延期"),
    Count(_S + "closed_extended", r"{N}(?=(?:申请)?延期(?:答复|办结|办理))", ("延期",), own=True, units=WAYS, unless="建议|提案"),
    Count(_S + "closed_extended", r"(?:延期|延长|延长期限|延长答复)(?:答复|办结|办理|期限|时限|的|答复期限|了|为|有|“|”)*{N}(?!个工作日|天|日)", ("延期", "延长"), own=True, units=WAYS, unless="建议|提案"),
    Count(_S + "closed_extended", r"{N}(?:申请)?(?:因|经|，)[^。；\ue001无没未不]{0,16}?(?:延期|延长)", ("延期", "延长"), own=True, units=WAYS, unless="建议|提案"),
    Count(_S + "closed", r"(?:办结|办理完毕|办理完结|已办理|办复|结案)(?:了|申请|数|的|共|为|：|政府信息公开|公开|依申请|各类)*{N}", ("办结", "办理", "办复", "结案"), own=True, units=UNITS, unless="建议|提案|按时|按期|延期|行政审批|复议|率"),
    Count(_S + "closed", r"(?:申请|依申请公开){__}(?:办结|办理完毕){_}{N}", ("办结", "办理"), units=UNITS, unless="建议|提案|按时|按期|延期|审批|复议|许可|率"),
    Count(_S + "closed", r"{N}(?:申请)?(?:已|全部|均|都)+(?:是|在|于|按)?[^，。；\ue001]{0,12}办结", ("办结",), own=True, units=UNITS, unless="建议|提案|审批|复议|举报|投诉|延期"),
    Count(_S + "answered", r"{N}(?=(?:申请)?(?:已|全部|均|都)+(?:在|于)(?:法定|规定)?的?\ue001内(?:予以|作出|给予)?(?:答复|回复))", ("答复", "回复"), own=True, units=UNITS, unless="咨询|留言|建议|提案"),
    Count(_S + "answered", r"{N}(?:申请)?(?:已|全部|均|都)+(?:在|于|按|已)?[^，。；\ue001]{0,12}(?:答复|回复)", ("答复", "回复"), own=True, units=UNITS, unless="咨询|留言|建议|提案|来信|信箱"),
    Count(_S + "answered", r"(?:答复|回复)(?:的)?(?:总数|数量|申请总数|件数|申请|公开申请|申请人|政府信息公开申请|各类申请|依申请公开)?(?:共|共计|合计|为|是|计|有|了|已|总计|：|达|数)*{N}",
          ("答复", "回复"), own=True, units=UNITS, unless="同意|部分|不予|不同意|其[他它]|咨询|留言|建议|提案|否决|信箱|来信|不存在|已?主动公开|拒绝|按[时期]|延期|书面答复|未答复|待答复|不服|代拟|率"),
    Count(_S + "answered", r"(?:已|均已|全部|予以|作出|当年|年内)(?:答复|回复|予以答复|书面答复)(?:的)?{_}{N}", ("答复", "回复"), own=True, units=UNITS,
          unless="同意|部分|不予|咨询|留言|建议|提案|否决|按[时期]|延期|不存在|口头答复"),
    Count(_S + "answered", r"{N}(?:申请)?(?:已|全部|均|都)+(?:在|于|按|已)?[^，。；\ue001]{0,12}(?:答复|回复)", ("答复", "回复"), own=True, units=UNITS, unless="咨询|留言|建议|提案|来信|按[时期]|信箱"),
    Count(_S + "answered", r"对{_}申请的答复(?:总)?数?{_}{N}", ("答复",), units=UNITS, unless="同意|部分|不予"),
    Count(_S + "already_public", r"(?:属于|属)?(?:已经?)?主动公开(?:的)?(?:范围|信息范围|政府信息范围|的范围|的信息|政府信息|信息|内容)(?:[、，并已]{0,2}告知(?:其|申请人)?(?:获取|查阅|查询|相应)?(?:的)?(?:方式|途径|网址|渠道))?{=}{N}", ("主动公开",), own=True, units=WAYS,
          unless="共主动公开|我[局县市区镇].{0,6}主动公开|通过|全[区县市]主动公开"),
    Count(_S + "already_public", r"已经?主动公开[、，并]{0,2}告知(?:其|申请人)?(?:获取|查阅|查询|相应)?(?:的)?(?:方式|途径|网址|渠道){=}{N}", ("主动公开",), own=True, units=WAYS),
    Count(_S + "already_public", r"(?<=[（，、：；])已经?主动公开{N}", ("主动公开",), own=True, units=WAYS),
    Count(_S + "partially_granted", r"部分(?:予以)?(?:同意)?(?:公开|提供){=}{N}", ("部分",), own=True, units=WAYS, unless="部门|部分单位|公开[及和与或、以]{1,2}部分"),
    Count(_S + "granted", r"(?:(?<!不)(?<!不予)同意|(?<!不)予以|给予|准予|全部|完全|依法)(?:全部|提供|予以)?(?:公开|提供){=}{N}",
          ("公开", "提供"), own=True, units=WAYS, unless="部分公开|主动公开|不予公开|不同意|及部分|和部分|未同意|未予"),
    Count(_S + "granted", r"(?:^|[，；：、（])公开的?{N}", ("公开",), own=True, units=WAYS, unless="主动公开|信息公开|申请公开|网"),
    Count(_S + "partially_granted", r"{N}(?:申请)?(?:予以|同意|为)*部分公开", ("部分",), own=True, units=WAYS),
    Count(_S + "granted", r"(?<=[，中：]){N}公开(?=[，。；]|$)", ("公开",), own=True, units=WAYS),
    Count(_S + "granted", r"{N}(?:申请)?(?:属于|为|是|已|予以)?(?:同意|予以)公开", ("公开",), own=True, units=WAYS, unless="部分|主动"),
    Count(_S + "refused", r"(?:不予公开|不同意公开|否决公开|拒绝公开|不予提供|未?不公开|不同意提供|不能公开|免予公开|否决|拒绝提供){=}{N}",
          ("不", "否决", "拒绝", "免予"), own=True, units=WAYS, unless="部分公开[、和及与]{1,2}不予|信息数|制作、获取|作为依申请|不予公开(?:的)?(?:政府)?信息(?:数|有|共|为)?{N}"),
    Count(_S + "refused_state_secret", r"{N}(?:因)?(?:涉及|属于|属|因)国家秘密", ("国家秘密",), own=True, units=WAYS),
    Count(_S + "refused_trade_secret", r"不予公开{N}(?=，(?:(?:因|原因|系|理由)[^。；，\ue001]{0,24}|[^。；\ue001]{0,30}(?:属于|涉及))商业秘密(?![^，。；]{0,2}\ue001))", ("商业秘密",), own=True, units=WAYS),
    Count(_S + "refused_privacy", r"不予公开{N}(?=，(?:(?:因|原因|系|理由)[^。；，\ue001]{0,24}|[^。；\ue001]{0,30}(?:属于|涉及))个人隐私(?![^，。；]{0,2}\ue001))", ("隐私",), own=True, units=WAYS),
    Count(_S + "refused_state_secret", r"不予公开{N}(?=，(?:(?:因|原因|系|理由)[^。；，\ue001]{0,24}|[^。；\ue001]{0,30}(?:属于|涉及))国家秘密(?![^，。；]{0,2}\ue001))", ("国家秘密",), own=True, units=WAYS),
    Count(_S + "refused_state_secret", r"(?:国家秘密|涉密){=}{N}", ("秘密", "涉密"), own=True, units=WAYS, unless="保密审查"),
    Count(_S + "refused_trade_secret", r"不(?:予|同意)公开{N}(?=（(?:均|全部|都)?(?:因|为|属于?)?(?:涉及)?(?:第三方)?商业秘密）)", ("商业秘密",), own=True, units=WAYS),
    Count(_S + "refused_privacy", r"不(?:予|同意)公开{N}(?=（(?:均|全部|都)?(?:因|为|属于?)?(?:涉及)?个人隐私）)", ("隐私",), own=True, units=WAYS),
    Count(_S + "refused_trade_secret", r"{N}(?:因)?(?:涉及|属于|属|因)[^，。；、\ue001]{0,4}商业秘密", ("商业秘密",), own=True, units=WAYS),
    Count(_S + "refused_trade_secret", r"商业秘密{=}{N}", ("商业秘密",), own=True, units=WAYS),
    Count(_S + "refused_privacy", r"{N}(?:因)?(?:涉及|属于|属|因)[^，。；、\ue001]{0,4}个人隐私", ("隐私",), own=True, units=WAYS),
    Count(_S + "refused_privacy", r"个人隐私{=}{N}", ("隐私",), own=True, units=WAYS),
    Count(_S + "refused_privacy", r"{N}（涉及个人隐私）", ("隐私",), own=True, units=WAYS),
    Count(_S + "refused_security", r"(?:社会稳定|危及国家安全|三安全一稳定|公共安全)(?:”)?{=}{N}", ("稳定", "安全"), own=True, units=WAYS),
    Count(_S + "refused_not_information", r"(?:不是|不属于|不属|非)(?:《条例》|《中华人民共和国政府信息公开条例》|条例)(?:所指|规定的|所称|中的)*(?:的)?(?:政府)?信息{=}{N}", ("信息",), own=True, units=WAYS),
    Count(_S + "refused_not_information", r"“?非政府信息”?{=}{N}", ("非政府信息",), own=True, units=WAYS),
    Count(_S + "refused_not_information", r"{N}(?=（(?:非|不是|不属于)《?条例》?所指(?:的)?政府信息）)", ("信息",), own=True, units=WAYS),
    Count(_S + "refused_other", r"(?:法律、?法规规定)(?:不予公开)?(?:的)?其[他它]情形{=}{N}", ("情形",), own=True, units=WAYS),
    Count(_S + "refused_other", r"其[他它]原因{=}{N}", ("原因",), own=True, units=WAYS),
    Count(_S + "not_held", r"(?:不属于本|不属本|非本|不属于我|不属我|非我|不归本|不属于该|不由本|不掌握|我[局委办厅]不掌握)(?:行政)?(?:机关|部门|单位|局|厅|镇|委|办|级|县|区|市|府|政府)?(?:职责|权限|掌握|负责|职权|管辖|制作|保存|所有)*(?:(?:公开)?(?:并|、|，)?(?:已|并)?(?:告知|转|应向|应当向)[^，。；、\ue001]{0,14})?{=}{N}",
          ("本", "我", "该", "不掌握"), own=True, units=WAYS),
    Count(_S + "not_existing", r"信息(?:的)?不存在{=}{N}", ("不存在",), own=True, units=WAYS),
    Count(_S + "amended", r"(?:告知(?:申请人)?(?:作出|做出)?(?:更改|补正)、?(?:补充|更正)?|补正|更改补充|更改、补充|要求补充|申请内容不明确|补充材料){=}{N}", ("补", "更改", "不明确"),
          own=True, units=WAYS),
    Count(_S + "referred", r"(?:通过其[他它](?:途径|渠道|方式)|其[他它]途径办理|告知.{0,10}途径)(?:办理|获取|解决)?{=}{N}", ("途径", "渠道"), own=True, units=WAYS, unless="主动公开"),
    Count(_S + "other_answers", r"(?:其[他它])(?:类型|公开|情况|处理|类|答复|形式答复)+{=}{N}", ("其他", "其它"), own=True, units=WAYS,
          unless="法律法规规定|形式申请|方式申请|途径|情形"),
)  # fmt: skip

_OTHER_SERVICE = re.compile(r"热线|工单|长信箱|书记信箱|留言|信访|来信来访|群众来信|群众来电|网民|网友|咨询")
_WAY = "(?:网上|网络|在线|电子邮件|当面|现场|书面|口头|信函|邮寄|传真|电话)"
_WAY_BEFORE = re.compile(rf"{_WAY}(?:形式|方式)?(?:的)?申请$")
_WAY_BEHIND = re.compile(rf"[、，和及]{{1,2}}{_WAY}(?:形式|方式)?(?:的)?申请\d")
_FIRST_FIGURE = re.compile(rf"(?:[{FIGURES}](?=[^，]{{0,12}}热线)|[^{FIGURES}])*[{FIGURES}]")
_ROW_OF_THE_FORM = re.compile("本年新收政府信息公开申请数量|上年结转政府信息公开申请数量")
"""Labels of the request table (国办公开办函〔2021〕30号): a table that is not the report's own, as last year's, is no narrative."""
_APPLIED = re.compile("申请|依申请公开")
_RECEIVED_ZERO = re.compile(r"申请|依申请公开")
_NO_CHARGE = re.compile(
    r"收费|收取|处理费|费用|减免|复议|诉讼|举报|投诉|申诉|退回|传真|网络|网上|信函|当面|邮件|延期|超期|逾期"
)
_WAY_ZEROS = {
    _S + "by_fax": (re.compile("传真"), None),
    _S + "online": (re.compile("网络|网上|电子邮件"), re.compile("收费|网站")),
    _S + "by_letter": (re.compile("信函|邮寄"), None),
    _S + "in_person": (re.compile("当面|现场"), None),
    _S + "refused": (re.compile("不予公开|不同意公开"), re.compile("部分")),
    _S + "closed_extended": (re.compile("延期"), None),
}


def answers(reading: Reading) -> list[Answer]:
    """Answers for the section: printed counts, and the zeros that words state."""
    reading.keep(_of_applications)
    found = {
        answer.path: answer
        for answer in fill(reading, RULES)
        if answer.path != _S + "received" or not _one_way_of_several(reading, answer)
    }
    things: dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]] = {_S + "received": (_RECEIVED_ZERO, _NO_CHARGE)}
    if _S + "received" in found:
        things |= _WAY_ZEROS
    for zero in zeros(reading, things):
        found.setdefault(zero.path, zero)
    return list(found.values())


def _one_way_of_several(reading: Reading, received: Answer) -> bool:
    """`收到网上申请3件、书面申请2件`: a count of each way, and of the whole none."""
    start, end = received.span or (0, 0)
    text = reading.clean.text
    return bool(_WAY_BEFORE.search(text, max(0, start - 12), start) and _WAY_BEHIND.match(text, end))


def _of_applications(sentence: Sentence) -> bool:
    """Whether a sentence is not on a service that answers too (hotline, letters to the mayor) and opens with it."""
    if _ROW_OF_THE_FORM.search(sentence.text):
        return False
    if _APPLIED.search(sentence.text):
        return True
    first = _FIRST_FIGURE.match(sentence.text)
    return first is None or not _OTHER_SERVICE.search(first[0])
