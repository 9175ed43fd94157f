"""Rows as a workbook (.xlsx): a sheet for each shape, and a sheet README that says what the columns are.

Text stays text, whatever it begins with; numbers, dates and booleans are what they are. Rows are written as they come in, so
that memory does not grow with them. What a worksheet cannot hold goes on in a further one: rows in `facts 2`, the rest of a
text in `long texts`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from giextract.errors import OutputError
from giextract.export.columns import Cell, Column, Headers, Row, text_of

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
MOST_CHARACTERS = 32_767
"""UTF-16 units, which is what a workbook counts."""
MOST_DIGITS = 15
"""Digits that a number in a workbook keeps; longer ones are written as text."""
FIRST_DATE = date(1900, 3, 1)
"""Before it, calendars of workbooks differ; earlier dates are written as text."""
LONG_TEXTS = "long texts"
MORE = " … [goes on in the sheet long texts]"

_LONG_TEXTS = (
    Column("sheet", "工作表", "text", "sheet in which the text begins"),
    Column("row", "行号", "integer", "its row there"),
    Column("column", "列名", "text", "its column there"),
    Column("part", "段", "integer", "which part of the text, from 2; the first stands in the cell, without its last words in brackets"),
    Column("text", "文字", "text", "the part"),
)  # fmt: skip
_KIND_TO_WIDTH = {"text": 18, "integer": 11, "decimal": 11, "date": 11, "boolean": 9, "list": 24, "json": 24}


@dataclass(slots=True)
class _Sheet:
    """A sheet that takes rows, and how far it is filled."""

    columns: Sequence[Column]
    sheet: Any
    title: str
    number: int = 1
    rows: int = 0


class Workbook:
    """A workbook that takes rows one after the other; `notes` are told at the head of README."""

    def __init__(self, path: Path, headers: Headers = "en", notes: Sequence[str] = ()) -> None:
        self._folder = tempfile.TemporaryDirectory(
            prefix="giextract-"
        )  # XlsxWriter would leave its files after an error
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "tmpdir": self._folder.name,
        }
        self._file = _File(path)
        self._book = xlsxwriter.Workbook(self._file, options)
        self._book.use_zip64()
        self._bold = self._book.add_format({"bold": True})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._headers = headers
        self._notes = list(notes)
        self._sheets: dict[str, _Sheet] = {}
        self._about: list[tuple[str, str]] = []

    def add_sheet(self, name: str, about: str, columns: Sequence[Column]) -> None:
        """Begin a sheet; OutputError where it has more columns than one can have."""
        if len(columns) > MOST_COLUMNS:
            raise OutputError(
                f"{name} has {len(columns):,} columns, a worksheet holds {MOST_COLUMNS:,}; use --format parquet, or --shape long"
            )
        self._about.append((name, about))
        self._sheets[name] = _Sheet(columns, self._new(name, columns), name)

    def add(self, name: str, row: Row) -> None:
        """Add a row to a sheet, or to the one that follows where it is full."""
        one = self._sheets[name]
        if one.rows + 1 >= MOST_ROWS:
            self._finish(one)
            one.number += 1
            one.title, one.rows = f"{name} {one.number}", 0
            one.sheet = self._new(one.title, one.columns)
        one.rows += 1
        for index, cell in enumerate(row):
            if cell is not None:
                self._cell(one, index, cell)

    def close(self) -> None:
        """Write README and finish the file; OSError where that cannot be done."""
        try:
            for one in self._sheets.values():
                self._finish(one)
            self._readme()
            self._book.close()
            self._file.close()
        except FileCreateError as error:
            raise error.args[0] from error
        finally:
            self._folder.cleanup()

    def _new(self, title: str, columns: Sequence[Column]) -> Any:
        sheet = self._book.add_worksheet(title)
        sheet.freeze_panes(1, 1)
        for index, column in enumerate(columns):
            sheet.set_column(index, index, _KIND_TO_WIDTH[column.kind])
            sheet.write_string(0, index, column.header(self._headers), self._bold)
        return sheet

    def _finish(self, one: _Sheet) -> None:
        if one.rows:
            one.sheet.autofilter(0, 0, one.rows, len(one.columns) - 1)

    def _cell(self, one: _Sheet, index: int, cell: Cell) -> None:
        sheet, row = one.sheet, one.rows
        if isinstance(cell, bool):
            sheet.write_boolean(row, index, cell)
        elif isinstance(cell, int | Decimal) and _is_exact(cell):
            sheet.write_number(row, index, cell)
        elif isinstance(cell, date) and cell >= FIRST_DATE:
            sheet.write_datetime(row, index, cell, self._day)
        else:
            self._text(one, index, text_of(cell))

    def _text(self, one: _Sheet, index: int, text: str) -> None:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # XML has no half characters
        if text.startswith("<r>") and text.endswith("</r>"):
            text += " "  # XlsxWriter would take it for markup of its own
        if _units(text) <= MOST_CHARACTERS:
            one.sheet.write_string(one.rows, index, text)
            return
        first, *others = _parts(text)
        one.sheet.write_string(one.rows, index, first + MORE)
        if LONG_TEXTS not in self._sheets:
            self.add_sheet(LONG_TEXTS, "texts that are too long for a cell, part by part", _LONG_TEXTS)
        for part, rest in enumerate(others, 2):
            self.add(LONG_TEXTS, (one.title, one.rows + 1, one.columns[index].header(self._headers), part, rest))

    def _readme(self) -> None:
        sheet = self._book.add_worksheet("README")
        for index, width in enumerate((16, 34, 34, 10, 8, 90)):
            sheet.set_column(index, index, width)
        row = 0
        for note in self._notes:
            sheet.write_string(row, 0, note)
            row += 1
        for name, about in self._about:
            row += 1
            for index, text in enumerate((f"{name}: {about}", "", "", "", "", "")):
                sheet.write_string(row, index, text, self._bold)
            row += 1
            for index, text in enumerate(("sheet", "column", "列名", "type", "unit", "what it holds")):
                sheet.write_string(row, index, text, self._bold)
            for one in self._sheets[name].columns:
                row += 1
                for index, text in enumerate((name, one.name, one.title, one.kind, one.unit, one.about)):
                    sheet.write_string(row, index, text)
            row += 1


class _File:
    """A file that, once something could not be written, takes the rest without a word: ZipFile tries again as it is forgotten."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._failed = False

    def write(self, data: Any) -> int:
        return int(self._do(self._file.write, data) or 0)

    def flush(self) -> None:
        self._do(self._file.flush)

    def tell(self) -> int:
        return int(self._do(self._file.tell) or 0)

    def seek(self, *where: int) -> int:
        return int(self._do(self._file.seek, *where) or 0)

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        self._do(self._file.close)

    def _do(self, what: Callable[..., Any], *values: Any) -> Any:
        if self._failed:
            return None
        try:
            return what(*values)
        except OSError:
            self._failed = True
            with suppress(OSError):
                self._file.close()
            raise


def _is_exact(number: int | Decimal) -> bool:
    """Whether a workbook, whose numbers are floats of fifteen digits, keeps all of its digits."""
    if isinstance(number, int):
        return len(str(abs(number))) <= MOST_DIGITS
    digits = number.normalize().as_tuple().digits
    return bool(number.is_finite()) and len(digits) <= MOST_DIGITS


def _units(text: str) -> int:
    return len(text) if len(text) * 2 <= MOST_CHARACTERS else len(text.encode("utf-16-le")) // 2


def _parts(text: str) -> Iterable[str]:
    """The text in parts that fit into cells; a code point is two units at the most."""
    most = MOST_CHARACTERS // 2 - len(MORE)
    return [text[start : start + most] for start in range(0, len(text), most)]
