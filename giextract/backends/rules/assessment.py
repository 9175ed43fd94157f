"""问题与改进: stated problems and measures, each as printed, in lists (一是…, （一）…, 1.…) or in plain sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from giextract.backends import Answer
from giextract.backends.rules.sentences import Reading
from giextract.sections import Placed

_S = "/assessment/"
_SERIES = re.compile(r"(?:^|(?<=[。；：，\n]))(?:[一二三四五六七八九十]{1,2}是(?:要)?|第[一二三四五六七八九十][，、是]|首先[，是]|其次[，是]|再次[，是]|最后[，是])")
_NUMBERED = re.compile(r"(?:^|(?<=[。；：]))(?:（[一二三四五六七八九十\d]{1,2}）[、.]?|\d{1,2}[、.．](?!\d)|[①-⑩]|[一二三四五六七八九十]{1,2}、)")
_MEASURES = re.compile(
    r"(?:下一步|下步|今后|下一阶段|下阶段|接下来|新的一年|明年|来年|改进措施|整改措施|改进的?(?:办法|意见|方向|情况|思路)|工作打算|工作思路|努力方向|解决办法|具体措施|改进思路|整改方向|打算|对策|工作措施|工作计划|重点做好|"
    r"针对(?:上述|以上|存在|这些|此)|因此，|为此，|将从以下|将采取|将着[力重]|以下[^，。]{0,6}(?:方面|措施|改进)|今后工作|改进建议|重点抓好)"
)
_PROBLEMS = re.compile(r"问题|不足|困难|差距|薄弱|欠缺")
_DEFICIENT = re.compile(r"有待|不够|不足|不高|不到位|不及时|不全面|不完善|不规范|欠缺|薄弱|单一|滞后|不强|不平衡|不均衡|不明确|不健全|差距|不多|不深|不严|不大|不丰富|不准确|不便|不太|较少|较慢|偏少|偏低|不齐|不广|不清|不熟|需要?进一步|仍需|还需|尚需|亟待|困难|不细致|参差不齐|缺乏|短缺|不稳定|不便|不畅|较弱|尚未|还没有|不尽|不适应|不统一")
_INTENDED = re.compile(r"将|要|继续|进一步|加强|加大|完善|强化|提高|推进|拓[宽展]|规范|建立|健全|深化|扩大|落实|丰富|创新|做好|优化|加快|充实|畅通|严格|抓好|着力|组织|开展")
_LEAD = re.compile(
    r"^(?:[\s，、；：]|但是?|不过|同时|此外|另外|然而|目前|主要是|主要表现[在为]|一方面|另一方面|还存在|仍存在|存在(?:的)?(?:主要)?(?:问题|不足)(?:是|有|：)|如|例如|比如|问题[是：]|尤其是|特别是|其中)+"
)
_INTRODUCES = re.compile(r"(?:以下|如下|下列|几个?方面|问题|不足|措施|工作|情况|改进|方面|困难|原因|表现在|主要有|一些|内容)[^。；]{0,10}[：。]?$")
_VERBS = re.compile(r"^(?:进一步|着力|逐步|继续|不断|加强|加大|完善|强化|积极|切实|努力|大力|深化|拓展|健全|规范|扩大|创新|严格|认真|及时|全面|推进|丰富|优化|建立|充分)")
_OUTCOME = re.compile(r"水平$|台阶|局面|打下|奠定|做出|作出|满意$|不断提[高升]|服务$|轨道$|目标$")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of one line in one mode: clean offsets."""

    placed: Placed
    start: int
    end: int
    mode: str


def answers(reading: Reading) -> list[Answer]:
    """Answers for the section: `problems` and `measures`, item by item in the report's order."""
    pieces = list(_pieces(reading))
    found: list[Answer] = []
    for mode in ("problems", "measures"):
        chosen = [piece for piece in pieces if piece.mode == mode]
        for index, (placed, start, end) in enumerate(_items(reading, chosen, mode)):
            found.append(reading.answer(f"{_S}{mode}/{index}", placed, start, end, None))
    return found


