"""Mojibake that can be undone for certain: a text that was decoded in a wrong encoding and then saved as what that gave.

`鏀垮簻淇℃伅鍏紑` is 政府信息公开, its UTF-8 bytes read as GB18030. It is undone only where the way back is whole: every character turns
into a byte again, the bytes decode without a fault, and what comes out is Chinese while what went in was not.
"""

from __future__ import annotations

from giextract.reading.encodings import CONVINCING_SHARE, FREQUENT

_FEWEST = 20
"""Characters beyond ASCII below which a text says too little."""
_STRANGE = 0.1
"""Share of frequent characters above which a text is Chinese as it stands; mojibake has next to none."""
_SAMPLE = 4_000


def undone(text: str) -> tuple[str, str] | None:
    """The text as it was written and the encoding it had been taken for, or None where there is nothing to undo for certain."""
    if _share(text) >= _STRANGE:
        return None
    for taken_for, true in (("gb18030", "utf-8"), ("cp1252", "utf-8"), ("cp1252", "gb18030")):
        try:
            written = _bytes(text, taken_for).decode(true)
        except UnicodeError:
            continue
        if _share(written) >= CONVINCING_SHARE:
            return written, taken_for
    return None


def _bytes(text: str, encoding: str) -> bytes:
    """`text` in the encoding it was taken for; in cp1252 the five bytes that it leaves open stand for themselves."""
    if encoding != "cp1252":
        return text.encode(encoding)
    return b"".join(
        character.encode("latin-1") if character <= "\xff" else character.encode("cp1252") for character in text
    )


def _share(text: str) -> float:
    """The share of frequent Chinese characters among those beyond ASCII; 1 where these are too few to tell."""
    beyond = [character for character in text[:_SAMPLE] if character > "\x7f"]
    if len(beyond) < _FEWEST:
        return 1.0
    return sum(map(FREQUENT.__contains__, beyond)) / len(beyond)
