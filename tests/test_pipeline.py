"""One document end to end: proofs of every fact of every report, the account of figures, states, and bad input."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from giextract.backends import Answer, load_backend
from giextract.backends.rules import RulesBackend
from giextract.document import Document
from giextract.errors import BackendError, NotAReportError, ReadingError
from giextract.pipeline import MOST_CHARACTERS, aextract_document, extract, extract_document, read_source
from giextract.record import Record
from giextract.schema import load_schema
from giextract.sections import Routed
from giextract.stated import value_of

HOME = Path(__file__).parent.parent
FOLDERS = (HOME / "evals" / "reports", HOME.parent / "shared" / "reports")
NEWS = ("e07-shibao", "e08-shibao")
"""Articles about a report, which are no reports themselves."""
REPORTS = sorted(
    path for folder in FOLDERS if folder.is_dir() for path in folder.glob("*.txt") if path.stem not in NEWS
)
SHARED = [path for path in REPORTS if path.parent == FOLDERS[1]]
SCHEMA = load_schema("annual_report")
TEXT = (
    "某县2012年政府信息公开工作年度报告\n本报告根据《政府信息公开条例》编制。\n一、概述\n工作有序。\n二、主动公开政府信息情况\n主动公开政府信息130条，另有7条。\n"
    "三、依申请公开情况\n未收到申请。\n四、收费及减免情况\n没有收费。\n五、存在的主要问题\n人手紧张。\n某县人民政府\n2013年2月17日\n"
)


NO_REPORT = pytest.param(Path(), marks=pytest.mark.skip(reason="no reports beside this clone"), id="none")


@pytest.fixture(params=[pytest.param(path, id=path.stem) for path in REPORTS] or [NO_REPORT])
def read(request: pytest.FixtureRequest) -> tuple[Document, Record]:
    return extracted(request.param)


@cache
def extracted(path: Path) -> tuple[Document, Record]:
    document = read_source(path)
    return document, extract_document(document, RulesBackend(), SCHEMA)


@pytest.mark.parametrize("name", NEWS)
def test_news_about_a_report_is_no_report(name: str) -> None:
    with pytest.raises(NotAReportError):
        extract(FOLDERS[0] / f"{name}.txt")


@pytest.mark.skipif(not SHARED, reason="../shared/reports is not beside this clone")
def test_the_shared_reports_are_there() -> None:
    assert len(SHARED) >= 9


def test_every_fact_is_proved_again_from_the_document(read: tuple[Document, Record]) -> None:
    document, record = read
    assert record.facts
    assert len({fact.path for fact in record.facts}) == len(record.facts)
    for fact in record.facts:
        if fact.span is not None:
            start, end = fact.span
            assert 0 <= start < end <= len(document.text), fact.path
            assert fact.printed == document.text[start:end], fact.path
        if fact.state != "stated" or fact.check != "proved":
            assert fact.value is None, fact.path
            continue
        assert fact.span is not None, fact.path
        assert fact.value is not None, fact.path
        alone = value_of(fact.printed or "", SCHEMA.leaf(fact.path))
        # A unit in the head of its column is cited beside the figure, not inside it.
        assert alone == fact.value or fact.path.endswith("wan_yuan"), fact.path


def test_values_hold_the_proved_facts_and_nothing_else(read: tuple[Document, Record]) -> None:
    record = read[1]
    leaves: dict[str, object] = {}

    def walk(value: object, path: str) -> None:
        if isinstance(value, dict):
            for key, item in value.items():
                walk(item, f"{path}/{key}")
        elif isinstance(value, list):
            for index, item in enumerate(value):
                walk(item, f"{path}/{index}")
        else:
            leaves[path] = value

    walk(record.values, "")
    proved = {
        fact.path: fact.value for fact in record.facts if fact.check == "proved" and fact.state in ("stated", "blank")
    }
    assert leaves == proved


def test_the_account_of_figures_adds_up(read: tuple[Document, Record]) -> None:
    document, record = read
    figures = record.figures
    assert figures.claimed + len(figures.unclaimed) == figures.printed
    proofs = [fact.span for fact in record.facts if fact.check == "proved" and fact.span]
    ends = 0
    for figure in figures.unclaimed:
        start, end = figure.span
        assert ends <= start
        ends = end
        assert figure.printed == document.text[start:end]
        assert not any(low < end and start < high for low, high in proofs)


def test_sections_have_states_and_spans_in_order(read: tuple[Document, Record]) -> None:
    document, record = read
    assert list(record.sections) == [section.name for section in SCHEMA.sections]
    owners = {fact.path.split("/")[1] for fact in record.facts}
    for name, section in record.sections.items():
        assert section.state in ("read", "absent")
        assert section.state == "read" or name not in owners
        assert all(start < end <= len(document.text) for start, end in section.spans)
        assert section.spans == sorted(section.spans)
    assert record.status == "complete"


@pytest.mark.parametrize("path", SHARED[:5], ids=lambda path: path.stem)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_a_report_cut_off_in_the_middle_gives_what_stands_there(path: Path, share: float) -> None:
    text = read_source(path).text
    part = text[: int(len(text) * share)]
    record = extract_document(Document(part), RulesBackend(), SCHEMA)
    for fact in record.facts:
        if fact.span:
            assert fact.printed == part[fact.span[0] : fact.span[1]]
    assert record.figures.claimed + len(record.figures.unclaimed) == record.figures.printed


@pytest.mark.parametrize(
    "noise",
    [
        pytest.param("\x00", id="NUL"), pytest.param("\x07\x1b", id="controls"), pytest.param("\u200b", id="zero-width"), pytest.param("\ufeff", id="BOM"),
        pytest.param("\xad\u2060", id="soft hyphens"),
    ],
)  # fmt: skip
def test_hidden_characters_change_no_value(noise: str) -> None:
    chance = random.Random(7)
    damaged = "".join(character + (noise if chance.random() < 0.2 else "") for character in TEXT)
    record = extract(damaged)
    assert record.values == extract(TEXT).values
    assert all(fact.span and damaged[fact.span[0] : fact.span[1]] == fact.printed for fact in record.facts)


def test_letter_spacing_and_full_width_change_no_figure() -> None:
    spaced = "\n".join(" ".join(line) for line in TEXT.split("\n"))
    wide = TEXT.translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)})
    for text in (spaced, wide):
        values = extract(text).values
        assert values["disclosure"]["total"] == 130
        assert values["applications"]["received"] == 0


def test_line_ends_of_windows_change_nothing() -> None:
    assert extract(TEXT.replace("\n", "\r\n")).values == extract(TEXT).values


def test_a_figure_that_proves_nothing_is_unclaimed() -> None:
    record = extract(TEXT)
    assert [(figure.printed, TEXT[slice(*figure.span)]) for figure in record.figures.unclaimed] == [("7条", "7条")]
    assert (record.figures.printed, record.figures.claimed) == (2, 1)


def test_where_no_fee_is_stated_there_is_none() -> None:
    assert "fees" not in extract(TEXT.replace("四、收费及减免情况\n没有收费。\n", "")).values
    assert extract(TEXT).values["fees"]["charged_wan_yuan"] == 0


NO_REPORTS = [
    pytest.param(
        "This is a report on the freedom of information.\nIt is written in English.\n" * 9, "no Chinese", id="English"
    ),
    pytest.param("春眠不觉晓，处处闻啼鸟。\n夜来风雨声，花落知多少。\n" * 9, "not a report", id="a poem"),
    pytest.param(
        "某公司2012年财务年度报告\n营业收入130万元，利润12万元。\n" * 9, "not a report", id="a report of another kind"
    ),
    pytest.param("\x00\x01\x02\n" * 99, "no Chinese", id="control characters"),
    pytest.param("。\n，\n", "no Chinese", id="marks"),
    pytest.param(
        "关于某县信息公开的一则新闻，县里召开会议研究部署各项工作任务要求。\n", "not a report", id="one mention"
    ),
]


@pytest.mark.parametrize(("text", "words"), NO_REPORTS)
def test_what_is_no_report_is_said_in_one_line(text: str, words: str) -> None:
    with pytest.raises(NotAReportError, match=words) as caught:
        extract_document(Document(text, "a.txt"), RulesBackend(), SCHEMA)
    assert "\n" not in caught.value.message
    assert "a.txt" in caught.value.message


@pytest.mark.parametrize("text", ["", " \n\n", "\n"])
def test_empty_text_is_an_error(text: str) -> None:
    with pytest.raises((ReadingError, NotAReportError)):
        extract(text)
    with pytest.raises(NotAReportError):
        extract_document(Document(text), RulesBackend(), SCHEMA)


def test_a_text_longer_than_any_report_is_an_error() -> None:
    with pytest.raises(ReadingError, match="split it"):
        extract_document(Document("公" * (MOST_CHARACTERS + 1), "big.txt"), RulesBackend(), SCHEMA)


def test_a_path_and_its_text_give_the_same_facts(sample: Path) -> None:
    by_path, by_text = extract(sample), extract(sample.read_text("utf-8"))
    assert by_path.facts == by_text.facts
    assert by_path.source.sha256 == by_text.source.sha256
    assert (by_path.source.path, by_text.source.path) == (str(sample), "")


@pytest.mark.parametrize("name", ["no such file.txt", "没有这个文件.txt", "a\x00b"])
def test_a_short_line_is_a_path(name: str) -> None:
    with pytest.raises(ReadingError):
        extract(name)


class Fails(RulesBackend):
    """The rules, failing in the sections named."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def fill(self, routed: Routed) -> list[Answer]:
        if not self.names or routed.section.name in self.names:
            raise BackendError("the model cut its answer off")
        return super().fill(routed)


