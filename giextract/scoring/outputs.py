"""What scoring writes into a run folder, over what an earlier scoring wrote there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from giextract.scoring.completeness import Asked
from giextract.scoring.files import write_json, write_text
from giextract.scoring.page import page
from giextract.scoring.predictions import Prediction
from giextract.scoring.report import details, report
from giextract.scoring.result import Result, slot_rows
from giextract.scoring.run_folder import Kept, Run
from giextract.scoring.runs import write_lines


def write_outputs(run: Run, result: Result, page_at: Path | None = None) -> None:
    """slots.jsonl, summary.json, report.txt, details.txt and report.html, and the signatures into run.json."""
    signatures = {name: one["signature"] for name, one in result.data["backends"].items()}
    write_json(run.folder / "run.json", run.about | {"signatures": signatures})
    write_lines(run.folder / "slots.jsonl", slot_rows(result))
    write_json(run.folder / "summary.json", result.data)
    write_text(run.folder / "report.txt", report(result.data))
    write_text(run.folder / "details.txt", details(result.data))
    write_page(page_at or run.folder / "report.html", result)


def write_page(path: Path, result: Result) -> None:
    """The page alone."""
    write_text(path, page(result))


def side_by_side(first: Run, second: Run) -> tuple[Kept, dict[str, Asked]]:
    """What two runs keep and were asked, as if they were one, backends called `1:rules` and `2:rules`."""
    kept = [first.kept(), second.kept()]
    asked = {f"{number}:{name}": one for number, run in ((1, first), (2, second)) for name, one in run.asked.items()}
    predictions = renamed(kept[0].predictions, kept[1].predictions)
    return Kept(predictions, [*kept[0].damaged, *kept[1].damaged]), asked


def renamed(first: Iterable[Prediction], second: Iterable[Prediction]) -> list[Prediction]:
    """The predictions of two runs as if of one, backends called `1:rules` and `2:rules`."""
    return [
        replace(one, backend=f"{number}:{one.backend}")
        for number, predictions in ((1, first), (2, second))
        for one in predictions
    ]
