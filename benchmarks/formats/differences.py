"""Where a file came out otherwise than plain text: slots, and figures that nobody printed."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

from benchmarks.formats.extraction import Extracted, squeezed
from giextract.document import Document
from giextract.record import json_ready
from giextract.scoring.outcomes import Slot

_BEFORE = 4
_SIGNED = re.compile(r"-?\d+(?:\.\d+)?")
_FIGURE = re.compile(r"\d+(?:[.,]\d+| \d{3}(?!\d))*")
"""Digits with points and commas; a space may part thousands, and a reader may leave it out."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A slot that came out otherwise than from plain text: what the label says, what plain text gave, what this file gave.

    `lost_in` is reading where the characters that prove the value in plain text, with a few before them, were not read as
    they stand, or those that prove what came instead are not printed so; else extraction, which made something else of them.
    """

    path: str
    expected: Any
    plain: Any
    got: Any
    better: bool
    lost_in: Literal["reading", "extraction"]


@dataclass(frozen=True, slots=True)
class WrongFigure:
    """A wrong value whose characters, with a few before them, the report does not print, and that nothing marked doubtful.

    `path` is the record's.
    """

    path: str
    expected: Any
    got: Any


def _right(slot: Slot | None) -> bool:
    return slot is None or slot.outcome in ("correct", "correct_empty")


def differences(this: Extracted, plain: Extracted) -> list[Difference]:
    """The slots of which not both are right, and that are not wrong in the same way."""
    found = []
    read, printed = squeezed(this.document.text), squeezed(plain.document.text)
    for path in dict.fromkeys([*plain.slots, *this.slots]):
        mine, other = this.slots.get(path), plain.slots.get(path)
        if _right(mine) and _right(other):
            continue
        given, before = (_shown(slot) for slot in (mine, other))
        if _right(mine) != _right(other) or given != before:
            label = mine or other
            expected = json_ready(label.label_raw) if label else None
            proofs = _proofs(plain, other.found_at) if other and other.found_at else []
            instead = _proofs(this, mine.found_at) if mine and mine.found_at else []
            as_printed = all(proof in read for proof in proofs) and all(proof in printed for proof in instead)
            lost_in: Literal["reading", "extraction"] = "extraction" if as_printed else "reading"
            found.append(Difference(path, expected, before, given, _right(mine), lost_in))
    return found


def _proofs(one: Extracted, path: str) -> list[str]:
    """The characters that prove what was given at `path` or below, each with what stands before them."""
    text = one.document.text
    facts = one.record.facts if one.record else []
    spans = [fact.span for fact in facts if fact.span and f"{fact.path}/".startswith(f"{path}/")]
    return [squeezed(text[:start])[-_BEFORE:] + squeezed(text[start:end]) for start, end in spans]


def _shown(slot: Slot | None) -> Any:
    if slot is None or slot.found.state != "stated":
        return None if slot is None else slot.found.state
    return json_ready(slot.found_raw)


def wrong_figures(this: Extracted, plain: Extracted) -> list[WrongFigure]:
    """Values whose digits are neither the label's nor those that plain text gave, nor printed there, and not doubtful."""
    printed = squeezed(plain.document.text)
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
        if all(proof in printed for proof in _proofs(this, slot.found_at)):
            continue
        wrong.append(WrongFigure(slot.found_at, json_ready(slot.label_raw), json_ready(slot.found_raw)))
    return wrong


def _digits(value: Any) -> str:
    return " ".join(_SIGNED.findall(json.dumps(json_ready(value), ensure_ascii=False)))


def strange_figures(this: Document, plain: Document) -> list[str]:
    """Figures of the text that was read, with what is around them, beyond those that plain text has; no doubtful ones."""
    left = Counter(match[0].replace(" ", "") for match in _FIGURE.finditer(plain.text))
    strange = []
    for match in _FIGURE.finditer(this.text):
        figure = match[0].replace(" ", "")
        if left[figure]:
            left[figure] -= 1
        elif not this.is_doubtful(*match.span()):
            around = this.text[max(0, match.start() - 12) : match.end() + 8]
            strange.append(f"{figure} in {' '.join(around.split())}")
    return strange
