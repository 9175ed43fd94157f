"""What stands behind a label as pieces, one for each place that the layout shows: numbers, marks of nothing, empty places.

Bars and tabs show every place, line ends do when every row of the table has as many of them; spaces show only what is printed.
A piece may still hold the digits of several cells (`0000000`): then `splitting` has to cut it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from giextract.backends.rules.tables.rows import Row
from giextract.backends.rules.tables.tokens import VALUES, Token

PieceKind = Literal["digits", "blank", "zero", "junk"]

_DIGITS = re.compile(r"\d+")
_COUNT = re.compile(r"(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:件|项|宗|起|条|个|次)?")
MOST_DIGITS = 12
"""Digits of the longest figure that a cell is believed to hold."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One printed place: clean offsets and characters. `shown` says that the layout shows its two ends beyond doubt."""

    kind: PieceKind
    start: int
    end: int
    text: str
    shown: bool = False

    @property
    def whole(self) -> bool:
        """Whether it can be one cell of a count."""
        return self.kind in ("blank", "zero") or (self.kind == "digits" and _COUNT.fullmatch(self.text) is not None)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: clean offsets, state, value, and the equations without which it could not be read."""

    start: int
    end: int
    state: Literal["stated", "blank", "illegible"]
    value: int | Decimal | None = None
    equations: tuple[str, ...] = ()


def cell_of(piece: Piece) -> Cell:
    """The cell that a whole piece is."""
    if piece.kind == "blank":
        return Cell(piece.start, piece.end, "blank")
    if piece.kind == "zero":
        return Cell(piece.start, piece.end, "stated", 0)
    digits = re.match(r"[\d,]+", piece.text)
    if not piece.whole or digits is None or len(digits[0]) > MOST_DIGITS:
        return Cell(piece.start, piece.end, "illegible")
    return Cell(piece.start, piece.end, "stated", int(digits[0].replace(",", "")))


def pieces(row: Row, count: int, line_step: int | None, empty_span: tuple[int, int]) -> list[Piece]:
    """The places behind the label of `row`, where `count` cells are expected.

    `line_step` is the number of line ends between two cells of a table with one cell per line, None where line ends say
    nothing; `empty_span` is cited for an empty place without characters of its own.
    """
    tokens = row.tokens
    kinds = {token.kind for token in tokens}
    if "bar" in kinds:
        return _between(_first_line(tokens, "bar"), "bar", count, empty_span)
    if "tab" in kinds:
        between = _between(_first_line(tokens, "tab"), "tab", count, empty_span)
        if len(between) == count or len(row.values) != count:
            return between
    values = [_piece(token) for token in tokens if token.kind in VALUES]
    if len(values) < count and line_step is not None:
        return _between_lines(tokens, line_step, empty_span)
    if len(values) > count:
        return _on_one_line(tokens, count) or values
    return values


def _piece(token: Token, shown: bool = False) -> Piece:
    if token.kind in ("blank", "zero"):
        return Piece("blank" if token.kind == "blank" else "zero", token.start, token.end, token.text, shown)
    sound = _DIGITS.fullmatch(token.text) or _COUNT.fullmatch(token.text)
    return Piece("digits" if sound else "junk", token.start, token.end, token.text, shown)


def _first_line(tokens: list[Token], parting: str) -> list[Token]:
    """The tokens up to the end of the line on which the cells stand."""
    begun = False
    for index, token in enumerate(tokens):
        begun = begun or token.kind == parting or token.kind in VALUES
        if token.kind == "line" and begun:
            following = tokens[index + 1 :]
            # Cells may go on below where the label alone filled its line.
            if any(one.kind in VALUES for one in tokens[:index]) or not any(one.kind in VALUES for one in following):
                return [*tokens[:index], token]
            if sum(one.kind == parting for one in tokens[:index]) >= 2:
                return [*tokens[:index], token]
    return tokens


def _between(tokens: list[Token], parting: str, count: int, empty_span: tuple[int, int]) -> list[Piece]:
    """One place or more between every two bars (or tabs)."""
    slots: list[list[Token]] = [[]]
    marks: list[int] = []
    ended = False
    for token in tokens:
        if token.kind == parting:
            slots.append([])
            marks.append(token.start)
        elif token.kind in VALUES:
            slots[-1].append(token)
        elif token.kind == "line":
            ended = True
    spans = [empty_span] * len(slots)
    if parting == "bar":
        bounds = [None, *marks, None]
        for index in range(len(slots)):
            low, high = bounds[index], bounds[index + 1]
            spans[index] = (low if low is not None else high or 0, (high if high is not None else low or 0) + 1)
    places = list(zip(slots, spans, strict=True))
    if not places[0][0]:
        places = places[1:]  # what stands between the label and the first bar is the label's own cell
    if places and not places[-1][0] and ended and len(places) == count + 1:
        places = places[:-1]  # the bar that closes the line
    excess = len(places) - count
    before = excess > 0 and not any(slot for slot, _ in places[:excess])
    behind = excess > 0 and not any(slot for slot, _ in places[-excess:])
    if before and not behind:
        places = places[excess:]  # empty cells that a head over several columns leaves behind its label
    elif behind and not before:
        places = places[:count]  # empty cells that make all rows as wide as the widest
    if len(places) > count and not any(slot for slot, _ in places):
        places = places[:count]
    found: list[Piece] = []
    for slot, span in places:
        if not slot:
            found.append(Piece("blank", *span, "", True))
        found.extend(_piece(token, len(slot) == 1) for token in slot)
    return found


def _between_lines(tokens: list[Token], step: int, empty_span: tuple[int, int]) -> list[Piece]:
    """Places of a table with one cell per line: every `step` line ends without a value between them are an empty cell."""
    found: list[Piece] = []
    ends = 0
    for token in tokens:
        if token.kind == "line":
            ends += 1
        elif token.kind in VALUES:
            found.extend(Piece("blank", *empty_span, "", True) for _ in range(ends // step - 1))
            found.append(_piece(token))
            ends = 0
    found.extend(Piece("blank", *empty_span, "", True) for _ in range(ends // step - 1))
    return found


def _on_one_line(tokens: list[Token], count: int) -> list[Piece] | None:
    """The values of the one line that holds as many as expected, when every other line holds a single stray number."""
    lines: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == "line":
            lines.append([])
        elif token.kind in VALUES:
            lines[-1].append(token)
    full = [line for line in lines if len(line) == count]
    strays = [line for line in lines if line and len(line) != count]
    if len(full) >= 1 and all(len(line) == 1 for line in strays):
        texts = {tuple(token.text for token in line) for line in full}
        return [_piece(token) for token in full[0]] if len(texts) == 1 else None
    return None


def scattered(row: Row) -> bool:
    """Whether the values stand on several lines, and not one on each: they may be those of two rows."""
    lines = [0]
    for token in row.tokens:
        if token.kind == "line":
            lines.append(0)
        elif token.kind in VALUES:
            lines[-1] += 1
    filled = [line for line in lines if line]
    return len(filled) > 1 and max(filled) > 1


def on_own_lines(row: Row) -> bool:
    """Whether line ends part the values of the row."""
    places = [index for index, token in enumerate(row.tokens) if token.kind in VALUES]
    return any(token.kind == "line" for token in row.tokens[places[0] : places[-1]]) if places else False


def line_step(rows: list[Row], count: int) -> int | None:
    """How many line ends part two cells, where every row of the table is one cell per line and complete by them; else None.

    A table that shows its empty cells shows them in all rows: one row that does not come out even says that the line ends
    mean something else.
    """
    gaps: list[list[int]] = []
    for row in rows:
        ends = 0
        here: list[int] = []
        for token in row.tokens:
            if token.kind == "line":
                ends += 1
            elif token.kind in VALUES:
                here.append(ends)
                ends = 0
        gaps.append([*here, ends])
    inner = [gap for one in gaps for gap in one[:-1]]
    if not inner or min(inner) == 0:
        return None
    step = min(inner)
    for one in gaps:
        if any(gap % step for gap in one[:-1]):
            return None
        places = sum(gap // step for gap in one) - 1
        if len(one) > 1 and places != count:
            return None
    return step