def test_a_section_that_failed_is_unanswered_and_never_absent() -> None:
    record = extract(TEXT, Fails("disclosure"))
    assert record.status == "partial"
    assert record.sections["disclosure"].state == "unanswered"
    assert record.sections["disclosure"].reason == "the model cut its answer off"
    assert record.sections["proposals"].state == "absent"
    assert "disclosure" not in record.values
    assert record.values["applications"] == {"received": 0}


def test_a_report_of_which_nothing_was_answered_failed() -> None:
    record = extract(TEXT, Fails())
    assert record.status == "failed"
    assert record.values == {}
    assert record.facts == []


def test_a_fallback_fills_what_failed_and_says_so() -> None:
    record = extract_document(Document(TEXT), Fails("disclosure"), SCHEMA, load_backend("rules"))
    assert record.status == "complete"
    assert record.values == extract(TEXT).values
    assert "because the model cut its answer off" in (record.sections["disclosure"].reason or "")


def test_the_async_twin_gives_the_same_record() -> None:
    record = asyncio.run(aextract_document(Document(TEXT), RulesBackend(), SCHEMA))
    assert (record.values, record.facts, record.figures) == (
        extract(TEXT).values,
        extract(TEXT).facts,
        extract(TEXT).figures,
    )


def test_half_a_surrogate_pair_does_not_break_the_json() -> None:
    assert extract(TEXT.replace("某县", "某\ud800县")).to_json()


