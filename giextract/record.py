"""A record: what comes out for one document. Its JSON is the contract of DESIGN.md (Result)."""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator

State = Literal["stated", "blank", "illegible", "absent", "unanswered"]
SectionState = Literal["read", "absent", "unanswered"]
Status = Literal["complete", "partial", "failed"]
Check = Literal["proved", "unproved"]
Span = tuple[int, int]
"""Start and end (exclusive), code-point offsets into the document's text."""


def json_number(value: Decimal) -> int | float:
    """`value` as a number that JSON prints exactly; figures of a report have at most fifteen digits, which a float keeps."""
    return int(value) if value == value.to_integral_value() else float(value)


def json_ready(value: object) -> Any:
    """`value` with decimals as JSON numbers and dates as ISO text, through all lists and dictionaries."""
    if isinstance(value, dict):
        return {key: json_ready(item) for key, item in value.items()}
    if isinstance(value, list):
        return [json_ready(item) for item in value]
    if isinstance(value, Decimal):
        return json_number(value)
    return value.isoformat() if isinstance(value, date) else value


def _read(value: object) -> Any:
    """What JSON says of a value, as the types that it was printed from: numbers exactly, ISO dates as dates."""
    if isinstance(value, dict):
        return {key: _read(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_read(item) for item in value]
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{value} is no number of a report")
        return Decimal(repr(value))
    if isinstance(value, str) and _ISO_DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

Values = Annotated[dict[str, Any], AfterValidator(_read), PlainSerializer(json_ready)]
Value = Annotated[Any, PlainValidator(_read), PlainSerializer(json_ready)]
"""A value of a fact: bool, int, Decimal, date, str or None. That of a repair may be an object of such."""


class Part(BaseModel):
    """Base of everything in a record: no unknown keys, no change once made."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Part):
    """The file a record was made from; `pages` is None for formats without pages.

    `unread` maps the number of a page on which nothing could be read to why; `warnings` are what reading kept out or could
    not do, one line each.
    """

    path: str
    sha256: str
    characters: int
    pages: int | None = None
    unread: dict[int, str] = {}
    warnings: list[str] = []


class Signature(Part):
    """Everything that a record depends on beside its document, as `name@version` or digest."""

    schema_: str = Field(alias="schema")
    backend: str
    model: str | None = None
    prompts: str | None = None
    text: str

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class SectionResult(Part):
    """How a section ended: `read` with the document spans that were read for it, `absent`, or `unanswered` with why."""

    state: SectionState
    spans: list[Span] = []
    reason: str | None = None


class Fact(Part):
    """A checked answer. `value` is None unless the state is `stated`; `span` is None where an answer cites no place.

    `boxes` are the places of the span on `page`, one for each printed line it touches there: left, top, right and bottom as
    fractions of the page's width and height, from its upper left corner; absent in formats without pages. `doubtful` is
    True where a character of the span was read with little confidence.
    `proof` says what proves the value: the characters of the span, or (`identity`) equations of the form that leave only
    this reading of them; these are then named in `equations`.
    """

    path: str
    state: State
    value: Value = None
    printed: str | None = None
    span: Span | None = None
    page: int | None = None
    boxes: list[tuple[float, float, float, float]] | None = None
    backend: str
    check: Check
    reason: str | None = None
    approximate: bool | None = None
    doubtful: bool | None = None
    proof: Literal["span", "identity"] | None = None
    equations: list[str] | None = None


class Repair(Part):
    """The one figure that would reconcile everything, and what it would have to be. It is told, never applied.

    Where a row of a table would have to be read otherwise, `path` is the row's and `value` an object of all its cells.
    """

    path: str
    value: Value


class Finding(Part):
    """What the audit noticed.

    `spans` are the places of `paths`, in the same order, and those of words that no path stands for. `defect` is None
    where something is only said and nobody is to blame (another scope, cases carried over). `message` is English.
    `against` is the path of the other report, where two are compared.
    """

    rule: str
    severity: Literal["error", "warning", "note"] = "error"
    paths: list[str]
    spans: list[Span | None] = []
    stated: str | None = None
    expected: str | None = None
    defect: Literal["report", "extraction", "unclear"] | None
    message: str
    message_zh: str | None = None
    repair: Repair | None = None
    against: str | None = None


class UnclaimedFigure(Part):
    """A printed figure that proves no value, with the text around it."""

    printed: str
    span: Span
    context: str


class Figures(Part):
    """The account of all printed numbers with a unit: how many there are, how many prove a value, and which do not.

    `left_out` counts the numbers that state nothing, by what they are: dates, document numbers, phones, ordinals …
    """

    printed: int
    claimed: int
    unclaimed: list[UnclaimedFigure] = []
    left_out: dict[str, int] = {}


ANSWERS: tuple[Literal["first", "re_asked", "never", "refused", "cut_off"], ...] = (
    "first", "re_asked", "never", "refused", "cut_off",
)  # fmt: skip
"""How a request to a model may end: every leaf proved by its first answer, or after it was asked again; some leaf never
proved; refused or filtered; cut off."""


class Usage(Part):
    """What the record cost; `cost` is None where prices are unknown, never 0 for them.

    `tokens_cached` are those of `tokens_in` that the endpoint had kept, where it says so; `currency` is that of `cost`.
    `answers` counts what became of the requests of a backend that asks again: see `ANSWERS`; None for all others.
    """

    requests: int = 0
    retries: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int | None = None
    cost: Value = None
    currency: str | None = None
    answers: dict[Literal["first", "re_asked", "never", "refused", "cut_off"], int] | None = None
    seconds: float = 0.0


class Record(Part):
    """The result for one document.

    `values` has the shape of a label: stated values, and None for blanks; only proved facts are in it. Paths are JSON
    Pointers into it. Money and percentages are `Decimal` in Python and exact numbers in JSON. `usage` is None in the
    records of a run: they hold nothing that differs from one run to the next, and the run's ledger keeps what they cost.
    """

    giextract: str
    status: Status
    source: Source
    signature: Signature
    sections: dict[str, SectionResult]
    values: Values
    facts: list[Fact]
    findings: list[Finding] = []
    figures: Figures
    usage: Usage | None

    def to_json(self, indent: int | None = None) -> str:
        """The record as JSON text, keys in the order of DESIGN.md, what a fact has not left out."""
        return self.model_dump_json(indent=indent, by_alias=True, exclude_unset=True)

    def fact(self, path: str) -> Fact | None:
        """The fact at `path`, or None where the record has none (the field is absent)."""
        return next((fact for fact in self.facts if fact.path == path), None)
