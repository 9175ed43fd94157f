"""Digits that ran together, cut in every way that an equation of the form allows.

`15130000154` is 151, 3, 0, 0, 0, 0, 154 because no other seven numbers without a leading zero in this order add up. The search
is exact and counts its steps: a string that takes more than `MOST_STEPS` proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from giextract.backends.rules.tables.cells import MOST_DIGITS, Cell, Piece, cell_of

MOST_STEPS = 5_000
MOST_READINGS = 64

Reading = tuple[Cell, ...]
Place = tuple[int, int]
"""How many pieces, and how many digits of the next one, are read."""


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


class Cutting:
    """All ways to cut `pieces` into blocks of cells, the last cell of each block the sum of its others.

    A piece of nothing but digits may be cut anywhere; any other (`1,286`, `/`) is one cell.
    """

    def __init__(self, pieces: Sequence[Piece], steps: Steps) -> None:
        self.steps = steps
        self.sound = bool(pieces) and all(piece.kind != "junk" for piece in pieces)
        self.pieces = list(pieces)
        self.digits = [
            piece.text if piece.kind == "digits" and piece.text.isascii() and piece.text.isdigit() else ""
            for piece in pieces
        ]
        lengths = [len(text) or 1 for text in self.digits]
        self.left = [sum(lengths[index:]) for index in range(len(lengths) + 1)]
        self.block_cache: dict[tuple[Place, int], list[tuple[Reading, Place]]] = {}
        self.possible_cache: dict[tuple[Place, tuple[int, ...]], bool] = {}

    def readings(self, sizes: Sequence[int]) -> list[Reading]:
        """Every reading as blocks of these sizes; raises TooManyStepsError where there are too many to be told."""
        found: list[Reading] = []
        if not self.sound:
            return found
        whole = self._whole_block(sizes[0]) if len(sizes) == 1 else self._blocks((0, 0), tuple(sizes))
        for reading in whole:
            found.append(reading)
            if len(found) > MOST_READINGS:
                raise TooManyStepsError
        return found

    def possible(self, sizes: Sequence[int]) -> bool:
        """Whether there is any reading as blocks of these sizes."""
        if not self.sound:
            return False
        if len(sizes) == 1:
            return any(True for _ in self._whole_block(sizes[0]))
        return self._possible((0, 0), tuple(sizes))

    def _cells_at(self, place: Place) -> Iterator[tuple[Cell, Place]]:
        """The cells that may begin at `place`, shortest first."""
        index, offset = place
        if index >= len(self.pieces):
            return
        piece, digits = self.pieces[index], self.digits[index]
        if not digits:
            yield cell_of(piece), (index + 1, 0)
            return
        longest = 1 if digits[offset] == "0" else min(len(digits) - offset, MOST_DIGITS)
        for length in range(1, longest + 1):
            ends = offset + length == len(digits)
            start = piece.start + offset
            cell = Cell(start, piece.end if ends else start + length, "stated", int(digits[offset : offset + length]))
            yield cell, ((index + 1, 0) if ends else (index, offset + length))

    def _left_at(self, place: Place) -> int:
        return self.left[place[0]] - place[1]

    def _whole_block(self, size: int) -> Iterator[Reading]:
        """Readings as one block; the sum is chosen first, from the end, because it bounds all that goes before."""
        last = self.pieces[-1]
        digits = self.digits[-1]
        stop = len(self.pieces) - 1
        if not digits:
            cell = cell_of(last)
            for parts in self._parts((0, 0), (stop, 0), size - 1, int(cell.value or 0)):
                yield (*parts, cell)
            return
        for length in range(1, min(len(digits), MOST_DIGITS) + 1):
            tail = digits[-length:]
            if length > 1 and tail[0] == "0":
                continue
            offset = len(digits) - length
            cell = Cell(last.start + offset, last.end, "stated", int(tail))
            for parts in self._parts((0, 0), (stop, offset), size - 1, int(tail)):
                yield (*parts, cell)

    def _parts(self, place: Place, end: Place, count: int, total: int) -> Iterator[Reading]:
        """Readings of what stands from `place` to `end` as `count` cells that add up to `total`."""
        self.steps.take()
        left = self._left_at(place) - self._left_at(end)
        if left < count or left > count * max(1, len(str(total))):
            return
        if count == 0:
            if place == end and total == 0:
                yield ()
            return
        for cell, after in self._cells_at(place):
            value = int(cell.value or 0)
            if after > end or value > total:
                return
            for rest in self._parts(after, end, count - 1, total - value):
                yield (cell, *rest)

    def _block(self, place: Place, size: int) -> list[tuple[Reading, Place]]:
        """The readings of one block that begins at `place`, each with where it ends."""
        cached = self.block_cache.get((place, size))
        if cached is None:
            cached = self.block_cache[place, size] = list(self._begun(place, size - 1, 0))
        return cached

    def _begun(self, place: Place, count: int, total: int) -> Iterator[tuple[Reading, Place]]:
        self.steps.take()
        if self._left_at(place) < count + len(str(total)):
            return
        if count == 0:
            for cell, after in self._cells_at(place):
                if int(cell.value or 0) == total:
                    yield (cell,), after
                if int(cell.value or 0) >= total:
                    return
            return
        for cell, after in self._cells_at(place):
            for rest, stop in self._begun(after, count - 1, total + int(cell.value or 0)):
                yield (cell, *rest), stop

    def _blocks(self, place: Place, sizes: tuple[int, ...]) -> Iterator[Reading]:
        if not sizes:
            if place == (len(self.pieces), 0):
                yield ()
            return
        if not self._possible(place, sizes):
            return
        for block, after in self._block(place, sizes[0]):
            for rest in self._blocks(after, sizes[1:]):
                yield (*block, *rest)

    def _possible(self, place: Place, sizes: tuple[int, ...]) -> bool:
        if not sizes:
            return place == (len(self.pieces), 0)
        known = self.possible_cache.get((place, sizes))
        if known is None:
            enough = self._left_at(place) >= sum(sizes)
            known = enough and any(self._possible(after, sizes[1:]) for _, after in self._block(place, sizes[0]))
            self.possible_cache[place, sizes] = known
        return known


def agreed(readings: Sequence[Reading], equations: tuple[str, ...]) -> Reading:
    """The cells that all readings share, each other one illegible: a cell is given only where nothing else is possible."""
    cells: list[Cell] = []
    for index, cell in enumerate(readings[0]):
        places = {(one[index].start, one[index].end, one[index].value) for one in readings}
        if len(places) == 1:
            cells.append(
                Cell(cell.start, cell.end, cell.state, cell.value, equations if cell.state == "stated" else ())
            )
        else:
            cells.append(Cell(min(place[0] for place in places), max(place[1] for place in places), "illegible"))
    return tuple(cells)
