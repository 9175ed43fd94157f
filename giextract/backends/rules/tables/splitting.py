"""Digits that ran together, cut in every way that an equation of the form allows.

`15130000154` is 151, 3, 0, 0, 0, 0, 154 because no other seven numbers without a leading zero in this order add up. The search
is exact and counts its steps: a string that takes more than `MOST_STEPS` proves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from giextract.backends.rules.tables.cells import MOST_DIGITS, Cell, Piece

MOST_STEPS = 20_000
MOST_READINGS = 64

Reading = tuple[Cell, ...]


class TooManyStepsError(Exception):
    """The search was given up."""


@dataclass(slots=True)
class Steps:
    """How many steps a search may still take."""

    left: int = MOST_STEPS

    def take(self) -> None:
        """Count one step; raises TooManyStepsError when none is left."""
        self.left -= 1
        if self.left < 0:
            raise TooManyStepsError


def sums(pieces: Sequence[Piece], count: int, steps: Steps) -> list[Reading]:
    """Every reading of `pieces` as `count` cells whose last is the sum of the others.

    Raises TooManyStepsError where there are too many to be told.
    """
    found: list[Reading] = []
    if count < 2 or not pieces or any(piece.kind == "junk" for piece in pieces):
        return found
    for cells in _totalled(pieces, count, steps):
        found.append(cells)
        if len(found) > MOST_READINGS:
            raise TooManyStepsError
    return found


def _totalled(pieces: Sequence[Piece], count: int, steps: Steps) -> list[Reading]:
    last = pieces[-1]
    found: list[Reading] = []
    if last.kind != "digits":
        return found
    digits = _digits(last)
    for length in range(1, min(len(digits), MOST_DIGITS) + 1):
        tail = digits[-length:]
        if len(tail) > 1 and tail[0] == "0":
            continue
        rest = list(pieces[:-1])
        if length < len(digits):
            rest.append(Piece("digits", last.start, last.start + len(digits) - length, digits[:-length]))
        total = Cell(last.start + len(digits) - length, last.end, "stated", int(tail))
        for cells in _parts(rest, 0, 0, count - 1, int(tail), steps):
            found.append((*cells, total))
            if len(found) > MOST_READINGS:
                raise TooManyStepsError
    return found


def _parts(
    pieces: Sequence[Piece], index: int, offset: int, count: int, total: int, steps: Steps
) -> list[Reading]:
    """Every reading of what is left of `pieces` as `count` cells that add up to `total`."""
    steps.take()
    if index == len(pieces):
        return [()] if count == 0 and total == 0 else []
    remaining = len(pieces) - index
    if count < remaining:
        return []
    piece = pieces[index]
    if piece.kind != "digits":
        cell = Cell(piece.start, piece.end, "blank") if piece.kind == "blank" else Cell(piece.start, piece.end, "stated", 0)
        return [(cell, *rest) for rest in _parts(pieces, index + 1, 0, count - 1, total, steps)]
    digits = _digits(piece)
    most = sum(len(_digits(one)) if one.kind == "digits" else 1 for one in pieces[index:]) - offset
    if count > most:
        return []
    found: list[Reading] = []
    for length in range(1, len(digits) - offset + 1):
        taken = digits[offset : offset + length]
        if (len(taken) > 1 and taken[0] == "0") or length > MOST_DIGITS:
            break
        value = int(taken)
        if value > total:
            break
        ends = offset + length == len(digits)
        cell = Cell(piece.start + offset, piece.end if ends else piece.start + offset + length, "stated", value)
        following = (index + 1, 0) if ends else (index, offset + length)
        for rest in _parts(pieces, *following, count - 1, total - value, steps):
            found.append((cell, *rest))
            if len(found) > MOST_READINGS:
                raise TooManyStepsError
    return found


def _digits(piece: Piece) -> str:
    return "".join(character for character in piece.text if character.isdigit())


def agreed(readings: Sequence[Reading], equations: tuple[str, ...]) -> Reading:
    """The cells that all readings share, each other one illegible: a cell is given only where nothing else is possible."""
    first = readings[0]
    cells: list[Cell] = []
    for index, cell in enumerate(first):
        same = all((one[index].start, one[index].end, one[index].value) == (cell.start, cell.end, cell.value) for one in readings)
        if same:
            named = equations if cell.state == "stated" else ()
            cells.append(Cell(cell.start, cell.end, cell.state, cell.value, named))
        else:
            low, high = min(one[index].start for one in readings), max(one[index].end for one in readings)
            cells.append(Cell(low, high, "illegible"))
    return tuple(cells)


def blocks(pieces: Sequence[Piece], sizes: Sequence[int], steps: Steps) -> list[Reading]:
    """Every reading of `pieces` as consecutive blocks of cells, the last of each block the sum of the block's others."""
    found: list[Reading] = []
    if any(piece.kind == "junk" for piece in pieces):
        return found
    _blocks(pieces, (0, 0), sizes, (), found, steps)
    return found


Place = tuple[int, int]
"""How many pieces, and how many digits of the next one, are read."""


def _blocks(
    pieces: Sequence[Piece], place: Place, sizes: Sequence[int], read: Reading, found: list[Reading], steps: Steps
) -> None:
    steps.take()
    if not sizes:
        if place == (len(pieces), 0):
            found.append(read)
            if len(found) > MOST_READINGS:
                raise TooManyStepsError
        return
    for block, after in _block(pieces, place, sizes[0] - 1, (), 0, steps):
        _blocks(pieces, after, sizes[1:], (*read, *block), found, steps)


def _block(
    pieces: Sequence[Piece], place: Place, count: int, read: Reading, total: int, steps: Steps
) -> list[tuple[Reading, Place]]:
    """The readings of one block: `count` more parts, then their sum."""
    steps.take()
    index, offset = place
    if index >= len(pieces):
        return []
    piece = pieces[index]
    if piece.kind != "digits":
        cell = Cell(piece.start, piece.end, "blank") if piece.kind == "blank" else Cell(piece.start, piece.end, "stated", 0)
        if count == 0:
            return [((*read, cell), (index + 1, 0))] if total == 0 else []
        return _block(pieces, (index + 1, 0), count - 1, (*read, cell), total, steps)
    digits = _digits(piece)
    found: list[tuple[Reading, Place]] = []
    for length in range(1, min(len(digits) - offset, MOST_DIGITS) + 1):
        taken = digits[offset : offset + length]
        if len(taken) > 1 and taken[0] == "0":
            break
        ends = offset + length == len(digits)
        after = (index + 1, 0) if ends else (index, offset + length)
        value = int(taken)
        cell = Cell(piece.start + offset, piece.end if ends else piece.start + offset + length, "stated", value)
        if count == 0:
            if value == total:
                found.append(((*read, cell), after))
            if value >= total:
                break
            continue
        found.extend(_block(pieces, after, count - 1, (*read, cell), total + value, steps))
    return found
