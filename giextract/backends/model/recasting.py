"""Recasting: items and rows that were answered in another form than the asked one, brought into it; no character is added."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from giextract.backends.model.arranging import by_key, line_in
from giextract.backends.model.citations import Citation, cited, own_citation
from giextract.backends.model.fields import Field
from giextract.settling import COUNTED, figures_of, kind_of

_NAME_END = " \t，,、：:|（(占为共计有"
_CELL = re.compile(r"[-+]?\d[\d,.]*|[/\\\\—–-]+")


def named_item(one: Field, name: str, value: Any) -> Any:
    """An item that was answered as `name: value`, such as `"财政信息": "13|6条|1.5%"`."""
    if isinstance(value, str):
        citation = cited(value)
        if isinstance(citation, Citation) and one.kind == "items":
            first = citation.quote.split("|")[0].strip()
            return f"{citation.line}|{citation.quote if first == name else f'{name}|{citation.quote}'}"
        return value
    if isinstance(value, Mapping) and one.parts and one.parts[0].key not in by_key(value, one.parts):
        return {**value, one.parts[0].key: name}
    return value


def parted(whole: Citation, parts: tuple[Field, ...]) -> list[Citation | None]:
    """The parts of an item that was copied in one piece (`财政信息6条，占1.5%`); empty where they cannot be told for certain.

    A piece without figures is the first part alone.
    """
    figures = [figure for figure in figures_of(whole.quote) if figure.kind in COUNTED]
    if not figures or whole.state != "stated":
        return [whole]
    leaves = [part.leaf for part in parts if part.leaf is not None]
    if [leaf.type is str for leaf in leaves] != [True] + [False] * (len(parts) - 1):
        return []
    name = whole.quote[: figures[0].start].rstrip(_NAME_END)
    found: list[Citation | None] = [Citation(whole.line, name)]
    rest = list(figures)
    for leaf in leaves[1:]:
        percent = leaf.type is Decimal and kind_of(leaf) == "percent"
        fits = bool(rest) and (rest[0].kind in ("percent", "points")) is percent
        figure = rest.pop(0) if fits else None
        found.append(Citation(whole.line, whole.quote[figure.start : figure.end]) if figure else None)
    return found if name and not rest else []


def row_of(one: Field, answer: Any) -> Citation | None:
    """The row that was answered cell by cell, as one quote; None where the cells are not bare ones of one line."""
    if not one.columns:
        return None
    line = line_in(answer) if isinstance(answer, Mapping) else None
    if line is not None and (cells := _listed(answer, len(one.columns))) is not None:
        answer = [line, *cells]
    if isinstance(answer, list) and len(answer) == len(one.columns) + 1 and isinstance(answer[0], int):
        return _joined([own_citation("-" if cell is None else cell, answer[0]) for cell in answer[1:]])
    if isinstance(answer, Mapping):
        own = by_key(answer, one.parts)
        return _joined([cited(own.get(part.key)) for part in one.parts])
    if isinstance(answer, list) and len(answer) == len(one.columns):
        return _joined([cited(cell) for cell in answer], blanks=True)
    return None


def _listed(answer: Mapping[str, Any], count: int) -> list[Any] | None:
    """The one list of `count` cells in an object."""
    lists = [value for value in answer.values() if isinstance(value, list) and len(value) == count]
    return lists[0] if len(lists) == 1 else None


def _joined(cells: list[Citation | str | None], *, blanks: bool = False) -> Citation | None:
    found = [cell for cell in cells if isinstance(cell, Citation)]
    if len(found) != len(cells) or len({cell.line for cell in found}) != 1:
        return None
    words = ["-" if blanks and cell.state == "blank" else cell.quote.strip() for cell in found]
    return Citation(found[0].line, " ".join(words)) if all(map(_CELL.fullmatch, words)) else None