def long_texts() -> Iterator[tuple[str, str]]:
    yield "sentences", "主动公开政府信息130条，占5%。未收到申请。\n"
    yield "no line ends", "主动公开政府信息130条，占5%。未收到申请。"
    yield "no sentence ends", "主动公开政府信息130条，"
    yield "headings", "二、主动公开政府信息情况\n公开12条。\n"
    yield "form", "主动公开信息数 条 24 24\n"


@pytest.mark.parametrize(("kind", "unit"), list(long_texts()), ids=[kind for kind, _ in long_texts()])
def test_time_is_linear_in_length(kind: str, unit: str) -> None:
    def seconds(length: int) -> float:
        text = TEXT + ("附件：\n指标名称 单位 本年 历年累计\n" if kind == "form" else "") + unit * (length // len(unit))
        began = time.process_time()
        extract_document(Document(text), RulesBackend(), SCHEMA)
        return time.process_time() - began

    assert seconds(8_000) < 1
    assert seconds(32_000) < 2.5


def test_a_megabyte_of_report_takes_seconds() -> None:
    text = TEXT * (345_000 // len(TEXT))
    assert len(text.encode()) > 900_000
    began = time.process_time()
    record = extract_document(Document(text), RulesBackend(), SCHEMA)
    assert time.process_time() - began < 20
    assert record.values["disclosure"]["total"] == 130
