"""A folder of labels as a suite: one file for each report, and `suite.toml`, with which `giextract eval` scores by them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from giextract.errors import LabelError, OutputError
from giextract.export.files import write_file
from giextract.labelling.making import Made, is_changed, kept_apart
from giextract.labelling.suite_file import SuiteFile
from giextract.record import Record
from giextract.schema import Schema
from giextract.scoring.labels import load_label

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


def write_labels(
    folder: Path, made: Sequence[Made], schema: Schema, suite: SuiteFile, *, replaced: bool = False
) -> tuple[list[Path], Path | None]:
    """Write the suite, where `suite` can be one, and a file for each label, each whole or not at all; their paths.

    A label that is there already is replaced where it was only started and not touched since, or where the same people decided; other right
    answers and notes on the report that it holds are kept. Any other needs `replaced`; else LabelError, and nothing is
    written, nor where the folder is none for these labels. The suite is there first, so that whatever stops the rest, `giextract eval` can use what there is.
    """
    suite.require_room(folder)
    merged = [(folder / f"{one.label.report}.json", one) for one in made]
    merged = [(path, _over(path, one, schema, replaced=replaced)) for path, one in merged]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder} cannot be made ({error.strerror or error}); choose another folder") from error
    written = suite.write(folder)
    for path, one in merged:
        write_file(path, [one.to_json()])
    return [path for path, _ in merged], written


def _over(path: Path, made: Made, schema: Schema, *, replaced: bool) -> Made:
    """The label with what is kept of the one that `path` holds already."""
    if not path.is_file():
        return made
    old = load_label(path, schema)
    if old.is_draft and is_changed(old) and not replaced:
        raise LabelError(
            f'{path} was changed by hand since it was started; put your name into its "by", choose another folder, or say --replace'
        )
    if not (replaced or old.is_draft or (old.made and old.made["by"] == made.label.made["by"])):
        whose = ", ".join(old.made.get("by") or []) or "somebody else"
        raise LabelError(f"{path} is a label by {whose}; choose another folder, or say --replace")
    return replace(made, label=kept_apart(made.label, old))
