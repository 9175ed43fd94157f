"""Rows retold: an answer that names a row of a fixed table and says its cells in other characters than the printed ones.

Models write `5, 0, 0` for `5 | 0 | 0`, repeat the label before each cell, or cite the line of the label for cells that stand
below it. Where the form's equations tell every cell of the row, nothing has to be cut out of the answer: it is enough that it
says what stands there. What comes out is the printed cell in its place; an answer that says anything else proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from giextract.backends import Answer
from giextract.backends.model.citations import Citation
from giextract.backends.model.forms import FormReading
from giextract.text.clean import CleanText
from giextract.text.lines import Line

_LETTERS = re.compile(r"[\u3400-\u9fffA-Za-z]+")
_LAST_LETTER = re.compile(r"[\u3400-\u9fffA-Za-z）)”》](?![\u3400-\u9fffA-Za-z）)”》])")
_UNIT = re.compile(r"(?:件|条|项|宗|次|个|万元)(?=[\s|｜,，、;；]|$)")
_BORDERS = (re.compile(r"[|｜]"), re.compile(r"[,，、;；]"), re.compile(r"\s+"))
_GROUPING = re.compile(r"[\s,，+]")
_EMPTY = frozenset({"", "-", "—", "–", "/", "\\", "0", "空", "空白", "blank", "null"})
_LABEL_REACH = 80
"""Characters before the first cell of a row that may be its label."""


def retold_row(
    form: FormReading, path: str, titles: Sequence[str], citation: Citation, line: Line, clean: CleanText
) -> list[Answer] | None:
    """The cells of the row at `path` where the answer says all of them in their order, None where it does not."""
    cells = form.row(path)
    if (
        not cells
        or any(cell.state == "illegible" for cell in cells)
        or not _names(cells, titles, citation, line, clean)
    ):
        return None
    said = _said(citation.quote)
    stated = [cell for cell in cells if cell.state == "stated"]
    for border in _BORDERS:
        words = [word.strip() for word in border.split(said)]
        head, tail = int(not words[0]), len(words) - int(not words[-1])  # borders around the row, or empty cells
        for found in (words, words[head:], words[:tail], words[head:tail]):
            if len(found) == len(cells) and all(map(_agree, found, cells)):
                return cells
        printed = [word for word in words if word]
        if stated and len(printed) == len(stated) and all(map(_agree, printed, stated)):
            return cells
    return None


def retold_cell(
    form: FormReading, known: Answer, titles: Sequence[str], citation: Citation, line: Line, clean: CleanText
) -> bool:
    """Whether the answer says what stands in the cell `known`, and cites a line of its row."""
    row = form.row(known.path.rpartition("/")[0])
    if known.state == "illegible" or citation.state == "illegible" or not _names(row, titles, citation, line, clean):
        return False
    if citation.state == "blank":
        return known.state == "blank"
    return _agree(_said(citation.quote).strip(" |｜"), known)


def _names(cells: Sequence[Answer], titles: Sequence[str], citation: Citation, line: Line, clean: CleanText) -> bool:
    """Whether the cited line has a part of the row, and all words of the answer are the row's or its titles'."""
    spans = sorted(cell.span for cell in cells if cell.span)
    first, last = spans[0][0], max(end for _, end in spans)
    label = re.search(r"[^\d|\n]*[^\d\s|/—-][\s|/—-]*\Z", clean.text[max(0, first - _LABEL_REACH) : first])
    start = first - len(label[0]) if label else first
    if line.end <= start or line.start >= last:
        return False
    known = ["".join(_LETTERS.findall(text)) for text in (clean.text[start:last], *titles)]
    said = _LETTERS.findall(_UNIT.sub("", citation.quote))
    return all(any(word in text for text in known) or word in _EMPTY for word in said)


def _said(quote: str) -> str:
    """What stands behind the last word of a quote, without units."""
    plain = _UNIT.sub("", quote)
    ends = [match.end() for match in _LAST_LETTER.finditer(plain) if plain[match.start()] not in "空白"]
    return plain[ends[-1] if ends else 0 :].lstrip(":：.．、\"”')）》")


def _agree(word: str, cell: Answer) -> bool:
    if cell.state == "blank":
        return word.lower() in _EMPTY
    return _GROUPING.sub("", word).lstrip("0") == str(cell.value).lstrip("0") and word != ""
