"""The audit: what in a report does not agree, and whose defect it is. It reads a record and changes none of its values.

`audit` looks at one report, `audit_series` at several of one issuer. Rules of arithmetic stand in `catalogue`, those about
dates, numbering, names and words in the module of that name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from giextract.audit.accounts import balance_of
from giextract.audit.carried import about_carried_over_cases
from giextract.audit.catalogue import SHARE, SHARES
from giextract.audit.charges import about_charges
from giextract.audit.constraint import number
from giextract.audit.dates import about_dates
from giextract.audit.ending import about_the_end
from giextract.audit.explanation import wider
from giextract.audit.finding import of_constraint, of_text
from giextract.audit.foreign_bodies import about_foreign_bodies
from giextract.audit.growth import about_growth
from giextract.audit.in_force import about_documents_in_force
from giextract.audit.interpretations import about_interpretations
from giextract.audit.leftovers import about_leftovers
from giextract.audit.lists import lists_of, shares_sum
from giextract.audit.material import Material
from giextract.audit.names import about_names
from giextract.audit.naming import names
from giextract.audit.numbering import about_numbering
from giextract.audit.parts import about_parts
from giextract.audit.prose_shares import about_prose_shares
from giextract.audit.repair import repairs
from giextract.audit.repeated import counted
from giextract.audit.rereading import Rereading
from giextract.audit.series import audit_series
from giextract.audit.several import about_several_reports, told_apart
from giextract.audit.stocks import about_matters
from giextract.audit.told_of_tables import about_what_is_told_of_tables
from giextract.audit.unreadable import about_unreadable_figures
from giextract.audit.years import about_years
from giextract.record import Finding

__all__ = ["Material", "audit", "audit_series", "in_order"]

_SEVERITY_ORDER = {"error": 0, "warning": 1, "note": 2}


def audit(material: Material) -> list[Finding]:
    """All findings about one report, the gravest first, those of one gravity in the order of the report."""
    findings = [*_arithmetic(material), *about_documents_in_force(material)]
    for about in (
        about_carried_over_cases,
        about_matters,
        about_charges,
        about_what_is_told_of_tables,
        about_prose_shares,
        about_interpretations,
        about_growth,
        about_dates,
        about_years,
        about_parts,
        about_numbering,
        about_names,
        about_foreign_bodies,
        about_leftovers,
        about_the_end,
        about_several_reports,
        about_unreadable_figures,
    ):
        findings.extend(about(material))
    return in_order(counted(told_apart(findings)))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The gravest first, those of one gravity in the order of the report."""
    return sorted(findings, key=lambda one: (_SEVERITY_ORDER[one.severity], _place(one)))


def _arithmetic(material: Material) -> Iterator[Finding]:
    path_to_items = lists_of(material)
    balance = balance_of(material, path_to_items)
    rereading = Rereading(material, balance)
    of_wider = wider(material, balance)
    misread: list[str] = []
    for constraint, mend in zip(balance.broken, repairs(balance), strict=True):
        finding = of_constraint(material, constraint, balance, rereading, mend, of_wider)
        if finding.defect == "extraction":
            misread.extend(finding.paths)
        yield finding
    if not any(constraint.rule is SHARE for constraint in balance.broken):
        for path, added, shares in shares_sum(material, path_to_items):
            if any(one.startswith(f"{path}/") for one in misread):
                continue  # an item that nobody read has its share too
            yield of_text(
                SHARES,
                [share.span for share in shares],
                [share.path for share in shares],
                number(added),
                "100",
                **names(material, path),
            )


def _place(finding: Finding) -> int:
    return min((span[0] for span in finding.spans if span), default=0)
