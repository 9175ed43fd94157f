"""问题与改进: stated problems and measures, each as printed, in lists or in plain sentences (SCHEMA.md, assessment)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from giextract.backends import Answer
from giextract.backends.rules.enumerations import Item, items, semicolons
from giextract.backends.rules.sentences import Reading
from giextract.sections import Placed

_S = "/assessment/"
_MEASURES = re.compile(
    r"下一步|下步|今后|以后的工作|在以后|今年的工作中|下一阶段|下阶段|接下来|新的一年|明年|来年|改进措施|整改措施|改进的?(?:办法|意见|方向|情况|思路|措施)|工作打算|工作思路|努力方向|解决办法|具体措施|改进思路|整改方向|打算|对策|工作措施|工作计划|重点做好|"
    r"针对(?:上述|以上|存在|这些|此)|因此，|为此，|将从以下|将采取|拟采取|将着[力重]|以下[^，。]{0,6}(?:措施|改进)|今后工作|改进建议|重点抓好|[一二三四五六七八九十\d]条(?:改进)?措施|(?:^|(?<=。))措施："
)
_PROBLEM_HEADING = re.compile(r"问题|不足|困难|差距")
_MEASURE_HEADING = re.compile(
    r"改进|措施|打算|对策|下一?步|计划|解决|整改|努力方向|今后|年(?:度)?(?:的)?(?:工作|计划|安排)|思路"
)
_DEFICIENT = re.compile(
    r"有待|不够|不足|不高|不到位|不及时|不全面|不完善|不规范|欠缺|薄弱|单一|滞后|不强|不平衡|不均衡|不明确|不健全|差距|不多|不深|不严|不大|不丰富|不准确|不便|不太|较少|较小|较慢|偏少|偏低|不齐|不广|不清|不熟|需要?进一步|仍需|还需|尚需|亟待|困难|不细致|参差不齐|缺乏|短缺|不稳定|不畅|较弱|尚未|还没有|不尽|不适应|不统一"
)
_INTENDED = re.compile(
    r"将|要|继续|进一步|加强|加大|完善|强化|提高|推进|拓[宽展]|规范|建立|健全|深化|扩大|落实|丰富|创新|做好|优化|加快|充实|畅通|严格|抓好|着力|组织|开展|争取"
)
_LABELLED = re.compile(r"(?:(?:主要|存在的?)*(?:问题|不足)(?:之处)?|(?:改进|整改)?(?:措施|打算))：")
_LEAD = re.compile(
    r"^(?:[\s，、；：]|但是?|不过|同时|此外|另外|然而|目前|主要是|主要表现[在为]|一方面|另一方面|还存在着?|仍存在着?|存在着?(?:的)?(?:主要)?(?:问题|不足)(?:是|有|：)|如|例如|比如|问题[是：]|尤其是|特别是|其中)+"
)
_OPENER = re.compile(
    r"存在[^，。：]{0,12}(?:不足|问题|差距|困难)(?:的问题|之处|和不足|和问题)?，(?=如|例如|比如|主要是|主要表现|主要体现|表现在)"
)
_INTRODUCES = re.compile(
    r"(?:以下|如下|下列|几个?方面)[^。；]{0,12}$|(?:存在|还有|面临|有着?|主要)[^。；]{0,14}(?:问题|不足|困难|差距)(?:和不足|和困难|与不足)?(?:有|是|如下|：)?$|：$"
)
_CONTAINER = re.compile(
    r"(?:.{0,14}(?:存在|工作中|面临|主要|目前|当前|现有))?(?:的)?(?:主要|突出)?(?:问题|不足|困难|差距|薄弱环节)(?:之处|和困难|与困难|和不足|与不足|方面|及原因|如下)?"
    r"|.{0,12}(?:改进|整改|解决|工作|下一?步|今后)?(?:的)?(?:措施|打算|对策|办法|思路|方向|计划|意见)(?:方面|如下)?"
)
_ORDINALS = "一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩"
_MARK = re.compile(
    r"(?:^|(?<=[。；：\n]))(?:（(?P<bracket>[一二三四五六七八九])）|(?P<series>[一二三四五六七八九])是|第(?P<nth>[一二三四五六七八九])[，、]|(?P<digit>\d{1,2})[、.．]"
    r"|(?P<circle>[①-⑩])|（(?P<small>\d)）)"
)
_VERBS = re.compile(
    r"^(?:进一步|着力|逐步|继续|不断|加强|加大|完善|强化|积极|切实|努力|大力|深化|拓展|健全|规范|扩大|创新|严格|认真|及时|全面|推进|丰富|优化|建立|充分)"
)
_DOING = re.compile(
    r"(?:要|将)?(?:进一步|着力|逐步|继续|不断|深入|加强|加大|完善|强化|积极|切实|努力|大力|深化|拓展|拓宽|健全|规范|扩大|创新|严格|认真|及时|全面|推进|推行|丰富|优化|建立|充分|提高|提升|抓好|做好|落实|组织|开展|按照|贯彻)"
)
_OUTCOME = re.compile(r"水平$|台阶|局面|打下|奠定|做出|作出|满意$|不断提[高升]|服务$|轨道$|目标$")
_INTRO = re.compile(r"^.{0,16}?(?:将|要)(?=进一步|继续|不断|加强|加大|着力|认真|积极|切实|努力)")
_STEP = re.compile(
    r"(?<=的问题)，(?:20\d\d年)?(?:我[们局])?(?:将|要|拟|计划)+|，(?:下一?步|今后|明年|下阶段)，?(?:我[们局]|将|要|拟|应|会)*"
)
_SUBJECT = re.compile(
    r"^(?:(?:20\d\d年|今后|明年|来年|下一?步|下一阶段|接下来|新的一年)，?)?(?:我[们局县市区镇乡]|本[局县])?(?:们)?(?:将|要|拟|会)+"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of one line in one mode: clean offsets."""

    placed: Placed
    start: int
    end: int
    mode: str


