"""Whether the characters that a decision cites state the value that it gives, read as those of any fact are.

A person selects with the mouse, so a figure may stand among other words (`收到申请9件`), as in a quote of a model; a text may
stand among more text.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from giextract.record import Span, json_ready
from giextract.schema import Leaf, Schema
from giextract.scoring.comparing import normalised
from giextract.settling import figures_of, settle
from giextract.stated import value_of
from giextract.text.clean import clean
from giextract.text.lines import cut

_SHOWN = 40


def span_problem(span: Span, printed: str | None, text: str) -> str | None:
    """What is wrong with a place in the document's `text`, or None; `printed` is what is said to stand there."""
    start, end = span
    if end > len(text):
        return f"its span {start}–{end} lies outside the report, which has {len(text):,} characters"
    if printed is not None and text[start:end] != printed:
        return f"its span {start}–{end} holds {_quoted(text[start:end])}, not {_quoted(printed)}"
    return None


def value_problem(value: object, printed: str, path: str, schema: Schema) -> str | None:
    """Why `printed` does not state `value` for the leaf at `path`, or None where it does."""
    leaf = schema.leaf(path)
    if leaf.type is bool:
        return None if printed.strip() else "its printed characters are empty"
    if leaf.type is str:
        found = normalised(printed)
        if normalised(str(value)) in found and (found or str(value).strip() in printed):
            return None
        return f"its printed characters {_quoted(printed)} do not hold {_quoted(str(value))}"
    stated = _stated(printed, leaf, schema)
    if stated is None:
        return f"its printed characters {_quoted(printed)} state no {_MONEY if path.endswith('_wan_yuan') else _NAMES[leaf.type]}"
    if stated != value:
        return f"its printed characters {_quoted(printed)} state {json_ready(stated)}, not {json_ready(value)}"
    return None


def part_problem(value: object, printed: str, path: str, schema: Schema) -> str | None:
    """As `value_problem` for one part of an item, whose characters hold the other parts too: one figure among them is it."""
    leaf = schema.leaf(path)
    if leaf.type in (int, Decimal):
        plain = clean(printed).text
        for figure in figures_of(plain):
            for end in (figure.end, figure.digits_end):
                if value_of(plain[figure.start : end], leaf) == value:
                    return None
    return value_problem(value, printed, path, schema)


def value_stated(printed: str, path: str, schema: Schema) -> object:
    """What the characters state for the leaf at `path`, None where they state nothing."""
    leaf = schema.leaf(path)
    return value_of(printed, leaf) if leaf.type in (bool, str) else _stated(printed, leaf, schema)


_NAMES = {int: "whole number", Decimal: "number", date: "date"}
_MONEY = "amount of money: take its unit (元, 万元) too"


def _stated(printed: str, leaf: Leaf, schema: Schema) -> object:
    """What the characters state by themselves, or else the one figure, date or denial among them."""
    value = value_of(printed.strip(), leaf)
    if value is not None:
        return value
    cleaned = clean(printed)
    lines = cut(cleaned)
    if len(lines) != 1:
        return None
    quote = cleaned.text
    settled = settle(quote, "stated", leaf, schema.section_of(leaf.path), lines[0], cleaned)
    return None if settled.span is None else value_of(cleaned.printed(*settled.span), leaf)


def _quoted(text: str) -> str:
    flat = " ".join(text.split())
    return f"‹{flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + '…'}›"
