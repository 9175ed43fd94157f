"""A summary as pictures: coverage by field, figures over the years, findings by kind, each as PNG and as SVG."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from giextract.errors import OutputError
from giextract.export.columns import Column
from giextract.export.files import make_file
from giextract.export.summary import STATES, Coverage, Summary, Year

try:
    import matplotlib as mpl
    from matplotlib.figure import Figure
except ImportError as error:
    raise OutputError("to draw pictures, install what is missing: pip install 'giextract[plots]'") from error

from giextract.export.fonts import chinese_family

Labels = Literal["zh", "en"]
FORMATS = ("png", "svg")
COLUMNS = 3

# Okabe and Ito's palette, which people who confuse colours can tell apart; what is not there is pale.
STATE_TO_COLOUR = {"stated": "#0072B2", "blank": "#56B4E9", "illegible": "#D55E00", "unproved": "#E69F00",
                   "unanswered": "#CC79A7", "absent": "#EEEEEE"}  # fmt: skip
DEFECT_TO_COLOUR = {"report": "#D55E00", "extraction": "#0072B2", "unclear": "#E69F00", "nobody": "#BBBBBB"}
WORDS = {
    "stated": "已载明", "blank": "空白", "illegible": "无法辨认", "unproved": "未证实", "unanswered": "未作答", "absent": "未提及",
    "report": "报告的问题", "extraction": "提取的问题", "unclear": "原因不明", "nobody": "不归咎",
    "Coverage by field": "各字段覆盖情况", "share of {} reports": "占{}份报告的比例", "Figures over the years": "历年数字",
    "median and quartiles of the reports that state it; below, how many do": "载明该数的报告的中位数与四分位数；下方为报告数",
    "Findings by kind": "审核问题分类", "findings in {} reports": "{}份报告中的问题数", "no findings": "未发现问题",
    "no report states a year and a figure": "没有报告同时载明年度与数字", "{} cells": "{}格",
}  # fmt: skip
"""English words of the pictures -> the Chinese ones."""


def draw(summary: Summary, folder: Path, labels: Labels = "zh") -> tuple[list[Path], Labels]:
    """Draw all pictures into `folder`, each file whole or not at all: their paths, and the language of their labels.

    That is English where no installed font has the Chinese characters. Raises OutputError.
    """
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it tells of building its list of fonts
    family = chinese_family(_characters(summary)) if labels == "zh" else None
    used: Labels = "zh" if family else "en"
    options: dict[Any, Any] = {"font.family": [family] if family else ["DejaVu Sans"], "axes.unicode_minus": False, "font.size": 8,
               "svg.hashsalt": "giextract", "axes.spines.top": False, "axes.spines.right": False}  # fmt: skip
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder} cannot be made ({error.strerror or error}); choose another folder") from error
    with mpl.rc_context(options):
        for name, picture in (("coverage", _coverage), ("years", _years), ("findings", _findings)):
            figure = picture(summary, used)
            for form in FORMATS:
                paths.append(folder / f"{name}.{form}")
                make_file(paths[-1], _saving(figure, form))
    return paths, used


def _saving(figure: Any, form: str) -> Callable[[Path], None]:
    told = {"Date": None} if form == "svg" else {}  # the same summary is the same file
    return lambda part: figure.savefig(part, format=form, dpi=150, metadata=told)


def _characters(summary: Summary) -> str:
    titles = (one.column.title + one.section for one in summary.coverage())
    units = (column.title + column.unit for column, _ in summary.figures())
    return "".join((*WORDS.values(), *titles, *units))


def _coverage(summary: Summary, labels: Labels) -> Any:
    shown = [one for one in summary.coverage() if one.is_ever_there]
    groups: dict[str, list[Coverage]] = {}
    for one in shown:
        groups.setdefault(one.section, []).append(one)
    columns = _packed(list(groups.items()))
    tallest = max(1.0, *(sum(len(rows) + 1.6 for _, rows in column) for column in columns))
    figure = Figure(figsize=(5.6 * len(columns), 1.3 + 0.19 * tallest), layout="constrained")
    grid = figure.subplots(1, len(columns), squeeze=False)[0]
    for axes, column in zip(grid, columns, strict=True):
        _bars(axes, column, labels, tallest)
    handles = [mpl.patches.Patch(color=colour) for colour in STATE_TO_COLOUR.values()]
    figure.legend(
        handles,
        [_said(state, labels) for state in STATES],
        loc="outside lower center",
        ncols=len(STATES),
        frameon=False,
    )
    head = f"{_said('Coverage by field', labels)} · {_said('share of {} reports', labels, f'{summary.records:,}')}"
    figure.suptitle(head, fontsize=12)
    return figure


def _bars(axes: Any, column: list[tuple[str, list[Coverage]]], labels: Labels, tallest: float) -> None:
    place, places, names = 0.0, [], []
    for section, rows in column:
        heading = section if labels == "zh" else rows[0].column.name.split("_")[0]
        place += 1.1
        axes.text(0, place - 0.1, heading, fontweight="bold", fontsize=8, va="center")
        for one in rows:
            place += 1
            left = 0.0
            for state in STATES:
                share = one.share(state)
                if share:
                    axes.barh(place, share, left=left, height=0.78, color=STATE_TO_COLOUR[state])
                left += share
            places.append(place)
            cells = f" ({_said('{} cells', labels, str(one.cells))})" if one.cells > 1 else ""
            names.append(_name(one.column, labels) + cells)
        place += 0.5
    axes.set_yticks(places, names, fontsize=7)
    axes.set_ylim(tallest + 0.3, 0.3)
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(mpl.ticker.PercentFormatter(1.0))
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def _packed(groups: list[tuple[str, list[Coverage]]]) -> list[list[tuple[str, list[Coverage]]]]:
    """The groups in up to three columns of like height, in their order."""
    total = sum(len(rows) + 1.6 for _, rows in groups)
    columns: list[list[tuple[str, list[Coverage]]]] = [[]]
    height = 0.0
    for group in groups:
        size = len(group[1]) + 1.6
        if columns[-1] and height + size / 2 > total / COLUMNS and len(columns) < COLUMNS:
            columns.append([])
            height = 0.0
        columns[-1].append(group)
        height += size
    return columns


def _years(summary: Summary, labels: Labels) -> Any:
    found = summary.figures()
    rows, columns = max(1, (len(found) + COLUMNS - 1) // COLUMNS), min(COLUMNS, max(1, len(found)))
    figure = Figure(figsize=(4.6 * columns, 1.0 + 2.9 * rows), layout="constrained")
    grid = figure.subplots(rows, columns, squeeze=False).flat
    for axes, (column, years) in zip(grid, found, strict=False):
        _line(axes, column, years, labels)
    for axes in list(grid)[len(found) :]:
        axes.set_axis_off()
    if not found:
        _empty(figure.axes[0], _said("no report states a year and a figure", labels))
    figure.suptitle(_said("Figures over the years", labels), fontsize=12)
    note = _said("median and quartiles of the reports that state it; below, how many do", labels)
    figure.supxlabel(note, fontsize=7, color="#555555")
    return figure


def _line(axes: Any, column: Column, years: list[Year], labels: Labels) -> None:
    unit = column.unit if labels == "zh" else {"万元": "10,000 yuan", "%": "%"}.get(column.unit, "")
    axes.set_title(f"{_name(column, labels)}{f' ({unit})' if unit else ''}", fontsize=9)
    for run in _unbroken(years):
        x = [one.year for one in run]
        axes.fill_between(
            x, [one.low for one in run], [one.high for one in run], color="#56B4E9", alpha=0.35, linewidth=0
        )
        axes.vlines(x, [one.low for one in run], [one.high for one in run], color="#56B4E9", linewidth=1.2)
        axes.plot(x, [one.middle for one in run], color="#0072B2", marker="o", markersize=3.5, linewidth=1.4)
    first, last = years[0].year, years[-1].year
    step = max(1, (last - first + 7) // 8)
    axes.set_xticks(range(first, last + 1, step))
    axes.set_xlim(first - 0.6, last + 0.6)
    axes.set_ylim(bottom=min(0.0, *(one.low for one in years)))
    axes.yaxis.set_major_formatter(mpl.ticker.StrMethodFormatter("{x:,.10g}"))
    for one in years:
        if (one.year - first) % step == 0:
            axes.annotate(f"{one.reports:,}", (one.year, 0), (0, -18), xycoords=("data", "axes fraction"),
                          textcoords="offset points", ha="center", va="top", fontsize=7, color="#666666")  # fmt: skip


def _unbroken(years: list[Year]) -> list[list[Year]]:
    """Runs of years without a gap: a line says nothing of years that nobody reported on."""
    runs: list[list[Year]] = []
    for one in years:
        if runs and runs[-1][-1].year == one.year - 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _findings(summary: Summary, labels: Labels) -> Any:
    rows = sorted(summary.rule_to_defects.items(), key=lambda item: (-item[1].total(), item[0]))
    figure = Figure(figsize=(8, 1.5 + 0.25 * max(len(rows), 2)), layout="constrained")
    axes = figure.subplots()
    for place, (_, defects) in enumerate(rows):
        left = 0
        for defect, colour in DEFECT_TO_COLOUR.items():
            axes.barh(place, defects[defect], left=left, color=colour, height=0.75)
            left += defects[defect]
        axes.text(left, place, f" {left:,}", va="center", fontsize=7)
    axes.set_yticks(range(len(rows)), [rule for rule, _ in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.xaxis.set_major_locator(mpl.ticker.MaxNLocator(integer=True))
    axes.set_xlabel(_said("findings in {} reports", labels, f"{summary.records:,}"))
    if rows:
        handles = [mpl.patches.Patch(color=colour) for colour in DEFECT_TO_COLOUR.values()]
        axes.legend(handles, [_said(one, labels) for one in DEFECT_TO_COLOUR], loc="lower right", frameon=False)
    else:
        _empty(axes, _said("no findings", labels))
    figure.suptitle(_said("Findings by kind", labels), fontsize=12)
    return figure


def _empty(axes: Any, words: str) -> None:
    axes.set_axis_off()
    axes.text(0.5, 0.5, words, ha="center", va="center", transform=axes.transAxes)


def _name(column: Column, labels: Labels) -> str:
    return column.title if labels == "zh" else column.name


def _said(words: str, labels: Labels, *values: str) -> str:
    return (WORDS[words] if labels == "zh" else words).format(*values)
