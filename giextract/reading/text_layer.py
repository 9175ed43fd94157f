"""Whether the characters of a page are its text: a text layer can be missing, broken, or that of another page."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from giextract.reading.encodings import FREQUENT

_BROKEN_SHARE = 0.2
_LEAST_LETTERS = 30
"""Letters from which a page says enough to be judged by them."""
_CHINESE_SHARE = 0.1
_FREQUENT_SHARE = 0.15
"""Frequent ones among the Chinese characters: a report has 0.8, a list of names 0.3, a font with wrong codes below 0.05."""


def complaint(characters: Sequence[tuple[str, bool]]) -> str | None:
    """What is wrong with the characters of a page, None where they can be its text.

    `characters` are those that are no white space, each with whether its font says which character it is.
    """
    if not characters:
        return "there are no characters on it"
    broken = sum(not known or _stands_for_nothing(text) for text, known in characters)
    if broken > _BROKEN_SHARE * len(characters):
        return "its fonts do not tell which characters they print"
    letters = [text for text, _ in characters if text.isalpha() and not _is_radical(text)]
    chinese = [text for text in letters if "\u3400" <= text <= "\u9fff"]
    if len(letters) < _LEAST_LETTERS:
        return None
    if len(chinese) < _CHINESE_SHARE * len(letters):
        # Addresses of web pages can fill a page; letters with marks on them in such number are Chinese read wrongly.
        marked = sum(not text.isascii() for text in letters) - len(chinese)
        return "its characters are not Chinese" if marked * 3 > len(letters) or len(letters) > 400 else None
    if len(chinese) >= _LEAST_LETTERS and sum(text in FREQUENT for text in chinese) < _FREQUENT_SHARE * len(chinese):
        return "its characters make no Chinese"
    return None


def _stands_for_nothing(character: str) -> bool:
    """Whether it is a private, unassigned or control character, or the mark of one that is unknown."""
    return character in "\ufffd\u25a1\x00" or unicodedata.category(character) in ("Co", "Cn", "Cc", "Cs")


def _is_radical(character: str) -> bool:
    return "\u2e80" <= character <= "\u2fdf"
