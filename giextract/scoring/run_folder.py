"""A run folder: what it was asked, what it keeps, and where it is found again."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, Field, ValidationError

from giextract.errors import SuiteError
from giextract.scoring.completeness import Asked
from giextract.scoring.files import numbered_lines, read_json, reason
from giextract.scoring.predictions import Prediction

FORMAT = 1
PREDICTIONS = "predictions.jsonl"


class Kept(NamedTuple):
    """The predictions of a run, where a report was asked again the last; `damaged` names lines that are none of its own."""

    predictions: list[Prediction]
    damaged: list[str]


@dataclass(frozen=True)
class Run:
    """A run folder."""

    folder: Path

    @property
    def about(self) -> dict[str, Any]:
        """The contents of run.json."""
        path = self.folder / "run.json"
        data = read_json(path)
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise SuiteError(f"{self.folder} is no run folder of this version")
        try:
            _About.model_validate(data)
        except ValidationError as error:
            raise SuiteError(f"{path} is no head of a run: {reason(error)}") from error
        return data

    @property
    def asked(self) -> dict[str, Asked]:
        """What each backend of the run was to answer."""
        about = self.about
        return {name: Asked(tuple(about["reports"]), about["epochs"]) for name in about["backends"]}

    def kept(self) -> Kept:
        """The kept predictions, and what in their file cannot be read."""
        path = self.folder / PREDICTIONS
        found, damaged = {}, []
        asked = {name: (frozenset(one.reports), one.epochs) for name, one in self.asked.items()}
        for number, line in numbered_lines(path):
            try:
                one = Prediction.from_line(line)
            except ValueError as error:
                damaged.append(f"{path} line {number} is damaged and left out: {reason(error)}")
                continue
            reports, epochs = asked.get(one.backend, (frozenset[str](), 0))
            if one.report not in reports or one.epoch >= epochs:
                what = f"{one.backend} on {one.report}, epoch {one.epoch + 1}"
                damaged.append(f"{path} line {number} is left out, for the run was not asked for it: {what}")
                continue
            found[one.backend, one.report, one.epoch] = one
        return Kept(list(found.values()), damaged)

    def predictions(self) -> list[Prediction]:
        """The kept predictions."""
        return self.kept().predictions


class _About(BaseModel):
    """What scoring reads of a run.json."""

    suite: str
    suite_path: str
    suite_beside: str | None = None
    schema_: str = Field(alias="schema")
    sections: list[str]
    backends: list[str] = Field(min_length=1)
    profiles: dict[str, Any] = {}
    epochs: int = Field(ge=1, le=1000)
    seed: int
    labels: str
    reports: list[str]
    texts: dict[str, str] = {}
    start: str = ""


def places_of(suite: Path, folder: Path) -> dict[str, str]:
    """Where the suite is: by itself, and seen from the run's folder, for the two are often moved together."""
    try:
        beside = os.path.relpath(suite.resolve(), folder.resolve())
    except ValueError:  # on another drive
        beside = ""
    return {"suite_path": str(suite.resolve()), "suite_beside": beside}


def suite_of(run: Run) -> str:
    """The path of the suite that `run` was made on, wherever it is scored from."""
    about = run.about
    places = [Path(about["suite_path"])]
    if about.get("suite_beside"):
        places.append(run.folder / about["suite_beside"])
    found = next((place for place in places if _is_file(place)), None)
    if found is None:
        raise SuiteError(f"the suite of {run.folder} is no longer at {places[0]}; put it back, or run anew")
    return str(found)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def find_run(name: str, runs: Path) -> Run:
    """The run in the folder `name`, or whose name begins so in `runs`; `last` is the newest."""
    if (Path(name) / "run.json").is_file():
        return Run(Path(name))
    known = sorted((about.parent for about in runs.glob("*/run.json")), key=_began)
    fitting = known[-1:] if name == "last" else [folder for folder in known if folder.name.startswith(name)]
    if len(fitting) != 1:
        raise SuiteError(f"{len(fitting) or 'no'} runs in {runs}/ are called {name!r}; `ls {runs}` lists them")
    return Run(fitting[0])


def _began(folder: Path) -> tuple[str, str]:
    """By when a run began: names tell seconds, and within one second the hash of what was run says nothing of the order."""
    try:
        return str(Run(folder).about.get("start", "")), folder.name
    except SuiteError:
        return "", folder.name
