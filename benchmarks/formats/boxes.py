"""Do boxes contain their facts? Each is cut out of the page and read again, by other means than those that placed it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image

from benchmarks.formats.damage import Picture
from benchmarks.formats.edits import distance_within
from benchmarks.formats.extraction import Extracted, squeezed
from benchmarks.formats.scans import rendered_pages
from giextract.document import Box

SEED = 20261122
MOST_MISREAD = 0.34
"""Share of a fact's characters that reading a clipping of a damaged page again may get wrong."""
MARGIN = 0.15
"""Share of a box's height that is left around a clipping, without which recognition fails on letters at its edge."""
ReadBox = Callable[[Box], str]


@dataclass(frozen=True, slots=True)
class BoxCheck:
    """One fact whose boxes were read again; `holds` where its characters are in what they say."""

    report: str
    form: str
    path: str
    expected: str
    got: str
    holds: bool


def check_boxes(form: str, report: str, files: Sequence[Path], this: Extracted, most: int) -> list[BoxCheck]:
    """At most `most` facts of one file, drawn with a seed, with what stands in their boxes."""
    document = this.document
    facts = [fact for fact in this.record.facts if fact.span and document.boxes_of(*fact.span)] if this.record else []
    drawn = Random(f"{SEED} {report}").sample(facts, min(most, len(facts)))
    if not drawn:
        return []
    scanned = form.startswith("scan")
    read = _by_recognition(files) if scanned else _by_text_layer(files[0])
    checks = []
    for fact in drawn:
        assert fact.span is not None
        boxes = document.boxes_of(*fact.span)
        expected = [_plain(document.text[box.start : box.end]) for box in boxes]
        got = [_plain(read(box)) for box in boxes]
        allowed = MOST_MISREAD if scanned else 0.0
        holds = all(
            distance_within(wanted, said) <= allowed * len(wanted) for wanted, said in zip(expected, got, strict=True)
        )
        checks.append(BoxCheck(report, form, fact.path, " ".join(expected), " ".join(got), holds))
    return checks


def _plain(text: str) -> str:
    return squeezed(unicodedata.normalize("NFKC", text))


def _by_text_layer(file: Path) -> ReadBox:
    document = pypdfium2.PdfDocument(file)
    layers = [(page.get_size(), page.get_textpage()) for page in document]

    def read(box: Box) -> str:
        (width, height), layer = layers[box.page - 1]
        text: str = layer.get_text_bounded(
            left=box.left * width - 0.5,
            bottom=(1 - box.bottom) * height - 0.5,
            right=box.right * width + 0.5,
            top=(1 - box.top) * height + 0.5,
        )
        return text

    return read


def _by_recognition(files: Sequence[Path]) -> ReadBox:
    pages: list[Picture]
    if files[0].suffix == ".pdf":
        pages = rendered_pages(files[0])
    else:
        pages = [np.array(Image.open(file).convert("RGB")) for file in files]

    def read(box: Box) -> str:
        page = pages[box.page - 1]
        height, width = page.shape[:2]
        margin = (box.bottom - box.top) * MARGIN * height
        top, bottom = max(0, int(box.top * height - margin)), int(box.bottom * height + margin) + 1
        left, right = max(0, int(box.left * width - margin)), int(box.right * width + margin) + 1
        clipping = page[top:bottom, left:right]
        if not clipping.size:
            return ""
        found = recogniser()(np.ascontiguousarray(clipping[..., ::-1]), use_det=False, use_cls=False, use_rec=True)
        return "".join(found.txts or ())

    return read


@cache
def recogniser() -> Any:
    """RapidOCR as it comes, loaded once."""
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical", "Global.text_score": 0.0})
