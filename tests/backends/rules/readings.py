"""Readings made from a few lines of a report, for tests of what rules find in sentences."""

from __future__ import annotations

from giextract.backends.rules.sentences import Reading
from giextract.document import Document
from giextract.pipeline import prepare
from giextract.schema import load_schema
from giextract.sections import route

BEFORE = "某县2012年政府信息公开工作年度报告\n本报告根据信息公开条例编制。\n一、概述\n工作有序。\n二、主动公开政府信息情况\n公开有序。\n三、依申请公开情况\n办理有序。\n"
AFTER = "\n八、存在的主要问题\n人手紧张。"


def reading(lines: str, section: str) -> Reading:
    """What `section` reads of a report on 2012 that holds `lines`."""
    schema = load_schema("annual_report")
    clean, skeleton, placed = prepare(Document(BEFORE + lines + AFTER), schema)
    return Reading(route(clean, skeleton, placed, schema)[section])
