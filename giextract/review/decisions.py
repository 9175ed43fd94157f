"""Decisions: what a person settled about the records of reports, one by one, in the order in which it was done.

The file that the page downloads and that `giextract labels apply` takes is JSON:

    {"giextract_review": 1, "reviewer": "name", "reports": [
      {"sha256": "…", "path": "report.txt", "schema": "annual_report@…", "decisions": [
        {"id": "5f0c…", "path": "/disclosure/total", "action": "set", "state": "stated", "value": 130,
         "printed": "130条", "span": [1603, 1607], "note": "…", "at": "2026-11-22T11:30:00Z"},
        {"id": "91ab…", "action": "undo", "of": "5f0c…", "at": "2026-11-22T11:31:00Z"}]}]}

`sha256`, `path` and `schema` are those of the record; where several stood side by side, `records` are their
`signature.backend`s in that order, since the first one numbers the items of lists. Paths are JSON Pointers into its values, spans code-point offsets
into the document's text. An `id` tells a decision from all others on its report; whoever makes one gives it. What a decision
says, by its action:

accept   what the record says at `path` and below it is right, also that nothing is there. The path may be a leaf, an item,
         a list (none of its items is missing), a section, or "" for all. What was decided of a place below it, or accepted
         there, still holds. An answer that is not proved is accepted only by itself or with its item: its value is then what
         its characters state
set      the leaf at `path` is in `state`; `stated` needs `value`, with the characters that prove it in `printed` and
         their place in `span` where the text has them. `unanswered` says that it cannot be settled: the label leaves it
         out and scores it neither way
add      the list at `path` has one more item, which is given the next free index; or, where `path` ends with an index that
         is not in use, that one. `value` is the item (`{"name": "…", "count": 2}`, or a text), `printed` and `span` as with
         set; without a value the item is empty until its parts are set (`/disclosure/by_category/9/count`)
remove   the list at `path` has no such item; the other items keep their indices until the label is written. An accept or a
         set of the item or of a part of it takes the removal back: the item is whole again, with what was decided of it
note     a remark on `path`, which changes nothing; any other decision may carry a `note`, its reason, too
undo     takes back the decision whose `id` is `of`; taken back twice, it is taken back, and where none has that id, nothing
         is. It has no path. One without `of` takes back the last decision before it that is not taken back yet

The latest decision on a path wins. Where several records of one report stand side by side, paths are the first one's, with
the items of the others numbered among its own as giextract.review.alignment does; `backend` in an accept names the record
whose value is taken by its `signature.backend`, and is the first one's where it is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_serializer, model_validator
from pydantic_core import to_jsonable_python

from giextract.errors import DecisionError
from giextract.record import Span, State, Value, json_ready
from giextract.text.strict_json import parsed

VERSION: Literal[1] = 1
Action = Literal["accept", "set", "add", "remove", "note", "undo"]
POINTER = r"^(/([^~/]|~[01])+)*$"
NAME = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$"
"""What a reviewer may be called: one line with something on it."""
_ID = r"^[A-Za-z0-9_-]{8,64}$"
_LONGEST = 20_000
"""Characters of the longest text in a decision; more is no copy of what a report prints for a field."""


class Decision(BaseModel):
    """One decision; see the module. Left out, and left out of the JSON again, is what it does not say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str | None = Field(default=None, pattern=_ID)
    path: str = Field(default="", pattern=POINTER, max_length=500)
    action: Action
    of: str | None = Field(default=None, pattern=_ID)
    state: State | None = None
    value: Value = None
    printed: str | None = Field(default=None, max_length=_LONGEST)
    span: Span | None = None
    note: str | None = Field(default=None, max_length=_LONGEST)
    backend: str | None = Field(default=None, max_length=500)
    at: AwareDatetime | None = None

    @model_validator(mode="after")
    def _fits_its_action(self) -> Self:
        if self.action == "set" and self.state is None:
            raise ValueError("set needs a state")
        if self.action == "set" and self.state == "stated" and self.value is None:
            raise ValueError("set to stated needs a value")
        if self.state not in (None, "stated") and self.value is not None:
            raise ValueError(f"what is {self.state} has no value")
        if self.action == "note" and not (self.note or "").strip():
            raise ValueError("note needs a note")
        if self.action in ("set", "add", "remove") and not self.path:
            raise ValueError(f"{self.action} needs a path")
        if self.backend is not None and self.action != "accept":
            raise ValueError(f"{self.action} names no backend")
        if self.of is not None and self.action != "undo":
            raise ValueError(f"{self.action} takes nothing back")
        if self.span is not None and not 0 <= self.span[0] < self.span[1]:
            raise ValueError("a span is a start and a larger end")
        return self

    @model_serializer
    def _said(self) -> dict[str, Any]:
        return {
            name: to_jsonable_python(json_ready(value))
            for name in type(self).model_fields
            if (value := getattr(self, name)) is not None and not (name == "path" and self.action == "undo")
        }


