"""Which column each value of a row belongs to: the heads of a table, in the order they are printed.

A head over several columns is broken in many ways (`总计 商 业 企 / 业`), so only the order of its words counts. Columns are never
assumed: a table whose head is gone, doubled or unknown has no cells.
"""

from __future__ import annotations

import re

from giextract.backends.rules.tables.labels import ORGANISATIONS, REQUEST_COLUMNS

STANDARD = tuple(label.key for label in REQUEST_COLUMNS)
EXTRA = "-"
"""Stands for a column of figures that the form does not have (序号, 占比)."""
REMARK = "--"
"""Stands for a column of words that the form does not have, mostly empty (备注)."""

_WORD = re.compile(
    rf"(?P<organisations>{ORGANISATIONS})|"
    + "|".join(f"(?P<{label.key}>{label.core})" for label in REQUEST_COLUMNS)
    + r"|(?P<remark>备注|说明)|(?P<extra>序号|行次|编号|占比|比例|同比)"
)
_ORGANISATION_KEYS = STANDARD[1:6]
_LEFT = re.compile(
    r"企业|机构|组织|申请人情况|人情况|申请人|企|业|[机构组织业务]|（[^（）]*）|[：:。，、/()（）]|第?[一二三四五六七]项|类型|情况|类别|项目|内容|指标|名称|单位|件|办理结果|-+"
)
_MISREAD = 4
"""Characters at most of a head that a scan misread (`其能` for 其他)."""
_NOTE = re.compile(r"（?本列数据的?勾稽关系[^）]{0,60}）?")


def request_columns(head: str) -> tuple[str, ...] | None:
    """The columns that the words between the table's beginning and its first row name, left to right; None when in doubt."""
    head = _NOTE.sub("", head)
    order: list[str] = []
    left: list[str] = []
    position = 0
    for match in _WORD.finditer(head):
        left.append(head[position : match.start()])
        position = match.end()
        kind = match.lastgroup or ""
        order.append({"extra": EXTRA, "remark": REMARK}.get(kind, kind))
    left.append(head[position:])
    unknown = [words for words in (_LEFT.sub("", words) for words in left) if words]
    if unknown:
        return _with_one_misread(order, unknown)
    half = len(order) // 2
    # The head may be printed twice, the second time on a new page.
    return _expanded(order[:half] if half and order[:half] == order[half:] else order)


def _with_one_misread(order: list[str], unknown: list[str]) -> tuple[str, ...] | None:
    """The form's columns where one head alone could not be read and a few unknown characters stand in the head for it."""
    named = [key for key in order if key != "organisations"]
    kept = [key for key in STANDARD if key in named]
    outer_first = named == ["natural_person", "total", *kept[1:-1]]
    one_missing = len(unknown) == 1 and len(unknown[0]) <= _MISREAD and len(named) == len(STANDARD) - 1
    known_ends = {"natural_person", "total"} <= set(named)
    # With the head over the kinds in place, 总计 may stand before them (see `_expanded`).
    in_order = named == kept or (outer_first and "organisations" in order)
    return STANDARD if one_missing and known_ends and in_order else None


def _expanded(order: list[str]) -> tuple[str, ...] | None:
    """The order of the columns once the five kinds of organisations stand where the head over them stands."""
    named = [key for key in order if key not in ("organisations", EXTRA, REMARK)]
    if len(set(named)) != len(named):
        return None
    extras = order.count(EXTRA) + order.count(REMARK)
    if set(named) != set(STANDARD):
        # A head damaged in places still tells the order when what is left of it is in the order of the form.
        kept = [key for key in STANDARD if key in named]
        return (
            STANDARD
            if len(named) >= 5 and named == kept and not extras and {"natural_person", "total"} <= set(named)
            else None
        )
    inner = [key for key in order if key in _ORGANISATION_KEYS]
    outer = [key for key in order if key not in _ORGANISATION_KEYS]
    kinds_last = tuple(order[-len(inner) :]) == _ORGANISATION_KEYS
    if "organisations" not in order:
        # 自然人 总计 in one printed line, the kinds of organisations in the next: which columns they are nobody can tell.
        return None if kinds_last and len(outer) > 1 else tuple(order)
    place = outer.index("organisations")
    if kinds_last and outer == ["organisations", "natural_person", "total"]:
        # The cells over two lines are printed in the middle of them, so that the text begins with the head of the kinds.
        return STANDARD
    return (*outer[:place], *inner, *outer[place + 1 :])
