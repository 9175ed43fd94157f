"""The reports that are compared on: what their labels state, where it is printed, and one lie for each of its figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from giextract.backends.model.planning import Planner
from giextract.schema import load_schema
from tests.backends.model.lies import one_too_high
from tests.backends.model.oracle import Oracle

Place = tuple[int, int]


@dataclass(frozen=True)
class Leaf:
    """A leaf that a label states: its path, where it is printed (clean offsets), and the characters that an oracle quotes."""

    path: str
    place: Place
    quote: str
    figure: bool

    @property
    def lie(self) -> str | None:
        """The quote with its figure one too high."""
        raised = one_too_high(f"1|{self.quote}") if self.figure else None
        return raised.partition("|")[2] if raised else None


@dataclass(frozen=True)
class Report:
    """One report with its oracle."""

    name: str
    path: Path
    oracle: Oracle
    leaves: tuple[Leaf, ...]

    @property
    def text(self) -> str:
        """The clean text: what all of them are given, so that nobody fails at white space."""
        return self.oracle.clean.text


def load(reports: Path, labels: Path, pattern: str) -> list[Report]:
    """The labelled reports whose labels match `pattern`."""
    schema = load_schema()
    found = []
    for label in sorted(labels.glob(pattern)):
        path = reports / f"{label.stem}.txt"
        if not path.exists():
            continue
        oracle = Oracle.of(path, label, schema)
        for request in Planner(schema).requests(oracle.routed):
            oracle.answer(request.fields, {line.number for line in request.lines})
        found.append(Report(label.stem, path, oracle, tuple(_leaves(oracle))))
    return found


def _leaves(oracle: Oracle) -> list[Leaf]:
    found = []
    for path, place in oracle.places.items():
        try:
            leaf, section = oracle.schema.leaf(path), oracle.schema.section_of(path)
        except KeyError:  # a row quoted whole: its cells are counted off
            continue
        quoted = oracle.quote(place, leaf, section)
        if quoted is not None:
            words = quoted.partition("|")[2].replace("«", "").replace("»", "")
            figure = leaf.type in (int, Decimal) and any(map(str.isdigit, oracle.clean.text[slice(*place)]))
            found.append(Leaf(path, place, words if "…" not in words else oracle.clean.text[slice(*place)], figure))
    return found
