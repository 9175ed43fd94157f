"""Two reviewers of the same reports: how far they agree, where they differ, and what a third one settles of it.

The two are read from what they decided (a decisions file or journal, with the records) or from label files. To settle, each
label becomes a record, so that the page of the review shows the two side by side, differences first; where the two agree
nobody is asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from giextract.errors import LabelError
from giextract.grounding import values_of
from giextract.labelling.applying import Applied
from giextract.labelling.counterpart import counterpart
from giextract.labelling.draft import Draft
from giextract.labelling.making import Made, make
from giextract.labelling.places import item_of, list_of, raw, under
from giextract.record import Record
from giextract.review.decisions import Decision, Decisions
from giextract.review.order import slots_of
from giextract.review.reports import BY_PEOPLE, NOBODY
from giextract.schema import Schema
from giextract.scoring.agreement import Agreement, Pair, agree_on, compared
from giextract.scoring.labels import Label, load_label


@dataclass(frozen=True)
class Reviewer:
    """One reviewer: the labels by report id; with what they were made of where decisions were given, not label files."""

    name: str
    report_to_label: Mapping[str, Label]
    report_to_made: Mapping[str, Made] = field(default_factory=dict)
    report_to_draft: Mapping[str, Draft] = field(default_factory=dict)


def from_labels(path: Path, schema: Schema) -> Reviewer:
    """The reviewer whose labels are in the folder (or the one file) at `path`; labels that were only started are left out."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    labels = [label for file in files if not (label := load_label(file, schema)).is_draft]
    if not labels:
        raise LabelError(f"{path} holds no labels that somebody decided on")
    names = dict.fromkeys(name for label in labels for name in label.made.get("by") or ())
    return Reviewer(", ".join(names) or path.stem, {label.report: label for label in labels})


def from_decisions(name: str, applied: Sequence[Applied], ids: Mapping[str, str], *, accept_rest: bool) -> Reviewer:
    """The reviewer who decided; `ids` maps the hash of a report to its id, `accept_rest` as with `make`."""
    report_to_made = {
        ids[one.sha256]: make(one.draft, ids[one.sha256], [name], accept_rest=accept_rest) for one in applied
    }
    return Reviewer(
        name,
        {report: made.label for report, made in report_to_made.items()},
        report_to_made,
        {ids[one.sha256]: one.draft for one in applied},
    )


def both(first: Reviewer, second: Reviewer) -> list[str]:
    """The ids of the reports that both have; LabelError where there are none."""
    shared = [report for report in first.report_to_label if report in second.report_to_label]
    if not shared:
        raise LabelError(f"{first.name} and {second.name} have no report in common; there is nothing to compare")
    return shared


def agreement(first: Reviewer, second: Reviewer, schema: Schema) -> Agreement:
    """How far the two agree, over what both decided on."""
    pairs = []
    for report in both(first, second):
        left_out = tuple(
            path
            for one in (first, second)
            if report in one.report_to_made
            for path in one.report_to_made[report].undecided
        )
        pairs.append(Pair(first.report_to_label[report], second.report_to_label[report], left_out))
    return agree_on(pairs, schema, {})


def changed(first: Reviewer, second: Reviewer) -> tuple[int, int] | None:
    """Of the places that either changed in the record both began with, how many there are, and on how many they agree.

    Two who begin with the same record agree on whatever neither doubted; this is where agreeing was not for free. Blank
    records do not count. None where all are, or where one of the two is known by labels alone.
    """
    began = count = same = 0
    for report in both(first, second):
        if report not in first.report_to_draft or report not in second.report_to_draft:
            return None
        one, other = first.report_to_draft[report], second.report_to_draft[report]
        if one.records[0].signature.backend == NOBODY:
            continue
        began += 1
        before = {path: raw(fact) for path, fact in one.before("").items()}
        mine, theirs = ({path: raw(fact) for path, fact in draft.facts.items()} for draft in (one, other))
        nothing = object()
        for path in {*before, *mine, *theirs}:
            if not (before.get(path, nothing) == mine.get(path, nothing) == theirs.get(path, nothing)):
                count += 1
                same += mine.get(path, nothing) == theirs.get(path, nothing)
    return (count, same) if began else None


