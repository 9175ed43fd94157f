"""How long the page of a review keeps a person waiting, in a real Chromium: `python -m benchmarks.review`.

Two piles are composed from the sample: 500 reports, and one report of 500 KB with thousands of marks. Of each is measured: how
long the command takes, the size of the page, the time from opening the file to the first paint with a report in it, and for
each key what it costs until it is painted: CPU time of the page's main thread (script, style, layout, paint), and the time that
passed, as the browser counts it (Event Timing). On a machine that does nothing else the two agree; on any other the first says
what the page is to blame for. The goals are 1.5 s and 100 ms.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

SAMPLE = Path(__file__).parent.parent / "giextract" / "sample" / "report.txt"
FIRST_PAINT_GOAL, KEY_GOAL = 1500, 100  # milliseconds
KEYS = ("j", "k", "n", "a", "u", ".", ",", "4", "e", "]", "[", "v")
ROUNDS = 20
WATCH = """
window.measured = [];
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (one.name === "keydown") window.measured.push([one.startTime, one.duration]);
}).observe({ type: "event", durationThreshold: 16, buffered: true });
window.frames_done = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
"""


@dataclass(frozen=True)
class Measured:
    """Milliseconds of the first paint (passed, CPU), and for each key of each press; under 16 ms of passed time count as 16."""

    first_paint: list[tuple[float, float]]
    key_to_waits: dict[str, list[tuple[float, float]]]


def reports(folder: Path, count: int) -> Iterator[Path]:
    """`count` reports as the sample is, each with other figures and another name of its town."""
    random = Random(1)
    text = SAMPLE.read_text(encoding="utf-8")
    for number in range(count):
        figures = re.sub(r"(?<=[^\d年月.-])\d{1,3}(?=[条件次人个])", lambda _: str(random.randint(1, 999)), text)
        path = folder / f"{number:03}.txt"
        path.write_text(figures.replace("文昌街道", f"文昌{number}街道"), encoding="utf-8")
        yield path


def long_report(folder: Path, size: int) -> Path:
    """One report of `size` bytes: the sample with its paragraphs again and again before its end, and other figures in each."""
    random = Random(2)
    text = SAMPLE.read_text(encoding="utf-8")
    body, end = text[: len(text) // 2], text[len(text) // 2 :]
    middle = text[text.index("二、") : text.index("三、")]
    parts = [body]
    while sum(len(part.encode()) for part in parts) + len(end.encode()) < size:
        parts.append(re.sub(r"\d{1,4}(?=[条件次人个])", lambda _: str(random.randint(1, 9999)), middle))
    path = folder / "long.txt"
    path.write_text("".join(parts) + end, encoding="utf-8")
    return path


def command(folder: Path, *arguments: str) -> float:
    """Run giextract in `folder`; seconds that it took."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "giextract", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr)
    return time.perf_counter() - began


def measure(browser: Browser, url: str) -> Measured:
    """Open the page five times, then press every key."""
    paints = [first_paint(browser, url) for _ in range(5)]
    tab = Tab(browser, url)
    waits = {key: [tab.press(key) for _ in range(ROUNDS)] for key in KEYS}
    tab.page.keyboard.press("/")
    waits["typing in the search"] = [tab.press(key) for key in (*"2017", *4 * ["Backspace"]) * 2]
    tab.close()
    return Measured(paints, waits)


class Tab:
    """The page in a window of its own, whose main thread's CPU time is counted."""

    def __init__(self, browser: Browser, url: str, script: str = WATCH) -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 800})
        self.page = self.context.new_page()
        self.session = self.context.new_cdp_session(self.page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self.page.add_init_script(script)
        self.page.goto(url)

    def cpu(self) -> float:
        """Milliseconds of CPU time that the main thread spent on tasks so far."""
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        return float(1000 * next(one["value"] for one in metrics if one["name"] == "TaskDuration"))

    def press(self, key: str) -> tuple[float, float]:
        """Press a key; milliseconds that passed, and of CPU time, until the browser had painted what came of it."""
        began, cpu = self.page.evaluate("performance.now()"), self.cpu()
        self.page.keyboard.press(key)
        self.page.evaluate("window.frames_done()")
        spent = self.cpu() - cpu
        self.page.wait_for_timeout(30)
        # A key that changes nothing is told of at the next paint, so entries of earlier keys may come in now.
        measured: list[list[float]] = self.page.evaluate("window.measured")
        return max((duration for start, duration in measured if start >= began), default=16.0), spent

    def close(self) -> None:
        """Close the window."""
        self.context.close()


PAINTED = """new MutationObserver((_, self) => {
    if (!document.querySelector(".slot") || !document.querySelector("#text mark")) return;
    self.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.painted = performance.now(); }, 0));
}).observe(document, { childList: true, subtree: true });"""


def first_paint(browser: Browser, url: str) -> tuple[float, float]:
    """Milliseconds from the start of loading until a report is painted, its text and its fields; and CPU time of all loading."""
    tab = Tab(browser, url, PAINTED)
    painted: float | None = None
    while painted is None:  # not wait_for_function: the page's policy allows no evaluated strings
        tab.page.wait_for_timeout(50)
        painted = tab.page.evaluate("window.painted")
    spent = tab.cpu()
    tab.close()
    return painted, spent


def told(name: str, seconds: float, size: int, measured: Measured) -> str:
    """The figures as text."""
    lines = [
        f"{name}: page of {size / 1e6:.1f} MB made in {seconds:.1f} s",
        "                            ms passed            ms of CPU time",
        line("first paint", measured.first_paint, FIRST_PAINT_GOAL),
        *(line(key, waits, KEY_GOAL) for key, waits in measured.key_to_waits.items()),
    ]
    return "\n".join(lines)


def line(name: str, waits: list[tuple[float, float]], goal: int) -> str:
    """Median and worst of both times."""
    passed, cpu = zip(*waits, strict=True)
    times = [f"{statistics.median(one):6.0f} worst {max(one):5.0f}" for one in (passed, cpu)]
    return f"  {name:<22}{'     '.join(times)}   goal {goal}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=500)
    parser.add_argument("--bytes", type=int, default=500_000)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("Chromium is not installed")
    results = {}
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        paths = [path.name for path in reports(folder, given.reports)]
        piles = {
            f"{given.reports} reports": paths,
            f"a report of {given.bytes // 1000} KB": [long_report(folder, given.bytes).name],
        }
        browser = playwright.chromium.launch(executable_path=chromium)
        for title, files in piles.items():
            command(folder, "extract", *files, "-o", "records.jsonl")
            seconds = command(folder, "review", "records.jsonl", "-o", "review.html")
            html = folder / "review.html"
            measured = measure(browser, html.as_uri())
            results[title] = {"first_paint": measured.first_paint, "keys": measured.key_to_waits}
            if not given.json:
                print(told(title, seconds, html.stat().st_size, measured), flush=True)
        browser.close()
    if given.json:
        print(json.dumps(results, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
