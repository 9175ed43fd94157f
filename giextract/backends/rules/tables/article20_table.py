"""The tables of article 20: eight rows under five heads, whose words tell the form (2019: 上一年项目数量; 2021: 本年处理决定数量)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from giextract.backends.rules.tables import cells as layout
from giextract.backends.rules.tables.cells import MOST_DIGITS, Cell, Piece
from giextract.backends.rules.tables.labels import ARTICLE20_COLUMNS, ARTICLE20_ROW_TO_COLUMNS, ARTICLE20_ROWS
from giextract.backends.rules.tables.rows import Found, Row, rows
from giextract.backends.rules.tables.splitting import MOST_READINGS, agreed
from giextract.backends.rules.tables.tokens import VALUES, Token, tokens
from giextract.fixed_tables import Squeezed
from giextract.text.clean import CleanText

NO_OTHER_CUT = "one number for each column, none with a leading zero"
AMOUNTS = frozenset({"fee_amount", "procurement_amount"})
_EXTRA = "-"

_HEAD = re.compile(
    "|".join(f"(?P<c_{label.key}>{label.core})" for label in ARTICLE20_COLUMNS)
    + "|(?P<x_extra>备注|序号)|"
    + "|".join(f"(?P<r_{label.key}>{label.core})" for label in ARTICLE20_ROWS)
    + r"|(?P<u_unit>万元|亿元|元)(?=[）)]|$|\D)|(?P<n_number>\d)"
)
_ROW = re.compile("|".join(f"(?P<{label.key}>{label.core})" for label in ARTICLE20_ROWS))
_COUNT = re.compile(r"(?P<n>0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:件|项|宗|起|条|个|次)?")
_CHANGE = re.compile(r"(?P<s>新增|增加?|减少?|[-+])?(?P<n>0|[1-9]\d*)(?:件|项|宗|起|条|个|次)?")
_AMOUNT = re.compile(r"(?P<n>(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?)(?P<u>亿元|万元|元)?")
_UNIT_TO_WAN_YUAN = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10_000)}
_GROUPS = ("第二十条", "第（一）项", "第（五）项", "第（六）项", "第（八）项", "第（九）项", "信息内容")


@dataclass(frozen=True, slots=True)
class Amount:
    """A cell whose amount has its unit elsewhere: in the head, at these clean offsets."""

    unit: tuple[int, int]
    factor: Decimal


@dataclass(slots=True)
class _Heads:
    """A run of column heads: clean offset where it ends, columns, and the unit it prints."""

    end: int
    columns: list[str]
    unit: Amount | None = None


def read_article20(
    clean: CleanText, start: int, end: int, complete: bool = False
) -> dict[tuple[str, str], tuple[Cell, tuple[int, int] | None]]:
    """(row, column) -> its cell and the place of its unit where that stands in the head, for every printed cell.

    `complete` says that the report's tables leave no cell empty, so that none can have been dropped.
    """
    heads = _heads(clean, start, end)
    words = {label.core: label for label in ARTICLE20_ROWS}
    noise = [*_GROUPS, *(label.full for label in ARTICLE20_COLUMNS)]
    printed, _ = rows(tokens(clean, start, end), list(words.values()), noise, _find)
    prepared = []
    for row in printed:
        own = [head for head in heads if head.end <= row.label[1]]
        if not own:
            continue
        head = own[-1]
        prepared.append((row, head, layout.pieces(row, len(head.columns), None, row.label)))
    drops = not complete or any(_has_dropped(head, pieces) for _, head, pieces in prepared)
    result: dict[tuple[str, str], tuple[Cell, tuple[int, int] | None]] = {}
    for row, head, pieces in prepared:
        for column, cell in zip(head.columns, _cells(row, head, pieces, drops), strict=True):
            if column not in ARTICLE20_ROW_TO_COLUMNS[row.key]:
                continue
            unit = head.unit.unit if head.unit and column in AMOUNTS and _needs_unit(clean, cell) else None
            new = (cell, unit)
            before = result.get((row.key, column))
            if before is not None and (before[0].state, before[0].value) != (cell.state, cell.value):
                new = (replace(before[0], state="illegible", value=None, equations=()), None)
            result[row.key, column] = new if before is None or new[0].state == "illegible" else before
    return result


def _find(words: str) -> list[Found]:
    key_to_label = {label.key: label for label in ARTICLE20_ROWS}
    return [Found(key_to_label[match.lastgroup or ""], *match.span()) for match in _ROW.finditer(words)]


def _heads(clean: CleanText, start: int, end: int) -> list[_Heads]:
    squeezed = Squeezed(clean.text[start:end])
    found: list[_Heads] = []
    fresh = True
    for match in _HEAD.finditer(squeezed.text):
        kind, _, key = (match.lastgroup or "").partition("_")
        low, high = squeezed.span(*match.span())
        if kind in ("c", "x"):
            if fresh:
                found.append(_Heads(0, []))
                fresh = False
            found[-1].columns.append(key if kind == "c" else _EXTRA)
            found[-1].end = start + high
        elif kind == "u" and not fresh:
            found[-1].unit = Amount((start + low, start + high), _UNIT_TO_WAN_YUAN[match[0]])
        else:
            fresh = True
    return [head for head in found if len(set(head.columns)) == len(head.columns)]


def _has_dropped(head: _Heads, pieces: Sequence[Piece]) -> bool:
    """Whether a row surely has fewer cells than columns, without a trace of the empty ones."""
    if any(piece.shown for piece in pieces):
        return False
    return sum(max(1, sum(map(str.isdigit, piece.text))) for piece in pieces) < len(head.columns)


def _inner(found: Sequence[Token]) -> Sequence[Token]:
    """The tokens from the first value to the last."""
    places = [index for index, token in enumerate(found) if token.kind in VALUES]
    return found[places[0] : places[-1]] if places else ()


def _cells(row: Row, head: _Heads, pieces: list[Piece], drops: bool) -> Sequence[Cell]:
    count = len(head.columns)
    if row.doubtful:
        return [Cell(*row.label, "illegible")] * count
    if not pieces:
        return [Cell(*row.label, "blank")] * count
    # Signs and decimals make tokens junk for a table of counts; here the column says what is sound.
    if len(pieces) == count:
        cells = [_cell(piece, column, head) for piece, column in zip(pieces, head.columns, strict=True)]
        if all(cell is not None for cell in cells) or any(piece.shown for piece in pieces):
            return [
                cell or Cell(piece.start, piece.end, "illegible") for cell, piece in zip(cells, pieces, strict=True)
            ]
    illegible = [Cell(pieces[0].start, pieces[-1].end, "illegible")] * count
    readings = _cuts(pieces, head.columns, head)
    if not readings or len(readings) > MOST_READINGS:
        return illegible
    # Where spaces part some cells, a missing one is as likely dropped as glued.
    spaced = any(token.kind not in VALUES for token in _inner(row.tokens))
    if (drops or spaced) and any(
        _cuts(pieces, kept, head) for size in range(1, count) for kept in combinations(head.columns, size)
    ):
        return illegible
    return agreed(readings, (NO_OTHER_CUT,))


def _cell(piece: Piece, column: str, head: _Heads) -> Cell | None:
    """The cell that a whole piece is in `column`; None where it cannot be one."""
    if piece.kind == "blank":
        return Cell(piece.start, piece.end, "blank")
    if piece.kind == "zero":
        return Cell(piece.start, piece.end, "stated", 0)
    text = piece.text
    pattern = _AMOUNT if column in AMOUNTS else _CHANGE if column == "change" else _COUNT
    match = pattern.fullmatch(text)
    if column == _EXTRA or match is None or sum(map(str.isdigit, text)) > MOST_DIGITS + 3:
        return None
    number = match["n"].replace(",", "")
    if column in AMOUNTS:
        return _amount(piece, number, match["u"], head)
    value = int(number)
    if column == "change" and (match["s"] or "").startswith(("减", "-")):
        value = -value
    return Cell(piece.start, piece.end, "stated", value)


def _amount(piece: Piece, number: str, unit: str | None, head: _Heads) -> Cell:
    amount = Decimal(number)
    if unit:
        return Cell(piece.start, piece.end, "stated", amount * _UNIT_TO_WAN_YUAN[unit])
    if head.unit:
        return Cell(piece.start, piece.end, "stated", amount * head.unit.factor)
    if not amount:
        return Cell(piece.start, piece.end, "stated", Decimal(0))
    # 元 has two decimals at the most, so more of them are 万元; fewer may be either.
    if len(number.partition(".")[2]) > 2:
        return Cell(piece.start, piece.end, "stated", amount)
    return Cell(piece.start, piece.end, "illegible")


def _needs_unit(clean: CleanText, cell: Cell) -> bool:
    return cell.state == "stated" and bool(cell.value) and "元" not in clean.text[cell.start : cell.end]


def _cuts(pieces: Sequence[Piece], columns: Sequence[str], head: _Heads) -> list[tuple[Cell, ...]]:
    """Every way to read `pieces` as one cell for each of `columns`; three columns at the most, so there are few."""
    if not columns or not pieces:
        return [()] if not columns and not pieces else []
    piece, rest = pieces[0], pieces[1:]
    found: list[tuple[Cell, ...]] = []
    if piece.kind in ("blank", "zero"):
        cell = _cell(piece, columns[0], head)
        assert cell is not None
        return [(cell, *more) for more in _cuts(rest, columns[1:], head)]
    for length in range(1, len(piece.text) + 1):
        taken = replace(piece, end=piece.start + length, text=piece.text[:length])
        left = (
            [replace(piece, start=piece.start + length, text=piece.text[length:])] if length < len(piece.text) else []
        )
        if left:
            if left[0].text[0] not in "0123456789":
                continue
        else:
            taken = replace(taken, end=piece.end)
        cell = _cell(taken, columns[0], head)
        if cell is None:
            continue
        found.extend((cell, *more) for more in _cuts([*left, *rest], columns[1:], head))
        if len(found) > MOST_READINGS:
            break
    return found
