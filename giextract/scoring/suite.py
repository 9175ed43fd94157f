"""Suites: files under evals/ that say which labelled reports to score, with which backends, and what the gate asks.

name = "dev"
about = "one line for people"
reports = "reports"                     # folders, relative to the suite
labels = "labels"
include = ["[a-z][0-9][02468]-*"]       # report ids; a new file that fits is in the suite
exclude = []                            # few-shot reports of the prompts stand here
formats = [".txt"]                      # which file of a report is read, first that is there
schema = "annual_report"
sections = []                           # none: all
backends = ["rules"]                    # those of -b take their place
baselines = ["all_absent", "all_zero", "rules", "release"]
epochs = 1                              # for models that vary
seed = 20261122
strata = "strata.toml"                  # [report id] key = "value", or a list of values
prompts = []                            # files with the examples of prompts: values that a model may repeat
[gate]
margin = 0.02                           # F1 that may be lost to noise
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from giextract.document import Document
from giextract.errors import SuiteError
from giextract.record import json_ready
from giextract.schema import Schema
from giextract.scoring.files import read_toml, reason
from giextract.scoring.labels import Label, load_label

_DIGITS = re.compile(r"(?<![\d.])\d+(?![\d.])")
STRATA = "strata.toml"
MOST_EPOCHS = 100
Reader = Callable[[Path], Document]
"""How a file becomes a document; passed in, since scoring does not read files of reports by itself."""


class Gate(BaseModel):
    """What a backend must keep to pass; `margin` is the F1 that the lower bound of the difference may lie below 0."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    margin: float = Field(default=0.02, ge=0, le=1)


