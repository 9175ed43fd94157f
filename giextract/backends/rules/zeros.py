"""Zeros that words state: 未收到…申请, 没有…行政复议、诉讼, a heading followed by 无 (PHRASES.md, zero, blank, nothing).

A sentence that denies names its things behind the denial (`未收到申请和行政复议`), before it (`申请情况：无`), or in the heading above it
(`五、复议、诉讼情况` / `无`). What is denied about a third thing is not denied about the rest: `因申请引起的复议` speaks of 复议 alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from giextract.backends import Answer
from giextract.backends.rules.sentences import FIGURES, Reading, Sentence

_DENIAL = re.compile(
    r"(?:尚|暂|均|都|也|还|从|并|仍|全部)*(?:未曾|未能|未有|未|没有|没|不曾)(?:再)?(?:收到|收取|收费|收|接到|接获|接收到?|接受|受理|发生|出现|产生|提起|提出|被|因|有(?!关)|涉及|引起|引发|收取|收费|减免|存在|办理|发现|形成|使用|举办|举行|召开|开展|制发|制定|出台|组织)*"
    r"|无(?!偿|故|障碍|法|论|需|关|纸|线|疑|效|形|序|私|锡|人机|正当|理|意|从|须|不|缝|缘|害|限|穷)"
    r"|(?:尚|暂|目前|均)(?:无|没有)|(?<!信息)不存在(?!的)|(?:为|是|均为|共|合计)(?:零|0)(?=$|[，、）])|免费|暂?不(?:予)?收(?:取|费)|零(?:发生|收费|申请|投诉|复议|诉讼|受理)"
)
_FAR = 160
"""Characters behind a denial within which what it denies is named."""

_ALONE = re.compile(
    r"(?:[^，：]{0,24}[，：])?(?:目前|均|都|暂|尚|为|本年度|我[局县市区镇委乡]|本[局县市区镇委]|今年|全年|\ue004|[（(]?)*(?:无|没有|零|未发生|暂无|无此类情况|没有发生|未收到|未出现|没有发生这方面的情况|未发生此类情况|没有发生此类情况|没有发生上述情况|无此项|无相关情况|没有此类情况|无有关情况)[）)]?"
)
_REMOVED = (
    re.compile(r"因[^，。；]{0,24}?申请(?:公开)?(?=[^，。；]{0,12}(?:复议|诉讼|申诉|投诉|举报))"),
    re.compile(r"(?:行政)?复议(?:的)?申请"),
    re.compile(r"申请(?:的)?(?:人)?(?:提起|提出)?(?:的)?行?政?复议"),
    re.compile(r"申请人"),
    re.compile(r"依申请公开(?=[^，。；]{0,8}(?:收费|费用|引起|引发|产生))"),
    re.compile(r"申请(?=[^，。；]{0,6}(?:引起|引发|导致|产生|提起|而))"),
)
_ANOTHER = re.compile(
    r"^(?:但|同时|并且?(?!未|没|无)|全部|均已|主动|积极|进一步|我[局县市区镇]主动|共?(?:收到|受理|办结|答复)|其中)"
)

Things = Mapping[str, tuple[re.Pattern[str], re.Pattern[str] | None]]
"""Path to the words that name the thing, and the words beside which they name something else."""


def zeros(reading: Reading, things: Things, sentences: Iterable[Sentence] | None = None) -> Iterator[Answer]:
    """An answer 0, proved by the denying words, for each path of `things` that a sentence denies; the first one wins.

    `sentences` are the ones to look in, all of the reading unless given.
    """
    found: set[str] = set()
    for sentence in sorted(
        reading.sentences if sentences is None else sentences, key=lambda sentence: not sentence.own
    ):
        for start, end, words in _denials(sentence):
            if reading.scope(sentence, start) == "other":
                continue
            for path, (names, beside) in things.items():
                if path in found or not any(_names(clause, names, beside) for clause in words.split("，")):
                    continue
                found.add(path)
                yield reading.answer_words(path, sentence, start, end, 0)


def _names(clause: str, names: re.Pattern[str], beside: re.Pattern[str] | None) -> bool:
    """Whether a clause names the thing, and not beside words that make it another."""
    return bool(names.search(clause)) and not (beside and beside.search(clause))


def _denials(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """Each denial in the sentence: the offsets of its words, and the words that it denies."""
    text = sentence.text
    whole = _ALONE.fullmatch(text)
    if whole and len(text) <= 40:
        denial = list(_DENIAL.finditer(text))
        if denial:
            named = text[: denial[-1].start()]
            heading = sentence.placed.trail[-1] if sentence.placed.trail else ""
            topic = named if re.search(r"申请|复议|诉讼|收费|减免|投诉|举报|费用|依申请", named) else heading + named
            yield denial[-1].start(), denial[-1].end(), _plain(topic)
        return
    for match in _DENIAL.finditer(text):
        words = text[match.start() : _reach(text, match.end())]
        if (
            match[0].startswith("零")
            or match[0].endswith(("零", "0"))
            or (len(words) - len(match[0]) < 3 and match.start() > 0)
        ):
            begin = sentence.clause_start(match.start())
            words = own = text[begin : _reach(text, match.end())]
            if match.end() - begin <= 7 and begin > 1:
                words = text[sentence.clause_start(begin - 1) : _reach(text, match.end())]
                if _counted(words):
                    words = own  # the clause before has a figure of its own: what it names is not denied
            if not _counted(words):
                yield match.start(), match.end(), _plain(words)
            continue
        yield match.start(), match.end(), _plain(words)


def _counted(words: str) -> bool:
    return any(sign in re.sub("\ue001(?=[也都]没有)", "", words) for sign in FIGURES)


def _reach(text: str, start: int) -> int:
    """Where what is denied ends: the next clause with a figure, another denial, or a turn to something else."""
    position = start
    while True:
        comma = text.find("，", position)
        if comma < 0:
            return min(len(text), start + _FAR)
        if comma - start > _FAR:
            return start + _FAR
        stop = text.find("，", comma + 1)
        clause = text[comma + 1 : stop if stop >= 0 else len(text)]
        if (
            _ANOTHER.match(clause)
            or _DENIAL.match(clause)
            or any(sign in clause for sign in FIGURES)
            or len(clause) > 40
        ):
            return comma
        position = comma + 1


def _plain(words: str) -> str:
    for removed in _REMOVED:
        words = removed.sub(lambda match: "复议" if "复议" in match[0] else "", words)
    return words
