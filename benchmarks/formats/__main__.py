"""The command: make the files, read and score them, print the tables, keep everything in the folder."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from fnmatch import fnmatchcase
from pathlib import Path

from rich.console import Console

from benchmarks.formats import __doc__ as about
from benchmarks.formats.boxes import check_boxes
from benchmarks.formats.cost import measure_cost
from benchmarks.formats.extraction import Extracted, extracted
from benchmarks.formats.formats import FORMATS, make
from benchmarks.formats.measuring import Measured, measure
from benchmarks.formats.page_files import read_files
from benchmarks.formats.printing import MissingProgramError
from benchmarks.formats.reports import LabelledStructure, load_structures
from benchmarks.formats.summary import Results, loss, print_results
from giextract.document import Document
from giextract.errors import ReadingError
from giextract.schema import Schema, load_schema


def main() -> None:
    """Run what the command line asks for; exit code 1 where a format lost more than it may."""
    asked = _arguments()
    schema = load_schema()
    names = [name for name in FORMATS if any(fnmatchcase(name, one) for one in ["text", *asked.formats])]
    results = Results()
    structures = load_structures(schema, asked.reports)
    for number, one in enumerate(structures):
        print(f"{one.structure.report} …", file=sys.stderr, flush=True)
        boxes = asked.boxes // len(structures) + (number < asked.boxes % len(structures))
        place = asked.folder / "files" / one.structure.report
        for form, files, this, measured in _read(one, names, place, schema, results):
            results.measured.append(measured)
            if boxes and this is not None and form != "text":
                results.boxes += check_boxes(form, one.structure.report, files, this, boxes)
        for measured in results.measured[-len(names) :] if number < asked.costs else ():
            if measured.report == one.structure.report and not measured.failure:
                pages = measured.pages or _printed_pages(place)
                files = FORMATS[measured.form].files(place)
                results.costs += measure_cost(measured.report, measured.form, files, pages)
    (asked.folder / "results.json").write_text(json.dumps(asdict(results), ensure_ascii=False, indent=1), "utf-8")
    print_results(results, Console(width=150))
    sys.exit(any(loss(results, form) > FORMATS[form].most_lost for form in results.formats()))


def _read(
    one: LabelledStructure, names: list[str], place: Path, schema: Schema, results: Results
) -> Iterator[tuple[str, list[Path], Extracted | None, Measured]]:
    """Each format's name and files, what was read from them, and what it lost; plain text comes first."""
    plain: Extracted | None = None
    for form in names:
        try:
            files = make(form, one.structure, place)
        except MissingProgramError as error:
            results.missing[form] = str(error)
            continue
        began = time.perf_counter()
        try:
            this = extracted(read_files(files), one, schema)
        except ReadingError as error:
            assert plain is not None
            this = extracted(Document("", str(files[0])), one, schema)
            measured = measure(form, this, plain)
            measured.failure, measured.differences = error.message, []
            yield form, files, None, measured
            continue
        seconds = time.perf_counter() - began
        plain = plain or this
        measured = measure(form, this, plain)
        measured.seconds = round(seconds, 3)
        yield form, files, this, measured


def _printed_pages(folder: Path) -> int:
    """Pages of a report on paper, by which formats without pages are measured; 1 where nobody printed it."""
    printed = folder / "pdf-office.pdf"
    if not printed.is_file():
        return 1
    import pypdfium2

    return len(pypdfium2.PdfDocument(printed))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.formats", description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="where files and results go; files that are there are used again")
    parser.add_argument("--reports", nargs="+", default=[], metavar="ID", help="beginnings of ids; default: all eight")
    parser.add_argument(
        "--formats", nargs="+", default=["*"], metavar="NAME", help=f"default: all; {', '.join(FORMATS)}"
    )
    parser.add_argument("--boxes", type=int, default=50, help="facts of each format whose boxes are read again")
    parser.add_argument("--costs", type=int, default=1, help="reports on which time and memory are measured")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    return asked


if __name__ == "__main__":
    main()
