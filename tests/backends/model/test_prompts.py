"""Prompts are checked when they are loaded; what is small stays small."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import BaseModel, Field

from giextract.backends.model import templates
from giextract.backends.model.fields import fields_of
from giextract.backends.model.judging import Judge
from giextract.backends.model.planning import Planner
from giextract.errors import SettingsError
from giextract.schema import load_schema
from giextract.stated import value_of
from giextract.text import clean as cleaning
from giextract.text.lines import Line


class Part(BaseModel):
    """An entry of the list in the example."""

    name: str | None = None
    count: int | None = None
    percent: Decimal | None = None


class Note(BaseModel):
    """What the example asks for."""

    total: int | None = Field(default=None, title="公开信息数")
    website: int | None = Field(default=None, title="网站公开数")
    by_category: list[Part] | None = Field(default=None, title="按类别")
    lawsuits: int | None = Field(default=None, title="行政诉讼数")
    phone: str | None = Field(default=None, title="电话")


ROOT = Path(__file__).parents[3]
FRONT = "---\nid: a\nversion: 1\nvariables: [{}]\n---\n{}\n"


@pytest.mark.parametrize("path", sorted((ROOT / "prompts").rglob("*.md")), ids=lambda path: path.stem)
def test_every_prompt_that_ships_loads(path: Path) -> None:
    name = str(path.relative_to(ROOT / "prompts").with_suffix(""))
    assert templates.load(name).id == name
    if "/" in name:
        schema, section = name.split("/")
        assert load_schema(schema).section(section)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("no front", "front matter"),
        ("---\nid: a\nversion: 1\n---\nx\n", "lacks variables"),
        ("---\nid: a\nversion: 1\nvariables: []\nmodel: x\n---\nx\n", "model: x"),
        (FRONT.format("", "{{ lines }}"), "lines must be both"),
        (FRONT.format("lines", "x"), "lines must be both"),
        (FRONT.format("", " "), "is empty"),
    ],
)
def test_a_wrong_template_is_an_error(text: str, what: str) -> None:
    with pytest.raises(SettingsError, match=what):
        templates.parse(text, "a.md")


def test_missing_and_unknown_variables_are_errors() -> None:
    template = templates.parse(FRONT.format("lines", "{{lines}}"), "a.md")
    assert template.render(lines="{{lines}} {{other}}") == "{{lines}} {{other}}"
    with pytest.raises(SettingsError, match="misses lines"):
        template.render()
    with pytest.raises(SettingsError, match="has no variable x"):
        template.render(lines="", x="")


def test_the_digest_changes_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    before = templates.digest(("system",))
    changed = replace(templates.load("system"), body="别的")
    monkeypatch.setattr(templates, "find", lambda _: changed)
    assert templates.digest(("system",)) != before


def test_the_answer_schema_is_small_and_demands_nothing() -> None:
    planner = Planner(load_schema())
    for group, *_ in planner._groups:
        from giextract.backends.model.fields import answer_schema

        schema = answer_schema(dict(group), strict=False)
        assert "required" not in json.dumps(schema)
        assert len(json.dumps(schema, ensure_ascii=False, separators=(",", ":"))) < 8000


def test_every_section_is_asked_once() -> None:
    schema = load_schema()
    asked = [name for group, *_ in Planner(schema)._groups for name, _ in group]
    assert set(asked) == {section.name for section in schema.sections}


def test_the_example_of_the_prompt_is_proved_by_its_own_lines() -> None:
    prompt = templates.load("system").render()
    printed = re.findall(r"^(\d+)\|(.+)$", prompt, re.MULTILINE)
    clean = cleaning.clean("".join(f"{text}\n" for _, text in printed))
    lines: dict[int, Line] = {}
    for number, text in printed:
        start = clean.text.index(text)
        lines[int(number)] = Line(int(number), start, start + len(text), text)
    schema = load_schema(Note)
    answer = json.loads(prompt[prompt.index('{"note"') :])
    verdict = Judge({"note": schema.section("note")}, {"note": fields_of(schema, "note")}, lines, clean).verdict(answer)
    assert verdict.rejected == []
    found = {
        one.path: value_of(clean.printed(*one.span), schema.leaf(one.path)) for one in verdict.accepted if one.span
    }
    part = {"name": "财政信息", "count": 3, "percent": Decimal("2.3")}
    assert found == {
        "/total": 130, "/website": 87, "/lawsuits": 0, "/phone": "0571-1234567",
        **{f"/by_category/0/{key}": value for key, value in part.items()},
    }  # fmt: skip