def answers(reading: Reading) -> list[Answer]:
    """Answers for the section: `problems` and `measures`, item by item in the report's order."""
    pieces = _restarted(reading, list(_pieces(reading)))
    found: dict[str, list[tuple[int, int]]] = {"problems": [], "measures": []}
    for mode in ("problems", "measures"):
        chosen = [piece for piece in pieces if piece.mode == mode]
        listed = _items(reading, chosen, mode)
        if mode == "problems" and len(listed) >= 2 and _intended(reading, listed):
            # The list under `问题及改进措施` is one of measures; the problems stand in the sentences before it.
            found["measures"].extend(_items(reading, chosen, "measures"))
            before = [
                replace(piece, end=min(piece.end, listed[0][0])) for piece in chosen if piece.start < listed[0][0]
            ]
            listed = list(_sentences(reading, before, mode))
        for start, end in listed:
            step = _STEP.search(reading.clean.text, start, end) if mode == "problems" else None
            if step and end - step.end() >= 6:
                found["problems"].append((start, step.start()))
                found["measures"].append((step.end(), end))
            else:
                found[mode].append((start, end))
    return [
        reading.answer(f"{_S}{mode}/{index}", _placed(pieces, start), start, end, None)
        for mode, spans in found.items()
        for index, (start, end) in enumerate(sorted(spans))
    ]


def _intended(reading: Reading, listed: list[tuple[int, int]]) -> bool:
    """Whether listed items say what will be done: none names a deficiency, most begin with a verb of doing."""
    texts = [reading.clean.text[start:end].removeprefix("是") for start, end in listed]
    if any(_DEFICIENT.search(text) or re.search("问题|不便|难以|影响", text) for text in texts):
        return False
    return sum(bool(_DOING.match(text)) for text in texts) * 2 > len(texts)


def _placed(pieces: list[_Piece], offset: int) -> Placed:
    return next(piece.placed for piece in pieces if piece.start <= offset < piece.end)


def _pieces(reading: Reading) -> Iterator[_Piece]:
    """The section's lines, cut where the text turns from problems to measures."""
    own = [placed for placed in reading.routed.own if placed.role == "body"]
    marks = [
        (placed.line.start + match.start(), "一二三四五六七八九十".index(match[0][0]))
        for placed in own
        for match in re.finditer("[一二三四五六七八九十]是", placed.line.text)
    ]
    mode = "problems"
    for placed in own:
        line = placed.line
        heading = placed.trail[-1] if placed.level and placed.trail else ""
        label = heading or re.split("[：。，]", line.text, maxsplit=1)[0][:14]
        mode = _mode_of(label, bool(heading), mode)
        position = line.start
        turn = _turn(line.text, heading, reading.year)
        if turn is not None and _inside_series(marks, position + turn):
            turn = None
        if mode == "problems" and turn is not None:
            if turn > 0:
                yield _Piece(placed, position, position + turn, mode)
            mode = "measures"
            position += turn
        elif (
            mode == "measures"
            and turn is None
            and re.search(r"(?:存在|主要)[^。；，]{0,8}(?:问题|不足)[^。；]{0,16}：", line.text[:60])
        ):
            mode = "problems"
        yield _Piece(placed, position, line.end, mode)


