"""Spaces between figures: engines that read a whole line leave them out, so that two figures become one.

They are not put back: measured on blurred pages that also cuts figures in two, and a wrong figure is worse than a doubted one.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from giextract.reading.ocr_words import Word
from giextract.reading.scan_ink import Mask, pitch_at_widest_gap

EM = 1 / 1.4
"""The size of the type as a share of the height of a stretch of text, which detectors find with white around it."""
WIDEST_PITCH = 0.72
"""From the middle of one digit to that of the next in one figure, in ems, at most: digits are 0.5 to 0.56 wide in the types
that reports are set in, also a narrow 1, and a space adds 0.22 or more."""


def with_doubted_joins(word: Word, ink: Mask) -> Word:
    """The word with digits that stand wider apart than those of one figure do made doubtful."""
    em = _em(word)
    rows = ink[max(int(word.top), 0) : int(word.bottom) + 1]
    ends = (*word.edges, word.right)
    confidences = list(word.confidences)
    for index in range(1, len(word.text)):
        if word.text[index].isdigit() and word.text[index - 1].isdigit():
            low, high = int(ends[index - 1] - em / 10), int(ends[index + 1] + em / 10)
            columns = np.asarray(rows[:, max(low, 0) : high].any(axis=0), dtype=np.bool_)
            if pitch_at_widest_gap(columns) > WIDEST_PITCH * em:
                confidences[index - 1 : index + 1] = (0.0, 0.0)
    return replace(word, confidences=tuple(confidences))


def _em(word: Word) -> float:
    """The size of the type in pixels: the pitch of Chinese characters, or by the height where there are few."""
    pitches = [
        after - before
        for index, (before, after) in enumerate(pairwise(word.edges))
        if 0 < index < len(word.text) - 1
        and all("\u4e00" <= sign <= "\u9fff" for sign in word.text[index - 1 : index + 2])
    ]
    return float(np.median(pitches)) if len(pitches) > 3 else word.height * EM
