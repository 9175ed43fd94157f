"""Lint holds a label to what its report prints, strictly, and a note to the leaves that it names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from giextract.reading import read
from giextract.scoring.identities import broken_identities
from giextract.scoring.labels import label_from
from giextract.scoring.lint import Lint, explains, lint_label
from giextract.scoring.occurrence import Occurrences
from giextract.scoring.printedness import Printedness
from giextract.scoring.suite import load_suite
from tests.scoring.desk import SCHEMA, label, write_suite

PARTS = {"disclosure": {"total": 9, "by_category": [{"name": "人事", "count": 3}, {"name": "财政", "count": 5}]}}
PEOPLE = {"organisation": {"staff": 4, "staff_full_time": 1, "staff_part_time": 2}}
TABLE = {
    "requests": {
        "new": {"company": 2, "total": 5},
        "carried_in": {"total": 0},
        "total": {"total": 4},
        "carried_out": {"total": 2},
    }
}


def lint(tmp_path: Path, text: str, content: str) -> Lint:
    suite = load_suite(str(write_suite(tmp_path / "evals", {"r0": {}}, text)))
    path = suite.folder / "labels" / "r0.json"
    path.write_text(content, encoding="utf-8")
    found = Lint()
    lint_label(path, suite, SCHEMA, read, found)
    return found


def found_in(tmp_path: Path, text: str, values: dict[str, Any], *notes: str) -> Lint:
    return lint(tmp_path, text, json.dumps({"report": "r0", "values": values, "as_printed": list(notes)}))


@pytest.mark.parametrize(
    ("values", "note", "explained"),
    [
        (PARTS, "/disclosure/by_category: 3 and 5 are 8, the total is 9", True),
        (PARTS, "/disclosure/total: 9 is printed for 8", True),
        (PARTS, "/disclosure/by_category/1: 5 may be 6", True),
        (PARTS, "the parts of /disclosure/by_category leave one out", True),
        (PARTS, "/disclosure/by_channel, by_category: one is missing", True),
        (PARTS, "/disclosure: the sums are 8 and 9", True),
        (PARTS, "/disclosure: something else is odd", False),
        (PARTS, "/disclosure/increase: printed as a percentage only", False),
        (PARTS, "/disclosure/by_channel: the total is 12", False),
        (PARTS, "disclosure is spelled wrong, total too", False),
        (PARTS, "by_category", False),
        (PARTS, "/organisation/staff: 9 for 8", False),
        (PEOPLE, "/organisation/staff_part_time: one is on leave", True),
        (PEOPLE, "/organisation/rules: no titles", False),
        (TABLE, "/requests/new: a cell is empty", True),
        (TABLE, "/requests/granted/total: 3 is printed for 2", False),
        (TABLE, "/requests: 5 + 0 = 5, but 4 + 2 = 6", True),
        (TABLE, "/requests: 5 + 0 = 15, but 4 + 2 = 16", False),
    ],
)
def test_a_note_explains_the_equations_of_what_it_names(values: dict[str, Any], note: str, explained: bool) -> None:
    (broken,) = broken_identities(values)
    assert explains(note, broken) is explained


def test_one_note_does_not_explain_another_error_away(tmp_path: Path) -> None:
    text = "公开9条，人事3条，财政5条。专职1人，兼职2人，共4人。"
    both = found_in(tmp_path, text, PARTS | PEOPLE, "/disclosure/total: 9 is printed for 8")
    assert (both.explained, len(both.exceptions)) == (1, 1)
    assert "the parts of /organisation/staff add up to 3, it is 4, and as_printed says nothing" in both.exceptions[0]


@pytest.mark.parametrize(
    ("text", "values", "printed"),
    [
        ("公开87条", {"disclosure": {"total": 87}}, True),
        ("公开八十七条", {"disclosure": {"total": 87}}, True),
        ("公开1,286条", {"disclosure": {"total": 1286}}, True),
        ("公开 1 2 86 条", {"disclosure": {"total": 1286}}, True),
        ("公开1873条", {"disclosure": {"total": 87}}, False),
        ("公开870000条", {"disclosure": {"total": 87}}, False),
        ("电话0871-5128712", {"disclosure": {"total": 87}}, False),
        ("公开5条", {"disclosure": {"total": -5}}, False),
        ("比上年减少5条", {"disclosure": {"increase": -5}}, True),
        ("比上年增加5条", {"disclosure": {"increase": -5}}, False),
        ("行政许可 12 -5 7", {"article20": {"licences": {"change": -5}}}, True),
        ("行政许可 12 －5 7", {"article20": {"licences": {"change": -5}}}, True),
        ("收费380元", {"fees": {"charged_wan_yuan": 0.038}}, True),
        ("公开380000条", {"disclosure": {"total": 38}}, False),
        ("主动公开数4251516", {"annex": {"rows": [{"indicator": "主动公开数", "value": 425, "cumulative": 1516}]}}, True),
        ("主动公开数4251517", {"annex": {"rows": [{"indicator": "主动公开数", "value": 425, "cumulative": 1516}]}}, False),
        ("主动公开数2912.其他", {"annex": {"rows": [{"indicator": "主动公开数", "value": 291}]}}, True),
        ("主动公开数2919999", {"annex": {"rows": [{"indicator": "主动公开数", "value": 291}]}}, False),
        ("没有公开", {"disclosure": {"total": 0}}, True),
    ],
)  # fmt: skip
def test_a_figure_is_printed_by_itself_or_glued_to_its_own_row(
    text: str, values: dict[str, Any], printed: bool
) -> None:
    one = label(values)
    printedness = Printedness(Occurrences(text), one)
    raws = [(path, raw) for path, raw in one.flat.path_to_leaf.items()]
    raws += [(f"{path}/0/{key}", raw) for path, items in one.flat.path_to_list.items() for key, raw in items[0].items()]
    assert all(printedness.prints(path, raw) for path, raw in raws if not isinstance(raw, str)) is printed


def test_a_note_that_quotes_a_value_says_how_it_is_printed(tmp_path: Path) -> None:
    noted = found_in(tmp_path, "公开1873条", {"disclosure": {"total": 87}}, "/disclosure/total: 1 87 3 is glued")
    assert (noted.explained, noted.exceptions) == (1, [])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            '{"report": "r0", "values": {}, "also_right": {"/header/issuer": "某局"}}',
            "gives each path a list of answers",
        ),
        ('{"report": "r0", "values": {}, "also_right": ["/header/issuer"]}', "gives each path a list of answers"),
        ('{"report": "r0", "values": {}, "optional": "/header"}', "optional is not a list of paths"),
        ('{"report": "r0", "values": {}, "as_printed": [1]}', "as_printed is not a list of notes"),
        ('{"report": "r0", "values": {}, "made": {"by": "甲"}}', "made is not an object"),
        ('{"report": "r1", "values": {}}', "is the label of 'r1'; name it after its report"),
        ('{"report": 7, "values": {}}', "report is not a name"),
        ('{"report": "r0", "values": {"disclosure": {"total": 1, "total": 2}}}', 'the key "total" stands twice'),
        ('{"report": "r0", "values": {"fees": {"charged_wan_yuan": NaN}}}', "NaN is no number"),
        ('{"report": "r0", "values": {"fees": {"charged_wan_yuan": Infinity}}}', "Infinity is no number"),
        ('{"report": "r0", "values": {"fees": {"charged_wan_yuan": 1e999}}}', "beyond all use"),
        ('{"report": "r0", "values": {"disclosure": {"total": []}}}', "/disclosure/total is [], where"),
        ('{"report": "r0", "values": {"disclosure": []}}', "/disclosure is [], where"),
        ('{"report": "r0", "values": {"disclosure": {"by_category": {}}}}', "/disclosure/by_category is {}, where"),
        ('{"report": "r0", "values": {"disclosure": 5}}', "/disclosure is no field"),
        ('{"report": "r0", "values": {"requests": {"new": [1]}}}', "/requests/new/0 is no field"),
        ("[]", "is no label"),
    ],
)
def test_what_is_no_label_is_an_error(tmp_path: Path, content: str, said: str) -> None:
    errors = lint(tmp_path, "公开5条", content).errors
    assert any(said in error for error in errors), errors


def test_an_answer_that_can_never_be_right_is_told(tmp_path: Path) -> None:
    content = '{"report": "r0", "values": {"header": {"year": 2015}}, "also_right": {"/header/year": ["2015"]}}'
    assert (
        'also_right: /header/year may be "2015", which is no count' in lint(tmp_path, "2015年", content).exceptions[0]
    )


def test_a_label_in_any_order_and_with_every_part_is_one() -> None:
    whole: dict[str, Any] = {
        "as_printed": None,
        "optional": [],
        "also_right": {},
        "values": {},
        "report": "r0",
        "made": None,
    }
    assert label_from(whole, "r0").report == "r0"
