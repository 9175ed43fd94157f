"""Label files from drafts: who decided, when, and on what record; what nobody decided on is scored neither way.

Beside the keys of every label, such a file has

    "made": {"by": ["王敏"], "at": "2026-11-22T11:30:00+00:00", "decisions": 17,
             "of": {"path": "report.txt", "sha256": "…", "signature": {…}},
             "reasons": {"/disclosure/total": ["…"]}}

`by` is empty in a label that was only started: it says what a backend said, and a score against it says nothing. Such a one
has `values_sha256`, too, of its values as they were written, which tells whether somebody has changed them by hand since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from giextract.errors import LabelError
from giextract.labelling.draft import Draft
from giextract.labelling.places import item_of, list_of, nested, ordered, raw, under
from giextract.record import Fact, Record
from giextract.scoring.labels import Label, problems


@dataclass(frozen=True)
class Made:
    """A label made of a draft; `path_to_fact` are its places with their proofs, under the label's own paths.

    `undecided` are the places that nobody decided on, `left_open` those of which a reviewer said that they cannot be
    settled; both are the label's `optional`.
    """

    label: Label
    path_to_fact: dict[str, Fact]
    undecided: tuple[str, ...] = ()
    left_open: tuple[str, ...] = ()
    old_to_new: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """The label file's text, in the shape of those under evals/labels."""
        label = self.label
        data: dict[str, Any] = {"report": label.report, "values": label.values}
        for key in ("also_right", "optional", "as_printed", "made"):
            if getattr(label, key):
                data[key] = getattr(label, key)
        return json.dumps(_plain(data), ensure_ascii=False, indent=1) + "\n"


def make(
    draft: Draft, report: str, by: Sequence[str], *, accept_rest: bool = False, at: datetime | None = None
) -> Made:
    """The label that `draft` is, under the id `report`; `accept_rest` takes what nobody decided on for right.

    `by` are those who decided; with nobody the draft's whole record is the label. Raises LabelError where the label would
    not fit the schema.
    """
    item_to_new = _new_items(draft)
    old_to_new = {path: _moved(path, item_to_new) for path in ordered(draft.facts, draft.schema)}
    path_to_fact = {new: draft.facts[old].model_copy(update={"path": new}) for old, new in old_to_new.items()}
    left_open = tuple(sorted(_moved(path, item_to_new) for path in draft.unsettled))
    undecided = () if accept_rest or not by else tuple(draft.open_paths())
    values = json.loads(
        json.dumps(nested({path: raw(fact) for path, fact in path_to_fact.items()})), parse_float=Decimal
    )
    when = at or max((one.at for one in draft.decided.values() if one.at), default=None) or datetime.now(UTC)
    made: dict[str, Any] = {
        "by": list(dict.fromkeys(by)),
        "at": when.isoformat(timespec="seconds"),
        "decisions": len(draft.decided) + len(draft.accepted),
        "of": _origin(draft.records),
    }
    reasons = {_moved(path, item_to_new): notes for path, notes in draft.notes.items()}
    if reasons:
        made["reasons"] = reasons
    if not by:
        made["values_sha256"] = _digest(values)
    label = Label(report, values, optional=(*undecided, *left_open), made=made)
    wrong = [problem for problem in problems(label, draft.schema) if not problem.startswith("note: ")]
    if wrong:
        raise LabelError(f"the label of {report} would not fit: {wrong[0]}")
    return Made(label, path_to_fact, undecided, left_open, item_to_new)


def _origin(records: Sequence[Record]) -> dict[str, Any]:
    """What the label was made of: the report, and the signature of each record that stood side by side."""
    first = records[0]
    signatures = [json.loads(record.signature.model_dump_json(by_alias=True, exclude_none=True)) for record in records]
    return {
        "path": first.source.path,
        "sha256": first.source.sha256,
        "signature": signatures[0] if len(signatures) == 1 else signatures,
    }


def _new_items(draft: Draft) -> dict[str, str]:
    """Path of each item of the draft -> its path once the gaps that removed items left are closed."""
    item_to_new: dict[str, str] = {}
    for head in {list_of(item)[0] for path in draft.facts if (item := item_of(path))}:
        for index, item in enumerate(draft.items(head)):
            item_to_new[item] = f"{head}/{index}"
    return item_to_new


def _moved(path: str, item_to_new: Mapping[str, str]) -> str:
    item = item_of(path)
    return path if item is None else item_to_new.get(item, item) + path[len(item) :]


def is_changed(draft: Label) -> bool:
    """Whether the values of a label that was only started are others than it was written with."""
    now = _digest(draft.values)
    return bool(draft.made.get("values_sha256", now) != now)


def _digest(values: Mapping[str, Any]) -> str:
    told = json.dumps(_plain(values), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def kept_apart(label: Label, old: Label) -> Label:
    """`label` with what a person wrote by hand into the older label of the report: other right answers, and its defects."""
    also_right = {path: others for path, others in old.also_right.items() if _stands(path, label)}
    return Label(
        label.report, label.values, also_right | label.also_right, label.optional, old.as_printed, dict(label.made)
    )


def _stands(path: str, label: Label) -> bool:
    """Whether the path still means the same: one outside lists always, since items may have been renumbered."""
    return item_of(path) is None and not any(under(path, one) for one in label.optional)


def _plain(value: Any) -> Any:
    """JSON numbers that print exactly, tuples as lists."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(inner) for inner in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
