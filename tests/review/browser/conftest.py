"""What the tests in a browser share: Debian's Chromium, pages that may not reach anything, and what a person does in them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from giextract.review.decisions import Decisions, read_decisions

CHROMIUM = shutil.which("chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder opens a page in Chromium."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium; ended with this folder's tests, because a running Playwright holds the event loop that others need."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM)
        yield chromium
        chromium.close()


@dataclass
class Tab:
    """A page of the review in a browser, with everything that went wrong or wanted out of it."""

    page: Page
    folder: Path
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def press(self, *keys: str) -> Tab:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def slot(self, path: str) -> Any:
        """The field with this path."""
        return self.page.locator(f'.slot[data-path="{path}"]')

    def marks(self, path: str, kind: str = "") -> list[str]:
        """What is marked in the text for a field ("figure:0", "finding:0"), with the class `kind`."""
        marks: list[str] = self.page.evaluate(
            """([path, kind]) => [...document.querySelectorAll("#text mark")]
                .filter((one) => JSON.parse(one.dataset.keys).includes(path) && (!kind || one.classList.contains(kind)))
                .map((one) => one.textContent)""",
            [path, kind],
        )
        return marks

    def chosen(self) -> str | None:
        """The path of the chosen field."""
        found = self.page.locator(".slot.is-chosen")
        return found.first.get_attribute("data-path") if found.count() else None

    def select_text(self, words: str, at: int = 0) -> None:
        """Drag the mouse over an occurrence of `words` in the report."""
        box = self.page.evaluate(
            """([words, at]) => {
                const whole = document.getElementById("text");
                const walker = document.createTreeWalker(whole, NodeFilter.SHOW_TEXT);
                const units = [];
                for (let node = walker.nextNode(); node; node = walker.nextNode())
                    for (let i = 0; i < node.length; i += 1) units.push([node, i]);
                const text = units.map(([node, i]) => node.data[i]).join("");
                let start = -1;
                for (let i = 0; i <= at; i += 1) start = text.indexOf(words, start + 1);
                const range = document.createRange();
                range.setStart(...units[start]);
                const [last, offset] = units[start + words.length - 1];
                range.setEnd(last, offset + 1);
                range.startContainer.parentElement.scrollIntoView({ block: "center" });
                const boxes = [...range.getClientRects()].filter((one) => one.width > 0);
                const [a, b] = [boxes[0], boxes[boxes.length - 1]];
                return [a.left + 1, a.top + a.height / 2, b.right - 1, b.top + b.height / 2];
            }""",
            [words, at],
        )
        self.page.mouse.move(box[0], box[1])
        self.page.mouse.down()
        self.page.mouse.move(box[2], box[3], steps=6)
        self.page.mouse.up()

    def download(self, reviewer: str = "甲") -> Decisions:
        """The decisions, downloaded as a person does it and read as `giextract labels apply` does."""
        self.press("w")
        self.page.locator("#reviewer").fill(reviewer)
        with self.page.expect_download() as waiting:
            self.page.locator("dialog button[type=submit]").click()
        path = self.folder / "decisions.json"
        waiting.value.save_as(path)
        return read_decisions(path)

    def decided(self) -> list[dict[str, Any]]:
        """The decisions as JSON without their times and ids; an undo is `of` the number of the one it takes back."""
        made = [one for report in json.loads(self.download().to_json())["reports"] for one in report["decisions"]]
        number = {one["id"]: place for place, one in enumerate(made)}
        assert len(number) == len(made)
        told = [one | ({"of": number[one["of"]]} if "of" in one else {}) for one in made]
        return [{key: value for key, value in one.items() if key not in ("id", "at")} for one in told]


Open = Callable[..., Tab]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """`open_page(html, width=390, dark=True)`: the page from a file, in a context of its own; `context` joins another tab's.

    At the end nothing may have gone wrong in any of the tabs, and nothing but the file itself may have been asked for.
    """
    contexts: list[BrowserContext] = []
    tabs: list[Tab] = []

    def start(
        html: str | None = None,
        *,
        url: str | None = None,
        context: BrowserContext | None = None,
        width: int = 1280,
        height: int = 800,
        dark: bool = False,
        language: str = "en-GB",
        **more: Any,
    ) -> Tab:
        if context is None:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if dark else "light",
                locale=language,
                **more,
            )
            contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        tab = Tab(page, tmp_path)
        tabs.append(tab)
        page.on("pageerror", lambda error: tab.errors.append(str(error)))
        page.on("console", lambda said: tab.errors.append(said.text) if said.type == "error" else None)
        page.on("request", lambda request: tab.requests.append(request.url))
        if html is not None:
            place = tmp_path / "review.html"
            place.write_text(html, encoding="utf-8")
            url = place.as_uri()
        assert url is not None
        page.goto(url)
        return tab

    yield start
    for tab in tabs:
        wanted = [url for url in tab.requests if not url.startswith(("data:", "blob:", "file:", "http://127.0.0.1:"))]
        assert (tab.errors, wanted) == ([], [])
    for context in contexts:
        context.close()
