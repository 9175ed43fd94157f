"""组织领导、制度建设: who leads and does the work, staff, money, meetings, trainings and rules (form of 国办发〔2014〕32号, parts 8 and 9)."""

from __future__ import annotations

import re
from decimal import Decimal

from giextract.backends import Answer
from giextract.backends.rules.patterns import Count, fill
from giextract.backends.rules.sentences import Reading, Sentence
from giextract.backends.rules.zeros import zeros
from giextract.text.skeleton import MONEY, compile_pattern

_S = "/organisation/"
_TAIL = "(?:的|共|共计|合计|总计|数|数量|为|有|达|：|了|总数|次数|人数|共有|约|计|是|，|班)*"
_PEOPLE = "人|名|个|位"

RULES = (
    Count(_S + "dedicated_units", rf"(?:设立|设置|成立|建立)?(?:政府)?(?:信息公开)?(?:工作)?专门(?:工作)?机构{_TAIL}{{N}}", ("机构",), units="个|家|处"),
    Count(_S + "dedicated_units", r"(?:信息公开|政务公开)(?:工作)?(?:专门)?机构(?:共|有|数|：)*{N}", ("机构",), units="个|家|处"),
    Count(_S + "dedicated_units", r"(?:设立|设置|成立|建立)(?:了)?{_}{N}{_}(?:信息公开)?(?:工作)?(?:专门)机构", ("机构",), units="个|家|处"),
    Count(_S + "reading_points", rf"(?:查阅点|查阅场所|查阅室|查询点|阅览点|公共查阅点|查阅中心){_TAIL}{{N}}", ("查阅", "查询", "阅览"), units="个|处|家|所", unless="接待|查阅{N}"),
    Count(_S + "reading_points", r"(?:设立|设置|设|建立|建成|共有|开设|建有|设有)(?:了|有)?[^，。；\ue001]{0,10}?{N}[^，。；\ue001]{0,12}?(?:查阅点|查阅场所|查阅室|查询点|阅览点|公共查阅点|查阅中心)", ("查阅", "查询", "阅览"), units="个|处|家|所"),
    Count(_S + "reading_points", r"{N}(?:政府信息)?(?:公开)?查阅(?:点|场所|室)", ("查阅",), units="个|处|家|所", unless="接待"),
    Count(_S + "staff", r"专职[^。；\ue001]{0,10}{N}[^。；\ue001]{0,8}兼职[^。；\ue001]{0,10}\ue001[^。；\ue001]{0,4}(?:共|共计|合计|总计){N}", ("专职",), units=_PEOPLE),
    Count(_S + "staff", r"(?:工作人员|人员){N}(?=（专职)", ("专职",), units=_PEOPLE),
    Count(_S + "staff", r"{N}(?:同志|工作人员)?(?:专门)?(?:从事|负责)[^，。；\ue001]{0,6}(?:信息公开|政务公开|公开工作|这项工作)", ("从事", "负责"), units=_PEOPLE, unless="专职|兼职|各"),
    Count(_S + "staff", r"专兼职(?:工作)?(?:人员|信息员)(?:共|有|：|为)*{N}", ("专兼职",), units=_PEOPLE),
    Count(_S + "staff", r"{N}专职[^。；\ue001]{0,8}{N}兼职[^。；\ue001]{0,10}(?:共|共计|合计|总计|计){N}", ("专职",), units=_PEOPLE),
    Count(_S + "staff", r"从事(?:此项|这项|该项)工作的(?:人员)?(?:共|有)*{N}", ("从事",), own=True, units=_PEOPLE),
    Count(_S + "staff", r"(?:工作人员|人员)(?:共|有)*{N}(?=，(?:都|均|全部|全)(?:是|为)兼职)", ("兼职",), units=_PEOPLE),
    Count(_S + "staff_part_time", r"(?:工作人员|人员)(?:共|有)*{N}(?=，(?:都|均|全部|全)(?:是|为)兼职)", ("兼职",), units=_PEOPLE),
    Count(_S + "staff", r"共{N}(?=，(?:都|均|全部|全)(?:是|为)兼职)", ("兼职",), own=True, units=_PEOPLE),
    Count(_S + "staff_part_time", r"共{N}(?=，(?:都|均|全部|全)(?:是|为)兼职)", ("兼职",), own=True, units=_PEOPLE),
    Count(_S + "staff_part_time", r"(?:其余|余下|另外|另有)(?:的)?{N}(?=(?:均|都|全部)?(?:为|是)[^，。；]{0,8}兼职)", ("兼职",), units=_PEOPLE),
    Count(_S + "staff_full_time", r"人员[^。；\ue001]{0,6}{N}[，（]其中，?专职(?:工作)?(?:人员)?{N}", ("专职",), units=_PEOPLE),
    Count(_S + "staff_part_time", r"人员[^。；\ue001]{0,6}{N}[，（]其中，?专职(?:工作)?(?:人员)?{N}[、，]兼职(?:工作)?(?:人员)?{N}", ("兼职",), units=_PEOPLE),
    Count(_S + "staff_full_time", r"{N}(?=(?:同志|人员|人)?(?:为|是)?专职(?:从事|负责|$|[，。；、]))", ("专职",), units=_PEOPLE, unless="各有|各配|各明确|拟|争取"),
    Count(_S + "staff_part_time", r"{N}(?=(?:同志|人员|人)?(?:为|是)?兼职(?:从事|负责|$|[，。；、]))", ("兼职",), units=_PEOPLE, unless="各有|各配|各明确|拟|争取"),
    Count(_S + "staff", r"(?:安排|配备|确定|明确)(?:了)?{N}(?=(?:工作人员|同志|人员|人)?(?:负责|从事|承担)(?:此项|这项|该项)工作)", ("工作",), own=True, units=_PEOPLE),
    Count(_S + "staff_full_time", r"(?:专职)(?:从事[^，。；\ue001]{0,10}?)?(?:工作)?(?:人员|工作人员|信息员|干部)?(?:数)?(?:的)?(?:共|有|为|：|计|共有|约)*{N}", ("专职",), units=_PEOPLE, unless="兼职|争取|计划|拟|各有|各配|各明确|各确定|新增|增加|至少"),
    Count(_S + "staff_full_time", r"{N}(?:专职)(?:工作|信息|管理)?(?:人员|员|干部)?", ("专职",), units=_PEOPLE, unless="兼职|争取|计划|拟|各有|各配|各明确|各确定|各指定|新增|增加|至少|加上"),
    Count(_S + "staff_part_time", r"(?<!专)(?:兼职)(?:从事[^，。；\ue001]{0,10}?)?(?:工作)?(?:人员|工作人员|信息员|联络员|干部)?(?:数)?(?:的)?(?:共|有|为|：|计|共有|约)*{N}", ("兼职",), units=_PEOPLE),
    Count(_S + "staff_part_time", r"{N}(?:兼职)(?:工作|信息|管理)?(?:人员|员|干部)?", ("兼职",), units=_PEOPLE, unless="各有|各配|各明确|各确定|各指定|各设|每个|每[县乡镇村]"),
    Count(_S + "staff", r"(?:从事|负责|承担)[^，。；\ue001]{0,14}?(?:信息公开|政务公开)[^，。；\ue001]{0,10}?(?:人员|人员数|人员共|同志|工作人员)(?:共|有|数|为|：|计|共有|总数|达)*{N}", ("人员", "同志"), units=_PEOPLE, unless="培训|专职|兼职"),
    Count(_S + "staff", r"(?:信息公开|政务公开)(?:工作)?(?:专兼职)?(?:工作)?(?:人员|队伍|联络员|信息员)(?:总数|数|共|有|为|：|计|共有|达|总计)*{N}", ("人员", "队伍", "员"), units=_PEOPLE, unless="培训|(?<!专)兼职|参加"),
    Count(_S + "staff", r"(?:配备|安排|确定|明确|指定|落实)(?:了)?{_}{N}(?!(?:专职|兼职))(?:名|人)?(?:专兼职|专（兼）职)?(?:工作)?(?:人员|同志|干部|工作人员|信息员|联络员)?[^，。；\ue001]{0,10}?(?:从事|负责|承担)[^，。；]{0,10}?(?:信息公开|公开工作)", ("信息公开", "公开工作"), units=_PEOPLE,
          unless="专职|兼职"),
    Count(_S + "staff", r"(?:共计|总计|合计|共有){N}(?=(?:专兼职)?工作人员)", ("工作人员",), own=True, units=_PEOPLE, unless="培训"),
    Count(_S + "meetings", r"(?:召开|组织召开|举行|举办|组织|开)(?:了|全市|全县|全区|全省|全局|全镇|系统|各类|政府信息公开|政务公开|信息公开|工作|专题|专项|领导小组|相关|有关|的|推进|协调|部署|联席|、|会、|调度|汇报|研讨|分析|现场|电视电话|视频|年度|座谈|例|动员|局务|办公|及|全区性|全市性|全县性|性)*会(?:议)?(?:或专题会)?(?:共|共计|为|：|了|达|约)*{N}", ("会",), units="次|场|个|期|场次",
          unless="新闻发布|听证|培训会|党组会|防汛|党委会"),
    Count(_S + "meetings", r"(?:召开|组织召开|举行)(?:了|过)?{N}(?:次|场|个)?(?:的|全市|全县|全区|全省|全局|政府信息公开|政务公开|信息公开|工作|专题|专项|领导小组|推进|协调|部署|联席|年度|、)*(?:会议|推进会|协调会|部署会|专题会|联席会|例会|工作会)", ("会",), units="次|场|个|期",
          unless="新闻发布|听证"),
    Count(_S + "meetings", r"(?:党委|党组|局务|办公|常务|政府)会(?:议)?(?:先后)?{N}(?=(?:专题|专门)?(?:研究|听取|审议|讨论|部署)[^，。；]{0,16}公开)", ("会",), units="次|场"),
    Count(_S + "meetings", r"(?:党委|党组|局务|办公|常务|政府)会(?:议)?(?:专题|专门)?研究[^，。；\ue001]{0,12}公开[^，。；\ue001]{0,4}{N}", ("会",), units="次|场"),
    Count(_S + "meetings", r"召开(?:了)?{N}(?=(?:局务|党组|党委|局长办公|主任办公|办公|行政)会(?:议)?，?(?:专题|专门)?(?:研究|听取|部署|讨论|安排))", ("会",), own=True, units="次|场"),
    Count(_S + "meetings", r"会[^，。；\ue001]{0,10}各{N}，(?:共)?计{N}", ("会",), own=True, units="次|场"),
    Count(_S + "meetings", r"(?:信息公开|政务公开)(?:工作)?(?:会议|专题会|专题会议)(?:或专题会议|数|次数|共|为|：)*{N}", ("会",), units="次|场|个"),
    Count(_S + "trainings", rf"(?:培训班|培训会|业务培训|专题培训|培训活动|培训|讲座|轮训){_TAIL}{{N}}", ("培训", "讲座", "轮训"), units="次|期|场|班次|个|场次|期次", unless="接受|参训|选派|派员"),
    Count(_S + "trainings", r"(?:举办|组织|开展|举行|进行|开办|组织开展)(?:了|过|各类)?{N}[^，。；\ue001]{0,14}?(?:培训|讲座|轮训)", ("培训", "讲座", "轮训"), units="次|期|场|班次|个|场次", unless="接受|选派"),
    Count(_S + "trainings", r"(?:专题|集中)学习(?:班|会)?{N}", ("学习",), own=True, units="次|期|场"),
    Count(_S + "trainings", r"办(?:了)?{N}(?=培训班)", ("培训",), units="次|期|场|个"),
    Count(_S + "trainees", r"组织{N}(?=[^，。；、\ue001]{0,14}(?:参加|集中|统一|业务)培训)", ("培训",), units="人次|人|名", unless="派员|选派|上级"),
    Count(_S + "trainees", r"(?:培训|学习)(?:班|会)?{N}?，(?:来了|到会|共有|有)?{N}(?=$|[，。；、]|受到|接受|受训)", ("培训", "学习"), units="人次|人|名", unless="派员|选派"),
    Count(_S + "trainees", r"(?:培训|参训|轮训|接受培训)(?:班|会)?(?:各类|信息公开|工作)?(?:人员|干部|人数|人次|学员|信息员|工作人员|骨干|人员数)?(?:共|达|达到|为|：|约|计|总计|合计|累计|数|近|的)*{N}", ("培训", "参训"), units="人次|人|名|余人", unless="派员|选派|参加[省市县上区]"),
    Count(_S + "trainees", r"培训(?:了)?[^，。；、\ue001]{2,14}(?:人员|干部|民警|职工|骨干|同志)(?:共|达|计|约)*{N}", ("培训",), units="人次|人|名", unless="派员|选派|参加[省市县上区]"),
    Count(_S + "trainees", r"培训(?:了)?[^，。；\ue001]{2,16}(?:[专公队委社职]干|员|骨干|同志)(?:共|达|计|约)*{N}", ("培训",), units="人次|人|名", unless="派员|选派|参加[省市县上区]"),
    Count(_S + "trainees", r"(?:参加|接受)[^，。；\ue001]{0,8}?培训(?:的)?(?:人员|人数|人次)?(?:共|达|为|：|约|计|数|有)*{N}", ("培训",), units="人次|人|名", unless="组织{N}"),
    Count(_S + "trainees", r"(?:培训|参训)[^。；\ue001]{0,12}?(?:\ue001[^。；\ue001]{0,6}?)?(?:，|、|（)?(?:共|共计|累计|合计)?(?:培训|参训|参加|受训)(?:人员|人数|人次|干部)?(?:共|达|为|：|约|计|近)*{N}", ("培训", "参训"), units="人次|人|名", unless="派员|选派|参加[省市县上区]"),
    Count(_S + "trainees", r"(?:培训|轮训|讲座)[^。；\ue001]{0,6}{N}(?:，|、|（)?(?:共|共计|到会)?{N}", ("培训", "轮训", "讲座"), units="人次|人|名", unless="派员|选派|参加[省市县上区]"),
    Count(_S + "trainees", r"{N}(?:参训|参加)", ("培训", "轮训", "讲座"), units="人次|人|名", unless="派员|选派"),
    Count(_S + "trainees", r"{N}(?:人次|人|名)?(?:参加|参训|接受)(?:了)?[^，。；\ue001]{0,8}?培训", ("培训",), units="人次|人|名", unless="派员|选派|参加[省市县上区]"),
)  # fmt: skip

