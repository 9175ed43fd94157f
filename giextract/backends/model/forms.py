"""What the form itself says of cells that ran together or vanished, so that a model's citation of them can be proved.

A model points at a place. Where several cells stand there without a border (`801000081`, `条4251516`), the characters alone
prove no value; the equations of the form may (国办公开办函〔2019〕60号, 国办公开办函〔2021〕30号, and the statistics form of the 2008
regime). What the rules have solved with them is taken for a leaf where it stands in the characters that were cited.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import cast

from giextract.backends import Answer
from giextract.backends.model.citations import Citation
from giextract.errors import BackendError
from giextract.fixed_tables import KINDS, Kind, find
from giextract.schema import Leaf
from giextract.sections import Routed
from giextract.settling import located, pairs_of
from giextract.text.clean import CleanText
from giextract.text.lines import Line

FORM_SCHEMA = "annual_report"
"""The schema whose forms the rules know."""
_NOT_COMPARED = re.compile(r"[\s,，件条项宗次人份个万元|]")
_EMPTY = re.compile(r"[\s|/\\—–-]*")
_WORDS = re.compile(r"[\u3400-\u9fff]{2}")
_NO_DIGIT = re.compile(r"\D")
_NOTE = re.compile(r"（[^）]*")
_CLAUSE = re.compile(r"[^。；\n]*\Z")
_ROW_LABEL = re.compile(r"([^\d|]*[^\d\s|/—-])[\d\s|/—-]*\Z")
_LABEL_REACH = 80
_ITEM = re.compile(r"^(.*?)/(\d+)/([^/]+)$")


class FormReading:
    """Cells of one report as the form's equations leave them, read section by section when they are asked for.

    Of the fixed tables and the statistics form it knows every cell, of the narrative the values that only equations prove.
    """

    def __init__(self, routed: Mapping[str, Routed]) -> None:
        self._routed = routed
        self._known: dict[str, dict[str, Answer]] = {}

    def cell(self, path: str) -> Answer | None:
        """The cell at `path`."""
        return self._section(path).get(path)

    def row(self, path: str) -> list[Answer]:
        """The cells below `path`, in the order of the table."""
        return [cell for own, cell in self._section(path).items() if own.startswith(f"{path}/")]

    def others(self, path: str) -> list[Answer]:
        """The cells of the same section that are not below `path`."""
        return [cell for own, cell in self._section(path).items() if not own.startswith(f"{path}/")]

    def items(self, path: str) -> list[dict[str, Answer]]:
        """The items of the list at `path` by the keys of their parts."""
        number_to_parts: dict[str, dict[str, Answer]] = {}
        for own, cell in self._section(path).items():
            match = _ITEM.match(own)
            if match and match[1] == path:
                number_to_parts.setdefault(match[2], {})[match[3]] = cell
        return list(number_to_parts.values())

    def prints(self, span: tuple[int, int]) -> bool:
        """Whether `span` stands in the statistics form."""
        form = next((one.form for one in self._routed.values()), ())
        return bool(form) and form[0].line.start <= span[0] < form[-1].line.end

    def reads(self, path: str) -> bool:
        """Whether any cell of the section of `path` is told for certain."""
        return any(cell.state != "illegible" for cell in self._section(path).values())

    def holders(self, span: tuple[int, int]) -> list[Answer]:
        """The cells of the fixed tables that `span` touches."""
        cells = (cell for kind in sorted(KINDS) for cell in self._section(f"/{kind}").values())
        return [cell for cell in cells if cell.span and cell.span[0] < span[1] and span[0] < cell.span[1]]

    def words_of_row(self, path: str) -> frozenset[str]:
        """Pairs of characters that the title of the row of `path` has and that of no other row of its table."""
        _, section, row, *_ = path.split("/")
        titles = {key: str(one.title or "") for key, one in self._routed[section].section.model.model_fields.items()}
        return pairs_of(titles.pop(row, "")).difference(*map(pairs_of, titles.values()))

    def _section(self, path: str) -> dict[str, Answer]:
        name = path.split("/")[1]
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def _read(self, name: str) -> dict[str, Answer]:
        from giextract.backends.rules import RulesBackend  # heavy, and of no use before there is an answer

        if name not in self._routed:
            return {}
        try:
            answers = [answer for answer in RulesBackend().fill(self._routed[name]) if answer.span]
        except BackendError:  # a section that the rules do not know
            return {}
        if name in KINDS:
            return {answer.path: answer for answer in answers}
        solved = {
            _whole(answer.path)
            for answer in answers
            if answer.equations or answer.state == "illegible" or (answer.span and self.prints(answer.span))
        }
        return {answer.path: answer for answer in answers if _whole(answer.path) in solved}


def _whole(path: str) -> str:
    """The item that a part belongs to, or the leaf itself."""
    match = _ITEM.match(path)
    return f"{match[1]}/{match[2]}" if match else path


def taken(known: Answer, path: str, citation: Citation) -> Answer:
    """The answer that `known` gives for `path`, cited as the model did."""
    return Answer(
        path, known.state, citation.line, citation.quote, known.span, known.value, known.equations, known.unit
    )


def holds(zone: tuple[int, int], known: Answer, clean: CleanText) -> bool:
    """Whether the cited characters hold the cell; one that is empty may follow them."""
    assert known.span is not None
    start, end = known.span
    if zone[0] <= start and end <= zone[1]:
        return True
    return (
        known.state == "blank" and start >= zone[0] and bool(_EMPTY.fullmatch(clean.text, zone[1], max(zone[1], end)))
    )


def says(known: Answer, citation: Citation, line: Line, clean: CleanText) -> bool:
    """Whether an answer that names no place but the line, such as a bare figure, says what stands in the cell there."""
    assert known.span is not None
    start, end = known.span
    if not line.start <= start <= line.end + 2:
        return False
    if known.state != "stated" or citation.state != "stated":
        return known.state == citation.state
    return _bare(citation.quote) == _bare(clean.text[start:end])


def row_cells(
    form: FormReading, path: str, citation: Citation, line: Line, clean: CleanText
) -> list[Answer] | str | None:
    """The cells of the row at `path` that was quoted whole, the reason why it is not, or None where the form does not tell."""
    cells = form.row(path)
    if not cells:
        return None
    _, zone, reason = located(citation.quote, line, clean, False)
    if zone is None:
        return reason
    if not all(holds(zone, cell, clean) for cell in cells):
        if all(cell.state == "illegible" for cell in cells):
            return None
        return "these characters are not this row: copy its label with all its cells"
    beside = [cell for cell in form.others(path) if cell.span and cell.state != "blank" and holds(zone, cell, clean)]
    spans = sorted(cell.span for cell in (*cells, *beside) if cell.span)
    if beside and _WORDS.search(clean.text, spans[0][0], spans[-1][1]):
        return "these characters are several rows: copy one"
    return [taken(cell, cell.path, citation) for cell in cells]


def strange(form: FormReading, path: str, span: tuple[int, int], clean: CleanText) -> str | None:
    """Why the figure at `span` is not the one of the leaf at `path`, as the fixed tables are read; None where it may be.

    A cell belongs to one leaf. A row that was not read is known by its own words; no narrative states what a table that was
    read does not show, unless it tells of digits that ran together in the leaf's own cell.
    """
    own = path.split("/")[1]
    if own not in KINDS and not any(start <= span[0] < end for start, end in find(clean).values()):
        return None
    others = [cell for cell in form.holders(span) if cell.path != path]
    if own not in KINDS:
        stated = [cell for cell in others if cell.state == "stated"]
        return f"this is the table's {stated[0].path}, not a figure of the narrative" if stated else None
    known = form.cell(path)
    if known is not None and known.state != "illegible":
        own_cell = any(cell.path == path for cell in form.holders(span))
        return f"this is the cell {others[0].path}" if others and not own_cell else None
    if known is not None and known.span is not None and known.span[0] < span[1] and span[0] < known.span[1]:
        alone = len(form.holders(known.span)) == 1 and _digits(span, clean) == _digits(known.span, clean)
        return None if alone else "cells ran together here, so that none is certain"
    if others:
        return f"this is the cell {others[0].path}"
    if not form.reads(path):
        return None
    words = form.words_of_row(path)
    if known is not None and known.span is not None:
        clause = _CLAUSE.search(clean.text, max(0, span[0] - _LABEL_REACH), span[0])
        tells = _digits(span, clean) and _digits(span, clean) in _digits(known.span, clean)
        told = tells and clause is not None and any(word in clause[0] for word in words)
        return None if told else "the table prints something else in this cell"
    label = _ROW_LABEL.search(clean.text, max(0, span[0] - _LABEL_REACH), span[0])
    start, end = find(clean).get(cast(Kind, own), (0, 0))
    labelled = label is not None and any(word in label[1] for word in words)
    if start <= span[0] < end and labelled and not form.row(path.rpartition("/")[0]):
        return None
    return "the table does not show this: leave it out"


def _digits(span: tuple[int, int], clean: CleanText) -> str:
    """The digits there, without those of a note in brackets."""
    return _NO_DIGIT.sub("", _NOTE.sub("", clean.text[slice(*span)]))


def item_parts(
    form: FormReading, path: str, parts: Sequence[tuple[str, Leaf, Citation]], line: Line, clean: CleanText
) -> list[Answer] | None:
    """The parts of the item of the list at `path` that an answer means, where one item in the cited line has all of them."""
    found: list[list[Answer]] = []
    for known in form.items(path):
        fits = all(
            (cell := known.get(key)) is not None and _same(cell, leaf, citation, line, clean)
            for key, leaf, citation in parts
        )
        if fits:
            found.append([known[key] for key, _, _ in parts])
    return found[0] if len(found) == 1 else None


def _same(cell: Answer, leaf: Leaf, citation: Citation, line: Line, clean: CleanText) -> bool:
    assert cell.span is not None
    if not line.start <= cell.span[0] <= line.end + 2:
        return False
    if cell.state != "stated" or citation.state != "stated":
        return cell.state == citation.state
    printed, quoted = _bare(clean.text[slice(*cell.span)]), _bare(citation.quote)
    return quoted in printed or printed in quoted if leaf.type is str else quoted == printed


def _bare(text: str) -> str:
    return _NOT_COMPARED.sub("", text.strip("«»"))
