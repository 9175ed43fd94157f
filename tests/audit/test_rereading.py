"""A row of a table whose figures went to the wrong columns: the extraction's defect, and the right reading of the row."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from giextract.audit.catalogue import COLUMNS, OUTCOMES
from giextract.record import Finding, Span
from tests.audit.reports import TABLES, findings
from tests.audit.test_attribution import audited

GRANTED = "（一）予以公开 10 2 0 0 0 0 12"
PARTIALLY = "（二）部分公开（区分处理的，只计这一情形，不计其他情形） 3 1 0 0 0 0 4"
THIRD_PARTY = "4.保护第三方合法权益 1 0 0 0 0 0 1"
GLUED = TABLES.replace(GRANTED, "（一）予以公开 102000012")
CHALLENGES = "2 1 0 0 3 0 0"


def figures(text: str, line: str) -> list[Span]:
    """The places of the figures of a line, its ordinal among them."""
    start = text.index(line)
    return [(start + match.start(), start + match.end()) for match in re.finditer("[0-9]+", line)]


def misread(text: str, row: str, spans: Sequence[Span], columns: Sequence[str] = COLUMNS) -> list[Finding]:
    """The findings where the row's columns cite these places, and those left over none."""
    change: dict[str, dict[str, object] | None] = dict.fromkeys(f"{row}/{column}" for column in columns)
    for column, (start, end) in zip(columns, spans, strict=False):
        printed = text[start:end]
        change[f"{row}/{column}"] = {"value": int(printed), "printed": printed, "span": (start, end)}
    return audited(text, change)


def row(*cells: int) -> dict[str, int]:
    return dict(zip(COLUMNS, cells, strict=True))


@pytest.mark.parametrize(
    ("text", "path", "spans", "right"),
    [
        (TABLES, "/requests/refused_third_party", figures(TABLES, THIRD_PARTY)[:7], row(1, 0, 0, 0, 0, 0, 1)),
        (TABLES, "/requests/granted", figures(TABLES, GRANTED)[1:], row(10, 2, 0, 0, 0, 0, 12)),
        (TABLES, "/requests/granted", figures(TABLES, PARTIALLY), row(10, 2, 0, 0, 0, 0, 12)),
        (
            GLUED,
            "/requests/granted",
            [(start, start + length) for start, length in zip(
                (GLUED.index("102000012") + at for at in (0, 1, 2, 3, 4, 5, 6)), (1, 1, 1, 1, 1, 1, 3), strict=True
            )],
            row(10, 2, 0, 0, 0, 0, 12),
        ),
    ],
    ids=["ordinal of the label", "first figure lost", "line of the neighbour", "glued digits cut wrongly"],
)  # fmt: skip
def test_a_row_read_wrongly_is_the_extractions_and_its_right_reading_is_named(
    text: str, path: str, spans: list[Span], right: dict[str, int]
) -> None:
    found = misread(text, path, spans)
    assert found
    assert {one.defect for one in found} == {"extraction"}
    assert {one.repair.path for one in found if one.repair} == {path}
    assert all(one.repair and one.repair.value == right for one in found)
    assert "一行读作" in (found[0].message_zh or "")
    assert findings(text) == []


def test_a_row_of_results_read_one_column_off_is_the_extractions() -> None:
    text = TABLES.replace(CHALLENGES, "2 1 0 1 4 0 0")
    spans = figures(text, "2 1 0 1 4 0 0")[1:6]
    found = misread(text, "/challenges/reconsideration", spans, OUTCOMES)
    assert {one.defect for one in found} == {"extraction"}
    assert found[0].repair is not None
    assert found[0].repair.value == dict(zip(OUTCOMES, (2, 1, 0, 1, 4), strict=True))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [(GRANTED, GRANTED.replace("10 2", "11 2")), (THIRD_PARTY, THIRD_PARTY.replace("1 0", "0 1", 1)), (CHALLENGES, "2 1 0 0 4 0 0")],
)  # fmt: skip
def test_a_row_that_is_read_as_printed_stays_the_reports(right: str, wrong: str) -> None:
    found = findings(TABLES.replace(right, wrong))
    assert found
    assert {one.defect for one in found} == {"report"}


def test_a_record_with_a_row_to_read_anew_survives_json() -> None:
    (found, *_) = misread(TABLES, "/requests/granted", figures(TABLES, PARTIALLY))
    assert Finding.model_validate_json(found.model_dump_json()) == found
