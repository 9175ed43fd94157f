"""The table: every fact once, at most 80 columns of real width, nothing that a terminal obeys."""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

import giextract
from giextract.export import wording
from giextract.export.table import table
from giextract.record import Fact, Record
from giextract.schema import load_schema

SCHEMA = load_schema()


@pytest.fixture(scope="module")
def record() -> Record:
    return giextract.extract(Path(giextract.__file__).parent / "sample" / "report.txt")


def with_facts(record: Record, *facts: dict[str, Any]) -> str:
    """The table of a record with these facts alone."""
    made = [Fact(**{"state": "stated", "backend": "rules", "check": "proved", **fact}) for fact in facts]
    return table(record.model_copy(update={"facts": made}), SCHEMA)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_asked(width: int, record: Record) -> None:
    lines = table(record, SCHEMA, width=width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert not [line for line in lines if line != line.rstrip()]


def test_it_shows_every_value_in_the_order_of_the_schema(record: Record) -> None:
    text = re.sub(r"\s", "", table(record, SCHEMA, width=200))
    for fact in record.facts:
        if isinstance(fact.value, str) and not fact.path.endswith("/unit"):
            assert "".join(fact.value.split()) in text
    titles = [section.title for section in SCHEMA.sections if re.search(rf"{section.title}\w+", text)]
    places = [
        text.index(f"{section.title}{section.name}") for section in SCHEMA.sections if section.title in titles[:3]
    ]
    assert places == sorted(places)


def test_colour_changes_no_character(record: Record) -> None:
    coloured = table(record, SCHEMA, colour=True)
    assert "\x1b[" in coloured
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == table(record, SCHEMA)


CASES: list[tuple[dict[str, Any], str]] = [
    ({"value": 412, "printed": "412条次"}, "412条次  "),
    ({"value": 1374, "printed": "1 374件"}, "1,374  ‹1 374件›"),
    ({"value": 130, "printed": "一百三十条"}, "130  ‹一百三十条›"),
    ({"value": 0, "printed": "未收到"}, "0  ‹未收到›"),
    ({"value": 755, "printed": "755多条", "approximate": True}, "755多条  approximate"),
    ({"value": 3, "printed": "425", "proof": "identity"}, "3  ‹425›  ≡"),
    ({"state": "blank", "printed": "—"}, "blank  ‹—›"),
    ({"state": "illegible", "printed": "1?3"}, "illegible  ‹1?3›"),
    ({"check": "unproved", "printed": "13件", "reason": "states 13"}, "unproved  ‹13件›"),
    ({"value": 4, "printed": "4\x1b[31m条"}, "4  ‹4\\x1b[31m条›"),
]


@pytest.mark.parametrize(("fact", "shown"), CASES)
def test_how_a_value_is_shown(fact: dict[str, Any], shown: str, record: Record) -> None:
    text = with_facts(record, {"path": "/disclosure/total", "span": (3, 9), **fact})
    (line,) = [line for line in text.splitlines() if "主动公开政府信息数" in line]
    assert shown.rstrip() in line
    assert line.endswith(" 3–9")


def test_a_tally_is_one_line_for_each_item(record: Record) -> None:
    facts: list[dict[str, Any]] = [
        {"path": "/disclosure/by_category/0/name", "value": "人事信息", "printed": "人事信息", "span": (1, 5)},
        {"path": "/disclosure/by_category/0/count", "value": 2, "printed": "2条", "span": (5, 7)},
        {"path": "/disclosure/by_category/0/percent", "value": "1.5", "printed": "1.5%", "span": (8, 12)},
        {"path": "/disclosure/by_category/1/name", "value": "其他", "printed": "其他", "span": (13, 15)},
        {"path": "/disclosure/by_category/1/count", "value": 128, "printed": "128条", "span": (15, 19)},
    ]
    lines = with_facts(record, *facts).splitlines()
    first = lines.index("  按类别")
    assert re.fullmatch(r"    人事信息 +2条  1\.5.* +1–12", lines[first + 1])
    assert re.fullmatch(r"    其他 +128条 +13–19", lines[first + 2])


def test_examples() -> None:
    assert doctest.testmod(wording).failed == 0
