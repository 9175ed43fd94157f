"""Reports composed for the tests of the review, with the records made of them, and records made by hand."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from giextract import extract
from giextract.document import Document
from giextract.record import Fact, Figures, Finding, Record, SectionResult, Signature, Source, UnclaimedFigure
from giextract.review.page import page
from giextract.review.reports import Opened, Report, gathered
from giextract.schema import load_schema

SCHEMA = load_schema()
TEXT = """青禾县𠮷水镇人民政府2017年政府信息公开工作年度报告

一、主动公开
2017年，全镇主动公开政府信息１２０条，其中网站公开80条，微博公开35条，公告栏公开4条。另印发简报12期。
制定《𠮷水镇政府信息公开指南》。召开会议3次。

二、依申请公开
收到申请7件，办结6件。
"""
"""A report with a character above U+FFFF in front of every figure, and figures that prove nothing."""


def span(printed: str, text: str = TEXT, at: int = 0) -> tuple[int, int]:
    """The code-point offsets of the occurrence `at` of `printed`."""
    start = -1
    for _ in range(at + 1):
        start = text.index(printed, start + 1)
    return start, start + len(printed)


def fact(path: str, value: Any, printed: str | None = None, text: str = TEXT, at: int = 0, **more: Any) -> Fact:
    """A proved fact whose proof is `printed` as it stands in `text`."""
    place = {} if printed is None else {"printed": printed, "span": span(printed, text, at)}
    parts: dict[str, Any] = {"state": "stated", "value": value, "backend": "rules", "check": "proved", **place, **more}
    return Fact(path=path, **parts)


FACTS = (
    fact("/header/year", 2017, "2017年"),
    fact("/header/issuer", "青禾县𠮷水镇人民政府", "青禾县𠮷水镇人民政府"),
    fact("/organisation/meetings", 3, "3次", doubtful=True),
    fact("/organisation/rules/0", "《𠮷水镇政府信息公开指南》", "《𠮷水镇政府信息公开指南》"),
    fact("/disclosure/total", 120, "１２０条"),
    fact("/disclosure/by_channel/0/name", "网站", "网站"),
    fact("/disclosure/by_channel/0/count", 80, "80条"),
    fact("/disclosure/by_channel/1/name", "微博", "微博"),
    fact("/disclosure/by_channel/1/count", 35, "35条"),
    fact("/applications/received", 7, "7件"),
    fact("/applications/closed", 6, "6件", check="unproved", reason="the line does not say so"),
)
FINDING = Finding(
    rule="channels_and_total",
    paths=["/disclosure/total", "/disclosure/by_channel/0/count", "/disclosure/by_channel/1/count"],
    spans=[span("１２０条"), span("80条"), span("35条")],
    stated="120",
    expected="115",
    defect="extraction",
    message="the channels add up to 115, the total is printed as 120",
    message_zh="各渠道相加为115，总数印作120",
)


def record(
    facts: tuple[Fact, ...] = FACTS,
    text: str = TEXT,
    findings: tuple[Finding, ...] = (FINDING,),
    backend: str = "rules@1",
    path: str = "report.txt",
    unclaimed: tuple[str, ...] = ("4条", "12期"),
    issuer: str = "青禾县𠮷水镇人民政府",
) -> Record:
    """A record made by hand of `text`."""
    return Record(
        giextract="0.1.0",
        status="complete",
        source=Source(path=path, sha256=sha256_of(text), characters=len(text)),
        signature=Signature(schema_=f"annual_report@{SCHEMA.digest}", backend=backend, text="clean@1"),
        sections={section.name: SectionResult(state="read") for section in SCHEMA.sections},
        values={"header": {"issuer": issuer, "year": 2017}},
        facts=list(facts),
        findings=list(findings),
        figures=Figures(
            printed=9,
            claimed=7,
            unclaimed=[UnclaimedFigure(printed=one, span=span(one, text), context=f"…{one}…") for one in unclaimed],
        ),
        usage=None,
    )


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def document_of(text: str, path: str = "report.txt", **more: Any) -> Document:
    """The document that `text` in a file is."""
    return Document(text, path, sha256_of(text), **more)


def html_of(*records: Record, texts: tuple[str, ...] = (TEXT,), **more: Any) -> str:
    """The page of records whose reports have these texts; a record of another text is shown without one."""
    sha256_to_text = {sha256_of(text): text for text in texts}

    def opened(report: Report) -> Opened:
        text = sha256_to_text.get(report.sha256)
        return Opened(missing="gone") if text is None else Opened(document_of(text))

    return "".join(page(gathered(records), SCHEMA, opened, **more))


def extracted(folder: Path, name: str, text: str) -> Record:
    """The record that the rules make of `text` in the file `name`."""
    (folder / name).write_text(text, encoding="utf-8")
    return extract(folder / name)
