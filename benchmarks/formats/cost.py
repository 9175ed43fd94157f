"""Time and memory of reading a file, against the libraries alone on the same file; each in a process of its own.

python -m benchmarks.formats.cost TOOL FILE…          prints {"seconds": …, "megabytes": …}
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ROUNDS = 3
"""Readings of which the fastest counts, where one takes less than a second; the first also loads what the reader needs."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a tool needs for one report in one format: seconds once loaded, and the most memory of its process or one it
    starts in MB."""

    report: str
    form: str
    tool: str
    seconds: float
    megabytes: int
    pages: int


def tools_for(form: str) -> tuple[str, ...]:
    """What is measured beside giextract."""
    if form.startswith("html"):
        return ("giextract", "selectolax")
    if form.startswith("scan"):
        return ("giextract", "rapidocr")
    if form.startswith("pdf"):
        return ("giextract", "pypdfium2", "pdfplumber")
    return ("giextract", "python-docx") if form == "docx" else ("giextract",)


def measure_cost(report: str, form: str, files: list[Path], pages: int) -> list[Cost]:
    """The cost of each tool for the files of one report; a tool that fails is left out."""
    costs = []
    for tool in tools_for(form):
        command = [sys.executable, "-m", "benchmarks.formats.cost", tool, *map(str, files)]
        run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
        if run.returncode == 0:
            said = json.loads(run.stdout.splitlines()[-1])
            costs.append(Cost(report, form, tool, said["seconds"], said["megabytes"], pages))
    return costs


def _giextract(file: Path) -> None:
    from giextract.reading import read

    read(file)


def _selectolax(file: Path) -> None:
    from selectolax.lexbor import LexborHTMLParser

    data = file.read_bytes()
    text = data.decode("gb18030" if b"gb2312" in data else "utf-8")
    body = LexborHTMLParser(text).body
    assert body is not None
    body.text(separator="\n")


def _python_docx(file: Path) -> None:
    import docx

    for block in docx.Document(str(file)).iter_inner_content():
        if isinstance(block, docx.table.Table):
            for row in block.rows:
                _ = [cell.text for cell in row.cells]
        else:
            _ = block.text


def _pypdfium2(file: Path) -> None:
    import pypdfium2

    for page in pypdfium2.PdfDocument(file):
        page.get_textpage().get_text_bounded()


def _pdfplumber(file: Path) -> None:
    import logging

    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    with pdfplumber.open(file) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()


def _rapidocr(file: Path) -> None:
    import numpy as np
    from PIL import Image

    from benchmarks.formats.boxes import recogniser
    from benchmarks.formats.scans import rendered_pages

    pages = rendered_pages(file) if file.suffix == ".pdf" else [np.array(Image.open(file).convert("RGB"))]
    for page in pages:
        recogniser()(np.ascontiguousarray(page[..., ::-1]))


TOOLS: dict[str, Callable[[Path], None]] = {
    "giextract": _giextract,
    "selectolax": _selectolax,
    "python-docx": _python_docx,
    "pypdfium2": _pypdfium2,
    "pdfplumber": _pdfplumber,
    "rapidocr": _rapidocr,
}


def main() -> None:
    """Read the files with a tool, and print what it took."""
    tool, *names = sys.argv[1:]
    files = [Path(name) for name in names]
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for file in files:
            TOOLS[tool](file)
        best = min(best, time.perf_counter() - began)
        if best > 1:
            break
    # Its own ru_maxrss would begin with that of the process that started this one.
    own = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    assert own
    most = max(int(own[1]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    print(json.dumps({"seconds": round(best, 4), "megabytes": most // 1024}))


if __name__ == "__main__":
    main()
