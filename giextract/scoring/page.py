"""The page of a run: one HTML file with everything in it, which loads nothing and can be mailed.

Text of reports goes into the page as JSON and onto the screen as text nodes, never as markup: reports may be hostile.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from giextract.scoring.completeness import gaps
from giextract.scoring.plot import COLOURS, Row, interval_plot
from giextract.scoring.report import details
from giextract.scoring.result import Result, slot_rows
from giextract.text.script_json import embedded_json

TEMPLATE = Path(__file__).with_name("page.html")


def page(result: Result) -> str:
    """The HTML of a scored run."""
    data = result.data
    names = list(data["backends"])
    parts = {
        "TITLE": escape(f"giextract eval: {data['suite']}"),
        "LABELS": escape(data["labels"]),
        "VERDICTS": "".join(
            map(_line, [*map(_verdict, data["comparisons"]), *(f"incomplete: {gap}" for gap in gaps(data))])
        ),
        "HEADLINE": interval_plot(_headline(data, names), "F1, precision and recall with 95% intervals"),
        "SECTIONS": interval_plot(_sections(data, names), "F1 by section with 95% intervals"),
        "SIGNATURES": "".join(
            f"<li><b style='color:{COLOURS[index % len(COLOURS)]}'>{escape(name)}</b> "
            f"sig {data['backends'][name]['sig']} = <code>{escape(data['backends'][name]['signature'])}</code></li>"
            for index, name in enumerate(names)
        ),
        "REPORT": escape(details(data)),
        "DATA": embedded_json(_page_data(result, names)),
    }
    html = TEMPLATE.read_text(encoding="utf-8")
    for name, part in parts.items():  # DATA comes last, so that nothing in a report is taken for a place to fill
        html = html.replace("{{" + name + "}}", part if name == "DATA" else part.replace("{{", "&#123;&#123;"))
    return html


def _verdict(one: dict[str, Any]) -> str:
    return f"{one['b']} against {one['a']}: {one['verdict']}"


def _line(said: str) -> str:
    return f"<p class='verdict'>{escape(said)}</p>"


def _headline(data: dict[str, Any], names: list[str]) -> list[Row]:
    rows = []
    for kind in ("f1", "precision", "recall"):
        for index, name in enumerate(names):
            one = data["backends"][name]
            marks = _marks(data["baselines"], names) if kind == "f1" else {}
            rows.append(Row(f"{kind.upper() if kind == 'f1' else kind}  {name}", one["headline"][kind], index, marks))
    return rows


def _marks(baselines: dict[str, Any], names: list[str]) -> dict[str, float]:
    """Name of a baseline -> its F1, but of those that have a row of their own."""
    marks = {name: row["f1"] for name, row in baselines.items() if name not in names and name != "release"}
    for name, row in baselines.get("release", {}).items():
        marks[f"release {row['version']} {name}"] = row["f1"]
    return {name: f1 for name, f1 in marks.items() if isinstance(f1, float)}


def _sections(data: dict[str, Any], names: list[str]) -> list[Row]:
    sections = sorted({section for name in names for section in data["backends"][name]["by_section"]})
    return [
        Row(
            section if index == 0 else "",
            data["backends"][name]["by_section"][section]["f1"],
            index,
        )
        for section in sections
        for index, name in enumerate(names)
        if section in data["backends"][name]["by_section"]
    ]


def _page_data(result: Result, names: list[str]) -> dict[str, Any]:
    """Slots with the answers of all backends side by side, the first epoch of each."""
    slots: dict[tuple[str, str], dict[str, Any]] = {}
    for row in slot_rows(result):
        if row["epoch"]:
            continue
        key = (row["report"], row["path"])
        slot = slots.setdefault(
            key,
            {
                "report": row["report"], "section": row["section"], "path": row["path"], "name": row["name"],
                "label": row["label"], "found": {},
            },
        )  # fmt: skip
        slot["found"][row["backend"]] = {
            "state": row["found"]["state"],
            "value": row["found"]["value"],
            "outcome": row["outcome"],
            "kind": row["kind"],
            "wrong": row["wrong_parts"],
            "proofs": row["proofs"],
            "silent": row["silent"],
            "findings": row["findings"],
        }
    fields = {name: result.data["backends"][name]["by_field"] for name in names}
    order = {section.name: index for index, section in enumerate(result.schema.sections)}
    return {
        "backends": names,
        "colours": COLOURS,
        "fields": [
            {"path": path, "scores": {name: fields[name].get(path) for name in names}}
            for path in sorted({path for name in names for path in fields[name]})
        ],
        "slots": sorted(
            slots.values(), key=lambda slot: (slot["report"], order[slot["section"]], _natural(slot["path"]))
        ),
        "texts": {case.report: case.document.text for case in result.cases},
        "as_printed": {case.report: list(case.label.as_printed) for case in result.cases},
    }


def _natural(path: str) -> list[str]:
    """A key that puts row 2 before row 10, and the label's items before those that only a record has."""
    return [
        token.zfill(4) if token.isdigit() else f"~{token}" if token.startswith("+") else token
        for token in path.split("/")
    ]
