"""`giextract audit`: what does not agree in reports, and whose defect it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from giextract.cli.options import reports_option, schema_option
from giextract.cli.outcome import Exit

if TYPE_CHECKING:
    from giextract.audit import Material
    from giextract.record import Finding, Record

SEVERITIES = ("note", "warning", "error")
EXAMPLES = """
\b
Examples:
  giextract audit report.txt
  giextract audit 2021.txt 2022.txt 2023.txt       also from year to year
  giextract audit reports/                         the reports in a folder
  giextract audit records.jsonl                    what extract wrote, or out/
  giextract audit report.txt --lang zh --figures
  giextract audit report.txt --strict=warning      exit code 5 on a finding
  giextract audit reports/*.txt --format json | jq '.[].findings'
  giextract audit reports/*.txt --format csv > findings.csv

\b
Each finding says what is stated and what is expected, whose defect it is (of
the report, of the extraction, unclear, or nobody's), and the one figure that
would reconcile everything, where there is exactly one. No value is changed.
Several reports of one issuer are also held against each other.

\b
Exit codes: 0 audited, 3 some reports failed or partial, 4 all failed,
5 a finding of --strict, 2 usage.
"""


class AuditCommand(click.Command):
    """A command whose `--strict` takes a severity behind `=` and none else, so that a path may follow it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, `--strict` alone being `--strict=error`."""
        return super().parse_args(ctx, ["--strict=error" if one == "--strict" else one for one in args])


@click.command(cls=AuditCommand, epilog=EXAMPLES)
@click.argument("paths", nargs=-1, required=True, type=click.Path(allow_dash=True, readable=False), metavar="PATH...")
@click.option("-b", "--backend", metavar="NAME", help="What fills the sections.  [default: the settings', or rules]")
@click.option(
    "--strict",
    type=click.Choice(SEVERITIES),
    metavar="[=SEVERITY]",
    help="Exit with 5 on findings from SEVERITY (note, warning, error) on; error if none is named. Notes that blame nobody do not count.",
)
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language of the page.")
@reports_option
@click.option("--figures", is_flag=True, help="List the figures that prove nothing, and the numbers left out.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
@schema_option
def command(
    paths: tuple[str, ...],
    backend: str | None,
    strict: str | None,
    lang: Any,
    folders: tuple[Path, ...],
    figures: bool,
    form: str,
    schema: str,
) -> Exit:
    """Audit the reports at PATH..., each by itself and one issuer's from year to year.

    PATH is a report (- is standard input), a folder, pattern or list (@FILE) of reports as extract takes them, or a file or
    folder of records that extract wrote; these are held against their reports again, where these are still there.
    """
    import json

    from giextract.audit import audit_series, in_order
    from giextract.audit.page import page
    from giextract.backends import close, load_backend
    from giextract.cli.audit_inputs import AuditInputs
    from giextract.cli.output import show
    from giextract.schema import load_schema
    from giextract.settings import load_settings

    settings = load_settings({"default_backend": ("--backend", backend)} if backend else {}).settings
    chosen = load_schema(schema)
    filler = load_backend(settings.default_backend, settings)
    inputs = AuditInputs(filler, chosen, settings.reading, folders)
    try:
        materials = list(inputs.materials(paths))
    finally:
        close(filler)
    over_years = audit_series(materials) if len(materials) > 1 else {}
    index_to_findings = [
        in_order([*material.record.findings, *over_years.get(index, ())]) for index, material in enumerate(materials)
    ]
    both = list(zip(materials, index_to_findings, strict=True))
    if form == "json":
        told = [_as_json(material, findings) for material, findings in both]
        show([json.dumps(told, ensure_ascii=False, indent=2) + "\n"])
    elif form == "csv":
        show(_as_csv(material.record.model_copy(update={"findings": findings}) for material, findings in both))
    else:
        show([("\n" if index else "") + page(one, found, lang, figures) for index, (one, found) in enumerate(both)])
    if strict and any(_counts(finding, strict) for findings in index_to_findings for finding in findings):
        return Exit.GATE
    if not materials:
        return Exit.FAILED
    partial = inputs.failed or any(material.record.status != "complete" for material in materials)
    return Exit.PARTIAL if partial else Exit.COMPLETE


def _counts(finding: Finding, strict: str) -> bool:
    return finding.defect is not None and SEVERITIES.index(finding.severity) >= SEVERITIES.index(strict)


def _as_csv(records: Iterable[Record]) -> Iterator[str]:
    """A row for each finding, with the columns that an export of findings has."""
    from giextract.export.csv import lines
    from giextract.export.entry import Entry
    from giextract.export.findings import Findings

    table = Findings()
    return lines(table.columns, (row for one in records for row in table.rows(Entry(one.source.path, one))))


def _as_json(material: Material, findings: list[Finding]) -> dict[str, Any]:
    record = material.record
    return {
        "path": record.source.path,
        "status": record.status,
        "findings": [finding.model_dump(mode="json", exclude_unset=True) for finding in findings],
        "figures": record.figures.model_dump(mode="json"),
    }
