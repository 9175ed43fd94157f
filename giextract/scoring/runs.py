"""Runs: records made and kept in a folder, evals/runs/<utc>-<short signature>/.

run.json            suite, backends and their profiles, labels and their hash, commit, packages, start, end, status, signatures
calls.jsonl         per report: requests, retries, cache, tokens, cost, seconds, what was not answered and why; and each
                    exchange with a model: key, whether the cache held it, raw answer or error, tries that failed, seconds
predictions.jsonl   the records, each as soon as it is finished, so that a run that broke off goes on
slots.jsonl         every slot with label, record, outcome, proof    (these four are made by scoring, again and again)
summary.json, report.txt, report.html
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from giextract.errors import (
    BackendError,
    CutOffError,
    EmptyAnswerError,
    FilteredError,
    GiextractError,
    GroundingError,
    NotAReportError,
    ReadingError,
    RefusedError,
    RejectedAnswerError,
    SuiteError,
)
from giextract.record import Record
from giextract.scoring.files import append_line, end_last_line, lines_of, read_json, write_json, write_text
from giextract.scoring.labels import labels_hash
from giextract.scoring.predictions import Prediction
from giextract.scoring.provenance import provenance
from giextract.scoring.signature import short
from giextract.scoring.suite import Case, Suite

FORMAT = 1
ANSWERED_BADLY = (RefusedError, FilteredError, CutOffError, EmptyAnswerError, RejectedAnswerError)
"""What is the model's failure, and none of the machinery."""
Maker = Callable[[str, Case, int], Record]
"""Backend's name, labelled report, epoch → record; passed in, since scoring knows no backend."""


@dataclass(frozen=True)
class Run:
    """A run folder."""

    folder: Path

    @property
    def about(self) -> dict[str, Any]:
        """The contents of run.json."""
        data = read_json(self.folder / "run.json")
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise SuiteError(f"{self.folder} is no run folder of this version")
        return data

    def predictions(self) -> list[Prediction]:
        """The kept predictions; where a report was asked again, the last."""
        kept = {}
        for line in lines_of(self.folder / "predictions.jsonl"):
            one = Prediction.from_line(line)
            kept[one.backend, one.report, one.epoch] = one
        return list(kept.values())


def new_run(
    suite: Suite,
    cases: Sequence[Case],
    names: Sequence[str],
    epochs: int,
    runs: Path,
    profiles: Mapping[str, Any] | None = None,
) -> Run:
    """A folder for a run that begins now; `profiles` are the settings of its backends, without secrets."""
    hashed = labels_hash(case.label for case in cases)
    config = {
        "suite": suite.name,
        "suite_path": str(suite.path),
        "schema": suite.schema_name,
        "sections": list(suite.sections),
        "backends": list(names),
        "profiles": dict(profiles or {}),
        "epochs": epochs,
        "seed": suite.seed,
        "labels": hashed,
        "reports": [case.report for case in cases],
    }
    now = datetime.now(UTC)
    identity = short(json.dumps(config, sort_keys=True))
    folder = runs / f"{now:%Y%m%dT%H%M%SZ}-{identity}"
    suffix = 1
    while folder.exists():
        suffix += 1
        folder = runs / f"{now:%Y%m%dT%H%M%SZ}-{identity}-{suffix}"
    about = {
        "format": FORMAT,
        "start": now.isoformat(timespec="microseconds"),
        "end": None,
        "status": "running",
        **config,
    }
    write_json(folder / "run.json", about | provenance(suite.folder))
    return Run(folder)


def resumable(run: Run, suite: Suite, cases: Sequence[Case], names: Sequence[str], epochs: int) -> None:
    """SuiteError where going on with `run` would mix what should not be mixed."""
    about = run.about
    for key, value in (
        ("suite", suite.name),
        ("backends", list(names)),
        ("epochs", epochs),
        ("schema", suite.schema_name),
    ):
        if about[key] != value:
            raise SuiteError(f"{run.folder} is a run with {key} {about[key]!r}, not {value!r}; start a new one")
    if not {case.report for case in cases} >= set(about["reports"]):
        raise SuiteError(f"{run.folder} is a run on reports that the suite no longer has; start a new one")


def fill(
    run: Run,
    cases: Sequence[Case],
    names: Iterable[str],
    epochs: int,
    make: Maker,
    say: Callable[[str], None],
    exchanges: Callable[[], list[dict[str, Any]]] = list,
) -> bool:
    """Make every record that the run does not have yet; whether all are finished.

    `exchanges` gives what was exchanged with a model since it was last asked.
    """
    finished = {(one.backend, one.report, one.epoch) for one in run.predictions() if one.finished}
    complete = True
    for kept in ("predictions.jsonl", "calls.jsonl"):
        end_last_line(run.folder / kept)
    for name in names:
        for epoch in range(epochs):
            for case in cases:
                if (name, case.report, epoch) in finished:
                    continue
                one = predict(name, case, epoch, make)
                append_line(run.folder / "predictions.jsonl", one.to_line())
                append_line(run.folder / "calls.jsonl", _calls(one, exchanges()))
                complete = complete and one.finished
                if one.failure:
                    say(f"{name} on {case.report}: {one.failure}")
    about = run.about
    end = datetime.now(UTC).isoformat(timespec="seconds")
    write_json(run.folder / "run.json", about | {"end": end, "status": "complete" if complete else "incomplete"})
    return complete


def predict(name: str, case: Case, epoch: int, make: Maker) -> Prediction:
    """The record that `make` makes, or why there is none and who is to blame."""
    try:
        return Prediction(case.report, name, epoch, make(name, case, epoch))
    except (*ANSWERED_BADLY, ReadingError, NotAReportError, GroundingError) as error:
        return Prediction(case.report, name, epoch, None, error.message, "product")
    except BackendError as error:
        return Prediction(case.report, name, epoch, None, error.message, "machinery")
    except GiextractError:
        raise  # settings, schema, labels: nothing that a backend can help
    except Exception as error:  # a crash is the worst of answers, and must not cost the run its other reports
        return Prediction(case.report, name, epoch, None, f"crashed: {type(error).__name__}: {error}", "product")


def _calls(one: Prediction, exchanges: list[dict[str, Any]]) -> str:
    data: dict[str, Any] = {"report": one.report, "backend": one.backend, "epoch": one.epoch, "failure": one.failure}
    if one.record:
        data |= json.loads(one.record.usage.model_dump_json()) if one.record.usage else {}
        data["unanswered"] = {
            name: section.reason for name, section in one.record.sections.items() if section.state == "unanswered"
        }
    return json.dumps(data | {"exchanges": exchanges}, ensure_ascii=False, sort_keys=True)


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


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """A whole file of JSON lines."""
    write_text(path, "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows))
