"""The table of reviews and lawsuits: three blocks of five cells, in one row, in a row for each block, or in a row for each outcome."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

from giextract.backends.rules.tables import cells as layout
from giextract.backends.rules.tables.cells import Cell, Piece, cell_of
from giextract.backends.rules.tables.labels import CHALLENGE_BLOCKS, CHALLENGE_OUTCOMES
from giextract.backends.rules.tables.rows import Row
from giextract.backends.rules.tables.splitting import MOST_STEPS, Cutting, Reading, Steps, TooManyStepsError, agreed
from giextract.backends.rules.tables.tokens import VALUES, Token, tokens
from giextract.text.clean import CleanText

BLOCK_SUM = "total = upheld + corrected + other + pending"
BLOCKS = tuple(label.key for label in CHALLENGE_BLOCKS)
OUTCOMES = tuple(label.key for label in CHALLENGE_OUTCOMES)

_BLOCK = re.compile("|".join(f"(?P<{label.key}>{label.core})" for label in CHALLENGE_BLOCKS))
_OUTCOME = re.compile("|".join(f"(?P<{label.key}>{label.core})" for label in CHALLENGE_OUTCOMES))
_BROKEN = {"upheld": "维持", "corrected": "纠正", "pending": "审结", "total": "总计"}

Table = dict[str, dict[str, Cell]]


@dataclass(slots=True)
class _Run:
    """Words, and the tokens behind them up to the next words."""

    words: str
    label: tuple[int, int]
    tokens: list[Token] = field(default_factory=list)
    leading: bool = False

    @property
    def blocks(self) -> list[str]:
        return [match.lastgroup or "" for match in _BLOCK.finditer(self.words)]

    @property
    def outcomes(self) -> list[str]:
        return [match.lastgroup or "" for match in _OUTCOME.finditer(_BLOCK.sub("", self.words))]


def read_challenges(clean: CleanText, start: int, end: int, complete: bool = False) -> Table:
    """Block -> outcome -> cell of the table that stands between the clean offsets.

    `complete` says that the report's tables leave no cell empty, so that none can have been dropped.
    """
    runs = [
        run for run in _runs(tokens(clean, start, end)) if any(token.kind in (*VALUES, "bar") for token in run.tokens)
    ]
    printed = [run for run in runs if any(token.kind in VALUES for token in run.tokens)]
    if not printed:
        return {}
    if len(printed) == 1:
        return _one_row(printed[0], complete)
    if len(printed) >= 5 and all(run.outcomes and len(_unlabelled(run, 1)) == 1 for run in printed):
        return _labelled_cells(printed)
    if all(len(run.outcomes) == 1 and not run.blocks for run in printed[1:]) and len(printed) == 5:
        return _outcome_rows(printed)
    return _block_rows(printed, complete)


def _runs(found: Sequence[Token]) -> list[_Run]:
    runs: list[_Run] = []
    fresh = True
    for token in found:
        if token.kind in ("text", "mark"):
            if token.text.startswith("（") and runs and any(one.kind in VALUES for one in runs[-1].tokens):
                continue
            if fresh:
                runs.append(_Run("", (token.start, token.end)))
                fresh = False
            run = runs[-1]
            run.leading = run.leading or any(one.kind == "bar" for one in run.tokens[-2:-1])
            run.words += token.text
            run.label = (token.start, token.end)
            run.tokens = []
        elif runs:
            fresh = fresh or token.kind in VALUES
            runs[-1].tokens.append(token)
    return runs


def _one_row(run: _Run, complete: bool) -> Table:
    """All fifteen cells behind the heads."""
    heads = _columns(run)
    if heads is None:
        return _illegible(run, BLOCKS)
    pieces = _three_lines(run) or _unlabelled(run, 15)
    readings = _read(pieces, (5, 5, 5), complete)
    cells = readings if readings else (_illegible_cell(run),) * 15
    table: Table = {block: {} for block in BLOCKS}
    for (block, outcome), cell in zip(heads, cells, strict=True):
        table[block][outcome] = cell
    return table


def _block_rows(printed: list[_Run], complete: bool) -> Table:
    """A row of five cells for each block."""
    table: Table = {}
    order: tuple[str, ...] | None = None
    for run in printed:
        order = _outcome_order(run.outcomes) or order
        if not run.blocks or order is None:
            continue
        block = run.blocks[-1]
        pieces = _unlabelled(run, 5)
        if block in table:
            table[block] = dict.fromkeys(OUTCOMES, _illegible_cell(run))
            continue
        readings = _read(pieces, (5,), complete) if len(set(run.blocks)) == 1 or run is printed[0] else ()
        if run is printed[0] and len(set(run.blocks)) == 3:
            return {}
        cells = readings if readings else (_illegible_cell(run),) * 5
        table[block] = dict(zip(order, cells, strict=True))
    return table


def _labelled_cells(printed: list[_Run]) -> Table:
    """Each cell behind the name of its outcome: 行政复议：结果维持 0 结果纠正 1."""
    table: Table = {}
    block = ""
    for run in printed:
        block = run.blocks[-1] if run.blocks else block
        (piece,) = _unlabelled(run, 1)
        cells = table.setdefault(block, {})
        outcome = run.outcomes[-1]
        cells[outcome] = _illegible_cell(run) if outcome in cells or not piece.whole else cell_of(piece)
    table.pop("", None)
    return table


def _outcome_rows(printed: list[_Run]) -> Table:
    """A row of three cells for each outcome."""
    head = printed[0].blocks
    if sorted(head) != sorted(BLOCKS) or len(printed[0].outcomes) != 1:
        return {}
    table: Table = {block: {} for block in BLOCKS}
    for run in printed:
        pieces = _unlabelled(run, 3)
        direct = len(pieces) == 3 and all(piece.whole for piece in pieces)
        for index, block in enumerate(head):
            table[block][run.outcomes[0]] = cell_of(pieces[index]) if direct else _illegible_cell(run)
    return table


def _columns(run: _Run) -> list[tuple[str, str]] | None:
    """The block and outcome of each of the fifteen cells, left to right."""
    named = list(run.blocks)
    if sorted(named) != sorted(BLOCKS):
        # A head whose blocks cannot all be read still has the form's order if nothing in it says otherwise.
        if [block for block in BLOCKS if block in named] != named or not named:
            return None
        named = list(BLOCKS)
    outcomes = run.outcomes
    if len(outcomes) == 15:
        orders = [_outcome_order(outcomes[index : index + 5]) for index in (0, 5, 10)]
    elif len(outcomes) == 5:
        orders = [_outcome_order(outcomes)] * 3
    else:
        orders = [None]
    if all(orders):
        return [(block, outcome) for block, order in zip(named, orders, strict=True) for outcome in order or ()]
    return [(block, outcome) for block in named for outcome in OUTCOMES] if _is_broken_head(run.words) else None


def _outcome_order(outcomes: Sequence[str]) -> tuple[str, ...] | None:
    return tuple(outcomes) if len(outcomes) == 5 and set(outcomes) == set(OUTCOMES) else None


def _is_broken_head(words: str) -> bool:
    """Whether the words are the heads in the form's order, torn line by line (结果结果其他尚未总计维持纠正结果审结)."""
    plain = _BLOCK.sub("", words)
    counts = {key: plain.count(stem) for key, stem in _BROKEN.items()}
    if set(counts.values()) not in ({1}, {3}):
        return False
    places = [plain.find(_BROKEN[key]) for key in ("upheld", "corrected", "pending")]
    return places == sorted(places)