def _restarted(reading: Reading, pieces: list[_Piece]) -> list[_Piece]:
    """Where nothing says that measures begin, a second list that counts from one again is theirs."""
    if not pieces or any(piece.mode == "measures" for piece in pieces):
        return pieces
    last: dict[str, int] = {}
    for piece in pieces:
        text = reading.clean.text[piece.start : piece.end]
        for mark in _MARK.finditer(text):
            kind = str(mark.lastgroup)
            number = _ORDINALS.index(mark[kind]) % 10 + 1 if mark[kind] in _ORDINALS else int(mark[kind])
            if number == 1 and last.get(kind, 0) >= 2:
                offset = piece.start + max(text.rfind("。", 0, mark.start()) + 1, 0)
                return _cut(pieces, offset)
            last[kind] = number
    return pieces


def _cut(pieces: list[_Piece], offset: int) -> list[_Piece]:
    cut: list[_Piece] = []
    for piece in pieces:
        if piece.start < offset < piece.end:
            cut += [replace(piece, end=offset), replace(piece, start=offset, mode="measures")]
        else:
            cut.append(replace(piece, mode="measures") if piece.start >= offset else piece)
    return cut


def _mode_of(label: str, is_heading: bool, mode: str) -> str:
    """Problems or measures, as a heading or a label with a colon names them; `mode` where it names neither."""
    problem, measure = _PROBLEM_HEADING.search(label), _MEASURE_HEADING.search(label)
    if not (
        is_heading or re.fullmatch(r"(?:主要|存在的?)*(?:问题|不足)(?:之处)?|(?:改进|整改)?(?:措施|打算|对策)", label)
    ):
        return mode
    if _DEFICIENT.search(label.replace("不足", "").replace("困难", "").replace("差距", "")) or len(label) > 26:
        return mode
    if problem and not re.search("解决|整改|^改进", label):
        return "problems"
    return "measures" if measure else mode


def _inside_series(marks: list[tuple[int, int]], offset: int) -> bool:
    """Whether a list goes on behind `offset` (一是 before it, 二是 after it): what stands there belongs to an item."""
    before = [number for place, number in marks if place < offset]
    after = [number for place, number in marks if place >= offset]
    return bool(before and after) and after[0] == before[-1] + 1


def _turn(text: str, heading: str, year: int | None) -> int | None:
    """Offset of the sentence with which measures begin; None where the line does not turn to them."""
    for match in _MEASURES.finditer(text):
        start = max(text.rfind(mark, 0, match.start()) for mark in "。；！") + 1
        lead = text[start : match.start()]
        if heading and start == 0 and match.start() <= len(heading) + 6 and _PROBLEM_HEADING.search(heading):
            continue
        if _STEP.match(text, max(0, match.start() - 1)) and re.search("[一二三四五六七八九]是", lead):
            continue
        if re.search(r"[一二三四五六七八九]是", lead) or (
            "存在" in text[match.start() : match.end() + 12] and "针对" not in match[0]
        ):
            continue
        following = text[match.start() : match.start() + 40]
        if "问题" in following[:14] and "针对" not in following and "改进" not in following:
            continue
        return start
    for match in re.finditer(
        r"(?:^|(?<=。))(20\d\d)年，?[^。]{0,24}(?:将|(?<!主)要(?!求|点)|计划|继续|着重|抓好)", text
    ):
        if year is None or int(match[1]) > year:
            return match.start()
    return None


def _items(reading: Reading, pieces: list[_Piece], mode: str) -> list[tuple[int, int]]:
    """Clean offsets of the items: of an enumeration where there is one, else of what semicolons divide, else sentences."""
    for group in _joined(pieces):
        start, end = group[0].start, group[-1].end
        text = reading.clean.text[start:end]
        found = items(text, _CONTAINER, explained=mode == "problems")
        if not found:
            found = _divided(text, mode)
        if found:
            return [(start + item.start, start + item.end) for item in found]
    return list(_sentences(reading, pieces, mode))


