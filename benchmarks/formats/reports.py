"""The reports of the suite `formats`: each labelled text becomes a structure, and a label for what is printed of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from benchmarks.formats.national_form import annex_table, article20_table, challenges_table, requests_table
from benchmarks.formats.structure import Line, Structure, Table
from giextract.reading import read
from giextract.schema import Schema
from giextract.scoring.labels import Label
from giextract.scoring.suite import load_cases, load_suite

ROOT = Path(__file__).resolve().parent.parent.parent
LAYOUTS = Path(__file__).with_name("reports.toml")

_HEADING = re.compile(r"(?:[一二三四五六七八九十]+\s*、|第[一二三四五六七八九十]+部分|前言$|引\s*言$)[^。；]{0,40}$")
_ENDS = tuple("。；！）")
_FULL_LINE = 28
"""Characters from which on a line that is cut hard may go on after a colon."""


class Replaced(BaseModel):
    """Lines that a table of the label takes the place of; see reports.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    prints: str
    first: str
    before: str


class Layout(BaseModel):
    """How a report's text is laid out; see reports.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: int
    leave_out: tuple[str, ...] = ()
    joined: bool = False
    signature: tuple[str, ...] = ()
    unprinted: tuple[str, ...] = ()
    tables: tuple[Replaced, ...] = ()


class LabelledStructure(NamedTuple):
    """A report before it is a file, and what is to be read from it, whatever file it becomes."""

    structure: Structure
    label: Label


def load_structures(schema: Schema, only: Sequence[str] = ()) -> list[LabelledStructure]:
    """The reports of the suite by id; `only` are beginnings of the ids that are wanted, none: all."""
    layouts = {name: Layout(**row) for name, row in tomllib.loads(LAYOUTS.read_text(encoding="utf-8")).items()}
    loaded = []
    for case in load_cases(load_suite("formats", ROOT / "evals"), schema, read):
        if only and not case.report.startswith(tuple(only)):
            continue
        layout = layouts[case.report]
        structure = structure_of(case.report, case.document.text, layout, case.label.values)
        label = replace(case.label, optional=(*case.label.optional, *layout.unprinted))
        loaded.append(LabelledStructure(structure, label))
    return loaded


def structure_of(report: str, text: str, layout: Layout, values: dict[str, Any]) -> Structure:
    """The structure of one report. Raises ValueError where a line that the layout names is not there."""
    lines = [line.strip().strip("*") for line in text.splitlines()]
    lines = [line for line in lines if not line.startswith(layout.leave_out)]
    start = [index for index, line in enumerate(lines) if line][layout.title - 1] + 1
    blocks: list[Line | Table] = [Line("title", line) for line in lines[:start] if line]
    for table in layout.tables:
        first = _find(lines, table.first.strip("*"), start, report)
        end = _find(lines, table.before.strip("*"), first, report) if table.before else len(lines)
        blocks += _lines(lines[start:first], layout)
        blocks.append(_table(table.prints, values, lines[first:end]))
        start = end
    blocks += _lines(lines[start:], layout)
    return Structure(report, tuple(blocks))


def _find(lines: Sequence[str], beginning: str, start: int, report: str) -> int:
    for index in range(start, len(lines)):
        if lines[index].startswith(beginning):
            return index
    raise ValueError(f"{report} has no line that begins with {beginning!r}; correct {LAYOUTS.name}")


def _table(name: str, values: dict[str, Any], lines: Sequence[str]) -> Table:
    if name == "annex":
        return annex_table(values["annex"]["rows"], lines)
    printers = {"article20": article20_table, "requests": requests_table, "challenges": challenges_table}
    return printers[name](values[name])


def _lines(lines: Sequence[str], layout: Layout) -> list[Line]:
    made: list[Line] = []
    open_line = False
    for text in lines:
        if not text:
            open_line = False
            continue
        if open_line and not _HEADING.match(made[-1].text):
            made[-1] = Line("paragraph", made[-1].text + text)
        elif text in layout.signature:
            made.append(Line("signature", text))
        else:
            made.append(Line("heading" if _HEADING.match(text) else "paragraph", text))
        introduces = text.endswith("：") and len(text) < _FULL_LINE
        open_line = layout.joined and not text.endswith(_ENDS) and not introduces
    return made