def _unlabelled(run: _Run, count: int) -> list[Piece]:
    """The pieces of a row; one without a label of its own may begin with an empty cell."""
    row = Row("", run.label, run.tokens)
    bars = [token for token in run.tokens if token.kind == "bar"]
    first_line = next((index for index, token in enumerate(run.tokens) if token.kind == "line"), None)
    if bars and first_line is not None and not any(token.kind in VALUES for token in run.tokens[:first_line]):
        return _own_line(run, run.tokens[first_line + 1 :], count)
    return layout.pieces(row, count, None, run.label)


def _three_lines(run: _Run) -> list[Piece] | None:
    """The pieces of three lines of five places between bars, one for each block; None where the lines are others."""
    lines: list[list[Token]] = [[]]
    for token in run.tokens:
        if token.kind == "line":
            lines.append([])
        else:
            lines[-1].append(token)
    barred = [line for line in lines if sum(token.kind == "bar" for token in line) >= 4]
    if len(barred) != 3 or any(token.kind in VALUES for line in lines if line not in barred for token in line):
        return None
    found: list[Piece] = []
    for line in barred:
        places = sum(token.kind == "bar" for token in line) + 1
        opened = next(token for token in line if token.kind != "space").kind == "bar"
        # layout.pieces takes what stands before the first bar for the label's cell.
        lead = [] if opened and places > 5 else [Token("bar", line[0].start, line[0].start, "|")]
        pieces = layout.pieces(Row("", run.label, [*lead, *line, Token("line", 0, 0, "\n")]), 5, None, run.label)
        if len(pieces) != 5:
            return None
        found.extend(pieces)
    return found


def _own_line(run: _Run, found: list[Token], count: int) -> list[Piece]:
    end = next((index for index, token in enumerate(found) if token.kind == "line"), len(found))
    line = found[:end]
    # A bar before the line makes the first place the label's; layout.pieces drops it.
    opening = next((token for token in line if token.kind != "space"), None)
    places = sum(token.kind == "bar" for token in line) + 1
    values = sum(token.kind in VALUES for token in line)
    opened = opening is not None and opening.kind == "bar" and places > count
    if not opened and places == count:
        line = [
            Token("bar", line[0].start if line else run.label[0], line[0].start if line else run.label[0], "|"),
            *line,
        ]
    elif places != count and values > places:
        pass  # several cells between two bars
    return layout.pieces(Row("", run.label, [*line, Token("line", 0, 0, "\n")]), count, None, run.label)


def _read(pieces: Sequence[Piece], sizes: Sequence[int], complete: bool) -> Reading:
    """The cells of a row of blocks; none where there is no telling."""
    count = sum(sizes)
    if len(pieces) == count and all(piece.whole or piece.kind == "junk" for piece in pieces):
        return tuple(cell_of(piece) for piece in pieces)
    cutting = Cutting(pieces, Steps(4 * MOST_STEPS))
    try:
        readings = cutting.readings(sizes)
        dropped = not complete and not any(piece.shown for piece in pieces)
        if not readings or (dropped and _with_fewer(cutting, sizes)):
            return ()
    except TooManyStepsError:
        return ()
    return agreed(readings, (BLOCK_SUM,))


def _with_fewer(cutting: Cutting, sizes: Sequence[int]) -> bool:
    """Whether fewer cells would add up as well: an empty cell may have been dropped."""
    return any(
        cutting.possible(fewer) for fewer in product(*(range(2, size + 1) for size in sizes)) if fewer != tuple(sizes)
    )


def _illegible_cell(run: _Run) -> Cell:
    values = [token for token in run.tokens if token.kind in VALUES]
    return Cell(values[0].start, values[-1].end, "illegible") if values else Cell(*run.label, "illegible")


def _illegible(run: _Run, named: Sequence[str]) -> Table:
    return {block: dict.fromkeys(OUTCOMES, _illegible_cell(run)) for block in named}
