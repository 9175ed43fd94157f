"""附表: the rows of the statistics form, and the fields that only the form states (families F1 to F5 of PHRASES.md)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from giextract.backends import Answer
from giextract.backends.rules.cells import Cell, Row
from giextract.backends.rules.form import Form, read_form
from giextract.backends.rules.sentences import Reading
from giextract.sections import Placed
from giextract.text.clean import CleanText

_FIELDS: tuple[tuple[str, str, str], ...] = (
    # Section, field, the indicator's words (parentheses left out).
    ("disclosure", "total", r"主动公开(?:政府)?(?:信息|文件)(?:总)?数|主动公开(?:政府)?信息(?:总)?数量"),
    ("disclosure", "normative_documents", r"主动公开(?:行政)?规范性文件数"),
    ("disclosure", "normative_documents_issued", r"制发(?:行政)?规范性文件总?数|新增(?:的)?行政规范性文件数"),
    ("engagement", "hot_topics_answered", r"回应公众关注热点或重大舆情数"),
    ("engagement", "press_conferences", r"(?:参加或)?(?:举办|召开)?新闻发布会(?:总)?次数"),
    ("engagement", "press_conferences_led", r"主要负责同志参加新闻发布会次数"),
    ("engagement", "online_interviews", r"政府网站在线访谈次数|在线访谈次数"),
    ("engagement", "online_interviews_led", r"主要负责同志参加政府网站在线访谈次数|主要负责同志参加在线访谈次数"),
    ("engagement", "interpretations", r"政策解读稿件发布数|政策解读(?:稿件)?数"),
    ("engagement", "social_media_responses", r"微博微信回应事件数"),
    ("engagement", "other_responses", r"其他方式回应事件数"),
    ("engagement", "site_visits", r"(?:网站|专栏|页面|门户|网页|政府信息公开|信息公开|政府)*(?:访问|点击|浏览)(?:总)?(?:量|数|人次|次数)"),
    ("engagement", "questions_answered", r"咨询(?:总)?(?:数|人次数?)"),
    ("applications", "received", r"(?:收到|受理|正式受理)?(?:政府信息公开|依申请公开|依申请公开信息|信息公开)?(?:政府信息)?申请(?:信息)?(?:总)?数|受理(?:政府信息公开|依申请公开信息|依申请公开)申?请?总数|收到申请数"),
    ("applications", "in_person", r"当面申请数|当面"),
    ("applications", "by_fax", r"传真申请数|传真"),
    ("applications", "online", r"(?:通过)?(?:网络|网上|互联网|电子邮件|在线)申请数"),
    ("applications", "by_letter", r"(?:信函|信函、传真|信函及传真|信函传真|邮寄)申请数"),
    ("applications", "other_methods", r"其[他它](?:形式|方式)申请数|其[他它](?:形式|方式)"),
    ("applications", "closed", r"申请办结数|办结数?|办结申请数"),
    ("applications", "closed_on_time", r"按时办结数"),
    ("applications", "closed_extended", r"延期办结数"),
    ("applications", "answered", r"(?:对)?(?:依?申请公开?|申请)的?答复(?:总)?数|答复总数"),
    ("applications", "already_public", r"属于已主动公开范围数|属于已主动公开范围答复数"),
    ("applications", "granted", r"同意公开(?:答复)?数|同意提供"),
    ("applications", "partially_granted", r"同意部分公开(?:答复)?数|部分公开(?:答复)?数"),
    ("applications", "refused", r"(?:不同意公开|不予公开|否决公开)(?:答复)?数|拒绝提供"),
    ("applications", "refused_state_secret", r"涉及国家秘密|涉密"),
    ("applications", "refused_trade_secret", r"涉及商业秘密"),
    ("applications", "refused_privacy", r"涉及个人隐私"),
    ("applications", "refused_security", r"危及国家安全、公共安全、经济安全和社会稳定"),
    ("applications", "refused_not_information", r"不是《条例》所指政府信息"),
    ("applications", "refused_other", r"法律法规规定的?其他情形"),
    ("applications", "not_held", r"不属于本(?:行政)?机关公开数"),
    ("applications", "not_existing", r"申请信息不存在数|信息不存在(?:数)?"),
    ("applications", "amended", r"告知(?:作出)?更改补充数"),
    ("applications", "referred", r"告知通过其他途径办理数"),
    ("applications", "other_answers", r"其[他它]类型(?:答复)?数"),
    ("fees", "charged_wan_yuan", r"依申请公开(?:政府)?信息收取的?费用|收费金额|收取费用"),
    ("fees", "waived_wan_yuan", r"(?:政府信息公开)?(?:收费)?减免(?:金额|费用|收费金额)"),
    ("disputes", "reconsiderations", r"行政复议(?:总)?(?:数量?|件数|案件数)|(?:申请)?复议数"),
    ("disputes", "lawsuits", r"行政诉讼(?:总)?(?:数量?|件数|案件数)|诉讼数"),
    ("disputes", "complaints", r"(?:被)?(?:接受)?(?:行政)?(?:申诉|举报|投诉|诉讼、举报)(?:、?(?:举报|投诉|申诉))?(?:总)?(?:数量?|件数)|(?:接受)?行政诉讼、举报数"),
    ("organisation", "dedicated_units", r"(?:设置)?(?:政府信息公开工作)?专门(?:工作)?机构数"),
    ("organisation", "reading_points", r"(?:设置)?(?:政府信息公开)?(?:公共)?查[阅询]点数"),
    ("organisation", "staff", r"从事政府信息公开工作人员数|(?:信息公开)?工作人员(?:总)?数"),
    ("organisation", "staff_full_time", r"专职人员数?(?:（不包括.*)?"),
    ("organisation", "staff_part_time", r"兼职人员数?"),
    ("organisation", "funding_wan_yuan", r"(?:政府)?信息公开专项经费.*|(?:信息公开)?(?:工作)?专项经费"),
    ("organisation", "meetings", r"召开政府信息公开工作会议或专题会议数|召开.*会议.*数"),
    ("organisation", "trainings", r"举办各类培训班数|举办.*培训班?.*数"),
    ("organisation", "trainees", r"接受培训人员数|接受培训人次数?"),
)  # fmt: skip
_PATTERNS = tuple((section, name, re.compile(pattern)) for section, name, pattern in _FIELDS)
_OUTCOMES = (
    ("upheld", re.compile(r"维持(?:具体行政行为|被?告)?.*数|维持或者?驳回.*|驳回.*数")),
    ("corrected", re.compile(r"被?依法纠错数|被?纠错.*|纠正.*")),
    ("other", re.compile(r"其[他它](?:情形|情况)?数?")),
)
_CHANNELS = re.compile(
    r"(?:通过)?(?P<n>(?:政府)?公报|(?:政府)?(?:门户)?网站|政务微博|政务微信|微博|微信|其[他它]方式|其[他它]渠道)(?:主动)?公开(?:政府)?(?:信息)?数?|(?P<m>网站|政府网站|政府公报|公报)公开"
)


def form_of(reading: Reading) -> Form | None:
    """The statistics form of the report, or None where it has none."""
    lines = reading.routed.form
    if not lines:
        return None
    before = lines[0].line.start
    counts = frozenset(
        figure.value
        for figure in reading.skeleton.figures
        if figure.end <= before and figure.kind in ("count", "bare") and isinstance(figure.value, int)
    )
    return read_form(reading.clean, lines[0].line.start, lines[-1].line.end, counts)


def answers(reading: Reading) -> list[Answer]:
    """Every row of the form, in order."""
    form = form_of(reading)
    found: list[Answer] = []
    for index, row in enumerate(form.rows if form else ()):
        path = f"/annex/rows/{index}"
        found.append(_answer(reading, f"{path}/indicator", *row.indicator))
        if row.unit:
            found.append(_answer(reading, f"{path}/unit", *row.unit))
        names = ("value", "cumulative") if form and form.columns == 2 else ("value",)
        for name, cell in zip(names, _columns(reading, form, row), strict=False):
            found.append(_cell(reading, f"{path}/{name}", cell))
    return found


def _columns(reading: Reading, form: Form | None, row: Row) -> list[Cell]:
    """The row's cells for this year and, where the form has it, the running total."""
    if form is None or not form.years:
        return _aligned(row, form.columns if form else 1)
    if not row.cells or reading.year not in form.years:
        return []
    if len(row.cells) != len(form.years):
        return [Cell(row.cells[0].start, row.cells[-1].end, "illegible")]
    return [row.cells[form.years.index(reading.year)]]


