"""Lint: labels checked before anything is scored by them.

Errors: what is no label, a value of another type than its field, a label without its report, an issuer in two suites
that are meant to be apart. Exceptions, listed for a person: a value that does not occur in the text, an equation that
does not hold and that `as_printed` does not explain.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from giextract.document import Document
from giextract.errors import GiextractError
from giextract.schema import Schema
from giextract.scoring.comparing import normalised
from giextract.scoring.identities import broken_identities
from giextract.scoring.labels import Label, flatten, label_from, problems, reading
from giextract.scoring.occurrence import Occurrences
from giextract.scoring.suite import Reader, Suite


@dataclass
class Lint:
    """What was found: `errors` stop the scoring, `exceptions` want a look, `explained` are notes that fit."""

    labels: int = 0
    errors: list[str] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)
    explained: int = 0

    def text(self) -> str:
        """The findings, one a line, and a summary."""
        lines = [f"error: {one}" for one in self.errors] + [f"exception: {one}" for one in self.exceptions]
        lines.append(
            f"{self.labels} labels: {len(self.errors)} errors, {len(self.exceptions)} exceptions, "
            f"{self.explained} broken equations explained by as_printed"
        )
        return "\n".join(lines)


def lint_suites(suites: Sequence[Suite], schemas: Mapping[str, Schema], read: Reader) -> Lint:
    """Check the labels of all suites, each label once, and that suites of the same labels share no issuer.

    A suite whose reports are all in another is a part of that, and shares them.
    """
    lint = Lint()
    seen: set[Path] = set()
    suite_to_issuers: dict[str, set[str]] = {}
    suite_to_reports: dict[str, set[str]] = {}
    for suite in suites:
        issuers = suite_to_issuers.setdefault(suite.name, set())
        reports = suite_to_reports.setdefault(suite.name, set())
        for path in sorted((suite.folder / suite.labels).glob("*.json")):
            if not suite.takes(path.stem):
                continue
            reports.add(path.stem)
            first = path.resolve() not in seen
            seen.add(path.resolve())
            label = lint_label(path, suite, schemas[suite.name], read, lint if first else Lint())
            if label:
                issuers.add(normalised(str(label.values.get("header", {}).get("issuer") or path.stem)))
    for one in suites:
        for other in suites:
            same_labels = (one.folder / one.labels).resolve() == (other.folder / other.labels).resolve()
            shared = suite_to_issuers[one.name] & suite_to_issuers[other.name]
            mine, theirs = suite_to_reports[one.name], suite_to_reports[other.name]
            is_part = mine <= theirs or theirs <= mine
            if one.name < other.name and same_labels and shared and not is_part:
                lint.errors.append(f"suites {one.name} and {other.name} share issuers: {', '.join(sorted(shared))}")
    return lint


def lint_label(path: Path, suite: Suite, schema: Schema, read: Reader, lint: Lint) -> Label | None:
    """Check one label, adding to `lint`; the label, where it is one."""
    lint.labels += 1
    try:
        label = label_from(json.loads(path.read_text(encoding="utf-8")), str(path))
    except (OSError, ValueError, GiextractError) as error:
        lint.errors.append(f"{path.name}: {error}")
        return None
    for problem in problems(label, schema):
        note = problem.startswith("note: ")
        (lint.exceptions if note else lint.errors).append(f"{path.stem}: {problem.removeprefix('note: ')}")
    if label.is_draft:
        lint.exceptions.append(f"{path.stem}: only started from a record; not scored until made.by says who decided")
    document = _document(path.stem, suite, read)
    if document is None:
        lint.errors.append(f"{path.stem}: there is no report of this name in {suite.folder / suite.reports}")
        return label
    _occurrence(label, Occurrences(document.text), lint)
    noted = " ".join(label.as_printed)
    for broken in broken_identities(label.values):
        words = {path.rsplit("/", 1)[-1] for path in broken.paths} | {path.split("/")[1] for path in broken.paths}
        if any(word in noted for word in words):
            lint.explained += 1
        else:
            lint.exceptions.append(f"{label.report}: {broken.message}, and as_printed says nothing of it")
    return label


def _document(report: str, suite: Suite, read: Reader) -> Document | None:
    for end in (".txt", *suite.formats):
        file = suite.folder / suite.reports / f"{report}{end}"
        if file.is_file():
            return read(file)
    return None


def _occurrence(label: Label, text: Occurrences, lint: Lint) -> None:
    flat = flatten(label.values)
    leaves = list(flat.path_to_leaf.items())
    for path, items in flat.path_to_list.items():
        for index, item in enumerate(items):
            inner = flatten(item).path_to_leaf if isinstance(item, dict) else {"": item}
            leaves += [(f"{path}/{index}{part}", raw) for part, raw in inner.items()]
    for path, raw in leaves:
        one = reading(raw)
        if one.state == "stated" and not path.endswith("/unit") and not text.holds(one.value):
            lint.exceptions.append(
                f"{label.report}: {path} {json.dumps(one.value, ensure_ascii=False)} does not occur in the text"
            )
