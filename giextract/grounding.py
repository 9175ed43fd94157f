"""Answers to facts: code, not the backend, checks that the cited characters state the value.

Each answer is read again from its characters, by the type of its leaf and by nothing that the backend thought. What does not
parse, or parses to another value than the backend claims, is an unproved fact and stays out of the values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from giextract.backends import Answer, AnswerValue
from giextract.document import Document
from giextract.errors import GroundingError
from giextract.record import Fact, Span
from giextract.schema import Leaf, Schema, Section
from giextract.settling import Settled, settle
from giextract.stated import value_of
from giextract.text.clean import CleanText
from giextract.text.lines import Line
from giextract.text.numerals import PATTERN as NUMERAL_PATTERN
from giextract.text.numerals import approximate

_INDEX = re.compile(r"/(\d+)(?=/|$)")


@dataclass(frozen=True, slots=True)
class _Checked:
    answer: Answer
    leaf: Leaf
    span: tuple[int, int] | None
    value: AnswerValue
    reason: str | None


def ground(
    answers: Iterable[Answer],
    schema: Schema,
    document: Document,
    clean: CleanText,
    lines: tuple[Line, ...],
    backend: str,
) -> list[Fact]:
    """One fact per answer, in the order of the schema, list items numbered anew without gaps among the proved ones.

    Spans are document offsets. Raises GroundingError for an answer outside the schema or the text.
    """
    checked: dict[str, _Checked] = {}
    for answer in answers:
        try:
            leaf = schema.leaf(answer.path)
        except KeyError as error:
            raise GroundingError(
                f"{backend} answered {answer.path!r}, which the schema {schema.name} does not have"
            ) from error
        if answer.path not in checked:
            checked[answer.path] = _check(answer, leaf, schema.section_of(answer.path), clean, lines, backend)
    numbered = _renumbered(list(checked.values()))
    numbered.sort(key=lambda one: _order(one.answer.path, one.leaf, schema))
    return [_fact(one, document, clean, backend) for one in numbered]


def _order(path: str, leaf: Leaf, schema: Schema) -> tuple[int, ...]:
    """All leaves of a list stand together, item by item, where its first leaf stands."""
    rank = schema.rank(leaf.path)
    if "/*" not in leaf.path:
        return (rank, rank)
    indices = (int(index) for index in _INDEX.findall(path))
    return (schema.rank(leaf.path.split("/*", 1)[0]), *indices, rank)


def _check(
    answer: Answer, leaf: Leaf, section: Section, clean: CleanText, lines: tuple[Line, ...], backend: str
) -> _Checked:
    if answer.state == "unanswered":
        return _Checked(answer, leaf, None, None, answer.reason or "the backend gave no answer that could be proved")
    settled = Settled(answer.span) if answer.span else _find(answer, leaf, section, clean, lines)
    if settled.span is None:
        return _Checked(answer, leaf, None, None, settled.reason)
    span = start, end = settled.span
    if not 0 <= start < end <= len(clean.text):
        raise GroundingError(f"{backend} cited characters {start} to {end}, outside the text, for {answer.path}")
    printed = clean.printed(start, end)
    if answer.state == "illegible":
        return _Checked(answer, leaf, span, None, None)
    if answer.state == "blank":
        empty = not re.search(r"\d", clean.text[start:end])
        return _Checked(answer, leaf, span, None, None if empty else "the cited place is not empty")
    value = value_of(printed + clean.printed(*answer.unit) if answer.unit else printed, leaf)
    if value is None:
        return _Checked(answer, leaf, span, None, f"the cited characters do not state a {leaf.type.__name__}")
    if answer.value is not None and not _same(answer.value, value):
        return _Checked(answer, leaf, span, None, f"the cited characters state {value}, not {answer.value}")
    return _Checked(answer, leaf, span, value, None)


def _find(answer: Answer, leaf: Leaf, section: Section, clean: CleanText, lines: tuple[Line, ...]) -> Settled:
    if not 1 <= answer.line <= len(lines):
        return Settled(None, f"the text has no line {answer.line}")
    return settle(answer.quote, answer.state, leaf, section, lines[answer.line - 1], clean)


def _same(claimed: AnswerValue, value: AnswerValue) -> bool:
    if isinstance(claimed, bool) or isinstance(value, bool):
        return claimed is value
    return claimed == value  # Python compares integers and decimals exactly


def _renumbered(checked: list[_Checked]) -> list[_Checked]:
    """List items without any proved leaf behind the others, so that indices of values have no gaps."""
    items: dict[str, dict[str, bool]] = {}
    for one in checked:
        match = _INDEX.search(one.answer.path) if "/*" in one.leaf.path else None
        if match:
            proved = items.setdefault(one.answer.path[: match.start()], {})
            proved[match[1]] = proved.get(match[1], False) or one.reason is None
    if all(all(proved.values()) for proved in items.values()):
        return checked
    new: dict[str, dict[str, str]] = {}
    for path, proved in items.items():
        order = sorted(proved, key=lambda index: (not proved[index], int(index)))
        new[path] = {index: str(position) for position, index in enumerate(order)}
    moved = []
    for one in checked:
        match = _INDEX.search(one.answer.path)
        if match:
            head = one.answer.path[: match.start()]
            path = f"{head}/{new[head][match[1]]}{one.answer.path[match.end() :]}"
            one = replace(one, answer=replace(one.answer, path=path))
        moved.append(one)
    return moved


def _fact(one: _Checked, document: Document, clean: CleanText, backend: str) -> Fact:
    answer = one.answer
    span: Span | None = clean.span(*one.span) if one.span else None
    parts: dict[str, Any] = {
        "path": answer.path,
        "state": answer.state,
        "value": one.value,
        "printed": document.text[span[0] : span[1]] if span else answer.quote,
        "span": span,
        "page": document.page_of(span[0]) if span else None,
        "backend": backend,
        "check": "unproved" if one.reason else "proved",
    }
    boxes = _boxes(document, span) if span and document.boxes else []
    if boxes:
        parts["boxes"] = boxes
    if span and document.doubtful and document.is_doubtful(*span):
        parts["doubtful"] = True
    if one.reason:
        parts["reason"] = one.reason
    elif answer.state == "stated":
        if one.span and one.leaf.type in (int, Decimal) and _rounded(clean.text, *one.span):
            parts["approximate"] = True
        parts["proof"] = "identity" if answer.equations else "span"
        if answer.equations:
            parts["equations"] = list(answer.equations)
    return Fact(**parts)


def _boxes(document: Document, span: Span) -> list[tuple[float, float, float, float]]:
    """The places of the span on its first page, joined where one printed line holds several."""
    places: list[tuple[float, float, float, float]] = []
    page = document.page_of(span[0])
    for box in document.boxes_of(*span):
        if box.page != page:
            break
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        last = places[-1] if places else None
        if last and min(last[3], bottom) - max(last[1], top) > 0.5 * min(last[3] - last[1], bottom - top):
            places[-1] = (min(last[0], left), min(last[1], top), max(last[2], right), max(last[3], bottom))
        else:
            places.append((left, top, right, bottom))
    return [(round(left, 4), round(top, 4), round(right, 4), round(bottom, 4)) for left, top, right, bottom in places]


def _rounded(text: str, start: int, end: int) -> bool:
    match = NUMERAL_PATTERN.search(text, start, end)
    return match is not None and approximate(text, match.start(), match.end())


def values_of(facts: Iterable[Fact]) -> dict[str, Any]:
    """The values of proved facts, in the shape of a label: stated values, and None for blanks."""
    root: dict[str, Any] = {}
    for fact in facts:
        if fact.check != "proved" or fact.state not in ("stated", "blank"):
            continue
        *above, last = fact.path.split("/")[1:]
        place: Any = root
        for token, following in zip(above, [*above, last][1:], strict=True):
            place = _descend(place, token, [] if following.isdigit() else {})
        if isinstance(place, list):
            while len(place) <= int(last):
                place.append(None)
            place[int(last)] = fact.value
        else:
            place[last] = fact.value
    return root


def _descend(place: Any, token: str, empty: list[Any] | dict[str, Any]) -> Any:
    if isinstance(place, list):
        while len(place) <= int(token):
            place.append(None)
        if place[int(token)] is None:
            place[int(token)] = empty
        return place[int(token)]
    return place.setdefault(token, empty)