class Suite(BaseModel):
    """The contents of a suite file, with its path."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: Path
    name: str = Field(min_length=1, pattern=r"^[\w.-]+$")
    about: str = ""
    reports: Path = Path("reports")
    labels: Path = Path("labels")
    include: tuple[str, ...] = ("*",)
    exclude: tuple[str, ...] = ()
    formats: tuple[str, ...] = Field(default=(".txt",), min_length=1)
    schema_name: str = Field(default="annual_report", alias="schema")
    sections: tuple[str, ...] = ()
    backends: tuple[str, ...] = ("rules",)
    baselines: tuple[str, ...] = ("all_absent", "all_zero", "rules", "release")
    epochs: int = Field(default=1, ge=1, le=MOST_EPOCHS)
    seed: int = 20261122
    strata: Path | None = None
    prompts: tuple[Path, ...] = ()
    gate: Gate = Gate()

    @property
    def folder(self) -> Path:
        """The folder of the suite file, which everything in it is relative to."""
        return self.path.parent

    @property
    def is_missing(self) -> bool:
        """Whether its reports or labels are not on this machine, as published reports may be."""
        return not (self.folder / self.reports).is_dir() or not (self.folder / self.labels).is_dir()

    def prompt_values(self) -> frozenset[object]:
        """Numbers and quoted texts in the files of `prompts`, which a model may repeat instead of reading."""
        found: set[object] = set()
        for path in self.prompts:
            try:
                text = (self.folder / path).read_text(encoding="utf-8")
            except (OSError, ValueError) as error:
                raise SuiteError(f"{self.path}: prompts: {path} cannot be read: {reason(error)}") from error
            found.update(int(digits) for digits in _DIGITS.findall(text) if len(digits) > 1)
            found.update(re.findall(r"《[^《》]+》", text))
        return frozenset(found)

    def takes(self, report: str) -> bool:
        """Whether a report of this id belongs to the suite."""
        return any(fnmatchcase(report, one) for one in self.include) and not any(
            fnmatchcase(report, one) for one in self.exclude
        )


def suites_in(folder: Path) -> list[str]:
    """The names of the suites in a folder; strata.toml, which is beside them, is none."""
    return sorted(path.stem for path in folder.glob("*.toml") if path.name != STRATA)


def load_suite(name: str, folder: Path = Path("evals")) -> Suite:
    """The suite in the file `name`, or called so in `folder`; SuiteError says what is wrong with it."""
    path = Path(name) if name.endswith(".toml") else folder / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(suites_in(folder)) or "none"
        raise SuiteError(f"there is no suite {name!r}; in {folder}/ there are: {known}")
    try:
        return Suite(**{"name": path.stem, **read_toml(path), "path": path})
    except ValidationError as error:
        raise SuiteError(f"{path}: {reason(error)}") from error


@dataclass(frozen=True)
class Case:
    """One labelled report: its label, the document that backends read, and the text as its authors wrote it."""

    label: Label
    document: Document
    oracle_text: str
    strata: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def report(self) -> str:
        """Its id."""
        return self.label.report


def load_cases(suite: Suite, schema: Schema, read: Reader) -> list[Case]:
    """The labelled reports of the suite by id.

    SuiteError where a label has no report, where there are none at all, and where the schema lacks a section of the suite.
    Labels that were only started from a record are left out (see `Label.is_draft`).
    """
    known = _strata(suite)
    require_sections(suite, schema)
    cases = []
    for path in sorted((suite.folder / suite.labels).glob("*.json")):
        if not suite.takes(path.stem):
            continue
        label = load_label(path, schema)
        if label.is_draft:  # it says what a backend said: a score by it would be that backend's echo
            continue
        if label.report != path.stem:
            raise SuiteError(f"{path} is the label of {label.report!r}; name it after its report")
        files = [
            file for end in suite.formats if (file := suite.folder / suite.reports / f"{path.stem}{end}").is_file()
        ]
        if not files:
            raise SuiteError(f"{path} has no report {path.stem}{suite.formats[0]} in {suite.folder / suite.reports}")
        document = read(files[0])
        text_file = files[0].with_suffix(".txt")
        oracle = read(text_file).text if text_file != files[0] and text_file.is_file() else document.text
        cases.append(Case(label, document, oracle, derived_strata(label, document) | known.get(path.stem, {})))
    if not cases:
        raise SuiteError(
            f"suite {suite.name} has no labels that fit {', '.join(suite.include)} and that somebody decided on"
        )
    return cases


def require_sections(suite: Suite, schema: Schema) -> None:
    """SuiteError where the suite looks at a section that the schema does not have: its scores would be of nothing."""
    known = [section.name for section in schema.sections]
    unknown = sorted(set(suite.sections) - set(known))
    if unknown:
        raise SuiteError(
            f"{suite.path}: sections: {', '.join(unknown)} {'is' if len(unknown) == 1 else 'are'} not in the schema "
            f"{schema.name}; it has {', '.join(known)}"
        )


_STRATA = TypeAdapter(dict[str, dict[str, str | list[str]]])


def _strata(suite: Suite) -> dict[str, dict[str, tuple[str, ...]]]:
    if suite.strata is None:
        return {}
    path = suite.folder / suite.strata
    try:
        data = _STRATA.validate_python(read_toml(path))
    except ValidationError as error:
        raise SuiteError(f"{path}: {reason(error)}; a stratum is a text or a list of texts") from error
    return {
        report: {key: tuple(value) if isinstance(value, list) else (value,) for key, value in row.items()}
        for report, row in data.items()
    }


def labels_hash(cases: Sequence[Case]) -> str:
    """First 8 hex digits over everything in the labels, and in the texts of their reports, that can change a score."""
    canonical = [
        [
            case.report,
            case.label.values,
            case.label.also_right,
            sorted(set(case.label.optional)),
            case.document.sha256,
            None if case.oracle_text == case.document.text else case.oracle_text,
        ]
        for case in sorted(cases, key=lambda case: case.report)
    ]
    text = json.dumps(json_ready(canonical), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:8]


def report_hashes(cases: Sequence[Case]) -> dict[str, str]:
    """Id of each report -> the first 12 hex digits of its file's hash."""
    return {case.report: case.document.sha256[:12] for case in cases}


def derived_strata(label: Label, document: Document) -> dict[str, tuple[str, ...]]:
    """The strata that follow from a label and its document."""
    year = label.values.get("header", {}).get("year") if isinstance(label.values.get("header"), dict) else None
    size = len(document.text)
    strata = {
        "format": Path(document.path).suffix.lstrip(".") or "txt",
        "length": "under 2,000" if size < 2000 else "2,000 to 5,000" if size < 5000 else "over 5,000",
        "annex": "with annex" if label.values.get("annex") else "no annex",
    }
    if isinstance(year, int):
        strata["regime"] = "2019" if year >= 2019 else "2008"
        strata["form"] = "2021 form" if year >= 2021 else "2019 form" if year >= 2019 else "2008 regime"
    return {name: (value,) for name, value in strata.items()}
