"""The audit: what in a report does not agree, and whose defect it is. It reads a record and changes none of its values.

`audit` looks at one report, `audit_series` at several of one issuer. Rules of arithmetic stand in `catalogue`, those about
dates, numbering, names and words in the module of that name.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from giextract.audit.catalogue import SHARES
from giextract.audit.comparisons import from_comparisons, rows_of
from giextract.audit.constraint import Constraint, number
from giextract.audit.dates import about_dates
from giextract.audit.ending import about_the_end
from giextract.audit.finding import of_constraint, of_text
from giextract.audit.identities import from_identities
from giextract.audit.in_force import about_documents_in_force
from giextract.audit.leftovers import about_leftovers
from giextract.audit.lists import from_lists, shares_sum
from giextract.audit.material import Material
from giextract.audit.names import about_names
from giextract.audit.numbering import about_numbering
from giextract.audit.parts import about_parts
from giextract.audit.repair import repairs
from giextract.audit.series import audit_series
from giextract.audit.several import about_several_reports
from giextract.record import Finding

__all__ = ["Material", "audit", "audit_series"]

_SEVERITY_ORDER = {"error": 0, "warning": 1, "note": 2}


def audit(material: Material) -> list[Finding]:
    """All findings about one report, the gravest first, those of one gravity in the order of the report."""
    findings = [*_arithmetic(material), *about_documents_in_force(material)]
    for about in (
        about_dates,
        about_parts,
        about_numbering,
        about_names,
        about_leftovers,
        about_the_end,
        about_several_reports,
    ):
        findings.extend(about(material))
    return sorted(findings, key=lambda one: (_SEVERITY_ORDER[one.severity], _place(one)))


def _arithmetic(material: Material) -> Iterator[Finding]:
    row_of = rows_of(material)
    constraints: list[Constraint] = [
        *from_identities(material, row_of),
        *from_lists(material),
        *from_comparisons(material, row_of),
    ]
    values: dict[str, Decimal] = {}
    for constraint in constraints:
        terms = (*constraint.terms, *getattr(constraint, "wholes", ()))
        values.update({term.path: term.value for term in terms if term.value is not None})
    broken = [constraint for constraint in constraints if not constraint.holds(values)]
    mends = repairs(broken, constraints, values) if broken else []

    def fits(path: str, value: Decimal) -> bool:
        mended = {**values, path: value}
        concerned = [one for one in constraints if any(term.path == path for term in one.terms)]
        return all(one.holds(mended) or not one.holds(values) for one in concerned)

    for constraint, mend in zip(broken, mends, strict=True):
        yield of_constraint(material, constraint, values, mend, fits)
    if not any(constraint.rule.name == "share" for constraint in broken):
        for path, added, shares in shares_sum(material):
            yield of_text(
                SHARES,
                [share.span for share in shares],
                [share.path for share in shares],
                number(added),
                "100",
                name=material.title(path),
            )


def _place(finding: Finding) -> int:
    return min((span[0] for span in finding.spans if span), default=0)