_FUNDING_TOTAL = compile_pattern(r"(?:经费|投入)[^。；]{0,60}?(?:总计|共计|合计){M}")
_FUNDING = compile_pattern(
    r"(?:信息公开|政务公开|公开工作|专项|工作)[^，。；\ue003]{0,12}?(?:经费|费用|资金|投入)[^，。；\ue003]{0,14}?{M}|(?:经费|投入){_}{M}|资金{M}用于[^，。；\ue003]{0,8}公开|用于[^，。；\ue003]{0,6}(?:信息公开|政务公开)(?:工作)?的(?:支出|开支)[^，。；\ue003]{0,6}{M}"
)
_GROUP = re.compile(r"领导小?组")
_GROUP_VERB = re.compile(
    r"成立|建立|调整|组建|健全|充实|设立|组长|领导小组(?:办公室|下设|负责|成员|统一|组织|领导下|的领导|及|，|、|，由)|上升为|组织领导|完善"
)
_OTHER_GROUP = re.compile(
    r"(?:按照|根据)[^，。；]{0,16}领导小组|(?:上级|省|国务院|市政府|市委|上一级)[^，。；]{0,10}领导小组"
)
_LEADER = (
    re.compile(
        r"(?:由|以)(?P<n>[^，。；由以为《》]{2,24}?)(?:同志)?(?:担任|任|为|兼任)(?:政府|政务)?(?:信息公开)?(?:工作)?(?:领导小组)?(?:的)?组长"
    ),
    re.compile(r"领导小组组长由(?P<n>[^，。；]{2,24}?)(?:同志)?(?:担任|兼任)"),
    re.compile(r"(?:^|[，；。])(?P<n>[^，。；由以为《》“”]{2,24}?)(?:同志)?(?:担任|任|兼任)[^，。；]{0,18}组长"),
    re.compile(r"(?:^|[，；。])(?P<n>[^，。；由以为《》“”]{2,20}?)(?:是|为)[^，。；]{0,14}第一责任人"),
    re.compile(
        r"(?:由|以)(?P<n>[^，。；、由以为]{2,22}?)(?:同志)?(?:担任|任|为|兼任)(?:政府|政务)?(?:信息公开)?(?:工作)?(?:领导小组)?(?:的)?组长"
    ),
    re.compile(r"(?:^|[，；。、])(?P<n>[^，。；、由以为《》“”]{2,24}?)(?:同志)?(?:担任|任|兼任)(?:领导小组)?组长"),
    re.compile(r"(?:^|[，；。、由为])(?P<n>[^，。；、由以为《》“”]{2,18}?)(?:同志)?为(?:领导小组)?组长"),
    re.compile(r"组长(?:由|：)(?P<n>[^，。；、]{2,22}?)(?:同志)?(?:担任|兼任|$|，|；|。)"),
    re.compile(
        r"(?:^|[，；。])(?P<n>[^，。；由]{0,12}(?:[局县区镇乡市厅]长|书记|(?<!办公室)主任)[\u4e00-\u9fff]{0,4}?)(?:同志)?(?:负总责|主抓)"
    ),
    re.compile(r"由(?P<n>[^，。；]{2,18}?)(?:挂帅|亲自抓|牵头负责|总负责|负总责|主抓|主管|分管)"),
    re.compile(
        r"(?:明确|确定|坚持|实行|由|，|^)(?P<n>[^，。；由]{0,10}(?:[局县区镇乡市厅]长|书记|(?<!办公室)主任|一把手))亲自抓"
    ),
)
_OFFICE = (
    re.compile(
        r"(?:信息公开|政务公开|公开|日常)(?:工作|的日常工作|日常工作)?由(?P<n>[^，。；、由]{2,20}?)(?:具体)?(?:负责|承担|承办|牵头)"
    ),
    re.compile(
        r"(?:指定|确定|明确|授权)(?P<n>[^，。；、由]{2,20}?)(?:为|作为)[^，。；]{0,12}(?:信息公开|政务公开|公开)[^，。；]{0,8}(?:机构|部门|科室|单位)"
    ),
    re.compile(r"公开(?:工作)?交(?:给|由)(?P<n>[^，。；、由]{2,16}?)(?:具体)?(?:承办|负责|办理|承担)"),
    re.compile(r"挂靠(?:在)?(?P<n>[^，。；、（]{2,16})"),
    re.compile(r"(?:领导小组)?(?:下设)?办公室(?:设|设立|挂靠|挂)(?:在|于)(?P<n>[^，。；、（]{2,20})"),
    re.compile(
        r"(?:^|[，；。])(?P<n>[^，。；、由（）]{2,16}?)(?:是|为|作为)[^，。；]{0,14}(?:日常办事机构|办事机构|主管科室|归口管理部门|主管部门|牵头部门|责任科室|职能科室|承办科室|工作机构)"
    ),
    re.compile(r"设办公室(?:于|在)(?P<n>[^，。；、（]{2,16})"),
    re.compile(r"办公室(?:于|在)(?P<n>[^，。；、（]{2,16}?)(?:，|。|；)"),
    re.compile(
        r"(?:由|确定|明确|指定|授权)(?P<n>[^，。；、由]{2,20}?)(?:具体)?(?:负责|承担|承办)[^，。；]{0,16}?(?:日常工作|信息公开|公开工作|具体工作|日常事务|组织协调)"
    ),
    re.compile(
        r"(?:^|[，；。])(?P<n>[^，。；、由]{1,12}(?:办公室|科|股|处|室|中心|办))(?:具体)?(?:负责|承担|承办|牵头负责)[^，。；]{0,20}?(?:信息公开|公开工作|日常|具体业务|具体工作|具体事务|协调|组织)"
    ),
    re.compile(
        r"(?:明确|确定|指定)(?P<n>[^，。；、由]{0,16}(?:办公室|科|股|处|室|中心|办))(?:为|作为)(?:责任|牵头|主管|承办|归口|具体|工作)[^，。；]{0,4}(?:股室|科室|部门|机构|处室|单位)"
    ),
    re.compile(
        r"(?:明确|确定|指定)?由(?P<n>[^，。；、由]{0,12}(?:办公室|科|股|处|室|中心|办))(?:具体|牵头)?负责(?=[，。；]|$)"
    ),
    re.compile(
        r"(?:^|[，；。])由?(?P<n>[^，。；、由]{0,10}(?:办公室|科|股))(?:牵头(?:落实|负责|组织|实施)?|主办)(?=[，、。；]|$)"
    ),
)
_LEADS = re.compile("组长|责任人|挂帅|亲自抓|负责|负总责|主抓|主管|分管")
_RUNS = re.compile("主办|负责|承担|承办|牵头|挂|[设于在是为]")
"""Words of which every sentence that names a leader, or an office, has one."""
_OFFICE_NAME = re.compile(
    r"(?:办公室|[支大总中]队|办公厅|办|科|股|处|室|中心|局|部门|站|所|委|组|部|小组)(?:（[^）]*）)?$"
)
_TITLE = re.compile(r"《[^《》]{3,50}(?:〈[^〉]{1,40}〉[^《》]{0,20})?》(?:（[^（）]{1,8}）)?")
_RULE_KIND = re.compile(
    r"(?:制度|办法|规定|方案|规范|细则|通知|意见|要点|计划|规则|规程|流程|预案|机制|分工|安排|指引|标准|守则|暂行|指南)(?:（[^）]*）)?》"
)
_RULE_VERB = re.compile(
    r"制定|制发|印发|出台|完善|建立|修订|下发|制订|拟定|转发了?本|健全|执行|编制|起草|发布|修改|重新|先后|实行|落实了|研究|形成|按照本"
)
_SUPERIOR = re.compile(r"国务院|中华人民共和国|国家|中共中央|中央|〈中华|上级|民政部|教育部|总局|部办公厅|总署")
_LEVELS = (  # What stands above a body of each level, from towns up to provinces.
    (re.compile(r"(?<!城)[镇乡]|街道|苏木"), re.compile("省|自治区|市|[县区旗](?:人民)?政府|[县区旗]委|全[县区旗]")),
    (re.compile(r"[县区旗](?!域)"), re.compile("省|自治区|市政府|市人民政府|市委|市办|全市|市[^，《》]{0,8}局关于")),
    (re.compile(r"[市州盟]|地区"), re.compile("省|自治区(?!.{0,4}州)|全区")),
)
_FOLLOWED = re.compile(
    r"(?:按照|根据|依据|贯彻|落实|遵照|依照|学习|对照|结合|围绕|按|遵循|宣传|为贯彻|参照|转发)[^，。；《]{0,24}$|(?:、|和|及|与)$"
)
_WORDS_BEFORE_NAME = re.compile(r"^(?:在|于|我?们?|并|且|均|都|其中|，|同时|一是|二是|三是|成立了?|建立了?|了|一把手)+")


