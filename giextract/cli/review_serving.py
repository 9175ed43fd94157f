"""`giextract review --serve`: the page from a server on this machine, which keeps each decision as it is made."""

from __future__ import annotations

import getpass
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from giextract.cli.outcome import Exit, say
from giextract.cli.output import show_line

if TYPE_CHECKING:
    from giextract.review.decisions import Decision
    from giextract.review.journal import Journal
    from giextract.review.reports import Opened, Report
    from giextract.schema import Schema


def serve_review(
    reports: Sequence[Report],
    schema: Schema,
    opened: Callable[[Report], Opened],
    *,
    journal: Path,
    reviewer: str,
    port: int,
    drawn: int = 0,
) -> Exit:
    """Serve the page until the person ends it; raises SettingsError where the extra is missing, else as Journal does."""
    from giextract.errors import DecisionError, SettingsError
    from giextract.review.journal import Journal
    from giextract.review.page import page

    try:
        from giextract.review.serving import address, application, listen, new_token, serve, usual_port
    except ImportError as error:
        raise SettingsError(
            f"--serve needs starlette and uvicorn ({error.name} is missing): pip install 'giextract[review]'"
        ) from error
    sha256_to_text: dict[str, str | None] = {}

    def noted(report: Report) -> Opened:
        found = opened(report)
        sha256_to_text[report.sha256] = found.document.text if found.document else None
        return found

    token = new_token()
    kept = Journal(journal, reviewer)
    decided = kept.everything()
    for report in reports:
        misplaced = decided.misplaced(report.sha256, [record.signature.backend for record in report.records])
        if misplaced is not None:
            kept.close()
            raise DecisionError(misplaced)
    with tempfile.TemporaryDirectory(prefix="giextract-review-") as folder, listen(port, usual_port(journal)) as bound:
        file = Path(folder) / "review.html"
        with file.open("w", encoding="utf-8", newline="\n") as html:
            html.writelines(page(reports, schema, noted, token=token, reviewer=reviewer, drawn=drawn))
        sha256_to_records = {report.sha256: report.records for report in reports}
        check = _check({report.sha256: report for report in reports}, schema, sha256_to_text, reviewer)
        if kept.cut_off:
            say(f"a crash had cut off the last line of {journal}; it was put into {kept.cut_off.name}")
        try:
            show_line(address(bound, token))
            say(f"decisions are kept in {journal}; Ctrl-C ends")
            serve(bound, application(file, kept, sha256_to_records, token, check))
        except KeyboardInterrupt:
            pass  # the way to end it
        finally:
            _goodbye(kept)
    return Exit.COMPLETE


def beside(records: Path, *, settling: bool) -> Path:
    """Where the decisions on RECORDS are kept: beside the file or folder, under its name; those that settle differences apart."""
    from giextract.review.journal import SUFFIX

    whole = records.resolve()
    name = whole.name if whole.is_dir() else whole.stem
    return records.parent / f"{name}{'.settled' if settling else ''}{SUFFIX}"


def person() -> str:
    """Who reviews, where nobody says: as git knows the person, or the system."""
    from giextract.scoring.provenance import person as known_to_git

    name = known_to_git()
    if name != "unknown":
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return name


def _check(
    sha256_to_report: dict[str, Report], schema: Schema, sha256_to_text: dict[str, str | None], reviewer: str
) -> Callable[[str, tuple[Decision, ...]], str | None]:
    """What says why a new decision does not fit: as `labels apply` would, but at once."""
    from giextract.labelling.draft import Draft

    def problem(sha256: str, decisions: tuple[Decision, ...]) -> str | None:
        report = sha256_to_report[sha256]

        def refused(some: tuple[Decision, ...]) -> list[str]:
            return Draft(report.records, schema, sha256_to_text.get(sha256), reviewer).decide(some, finished=False)

        told = refused(decisions)
        # What was wrong before (decided with an older giextract) stops `labels apply`, and must not stop the work here.
        before = refused(decisions[:-1]) if told else []
        return next((one for one in told if one not in before), None)

    return problem


def _goodbye(journal: Journal) -> None:
    reports = journal.everything().reports
    count = sum(len(one.decisions) for one in reports)
    journal.close()
    say(f"{count} decisions on {len(reports)} reports are in {journal.path}")