def side_by_side(first: Reviewer, second: Reviewer, report: str, schema: Schema) -> list[Record]:
    """The two labels of a report as records, the first reviewer's first; both must have been made of decisions.

    The second's say the same where `agreement` finds no difference, and number the items that it pairs alike.
    """
    names = [first.name, second.name]
    if names[0] == names[1]:
        names = [f"{name} ({number})" for number, name in enumerate(names, 1)]
    for reviewer in (first, second):
        if report not in reviewer.report_to_made:
            raise LabelError(
                f"to settle differences give what {reviewer.name} decided, not labels: they hold no proofs"
            )
    mine, theirs = (one.report_to_made[report] for one in (first, second))
    score = compared(Label(report, mine.label.values), theirs.label, schema)
    facts_of_both = [mine.path_to_fact, counterpart(mine.path_to_fact, theirs.path_to_fact, score)]
    records = []
    for name, reviewer, path_to_fact in zip(names, (first, second), facts_of_both, strict=True):
        base = reviewer.report_to_draft[report].records[0]
        facts = list(path_to_fact.values())
        signed = base.signature.model_copy(update={"backend": f"{name}{BY_PEOPLE}", "model": None, "prompts": None})
        records.append(
            base.model_copy(update={"signature": signed, "facts": facts, "values": values_of(facts), "findings": []})
        )
    return records


@dataclass(frozen=True)
class Settled:
    """The label of a report after a third person settled what the two differ on; `left` are differences still open.

    `refused` says of each decision that cannot be applied which it is and why; the label is then no whole one.
    """

    made: Made
    left: tuple[str, ...]
    refused: tuple[str, ...] = ()


def settle(
    first: Reviewer,
    second: Reviewer,
    report: str,
    settled: Decisions,
    schema: Schema,
    text_of: Callable[[Record], str | None],
) -> Settled:
    """The settled label of one report: where the two agree theirs, elsewhere what was `settled`, with the reasons given."""
    records = side_by_side(first, second, report, schema)
    decisions, by = settled.of(records[0].source.sha256), settled.reviewer
    misplaced = settled.misplaced(records[0].source.sha256, [record.signature.backend for record in records])
    text = text_of(records[0]) if any(one.span for one in decisions) else None
    draft = Draft(records, schema, text, by)
    undecided = [path for one in (first, second) for path in one.report_to_made[report].label.optional]
    differing = []
    for slot in slots_of(records, schema):
        path = slot.place.path
        if "difference" in slot.reasons:
            differing.append(path)
        elif not any(under(path, one) or under(one, path) for one in undecided):
            draft.accepted[path] = Decision(path=path, action="accept")
    for path in [path for path in draft.accepted if path in draft.lists]:
        if any(item_of(one) == one and list_of(one)[0] == path for one in differing):
            del draft.accepted[path]  # an item that only one of them has is still to be settled
    refused = draft.decide(decisions) if misplaced is None else [misplaced]
    left = tuple(path for path in differing if not _is_settled(draft, path))
    names = [*first.name.split(", "), *second.name.split(", "), *([by] if decisions else [])]
    made = make(draft, report, names)
    lists = {list_of(item)[0] for path in left if (item := item_of(path))}
    optional = dict.fromkeys((*made.label.optional, *lists, *(path for path in left if item_of(path) is None)))
    return Settled(replace(made, label=replace(made.label, optional=tuple(optional))), left, tuple(refused))


def _is_settled(draft: Draft, path: str) -> bool:
    removed = path in draft.decided and draft.decided[path].action == "remove"
    parts = draft.places(path)
    return removed or draft.is_decided(path) or (bool(parts) and all(draft.is_decided(one) for one in parts))
