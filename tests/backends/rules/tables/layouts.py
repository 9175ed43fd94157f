"""Printing a report's tables as real reports come: glued, one cell per line, barred, tabbed, or as the lines of a PDF."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from giextract.backends.rules.tables.labels import REQUEST_COLUMNS, REQUEST_ROWS
from tests.backends.rules.tables.reports import BLOCKS, COLUMNS, Report, Value, row_keys

_LABELS = {label.key: (f"{label.ordinal}." if label.ordinal else "") + label.full for label in REQUEST_ROWS}
_HEADS = {label.key: label.full for label in REQUEST_COLUMNS}
_GROUPS = {
    "granted": "三、本年度办理结果", "refused_state_secret": "（三）不予公开", "unavailable_not_held": "（四）无法提供",
    "unprocessed_petition": "（五）不予处理", "other_uncorrected": "（六）其他处理",
}  # fmt: skip
_FIRST = "本报告根据《中华人民共和国政府信息公开条例》编制，反映虚构市政府信息公开工作情况。\n一、总体情况\n本市坚持以公开为常态，做好政府信息公开工作，予以公开和部分公开均依法办理。\n"
_LAST = "五、存在的主要问题及改进情况\n公开的内容还不够丰富，下一年将加强培训。\n六、其他需要报告的事项\n无。\n"
_OUTCOME_HEADS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]

Line = list[str]
"""The words and cells of one printed row."""


def label_of(report: Report, key: str) -> str:
    """The label of a row in the form of the report."""
    return "（六）其他处理" if report.form == 2019 and key == "other" else _LABELS[key]


def shown(value: Value, empty: str = "") -> str:
    """A cell of counts as printed."""
    return empty if value is None else str(value)


class Printer:
    """Prints the three tables of a report, with the ruin that `random` draws."""

    def __init__(self, report: Report, random: Random) -> None:
        self.report = report
        self.random = random
        self.order = list(COLUMNS)
        self.empty = random.choice(("", "", "/", "-")) if report.blank_zeros else ""
        self.extra = random.choice(("备注", "序号", "占比")) if random.random() < 0.05 else ""
        self.mark = (
            random.choice(("、", "．"))
            if random.random() < 0.15
            else random.choice(("", " "))
            if random.random() < 0.05
            else "."
        )
        self.missing = random.sample(row_keys(report.form), 2) if random.random() < 0.05 else []
        self.noted = random.random() < 0.1

    def print(self, layout: str) -> str:
        """The whole report in one of `LAYOUTS`."""
        return LAYOUTS[layout](self)

    def rows(self) -> list[str]:
        """The rows that are printed."""
        return [key for key in row_keys(self.report.form) if key not in self.missing]

    def reorder(self) -> None:
        """Put the columns in another order."""
        self.random.shuffle(self.order)

    def cells(self, key: str) -> Line:
        """The cells of a row of requests in printed order."""
        by_column = dict(zip(COLUMNS, self.report.requests[key], strict=True))
        cells = [shown(by_column[column], self.empty) for column in self.order]
        if self.noted and self.random.random() < 0.1:
            place = self.random.randrange(7)
            cells[place] += "（其中当面2件）" if cells[place].isdigit() else ""
        if self.extra == "序号":
            return [str(row_keys(self.report.form).index(key) + 1), *cells]
        if self.extra:
            return [*cells, "" if self.extra == "备注" else str(self.random.randint(0, 99))]
        return cells

    def challenge_cells(self) -> Line:
        """The fifteen cells of reviews and lawsuits."""
        return [shown(value, self.empty) for block in self.report.challenges for value in block]

    def heads(self) -> Line:
        """The column heads, on one level when the order is not the form's."""
        if self.order != list(COLUMNS) or self.extra:
            heads = [_HEADS[key] for key in self.order]
            return [self.extra, *heads] if self.extra == "序号" else [*heads, self.extra] if self.extra else heads
        return ["申请人情况", "自然人", "法人或其他组织", "总计", *(_HEADS[key] for key in COLUMNS[1:6])]

    def label(self, key: str) -> str:
        """A row's label, now and then shortened or misprinted."""
        words = label_of(self.report, key)
        if words[0].isdigit():
            words = words[0] + self.mark + words[2:]
        chance = self.random.random()
        if chance < 0.03 and len(words) > 12:
            position = self.random.randrange(4, len(words) - 1)
            return words[:position] + "囗" + words[position + 1 :]
        if chance < 0.06 and "（区分" in words:
            return words[: words.index("（区分")]
        return words