class ReportDecisions(BaseModel):
    """The decisions on one report, oldest first; `schema_` is the signature's (`annual_report@…`)."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    path: str = ""
    schema_: str = Field(default="", alias="schema")
    records: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()


class Decisions(BaseModel):
    """All that one reviewer decided."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    giextract_review: Literal[1] = VERSION
    reviewer: str = Field(min_length=1, max_length=200, pattern=NAME)
    reports: tuple[ReportDecisions, ...] = ()

    def of(self, sha256: str) -> tuple[Decision, ...]:
        """The decisions on the report with this hash, oldest first; none where it was not looked at."""
        return tuple(decision for one in self.reports if one.sha256 == sha256 for decision in one.decisions)

    def misplaced(self, sha256: str, backends: Sequence[str]) -> str | None:
        """Why records of these `backends`, in this order, cannot be those that were decided on: another one came first."""
        for one in self.reports:
            if one.sha256 == sha256 and one.records and one.records[0] != backends[0]:
                order = " and ".join(one.records)
                return f"{one.path}: it was decided on with {order} in this order, and {backends[0]} comes first here; give them in the same order"
        return None

    def to_json(self) -> str:
        """The file's text."""
        return json.dumps(self.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=1) + "\n"


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that hold: without those taken back, and without the takings back; oldest first."""
    return [decision for _, decision in numbered(decisions)]


def numbered(decisions: Iterable[Decision]) -> list[tuple[int, Decision]]:
    """The decisions that hold, each with its number among all that were made, from 1."""
    kept: list[tuple[int, Decision]] = []
    for number, decision in enumerate(decisions, 1):
        if decision.action != "undo":
            kept.append((number, decision))
        elif decision.of is not None:
            kept = [one for one in kept if one[1].id != decision.of]
        elif kept:
            kept.pop()
    return [one for place, one in enumerate(kept) if not _is_brought_back(one[1], kept[place + 1 :])]


def _is_brought_back(removal: Decision, later: Sequence[tuple[int, Decision]]) -> bool:
    """Whether it removed an item of which, or of a part of which, a later decision speaks."""
    return removal.action == "remove" and any(
        one.action in ("accept", "set") and f"{one.path}/".startswith(f"{removal.path}/") for _, one in later
    )


def same_ids(decisions: Iterable[Decision]) -> list[tuple[int, Decision]]:
    """The decisions that have the `id` of an earlier one, each with its number from 1."""
    known: set[str] = set()
    found = []
    for number, decision in enumerate(decisions, 1):
        if decision.id in known:
            found.append((number, decision))
        elif decision.id is not None:
            known.add(decision.id)
    return found


def idle(decisions: Iterable[Decision]) -> list[tuple[int, Decision]]:
    """The undos that name no decision made before them, each with its number from 1; they change nothing."""
    known: set[str | None] = set()
    found = []
    for number, decision in enumerate(decisions, 1):
        if decision.action != "undo":
            known.add(decision.id)
        elif decision.of is not None and decision.of not in known:
            found.append((number, decision))
    return found


def decisions_from(data: object, name: str) -> Decisions:
    """The decisions that parsed JSON stands for; DecisionError says where it does not."""
    if not isinstance(data, dict) or "giextract_review" not in data:
        raise DecisionError(f"{name} holds no decisions of a review; download them from the page of `giextract review`")
    if data["giextract_review"] != VERSION:
        raise DecisionError(
            f"{name} is of version {data['giextract_review']!r} and this giextract reads {VERSION}; use the one that made it"
        )
    try:
        return Decisions.model_validate(data)
    except ValidationError as error:
        raise DecisionError(f"{name}: {first_problem(error)}") from error


def decisions_from_lines(data: bytes, name: str) -> Decisions:
    """The decisions in the whole lines of a journal (giextract.review.journal); DecisionError names a line that is none."""
    reviewer: str | None = None
    sha256_to_report: dict[str, ReportDecisions] = {}
    sha256_to_decisions: dict[str, list[Decision]] = {}
    for number, line in enumerate(data.splitlines(), 1):
        try:
            one = parsed(line)
            if reviewer is None:
                reviewer = decisions_from(one, name).reviewer
                continue
            decision = Decision.model_validate(one.pop("decision"))
            report = ReportDecisions.model_validate(one)
        except ValidationError as error:
            raise DecisionError(f"{name}: line {number}: {first_problem(error)}; mend or remove that line") from error
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            why = f" ({error})" if type(error) is ValueError else ""
            raise DecisionError(f"{name}: line {number} is no line of a journal{why}; mend or remove it") from error
        sha256_to_report.setdefault(report.sha256, report)
        sha256_to_decisions.setdefault(report.sha256, []).append(decision)
    if reviewer is None:
        raise DecisionError(f"{name} holds no whole line; nothing was decided in it")
    reports = [
        report.model_copy(update={"decisions": tuple(sha256_to_decisions[sha256])})
        for sha256, report in sha256_to_report.items()
    ]
    return Decisions(reviewer=reviewer, reports=tuple(reports))


def read_decisions(path: Path) -> Decisions:
    """The decisions in a downloaded file or in a journal; DecisionError where it cannot be read or is none.

    A last line of a journal that has no end is left out: it is being written, or a crash cut it off.
    """
    try:
        data = path.read_bytes()
        head = data.partition(b"\n")[0]
        if head.startswith(b"{") and head.endswith(b"}") and "reports" not in parsed(head):
            return decisions_from_lines(data[: data.rfind(b"\n") + 1], str(path))
        return decisions_from(parsed(data), str(path))
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise DecisionError(f"{path} cannot be read as decisions: {why}") from error


def first_problem(error: ValidationError) -> str:
    """Place and message of the first thing that is wrong, on one line."""
    first = error.errors(include_url=False)[0]
    place = ".".join(map(str, first["loc"]))
    message = first["msg"].removeprefix("Value error, ")
    return f"{place}: {message}" if place else message
