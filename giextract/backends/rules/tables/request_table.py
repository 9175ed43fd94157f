"""The table of requests: 23 rows (2019 form) or 25 rows (2021 form) of seven cells, told by their labels."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from giextract.backends.rules.tables import cells as layout
from giextract.backends.rules.tables.cells import Cell, Piece, cell_of
from giextract.backends.rules.tables.columns import EXTRA, REMARK, STANDARD, request_columns
from giextract.backends.rules.tables.labels import OTHER_ALONE, REQUEST_GROUPS, REQUEST_ROWS, SPLIT_OTHER, Label
from giextract.backends.rules.tables.rows import Found, Row, rows
from giextract.backends.rules.tables.solving import balances, confirmed, contradicted, solve
from giextract.backends.rules.tables.splitting import MOST_STEPS, Cutting, Reading, Steps, TooManyStepsError
from giextract.backends.rules.tables.tokens import VALUES, Token, tokens
from giextract.text.clean import CleanText

ROW_SUM = "total = natural_person + company + research + welfare + legal_service + other_organisation"
SEVEN_DIGITS = "seven digits are seven cells of one digit"
MOST_STEPS_OF_TABLE = 10 * MOST_STEPS

_FORM_2021 = re.compile(r"逾期不补正|理由逾期|逾期未按|未按收费通知|逾期不缴|逾期未缴")
_HEAD = re.compile(
    r"(?:（?本列数据的?勾稽关系[^）]{0,60}）?|申请人情况|自然人|法人或其[他它])"
    r"(?:本列数据的?勾稽关系[^）]{0,60}）|申请人情况|自然人|法人或?其?[他它]?组?织?|[总合]计|商业企?业?|科研机?构?|社会公益组?织?|法律服务机?构?|其[他它]|企业|机构|组织|[企业机构组织])*"
)
_OTHER_2019 = Label("other", None, OTHER_ALONE, r"其[他它]处理")


def read_requests(clean: CleanText, start: int, end: int) -> dict[str, dict[str, Cell]]:
    """Row key -> column key -> cell of the table that stands between the clean offsets; rows that are not printed are left out."""
    printed, table = _table(clean, start, end)
    if table is None:
        return {row.key: _unplaced(row, clean) for row in printed}
    return table.read()


def prints_every_cell(clean: CleanText, place: tuple[int, int] | None) -> bool:
    """Whether the report's table of requests, which stands at `place`, leaves no cell empty: then nor do the other tables."""
    table = _table(clean, *place)[1] if place else None
    return table is not None and table.complete


@lru_cache(maxsize=4)
def _table(clean: CleanText, start: int, end: int) -> tuple[list[Row], _Table | None]:
    """The rows of the table, and the table unless its rows are few or its columns unknown."""
    squeezed = re.sub(r"[\s|]", "", clean.text[start:end])
    form = _form(squeezed)
    found = tokens(clean, start, end)
    finder = _Finder(form)
    noise = [words for words in REQUEST_GROUPS if not (finder.alone and OTHER_ALONE in words)]
    labelled, orphans = rows(found, form, [*noise, *STANDARD_HEADS], finder)
    printed = _first_table(labelled)
    if len(printed) < 3:
        return [], None
    columns = request_columns(_head(squeezed, finder))
    if columns is None or _values_before(found, printed[0]) >= 5:
        return printed, None
    return printed, _Table(clean, printed, columns, [label.key for label in form], orphans)


STANDARD_HEADS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构")


def _form(squeezed: str) -> tuple[Label, ...]:
    """The labels of the form that the table follows."""
    if _FORM_2021.search(squeezed):
        return REQUEST_ROWS
    kept = [label for label in REQUEST_ROWS if label.key not in SPLIT_OTHER]
    return tuple(_OTHER_2019 if label.key == "other" else label for label in kept)


