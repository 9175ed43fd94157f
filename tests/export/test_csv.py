"""CSV: the long form, and cells that no spreadsheet runs."""

from __future__ import annotations

import csv
import doctest
import io
from typing import Any

import pytest

from giextract.export import csv as writer
from giextract.record import Figures, Record, Signature, Source, Usage

PARTS: dict[str, Any] = {
    "giextract": "0.1.0",
    "status": "complete",
    "source": Source(path="=a.txt", sha256="", characters=9),
    "signature": Signature(schema_="s@1", backend="rules@1", text="clean@1"),
    "sections": {},
    "values": {},
    "figures": Figures(printed=0, claimed=0),
    "usage": Usage(),
}


def cells(**fact: object) -> dict[str, str]:
    """The row of a record with one fact."""
    whole = {"path": "/a/b", "state": "stated", "backend": "rules", "check": "proved", **fact}
    text = "".join(writer.rows([Record.model_validate({**PARTS, "facts": [whole]})]))
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    return {str(key): value for key, value in row.items()}


def test_every_column_of_a_fact() -> None:
    row = cells(value=60, printed="60余件", span=(3, 7), page=2, approximate=True, proof="span")
    assert row == {
        "report": "'=a.txt", "path": "/a/b", "state": "stated", "value": "60", "printed": "60余件", "start": "3",
        "end": "7", "page": "2", "backend": "rules", "check": "proved", "approximate": "true", "proof": "span",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "－", "-"])
def test_a_formula_stays_text(text: str) -> None:
    assert cells(value=text, printed=text)["value"] == f"'{text}"


@pytest.mark.parametrize(
    ("value", "cell"), [(-2, "-2"), ("-2", "-2"), ("+1", "+1"), (3.25, "3.25"), (True, "true"), (None, "")]
)
def test_numbers_stay_numbers(value: object, cell: str) -> None:
    assert cells(value=value)["value"] == cell


def test_text_with_quotes_commas_and_line_ends_comes_back_whole() -> None:
    text = '专栏,"公开"\n第二行'
    assert cells(value=text)["value"] == text


def test_examples() -> None:
    assert doctest.testmod(writer).failed == 0
