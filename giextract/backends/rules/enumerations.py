"""Enumerations in prose: 一是…；二是…, （一）…, 1.…, 其一…, bullets, or nothing but semicolons behind a colon."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("series", re.compile(r"(?:^|(?<=[。；：，\n]))(?:[一二三四五六七八九十]{1,2}是(?:要)?|[一二三四五六七八九十]要(?!求|点)|其[一二三四五六七八](?:[是，：]|是)|第[一二三四五六七八九十][，、是]|首先[，是]|其次[，是]|再次[，是]|最后[，是])")),
    ("chinese", re.compile(r"(?:^|(?<=[。；：\n”]))[（(][一二三四五六七八九十]{1,2}[）)](?:[、.]|是(?=[^否]))?")),
    ("numbers", re.compile(r"(?:^|(?<=[。；：\n]))(?:[（(]\d{1,2}[）)][、.]?|[\dl]{1,2}[、.．](?!\d)|[①-⑩])")),
    ("bullets", re.compile(r"(?:^|(?<=\n))(?:[●•◆■▲○]|-{1,3}|—{1,3})")),
    ("parts", re.compile(r"(?:^|(?<=[\n：；]))[一二三四五六七八九十]{1,2}、")),
)  # fmt: skip
_SENTENCE_ENDS = "。；！"
_SHORT = 6


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an enumeration: offsets into the text it was found in."""

    start: int
    end: int


def items(text: str, is_container: re.Pattern[str], *, explained: bool) -> list[Item]:
    """The items of the outermost enumeration in `text`: of each the first sentence.

    With `explained` a catchword (`认识问题。`) takes the sentence behind it along.
    `is_container` matches the words of a mark that only names the list behind it (`（一）存在的问题`).
    """
    best: list[Item] = []
    best_start = len(text) + 1
    for name, pattern in _MARKS:
        found = _marked(text, pattern, is_container, name, explained)
        if len(found) >= 2 and found[0].start < best_start:
            best, best_start = found, found[0].start
    return best


def _marked(
    text: str, pattern: re.Pattern[str], is_container: re.Pattern[str], name: str, explained: bool
) -> list[Item]:
    marks = list(pattern.finditer(text))
    found: list[Item] = []
    for index, mark in enumerate(marks):
        limit = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        words = text[mark.end() : limit]
        head = re.split("[。；：，\n]", words, maxsplit=1)[0]
        if name != "series" and is_container.fullmatch(head):
            continue
        item = first_sentence(text, mark.end(), limit, explained)
        if item is not None:
            found.append(item)
    return found


def first_sentence(text: str, start: int, limit: int, explained: bool) -> Item | None:
    """The first sentence of text[start:limit] without the marks around it; two where the first is shorter than a clause."""
    stop = _sentence_end(text, start, limit)
    while start < stop and text[start] in "，、：； \n“.":
        start += 1
    if explained and len(text[start:stop].strip()) < _SHORT and stop < limit and text[stop] in "。；":
        longer = _sentence_end(text, stop + 1, limit)
        stop = longer if longer - stop > 2 else stop
    inner = re.search(r"(?<=[\u4e00-\u9fff])\d{1,2}[、.](?=[\u4e00-\u9fff])", text[start:stop])
    if inner and inner.start() >= 4:
        stop = start + inner.start()
    while stop > start and text[stop - 1] in "，、：；。 \n":
        stop -= 1
    return Item(start, stop) if stop - start >= 3 else None


def _sentence_end(text: str, start: int, limit: int) -> int:
    ends = [place for mark in (*_SENTENCE_ENDS, "\n") if (place := text.find(mark, start, limit)) >= 0]
    return min([*ends, limit])


def semicolons(text: str) -> list[Item]:
    """The parts of the first sentence that nothing but semicolons divide, without what introduces them (`主要是：`)."""
    for sentence in re.finditer(r"[^。！\n]+", text):
        words = sentence[0]
        if words.count("；") < 1 or re.search("[一二三四]是|其[一二三]", words):
            continue
        start = sentence.start()
        colon = words.rfind("：", 0, words.index("；"))
        start += colon + 1
        parts: list[Item] = []
        for part in re.finditer("[^；]+", text[start : sentence.end()]):
            low, high = start + part.start(), start + part.end()
            while low < high and text[low] in "，、 ":
                low += 1
            if high - low >= 4:
                parts.append(Item(low, high))
        if len(parts) >= 2:
            return parts
    return []
