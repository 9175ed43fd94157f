"""The page of a review: one HTML file with everything in it, which loads nothing, sends nothing, and can be mailed.

Its script and style are the files in `browser/`, put together in the order of `SCRIPTS`; nothing is built or minified.
Text of reports goes in as JSON and onto the screen as text nodes, never as markup; the content security policy names the
page's own script and style by their hashes, so that no other would run even if it got in, and lets pictures only come from
the page itself. The first report stands before the script and the others behind it, so that a long pile does not keep the
first one from being shown.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files

from giextract.review.contents import contents, index
from giextract.review.reports import Opened, Report
from giextract.schema import Schema
from giextract.text.script_json import embedded_json

SCRIPTS = (
    "words.js", "offsets.js", "numerals.js", "elements.js", "report.js", "decisions.js", "grounds.js", "storing.js", "keeping.js", "sections.js",
    "marks.js", "finding_words.js", "text_pane.js", "image_pane.js", "fields_pane.js", "lots.js", "first_looks.js", "inspector.js", "drafts.js", "editor.js", "picker.js",
    "pile.js", "search.js", "actions.js", "keys.js", "start.js",
)  # fmt: skip
"""The files of the script: each holds one concept, and they share one scope."""
MOST_PICTURES = 60_000_000
"""Bytes of pictures that one page takes; pages of reports after that are shown as text alone, and the page says so."""

_PLACES = ("{{POLICY}}", "{{STYLE}}", "{{FIRST}}", "{{SCRIPT}}", "{{OTHERS}}")


def page(
    reports: Sequence[Report],
    schema: Schema,
    opened: Callable[[Report], Opened],
    *,
    token: str | None = None,
    reviewer: str | None = None,
    drawn: int = 0,
) -> Iterator[str]:
    """The HTML in pieces, one report at a time; `opened` is asked for each report when its turn comes.

    With a `token` the page loads decisions from where it came from and saves each one there at once; without, it keeps
    them in the browser and offers them as a file. `drawn` as with `contents.index`.
    """
    style = _browser_file("page.css")
    script = '"use strict";\n(() => {\n' + "".join(_browser_file(name) for name in SCRIPTS) + "})();\n"
    html = _browser_file("page.html")
    budget = [MOST_PICTURES]
    data = _element("index", index(reports, schema, token, reviewer, drawn))
    parts = {
        "{{POLICY}}": iter([policy(style, script, live=token is not None)]),
        "{{STYLE}}": iter([style]),
        "{{FIRST}}": _chained(iter([data]), _reports(reports, range(min(1, len(reports))), opened, budget)),
        "{{SCRIPT}}": iter([script]),
        "{{OTHERS}}": _reports(reports, range(1, len(reports)), opened, budget),
    }
    for place in _PLACES:
        before, _, html = html.partition(place)
        yield before
        yield from parts[place]
    yield html


def policy(style: str, script: str, *, live: bool) -> str:
    """The content security policy: nothing but this style and this script, and pictures that stand in the page."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(style)}'",
            "img-src data:",
            "connect-src 'self'" if live else "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _browser_file(name: str) -> str:
    return files("giextract.review").joinpath("browser", name).read_text(encoding="utf-8")


def _chained(*iterators: Iterator[str]) -> Iterator[str]:
    for one in iterators:
        yield from one


def _reports(
    reports: Sequence[Report], numbers: range, opened: Callable[[Report], Opened], budget: list[int]
) -> Iterator[str]:
    for number in numbers:
        yield from _report(number, reports[number], opened(reports[number]), budget)


def _report(number: int, report: Report, opened: Opened, budget: list[int]) -> Iterator[str]:
    """The elements of one report: its text, its pictures, and last what says that it is all there."""
    document = opened.document
    yield _element(f"text-{number}", document.text if document else None)
    pages: dict[int, dict[str, object]] = {
        one.number: {"number": one.number, "start": one.start} for one in (document and document.pages) or ()
    }
    left_out = 0
    for image in opened.images:
        encoded = base64.b64encode(image.data).decode()
        if len(encoded) > budget[0]:
            left_out += 1
            continue
        budget[0] -= len(encoded)
        pages.setdefault(image.number, {"number": image.number})
        pages[image.number] |= {"width": image.width, "height": image.height, "media": image.media}
        yield f'<script type="text/plain" id="image-{number}-{image.number}">{encoded}</script>\n'
    listed = [pages[one] for one in sorted(pages)]
    yield _element(f"report-{number}", contents(report, opened) | {"pages": listed, "left_out": left_out})


def _element(name: str, data: object) -> str:
    return f'<script type="application/json" id="{name}">{embedded_json(data)}</script>\n'
