"""A label in the making: what a record says of its report, changed by one decision after the other.

What nobody decided on is known to be so: it is not right because a backend said it. See `open_paths`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from giextract.labelling.places import Source, item_of, list_of, lists, source_of, under
from giextract.labelling.possible import impossible
from giextract.labelling.proofs import part_problem, span_problem, value_problem, value_stated
from giextract.record import Fact, Record
from giextract.review.alignment import aligned
from giextract.review.decisions import Decision, numbered, same_ids
from giextract.schema import Schema

REVIEWER = "reviewer"


@dataclass
class Draft:
    """The draft for one report.

    `records` are those of one report, of which the first is where it starts. `text` is the report's, None where the file is
    gone: spans are then counted in `unchecked` instead of being looked up. `facts` maps each path that is printed to what
    holds there; indices of items are those of the first record, with gaps where items were removed. `unsettled` are leaves
    of which the reviewer said that they cannot be settled.
    """

    records: Sequence[Record]
    schema: Schema
    text: str | None = None
    reviewer: str = REVIEWER
    facts: dict[str, Fact] = field(init=False)
    lists: dict[str, tuple[str, ...]] = field(init=False, repr=False)
    decided: dict[str, Decision] = field(default_factory=dict)
    accepted: dict[str, Decision] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    unsettled: set[str] = field(default_factory=set)
    unchecked: int = 0
    _sources: list[Source] = field(init=False, repr=False)
    _items: set[str] = field(init=False, default_factory=set, repr=False)
    _used: dict[str, int] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        first = self.records[0]
        self.lists = lists(self.schema)
        self._sources = []
        for record in self.records:
            paths = aligned(first, record) if record is not first else [fact.path for fact in first.facts]
            for path in paths:  # those of unproved items are taken too
                self._use(item_of(path))
            self._items.update(item for path in paths if (item := item_of(path)))
            self._sources.append(source_of(record, paths))
        self.facts = dict(self._sources[0].facts)

    def decide(self, decisions: Sequence[Decision], *, finished: bool = True) -> list[str]:
        """Apply the decisions that stand, and say of each that cannot be applied which it is and why, on one line.

        Where there is such a line the draft is no whole one, and no label is made of it. Where the decisions are
        `finished`, each item that was added must have got a part.
        """
        name = self.records[0].source.path or "the report"

        def refused(number: int, decision: Decision, why: object) -> str:
            return f"{name}: decision {number} ({decision.action} {decision.path or decision.of or 'all'}): {why}"

        problems = [
            refused(number, one, f"an earlier decision has its id {one.id}") for number, one in same_ids(decisions)
        ]
        made = numbered(decisions)
        path_to_last = {one.path: number for number, one in made if one.action in ("set", "accept")}
        for number, decision in made:
            if decision.action == "set" and path_to_last[decision.path] > number:
                if decision.note:
                    self.notes.setdefault(decision.path, []).append(decision.note)
                continue  # the latest decision on a path wins, and what it overrules need not be possible
            try:
                place = getattr(self, f"_{decision.action}")(decision) or decision.path
            except _CannotBeError as error:
                problems.append(refused(number, decision, error))
                continue
            if decision.note:
                self.notes.setdefault(place, []).append(decision.note)
        if finished and not problems:  # parts that were refused are told by themselves
            for item, decision in self.decided.items():
                if decision.action == "add" and not any(under(path, item) for path in self.facts):
                    problems.append(f"{name}: the item added at {item} is empty; set its parts or take it back")
        return problems

    def is_decided(self, path: str) -> bool:
        """Whether a decision speaks of `path` or of all that is below something above it.

        An answer that its record could not prove is settled only by a decision on itself or on its item.
        """
        if self._is_unvouched(path):
            return False
        return any(under(path, one) for one in self.accepted) or any(
            under(path, one) for one, decision in self.decided.items() if decision.action != "remove"
        )

    def open_paths(self) -> list[str]:
        """Where nobody decided: leaves, whole lists, and, where all of one is open, whole sections."""
        opened: list[str] = []
        for section in self.schema.sections:
            places = dict.fromkeys(leaf.path.partition("/*")[0] for leaf in section.leaves)
            mine = [path for path in places if not (self.is_settled(path))]
            whole = f"/{section.name}"
            if len(mine) == len(places) and all(under(path, whole) for path in mine):
                opened.append(whole)
            else:
                opened += mine
        return opened

    def is_settled(self, path: str) -> bool:
        """Whether a field has been decided on, or a list: accepted as a whole, given an item, or decided item by item."""
        if path in self.lists and (self._is_unvouched(path) or self._has_half(path)):
            return False
        if self.is_decided(path) or path not in self.lists:
            return self.is_decided(path)
        if any(one.action == "add" and under(item, path) for item, one in self.decided.items()):
            return True
        items = self.items(path)
        return bool(items) and all(
            self.is_decided(item)
            or all(self.is_decided(f"{item}{part}") for part in self.lists[path] if f"{item}{part}" in self.facts)
            for item in items
        )

    def before(self, path: str) -> dict[str, Fact]:
        """What the first record says at `path` and below it."""
        return {one: fact for one, fact in self._sources[0].facts.items() if under(one, path)}

    def places(self, path: str) -> set[str]:
        """The paths at `path` and below it at which the draft or any of the records says something."""
        return {
            one
            for facts in (self.facts, *(source.facts for source in self._sources))
            for one in facts
            if under(one, path)
        }

    def items(self, path: str) -> list[str]:
        """The items of the list at `path`, in order."""
        found = {item for one in self.facts if under(one, path) and (item := item_of(one))}
        return sorted(found, key=lambda item: list_of(item)[1])

    def _accept(self, decision: Decision) -> None:
        path = decision.path
        self._known(path)
        source = self._of(decision.backend)
        deeper = [one for one in {*self.decided, *self.accepted} if one != path and under(one, path)]
        item = item_of(path)
        vouched: dict[str, Fact] = {}
        if item is not None or any(leaf.path == path for leaf in self.schema.leaves):
            vouched = {one: self._vouched(fact) for one, fact in source.unproved.items() if under(one, path)}
        theirs = source.facts | vouched
        kept = {one for one in {*self.facts, *theirs} if any(under(one, place) for place in deeper)}
        for one in [one for one in self.facts if under(one, path) and one not in kept]:
            del self.facts[one]
        self.facts |= {one: fact for one, fact in theirs.items() if under(one, path) and one not in kept}
        self.decided.pop(path, None)
        self.unsettled.discard(path)
        self.accepted[path] = decision

    def _vouched(self, fact: Fact) -> Fact:
        """An answer that was not proved, with the value that its characters state, since a person says that it is right."""
        value = fact.value
        if value is None and fact.printed is not None:
            value = value_stated(fact.printed, fact.path, self.schema)
        if value is None:
            raise _CannotBeError("its answer is not proved and its characters state no value; set the value, or absent")
        return fact.model_copy(update={"value": value, "check": "proved", "backend": self.reviewer})

    def _is_unvouched(self, path: str) -> bool:
        """Whether anything at `path` or below it was answered without proof, and nobody has decided on that."""
        return any(
            under(one, path) and one not in self.facts and not any(under(one, place) for place in self.decided)
            for one in self._sources[0].unproved
        )

    def _has_half(self, path: str) -> bool:
        """Whether an item of the list has been taken in part from a record that is not the first, and the rest is open."""
        known = {*self.decided, *self.accepted}
        halves = [item for item in self.items(path) if not self.before(item) and item not in known]
        return any(one not in self.facts and one not in known for item in halves for one in self.places(item))

    def _set(self, decision: Decision) -> None:
        path = decision.path
        self._leaf(path)
        self._use(item_of(path))
        self.unsettled.discard(path)
        self.accepted.pop(path, None)
        self.decided[path] = decision
        if decision.state == "stated":
            value = self._typed(path, decision.value, decision.printed)
            self._put(path, "stated", value, decision, self._proof(decision, [(path, value)], value_problem))
        elif decision.state in ("blank", "illegible"):
            self._put(path, decision.state, None, decision, self._proof(decision, [], value_problem))
        else:
            self.facts.pop(path, None)
            if decision.state == "unanswered":
                self.unsettled.add(path)

    def _add(self, decision: Decision) -> str:
        item = item_of(decision.path)
        head = decision.path if item is None else list_of(item)[0]
        if head not in self.lists or item not in (None, decision.path):
            raise _CannotBeError("it is no list of the schema")
        if item is None:
            item = self._next(head)
        elif list_of(item)[1] < self._used.get(head, 0) and any(
            under(one, item) for one in (*self.facts, *self.decided)
        ):
            raise _CannotBeError("there is an item already; set its parts, or add to the list")
        self._use(item)
        given = decision.value if isinstance(decision.value, dict) else {"": decision.value}
        places: list[tuple[str, Any]] = []
        for key, value in given.items() if decision.value is not None else ():
            path = f"{item}/{key}" if key else item
            self._leaf(path)
            if value is not None:
                places.append((path, self._typed(path, value, decision.printed)))
            else:
                self._put(path, "blank", None, decision, None)
        printed = self._proof(decision, places, part_problem if len(given) > 1 else value_problem)
        for path, value in places:
            self._put(path, "stated", value, decision, printed)
        self.decided[item] = decision
        return item

    def _remove(self, decision: Decision) -> None:
        path = decision.path
        if item_of(path) != path or list_of(path)[0] not in self.lists:
            raise _CannotBeError("it is no item of a list; of another place say that it is absent")
        if not any(under(one, path) for one in (*self.facts, *self.decided)) and path not in self._items:
            raise _CannotBeError("the list has no such item")
        for one in [one for one in self.facts if under(one, path)]:
            del self.facts[one]
        for kept in (self.decided, self.accepted):
            for one in [one for one in kept if under(one, path)]:
                del kept[one]
        self.decided[path] = decision

    def _note(self, decision: Decision) -> None:
        self._known(decision.path)

    def _proof(self, decision: Decision, places: list[tuple[str, Any]], problem_of: Any) -> str | None:
        """The characters that a decision cites, looked at; None where it cites none."""
        printed = decision.printed
        if decision.span is not None:
            if self.text is None:
                self.unchecked += 1
            elif problem := span_problem(decision.span, printed, self.text):
                raise _CannotBeError(problem)
            elif printed is None:
                printed = self.text[slice(*decision.span)]
        if printed is not None:
            for path, value in places:
                if problem := problem_of(value, printed, path, self.schema):
                    raise _CannotBeError(problem)
        return printed

    def _put(self, path: str, state: Any, value: Any, decision: Decision, printed: str | None) -> None:
        parts: dict[str, Any] = {
            "path": path,
            "state": state,
            "value": value,
            "printed": printed,
            "span": decision.span,
        }
        if decision.note:
            parts["reason"] = decision.note
        self.facts[path] = Fact(**parts, backend=self.reviewer, check="proved")

    def _typed(self, path: str, value: Any, printed: str | None) -> Any:
        problem = impossible(value, path, self.schema, printed)
        if problem:
            raise _CannotBeError(problem)
        return value

    def _leaf(self, path: str) -> None:
        try:
            self.schema.leaf(path)
        except KeyError:
            raise _CannotBeError(f"it is no field of the schema {self.schema.name}") from None
        if "*" in path.split("/"):
            raise _CannotBeError("it names all items of a list and none of them")

    def _known(self, path: str) -> None:
        general = "/".join("*" if token.isdigit() else token for token in path.split("/"))
        if path and not any(under(leaf.path, general) for leaf in self.schema.leaves):
            raise _CannotBeError(f"it is no field of the schema {self.schema.name}")

    def _of(self, backend: str | None) -> Source:
        for source in self._sources:
            if backend in (None, source.backend):
                return source
        known = ", ".join(source.backend for source in self._sources)
        raise _CannotBeError(f"there is no record of {backend}; there are those of {known}")

    def _next(self, head: str) -> str:
        item = f"{head}/{self._used.get(head, 0)}"
        self._use(item)
        return item

    def _use(self, item: str | None) -> None:
        if item is not None:
            head, index = list_of(item)
            self._used[head] = max(self._used.get(head, 0), index + 1)


class _CannotBeError(Exception):
    """Why one decision cannot be applied."""
