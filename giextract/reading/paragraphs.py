"""Printed lines of one paragraph put together: a line that fills its column and the next one, which is not indented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from giextract.reading.building import Run
from giextract.reading.list_marks import starts_anew

_SENTENCE_END = frozenset("。！？!?；;：:”")
_WINDOW = 8
"""Lines before and behind that show how wide the column is."""
_NARROWEST = 14
"""Characters of the narrowest column of running text."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A printed line outside tables: its characters, and where it stands on the page turned so that it runs to the right.

    `height` is that of its characters; all are in points.
    """

    run: Run
    left: float
    right: float
    middle: float
    height: float


def paragraphs(lines: Sequence[TextLine]) -> list[list[Run | str]]:
    """The lines, those of one paragraph as one: its runs, with a space where a line ends between two Latin words."""
    found: list[list[Run | str]] = []
    for index, line in enumerate(lines):
        if index and _goes_on(lines, index - 1):
            before = lines[index - 1].run.text[-1:]
            if before.isascii() and line.run.text[:1].isascii() and not (before + line.run.text[:1]).isdigit():
                found[-1].append(" ")
            found[-1].append(line.run)
        else:
            found.append([line.run])
    return found


def _goes_on(lines: Sequence[TextLine], index: int) -> bool:
    """Whether the paragraph of the line at `index` goes on in the next one."""
    line, following = lines[index], lines[index + 1]
    em = line.height
    if abs(following.height - em) > 0.1 * em or not 0.8 * em < following.middle - line.middle < 2.8 * em:
        return False
    if line.run.text[-1:] in _SENTENCE_END or starts_anew(following.run.text):
        return False  # a paragraph may end with a full line, and nothing is lost where a sentence begins a line
    column = [
        one
        for one in lines[max(0, index - _WINDOW) : index + _WINDOW]
        if one.left < line.right and line.left < one.right and abs(one.height - em) <= 0.1 * em
    ]
    left, right = min(one.left for one in column), max(one.right for one in column)
    return right - left >= _NARROWEST * em and line.right >= right - 1.6 * em and following.left <= left + 0.7 * em
