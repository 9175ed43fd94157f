"""Reports are hostile: whatever stands in texts, names, values or HTML input, nothing of it runs, loads, or becomes markup."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from giextract import extract
from giextract.reading import read
from giextract.record import Fact, Finding, UnclaimedFigure
from giextract.review.page import page
from giextract.review.reports import Opened, gathered
from tests.review.browser.conftest import Open, Tab
from tests.review.reports import SCHEMA, html_of, record

ATTACKS = (
    "<script>window.hit = 1</script>",
    "</script><script>window.hit = 1</script>",
    "<!--<script>window.hit = 1</script>-->",
    "<img src=x onerror='window.hit = 1'>",
    "<svg onload='window.hit = 1'><animate onbegin='window.hit = 1' attributeName=x dur=1s>",
    "<iframe srcdoc='<script>parent.hit = 1</script>'></iframe>",
    "<iframe src='http://127.0.0.1:9/hit'></iframe><object data='http://127.0.0.1:9/hit'></object>",
    "<a href='javascript:window.hit = 1' autofocus onfocus='window.hit = 1'>x</a>",
    "<style>* { background: url('http://127.0.0.1:9/hit') !important; display: none }</style>",
    "<link rel=stylesheet href='http://127.0.0.1:9/hit'><link rel=preload as=image href='http://127.0.0.1:9/hit'>",
    "<base href='http://127.0.0.1:9/'><meta http-equiv=refresh content='0;url=http://127.0.0.1:9/hit'>",
    "<form action='http://127.0.0.1:9/hit'><button autofocus>x</button></form>",
    "<details open ontoggle='window.hit = 1'><video><source onerror='window.hit = 1'></video></details>",
    "<math><mtext><table><mglyph><style><img src=x onerror='window.hit = 1'>",
    "\"><input autofocus onfocus='window.hit = 1'><x y=\"",
    "'-(window.hit = 1)-'; window.hit = 1; `${window.hit = 1}`",
    "{{STYLE}}{{FIRST}}{{SCRIPT}}{{OTHERS}}{{constructor.constructor('window.hit = 1')()}}",
    "\u2028\u2029\u202ewindow.hit = 1\u2066\u0000\x1b]8;;http://x\x07",
    "__proto__",
    "[data-path=\"'); window.hit = 1; ('\"]",
)


def poisoned(attack: str) -> tuple[str, str]:
    """The page of a record in which the attack stands wherever text can, and the text of its report."""
    text = f"报告𠮷{attack}共120条\n{attack}\n另有12期"
    start = len("报告𠮷")
    span = (start, start + len(attack))
    proof = {"printed": attack, "span": span, "backend": attack, "check": "proved"}
    facts = (
        Fact(path="/header/issuer", state="stated", value=attack, **proof),
        Fact(path="/organisation/rules/0", state="stated", value=attack, reason=attack, **proof),
        Fact(path="/disclosure/by_channel/0/name", state="stated", value=attack, doubtful=True, **proof),
        Fact(path="/applications/closed", state="stated", value=3, backend="rules", check="unproved", reason=attack, printed=attack),
        Fact(path="/nowhere/" + attack.replace("~", "~0").replace("/", "~1"), state="stated", value=attack, **proof),
    )  # fmt: skip
    finding = Finding(
        rule=attack, paths=["/header/issuer"], spans=[span], stated=attack, expected=attack, defect="unclear",
        message=attack, message_zh=attack,
    )  # fmt: skip
    made = record(facts, text, (finding,), backend=attack, path=attack, unclaimed=(), issuer=attack)
    figures = made.figures.model_copy(
        update={"unclaimed": [UnclaimedFigure(printed=attack, span=span, context=attack)]}
    )
    source = made.source.model_copy(update={"warnings": [attack], "unread": {1: attack}})
    sections = {
        "header": made.sections["header"].model_copy(update={"state": "unanswered", "reason": attack}),
        **{name: one for name, one in made.sections.items() if name != "header"},
    }
    made = made.model_copy(update={"figures": figures, "source": source, "sections": sections})
    other = made.model_copy(
        update={"signature": made.signature.model_copy(update={"backend": attack + "2"}), "facts": made.facts[:2]}
    )
    return html_of(made, other, texts=(text,), reviewer=attack), text


def walk(tab: Tab) -> None:
    """Go everywhere: every field, every dialog, both languages, editing, searching."""
    for slot in tab.page.locator(".slot").all():
        slot.click()
    for key in (
        ".",
        ".",
        "h",
        "n",
        "c",
        "Escape",
        "g",
        "Escape",
        "?",
        "Escape",
        "o",
        "Escape",
        "l",
        "e",
        "t",
        "a",
        "m",
    ):
        tab.press(key)
    tab.press("Escape", "/")
    tab.page.keyboard.type("<img")


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_an_attack_stays_text(open_page: Open, attack: str) -> None:
    html, text = poisoned(attack)
    tab = open_page(html)
    walk(tab)
    assert tab.page.evaluate("window.hit") is None
    assert tab.page.locator("#text").evaluate("one => one.textContent") == text.replace("\ud800", "?")
    foreign = "img, svg, iframe, object, embed, link, base, video, math, form:not(#editor), #work a, #work style"
    assert tab.page.locator(f"body :is({foreign})").count() == 0
    assert tab.page.locator("script:not([type])").count() == 1
    assert [url for url in tab.requests if not url.startswith(("file:", "data:"))] == []
    tab.page.reload()
    assert tab.page.evaluate("window.hit") is None


def test_a_script_that_got_in_would_not_run(open_page: Open, httpserver: HTTPServer) -> None:
    """The second wall: the policy refuses scripts, styles' addresses, pictures and requests that are not the page's own."""
    tab = open_page(html_of(record()))
    tab.page.evaluate(
        """(address) => {
            const add = (name, more) => document.body.append(Object.assign(document.createElement(name), more));
            try { add("script", { textContent: "window.hit = 1" }); } catch (error) { window.refused = String(error); }
            add("img", { src: address });
            document.body.setAttribute("style", `background: url(${address})`);
            try { document.body.innerHTML = "<img src=x onerror='window.hit = 1'>"; } catch (error) { window.refused = String(error); }
        }""",
        httpserver.url_for("/hit.png"),
    )
    asked = tab.page.evaluate(f"fetch('{httpserver.url_for('/hit')}').then(() => 'loaded', () => 'refused')")
    assert (asked, tab.page.evaluate("window.hit")) == ("refused", None)
    assert "TrustedHTML" in tab.page.evaluate("window.refused")
    assert httpserver.log == []
    assert all("Policy" in error or "Trusted" in error for error in tab.errors)
    tab.errors.clear()
    tab.requests.clear()  # Chromium names what it was asked for before it refuses


def test_a_hostile_web_page_comes_through_reading_as_text(open_page: Open, tmp_path: Path) -> None:
    body = "".join(
        f"<p>{attack}</p><p>{attack.replace('<', '&lt;').replace('>', '&gt;')}</p>" for attack in ATTACKS[:16]
    )
    source = tmp_path / "report.html"
    source.write_text(
        "<!doctype html><html><head><meta charset=utf-8><title>x</title></head><body>"
        f"<h1>青禾县2017年政府信息公开工作年度报告</h1><p>一、主动公开。2017年全县主动公开政府信息120条。</p>{body}</body></html>",
        encoding="utf-8",
    )
    made = extract(source)
    document = read(source)
    tab = open_page("".join(page(gathered([made]), SCHEMA, lambda _: Opened(document))))
    assert "onerror" in document.text
    walk(tab)
    assert tab.page.evaluate("window.hit") is None
    assert tab.page.locator("#text").evaluate("one => one.textContent") == document.text


def test_what_another_page_left_in_the_browser_is_not_obeyed(open_page: Open) -> None:
    tab = open_page(html_of(record()))
    digest = tab.page.evaluate("JSON.parse(document.getElementById('index').textContent).digest")
    stored = [
        ("not json", "x"), ('{"sha256": 3}', "y"), ('{"sha256": "0", "decision": {"action": "<img>"}}', "z"),
        ('{"sha256": "__proto__", "decision": {"action": "set", "path": "/a", "state": "stated", "value": "x"}}', "w"),
    ]  # fmt: skip
    for text, key in stored:
        tab.page.evaluate(
            "([key, text]) => localStorage.setItem(key, text)", [f"giextract-review/{digest}/{key}", text]
        )
    tab.page.evaluate("localStorage.setItem('giextract-review/language', '<img>')")
    tab.page.evaluate(f"localStorage.setItem('giextract-review/place/{digest}', '[[[')")
    tab.page.reload()
    tab.press("n", "a")
    assert tab.decided() == [{"path": "/organisation/meetings", "action": "accept"}]
