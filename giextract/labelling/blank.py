"""Blank records: reports as if no backend had seen them, for a reviewer who is to label blind to any backend's answers.

Whoever corrects a record agrees with it wherever nothing looks wrong. A label from a blank record has no such leaning; it costs
a field-by-field reading.
"""

from __future__ import annotations

from giextract.record import Figures, Record, SectionResult, Signature
from giextract.review.reports import NOBODY


def blank(record: Record) -> Record:
    """The record without anything that its backend or the audit said; the report it is of and its schema stay."""
    return record.model_copy(
        update={
            "status": "complete",
            "signature": Signature(
                schema_=record.signature.schema_, backend=NOBODY, model=None, prompts=None, text=record.signature.text
            ),
            "sections": {name: SectionResult(state="read") for name in record.sections},
            "values": {},
            "facts": [],
            "findings": [],
            "figures": Figures(printed=record.figures.printed, claimed=0),
        }
    )
