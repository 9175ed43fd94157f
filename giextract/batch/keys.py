"""Keys: what a section's answer, and a whole record, depend on beside the bytes of the document, as digests.

A section's key is made of its part of the schema, of what would answer it (the source of its rules, or the very requests to a
model), of its text and lines, and of the code that checks answers. While it stays the same, so would the answer.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from giextract import __version__
from giextract.backends import Backend, KeyedBackend, ReportBackend
from giextract.document import Document
from giextract.schema import Schema, Section
from giextract.sections import Placed
from giextract.settings import ReadingSettings
from giextract.source import modules_in, source_digest

if TYPE_CHECKING:
    from giextract.pipeline import Work

BACKENDS = frozenset({"giextract.backends.rules.", "giextract.backends.model.", "giextract.backends.replay"})
"""What they do stands in their signatures and keys."""


def made_with(schema: Schema, backend: Backend, fallback: Backend | None, reading: ReadingSettings) -> str:
    """Digest of all that records depend on beside their documents."""
    rich = backend if isinstance(backend, ReportBackend) else None
    parts = {
        "giextract": __version__,
        "schema": f"{schema.name}@{schema.digest}",
        "backend": backend.signature,
        "prompts": rich.prompts(schema) if rich else None,
        "fallback": fallback.signature if fallback else None,
        "ocr": reading.ocr,
        "source": _pipeline_source(),
        "asking": _asking_source() if rich else None,
    }
    return _digest(parts)


def section_keys(work: Work) -> dict[str, str]:
    """Section -> key, for the sections of a document that a backend is asked for."""
    backend = work.backend
    answers = backend.keys(work.asked, work.schema) if isinstance(backend, KeyedBackend) else {}
    document = _document_digest(work.document)
    context: dict[int, str] = {}  # title, preamble and form are the same for all sections
    keys = {}
    for name, routed in work.asked.items():
        parts = (
            _section_digest(work.schema, name),
            answers.get(name, backend.signature),
            document,
            _numbers(routed.own),
            _numbers(routed.cued),
            *(context.setdefault(id(part), _numbers(part)) for part in (routed.frame, routed.form)),
            _grounding_source(),
        )
        keys[name] = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
    return keys


def _document_digest(document: Document) -> str:
    """Of the text, and of what facts take from a document beside it."""
    digest = hashlib.sha256(document.text.encode("utf-8", "surrogatepass"))
    digest.update(repr((document.pages, document.boxes, document.doubtful)).encode())
    return digest.hexdigest()


def _numbers(lines: tuple[Placed, ...]) -> str:
    return " ".join([str(entry.line.number) for entry in lines])


def _section_digest(schema: Schema, name: str) -> str:
    known = _SECTION_TO_DIGEST.get((schema.digest, name))
    if known is None:
        known = _SECTION_TO_DIGEST[schema.digest, name] = _digest_of_section(schema.section(name))
    return known


_SECTION_TO_DIGEST: dict[tuple[str, str], str] = {}


def _digest_of_section(section: Section) -> str:
    leaves = [[one.path, one.type.__name__, one.title, one.description, one.comparator] for one in section.leaves]
    return _digest({"name": section.name, "leaves": leaves, "words": [section.headings, section.cues]})


@cache
def _pipeline_source() -> str:
    reading = modules_in("giextract.reading")
    return source_digest(["giextract.pipeline", "giextract.batch.unit", *reading], without=BACKENDS)


@cache
def _grounding_source() -> str:
    return source_digest(["giextract.grounding"], without=BACKENDS)


@cache
def _asking_source() -> str:
    return source_digest(["giextract.backends.model.backend"], without=frozenset({"giextract.backends.rules."}))


def _digest(parts: dict[str, Any]) -> str:
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
