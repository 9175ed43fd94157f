"""Runs: records made and kept in a folder, evals/runs/<utc>-<short signature>/.

run.json            suite, backends and their profiles, labels and their hash, commit, packages, start, end, status, signatures
calls.jsonl         per report: requests, retries, cache, tokens, cost, seconds, what was not answered and why; and each
                    exchange with a model: key, whether the cache held it, raw answer or error, tries that failed, seconds
predictions.jsonl   the records, each as soon as it is finished, so that a run that broke off goes on
slots.jsonl         every slot with label, record, outcome, proof    (these four are made by scoring, again and again)
summary.json, report.txt (40 lines at most), details.txt, report.html
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
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
from giextract.scoring.completeness import counted, named
from giextract.scoring.files import append_line, end_last_line, write_json, write_text
from giextract.scoring.predictions import Prediction
from giextract.scoring.provenance import provenance
from giextract.scoring.run_folder import FORMAT, PREDICTIONS, Run, places_of
from giextract.scoring.signature import short
from giextract.scoring.suite import Case, Suite, labels_hash, report_hashes

ANSWERED_BADLY = (RefusedError, FilteredError, CutOffError, EmptyAnswerError, RejectedAnswerError)
"""What is the model's failure, and none of the machinery."""
Maker = Callable[[str, Case, int], Record]
"""Backend's name, labelled report, epoch → record; passed in, since scoring knows no backend."""


def new_run(
    suite: Suite,
    cases: Sequence[Case],
    names: Sequence[str],
    epochs: int,
    runs: Path,
    profiles: Mapping[str, Any] | None = None,
) -> Run:
    """A folder for a run that begins now; `profiles` are the settings of its backends, without secrets."""
    config = {
        "suite": suite.name,
        "schema": suite.schema_name,
        "sections": list(suite.sections),
        "backends": list(names),
        "profiles": dict(profiles or {}),
        "epochs": epochs,
        "seed": suite.seed,
        "labels": labels_hash(cases),
        "reports": [case.report for case in cases],
        "texts": report_hashes(cases),
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
        **places_of(suite.path, folder),
    }
    write_json(folder / "run.json", about | provenance(suite.folder))
    return Run(folder)


def resumable(
    run: Run,
    suite: Suite,
    cases: Sequence[Case],
    names: Sequence[str],
    epochs: int,
    profiles: Mapping[str, Any] | None = None,
) -> None:
    """SuiteError where going on with `run` would mix what should not be mixed; it says what has changed."""
    about = run.about
    for key, value in (
        ("suite", suite.name),
        ("backends", list(names)),
        ("epochs", epochs),
        ("schema", suite.schema_name),
        ("sections", list(suite.sections)),
        ("seed", suite.seed),
        ("profiles", json.loads(json.dumps(dict(profiles or {})))),
    ):
        if about.get(key, {}) != value:
            raise SuiteError(f"{run.folder} is a run with {key} {about.get(key)!r}, not {value!r}; start a new one")
    mine, theirs = {case.report for case in cases}, set(about["reports"])
    if mine != theirs:
        gone = f" it no longer has {named(sorted(theirs - mine))};" if theirs - mine else ""
        more = f" it has {named(sorted(mine - theirs))} more;" if mine - theirs else ""
        raise SuiteError(f"{run.folder} is a run on other reports of {suite.name}:{gone}{more} start a new one")
    texts = report_hashes(cases)
    changed = [report for report, known in sorted(about.get("texts", {}).items()) if texts.get(report) != known]
    if changed:
        raise SuiteError(
            f"{run.folder} is a run on other texts: {counted(changed, 'report')} changed since: {named(changed)}; "
            "start a new one"
        )
    told = [name for name in names if name == "oracle" or "+oracle_" in name]
    if told and about["labels"] != labels_hash(cases):
        raise SuiteError(f"{run.folder}: labels have changed, and {named(told)} was told the old; start a new one")


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
    kept = run.kept()
    for line in kept.damaged:
        say(f"{line}; what is missing is asked again")
    if (run.folder / PREDICTIONS).is_file():  # without what is damaged, or was cut off
        write_text(run.folder / PREDICTIONS, "".join(f"{one.to_line()}\n" for one in kept.predictions))
    end_last_line(run.folder / "calls.jsonl")
    finished = {(one.backend, one.report, one.epoch) for one in kept.predictions if one.finished}
    complete = True
    for name in names:
        for epoch in range(epochs):
            for case in cases:
                if (name, case.report, epoch) in finished:
                    continue
                one = predict(name, case, epoch, make)
                append_line(run.folder / PREDICTIONS, one.to_line())
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


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """A whole file of JSON lines."""
    write_text(path, "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows))
