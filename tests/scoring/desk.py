"""What the tests of the scoring work with: labels and records made by hand, a suite in a folder."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from giextract.document import Document
from giextract.record import Fact, Figures, Finding, Record, SectionResult, Signature, Source, Usage
from giextract.schema import load_schema
from giextract.scoring.labels import Label
from giextract.scoring.outcomes import Scorer, Slot
from giextract.scoring.predictions import Prediction
from giextract.scoring.suite import Case

SCHEMA = load_schema()
EVALS = Path(__file__).parent.parent.parent / "evals"


def label(values: dict[str, Any], report: str = "r1", **more: Any) -> Label:
    """A label; floats become Decimal, as they do when a label is read."""
    decimal = json.loads(json.dumps(values), parse_float=Decimal)
    return Label(
        report, decimal, more.get("also_right", {}), tuple(more.get("optional", ())), tuple(more.get("notes", ()))
    )


def record(
    values: dict[str, Any],
    *,
    facts: list[Fact] | None = None,
    findings: list[Finding] | None = None,
    unanswered: dict[str, str] | None = None,
    backend: str = "fake@1",
    prompts: str | None = None,
    schema: str = "annual_report@1",
    text: str = "clean@1",
    usage: Usage | None = None,
    sha256: str = "",
) -> Record:
    """A record with these values."""
    sections = {section.name: SectionResult(state="read") for section in SCHEMA.sections}
    for name, reason in (unanswered or {}).items():
        sections[name] = SectionResult(state="unanswered", reason=reason)
    return Record(
        giextract="0",
        status="complete",
        source=Source(path="r.txt", sha256=sha256, characters=0),
        signature=Signature(schema_=schema, backend=backend, prompts=prompts, text=text),
        sections=sections,
        values=values,
        facts=facts or [],
        findings=findings or [],
        figures=Figures(printed=0, claimed=0),
        usage=usage or Usage(),
    )


def slots(one: Label, made: Record) -> dict[str, Slot]:
    """Path -> slot."""
    score = Scorer(SCHEMA).score(one, Prediction(one.report, "fake", 0, made))
    return {slot.path: slot for slot in score.slots}


def outcome(expected: dict[str, Any], found: dict[str, Any], path: str, **more: Any) -> str:
    """What becomes of the slot at `path`."""
    slot = slots(label(expected, **more), record(found)).get(path)
    return slot.outcome if slot else "correct_empty"


def counts(one: Label, made: Record) -> tuple[int, int, int]:
    """tp, fp, fn."""
    found = slots(one, made).values()
    return sum(slot.tp for slot in found), sum(slot.fp for slot in found), sum(slot.fn for slot in found)


def case(one: Label, text: str = "政府信息公开") -> Case:
    """A labelled report."""
    document = Document(text, f"{one.report}.txt", hashlib.sha256(text.encode()).hexdigest())
    return Case(one, document, text)


def write_suite(folder: Path, labels: dict[str, dict[str, Any]], text: str, **more: Any) -> Path:
    """A suite file with its reports and labels."""
    (folder / "reports").mkdir(parents=True)
    (folder / "labels").mkdir()
    for name, values in labels.items():
        (folder / "reports" / f"{name}.txt").write_text(text, encoding="utf-8")
        content = {"report": name, "values": values, "also_right": {}, "optional": [], "as_printed": []}
        (folder / "labels" / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    lines = [f"{key} = {json.dumps(value)}" for key, value in {"name": "small", "backends": ["rules"], **more}.items()]
    path = folder / "small.toml"
    path.write_text("\n".join(lines) + "\n[gate]\nmargin = 0.02\n", encoding="utf-8")
    return path
