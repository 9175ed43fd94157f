"""A review server as a process of its own: `python -m tests.review.server JOURNAL RECORD PAGE REVIEWER`."""

from __future__ import annotations

import sys
from pathlib import Path

from giextract.record import Record
from giextract.review.decisions import Decision
from giextract.review.journal import Journal
from giextract.review.serving import address, application, listen, serve

TOKEN = "a-token-of-the-tests"


def check(_sha256: str, decisions: tuple[Decision, ...]) -> str | None:
    """What the tests call a decision that does not fit."""
    return "that does not fit" if decisions[-1].note == "misfit" else None


def main(journal: str, record: str, page: str, reviewer: str) -> None:
    opened = Record.model_validate_json(Path(record).read_text("utf-8"))
    kept = Journal(Path(journal), reviewer)
    bound = listen()
    app = application(Path(page), kept, {opened.source.sha256: [opened]}, TOKEN, check)
    print(address(bound, TOKEN), flush=True)
    serve(bound, app)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        print("ended", flush=True)
