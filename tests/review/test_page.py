"""The file of the page: what stands in it, in which order, and what its policy allows."""

from __future__ import annotations

import base64
import hashlib
import json
import re

import pytest

from giextract.document import Box, Page, PageImage
from giextract.review import page as page_module
from giextract.review.doubts import doubts
from giextract.review.page import page
from giextract.review.reports import Opened, fits, gathered
from tests.review.reports import FACTS, SCHEMA, TEXT, document_of, fact, html_of, record, span


def elements(html: str) -> dict[str, str]:
    """Id of each element of data -> its content, in the order of the page."""
    return dict(re.findall(r'<script type="(?:application/json|text/plain)" id="([^"]+)">(.*?)</script>', html))


def test_the_policy_allows_the_pages_own_script_and_style_and_nothing_else() -> None:
    html = html_of(record())
    match = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert match
    rules = dict(rule.split(" ", 1) for rule in match[1].split("; "))
    for name, element in (("script-src", "<script>(.*?)</script>"), ("style-src", "<style>(.*?)</style>")):
        (text,) = re.findall(element, html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules[name] == f"'sha256-{digest}'"
    assert rules["default-src"] == rules["connect-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["img-src"] == "data:"
    assert not any("unsafe" in rule for rule in rules.values())


def test_only_the_page_that_is_served_may_ask_where_it_came_from() -> None:
    assert "connect-src 'self'" in html_of(record(), token="secret")
    assert json.loads(elements(html_of(record(), token="secret"))["index"])["serve"] == {"token": "secret"}
    assert json.loads(elements(html_of(record()))["index"])["serve"] is None


def test_nothing_is_loaded_from_anywhere() -> None:
    html = html_of(record())
    outside = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert not re.search(r"\b(?:src|href|action|srcset|poster|url)\s*[=(]", outside)


def test_the_first_report_stands_before_the_script_and_the_others_behind_it() -> None:
    other = TEXT.replace("2017", "2018")
    html = html_of(record(), record(text=other, findings=()), texts=(TEXT, other))
    order = [html.index(mark) for mark in ('id="index"', 'id="report-0"', "<script>", 'id="report-1"')]
    assert order == sorted(order)
    assert html.count("</script>") == 6


@pytest.mark.parametrize(
    "attack", ["</script><script>alert(1)</script>", "<!-- <script>", "]]>", "\u2028\u2029", "\x00\r\n"]
)
def test_text_stays_data(attack: str) -> None:
    html = html_of(record(path=attack), texts=())
    assert html.count("<script") == html.count("</script>") == 4
    assert json.loads(elements(html)["index"])["reports"][0]["path"] == attack


def test_texts_and_boxes_of_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    start, end = span("4条")
    document = document_of(
        TEXT,
        pages=(Page(1, 0, len(TEXT)), Page(2, len(TEXT), len(TEXT), unread="damaged")),
        boxes=(Box(start, end, 1, 0.1, 0.2, 0.3, 0.4),),
    )
    images = [PageImage(1, 60, 80, "image/webp", b"picture" * 9), PageImage(2, 60, 80, "image/webp", b"other" * 9)]
    made = gathered([record()])
    found = elements("".join(page(made, SCHEMA, lambda _: Opened(document, images=images))))
    report = json.loads(found["report-0"])
    assert json.loads(found["text-0"]) == TEXT
    assert report["figures"]["unclaimed"][0]["place"] == {"page": 1, "boxes": [[0.1, 0.2, 0.3, 0.4]]}
    assert base64.b64decode(found["image-0-2"]) == b"other" * 9
    assert [one["number"] for one in report["pages"]] == [1, 2]
    monkeypatch.setattr(page_module, "MOST_PICTURES", 100)
    found = elements("".join(page(made, SCHEMA, lambda _: Opened(document, images=images))))
    assert json.loads(found["report-0"])["left_out"] == 1
    assert "image-0-2" not in found


def test_the_same_records_make_the_same_page() -> None:
    assert html_of(record()) == html_of(record())
    one, other = (json.loads(elements(html)["index"]) for html in (html_of(record()), html_of(record(FACTS[:3]))))
    assert one["digest"] != other["digest"]


def test_records_of_one_report_stand_together_and_the_same_one_once() -> None:
    other = TEXT + "完"
    records = [record(), record(text=other, findings=()), record(backend="model@1"), record()]
    assert [[one.signature.backend for one in report.records] for report in gathered(records)] == [
        ["rules@1", "model@1"],
        ["rules@1"],
    ]


def test_what_is_doubtful_and_why() -> None:
    model = record((*FACTS[:4], fact("/disclosure/total", 12, "12期"), *FACTS[5:10]), findings=(), backend="model@1")
    assert doubts([record(), model]) == {
        "/disclosure/total": ["difference", "finding"],
        "/disclosure/by_channel/0/count": ["finding"],
        "/disclosure/by_channel/1/count": ["finding"],
        "/organisation/meetings": ["doubtful"],
        "/applications/closed": ["unproved"],
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [(TEXT, True), (TEXT.replace("7件", "9件"), False), (TEXT + " ", False)],
)
def test_a_text_fits_a_record_where_every_proof_stands_in_it(text: str, said: bool) -> None:
    document = document_of(text)
    source = record().source.model_copy(update={"sha256": document.sha256})
    assert fits(record().model_copy(update={"source": source}), document) is said
