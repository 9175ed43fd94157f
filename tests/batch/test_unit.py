"""The unit of work: what a section's answer depends on, and what is taken over from an earlier record."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from giextract.backends import Answer
from giextract.backends.rules import RulesBackend
from giextract.batch.unit import Done, Spec, Task, Unit
from giextract.pipeline import Work
from giextract.reading import read
from giextract.schema import Schema, load_schema
from giextract.sections import Routed
from giextract.source import source_digest


class Counting(RulesBackend):
    """The rules, with keys that can be changed, and a list of the sections that were asked for."""

    def __init__(self) -> None:
        self.changed: set[str] = set()
        self.asked: list[str] = []

    def keys(self, routed: Mapping[str, Routed], schema: Schema) -> dict[str, str]:
        return {name: key + "x" * (name in self.changed) for name, key in super().keys(routed, schema).items()}

    def fill(self, routed: Routed) -> list[Answer]:
        self.asked.append(routed.section.name)
        return super().fill(routed)


def unit(backend: RulesBackend) -> Unit:
    return Unit(Spec("rules", "annual_report"), backend)


def task(path: Path, before: Done | None = None) -> Task:
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    keys = {one.name: one.key for one in before.sections} if before else {}
    return Task("report.txt", str(path), sha256, before.record if before else None, keys)


def test_a_section_is_done_again_only_where_its_key_changed(sample: Path) -> None:
    backend = Counting()
    first = unit(backend).do(task(sample))
    assert first.state == "complete"
    assert len(backend.asked) == len(first.sections) > 5
    backend.asked.clear()
    backend.changed = {"fees", "disclosure"}
    again = unit(backend).do(task(sample, first))
    assert backend.asked == ["disclosure", "fees"]
    assert again.kept == len(first.sections) - 2
    assert again.record == first.record


@pytest.mark.parametrize("spoil", [b"{}", b"no JSON"])
def test_an_earlier_record_that_is_none_is_not_used(spoil: bytes, sample: Path) -> None:
    backend = Counting()
    first = unit(backend).do(task(sample))
    again = unit(backend).do(replace(task(sample, first), before=spoil))
    assert (again.kept, again.record) == (0, first.record)


def test_sections_whose_rules_share_nothing_of_their_own_have_different_keys(sample: Path) -> None:
    document = read(sample)
    work = Work(document, RulesBackend(), load_schema(), None)
    keys = RulesBackend().keys(work.asked, work.schema)
    assert len(set(keys.values())) == len(keys) > 5


def test_the_digest_of_a_source_follows_imports_and_leaves_out_what_it_is_told_to() -> None:
    whole = source_digest(["giextract.grounding"])
    assert whole == source_digest(["giextract.grounding"])
    assert whole != source_digest(["giextract.grounding"], without=frozenset({"giextract.text."}))
    assert whole != source_digest(["giextract.grounding"], without=frozenset({"giextract.settling"}))


def test_bytes_that_changed_are_told_and_left_to_be_done(sample: Path) -> None:
    done = unit(RulesBackend()).do(replace(task(sample), sha256="0" * 64))
    assert (done.state, done.failure_kind) == ("pending", "ChangedError")


def test_a_crash_is_the_failure_of_one_document(sample: Path) -> None:
    class Broken(RulesBackend):
        def fill(self, routed: Routed) -> list[Answer]:  # noqa: ARG002 (as every backend)
            raise ZeroDivisionError("division by zero")

    done = unit(Broken()).do(task(sample))
    assert (done.state, done.failure_kind) == ("failed", "Crash")
    assert (
        done.failure
        == "report.txt crashed (ZeroDivisionError: division by zero); this is a bug of giextract, please report it"
    )