def answers(reading: Reading) -> list[Answer]:
    """Answers for the section."""
    found = {answer.path: answer for answer in fill(reading, RULES)}
    for answer in (
        _funding(reading),
        _leading_group(reading),
        _first(reading, "leader", _LEADER, _LEADS),
        _first(reading, "office", _OFFICE, _RUNS),
    ):
        if answer is not None:
            found.setdefault(answer.path, answer)
    things = {_S + "staff_full_time": (re.compile("专职"), None)}
    for zero in zeros(reading, things, [sentence for sentence in reading.sentences if "专职" in sentence.text]):
        found.setdefault(zero.path, zero)
    return [*found.values(), *_rules(reading)]


def _funding(reading: Reading) -> Answer | None:
    for index, sentence in enumerate(reading.sentences):
        if MONEY not in sentence.text or not re.search("经费|投入|资金|费用|支出|开支", sentence.text):
            continue
        heading = reading.sentences[index - 1].text if index else ""
        about = "经费" in sentence.text or re.fullmatch("[^，；]{0,8}经费[^，；]{0,4}", heading)  # 二是落实经费。
        if not re.search("信息公开|政务公开|公开工作|公开专项|公开栏", sentence.text) and not (sentence.own and about):
            continue
        total = _FUNDING_TOTAL.search(sentence.text)
        named = [
            match
            for match in _FUNDING.finditer(sentence.text)
            if re.search("信息公开|政务公开|公开工作|公开专项", match[0])
        ]
        for match in [total] if total else named or _FUNDING.finditer(sentence.text):
            offset = match.end() - 1
            if re.search(
                "收取|减免|收费|教育|改版|三公|财政拨款|补助|项目|行政事业|罚",
                sentence.text[sentence.clause_start(match.start()) : offset],
            ):
                continue
            if reading.scope(sentence, offset) != "other":
                value = Decimal(reading.figure(sentence, offset).value or 0) / 10_000
                return reading.answer_figure(_S + "funding_wan_yuan", sentence, offset, value)
    return None