class _Finder:
    """Finds the labels of a form in a run of words."""

    def __init__(self, form: Sequence[Label]) -> None:
        self.key_to_label = {label.key: label for label in form}
        self.alone = self.key_to_label["other"] is _OTHER_2019
        self.pattern = re.compile("|".join(f"(?P<{label.key}>{label.core})" for label in form))

    def __call__(self, words: str) -> list[Found]:
        masked = _HEAD.sub(lambda match: "□" * len(match[0]), words)
        found = [
            Found(self.key_to_label[match.lastgroup or ""], *match.span()) for match in self.pattern.finditer(masked)
        ]
        if not found and re.fullmatch(r"(?:[（(]?[六六][）)]?)?其[他它]|3[.、]?其[他它]", words) and not self.alone:
            return [Found(self.key_to_label["other"], 0, len(words))]
        if not found and re.fullmatch(r"[总合]计", words):
            return [Found(self.key_to_label["total"], 0, len(words))]
        # The words of one label may hold two of its cores.
        return [one for index, one in enumerate(found) if index == 0 or one.label.key != found[index - 1].label.key]


def _first_table(printed: list[Row]) -> list[Row]:
    """The rows up to where a second table begins."""
    ended = False
    for index, row in enumerate(printed):
        if ended and row.key == "new":
            return printed[:index]
        ended = ended or (row.key == "carried_out" and index > 12)
    return printed


def _head(squeezed: str, finder: _Finder) -> str:
    """The words between the table's beginning and its first row, also where that row's label is misprinted."""
    heads = _HEAD.search(squeezed)
    begun = re.compile(r"\d|[一二三四]、").search(squeezed, heads.end() if heads else 0)
    first = finder.pattern.search(_HEAD.sub(lambda match: "□" * len(match[0]), squeezed))
    ends = [match.start() for match in (begun, first) if match]
    return squeezed[: min(ends)] if ends else squeezed


def _values_before(found: Sequence[Token], first: Row) -> int:
    """How many values stand before the first label: in a table with labels behind their values every row would be shifted."""
    return sum(token.kind in VALUES and token.start < first.label[0] for token in found)


def _unplaced(row: Row, clean: CleanText) -> dict[str, Cell]:
    span = _extent(row, clean)
    return {key: Cell(*span, "illegible") for key in STANDARD} if row.values else {}


def _extent(row: Row, clean: CleanText) -> tuple[int, int]:
    values = row.values
    return (values[0].start, values[-1].end) if values else _wordy(clean, row.label)


def _wordy(clean: CleanText, span: tuple[int, int]) -> tuple[int, int]:
    """The last part of the span that has no digit: what an empty cell without characters of its own cites."""
    start = span[1]
    while start > span[0] and not clean.text[start - 1].isdigit():
        start -= 1
    while start < span[1] - 1 and clean.text[start] in ".、． \n":
        start += 1
    return (start, span[1]) if start < span[1] else span


