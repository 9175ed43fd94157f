"""Random tables of the 2019 regime as real files, read back cell by cell: right, open (illegible, unanswered), or wrong.

    python -m benchmarks.formats.tables FOLDER [--count 40] [--seed 1] [--formats docx 'pdf-*']

Exit code 1 where a cell was wrong: a figure that is not printed there, a blank read as 0, a cell of another place.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path
from random import Random

from benchmarks.formats.formats import FORMATS, make
from benchmarks.formats.national_form import challenges_table, requests_table
from benchmarks.formats.structure import Line, Structure
from giextract.pipeline import extract
from tests.backends.rules.tables.reports import BLOCKS, COLUMNS, OUTCOMES, Report, report

TEXT_FORMATS = ("html-*", "docx", "pdf-*")
"""Formats without OCR, which is slow; name others to try them."""


def structure_of(made: Report, seed: int) -> Structure:
    """The two large tables of a random report in a few lines of narrative."""
    year = 2022 if made.form == 2021 else 2019
    requests = {key: dict(zip(COLUMNS, cells, strict=True)) for key, cells in made.requests.items()}
    challenges = {
        block: dict(zip(OUTCOMES, cells, strict=True)) for block, cells in zip(BLOCKS, made.challenges, strict=True)
    }
    return Structure(
        f"seed-{seed}",
        (
            Line("title", f"虚构市{year}年政府信息公开工作年度报告"),
            Line("heading", "一、总体情况"),
            Line("paragraph", "本市依法做好政府信息公开工作，及时回应群众关切。"),
            Line("heading", "三、收到和处理政府信息公开申请情况"),
            requests_table(requests),
            Line("heading", "四、政府信息公开行政复议、行政诉讼情况"),
            challenges_table(challenges),
            Line("heading", "五、存在的主要问题及改进情况"),
            Line("paragraph", "公开的内容还不够丰富，下一年将加强培训。"),
        ),
    )


def expected(made: Report) -> dict[str, int | None]:
    """Path -> what is printed there (None is an empty cell)."""
    cells = {
        f"/requests/{row}/{column}": value
        for row, values in made.requests.items()
        for column, value in zip(COLUMNS, values, strict=True)
    }
    for block, values in zip(BLOCKS, made.challenges, strict=True):
        cells |= {f"/challenges/{block}/{outcome}": value for outcome, value in zip(OUTCOMES, values, strict=True)}
    return cells


def compare(file: Path, cells: dict[str, int | None]) -> tuple[Counter[str], list[str]]:
    """How the cells of one file came out, and the wrong ones."""
    facts = {fact.path: fact for fact in extract(file).facts}
    counts: Counter[str] = Counter()
    wrong = []
    for path, value in cells.items():
        kind = "nonzero" if value else "zero" if value is not None else "blank"
        fact = facts.get(path)
        if fact is None or fact.state not in ("stated", "blank") or fact.check != "proved":
            counts[f"open {kind}"] += 1
        elif (fact.value if fact.state == "stated" else None) == value:
            counts[f"right {kind}"] += 1
        else:
            counts["wrong"] += 1
            wrong.append(f"{file}: {path}: printed {value}, read {fact.value} from {fact.printed!r}")
    return counts, wrong


def main() -> int:
    """Make, read, compare, and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--formats", nargs="+", default=list(TEXT_FORMATS))
    asked = parser.parse_args()
    names = [name for name in FORMATS if any(fnmatchcase(name, one) for one in asked.formats)]
    total: dict[str, Counter[str]] = {name: Counter() for name in names}
    wrong: list[str] = []
    for seed in range(asked.seed, asked.seed + asked.count):
        made = report(Random(seed))
        structure, cells = structure_of(made, seed), expected(made)
        for name in names:
            for file in make(name, structure, asked.folder / str(seed)):
                counts, bad = compare(file, cells)
                total[name] += counts
                wrong += bad
    for name, counts in total.items():
        parts = [f"{name:14}", f"wrong {counts['wrong']:4}"]
        for kind in ("nonzero", "zero", "blank"):
            right, left = counts[f"right {kind}"], counts[f"open {kind}"]
            parts.append(f"{kind} {right}/{right + left} ({right / max(1, right + left):.1%})")
        print("  ".join(parts))
    print(*wrong[:12], sep="\n", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
