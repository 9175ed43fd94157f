"""How a run stands: counts, the commonest failures and findings, what it has spent, and where to look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from giextract.batch.ledger import Ledger
from giextract.batch.spending import Spending, read_spending

COMMONEST = 5


@dataclass(frozen=True, slots=True)
class Common:
    """A kind of failure or finding, in how many documents or paths it occurs, and one of them."""

    kind: str
    number: int
    example: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a run stands. `paths` were asked for, `unread` of them could not be opened and `waiting` have not been.

    The documents among them are counted by their states; paths with the bytes of another one are `duplicates`.
    """

    paths: int
    unread: int
    waiting: int
    pending: int
    complete: int
    partial: int
    failed: int
    failures: tuple[Common, ...]
    findings: tuple[Common, ...]
    unanswered: tuple[Common, ...]
    spending: Spending

    @property
    def documents(self) -> int:
        """Documents, in whatever state."""
        return self.pending + self.complete + self.partial + self.failed

    @property
    def duplicates(self) -> int:
        """Paths that share their document with another one."""
        return self.paths - self.unread - self.waiting - self.documents


def standing(ledger: Ledger) -> Standing:
    """How the run of `ledger` stands."""
    states: dict[str, int] = dict(ledger.all("SELECT state, count(*) FROM documents GROUP BY state"))
    (paths, unread, waiting) = ledger.one(
        "SELECT count(*), count(failure), count(*) - count(coalesce(sha256, failure)) FROM asked"
    ) or (0, 0, 0)
    return Standing(
        paths=paths,
        unread=unread,
        waiting=waiting,
        pending=states.get("pending", 0),
        complete=states.get("complete", 0),
        partial=states.get("partial", 0),
        failed=states.get("failed", 0),
        failures=_common(
            ledger,
            "SELECT failure_kind, count(*), min(failure) FROM (SELECT failure_kind, failure FROM documents "
            "UNION ALL SELECT failure_kind, failure FROM asked) WHERE failure_kind IS NOT NULL GROUP BY 1",
        ),
        findings=_common(
            ledger,
            "SELECT found.key, count(*), min(documents.path) FROM documents, json_each(documents.findings) AS found GROUP BY 1",
        ),
        unanswered=_common(
            ledger,
            "SELECT section, count(*), min(reason) FROM sections WHERE state = 'unanswered' GROUP BY 1",
        ),
        spending=read_spending(ledger),
    )


def _common(ledger: Ledger, statement: str) -> tuple[Common, ...]:
    rows = ledger.all(f"{statement} ORDER BY 2 DESC, 1 LIMIT {COMMONEST}")
    return tuple(Common(*row) for row in rows)


def told(folder: Path, run: Standing) -> Iterator[str]:
    """The lines that close a session."""
    done = run.complete + run.partial + run.failed
    yield (
        f"{folder}: {done:,} of {run.documents + run.waiting:,} documents done: {run.complete:,} complete, "
        f"{run.partial:,} partial, {run.failed:,} failed"
    )
    if run.duplicates:
        yield f"  of the paths, {run.duplicates:,} with the same bytes as another one"
    if run.unread:
        yield f"  of the paths, {run.unread:,} could not be opened"
    for title, commonest in (
        ("failures", run.failures), ("sections without an answer", run.unanswered), ("findings", run.findings),
    ):  # fmt: skip
        if commonest:
            yield f"  commonest {title}:"
            width = max(len(one.kind) for one in commonest)
            for one in commonest:
                yield f"    {one.number:>7,} {one.kind:<{width}}  {one.example}"
    yield from spent(run.spending)
    yield f"  records: {folder / 'records'}; as tables, failures and findings too: giextract export {folder} -o reports.xlsx"
    if run.pending + run.waiting:
        yield f"  go on: giextract extract --resume -o {folder}"
    elif run.failed + run.unread + len(run.unanswered):
        yield f"  try again what failed: giextract extract --retry-failed -o {folder}"


def spent(spending: Spending) -> Iterator[str]:
    """What a run has spent, in one line or none."""
    if not spending.attempts + spending.unsettled:
        return
    told = f"  spent: {spending.attempts:,} requests, {spending.answers:,} answers, {spending.tokens_in:,} tokens in, {spending.tokens_out:,} out"
    yield told + (f", {money(spending.cost, spending.currency)}" if spending.cost is not None else ", cost unknown")
    if spending.unmeasured:
        yield f"    {spending.unmeasured:,} answers did not say what they took; their cost is not in it"
    if spending.unsettled:
        most = f" (at most {money(spending.may_cost, spending.currency)})" if spending.may_cost else ""
        yield f"    {spending.unsettled:,} requests were under way when a run was killed; whether they were answered is not known{most}"


def money(amount: Decimal, currency: str | None) -> str:
    """An amount as people read it: cents, and more digits for less than one."""
    return f"{amount:,.{2 if amount >= 1 else 4}f} {currency or ''}".rstrip()
