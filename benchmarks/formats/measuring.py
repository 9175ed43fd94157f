"""What one file of one report lost: against its label, and against the same report as plain text."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal

from benchmarks.formats.edits import distance
from benchmarks.formats.reports import LabelledStructure
from giextract.backends import load_backend
from giextract.document import Document
from giextract.errors import GiextractError
from giextract.pipeline import extract_document
from giextract.record import Record, json_ready
from giextract.schema import Schema
from giextract.scoring.outcomes import Scorer, Slot
from giextract.scoring.predictions import Prediction

_LEFT_OUT = re.compile(r"[\s|]+")
_BEFORE = 4
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Difference:
    """A slot that came out otherwise than from plain text: what the label says, what plain text gave, what this file gave.

    `lost_in` is reading where the characters that prove the value in plain text, with a few before them, were not read as
    they stand; else extraction, which had them and made something else of them.
    """

    path: str
    expected: Any
    plain: Any
    got: Any
    better: bool
    lost_in: Literal["reading", "extraction"]


@dataclass(frozen=True, slots=True)
class WrongFigure:
    """A value with wrong digits that nothing marked doubtful; `path` is the record's."""

    path: str
    expected: Any
    got: Any


@dataclass(slots=True)
class Measured:
    """One report in one format. `edits` of `characters` are the errors of reading; bars and white space do not count.

    `strange_figures` stand in the text that was read and nowhere in the report, as often as they do too much; those that
    were marked doubtful are not among them. `facts` are stated values with a span, `boxed` and `doubtful` how many of these have a
    box and a doubtful character (a blank cell has no characters, and so no box).
    """

    report: str
    form: str
    failure: str = ""
    tp: int = 0
    fp: int = 0
    fn: int = 0
    edits: int = 0
    characters: int = 0
    differences: list[Difference] = field(default_factory=list)
    wrong_figures: list[WrongFigure] = field(default_factory=list)
    strange_figures: list[str] = field(default_factory=list)
    facts: int = 0
    boxed: int = 0
    doubtful: int = 0
    pages: int = 0
    unread: int = 0
    warnings: list[str] = field(default_factory=list)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document with its record and the outcome of each slot; no record where the extraction failed, and why."""

    document: Document
    record: Record | None
    slots: dict[str, Slot]
    failure: str = ""


def extracted(document: Document, one: LabelledStructure, schema: Schema) -> Extracted:
    """What the rules make of a document, scored against the label."""
    failure = ""
    try:
        record: Record | None = extract_document(document, load_backend("rules"), schema)
    except GiextractError as error:
        record, failure = None, error.message
    prediction = Prediction(
        one.label.report, "rules", 0, record, failure or None, to_blame=None if record else "product"
    )
    score = Scorer(schema).score(one.label, prediction)
    return Extracted(document, record, {slot.path: slot for slot in score.slots}, failure)


def measure(form: str, this: Extracted, plain: Extracted) -> Measured:
    """What was lost on the way to `this` that `plain` has."""
    report = next(iter(plain.slots.values())).report
    wanted, got = squeezed(plain.document.text), squeezed(this.document.text)
    measured = Measured(report, form, this.failure, edits=distance(wanted, got), characters=len(wanted))
    for slot in this.slots.values():
        measured.tp += slot.tp
        measured.fp += slot.fp
        measured.fn += slot.fn
    measured.differences = _differences(this, plain)
    measured.wrong_figures = _wrong_figures(this, plain)
    measured.strange_figures = _strange_figures(this.document, plain.document)
    document = this.document
    stated = [fact for fact in this.record.facts if fact.state == "stated"] if this.record else []
    spans = [fact.span for fact in stated if fact.span]
    measured.facts = len(spans)
    measured.boxed = sum(bool(document.boxes_of(*span)) for span in spans)
    measured.doubtful = sum(document.is_doubtful(*span) for span in spans)
    measured.pages = len(document.pages or ())
    measured.unread = sum(page.unread is not None for page in document.pages or ())
    measured.warnings = list(document.warnings)
    return measured


def squeezed(text: str) -> str:
    """Text without white space and bars, in which the formats may differ."""
    return _LEFT_OUT.sub("", text)


def f1(tp: float, fp: float, fn: float) -> float:
    """F1 of these counts; 1 where nothing was asked and nothing given."""
    return 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 1.0


def _right(slot: Slot | None) -> bool:
    return slot is None or slot.outcome in ("correct", "correct_empty")


def _differences(this: Extracted, plain: Extracted) -> list[Difference]:
    found = []
    read = squeezed(this.document.text)
    for path in dict.fromkeys([*plain.slots, *this.slots]):
        mine, other = this.slots.get(path), plain.slots.get(path)
        if _right(mine) and _right(other):
            continue
        given, before = (_shown(slot) for slot in (mine, other))
        if _right(mine) != _right(other) or given != before:
            label = mine or other
            expected = json_ready(label.label_raw) if label else None
            proofs = _proofs(plain, other.found_at) if other and other.found_at else []
            lost_in: Literal["reading", "extraction"] = (
                "extraction" if all(proof in read for proof in proofs) else "reading"
            )
            found.append(Difference(path, expected, before, given, _right(mine), lost_in))
    return found


def _proofs(plain: Extracted, path: str) -> list[str]:
    """The characters that prove what plain text gave at `path` or below, each with what stands before them."""
    text = plain.document.text
    facts = plain.record.facts if plain.record else []
    spans = [fact.span for fact in facts if fact.span and f"{fact.path}/".startswith(f"{path}/")]
    return [squeezed(text[:start])[-_BEFORE:] + squeezed(text[start:end]) for start, end in spans]


def _shown(slot: Slot | None) -> Any:
    if slot is None or slot.found.state != "stated":
        return None if slot is None else slot.found.state
    return json_ready(slot.found_raw)


def _wrong_figures(this: Extracted, plain: Extracted) -> list[WrongFigure]:
    """Values whose digits are neither the label's nor those that plain text gave, and that are not doubtful."""
    doubtful = [fact.path for fact in this.record.facts if fact.doubtful] if this.record else []
    wrong = []
    for path, slot in this.slots.items():
        if slot.outcome not in ("wrong", "spurious") or slot.found.state != "stated" or slot.found_at is None:
            continue
        before = plain.slots.get(path)
        digits = _digits(slot.found_raw)
        known = {_digits(slot.label_raw), _digits(before.found_raw) if before else ""}
        if not digits or digits in known or any(f"{one}/".startswith(f"{slot.found_at}/") for one in doubtful):
            continue
        wrong.append(WrongFigure(slot.found_at, json_ready(slot.label_raw), json_ready(slot.found_raw)))
    return wrong


def _digits(value: Any) -> str:
    return "".join(_FIGURE.findall(json.dumps(json_ready(value), ensure_ascii=False)))


def _strange_figures(this: Document, plain: Document) -> list[str]:
    left = Counter(match[0] for match in _FIGURE.finditer(plain.text))
    strange = []
    for match in _FIGURE.finditer(this.text):
        if left[match[0]]:
            left[match[0]] -= 1
        elif not this.is_doubtful(*match.span()):
            around = this.text[max(0, match.start() - 12) : match.end() + 8]
            strange.append(f"{match[0]} in {' '.join(around.split())}")
    return strange