def _aligned(row: Row, columns: int) -> list[Cell]:
    """The row's cells by column; where one of two is missing nobody knows which, and both are illegible."""
    cells = row.cells
    if columns == 2 and len(cells) == 1 and cells[0].state == "stated":
        return [Cell(cells[0].start, cells[0].end, "illegible"), Cell(cells[0].start, cells[0].end, "illegible")]
    if len(cells) > columns:
        if columns == 1 and all(cell.state == "blank" for cell in cells):
            return cells[:1]
        return [Cell(cells[0].start, cells[-1].end, "illegible")] * columns
    return cells


def _placed(reading: Reading, start: int) -> Placed:
    lines = reading.routed.form
    return next((placed for placed in reversed(lines) if placed.line.start <= start), lines[0])


def _answer(reading: Reading, path: str, start: int, end: int) -> Answer:
    return reading.answer(path, _placed(reading, start), start, end, None)


def _cell(reading: Reading, path: str, cell: Cell, value: int | Decimal | None = None) -> Answer:
    start, end = cell.start, cell.end
    quote = reading.clean.text[start:end]
    line = _placed(reading, start).line.number
    settled = value if value is not None else cell.value
    return Answer(path, cell.state, line, quote, (start, end), settled, cell.equations)


def fields(reading: Reading, section: str, stated: set[str]) -> list[Answer]:
    """Fields of `section` that the form states and the narrative (`stated`) does not."""
    form = form_of(reading)
    if form is None:
        return []
    found: dict[str, Answer] = {}
    for row, owner, name in _meanings(reading.clean, form):
        cells = _columns(reading, form, row)
        if owner != section or not cells:
            continue
        path = f"/{section}/{name}"
        found.setdefault(
            path, _money(reading, path, row, cells[0]) if name.endswith("wan_yuan") else _cell(reading, path, cells[0])
        )
        if len(cells) > 1 and name in ("total", "received"):
            running = "/disclosure/cumulative_total" if name == "total" else "/applications/received_cumulative"
            found.setdefault(running, _cell(reading, running, cells[1]))
    if section == "disclosure":
        return [*(item for path, item in found.items() if path not in stated), *_channels(reading, form, stated)]
    return [item for path, item in found.items() if path not in stated]


