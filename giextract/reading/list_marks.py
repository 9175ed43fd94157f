"""Marks that begin an item of a list or a part of a report: `一、`, `（二）`, `3.`; also in the radicals that some PDF files print."""

from __future__ import annotations

import re

from giextract.text.characters import ONE_TO_ONE

_MARK = re.compile(
    r"\s*(?:\d{1,2}[.、．](?!\d)|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．，]|[①-⑳])"
)
_PART = re.compile(r"第[一二三四五六七八九十]{1,3}(?:部分|章)|[一二三四五六七八九十]{1,3}：|附[件表]：")


def has_list_mark(text: str) -> bool:
    """Whether `text` begins with a mark of a list."""
    return _MARK.match(text.translate(ONE_TO_ONE)) is not None


def starts_anew(text: str) -> bool:
    """Whether `text` begins a paragraph: a mark of a list, or the words that head a part."""
    return has_list_mark(text) or _PART.match(text.translate(ONE_TO_ONE)) is not None
