"""What one file of one report lost: against its label, and against the same report as plain text."""

from __future__ import annotations

from dataclasses import dataclass, field

from benchmarks.formats.differences import Difference, WrongFigure, differences, strange_figures, wrong_figures
from benchmarks.formats.edits import distance
from benchmarks.formats.extraction import Extracted, squeezed


@dataclass(slots=True)
class Measured:
    """One report in one format. `edits` of `characters` are the errors of reading; bars and white space do not count.

    `strange_figures` stand in the text that was read and nowhere in the report, as often as they do too much; those that
    were marked doubtful are not among them. `facts` are stated values with a span, `boxed` and `doubtful` how many of these have a
    box and a doubtful character (a blank cell has no characters, and so no box).
    """

    report: str
    form: str
    failure: str = ""
    tp: int = 0
    fp: int = 0
    fn: int = 0
    edits: int = 0
    characters: int = 0
    differences: list[Difference] = field(default_factory=list)
    wrong_figures: list[WrongFigure] = field(default_factory=list)
    strange_figures: list[str] = field(default_factory=list)
    facts: int = 0
    boxed: int = 0
    doubtful: int = 0
    pages: int = 0
    unread: int = 0
    warnings: list[str] = field(default_factory=list)
    seconds: float = 0.0


def measure(form: str, this: Extracted, plain: Extracted) -> Measured:
    """What was lost on the way to `this` that `plain` has."""
    report = next(iter(plain.slots.values())).report
    wanted, got = squeezed(plain.document.text), squeezed(this.document.text)
    measured = Measured(report, form, this.failure, edits=distance(wanted, got), characters=len(wanted))
    for slot in this.slots.values():
        measured.tp += slot.tp
        measured.fp += slot.fp
        measured.fn += slot.fn
    measured.differences = differences(this, plain)
    measured.wrong_figures = wrong_figures(this, plain)
    measured.strange_figures = strange_figures(this.document, plain.document)
    document = this.document
    stated = [fact for fact in this.record.facts if fact.state == "stated"] if this.record else []
    spans = [fact.span for fact in stated if fact.span]
    measured.facts = len(spans)
    measured.boxed = sum(bool(document.boxes_of(*span)) for span in spans)
    measured.doubtful = sum(document.is_doubtful(*span) for span in spans)
    measured.pages = len(document.pages or ())
    measured.unread = sum(page.unread is not None for page in document.pages or ())
    measured.warnings = list(document.warnings)
    return measured


def f1(tp: float, fp: float, fn: float) -> float:
    """F1 of these counts; 1 where nothing was asked and nothing given."""
    return 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 1.0