@lru_cache(maxsize=2)
def _meanings(clean: CleanText, form: Form) -> tuple[tuple[Row, str, str], ...]:
    """Section and field of every row whose indicator has one; outcomes belong to the kind of case named last."""
    found: list[tuple[Row, str, str]] = []
    case = ""
    for row in form.rows:
        words = _words(clean, row)
        case = (
            "reconsiderations" if "复议" in words else "lawsuits" if "诉讼" in words and "举报" not in words else case
        )
        outcome = next((name for name, pattern in _OUTCOMES if pattern.fullmatch(words)), None) if case else None
        if outcome:
            found.append((row, "disputes", f"{case}_{outcome}"))
        meaning = next(((owner, name) for owner, name, pattern in _PATTERNS if pattern.fullmatch(words)), None)
        if meaning:
            found.append((row, *meaning))
    return tuple(found)


def _words(clean: CleanText, row: Row) -> str:
    words = re.sub(r"\s|（[^（）]*）|\([^()]*\)", "", clean.text[row.indicator[0] : row.indicator[1]])
    return re.sub(r"^(?:其中)?[：:]?", "", words)


def _money(reading: Reading, path: str, row: Row, cell: Cell) -> Answer:
    if cell.state != "stated" or cell.value is None or row.unit is None:
        return _cell(reading, path, cell)
    factor = Decimal(1) if row.unit_word == "万元" else Decimal(1) / 10_000
    value = Decimal(cell.value) * factor
    if cell.value == 0:
        return _cell(reading, path, cell, Decimal(0))
    # The unit stands in a cell of its own before the number: cite both.
    return _cell(reading, path, Cell(row.unit[0], cell.end, cell.state, None, cell.equations), value)


def _channels(reading: Reading, form: Form, stated: set[str]) -> list[Answer]:
    """Channels with a count in the form, after those of the narrative; a kind that the narrative counts is not repeated."""
    begin = 1 + max(
        (int(path.split("/")[3]) for path in stated if path.startswith("/disclosure/by_channel/")), default=-1
    )
    found: list[Answer] = []
    kinds = {path.removeprefix("kind:") for path in stated if path.startswith("kind:")}
    for row in form.rows:
        words = _words(reading.clean, row)
        match = _CHANNELS.fullmatch(words)
        cells = _columns(reading, form, row)
        if not match or not cells or cells[0].state == "illegible":
            continue
        name = match["n"] or match["m"]
        if any(kind in name or name in kind for kind in kinds) or channel_kind(name) in {
            channel_kind(kind) for kind in kinds
        }:
            continue
        offset = reading.clean.text.index(name[0], row.indicator[0]) if name[0] in words else row.indicator[0]
        start = reading.clean.text.find(name, row.indicator[0], row.indicator[1])
        start = start if start >= 0 else offset
        path = f"/disclosure/by_channel/{begin}"
        found.append(_answer(reading, f"{path}/name", start, start + len(name)))
        found.append(_cell(reading, f"{path}/count", cells[0]))
        begin += 1
    return found


def channel_kind(name: str) -> str:
    """The kind of channel a name speaks of: 网站, 公报, 微博, 微信, 其他, or the name itself."""
    for kind in ("公报", "微博", "微信", "网", "其他", "其它"):
        if kind in name:
            return kind.replace("其它", "其他")
    return name
