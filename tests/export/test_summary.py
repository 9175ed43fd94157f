"""A summary counts every report once, and its pictures are whole, legible, and honest about their labels."""

from __future__ import annotations

import doctest
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from giextract.errors import OutputError
from giextract.export import fonts, pictures, summary_page
from giextract.export.entry import Entry, entries_of
from giextract.export.summary import Coverage, Summary, Year
from giextract.export.summary_page import page
from tests.export.composing import SCHEMA, fact, finding, record

CHINESE = fonts.chinese_family("政府信息公开") is not None
RECORDS = [
    record("a", fact("/disclosure/total", 10), fact("/requests/new/total", 3), year=2019, findings=[finding(), finding(defect=None)]),
    record("b", fact("/disclosure/total", 20), fact("/fees/charged_wan_yuan"), year=2019, findings=[finding(defect="unclear")]),
    record("c", fact("/disclosure/total", 60), year=2019),
    record("d", fact("/disclosure/total", 0), year=2021, sections={"fees": {"state": "unanswered"}}, status="partial"),
    record("e", fact("/disclosure/total", 5, check="unproved"), year=None),
]  # fmt: skip


def summed(*more: Entry) -> Summary:
    summary = Summary(SCHEMA)
    summary.add_all([*entries_of(RECORDS), *more])
    return summary


def coverage(summary: Summary, name: str) -> Coverage:
    return next(one for one in summary.coverage() if one.column.name == name)


def test_each_report_counts_once() -> None:
    summary = summed(Entry("copy", RECORDS[0], same_as="a"), Entry("bad.pdf", failure="it is encrypted"))
    assert (summary.documents, summary.copies, summary.records) == (7, 1, 5)
    assert summary.status_to_count == {"complete": 4, "partial": 1, "without a record": 1}
    assert coverage(summary, "disclosure_total").state_to_count.total() == 5
    assert summary.failure_to_count == {"it is encrypted": 1}


def test_coverage_tells_the_states_apart() -> None:
    summary = summed()
    assert coverage(summary, "disclosure_total").state_to_count == {"stated": 4, "unproved": 1}  # 0 is stated
    assert coverage(summary, "fees_charged_wan_yuan").state_to_count == {"absent": 3, "blank": 1, "unanswered": 1}
    assert coverage(summary, "disclosure_total").share("stated") == 0.8


def test_the_cells_of_a_table_of_the_form_are_one_line() -> None:
    requests = coverage(summed(), "requests")
    assert requests.cells == len(SCHEMA.section("requests").leaves)
    assert requests.state_to_count == {"stated": 1, "absent": 5 * requests.cells - 1}


def test_figures_over_the_years_are_quartiles_of_what_is_proved() -> None:
    column, years = summed().figures()[0]
    assert column.name == "disclosure_total"
    assert years == [Year(2019, 3, 15.0, 20.0, 40.0), Year(2021, 1, 0.0, 0.0, 0.0)]
    assert summed().without_year == 1


def test_findings_are_counted_by_rule_and_by_whose_defect_they_are() -> None:
    summary = summed()
    assert summary.rule_to_defects == {"parts_exceed_total": Counter(report=1, nobody=1, unclear=1)}
    assert summary.reports_with_findings == 2


@pytest.mark.parametrize("width", [80, 120])
def test_the_page_fits_and_shows_it_all(width: int) -> None:
    text = page(summed(Entry("bad.pdf", failure="it is encrypted")), width=width)
    assert max(map(len, text.splitlines())) <= width
    for words in ("documents 6 · complete 4 · partial 1 · without a record 1", "reports on 2019 to 2021", "1 × it is encrypted",
                  "reports that state no year, and are not among the figures over the years: 1", "主动公开政府信息数", "parts_exceed_total", "2 of 5 reports have a finding"):  # fmt: skip
        assert words in text
    assert ("disclosure_total" in text) == (width == 120)


def test_a_page_without_any_record_says_so_and_no_more() -> None:
    summary = Summary(SCHEMA)
    summary.add_all([Entry("bad.pdf", failure="it is\x1b[31m encrypted")])
    assert page(summary) == "documents 1 · without a record 1\n1 × it is\\x1b[31m encrypted\n"


def test_examples() -> None:
    assert doctest.testmod(summary_page).failed == 0


@pytest.mark.parametrize(
    "labels", ["en", pytest.param("zh", marks=pytest.mark.skipif(not CHINESE, reason="needs a Chinese font"))]
)
def test_pictures_are_png_and_svg(labels: Any, tmp_path: Path) -> None:
    paths, used = pictures.draw(summed(), tmp_path / "new" / "folder", labels)
    assert used == labels
    assert [path.name for path in paths] == [
        f"{name}.{form}" for name in ("coverage", "years", "findings") for form in ("png", "svg")
    ]
    for path in paths:
        if path.suffix == ".png":
            with Image.open(path) as image:
                assert min(image.size) > 200
                assert len(image.convert("RGB").getcolors(10**6) or []) > 20
        else:
            assert ElementTree.parse(path).getroot().tag.endswith("svg")


def test_the_same_summary_is_the_same_files(tmp_path: Path) -> None:
    one, other = ([path.read_bytes() for path in pictures.draw(summed(), tmp_path / name, "en")[0]] for name in "ab")
    assert one == other


def test_nothing_to_draw_is_drawn_as_nothing(tmp_path: Path) -> None:
    summary = Summary(SCHEMA)
    summary.add_all(entries_of([record("a", issuer=None, year=None)]))
    paths, _ = pictures.draw(summary, tmp_path, "en")
    assert all(path.stat().st_size for path in paths)


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be made"):
        pictures.draw(summed(), tmp_path / "file" / "folder", "en")