def _joined(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Neighbouring pieces as groups, the largest first."""
    groups: list[list[_Piece]] = []
    for piece in pieces:
        if groups and piece.start - groups[-1][-1].end <= 2:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return sorted(groups, key=lambda group: group[0].start - group[-1].end)


def _divided(text: str, mode: str) -> list[Item]:
    found = semicolons(text)
    if not found:
        return []
    if mode == "problems":
        return (
            found
            if sum(bool(_DEFICIENT.search(text[item.start : item.end])) for item in found) * 3 >= len(found)
            or "：" in text[: found[0].start]
            else []
        )
    first = found[0]
    subject = _SUBJECT.match(text[first.start : first.end])
    begin = first.start + (subject.end() if subject else 0)
    return [Item(begin, first.end), *found[1:]]


def _sentences(reading: Reading, pieces: list[_Piece], mode: str) -> Iterator[tuple[int, int]]:
    """Plain sentences: those that name a deficiency, or those that say what will be done."""
    for piece in pieces:
        text = reading.clean.text[piece.start : piece.end]
        for sentence in re.finditer(r"[^。；！\n]+", text):
            words = sentence[0]
            label = _LABELLED.match(words)
            if label:
                yield piece.start + sentence.start() + label.end(), piece.start + sentence.end()
                continue
            if (
                sentence.start() == 0
                and piece.placed.level
                and len(words) < 40
                and "，" not in words
                and piece.placed.line.start == piece.start
            ):
                continue
            if mode == "problems":
                yield from _deficiencies(sentence, piece.start)
            elif _INTENDED.search(words) and len(words) > 8 and not _INTRODUCES.search(words):
                yield from _intentions(sentence, piece.start)


def _deficiencies(sentence: re.Match[str], begin: int) -> Iterator[tuple[int, int]]:
    words = sentence[0]
    opener = _OPENER.search(words)
    first = _DEFICIENT.search(words, opener.end() if opener else 0) or _DEFICIENT.search(words)
    if first is None:
        return
    if _INTRODUCES.search(words) and not re.search("有待|不够|不高|不到位|不及时|较小|还不足", words):
        return
    turn = max(
        (
            match.end()
            for match in re.finditer(
                r"但是|但(?!如)|不过|然而|主要表现在|主要是|还存在着?|仍存在着?|存在着|(?:主要)?存在(?=[^的以一着不问如哪，。])|(?<=[，、])如(?![下何果])|：|尤其是",
                words[: first.start()],
            )
        ),
        default=0,
    )
    start = sentence.start() + turn
    lead = _LEAD.match(words[turn:])
    start += lead.end() if lead else 0
    clauses = list(re.finditer("[^，]+", words[turn:]))
    if len(clauses) >= 2 and all(_DEFICIENT.search(clause[0]) and len(clause[0]) >= 8 for clause in clauses):
        for clause in clauses:
            low = begin + sentence.start() + turn + clause.start()
            skipped = _LEAD.match(clause[0])
            yield from _parts(clause[0], low, skipped.end() if skipped else 0)
        return
    stop = sentence.end()
    tail = re.search(r"等(?:问题|不足|现象|情况)(?:和不足)?$|的(?:问题|不足|现象|情况)$", words)
    if tail:
        stop = sentence.start() + tail.start()
        named = list(re.finditer("[^、]+", words[start - sentence.start() : tail.start()]))
        if len(named) >= 2 and sum(bool(_DEFICIENT.search(part[0])) for part in named) >= len(named) - 1:
            for part in named:
                yield begin + start + part.start(), begin + start + part.end()
            return
    if stop - start >= 6:
        yield begin + start, begin + stop


def _parts(clause: str, begin: int, lead: int) -> Iterator[tuple[int, int]]:
    """The deficiencies that `、` divides, where each part is one by itself; else the clause."""
    parts = list(re.finditer("[^、]+", clause[lead:]))
    if not all(len(part[0]) >= 6 and _DEFICIENT.search(part[0]) for part in parts):
        yield begin + lead, begin + len(clause)
        return
    for part in parts:
        yield begin + lead + part.start(), begin + lead + part.end()


def _intentions(sentence: re.Match[str], begin: int) -> Iterator[tuple[int, int]]:
    words = sentence[0]
    offset = begin + sentence.start()
    clauses = [(match.start(), match.end()) for match in re.finditer("[^，]+", words)]
    verbs = [(start, end) for start, end in clauses if _VERBS.match(_INTRO.sub("", words[start:end]))]
    if len(verbs) < 3:
        yield offset, begin + sentence.end()
        return
    for start, end in verbs:
        intro = _INTRO.match(words[start:end])
        low = start + (intro.end() if intro else 0)
        if not (_OUTCOME.search(words[low:end]) and (start, end) == verbs[-1]) and end - low >= 6:
            yield offset + low, offset + end
