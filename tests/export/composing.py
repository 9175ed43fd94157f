"""Records composed for tests of exports: facts in, a whole record out."""

from __future__ import annotations

import hashlib
from typing import Any

from giextract.grounding import values_of
from giextract.record import Fact, Finding, Record
from giextract.schema import Schema, load_schema

SCHEMA = load_schema()


def fact(path: str, value: object = None, **more: object) -> dict[str, Any]:
    """A fact: stated and proved by characters of its own where it has a value, else blank, unless told otherwise."""
    state = "blank" if value is None else "stated"
    return {"path": path, "state": state, "value": value, "printed": str(value), "span": (0, 2), "backend": "rules",
            "check": "proved", **more}  # fmt: skip


def record(
    path: str = "a.txt",
    *facts: dict[str, Any],
    issuer: str | None = "江城县教育局",
    year: int | None = 2020,
    schema: Schema = SCHEMA,
    **more: Any,
) -> Record:
    """A complete record of the document at `path`, whose bytes are its name, with these facts and those of its header."""
    header = [fact("/header/issuer", issuer)] * bool(issuer) + [fact("/header/year", year)] * bool(year)
    made = [Fact.model_validate(one) for one in [*header, *facts]]
    sections = {section.name: {"state": "read"} for section in schema.sections} | more.pop("sections", {})
    whole = {
        "giextract": "0.1.0",
        "status": "complete",
        "source": {"path": path, "sha256": hashlib.sha256(path.encode()).hexdigest(), "characters": 9, **more.pop("source", {})},
        "signature": {"schema": f"{schema.name}@{schema.digest}", "backend": "rules@1", "text": "clean@1"},
        "sections": sections,
        "values": values_of(made),
        "facts": made,
        "findings": [],
        "figures": {"printed": 3, "claimed": 2},
        "usage": None,
    }  # fmt: skip
    return Record.model_validate({**whole, **more})


def finding(**more: Any) -> Finding:
    """A finding that blames the report."""
    whole = {"rule": "parts_exceed_total", "paths": ["/disclosure/total"], "spans": [(3, 5)], "stated": "810",
             "expected": "815", "defect": "report", "message": "the parts exceed the total"}  # fmt: skip
    return Finding.model_validate({**whole, **more})
