"""One sentence in a minimal report, read by the rules; rows of a section's test, and the values they should give."""

from __future__ import annotations

from typing import Any

import pytest
from _pytest.mark import ParameterSet

from giextract.pipeline import extract

TITLE = "青崖县水利局2014年政府信息公开工作年度报告"
PREAMBLE = "本报告根据《中华人民共和国政府信息公开条例》编制，现向社会公布政府信息公开工作情况。"

Row = tuple[str, str, str, dict[str, Any], str]
"""Id, heading, sentences, the values of the whole section, and why the row fails (empty where it passes)."""


def row(name: str, heading: str, text: str, /, xfail: str = "", **values: Any) -> Row:
    """One row; `values` is all that the section may hold."""
    return name, heading, text, values, xfail


def cases(**origin_to_rows: list[Row]) -> list[ParameterSet]:
    """The rows as parameters, their ids led by the origin."""
    return [
        pytest.param(
            heading,
            text,
            values,
            id=f"{origin.replace('_md', '.md').replace('_', ' ')}: {name}",
            marks=[pytest.mark.xfail(reason=why, strict=True)] if why else [],
        )
        for origin, rows in origin_to_rows.items()
        for name, heading, text, values, why in rows
    ]


def report(heading: str, text: str) -> str:
    """A report of one section: title, preamble, heading, sentences."""
    return "\n".join((TITLE, PREAMBLE, heading, text, ""))


def values_in(text: str, section: str) -> dict[str, Any]:
    """The section's values in a whole report; empty where the record has none."""
    values: dict[str, Any] = extract(text).values.get(section, {})
    return values


def read(heading: str, text: str, section: str) -> dict[str, Any]:
    """The section's values where the report is one heading and its sentences."""
    return values_in(report(heading, text), section)