def flat(printer: Printer) -> str:
    """A scraped page without any separator: digits run together, and empty cells leave nothing."""
    return _flat(printer, lambda cells: "".join(cells))


def ragged(printer: Printer) -> str:
    """A scraped page in which some of the spaces between cells survived."""
    random = printer.random

    def joined(cells: Line) -> str:
        return "".join(cell + random.choice((" ", " ", "")) for cell in cells).strip()

    return _flat(printer, joined)


def _flat(printer: Printer, joined: Callable[[Line], str]) -> str:
    report = printer.report
    parts = [_FIRST.replace("\n", ""), "二、主动公开政府信息情况"]
    for title, heads, rows in report.article20:
        parts += [title, "信息内容", *heads]
        parts += [label + joined(cells) for label, cells in rows]
    parts.append(
        "三、收到和处理政府信息公开申请情况（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    )
    parts += printer.heads()
    for key in printer.rows():
        parts += [_GROUPS.get(key, ""), printer.label(key), joined(printer.cells(key))]
    parts.append(
        "四、政府信息公开行政复议、行政诉讼情况行政复议行政诉讼结果维持结果纠正其他结果尚未审结总计未经复议直接起诉复议后起诉"
    )
    parts += [*_OUTCOME_HEADS, *_OUTCOME_HEADS, joined(printer.challenge_cells())]
    return "".join([*parts, _LAST.replace("\n", "")])


def rows_of(printer: Printer) -> list[tuple[str, list[Line]]]:
    """Every table as rows of cells: title, then rows."""
    report = printer.report
    tables: list[tuple[str, list[Line]]] = []
    for title, heads, rows in report.article20:
        tables.append((title, [["信息内容", *heads], *([label, *cells] for label, cells in rows)]))
    requests: list[Line] = []
    heads = printer.heads()
    if heads[0] == "申请人情况":
        requests += [
            ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况"],
            heads[1:4],
            heads[4:],
        ]
    else:
        requests.append(["申请人情况", *heads])
    for key in printer.rows():
        if heads[0] == "申请人情况" and printer.random.random() < 0.02:
            requests += [["申请人情况"], heads[1:4], heads[4:]]  # the head repeated on a new page
        group = [_GROUPS[key]] if key in _GROUPS else []
        requests.append([*group, printer.label(key), *printer.cells(key)])
        if printer.random.random() < 0.02:
            requests.append(requests[-1])  # a row repeated at a page break
    tables.append(("三、收到和处理政府信息公开申请情况", requests))
    blocks = [["行政复议", "行政诉讼"], [*_OUTCOME_HEADS, "未经复议直接起诉", "复议后起诉"], _OUTCOME_HEADS * 2]
    tables.append(("四、政府信息公开行政复议、行政诉讼情况", [*blocks, printer.challenge_cells()]))
    return tables


def _in_lines(printer: Printer, line: Callable[[Line], str]) -> str:
    parts = [_FIRST, "二、主动公开政府信息情况\n"]
    for title, rows in rows_of(printer):
        parts.append(title + "\n")
        parts += [line(row) + "\n" for row in rows]
    return "".join([*parts, _LAST])


def bars(printer: Printer) -> str:
    """One row per line, cells parted by bars."""
    return _in_lines(printer, lambda row: " | ".join(cell or " " for cell in row))


def markdown(printer: Printer) -> str:
    """Tables in markdown, all rows as wide as the widest, with a rule under the head."""
    parts = [_FIRST, "二、主动公开政府信息情况\n\n"]
    for title, rows in rows_of(printer):
        parts.append(f"{title}\n\n")
        rows = [
            ["".join(row[:2]), *row[2:]]
            if row[0] in _GROUPS.values() and not row[1][-1:].isdigit() and len(row[1]) > 3
            else row
            for row in rows
        ]
        for index, row in enumerate(rows):
            parts.append("| " + " | ".join(row) + " |\n")
            if index == 0:
                parts.append("|" + " --- |" * len(row) + "\n")
        parts.append("\n")
    return "".join([*parts, _LAST])


def tabs(printer: Printer) -> str:
    """Cells parted by tabs, as copied out of a spreadsheet."""
    return _in_lines(printer, "\t".join)


def cell_lines(printer: Printer) -> str:
    """One cell per line; an empty cell is an empty line."""
    return _in_lines(printer, "\n".join)


def dropped_lines(printer: Printer) -> str:
    """One cell per line; empty cells are gone."""
    return _in_lines(printer, lambda row: "\n".join(cell for cell in row if cell))


def pdf(printer: Printer) -> str:
    """The lines of a PDF: wrapped labels, broken heads, page marks, vertical words; empty cells leave nothing."""
    random = printer.random
    width = random.choice((9, 14, 20))
    parts = [_FIRST, "二、主动公开政府信息情况\n"]
    page = 3
    for title, rows in rows_of(printer):
        parts.append(title + "\n")
        for row in rows:
            if random.random() < 0.06:
                parts.append(random.choice((f"- {page} -\n", f"第 {page} 页\n")))
                page += 1
            parts.append(_pdf_row(random, row, width))
    return "".join([*parts, _LAST])


def _pdf_row(random: Random, row: Line, width: int) -> str:
    numbers = [
        cell
        for cell in row
        if cell
        and (
            cell in "/-"
            or (cell.lstrip("+-增减")[:1].isdigit() and (len(cell) < 3 or cell[1] not in ".、．" or cell[-1].isdigit()))
        )
    ]
    words = [cell for cell in row if cell and cell not in numbers]
    if not numbers:
        pieces = [word[: len(word) // 2] + random.choice(("", "\n")) + word[len(word) // 2 :] for word in words]
        return random.choice((" ", "\n")).join(pieces) + "\n"
    figures = " ".join(numbers)
    if not words:
        return figures + "\n"
    *groups, label = words
    lead = "".join(_vertical(random, group) for group in groups)
    if len(label) <= width:
        return f"{lead}{label} {figures}\n"
    lines = [label[start : start + width] for start in range(0, len(label), width)]
    if random.random() < 0.5:
        return lead + "\n".join([*lines, figures]) + "\n"
    place = random.randrange(1, len(lines) + 1) if len(lines[0]) >= 9 else len(lines)
    lines[place - 1] += " " + figures
    return lead + "\n".join(lines) + "\n"


def _vertical(random: Random, words: str) -> str:
    if random.random() < 0.5:
        return "\n".join(words) + "\n"
    return words[:4] + "\n" + words[4:] + "\n" if len(words) > 4 else words + "\n"


def spaced(printer: Printer) -> str:
    """Letter-spaced labels, with wide spaces between cells."""
    return _in_lines(
        printer,
        lambda row: "   ".join(
            cell if any(map(str.isdigit, cell[1:] or cell)) and len(cell) < 24 else " ".join(cell)
            for cell in row
            if cell
        ),
    )


LAYOUTS: dict[str, Callable[[Printer], str]] = {
    "flat": flat, "ragged": ragged, "bars": bars, "markdown": markdown, "tabs": tabs, "cell_lines": cell_lines,
    "dropped_lines": dropped_lines, "pdf": pdf, "spaced": spaced,
}  # fmt: skip

__all__ = ["BLOCKS", "LAYOUTS", "Printer"]
