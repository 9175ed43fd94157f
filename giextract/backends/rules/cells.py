"""Rows and cells of the statistics form."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

CellState = Literal["stated", "blank", "illegible"]


@dataclass(slots=True)
class Cell:
    """One value of a row: clean offsets, state, value, and the equations that prove a split."""

    start: int
    end: int
    state: CellState
    value: int | Decimal | None = None
    equations: tuple[str, ...] = ()


@dataclass(slots=True)
class Row:
    """One row: clean offsets of indicator and unit, `zone` the text behind the unit, `ordinal` its number in its list.

    `marked` says that the zone ends in the list mark of the following row.
    """

    indicator: tuple[int, int]
    unit: tuple[int, int] | None
    unit_word: str
    zone: tuple[int, int]
    ordinal: int | None
    cells: list[Cell] = field(default_factory=list)
    marked: bool = False
