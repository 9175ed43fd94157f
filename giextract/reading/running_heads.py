"""Running heads, running feet and page numbers: lines that stand at the same height on most pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_HEAD, _FOOT = 0.13, 0.87
"""Fractions of the height of the page above and below which running lines stand."""
_NEAR = 3
"""Lines from the upper and lower end of a page among which running lines are looked for."""
_LONGEST = 40
_NUMBER = r"(?:\d{1,4}|[ivxlIVXL]{1,7}|[一二三四五六七八九十百〇零]{1,5})"
_PAGE_NUMBER = re.compile(
    rf"[-–—－·•~〜_—─\s]*第?\s*{_NUMBER}\s*页?\s*(?:[/／,，、\s]*(?:共|of)?\s*{_NUMBER}\s*页?)?[-–—－·•~〜_—─\s]*|"
    rf"[Pp]age\s*\d+(?:\s*(?:of|/)\s*\d+)?"
)
_MARKED = re.compile(r"[-–—－·•~〜_—─]|第|页|[/／]")
_FIGURE = re.compile(r"\d+")

Printed = tuple[str, float]
"""A line's text and the middle of its height as a fraction of the page."""


def running_lines(pages: Sequence[Sequence[Printed]]) -> list[set[int]]:
    """For each page, the indices of its lines that are running heads, running feet or page numbers.

    A line is one where the same words, whatever their figures, stand at the same height on most pages. A page number that
    is marked as one (`- 3 -`, `第3页 共8页`) is known by itself, a bare figure by standing alone at the same height on
    other pages.
    """
    found: list[set[int]] = []
    words_to_pages: Counter[tuple[str, int]] = Counter()
    places_of_figures: Counter[int] = Counter()
    for page in pages:
        seen = {(_words(text), place) for _, text, height in _ends(page) for place in _places(height)}
        words_to_pages.update(seen)
        places_of_figures.update(
            {place for _, text, height in _ends(page) if _PAGE_NUMBER.fullmatch(text) for place in _places(height)}
        )
    most = max(2, len(pages) // 2)
    for page in pages:
        running: set[int] = set()
        for index, text, height in _ends(page):
            place = _places(height)[0]
            number = _PAGE_NUMBER.fullmatch(text) is not None
            if number:
                if _MARKED.search(text) or places_of_figures[place] >= most or height > 0.9:
                    running.add(index)
            elif len(pages) > 2 and words_to_pages[_words(text), place] > most and len(_FIGURE.sub("", text)) > 1:
                running.add(index)
        found.append(running)
    return found


def _ends(page: Sequence[Printed]) -> list[tuple[int, str, float]]:
    """The lines near the upper and lower end of a page: index, text, height."""
    near = [*range(min(_NEAR, len(page))), *range(max(_NEAR, len(page) - _NEAR), len(page))]
    return [
        (index, page[index][0].strip(), page[index][1])
        for index in near
        if not _HEAD < page[index][1] < _FOOT and len(page[index][0]) <= _LONGEST
    ]


def _places(height: float) -> tuple[int, int]:
    """The height as two overlapping steps of two hundredths, so that a small difference is none."""
    return round(height * 50), round(height * 50 + 0.5) + 1000


def _words(text: str) -> str:
    return _FIGURE.sub("0", text.replace(" ", ""))