def _leading_group(reading: Reading) -> Answer | None:
    for sentence in reading.sentences:
        for match in _GROUP.finditer(sentence.text):
            before = sentence.text[max(0, match.start() - 30) : match.start()]
            about = re.search("公开", before[-16:]) or re.search("公开", sentence.text)
            named = re.search("(?:信息|政务|校务|村务)公开(?:工作)?$", before)
            if not about or not (named or _GROUP_VERB.search(sentence.text)) or _OTHER_GROUP.search(sentence.text):
                continue
            if re.search(r"未成立|没有成立|考核领导小组$|联系", sentence.text[: match.end()]):
                continue
            return reading.answer_words(_S + "leading_group", sentence, match.start(), match.end(), True)
    return None


def _first(reading: Reading, name: str, patterns: tuple[re.Pattern[str], ...], cue: re.Pattern[str]) -> Answer | None:
    told = [sentence for sentence in reading.sentences if sentence.own or "公开" in sentence.text]
    cued = [sentence for sentence in told if cue.search(sentence.text)]
    for pattern in patterns:
        for sentence in cued:
            match = pattern.search(sentence.text)
            if not match:
                continue
            start = match.start("n")
            trimmed = _WORDS_BEFORE_NAME.match(match["n"])
            start += trimmed.end() if trimmed else 0
            end = match.end("n")
            acting = sentence.text.find("作为", start, end)
            end = acting if acting > start else end
            words = sentence.text[start:end]
            if len(words) < 2 or re.search(r"专人|专门人员|各|谁|考核|应急|分管|一名|一把手|人员", words):
                continue
            if name == "office" and not _OFFICE_NAME.search(words):
                continue
            return reading.answer_words(_S + name, sentence, start, end, None)
    return None


