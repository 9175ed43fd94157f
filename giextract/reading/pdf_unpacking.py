"""How much the streams of a PDF file unpack to: a few kilobytes can become gigabytes in memory."""

from __future__ import annotations

import re
import zlib

MOST_UNPACKED = 64_000_000
"""Bytes of the largest stream, images aside, that is unpacked; the largest Chinese fonts have half of it."""
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 600
"""Bytes before a stream in which what it is stands."""
_STEP = 1 << 16


def unpacks_to_too_much(data: bytes) -> bool:
    """Whether a compressed stream of the PDF file `data` becomes larger than MOST_UNPACKED.

    Nothing that is unpacked is kept. Images are left out: only those of pages for OCR are ever unpacked, by their size
    in pixels.
    """
    end = 0
    for match in _STREAM.finditer(data):
        if match.start() < end or data[match.start() - 3 : match.start()] == b"end":
            continue
        head = data[max(end, match.start() - _DICTIONARY) : match.start()]
        head = head[head.rfind(b" obj") + 1 :]
        if b"Fl" not in head or b"/Image" in head:
            continue
        size, end = _unpacked(data, match.end())
        if size > MOST_UNPACKED:
            return True
    return False


def _unpacked(data: bytes, start: int) -> tuple[int, int]:
    """The unpacked size of the stream at `start`, or the first size seen beyond the most, and where the stream ends."""
    unpack = zlib.decompressobj()
    size, place = 0, start
    waiting = b""
    try:
        while not unpack.eof and size <= MOST_UNPACKED:
            if not waiting:
                waiting = data[place : place + _STEP]
                place += len(waiting)
                if not waiting:
                    break
            size += len(unpack.decompress(waiting, _STEP * 16))
            waiting = unpack.unconsumed_tail
    except zlib.error:
        pass  # not a stream, or a damaged one: pdfium takes what comes before the damage
    return size, place - len(waiting) - len(unpack.unused_data)
