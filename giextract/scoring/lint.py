"""Lint: labels checked before anything is scored by them.

Errors: what is no label, a value of another type than its field, a label without its report, an issuer in two suites
that are meant to be apart. Exceptions, listed for a person: a value that does not occur in the text, an equation that
does not hold and that no note of `as_printed` explains. A note explains the equations of the leaves that it names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from giextract.document import Document
from giextract.errors import GiextractError, SuiteError
from giextract.record import json_ready
from giextract.schema import Schema
from giextract.scoring.comparing import normalised
from giextract.scoring.identities import Broken, broken_identities
from giextract.scoring.labels import Label, flatten, problems, read_label, reading
from giextract.scoring.occurrence import Occurrences
from giextract.scoring.printedness import Printedness
from giextract.scoring.suite import Reader, Suite, require_sections

_PATH = re.compile(r"(?:/[\w*~]+)+", re.ASCII)
_SIBLING = re.compile(r"[,;、，；]\s*|\s+and\s+")


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
            f"{self.explained} explained by as_printed"
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
        try:
            require_sections(suite, schemas[suite.name])
        except SuiteError as error:
            lint.errors.append(error.message)
        issuers = suite_to_issuers.setdefault(suite.name, set())
        reports = suite_to_reports.setdefault(suite.name, set())
        if not any(suite.takes(path.stem) for path in (suite.folder / suite.labels).glob("*.json")):
            lint.errors.append(f"suite {suite.name} has no labels that fit {', '.join(suite.include)}")
        for path in sorted((suite.folder / suite.labels).glob("*.json")):
            if not suite.takes(path.stem):
                continue
            reports.add(path.stem)
            first = path.resolve() not in seen
            seen.add(path.resolve())
            label = lint_label(path, suite, schemas[suite.name], read, lint if first else Lint())
            header = label.values.get("header") if label else None
            if label:
                issuers.add(normalised(str((header.get("issuer") if isinstance(header, dict) else None) or path.stem)))
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
        label = read_label(path)
    except GiextractError as error:
        lint.errors.append(error.message)
        return None
    if label.report != path.stem:
        lint.errors.append(f"{path.name} is the label of {label.report!r}; name it after its report")
    for problem in problems(label, schema):
        note = problem.startswith("note: ")
        (lint.exceptions if note else lint.errors).append(f"{path.stem}: {problem.removeprefix('note: ')}")
    if label.is_draft:
        lint.exceptions.append(f"{path.stem}: only started from a record; not scored until made.by says who decided")
    document = _document(path.stem, suite, read)
    if document is None:
        lint.errors.append(f"{path.stem}: there is no report of this name in {suite.folder / suite.reports}")
        return label
    _occurrence(label, Printedness(Occurrences(document.text), label), lint)
    for broken in broken_identities(label.values):
        if any(explains(note, broken) for note in label.as_printed):
            lint.explained += 1
        else:
            lint.exceptions.append(f"{path.stem}: {broken.message}, and as_printed says nothing of it")
    return label


def explains(note: str, broken: Broken) -> bool:
    """Whether a note of `as_printed` is about this equation.

    It names one of its leaves or rows; or it names their section, and beside that the row by its name or what both sides
    come to (`/requests: the results add up to 27, row 总计 prints 21`).
    """
    named = named_paths(note)
    if any(_is_of(path, one) for path in named for one in broken.paths):
        return True
    sections = {path.split("/")[1] for path in named}
    if not sections & {path.split("/")[1] for path in broken.paths}:
        return False
    words = set(re.findall(r"[a-z]+(?:_[a-z]+)+", note))
    return bool(words & {token for path in broken.paths for token in path.split("/")}) or {*broken.sides} <= _figures(
        note
    )


def named_paths(note: str) -> list[str]:
    """The leaves, rows and sections that a note of `as_printed` names: its paths, and neighbours of a path by their names.

    >>> named_paths("/disputes/lawsuits_upheld, lawsuits_other: the cells are empty")
    ['/disputes/lawsuits_upheld', '/disputes/lawsuits_other']
    """
    paths = []
    head, _, rest = note.partition(": ")
    for word in _SIBLING.split(head):
        match = _PATH.search(word)
        if match:
            paths.append(match[0])
        elif paths and re.fullmatch(r"[\w*~]+", word.strip(), re.ASCII):
            paths.append(f"{paths[-1].rpartition('/')[0]}/{word.strip()}")
    return paths + [match[0] for match in _PATH.finditer(rest)]


def _figures(note: str) -> set[Decimal]:
    return {Decimal(digits) for digits in re.findall(r"\d+(?:\.\d+)?", note.replace(",", ""))}


def _is_of(noted: str, path: str) -> bool:
    """Whether a noted path is that of an equation, or one inside it, or its row; a section as a whole explains nothing."""
    same_or_inside = f"{noted}/".startswith(f"{path}/")
    return same_or_inside or (noted.count("/") > 1 and path.startswith(f"{noted}/"))


def _document(report: str, suite: Suite, read: Reader) -> Document | None:
    for end in (".txt", *suite.formats):
        file = suite.folder / suite.reports / f"{report}{end}"
        if file.is_file():
            return read(file)
    return None


def _occurrence(label: Label, text: Printedness, lint: Lint) -> None:
    flat = flatten(label.values)
    leaves = list(flat.path_to_leaf.items())
    for path, items in flat.path_to_list.items():
        for index, item in enumerate(items):
            inner = flatten(item).path_to_leaf if isinstance(item, dict) else {"": item}
            leaves += [(f"{path}/{index}{part}", raw) for part, raw in inner.items()]
    for path, raw in leaves:
        one = reading(raw)
        if one.state != "stated" or path.endswith("/unit") or text.prints(path, one.value):
            continue
        if _is_number(one.value) and any(_tells(note, path, one.value) for note in label.as_printed):
            lint.explained += 1
        else:
            lint.exceptions.append(
                f"{label.report}: {path} {json.dumps(json_ready(one.value), ensure_ascii=False)} does not occur in the text"
            )


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _tells(note: str, path: str, value: int | Decimal) -> bool:
    """Whether a note names the leaf or its row, and quotes the value: how it is printed is then said."""
    return any(_is_of(one, path) for one in named_paths(note)) and abs(Decimal(value)) in _figures(note)
