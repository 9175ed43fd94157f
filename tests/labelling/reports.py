"""A report composed for these tests, its record, and decisions on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from giextract import extract
from giextract.record import Record

TEXT = """丰泽县林业局2016年政府信息公开工作年度报告

本报告由丰泽县林业局编制，统计期限为2016年1月1日至2016年12月31日。

一、主动公开情况
2016年，我局主动公开政府信息240条。其中，政策法规类信息12条，工作动态类信息208条，财政信息20条。通过政府网站公开201条，政务微信公开39条。

二、依申请公开情况
全年收到政府信息公开申请7件，其中当面申请2件、网络申请5件，均已按时答复。

三、收费情况
全年未收取任何费用。

四、行政复议和诉讼情况
全年没有因政府信息公开引起的行政复议和行政诉讼。

丰泽县林业局
2017年2月20日
"""


def write_report(folder: Path, name: str = "linye", text: str = TEXT) -> Path:
    path = folder / f"{name}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def record_of(path: Path) -> Record:
    return extract(path)


def span_of(printed: str, text: str = TEXT) -> list[int]:
    start = text.index(printed)
    return [start, start + len(printed)]


def decisions_on(record: Record, *decisions: dict[str, Any], reviewer: str = "王敏") -> dict[str, Any]:
    source = record.source
    report = {
        "sha256": source.sha256, "path": source.path, "schema": record.signature.schema_, "decisions": list(decisions),
    }  # fmt: skip
    return {"giextract_review": 1, "reviewer": reviewer, "reports": [report]}


def write_json(path: Path, data: object) -> Path:
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return path
