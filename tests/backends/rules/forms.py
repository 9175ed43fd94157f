"""Statistics forms printed at random: families F1, F2, F3 and F5 of PHRASES.md, true values, every layout."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

Value = int | None


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row as it should come out; `lead` is its numbering, `cumulative` is absent in forms of one column."""

    lead: str
    indicator: str
    unit: str
    value: Value
    cumulative: Value = None
    heading: bool = False


_F1 = (
    ("", "主动公开信息数", "条"), ("其中：1.", "网站公开", "条"), ("2.", "政府公报公开", "条"),
    ("", "受理依申请公开信息总数", "条"), ("其中：1.", "当面申请数", "条"), ("2.", "传真申请数", "条"), ("3.", "电子邮件申请数", "条"),
    ("4.", "网上申请数", "条"), ("5.", "信函申请数", "条"), ("6.", "其他形式申请数", "条"),
    ("", "对申请的答复总数", "条"), ("其中：1.", "同意公开答复数", "条"), ("2.", "同意部分公开答复数", "条"), ("3.", "否决公开答复数", "条"),
    ("", "行政复议数", "件"), ("", "行政诉讼数", "件"), ("", "行政申诉数", "件"),
)  # fmt: skip
_F5 = (
    ("一、", "主动公开情况", ""), ("（一）", "主动公开政府信息数", "条"), ("其中：", "主动公开规范性文件数", "条"), ("", "制发规范性文件总数", "件"),
    ("（二）", "通过不同渠道和方式公开政府信息的情况", ""), ("1.", "政府公报公开政府信息数", "条"), ("2.", "政府网站公开政府信息数", "条"),
    ("3.", "政务微博公开政府信息数", "条"), ("4.", "政务微信公开政府信息数", "条"), ("5.", "其他方式公开政府信息数", "条"),
    ("二、", "回应解读情况", ""), ("（一）", "回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "次"),
    ("（二）", "通过不同渠道和方式回应解读的情况", ""), ("1.", "参加或举办新闻发布会总次数", "次"), ("其中：", "主要负责同志参加新闻发布会次数", "次"),
    ("2.", "政府网站在线访谈次数", "次"), ("其中：", "主要负责同志参加政府网站在线访谈次数", "次"), ("3.", "政策解读稿件发布数", "篇"),
    ("三、", "依申请公开情况", ""), ("（一）", "收到申请数", "件"), ("1.", "当面申请数", "件"), ("2.", "传真申请数", "件"), ("3.", "网络申请数", "件"),
    ("4.", "信函申请数", "件"), ("（二）", "申请办结数", "件"), ("1.", "按时办结数", "件"), ("2.", "延期办结数", "件"),
    ("四、", "行政复议数量", "件"), ("（一）", "维持具体行政行为数", "件"), ("（二）", "被依法纠错数", "件"), ("（三）", "其他情形数", "件"),
    ("五、", "行政诉讼数量", "件"), ("六、", "举报投诉数量", "件"), ("七、", "依申请公开信息收取的费用", "万元"),
    ("八、", "机构建设和保障经费情况", ""), ("（一）", "政府信息公开工作专门机构数", "个"), ("（二）", "设置政府信息公开查阅点数", "个"),
    ("（三）", "从事政府信息公开工作人员数", "人"), ("1.", "专职人员数（不包括政府公报及政府网站工作人员数）", "人"), ("2.", "兼职人员数", "人"),
)  # fmt: skip


def _number(chance: random.Random) -> int:
    return chance.choice((0, 0, 0, chance.randint(1, 9), chance.randint(1, 99), chance.randint(10, 4000)))


def two_columns(chance: random.Random) -> list[PrintedRow]:
    """A form of family F1 whose parts add up to their totals in both columns, the running total never the smaller."""
    rows: list[PrintedRow] = []
    groups: list[list[tuple[str, str, str]]] = []
    for spec in _F1:
        if spec[0].endswith("."):
            groups[-1].append(spec)
        else:
            groups.append([spec])
    for group in groups:
        parts = [(value := _number(chance), value + _number(chance)) for _ in group[1:]]
        total = (sum(part[0] for part in parts), sum(part[1] for part in parts)) if parts else (0, chance.randint(0, 3))
        for spec, (value, cumulative) in zip(group, [total, *parts], strict=True):
            rows.append(PrintedRow(*spec, value, cumulative))
    return rows


def one_column(chance: random.Random) -> list[PrintedRow]:
    """A form of family F5: nine parts, headings without cells, one value in a row."""
    return [PrintedRow(*spec, None if not spec[2] else _number(chance), heading=not spec[2]) for spec in _F5]


def _cells(row: PrintedRow) -> list[str]:
    if row.heading:
        return []
    return [row.unit, *(str(value) for value in (row.value, row.cumulative) if value is not None)]


def _joined(rows: list[PrintedRow], cell: str, end: str, head: list[str]) -> str:
    return end.join(
        cell.join([row.lead + row.indicator, *_cells(row)])
        for row in [PrintedRow("", "", "", None, None, True), *rows][1:]
    ).join([cell.join(head) + end, end])


LAYOUTS: dict[str, Callable[[list[PrintedRow], list[str]], str]] = {
    "lines": lambda rows, head: _joined(rows, " ", "\n", head),
    "cells": lambda rows, head: _joined(rows, "\n", "\n", head),
    "pipes": lambda rows, head: _joined(rows, " | ", " |\n", head),
    "tabs": lambda rows, head: _joined(rows, "\t", "\n", head),
    "flat": lambda rows, head: _joined(rows, " ", " ", head),
    "glued": lambda rows, head: _joined(rows, "", "", head),
}
"""Name of a layout to the function that prints rows and column heads in it."""
