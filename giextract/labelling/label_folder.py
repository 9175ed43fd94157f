"""A folder of labels as a suite: one file for each report, and `suite.toml`, with which `giextract eval` scores by them."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from giextract.errors import LabelError
from giextract.export.files import write_file
from giextract.labelling.making import Made, kept_apart
from giextract.record import Record
from giextract.schema import Schema
from giextract.scoring.labels import load_label

SUITE = "suite.toml"
_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def report_ids(records: Iterable[Record]) -> dict[str, str]:
    """Hash of each report -> its id: the name of its file without the suffix, as `eval` looks for it beside its label.

    A text that never was a file is called by its hash. Raises LabelError where two reports would have the same id.
    """
    sha256_to_path = {record.source.sha256: record.source.path for record in records}
    ids = {sha256: _stem(path) or sha256[:12] for sha256, path in sha256_to_path.items()}
    for name, count in Counter(name.casefold() for name in ids.values()).items():
        if count > 1:
            paths = [sha256_to_path[sha256] for sha256, one in ids.items() if one.casefold() == name]
            raise LabelError(f"{' and '.join(paths[:2])} would have the same label {name}.json; label them apart")
    return ids


def _stem(path: str) -> str:
    return "" if path in ("", "-") else _NO_NAME.sub("_", PurePath(path).stem)


def write_label(folder: Path, made: Made, schema: Schema, *, replaced: bool = False) -> Path:
    """Write the label to `folder`, whole or not at all, and return its path.

    A label that is there already is replaced where it was only started, or where the same people decided; other right
    answers and notes on the report that it holds are kept. Any other needs `replaced`; else LabelError.
    """
    path = folder / f"{made.label.report}.json"
    if path.is_file():
        old = load_label(path, schema)
        if not (replaced or old.is_draft or (old.made and old.made["by"] == made.label.made["by"])):
            whose = ", ".join(old.made.get("by") or []) or "somebody else"
            raise LabelError(f"{path} is a label by {whose}; choose another folder, or say --replace")
        made = replace(made, label=kept_apart(made.label, old))
    folder.mkdir(parents=True, exist_ok=True)
    write_file(path, [made.to_json()])
    return path


def write_suite(folder: Path, paths: Sequence[str], schema_name: str) -> Path | None:
    """Write the suite for the labels in `folder` of the reports at `paths`, where there is none yet; its path.

    None where the reports do not lie in one folder, or not on this machine: a suite names one folder of reports.
    """
    suite = folder / SUITE
    if suite.is_file():
        return suite
    files = [Path(path) for path in paths]
    folders = {file.parent.resolve() for file in files}
    if len(folders) != 1 or not all(file.is_file() for file in files):
        return None
    reports = os.path.relpath(folders.pop(), folder.resolve()).replace(os.sep, "/")
    formats = sorted({file.suffix for file in files}, key=lambda end: (end != ".txt", end))
    name = re.sub(r"[^\w.-]", "_", folder.resolve().name) or "labels"
    lines = [
        f"name = {_quoted(name)}",
        'about = "labels from reviewed records"',
        f"reports = {_quoted(reports)}",
        'labels = "."',
        f"formats = [{', '.join(map(_quoted, formats))}]",
        f"schema = {_quoted(schema_name)}",
        'baselines = ["all_absent", "all_zero"]',
    ]
    write_file(suite, ["\n".join(lines) + "\n"])
    return suite


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False)
