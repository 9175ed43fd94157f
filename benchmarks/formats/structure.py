"""What a report consists of before it is any file: lines of four kinds, and tables with spans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["title", "heading", "paragraph", "signature"]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, whole, and what it is."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class TableCell:
    """The text of a cell, its place counted from 0, and how many rows and columns it covers."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in the order of rows and columns, which cover every place of the table once."""

    cells: tuple[TableCell, ...]

    @property
    def height(self) -> int:
        """Number of rows."""
        return max(cell.row + cell.rows for cell in self.cells)

    @property
    def width(self) -> int:
        """Number of columns."""
        return max(cell.column + cell.columns for cell in self.cells)

    def rows(self) -> Iterator[list[TableCell]]:
        """The cells that begin in each row."""
        for row in range(self.height):
            yield [cell for cell in self.cells if cell.row == row]

    def problems(self) -> list[str]:
        """The places that no cell covers, or more than one; empty for a sound table."""
        covered = [
            (cell.row + down, cell.column + right)
            for cell in self.cells
            for down in range(cell.rows)
            for right in range(cell.columns)
        ]
        places = {(row, column) for row in range(self.height) for column in range(self.width)}
        twice = {place for place in covered if covered.count(place) > 1}
        return [f"nothing at {place}" for place in sorted(places - set(covered))] + [
            f"two at {place}" for place in sorted(twice)
        ]


@dataclass(frozen=True, slots=True)
class Structure:
    """One report: its id, and its lines and tables in the order of the page."""

    report: str
    blocks: tuple[Line | Table, ...]

    @property
    def title(self) -> str:
        """The lines of the title, put together."""
        return "".join(block.text for block in self.blocks if isinstance(block, Line) and block.kind == "title")

    def plain_text(self) -> str:
        """The report as a text file: a line for each paragraph, and for each row of a table its cells between bars.

        The text of a cell stands once, where the cell begins; the other places that it covers are empty.
        """
        lines: list[str] = []
        for block in self.blocks:
            if isinstance(block, Line):
                lines.append(block.text)
                continue
            for row in block.rows():
                column_to_text = {cell.column: cell.text for cell in row}
                places = (column_to_text.get(column, "") for column in range(block.width))
                lines.append("|" + "".join(f" {text} |" if text else " |" for text in places))
        return "\n".join(lines) + "\n"
