"""The fixed tables of reports, printed from a label in the layout of the national forms, with the spans that these have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.formats.structure import Table, TableCell
from giextract.backends.rules.tables.labels import (
    ARTICLE20_COLUMNS,
    ARTICLE20_ROWS,
    CHALLENGE_BLOCKS,
    CHALLENGE_OUTCOMES,
    OTHER_ALONE,
    REQUEST_COLUMNS,
    REQUEST_ROWS,
)

_SUM = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_ITEMS = ("items_last_year", "change", "decisions")
_PARTS_OF_2019 = (
    ("（一）", ("regulations", "normative_documents"), ("new_made", "new_public", "public_total")),
    ("（五）", ("licences", "other_services"), _ITEMS),
    ("（六）", ("penalties", "coercion"), _ITEMS),
    ("（八）", ("fees",), _ITEMS[:2]),
    ("（九）", ("procurement",), ("items", "procurement_amount")),
)
_PARTS_OF_2021 = (
    ("（一）", ("regulations", "normative_documents"), ("made", "repealed", "in_force")),
    ("（五）", ("licences",), ("decisions",)),
    ("（六）", ("penalties", "coercion"), ("decisions",)),
    ("（八）", ("fees",), ("fee_amount",)),
)
_AMOUNTS = {"fee_amount": "（单位：万元）", "procurement_amount": "（万元）"}
_GROUP_TO_HEAD = {"refused": "（三）不予公开", "unavailable": "（四）无法提供", "unprocessed": "（五）不予处理"}
Values = Mapping[str, Any]


def printed(value: object) -> str:
    """A figure as the form shows it: nothing for a blank, no zeros behind the point that the label lacks."""
    return "" if value is None else format(value, "f") if hasattr(value, "as_tuple") else str(value)


def article20_table(values: Values) -> Table:
    """The table of article 20, of the form that the label's values belong to: its parts below each other."""
    row_to_label = {label.key: label.full for label in ARTICLE20_ROWS}
    column_to_label = {label.key: label.full for label in ARTICLE20_COLUMNS}
    cells: list[TableCell] = []
    row = 0
    for item, rows, columns in _PARTS_OF_2019 if "procurement" in values else _PARTS_OF_2021:
        cells.append(TableCell(row, 0, f"第二十条第{item}项", columns=4))
        heads = [column_to_label[key] + _AMOUNTS.get(key, "") for key in columns]
        cells += _stretched(row + 1, ["信息内容", *heads])
        row += 2
        for key in rows:
            given = values[key]
            figures = [given["amount_wan_yuan" if column in _AMOUNTS else column] for column in columns]
            cells += _stretched(row, [row_to_label[key], *map(printed, figures)])
            row += 1
    return Table(tuple(cells))


def _stretched(row: int, texts: Sequence[str]) -> Iterable[TableCell]:
    """A row of four columns, of which the last text takes what is left."""
    for column, text in enumerate(texts):
        yield TableCell(row, column, text, columns=1 if column < len(texts) - 1 else 4 - column)


def requests_table(values: Values) -> Table:
    """The table of requests: three columns of labels, seven of figures, a head of three rows."""
    cells = [
        TableCell(0, 0, _SUM, 3, 3),
        TableCell(0, 3, "申请人情况", columns=7),
        TableCell(1, 3, REQUEST_COLUMNS[0].full, 2),
        TableCell(1, 4, "法人或其他组织", columns=5),
        TableCell(1, 9, REQUEST_COLUMNS[6].full, 2),
        *(TableCell(2, 3 + place, REQUEST_COLUMNS[place].full) for place in range(1, 6)),
    ]
    labels = [label for label in REQUEST_ROWS if label.key in values]
    results = [label.key for label in labels if label.key not in ("new", "carried_in", "carried_out")]
    groups = [_group(key, values) for key in values]
    for row, label in enumerate(labels, 3):
        group = _group(label.key, values)
        words = (f"{label.ordinal}." if label.ordinal else "") + label.full
        if label.key == "granted":
            cells.append(TableCell(row, 0, "三、本年度办理结果", len(results)))
        if group:
            if not any(cell.text == group for cell in cells):
                cells.append(TableCell(row, 1, group, groups.count(group)))
            cells.append(TableCell(row, 2, words))
        elif label.key in results:
            cells.append(TableCell(row, 1, f"（六）{OTHER_ALONE}" if label.key == "other" else words, columns=2))
        else:
            cells.append(TableCell(row, 0, words, columns=3))
        figures = (values[label.key][column.key] for column in REQUEST_COLUMNS)
        cells += [TableCell(row, column, printed(value)) for column, value in enumerate(figures, 3)]
    return Table(tuple(cells))


def _group(key: str, values: Values) -> str:
    """The head over the rows to which a row belongs, empty where it has none."""
    if key.startswith("other") and "other_uncorrected" in values:
        return f"（六）{OTHER_ALONE}"
    return _GROUP_TO_HEAD.get(key.split("_")[0], "")


def challenges_table(values: Values) -> Table:
    """The table of reviews and lawsuits: a head of three rows over one row of fifteen figures."""
    outcomes = [label.full for label in CHALLENGE_OUTCOMES]
    cells = [TableCell(0, 0, "行政复议", columns=5), TableCell(0, 5, "行政诉讼", columns=10)]
    cells += [TableCell(1, column, text, 2) for column, text in enumerate(outcomes)]
    cells += [
        TableCell(1, 5, CHALLENGE_BLOCKS[1].full, columns=5),
        TableCell(1, 10, CHALLENGE_BLOCKS[2].full, columns=5),
    ]
    cells += [TableCell(2, column, text) for column, text in enumerate(outcomes * 2, 5)]
    figures = (values[block.key][outcome.key] for block in CHALLENGE_BLOCKS for outcome in CHALLENGE_OUTCOMES)
    cells += [TableCell(3, column, printed(value)) for column, value in enumerate(figures)]
    return Table(tuple(cells))


def annex_table(rows: Sequence[Values], lines: Sequence[str]) -> Table:
    """The statistics annex: label, unit, figure, and a running total where rows have one.

    `lines` are those of the report in which the annex stands; from them a row has the numbering before its label.
    """
    running = any("cumulative" in row for row in rows)
    heads = ["统计指标", "单位", *(["本年度", "历年累计"] if running else ["统计数"])]
    cells = [TableCell(0, column, text) for column, text in enumerate(heads)]
    position = 0
    for number, row in enumerate(rows, 1):
        words = row["indicator"]
        for index in range(position, len(lines)):
            if words in lines[index]:
                words = lines[index][: lines[index].index(words) + len(words)].lstrip("|　 ")
                position = index + 1
                break
        unit = row.get("unit")
        figures = [row.get(key) for key in ("value", "cumulative")[: len(heads) - 2]]
        shown = [unit, *map(printed, figures)] if unit else ["——"] * (len(heads) - 1)
        cells += [TableCell(number, column, text) for column, text in enumerate([words, *shown])]
    return Table(tuple(cells))