class _Table:
    """The rows of one table on their way to cells."""

    def __init__(
        self, clean: CleanText, printed: Sequence[Row], columns: tuple[str, ...], form: Sequence[str], orphans: int
    ) -> None:
        self.clean = clean
        self.orphans = orphans
        self.printed = printed
        shows_empty = any(token.kind in ("bar", "tab") for row in printed for token in row.tokens)
        self.columns = columns = columns if shows_empty else tuple(key for key in columns if key != REMARK)
        self.form = form
        self.count = len(columns)
        self.step = layout.line_step(list(printed), self.count)
        self.steps = Steps(MOST_STEPS_OF_TABLE)
        self.row_to_pieces = [layout.pieces(row, self.count, self.step, _wordy(clean, row.label)) for row in printed]
        self.proved: set[str] = set()
        # Only a sum that ends its row can be cut off from the others.
        self.solvable = columns[-1] == "total" and set(columns) == set(STANDARD)
        self.complete = len(printed) >= 12 and all(self._prints_all(pieces) for pieces in self.row_to_pieces)

    def read(self) -> dict[str, dict[str, Cell]]:
        key_to_readings: dict[str, list[Reading]] = {}
        refused: dict[str, Row] = {}
        empty: dict[str, Row] = {}
        for row, pieces in zip(self.printed, self.row_to_pieces, strict=True):
            if row.doubtful:
                refused[row.key] = row
            if not pieces:
                empty.setdefault(row.key, row)
                continue
            readings = self._readings(row, pieces)
            before = key_to_readings.get(row.key)
            if not readings or (before is not None and _values(before) != _values(readings)):
                refused[row.key] = row
            elif before is None:
                key_to_readings[row.key] = readings
        for key in refused:
            key_to_readings.pop(key, None)
        if self._total_elsewhere(key_to_readings):
            return {row.key: _unplaced(row, self.clean) for row in self.printed}
        solved = self._solved(key_to_readings)
        result = {key: dict(zip(self.columns, reading, strict=True)) for key, reading in solved.items()}
        for key, row in refused.items():
            result[key] = dict.fromkeys(STANDARD, Cell(*_extent(row, self.clean), "illegible"))
        orderly = not refused and not self.orphans
        for key, row in empty.items():
            if key not in key_to_readings and (key not in refused or refused[key] is row):
                state = "blank" if orderly else "illegible"
                result[key] = dict.fromkeys(STANDARD, Cell(*_wordy(self.clean, row.label), state))  # type: ignore[arg-type]
        for key in result:
            result[key].pop(EXTRA, None)
            result[key].pop(REMARK, None)
        return {key: result[key] for key in self.form if key in result}

    def _solved(self, key_to_readings: Mapping[str, list[Reading]]) -> dict[str, Reading]:
        if not self.solvable:
            return {key: readings[0] for key, readings in key_to_readings.items()}
        outcomes = [key for key in self.form if key not in ("new", "carried_in", "total", "carried_out")]
        over = balances(outcomes)
        solved = solve(key_to_readings, over, (ROW_SUM,), self.steps)
        for key, reading in solved.items():
            row = next((row for row in self.printed if row.key == key and row.values), self.printed[0])
            digits = "".join(token.text for token in row.values)
            cut = key in self.proved and len(digits) > self.count and contradicted(key, digits, solved, over)
            parts = [index for index, column in enumerate(self.columns) if column != "total"]
            copied = SEVEN_DIGITS in reading[0].equations and not confirmed(key, parts, solved, over)
            if cut or copied:
                solved[key] = tuple(Cell(cell.start, cell.end, "illegible") for cell in reading)
        return solved

    def _readings(self, row: Row, pieces: list[Piece]) -> list[Reading]:
        """Every reading of a row that its layout and its sum allow; none where there is no telling."""
        variants = [pieces]
        last = pieces[-1]
        if row.mark_missing and row.next_ordinal and self._touches_words(row) and last.kind == "digits":
            mark = str(row.next_ordinal)
            if last.text == mark:
                variants.append(pieces[:-1])
            elif last.text.endswith(mark):
                variants.append([*pieces[:-1], Piece("digits", last.start, last.end - 1, last.text[:-1])])
        if len(variants) == 1 and self._direct(pieces):
            if layout.scattered(row) and not self._adds_up(pieces):
                return []
            return [tuple(cell_of(piece) for piece in pieces)]
        if not self.solvable:
            if len(variants) == 1:
                return self._one_digit_each(pieces)
            if set(self.columns) != set(STANDARD):
                return []  # a column of any figures may hold the mark
            return [tuple(cell_of(piece) for piece in variant) for variant in variants if self._adds_up(variant)][:1]
        if not self.complete and len(pieces) > 1 and not any(piece.shown for piece in pieces) and len(variants) == 1:
            single = all(len(piece.text) == 1 or not piece.text.strip("0") for piece in pieces)
            if not single:
                return []  # spaces part the cells here, so that what is missing was empty
        if layout.on_own_lines(row) and len(variants) == 1:
            return []  # cells on lines of their own do not run together: what is missing was empty
        found: list[Reading] = []
        share = min(MOST_STEPS, self.steps.left)
        steps = Steps(share)
        try:
            for variant in variants:
                cutting = Cutting(variant, steps)
                found += self._summed(variant, cutting)
                if not self.complete and not any(piece.shown for piece in pieces) and self._sums_with_fewer(cutting):
                    return []
        except TooManyStepsError:
            return []
        finally:
            self.steps.left -= share - max(steps.left, 0)
        if found:
            self.proved.add(row.key)
            return [tuple(Cell(c.start, c.end, c.state, c.value, (ROW_SUM,)) for c in one) for one in found]
        return self._one_digit_each(pieces) if len(variants) == 1 else []

    def _direct(self, pieces: list[Piece]) -> bool:
        return len(pieces) == self.count and all(piece.whole or piece.kind == "junk" for piece in pieces)

    def _summed(self, pieces: list[Piece], cutting: Cutting) -> list[Reading]:
        if self._direct(pieces):
            return [tuple(cell_of(piece) for piece in pieces)] if self._adds_up(pieces) else []
        return cutting.readings((self.count,))

    def _sums_with_fewer(self, cutting: Cutting) -> bool:
        """Whether fewer cells would add up as well: then an empty cell may have been dropped, and nobody knows which."""
        return any(cutting.possible((count,)) for count in range(2, self.count))

    def _adds_up(self, pieces: list[Piece]) -> bool:
        """Whether the pieces are the cells of a row whose sum is right."""
        if not self._direct(pieces):
            return False
        values = [int(cell_of(piece).value or 0) for piece in pieces]
        total = values[self.columns.index("total")]
        kinds = [key in STANDARD for key in self.columns]
        return sum(value for value, counts in zip(values, kinds, strict=True) if counts) == 2 * total

    def _one_digit_each(self, pieces: list[Piece]) -> list[Reading]:
        """Seven digits of a row that does not add up, in a table that prints all its zeros: the report's own contradiction.

        It stands only where the other rows confirm all but the sum.
        """
        if len(pieces) != 1 or pieces[0].kind != "digits" or len(pieces[0].text) != self.count:
            return []
        if not self.complete or set(self.columns) != set(STANDARD):
            return []
        start = pieces[0].start
        return [
            tuple(
                Cell(start + i, start + i + 1, "stated", int(digit), (SEVEN_DIGITS,))
                for i, digit in enumerate(pieces[0].text)
            )
        ]

    def _prints_all(self, pieces: list[Piece]) -> bool:
        return sum(len(piece.text) if piece.kind == "digits" else 1 for piece in pieces) >= self.count

    def _touches_words(self, row: Row) -> bool:
        return bool(row.tokens) and row.tokens[-1].kind in (*VALUES, "space")

    def _total_elsewhere(self, key_to_readings: Mapping[str, list[Reading]]) -> bool:
        """Whether another column than 总计 holds the sums of the rows: then the head was misread."""
        filled = [reading[0] for reading in key_to_readings.values() if len(reading) == 1]
        numbers = [[int(cell.value or 0) for cell in one] for one in filled if any(cell.value for cell in one)]
        place = self.columns.index("total")
        odd = [row for row in numbers if row[place] != sum(row) - row[place]]
        if len(odd) < 2:
            return False
        several = [row for row in odd if sum(1 for value in row if value) >= 3]
        return any(
            len(several) >= 2 and all(row[column] == sum(row) - row[column] for row in several)
            for column in range(self.count)
            if column != place
        )


def _values(readings: Sequence[Reading]) -> list[list[tuple[str, object]]]:
    return [[(cell.state, cell.value) for cell in reading] for reading in readings]
