"""The long shape: one row for each fact, with its proof, and one for each section that was not answered.

Documents with the same bytes have their facts once, under the path of the first of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from giextract.export.columns import TYPE_TO_KIND, Cell, Column, Row, coerced, text_of, unit_of
from giextract.export.entry import Entry
from giextract.export.shape import issuer_and_year
from giextract.record import Fact
from giextract.schema import Schema

_UNIT = re.compile(r"[\d\s,，.]+[余多]?([\u4e00-\u9fff]{1,2})")

COLUMNS = (
    Column("report", "文件", "text", "path of the document"),
    Column("path", "路径", "text", "which field, as a JSON Pointer into the values of the record"),
    Column("state", "状态", "text", "stated, blank, illegible, absent or unanswered; what is not stated has no value"),
    Column("value", "值", "text", "the value as text, also of what is unproved: look at check"),
    Column("printed", "原文", "text", "the characters that prove it, as printed"),
    Column("start", "起始位置", "integer", "where they begin in the document's text, in code points from 0"),
    Column("end", "结束位置", "integer", "where they end, exclusive"),
    Column("page", "页码", "integer", "page, from 1, in formats that have pages"),
    Column("backend", "提取方式", "text", "what gave the answer"),
    Column("check", "校验", "text", "proved or unproved; only what is proved is among the values"),
    Column("approximate", "约数", "boolean", "printed as 约, 余, 多"),
    Column(
        "proof", "证明方式", "text", "span: the characters; identity: equations of the form leave only this reading"
    ),
    Column("title", "字段", "text", "the field's title"),
    Column("issuer", "报告机关", "text", "the issuer that the report states"),
    Column("year", "报告年度", "integer", "the year that the report states"),
    Column("unit", "单位", "text", "unit of the value (money is in 万元, whatever is printed)"),
    Column("integer", "整数值", "integer", "the value of a count that is proved"),
    Column("decimal", "小数值", "decimal", "the value of an amount or a percentage that is proved"),
    Column("date", "日期值", "date", "the value of a date that is proved"),
    Column("boolean", "是否值", "boolean", "the value of a yes or no that is proved"),
    Column("doubtful", "存疑", "boolean", "read from uncertain characters"),
    Column("reason", "原因", "text", "why there is no value, or no proof"),
)
_PLACE = {column.name: index for index, column in enumerate(COLUMNS)}


class Long:
    """The long shape of a schema."""

    columns = COLUMNS

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def rows(self, entry: Entry) -> Iterator[Row]:
        """A row for each fact of the entry's record, unless another entry has the same record."""
        record = entry.record
        if record is None or entry.same_as is not None:
            return
        issuer, year = issuer_and_year(record)
        path_to_fact = {fact.path: fact for fact in record.facts}
        for fact in record.facts:
            beside = path_to_fact.get(f"{fact.path.rpartition('/')[0]}/unit")
            yield row(report=entry.path, issuer=issuer, year=year, **self._cells(fact, beside))
        for name, section in record.sections.items():
            if section.state == "unanswered":
                yield row(
                    report=entry.path, issuer=issuer, year=year, path=f"/{name}", title=self._title(name),
                    state="unanswered", reason=section.reason,
                )  # fmt: skip

    def _title(self, section: str) -> str | None:
        return next((one.title for one in self._schema.sections if one.name == section), None)

    def _cells(self, fact: Fact, beside: Fact | None) -> dict[str, Cell]:
        leaf = self._schema.leaf(fact.path)
        kind = TYPE_TO_KIND[leaf.type]
        start, end = fact.span or (None, None)
        unit = None
        if fact.state == "stated" and kind in ("integer", "decimal"):
            unit = unit_of(leaf) or _unit_beside(beside) or _unit_printed(fact)
        typed: dict[str, Cell] = {} if kind == "text" or fact.check == "unproved" else {kind: coerced(fact.value, kind)}
        return dict(
            path=fact.path, title=leaf.title, state=fact.state, unit=unit, printed=fact.printed, start=start, end=end,
            value=None if fact.value is None else text_of(fact.value), page=fact.page, backend=fact.backend,
            check=fact.check, approximate=fact.approximate, doubtful=fact.doubtful, proof=fact.proof, reason=fact.reason,
            **typed,
        )  # fmt: skip


def row(**name_to_cell: Cell) -> Row:
    """A row of `COLUMNS` with these cells, empty elsewhere."""
    cells: list[Cell] = [None] * len(COLUMNS)
    for name, cell in name_to_cell.items():
        cells[_PLACE[name]] = cell
    return tuple(cells)


def _unit_beside(fact: Fact | None) -> str | None:
    """The unit that a row of a form prints in a cell of its own."""
    return fact.value if fact and fact.check == "proved" and isinstance(fact.value, str) else None


def _unit_printed(fact: Fact) -> str | None:
    """The unit that is printed behind the figure: 件 in `9件`."""
    match = _UNIT.fullmatch(fact.printed or "")
    return match[1] if match else None
