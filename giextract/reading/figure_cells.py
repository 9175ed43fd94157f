"""What stands in a cell of figures: a number with or without its unit, a mark of nothing, a word that states zero."""

from __future__ import annotations

import re

_FIGURE = re.compile(r"[-+增减]?\d[\d,.，]*(?:%|亿元|万元|元|[件项宗起条个次])?|[-/\\—－]+|无")


def is_figure(text: str) -> bool:
    """Whether all of `text`, the words of a cell or a part of a line, is one figure."""
    return _FIGURE.fullmatch(text.strip()) is not None
