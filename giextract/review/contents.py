"""What the page knows: of the pile what it needs at once, and of each report what it needs when that report is looked at."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from typing import Any

from giextract.document import Box, Document
from giextract.record import Fact, Record, Span
from giextract.review.alignment import aligned
from giextract.review.doubts import doubts
from giextract.review.order import LEVELS, pile, sample
from giextract.review.reports import BY_PEOPLE, NOBODY, Opened, Report
from giextract.schema import Schema

VERSION = 1
_ITEM = re.compile(r"/[0-9]+$")


def index(
    reports: Sequence[Report], schema: Schema, token: str | None, reviewer: str | None, drawn: int = 0
) -> dict[str, Any]:
    """The pile: the schema in its order, and a line for each report. `digest` tells pages of other records apart.

    `drawn` places of each level of doubt are to be looked at because the lot fell on them (giextract.review.order).
    """
    places = sample(pile([report.records for report in reports], schema), drawn, LEVELS) if drawn else []
    sha256_to_drawn: dict[str, list[str]] = {}
    for slot in places:
        sha256_to_drawn.setdefault(slot.place.sha256, []).append(slot.place.path)
    return {
        "giextract_review": VERSION,
        "digest": digest(reports),
        "serve": {"token": token} if token else None,
        "reviewer": reviewer,
        "sections": [
            {
                "name": section.name,
                "title": section.title,
                "leaves": [
                    {"path": leaf.path, "type": leaf.type.__name__, "title": leaf.title, "help": leaf.description}
                    for leaf in section.leaves
                ],
            }
            for section in schema.sections
        ],
        "reports": [
            _line(report, sha256_to_drawn.get(report.sha256, []))
            | {"keep": keep_name(report, schema.name, reviewer), "ground": digest([report])}
            for report in reports
        ],
    }


def digest(reports: Sequence[Report]) -> str:
    """16 hex digits over all records: the same records give the same, so that decisions find their page again."""
    hashed = hashlib.sha256()
    for report in reports:
        for record in report.records:
            hashed.update(record.to_json().encode())
    return hashed.hexdigest()[:16]


def keep_name(report: Report, schema: str, reviewer: str | None) -> str:
    """Under what a browser keeps the decisions on a report: the same for every page on which they belong.

    That is for other records of the report too (`ground` tells whether they are), but apart for another named reviewer, and
    where the records are what people said or blank, so that nobody sees there what was decided elsewhere.
    """
    backends = [record.signature.backend for record in report.records]
    people = [one for one in backends if _is_people(one)]
    told = json.dumps([report.sha256, schema, reviewer or "", people])
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def _is_people(backend: str) -> bool:
    return backend == NOBODY or backend.endswith(BY_PEOPLE)


def _line(report: Report, drawn: Sequence[str]) -> dict[str, Any]:
    first = report.records[0]
    path_to_reasons: dict[str, list[str]] = {path: list(reasons) for path, reasons in doubts(report.records).items()}
    for place in drawn:
        below = [fact.path for fact in first.facts if fact.path.startswith(f"{place}/")]
        for path in below if _ITEM.search(place) else [place]:
            path_to_reasons.setdefault(path, []).append("sample")
    return {
        "sha256": report.sha256,
        "path": first.source.path,
        "schema": first.signature.schema_,
        "title": report.title,
        "status": first.status,
        "facts": len(first.facts),
        "findings": len(first.findings),
        "unclaimed": len(first.figures.unclaimed),
        "backends": [record.signature.backend for record in report.records],
        "by_people": any(_is_people(record.signature.backend) for record in report.records),
        "doubts": list(path_to_reasons.items()),
    }


def contents(report: Report, opened: Opened) -> dict[str, Any]:
    """One report, without its text and the pictures of its pages, which stand in elements of their own."""
    first, *others = report.records
    document = opened.document
    return {
        "missing": opened.missing,
        "reason": opened.reason,
        "records": [
            _record(first, [fact.path for fact in first.facts]),
            *(_record(other, aligned(first, other)) for other in others),
        ],
        "findings": [
            finding.model_dump(mode="json", exclude_none=True) | {"places": _places(finding.spans, document)}
            for finding in first.findings
        ],
        "figures": {
            "printed": first.figures.printed,
            "claimed": first.figures.claimed,
            "unclaimed": [
                {"printed": one.printed, "span": one.span, "context": one.context, "place": _place(one.span, document)}
                for one in first.figures.unclaimed
            ],
        },
        "unread": {str(number): why for number, why in first.source.unread.items()},
        "warnings": first.source.warnings,
        "lines": [[one.start, one.end, one.page, *_sides(one)] for one in (document.boxes if document else ())],
    }


def _record(record: Record, paths: Sequence[str]) -> dict[str, Any]:
    return {
        "backend": record.signature.backend,
        "model": record.signature.model,
        "status": record.status,
        "sections": {
            name: {"state": section.state, "reason": section.reason} for name, section in record.sections.items()
        },
        "facts": [_fact(fact, path) for fact, path in zip(record.facts, paths, strict=True)],
    }


def _fact(fact: Fact, path: str) -> dict[str, Any]:
    data = fact.model_dump(mode="json", exclude_none=True)
    if path != fact.path:
        data |= {"path": path, "own": fact.path}
    return data


def _places(spans: Sequence[Span | None], document: Document | None) -> list[dict[str, Any] | None]:
    return [_place(span, document) if span else None for span in spans]


def _place(span: Span, document: Document | None) -> dict[str, Any] | None:
    """The page of a span and its boxes there (left, top, right, bottom as fractions), None without pages."""
    boxes = document.boxes_of(*span) if document else []
    if not boxes:
        return None
    page = boxes[0].page
    return {"page": page, "boxes": [_sides(box) for box in boxes if box.page == page]}


def _sides(box: Box) -> list[float]:
    return [round(side, 5) for side in (box.left, box.top, box.right, box.bottom)]
