"""Findings and failures: one row for each thing that the audit noticed, and one for each thing that could not be done."""

from __future__ import annotations

from collections.abc import Iterator

from giextract.export.columns import Column, Row, plain_list, text_of
from giextract.export.entry import Entry
from giextract.export.shape import issuer_and_year

FINDINGS = (
    Column("report", "文件", "text", "path of the document"),
    Column("issuer", "报告机关", "text", "the issuer that the report states"),
    Column("year", "报告年度", "integer", "the year that the report states"),
    Column("rule", "规则", "text", "which rule of the audit"),
    Column("severity", "程度", "text", "error, warning or note"),
    Column("defect", "归咎", "text", "whose defect it is: report, extraction or unclear; empty where nobody is to blame"),
    plain_list("paths", "路径", "the fields it speaks of, as JSON Pointers"),
    Column("stated", "印作", "text", "what is stated"),
    Column("expected", "应为", "text", "what is expected"),
    Column("message", "说明（英文）", "text", "what does not agree, in English"),
    Column("message_zh", "说明", "text", "the same in Chinese"),
    Column("start", "起始位置", "integer", "where the first of the fields stands, in code points from 0"),
    Column("end", "结束位置", "integer", "where it ends, exclusive"),
    Column("repair_path", "可改字段", "text", "the one field that would reconcile everything, where there is exactly one; nothing is changed"),
    Column("repair_value", "可改为", "text", "what it would have to be"),
    Column("against", "对照文件", "text", "the other report, where two are compared"),
)  # fmt: skip
FAILURES = (
    Column("report", "文件", "text", "path of the document"),
    Column("what", "类别", "text", "document (it has no record), section (it was not answered) or page (it was not read)"),
    Column("which", "名称", "text", "name of the section, number of the page"),
    Column("reason", "原因", "text", "why"),
)  # fmt: skip


class Findings:
    """One row for each finding; a record that several entries share gives its findings once."""

    columns = FINDINGS

    def rows(self, entry: Entry) -> Iterator[Row]:
        """The rows of one entry."""
        record = entry.record
        if record is None or entry.same_as is not None:
            return
        issuer, year = issuer_and_year(record)
        for one in record.findings:
            start, end = next((span for span in one.spans if span), (None, None))
            repair = (one.repair.path, text_of(one.repair.value)) if one.repair else (None, None)
            yield (
                entry.path, issuer, year, one.rule, one.severity, one.defect, list(one.paths) or None, one.stated,
                one.expected, one.message, one.message_zh, start, end, *repair, one.against,
            )  # fmt: skip


class Failures:
    """One row for each document without a record, each section without an answer, each page that was not read."""

    columns = FAILURES

    def rows(self, entry: Entry) -> Iterator[Row]:
        """The rows of one entry."""
        record = entry.record
        if record is None:
            yield (entry.path, "document", None, entry.failure or "no reason is known")
            return
        if entry.same_as is not None:
            return
        if entry.failure is not None:
            yield (entry.path, "document", None, entry.failure)
        for name, section in record.sections.items():
            if section.state == "unanswered":
                yield (entry.path, "section", name, section.reason)
        for page, reason in record.source.unread.items():
            yield (entry.path, "page", str(page), reason)