def _rules(reading: Reading) -> list[Answer]:
    """《…》 titles of rules that the body itself has made: a verb of making before them, and no superior's name in them."""
    answers: list[Answer] = []
    seen: set[str] = set()
    superior = _superior(reading)
    for sentence in reading.sentences:
        if "《" not in sentence.text or sentence.placed.role != "body":
            continue
        for title in _titles(sentence, superior):
            words = re.sub(r"\W", "", title[2])
            if words in seen:
                continue
            seen.add(words)
            answers.append(reading.answer_words(f"{_S}rules/{len(answers)}", sentence, title[0], title[1], None))
    return answers


def _superior(reading: Reading) -> re.Pattern[str]:
    """Words that name a body above the issuer, told by the level that the title and first lines name."""
    named = "".join(placed.line.text for placed in reading.routed.frame[:3])[:60] or reading.clean.text[:120]
    named = re.sub(r"自治[州县旗区]", "", named)
    return next((above for level, above in _LEVELS if level.search(named)), re.compile("(?!)"))


def _titles(sentence: Sentence, superior: re.Pattern[str]) -> list[tuple[int, int, str]]:
    found = []
    making = False
    for match in _TITLE.finditer(sentence.text):
        start = sentence.text.rfind("，", 0, match.start()) + 1
        before = sentence.text[start : match.start()]
        verbs = list(_RULE_VERB.finditer(before))
        verb = verbs[-1] if verbs else None
        listed = before.endswith(("》、", "、", "》和", "和", "及", "》", "与", "》）、")) or not before
        followed = re.search(r"按照|根据|依据|贯彻|遵照|依照|学习|对照|依(?!申请)|围绕|参照", before)
        if verb is not None and not (followed and followed.start() > verb.start()):
            making = not (followed and followed.start() < verb.start() and verb[0] in ("落实了", "执行"))
        elif followed or not listed:
            making = False
        if not making or not _RULE_KIND.search(match[0]) or _SUPERIOR.search(match[0]):
            continue
        if (
            _SUPERIOR.search(before)
            or "条例》" in match[0]
            or superior.search(before[-16:])
            or superior.search(match[0])
        ):
            continue
        found.append((match.start(), match.end(), match[0]))
    return found