def _pieces(reading: Reading) -> Iterator[_Piece]:
    """The section's lines, cut where the text turns from problems to measures."""
    mode = "problems"
    for placed in reading.routed.own:
        if placed.role != "body":
            continue
        line = placed.line
        heading = placed.trail[-1] if placed.level else ""
        if placed.level and heading:
            both = _PROBLEMS.search(heading) and re.search("改进|措施|打算|对策|解决|整改|下一步", heading)
            if placed.level <= 2 or re.search("^(?:主要|存在)|措施$|问题$|不足$|打算$|情况$|方向$", heading):
                if both:
                    mode = "problems"
                elif re.search("改进|措施|打算|对策|下一步|计划|解决|整改|努力方向|今后", heading) and not _DEFICIENT.search(heading):
                    mode = "measures"
                elif re.search("问题|不足|困难", heading) and not re.search("解决|整改", heading):
                    mode = "problems"
        position = line.start
        turn = _turn(line.text, heading if placed.level else "")
        if mode == "problems" and turn is not None:
            if turn > 0:
                yield _Piece(placed, position, position + turn, mode)
            mode = "measures"
            position += turn
        elif mode == "measures" and re.search(r"(?:存在|主要)[^。；，]{0,8}(?:问题|不足)[^。；]{0,16}[：:]", line.text[:60]) and not turn:
            mode = "problems"
        yield _Piece(placed, position, line.end, mode)


def _turn(text: str, heading: str) -> int | None:
    """Offset of the sentence with which measures begin; None where the line does not turn to them."""
    for match in _MEASURES.finditer(text):
        start = max(text.rfind(mark, 0, match.start()) for mark in "。；！") + 1
        if heading and start == 0 and match.start() <= len(heading) + 6 and _PROBLEMS.search(heading):
            continue
        lead = text[start : match.start()]
        if re.search(r"[一二三四五六七八九]是", lead) or "存在" in text[match.start() : match.end() + 12] and "针对" not in match[0]:
            continue
        following = text[match.start() : match.start() + 40]
        if "问题" in following[:14] and "针对" not in following and "改进" not in following:
            continue
        return start
    match = re.search(r"(?:^|(?<=。))20\d\d年，?[^。]{0,20}(?:将|要|计划)", text)
    return match.start() if match else None


def _items(reading: Reading, pieces: list[_Piece], mode: str) -> list[tuple[Placed, int, int]]:
    for lister in (_series, _numbered):
        found = list(lister(reading, pieces))
        if len(found) >= 2 or (found and lister is _series):
            return found
    found = list(_numbered(reading, pieces))
    return found or list(_sentences(reading, pieces, mode))


def _series(reading: Reading, pieces: list[_Piece]) -> Iterator[tuple[Placed, int, int]]:
    """`一是…；二是…。`: each item to the end of its first sentence."""
    for piece in pieces:
        text = reading.clean.text[piece.start : piece.end]
        marks = list(_SERIES.finditer(text))
        for index, mark in enumerate(marks):
            limit = marks[index + 1].start() if index + 1 < len(marks) else len(text)
            yield from _trimmed(text, mark.end(), limit, piece)


def _numbered(reading: Reading, pieces: list[_Piece]) -> Iterator[tuple[Placed, int, int]]:
    """`（一）…`, `1.…`: the first sentence of each, at the outermost level that lists anything."""
    marked: list[tuple[int, _Piece, int, int]] = []
    for piece in pieces:
        text = reading.clean.text[piece.start : piece.end]
        marks = list(_NUMBERED.finditer(text))
        for index, mark in enumerate(marks):
            limit = marks[index + 1].start() if index + 1 < len(marks) else len(text)
            level = 0 if mark[0][0] in "一二三四五六七八九十" else 1 if mark[0][0] == "（" and mark[0][1] not in "0123456789" else 2 if mark[0][0] in "0123456789" else 3
            words = text[mark.end() : limit]
            if _is_container(words) or (level == 0 and not index and piece.start == piece.placed.line.start and _is_container(words[:30])):
                continue
            marked.append((level, piece, mark.end(), limit))
    if not marked:
        return
    outermost = min(level for level, *_ in marked)
    for level, piece, start, limit in marked:
        if level == outermost:
            yield from _trimmed(reading.clean.text[piece.start : piece.end], start, limit, piece)


