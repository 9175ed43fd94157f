"""Every rule of the audit has its planted defect, for each of those whose defect it can be, and speaks both languages."""

from __future__ import annotations

import importlib
import pkgutil
import re
import string
from collections.abc import Iterable, Iterator

import pytest

import giextract.audit
from giextract.audit import audit_series
from giextract.audit.catalogue import IDENTITIES, TABLES, TEXT_AND_TABLES
from giextract.audit.rule import Identity, Rule
from giextract.record import Finding
from tests.audit.reports import findings, material
from tests.audit.test_attribution import audited
from tests.audit.test_defects import CASES
from tests.audit.test_series import OF_SERIES


def rules() -> dict[str, Rule]:
    """Name -> each rule that a module of the audit declares, alone or in a tuple or dictionary."""
    found: dict[str, Rule] = {}
    for module in pkgutil.iter_modules(giextract.audit.__path__, "giextract.audit."):
        for value in vars(importlib.import_module(module.name)).values():
            found.update((rule.name, rule) for rule in _declared(value))
    return found


def _declared(value: object) -> Iterator[Rule]:
    if isinstance(value, Rule):
        yield value
    elif isinstance(value, Identity):
        yield value.rule
    elif isinstance(value, tuple | dict):
        inside: Iterable[object] = value.values() if isinstance(value, dict) else value
        for one in inside:
            if isinstance(one, Rule | Identity):
                yield from _declared(one)


RULES = rules()
ARITHMETIC = {identity.rule.name for identity in (*IDENTITIES, *TABLES, *TEXT_AND_TABLES)} | {
    "text_and_annex", "annex_cumulative", "categories_and_total", "channels_and_total", "units_and_total",
    "key_areas_and_total", "share", "handled_and_received", "documents_in_force", "text_and_table_upheld",
}  # fmt: skip
"""Rules whose contradiction is between figures that facts stand for."""
RULE_TO_CASE = {case[1]: case for case in reversed(CASES) if case[1] in ARITHMETIC}


def test_every_rule_is_found() -> None:
    assert {"staff_parts", "requests_results", "heading_lost", "item_doubled", "same_text_twice"} <= RULES.keys()


def test_every_rule_has_a_planted_defect() -> None:
    planted = {rule for _, rule, _, _ in CASES} | {rule for rule, *_ in OF_SERIES}
    assert RULES.keys() - planted == set()
    assert planted - RULES.keys() == set()


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_every_rule_is_worded_in_both_languages_with_the_same_figures(rule: Rule) -> None:
    assert re.search("[\u4e00-\u9fff]", rule.zh)
    assert re.search("[a-z]{3}", rule.en)
    figures = {"stated", "expected", "terms", "name"}
    zh, en = ({name for _, name, _, _ in string.Formatter().parse(words) if name} for words in (rule.zh, rule.en))
    assert figures & (zh ^ en) <= {"name"} or rule.name.startswith("growth")


def test_a_message_is_of_one_language_but_for_what_it_quotes() -> None:
    found = [one for report, _, right, wrong in CASES for one in findings(report.replace(right, wrong))]
    for _, _, earlier, later in OF_SERIES:
        over_years = audit_series([material(earlier, "earlier.txt"), material(later, "later.txt")])
        found.extend(one for several in over_years.values() for one in several)
    quoted = re.compile("“[^”]*”")
    in_chinese = {one.message for one in found if re.search("[\u4e00-\u9fff]", quoted.sub("", one.message))}
    in_english = {one.message_zh for one in found if re.search("[A-Za-z]", quoted.sub("", one.message_zh or "A"))}
    assert (in_chinese, in_english) == (set(), set())


@pytest.mark.parametrize("rule", sorted(ARITHMETIC))
@pytest.mark.parametrize(
    ("change", "defect"), [({}, "report"), ({"check": "unproved"}, "extraction"), ({"doubtful": True}, "unclear")]
)
def test_whose_defect_it_is_follows_from_how_its_figures_are_proved(
    rule: str, change: dict[str, object], defect: str
) -> None:
    report, _, right, wrong = RULE_TO_CASE[rule]
    planted = report.replace(right, wrong)
    cited = _about(material(planted).record.findings, rule)
    found = audited(planted, dict.fromkeys(cited, change))
    assert {one.defect for one in found if one.rule == rule and set(one.paths) & cited} == {defect}


def _about(findings: Iterable[Finding], rule: str) -> set[str]:
    return next({one.paths[0]} for one in findings if one.rule == rule and one.paths)
