"""What the audit is worth and what it costs: alarms over labelled reports, and CPU time for each of them.

    python -m benchmarks.audit [SUITE…]      default: dev, test and published, which is left out where its reports are missing

An alarm is a finding that blames somebody. It is right where the label lists the defect (`as_printed`), or where it blames
the extraction and a value under its paths is in fact not as labelled. Recall is the share of the listed defects that a rule can
express and that a finding is about; `audit.toml` says which these are. Targets: precision and recall of at least 0.95, at most
2 ms per report.
"""

from __future__ import annotations

import statistics
import sys
import time
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from giextract.audit import Material, audit
from giextract.backends import load_backend
from giextract.errors import NotAReportError
from giextract.pipeline import extract_document, prepare
from giextract.reading import read
from giextract.record import Finding
from giextract.schema import load_schema
from giextract.scoring.alarms import near
from giextract.scoring.labels import flatten
from giextract.scoring.outcomes import Scorer
from giextract.scoring.predictions import Prediction
from giextract.scoring.suite import Case, load_cases, load_suite

EVALS = Path(__file__).parent.parent / "evals"
SUITES = ("dev", "test", "published")
SCHEMA = load_schema()
REPORT_TO_DEFECTS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
"""Report -> the findings that its label asks for, `rule` or `rule:path`; a `?` marks what the label does not list."""
ROUNDS = 15
TARGET_MS = 2.0


@dataclass(frozen=True, slots=True)
class Judged:
    """The alarms of one report, each with whether it is right, and the listed defects that were found or missed.

    Of the figures that it prints, so many are claimed, that is, prove a value.

    A text that is `refused` as no report has no audit; its defects count neither way, and are printed.
    """

    report: str
    alarms: tuple[tuple[str, bool], ...]
    found: tuple[str, ...]
    missed: tuple[str, ...]
    refused: bool = False
    printed: int = 0
    claimed: int = 0


def cases(suites: Iterable[str] = SUITES) -> list[Case]:
    """The labelled reports of the suites, but of those whose reports are missing."""
    loaded = [load_suite(name, EVALS) for name in suites]
    return [case for suite in loaded if not suite.is_missing for case in load_cases(suite, SCHEMA, read)]


def judged(case: Case) -> Judged:
    """What the audit of the rules backend's record says, held against the label; of a text taken for no report, nothing."""
    wanted = REPORT_TO_DEFECTS.get(case.report, [])
    asked = [one for one in wanted if not one.startswith("?")]
    try:
        record = extract_document(case.document, load_backend("rules"), SCHEMA)
    except NotAReportError:
        return Judged(case.report, (), (), tuple(asked), refused=True)
    slots = Scorer(SCHEMA).score(case.label, Prediction(case.report, "rules", 0, record)).slots
    wrong = [
        at
        for slot in slots
        if slot.outcome in ("wrong", "missing", "spurious")
        for at in (slot.path, slot.found_at)
        if at
    ]
    labelled = flatten(case.label.values).path_to_leaf
    alarms = []
    for finding in record.findings:
        if finding.defect is None:
            continue
        # An optional field is not scored, but a value that its label does not have is no less wrong.
        misread = any(near(path, at) for path in finding.paths for at in wrong) or any(
            case.label.is_optional(path) and path not in labelled for path in finding.paths
        )
        listed = any(_is_about(finding, one) for one in wanted)
        alarms.append((finding.rule, listed or (finding.defect != "report" and misread)))
    found = tuple(one for one in asked if any(_is_about(finding, one) for finding in record.findings))
    figures = record.figures
    missed = tuple(one for one in asked if one not in found)
    return Judged(case.report, tuple(alarms), found, missed, printed=figures.printed, claimed=figures.claimed)


def _is_about(finding: Finding, wanted: str) -> bool:
    rule, _, path = wanted.lstrip("?").partition(":")
    return finding.rule.startswith(rule) and (not path or any(one.startswith(path) for one in finding.paths))


def precision(reports: Sequence[Judged]) -> float:
    """Share of the alarms that are right, 1 where none is raised."""
    rights = [right for one in reports for _, right in one.alarms]
    return sum(rights) / len(rights) if rights else 1.0


def recall(reports: Sequence[Judged]) -> float:
    """Share of the listed defects that were found, 1 where none is listed."""
    found, missed = sum(len(one.found) for one in reports), sum(len(one.missed) for one in reports if not one.refused)
    return found / (found + missed) if found + missed else 1.0


def claimed_share(reports: Sequence[Judged]) -> float:
    """Share of the printed figures that prove a value, 1 where none is printed."""
    printed = sum(one.printed for one in reports)
    return sum(one.claimed for one in reports) / printed if printed else 1.0


def milliseconds(case: Case, rounds: int = ROUNDS) -> float:
    """Least CPU time of `rounds` audits of one report, with everything that an audit looks up for itself."""
    record = extract_document(case.document, load_backend("rules"), SCHEMA)
    clean, skeleton, placed = prepare(case.document, SCHEMA)
    spent = []
    for _ in range(rounds):
        began = time.process_time()
        audit(Material(record, SCHEMA, clean, placed, skeleton.figures))
        spent.append(time.process_time() - began)
    return min(spent) * 1000


def _is_read(case: Case) -> bool:
    try:
        prepare(case.document, SCHEMA)
    except NotAReportError:
        return False
    return True


def main() -> None:
    """Print alarms and cost."""
    console = Console(width=100)
    suites = sys.argv[1:] or SUITES
    suite_to_cases = {name: cases([name]) for name in suites}
    suite_to_reports = {name: [judged(case) for case in found] for name, found in suite_to_cases.items()}
    everything = [one for reports in suite_to_reports.values() for one in reports]
    table = Table(
        "suite", "reports", "alarms", "right", "precision", "defects", "found", "recall", "claimed", title="Alarms"
    )
    for name, reports in [*suite_to_reports.items(), ("all", everything)]:
        alarms = [right for one in reports for _, right in one.alarms]
        found = sum(len(one.found) for one in reports)
        asked = found + sum(len(one.missed) for one in reports if not one.refused)
        table.add_row(
            name, str(len(reports)), str(len(alarms)), str(sum(alarms)), f"{precision(reports):.3f}",
            str(asked), str(found), f"{recall(reports):.3f}", f"{claimed_share(reports):.3f}",
        )  # fmt: skip
    console.print(table)
    for one in everything:
        for missed in one.missed:
            console.print(f"{'refused as no report' if one.refused else 'missed'}: {one.report} {missed}")
        for rule, right in one.alarms:
            if not right:
                console.print(f"not listed: {one.report} {rule}")
    read_cases = [case for found in suite_to_cases.values() for case in found if _is_read(case)]
    spent = sorted((milliseconds(case), case.report) for case in read_cases)
    costs = [cost for cost, _ in spent]
    over = sum(cost > TARGET_MS for cost in costs)
    console.print(
        f"CPU time per report: median {statistics.median(costs):.2f} ms, most {costs[-1]:.2f} ms ({spent[-1][1]}), "
        f"above {TARGET_MS:g} ms: {over} of {len(costs)}"
    )


if __name__ == "__main__":
    main()