def _is_container(words: str) -> bool:
    """Whether the words only name the list that follows: `存在的主要问题`, `改进措施：`."""
    first = re.split("[。；：]", words, maxsplit=1)[0]
    return len(first) <= 26 and bool(re.search("问题|不足|困难|措施|改进|打算|对策|方向|情况|办法", first)) and not _DEFICIENT.search(first) and not re.search("^(?:加强|完善|强化|健全|建立|加大|提高|进一步|规范|深化|落实|继续|优化|丰富|拓)", first)


def _trimmed(text: str, start: int, limit: int, piece: _Piece) -> Iterator[tuple[Placed, int, int]]:
    stop = limit
    for mark in "。；！":
        found = text.find(mark, start, limit)
        if found >= 0:
            stop = min(stop, found)
    inner = re.search(r"(?<=[\u4e00-\u9fff])\d{1,2}[、.](?=[\u4e00-\u9fff])", text[start:stop])
    if inner:
        stop = start + inner.start()
    while start < stop and text[start] in "，、：； ":
        start += 1
    while stop > start and text[stop - 1] in "，、：；。 ":
        stop -= 1
    if stop - start >= 4 and not re.fullmatch(r".{0,12}(?:如下|以下)", text[start:stop]):
        yield piece.placed, piece.start + start, piece.start + stop


def _sentences(reading: Reading, pieces: list[_Piece], mode: str) -> Iterator[tuple[Placed, int, int]]:
    """Plain sentences: those that name a deficiency, or those that say what will be done."""
    for piece in pieces:
        text = reading.clean.text[piece.start : piece.end]
        for sentence in re.finditer(r"[^。；！\n]+", text):
            words = sentence[0]
            if sentence.start() == 0 and piece.placed.level and len(words) < 40 and not re.search("，", words) and piece.placed.line.start == piece.start:
                continue
            if mode == "problems":
                yield from _deficiencies(sentence, piece)
            elif _INTENDED.search(words) and len(words) > 8 and not _INTRODUCES.search(words):
                yield from _intentions(sentence, piece)


def _deficiencies(sentence: re.Match[str], piece: _Piece) -> Iterator[tuple[Placed, int, int]]:
    words = sentence[0]
    first = _DEFICIENT.search(words)
    if first is None:
        return
    if _INTRODUCES.search(words) and not re.search("有待|不够|不高|不到位|不及时", words):
        return
    turn = max((match.end() for match in re.finditer(r"但是|但(?!如)|不过|然而|主要表现在|主要是|还存在|仍存在|：", words[: first.start()])), default=0)
    start = sentence.start() + turn
    lead = _LEAD.match(words[turn:])
    start += lead.end() if lead else 0
    stop = sentence.end()
    tail = re.search(r"等(?:问题|不足|现象|情况)(?:和不足)?$|的(?:问题|不足|现象|情况)$", words)
    if tail:
        stop = sentence.start() + tail.start()
    if stop - start >= 6:
        yield piece.placed, piece.start + start, piece.start + stop


def _intentions(sentence: re.Match[str], piece: _Piece) -> Iterator[tuple[Placed, int, int]]:
    words = sentence[0]
    clauses = [(match.start(), match.end()) for match in re.finditer("[^，]+", words)]
    verbs = [
        (start, end)
        for start, end in clauses
        if _VERBS.match(re.sub(r"^.{0,16}?(?:将|要)(?=进一步|继续|不断|加强|加大|着力|认真|积极|切实|努力)", "", words[start:end]))
    ]
    if len(verbs) >= 3:
        for start, end in verbs:
            intro = re.match(r"^.{0,16}?(?:将|要)(?=进一步|继续|不断|加强|加大|着力|认真|积极|切实|努力)", words[start:end])
            begin = start + (intro.end() if intro else 0)
            if not (_OUTCOME.search(words[begin:end]) and (start, end) == verbs[-1]) and end - begin >= 6:
                yield piece.placed, piece.start + sentence.start() + begin, piece.start + sentence.start() + end
        return
    yield piece.placed, piece.start + sentence.start(), piece.start + sentence.end()
