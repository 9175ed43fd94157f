"""Loose JSON: what models write where JSON was asked for, made strict without guessing at what is not there.

Quotes, brackets and commas of another width, quotes inside a text that were not escaped, single quotes, comments, commas too
many, bare keys, `12|…` without quotes. An object that does not end is not ended: half an answer is no answer.
"""

from __future__ import annotations

import json
import re

_CLOSERS = {'"': '"', "“": '”“"', "”": '”“"', "＂": '＂"', "'": "'", "‘": "’'", "「": "」"}
_STRUCTURE = str.maketrans("｛｝［］：，", "{}[]:,")
_END = re.compile(
    r"\s*(?:$|//|/\*|[}\]｝］]|[:：]\s*(?:[\"“”'‘＂「{\[｛［\d-]|null|true|false|None|True|False)|[,，]\s*(?:$|[\"“”'‘＂「{\[｛［}\]｝］\d-]|//|/\*|null|true|false|[A-Za-z_]\w*\s*[:：]))"
)
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_BARE = re.compile(r"\d{1,6}\s*[|｜][^\n\"]*?(?=\s*[,，]?\s*(?:\n|$|[}\]]\s*[,}\]]*\s*(?:\n|$)))")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_WORD = re.compile(r"[A-Za-z_]\w*")
_WORDS = {"true": "true", "True": "true", "false": "false", "False": "false", "null": "null", "None": "null"}


def strict(text: str) -> str | None:
    """`text` as strict JSON, as far as its marks are concerned; None where it cannot be read as JSON at all.

    >>> strict("{“a”：“1|b”，}")
    '{"a":"1|b"}'
    >>> strict('''{a: "7|所谓"公开"，即可", /* so */ 'b': None, "c": 12|共3条}''')
    '{"a":"7|所谓\\\\"公开\\\\"，即可","b":null,"c":"12|共3条"}'
    >>> strict('{"a": "7|') is strict("好的") is None
    True
    """
    out: list[str] = []
    at = 0
    while at < len(text):
        mark = text[at]
        if mark.isspace():
            at += 1
            continue
        if mark in _CLOSERS:
            end = _end_of_text(text, at)
            if end is None:
                return None
            out.append(_quoted(text[at + 1 : end]))
            at = end + 1
            continue
        plain = mark.translate(_STRUCTURE)
        if plain in "{}[]:,":
            if plain in "}]" and out and out[-1] == ",":
                out.pop()
            out.append(plain)
            at += 1
            continue
        found = _other(text, at)
        if found is None:
            return None
        written, at = found
        out.extend([written] if written else [])
    return "".join(out)


def _end_of_text(text: str, start: int) -> int | None:
    """Where the text that opens at `start` closes: at a quote behind which the structure goes on."""
    closers = _CLOSERS[text[start]]
    at = start + 1
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if text[at] in closers and _END.match(text, at + 1):
            return at
        at += 1
    return None


def _quoted(inner: str) -> str:
    try:
        return json.dumps(json.loads(f'"{inner}"', strict=False), ensure_ascii=False)
    except ValueError:
        return json.dumps(inner.replace('\\"', '"'), ensure_ascii=False)


def _other(text: str, at: int) -> tuple[str, int] | None:
    """A comment, a bare citation, a number or a word at `at`, as it is to be written, and where it ends."""
    comment = _COMMENT.match(text, at)
    if comment is not None:
        return "", comment.end()
    bare = _BARE.match(text, at)
    if bare is not None:
        return json.dumps(bare[0], ensure_ascii=False), bare.end()
    number = _NUMBER.match(text, at)
    if number is not None:
        return number[0], number.end()
    word = _WORD.match(text, at)
    if word is None:
        return None
    known = _WORDS.get(word[0])
    return (known if known is not None else json.dumps(word[0])), word.end()
