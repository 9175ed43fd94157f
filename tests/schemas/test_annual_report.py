"""The built-in schema has the fields of the two regimes, and the hand-made labels fit it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from giextract.schema import Leaf, load_schema
from giextract.schemas.annual_report import AnnualReport, Tally
from giextract.schemas.annual_report.annex import IndicatorRow

LABELS = Path(__file__).resolve().parents[3] / "shared" / "labels"
LABEL_FILES = sorted(LABELS.glob("*.json"))
TYPES = {"int": int, "decimal": Decimal, "date": date, "bool": bool, "str": str}

# section, type, fields that stand next to each other in that order
SCALARS = [
    ("header", "str", "title issuer"),
    ("header", "int", "year"),
    ("header", "date", "period_start period_end"),
    ("header", "int", "declared_parts"),
    (
        "header",
        "str",
        "website contact_office contact_address contact_postcode contact_phone contact_fax contact_email",
    ),
    ("header", "date", "issued_on published_on"),
    ("organisation", "bool", "leading_group"),
    ("organisation", "str", "leader office"),
    ("organisation", "int", "dedicated_units reading_points staff staff_full_time staff_part_time"),
    ("organisation", "decimal", "funding_wan_yuan"),
    ("organisation", "int", "meetings trainings trainees"),
    ("organisation", "list[str]", "rules"),
    ("disclosure", "int", "total cumulative_total increase information_produced on_request_items withheld_items"),
    ("disclosure", "int", "normative_documents normative_documents_issued"),
    ("disclosure", "list[Tally]", "by_category by_channel by_unit"),
    ("disclosure", "int", "key_areas_total"),
    ("disclosure", "list[Tally]", "key_areas"),
    ("disclosure", "list[str]", "channels"),
    ("engagement", "int", "interpretations hot_topics_answered questions_answered"),
    ("engagement", "int", "press_conferences press_conferences_led online_interviews online_interviews_led"),
    ("engagement", "int", "social_media_responses other_responses site_visits"),
    ("engagement", "str", "hotline"),
    ("applications", "int", "received received_cumulative in_person by_fax online by_letter other_methods"),
    ("applications", "int", "closed closed_on_time closed_extended answered"),
    ("applications", "int", "already_public granted partially_granted refused"),
    ("applications", "int", "refused_state_secret refused_trade_secret refused_privacy refused_security"),
    ("applications", "int", "refused_not_information refused_other"),
    ("applications", "int", "not_held not_existing amended referred other_answers"),
    ("fees", "decimal", "charged_wan_yuan waived_wan_yuan"),
    ("disputes", "int", "reconsiderations reconsiderations_upheld reconsiderations_corrected reconsiderations_other"),
    ("disputes", "int", "lawsuits lawsuits_upheld lawsuits_corrected lawsuits_other complaints"),
    ("proposals", "int", "npc cppcc total"),
    ("proposals", "decimal", "closed_percent satisfaction_percent"),
    ("proposals", "int", "replies_published"),
    ("assessment", "list[str]", "problems measures"),
    ("annex/rows/*", "str", "indicator unit"),
    ("annex/rows/*", "decimal", "value cumulative"),
]
DOCUMENTS = "made repealed in_force new_made new_public public_total"
DECISIONS = "items_last_year change decisions"
ARTICLE_20 = [
    ("article20/regulations", "int", DOCUMENTS),
    ("article20/normative_documents", "int", DOCUMENTS),
    ("article20/licences", "int", DECISIONS),
    ("article20/penalties", "int", DECISIONS),
    ("article20/coercion", "int", DECISIONS),
    ("article20/other_services", "int", DECISIONS),
    ("article20/fees", "decimal", "amount_wan_yuan"),
    ("article20/fees", "int", "items_last_year change"),
    ("article20/procurement", "int", "items"),
    ("article20/procurement", "decimal", "amount_wan_yuan"),
]
REQUEST_COLUMNS = "natural_person company research welfare legal_service other_organisation total"
REQUEST_ROWS = (
    "new carried_in granted partially_granted "
    "refused_state_secret refused_by_law refused_security refused_third_party "
    "refused_internal refused_deliberative refused_enforcement refused_query "
    "unavailable_not_held unavailable_to_be_made unavailable_unclear "
    "unprocessed_petition unprocessed_repeat unprocessed_publication unprocessed_excessive unprocessed_reissue "
    "other_uncorrected other_unpaid other total carried_out"
)
REQUESTS = [(f"requests/{row}", "int", REQUEST_COLUMNS) for row in REQUEST_ROWS.split()]
CHALLENGES = [
    (f"challenges/{block}", "int", "upheld corrected other pending total")
    for block in ("reconsideration", "litigation_direct", "litigation_after_review")
]
EXPECTED = [*SCALARS, *ARTICLE_20, *REQUESTS, *CHALLENGES]


def _expected_leaves() -> list[tuple[str, type]]:
    leaves: list[tuple[str, type]] = []
    for place, kind, names in EXPECTED:
        for name in names.split():
            if kind == "list[Tally]":
                tally = {"name": str, "count": int, "percent": Decimal}
                leaves += [(f"/{place}/{name}/*/{key}", key_type) for key, key_type in tally.items()]
            elif kind == "list[str]":
                leaves.append((f"/{place}/{name}/*", str))
            else:
                leaves.append((f"/{place}/{name}", TYPES[kind]))
    return leaves


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for info in model.model_fields.values():
        for part in re.findall(r"[\w.]+", str(info.annotation)):
            found = next(
                (cls for cls in BaseModel.__subclasses__() if part == f"{cls.__module__}.{cls.__name__}"), None
            )
            if found:
                yield from _models(found)


MODELS = list(dict.fromkeys(_models(AnnualReport)))


def _without_states(value: Any) -> Any:
    """The value without the leaves that carry a state in place of a value."""
    if isinstance(value, dict):
        return {key: _without_states(item) for key, item in value.items() if not _is_state(item)}
    if isinstance(value, list):
        return [_without_states(item) for item in value if not _is_state(item)]
    return value


def _is_state(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"state"}


def _paths(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, dict) and not _is_state(value):
        for key, item in value.items():
            yield from _paths(item, f"{path}/{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _paths(item, f"{path}/{index}")
    else:
        yield path


def _values(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)["values"]


class TestFields:
    def test_schema_has_every_field_of_both_regimes_in_order_and_no_other(self) -> None:
        assert [(leaf.path, leaf.type) for leaf in load_schema().leaves] == _expected_leaves()

    def test_every_field_may_be_left_out_and_is_then_none(self) -> None:
        assert len(MODELS) == 22
        for model in MODELS:
            assert set(dict(model()).values()) == {None}

    def test_unknown_keys_are_rejected(self) -> None:
        for model in MODELS:
            with pytest.raises(ValidationError, match="extra_forbidden"):
                model.model_validate({"no_such_field": 1})

    def test_which_texts_are_not_compared_as_a_whole(self) -> None:
        implied = {int: "count", Decimal: "decimal", date: "date", bool: "flag", str: "text_norm"}
        other = {leaf.path: leaf.comparator for leaf in load_schema().leaves if leaf.comparator != implied[leaf.type]}
        parts = ["header/website", "header/contact_office", "organisation/leader", "organisation/office"]
        parts += ["organisation/rules/*", "annex/rows/*/indicator"]
        parts += [f"disclosure/{name}/*/name" for name in ("by_category", "by_channel", "by_unit", "key_areas")]
        narrative = ["assessment/problems/*", "assessment/measures/*"]
        expected = {f"/{path}": "text_part" for path in parts} | {f"/{path}": "narrative" for path in narrative}
        assert other == expected


class TestWords:
    @pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
    def test_every_field_has_a_chinese_title_of_its_own(self, model: type[BaseModel]) -> None:
        titles = Counter(info.title for info in model.model_fields.values())
        assert all(title and re.search("[\u4e00-\u9fff]", title) for title in titles)
        assert max(titles.values()) == 1
        assert re.search("[\u4e00-\u9fff]", str(model.model_config.get("title")))

    @pytest.mark.parametrize("section", load_schema().sections, ids=lambda section: section.name)
    def test_no_title_is_doubled_within_a_section(self, section: Any) -> None:
        assert [title for title, times in Counter(leaf.title for leaf in section.leaves).items() if times > 1] == []

    def test_every_leaf_is_described(self) -> None:
        assert [leaf.path for leaf in load_schema().leaves if not leaf.description] == []

    @pytest.mark.parametrize("section", load_schema().sections, ids=lambda section: section.name)
    def test_every_section_has_headings_and_cues_each_once(self, section: Any) -> None:
        for words in (section.headings, section.cues):
            assert words
            assert len(set(words)) == len(words)
            assert all(word == word.strip() for word in words)

    def test_section_of_the_model_and_its_field_have_the_same_title(self) -> None:
        for section in load_schema().sections:
            assert section.title == section.model.model_config.get("title")


class TestValues:
    @pytest.mark.parametrize(
        ("given", "kept", "kind"),
        [
            (5, "5", int),
            (0, "0", int),
            ("5", "5", int),
            (Decimal("24252.311082"), "24252.311082", Decimal),
            (Decimal("0.10"), "0.10", Decimal),
            (9.2, "9.2", Decimal),
            (None, "None", type(None)),
        ],
    )
    def test_figure_of_an_annex_row_keeps_its_kind(self, given: Any, kept: str, kind: type) -> None:
        value = IndicatorRow.model_validate({"value": given}).value
        assert (str(value), type(value)) == (kept, kind)

    @pytest.mark.parametrize("text", ["5", "5.5"])
    def test_figure_of_an_annex_row_is_the_same_from_json(self, text: str) -> None:
        assert str(IndicatorRow.model_validate_json(f'{{"value": {text}}}').value) == text

    def test_share_of_a_tally_prints_as_it_was_given(self) -> None:
        tally = Tally.model_validate_json('{"name": "人事信息", "count": 2, "percent": 1.5}')
        assert (tally.name, tally.count, tally.percent) == ("人事信息", 2, Decimal("1.5"))

    @pytest.mark.parametrize("value", [12.5, "十二", "12件"])
    def test_count_that_is_no_whole_number_is_rejected(self, value: Any) -> None:
        with pytest.raises(ValidationError):
            AnnualReport.model_validate({"disclosure": {"total": value}})


@pytest.mark.skipif(not LABEL_FILES, reason=f"no labels in {LABELS}")
class TestLabels:
    @pytest.mark.parametrize("file", LABEL_FILES, ids=lambda file: file.stem)
    def test_label_validates_without_its_states(self, file: Path) -> None:
        values = _without_states(_values(file))
        report = AnnualReport.model_validate(values)
        assert json.loads(report.model_dump_json(exclude_unset=True)).keys() == values.keys()

    @pytest.mark.parametrize("file", LABEL_FILES, ids=lambda file: file.stem)
    def test_every_leaf_of_a_label_has_a_leaf_in_the_schema(self, file: Path) -> None:
        schema = load_schema()
        leaves = [schema.leaf(path) for path in _paths(_values(file))]
        assert leaves
        assert all(isinstance(leaf, Leaf) for leaf in leaves)
