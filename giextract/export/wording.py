"""The words of the table: header, values, marks and footer of a record, without their layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from giextract.record import Fact, Finding, Record, Span
from giextract.schema import Schema

_BESIDE = 14

MOST_LISTED = 8
"""Entries of a list in the footer; the JSON has all."""


class Line(NamedTuple):
    """One line of the footer, its style, and the place in the document that it speaks of."""

    text: str
    style: str = ""
    place: str = ""


def header(record: Record) -> Iterator[str]:
    """Title, then issuer and year, then where the record comes from; what the report does not state is left out."""
    head = record.values.get("header")
    stated = head if isinstance(head, dict) else {}
    source = legible(record.source.path or "text")
    title = legible(str(stated.get("title") or source))
    yield title
    about = [legible(str(stated["issuer"]))] if stated.get("issuer") else []
    about += [f"{stated['year']}年"] if stated.get("year") else []
    about += [f"{record.source.characters:,} characters", record.signature.backend.partition("@")[0], record.status]
    yield " · ".join(about)
    if title != source:
        yield source


def worded(fact: Fact) -> tuple[str, str, str]:
    """The value with what is printed before and behind it, as the table shows them.

    A number that is printed in figures stands among its printed characters: `412条次` is ("", "412", "条次"). Any other
    value is followed by them where they differ: `0  ‹未收到›`.
    """
    value, printed = _shown(fact), legible(fact.printed or "")
    if fact.check == "proved" and isinstance(fact.value, int | Decimal) and not isinstance(fact.value, bool):
        for digits in (value, value.replace(",", "")):
            match = re.fullmatch(rf"(\D*){re.escape(digits)}((?![\d.,]\d)\D*)", printed)
            if match:
                return match[1], digits, match[2]
    same = "".join(printed.split()) in ("", "".join(value.split()))
    return "", value, "" if same else f"  ‹{printed}›"


def _shown(fact: Fact) -> str:
    """The value, or the name of the state where there is none."""
    if fact.state != "stated":
        return fact.state
    if fact.check == "unproved":
        return fact.check
    if isinstance(fact.value, bool):
        return "是" if fact.value else "否"
    if isinstance(fact.value, int | Decimal):
        number = Decimal(fact.value) if isinstance(fact.value, int) else fact.value.normalize()
        return f"{number:f}" if fact.path.endswith("/year") else f"{number:,f}"
    return legible(str(fact.value))


def marks(fact: Fact) -> Iterator[str]:
    """What a reader must know about the value beside it."""
    if fact.approximate:
        yield "approximate"
    if fact.doubtful:
        yield "doubtful"
    if fact.proof == "identity":
        yield "≡"
    if fact.reason:
        yield f"({legible(fact.reason)})"


def item_name(facts: list[Fact]) -> tuple[str, list[Fact]]:
    """What a list item is called, and the facts that say something of it."""
    naming = next((fact for fact in facts if isinstance(fact.value, str)), None)
    if naming is None:
        return "", facts
    return legible(str(naming.value)), [fact for fact in facts if fact is not naming]


def footer(record: Record, schema: Schema) -> Iterator[Line]:
    """How complete the record is, and what deserves a look."""
    figures = record.figures
    yield Line(f"{figures.claimed} of {figures.printed} printed figures prove a value.", "bold")
    absent = [section.title for section in schema.sections if _state(record, section.name) == "absent"]
    if absent:
        yield Line(f"Not in this report: {'、'.join(absent)}")
    for section in schema.sections:
        if _state(record, section.name) == "unanswered":
            reason = record.sections[section.name].reason
            yield Line(f"Unanswered: {section.title}{f' ({legible(reason)})' if reason else ''}.", "red")
    if any(fact.proof == "identity" for fact in record.facts):
        yield Line("≡ glued or damaged figures, read in the only way that fits the form's equations.")
    findings = [
        Line(f"{legible(found.message)} [{found.severity}, {whose(found)}]", place=_place(_first(found.spans)))
        for found in record.findings
    ]
    yield from _listed("Look at first", findings)
    yield from _listed("Unproved, kept out of the values", [_about(fact) for fact in record.facts if _unproved(fact)])
    unanswered = [_about(fact) for fact in record.facts if fact.state == "unanswered"]
    yield from _listed("Fields without an answer", unanswered)
    yield from _listed("Illegible", [_about(fact) for fact in record.facts if fact.state == "illegible"])
    unclaimed = [
        Line(_in_context(legible(figure.printed), legible(figure.context)), place=_place(figure.span))
        for figure in figures.unclaimed
    ]
    yield from _listed("Printed figures that prove nothing", unclaimed)


def _in_context(printed: str, context: str) -> str:
    """The figure between the words on both sides of it: `刊出政务公开栏‹12期›。三、政府信息`."""
    starts = [match.start() for match in re.finditer(re.escape(printed), context)]
    if not starts:
        return f"{printed}  {context}"
    start = min(starts, key=lambda place: abs(2 * place + len(printed) - len(context)))
    end = start + len(printed)
    return f"{context[max(0, start - _BESIDE) : start]}‹{printed}›{context[end : end + _BESIDE]}"


def whose(finding: Finding) -> str:
    """Whose defect a finding is, in words."""
    return "nobody's defect" if finding.defect is None else f"defect of: {finding.defect}"


def _first(spans: list[Span | None]) -> Span | None:
    return next((span for span in spans if span), None)


def _listed(title: str, entries: list[Line]) -> Iterator[Line]:
    if not entries:
        return
    yield Line(f"{title} ({len(entries)}):", "yellow")
    yield from entries[:MOST_LISTED]
    if len(entries) > MOST_LISTED:
        yield Line(f"and {len(entries) - MOST_LISTED} more; --format json has all", place="…")


def _state(record: Record, section: str) -> str | None:
    result = record.sections.get(section)
    return result.state if result else None


def _unproved(fact: Fact) -> bool:
    return fact.check == "unproved" and fact.state != "unanswered"


def _about(fact: Fact) -> Line:
    printed = legible(fact.printed or "")
    return Line(f"{fact.path} ‹{printed}›{f': {legible(fact.reason)}' if fact.reason else ''}", place=_place(fact.span))


def _place(span: Span | None) -> str:
    return f"{span[0]}–{span[1]}" if span else "?"


def legible(text: str) -> str:
    """`text` as one line, with nothing in it that a terminal would obey.

    >>> legible("1 条\\n第二行\\x1b[31m")
    '1 条 第二行\\\\x1b[31m'
    """
    plain = " ".join(text.split())
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in plain)
