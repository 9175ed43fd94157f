"""What the rules make of a document, and how it is scored: the same for every format."""

from __future__ import annotations

import re
from dataclasses import dataclass

from benchmarks.formats.reports import LabelledStructure
from giextract.backends import load_backend
from giextract.document import Document
from giextract.errors import GiextractError
from giextract.pipeline import extract_document
from giextract.record import Record
from giextract.schema import Schema
from giextract.scoring.outcomes import Scorer, Slot
from giextract.scoring.predictions import Prediction

_LEFT_OUT = re.compile(r"[\s|]+")


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


def squeezed(text: str) -> str:
    """Text without white space and bars, in which the formats may differ."""
    return _LEFT_OUT.sub("", text)
